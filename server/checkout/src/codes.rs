//! What providers call things. Their names stand in addresses and in our database: whatever could be read there as
//! something else is refused at the edge.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A text that cannot be a provider's name for anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a provider's code: 1 to 128 of A-Z, a-z, 0-9, '-' and '_'")]
pub struct InvalidCode;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        /// 1 to 128 of `A-Z`, `a-z`, `0-9`, `-` and `_`.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidCode;

            fn try_from(text: String) -> Result<Self, InvalidCode> {
                text.parse()
            }
        }

        impl $name {
            /// One that nobody guesses: 122 random bits after two or three letters.
            pub(crate) fn made_up(kind: &'static str) -> Self {
                Self(format!("{kind}_{}", uuid::Uuid::new_v4().simple()))
            }
        }

        impl FromStr for $name {
            type Err = InvalidCode;

            fn from_str(text: &str) -> Result<Self, InvalidCode> {
                let fits = (1..=128).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
                if fits { Ok(Self(text.to_owned())) } else { Err(InvalidCode) }
            }
        }
    )*};
}

codes! {
    /// A provider's order: one page, at most one payment.
    OrderCode;
    /// A provider's payment, once there is one.
    TransactionCode;
    /// A provider's refund.
    RefundCode;
    /// A dispute (chargeback) at a provider.
    DisputeCode;
    /// A webhook's own name: the same name again is the same news again.
    EventCode;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_would_change_an_address_are_none() {
        assert!("cs_test_a1B2-c3".parse::<OrderCode>().is_ok());
        assert!("6962462482972601".parse::<OrderCode>().is_ok());
        for bad in ["", "../refunds", "a/b", "a?b", "a b", "ά", "a\n", &"x".repeat(129)] {
            assert!(bad.parse::<OrderCode>().is_err(), "{bad:?}");
        }
    }
}
