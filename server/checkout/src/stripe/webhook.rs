//! What Stripe posts to us. The signature first, then only the fields that are needed; what is new is passed over.

use super::read::{Refund, Session, time};
use crate::{
    Currency, DisputeCode, DisputeNews, EventCode, Fact, Moved, OrderStatus, ProviderError, Secret, TransactionCode,
    Webhook, WebhookError, signature,
};
use axum::http::HeaderMap;
use jiff::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

/// The header that carries the signature.
pub const HEADER: &str = "Stripe-Signature";

#[derive(Deserialize)]
struct Event<'a> {
    id: EventCode,
    r#type: String,
    created: i64,
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    object: &'a RawValue,
}

#[derive(Deserialize)]
struct Charge {
    payment_intent: Option<TransactionCode>,
    amount_refunded: Moved,
}

#[derive(Deserialize)]
struct Dispute {
    id: DisputeCode,
    payment_intent: Option<TransactionCode>,
    amount: Moved,
    currency: Currency,
    status: String,
}

/// Checks and reads a webhook.
pub fn read(secrets: &[Secret], headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Webhook, WebhookError> {
    signature::check_request(secrets, (headers, HEADER), body, now)?;
    let event: Event<'_> = serde_json::from_slice(body).map_err(|_| WebhookError::NotReadable("not an event"))?;
    let fact = fact(&event)?;
    Ok(Webhook { event: event.id, fact })
}

fn fact(event: &Event<'_>) -> Result<Fact, WebhookError> {
    Ok(match event.r#type.as_str() {
        "checkout.session.completed" | "checkout.session.async_payment_succeeded" => {
            of_session(event, |session| match session.status()? {
                OrderStatus::Paid(_) => Ok(OrderStatus::Paid(session.paid(event.created)?)),
                other => Ok(other),
            })?
        }
        "checkout.session.async_payment_failed" => {
            of_session(event, |_| Ok(OrderStatus::Failed { reason: "async_payment_failed".to_owned() }))?
        }
        "checkout.session.expired" => of_session(event, |_| Ok(OrderStatus::Expired))?,
        "charge.refunded" => {
            let charge: Charge = object(event)?;
            let total = charge.amount_refunded.cents();
            charge.payment_intent.map_or_else(|| nothing(event), |transaction| Fact::GoneBack { transaction, total })
        }
        "refund.created" | "refund.updated" | "refund.failed" | "charge.refund.updated" => {
            let refund: Refund = object(event)?;
            match refund.payment_intent.clone() {
                Some(transaction) => {
                    Fact::Refund { refund: refund.metadata.refund(), transaction, status: refund.status() }
                }
                None => nothing(event),
            }
        }
        "charge.dispute.created" => of_dispute(event, |_| DisputeNews::Opened)?,
        "charge.dispute.closed" => of_dispute(event, |status| match status {
            "lost" => DisputeNews::Lost,
            _ => DisputeNews::Won,
        })?,
        _ => nothing(event),
    })
}

/// Nothing of ours: also what names no payment, as each that our pages took has one.
fn nothing(event: &Event<'_>) -> Fact {
    Fact::Nothing { kind: event.r#type.clone() }
}

fn object<T: DeserializeOwned>(event: &Event<'_>) -> Result<T, WebhookError> {
    serde_json::from_str(event.data.object.get())
        .map_err(|_| WebhookError::NotReadable("not the object that was expected"))
}

fn of_session(
    event: &Event<'_>,
    status: impl FnOnce(&Session) -> Result<OrderStatus, ProviderError>,
) -> Result<Fact, WebhookError> {
    let session: Session = object(event)?;
    let status = status(&session).map_err(|_| WebhookError::NotReadable("a session that lacks something"))?;
    Ok(Fact::Order { attempt: session.attempt(), order: session.id, status })
}

fn of_dispute(event: &Event<'_>, news: impl FnOnce(&str) -> DisputeNews) -> Result<Fact, WebhookError> {
    let dispute: Dispute = object(event)?;
    if dispute.status.starts_with("warning_") {
        // A question of the payer's bank: no money is held back.
        return Ok(nothing(event));
    }
    let Some(transaction) = dispute.payment_intent else { return Ok(nothing(event)) };
    Ok(Fact::Dispute {
        news: news(&dispute.status),
        dispute: dispute.id,
        transaction,
        amount: dispute.amount.cents(),
        currency: dispute.currency,
        at: time(event.created).map_err(|_| WebhookError::NotReadable("a time out of range"))?,
    })
}
