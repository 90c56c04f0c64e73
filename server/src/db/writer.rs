//! The one writer. Takes every unit of work that waits (up to [`BATCH`]), runs each in a savepoint of one transaction,
//! commits once, and only then answers them all: a commit's sync to the disk is shared. If the commit fails, nobody is
//! told of success.

use super::{
    Tx,
    checkpoint::CheckpointHandle,
    queue::{Queue, Refused},
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
    pub(super) fn start(connection: Connection, checkpoints: CheckpointHandle) -> std::io::Result<Self> {
        let queue = Arc::new(Queue::new(WAITING));
        let theirs = Arc::clone(&queue);
        let thread = std::thread::Builder::new()
            .name("db-writer".to_owned())
            .spawn(move || run(&connection, &theirs, &checkpoints))?;
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

fn run(connection: &Connection, queue: &Queue<Box<dyn Unit>>, checkpoints: &CheckpointHandle) {
    let mut batch = Vec::with_capacity(BATCH);
    while queue.take(&mut batch, BATCH) {
        let started = Instant::now();
        metrics::histogram!("dimos_db_batch_size").record(f64::from(u32::try_from(batch.len()).unwrap_or(u32::MAX)));
        let lost = commit_together(connection, &mut batch).err().map(|cause| cause.to_string());
        metrics::histogram!("dimos_db_commit_seconds").record(started.elapsed().as_secs_f64());
        metrics::counter!("dimos_db_commits_total", "outcome" => if lost.is_none() { "ok" } else { "lost" })
            .increment(1);
        if let Some(cause) = &lost {
            tracing::error!(cause, units = batch.len(), "a commit was lost; nobody was told of success");
        }
        for unit in batch.drain(..) {
            unit.answer(lost.as_deref());
        }
        checkpoints.after_commit(connection);
    }
}

fn commit_together(connection: &Connection, batch: &mut [Box<dyn Unit>]) -> rusqlite::Result<()> {
    run_cached(connection, "BEGIN IMMEDIATE")?;
    let done = batch.iter_mut().try_for_each(|unit| in_savepoint(connection, unit.as_mut()));
    let committed = done.and_then(|()| run_cached(connection, "COMMIT"));
    if committed.is_err() && !connection.is_autocommit() {
        // Nothing was promised; a failed ROLLBACK leaves the next BEGIN to say so.
        let _ = run_cached(connection, "ROLLBACK");
    }
    committed
}

fn in_savepoint(connection: &Connection, unit: &mut dyn Unit) -> rusqlite::Result<()> {
    run_cached(connection, "SAVEPOINT unit")?;
    let tx = Tx::new(connection);
    let good = unit.run(&tx);
    metrics::counter!("dimos_db_units_total", "kind" => "write").increment(1);
    metrics::counter!("dimos_db_statements_total", "kind" => "write").increment(u64::from(tx.statements()));
    if connection.is_autocommit() {
        // A full disk or an I/O error makes the engine give up the whole transaction.
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL),
            Some("the engine gave up the transaction".to_owned()),
        ));
    }
    if !good {
        run_cached(connection, "ROLLBACK TO unit")?;
    }
    run_cached(connection, "RELEASE unit")
}

fn run_cached(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}
