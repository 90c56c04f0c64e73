//! A name or none. What the city needs for this service is asked for; nothing else is.

use super::{drafts::change, model::Draft};
use crate::{
    app::Cmd, effect::SavePreferences, event::Event as Root, intent::ReportStep, model::Model, texts::t, view::Field,
};
use crux_core::Command;
use dimos_domain::{
    act::Contact,
    city::Service,
    contact::{MAX_CHARS, cleaned, looks_like_email, looks_like_phone},
    l10n::Language,
};
use uuid::Uuid;

pub(super) fn set(draft: Uuid, name: &str, email: &str, phone: &str, model: &mut Model) -> Cmd {
    let line = |text: &str| text.chars().take(MAX_CHARS).collect();
    let contact = Contact { name: line(name), email: line(email), phone: line(phone) };
    change(draft, model, |of| of.contact = contact)
}

/// Whether the report goes without a name: as chosen, unless the service needs one.
pub(super) fn is_anonymous(draft: &Draft, service: Option<&Service>) -> bool {
    draft.anonymous && !service.is_some_and(|service| service.needs_contact)
}

/// What is wrong with each field.
#[derive(Debug, Default)]
struct Wrong {
    name: Option<&'static str>,
    email: Option<&'static str>,
    phone: Option<&'static str>,
}

fn wrong(draft: &Draft, service: Option<&Service>) -> Wrong {
    if is_anonymous(draft, service) {
        return Wrong::default();
    }
    let needed = service.is_some_and(|service| service.needs_contact);
    let Contact { name, email, phone } = cleaned(&draft.contact);
    let unreachable = email.is_empty() && phone.is_empty();
    Wrong {
        name: name.is_empty().then_some("report-contact-needs-name").filter(|_| needed || unreachable),
        email: if !email.is_empty() && !looks_like_email(&email) {
            Some("report-contact-bad-email")
        } else {
            (needed && unreachable).then_some("report-contact-needs-email-or-phone")
        },
        phone: (!phone.is_empty() && !looks_like_phone(&phone)).then_some("report-contact-bad-phone"),
    }
}

/// What this step still needs.
pub(super) fn missing(draft: &Draft, service: Option<&Service>, language: Language) -> Option<String> {
    let wrong = wrong(draft, service);
    wrong.name.or(wrong.email).or(wrong.phone).map(|key| t(language, key))
}

/// What goes with the report.
pub(super) fn to_send(draft: &Draft, service: &Service) -> Option<Contact> {
    let contact = cleaned(&draft.contact);
    (!is_anonymous(draft, Some(service)) && contact != Contact::default()).then_some(contact)
}

/// Keeps the contact for the next report, if the person allowed that.
pub(super) fn remember(draft: &Draft, service: Option<&Service>, model: &mut Model) -> Cmd {
    let preferences = &mut model.settings.preferences;
    let contact = cleaned(&draft.contact);
    let known = preferences.contact.as_ref() == Some(&contact);
    if !preferences.remember_contact || is_anonymous(draft, service) || contact == Contact::default() || known {
        return Command::done();
    }
    preferences.contact = Some(contact);
    Command::request_from_shell(SavePreferences(preferences.clone()))
        .then_send(|kept| Root::Report(super::Event::Kept(kept)))
}

/// The three fields: name, e-mail, telephone.
pub(super) fn fields(draft: &Draft, service: Option<&Service>, model: &Model) -> (Field, Field, Field) {
    let language = model.language();
    let checked = model.report.desk.checked.contains(&ReportStep::Contact);
    let wrong = wrong(draft, service);
    let field = |label: &str, value: &str, hint: &str, wrong: Option<&str>| Field {
        label: t(language, label),
        value: value.to_owned(),
        hint: t(language, hint),
        error: wrong.filter(|_| checked).map(|key| t(language, key)),
        remaining: None,
    };
    let contact = &draft.contact;
    (
        field("report-contact-name", &contact.name, "report-contact-name-hint", wrong.name),
        field("report-contact-email", &contact.email, "report-contact-email-hint", wrong.email),
        field("report-contact-phone", &contact.phone, "report-contact-phone-hint", wrong.phone),
    )
}

/// What stands beside the switch.
pub(super) fn anonymous_label(service: Option<&Service>, language: Language) -> String {
    let needed = service.is_some_and(|service| service.needs_contact);
    t(language, if needed { "report-contact-needed" } else { "report-anonymous" })
}

/// The line of the review.
pub(super) fn summary(draft: &Draft, service: Option<&Service>, language: Language) -> String {
    if is_anonymous(draft, service) {
        return t(language, "report-anonymous-summary");
    }
    let Contact { name, email, phone } = cleaned(&draft.contact);
    let given: Vec<String> = [name, email, phone].into_iter().filter(|text| !text.is_empty()).collect();
    given.join(" · ")
}
