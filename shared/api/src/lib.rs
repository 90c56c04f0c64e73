//! The wire between phones and server: paths, bodies, answers, problems and cursors. Both ends use these types; what a
//! body *means* is said in the domain. Version 1 lives under [`PREFIX`].

pub mod call;
pub mod pay;
pub mod problem;

use dimos_domain::{
    city::Answer,
    ids::*,
    job::{Job, Late},
    l10n::Language,
    place::{Located, Position},
    report::{Report, ReportSummary, TicketRef, TimelineEntry},
    workflow::State,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// Every path starts so.
pub const PREFIX: &str = "/api/v1";
/// Carries the id of the act. Same key, same body: the first answer. Same key, other body: 409.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// The wire's version as phones state it; a server that no longer speaks it answers `upgrade_required` (426).
pub const API_VERSION_HEADER: &str = "dimos-api-version";
/// This version.
pub const API_VERSION: u32 = 1;

/// `POST /devices`: a phone registers itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterDeviceRequest {
    /// UUIDv7, made on the phone.
    pub id: DeviceId,
    /// `android`, `ios` or `terminal`.
    pub platform: String,
    /// For example `0.1.0`.
    pub app_version: String,
    /// In which language the citizen reads.
    pub language: Language,
}

/// Answer to [`RegisterDeviceRequest`] and [`EnrolRequest`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenResponse {
    /// To be sent as `Authorization: Bearer …`. Kept in the phone's secure storage.
    pub token: String,
    /// The crew, once the phone is a crew's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<CrewCode>,
}

/// `POST /crew-phones/enrol` (device token): the phone becomes a crew's, by the one-time code that the dispatcher read out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnrolRequest {
    /// Eight characters, case and dashes ignored.
    pub code: String,
}

/// `POST /crew-phones/codes` (dispatcher): a code for one crew phone.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewEnrolmentCodeRequest {
    /// For which crew.
    pub crew: CrewCode,
}

/// Answer to [`NewEnrolmentCodeRequest`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolmentCodeResponse {
    /// For example `7KQ4-M2XD`.
    pub code: String,
    /// Good until then, and once.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub expires_at: Timestamp,
}

/// Answer to `GET /crew-phones` (a dispatcher sees every crew's, a crew's leader the own crew's).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrewPhonesResponse {
    /// By crew, the latest first.
    pub phones: Vec<CrewPhone>,
}

/// A phone that is a crew's until `DELETE /crew-phones/{device}` makes it a citizen's again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrewPhone {
    /// Which phone.
    pub device: DeviceId,
    /// Whose.
    pub crew: CrewCode,
    /// `android`, `ios` or `terminal`.
    pub platform: String,
    /// Of the app, as the phone said when it last registered.
    pub app_version: String,
    /// When a code last made it this crew's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub enrolled_at: Option<Timestamp>,
}

/// `POST /sessions`: staff log in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// Account name.
    pub account: String,
    /// Password.
    pub password: String,
}

/// Answer to [`LoginRequest`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionResponse {
    /// To be sent as `Authorization: Bearer …`.
    pub token: String,
    /// Good until then.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub expires_at: Timestamp,
}

/// `GET /reports?…`: public reports as lists and maps show them, nearest (with `near_*`) or newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportsQuery {
    /// Around this latitude …
    pub near_lat: Option<f64>,
    /// … and longitude,
    pub near_lon: Option<f64>,
    /// within this many metres (default 500, at most 5,000).
    pub radius_m: Option<f64>,
    /// Only this service.
    pub service: Option<ServiceCode>,
    /// Only this state's face: `open`, `fixed`, `closed`.
    pub face: Option<String>,
    /// At most 200 (default 50).
    pub limit: Option<u32>,
}

/// Answer to [`ReportsQuery`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportsResponse {
    /// The reports.
    pub reports: Vec<ReportSummary>,
}

/// `GET /changes?cursor=&limit=`: what changed for this phone since the cursor: the reports it filed, supports or
/// follows, and its crew's jobs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangesQuery {
    /// As the last answer gave it; absent: from the beginning.
    pub cursor: Option<String>,
    /// At most 200 (default 100).
    pub limit: Option<u32>,
}

/// Answer to [`ChangesQuery`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangesResponse {
    /// In the order of the server's log; each subject at most once, in its newest form.
    pub changes: Vec<Change>,
    /// To be saved in the same transaction as the changes, and sent next time.
    pub cursor: String,
    /// Whether there is more already.
    pub more: bool,
    /// The city's version, so that the phone knows when to fetch `GET /city` again.
    pub city_version: String,
    /// The crew whose phone this is now; none once it was revoked.
    #[serde(default)]
    pub crew: Option<CrewCode>,
}

/// One change.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Change {
    /// A report is new or other than before.
    Report {
        /// As it is now.
        report: Box<Report>,
    },
    /// A report is no longer this phone's to see.
    ReportGone {
        /// Which.
        id: ReportId,
    },
    /// A job is new or other than before.
    Job {
        /// As it is now.
        job: Box<Job>,
    },
    /// A job is no longer this crew's.
    JobGone {
        /// Which.
        id: JobId,
    },
}

/// Answer to every act on a report: as it is now.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportResponse {
    /// As it is now.
    pub report: Report,
}

/// Answer to every act on jobs: those that changed, as they are now.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobsResponse {
    /// As they are now, in the day's order.
    pub jobs: Vec<Job>,
    /// Present in the answer to an act that came when its job was no longer open: taken as evidence, the job stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
}

/// `GET /late-work?limit=` (dispatcher): what crews did on jobs that were no longer open when it arrived, newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LateWorkResponse {
    /// At most as many as were asked for.
    pub work: Vec<LateWork>,
}

/// One of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LateWork {
    /// The report that was visited.
    pub report: TicketRef,
    /// Where that stands now.
    pub state: State,
    /// As its timeline has it: a `worked_late`.
    pub entry: TimelineEntry,
}

/// `POST /reports/{id}/decisions` (dispatcher): one decision on a report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecisionRequest {
    /// The version that the dispatcher saw; another one: 409 with the report as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_version: Option<i64>,
    /// What was decided.
    pub decision: Decision,
}

/// What a dispatcher can decide.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    /// Look at it again by the rules.
    Triage {},
    /// Make somebody responsible.
    Assign {
        /// The department.
        department: DepartmentCode,
        /// The crew.
        #[serde(default)]
        crew: Option<CrewCode>,
    },
    /// Put it on a crew's plan; the day's route is ordered anew.
    Schedule {
        /// The crew.
        crew: CrewCode,
        /// The day.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        on: Date,
    },
    /// Say it is fixed without a visit.
    Resolve {
        /// How.
        note: String,
    },
    /// Ask the reporter.
    Ask {
        /// What.
        question: String,
    },
    /// Hand it to another body.
    Forward {
        /// To whom and why.
        to: String,
    },
    /// Take it back from there.
    TakeBack {
        /// Why.
        note: String,
    },
    /// Merge it into another report; everybody who follows it follows that one.
    Merge {
        /// The report that carries on.
        into: ReportId,
    },
    /// Undo a merge.
    Split {},
    /// Decline.
    Reject {
        /// Why, in words the citizen reads.
        reason: String,
    },
    /// Say it is not fixed.
    Reopen {
        /// Why.
        note: String,
    },
    /// Correct the service; the triage runs again from there.
    CorrectService {
        /// The right one.
        service: ServiceCode,
    },
    /// Correct the priority.
    CorrectPriority {
        /// 0 to 3.
        priority: u8,
    },
    /// Correct the position.
    CorrectPosition {
        /// The right one.
        position: Position,
    },
}

/// `GET /queue?state=&department=&limit=` (dispatcher): reports that wait for somebody, most urgent first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueQuery {
    /// Only this state; absent: every open one.
    pub state: Option<State>,
    /// Only this department's.
    pub department: Option<DepartmentCode>,
    /// At most 200 (default 50).
    pub limit: Option<u32>,
}

/// Answer to [`QueueQuery`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueResponse {
    /// Most urgent first.
    pub reports: Vec<Report>,
}

/// `POST /plans` (dispatcher): plan a crew's working day: its assigned reports, those for which citizens chose the day and
/// then the most urgent, up to what it can do in a day, in the order that shortens the way.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanDayRequest {
    /// The crew.
    pub crew: CrewCode,
    /// The day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: Date,
}

/// Answer to [`PlanDayRequest`] and to `GET /plans/{crew}/{date}`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanResponse {
    /// The crew.
    pub crew: CrewCode,
    /// The day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: Date,
    /// In the order in which they are driven to.
    pub jobs: Vec<Job>,
    /// Length of the way from the depot over every stop and back, in metres as the crow flies.
    pub route_m: u32,
}

/// `POST /jobs/{id}/cannot-do`: a crew gives a job back.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CannotDoRequest {
    /// Why.
    pub reason: dimos_domain::job::CannotReason,
    /// When, with which photos and what note.
    pub update: dimos_domain::act::JobUpdate,
}

/// `POST /triage` (any token): what the city would make of a report, without filing it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TriagePreviewRequest {
    /// In the citizen's words.
    pub description: String,
    /// Where.
    pub located: Located,
    /// What kind of thing.
    pub service: ServiceCode,
    /// Answers to the service's questions.
    #[serde(default)]
    pub answers: Vec<Answer>,
}

/// Answer to [`TriagePreviewRequest`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TriagePreviewResponse {
    /// Step by step.
    pub steps: Vec<dimos_domain::triage::TriageStep>,
}
