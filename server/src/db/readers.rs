//! A few threads that read, each with a connection of its own, fed from one queue.

use super::{
    Tx, open,
    queue::{Queue, Refused},
};
use crate::error::Error;
use rusqlite::Connection;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
};
use tokio::sync::oneshot;

/// Reads take tens of microseconds: more threads than this only take turns on the processor.
pub(super) const THREADS: usize = 4;
/// Most reads that wait.
const WAITING: usize = 4_096;

type Job = Box<dyn FnOnce(&Connection) + Send>;

pub(super) struct Readers {
    queue: Arc<Queue<Job>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Readers {
    pub(super) fn start(file: &Path, many: usize) -> Result<Self, super::OpenError> {
        let queue = Arc::new(Queue::<Job>::new(WAITING));
        let mut threads = Vec::with_capacity(many);
        for _ in 0..many {
            let connection =
                open::reader(file).map_err(|cause| super::OpenError::File { file: file.to_owned(), cause })?;
            let theirs = Arc::clone(&queue);
            let thread = std::thread::Builder::new().name("db-reader".to_owned()).spawn(move || {
                let mut taken = Vec::with_capacity(1);
                while theirs.take(&mut taken, 1) {
                    taken.drain(..).for_each(|job| job(&connection));
                }
            })?;
            threads.push(thread);
        }
        Ok(Self { queue, threads: Mutex::new(threads) })
    }

    pub(super) fn submit<T, F>(&self, work: F) -> Result<oneshot::Receiver<Result<T, Error>>, Error>
    where
        F: FnOnce(&Tx<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let done = catch_unwind(AssertUnwindSafe(|| snapshot(connection, work)))
                .unwrap_or_else(|_| Err(Error::internal("a read panicked")));
            // The one who waited may have hung up.
            let _ = reply.send(done);
        });
        match self.queue.push(job) {
            Ok(_) => Ok(answer),
            Err(Refused::Full) => Err(Error::unavailable("too many reads are waiting")),
            Err(Refused::Closed) => Err(Error::unavailable("the database is closing")),
        }
    }

    pub(super) fn close(&self) {
        self.queue.close();
        for thread in self.threads.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            if thread.join().is_err() {
                tracing::error!("a reader thread ended in a panic");
            }
        }
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.queue.close();
    }
}

fn snapshot<T>(connection: &Connection, work: impl FnOnce(&Tx<'_>) -> Result<T, Error>) -> Result<T, Error> {
    /// Ends the read even if the work panics: an open snapshot would keep the log from being reused.
    struct End<'a>(&'a Connection);
    impl Drop for End<'_> {
        fn drop(&mut self) {
            if let Err(cause) = self.0.prepare_cached("COMMIT").and_then(|mut end| end.execute([])) {
                tracing::error!(%cause, "a read did not end");
            }
        }
    }
    connection.prepare_cached("BEGIN")?.execute([])?;
    let _end = End(connection);
    let tx = Tx::new(connection);
    let done = work(&tx);
    metrics::counter!("dimos_db_units_total", "kind" => "read").increment(1);
    metrics::counter!("dimos_db_statements_total", "kind" => "read").increment(u64::from(tx.statements()));
    done
}
