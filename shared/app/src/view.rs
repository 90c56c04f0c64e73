//! What a shell shows: every text is in the person's language, every date, number and distance is written out, every
//! control has its label for a screen reader. A shell decides nothing; it draws.

use crate::{
    controls::ControlWords,
    crew::{CrewView, JobView},
    intent::Tab,
    my_city::MyCityView,
    my_reports::{MyReportsView, TicketView},
    pay::{AddBillView, BillView, BillsView, CheckoutView, PayingView, PlanView, ReceiptsView},
    report::ReportView,
    settings::SettingsView,
};

/// The whole screen.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct ViewModel {
    /// BCP 47 tag of the texts, for screen readers and for typography: `el` or `en`.
    pub language: String,
    /// Larger texts are wanted, over the phone's own setting.
    pub large_text: bool,
    /// The tabs at the bottom, in their order.
    pub tabs: Vec<TabView>,
    /// A line at the top that stays as long as it is true.
    pub banner: Option<Banner>,
    /// A message at the bottom that fades.
    pub toast: Option<Toast>,
    /// Whether there is somewhere to go back to.
    pub can_go_back: bool,
    /// What is in front.
    pub screen: Screen,
    /// What the shell's own controls are called.
    pub words: ControlWords,
}

/// What is in front.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[allow(clippy::large_enum_variant, reason = "one at a time, and what crosses to the phones cannot be boxed")]
pub enum Screen {
    /// The phone's storage is being read, or there is no city yet.
    Starting {
        /// What to show.
        starting: StartingView,
    },
    /// Composing a report.
    Report {
        /// What to show.
        report: ReportView,
    },
    /// My reports.
    MyReports {
        /// What to show.
        my_reports: MyReportsView,
    },
    /// One report's page.
    Ticket {
        /// What to show.
        ticket: TicketView,
    },
    /// Around me.
    MyCity {
        /// What to show.
        my_city: MyCityView,
    },
    /// What is owed.
    Bills {
        /// What to show.
        bills: BillsView,
    },
    /// The form for a bill on paper.
    AddBill {
        /// What to show.
        add_bill: AddBillView,
    },
    /// One bill.
    Bill {
        /// What to show.
        bill: BillView,
    },
    /// Instalments for a bill.
    Plan {
        /// What to show.
        plan: PlanView,
    },
    /// What is about to be paid, and by which means.
    Paying {
        /// What to show.
        paying: PayingView,
    },
    /// A payment on a provider's page.
    Checkout {
        /// What to show.
        checkout: CheckoutView,
    },
    /// The receipts.
    Receipts {
        /// What to show.
        receipts: ReceiptsView,
    },
    /// A crew's day.
    Crew {
        /// What to show.
        crew: CrewView,
    },
    /// One job.
    Job {
        /// What to show.
        job: JobView,
    },
    /// Settings.
    Settings {
        /// What to show.
        settings: SettingsView,
    },
}

/// Before there is anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct StartingView {
    /// What is being waited for, or what went wrong.
    pub message: String,
    /// Whether something is going on.
    pub busy: bool,
    /// Try again (sends [`crate::Intent::Foreground`]).
    pub retry: Option<Button>,
}

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct TabView {
    /// Which.
    pub tab: Tab,
    /// Its name.
    pub title: String,
    /// Whether it is in front.
    pub selected: bool,
    /// A number on it; 0 shows none.
    pub badge: u32,
    /// What a screen reader says, badge included.
    pub spoken: String,
}

/// How serious a message is; each shell has a colour and a symbol for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Tone {
    /// For information.
    Info,
    /// It went well.
    Good,
    /// Look at it.
    Warning,
    /// Act on it.
    Danger,
}

/// A line at the top.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct Banner {
    /// How serious.
    pub tone: Tone,
    /// What.
    pub text: String,
}

/// A message at the bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct Toast {
    /// How serious.
    pub tone: Tone,
    /// What.
    pub text: String,
    /// A button ("Undo"), which sends [`crate::Intent::ToastAction`].
    pub action: Option<String>,
}

/// Something that can be tapped.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct Button {
    /// What it says.
    pub label: String,
    /// What a screen reader says; equal to the label where that is clear by itself.
    pub spoken: String,
    /// Whether it can be tapped.
    pub enabled: bool,
    /// Why not.
    pub why_not: Option<String>,
}

impl Button {
    /// A button that can be tapped.
    #[must_use]
    pub fn new(label: String) -> Self {
        Self { spoken: label.clone(), label, enabled: true, why_not: None }
    }

    /// Says more to a screen reader.
    #[must_use]
    pub fn spoken(self, spoken: String) -> Self {
        Self { spoken, ..self }
    }

    /// Cannot be tapped, for a reason (`None`: can be).
    #[must_use]
    pub fn blocked(self, why_not: Option<String>) -> Self {
        Self { enabled: why_not.is_none(), why_not, ..self }
    }
}

/// A photo on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct PhotoView {
    /// Its id.
    pub id: String,
    /// The thumbnail's file, once it is on this phone.
    pub thumb_path: Option<String>,
    /// The photo's file, once it is on this phone.
    pub path: Option<String>,
    /// What stands under it: "before", "after", empty.
    pub caption: String,
    /// What a screen reader says.
    pub spoken: String,
    /// Whether it is still being made ready or fetched.
    pub busy: bool,
}

/// A text field.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct Field {
    /// Its name.
    pub label: String,
    /// What is in it, as typed.
    pub value: String,
    /// What to type, shown while it is empty.
    pub hint: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// "380 characters left", near the limit only.
    pub remaining: Option<String>,
}

/// One of several to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct OptionView {
    /// What the intent names.
    pub code: String,
    /// What it says.
    pub label: String,
    /// A second line; may be empty.
    pub detail: String,
    /// Symbol name; may be empty.
    pub symbol: String,
    /// Whether it is chosen.
    pub selected: bool,
    /// What a screen reader says.
    pub spoken: String,
}

/// A point on the map.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct MapPin {
    /// The report's or job's id.
    pub id: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Symbol name of the service's group.
    pub symbol: String,
    /// Which colour.
    pub tone: Tone,
    /// Number on it, for a route; 0 shows none.
    pub number: u32,
    /// What a screen reader says.
    pub spoken: String,
}

/// A map to draw.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct MapView {
    /// Centre, degrees north.
    pub lat: f64,
    /// Centre, degrees east.
    pub lon: f64,
    /// What should be seen around the centre, in metres.
    pub radius_m: f64,
    /// What stands on it.
    pub pins: Vec<MapPin>,
    /// A circle around the centre for a position's accuracy, in metres; 0 draws none.
    pub accuracy_m: f64,
    /// What a screen reader says of the whole map.
    pub spoken: String,
}

/// A report as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct ReportRow {
    /// Its id.
    pub id: String,
    /// The service's name.
    pub title: String,
    /// The first words.
    pub excerpt: String,
    /// "near Tsimiski · 120 m".
    pub place: String,
    /// "THES-2026-000123", or "not sent yet".
    pub number: String,
    /// "Being fixed".
    pub status: String,
    /// Which colour.
    pub tone: Tone,
    /// "3 days ago".
    pub when: String,
    /// "12 people", or empty.
    pub supporters: String,
    /// Symbol name of the service's group.
    pub symbol: String,
    /// The thumbnail's file, once it is on this phone.
    pub thumb_path: Option<String>,
    /// Changed since it was last opened.
    pub unseen: bool,
    /// What a screen reader says of the whole row.
    pub spoken: String,
}
