//! What a provider tells by itself.

use crate::{Currency, DisputeCode, EventCode, OrderCode, OrderStatus, RefundStatus, TransactionCode};
use dimos_domain::{
    ids::{AttemptId, RefundId},
    money::Cents,
};
use jiff::Timestamp;

/// No provider's webhook is longer, in bytes. Refuse a longer one before it is read.
pub const LONGEST_WEBHOOK: usize = 256 * 1024;

/// A webhook that was read. It may come again, late, or before the news that goes before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The same again is the same news: the key of the inbox, with the provider's name.
    pub event: EventCode,
    /// What happened.
    pub fact: Fact,
}

/// What happened, in the provider's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Something happened to an order; the webhook is not proof, so ask.
    AskAgain {
        /// Which order.
        order: OrderCode,
        /// The payment it named, to be handed on in [`crate::OrderRef`].
        transaction: Option<TransactionCode>,
    },
    /// How an order stands now.
    Order {
        /// Our attempt, as we named it when the order was opened.
        attempt: Option<AttemptId>,
        /// Which order.
        order: OrderCode,
        /// How it stands.
        status: OrderStatus,
    },
    /// How a refund stands now.
    Refund {
        /// Our refund, as we named it; none for one that was made on the provider's own desk.
        refund: Option<RefundId>,
        /// Of which payment.
        transaction: TransactionCode,
        /// How it stands.
        status: RefundStatus,
    },
    /// Money of a payment went back, all refunds of it together. Says nothing of single refunds: ask for those.
    GoneBack {
        /// Of which payment.
        transaction: TransactionCode,
        /// So much in all.
        total: Cents,
    },
    /// The payer's bank wants a payment back.
    Dispute {
        /// Which dispute.
        dispute: DisputeCode,
        /// Of which payment.
        transaction: TransactionCode,
        /// How much of it.
        amount: Cents,
        /// In what.
        currency: Currency,
        /// How it stands.
        news: DisputeNews,
        /// When, in the provider's word.
        at: Timestamp,
    },
    /// Genuine, and of no concern to us.
    Nothing {
        /// What kind of event.
        kind: String,
    },
}

/// How a dispute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeNews {
    /// The money is held back.
    Opened,
    /// It stays with the city.
    Won,
    /// It goes back to the payer.
    Lost,
}
