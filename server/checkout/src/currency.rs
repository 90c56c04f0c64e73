//! In what was paid. The city takes euros; a provider that says something else must be heard exactly.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A currency by its ISO 4217 code. Letters where they are known, else the three digits as they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The code: `EUR`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.as_str().to_owned()
    }
}

impl TryFrom<String> for Currency {
    type Error = InvalidCurrency;

    fn try_from(text: String) -> Result<Self, InvalidCurrency> {
        text.parse()
    }
}

/// A text that is no currency code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a currency: three letters or three digits of ISO 4217")]
pub struct InvalidCurrency;

impl FromStr for Currency {
    type Err = InvalidCurrency;

    /// Letters of either case, or digits; `978` is `EUR`.
    fn from_str(text: &str) -> Result<Self, InvalidCurrency> {
        let code: [u8; 3] = text.as_bytes().try_into().map_err(|_| InvalidCurrency)?;
        if code.iter().all(u8::is_ascii_alphabetic) {
            return Ok(Self(code.map(|letter| letter.to_ascii_uppercase())));
        }
        match code {
            [b'9', b'7', b'8'] => Ok(Self::EUR),
            _ if code.iter().all(u8::is_ascii_digit) => Ok(Self(code)),
            _ => Err(InvalidCurrency),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_read_from_letters_and_from_digits() {
        assert_eq!("eur".parse(), Ok(Currency::EUR));
        assert_eq!("978".parse(), Ok(Currency::EUR));
        assert_eq!("gbp".parse::<Currency>().unwrap().as_str(), "GBP");
        assert_ne!("826".parse(), Ok(Currency::EUR));
        for bad in ["", "€", "E1R", "EURO", "97"] {
            assert!(bad.parse::<Currency>().is_err(), "{bad:?}");
        }
    }
}
