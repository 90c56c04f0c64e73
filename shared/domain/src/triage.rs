//! What is decided about a report when it arrives, each step with the facts that explain it. Pure and reproducible: the
//! same report, city and neighbours give the same answer.

mod answers;
mod priority;
mod routing;

pub use answers::{AnswerProblem, AnswerRefusal, MOST_DAYS_AHEAD, dangerous, validate_answers, visible_questions};
pub use priority::{URGENT, priority};
pub use routing::{RouteDecision, holds, route};

use crate::{ids::*, l10n::Text, report::TicketRef};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One step of the triage, as the ticket explains it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum TriageStep {
    /// Where it lies.
    Place {
        /// Code of the part of the city.
        area: Option<String>,
        /// The nearest street.
        street: Option<String>,
        /// Metres to it.
        metres: Option<u32>,
    },
    /// What kind of thing it is.
    Service {
        /// As the citizen chose.
        chosen: ServiceCode,
        /// As the words say, where they say something else.
        suggested: Option<ServiceCode>,
        /// The word or phrase that said so.
        because: Option<String>,
    },
    /// Which open reports may be the same.
    Duplicates {
        /// Nearest first.
        candidates: Vec<DuplicateCandidate>,
    },
    /// How urgent it is.
    Priority {
        /// 0 low … 3 urgent.
        priority: u8,
        /// What it follows from.
        reasons: Vec<PriorityReason>,
    },
    /// Who is responsible.
    Routed {
        /// The department.
        department: DepartmentCode,
        /// The crew.
        crew: Option<CrewCode>,
        /// The rule that decided; absent: the service's own department.
        rule: Option<Text>,
    },
    /// When it should be fixed.
    Due {
        /// Working hours allowed.
        working_hours: u32,
        /// The moment they are used up.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        due_at: Timestamp,
    },
}

/// An open report that may be the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuplicateCandidate {
    /// Which.
    pub report: TicketRef,
    /// How far away.
    pub metres: u32,
    /// 0 to 1: how alike place and words are.
    pub score: f32,
}

/// What a priority follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum PriorityReason {
    /// What the service starts with.
    Service {
        /// 0 to 3.
        base: u8,
    },
    /// A word that tells of danger.
    DangerWord {
        /// As the citizen wrote it.
        word: String,
    },
    /// An answer that adds.
    Answer {
        /// Which question.
        question: QuestionCode,
        /// How much.
        adds: u8,
    },
    /// Many citizens.
    Supporters {
        /// How many.
        count: u32,
    },
}
