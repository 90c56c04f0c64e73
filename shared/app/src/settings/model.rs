//! What a person prefers.

use dimos_domain::{act::Contact, ids::CrewCode, l10n::Language};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Kept on the phone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Absent: as the phone.
    pub language: Option<Language>,
    /// Larger texts.
    pub large_text: bool,
    /// Name and contact for the next report, if they may be kept.
    pub contact: Option<Contact>,
    /// Whether they may.
    pub remember_contact: bool,
    /// A crew's notes that are being written, by job: kept with every keystroke like a citizen's draft.
    pub notes: BTreeMap<String, String>,
    /// The crew whose phone this was when that was last told: who opens the app after it was revoked is told why.
    pub crew: Option<CrewCode>,
}

/// The feature's state.
#[derive(Debug, Default)]
pub struct Model {
    /// What is kept.
    pub preferences: Preferences,
    /// The phone's own language.
    pub phone_language: Language,
    /// The crew's code as typed.
    pub code: String,
    /// The code is being checked.
    pub enrolling: bool,
    /// Why the code was not taken.
    pub code_error: Option<String>,
    /// "Forget me" was tapped once.
    pub forget_asked: bool,
}
