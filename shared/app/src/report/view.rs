//! The composing screen.

use super::{
    contact, drafts, nearby, photos, place, questions, review, service,
    steps::{self, Open},
    what,
};
use crate::{
    intent::ReportStep,
    model::Model,
    texts::t,
    view::{Button, Field, MapView, OptionView, PhotoView, ReportRow, Tone},
};

/// The composing screen.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct ReportView {
    /// The screen's title.
    pub title: String,
    /// Unfinished reports to go on with; shown while none is open.
    pub drafts: Vec<DraftRow>,
    /// Begin a new one; shown while none is open.
    pub start: Option<Button>,
    /// The open one's id; empty while none is open.
    pub draft: String,
    /// Whether one is open: the rest is shown only then.
    pub composing: bool,
    /// The step in front.
    pub step: ReportStep,
    /// All steps with how far they are.
    pub steps: Vec<StepView>,
    /// The photos.
    pub photos: Vec<PhotoView>,
    /// Take a photo.
    pub take_photo: Button,
    /// Choose a photo.
    pub choose_photo: Button,
    /// The words.
    pub description: Field,
    /// The place.
    pub place: PlaceView,
    /// Services that the words suggest, best first.
    pub suggestions: Vec<OptionView>,
    /// Every service in its group, or those found by typing; filled in its step only.
    pub groups: Vec<ServiceGroupView>,
    /// What is typed in the search for a service.
    pub service_search: Field,
    /// The chosen service's name; empty if none.
    pub service: String,
    /// The chosen service's questions.
    pub questions: Vec<QuestionView>,
    /// An answer means danger: call the emergency number and do not send. Nothing can be sent while this shows.
    pub emergency: Option<String>,
    /// Call that number; there with the danger.
    pub call_emergency: Option<Button>,
    /// Open reports near of that service.
    pub nearby: Vec<NearbyRow>,
    /// What stands over them, or that nothing could be asked because there is no network.
    pub nearby_message: String,
    /// "None of these".
    pub none_of_these: Button,
    /// Anonymous?
    pub anonymous: bool,
    /// The label beside that switch.
    pub anonymous_label: String,
    /// A name.
    pub contact_name: Field,
    /// E-mail.
    pub contact_email: Field,
    /// Telephone.
    pub contact_phone: Field,
    /// Everything once more, line by line; filled in its step only.
    pub review: Vec<ReviewLine>,
    /// On to the next step.
    pub next: Button,
    /// Send.
    pub send: Button,
    /// Throw the draft away.
    pub discard: Button,
}

/// A draft in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct DraftRow {
    /// Its id.
    pub id: String,
    /// The first words, the service's name, or "without words".
    pub title: String,
    /// "2 photos · yesterday".
    pub detail: String,
    /// The first photo's thumbnail.
    pub thumb_path: Option<String>,
    /// What a screen reader says.
    pub spoken: String,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct StepView {
    /// Which.
    pub step: ReportStep,
    /// Its name.
    pub title: String,
    /// Whether nothing more is needed there.
    pub complete: bool,
    /// What is still needed there.
    pub missing: Option<String>,
}

/// The place.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct PlaceView {
    /// The map around it, or around the city's middle.
    pub map: MapView,
    /// Whether a place is set.
    pub is_set: bool,
    /// "From the photo, within 8 m".
    pub source: String,
    /// "near Tsimiski", changeable.
    pub hint: Field,
    /// "This spot belongs to Kalamaria", or that it lies outside.
    pub outside: Option<String>,
    /// The phone is being located.
    pub locating: bool,
    /// Ask the phone.
    pub use_phone: Button,
    /// What is typed in the search for a street.
    pub street_search: Field,
    /// Streets found; chosen by their place in this list.
    pub streets: Vec<String>,
}

/// A group with its services.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct ServiceGroupView {
    /// Its name.
    pub title: String,
    /// Symbol name.
    pub symbol: String,
    /// Its services.
    pub services: Vec<OptionView>,
}

/// A question of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum QuestionView {
    /// One of these.
    Choice {
        /// Its code.
        code: String,
        /// What is asked.
        label: String,
        /// The choices.
        options: Vec<OptionView>,
        /// What is wrong.
        error: Option<String>,
    },
    /// Words, digits or a date.
    Typed {
        /// Its code.
        code: String,
        /// Which keyboard.
        keyboard: Keyboard,
        /// The field.
        field: Field,
    },
}

/// Which keyboard or picker a field wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Keyboard {
    /// Letters.
    Text,
    /// Digits.
    Number,
    /// A date picker for days up to today.
    PastDate,
    /// A date picker for working days from tomorrow on.
    FutureDate,
}

/// An open report near.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct NearbyRow {
    /// The report.
    pub row: ReportRow,
    /// "It is this one".
    pub it_is_this: Button,
}

/// A line of the review.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct ReviewLine {
    /// Where it is changed.
    pub step: ReportStep,
    /// What it is.
    pub label: String,
    /// What was entered.
    pub value: String,
    /// Which colour: a warning where something is missing.
    pub tone: Tone,
}

/// Builds it.
#[must_use]
pub fn view(model: &Model) -> ReportView {
    match Open::new(model) {
        Some(open) => composing(&open, model),
        None => ReportView {
            drafts: drafts::rows(model),
            start: Some(Button::new(t(model.language(), "report-start"))),
            ..nothing_open(model)
        },
    }
}

fn composing(open: &Open<'_>, model: &Model) -> ReportView {
    let language = model.language();
    let (draft, service) = (open.draft, open.service);
    let (take_photo, choose_photo) = photos::buttons(draft, model);
    let (contact_name, contact_email, contact_phone) = contact::fields(draft, service, model);
    let sending = (model.report.sending == Some(draft.id)).then(|| t(language, "report-sending"));
    let why_not_send = sending.clone().or_else(|| review::why_not(open, model).map(|(_, text)| text));
    let next = Button::new(t(language, "report-next")).blocked(sending.or_else(|| open.missing(draft.step)));
    let next = Button { enabled: next.enabled && draft.step != ReportStep::Review, ..next };
    ReportView {
        title: steps::title(language, draft.step),
        drafts: Vec::new(),
        start: None,
        draft: draft.id.to_string(),
        composing: true,
        step: draft.step,
        steps: open.views(),
        photos: photos::photos_view(draft, model),
        take_photo,
        choose_photo,
        description: what::field(draft, service, model),
        place: place::place_view(draft, model),
        suggestions: service::suggestions(draft, model),
        groups: if draft.step == ReportStep::Service { service::groups(draft, model) } else { Vec::new() },
        service_search: service::search_field(model),
        service: service.map(|service| service.name.get(language).to_owned()).unwrap_or_default(),
        questions: open.asked.as_ref().map(|asked| questions::questions_view(asked, draft, model)).unwrap_or_default(),
        emergency: questions::emergency(open.asked.as_ref(), model),
        call_emergency: questions::call_button(open.asked.as_ref(), model),
        nearby: nearby::rows(model),
        nearby_message: nearby::message(model),
        none_of_these: Button::new(t(language, "report-none-of-these")),
        anonymous: contact::is_anonymous(draft, service),
        anonymous_label: contact::anonymous_label(service, language),
        contact_name,
        contact_email,
        contact_phone,
        review: if draft.step == ReportStep::Review { review::lines(open, model) } else { Vec::new() },
        next,
        send: Button::new(t(language, "report-send")).blocked(why_not_send),
        discard: Button::new(t(language, "report-discard")).spoken(t(language, "report-discard-spoken")),
    }
}

fn nothing_open(model: &Model) -> ReportView {
    let button = || Button::new(String::new()).blocked(Some(String::new()));
    let field =
        || Field { label: String::new(), value: String::new(), hint: String::new(), error: None, remaining: None };
    ReportView {
        title: t(model.language(), "report-title"),
        drafts: Vec::new(),
        start: None,
        draft: String::new(),
        composing: false,
        step: ReportStep::What,
        steps: Vec::new(),
        photos: Vec::new(),
        take_photo: button(),
        choose_photo: button(),
        description: field(),
        place: PlaceView {
            map: MapView {
                lat: 0.0,
                lon: 0.0,
                radius_m: 0.0,
                pins: Vec::new(),
                accuracy_m: 0.0,
                spoken: String::new(),
            },
            is_set: false,
            source: String::new(),
            hint: field(),
            outside: None,
            locating: false,
            use_phone: button(),
            street_search: field(),
            streets: Vec::new(),
        },
        suggestions: Vec::new(),
        groups: Vec::new(),
        service_search: field(),
        service: String::new(),
        questions: Vec::new(),
        emergency: None,
        call_emergency: None,
        nearby: Vec::new(),
        nearby_message: String::new(),
        none_of_these: button(),
        anonymous: true,
        anonymous_label: String::new(),
        contact_name: field(),
        contact_email: field(),
        contact_phone: field(),
        review: Vec::new(),
        next: button(),
        send: button(),
        discard: button(),
    }
}
