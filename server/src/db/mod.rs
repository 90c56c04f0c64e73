//! The transaction seam. A unit of work is a closure over a [`Tx`]: synchronous, free of other effects, safe to run
//! again. [`Db::write`] answers only when its commit is on the disk; capabilities never see which engine does it.

mod checkpoint;
mod open;
mod queue;
mod readers;
mod tx;
mod watch;
mod words;
mod writer;

pub use open::OpenError;
pub use tx::{Tx, moment, ms};
pub use watch::{Fate, Moment, Watcher};

use crate::error::Error;
use checkpoint::Checkpointer;
use readers::Readers;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use writer::Writer;

/// The database of one city: one writer, a few readers. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    writer: Writer,
    readers: Readers,
    _checkpointer: Checkpointer,
    dir: PathBuf,
}

impl Db {
    /// Opens `dimos.sqlite` in a data directory, creating both if they are missing, and brings the schema up to date.
    ///
    /// # Errors
    /// [`OpenError`] if the directory or the file cannot be used, or the file was written by a newer server.
    pub fn open(dir: &Path) -> Result<Self, OpenError> {
        Self::open_with(dir, Watcher::nobody(), readers::THREADS)
    }

    /// The same, with somebody who watches its commits: they let many servers live and die, so there is one reader only, and
    /// what it asks is prepared once.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub fn open_watched(dir: &Path, watcher: Watcher) -> Result<Self, OpenError> {
        Self::open_with(dir, watcher, 1)
    }

    fn open_with(dir: &Path, watcher: Watcher, many: usize) -> Result<Self, OpenError> {
        std::fs::create_dir_all(dir).map_err(|cause| OpenError::Directory { dir: dir.to_owned(), cause })?;
        let file = dir.join(open::FILE);
        let connection = open::writer(&file)?;
        let checkpointer = Checkpointer::start(&file)?;
        let writer = Writer::start(connection, checkpointer.handle(), watcher)?;
        let readers = Readers::start(&file, many)?;
        Ok(Self(Arc::new(Inner { writer, readers, _checkpointer: checkpointer, dir: dir.to_owned() })))
    }

    /// Whether a data directory holds a database.
    #[must_use]
    pub fn is_in(dir: &Path) -> bool {
        dir.join(open::FILE).is_file()
    }

    /// The data directory.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.0.dir
    }

    /// Does a unit of work and answers once it is on the disk. An error undoes the whole unit and only that. The closure
    /// may run more than once.
    ///
    /// # Errors
    /// What the closure says; `unavailable` if the disk takes nothing, the queue is full or the server is stopping.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: FnMut(&Tx<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        self.0.writer.submit(work)?.await.unwrap_or_else(|_| Err(Error::unavailable("the writer is gone")))
    }

    /// Reads one consistent state of the database.
    ///
    /// # Errors
    /// What the closure says; `unavailable` if the disk fails or the server is stopping.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: FnOnce(&Tx<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        self.0.readers.submit(work)?.await.unwrap_or_else(|_| Err(Error::unavailable("the readers are gone")))
    }

    /// Takes no more work, finishes what was accepted, and joins the threads. Called once, at the end.
    pub fn close(&self) {
        self.0.writer.close();
        self.0.readers.close();
    }
}
