//! The day and the open job. Photos are not kept here: each is persisted as an act the moment it is ready, so that a
//! phone that dies loses nothing.

use super::{event::Kept, view::JobRow};
use crate::{effect::TrackedJob, intent::WorkPhoto, view::MapPin};
use dimos_domain::ids::{JobId, MediaId};
use jiff::civil::Date;

/// The feature's state.
#[derive(Debug, Default)]
pub struct Model {
    /// The day that was read.
    pub day: Option<Date>,
    /// Its jobs: the open ones in their order, then the closed ones.
    pub jobs: Vec<TrackedJob>,
    /// The jobs as rows, made when they were read.
    pub rows: Vec<JobRow>,
    /// The stops on the map, made with the rows.
    pub pins: Vec<MapPin>,
    /// Length of the way that is left, in metres.
    pub way_m: f64,
    /// The open job.
    pub open: Option<JobId>,
    /// The photo being made ready.
    pub preparing: Option<(JobId, MediaId, WorkPhoto)>,
    /// The phone is being located to shorten the way.
    pub locating: bool,
    /// What is being persisted: a second tap before the answer is the same act.
    pub(super) keeping: Vec<(JobId, Kept)>,
}

impl Model {
    /// Whether one job is in front.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Leaves it.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// The job of that id.
    #[must_use]
    pub fn job(&self, id: JobId) -> Option<&TrackedJob> {
        self.jobs.iter().find(|tracked| tracked.job.id == id)
    }

    /// The open jobs in their order.
    pub fn open_jobs(&self) -> impl Iterator<Item = &TrackedJob> {
        self.jobs.iter().filter(|tracked| tracked.job.state.is_open())
    }
}
