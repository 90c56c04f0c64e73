//! A report as everyone reads it: what was said, where it stands and everything that happened to it.
//! The server writes it, the wire carries it, the phone keeps and shows it. Holds no personal data, but for staff the
//! reporter's contact.

use crate::{
    act::Contact,
    city::Answer,
    ids::*,
    job::{CannotReason, Late, Work},
    place::Located,
    triage::TriageStep,
    workflow::{Action, Role, State},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Longest description, comment, answer or note, in characters (Open311 GeoReport v2's limit for a description).
pub const MAX_TEXT_CHARS: usize = 4_000;
/// Most photos of one report, comment or job.
pub const MAX_PHOTOS: usize = 10;

/// Stars of a rating.
pub const STARS: RangeInclusive<u8> = 1..=5;

/// A report in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// Made on the reporter's phone.
    pub id: ReportId,
    /// The ticket number that people say aloud, given by the server: `THES-2026-000123`.
    pub number: String,
    /// Position in the server's log of its last change; grows with every change.
    pub version: i64,
    /// What kind of thing.
    pub service: ServiceCode,
    /// Where it stands.
    pub state: State,
    /// In the citizen's words, cleaned.
    pub description: String,
    /// Where it is.
    pub located: Located,
    /// "near Tsimiski", as the citizen left it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_hint: Option<String>,
    /// Code of the part of the city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Answers to the service's questions; empty where the reader may not see them.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// Who reported it, if they said so. Only where staff who see everything ask for the report or for the queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// In the order in which they were added.
    #[serde(default)]
    pub photos: Vec<Photo>,
    /// 0 low, 1 normal, 2 high, 3 urgent.
    pub priority: u8,
    /// Who is responsible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentCode>,
    /// Which crew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<CrewCode>,
    /// On which day's plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub scheduled_for: Option<Date>,
    /// Should be fixed by.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// When the server received it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub created_at: Timestamp,
    /// When it last changed.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub updated_at: Timestamp,
    /// Citizens who said "me too", the reporter not counted.
    pub supporters: u32,
    /// The report that carries on instead of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<TicketRef>,
    /// The city's question that waits for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What the reporter thought of the fix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Why it ended, where it ended other than fixed; where it was forwarded to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether the public sees it.
    pub public: bool,
    /// How the reader stands to it.
    pub relation: Relation,
    /// Everything that happened, oldest first.
    #[serde(default)]
    pub timeline: Vec<TimelineEntry>,
}

/// How a reader stands to a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Reported it.
    Reporter,
    /// Said "me too", and so follows it.
    Supporter,
    /// Follows it.
    Follower,
    /// None of these.
    #[default]
    None,
}

/// Enough of another report to name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketRef {
    /// Its id.
    pub id: ReportId,
    /// Its ticket number.
    pub number: String,
}

/// A report as lists and maps show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportSummary {
    /// Its id.
    pub id: ReportId,
    /// Its ticket number.
    pub number: String,
    /// What kind of thing.
    pub service: ServiceCode,
    /// Where it stands.
    pub state: State,
    /// The description's first 200 characters.
    pub excerpt: String,
    /// Where it is.
    pub position: crate::place::Position,
    /// "near Tsimiski".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_hint: Option<String>,
    /// The first photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<MediaId>,
    /// Citizens who said "me too".
    pub supporters: u32,
    /// When it was reported.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub created_at: Timestamp,
    /// When it last changed.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub updated_at: Timestamp,
}

/// A photo of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Photo {
    /// Its id.
    pub id: MediaId,
    /// What it shows.
    pub kind: PhotoKind,
}

/// What a photo shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PhotoKind {
    /// What the citizen reported.
    Report,
    /// The crew, before the work.
    Before,
    /// The crew, after the work.
    After,
    /// Why it is not fixed, or an answer.
    FollowUp,
}

/// What the reporter thought of the fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rating {
    /// 1 to 5.
    pub stars: u8,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    /// Position in the server's log; 0 for what the phone only expects to happen.
    pub seq: i64,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub at: Timestamp,
    /// In which part.
    pub who: Role,
    /// What.
    pub what: Happening,
}

/// What can happen to a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Happening {
    /// It arrived.
    Reported,
    /// The triage, step by step.
    Triaged {
        /// In the order in which they were taken.
        steps: Vec<TriageStep>,
    },
    /// It moved from state to state.
    Moved {
        /// By which action.
        action: Action,
        /// From
        from: State,
        /// to.
        to: State,
        /// In words: the reason, the question, the answer, the crew's note.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// The crew was there and could not do it.
    CouldNot {
        /// Why; another reason stands in the note of the move that follows.
        reason: CannotReason,
    },
    /// What a crew did on a job of its own came when the job was no longer open. Moves nothing: a dispatcher decides. Only
    /// for who works on the report.
    WorkedLate {
        /// Which crew.
        crew: CrewCode,
        /// On which job.
        job: JobId,
        /// Why it came late.
        late: Late,
        /// What it did.
        work: Work,
        /// When, by its own clock where that can be true.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        at: Timestamp,
        /// In its words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Its photos that only those see who see this line.
        #[serde(default)]
        photos: Vec<Photo>,
    },
    /// Somebody became responsible.
    Assigned {
        /// The department.
        department: DepartmentCode,
        /// The crew.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        crew: Option<CrewCode>,
    },
    /// A day was set.
    Scheduled {
        /// The crew.
        crew: CrewCode,
        /// The day.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        on: Date,
    },
    /// Somebody wrote something.
    Commented {
        /// What.
        text: String,
    },
    /// A photo came.
    PhotoAdded {
        /// Which.
        photo: Photo,
    },
    /// Somebody said "me too".
    Supported {
        /// How many there are now.
        supporters: u32,
    },
    /// Another report was merged into this one.
    Absorbed {
        /// Which.
        other: TicketRef,
    },
    /// This one was merged into another.
    Merged {
        /// Which.
        into: TicketRef,
    },
    /// Staff corrected something.
    Corrected {
        /// What.
        field: CorrectedField,
        /// As it was.
        before: String,
        /// As it is.
        after: String,
    },
    /// The reporter rated the fix.
    Rated {
        /// 1 to 5.
        stars: u8,
    },
}

/// What staff can correct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CorrectedField {
    /// The service.
    Service,
    /// The priority.
    Priority,
    /// The position.
    Position,
    /// When it should be fixed.
    DueAt,
}
