//! Moves committed pages from the write-ahead log into the database file, away from the writer: a commit's time must not
//! depend on it. Under a steady load the writer never pauses long enough for the log to be reused from its start, so once
//! the bulk is moved the writer itself moves the short rest between two commits.

use super::open;
use rusqlite::Connection;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    time::{Duration, Instant},
};

/// Unmoved pages from which the bulk is moved: SQLite's own default.
const BULK_PAGES: i64 = 1_000;
/// Length of the log from which the writer moves the rest, so that the log starts anew: 32 MB.
const REUSE_PAGES: i64 = 8_000;
/// Looked at this often while commits come.
const PAUSE: Duration = Duration::from_millis(200);

pub(super) struct Checkpointer {
    handle: CheckpointHandle,
}

/// The writer's end.
#[derive(Clone)]
pub(super) struct CheckpointHandle {
    rest_wanted: Arc<AtomicBool>,
    commits: SyncSender<()>,
}

impl Checkpointer {
    pub(super) fn start(file: &Path) -> Result<Self, super::OpenError> {
        let connection =
            open::maintenance(file).map_err(|cause| super::OpenError::File { file: file.to_owned(), cause })?;
        let (commits, committed) = sync_channel(1);
        let rest_wanted = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&rest_wanted);
        std::thread::Builder::new()
            .name("db-checkpoint".to_owned())
            .spawn(move || run(&connection, &committed, &theirs))?;
        Ok(Self { handle: CheckpointHandle { rest_wanted, commits } })
    }

    pub(super) fn handle(&self) -> CheckpointHandle {
        self.handle.clone()
    }
}

impl CheckpointHandle {
    /// Called by the writer between two commits.
    pub(super) fn after_commit(&self, writer: &Connection) {
        if self.rest_wanted.swap(false, Ordering::AcqRel) {
            checkpoint(writer);
        }
        // Full means that the checkpointer already knows.
        let _ = self.commits.try_send(());
    }
}

fn run(connection: &Connection, committed: &Receiver<()>, rest_wanted: &AtomicBool) {
    while let Ok(()) = committed.recv() {
        std::thread::sleep(PAUSE);
        let Some(before) = ask(connection, "PRAGMA wal_checkpoint(NOOP)") else { continue };
        if before.pages - before.moved >= BULK_PAGES {
            checkpoint(connection);
        }
        if before.pages >= REUSE_PAGES {
            rest_wanted.store(true, Ordering::Release);
        }
    }
}

/// How long the log is.
struct Log {
    pages: i64,
    moved: i64,
}

fn checkpoint(connection: &Connection) {
    let started = Instant::now();
    ask(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    metrics::histogram!("dimos_db_checkpoint_seconds").record(started.elapsed().as_secs_f64());
}

fn ask(connection: &Connection, pragma: &str) -> Option<Log> {
    let answer = connection
        .prepare_cached(pragma)
        .and_then(|mut statement| statement.query_row([], |row| Ok(Log { pages: row.get(1)?, moved: row.get(2)? })));
    answer.inspect_err(|cause| tracing::warn!(%cause, "a checkpoint failed; the log grows until one succeeds")).ok()
}
