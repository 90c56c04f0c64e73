//! An order: one amount that one page of a provider asks for, at most once.

use crate::{Currency, Method, OrderCode, TransactionCode};
use dimos_domain::{ids::AttemptId, l10n::Language, money::Cents};
use jiff::Timestamp;

/// What a payer is sent to a provider for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// Our attempt: the idempotency key. The same attempt opens the same order.
    pub attempt: AttemptId,
    /// More than zero.
    pub amount: Cents,
    /// Always the euro today.
    pub currency: Currency,
    /// One line that the payer reads on the page; no names.
    pub description: String,
    /// The reference that the payer knows, shown on the page and in the provider's lists.
    pub reference: String,
    /// In which language the page opens.
    pub language: Language,
    /// How the payer wants to pay.
    pub method: Method,
    /// Where the payer comes back to; coming back proves nothing.
    pub return_to: String,
    /// Where a payer who gave up comes back to.
    pub give_up_to: String,
    /// Until when the page may take money. Stripe wants 30 minutes to 24 hours from the time it gets this, so give 40.
    pub expires_at: Timestamp,
}

/// An order as the provider opened it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedOrder {
    /// Its name at the provider.
    pub code: OrderCode,
    /// The page to open.
    pub checkout_url: String,
    /// Until when the page takes money.
    pub expires_at: Timestamp,
}

/// An order that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRef {
    /// Our attempt.
    pub attempt: AttemptId,
    /// Its name at the provider. Unknown where the answer to [`open`](crate::PaymentProvider::open) was lost: then nobody
    /// was ever sent to its page. Open it again with the same attempt, or let it be.
    pub code: Option<OrderCode>,
    /// A payment of it that a hint has named; checked against the order before it is believed.
    pub transaction: Option<TransactionCode>,
}

/// How an order stands, in the provider's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderStatus {
    /// Nothing final yet.
    Pending,
    /// The provider has taken the money.
    Paid(Paid),
    /// The money was taken and went back whole without a refund of ours (a reversal).
    Reversed(Paid),
    /// The last try failed. The page may still be open: a later try may succeed.
    Failed {
        /// The provider's code for the reason.
        reason: String,
    },
    /// The page closed by itself and took nothing.
    Expired,
    /// The order was cancelled and took nothing.
    Cancelled,
    /// The provider knows no such order. About an order that was paid before, this is no news: providers forget.
    NotKnown,
}

/// Money that a provider took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// The payment's name at the provider.
    pub transaction: TransactionCode,
    /// What was taken: compare with what was asked for.
    pub amount: Cents,
    /// In what: compare as well.
    pub currency: Currency,
    /// When, in the provider's word.
    pub at: Timestamp,
    /// What the provider keeps of it, where it says so already.
    pub fee: Option<Cents>,
}
