//! Paying: what the phone keeps of it, and what the city is asked.

use dimos_domain::{
    ids::{ActId, AttemptId, BillId},
    money::{Account, Attempt, Cents, Receipt, RfReference, TaxNumber},
};
use jiff::Timestamp;

/// What the phone keeps of paying: copies of what the city answered last, and the attempts that it began.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Purse {
    /// What is owed, once it was asked.
    pub account: Option<Account>,
    /// Receipts, newest first.
    pub receipts: Vec<Receipt>,
    /// Attempts to pay, oldest first.
    pub attempts: Vec<KeptAttempt>,
}

/// An attempt to pay as the phone keeps it: before the city is asked for the first time, so that an app that is killed at any
/// moment finds it again.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct KeptAttempt {
    /// As the city said last; before that as it was asked.
    pub attempt: Attempt,
    /// When it was begun, by the phone's clock.
    pub begun_at: Timestamp,
    /// The city has answered: it knows this attempt.
    pub reached: bool,
    /// The person came back from the provider's page.
    pub returned: bool,
}

/// Keep an attempt; replaces the one of the same id.
#[derive(Debug, Clone, PartialEq)]
pub struct KeepAttempt(pub KeptAttempt);

/// Forget an attempt that is over or was never begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgetAttempt(pub AttemptId);

/// Ask what is owed; a copy stays on the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchAccount;

/// Ask for a bill by its reference and the amount printed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookUpBill {
    /// The reference.
    pub reference: RfReference,
    /// As printed.
    pub amount: Cents,
}

/// Ask for all bills of a person. The tax number is handed on and kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkBills {
    /// Whose.
    pub tax_number: TaxNumber,
    /// Reference of one open bill of theirs.
    pub reference: RfReference,
    /// Its amount as printed.
    pub amount: Cents,
}

/// Agree to pay by instalments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakePlan {
    /// Which bill.
    pub bill: BillId,
    /// By how many.
    pub instalments: u8,
    /// The same wish asked again has the same key: it is granted once.
    pub key: ActId,
}

/// Pay a bill, as far as it goes, from what was paid too much before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseCredit {
    /// Which bill.
    pub bill: BillId,
    /// The same wish asked again has the same key: it is granted once.
    pub key: ActId,
}

/// Begin to pay on a provider's page. Asked again with the same id it is still one attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct BeginAttempt(pub Attempt);

/// Ask how an attempt stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskAttempt(pub AttemptId);

/// Give an attempt up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiveUpAttempt(pub AttemptId);

/// Ask for the receipts; a copy stays on the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchReceipts;

/// Fetch a receipt's document into a file; the answer is its path. Once fetched it is read from the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchReceiptFile {
    /// The receipt's number.
    pub number: String,
}
