//! Stripe Checkout, over its public API: sessions, the fee of their payment, refunds, signed webhooks. A session is our
//! order, its payment intent the transaction. Only the few fields that are needed are read, so that another version of
//! the API does no harm (arlyon/async-stripe#347).

mod read;
mod webhook;

use crate::{
    Abilities, Answer, Cancels, Method, NewOrder, NewRefund, OpenedOrder, OrderRef, OrderStatus, PaymentProvider,
    ProviderError, ProviderName, RefundRef, RefundSeen, RefundStatus, Refunds, Secret, SetUpError, TransactionCode,
    Webhook, WebhookError, Webhooks,
    line::{self, Answered, Line},
};
use axum::http::HeaderMap;
use jiff::Timestamp;
use read::{Listed, Refund, Session};
use reqwest::{Method as Verb, RequestBuilder};
use serde_json::Value;
use std::time::Duration;

/// Stripe's own address.
pub const LIVE: &str = "https://api.stripe.com";
/// The version of the API that the requests were written for.
const VERSION: &str = "2024-06-20";
const SESSIONS: [&str; 3] = ["v1", "checkout", "sessions"];
const REFUNDS: [&str; 2] = ["v1", "refunds"];
/// What Stripe says of a key that came with other parameters before.
const KEY_USED: [&str; 1] = ["idempotency_error"];
/// Refunds of one payment that are looked at, a hundred at a time: more nobody makes by hand.
const MOST_PAGES: usize = 10;
/// The payment with its fee, in the session's answer.
const WITH_FEE: [(&str, &str); 1] = [("expand[]", "payment_intent.latest_charge.balance_transaction")];

/// How to reach an account at Stripe.
#[derive(Debug, Clone)]
pub struct Config {
    /// [`LIVE`], or where a mock answers.
    pub api: String,
    /// The secret (or restricted) key.
    pub key: Secret,
    /// The webhook's secrets: two while one is being replaced.
    pub webhook_secrets: Vec<Secret>,
}

/// Stripe.
#[derive(Debug)]
pub struct StripeProvider {
    line: Line,
    key: Secret,
    webhook_secrets: Vec<Secret>,
}

impl StripeProvider {
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// [`SetUpError`]: no `https` address, no key.
    pub fn new(config: Config) -> Result<Self, SetUpError> {
        config.key.check("Stripe key")?;
        config.webhook_secrets.iter().try_for_each(|secret| secret.check("Stripe webhook secret"))?;
        Ok(Self { line: Line::new(&config.api)?, key: config.key, webhook_secrets: config.webhook_secrets })
    }

    fn request(&self, verb: Verb, path: &[&str], query: &[(&str, &str)]) -> RequestBuilder {
        let request = self.line.request(verb, path, query);
        request.bearer_auth(self.key.reveal()).header("Stripe-Version", VERSION)
    }

    fn post(&self, path: &[&str], key: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        line::form(self.request(Verb::POST, path, &[]).header("Idempotency-Key", key), fields)
    }

    async fn open_session(&self, order: &NewOrder, within: Duration) -> Result<OpenedOrder, ProviderError> {
        let attempt = order.attempt.to_string();
        let (amount, expires) = (order.amount.get().to_string(), order.expires_at.as_second().to_string());
        let currency = order.currency.as_str().to_ascii_lowercase();
        let fields = [
            ("mode", "payment"),
            ("client_reference_id", attempt.as_str()),
            ("success_url", &order.return_to),
            ("cancel_url", &order.give_up_to),
            ("locale", order.language.tag()),
            ("expires_at", &expires),
            ("payment_method_types[0]", "card"),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", &currency),
            ("line_items[0][price_data][unit_amount]", &amount),
            ("line_items[0][price_data][product_data][name]", &order.description),
            ("metadata[attempt]", &attempt),
            ("payment_intent_data[description]", &order.reference),
            ("payment_intent_data[metadata][attempt]", &attempt),
        ];
        let answered = line::send(self.post(&SESSIONS, &attempt, &fields), within).await?;
        answered.read::<Session>(code_of).map_err(|error| error.or_key_used(&KEY_USED))?.opened()
    }

    async fn session(&self, order: &OrderRef, within: Duration) -> Result<OrderStatus, ProviderError> {
        // Without its name a session cannot be found; nor could anybody have paid by it.
        let Some(code) = &order.code else { return Ok(OrderStatus::NotKnown) };
        let path = [SESSIONS.as_slice(), &[code.as_str()]].concat();
        let answered = line::send(self.request(Verb::GET, &path, &WITH_FEE), within).await?;
        if answered.is_missing() {
            return Ok(OrderStatus::NotKnown);
        }
        answered.read::<Session>(code_of)?.status()
    }

    async fn expire(&self, order: &OrderRef, within: Duration) -> Result<OrderStatus, ProviderError> {
        let Some(code) = &order.code else { return Ok(OrderStatus::NotKnown) };
        let path = [SESSIONS.as_slice(), &[code.as_str(), "expire"]].concat();
        let request = self.request(Verb::POST, &path, &WITH_FEE);
        let status = match line::send(request, within).await?.read::<Session>(code_of) {
            Ok(session) => session.status()?,
            // Complete or expired already: which of the two decides over money.
            Err(ProviderError::Refused { .. }) => return self.session(order, within).await,
            Err(other) => return Err(other),
        };
        Ok(if status == OrderStatus::Expired { OrderStatus::Cancelled } else { status })
    }

    async fn send_back(&self, refund: &NewRefund, within: Duration) -> Result<RefundStatus, ProviderError> {
        let (id, amount) = (refund.refund.to_string(), refund.amount.get().to_string());
        let fields = [
            ("payment_intent", refund.transaction.as_str()),
            ("amount", &amount),
            ("metadata[refund]", &id),
            ("metadata[attempt]", &refund.order.attempt.to_string()),
        ];
        let answered = line::send(self.post(&REFUNDS, &id, &fields), within).await?;
        Ok(answered.read::<Refund>(code_of).map_err(|error| error.or_key_used(&KEY_USED))?.status())
    }

    async fn find_refund(&self, refund: &RefundRef, within: Duration) -> Result<RefundStatus, ProviderError> {
        if let Some(code) = &refund.code {
            let path = [REFUNDS.as_slice(), &[code.as_str()]].concat();
            let answered = line::send(self.request(Verb::GET, &path, &[]), within).await?;
            return found(&answered, |answered| Ok(answered.read::<Refund>(code_of)?.status()));
        }
        let answered = line::send(self.listing(&refund.transaction, None), within).await?;
        found(&answered, |answered| {
            let listed = answered.read::<Listed>(code_of)?;
            Ok(match listed.data.into_iter().find(|one| one.metadata.refund() == Some(refund.refund)) {
                Some(refund) => refund.status(),
                None if listed.has_more => RefundStatus::Pending { code: None },
                None => RefundStatus::NotKnown,
            })
        })
    }

    fn listing(&self, transaction: &TransactionCode, after: Option<&str>) -> RequestBuilder {
        let mut query = vec![("payment_intent", transaction.as_str()), ("limit", "100")];
        query.extend(after.map(|code| ("starting_after", code)));
        self.request(Verb::GET, &REFUNDS, &query)
    }

    async fn list(&self, transaction: &TransactionCode, within: Duration) -> Result<Vec<RefundSeen>, ProviderError> {
        let mut seen = Vec::new();
        let mut after: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let answered = line::send(self.listing(transaction, after.as_deref()), within).await?;
            let Listed { data, has_more } = match answered.is_missing() {
                true => return Ok(seen),
                false => answered.read(code_of)?,
            };
            after = data.last().map(|refund| refund.id().to_owned());
            seen.extend(data.into_iter().map(|one| RefundSeen { refund: one.metadata.refund(), status: one.status() }));
            if !has_more || after.is_none() {
                return Ok(seen);
            }
        }
        Err(ProviderError::malformed("refunds without an end"))
    }
}

fn found(
    answered: &Answered,
    read: impl FnOnce(&Answered) -> Result<RefundStatus, ProviderError>,
) -> Result<RefundStatus, ProviderError> {
    if answered.is_missing() { Ok(RefundStatus::NotKnown) } else { read(answered) }
}

/// Stripe says `decline_code`, or `code`, or at least a `type`.
fn code_of(said: &Value) -> Option<&str> {
    let error = said.get("error")?;
    ["decline_code", "code", "type"].iter().find_map(|name| error.get(name)?.as_str())
}

impl PaymentProvider for StripeProvider {
    fn name(&self) -> ProviderName {
        ProviderName::Stripe
    }

    fn abilities(&self) -> Abilities {
        Abilities {
            methods: &[Method::Card],
            refunds: Refunds::Parts,
            cancels: Cancels::Yes,
            webhooks: Webhooks::Signed,
        }
    }

    fn open<'a>(&'a self, order: &'a NewOrder, within: Duration) -> Answer<'a, OpenedOrder> {
        Box::pin(self.open_session(order, within))
    }

    fn ask<'a>(&'a self, order: &'a OrderRef, within: Duration) -> Answer<'a, OrderStatus> {
        Box::pin(self.session(order, within))
    }

    fn cancel<'a>(&'a self, order: &'a OrderRef, within: Duration) -> Answer<'a, OrderStatus> {
        Box::pin(self.expire(order, within))
    }

    fn refund<'a>(&'a self, refund: &'a NewRefund, within: Duration) -> Answer<'a, RefundStatus> {
        Box::pin(self.send_back(refund, within))
    }

    fn ask_refund<'a>(&'a self, refund: &'a RefundRef, within: Duration) -> Answer<'a, RefundStatus> {
        Box::pin(self.find_refund(refund, within))
    }

    fn refunds<'a>(
        &'a self,
        _: &'a OrderRef,
        transaction: &'a TransactionCode,
        within: Duration,
    ) -> Answer<'a, Vec<RefundSeen>> {
        Box::pin(self.list(transaction, within))
    }

    fn read_webhook(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Webhook, WebhookError> {
        webhook::read(&self.webhook_secrets, headers, body, now)
    }
}
