//! The few fields of Stripe's answers that are needed.

use crate::{
    Currency, Moved, OpenedOrder, OrderCode, OrderStatus, Paid, ProviderError, RefundCode, RefundStatus,
    TransactionCode,
};
use dimos_domain::{
    ids::{AttemptId, RefundId},
    money::Cents,
};
use jiff::Timestamp;
use serde::Deserialize;

/// What Stripe tells by name, or whole where it was asked to.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Named<T> {
    Name(TransactionCode),
    Whole(Box<T>),
}

/// What we wrote on a thing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Metadata {
    attempt: Option<String>,
    refund: Option<String>,
}

impl Metadata {
    pub fn attempt(&self) -> Option<AttemptId> {
        self.attempt.as_deref()?.parse().ok()
    }

    pub fn refund(&self) -> Option<RefundId> {
        self.refund.as_deref()?.parse().ok()
    }
}

/// A checkout session.
#[derive(Debug, Deserialize)]
pub struct Session {
    pub id: OrderCode,
    url: Option<String>,
    status: Option<String>,
    payment_status: String,
    created: i64,
    expires_at: i64,
    amount_total: Option<Moved>,
    currency: Option<Currency>,
    payment_intent: Option<Named<Intent>>,
    client_reference_id: Option<String>,
    #[serde(default)]
    metadata: Option<Metadata>,
}

#[derive(Debug, Deserialize)]
pub struct Intent {
    id: TransactionCode,
    status: Option<String>,
    last_payment_error: Option<Failure>,
    latest_charge: Option<Charge>,
}

#[derive(Debug, Deserialize)]
struct Failure {
    decline_code: Option<String>,
    code: Option<String>,
}

/// The charge of a payment; its fee is there once Stripe has booked it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Charge {
    Whole { created: i64, balance_transaction: Option<Balance> },
    Name(#[expect(dead_code, reason = "told by name only: nothing to be learnt")] String),
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Balance {
    Whole { fee: Cents },
    Name(#[expect(dead_code, reason = "told by name only: nothing to be learnt")] String),
}

impl Session {
    /// As it was opened.
    pub fn opened(self) -> Result<OpenedOrder, ProviderError> {
        let checkout_url = self.url.ok_or_else(|| ProviderError::malformed("a session without a page"))?;
        Ok(OpenedOrder { code: self.id, checkout_url, expires_at: time(self.expires_at)? })
    }

    pub fn attempt(&self) -> Option<AttemptId> {
        let named = self.client_reference_id.as_deref().and_then(|id| id.parse().ok());
        named.or_else(|| self.metadata.as_ref()?.attempt())
    }

    /// How it stands.
    pub fn status(&self) -> Result<OrderStatus, ProviderError> {
        Ok(match (self.payment_status.as_str(), self.status.as_deref()) {
            ("paid", _) => OrderStatus::Paid(self.paid(self.created)?),
            (_, Some("expired")) => OrderStatus::Expired,
            // The payer is through, and the money did not come: only a payment by bank fails this late.
            (_, Some("complete")) => match self.failure() {
                Some(reason) => OrderStatus::Failed { reason },
                None => OrderStatus::Pending,
            },
            _ => OrderStatus::Pending,
        })
    }

    /// What was paid; `told` at is when, if the session says no better.
    pub fn paid(&self, told: i64) -> Result<Paid, ProviderError> {
        let missing = |what: &str| ProviderError::malformed(format!("a paid session without {what}"));
        let (transaction, charge) = match self.payment_intent.as_ref().ok_or_else(|| missing("a payment"))? {
            Named::Name(code) => (code, None),
            Named::Whole(intent) => (&intent.id, intent.latest_charge.as_ref()),
        };
        let (at, fee) = match charge {
            Some(Charge::Whole { created, balance_transaction: Some(Balance::Whole { fee }) }) => {
                (*created, Some(*fee))
            }
            Some(Charge::Whole { created, .. }) => (*created, None),
            _ => (told, None),
        };
        Ok(Paid {
            transaction: transaction.clone(),
            amount: self.amount_total.ok_or_else(|| missing("an amount"))?.cents(),
            currency: self.currency.ok_or_else(|| missing("a currency"))?,
            at: time(at)?,
            fee,
        })
    }

    fn failure(&self) -> Option<String> {
        let Some(Named::Whole(intent)) = &self.payment_intent else { return None };
        let given_up = matches!(intent.status.as_deref(), Some("requires_payment_method" | "canceled"));
        let failure = intent.last_payment_error.as_ref();
        let code = failure.and_then(|failure| failure.decline_code.as_ref().or(failure.code.as_ref()));
        given_up.then(|| code.map_or_else(|| "failed".to_owned(), String::clone))
    }
}

/// A refund.
#[derive(Debug, Deserialize)]
pub struct Refund {
    id: RefundCode,
    amount: Moved,
    status: Option<String>,
    failure_reason: Option<String>,
    pub payment_intent: Option<TransactionCode>,
    #[serde(default, deserialize_with = "or_default")]
    pub metadata: Metadata,
}

/// Refunds of a payment, newest first.
#[derive(Debug, Deserialize)]
pub struct Listed {
    pub data: Vec<Refund>,
    #[serde(default)]
    pub has_more: bool,
}

impl Refund {
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// How it stands.
    pub fn status(&self) -> RefundStatus {
        let code = self.id.clone();
        match self.status.as_deref() {
            Some("succeeded") => RefundStatus::Succeeded { code, amount: self.amount.cents() },
            Some(ended @ ("failed" | "canceled")) => RefundStatus::Failed {
                code: Some(code),
                reason: self.failure_reason.clone().unwrap_or_else(|| ended.to_owned()),
            },
            _ => RefundStatus::Pending { code: Some(code) },
        }
    }
}

fn or_default<'de, D: serde::Deserializer<'de>, T: Default + Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

pub fn time(unix: i64) -> Result<Timestamp, ProviderError> {
    Timestamp::from_second(unix).map_err(|_| ProviderError::malformed("a time out of range"))
}
