//! The lists and the open report. What the screens show is made when data come and kept here ready to be shown.

use super::view::{TicketView, UnsentRow};
use crate::{
    effect::{PreparedPhoto, TrackedReport},
    intent::ShelfChoice,
    view::ReportRow,
};
use dimos_domain::{
    ids::{ActId, MediaId, ReportId},
    report::{MAX_TEXT_CHARS, ReportSummary},
    words::clean,
};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that are read at a time.
pub const PAGE: u32 = 50;
/// Most rows that are held, however far a person scrolls.
pub const MOST_ROWS: u32 = 500;
/// Most rows of unsent things that are listed; the rest is counted.
pub const MOST_UNSENT: usize = 50;
/// Characters that are kept of what is written: more than may be sent, so that nothing typed is cut unseen.
const KEPT_CHARS: usize = 4 * MAX_TEXT_CHARS;

/// The feature's state.
#[derive(Debug, Default)]
pub struct Model {
    /// Which list is in front.
    pub(super) shelf: ShelfChoice,
    /// What I filed.
    pub(super) mine: Shelf,
    /// What I support or follow.
    pub(super) following: Shelf,
    /// What waits or is wedged, as rows.
    pub(super) unsent: Vec<UnsentRow>,
    /// The open report.
    pub(super) open: Option<Open>,
    /// What is being written, report by report; kept while the page is left and come back to.
    pub(super) written: BTreeMap<ReportId, Writing>,
    /// "Discard" was tapped once.
    pub(super) discard_asked: Option<ActId>,
    /// Leaving the outbox just now: asked for once.
    pub(super) leaving: BTreeSet<ActId>,
}

/// One list: a window on what the phone holds.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The window, newest change first.
    pub(super) reports: Vec<TrackedReport>,
    /// The same, ready to be shown.
    pub(super) rows: Vec<ReportRow>,
    /// How many there are in all.
    pub(super) total: u32,
    /// Whether it was read at all.
    pub(super) is_read: bool,
    /// More is being read.
    pub(super) reading_more: bool,
}

/// The open report.
#[derive(Debug)]
pub struct Open {
    /// Which.
    pub(super) id: ReportId,
    /// As a list showed it, until all of it is here.
    pub(super) preview: Option<ReportSummary>,
    /// All of it.
    pub(super) tracked: Option<TrackedReport>,
    /// Everything of the page that does not hang on what is being written, ready to be shown.
    pub(super) page: TicketView,
    /// Its photos in full size: asked for, and the file once it is here.
    pub(super) full: BTreeMap<MediaId, Option<String>>,
    /// It is being read or fetched.
    pub(super) busy: bool,
    /// Why it could not be fetched.
    pub(super) trouble: Option<String>,
    /// Something is being persisted: a second tap does nothing.
    pub(super) sending: bool,
    /// "Take it back" was tapped once.
    pub(super) withdraw_asked: bool,
}

/// What is being written under one report.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Writing {
    /// The words, as typed.
    pub(super) text: String,
    /// How many characters.
    pub(super) chars: usize,
    /// Whether they say anything.
    pub(super) has_words: bool,
    /// Photos that are ready.
    pub(super) photos: Vec<PreparedPhoto>,
    /// Photos being made ready.
    pub(super) preparing: Vec<MediaId>,
}

impl Writing {
    /// Takes what was typed.
    pub(super) fn write(&mut self, text: &str) {
        self.text = text.chars().take(KEPT_CHARS).collect();
        self.chars = self.text.chars().count();
        self.has_words = !clean(&self.text).is_empty();
    }

    /// Words or a photo.
    pub(super) fn says_something(&self) -> bool {
        self.has_words || !self.photos.is_empty()
    }

    /// Nothing there.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.photos.is_empty() && self.preparing.is_empty()
    }

    /// More than may be sent.
    pub(super) fn is_too_long(&self) -> bool {
        self.chars > MAX_TEXT_CHARS
    }
}

impl Model {
    /// Whether one report's page is in front.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Leaves that page. What was written stays for the next time.
    pub fn close(&mut self) {
        self.open = None;
        self.discard_asked = None;
        self.written.retain(|_, writing| !writing.is_empty());
    }

    /// A list.
    pub(super) fn shelf(&self, choice: ShelfChoice) -> &Shelf {
        match choice {
            ShelfChoice::Mine => &self.mine,
            ShelfChoice::Following => &self.following,
        }
    }

    /// A list, to change.
    pub(super) fn shelf_mut(&mut self, choice: ShelfChoice) -> &mut Shelf {
        match choice {
            ShelfChoice::Mine => &mut self.mine,
            ShelfChoice::Following => &mut self.following,
        }
    }

    /// A report of the lists or the open one.
    pub(super) fn known(&self, id: ReportId) -> Option<&TrackedReport> {
        let open = self.open.as_ref().and_then(|open| open.tracked.as_ref());
        open.into_iter()
            .chain(&self.mine.reports)
            .chain(&self.following.reports)
            .find(|tracked| tracked.report.id == id)
    }
}
