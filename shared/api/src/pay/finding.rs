//! What the treasury looks for on the wire: payments, disputes, payouts, imported files.

use super::PaidBy;
use dimos_domain::{
    ids::*,
    money::{Cents, DisputeState, PaymentState},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// `GET /treasury/payments?q=&amount=&from=&until=&limit=&after=` (treasurer, auditor).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentsQuery {
    /// A payment reference (RF), a bill's or a receipt's number, a provider's or the bank's name for it, or a part of the
    /// payer's name as the statement gives it or the bill has it.
    pub q: Option<String>,
    /// Exactly so much.
    pub amount: Option<Cents>,
    /// Paid on this day or later.
    pub from: Option<Date>,
    /// Paid on this day or before.
    pub until: Option<Date>,
    /// At most 200 (50).
    pub limit: Option<u32>,
    /// What follows this one: an answer's `next`.
    pub after: Option<String>,
}

/// Answer to [`PaymentsQuery`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentsResponse {
    /// Newest first.
    pub payments: Vec<FoundPayment>,
    /// How many there are in all.
    #[serde(default)]
    pub total: u32,
    /// `after` for what follows; absent: these are the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A payment as the treasury sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundPayment {
    /// Its id: what a refund is asked for by.
    pub id: PaymentId,
    /// When it was paid.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: Date,
    /// How much.
    pub amount: Cents,
    /// How it came.
    pub by: PaidBy,
    /// Whose page it came by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// What the provider calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction: Option<String>,
    /// How it stands.
    pub state: PaymentState,
    /// Its receipt's number.
    pub receipt: String,
    /// The numbers of the bills that it was for.
    pub bills: Vec<String>,
    /// Who paid, as the statement says; else whose bill it was; may be empty.
    pub payer: String,
    /// The statement entry that it came with, where it came by bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
}

/// Answer to `GET /treasury/disputes` (treasurer, auditor): open ones first, then the newest; 200 at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisputesResponse {
    /// The disputes.
    pub disputes: Vec<Dispute>,
    /// How many there are in all.
    #[serde(default)]
    pub total: u32,
    /// `after` for what follows; absent: these are the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A payer told the bank that a payment is not theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dispute {
    /// Its id.
    pub id: DisputeId,
    /// About which payment.
    pub payment: PaymentId,
    /// That payment's receipt.
    pub receipt: String,
    /// By whose page it had come.
    pub provider: String,
    /// What the provider calls the dispute.
    pub reference: String,
    /// About how much.
    pub amount: Cents,
    /// How it stands.
    pub state: DisputeState,
    /// When the city heard of it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub opened_at: Timestamp,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub closed_at: Option<Timestamp>,
}

/// Answer to `GET /treasury/payouts` (treasurer, auditor): the newest first; 200 at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayoutsResponse {
    /// The payouts that were matched.
    pub payouts: Vec<Payout>,
    /// How many there are in all.
    #[serde(default)]
    pub total: u32,
    /// `after` for what follows; absent: these are the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What a provider paid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payout {
    /// Whose.
    pub provider: String,
    /// What the provider calls it.
    pub reference: String,
    /// What was taken for the city.
    pub gross: Cents,
    /// What of that the provider kept.
    pub fees: Cents,
    /// What came.
    pub net: Cents,
    /// When the bank booked it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub paid_on: Date,
    /// The statement entry that it is.
    pub entry: EntryId,
    /// How many payments it is known to be made of; 0 if they do not come to it to the cent.
    pub payments: i64,
}

/// Answer to `GET /treasury/statements` (treasurer, auditor): the newest first; 200 at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementFilesResponse {
    /// Bank files that were imported.
    pub files: Vec<StatementFile>,
    /// How many there are in all.
    #[serde(default)]
    pub total: u32,
    /// `after` for what follows; absent: these are the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A bank file that was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementFile {
    /// Its number.
    pub id: i64,
    /// What it was called.
    pub name: String,
    /// `camt.053` or `camt.054`.
    pub kind: String,
    /// The bank's name for it.
    pub message: String,
    /// Statements in it.
    pub statements: i64,
    /// Entries in it.
    pub entries: i64,
    /// What was odd about it, in the words of whoever imported it.
    pub remarks: Vec<String>,
    /// When it was imported.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub imported_at: Timestamp,
    /// Whether it was taken over to its end; if not, it goes on when the file comes again.
    pub done: bool,
}

/// `?limit=&after=` of a list of the treasury's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageQuery {
    /// At most 200 (50).
    pub limit: Option<u32>,
    /// What follows this one: an answer's `next`.
    pub after: Option<String>,
}

/// Answer to `GET /treasury/credits` (treasurer, auditor): what was paid too much and is there for other bills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreditsResponse {
    /// Whoever has any.
    pub credits: Vec<CreditOf>,
    /// How many there are in all.
    #[serde(default)]
    pub total: u32,
    /// `after` for what follows; absent: these are the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Somebody's credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreditOf {
    /// Whose, to the books.
    pub debtor: DebtorId,
    /// As the newest bill has it.
    pub name: String,
    /// How much.
    pub credit: Cents,
}
