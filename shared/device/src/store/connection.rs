//! The one place that opens the database: makes it, upgrades it, prepares each connection, and says what is wrong with it.
//! Never deletes anything.

use crate::error::{OpenError, StoreError};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// Every schema step, oldest first. A step that was released is never edited.
const MIGRATIONS: &[&str] =
    &[include_str!("migrations/001.sql"), include_str!("migrations/002.sql"), include_str!("migrations/003.sql")];

/// How long one process waits for the other's short transaction.
const BUSY: Duration = Duration::from_secs(5);
/// How long it rests before it asks again, where the engine itself does not wait.
const BUSY_PAUSE: Duration = Duration::from_millis(10);

/// The schema that this app knows.
pub fn newest_version() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// The writer: makes or upgrades the database. Its commits are on the disk when they return, so that an act survives a
/// flat battery.
pub fn writer(path: &Path) -> Result<Connection, OpenError> {
    let mut connection = Connection::open(path).map_err(internal)?;
    prepare_patiently(&connection).map_err(internal)?;
    // What was delivered or discarded is wiped, not only forgotten: it may name a citizen.
    connection
        .execute_batch("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 4194304; PRAGMA secure_delete = ON;")
        .map_err(internal)?;
    upgrade(&mut connection)?;
    sound(&connection)?;
    Ok(connection)
}

/// A reader: sees the last commit, never waits for the writer.
pub fn reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(internal)?;
    connection.busy_timeout(BUSY).map_err(internal)?;
    connection.execute_batch("PRAGMA temp_store = MEMORY;").map_err(internal)?;
    Ok(connection)
}

/// Two processes that make the same database at once: the engine does not wait for the other's change of the journal, it
/// says at once that it is busy.
fn prepare_patiently(connection: &Connection) -> rusqlite::Result<()> {
    let until = Instant::now() + BUSY;
    loop {
        match prepare(connection) {
            Err(busy) if busy.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && Instant::now() < until => {
                thread::sleep(BUSY_PAUSE);
            }
            done => return done,
        }
    }
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    // Android has no folder for temporary files that SQLite could find.
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;")
}

/// Brings the schema to the newest version, all steps in one transaction.
fn upgrade(connection: &mut Connection) -> Result<(), OpenError> {
    let known = newest_version();
    if version(connection)? == known {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(internal)?;
    // Asked again under the lock: another process may just have done it.
    let found = version(&transaction)?;
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    for step in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(usize::MAX)) {
        transaction.execute_batch(step).map_err(structural)?;
    }
    transaction.execute_batch(&format!("PRAGMA user_version = {known};")).map_err(internal)?;
    transaction.commit().map_err(internal)?;
    Ok(())
}

fn version(connection: &Connection) -> Result<u32, StoreError> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(internal)
}

/// Whether the tables that hold what exists nowhere else are whole. The server's copies are not checked: they are many,
/// opening must be quick, and what is damaged there is found when it is read.
fn sound(connection: &Connection) -> Result<(), StoreError> {
    for table in ["meta", "drafts", "outbox", "uploads", "attempts"] {
        check(connection, &format!("PRAGMA quick_check('{table}')"))?;
    }
    Ok(())
}

/// Whether everything is whole. Slow with many reports: only asked after damage was met.
pub fn whole(connection: &Connection) -> Result<(), StoreError> {
    check(connection, "PRAGMA quick_check(1)")
}

fn check(connection: &Connection, pragma: &str) -> Result<(), StoreError> {
    let verdict: String = connection.query_row(pragma, [], |row| row.get(0)).map_err(structural)?;
    if verdict == "ok" { Ok(()) } else { Err(StoreError::Damaged) }
}

/// While opening, a table that is missing or there twice is damage too.
fn structural(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::Unknown) => StoreError::Damaged,
        _ => internal(error),
    }
}

/// SQLite's word for it, in ours.
pub fn internal(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged,
        Some(ErrorCode::TooBig) => StoreError::Unfit("larger than a database row can be".to_owned()),
        _ => StoreError::Other(error.to_string()),
    }
}

/// The operating system's word for it, in ours.
pub fn outside(error: &std::io::Error) -> StoreError {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::Full,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        _ => StoreError::Other(error.to_string()),
    }
}
