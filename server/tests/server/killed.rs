//! `kill -9` while reports with photos, comments, plans and crews' notes are being written: what was acknowledged is there,
//! and what is sent again is there once, by the log.

use crate::{
    process::Server,
    support::{Actor, Answer, jpeg},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use dimos_domain::ids::MediaId;
use dimos_server::{accounts, auth::StaffRole, db::Db};
use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{sync::mpsc, task::JoinHandle};
use uuid::Uuid;

const PASSWORD: &str = "a long enough password";
const CREW: &str = "lighting-west";

/// What an act must have written once, as a query over the server's tables that counts it.
#[derive(Debug, Clone)]
struct Written(String);

/// One act that was sent, and the answer if there was one before the server died.
#[derive(Debug, Clone)]
struct Sent {
    by: Someone,
    key: Uuid,
    path: String,
    body: Value,
    writes: Written,
    answer: Option<Value>,
}

/// A token; where the server is changes with every start.
#[derive(Debug, Clone)]
struct Someone(String);

impl Someone {
    fn at(&self, server: &Server) -> Actor {
        server.stranger().with_token(&self.0)
    }
}

/// Everything that was sent since the last start.
type Diary = Arc<Mutex<Vec<Sent>>>;

/// Acts, until the server is gone.
#[derive(Clone)]
struct Hand {
    by: Someone,
    actor: Actor,
    diary: Diary,
}

impl Hand {
    /// The answer; none once the server is gone. A refusal is a failure of the test.
    async fn does(&self, path: String, body: Value, writes: Written) -> Option<Value> {
        let sent = Sent { by: self.by.clone(), key: Uuid::now_v7(), path, body, writes, answer: None };
        let place = {
            let mut diary = self.diary.lock().unwrap();
            diary.push(sent.clone());
            diary.len() - 1
        };
        let answer = sent.send(&self.actor).await?;
        self.diary.lock().unwrap()[place].answer = Some(answer.clone());
        Some(answer)
    }

    /// A photo that arrived whole.
    async fn photo(&self, bytes: &[u8]) -> Option<MediaId> {
        let id = MediaId(Uuid::now_v7());
        let announce = self.actor.tus(Method::POST, "/media").header("upload-length", bytes.len());
        let announce = announce.header("upload-metadata", format!("id {}", STANDARD.encode(id.to_string())));
        assert_eq!(Answer::maybe(announce).await.ok()?.status, 201);
        let part = self.actor.part_call(id, 0).body(bytes.to_vec());
        assert_eq!(Answer::maybe(part).await.ok()?.status, 204);
        Some(id)
    }
}

impl Sent {
    async fn send(&self, actor: &Actor) -> Option<Value> {
        let call = actor.call(Method::POST, &self.path).header(dimos_api::IDEMPOTENCY_KEY, self.key.to_string());
        let answer = Answer::maybe(call.json(&self.body)).await.ok()?;
        assert!((200..300).contains(&answer.status), "{self:?} → {}", String::from_utf8_lossy(&answer.bytes));
        Some(answer.json())
    }
}

/// A citizen: photo, report, comment, and again. Reports go on to the dispatcher.
async fn citizen(hand: Hand, photo: Vec<u8>, filed: mpsc::UnboundedSender<Value>) -> Option<()> {
    let mut chance = fastrand::Rng::new();
    loop {
        let (id, picture) = (Uuid::now_v7(), hand.photo(&photo).await?);
        let (lat, lon) = (40.6350 + chance.f64() * 0.002, 22.9391 + chance.f64() * 0.002);
        let report = json!({
            "id": id,
            "service": "street-light-daytime",
            "description": "Τα φώτα μένουν αναμμένα μέρα μεσημέρι.",
            "located": { "position": { "lat": lat, "lon": lon }, "source": "map" },
            "photos": [picture],
            "reported_at": jiff::Timestamp::now(),
        });
        let once = format!(
            "SELECT (SELECT count(*) FROM events WHERE report = '{id}' AND kind = 'reported') \
             * (SELECT count(*) FROM reports WHERE id = '{id}') \
             * (SELECT count(*) FROM report_photos WHERE report = '{id}' AND media = '{picture}')"
        );
        let answer = hand.does("/reports".to_owned(), report, Written(once)).await?;
        let said = Uuid::now_v7();
        let once = format!("SELECT count(*) FROM events WHERE kind = 'commented' AND data LIKE '%{said}%'");
        hand.does(format!("/reports/{id}/comments"), json!({ "text": said }), Written(once)).await?;
        let _nobody_listens_any_more = filed.send(answer["report"].clone());
    }
}

/// The dispatcher plans what is filed, and the crew writes a note on each of its jobs.
async fn city(desk: Hand, crew: Hand, mut filed: mpsc::UnboundedReceiver<Value>) -> Option<()> {
    let today = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::get("Europe/Athens").unwrap()).date();
    loop {
        let report = filed.recv().await?;
        let id = report["id"].as_str()?.to_owned();
        let path = format!("/reports/{id}/decisions");
        if report["state"] != "assigned" {
            let assign = json!({ "decision": { "type": "assign", "department": report["department"] } });
            let once = format!(
                "SELECT count(*) FROM events WHERE report = '{id}' AND kind = 'moved' AND role = 'dispatcher' \
                 AND data LIKE '%\"action\":\"assign\"%'"
            );
            desk.does(path.clone(), assign, Written(once)).await?;
        }
        let plan = json!({ "decision": { "type": "schedule", "crew": CREW, "on": today } });
        let once = format!(
            "SELECT count(*) FROM events WHERE kind = 'planned' AND job IN (SELECT id FROM jobs WHERE report = '{id}')"
        );
        desk.does(path, plan, Written(once)).await?;
        let day = Answer::maybe(crew.actor.call(Method::GET, "/jobs")).await.ok()?.json();
        let job = day["jobs"].as_array()?.iter().find(|job| job["report"] == report["id"])?["id"].clone();
        let (job, note) = (job.as_str()?.to_owned(), Uuid::now_v7());
        let once = format!(
            "SELECT (SELECT count(*) FROM events WHERE job = '{job}' AND kind = 'noted') \
             * (SELECT count(*) FROM jobs WHERE id = '{job}' AND notes = '[\"{note}\"]')"
        );
        let body = json!({ "at": jiff::Timestamp::now(), "note": note });
        crew.does(format!("/jobs/{job}/notes"), body, Written(once)).await?;
    }
}

fn count(data: &Path, sql: &str) -> i64 {
    let file = Connection::open(data.join("dimos.sqlite")).unwrap();
    file.busy_timeout(Duration::from_secs(5)).unwrap();
    file.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Everybody who takes part, registered once.
struct Town {
    citizens: Vec<Someone>,
    dispatcher: Someone,
    crew: Someone,
}

impl Town {
    async fn new(data: &Path) -> Self {
        let db = Db::open(data).unwrap();
        accounts::add(&db, "dispatcher", StaffRole::Dispatcher, None, PASSWORD).await.unwrap();
        db.close();
        drop(db);
        let server = Server::start(data);
        let token = |actor: Actor| Someone(actor.token.unwrap());
        let mut citizens = Vec::new();
        for _ in 0..8 {
            citizens.push(token(server.stranger().registered().await));
        }
        let session = server.stranger().log_in("dispatcher", PASSWORD).await.ok(201);
        let dispatcher = Someone(session["token"].as_str().unwrap().to_owned());
        let crew = server.stranger().registered().await;
        let code = dispatcher.at(&server).post("/crew-phones/codes", &json!({ "crew": CREW })).await;
        assert!(code.status < 300, "{code:?}");
        let enrolled = crew.post("/crew-phones/enrol", &json!({ "code": code.json()["code"] })).await;
        assert!(enrolled.status < 300, "{enrolled:?}");
        let crew = enrolled.json()["token"].as_str().map_or_else(|| token(crew), |token| Someone(token.to_owned()));
        server.kill();
        Self { citizens, dispatcher, crew }
    }

    /// Everybody acts at once, until the server is gone.
    fn act(&self, server: &Server, diary: &Diary) -> Vec<JoinHandle<Option<()>>> {
        let hand = |who: &Someone| Hand { by: who.clone(), actor: who.at(server), diary: Arc::clone(diary) };
        let (filed, inbox) = mpsc::unbounded_channel();
        let photo = jpeg(64, 48);
        let mut tasks: Vec<_> =
            self.citizens.iter().map(|one| tokio::spawn(citizen(hand(one), photo.clone(), filed.clone()))).collect();
        tasks.push(tokio::spawn(city(hand(&self.dispatcher), hand(&self.crew), inbox)));
        tasks
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_in_the_middle_of_everything_nothing_acknowledged_is_lost_and_nothing_is_there_twice() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    let town = Town::new(data).await;
    let mut kinds = [0_usize; 4];
    let mut everything = Vec::new();
    for round in 0..4 {
        let (server, diary) = (Server::start(data), Diary::default());
        let tasks = town.act(&server, &diary);
        tokio::time::sleep(Duration::from_millis(700 + 170 * round)).await;
        server.kill();
        for task in tasks {
            task.await.expect("nothing was refused");
        }
        let sent = diary.lock().unwrap().clone();

        let server = Server::start(data);
        for act in &sent {
            let there = count(data, &act.writes.0);
            let most = i64::from(act.answer.is_none());
            assert!((1 - most..=1).contains(&there), "round {round}: {there} times by the log: {act:?}");
        }
        for act in &sent {
            let again = act.send(&act.by.at(&server)).await.expect("the server answers");
            if let Some(first) = &act.answer {
                assert_eq!(&again, first, "round {round}: another answer than the first: {act:?}");
            }
        }
        everything.extend(sent);
        for act in &everything {
            assert_eq!(count(data, &act.writes.0), 1, "round {round}: after it was sent again: {act:?}");
            if let Some(photo) = act.body["photos"][0].as_str() {
                assert_eq!(act.by.at(&server).get(&format!("/media/{photo}")).await.status, 200, "{photo} is lost");
            }
        }
        server.kill();
    }
    for act in everything.iter().filter(|act| act.answer.is_some()) {
        let ends = ["/reports", "/comments", "/decisions", "/notes"];
        let kind = ends.iter().position(|end| act.path.ends_with(end)).unwrap();
        kinds[kind] += 1;
    }
    println!("acknowledged before a kill: {kinds:?} reports, comments, decisions, notes; {} sent", everything.len());
    assert!(kinds.iter().all(|many| *many > 0), "{kinds:?}: something was never written");
    let reports = i64::try_from(everything.iter().filter(|act| act.path == "/reports").count()).unwrap();
    assert_eq!(count(data, "SELECT count(*) FROM reports"), reports);
    assert_eq!(count(data, "SELECT count(DISTINCT number) FROM reports"), reports);
    assert_eq!(count(data, "SELECT max(seq) - count(*) FROM events"), 0, "the log has no gap");
    let file = Connection::open(data.join("dimos.sqlite")).unwrap();
    let sound: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}
