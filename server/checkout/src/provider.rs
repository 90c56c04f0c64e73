//! What every provider can be asked.

use crate::{
    NewOrder, NewRefund, OpenedOrder, OrderRef, OrderStatus, ProviderError, RefundRef, RefundSeen, RefundStatus,
    TransactionCode, Webhook, WebhookError,
};
use axum::http::HeaderMap;
use jiff::Timestamp;
use std::{fmt, pin::Pin, str::FromStr, time::Duration};

/// A call under way. Dropping it does not undo it: what was dropped may have happened.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, ProviderError>> + Send + 'a>>;

/// Someone who takes money for the city on a page of their own.
///
/// Every call ends `within` the time given. A call that says [`ProviderError::NoAnswer`] or [`ProviderError::Malformed`]
/// may have had its effect: ask, never guess. Calls are never made inside a database transaction.
pub trait PaymentProvider: Send + Sync + fmt::Debug {
    /// Who it is.
    fn name(&self) -> ProviderName;

    /// What it can do.
    fn abilities(&self) -> Abilities;

    /// Opens an order. The same attempt with the same parameters again is safe: it opens the same order, or one beside an
    /// order whose page nobody was ever sent to. A key that came with other parameters before is
    /// [`ProviderError::NoAnswer`], never a refusal: an order of it may be there.
    fn open<'a>(&'a self, order: &'a NewOrder, within: Duration) -> Answer<'a, OpenedOrder>;

    /// How an order stands. Changes nothing.
    fn ask<'a>(&'a self, order: &'a OrderRef, within: Duration) -> Answer<'a, OrderStatus>;

    /// Closes an order's page if it has taken nothing; says how the order stands then, which may be paid.
    fn cancel<'a>(&'a self, order: &'a OrderRef, within: Duration) -> Answer<'a, OrderStatus>;

    /// Sends money back. The same refund again goes out once.
    fn refund<'a>(&'a self, refund: &'a NewRefund, within: Duration) -> Answer<'a, RefundStatus>;

    /// How a refund stands. Changes nothing.
    fn ask_refund<'a>(&'a self, refund: &'a RefundRef, within: Duration) -> Answer<'a, RefundStatus>;

    /// Every refund of an order's payment, those that were made at the provider's own desk too. Changes nothing. None from
    /// who has no such desk, or tells of every refund by a signed webhook and keeps no list.
    fn refunds<'a>(
        &'a self,
        order: &'a OrderRef,
        transaction: &'a TransactionCode,
        within: Duration,
    ) -> Answer<'a, Vec<RefundSeen>> {
        let _ = (order, transaction, within);
        Box::pin(async { Ok(Vec::new()) })
    }

    /// Reads what was posted to us: the body as it came, byte for byte.
    ///
    /// # Errors
    /// [`WebhookError`]: not signed by the provider, signed too long ago or in the future, too large, not understood.
    fn read_webhook(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Webhook, WebhookError>;

    /// What a GET to the webhook's address must answer with, where the provider wants to see that before it posts there.
    fn handshake(&self, within: Duration) -> Answer<'_, Option<Handshake>> {
        let _ = within;
        Box::pin(async { Ok(None) })
    }
}

/// The providers that Dimos knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProviderName {
    /// The bank in this crate. No money moves.
    Sandbox,
    /// Stripe Checkout.
    Stripe,
    /// Viva Smart Checkout.
    Viva,
}

impl ProviderName {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sandbox, Self::Stripe, Self::Viva];

    /// As it is stored, and stands in the webhook's address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Stripe => "stripe",
            Self::Viva => "viva",
        }
    }
}

impl fmt::Display for ProviderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name of no provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a payment provider: sandbox, stripe, viva")]
pub struct UnknownProvider;

impl FromStr for ProviderName {
    type Err = UnknownProvider;

    fn from_str(text: &str) -> Result<Self, UnknownProvider> {
        Self::ALL.into_iter().find(|name| name.as_str() == text).ok_or(UnknownProvider)
    }
}

/// What a provider can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// How a payer may pay, best first; at least one.
    pub methods: &'static [Method],
    /// What can go back.
    pub refunds: Refunds,
    /// Whether an order's page can be closed.
    pub cancels: Cancels,
    /// What its webhooks are worth.
    pub webhooks: Webhooks,
}

/// How a payer pays on a provider's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// By card, or what the provider offers like one.
    Card,
    /// From a bank account: DIAS, IRIS, pay by bank.
    Bank,
}

impl Method {
    /// As it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Bank => "bank",
        }
    }
}

/// What can go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refunds {
    /// Nothing: refund by bank transfer.
    None,
    /// The whole payment only.
    Whole,
    /// Any part of it, any number of times.
    Parts,
}

/// Whether a page can be closed before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cancels {
    /// It can.
    Yes,
    /// It closes by itself only.
    No,
}

/// What a webhook is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Webhooks {
    /// Signed: it tells facts.
    Signed,
    /// Not signed: it only says that it is time to ask.
    Hints,
}

/// The answer that a provider wants to see at the webhook's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handshake {
    /// Its type.
    pub content_type: &'static str,
    /// The answer.
    pub body: String,
}
