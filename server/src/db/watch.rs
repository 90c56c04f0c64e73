//! Who watches commits. A server has nobody; the proof that money is never lost puts somebody here who lets the writer die
//! right before or right after a commit, as a process does that is killed.

use std::{fmt, sync::Arc};

/// A point in the life of a unit of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Everything is done but the commit.
    BeforeCommit,
    /// It is committed, and nobody was told yet.
    AfterCommit,
}

/// What becomes of the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It goes on.
    GoOn,
    /// It ends here and now: nobody who waits for it is ever answered.
    Die,
}

/// Told of every commit, on the writer's thread.
#[derive(Clone)]
pub struct Watcher(Arc<dyn Fn(Moment) -> Fate + Send + Sync>);

impl Watcher {
    /// Somebody who watches.
    pub fn of(watch: impl Fn(Moment) -> Fate + Send + Sync + 'static) -> Self {
        Self(Arc::new(watch))
    }

    /// Nobody.
    pub(super) fn nobody() -> Self {
        Self::of(|_| Fate::GoOn)
    }

    pub(super) fn dies(&self, moment: Moment) -> bool {
        (self.0)(moment) == Fate::Die
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watcher")
    }
}
