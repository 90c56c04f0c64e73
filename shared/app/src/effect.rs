//! What the core asks of the world. The first part is answered in Rust (device), the second by the shell.

#![allow(missing_docs, reason = "the effect macro writes undocumented items; ours are documented")]

mod pay;
mod photo;
mod shell;

pub use pay::*;
pub use photo::{FetchPhoto, PhotoTrouble, PreparePhoto, PreparedPhoto};
pub use shell::{
    CopyText, Locate, OpenUrl, PhoneFix, PickPhoto, PickedPhoto, ScheduleDelivery, ShareFile, ShareText, ShowFile,
};

use crate::{base_map::DrawCity, city_kit::CityKit, report::Draft, settings::Preferences};
use crux_core::{capability::Operation, macros::effect, render::RenderOperation};
use dimos_domain::{
    act::Act,
    ids::*,
    job::{Job, Late},
    money::{Account, Attempt, Bill, Receipt},
    place::Position,
    report::{Report, ReportSummary},
};
use jiff::{Timestamp, civil::Date};
use std::sync::Arc;

/// Everything the core can ask for.
#[effect]
#[derive(Debug)]
pub enum Effect {
    /// The view model is new: read it.
    Render(RenderOperation),
    // Answered in Rust.
    /// Read what is needed to start.
    Load(LoadPhone),
    /// Keep the settings.
    SavePreferences(SavePreferences),
    /// Keep a draft.
    SaveDraft(SaveDraft),
    /// Drop a draft.
    RemoveDraft(RemoveDraft),
    /// Persist an act for delivery.
    Commit(CommitAct),
    /// Read a page of reports.
    ReadReports(ReadReports),
    /// Read one report.
    ReadReport(ReadReport),
    /// Read a crew's day.
    ReadJobs(ReadJobs),
    /// Send a wedged act once more.
    Retry(RetryAct),
    /// Send an act without the photos that are gone.
    SendWithout(SendWithoutLostPhotos),
    /// Give an act up.
    Discard(DiscardAct),
    /// Forget everything.
    Forget(ForgetPhone),
    /// Make a photo ready.
    PreparePhoto(PreparePhoto),
    /// Deliver and fetch.
    Sync(SyncNow),
    /// Ask what is around.
    Nearby(FindNearby),
    /// Ask for one public report.
    FetchReport(FetchReport),
    /// Fetch a photo into a file.
    FetchPhoto(FetchPhoto),
    /// Become a crew's phone.
    Enrol(EnrolPhone),
    /// Keep an attempt to pay.
    KeepAttempt(KeepAttempt),
    /// Forget an attempt to pay.
    ForgetAttempt(ForgetAttempt),
    /// Ask what is owed.
    FetchAccount(FetchAccount),
    /// Ask for a bill by its reference.
    LookUpBill(LookUpBill),
    /// Ask for all bills of a person.
    LinkBills(LinkBills),
    /// Agree to pay by instalments.
    MakePlan(MakePlan),
    /// Pay from what was paid too much before.
    UseCredit(UseCredit),
    /// Begin to pay.
    BeginAttempt(BeginAttempt),
    /// Ask how an attempt stands.
    AskAttempt(AskAttempt),
    /// Give an attempt up.
    GiveUpAttempt(GiveUpAttempt),
    /// Ask for the receipts.
    FetchReceipts(FetchReceipts),
    /// Fetch a receipt's document into a file.
    FetchReceiptFile(FetchReceiptFile),
    /// Come back later.
    Wait(Wait),
    // Answered by the shell.
    /// Take or choose a photo.
    PickPhoto(PickPhoto),
    /// Find out where the phone is.
    Locate(Locate),
    /// Open an address or the map app.
    OpenUrl(OpenUrl),
    /// Offer the system's share sheet.
    Share(ShareText),
    /// Put a text on the clipboard.
    Copy(CopyText),
    /// Show a file.
    ShowFile(ShowFile),
    /// Offer the system's share sheet with a file.
    ShareFile(ShareFile),
    /// There is something unsent: wake up and deliver when there is a network.
    ScheduleDelivery(ScheduleDelivery),
    /// The city is known, or another version of it is: draw it under the maps.
    DrawCity(DrawCity),
}

macro_rules! operations {
    ($($op:ty => $out:ty;)*) => { $(impl Operation for $op { type Output = $out; })* };
}

operations! {
    LoadPhone => Loaded;
    SavePreferences => Result<(), StorageTrouble>;
    SaveDraft => Result<(), StorageTrouble>;
    RemoveDraft => Result<(), StorageTrouble>;
    CommitAct => Result<(), StorageTrouble>;
    ReadReports => Result<ReportsPage, StorageTrouble>;
    ReadReport => Result<Option<TrackedReport>, StorageTrouble>;
    ReadJobs => Result<Vec<TrackedJob>, StorageTrouble>;
    RetryAct => Result<(), StorageTrouble>;
    SendWithoutLostPhotos => Result<(), StorageTrouble>;
    DiscardAct => Result<Option<Discarded>, StorageTrouble>;
    ForgetPhone => Result<(), StorageTrouble>;
    PreparePhoto => Result<PreparedPhoto, PhotoTrouble>;
    SyncNow => (Stamp, SyncOutcome);
    FindNearby => Result<Vec<ReportSummary>, NetTrouble>;
    FetchReport => Result<Report, NetTrouble>;
    FetchPhoto => Result<String, NetTrouble>;
    EnrolPhone => Result<CrewCode, NetTrouble>;
    KeepAttempt => Result<(), StorageTrouble>;
    ForgetAttempt => Result<(), StorageTrouble>;
    FetchAccount => Result<Account, NetTrouble>;
    LookUpBill => Result<Bill, NetTrouble>;
    LinkBills => Result<Account, NetTrouble>;
    MakePlan => Result<Bill, NetTrouble>;
    UseCredit => Result<Bill, NetTrouble>;
    BeginAttempt => Result<Attempt, NetTrouble>;
    AskAttempt => Result<Attempt, NetTrouble>;
    GiveUpAttempt => Result<Attempt, NetTrouble>;
    FetchReceipts => Result<Vec<Receipt>, NetTrouble>;
    FetchReceiptFile => Result<String, NetTrouble>;
    Wait => Stamp;
    PickPhoto => PickedPhoto;
    Locate => PhoneFix;
    OpenUrl => ();
    ShareText => ();
    CopyText => ();
    ShowFile => ();
    ShareFile => ();
    ScheduleDelivery => ();
    DrawCity => ();
}

use crate::event::Stamp;

/// Read what is needed to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadPhone;

/// What the phone holds.
#[derive(Debug)]
pub struct Loaded {
    /// The settings, where some were kept.
    pub preferences: Option<Preferences>,
    /// Unfinished reports, newest first.
    pub drafts: Vec<Draft>,
    /// The city, once it was fetched or came with the app.
    pub city: Option<Arc<CityKit>>,
    /// The crew, on a crew's phone.
    pub crew: Option<CrewCode>,
    /// Where everyone can see the city's reports, without a slash at the end; `/reports/<number>` is one report's page.
    pub public_url: Option<String>,
    /// Acts that wait or are wedged.
    pub unsent: Vec<OutboxRow>,
    /// What is kept of paying.
    pub purse: Purse,
    /// A damaged database was set aside; this many acts and drafts were saved from it.
    pub recovered: Option<u32>,
    /// The database could not be opened at all.
    pub trouble: Option<StorageTrouble>,
    /// When this was read.
    pub stamp: Stamp,
}

/// Keep the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct SavePreferences(pub Preferences);

/// Keep a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveDraft(pub Draft);

/// Drop a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoveDraft(pub uuid::Uuid);

/// Persist an act for delivery, and drop the draft it came from, in one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct CommitAct {
    /// The act.
    pub act: Act,
    /// The draft it came from.
    pub draft: Option<uuid::Uuid>,
    /// The photos it names.
    pub photos: Vec<PreparedPhoto>,
}

/// Why something could not be kept or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageTrouble {
    /// The phone's storage is full.
    Full,
    /// The storage may not be written.
    ReadOnly,
    /// Anything else.
    Broken,
}

/// Read a page of reports, newest change first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadReports {
    /// Which.
    pub shelf: crate::intent::ShelfChoice,
    /// From here,
    pub offset: u32,
    /// so many.
    pub limit: u32,
}

/// A page of reports.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportsPage {
    /// The page.
    pub rows: Vec<TrackedReport>,
    /// How many there are in all.
    pub total: u32,
}

/// A report as this phone knows it: the server's copy with what is still unsent on top.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackedReport {
    /// The report.
    pub report: Report,
    /// What is still unsent.
    pub pending: Vec<OutboxRow>,
    /// Changed since it was last opened.
    pub unseen: bool,
}

/// Read one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadReport {
    /// Which.
    pub id: ReportId,
    /// Whether a person is looking at it: it is then no longer unseen.
    pub seen: bool,
}

/// Read a crew's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadJobs {
    /// Which day.
    pub on: Date,
}

/// A job as this phone knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackedJob {
    /// The job.
    pub job: Job,
    /// What is still unsent.
    pub pending: Vec<OutboxRow>,
    /// Something that was sent came when the job was no longer open: the city has it as evidence.
    pub late: Option<Late>,
}

/// An act that is not delivered yet.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxRow {
    /// The act.
    pub act: Act,
    /// The ticket number of the job it is about; empty for what is about no job.
    pub number: String,
    /// How far it is.
    pub delivery: Delivery,
}

/// How far an act's delivery is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Waits for the network or its turn.
    Queued {
        /// When it is tried next, after a failure.
        next_at: Option<Timestamp>,
    },
    /// On its way.
    Sending,
    /// Refused: needs a person.
    Wedged {
        /// The server's code (`outside_city`, `wrong_state`, …).
        code: String,
        /// The server's sentence.
        detail: String,
    },
    /// A photo of it is no longer on this phone; the city was not asked. Needs a person.
    PhotoGone,
    /// Picked out of damaged storage: perhaps delivered or taken back already. Needs a person.
    Rescued,
}

impl Delivery {
    /// Whether it waits for its person rather than for the network.
    #[must_use]
    pub const fn needs_person(&self) -> bool {
        matches!(self, Self::Wedged { .. } | Self::PhotoGone | Self::Rescued)
    }
}

/// Send a wedged act once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryAct(pub ActId);

/// Send an act that lost photos once more, without them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendWithoutLostPhotos(pub ActId);

/// Give an act up. The answer is empty if it was delivered (or given up) meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscardAct {
    /// Which.
    pub act: ActId,
    /// What it becomes again, with the photos that come back: kept in the transaction in which the act goes.
    pub draft: Option<Box<Draft>>,
}

/// What was given up: enough to make a draft of it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Discarded {
    /// The act.
    pub act: Act,
    /// Its photos that are still on this phone.
    pub photos: Vec<PreparedPhoto>,
}

/// Forget everything on this phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgetPhone;

/// Deliver what waits and fetch what is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncNow;

/// How a round of delivery ended.
#[derive(Debug, Clone, Default)]
pub struct SyncOutcome {
    /// Acts delivered.
    pub delivered: u32,
    /// What is still unsent.
    pub unsent: Vec<OutboxRow>,
    /// Reports or jobs changed by the server.
    pub pulled: u32,
    /// A new version of the city came.
    pub city: Option<Arc<CityKit>>,
    /// Whose phone this is, where that is known.
    pub owner: Option<Owner>,
    /// Why it ended early.
    pub stopped: Option<NetTrouble>,
    /// When to try again, where something waits.
    pub again_at: Option<Timestamp>,
}

/// Whose phone it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// A citizen's.
    Citizen,
    /// A crew's.
    Crew(CrewCode),
}

impl From<Option<CrewCode>> for Owner {
    fn from(crew: Option<CrewCode>) -> Self {
        crew.map_or(Self::Citizen, Self::Crew)
    }
}

/// Why the server could not be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetTrouble {
    /// No network, or the server cannot be reached.
    Offline,
    /// The server asks for a newer app.
    UpgradeRequired,
    /// The server refused, with a code and a sentence in the citizen's language.
    Refused {
        /// Stable code.
        code: String,
        /// The sentence.
        detail: String,
    },
    /// Anything else.
    Failed,
}

/// Ask what is around.
#[derive(Debug, Clone, PartialEq)]
pub struct FindNearby {
    /// Around here,
    pub around: Position,
    /// within this many metres,
    pub radius_m: f64,
    /// of this service only,
    pub service: Option<ServiceCode>,
    /// open ones only.
    pub only_open: bool,
}

/// Ask for one public report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchReport(pub ReportId);

/// Become a crew's phone by a one-time code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolPhone {
    /// As typed.
    pub code: String,
}

/// Come back after a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Milliseconds.
    pub millis: u64,
}
