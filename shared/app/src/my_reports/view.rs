//! The list of my reports, and one report's page.

use crate::{
    intent::ShelfChoice,
    view::{Button, Field, MapView, OptionView, PhotoView, ReportRow, Tone},
};

/// The list.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MyReportsView {
    /// The screen's title.
    pub title: String,
    /// Which reports.
    pub shelf: ShelfChoice,
    /// Mine, following; codes `mine` and `following`.
    pub shelves: Vec<OptionView>,
    /// What waits or is wedged, oldest first.
    pub unsent: Vec<UnsentRow>,
    /// The visible window, newest change first.
    pub rows: Vec<ReportRow>,
    /// How many there are in all.
    pub total: u32,
    /// Whether there are more than the window holds.
    pub has_more: bool,
    /// What to show where there is nothing.
    pub empty: Option<String>,
    /// A round of delivery is going on.
    pub refreshing: bool,
}

/// Something unsent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct UnsentRow {
    /// The act's id.
    pub act: String,
    /// "Report: pothole", "Comment on THES-2026-000123".
    pub title: String,
    /// "Waits for the network", "Refused: …".
    pub status: String,
    /// Which colour.
    pub tone: Tone,
    /// Send once more; wedged only.
    pub retry: Option<Button>,
    /// Edit; wedged reports only.
    pub edit: Option<Button>,
    /// Give up.
    pub discard: Option<Button>,
    /// What a screen reader says.
    pub spoken: String,
}

/// One report's page.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TicketView {
    /// The report as a row.
    pub row: ReportRow,
    /// All words.
    pub description: String,
    /// Photos.
    pub photos: Vec<PhotoView>,
    /// Where it is.
    pub map: MapView,
    /// "Should be fixed by Tuesday 24 November", "Fixed within 2 days"; empty if not known.
    pub due: String,
    /// Who is responsible; empty if not known.
    pub responsible: String,
    /// Answers to the service's questions, "question: answer".
    pub answers: Vec<String>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineRow>,
    /// What is still unsent for this report.
    pub unsent: Vec<UnsentRow>,
    /// The city's question that waits for an answer.
    pub question: Option<String>,
    /// What is being written.
    pub writing: Field,
    /// Photos of what is being written.
    pub writing_photos: Vec<PhotoView>,
    /// Add a photo.
    pub add_photo: Option<Button>,
    /// Send it as a comment.
    pub comment: Option<Button>,
    /// Send it as the answer.
    pub answer: Option<Button>,
    /// Rate; five stars.
    pub rate: Option<Button>,
    /// The stars given so far; 0 if none.
    pub stars: u8,
    /// "Not fixed".
    pub reopen: Option<Button>,
    /// Take it back.
    pub withdraw: Option<Button>,
    /// "Me too".
    pub support: Option<Button>,
    /// Follow or stop following.
    pub follow: Option<Button>,
    /// Whether it is followed.
    pub following: bool,
    /// Share the public page.
    pub share: Option<Button>,
    /// The report that carries on instead of this one.
    pub duplicate_of: Option<OptionView>,
    /// Being fetched.
    pub busy: bool,
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TimelineRow {
    /// "22 November, 14:05".
    pub when: String,
    /// What happened, in words.
    pub text: String,
    /// More of it: the comment, the reason, the triage's steps; may be empty.
    pub detail: String,
    /// Which colour.
    pub tone: Tone,
    /// Photos that came with it.
    pub photos: Vec<PhotoView>,
    /// Still unsent.
    pub pending: bool,
    /// What a screen reader says.
    pub spoken: String,
}

/// Builds the list.
#[must_use]
pub fn list_view(_model: &crate::Model) -> MyReportsView {
    unimplemented!()
}

/// Builds the open report's page, if one is open.
#[must_use]
pub fn ticket_view(_model: &crate::Model) -> Option<TicketView> {
    None
}

/// How many of my reports changed since they were last opened.
#[must_use]
pub fn unseen(_model: &crate::Model) -> usize {
    0
}
