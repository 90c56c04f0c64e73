//! What moved, as a provider tells it.

use dimos_domain::money::{AmountError, Cents};
use serde::Deserialize;

/// An amount that moved: not below zero, and believable ([`Cents::MAX_READ`]). Anything else is refused as unreadable where
/// it is read: what is kept must be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Cents")]
pub struct Moved(Cents);

impl Moved {
    /// How much.
    #[must_use]
    pub const fn cents(self) -> Cents {
        self.0
    }
}

impl TryFrom<Cents> for Moved {
    type Error = AmountError;

    fn try_from(cents: Cents) -> Result<Self, AmountError> {
        if cents.is_negative() {
            return Err(AmountError::NotPositive);
        }
        if !cents.is_believable() {
            return Err(AmountError::TooLarge);
        }
        Ok(Self(cents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_have_moved_is_not_read() {
        let read = |text: &str| serde_json::from_str::<Moved>(text).map(Moved::cents).ok();
        assert_eq!((read("0"), read("1000")), (Some(Cents::ZERO), Some(Cents::new(1_000))));
        assert_eq!(read("10000000000000"), Some(Cents::MAX_READ));
        for bad in ["-1", "10000000000001", "1000000000000000000", "9223372036854775808", "10.5", "\"10\"", "null"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
