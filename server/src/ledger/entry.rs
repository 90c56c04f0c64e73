//! One entry of the journal: what happened, who says so, and what moves from where to where.

use super::Account;
use crate::auth::StaffRole;
use dimos_checkout::ProviderName;
use dimos_domain::{
    ids::{AccountId, DeviceId, PaymentId},
    money::Cents,
};
use jiff::civil::Date;

/// An entry's number: 1, 2, 3, … without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryNo(pub i64);

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What kind of thing happened. A reversal has the kind of what it reverses.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum EntryKind { $($(#[$doc])* $name,)* }

        impl EntryKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// As in the table.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// From the table.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
            }
        }
    };
}

kinds! {
    /// A bill was issued.
    Issue = "issue";
    /// A bill is to be paid by instalments.
    Plan = "plan";
    /// What was paid moves: to the bill that supersedes another, or from credit back to what it was meant for.
    Carry = "carry";
    /// Something was late.
    Surcharge = "surcharge";
    /// Something was early.
    Discount = "discount";
    /// A provider says that somebody paid.
    Payment = "payment";
    /// Cash was taken.
    Cash = "cash";
    /// Money came or went on a bank statement.
    Statement = "statement";
    /// A statement entry was found to be for something.
    Match = "match";
    /// Credit was used.
    CreditUse = "credit_use";
    /// A provider paid out.
    Payout = "payout";
    /// A cash desk's money reached the bank.
    Deposit = "deposit";
    /// The bank charged something.
    Charge = "charge";
    /// A movement is none of the citizens' money.
    Aside = "aside";
    /// A refund was approved.
    Refund = "refund";
    /// A refund has left, or came back.
    RefundDone = "refund_done";
    /// A payment was taken back: reversed by its provider, returned by its bank, undone by a person.
    TakenBack = "taken_back";
    /// A payer's bank took money back, for now.
    Dispute = "dispute";
    /// A dispute was lost.
    DisputeLost = "dispute_lost";
    /// A dispute was won.
    DisputeWon = "dispute_won";
    /// The city gives something up.
    WriteOff = "write_off";
}

/// Who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// The server, by rule.
    Rule,
    /// A provider.
    Provider(ProviderName),
    /// The bank, by its statement.
    Bank,
    /// A citizen's phone.
    Phone(DeviceId),
    /// Somebody with a reference and no phone of ours.
    Guest,
    /// Somebody of the staff.
    Staff(AccountId, StaffRole),
    /// Whoever has the server's command line.
    Command,
}

impl Author {
    /// In which part.
    #[must_use]
    pub const fn role(&self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Provider(_) => "provider",
            Self::Bank => "bank",
            Self::Phone(_) => "citizen",
            Self::Guest => "guest",
            Self::Staff(_, role) => role.as_str(),
            Self::Command => "command",
        }
    }

    /// Who: an id or a provider's name.
    #[must_use]
    pub fn actor(&self) -> Option<String> {
        match self {
            Self::Provider(name) => Some(name.to_string()),
            Self::Phone(device) => Some(device.to_string()),
            Self::Staff(account, _) => Some(account.to_string()),
            Self::Rule | Self::Bank | Self::Guest | Self::Command => None,
        }
    }
}

/// An entry to be posted.
#[derive(Debug, Clone)]
pub struct NewEntry<'a> {
    /// What kind of thing happened.
    pub kind: EntryKind,
    /// What happened outside, or the act, uniquely: the same fact again posts nothing.
    pub fact: &'a str,
    /// Whose money moves, where it is a payment's.
    pub payment: Option<PaymentId>,
    /// Who says so.
    pub author: &'a Author,
    /// To which business day it belongs; see [`super::business_day`].
    pub on: Date,
    /// What moves: debit positive, credit negative; their sum is zero. Nothing is posted for a zero.
    pub postings: Vec<(Account, Cents)>,
}

/// Whether the fact was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It was, and is this entry now.
    First(EntryNo),
    /// It was posted before, as this entry; nothing was done.
    Again(EntryNo),
}

impl Posted {
    /// The fact's entry.
    #[must_use]
    pub const fn no(self) -> EntryNo {
        match self {
            Self::First(no) | Self::Again(no) => no,
        }
    }

    /// Whether it was posted now.
    #[must_use]
    pub const fn is_first(self) -> bool {
        matches!(self, Self::First(_))
    }
}
