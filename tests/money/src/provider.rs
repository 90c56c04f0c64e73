//! The provider as the server meets it: calls are lost before or after their effect, as the world's mood has it.

use crate::outside::{Page, World, order_code};
use axum::http::HeaderMap;
use dimos_checkout::{
    Abilities, Answer, Cancels, Method, NewOrder, NewRefund, OpenedOrder, OrderRef, OrderStatus, PaymentProvider,
    ProviderError, ProviderName, RefundRef, RefundSeen, RefundStatus, Refunds, TransactionCode, Webhook, WebhookError,
    Webhooks,
};
use jiff::Timestamp;
use std::{
    sync::{Mutex, MutexGuard},
    time::Duration,
};

/// The world outside, as everybody reaches it.
#[derive(Debug)]
pub struct Outside(pub Mutex<World>);

/// How a call fares.
enum Luck {
    Good,
    Before(ProviderError),
    After(ProviderError),
}

impl Outside {
    /// The world.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }
}

fn luck(world: &mut World) -> Luck {
    let why = "bad luck";
    if !world.chance(world.mood.lost) {
        return Luck::Good;
    }
    match world.rng.u8(..6) {
        0 => Luck::Before(ProviderError::Unreachable { why }),
        1 => Luck::Before(ProviderError::NoAnswer { why }),
        2 => Luck::Before(ProviderError::Refused { code: "not_today".to_owned() }),
        3 => Luck::After(ProviderError::Malformed { why: why.to_owned() }),
        _ => Luck::After(ProviderError::NoAnswer { why }),
    }
}

/// A call with an effect and an answer.
fn lucky<T>(world: &mut World, effect: impl FnOnce(&mut World) -> T) -> Result<T, ProviderError> {
    match luck(world) {
        Luck::Good => Ok(effect(world)),
        Luck::Before(cause) => Err(cause),
        Luck::After(cause) => {
            effect(world);
            Err(cause)
        }
    }
}

impl PaymentProvider for Outside {
    fn name(&self) -> ProviderName {
        ProviderName::Sandbox
    }

    fn abilities(&self) -> Abilities {
        let methods = &[Method::Card, Method::Bank];
        Abilities { methods, refunds: Refunds::Parts, cancels: Cancels::Yes, webhooks: Webhooks::Signed }
    }

    fn open<'a>(&'a self, order: &'a NewOrder, _: Duration) -> Answer<'a, OpenedOrder> {
        Box::pin(async move {
            let (code, expires_at) = (order_code(order.attempt), order.expires_at);
            lucky(&mut self.world(), |world| {
                world.opened(order);
                let checkout_url = format!("https://bank.example/{code}");
                OpenedOrder { code: code.parse().unwrap(), checkout_url, expires_at }
            })
        })
    }

    fn ask<'a>(&'a self, order: &'a OrderRef, _: Duration) -> Answer<'a, OrderStatus> {
        Box::pin(async move {
            let mut world = self.world();
            let answer = lucky(&mut world, |world| world.status(order.attempt));
            world.story.push(format!("  asked about {}: {answer:?}", order.attempt));
            answer
        })
    }

    fn cancel<'a>(&'a self, order: &'a OrderRef, _: Duration) -> Answer<'a, OrderStatus> {
        Box::pin(async move {
            lucky(&mut self.world(), |world| {
                let page = world.orders.get_mut(&order.attempt).map(|order| &mut order.page);
                match page {
                    Some(page @ (Page::Open | Page::Declined)) => {
                        *page = Page::Closed;
                        OrderStatus::Cancelled
                    }
                    _ => world.status(order.attempt),
                }
            })
        })
    }

    fn refund<'a>(&'a self, refund: &'a NewRefund, _: Duration) -> Answer<'a, RefundStatus> {
        Box::pin(async move {
            let mut world = self.world();
            let answer = lucky(&mut world, |world| world.gives(refund)).and_then(|done| done);
            world.story.push(format!("  told of refund {}: {answer:?}", refund.refund));
            answer
        })
    }

    fn ask_refund<'a>(&'a self, refund: &'a RefundRef, _: Duration) -> Answer<'a, RefundStatus> {
        Box::pin(async move {
            let mut world = self.world();
            let answer = lucky(&mut world, |world| world.giving(refund.refund));
            world.story.push(format!("  asked about refund {}: {answer:?}", refund.refund));
            answer
        })
    }

    fn refunds<'a>(
        &'a self,
        _: &'a OrderRef,
        transaction: &'a TransactionCode,
        _: Duration,
    ) -> Answer<'a, Vec<RefundSeen>> {
        Box::pin(async move { lucky(&mut self.world(), |world| world.givings_of(transaction.as_str())) })
    }

    /// A letter is the number of what was written.
    fn read_webhook(&self, headers: &HeaderMap, body: &[u8], _: Timestamp) -> Result<Webhook, WebhookError> {
        match headers.get("signature").and_then(|value| value.to_str().ok()) {
            Some("good") => {
                let number: usize = std::str::from_utf8(body).unwrap().parse().unwrap();
                Ok(self.world().written[number].clone())
            }
            Some("stale") => Err(WebhookError::Stale),
            Some("future") => Err(WebhookError::Future),
            Some(_) => Err(WebhookError::WrongSignature),
            None => Err(WebhookError::NoSignature),
        }
    }
}
