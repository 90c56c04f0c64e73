//! Old schemas, full disks, read-only disks and damaged files.

use super::*;
use crate::{error::OpenError, store::connection::newest_version};
use std::io::{Seek, SeekFrom, Write as _};

/// Every schema that was ever released, with a row of each kind.
const HISTORIC: &[(u32, &str)] =
    &[(1, include_str!("fixtures/v1.sql")), (2, include_str!("fixtures/v2.sql")), (3, include_str!("fixtures/v3.sql"))];

#[test]
fn every_historic_database_is_upgraded_with_all_that_is_in_it() {
    assert_eq!(HISTORIC.len(), usize::try_from(newest_version()).unwrap(), "a schema without its fixture");
    for (version, sql) in HISTORIC {
        let dir = tempfile::tempdir().unwrap();
        let old = Connection::open(rescue::database(dir.path())).unwrap();
        old.execute_batch(sql).unwrap();
        old.execute_batch(&format!("PRAGMA user_version = {version}")).unwrap();
        drop(old);
        let store = open(&dir);
        let now: u32 = store.with_writer(|c| c.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap());
        assert_eq!(now, newest_version());
        assert_eq!(store.outbox().unwrap().len(), 1, "from version {version}");
        assert_eq!(store.queue().unwrap()[0].photos.len(), 1);
        assert_eq!(store.drafts().unwrap().len(), 1);
        assert_eq!(store.note(SETTINGS).unwrap().as_deref(), Some("{\"language\":\"el\"}"));
        assert_eq!(store.reports(Shelf::Mine, 0, 10).unwrap().total, 1);
        assert_eq!(store.jobs("2026-11-22".parse().unwrap()).unwrap().len(), 1);
        assert_eq!(store.cursor().unwrap().as_deref(), Some("c1"));
        assert_eq!(store.attempts().unwrap().len(), usize::from(*version >= 2));
    }
}

#[test]
fn a_database_of_a_newer_app_is_left_alone() {
    let (dir, store) = phone();
    store.with_writer(|c| c.execute_batch("PRAGMA user_version = 99").unwrap());
    drop(store);
    let refused = Store::open(dir.path(), at(0)).err();
    assert_eq!(refused, Some(OpenError::Newer { found: 99, known: newest_version() }));
}

#[test]
fn a_full_disk_refuses_the_whole_act_and_keeps_its_draft() {
    let (dir, store) = phone();
    let draft = Uuid::from_u128(5);
    store.save_draft(draft, "{}", at(0)).unwrap();
    store.with_writer(|c| {
        let pages: i64 = c.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        c.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
    });
    let mut long = filing(1, 1);
    if let Deed::Report(new) = &mut long.what {
        new.description = "α".repeat(20_000);
    }
    let photo = photo(dir.path(), media_id(100), 10);
    assert_eq!(store.commit(&long, Some(draft), &[photo]), Err(StoreError::Full));
    assert_eq!((store.outbox().unwrap().len(), store.drafts().unwrap().len()), (0, 1));
    assert_eq!(store.reports(Shelf::Mine, 0, 10).unwrap().total, 0);
    store.with_writer(|c| c.query_row("PRAGMA max_page_count = 1000000", [], |_| Ok(())).unwrap());
    store.commit(&filing(1, 0), Some(draft), &[]).unwrap();
}

#[test]
fn a_read_only_disk_is_named_and_nothing_is_half_done() {
    let (_dir, store) = phone();
    store.with_writer(|c| c.execute_batch("PRAGMA query_only = ON").unwrap());
    assert_eq!(store.commit(&filing(1, 0), None, &[]), Err(StoreError::ReadOnly));
    assert_eq!(store.outbox().unwrap(), []);
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error_and_no_panic() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a-file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(Store::open(&file.join("app"), at(0)), Err(OpenError::Store(_))));
    assert!(matches!(Store::open(std::path::Path::new("/proc/dimos"), at(0)), Err(OpenError::Store(_))));
}

/// A closed phone with ten unsent reports, two drafts, settings, and copies from the server.
fn closed_phone() -> TempDir {
    let (dir, store) = phone();
    store.keep_page(&pulled((1000..1200).map(|n| news(served(n, 3, State::Triaged))).collect()), at(0)).unwrap();
    for n in 1..=10 {
        let mut act = filing(n, 1);
        if let Deed::Report(new) = &mut act.what {
            new.description = format!("{n} {}", "μια μεγάλη λακκούβα ".repeat(20));
        }
        let photo = photo(dir.path(), media_id(n * 100), 10);
        store.commit(&act, None, &[photo]).unwrap();
    }
    store.save_draft(Uuid::from_u128(1), "{\"a\":1}", at(0)).unwrap();
    store.save_draft(Uuid::from_u128(2), "{\"a\":2}", at(0)).unwrap();
    store.keep_note(SETTINGS, Some("{}")).unwrap();
    dir
}

fn overwrite(path: &std::path::Path, from: u64, bytes: &[u8]) {
    let mut file = std::fs::File::options().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(bytes).unwrap();
}

/// On which page a table's root lies, and how large pages are.
fn root(dir: &TempDir, table: &str) -> (u64, u64) {
    let c = Connection::open(rescue::database(dir.path())).unwrap();
    let page: i64 =
        c.query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [table], |row| row.get(0)).unwrap();
    let size: i64 = c.query_row("PRAGMA page_size", [], |row| row.get(0)).unwrap();
    (u64::try_from(page).unwrap(), u64::try_from(size).unwrap())
}

#[test]
fn a_garbage_header_costs_no_unsent_report() {
    let dir = closed_phone();
    overwrite(&rescue::database(dir.path()), 0, &[0xA5; 100]);
    let (store, recovery) = Store::open(dir.path(), at(0)).unwrap();
    let recovery = recovery.expect("it was damaged");
    assert_eq!(recovery.acts, 10);
    assert!(recovery.set_aside.join("dimos.db").is_file(), "nothing is deleted");
    let outbox = store.outbox().unwrap();
    assert!(outbox.iter().all(|entry| entry.state == Delivery::Rescued), "the person decides");
    let queue = store.queue().unwrap();
    assert!(queue.iter().all(|act| act.wedged && act.photos.len() == 1), "each with its photo");
    for act in &queue {
        let photo = store.upload(act.photos[0].id).unwrap().unwrap();
        assert_eq!((std::fs::metadata(&photo.path).unwrap().len(), photo.sha256.len()), (photo.bytes, 64));
    }
    store.retry(outbox[0].act.id).unwrap();
    assert!(matches!(store.outbox().unwrap()[0].state, Delivery::Queued { .. }));
}

#[test]
fn a_damaged_table_of_copies_costs_only_copies() {
    let dir = closed_phone();
    let older = Connection::open(rescue::database(dir.path())).unwrap();
    older.execute("UPDATE outbox SET body = 'as an older app wrote it'", []).unwrap();
    drop(older);
    let (page, size) = root(&dir, "reports");
    overwrite(&rescue::database(dir.path()), (page - 1) * size, &[0xFF; 512]);
    let store = Store::open(dir.path(), at(0)).unwrap().0;
    assert_eq!(store.report(report_id(1000)), Err(StoreError::Damaged), "met while reading");
    drop(store);
    let (store, recovery) = Store::open(dir.path(), at(0)).unwrap();
    let recovery = recovery.expect("remembered from last time");
    assert_eq!((recovery.acts, recovery.drafts), (10, 2));
    let queue = store.queue().unwrap();
    assert!(queue.iter().all(|act| !act.wedged && act.photos.len() == 1), "unharmed: goes on by itself");
    assert!(queue.iter().all(|act| store.upload(act.photos[0].id).unwrap().unwrap().path.is_file()));
    let body = |act: &crate::sync::QueuedAct| store.call(act.id).unwrap().unwrap().body;
    assert!(queue.iter().all(|act| body(act) == "as an older app wrote it"), "the server knows it by its bytes");
    assert_eq!(store.note(SETTINGS).unwrap().as_deref(), Some("{}"));
    assert_eq!(store.cursor().unwrap(), None, "the copies come again");
    assert_eq!(store.reports(Shelf::Mine, 0, 50).unwrap().total, 10);
    assert!(Store::open(dir.path(), at(0)).unwrap().1.is_none(), "once");
}

#[test]
fn flipped_pages_of_the_outbox_cost_at_most_what_lies_on_them() {
    let dir = closed_phone();
    let (root, size) = root(&dir, "outbox");
    let c = Connection::open(rescue::database(dir.path())).unwrap();
    c.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(c);
    overwrite(&rescue::database(dir.path()), (root - 1) * size, &[0xFF; 64]);
    let (store, recovery) = Store::open(dir.path(), at(0)).unwrap();
    let recovery = recovery.expect("checked at every opening");
    assert_eq!(recovery.drafts, 2);
    assert_eq!(recovery.acts, 10, "their text lies elsewhere");
    assert_eq!(store.outbox().unwrap().len(), 10);
}

#[test]
fn an_empty_or_a_foreign_file_is_no_reason_to_fail() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(rescue::database(dir.path()), "this is no database ".repeat(500)).unwrap();
    let (store, recovery) = Store::open(dir.path(), at(0)).unwrap();
    assert_eq!(recovery.map(|recovery| recovery.acts), Some(0));
    store.commit(&filing(1, 0), None, &[]).unwrap();
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(rescue::database(dir.path()), "").unwrap();
    assert!(Store::open(dir.path(), at(0)).unwrap().1.is_none());
}

#[test]
fn a_log_whose_database_is_gone_costs_no_unsent_report() {
    for empty_file in [false, true] {
        // The log as it lies there while the app runs; only closing empties it.
        let (lived, store) = phone();
        for n in 1..=3 {
            store.commit(&filing(n, 0), None, &[]).unwrap();
        }
        let dir = tempfile::tempdir().unwrap();
        std::fs::copy(lived.path().join("dimos.db-wal"), dir.path().join("dimos.db-wal")).unwrap();
        if empty_file {
            std::fs::write(rescue::database(dir.path()), "").unwrap();
        }
        let (store, recovery) = Store::open(dir.path(), at(0)).unwrap();
        let recovery = recovery.expect("something was there");
        assert_eq!((recovery.acts, store.outbox().unwrap().len()), (3, 3), "empty file: {empty_file}");
        assert!(recovery.set_aside.join("dimos.db-wal").is_file(), "nothing is deleted");
    }
}

#[test]
fn two_damages_in_one_second_are_set_aside_apart() {
    let dir = tempfile::tempdir().unwrap();
    let mut places = std::collections::HashSet::new();
    for _ in 0..3 {
        std::fs::write(rescue::database(dir.path()), "this is no database ".repeat(500)).unwrap();
        places.insert(Store::open(dir.path(), at(0)).unwrap().1.unwrap().set_aside);
    }
    assert_eq!(places.len(), 3);
}
