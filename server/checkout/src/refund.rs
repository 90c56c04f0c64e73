//! A refund: money back to whoever paid, by the provider that took it.

use crate::{Currency, OrderRef, RefundCode, TransactionCode};
use dimos_domain::{ids::RefundId, money::Cents};

/// What is to go back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRefund {
    /// Our refund: the idempotency key. The same refund never goes out twice.
    pub refund: RefundId,
    /// The order that was paid.
    pub order: OrderRef,
    /// The payment that goes back.
    pub transaction: TransactionCode,
    /// How much of it; more than zero.
    pub amount: Cents,
    /// What was paid, whole.
    pub paid: Cents,
    /// In what.
    pub currency: Currency,
}

/// A refund that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRef {
    /// Our refund.
    pub refund: RefundId,
    /// Its name at the provider; unknown where the answer was lost.
    pub code: Option<RefundCode>,
    /// The order that was paid.
    pub order: OrderRef,
    /// The payment that goes back.
    pub transaction: TransactionCode,
}

/// How a refund stands, in the provider's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundStatus {
    /// Taken on, or not certain yet. Not to be submitted again.
    Pending {
        /// Its name, where it is known.
        code: Option<RefundCode>,
    },
    /// The money went back.
    Succeeded {
        /// Its name.
        code: RefundCode,
        /// How much.
        amount: Cents,
    },
    /// It did not, and will not.
    Failed {
        /// Its name, where it has one.
        code: Option<RefundCode>,
        /// The provider's code for the reason.
        reason: String,
    },
    /// The provider has no trace of it: it may be submitted again, as the same refund.
    NotKnown,
}

/// A refund of a payment as its provider lists it: ours, or one that was made at the provider's own desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundSeen {
    /// Our refund, as we named it; none where nothing of ours is written on it.
    pub refund: Option<RefundId>,
    /// How it stands.
    pub status: RefundStatus,
}
