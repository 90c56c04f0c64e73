//! The phone's memory: the server's copies, the outbox, drafts. One writer, a few readers, no waiting between them.
//! An act is saved whole or not at all; nothing that was saved is ever lost by this module, not even by a damaged file.

mod connection;
mod copies;
mod notes;
mod outbox;
mod purse;
mod queue;
mod rescue;
#[cfg(test)]
mod tests;

pub use notes::SETTINGS;
pub use queue::{Answer, PulledPage};
use rescue::mark_damaged;

use crate::{
    error::{OpenError, StoreError},
    model::Recovery,
};
use connection::internal;
pub use connection::outside as io_error;
use dimos_domain::act::Subject;
use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError, TryLockError,
        atomic::{AtomicU64, Ordering},
    },
};

/// Readers that stay open: the screen's and one more.
const READERS: usize = 2;

/// The database and what belongs beside it.
pub struct Store {
    dir: PathBuf,
    writer: Mutex<Connection>,
    readers: [Mutex<Option<Connection>>; READERS],
    outbox_changes: AtomicU64,
}

impl Store {
    /// Opens the database in a folder, made if missing. A damaged one is set aside and what is readable taken over.
    pub fn open(dir: &Path, now: Timestamp) -> Result<(Self, Option<Recovery>), OpenError> {
        std::fs::create_dir_all(dir).map_err(|error| connection::outside(&error))?;
        let (writer, recovered) = rescue::open(dir, now)?;
        let store = Self {
            dir: dir.to_owned(),
            writer: Mutex::new(writer),
            readers: Default::default(),
            outbox_changes: AtomicU64::new(0),
        };
        Ok((store, recovered))
    }

    /// The device's folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Grows whenever a person changes the outbox (not when a drain does): what was read of it before is stale then.
    pub fn outbox_changes(&self) -> u64 {
        self.outbox_changes.load(Ordering::SeqCst)
    }

    fn outbox_changed(&self) {
        self.outbox_changes.fetch_add(1, Ordering::SeqCst);
    }

    /// Does something in one transaction; nothing of it stays if it fails.
    fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let done = (|| {
            let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(internal)?;
            let value = work(&transaction)?;
            transaction.commit().map_err(internal)?;
            Ok(value)
        })();
        self.watch(done)
    }

    /// Reads from one snapshot.
    fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let done = (|| {
            let mut slot = self.reader();
            if slot.is_none() {
                *slot = Some(connection::reader(&rescue::database(&self.dir))?);
            }
            let Some(reader) = slot.as_mut() else { return Err(StoreError::Other("no reader".to_owned())) };
            let snapshot = reader.transaction().map_err(internal)?;
            work(&snapshot)
        })();
        self.watch(done)
    }

    fn reader(&self) -> MutexGuard<'_, Option<Connection>> {
        for reader in &self.readers {
            match reader.try_lock() {
                Ok(free) => return free,
                Err(TryLockError::Poisoned(poisoned)) => return poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        let [first, ..] = &self.readers;
        first.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Damage that is met while reading is remembered, so that the next opening looks for it.
    fn watch<T>(&self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        if matches!(done, Err(StoreError::Damaged)) {
            mark_damaged(&self.dir);
        }
        done
    }

    /// A path as it is kept: relative where it lies in the device's folder, because iOS moves that folder on updates.
    fn kept_path(&self, path: &Path) -> Result<String, StoreError> {
        let path = path.strip_prefix(&self.dir).unwrap_or(path);
        path.to_str().map(str::to_owned).ok_or_else(|| StoreError::Unfit("a path that is not UTF-8".to_owned()))
    }

    fn real_path(&self, kept: &str) -> PathBuf {
        self.dir.join(kept)
    }

    #[cfg(test)]
    pub fn with_writer<T>(&self, work: impl FnOnce(&Connection) -> T) -> T {
        work(&self.writer.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

fn moment(millis: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(millis).ok()
}

/// A subject as the outbox's column holds it.
fn subject_key(subject: Subject) -> String {
    match subject {
        Subject::Report(id) => format!("report:{id}"),
        Subject::Job(id) => format!("job:{id}"),
        Subject::Day(day) => format!("day:{day}"),
    }
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Unfit(error.to_string()))
}
