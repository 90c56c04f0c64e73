//! Small things: settings and other single values, drafts, the drain's lease.

use super::{Store, internal, millis, queue::new_era};
use crate::error::StoreError;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

/// The app's settings, among the single values.
pub const SETTINGS: &str = "settings";

impl Store {
    /// A single value.
    pub fn note(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.read(|tx| note(tx, name))
    }

    /// Keeps a single value; `None` forgets it.
    pub fn keep_note(&self, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.write(|tx| keep_note(tx, name, value))
    }

    /// Keeps a draft; the second one of an id replaces the first.
    pub fn save_draft(&self, id: Uuid, json: &str, now: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| save_draft(tx, id, json, now))
    }

    /// Every draft, in the order of their ids (UUIDv7: oldest first).
    pub fn drafts(&self) -> Result<Vec<(Uuid, String)>, StoreError> {
        self.read(|tx| {
            let mut select = tx.prepare_cached("SELECT id, json FROM drafts ORDER BY id").map_err(internal)?;
            let rows = select
                .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
                .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
                .map_err(internal)?;
            Ok(rows.into_iter().filter_map(|(id, json)| Some((Uuid::parse_str(&id).ok()?, json))).collect())
        })
    }

    /// Forgets a draft.
    pub fn remove_draft(&self, id: Uuid) -> Result<(), StoreError> {
        self.write(|tx| remove_draft(tx, id))
    }

    /// Forgets everything that is a person's: copies, outbox, drafts, settings. The emptied pages are overwritten, so that
    /// nothing can be read back from the file (`secure_delete`).
    pub fn forget_everything(&self) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.pragma_update(None, "secure_delete", true).map_err(internal)?;
            tx.execute_batch(
                "DELETE FROM outbox; DELETE FROM own_photos; DELETE FROM reports; DELETE FROM jobs; DELETE FROM shelf;
                 DELETE FROM drafts; DELETE FROM attempts; DELETE FROM meta;",
            )
            .map_err(internal)?;
            new_era(tx)
        })?;
        self.outbox_changed();
        Ok(())
    }

    /// Takes or prolongs the lease for somebody; false if another holds it. One that lies further in the future than
    /// anyone could have asked for comes from a clock that was wrong, and does not count.
    pub fn take_lease(&self, owner: Uuid, now: Timestamp, length: SignedDuration) -> Result<bool, StoreError> {
        let (from, length) = (millis(now), i64::try_from(length.as_millis()).unwrap_or(i64::MAX));
        let (until, absurd) = (from.saturating_add(length), from.saturating_add(length.saturating_mul(2)));
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO lease (name, owner, expires_at) VALUES ('drain', ?1, ?3)
                 ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
                 WHERE owner = excluded.owner OR expires_at <= ?2 OR expires_at > ?4",
            )
            .and_then(|mut take| take.execute(params![owner.to_string(), from, until, absurd]))
            .map(|rows| rows == 1)
            .map_err(internal)
        })
    }

    /// Gives the lease back.
    pub fn give_lease_back(&self, owner: Uuid) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute("DELETE FROM lease WHERE owner = ?1", [owner.to_string()]).map_err(internal)?;
            Ok(())
        })
    }
}

pub(super) fn note(tx: &Transaction<'_>, name: &str) -> Result<Option<String>, StoreError> {
    tx.prepare_cached("SELECT value FROM meta WHERE name = ?1")
        .and_then(|mut select| select.query_row([name], |row| row.get(0)).optional())
        .map_err(internal)
}

pub(super) fn keep_note(tx: &Transaction<'_>, name: &str, value: Option<&str>) -> Result<(), StoreError> {
    match value {
        Some(value) => tx.execute(
            "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, value],
        ),
        None => tx.execute("DELETE FROM meta WHERE name = ?1", [name]),
    }
    .map(|_| ())
    .map_err(internal)
}

pub(super) fn save_draft(tx: &Transaction<'_>, id: Uuid, json: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO drafts (id, json, saved_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET json = excluded.json, saved_at = excluded.saved_at",
    )
    .and_then(|mut insert| insert.execute(params![id.to_string(), json, millis(now)]))
    .map_err(internal)?;
    Ok(())
}

pub(super) fn remove_draft(tx: &Transaction<'_>, id: Uuid) -> Result<(), StoreError> {
    tx.execute("DELETE FROM drafts WHERE id = ?1", [id.to_string()]).map(|_| ()).map_err(internal)
}
