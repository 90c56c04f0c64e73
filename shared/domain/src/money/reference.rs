//! Creditor references (ISO 11649, "RF codes") and how DIAS, the Greek interbank system, fills them: the code that a
//! citizen types into any bank's app, and by which the bank's statement tells what was paid.
//!
//! The check digits catch slips of the finger, the amount digit most wrong amounts; neither replaces looking the
//! reference up and comparing the amount.

mod dias;
mod find;

pub use dias::{AmountControl, InvalidOrganisationCode, OrganisationCode, amount_digit};
pub use find::find_references;

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Fewest and most characters of a reference.
const LENGTH: std::ops::RangeInclusive<usize> = 5..=25;
/// `RF00` as digits, what follows the body when check digits are reckoned (R = 27, F = 15).
const RF00: u64 = 271_500;

/// A creditor reference whose check digits agree, in electronic form: capitals and digits, no spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct RfReference(String);

/// Why a text is no creditor reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum RfError {
    /// Nothing stands there.
    #[error("a reference is missing")]
    Empty,
    /// It does not begin with RF and two digits.
    #[error("a reference begins with RF and two digits")]
    NotAReference,
    /// A character that no reference holds.
    #[error("a reference holds no {0:?}")]
    Character(char),
    /// So many characters: a reference has 5 to 25.
    #[error("a reference has 5 to 25 characters, this has {0}")]
    Length(usize),
    /// The check digits do not agree with the rest.
    #[error("mistyped: the check digits of this reference do not agree")]
    CheckDigits,
}

impl RfReference {
    /// The electronic form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed, in groups of four: `RF34 9099 9400 0000 0000 1234 5`.
    #[must_use]
    pub fn grouped(&self) -> String {
        in_fours(&self.0)
    }

    /// What follows `RF` and the check digits.
    fn body(&self) -> &str {
        self.0.get(4..).unwrap_or_default()
    }

    /// The reference of a body of capitals and digits.
    fn of_body(body: &str) -> Option<Self> {
        let rest = body.chars().try_fold(0, remainder)?;
        let check = 98_u64.checked_sub((rest * 1_000_000 + RF00) % 97)?;
        format!("RF{check:02}{body}").parse().ok()
    }
}

impl FromStr for RfReference {
    type Err = RfError;

    /// Forgives what people type and print: spaces, dots, dashes, lower case, and Greek capitals that look like Latin
    /// ones. `ΡΦ` for `RF` is what a Greek keyboard gives.
    fn from_str(text: &str) -> Result<Self, RfError> {
        let typed: Vec<char> = text.chars().filter(|c| !is_filler(*c)).collect();
        let (first, second) = match typed.as_slice() {
            [] => return Err(RfError::Empty),
            [first, second, ..] => (*first, *second),
            [_] => return Err(RfError::NotAReference),
        };
        if !(is_r(first) && is_f(second)) {
            return Err(RfError::NotAReference);
        }
        let mut reference = String::from("RF");
        for c in typed.iter().skip(2) {
            reference.push(latin(*c).ok_or(RfError::Character(*c))?);
        }
        if !LENGTH.contains(&reference.len()) {
            return Err(RfError::Length(reference.len()));
        }
        let (check, body) = reference.get(2..).and_then(|rest| rest.split_at_checked(2)).unwrap_or_default();
        if !check.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(RfError::NotAReference);
        }
        let rest = body.chars().try_fold(0, remainder).ok_or(RfError::NotAReference)?;
        if agrees(rest, check.parse().unwrap_or_default()) { Ok(Self(reference)) } else { Err(RfError::CheckDigits) }
    }
}

impl TryFrom<String> for RfReference {
    type Error = RfError;

    fn try_from(text: String) -> Result<Self, RfError> {
        text.parse()
    }
}

impl From<RfReference> for String {
    fn from(reference: RfReference) -> Self {
        reference.0
    }
}

impl fmt::Display for RfReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The remainder by 97 of a number that one more character is written after: digits as they are, A = 10 … Z = 35.
fn remainder(before: u64, c: char) -> Option<u64> {
    let value = u64::from(c.to_digit(36)?);
    let shift = if value < 10 { 10 } else { 100 };
    Some((before * shift + value) % 97)
}

/// ISO 7064 MOD 97-10: body, then `RF`, then the check digits, must leave 1.
const fn agrees(body_remainder: u64, check: u64) -> bool {
    (body_remainder * 1_000_000 + RF00 + check) % 97 == 1
}

/// Between the characters of a reference, when people type or print one.
fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '.' | '-' | '‐' | '‑' | '‒' | '–' | '—' | '−' | '\u{ad}' | '\u{200b}'
                ..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}

const fn is_r(c: char) -> bool {
    matches!(c, 'R' | 'r' | 'Ρ' | 'ρ')
}

const fn is_f(c: char) -> bool {
    matches!(c, 'F' | 'f' | 'Φ' | 'φ')
}

/// The Latin capital or digit that was meant: Greek letters that look the same in capitals stand for it.
const fn latin(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' | 'A'..='Z' | 'a'..='z' => c.to_ascii_uppercase(),
        'Α' | 'α' => 'A',
        'Β' | 'β' => 'B',
        'Ε' | 'ε' => 'E',
        'Ζ' | 'ζ' => 'Z',
        'Η' | 'η' => 'H',
        'Ι' | 'ι' => 'I',
        'Κ' | 'κ' => 'K',
        'Μ' | 'μ' => 'M',
        'Ν' | 'ν' => 'N',
        'Ο' | 'ο' => 'O',
        'Ρ' | 'ρ' => 'P',
        'Τ' | 'τ' => 'T',
        'Υ' | 'υ' => 'Y',
        'Χ' | 'χ' => 'X',
        _ => return None,
    })
}

/// In groups of four, as banks print IBANs and references.
pub(super) fn in_fours(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for (index, c) in text.chars().enumerate() {
        if index > 0 && index.is_multiple_of(4) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
#[path = "reference/tests.rs"]
mod tests;
