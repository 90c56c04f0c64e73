//! Everything a person or the operating system can tell the core. Shells send these and nothing else.

mod crew;
mod pay;

pub use crew::{CrewIntent, WorkPhoto};
pub use pay::{PayIntent, Secret};

use crate::effect::PickedPhoto;

/// What happened outside.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize))]
pub enum Intent {
    /// The app was opened: sent once, first.
    Start,
    /// The app came to the front.
    Foreground,
    /// The app went to the back: what is unsent should be scheduled.
    Background,
    /// The network came, went or changed.
    Connectivity {
        /// Whether there is one.
        online: bool,
    },
    /// A link of this app was opened (`dimos://…`), for example by the page that a person paid on. Whatever it says is looked
    /// at with suspicion: everybody can write such a link.
    OpenLink {
        /// All of it.
        url: String,
    },
    /// A photo that was asked for by an app that the operating system ended meanwhile.
    PhotoArrived {
        /// What the request said that it is for.
        belongs_to: String,
        /// What came of it.
        outcome: PickedPhoto,
    },
    /// A tab was tapped.
    OpenTab {
        /// Which.
        tab: Tab,
    },
    /// Back, by button or gesture.
    Back,
    /// The message at the bottom was read or wiped away.
    DismissToast,
    /// The button in the message at the bottom ("Undo") was tapped.
    ToastAction,
    /// Composing a report.
    Report {
        /// What.
        intent: ReportIntent,
    },
    /// My reports and one report's page.
    MyReports {
        /// What.
        intent: MyReportsIntent,
    },
    /// What is reported around me.
    MyCity {
        /// What.
        intent: MyCityIntent,
    },
    /// Paying.
    Pay {
        /// What.
        intent: PayIntent,
    },
    /// A crew's day.
    Crew {
        /// What.
        intent: CrewIntent,
    },
    /// Settings.
    Settings {
        /// What.
        intent: SettingsIntent,
    },
}

/// The tabs at the bottom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Tab {
    /// Compose a report.
    #[default]
    Report,
    /// My reports.
    MyReports,
    /// Around me.
    MyCity,
    /// What I owe; only where the city takes payments.
    Pay,
    /// A crew's day; only on a crew's phone.
    Crew,
    /// Settings.
    Settings,
}

/// Where a photo is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize))]
pub enum PhotoSource {
    /// The camera.
    Camera,
    /// The photos on the phone.
    Library,
}

/// The steps of composing a report, in their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum ReportStep {
    /// Photos and words.
    #[default]
    What,
    /// The place.
    Where,
    /// The service.
    Service,
    /// The service's questions; skipped where it has none.
    Questions,
    /// Open reports nearby; skipped where there is none.
    Nearby,
    /// A name, or none.
    Contact,
    /// Everything once more.
    Review,
}

/// Composing a report.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize))]
pub enum ReportIntent {
    /// Begin a new one.
    New,
    /// Go on with a draft.
    Resume {
        /// Which.
        draft: String,
    },
    /// Throw a draft away; can be undone while the message shows.
    DiscardDraft {
        /// Which.
        draft: String,
    },
    /// Take a photo or choose one.
    AddPhoto {
        /// From where.
        source: PhotoSource,
    },
    /// Another app shared a photo with this one: begins a report with it.
    PhotoShared {
        /// A file that the shell copied into the app's own storage.
        path: String,
    },
    /// Remove a photo.
    RemovePhoto {
        /// Which.
        photo: String,
    },
    /// The words so far.
    Describe {
        /// All of them.
        text: String,
    },
    /// Ask the phone where it is.
    UsePhonePosition,
    /// The map was tapped, or the pin dragged.
    MovePin {
        /// Degrees north.
        lat: f64,
        /// Degrees east.
        lon: f64,
    },
    /// A street's name is being typed.
    SearchStreet {
        /// So far.
        text: String,
    },
    /// One of the streets found was tapped.
    ChooseStreet {
        /// Its place in the list.
        index: u32,
    },
    /// The hint for the crew ("near …") was changed.
    SetPlaceHint {
        /// As typed.
        text: String,
    },
    /// Call the emergency number, where an answer means danger.
    CallEmergency,
    /// A service was chosen.
    ChooseService {
        /// Its code.
        code: String,
    },
    /// A service's name is being typed.
    SearchServices {
        /// So far; empty shows the groups.
        text: String,
    },
    /// A question was answered. Choices by code, numbers in digits, dates as `2026-11-22`; empty takes the answer back.
    Answer {
        /// Which question.
        question: String,
        /// What.
        value: String,
    },
    /// "It is this one": support that report instead.
    ItIsThis {
        /// Which.
        report: String,
    },
    /// "None of these."
    NoneOfThese,
    /// Anonymous or with a name.
    SetAnonymous {
        /// Whether anonymous.
        anonymous: bool,
    },
    /// The contact fields so far.
    SetContact {
        /// A name.
        name: String,
        /// E-mail.
        email: String,
        /// Telephone.
        phone: String,
    },
    /// On to the next step.
    Next,
    /// Jump to a step.
    GoTo {
        /// Which.
        step: ReportStep,
    },
    /// Send it.
    Send,
}

/// My reports and one report's page.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize))]
pub enum MyReportsIntent {
    /// Only the reports of this kind.
    Filter {
        /// Which.
        shelf: ShelfChoice,
    },
    /// The end of the list is near.
    More,
    /// Pull to refresh.
    Refresh,
    /// Open one report's page.
    Open {
        /// Its id.
        report: String,
    },
    /// Send what is wedged once more, as it is.
    Retry {
        /// The act's id.
        act: String,
    },
    /// Send what lost a photo without it.
    SendWithout {
        /// The act's id.
        act: String,
    },
    /// Give up what is wedged; a new report becomes a draft again.
    Discard {
        /// The act's id.
        act: String,
    },
    /// Edit what is wedged: a new report is opened as a draft.
    Edit {
        /// The act's id.
        act: String,
    },
    /// What is being written on the open report's page (comment, answer, reason).
    Write {
        /// So far.
        text: String,
    },
    /// Add a photo to what is being written.
    AddPhoto {
        /// From where.
        source: PhotoSource,
    },
    /// Remove it again.
    RemovePhoto {
        /// Which.
        photo: String,
    },
    /// Send what was written as a comment.
    Comment,
    /// Send what was written as the answer to the city's question.
    Answer,
    /// Send the rating, with what was written.
    Rate {
        /// 1 to 5.
        stars: u8,
    },
    /// "Not fixed", with what was written and photographed.
    Reopen,
    /// Take the report back.
    Withdraw,
    /// "Me too."
    Support,
    /// Follow or stop following.
    Follow {
        /// Which of the two.
        follow: bool,
    },
    /// Share the public page.
    Share,
}

/// Which of my reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum ShelfChoice {
    /// Those I filed.
    #[default]
    Mine,
    /// Those I support or follow.
    Following,
}

/// What is reported around me.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize))]
pub enum MyCityIntent {
    /// Look around the phone's position.
    AroundMe,
    /// Look around a point of the map.
    AroundPoint {
        /// Degrees north.
        lat: f64,
        /// Degrees east.
        lon: f64,
    },
    /// A street's name is being typed.
    SearchStreet {
        /// So far.
        text: String,
    },
    /// One of the streets found was tapped.
    ChooseStreet {
        /// Its place in the list.
        index: u32,
    },
    /// Only open ones, or all.
    OnlyOpen {
        /// Which of the two.
        only_open: bool,
    },
    /// Only one service; empty: all.
    OnlyService {
        /// Its code.
        code: String,
    },
    /// Open one report's page.
    Open {
        /// Its id.
        report: String,
    },
    /// Ask again.
    Refresh,
}

/// Settings.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize))]
pub enum SettingsIntent {
    /// Choose the language; empty follows the phone.
    Language {
        /// `el`, `en` or empty.
        tag: String,
    },
    /// The phone's own locale, told by the shell before [`Intent::Start`] and when it changes.
    PhoneLocale {
        /// BCP 47, for example `el-GR`.
        tag: String,
    },
    /// Larger texts than the phone's own setting.
    LargeText {
        /// Whether.
        large: bool,
    },
    /// Keep my name and contact for the next report.
    RememberContact {
        /// Whether; false forgets at once what was kept.
        remember: bool,
    },
    /// The crew's one-time code so far.
    TypeCode {
        /// As typed.
        code: String,
    },
    /// Make this a crew's phone.
    Enrol,
    /// Read the city's notice on personal data.
    OpenPrivacyNotice,
    /// Forget everything of mine on this phone; what is unsent is named first and needs a second tap.
    ForgetMe {
        /// Whether the warning was read.
        confirmed: bool,
    },
}
