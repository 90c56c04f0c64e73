//! What a citizen sees of their account with the city: bills, what can be paid of them, attempts to pay, receipts. The server
//! answers with these records and phones keep copies of them, so both name them by the same words. What the amounts mean and
//! which step may follow which is said beside this, in the other files of this folder.

use super::{AttemptState, Cents, Expected, PayableState, PaymentState, RfReference};
use crate::{ids::*, l10n::Text};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// A bill as the one who owes it sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bill {
    /// Its id.
    pub id: BillId,
    /// Its number, as printed: `2026-000123`.
    pub number: String,
    /// Which kind of the city pack.
    pub kind: BillKindCode,
    /// The kind's name.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub title: Text,
    /// What exactly it is for; may be empty.
    pub description: String,
    /// For which period, in words; may be empty.
    pub period: String,
    /// When it was issued.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub issued_on: Date,
    /// Until when it is to be paid, that day included.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub due_on: Date,
    /// What was charged.
    pub amount: Cents,
    /// What has been paid of it.
    pub paid: Cents,
    /// What is expected today, all payables together.
    pub expected: Expected,
    /// How it stands.
    pub state: PayableState,
    /// What can be paid by a reference of its own: the whole bill, or its instalments.
    pub payables: Vec<Payable>,
    /// Whether, and how, it may be paid by instalments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanOffer>,
    /// What was paid, oldest first.
    pub payments: Vec<PaymentLine>,
    /// Whether less than the whole may be paid at a time.
    pub part_payment: bool,
}

/// Something with a reference of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payable {
    /// Its id.
    pub id: PayableId,
    /// What is typed into any bank's app.
    pub rf: RfReference,
    /// 0 for the whole bill, else the instalment's number.
    pub instalment: u8,
    /// What was charged.
    pub amount: Cents,
    /// What has been paid.
    pub paid: Cents,
    /// What is expected today.
    pub expected: Expected,
    /// Until when, that day included.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub due_on: Date,
    /// How it stands.
    pub state: PayableState,
    /// Content of the QR code for bank apps (EPC069-12) with today's expected amount; absent when nothing is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epc: Option<String>,
}

/// By how many instalments a bill may be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanOffer {
    /// At most so many, 2 or more.
    pub most: u8,
    /// No instalment is smaller.
    pub least_each: Cents,
    /// Months between them.
    pub every_months: u8,
}

/// How money came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    /// By a payment provider's page.
    Card,
    /// By bank transfer.
    Bank,
    /// At the cash desk.
    Cash,
    /// From what was paid too much before.
    Credit,
}

/// One payment towards a bill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentLine {
    /// The payment; none where credit was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentId>,
    /// When, in the city's time.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: Date,
    /// What of it went to this bill.
    pub amount: Cents,
    /// How it came.
    pub by: PaidBy,
    /// How it stands; none where credit was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<PaymentState>,
    /// Its receipt's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// A way to pay at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Method {
    /// Whose page opens, for a new attempt.
    pub provider: String,
    /// What it is called.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub name: Text,
}

/// Everything that a phone may see: what is due first, ended bills last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The bills.
    pub bills: Vec<Bill>,
    /// Paid too much and not used yet.
    pub credit: Cents,
    /// Whether the phone is linked to a person; otherwise it sees only bills that were looked up one by one.
    pub linked: bool,
    /// Ways to pay at once; none where the city has no provider.
    pub methods: Vec<Method>,
    /// The city's name as payee, and its account: what bank apps ask for beside the reference.
    pub payee: Payee,
    /// When this was true.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub as_of: Timestamp,
}

/// Whom to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payee {
    /// Its name.
    pub name: String,
    /// Its account, in groups of four.
    pub iban: String,
}

/// What is paid towards one payable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Which.
    pub payable: PayableId,
    /// How much: what is expected, or less where the bill may be paid in parts.
    pub amount: Cents,
}

/// An attempt to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    /// Its id.
    pub id: AttemptId,
    /// Whose page.
    pub provider: String,
    /// How it stands. `unknown` is an honest answer: the city asks until it knows.
    pub state: AttemptState,
    /// How much, in all.
    pub amount: Cents,
    /// What for.
    pub parts: Vec<Part>,
    /// The provider's page, while it can still be paid there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkout_url: Option<String>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub expires_at: Option<Timestamp>,
    /// The receipt's number, once paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// Why it failed, in the caller's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What of its money was more than is owed, and is kept for whoever paid.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kept: Cents,
    /// Its money is gone again, and what it paid is owed again.
    #[serde(default, skip_serializing_if = "is_default")]
    pub taken_back: bool,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A receipt in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// `2026-000123`.
    pub number: String,
    /// When the money came, in the city's time.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: Date,
    /// How much.
    pub amount: Cents,
    /// How it came.
    pub by: PaidBy,
    /// What for: names of the bills' kinds.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub titles: Vec<Text>,
    /// Typed or scanned at `/receipts/verify`.
    pub code: String,
    /// Its money is gone again: it proves nothing any more.
    #[serde(default, skip_serializing_if = "is_default")]
    pub taken_back: bool,
}
