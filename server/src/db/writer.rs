//! The one writer. Takes every unit of work that waits (up to [`BATCH`]), runs them in one transaction, commits once, and
//! only then answers them all: a commit's sync to the disk is shared. If the commit fails, nobody is told of success.
//!
//! A unit that fails must leave nothing behind. Savepoints would cost every unit a copy of each page it touches, for the
//! few that fail after they have written; so a batch is first run without, and if such a unit turns up the whole batch is
//! run again with one savepoint each. That is why a unit must be safe to run again.

use super::{
    Tx,
    checkpoint::CheckpointHandle,
    queue::{Queue, Refused},
    watch::{Moment, Watcher},
};
use crate::error::Error;
use rusqlite::Connection;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
    time::Instant,
};
use tokio::sync::oneshot;

/// Most units of work in one commit: bounds how long the first of them waits for the last.
const BATCH: usize = 64;
/// Most units of work that wait; more are refused with 503 at once instead of late.
const WAITING: usize = 4_096;

pub(super) struct Writer {
    queue: Arc<Queue<Box<dyn Unit>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        checkpoints: CheckpointHandle,
        watcher: Watcher,
    ) -> std::io::Result<Self> {
        let queue = Arc::new(Queue::new(WAITING));
        let theirs = Arc::clone(&queue);
        let thread = std::thread::Builder::new()
            .name("db-writer".to_owned())
            .spawn(move || run(&connection, &theirs, &checkpoints, &watcher))?;
        Ok(Self { queue, thread: Mutex::new(Some(thread)) })
    }

    pub(super) fn submit<T, F>(&self, work: F) -> Result<oneshot::Receiver<Result<T, Error>>, Error>
    where
        F: FnMut(&Tx<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        match self.queue.push(Box::new(Work { work, result: None, reply: Some(reply) })) {
            Ok(_) => Ok(answer),
            Err(Refused::Full) => Err(Error::unavailable("too many units of work are waiting")),
            Err(Refused::Closed) => Err(Error::unavailable("the database is closing")),
        }
    }

    pub(super) fn close(&self) {
        self.queue.close();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the writer thread ended in a panic");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue.close();
    }
}

/// A unit of work whose type is forgotten.
trait Unit: Send {
    /// Does it and keeps the result; whether it is to be committed.
    fn run(&mut self, tx: &Tx<'_>) -> bool;
    /// Tells the one who waits.
    fn answer(self: Box<Self>, lost: Option<&str>);
}

struct Work<T, F> {
    work: F,
    result: Option<Result<T, Error>>,
    reply: Option<oneshot::Sender<Result<T, Error>>>,
}

impl<T: Send, F: FnMut(&Tx<'_>) -> Result<T, Error> + Send> Unit for Work<T, F> {
    fn run(&mut self, tx: &Tx<'_>) -> bool {
        let done = catch_unwind(AssertUnwindSafe(|| (self.work)(tx)))
            .unwrap_or_else(|_| Err(Error::internal("a unit of work panicked")));
        let good = done.is_ok();
        self.result = Some(done);
        good
    }

    fn answer(mut self: Box<Self>, lost: Option<&str>) {
        let result = match (self.result.take(), lost) {
            // A refusal stands, whatever became of the others' commit.
            (Some(Err(refusal)), _) => Err(refusal),
            (Some(Ok(done)), None) => Ok(done),
            (_, Some(cause)) => Err(Error::unavailable(cause)),
            (None, None) => Err(Error::internal("a unit of work was not run")),
        };
        if let Some(reply) = self.reply.take() {
            // The one who waited may have hung up: the work is done all the same.
            let _ = reply.send(result);
        }
    }
}

fn run(connection: &Connection, queue: &Queue<Box<dyn Unit>>, checkpoints: &CheckpointHandle, watcher: &Watcher) {
    let mut batch = Vec::with_capacity(BATCH);
    while queue.take(&mut batch, BATCH) {
        let started = Instant::now();
        let committed = commit_together(connection, &mut batch, watcher);
        let died = match committed {
            Ok(Attempt::Died) => true,
            Ok(Attempt::Committed | Attempt::Spoiled) => watcher.dies(Moment::AfterCommit),
            Err(_) => false,
        };
        if died {
            queue.close();
            // What still waits is never done; it may hold the very handle that keeps this queue.
            while queue.take(&mut batch, BATCH) {
                batch.clear();
            }
            return;
        }
        let lost = committed.err().map(|cause| cause.to_string());
        note(batch.len(), started, lost.as_deref());
        for unit in batch.drain(..) {
            unit.answer(lost.as_deref());
        }
        checkpoints.after_commit(connection);
    }
}

fn note(units: usize, started: Instant, lost: Option<&str>) {
    let count = u32::try_from(units).unwrap_or(u32::MAX);
    metrics::histogram!("dimos_db_batch_size").record(f64::from(count));
    metrics::histogram!("dimos_db_commit_seconds").record(started.elapsed().as_secs_f64());
    metrics::counter!("dimos_db_units_total", "kind" => "write").increment(u64::from(count));
    let outcome = if lost.is_none() { "ok" } else { "lost" };
    metrics::counter!("dimos_db_commits_total", "outcome" => outcome).increment(1);
    if let Some(cause) = lost {
        tracing::error!(cause, units, "a commit was lost; nobody was told of success");
    }
}

fn commit_together(
    connection: &Connection,
    batch: &mut [Box<dyn Unit>],
    watcher: &Watcher,
) -> rusqlite::Result<Attempt> {
    let together = attempt(connection, batch, Savepoints::None, watcher);
    match undo_unless_committed(connection, together)? {
        Attempt::Spoiled => {
            metrics::counter!("dimos_db_batches_repeated_total").increment(1);
            let each = attempt(connection, batch, Savepoints::Each, watcher);
            undo_unless_committed(connection, each)
        }
        done @ (Attempt::Committed | Attempt::Died) => Ok(done),
    }
}

/// What became of a batch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attempt {
    Committed,
    /// A unit failed after it had written: its traces are among the others'.
    Spoiled,
    /// Somebody who watches let the writer die before the commit.
    Died,
}

/// Whether each unit can be undone alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Savepoints {
    None,
    Each,
}

fn attempt(
    connection: &Connection,
    batch: &mut [Box<dyn Unit>],
    savepoints: Savepoints,
    watcher: &Watcher,
) -> rusqlite::Result<Attempt> {
    let mut statements = 0;
    run_cached(connection, "BEGIN IMMEDIATE")?;
    for unit in batch {
        let before = connection.total_changes();
        if savepoints == Savepoints::Each {
            run_cached(connection, "SAVEPOINT unit")?;
        }
        let tx = Tx::new(connection);
        let good = unit.run(&tx);
        statements += u64::from(tx.statements());
        if connection.is_autocommit() {
            return Err(gave_up());
        }
        let spoiled = !good && connection.total_changes() != before;
        if spoiled && savepoints == Savepoints::None {
            return Ok(Attempt::Spoiled);
        }
        if spoiled {
            run_cached(connection, "ROLLBACK TO unit")?;
        }
        if savepoints == Savepoints::Each {
            run_cached(connection, "RELEASE unit")?;
        }
    }
    metrics::counter!("dimos_db_statements_total", "kind" => "write").increment(statements);
    if watcher.dies(Moment::BeforeCommit) {
        return Ok(Attempt::Died);
    }
    run_cached(connection, "COMMIT").map(|()| Attempt::Committed)
}

/// A full disk or an I/O error makes the engine give up the whole transaction.
fn gave_up() -> rusqlite::Error {
    let full = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
    rusqlite::Error::SqliteFailure(full, Some("the engine gave up the transaction".to_owned()))
}

fn undo_unless_committed(connection: &Connection, attempt: rusqlite::Result<Attempt>) -> rusqlite::Result<Attempt> {
    if !connection.is_autocommit() {
        // Nothing was promised; a failed ROLLBACK leaves the next BEGIN to say so.
        let _ = run_cached(connection, "ROLLBACK");
    }
    attempt
}

fn run_cached(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}
