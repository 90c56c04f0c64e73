//! A crew's day: jobs in the order in which they are driven to. A job is one visit to one report. While it is open it may
//! hold whom to call; once it is over it must not.

use crate::{act::Contact, city::Answer, ids::*, place::Located, report::Photo};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// One visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Position in the server's log of its last change.
    pub version: i64,
    /// The report visited.
    pub report: ReportId,
    /// Its ticket number.
    pub number: String,
    /// Whose job.
    pub crew: CrewCode,
    /// On which day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: Date,
    /// Place in the day's order, from 0.
    pub sequence: u16,
    /// How far it is.
    pub state: JobState,
    /// What kind of thing.
    pub service: ServiceCode,
    /// In the citizen's words.
    pub description: String,
    /// Answers to the service's questions: what to collect, how many, on which day, what stands on the doorbell.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// Whom to call, if the citizen said so. Only for the crew that has the job, only while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Where.
    pub located: Located,
    /// "near Tsimiski".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_hint: Option<String>,
    /// 0 low … 3 urgent.
    pub priority: u8,
    /// Should be fixed by.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// The report's photos and the crew's own.
    #[serde(default)]
    pub photos: Vec<Photo>,
    /// Notes, oldest first.
    #[serde(default)]
    pub notes: Vec<String>,
}

impl Job {
    /// The job as it may be kept: nobody's name and number once it is over.
    #[must_use]
    pub fn discreet(mut self) -> Self {
        if !self.state.is_open() {
            self.contact = None;
        }
        self
    }
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum JobState {
    /// On the plan.
    Planned,
    /// The crew is there.
    Started {
        /// Since.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        at: Timestamp,
    },
    /// Fixed.
    Done {
        /// When.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        at: Timestamp,
    },
    /// Not fixed.
    NotDone {
        /// When.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        at: Timestamp,
        /// Why.
        reason: CannotReason,
    },
    /// Taken off the plan by the dispatcher.
    Cancelled,
}

impl JobState {
    /// Whether the crew still has to do something.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Started { .. })
    }

    /// The name without the data: `planned`, `started`, `done`, `not_done`, `cancelled`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Started { .. } => "started",
            Self::Done { .. } => "done",
            Self::NotDone { .. } => "not_done",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Why what a crew did came late: its job was no longer open when it arrived. It is kept as evidence and moves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Late {
    /// The city had taken the job back: off the plan, to another day or crew, with its report merged or taken back.
    TakenBack,
    /// The crew itself had closed it or given it back, on another phone.
    Over,
}

impl Late {
    /// The name on the wire and where it is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TakenBack => "taken_back",
            Self::Over => "over",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::TakenBack, Self::Over].into_iter().find(|late| late.as_str() == name)
    }
}

/// What a crew says that it did on a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Work {
    /// Began it.
    Started,
    /// Wrote or photographed something.
    Noted,
    /// Fixed it.
    Done,
    /// Could not.
    NotDone {
        /// Why.
        reason: CannotReason,
    },
}

/// Why a crew could not do a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CannotReason {
    /// Nothing there.
    NotFound,
    /// Parked cars, a locked gate, a road closed.
    NoAccess,
    /// Another crew's trade.
    OtherCrew,
    /// Material or machine missing.
    NoMaterial,
    /// Not the municipality's.
    NotOurs,
    /// Too dangerous now.
    Unsafe,
    /// See the note.
    Other,
}

impl CannotReason {
    /// Every reason, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::NotFound, Self::NoAccess, Self::OtherCrew, Self::NoMaterial, Self::NotOurs, Self::Unsafe, Self::Other];

    /// The name on the wire and in texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NoAccess => "no_access",
            Self::OtherCrew => "other_crew",
            Self::NoMaterial => "no_material",
            Self::NotOurs => "not_ours",
            Self::Unsafe => "unsafe",
            Self::Other => "other",
        }
    }
}
