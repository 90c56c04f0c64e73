//! The files of a pack as they are written, before anything is believed. Every value that a check may complain about
//! knows where it stands; numbers are as wide as they can be written, so that a check can say how far they go. What the fields mean: `docs/city-pack.md`.

use serde::{Deserialize, de::IgnoredAny};
use toml::Spanned;

/// A text in every language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawText {
    pub el: Spanned<String>,
    pub en: Spanned<String>,
}

/// `city.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCity {
    pub name: RawText,
    pub ticket_prefix: Spanned<String>,
    pub time_zone: Spanned<String>,
    pub emergency_number: Spanned<String>,
    pub reopen_days: Spanned<i64>,
    #[serde(default)]
    pub credits: Vec<Spanned<String>>,
    pub danger_words: Spanned<Vec<Spanned<String>>>,
    pub contact: RawContact,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawContact {
    pub phone: Spanned<String>,
    pub email: Spanned<String>,
}

/// `calendar.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCalendar {
    pub opens: Spanned<String>,
    pub closes: Spanned<String>,
    pub weekdays: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    pub holidays: Vec<Spanned<RawHoliday>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHoliday {
    pub name: RawText,
    pub month: Option<i64>,
    pub day: Option<i64>,
    pub easter: Option<i64>,
    pub date: Option<String>,
}

/// `groups.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGroup {
    pub code: Spanned<String>,
    pub name: RawText,
    pub symbol: Spanned<String>,
}

/// `services.toml` and the folder `services/`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawService {
    pub code: Spanned<String>,
    pub group: Spanned<String>,
    pub name: RawText,
    pub description: RawText,
    pub synonyms: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    pub questions: Vec<RawQuestion>,
    pub deadline_hours: Spanned<i64>,
    pub department: Spanned<String>,
    pub base_priority: Spanned<i64>,
    pub public: bool,
    pub needs_contact: bool,
    pub needs_photo: bool,
    pub duplicate_radius_m: Spanned<i64>,
}

/// One question. Which of the optional fields belong there depends on `kind`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawQuestion {
    pub code: Spanned<String>,
    pub text: RawText,
    pub kind: Spanned<String>,
    pub required: bool,
    pub when: Option<RawWhen>,
    pub choices: Option<Spanned<Vec<RawChoice>>>,
    pub max_chars: Option<Spanned<i64>>,
    pub min: Option<Spanned<i64>>,
    pub max: Option<Spanned<i64>>,
    pub moment: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWhen {
    pub question: Spanned<String>,
    pub is: Spanned<Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawChoice {
    pub code: Spanned<String>,
    pub el: Spanned<String>,
    pub en: Spanned<String>,
    #[serde(default)]
    pub stops_with_emergency: bool,
    pub priority: Option<Spanned<i64>>,
}

/// Codes that narrow something down. Left out, everything is meant; an empty list would read as nothing and mean everything,
/// so it is refused.
pub(super) type RawCodes = Spanned<Vec<Spanned<String>>>;

/// `departments.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDepartment {
    pub code: Spanned<String>,
    pub name: RawText,
}

/// `crews.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCrew {
    pub code: Spanned<String>,
    pub name: RawText,
    pub department: Spanned<String>,
    pub depot: Spanned<RawPosition>,
    pub services: Option<RawCodes>,
    pub jobs_per_day: Spanned<i64>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPosition {
    pub lat: f64,
    pub lon: f64,
}

/// `routing.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub name: RawText,
    pub when: Spanned<RawCondition>,
    pub department: Spanned<String>,
    pub crew: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCondition {
    pub services: Option<RawCodes>,
    pub groups: Option<RawCodes>,
    pub areas: Option<RawCodes>,
    pub min_priority: Option<Spanned<i64>>,
}

impl RawCondition {
    /// Whether nothing is asked at all.
    pub(super) fn is_empty(&self) -> bool {
        self.services.is_none() && self.groups.is_none() && self.areas.is_none() && self.min_priority.is_none()
    }
}

/// `payments.toml` without its lists, which are read item by item.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPayments {
    pub creditor: RawCreditor,
    pub most_bill: Spanned<String>,
    pub second_signature_from: Spanned<String>,
    /// Taken out before; named here so that a slip in its name is guessed.
    #[serde(default, rename = "tax_heads")]
    pub _tax_heads: Option<IgnoredAny>,
    /// The same.
    #[serde(default, rename = "kinds")]
    pub _kinds: Option<IgnoredAny>,
    /// The same.
    #[serde(default, rename = "payouts")]
    pub _payouts: Option<IgnoredAny>,
    pub cash_desk: Option<RawText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPayout {
    pub provider: Spanned<String>,
    pub payer: Option<Spanned<String>>,
    pub iban: Option<Spanned<String>>,
    pub text: Spanned<String>,
    pub fee: Option<RawTariff>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTariff {
    pub percent: Spanned<String>,
    pub fixed: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCreditor {
    pub name: Spanned<String>,
    pub iban: Spanned<String>,
    pub bic: Option<Spanned<String>>,
    pub organisation: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTaxHead {
    pub code: Spanned<String>,
    pub name: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBillKind {
    pub code: Spanned<String>,
    pub name: RawText,
    pub description: RawText,
    pub department: Spanned<String>,
    pub tax_head: Spanned<String>,
    pub due_days: Spanned<i64>,
    pub part_payment: bool,
    pub early: Option<RawEarly>,
    pub late: Option<RawLate>,
    pub instalments: Option<RawInstalments>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEarly {
    pub off: Spanned<String>,
    pub within_days: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLate {
    pub monthly: Spanned<String>,
    pub most: Spanned<String>,
    pub free_days: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInstalments {
    pub most: Spanned<i64>,
    pub least_each: Spanned<String>,
    pub every_months: Spanned<i64>,
}
