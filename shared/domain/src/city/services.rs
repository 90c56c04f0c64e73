//! What can be reported: services in groups, with the extra questions that a service asks.

use crate::{ids::*, l10n::Text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A group of services as the citizen browses them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its code.
    pub code: GroupCode,
    /// Its name.
    pub name: Text,
    /// Name of a symbol that each shell maps to its own picture (`road`, `lamp`, …).
    pub symbol: String,
}

/// Something that can be reported or asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Its code.
    pub code: ServiceCode,
    /// Its group.
    pub group: GroupCode,
    /// Its name.
    pub name: Text,
    /// One sentence: what belongs here, and what happens then.
    pub description: Text,
    /// Words and phrases as people write them, in any language, with or without accents, Greeklish included.
    pub synonyms: Vec<String>,
    /// Asked after the service is chosen, in this order.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Working hours until it should be fixed.
    pub deadline_hours: u32,
    /// Who is responsible where no routing rule says otherwise.
    pub department: DepartmentCode,
    /// 0 low, 1 normal, 2 high, 3 urgent: before words, supporters and place raise it.
    pub base_priority: u8,
    /// Whether the public sees reports of this service.
    pub public: bool,
    /// Whether a name and a way to reach the citizen are needed (bulky items, for example).
    pub needs_contact: bool,
    /// Whether at least one photo is needed.
    pub needs_photo: bool,
    /// Open reports of this service within this many metres may be the same one. 0 turns the check off.
    pub duplicate_radius_m: u16,
}

impl Service {
    /// Whether citizens choose the day on which the city comes.
    #[must_use]
    pub fn takes_appointments(&self) -> bool {
        self.questions.iter().any(Question::is_for_an_appointment)
    }

    /// The day on which the citizen expects the city, if these answers name one.
    #[must_use]
    pub fn appointment(&self, answers: &[Answer]) -> Option<Date> {
        let day_of = |question: &Question| {
            answers.iter().find_map(|answer| match answer.value {
                AnswerValue::Date(day) if answer.question == question.code => Some(day),
                _ => None,
            })
        };
        self.questions.iter().filter(|question| question.is_for_an_appointment()).find_map(day_of)
    }
}

/// One extra question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its code, unique within the service.
    pub code: QuestionCode,
    /// What is asked.
    pub text: Text,
    /// What is answered.
    pub kind: QuestionKind,
    /// Whether the report may be sent without an answer.
    pub required: bool,
    /// Asked only if an earlier choice question was answered so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

impl Question {
    fn is_for_an_appointment(&self) -> bool {
        matches!(self.kind, QuestionKind::Date { moment: Moment::FutureWorkingDay })
    }
}

/// A condition on an earlier answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The earlier question: of kind choice.
    pub question: QuestionCode,
    /// Asked if the answer is one of these.
    pub is: Vec<ChoiceCode>,
}

/// What kind of answer a question takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum QuestionKind {
    /// One of these.
    Choice {
        /// In the order in which they are offered.
        choices: Vec<Choice>,
    },
    /// Free text.
    Text {
        /// Longest answer in characters.
        max_chars: u16,
    },
    /// A whole number.
    Number {
        /// Least.
        min: i64,
        /// Most.
        max: i64,
    },
    /// A calendar day.
    Date {
        /// Which days make sense.
        moment: Moment,
    },
}

/// Which side of today a date answer lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Today or earlier (since when?).
    Past,
    /// Tomorrow or later, and a working day (an appointment).
    FutureWorkingDay,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its code, unique within the question.
    pub code: ChoiceCode,
    /// What is shown.
    pub text: Text,
    /// Life may be in danger: the app says to call the emergency number and does not send the report.
    #[serde(default)]
    pub stops_with_emergency: bool,
    /// Added to the report's priority.
    #[serde(default)]
    pub priority: u8,
}

/// A citizen's answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// Which question.
    pub question: QuestionCode,
    /// What was answered.
    pub value: AnswerValue,
}

/// An answer's value; its kind must fit the question's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum AnswerValue {
    /// One of the choices.
    Choice(ChoiceCode),
    /// Free text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A calendar day, `2026-11-22`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    Date(Date),
}
