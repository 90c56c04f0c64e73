//! Statement entries that wait for a person, and what a person can say that they are, on the wire.

use super::Part;
use dimos_domain::{
    ids::*,
    money::{Cents, EntryState, RfReference},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `GET /treasury/queue?state=&q=&limit=&after=` (treasurer): statement entries that wait for a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntriesQuery {
    /// Only this state; absent: all that wait.
    pub state: Option<EntryState>,
    /// Words of the payer, the text, a reference or an amount.
    pub q: Option<String>,
    /// At most 200 (50).
    pub limit: Option<u32>,
    /// What follows this one: an answer's `next`.
    pub after: Option<String>,
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
    /// Refunds of ours whose money this may be, come back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<RefundId>,
    /// What waits for another person's signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<EntryAct>,
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
    /// How many there are in all.
    #[serde(default)]
    pub total: u32,
    /// `after` for what follows; absent: these are the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
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

/// `POST /treasury/queue/{entry}/payout` (treasurer, Idempotency-Key): an entry is a provider's payout, as its report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PayoutRequest {
    /// The version that was looked at; another one: 409.
    pub version: i64,
    /// Whose payout: `stripe`, `viva`.
    pub provider: String,
    /// What the provider calls it.
    pub reference: String,
    /// What was taken for the city, less what went back; what did not come is the provider's fee.
    pub gross: Cents,
}

/// `POST /treasury/queue/{entry}/returned-refund` (treasurer, Idempotency-Key): an entry is the money of a refund, sent back
/// by the payee's bank. What the refund had taken is paid again, and can be refunded anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnedRefundRequest {
    /// The version that was looked at; another one: 409.
    pub version: i64,
    /// Which refund.
    pub refund: RefundId,
}

/// `POST /treasury/queue/{entry}/deposit` (treasurer, Idempotency-Key): an entry is cash, taken from desks to the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DepositRequest {
    /// The version that was looked at; another one: 409.
    pub version: i64,
    /// From which desks: in all, as much as came.
    pub desks: Vec<DeskPart>,
}

/// What of a deposit was in one desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeskPart {
    /// Which desk, as [`Desk::desk`].
    pub desk: String,
    /// How much.
    pub amount: Cents,
}

/// `POST /treasury/queue/{entry}/charge` (treasurer, Idempotency-Key): an entry is a charge of the bank's, or one given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChargeRequest {
    /// The version that was looked at; another one: 409.
    pub version: i64,
}

/// What somebody says that an entry is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum EntryAct {
    /// Citizens' money, for these; see [`AllocateRequest`].
    Allocate {
        /// What for.
        parts: Vec<Part>,
    },
    /// A provider's payout; see [`PayoutRequest`].
    Payout {
        /// Whose.
        provider: String,
        /// What the provider calls it.
        reference: String,
        /// What was taken for the city, less what went back.
        gross: Cents,
    },
    /// A refund that came back; see [`ReturnedRefundRequest`].
    ReturnedRefund {
        /// Which.
        refund: RefundId,
    },
    /// Cash; see [`DepositRequest`].
    Deposit {
        /// From which desks.
        desks: Vec<DeskPart>,
    },
    /// The bank's charge; see [`ChargeRequest`].
    Charge {},
    /// None of the citizens' money; see [`IgnoreRequest`].
    Ignore {
        /// Why.
        reason: String,
    },
}

/// Answer to every act on an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryResponse {
    /// As it is now.
    pub entry: Entry,
}

/// Answer to `GET /treasury/desks` (treasurer, auditor): what is in the cash desks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DesksResponse {
    /// Those that hold anything, by name.
    pub desks: Vec<Desk>,
}

/// A cash desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Desk {
    /// The id of the cashier's account.
    pub desk: String,
    /// The account's name.
    pub name: String,
    /// What the books say is in it.
    pub held: Cents,
}
