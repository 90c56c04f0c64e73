//! International bank account numbers (ISO 13616): the country's length and shape and the check digits are checked.

use iban::IbanLike;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A checked IBAN in electronic form: capitals and digits, no spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

/// Why a text is no IBAN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum IbanError {
    /// Nothing stands there.
    #[error("an IBAN is missing")]
    Empty,
    /// It does not look like one: two letters, two digits, up to 30 letters and digits.
    #[error("not an IBAN")]
    NotAnIban,
    /// No country that has IBANs begins so.
    #[error("the country of this IBAN is not known")]
    Country,
    /// The country's IBANs have another length or shape.
    #[error("this country's IBANs look otherwise: a digit too many or too few?")]
    Shape,
    /// The check digits do not agree with the rest.
    #[error("mistyped: the check digits of this IBAN do not agree")]
    CheckDigits,
}

impl Iban {
    /// The electronic form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country, `GR`.
    #[must_use]
    pub fn country(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    /// As it is printed, in groups of four: `GR16 0110 1250 0000 0001 2300 695`.
    #[must_use]
    pub fn grouped(&self) -> String {
        super::reference::in_fours(&self.0)
    }
}

impl FromStr for Iban {
    type Err = IbanError;

    /// Spaces, dashes and lower case are forgiven.
    fn from_str(text: &str) -> Result<Self, IbanError> {
        use iban::{ParseBaseIbanError as Base, ParseIbanError as Full};
        let electronic: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            // One more than the longest: enough to see that it is too long.
            .take(35)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if electronic.is_empty() {
            return Err(IbanError::Empty);
        }
        match electronic.parse::<iban::Iban>() {
            Ok(iban) => Ok(Self(iban.electronic_str().to_owned())),
            Err(Full::InvalidBaseIban { source: Base::InvalidFormat }) => Err(IbanError::NotAnIban),
            Err(Full::InvalidBaseIban { source: Base::InvalidChecksum }) => Err(IbanError::CheckDigits),
            Err(Full::InvalidBban(_)) => Err(IbanError::Shape),
            Err(Full::UnknownCountry(_)) => Err(IbanError::Country),
        }
    }
}

impl TryFrom<String> for Iban {
    type Error = IbanError;

    fn try_from(text: String) -> Result<Self, IbanError> {
        text.parse()
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> Self {
        iban.0
    }
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SAMPLE: &str = "GR1601101250000000012300695";

    #[test]
    fn an_iban_is_read_however_it_is_typed() {
        for typed in [
            SAMPLE,
            "GR16 0110 1250 0000 0001 2300 695",
            "gr16-0110-1250-0000-0001-2300-695",
            " gr1601101250000000012300695\n",
        ] {
            assert_eq!(typed.parse::<Iban>().unwrap().as_str(), SAMPLE, "{typed}");
        }
        let iban: Iban = SAMPLE.parse().unwrap();
        assert_eq!(iban.grouped(), "GR16 0110 1250 0000 0001 2300 695");
        assert_eq!(iban.country(), "GR");
        assert_eq!(serde_json::to_string(&iban).unwrap(), format!("\"{SAMPLE}\""));
        assert!("DE89370400440532013000".parse::<Iban>().is_ok());
    }

    #[test]
    fn what_is_no_iban_is_refused_with_its_reason() {
        for (text, why) in [
            ("", IbanError::Empty),
            (" - ", IbanError::Empty),
            ("RF34909994000000000012345", IbanError::Country),
            ("GR1701101250000000012300695", IbanError::CheckDigits),
            ("GR1601101250000000012300965", IbanError::CheckDigits),
            ("1234", IbanError::NotAnIban),
            ("GR16 0110 1250 0000 0001 2300 69€", IbanError::NotAnIban),
            ("GR16011012500000000123006950000000000000000", IbanError::NotAnIban),
        ] {
            assert_eq!(text.parse::<Iban>(), Err(why), "{text}");
        }
        assert!(serde_json::from_str::<Iban>("\"GR17\"").is_err());
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_panics(text in ".{0,60}") {
            let _ = text.parse::<Iban>();
        }

        #[test]
        fn one_wrong_digit_is_noticed(at in 2..27_usize, shift in 1..10_u8) {
            let mut digits = SAMPLE.as_bytes().to_vec();
            digits[at] = b'0' + (digits[at] - b'0' + shift) % 10;
            prop_assert!(String::from_utf8(digits).unwrap().parse::<Iban>().is_err());
        }
    }
}
