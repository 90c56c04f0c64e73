//! Who does the work: departments, crews, areas and the rules that route a report to them.

use super::geography::Ring;
use crate::{ids::*, l10n::Text};
use serde::{Deserialize, Serialize};

/// A department of the city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Its code.
    pub code: DepartmentCode,
    /// Its name.
    pub name: Text,
}

/// A field crew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Crew {
    /// Its code.
    pub code: CrewCode,
    /// Its name.
    pub name: Text,
    /// Whose crew it is.
    pub department: DepartmentCode,
    /// Where its day starts and ends.
    pub depot: crate::place::Position,
    /// Services it can do; empty means every service of its department.
    #[serde(default)]
    pub services: Vec<ServiceCode>,
    /// Jobs it can do in a day.
    pub jobs_per_day: u16,
}

/// A named part of the city that rules and statistics speak of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// Its outline.
    pub outline: Vec<Ring>,
}

/// One routing rule: if every condition given holds, the report goes there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoutingRule {
    /// Why, in words: shown on the ticket.
    pub name: Text,
    /// When.
    pub when: RoutingCondition,
    /// Where to.
    pub department: DepartmentCode,
    /// Which crew, where the rule fixes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<CrewCode>,
}

/// The conditions of a rule; what is absent does not matter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoutingCondition {
    /// One of these services.
    pub services: Vec<ServiceCode>,
    /// One of these groups.
    pub groups: Vec<GroupCode>,
    /// Inside one of these areas.
    pub areas: Vec<String>,
    /// At least this priority.
    pub min_priority: Option<u8>,
}

/// When something should be done, and how that was reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Working hours allowed.
    pub working_hours: u32,
    /// The moment they are used up.
    pub due_at: jiff::Timestamp,
}
