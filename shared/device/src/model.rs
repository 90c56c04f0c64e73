//! What the device hands out: reports and jobs as they will be once everything is delivered, and how delivery stands.

use crate::error::StoreError;
use dimos_api::problem::Code;
use dimos_domain::{
    act::Act,
    ids::*,
    job::{Job, Late},
    report::Report,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A photo that an act names, ready to be uploaded (see [`crate::media::prepare`]). The device owns the file from then on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingPhoto {
    /// Made on the phone.
    pub id: MediaId,
    /// The prepared file.
    pub path: PathBuf,
    /// Of the file, in hex.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
}

/// How an act's delivery stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Waits for its turn.
    Queued {
        /// How often it was tried in vain since the last progress.
        attempt: u32,
        /// Not before; absent: as soon as there is a connection.
        next_at: Option<Timestamp>,
    },
    /// On its way right now.
    Sending,
    /// The server will not take it as it is: the person decides (edit, try again, discard).
    Wedged(WedgeReason),
    /// A photo of it is no longer on this phone: the person decides (send without it, take another, discard). The server was
    /// not asked.
    PhotoGone,
    /// Picked out of a damaged database: it may have been delivered or taken back already. The person decides likewise;
    /// to send it again is harmless, because the server knows it by its id.
    Rescued,
}

/// Why an act is wedged, as the server said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WedgeReason {
    /// What programs decide by.
    pub code: Code,
    /// In the language of the last drain; empty where the phone itself found the reason: say it by the code.
    pub title: String,
    /// Likewise.
    pub detail: String,
    /// Which field, as a JSON pointer, where one is to blame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl WedgeReason {
    /// A reason that the phone itself found.
    pub(crate) const fn of(code: Code) -> Self {
        Self { code, title: String::new(), detail: String::new(), field: None }
    }
}

/// One act that is not delivered yet.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxEntry {
    /// What was done.
    pub act: Act,
    /// How its delivery stands.
    pub state: Delivery,
    /// The ticket number of the job it is about; empty for what is about no job, or one that is not here (any more).
    pub number: String,
}

/// One act that waits on what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Which.
    pub act: ActId,
    /// How its delivery stands.
    pub state: Delivery,
}

/// A report as its person sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracked {
    /// The server's copy with the waiting acts folded on top; its number is empty until the server has it.
    pub report: Report,
    /// Acts on it that wait, in the order in which they were done.
    pub pending: Vec<Pending>,
    /// Something changed since the person last looked.
    pub unseen: bool,
}

/// A job as its crew sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackedJob {
    /// The server's copy with the waiting acts folded on top.
    pub job: Job,
    /// Acts on it that wait, in the order in which they were done.
    pub pending: Vec<Pending>,
    /// Something that this phone sent came when the job was no longer open: the city has it as evidence.
    pub late: Option<Late>,
}

/// Which of the phone's reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shelf {
    /// Reported here.
    Mine,
    /// Supported or followed.
    Following,
}

/// A part of a longer list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The part.
    pub items: Vec<T>,
    /// Length of the whole list.
    pub total: u32,
}

/// What was taken back by [`crate::Device::discard`]: enough to make a draft of it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Discarded {
    /// The act itself.
    pub act: Act,
    /// Acts that only made sense after it (comments under a report that was never sent).
    pub with: Vec<Act>,
    /// Their photos. The files are the caller's again.
    pub photos: Vec<PendingPhoto>,
}

/// How opening went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// Present if the database was damaged.
    pub recovered: Option<Recovery>,
}

/// What became of a damaged database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Unsent acts saved into the new one.
    pub acts: u32,
    /// Drafts saved into the new one.
    pub drafts: u32,
    /// Where the damaged one was put.
    pub set_aside: PathBuf,
}

/// How a [`crate::Device::drain`] went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DrainReport {
    /// Acts that the server took.
    pub delivered: u32,
    /// Acts that the server refused, now wedged.
    pub wedged: u32,
    /// Acts that still wait, wedged ones not counted.
    pub left: u32,
    /// Reports and jobs that came.
    pub pulled: u32,
    /// What of it is news to the person.
    pub news: News,
    /// Why it ended, unless everything was done.
    pub stopped: Option<Stop>,
    /// When the next attempt makes sense, if something waits for a time.
    pub next_at: Option<Timestamp>,
}

/// What others did: no act of this phone's, and nothing of what it is told when it first asks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct News {
    /// Reports that changed.
    pub reports: u32,
    /// Jobs that are new on the crew's plan, on another day, or off it.
    pub jobs: u32,
}

/// Why a drain ended before everything was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The time given was used up.
    Deadline,
    /// The server could not be reached several times in a row.
    Offline,
    /// The server is busy, or what is left waits for a later attempt.
    Waiting,
    /// This app is too old for the server. The outbox is kept.
    Upgrade,
    /// The server does not take this phone's token, nor a new registration. The outbox is kept.
    Unauthenticated,
    /// Another drain is at it: in this process or the background worker's.
    Elsewhere,
    /// The phone's store failed.
    Store(StoreError),
}
