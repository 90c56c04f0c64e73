//! Paying on the wire: what a citizen owes and has paid, attempts to pay, and what the treasury does. Amounts are integer
//! cents; what they mean and which step may follow which is said in the domain (`money`).

pub use dimos_domain::money::{
    Account, Attempt, Bill, Method, PaidBy, Part, Payable, Payee, PaymentLine, PlanOffer, Receipt,
};

use dimos_domain::{
    ids::*,
    money::{Cents, EntryState, RefundState, RfReference},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// `GET /pay/bills` (device token): what the one who owes sees of their account. What phones keep is the domain's word.
pub type BillsResponse = Account;

/// `POST /pay/lookups` (device token): a bill by its reference and the amount printed on it. The phone sees this bill from
/// then on. Unknown, ended and wrong amount get one and the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LookupRequest {
    /// As typed.
    pub rf: String,
    /// As printed.
    pub amount: Cents,
}

/// `POST /pay/links` (device token): all bills of a person, shown to who knows the tax number and one open bill of theirs.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    /// Nine digits. Used once, kept only as a keyed hash.
    pub tax_number: String,
    /// Reference of one open bill.
    pub rf: String,
    /// Its amount as printed.
    pub amount: Cents,
}

impl std::fmt::Debug for LinkRequest {
    /// Without the tax number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinkRequest").field("rf", &self.rf).field("amount", &self.amount).finish_non_exhaustive()
    }
}

/// `POST /pay/bills/{id}/plan` (device token, Idempotency-Key): pay it by instalments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanRequest {
    /// How many.
    pub instalments: u8,
}

/// One bill as it is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillResponse {
    /// The bill.
    pub bill: Bill,
}

/// `POST /pay/attempts` (device token, Idempotency-Key = id): begin to pay on a provider's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAttemptRequest {
    /// UUIDv7, made on the phone.
    pub id: AttemptId,
    /// One of [`BillsResponse::methods`].
    pub provider: String,
    /// What for; up to 20.
    pub parts: Vec<Part>,
    /// Where the provider's page leads back to: `app` for the phone's own link, `web` for the city's page.
    pub return_to: ReturnTo,
}

/// Where a provider's page leads back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReturnTo {
    /// `dimos://pay/attempts/{id}`.
    App,
    /// `/pay/attempts/{id}` on this server.
    Web,
}

/// Answer to [`NewAttemptRequest`], to `GET /pay/attempts/{id}` and to `POST /pay/attempts/{id}/cancel`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptResponse {
    /// As it is now.
    pub attempt: Attempt,
}

/// `GET /pay/receipts` (device token): newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptsResponse {
    /// The receipts.
    pub receipts: Vec<Receipt>,
}

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
    /// Its id.
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

/// `GET /treasury/bills?kind=&q=&limit=` (clerk, cashier, treasurer, auditor).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillsQuery {
    /// Only this kind.
    pub kind: Option<BillKindCode>,
    /// A number, a department's key, a reference or a part of a name.
    pub q: Option<String>,
    /// At most 200 (50).
    pub limit: Option<u32>,
}

/// Answer to [`BillsQuery`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillListResponse {
    /// Newest first.
    pub bills: Vec<Bill>,
}

/// Answer to `POST /treasury/bills/import` (clerk, text/csv with the columns `key,kind,tax_number,name,email,description,
/// period,issued_on,due_on,tax_head,amount`; lines of one key are one bill's). Good rows are imported once, however often
/// the file comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportResponse {
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
    /// The new bill's id.
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

/// `GET /treasury/parked` (treasurer): what providers said that does not fit what was asked for, and waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParkedResponse {
    /// Oldest first.
    pub facts: Vec<ParkedFact>,
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
    /// `amount`, `currency`, `dispute`: it is another one than can be; `loss`: money is gone that was given away already.
    pub reason: String,
    /// How much.
    pub amount: Cents,
    /// In what.
    pub currency: String,
    /// When it was heard.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub at: Timestamp,
}

/// `POST /treasury/parked/{id}/decide` (treasurer, Idempotency-Key).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ParkedDecision {
    /// Take the money that came, as much as it is, for what the attempt was for; otherwise only note what was done.
    pub take: bool,
    /// What was found out; for the record.
    pub note: String,
}

/// Answer to `POST /treasury/statements` (treasurer, application/xml): what a bank file brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementResponse {
    /// The very same file was here before: nothing was done.
    pub known: bool,
    /// Statements in it.
    pub statements: u32,
    /// Entries that are new.
    pub entries: u32,
    /// Entries that were there already (by an overlapping file or a notification).
    pub seen_before: u32,
    /// New entries that found their bills by themselves.
    pub matched: u32,
    /// New entries that wait in the queue.
    pub waiting: u32,
    /// What was odd without being wrong, in the caller's language.
    pub remarks: Vec<String>,
}

/// `GET /treasury/queue?state=&q=&limit=` (treasurer): statement entries that wait for a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntriesQuery {
    /// Only this state; absent: all that wait.
    pub state: Option<EntryState>,
    /// Words of the payer, the text, a reference or an amount.
    pub q: Option<String>,
    /// At most 200 (50).
    pub limit: Option<u32>,
}

/// A statement entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// How it stands.
    pub state: EntryState,
    /// When the bank booked it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub booked_on: Date,
    /// Positive: came in; negative: went out.
    pub amount: Cents,
    /// Who paid, as the bank says; may be empty.
    pub payer: String,
    /// What the payer wrote.
    pub text: String,
    /// The bank's own reference.
    pub bank_reference: String,
    /// What it may be for, most likely first.
    pub suggestions: Vec<Suggestion>,
    /// What it was allocated to.
    pub allocations: Vec<Part>,
    /// An allocation that waits for another person's signature.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposed: Vec<Part>,
    /// Why it was put aside, in whoever's words did it; or a rule's: `debit`, `reference_unknown`, `payout_amount`, ….
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Changes with every change; for [`AllocateRequest`].
    pub version: i64,
}

/// What an entry may be for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// Which.
    pub payable: PayableId,
    /// Its reference.
    pub rf: RfReference,
    /// What is expected for it.
    pub expected: Cents,
    /// Why: `reference_mistyped`, `reference_superseded`, `reference_paid`, `reference_cancelled`, `several_references`,
    /// `bill_number`, `payer_known`, `same_amount`.
    pub reasons: Vec<String>,
}

/// Answer to [`EntriesQuery`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntriesResponse {
    /// Oldest first.
    pub entries: Vec<Entry>,
}

/// `POST /treasury/queue/{entry}/allocations` (treasurer, Idempotency-Key): say what an entry is for. What is left over
/// becomes the debtor's credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AllocateRequest {
    /// The version that was looked at; another one: 409.
    pub version: i64,
    /// What for.
    pub parts: Vec<Part>,
}

/// `POST /treasury/queue/{entry}/undo` (treasurer, Idempotency-Key): undo what was decided on an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UndoRequest {
    /// The version that was looked at; another one: 409.
    pub version: i64,
}

/// `POST /treasury/queue/{entry}/ignore` (treasurer, Idempotency-Key): put an entry aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IgnoreRequest {
    /// The version that was looked at; another one: 409.
    pub version: i64,
    /// Why; for the record.
    pub reason: String,
}

/// Answer to every act on an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryResponse {
    /// As it is now.
    pub entry: Entry,
}

/// `POST /treasury/refunds` (treasurer, Idempotency-Key = id): ask for a refund; another treasurer approves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewRefundRequest {
    /// UUIDv7.
    pub id: RefundId,
    /// Of which payment.
    pub payment: PaymentId,
    /// How much.
    pub amount: Cents,
    /// What the requester saw as refundable; another amount by now: 409.
    pub refundable: Cents,
    /// Why.
    pub reason: String,
    /// Where to, for money that goes by transfer; absent: the way it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iban: Option<String>,
}

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refund {
    /// Its id.
    pub id: RefundId,
    /// Of which payment.
    pub payment: PaymentId,
    /// How much.
    pub amount: Cents,
    /// How it stands.
    pub state: RefundState,
    /// Why.
    pub reason: String,
    /// Whether it goes by the provider it came from; otherwise by transfer.
    pub by_provider: bool,
    /// Why it was turned down, or failed: a provider's or the bank's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// Answer to `GET /treasury/payments/{id}/refundable` (treasurer, auditor).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundableResponse {
    /// What can still be asked back; for [`NewRefundRequest::refundable`].
    pub refundable: Cents,
}

/// Answer to `POST /treasury/refunds/answers` (treasurer, application/xml): what the bank made of an order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswersResponse {
    /// Transfers that the bank turned down: their money is back where it was.
    pub failed: u32,
    /// Transfers that it took on or has made; the statement will show them.
    pub under_way: u32,
    /// Transfers of which nothing new is known.
    pub unchanged: u32,
}

/// Answer to [`NewRefundRequest`] and to every act on a refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundResponse {
    /// As it is now.
    pub refund: Refund,
}

/// `GET /treasury/refunds`: open ones first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundsResponse {
    /// The refunds.
    pub refunds: Vec<Refund>,
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
