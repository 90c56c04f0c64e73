//! What people do on their phones. An act is saved on the phone before the network is touched, carries its own id, and is
//! delivered exactly once however often the phone dies. Its id is the idempotency key; its payload is the wire's body.

use crate::{
    city::Answer,
    ids::*,
    job::CannotReason,
    place::Located,
    report::{PhotoKind, Rating},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// One act of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// UUIDv7.
    pub id: ActId,
    /// When, by the phone's clock: believed only where the server has nothing better.
    pub at: Timestamp,
    /// What.
    pub what: Deed,
}

/// What can be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Deed {
    /// Report something.
    Report(NewReport),
    /// "Me too": support an existing report instead of filing another.
    Support {
        /// Which.
        report: ReportId,
        /// What the supporter adds.
        body: Support,
    },
    /// Follow or stop following.
    Follow {
        /// Which.
        report: ReportId,
        /// Which of the two.
        body: Follow,
    },
    /// Write something under a report.
    Comment {
        /// Which.
        report: ReportId,
        /// What.
        body: Comment,
    },
    /// Answer the city's question.
    Answer {
        /// Which.
        report: ReportId,
        /// What.
        body: Comment,
    },
    /// Rate the fix, and thereby confirm it.
    Rate {
        /// Which.
        report: ReportId,
        /// How.
        body: Rating,
    },
    /// Say it is not fixed.
    Reopen {
        /// Which.
        report: ReportId,
        /// Why, with a photo.
        body: Comment,
    },
    /// Take one's own report back.
    Withdraw {
        /// Which.
        report: ReportId,
        /// Why.
        body: Comment,
    },
    /// Begin a job.
    StartJob {
        /// Which.
        job: JobId,
        /// When and with which photos.
        body: JobUpdate,
    },
    /// Close a job as done.
    CloseJob {
        /// Which.
        job: JobId,
        /// When, with which photos and what note.
        body: JobUpdate,
    },
    /// Give a job back.
    CannotDoJob {
        /// Which.
        job: JobId,
        /// Why.
        reason: CannotReason,
        /// When, with which photos and what note.
        body: JobUpdate,
    },
    /// Write or photograph something on a job without closing it.
    NoteJob {
        /// Which.
        job: JobId,
        /// The note.
        body: JobUpdate,
    },
    /// Drive the day's jobs in another order.
    OrderJobs {
        /// The day and the order.
        body: DayOrder,
    },
}

/// A new report as the phone sends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    /// UUIDv7, made on the phone.
    pub id: ReportId,
    /// What kind of thing, as the citizen chose.
    pub service: ServiceCode,
    /// 1 to 4,000 characters; may be empty if there is a photo.
    #[serde(default)]
    pub description: String,
    /// Where it is.
    pub located: Located,
    /// "near Tsimiski", as shown to and left by the citizen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_hint: Option<String>,
    /// Answers to the service's questions.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// Uploaded before.
    #[serde(default)]
    pub photos: Vec<MediaId>,
    /// Absent: anonymous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// When the citizen wrote it, by the phone's clock.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub reported_at: Timestamp,
    /// Reports that were offered as "is it one of these?" and declined: not suggested as duplicates again.
    #[serde(default)]
    pub not_duplicates_of: Vec<ReportId>,
}

/// Who reports, if they want the city to know. Never public.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// A name.
    pub name: String,
    /// E-mail address, may be empty.
    pub email: String,
    /// Telephone number, may be empty.
    pub phone: String,
}

/// A "me too".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Support {
    /// What the supporter adds; shown to staff, and to the public as a comment.
    pub text: String,
    /// Photos, uploaded before.
    pub photos: Vec<MediaId>,
}

/// Follow or stop following.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Follow {
    /// Whether changes should come to this phone.
    pub follow: bool,
}

/// Words with photos.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Comment {
    /// Up to 4,000 characters.
    pub text: String,
    /// Photos, uploaded before.
    pub photos: Vec<MediaId>,
}

/// What a crew says of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct JobUpdate {
    /// When, by the phone's clock: crews work offline.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub at: Timestamp,
    /// Up to 4,000 characters.
    #[serde(default)]
    pub note: String,
    /// Uploaded before.
    #[serde(default)]
    pub photos: Vec<JobPhoto>,
}

/// A crew's photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobPhoto {
    /// Which.
    pub id: MediaId,
    /// Before or after.
    pub kind: PhotoKind,
}

/// The order in which a crew drives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DayOrder {
    /// Which day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: Date,
    /// Every open job of that day, first one first.
    pub jobs: Vec<JobId>,
}

impl Deed {
    /// The photos that must be on the server before this.
    #[must_use]
    pub fn photos(&self) -> Vec<MediaId> {
        match self {
            Self::Report(new) => new.photos.clone(),
            Self::Support { body, .. } => body.photos.clone(),
            Self::Comment { body, .. }
            | Self::Answer { body, .. }
            | Self::Reopen { body, .. }
            | Self::Withdraw { body, .. } => body.photos.clone(),
            Self::StartJob { body, .. }
            | Self::CloseJob { body, .. }
            | Self::CannotDoJob { body, .. }
            | Self::NoteJob { body, .. } => body.photos.iter().map(|photo| photo.id).collect(),
            Self::Follow { .. } | Self::Rate { .. } | Self::OrderJobs { .. } => Vec::new(),
        }
    }

    /// Takes photos out. What is left may be nothing: see [`Deed::says_something_without_photos`].
    #[must_use]
    pub fn without_photos(mut self, gone: &[MediaId]) -> Self {
        match &mut self {
            Self::Report(new) => new.photos.retain(|id| !gone.contains(id)),
            Self::Support { body, .. } => body.photos.retain(|id| !gone.contains(id)),
            Self::Comment { body, .. }
            | Self::Answer { body, .. }
            | Self::Reopen { body, .. }
            | Self::Withdraw { body, .. } => body.photos.retain(|id| !gone.contains(id)),
            Self::StartJob { body, .. }
            | Self::CloseJob { body, .. }
            | Self::CannotDoJob { body, .. }
            | Self::NoteJob { body, .. } => body.photos.retain(|photo| !gone.contains(&photo.id)),
            Self::Follow { .. } | Self::Rate { .. } | Self::OrderJobs { .. } => {}
        }
        self
    }

    /// In the person's own words; empty where there are none.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Report(new) => &new.description,
            Self::Support { body, .. } => &body.text,
            Self::Comment { body, .. }
            | Self::Answer { body, .. }
            | Self::Reopen { body, .. }
            | Self::Withdraw { body, .. } => &body.text,
            Self::Rate { body, .. } => body.comment.as_deref().unwrap_or_default(),
            Self::StartJob { body, .. }
            | Self::CloseJob { body, .. }
            | Self::CannotDoJob { body, .. }
            | Self::NoteJob { body, .. } => &body.note,
            Self::Follow { .. } | Self::OrderJobs { .. } => "",
        }
    }

    /// Whether it still says something with its photos taken out: words, or that something was done.
    #[must_use]
    pub fn says_something_without_photos(&self) -> bool {
        match self {
            Self::Report(_)
            | Self::Comment { .. }
            | Self::Answer { .. }
            | Self::Reopen { .. }
            | Self::NoteJob { .. } => !self.words().trim().is_empty(),
            _ => true,
        }
    }

    /// What this is about: acts on one subject are delivered in the order in which they were done.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Report(new) => Subject::Report(new.id),
            Self::Support { report, .. }
            | Self::Follow { report, .. }
            | Self::Comment { report, .. }
            | Self::Answer { report, .. }
            | Self::Rate { report, .. }
            | Self::Reopen { report, .. }
            | Self::Withdraw { report, .. } => Subject::Report(*report),
            Self::StartJob { job, .. }
            | Self::CloseJob { job, .. }
            | Self::CannotDoJob { job, .. }
            | Self::NoteJob { job, .. } => Subject::Job(*job),
            Self::OrderJobs { body } => Subject::Day(body.on),
        }
    }
}

/// What an act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A report.
    Report(ReportId),
    /// A job.
    Job(JobId),
    /// A crew's day.
    Day(Date),
}
