//! What was odd about a file without being a reason to refuse it: real banks' files often are.

use super::{Currency, MessageKind};
use dimos_domain::money::{AmountError, Cents};

/// Something odd. The text reads after "note: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Remark {
    /// Read as if it were a version that we know.
    #[error("the namespace {0:?} is none that we know; it was read by the names of its elements")]
    Namespace(String),
    /// The namespace says one message and the content another: the content counts.
    #[error("the namespace says {said} and the content is {is}")]
    OtherMessage {
        /// By the namespace.
        said: MessageKind,
        /// By the content.
        is: MessageKind,
    },
    /// The bank's own summary says another number of entries.
    #[error("the statement says that it holds {said} entries and holds {are}")]
    EntryCount {
        /// By `TtlNtries/NbOfNtries`.
        said: u64,
        /// In it.
        are: u64,
    },
    /// This code is not known: the entry is taken for information and moves no money.
    #[error("the status {0:?} is not known; the entry was taken for information only")]
    Status(String),
    /// A day that cannot be read is left out.
    #[error("{0:?} is no date")]
    Date(String),
    /// A transaction in another currency: its amount is not used, or the entry's own if it is the only one.
    #[error("a transaction is in {0} and its entry in euro: its amount was not used")]
    DetailCurrency(Currency),
    /// A transaction's amount that cannot be read: not used.
    #[error("a transaction's amount {text:?} cannot be read: {why}")]
    DetailAmount {
        /// As written, cut to 40 characters.
        text: String,
        /// What is wrong with it.
        why: AmountError,
    },
    /// One of several transactions has no amount of its own.
    #[error("one of several transactions has no amount")]
    NoDetailAmount,
    /// Charges that cannot be read, or are not in euro: not used.
    #[error("charges of {0:?} cannot be read, or are not in euro")]
    Charges(String),
    /// The bank's count of a collective booking.
    #[error("the collective booking says that it holds {said} transactions and holds {are}")]
    BatchCount {
        /// By `Btch/NbOfTxs`.
        said: u64,
        /// In it.
        are: u64,
    },
    /// The bank's total of a collective booking.
    #[error("the collective booking says that it comes to {said} and its transactions to {are}")]
    BatchTotal {
        /// By `Btch/TtlAmt`.
        said: Cents,
        /// Of its transactions.
        are: Cents,
    },
    /// A collective booking's total in other money.
    #[error("the total of the collective booking is not in euro, or cannot be read: {0:?}")]
    BatchAmount(String),
    /// Texts or references of one transaction beyond what is kept.
    #[error("a transaction's text is longer than any bank's should be; the rest was left out")]
    Cut,
}
