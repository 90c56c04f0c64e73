//! The day, and one job.

use crate::view::{Button, Field, MapView, OptionView, PhotoView, Tone};

/// The day.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct CrewView {
    /// The crew's name.
    pub title: String,
    /// "Sunday 22 November · 5 of 8 done · 12.4 km".
    pub summary: String,
    /// The open jobs in their order, then the closed ones.
    pub jobs: Vec<JobRow>,
    /// The way: depot, stops, depot.
    pub map: MapView,
    /// "Start: depot …".
    pub start: String,
    /// "End: depot …".
    pub end: String,
    /// Order the open jobs so that the way is short.
    pub shorten_way: Button,
    /// What to show where there is nothing.
    pub empty: Option<String>,
    /// A round of delivery is going on.
    pub refreshing: bool,
}

/// A job as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct JobRow {
    /// Its id.
    pub id: String,
    /// Its stop's number, from 1; 0 for closed ones.
    pub stop: u32,
    /// The service's name.
    pub title: String,
    /// "near Tsimiski · 850 m from the stop before".
    pub place: String,
    /// The ticket number.
    pub number: String,
    /// "Done at 10:15", "Urgent".
    pub status: String,
    /// Which colour.
    pub tone: Tone,
    /// Still unsent.
    pub pending: bool,
    /// The citizen's photo.
    pub thumb_path: Option<String>,
    /// Whether it can be put one place up.
    pub can_move_up: bool,
    /// Whether it can be put one place down.
    pub can_move_down: bool,
    /// What a screen reader says.
    pub spoken: String,
}

/// One job.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct JobView {
    /// The job as a row.
    pub row: JobRow,
    /// The citizen's words.
    pub description: String,
    /// "Should be fixed by …".
    pub due: String,
    /// The citizen's photos, and those sent before.
    pub photos: Vec<PhotoView>,
    /// The crew's photos before the work, not sent yet.
    pub before: Vec<PhotoView>,
    /// The crew's photos after it, not sent yet.
    pub after: Vec<PhotoView>,
    /// Notes so far.
    pub notes: Vec<String>,
    /// The note being written.
    pub note: Field,
    /// Where it is.
    pub map: MapView,
    /// Show the way.
    pub navigate: Button,
    /// Begin.
    pub start: Option<Button>,
    /// Photo before.
    pub add_before: Option<Button>,
    /// Photo after.
    pub add_after: Option<Button>,
    /// Send the note without closing.
    pub send_note: Option<Button>,
    /// Done.
    pub close: Option<Button>,
    /// Reasons for not doing it; empty once closed.
    pub cannot_reasons: Vec<OptionView>,
    /// Something of it is refused: what, and what to do.
    pub refused: Option<String>,
}

/// Builds the day.
#[must_use]
pub fn day_view(_model: &crate::Model) -> CrewView {
    unimplemented!()
}

/// Builds the open job, if one is open.
#[must_use]
pub fn job_view(_model: &crate::Model) -> Option<JobView> {
    None
}

/// How many jobs of the day are open.
#[must_use]
pub fn open_jobs(_model: &crate::Model) -> usize {
    0
}
