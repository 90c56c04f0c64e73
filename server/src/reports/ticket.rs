//! A report as the server keeps it: one row, without its timeline and photos. Rules live in the domain; this only holds.

use dimos_domain::{
    city::Answer,
    ids::*,
    place::Located,
    report::{Rating, ReportSummary, TicketRef},
    workflow::State,
};
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value, json};

/// A report's row.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    /// Made on the reporter's phone.
    pub id: ReportId,
    /// The ticket number.
    pub number: String,
    /// Position in the log of its last change.
    pub version: i64,
    /// What kind of thing.
    pub service: ServiceCode,
    /// Where it stands.
    pub state: State,
    /// Whether the public sees it: its service is public and it was not taken back.
    pub public: bool,
    /// In the citizen's words, cleaned.
    pub description: String,
    /// Where it is.
    pub located: Located,
    /// "near Tsimiski".
    pub place_hint: Option<String>,
    /// Code of the part of the city.
    pub area: Option<String>,
    /// Answers to the service's questions.
    pub answers: Vec<Answer>,
    /// 0 low … 3 urgent.
    pub priority: u8,
    /// Who is responsible or, before somebody is, whom the rules propose.
    pub department: Option<DepartmentCode>,
    /// Which crew.
    pub crew: Option<CrewCode>,
    /// On which day's plan.
    pub scheduled_for: Option<Date>,
    /// Should be fixed by.
    pub due_at: Option<Timestamp>,
    /// When the server received it.
    pub created_at: Timestamp,
    /// When the citizen wrote it, where the phone's clock can be believed.
    pub reported_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was last said to be fixed.
    pub resolved_at: Option<Timestamp>,
    /// Citizens who said "me too".
    pub supporters: u32,
    /// The report that carries on instead.
    pub duplicate_of: Option<TicketRef>,
    /// The city's question that waits for an answer.
    pub question: Option<String>,
    /// What the reporter thought of the fix.
    pub rating: Option<Rating>,
    /// Why it ended, or where it was forwarded to.
    pub reason: Option<String>,
    /// The device that filed it.
    pub reporter: DeviceId,
}

impl Ticket {
    /// Enough to name it.
    #[must_use]
    pub fn reference(&self) -> TicketRef {
        TicketRef { id: self.id, number: self.number.clone() }
    }

    /// The parts that the audit compares: what an act can change, without words of citizens.
    #[must_use]
    pub fn facts(&self) -> Map<String, Value> {
        let facts = json!({
            "state": self.state,
            "service": self.service,
            "public": self.public,
            "position": self.located.position,
            "area": self.area,
            "priority": self.priority,
            "department": self.department,
            "crew": self.crew,
            "scheduled_for": self.scheduled_for,
            "due_at": self.due_at,
            "supporters": self.supporters,
            "duplicate_of": self.duplicate_of.as_ref().map(|other| other.id),
            "stars": self.rating.as_ref().map(|rating| rating.stars),
        });
        match facts {
            Value::Object(facts) => facts,
            _ => Map::new(),
        }
    }

    /// Whether it stands on a crew's plan.
    #[must_use]
    pub const fn is_planned(&self) -> bool {
        matches!(self.state, State::Scheduled | State::InProgress)
    }
}

/// Longest excerpt in lists, in characters.
const EXCERPT_CHARS: usize = 200;

/// The first characters of a description, as lists show them.
#[must_use]
pub fn excerpt(description: &str) -> String {
    description.chars().take(EXCERPT_CHARS).collect()
}

/// A report as lists and maps show it.
#[must_use]
pub fn summary(ticket: &Ticket, photo: Option<MediaId>) -> ReportSummary {
    ReportSummary {
        id: ticket.id,
        number: ticket.number.clone(),
        service: ticket.service.clone(),
        state: ticket.state,
        excerpt: excerpt(&ticket.description),
        position: ticket.located.position,
        place_hint: ticket.place_hint.clone(),
        photo,
        supporters: ticket.supporters,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
    }
}
