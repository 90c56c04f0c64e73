//! The settings screen.

use crate::view::{Button, Field, OptionView};

/// The settings screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SettingsView {
    /// The screen's title.
    pub title: String,
    /// As the phone, Greek, English; codes empty, `el`, `en`.
    pub languages: Vec<OptionView>,
    /// Larger texts?
    pub large_text: bool,
    /// The label beside that switch.
    pub large_text_label: String,
    /// Keep my contact?
    pub remember_contact: bool,
    /// The label beside that switch.
    pub remember_contact_label: String,
    /// Photos only on Wi-Fi?
    pub photos_only_on_wifi: bool,
    /// The label beside that switch.
    pub photos_only_on_wifi_label: String,
    /// What the city keeps of a citizen, in a few sentences.
    pub privacy: String,
    /// The crew's name on a crew's phone; empty otherwise.
    pub crew: String,
    /// The one-time code; `None` on a crew's phone.
    pub code: Option<Field>,
    /// Make this a crew's phone.
    pub enrol: Option<Button>,
    /// Forget everything of mine.
    pub forget: Button,
    /// What would be lost; shown after the first tap.
    pub forget_warning: Option<String>,
    /// Whom to call.
    pub contact: String,
    /// Version and credits for the data.
    pub about: Vec<String>,
}

/// Builds it.
#[must_use]
pub fn view(_model: &crate::Model) -> SettingsView {
    unimplemented!()
}
