//! What is being composed.

use crate::{
    effect::{NetTrouble, PreparedPhoto},
    intent::ReportStep,
};
use dimos_domain::{
    act::{Contact, NewReport},
    city::AnswerValue,
    ids::{MediaId, ReportId, ServiceCode},
    l10n::Text,
    place::{Located, Position},
    report::ReportSummary,
    words::Suggestion,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// An unfinished report, kept exactly as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Becomes the report's id.
    pub id: Uuid,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Photos that are ready.
    pub photos: Vec<PreparedPhoto>,
    /// The words, as typed.
    pub text: String,
    /// Where.
    pub located: Option<Located>,
    /// The hint for the crew.
    pub place_hint: String,
    /// Whether a person changed the hint: then a moved pin does not overwrite it.
    pub hint_is_typed: bool,
    /// The service.
    pub service: Option<ServiceCode>,
    /// Answers as typed: question code → text, choice code or date.
    pub answers: BTreeMap<String, String>,
    /// Reports that were shown nearby and declined.
    pub not_duplicates_of: Vec<ReportId>,
    /// Anonymous?
    pub anonymous: bool,
    /// Who, where not.
    pub contact: Contact,
    /// Where the person was.
    #[serde(skip)]
    pub step: ReportStep,
}

impl Draft {
    /// An empty one.
    #[must_use]
    pub fn new(id: Uuid, now: Timestamp) -> Self {
        Self {
            id,
            created_at: now,
            updated_at: now,
            photos: Vec::new(),
            text: String::new(),
            located: None,
            place_hint: String::new(),
            hint_is_typed: false,
            service: None,
            answers: BTreeMap::new(),
            not_duplicates_of: Vec::new(),
            anonymous: true,
            contact: Contact::default(),
            step: ReportStep::What,
        }
    }

    /// A report that was not delivered, as a draft again; `photos` are the files of those that it names.
    #[must_use]
    pub fn from_report(report: NewReport, photos: Vec<PreparedPhoto>, now: Timestamp) -> Self {
        let typed = |value: AnswerValue| match value {
            AnswerValue::Choice(code) => code.to_string(),
            AnswerValue::Text(text) => text,
            AnswerValue::Number(number) => number.to_string(),
            AnswerValue::Date(day) => day.to_string(),
        };
        Self {
            photos,
            text: report.description,
            located: Some(report.located),
            hint_is_typed: report.place_hint.is_some(),
            place_hint: report.place_hint.unwrap_or_default(),
            service: Some(report.service),
            answers: report.answers.into_iter().map(|one| (one.question.to_string(), typed(one.value))).collect(),
            not_duplicates_of: report.not_duplicates_of,
            anonymous: report.contact.is_none(),
            contact: report.contact.unwrap_or_default(),
            step: ReportStep::Review,
            updated_at: now,
            ..Self::new(report.id.0, report.reported_at)
        }
    }

    /// Whether there is nothing in it that a person gave.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
            && self.photos.is_empty()
            && self.located.is_none()
            && self.service.is_none()
            && self.place_hint.trim().is_empty()
    }
}

/// The feature's state.
#[derive(Debug, Default)]
pub struct Model {
    /// Unfinished reports, newest first; the open one among them.
    pub drafts: Vec<Draft>,
    /// The open one.
    pub open: Option<Uuid>,
    /// Photos being made ready, in order.
    pub preparing: Vec<Preparing>,
    /// The draft whose sending is being persisted.
    pub sending: Option<Uuid>,
    /// A draft thrown away, for "Undo".
    pub discarded: Option<Discarded>,
    /// What belongs to the open draft but is not kept with it.
    pub desk: Desk,
}

impl Model {
    /// The open draft.
    #[must_use]
    pub fn draft(&self) -> Option<&Draft> {
        let open = self.open?;
        self.drafts.iter().find(|draft| draft.id == open)
    }

    /// How many photos a draft has, those being made ready included.
    #[must_use]
    pub fn photos_of(&self, draft: &Draft) -> usize {
        draft.photos.len() + self.preparing.iter().filter(|one| one.draft == draft.id).count()
    }
}

/// A photo being made ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preparing {
    /// For which draft.
    pub draft: Uuid,
    /// Which photo.
    pub photo: MediaId,
}

/// A draft thrown away.
#[derive(Debug, Clone, PartialEq)]
pub struct Discarded {
    /// As it was.
    pub draft: Draft,
    /// It was open.
    pub was_open: bool,
}

/// What lies around the open draft: searches, what the city says of it, what was found nearby. Made anew whenever a draft
/// is opened; never kept.
#[derive(Debug, Default)]
pub struct Desk {
    /// The city's version that the rest was worked out with.
    pub city_version: String,
    /// The city's middle, where the map opens.
    pub middle: Option<Position>,
    /// The phone is being located, and why.
    pub locating: Option<Wanted>,
    /// The phone was asked by itself once; a person who said no is not asked again.
    pub asked_phone: bool,
    /// Where the place lies, if not in this city.
    pub outside: Option<Outside>,
    /// What is typed in the search for a street.
    pub street_query: String,
    /// Streets found for it.
    pub streets: Vec<FoundStreet>,
    /// What is typed in the search for a service.
    pub service_query: String,
    /// Services found for it, best first.
    pub services: Vec<ServiceCode>,
    /// Services as the step lists them, made when the step or the search changes.
    pub listed: Option<super::service::Listed>,
    /// Every word of every service, made when the first search begins.
    pub index: Option<super::service::Index>,
    /// Services that the words suggest, best first.
    pub suggestions: Vec<Suggestion>,
    /// The description's characters once cleaned.
    pub text_chars: usize,
    /// The description was longer than what is kept.
    pub text_cut: bool,
    /// Open reports near.
    pub nearby: Nearby,
    /// Those of them that this phone's owner reported earlier: words go there as a comment, for nobody supports oneself.
    pub own_nearby: BTreeSet<ReportId>,
    /// The person came to "nearby" on the way to the next step: an empty answer leads on.
    pub passing_nearby: bool,
    /// Steps that the person tried to leave: what is missing there is shown beside the field.
    pub checked: BTreeSet<ReportStep>,
}

/// Why the phone is being located.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Wanted {
    /// A person asked: the answer replaces any place.
    ByPerson,
    /// The place is still open: the answer sets it.
    NoPlaceYet,
    /// The photo's own position lies outside the city; it is used where the phone does not know better.
    PhotoElsewhere(Located),
}

/// Where a place lies that is not in this city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// In a municipality next door.
    Neighbour {
        /// Its name.
        name: Text,
        /// Where its citizens report, if known.
        report_at: Option<String>,
    },
    /// Nowhere near.
    FarAway,
}

/// A street found by typing.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundStreet {
    /// Its name.
    pub name: String,
    /// The part of the city, where names repeat.
    pub area: Option<String>,
    /// Where.
    pub position: Position,
}

/// What was asked about reports nearby.
#[derive(Debug, Clone, PartialEq)]
pub struct NearbyQuestion {
    /// For which draft.
    pub draft: Uuid,
    /// Around here,
    pub around: Position,
    /// within this many metres,
    pub radius_m: f64,
    /// of this service.
    pub service: ServiceCode,
}

/// How far the question about reports nearby is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Nearby {
    /// Not asked.
    #[default]
    NotAsked,
    /// On its way.
    Asking(NearbyQuestion),
    /// Answered, nearest first.
    Answered(NearbyQuestion, Vec<ReportSummary>),
    /// Could not be asked.
    Unanswered(NearbyQuestion, NetTrouble),
}

impl Nearby {
    /// What was found.
    #[must_use]
    pub fn found(&self) -> &[ReportSummary] {
        if let Self::Answered(_, found) = self { found } else { &[] }
    }
}
