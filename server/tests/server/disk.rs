//! A disk that fails: nothing is acknowledged that is not on it, the caller is told to come back, and when it works
//! again so does the server.

use crate::support::TestServer;
use dimos_api::problem::Code;
use dimos_domain::ids::DeviceId;
use dimos_server::{
    db::{Db, Tx},
    error::Error,
};
use uuid::Uuid;

fn pragma(sql: &'static str) -> impl FnMut(&Tx<'_>) -> Result<(), Error> + Send + 'static {
    move |tx| tx.one(sql, [], |_| Ok(())).map(|_| ())
}

#[tokio::test]
async fn a_full_disk_is_told_and_survived() {
    let server = TestServer::start().await;
    let stranger = server.stranger();
    let db = &server.running.app.db;
    assert_eq!(stranger.register(DeviceId(Uuid::now_v7())).await.status, 201);
    db.write(pragma("PRAGMA max_page_count = 1")).await.unwrap();
    let mut acknowledged = Vec::new();
    let refused = loop {
        let phone = stranger.register(DeviceId(Uuid::now_v7())).await;
        if phone.status != 201 {
            break phone;
        }
        acknowledged.push(phone.json()["token"].as_str().unwrap().to_owned());
        assert!(acknowledged.len() < 2_000);
    };
    refused.problem(Code::Unavailable);
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(stranger.get("/services").await.status, 200, "reading goes on");
    db.write(pragma("PRAGMA max_page_count = 1000000")).await.unwrap();
    assert_eq!(stranger.register(DeviceId(Uuid::now_v7())).await.status, 201, "there is room again");
    for token in acknowledged {
        assert_eq!(stranger.with_token(&token).get("/changes").await.status, 200);
    }
}

#[tokio::test]
async fn a_disk_that_became_read_only_is_told() {
    let server = TestServer::start().await;
    let (stranger, db) = (server.stranger(), &server.running.app.db);
    db.write(pragma("PRAGMA query_only = ON")).await.unwrap();
    stranger.register(DeviceId(Uuid::now_v7())).await.problem(Code::Unavailable);
    let ready = stranger.http.get(format!("{}/readyz", stranger.url)).send().await.unwrap();
    assert_eq!(ready.status(), 503);
    assert_eq!(stranger.get("/services").await.status, 200, "reading goes on");
}

fn put(id: i64) -> impl FnMut(&Tx<'_>) -> Result<(), Error> + Send + 'static {
    move |tx| tx.execute("INSERT INTO heartbeat (id, at) VALUES (?1, 1)", [id]).map(|_| ())
}

#[tokio::test]
async fn one_that_fails_takes_nobody_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(dir.path()).unwrap();
    let good = (1..=30).map(|id| {
        let db = db.clone();
        tokio::spawn(async move { db.write(put(id)).await })
    });
    let failing = db.write::<(), _>(|tx| {
        tx.execute("INSERT INTO heartbeat (id, at) VALUES (1000, 1)", [])?;
        Err(Error::new(Code::Invalid))
    });
    let panicking = db.write::<(), _>(|tx| {
        tx.execute("INSERT INTO heartbeat (id, at) VALUES (1001, 1)", [])?;
        panic!("on purpose")
    });
    let good: Vec<_> = good.collect();
    assert_eq!(failing.await.unwrap_err().code(), Code::Invalid);
    assert_eq!(panicking.await.unwrap_err().code(), Code::Internal);
    for one in good {
        one.await.unwrap().unwrap();
    }
    let count = db.read(|tx| tx.one("SELECT count(*) FROM heartbeat", [], |row| row.get::<_, i64>(0))).await.unwrap();
    assert_eq!(count, Some(30));
}

#[tokio::test]
async fn closing_finishes_what_was_accepted_and_takes_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(dir.path()).unwrap();
    let accepted: Vec<_> = (1..=100)
        .map(|id| {
            let db = db.clone();
            tokio::spawn(async move { db.write(put(id)).await })
        })
        .collect();
    tokio::task::yield_now().await;
    let closing = db.clone();
    tokio::task::spawn_blocking(move || closing.close()).await.unwrap();
    let mut done = 0;
    for one in accepted {
        match one.await.unwrap() {
            Ok(()) => done += 1,
            Err(refused) => assert_eq!(refused.code(), Code::Unavailable),
        }
    }
    assert_eq!(db.write(put(0)).await.unwrap_err().code(), Code::Unavailable);
    let again = Db::open(dir.path()).unwrap();
    let count =
        again.read(|tx| tx.one("SELECT count(*) FROM heartbeat", [], |row| row.get::<_, i64>(0))).await.unwrap();
    assert_eq!(count, Some(done));
}

#[tokio::test]
async fn readers_cannot_write_and_the_log_is_never_changed() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(dir.path()).unwrap();
    let written = db.read(|tx| tx.execute("INSERT INTO heartbeat (id, at) VALUES (1, 1)", [])).await;
    assert!(written.is_err());
    let log = |sql: &'static str| db.write(move |tx| tx.execute(sql, []));
    log("INSERT INTO events (seq, at, kind, role) VALUES (1, 1, 'reported', 'system')").await.unwrap();
    assert!(log("UPDATE events SET at = 2").await.is_err());
    assert!(log("DELETE FROM events").await.is_err());
}

#[test]
fn a_database_of_a_newer_server_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    Db::open(dir.path()).unwrap().close();
    let file = dir.path().join("dimos.sqlite");
    rusqlite::Connection::open(&file).unwrap().execute_batch("PRAGMA user_version = 999").unwrap();
    let refused = Db::open(dir.path()).err().unwrap().to_string();
    assert!(refused.contains("schema 999"), "{refused}");
    std::fs::write(&file, "this is no database, and long enough to be seen as none".repeat(40)).unwrap();
    assert!(Db::open(dir.path()).err().unwrap().to_string().contains("dimos.sqlite"));
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("this is no database"));
}

/// Checkpoints keep up with a writer that never rests, so that the log does not grow without end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_write_ahead_log_is_reused_under_a_steady_load() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(dir.path()).unwrap();
    let wal = dir.path().join("dimos.sqlite-wal");
    let mut longest = 0;
    for round in 0..3_000_i64 {
        let large = "x".repeat(60_000);
        let write = move |tx: &Tx<'_>| {
            tx.execute("INSERT INTO audit (at, kind, subject) VALUES (?1, 'test', ?2)", (round, &large)).map(|_| ())
        };
        db.write(write).await.unwrap();
        longest = longest.max(std::fs::metadata(&wal).unwrap().len());
    }
    assert!(longest < 100 << 20, "180 MB were written; the log reached {longest} bytes");
}
