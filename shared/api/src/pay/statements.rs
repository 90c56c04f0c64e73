//! Bank statements and refunds on the wire.

use dimos_domain::{
    ids::*,
    money::{Cents, RefundState},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

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
    /// What whoever approves it must have seen; absent for roles that neither ask nor approve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<RefundDetails>,
}

/// What whoever asks for a refund or approves it sees of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundDetails {
    /// Where the money goes.
    pub to: RefundTo,
    /// Whose account asked; a provider's name where its own desk did.
    pub requested_by: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub requested_at: Timestamp,
    /// Whose account decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub decided_at: Option<Timestamp>,
    /// How much the payment was.
    pub paid: Cents,
    /// When it was paid.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub paid_on: Date,
    /// Its receipt.
    pub receipt: String,
    /// The numbers of the bills that it was for.
    pub bills: Vec<String>,
    /// What more of the payment can be asked back, beside this refund and any other.
    pub refundable: Cents,
}

/// Where a refund's money goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum RefundTo {
    /// By the provider, back to the card or the account that it came from.
    Provider {
        /// Which.
        provider: String,
        /// What it calls the payment.
        transaction: String,
    },
    /// By transfer.
    Account {
        /// To which account.
        iban: String,
        /// Its holder.
        name: String,
    },
}

/// `POST /treasury/refunds/{id}/approve` (treasurer): names what was seen. Another amount or destination by now: 409, with
/// the refund as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApproveRefundRequest {
    /// [`Refund::amount`], as it was seen.
    pub amount: Cents,
    /// [`RefundDetails::to`], as it was seen.
    pub to: RefundTo,
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
    /// Transfers that failed here and that it says it makes after all: the statement has the last word, and a person should
    /// look at it.
    #[serde(default)]
    pub contradicted: u32,
    /// Answers to no transfer of this order.
    #[serde(default)]
    pub unknown: u32,
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
    /// How many there are in all.
    #[serde(default)]
    pub total: u32,
    /// `after` for what follows; absent: these are the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
