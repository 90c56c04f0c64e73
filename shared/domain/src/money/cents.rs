//! Amounts in whole cents, and shares of them. Reading is strict: what could be meant in two ways is refused.

use crate::{l10n::Language, wording};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An amount of euro cents. Negative amounts exist in books, never on bills.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = i64))]
#[serde(try_from = "i64", into = "i64")]
pub struct Cents(i64);

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AmountError {
    /// Nothing stands there.
    #[error("an amount is missing")]
    Empty,
    /// Not a number as people or banks write it.
    #[error("not an amount")]
    NotANumber,
    /// More than two decimals. A single separator before three digits (`1.234`) is refused as well: it could mean either.
    #[error("finer than a cent; for thousands write 1234 or 1.234,00")]
    FinerThanACent,
    /// Zero where something must be paid, or negative.
    #[error("not more than zero")]
    NotPositive,
    /// Beyond what is believable, or what the books hold.
    #[error("too large")]
    TooLarge,
}

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The most that a person may type, 99,999,999.99 euro: more is a slip of the finger.
    pub const MAX_TYPED: Self = Self(9_999_999_999);
    /// The most that is read from anywhere, 100 billion euro either way: no city moves more at once. Whatever is reckoned
    /// with such amounts fits the books, which hold a hundred times as much on one line.
    pub const MAX_READ: Self = Self(10_000_000_000_000);

    /// So many cents.
    #[must_use]
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// How many cents.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Whether it is one that is read and booked; see [`Self::MAX_READ`].
    #[must_use]
    pub const fn is_believable(self) -> bool {
        self.0.unsigned_abs() <= Self::MAX_READ.0.unsigned_abs()
    }

    /// The sum; none where it does not fit.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The difference; none where it does not fit.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Self(difference)),
            None => None,
        }
    }

    /// The same amount the other way; none for the one value that has no opposite.
    #[must_use]
    pub const fn checked_neg(self) -> Option<Self> {
        match self.0.checked_neg() {
            Some(opposite) => Some(Self(opposite)),
            None => None,
        }
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it is less than nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The sum of all; none where it does not fit. The order does not matter.
    #[must_use]
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let sum: i128 = amounts.into_iter().map(|amount| i128::from(amount.0)).sum();
        i64::try_from(sum).ok().map(Self)
    }

    /// That part of it, rounded to the cent, half a cent away from zero; none where it does not fit.
    #[must_use]
    pub fn share(self, part: BasisPoints) -> Option<Self> {
        rounded_share(i128::from(self.0) * i128::from(part.0))
    }

    /// Reads a machine's decimal (ISO 20022, XML Schema `decimal`): `45.12`, `45.1`, `45`, `45.12000`.
    ///
    /// # Errors
    /// Anything else; below zero; finer than a cent; more than [`Self::MAX_READ`].
    pub fn from_decimal(text: &str) -> Result<Self, AmountError> {
        let text = text.trim_matches([' ', '\t', '\r', '\n']);
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        if whole.is_empty() && fraction.is_empty() {
            return Err(AmountError::NotANumber);
        }
        let amount = from_parts(whole, fraction.trim_end_matches('0'))?;
        match amount {
            _ if negative && !amount.is_zero() => Err(AmountError::NotPositive),
            _ if !amount.is_believable() => Err(AmountError::TooLarge),
            _ => Ok(amount),
        }
    }

    /// Reads an amount as a person types it: `45,12`, `45.12`, `1.234,56`, `1,234.56`, `€ 45`, `45 ευρώ`.
    ///
    /// # Errors
    /// Anything else; nothing or less; finer than a cent; more than [`Self::MAX_TYPED`].
    pub fn typed(text: &str) -> Result<Self, AmountError> {
        let text = without_currency(text.trim());
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        let (negative, unsigned) = match text.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, without_currency(rest.trim())),
            None => (false, text),
        };
        let (whole, fraction) = split_typed(unsigned)?;
        if whole.is_empty() {
            return Err(AmountError::NotANumber);
        }
        let amount = from_parts(&ungrouped(whole)?, fraction)?;
        match amount {
            _ if negative || !amount.is_positive() => Err(AmountError::NotPositive),
            _ if amount > Self::MAX_TYPED => Err(AmountError::TooLarge),
            _ => Ok(amount),
        }
    }

    /// As people read it: `1.234,56 €`, `€1,234.56`. No line breaks before the euro sign (the space is U+00A0).
    #[must_use]
    pub fn text(self, language: Language) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        let (euro, cents) = self.parts();
        let euro = wording::number(language, euro);
        match language {
            Language::El => format!("{sign}{euro},{cents:02}\u{a0}€"),
            Language::En => format!("{sign}€{euro}.{cents:02}"),
        }
    }

    /// Whole euro and the cents that are left, without the sign.
    const fn parts(self) -> (u64, u64) {
        let all = self.0.unsigned_abs();
        (all / 100, all % 100)
    }
}

impl TryFrom<i64> for Cents {
    type Error = AmountError;

    /// As it comes from outside.
    fn try_from(cents: i64) -> Result<Self, AmountError> {
        Some(Self(cents)).filter(|amount| amount.is_believable()).ok_or(AmountError::TooLarge)
    }
}

impl From<Cents> for i64 {
    fn from(amount: Cents) -> Self {
        amount.0
    }
}

impl fmt::Display for Cents {
    /// The machine's form, `1234.56`, as [`Self::from_decimal`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (euro, cents) = self.parts();
        let sign = if self.is_negative() { "-" } else { "" };
        write!(f, "{sign}{euro}.{cents:02}")
    }
}

/// Cents times basis points as whole cents: rounded once, half a cent away from zero.
pub(super) fn rounded_share(cents_times_points: i128) -> Option<Cents> {
    let all = i128::from(BasisPoints::ALL.0);
    let half = if cents_times_points < 0 { -all / 2 } else { all / 2 };
    i64::try_from(cents_times_points.checked_add(half)? / all).ok().map(Cents)
}

/// Euro digits and at most two digits of cents.
fn from_parts(whole: &str, fraction: &str) -> Result<Cents, AmountError> {
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Err(AmountError::NotANumber);
    }
    if fraction.len() > 2 {
        return Err(AmountError::FinerThanACent);
    }
    let digits = format!("{whole}{fraction:0<2}");
    digits.parse().map(Cents).map_err(|_| AmountError::TooLarge)
}

/// Without one sign or word of the currency, before or after.
fn without_currency(text: &str) -> &str {
    const WORDS: [&str; 7] = ["€", "EUR", "eur", "Eur", "ευρώ", "ευρω", "euro"];
    WORDS.iter().find_map(|word| text.strip_prefix(word).or_else(|| text.strip_suffix(word))).unwrap_or(text).trim()
}

/// Splits at the decimal mark: of two kinds of mark the later one; a mark that stands once. A mark that stands several
/// times groups thousands.
fn split_typed(text: &str) -> Result<(&str, &str), AmountError> {
    let last = text.rfind(['.', ',']);
    let (whole, mark, fraction) = match last.and_then(|at| text.split_at_checked(at)) {
        None => return Ok((text, "")),
        Some((whole, rest)) => {
            let (mark, fraction) = rest.split_at_checked(1).unwrap_or_default();
            (whole, mark, fraction)
        }
    };
    if whole.contains(mark) {
        return Ok((text, ""));
    }
    if fraction.is_empty() { Err(AmountError::NotANumber) } else { Ok((whole, fraction)) }
}

/// The digits of a whole number whose thousands may be grouped by one kind of mark.
fn ungrouped(text: &str) -> Result<String, AmountError> {
    let is_mark = |c: char| c == '.' || c == ',' || c.is_whitespace();
    let Some(mark) = text.chars().find(|c| is_mark(*c)) else { return Ok(text.to_owned()) };
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let fits = (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3);
    if fits { Ok(text.replace(mark, "")) } else { Err(AmountError::NotANumber) }
}

/// Hundredths of a percent: 10,000 are all of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct BasisPoints(u32);

/// A text that is no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a percentage such as 50%, 8.76% or 0.73%")]
pub struct PercentError;

impl BasisPoints {
    /// Nothing of it.
    pub const ZERO: Self = Self(0);
    /// All of it.
    pub const ALL: Self = Self(10_000);

    /// So many hundredths of a percent.
    #[must_use]
    pub const fn new(points: u32) -> Self {
        Self(points)
    }

    /// How many hundredths of a percent.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// As people read it: `8,76 %`, `8.76%`.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        let number = self.to_string();
        let number = number.trim_end_matches('%');
        match language {
            Language::El => format!("{} %", number.replace('.', ",")),
            Language::En => format!("{number}%"),
        }
    }
}

impl fmt::Display for BasisPoints {
    /// `50%`, `8.76%`, as it is read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (percent, hundredths) = (self.0 / 100, self.0 % 100);
        match (hundredths, hundredths % 10) {
            (0, _) => write!(f, "{percent}%"),
            (_, 0) => write!(f, "{percent}.{}%", hundredths / 10),
            _ => write!(f, "{percent}.{hundredths:02}%"),
        }
    }
}

impl FromStr for BasisPoints {
    type Err = PercentError;

    /// Reads `50%`, `8.76 %`: at most two decimals, with the sign, so that nobody takes 50 for a half of one.
    fn from_str(text: &str) -> Result<Self, PercentError> {
        let number = text.trim().strip_suffix('%').ok_or(PercentError)?.trim_end();
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        if whole.is_empty() || fraction.is_empty() {
            return Err(PercentError);
        }
        let points = from_parts(whole, fraction).map_err(|_| PercentError)?;
        u32::try_from(points.get()).map(Self).map_err(|_| PercentError)
    }
}

#[cfg(test)]
mod tests;
