//! What comes back to this feature.

use crate::{
    effect::{
        Discarded, NetTrouble, PhotoTrouble, PickedPhoto, PreparedPhoto, ReportsPage, StorageTrouble, TrackedReport,
    },
    intent::ShelfChoice,
    report::Draft,
};
use dimos_domain::{
    act::{Act, Deed},
    ids::{ActId, MediaId, ReportId},
    report::Report,
};
use jiff::Timestamp;

/// An effect's answer.
#[derive(Debug)]
pub enum Event {
    /// A page of a list was read.
    Page {
        /// Of which list.
        shelf: ShelfChoice,
        /// From where.
        offset: u32,
        /// The page.
        page: Result<ReportsPage, StorageTrouble>,
    },
    /// The open report was read.
    Read {
        /// Which.
        id: ReportId,
        /// Whether the server should be asked for what this phone does not keep up to date.
        then_ask: bool,
        /// What the phone has of it.
        tracked: Result<Option<Box<TrackedReport>>, StorageTrouble>,
    },
    /// A public report was fetched.
    Fetched {
        /// Which.
        id: ReportId,
        /// The report.
        report: Result<Box<Report>, NetTrouble>,
    },
    /// A thumbnail came, or not.
    Thumb(MediaId, Result<String, NetTrouble>),
    /// A photo of the open report came in full size, or not.
    Photo(MediaId, Result<String, NetTrouble>),
    /// A photo was picked, or not.
    Picked {
        /// For what is being written under this report.
        report: ReportId,
        /// Its id from now on.
        photo: MediaId,
        /// What came of it.
        picked: PickedPhoto,
    },
    /// A photo is ready, or not.
    Prepared {
        /// For what is being written under this report.
        report: ReportId,
        /// Which.
        photo: MediaId,
        /// What came of it.
        outcome: Result<PreparedPhoto, PhotoTrouble>,
    },
    /// An act was persisted, or not.
    Kept {
        /// About which report.
        report: ReportId,
        /// What.
        deed: Box<Deed>,
        /// When it was done.
        at: Timestamp,
        /// Its id.
        done: Result<ActId, StorageTrouble>,
    },
    /// A wedged act is in the queue again, or not.
    Retried(ActId, Result<(), StorageTrouble>),
    /// An unsent report left the outbox and is a draft, or not.
    TakenBack {
        /// The act that it came from.
        act: ActId,
        /// The draft that it became, without its photos.
        draft: Box<Draft>,
        /// What the person wants of it.
        then: Wish,
        /// What left.
        done: Result<Option<Discarded>, StorageTrouble>,
    },
    /// Another unsent act was given up, or not.
    GivenUp(ActId, Result<Option<Act>, StorageTrouble>),
}

/// What a person wants of a report that was not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Edit it now.
    Edit,
    /// Keep it among the drafts.
    Keep,
}
