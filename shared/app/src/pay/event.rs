//! What comes back to this feature.

use crate::{
    effect::{NetTrouble, StorageTrouble},
    event::Stamp,
};
use dimos_domain::{
    ids::{AttemptId, BillId},
    money::{Account, Attempt, Bill, Receipt},
};

/// An effect's answer.
#[derive(Debug)]
pub enum Event {
    /// What is owed came, or not.
    Account(Result<Box<Account>, NetTrouble>),
    /// A bill was found by its reference, or not.
    Found(Result<Box<Bill>, NetTrouble>),
    /// All bills of a person came, or not.
    Linked(Result<Box<Account>, NetTrouble>),
    /// Instalments were granted, or not.
    Planned {
        /// For which bill.
        bill: BillId,
        /// The bill as it is now.
        done: Result<Box<Bill>, NetTrouble>,
    },
    /// Credit was used for a bill, or not.
    CreditUsed(Result<Box<Bill>, NetTrouble>),
    /// A new attempt is on the phone, or not.
    AttemptKept {
        /// Which.
        id: AttemptId,
        /// Whether.
        done: Result<(), StorageTrouble>,
    },
    /// A change of an attempt was kept, or forgotten; only trouble is of interest.
    AttemptTidied(Result<(), StorageTrouble>),
    /// The city answered to the beginning of an attempt, or not.
    Begun {
        /// Which.
        id: AttemptId,
        /// As it is there.
        answer: Result<Box<Attempt>, NetTrouble>,
    },
    /// The city said how an attempt stands, or not.
    Asked {
        /// Which.
        id: AttemptId,
        /// As it is there.
        answer: Result<Box<Attempt>, NetTrouble>,
    },
    /// The city was told that the person gives up, or not.
    GivenUp {
        /// Which.
        id: AttemptId,
        /// As it is there now: it may have been paid meanwhile.
        answer: Result<Box<Attempt>, NetTrouble>,
    },
    /// It is time to ask again.
    Due {
        /// About which attempt.
        id: AttemptId,
        /// For which question this was agreed: an older one is not taken.
        turn: u32,
        /// Now.
        stamp: Stamp,
    },
    /// The receipts came, or not.
    Receipts(Result<Vec<Receipt>, NetTrouble>),
    /// A receipt's document is in a file, or not.
    ReceiptFile {
        /// Which receipt.
        number: String,
        /// What the person wants of it.
        then: Wish,
        /// The file.
        file: Result<String, NetTrouble>,
    },
}

/// What a person wants of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Read it.
    Show,
    /// Hand it on.
    Share,
}
