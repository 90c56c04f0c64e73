//! At most one drain at a time on a device, whether in this process or the background worker's. The operating system's file
//! lock where Rust's library has it: it is released even when the process is killed. Elsewhere (Android before Rust 1.98)
//! a row that has to be renewed and expires by itself.

use crate::{error::StoreError, store::Store};
use jiff::{SignedDuration, Timestamp};
use std::{
    fs::{File, TryLockError},
    sync::Arc,
    time::Duration,
};
use uuid::Uuid;

/// A row counts so long after it was last renewed.
const TERM: SignedDuration = SignedDuration::from_secs(10);
/// How often it is renewed.
pub const RENEWAL: Duration = Duration::from_secs(3);

/// The right to drain; given back when dropped.
pub struct Lease {
    store: Arc<Store>,
    held: Held,
}

enum Held {
    File(#[expect(dead_code, reason = "holding it is the point")] File),
    Row(Uuid),
}

impl Lease {
    /// Takes the lease; `None` if another drain has it.
    pub fn take(store: &Arc<Store>, now: Timestamp) -> Result<Option<Self>, StoreError> {
        let lock = File::options().create(true).append(true).open(store.dir().join("drain.lock"));
        match lock.as_ref().map(File::try_lock) {
            Ok(Err(TryLockError::WouldBlock)) => return Ok(None),
            Ok(Ok(())) => {
                let held = lock.ok().map(Held::File);
                return Ok(held.map(|held| Self { store: Arc::clone(store), held }));
            }
            Ok(Err(TryLockError::Error(_))) | Err(_) => {}
        }
        Self::take_row(store, now)
    }

    fn take_row(store: &Arc<Store>, now: Timestamp) -> Result<Option<Self>, StoreError> {
        let owner = Uuid::new_v4();
        let taken = store.take_lease(owner, now, TERM)?;
        Ok(taken.then(|| Self { store: Arc::clone(store), held: Held::Row(owner) }))
    }

    /// Keeps it from expiring; false if it was lost.
    pub fn renew(&self, now: Timestamp) -> bool {
        match &self.held {
            Held::File(_) => true,
            Held::Row(owner) => self.store.take_lease(*owner, now, TERM).unwrap_or(false),
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Held::Row(owner) = &self.held
            && let Err(error) = self.store.give_lease_back(*owner)
        {
            tracing::warn!(%error, "the lease was not given back; it expires by itself");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Arc<Store>) {
        let dir = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(dir.path(), at(0)).unwrap().0);
        (dir, store)
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_770_000_000 + second).unwrap()
    }

    #[test]
    fn two_drains_never_overlap() {
        let (_dir, store) = store();
        let first = Lease::take(&store, at(0)).unwrap().expect("free");
        assert!(Lease::take(&store, at(0)).unwrap().is_none());
        drop(first);
        assert!(Lease::take(&store, at(1)).unwrap().is_some());
    }

    #[test]
    fn a_row_expires_unless_it_is_renewed() {
        let (_dir, store) = store();
        let first = Lease::take_row(&store, at(0)).unwrap().expect("free");
        assert!(Lease::take_row(&store, at(9)).unwrap().is_none());
        assert!(first.renew(at(9)));
        assert!(Lease::take_row(&store, at(18)).unwrap().is_none());
        let second = Lease::take_row(&store, at(20)).unwrap().expect("the first one is dead");
        assert!(!first.renew(at(20)));
        drop(first);
        assert!(Lease::take_row(&store, at(21)).unwrap().is_none());
        drop(second);
    }

    #[test]
    fn a_row_written_by_a_clock_that_was_wrong_does_not_block_for_years() {
        let (_dir, store) = store();
        let _of_the_future = Lease::take_row(&store, at(1_000_000_000)).unwrap().expect("free");
        assert!(Lease::take_row(&store, at(0)).unwrap().is_some());
    }
}
