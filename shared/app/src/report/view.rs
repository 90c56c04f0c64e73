//! The composing screen.

use crate::{
    intent::ReportStep,
    view::{Button, Field, MapView, OptionView, PhotoView, ReportRow, Tone},
};

/// The composing screen.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ReportView {
    /// The screen's title.
    pub title: String,
    /// Unfinished reports to go on with; shown while none is open.
    pub drafts: Vec<DraftRow>,
    /// Begin a new one; shown while none is open.
    pub start: Option<Button>,
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
    /// Every service in its group, or those found by typing.
    pub groups: Vec<ServiceGroupView>,
    /// What is typed in the search for a service.
    pub service_search: Field,
    /// The chosen service's name; empty if none.
    pub service: String,
    /// The chosen service's questions.
    pub questions: Vec<QuestionView>,
    /// An answer means danger: call the emergency number and do not send. Nothing can be sent while this shows.
    pub emergency: Option<String>,
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
    /// Everything once more, line by line.
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
pub struct NearbyRow {
    /// The report.
    pub row: ReportRow,
    /// "It is this one".
    pub it_is_this: Button,
}

/// A line of the review.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
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
pub fn view(_model: &crate::Model) -> ReportView {
    unimplemented!()
}
