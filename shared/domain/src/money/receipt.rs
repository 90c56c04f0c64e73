//! What a receipt is called, and the code by which anybody can see that the city issued it.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A receipt's number: counted from 1 in each year, without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptNumber {
    /// The year in which it was issued.
    pub year: i16,
    /// From 1.
    pub number: u32,
}

/// A text that is no receipt number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a receipt number such as 2026-000123")]
pub struct InvalidReceiptNumber;

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for ReceiptNumber {}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for ReceiptNumber {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}

impl fmt::Display for ReceiptNumber {
    /// `2026-000123`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:06}", self.year, self.number)
    }
}

impl FromStr for ReceiptNumber {
    type Err = InvalidReceiptNumber;

    fn from_str(text: &str) -> Result<Self, InvalidReceiptNumber> {
        let (year, number) = text.trim().split_once('-').ok_or(InvalidReceiptNumber)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || number.len() < 6 || !digits(year) || !digits(number) {
            return Err(InvalidReceiptNumber);
        }
        let year = year.parse().map_err(|_| InvalidReceiptNumber)?;
        let number = number.parse().ok().filter(|number| *number > 0).ok_or(InvalidReceiptNumber)?;
        Ok(Self { year, number })
    }
}

impl TryFrom<String> for ReceiptNumber {
    type Error = InvalidReceiptNumber;

    fn try_from(text: String) -> Result<Self, InvalidReceiptNumber> {
        text.parse()
    }
}

impl From<ReceiptNumber> for String {
    fn from(number: ReceiptNumber) -> Self {
        number.to_string()
    }
}

/// Crockford's base 32: no I, L, O, U, so that nothing is mistaken for something else
/// (<https://www.crockford.com/base32.html>).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 20 characters of 5 bits: 100 bits cannot be guessed.
const LENGTH: usize = 20;

/// What proves a receipt: 20 characters that only the holder of the city's key can make, from a keyed hash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct VerificationCode(String);

/// A text that is no verification code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a verification code has 20 letters and digits")]
pub struct InvalidVerificationCode;

impl VerificationCode {
    /// The code of a keyed hash: its first 100 bits.
    #[must_use]
    pub fn from_hash(hash: &[u8; 32]) -> Self {
        let (mut bits, mut held, mut code) = (0_u32, 0_u32, String::with_capacity(LENGTH));
        for byte in hash {
            bits = (bits << 8 | u32::from(*byte)) & 0xFFFF;
            held += 8;
            while held >= 5 && code.len() < LENGTH {
                held -= 5;
                code.push(letter(bits >> held));
            }
        }
        Self(code)
    }

    /// The code without dashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed, in groups of five: `8QWER-TY7K2-M0N4B-5V6CX`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let mut out = String::with_capacity(LENGTH + LENGTH / 5);
        for (index, c) in self.0.chars().enumerate() {
            if index > 0 && index.is_multiple_of(5) {
                out.push('-');
            }
            out.push(c);
        }
        out
    }
}

/// The letter of the lowest five bits.
fn letter(bits: u32) -> char {
    let index = usize::try_from(bits & 31).unwrap_or_default();
    ALPHABET.get(index).copied().map_or('0', char::from)
}

impl FromStr for VerificationCode {
    type Err = InvalidVerificationCode;

    /// Forgives lower case, spaces and dashes, and reads O as 0, I and L as 1, as Crockford asks.
    fn from_str(text: &str) -> Result<Self, InvalidVerificationCode> {
        let mut code = String::with_capacity(LENGTH);
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if code.len() == LENGTH || !u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte)) {
                return Err(InvalidVerificationCode);
            }
            code.push(c);
        }
        if code.len() == LENGTH { Ok(Self(code)) } else { Err(InvalidVerificationCode) }
    }
}

impl TryFrom<String> for VerificationCode {
    type Error = InvalidVerificationCode;

    fn try_from(text: String) -> Result<Self, InvalidVerificationCode> {
        text.parse()
    }
}

impl From<VerificationCode> for String {
    fn from(code: VerificationCode) -> Self {
        code.0
    }
}

impl fmt::Display for VerificationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn receipt_numbers_are_written_and_read() {
        let number = ReceiptNumber { year: 2026, number: 123 };
        assert_eq!(number.to_string(), "2026-000123");
        assert_eq!("2026-000123".parse(), Ok(number));
        assert_eq!("2026-1234567".parse(), Ok(ReceiptNumber { year: 2026, number: 1_234_567 }));
        for bad in [
            "",
            "2026",
            "2026-",
            "2026-123",
            "2026-000000",
            "26-000123",
            "2026-00012x",
            "+026-000123",
            "2026-99999999999",
        ] {
            assert_eq!(bad.parse::<ReceiptNumber>(), Err(InvalidReceiptNumber), "{bad}");
        }
    }

    #[test]
    fn a_code_is_the_first_hundred_bits_of_the_hash() {
        let mut hash = [0_u8; 32];
        hash[..5].copy_from_slice(&[0b0000_0000, 0b0100_0100, 0b0011_0010, 0b0001_0100, 0b1100_0111]);
        let code = VerificationCode::from_hash(&hash);
        assert_eq!(code.grouped(), "01234-56700-00000-00000");
        hash[12] = 0b0000_1111;
        assert_eq!(VerificationCode::from_hash(&hash), code, "bits from the 101st on do not count");
    }

    #[test]
    fn a_code_is_read_as_people_copy_it() {
        let code: VerificationCode = "0O1IL ab-cde FGHJK mnpqr".parse().unwrap_or_else(|_| panic!());
        assert_eq!(code.as_str(), "00111ABCDEFGHJKMNPQR");
        for bad in ["", "0", "U0000000000000000000", "000000000000000000000", "0000000000000000000Ω"] {
            assert_eq!(bad.parse::<VerificationCode>(), Err(InvalidVerificationCode), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_code_is_read_back(hash: [u8; 32]) {
            let code = VerificationCode::from_hash(&hash);
            prop_assert_eq!(code.as_str().len(), 20);
            prop_assert_eq!(&code.grouped().to_lowercase().parse::<VerificationCode>().unwrap(), &code);
        }

        #[test]
        fn every_number_is_read_back(year in 1000..=9999_i16, number in 1..=u32::MAX) {
            let receipt = ReceiptNumber { year, number };
            prop_assert_eq!(receipt.to_string().parse(), Ok(receipt));
        }
    }
}
