//! What the treasury does on the wire: bills, cash, statements, refunds, the books.

use super::*;
use dimos_domain::{ids::*, money::Cents};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// One line of a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BillLine {
    /// Whose revenue.
    pub tax_head: TaxHeadCode,
    /// In words; may be empty.
    #[serde(default)]
    pub text: String,
    /// How much.
    pub amount: Cents,
}

/// `POST /treasury/bills` (clerk, Idempotency-Key): issue a bill.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewBillRequest {
    /// Its id: UUIDv7, made by who issues it.
    pub id: BillId,
    /// The issuing department's own key: the same key never becomes two bills.
    pub key: String,
    /// Which kind.
    pub kind: BillKindCode,
    /// Who owes: nine digits, or nothing for a bill that is open to whoever has its reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_number: Option<String>,
    /// Who owes, in words; printed on the slip.
    pub name: String,
    /// For reminders and receipts; may be absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What exactly it is for.
    #[serde(default)]
    pub description: String,
    /// For which period.
    #[serde(default)]
    pub period: String,
    /// When it is issued; absent: today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub issued_on: Option<Date>,
    /// Until when it is to be paid; absent: by the kind's days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub due_on: Option<Date>,
    /// What it is made of.
    pub lines: Vec<BillLine>,
}

impl std::fmt::Debug for NewBillRequest {
    /// Without the person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewBillRequest")
            .field("id", &self.id)
            .field("key", &self.key)
            .field("kind", &self.kind)
            .field("lines", &self.lines)
            .finish_non_exhaustive()
    }
}

/// `GET /treasury/bills?kind=&q=&limit=&after=` (clerk, cashier, treasurer, auditor).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillsQuery {
    /// Only this kind.
    pub kind: Option<BillKindCode>,
    /// A number, a department's key, a reference or a part of a name.
    pub q: Option<String>,
    /// At most 200 (50).
    pub limit: Option<u32>,
    /// What follows this one: an answer's `next`.
    pub after: Option<String>,
}

/// Answer to [`BillsQuery`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillListResponse {
    /// Newest first.
    pub bills: Vec<Bill>,
    /// How many there are in all.
    #[serde(default)]
    pub total: u32,
    /// `after` for what follows; absent: these are the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Answer to `POST /treasury/bills/import` (clerk, text/csv with the columns `key,kind,tax_number,name,email,description,
/// period,issued_on,due_on,tax_head,amount`; lines of one key are one bill's). Good rows are imported once, however often
/// the file comes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportResponse {
    /// Rows that were read, the heading and empty ones not counted: each is a line of a bill that is new or known, or refused.
    pub rows: u32,
    /// Bills that are new.
    pub issued: u32,
    /// Bills that were there already, and the same.
    pub known: u32,
    /// Rows that were refused.
    pub refused: Vec<RefusedRow>,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefusedRow {
    /// Line in the file, from 1, the heading included.
    pub line: u64,
    /// Why, in the caller's language.
    pub reason: String,
}

/// `POST /treasury/bills/{id}/amend` (clerk, Idempotency-Key): a new bill supersedes this one; what was paid goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AmendRequest {
    /// The new bill's id: UUIDv7.
    pub id: BillId,
    /// What it is made of now.
    pub lines: Vec<BillLine>,
    /// Why; for the record.
    pub reason: String,
}

/// `POST /treasury/bills/{id}/cancel`, `/treasury/refunds/{id}/reject` and the like (Idempotency-Key).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReasonRequest {
    /// Why; for the record.
    pub reason: String,
}

/// `POST /treasury/cash` (cashier, Idempotency-Key = id): cash is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CashRequest {
    /// UUIDv7, made by the desk.
    pub id: PaymentId,
    /// What for.
    pub parts: Vec<Part>,
}

/// Answer to [`CashRequest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CashResponse {
    /// The receipt.
    pub receipt: Receipt,
}

/// `GET /treasury/parked` (treasurer, auditor): what providers said that does not fit what was asked for, and waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParkedResponse {
    /// Oldest first.
    pub facts: Vec<ParkedFact>,
    /// How many there are in all.
    #[serde(default)]
    pub total: u32,
    /// `after` for what follows; absent: these are the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A fact that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParkedFact {
    /// Its number.
    pub id: i64,
    /// Who says so.
    pub provider: String,
    /// Of which attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<AttemptId>,
    /// `amount`, `currency`, `dispute`: it is another one than can be; `loss`: money is gone that was given away already;
    /// `gone_back`: it was given back at the provider's own desk; `came_back`: that failed later; `mute`: the provider does
    /// not say whether it was paid; `unplaced`: it speaks of what nobody here knows; `unreadable`: it was kept and cannot
    /// be read any more.
    pub reason: String,
    /// What the provider calls it, to be looked for on its pages.
    #[serde(default)]
    pub reference: String,
    /// How much.
    pub amount: Cents,
    /// In what.
    pub currency: String,
    /// When it was heard.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub at: Timestamp,
    /// The treasurer who would take it, where a second one must say the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<String>,
}

/// `POST /treasury/parked/{id}/decide` (treasurer, Idempotency-Key).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ParkedDecision {
    /// Book it: take the money that came, as much as it is, for what the attempt was for (`amount`, `mute`), or as given
    /// back (`gone_back`). Otherwise only note what was done.
    pub take: bool,
    /// For `mute`: what the provider's pages call the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction: Option<String>,
    /// What was found out; for the record.
    pub note: String,
}

/// Answer to `GET /treasury/trial-balance?until=` (auditor, treasurer).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialBalanceResponse {
    /// By kind of account (and tax head, provider, bank account), debit positive.
    pub accounts: Vec<AccountBalance>,
    /// Their sum: zero.
    pub total: Cents,
    /// Entries in the journal.
    pub entries: i64,
}

/// One line of a trial balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountBalance {
    /// `receivable`, `revenue:cleaning`, `bank:GR…`, …
    pub account: String,
    /// Everything debited.
    pub debit: Cents,
    /// Everything credited, positive.
    pub credit: Cents,
    /// Debit less credit.
    pub balance: Cents,
}

/// Answer to `POST /treasury/days/{day}/close` (treasurer).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayCloseResponse {
    /// Which day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub day: Date,
    /// Entries of that day.
    pub entries: i64,
    /// Receipts of that day.
    pub receipts: i64,
    /// What came in.
    pub received: Cents,
    /// The hash of the day's last entry, hex: whoever keeps it can prove later that nothing before it was changed.
    pub hash: String,
}
