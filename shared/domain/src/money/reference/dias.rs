//! How DIAS fills a reference's 21 free places: organisation (5), amount digit (1), number (15), all digits.

use super::RfReference;
use crate::money::Cents;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Numbers of 15 digits.
const NUMBERS: u64 = 1_000_000_000_000_000;

/// What DIAS calls an organisation: 5 digits that it assigns. A reference with an unassigned code cannot be paid.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationCode(String);

/// A text that is no organisation code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an organisation code has 5 digits")]
pub struct InvalidOrganisationCode;

impl OrganisationCode {
    /// A code that no bank knows: for tests and demonstrations, never for a bill on paper.
    pub const TEST: &str = "90999";

    /// The five digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the code for tests.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.0 == Self::TEST
    }
}

impl FromStr for OrganisationCode {
    type Err = InvalidOrganisationCode;

    fn from_str(text: &str) -> Result<Self, InvalidOrganisationCode> {
        let fits = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidOrganisationCode) }
    }
}

impl TryFrom<String> for OrganisationCode {
    type Error = InvalidOrganisationCode;

    fn try_from(text: String) -> Result<Self, InvalidOrganisationCode> {
        text.parse()
    }
}

impl From<OrganisationCode> for String {
    fn from(code: OrganisationCode) -> Self {
        code.0
    }
}

impl fmt::Display for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a reference says about its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AmountControl {
    /// Any amount may be paid with it (the digit 8).
    None,
    /// Banks take only an amount with this digit, 0 to 7.
    Digit(u8),
    /// Not built as DIAS builds them: it says nothing.
    NotDias,
}

/// The digit that stands for an amount: its cents' digits from the right times 1, 7, 3, 1, 7, 3, …, modulo 8; 8 where
/// there is no amount, or none to pay. None for a negative amount.
#[must_use]
pub fn amount_digit(expected: Option<Cents>) -> Option<u8> {
    let mut left = match expected.map(Cents::get) {
        None | Some(0) => return Some(8),
        Some(cents) => u64::try_from(cents).ok()?,
    };
    let mut sum = 0;
    for weight in [1, 7, 3].into_iter().cycle() {
        sum += left % 10 * weight;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    u8::try_from(sum % 8).ok()
}

impl RfReference {
    /// The reference of that number. With an expected amount banks refuse most other amounts, so leave it out where the
    /// amount changes with the day. None for a negative amount and for a number of more than 15 digits.
    #[must_use]
    pub fn dias(organisation: &OrganisationCode, expected: Option<Cents>, number: u64) -> Option<Self> {
        let digit = amount_digit(expected)?;
        if number >= NUMBERS {
            return None;
        }
        Self::of_body(&format!("{organisation}{digit}{number:015}"))
    }

    /// Whose reference it is, if it is built as DIAS builds them.
    #[must_use]
    pub fn organisation(&self) -> Option<OrganisationCode> {
        self.parts().and_then(|parts| parts.organisation.parse().ok())
    }

    /// The 15 free digits, if it is built as DIAS builds them.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        self.parts().and_then(|parts| parts.number.parse().ok())
    }

    /// What it says about its amount.
    #[must_use]
    pub fn amount_control(&self) -> AmountControl {
        match self.parts().map(|parts| parts.digit) {
            Some(8) => AmountControl::None,
            Some(digit) => AmountControl::Digit(digit),
            None => AmountControl::NotDias,
        }
    }

    /// Whether banks would take this amount with it. True does not mean that the amount is right.
    #[must_use]
    pub fn agrees_with(&self, amount: Cents) -> bool {
        match self.amount_control() {
            AmountControl::None | AmountControl::NotDias => true,
            AmountControl::Digit(digit) => amount_digit(Some(amount)) == Some(digit),
        }
    }

    fn parts(&self) -> Option<Parts<'_>> {
        let body = self.body();
        if body.len() != 21 || !body.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digit = body.get(5..6)?.parse().ok().filter(|digit| *digit <= 8)?;
        Some(Parts { organisation: body.get(..5)?, digit, number: body.get(6..)? })
    }
}

struct Parts<'a> {
    organisation: &'a str,
    digit: u8,
    number: &'a str,
}
