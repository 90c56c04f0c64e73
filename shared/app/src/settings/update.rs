//! What happens when.

use super::{Event, Preferences};
use crate::{
    app::{Cmd, fade, net_text, storage_text, sync},
    crew,
    effect::{EnrolPhone, ForgetPhone, LoadPhone, OpenUrl, Owner, SavePreferences},
    event::{Event as Root, Stamp},
    intent::{SettingsIntent, Tab},
    model::Model,
    my_reports,
    texts::t,
    view::Tone,
};
use crux_core::Command;
use dimos_domain::{act::Contact, ids::JobId, l10n::Language};

/// A code's length without dashes.
const CODE_CHARS: usize = 8;

/// A person did something.
pub fn on_intent(_stamp: Stamp, intent: SettingsIntent, model: &mut Model) -> Cmd {
    let forget_was_asked = std::mem::take(&mut model.settings.forget_asked);
    match intent {
        SettingsIntent::Language { tag } => {
            model.settings.preferences.language = (!tag.is_empty()).then(|| Language::negotiate(&tag));
            in_new_language(model).and(save(model))
        }
        SettingsIntent::PhoneLocale { tag } => {
            model.settings.phone_language = Language::negotiate(&tag);
            in_new_language(model)
        }
        SettingsIntent::LargeText { large } => {
            model.settings.preferences.large_text = large;
            save(model)
        }
        SettingsIntent::RememberContact { remember } => {
            model.settings.preferences.remember_contact = remember;
            if !remember {
                model.settings.preferences.contact = None;
            }
            save(model)
        }
        SettingsIntent::TypeCode { code } => {
            model.settings.code = code.chars().take(CODE_CHARS * 2).collect();
            model.settings.code_error = None;
            Command::done()
        }
        SettingsIntent::Enrol => {
            if model.settings.enrolling || !code_is_whole(&model.settings.code) {
                return Command::done();
            }
            model.settings.enrolling = true;
            let code = model.settings.code.clone();
            Command::request_from_shell(EnrolPhone { code }).then_send(|crew| Root::Settings(Event::Enrolled(crew)))
        }
        SettingsIntent::OpenPrivacyNotice => match &model.public_url {
            Some(city) => {
                let url = format!("{}/privacy", city.trim_end_matches('/'));
                Command::notify_shell(OpenUrl { url }).into()
            }
            None => Command::done(),
        },
        SettingsIntent::ForgetMe { confirmed } => {
            if confirmed && forget_was_asked {
                Command::request_from_shell(ForgetPhone).then_send(|done| Root::Settings(Event::Forgotten(done)))
            } else {
                model.settings.forget_asked = true;
                Command::done()
            }
        }
    }
}

/// An effect was answered.
pub fn update(event: Event, model: &mut Model) -> Cmd {
    match event {
        Event::Kept(Ok(())) => Command::done(),
        Event::Kept(Err(trouble)) | Event::Forgotten(Err(trouble)) => {
            let text = storage_text(model, trouble);
            model.say(Tone::Danger, text);
            fade(model)
        }
        Event::Enrolled(Ok(crew)) => {
            model.settings.enrolling = false;
            model.settings.code.clear();
            let owned = crew::belong(Owner::Crew(crew), model);
            model.tab = Tab::Crew;
            let text = t(model.language(), "settings-enrolled");
            model.say(Tone::Good, text);
            sync(model).and(crew::reload(model)).and(fade(model)).and(owned)
        }
        Event::Enrolled(Err(trouble)) => {
            model.settings.enrolling = false;
            model.settings.code_error = Some(net_text(model, &trouble));
            Command::done()
        }
        Event::Forgotten(Ok(())) => {
            let phone_language = model.settings.phone_language;
            *model = Model { now: model.now, offline: model.offline, ..Model::default() };
            model.settings.phone_language = phone_language;
            let text = t(model.language(), "settings-forgotten");
            model.say(Tone::Good, text);
            Command::request_from_shell(LoadPhone).then_send(|loaded| Root::Loaded(Box::new(loaded))).and(fade(model))
        }
    }
}

/// Keeps the settings on the phone.
pub fn save(model: &Model) -> Cmd {
    let preferences: Preferences = model.settings.preferences.clone();
    Command::request_from_shell(SavePreferences(preferences)).then_send(|done| Root::Settings(Event::Kept(done)))
}

/// Keeps a contact for the next report, if the person allowed that.
pub fn remember_contact(model: &mut Model, contact: &Contact) -> Cmd {
    let preferences = &mut model.settings.preferences;
    if !preferences.remember_contact || preferences.contact.as_ref() == Some(contact) {
        return Command::done();
    }
    preferences.contact = Some(contact.clone());
    save(model)
}

/// A crew's note on a job as written so far.
#[must_use]
pub fn note(model: &Model, job: JobId) -> String {
    model.settings.preferences.notes.get(&job.to_string()).cloned().unwrap_or_default()
}

/// Keeps a crew's note; an empty one is forgotten.
pub fn keep_note(model: &mut Model, job: JobId, text: String) -> Cmd {
    let notes = &mut model.settings.preferences.notes;
    if text.is_empty() {
        if notes.remove(&job.to_string()).is_none() {
            return Command::done();
        }
    } else {
        notes.insert(job.to_string(), text);
    }
    save(model)
}

/// Whether the crew's code has all its characters.
pub(super) fn code_is_whole(code: &str) -> bool {
    code.chars().filter(|c| c.is_ascii_alphanumeric()).count() == CODE_CHARS
}

fn in_new_language(model: &mut Model) -> Cmd {
    crew::rebuild(model);
    my_reports::reload(model).and(crew::reload(model))
}
