//! Why a file of statements is refused. Nothing of a refused file counts, whatever was read of it before.

use super::Currency;
use crate::xml::{At, XmlError};
use dimos_domain::money::{AmountError, Cents};

/// The caller asks to stop; it knows why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop;

/// Which of the two balances that hold a statement together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Before the entries (`OPBD`, or `PRCD`).
    Opening,
    /// After them (`CLBD`).
    Closing,
}

impl std::fmt::Display for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Opening => "opening",
            Self::Closing => "closing",
        })
    }
}

/// Why a file is refused as a whole. The text reads after "the file was refused: ".
#[derive(Debug, thiserror::Error)]
pub enum CamtError {
    /// It is not XML, or not whole, or larger than any bank's.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// XML, but not of ISO 20022.
    #[error("the file is no bank message ({at}): it begins with <{found}> and not with <Document>")]
    WrongRoot {
        /// Where.
        at: At,
        /// Its root.
        found: String,
    },
    /// Another message: an order, or an answer to one, or a report during the day.
    #[error("the file is no statement and no notification ({at}): it holds <{found}>")]
    NotAStatement {
        /// Where.
        at: At,
        /// What it holds instead.
        found: String,
    },
    /// A document without content.
    #[error("the file holds neither a statement nor a notification")]
    Nothing,
    /// One entry would not fit in memory.
    #[error("one entry ({at}) holds more transactions and texts than can be read")]
    EntryTooLarge {
        /// Where it begins.
        at: At,
    },
    /// A balance is missing: whether the entries are all there cannot be known.
    #[error("statement {statement:?} has no {side} balance")]
    NoBalance {
        /// The bank's identifier.
        statement: String,
        /// Which.
        side: Side,
    },
    /// A balance in other money.
    #[error("the {side} balance of statement {statement:?} is in {currency}, and the city books euro")]
    BalanceCurrency {
        /// The bank's identifier.
        statement: String,
        /// Which.
        side: Side,
        /// In what.
        currency: Currency,
    },
    /// A balance that cannot be read.
    #[error("the {side} balance of statement {statement:?} cannot be read: {text:?} {why}")]
    BalanceUnreadable {
        /// The bank's identifier.
        statement: String,
        /// Which.
        side: Side,
        /// As written, cut to 40 characters.
        text: String,
        /// What is wrong with it.
        why: BalanceFault,
    },
    /// Entries are missing, doubled or changed.
    #[error(
        "statement {statement:?} does not add up: {opening} and booked entries of {booked} are {} and not {closing}, \
         {} too {}{}",
        sum(*opening, *booked), size(*off_by), if off_by.is_negative() { "little" } else { "much" },
        left_out(*refused, *not_booked)
    )]
    DoesNotAddUp {
        /// The bank's identifier.
        statement: String,
        /// The balance before.
        opening: Cents,
        /// Sum of the booked entries, signed.
        booked: Cents,
        /// The balance after.
        closing: Cents,
        /// Opening and entries, less closing: positive if the entries come to too much.
        off_by: Cents,
        /// Entries that could not be taken over and so are not in the sum.
        refused: u64,
        /// Entries that are not booked and so are not in the sum.
        not_booked: u64,
    },
    /// Sums beyond what a computer's number holds.
    #[error("the entries of statement {statement:?} come to more than can be counted")]
    TooMuch {
        /// The bank's identifier.
        statement: String,
    },
    /// The caller asked to stop.
    #[error("reading was stopped")]
    Stopped,
}

/// What is wrong with a balance.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BalanceFault {
    /// Its amount.
    #[error("is no amount: {0}")]
    Amount(AmountError),
    /// Its currency.
    #[error("has no currency")]
    NoCurrency,
    /// Its sign.
    #[error("is neither credit nor debit")]
    NoDirection,
}

fn sum(opening: Cents, booked: Cents) -> Cents {
    opening.checked_add(booked).unwrap_or_default()
}

fn size(amount: Cents) -> Cents {
    if amount.is_negative() { amount.checked_neg().unwrap_or(amount) } else { amount }
}

fn left_out(refused: u64, not_booked: u64) -> String {
    match (refused, not_booked) {
        (0, 0) => String::new(),
        (refused, 0) => format!(" ({refused} entries could not be read and are not counted)"),
        (0, not_booked) => format!(" ({not_booked} entries are not booked and are not counted)"),
        (refused, not_booked) => {
            format!(" ({refused} entries could not be read and {not_booked} are not booked; they are not counted)")
        }
    }
}
