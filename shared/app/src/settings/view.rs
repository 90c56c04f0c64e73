//! The settings screen.

use super::update::code_is_whole;
use crate::{
    model::Model,
    texts::{t, tv},
    view::{Button, Field, OptionView},
};
use dimos_domain::l10n::Language;

/// The settings screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct SettingsView {
    /// The screen's title.
    pub title: String,
    /// What stands over each group of settings.
    pub headings: SettingsHeadings,
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
    /// What the city keeps of a citizen, in a few sentences.
    pub privacy: String,
    /// All of it, on the city's own page; `None` until the city's address is known.
    pub privacy_notice: Option<Button>,
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

/// What stands over the groups.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct SettingsHeadings {
    /// Over the languages.
    pub language: String,
    /// Over the text size and what is remembered.
    pub reading: String,
    /// Over the crew's code or name.
    pub crew: String,
    /// Over what the city keeps, and "forget".
    pub privacy: String,
    /// Over the contact, the version and the credits.
    pub about: String,
}

/// Builds it.
#[must_use]
pub fn view(model: &Model) -> SettingsView {
    let language = model.language();
    let preferences = &model.settings.preferences;
    let is_crew = model.crew_code.is_some();
    let contact = model.city.as_ref().map_or_else(String::new, |kit| {
        let contact = &kit.city.contact;
        tv(
            language,
            "settings-contact",
            &[("phone", contact.phone.as_str().into()), ("email", contact.email.as_str().into())],
        )
    });
    SettingsView {
        title: t(language, "tab-settings"),
        headings: SettingsHeadings {
            language: t(language, "settings-language-heading"),
            reading: t(language, "settings-reading-heading"),
            crew: t(language, "settings-crew-heading"),
            privacy: t(language, "settings-privacy-heading"),
            about: t(language, "settings-about-heading"),
        },
        languages: languages(model),
        large_text: preferences.large_text,
        large_text_label: t(language, "settings-large-text"),
        remember_contact: preferences.remember_contact,
        remember_contact_label: t(language, "settings-remember-contact"),
        privacy: t(language, "settings-privacy"),
        privacy_notice: model.public_url.is_some().then(|| Button::new(t(language, "settings-privacy-notice"))),
        crew: crew_name(model),
        code: (!is_crew).then(|| Field {
            label: t(language, "settings-code"),
            value: model.settings.code.clone(),
            hint: t(language, "settings-code-hint"),
            error: model.settings.code_error.clone(),
            remaining: None,
        }),
        enrol: (!is_crew).then(|| Button::new(t(language, "settings-enrol")).blocked(why_not_enrol(model))),
        forget: Button::new(t(
            language,
            if model.settings.forget_asked { "settings-forget-sure" } else { "settings-forget" },
        )),
        forget_warning: model.settings.forget_asked.then(|| {
            let unsent = model.unsent.len() + model.report.drafts.len();
            tv(language, "settings-forget-warning", &[("n", unsent.into())])
        }),
        contact,
        about: about(model),
    }
}

fn languages(model: &Model) -> Vec<OptionView> {
    let chosen = model.settings.preferences.language;
    let phone = t(model.language(), "settings-language-phone");
    [
        (None, "", phone),
        (Some(Language::El), "el", "Ελληνικά".to_owned()),
        (Some(Language::En), "en", "English".to_owned()),
    ]
    .into_iter()
    .map(|(language, code, label)| OptionView {
        code: code.to_owned(),
        spoken: label.clone(),
        label,
        detail: String::new(),
        symbol: String::new(),
        selected: chosen == language,
    })
    .collect()
}

fn crew_name(model: &Model) -> String {
    let Some(code) = &model.crew_code else { return String::new() };
    let crew = model.city.as_ref().and_then(|kit| kit.city.crew(code));
    crew.map_or_else(|| code.to_string(), |crew| crew.name.get(model.language()).to_owned())
}

fn why_not_enrol(model: &Model) -> Option<String> {
    if model.settings.enrolling {
        Some(t(model.language(), "settings-code-checking"))
    } else if code_is_whole(&model.settings.code) {
        None
    } else {
        Some(t(model.language(), "settings-code-incomplete"))
    }
}

fn about(model: &Model) -> Vec<String> {
    let version = tv(model.language(), "settings-version", &[("version", env!("CARGO_PKG_VERSION").into())]);
    let credits = model.city.iter().flat_map(|kit| kit.city.geography.credits.iter().cloned());
    std::iter::once(version).chain(credits).collect()
}
