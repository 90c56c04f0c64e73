//! How many reports there are of each kind. Counting reads every public report, so what was counted is kept: as long as
//! the log has not moved, and otherwise for so long that counting takes at most a twentieth of the time.

use super::{filter::Filter, queries};
use crate::{db::Tx, error::Error};
use dimos_domain::{
    city::City,
    ids::ServiceCode,
    workflow::{Face, State},
};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// So many times as long as counting took, the figures are good enough …
const REST: u32 = 20;
/// … but never longer than this.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// The figures that were counted last.
#[derive(Default)]
pub(super) struct CountsCache(Mutex<Option<Counted>>);

#[derive(Clone)]
struct Counted {
    position: i64,
    good_until: Instant,
    counts: Arc<Counts>,
}

/// Figures.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Counts(Vec<(ServiceCode, State, u64)>);

impl CountsCache {
    /// The figures: one statement, two if they must be counted.
    pub(super) fn get(&self, tx: &Tx<'_>) -> Result<Arc<Counts>, Error> {
        let position = queries::log_position(tx)?;
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let started = Instant::now();
        if let Some(last) = last.filter(|last| last.position == position || started < last.good_until) {
            return Ok(last.counts);
        }
        let counts = Arc::new(Counts(queries::count(tx)?));
        let done = Instant::now();
        let rest = (done.duration_since(started) * REST).min(LONGEST_REST);
        let counted = Counted { position, good_until: done + rest, counts: Arc::clone(&counts) };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(counted);
        Ok(counts)
    }
}

impl Counts {
    /// Of one face, or of all, as far as the filter's service goes.
    pub(super) fn of(&self, filter: &Filter, face: Option<Face>, city: &City) -> u64 {
        let services = filter.services(city);
        let fits = |(service, state, _): &&(ServiceCode, State, u64)| {
            face.is_none_or(|face| state.face() == face)
                && services.as_ref().is_none_or(|services| services.contains(service))
        };
        self.0.iter().filter(fits).map(|(_, _, n)| n).sum()
    }
}
