//! What is being composed.

use crate::{effect::PreparedPhoto, intent::ReportStep};
use dimos_domain::{
    act::Contact,
    ids::{MediaId, ReportId, ServiceCode},
    place::Located,
    report::ReportSummary,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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

/// The feature's state.
#[derive(Debug, Default)]
pub struct Model {
    /// Unfinished reports, newest first; the open one among them.
    pub drafts: Vec<Draft>,
    /// The open one.
    pub open: Option<Uuid>,
    /// Photos being made ready, in order.
    pub preparing: Vec<MediaId>,
    /// The phone is being located.
    pub locating: bool,
    /// Streets found for what was typed.
    pub street_query: String,
    /// What is typed in the search for a service.
    pub service_query: String,
    /// Open reports near, once asked; `None`: not asked or no answer.
    pub nearby: Option<Vec<ReportSummary>>,
    /// The nearby question is on its way.
    pub asking_nearby: bool,
    /// Send was tapped and is being persisted.
    pub sending: bool,
    /// A draft thrown away, for "Undo".
    pub discarded: Option<Draft>,
}
