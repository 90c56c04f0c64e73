//! A damaged database: set aside with everything that belongs to it, never deleted, and what exists nowhere else (unsent
//! acts, their photos, drafts, attempts to pay, settings) taken over into a new one as far as it can be read. The server's copies are not:
//! the next pull brings them.

mod carve;
mod salvage;

use super::{connection, internal, notes, outbox::RESCUED, queue};
use crate::{
    error::{OpenError, StoreError},
    model::Recovery,
};
use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior, params};
use salvage::Salvaged;
use std::path::{Path, PathBuf};

/// The database in a device's folder.
pub fn database(dir: &Path) -> PathBuf {
    dir.join("dimos.db")
}

fn marker(dir: &Path) -> PathBuf {
    dir.join("dimos.db.damaged")
}

/// Remembers that damage was met, for the next opening.
pub fn mark_damaged(dir: &Path) {
    if let Err(error) = std::fs::write(marker(dir), b"") {
        tracing::warn!(%error, "could not mark the database as damaged");
    }
}

/// Opens the database; a damaged one is replaced.
pub fn open(dir: &Path, now: Timestamp) -> Result<(Connection, Option<Recovery>), OpenError> {
    let path = database(dir);
    // The engine would throw away a log without its database, and what was never delivered may stand in the log alone.
    if is_empty(&path) && !is_empty(&dir.join("dimos.db-wal")) {
        return replace(dir, now).map(|(writer, what)| (writer, Some(what)));
    }
    let opened = match connection::writer(&path) {
        Ok(writer) if marker(dir).exists() => connection::whole(&writer).map(|()| writer).map_err(OpenError::from),
        other => other,
    };
    match opened {
        Ok(writer) => {
            let _ = std::fs::remove_file(marker(dir));
            Ok((writer, None))
        }
        Err(OpenError::Store(StoreError::Damaged)) => replace(dir, now).map(|(writer, what)| (writer, Some(what))),
        Err(other) => Err(other),
    }
}

/// Whether there is no such file, or nothing in it.
fn is_empty(path: &Path) -> bool {
    std::fs::metadata(path).map_or(true, |file| file.len() == 0)
}

fn replace(dir: &Path, now: Timestamp) -> Result<(Connection, Recovery), OpenError> {
    let set_aside = set_aside(dir, now).map_err(|error| connection::outside(&error))?;
    let found = salvage::read(&database(&set_aside), dir);
    let mut writer = connection::writer(&database(dir))?;
    let (acts, drafts) = take_over(&mut writer, &found, now)?;
    let _ = std::fs::remove_file(marker(dir));
    tracing::error!(acts, drafts, "the database was damaged and set aside");
    Ok((writer, Recovery { acts, drafts, set_aside }))
}

/// Moves the database with its log into a folder of its own.
fn set_aside(dir: &Path, now: Timestamp) -> std::io::Result<PathBuf> {
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let folder = (0_u32..)
        .map(|n| dir.join(if n == 0 { format!("set-aside-{stamp}") } else { format!("set-aside-{stamp}-{n}") }))
        .find(|folder| !folder.exists())
        .unwrap_or_else(|| dir.join("set-aside"));
    std::fs::create_dir_all(&folder)?;
    // The log first: a database without its log is old, a log without its database is nothing that anyone would open.
    for name in ["dimos.db-wal", "dimos.db-shm", "dimos.db"] {
        match std::fs::rename(dir.join(name), folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(folder)
}

fn take_over(writer: &mut Connection, found: &Salvaged, now: Timestamp) -> Result<(u32, u32), StoreError> {
    let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(internal)?;
    for found in &found.acts {
        queue::restore(&tx, &found.act, found.body.as_deref(), &found.photos)?;
        // What was picked out of the rubble may have been delivered or taken back: the person decides.
        let wedge = found.wedge.as_deref().or(found.carved.then_some(RESCUED));
        tx.execute("UPDATE outbox SET wedge = ?2 WHERE id = ?1", params![found.act.id.to_string(), wedge])
            .map_err(internal)?;
    }
    for (id, draft) in &found.drafts {
        tx.execute(
            "INSERT OR IGNORE INTO drafts (id, json, saved_at) VALUES (?1, ?2, ?3)",
            params![id, draft, now.as_millisecond()],
        )
        .map_err(internal)?;
    }
    for (id, attempt) in &found.attempts {
        tx.execute(
            "INSERT OR IGNORE INTO attempts (id, json, kept_at) VALUES (?1, ?2, ?3)",
            params![id, attempt, now.as_millisecond()],
        )
        .map_err(internal)?;
    }
    if let Some(settings) = &found.settings {
        notes::keep_note(&tx, notes::SETTINGS, Some(settings))?;
    }
    tx.commit().map_err(internal)?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok((count(found.acts.len()), count(found.drafts.len())))
}
