//! What is to go wrong. A plan says how the bank behaves about one order, or about all that come; a fault breaks the next
//! call of one kind.

use crate::Currency;
use dimos_domain::money::Cents;
use serde::{Deserialize, Serialize};

/// How the bank behaves about an order. The default is a bank that does everything right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// How often each webhook is sent until it was taken that often: 0 never, 1 as it should be, more.
    pub webhooks: u8,
    /// How long each webhook waits first, in seconds.
    pub late_by: u32,
    /// In which order webhooks about one order leave.
    pub sequence: Sequence,
    /// How webhooks are signed.
    pub signing: Signing,
    /// Takes this instead of the amount that was asked for.
    pub amount: Option<Cents>,
    /// Takes this currency instead.
    pub currency: Option<Currency>,
    /// What the payer sees of a payment.
    pub answer: PageAnswer,
    /// What follows by itself.
    pub then: Then,
    /// How refunds of it go.
    pub refunds: RefundsGo,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            webhooks: 1,
            late_by: 0,
            sequence: Sequence::default(),
            signing: Signing::default(),
            amount: None,
            currency: None,
            answer: PageAnswer::default(),
            then: Then::default(),
            refunds: RefundsGo::default(),
        }
    }
}

/// Makes an enum whose variants have names: in JSON, in the page's form.
macro_rules! named {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $text:literal),+ $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { #[default] $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All of them, the harmless one first.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its name, as in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The one of that name.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    )*};
}

named! {
    /// In which order webhooks about one order leave.
    Sequence {
        /// As things happened.
        Straight "straight",
        /// The first is held until others have overtaken it.
        Reordered "reordered",
    }

    /// How webhooks are signed.
    Signing {
        /// Right.
        Good "good",
        /// An hour ago: a recording.
        Stale "stale",
        /// In an hour.
        Future "future",
        /// With another secret.
        Wrong "wrong",
        /// Not at all.
        Missing "missing",
    }

    /// What the payer sees of a payment.
    PageAnswer {
        /// The way back to the city.
        Given "given",
        /// Nothing, and nothing was taken.
        LostBefore "lost_before",
        /// Nothing, and the money was taken.
        LostAfter "lost_after",
    }

    /// What follows by itself.
    Then {
        /// Nothing.
        Nothing "nothing",
        /// What failed succeeds all the same, a second later.
        SuccessAfterFailure "success_after_failure",
        /// What was paid goes back at once.
        ReversedAtOnce "reversed_at_once",
        /// The payer's bank wants it back.
        Chargeback "chargeback",
    }

    /// How refunds go.
    RefundsGo {
        /// At once.
        AtOnce "at_once",
        /// Pending first, done two seconds later.
        Later "later",
        /// Pending first, failed two seconds later.
        Fail "fail",
    }

    /// A call of the bank's API.
    Call {
        /// An order is opened.
        Open "open",
        /// An order is asked about.
        Ask "ask",
        /// An order is cancelled.
        Cancel "cancel",
        /// Money is sent back.
        Refund "refund",
        /// A refund is asked about.
        AskRefund "ask_refund",
    }

    /// What goes wrong with a call.
    Fault {
        /// No answer, and nothing was done.
        LostBefore "lost_before",
        /// No answer, and it was done.
        LostAfter "lost_after",
        /// Refused, with a code.
        Refused "refused",
        /// Status 500, and nothing was done.
        Broken "broken",
        /// A page instead of JSON, though it was done.
        Html "html",
        /// A redirect to elsewhere, and nothing was done.
        Redirect "redirect",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_in_json_and_in_forms() {
        for fault in Fault::ALL {
            assert_eq!(serde_json::to_value(fault).unwrap(), fault.as_str());
            assert_eq!(Fault::parse(fault.as_str()), Some(*fault));
        }
        for then in Then::ALL {
            assert_eq!(serde_json::to_value(then).unwrap(), then.as_str());
        }
    }

    #[test]
    fn an_empty_plan_is_a_bank_that_does_everything_right() {
        assert_eq!(serde_json::from_str::<Plan>("{}").unwrap(), Plan::default());
        assert!(serde_json::from_str::<Plan>(r#"{"webhoks":2}"#).is_err());
    }
}
