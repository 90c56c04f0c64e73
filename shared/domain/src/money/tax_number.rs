//! The Greek tax number (ΑΦΜ). It names a person, so it is never shown, logged or stored in clear: the server keeps a
//! keyed hash. That is why it can be neither printed nor serialised by accident.

use std::{fmt, str::FromStr};

/// A checked tax number: 9 digits, the last a check digit.
#[derive(Clone, PartialEq, Eq)]
pub struct TaxNumber(String);

/// Why a text is no tax number. It does not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TaxNumberError {
    /// Nothing stands there.
    #[error("a tax number is missing")]
    Empty,
    /// Not 9 digits.
    #[error("a tax number has 9 digits")]
    NotNineDigits,
    /// The last digit does not agree with the rest.
    #[error("mistyped: the last digit of this tax number does not agree")]
    CheckDigit,
}

impl TaxNumber {
    /// The digits: for a keyed hash, and nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for TaxNumber {
    type Err = TaxNumberError;

    /// Forgives spaces, dots and dashes, and the country before it (`EL`, as in VAT numbers).
    fn from_str(text: &str) -> Result<Self, TaxNumberError> {
        let typed = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-'));
        // Two more than the longest form: enough to see that it is too long.
        let typed: String = typed.take(13).collect::<String>().to_uppercase();
        let digits = ["EL", "GR", "ΕΛ"].iter().find_map(|country| typed.strip_prefix(country)).unwrap_or(&typed);
        if digits.is_empty() {
            return Err(TaxNumberError::Empty);
        }
        let values: Option<Vec<u32>> = digits.chars().map(|c| c.to_digit(10)).collect();
        let Some([head @ .., check]) = values.as_deref().filter(|values| values.len() == 9) else {
            return Err(TaxNumberError::NotNineDigits);
        };
        // Each of the first eight digits counts twice what the next one does: 256, 128, … 2.
        let sum = head.iter().fold(0, |sum, digit| (sum + digit) * 2);
        let real = head.iter().any(|digit| *digit > 0);
        if real && sum % 11 % 10 == *check { Ok(Self(digits.to_owned())) } else { Err(TaxNumberError::CheckDigit) }
    }
}

impl fmt::Debug for TaxNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TaxNumber(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tax_numbers_are_read_however_they_are_typed() {
        // From the tests of python-stdnum's `gr.vat`.
        for typed in ["094259216", "EL 094259216", "el094259216", "ΕΛ-094.259.216", "GR094259216"] {
            assert_eq!(typed.parse::<TaxNumber>().unwrap().reveal(), "094259216", "{typed}");
        }
        assert!("023456780".parse::<TaxNumber>().is_ok());
    }

    #[test]
    fn what_is_no_tax_number_is_refused_with_its_reason() {
        use TaxNumberError as E;
        for (typed, why) in [
            ("", E::Empty),
            ("EL", E::Empty),
            ("12345678", E::NotNineDigits),
            ("1234567890", E::NotNineDigits),
            ("12345678X", E::NotNineDigits),
            ("٠٩٤٢٥٩٢١٦", E::NotNineDigits),
            ("123456781", E::CheckDigit),
            ("094259217", E::CheckDigit),
            ("000000000", E::CheckDigit),
        ] {
            assert_eq!(typed.parse::<TaxNumber>(), Err(why), "{typed}");
        }
        assert_eq!("9".repeat(4_000_000).parse::<TaxNumber>(), Err(E::NotNineDigits));
    }

    #[test]
    fn it_is_not_printed_by_accident() {
        let number: TaxNumber = "094259216".parse().unwrap();
        assert!(!format!("{number:?}").contains("0942"));
    }

    proptest! {
        #[test]
        fn nine_of_ten_endings_are_noticed(head in "[0-9]{7}[1-9]") {
            let valid = (0..10).filter(|last| format!("{head}{last}").parse::<TaxNumber>().is_ok()).count();
            prop_assert_eq!(valid, 1);
        }

        #[test]
        fn nothing_that_is_typed_panics(text in ".{0,20}") {
            let _ = text.parse::<TaxNumber>();
        }
    }
}
