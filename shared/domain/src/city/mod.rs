//! The city as data: what phones and server know of one municipality. Read from a city pack by the server, handed to the
//! phones as one JSON document. Everything here is already checked (see the server's `city` module): codes exist, texts
//! are present in every language, polygons are closed. No city's name appears in code.

mod geography;
mod ground;
mod services;
mod staff;
mod streets;

pub use geography::{Geography, Landmark, Neighbour, Ring, Street, Whereabouts};
pub use ground::Ground;
pub use services::{Answer, AnswerValue, Choice, Group, Moment, Question, QuestionKind, Service, When};
pub use staff::{Area, Crew, Deadline, Department, RoutingCondition, RoutingRule};
pub use streets::StreetNames;

use crate::{calendar::Calendar, ids::*, l10n::Text, money::Payments};
use serde::{Deserialize, Serialize};

/// One municipality.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct City {
    /// Changes whenever the pack changes; phones fetch the city again when it does.
    pub version: String,
    /// What the city calls itself.
    pub name: Text,
    /// Put before every ticket number, for example `THES`.
    pub ticket_prefix: String,
    /// IANA time zone, for example `Europe/Athens`.
    pub time_zone: String,
    /// Where a citizen finds a human: shown when something cannot be done here.
    pub contact: Contact,
    /// Emergency number, for example `112`.
    pub emergency_number: String,
    /// Boundary, neighbours, streets, landmarks, areas.
    pub geography: Geography,
    /// Working hours and holidays.
    pub calendar: Calendar,
    /// In the order in which they are offered.
    pub groups: Vec<Group>,
    /// In the order in which they are offered within their group.
    pub services: Vec<Service>,
    /// Who is responsible.
    pub departments: Vec<Department>,
    /// Who drives out.
    pub crews: Vec<Crew>,
    /// First match decides.
    pub routing: Vec<RoutingRule>,
    /// Reports of one service nearer than a service's own radius are offered as duplicates; days a fixed report may be
    /// reopened by its reporter.
    pub reopen_days: u16,
    /// Words that raise the priority, in normalised form (see [`crate::words`]).
    pub danger_words: Vec<String>,
    /// What the city takes money for, and how; none where it takes none here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payments: Option<Payments>,
}

/// How to reach a human.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Telephone number as people dial it.
    pub phone: String,
    /// E-mail address.
    pub email: String,
}

impl City {
    /// The service of that code.
    #[must_use]
    pub fn service(&self, code: &ServiceCode) -> Option<&Service> {
        self.services.iter().find(|service| &service.code == code)
    }

    /// The department of that code.
    #[must_use]
    pub fn department(&self, code: &DepartmentCode) -> Option<&Department> {
        self.departments.iter().find(|department| &department.code == code)
    }

    /// The crew of that code.
    #[must_use]
    pub fn crew(&self, code: &CrewCode) -> Option<&Crew> {
        self.crews.iter().find(|crew| &crew.code == code)
    }

    /// The group of that code.
    #[must_use]
    pub fn group(&self, code: &GroupCode) -> Option<&Group> {
        self.groups.iter().find(|group| &group.code == code)
    }
}
