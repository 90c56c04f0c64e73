//! The sandbox as the city sees it: over HTTP, like any provider.

use super::wire::{
    self, NewOrderBody, NewRefundBody, OrderBody, OrderState, PaymentBody, RefundBody, RefundState, Way,
};
use crate::{
    Abilities, Answer, Cancels, Currency, DisputeCode, DisputeNews, EventCode, Fact, Method, NewOrder, NewRefund,
    OpenedOrder, OrderRef, OrderStatus, Paid, PaymentProvider, ProviderError, ProviderName, RefundRef, RefundStatus,
    Refunds, Secret, SetUpError, TransactionCode, Webhook, WebhookError, Webhooks,
    line::{self, Line},
    signature,
};
use axum::http::HeaderMap;
use dimos_domain::money::Cents;
use jiff::Timestamp;
use reqwest::{Method as Verb, RequestBuilder};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, value::RawValue};
use std::time::Duration;

/// How to reach the bank.
#[derive(Debug, Clone)]
pub struct Config {
    /// Its address, as in [`super::BankConfig`].
    pub bank: String,
    /// The key to its API.
    pub key: Secret,
    /// What its webhooks are signed with.
    pub webhook_secret: Secret,
}

/// The sandbox.
#[derive(Debug)]
pub struct SandboxProvider {
    line: Line,
    key: Secret,
    webhook_secret: [Secret; 1],
}

impl SandboxProvider {
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// [`SetUpError`]: no address, no keys.
    pub fn new(config: Config) -> Result<Self, SetUpError> {
        config.key.check("sandbox key")?;
        config.webhook_secret.check("sandbox webhook secret")?;
        Ok(Self { line: Line::new(&config.bank)?, key: config.key, webhook_secret: [config.webhook_secret] })
    }

    fn request(&self, verb: Verb, path: &[&str]) -> RequestBuilder {
        self.line.request(verb, path, &[]).bearer_auth(self.key.reveal())
    }

    /// None: the bank says that there is no such thing.
    async fn call<T: DeserializeOwned>(request: RequestBuilder, within: Duration) -> Result<Option<T>, ProviderError> {
        let answered = line::send(request, within).await?;
        if answered.is_missing() { Ok(None) } else { answered.read(code_of).map(Some) }
    }

    async fn open_order(&self, order: &NewOrder, within: Duration) -> Result<OpenedOrder, ProviderError> {
        let body = NewOrderBody {
            amount: order.amount,
            currency: order.currency,
            description: order.description.clone(),
            reference: order.reference.clone(),
            language: order.language,
            method: match order.method {
                Method::Card => Way::Card,
                Method::Bank => Way::Bank,
            },
            return_to: order.return_to.clone(),
            give_up_to: order.give_up_to.clone(),
            expires_at: order.expires_at,
        };
        let request = self.request(Verb::POST, &["api", "orders"]).header(wire::KEY, order.attempt.to_string());
        let opened: Result<Option<OrderBody>, _> = Self::call(request.json(&body), within).await;
        let opened = opened.map_err(|error| error.or_key_used(&[wire::KEY_USED_FOR_ORDER]))?;
        let opened = opened.ok_or_else(|| ProviderError::refused("http_404"))?;
        Ok(OpenedOrder { code: opened.code, checkout_url: opened.url, expires_at: opened.expires_at })
    }

    async fn act(&self, order: &OrderRef, act: Option<&str>, within: Duration) -> Result<OrderStatus, ProviderError> {
        let attempt = order.attempt.to_string();
        let (way, name) = match &order.code {
            Some(code) => ("orders", code.as_str()),
            None => ("attempts", attempt.as_str()),
        };
        let path = ["api", way, name].into_iter().chain(act).collect::<Vec<_>>();
        let verb = if act.is_some() { Verb::POST } else { Verb::GET };
        let body: Option<OrderBody> = Self::call(self.request(verb, &path), within).await?;
        match body {
            Some(body) if body.key == attempt => status(body).map_err(ProviderError::malformed),
            Some(_) => Err(ProviderError::malformed("another attempt's order")),
            None => Ok(OrderStatus::NotKnown),
        }
    }

    async fn send_back(&self, refund: &NewRefund, within: Duration) -> Result<RefundStatus, ProviderError> {
        let body = NewRefundBody { payment: refund.transaction.clone(), amount: refund.amount };
        let request = self.request(Verb::POST, &["api", "refunds"]).header(wire::KEY, refund.refund.to_string());
        let done: Result<Option<RefundBody>, _> = Self::call(request.json(&body), within).await;
        let done = done.map_err(|error| error.or_key_used(&[wire::KEY_USED_FOR_REFUND]))?;
        done.map(refund_status).ok_or_else(|| ProviderError::refused("no_such_payment"))
    }

    async fn find_refund(&self, refund: &RefundRef, within: Duration) -> Result<RefundStatus, ProviderError> {
        let request = self.request(Verb::GET, &["api", "refunds", &refund.refund.to_string()]);
        let found: Option<RefundBody> = Self::call(request, within).await?;
        Ok(found.map_or(RefundStatus::NotKnown, refund_status))
    }
}

fn code_of(said: &Value) -> Option<&str> {
    said.get("code")?.as_str()
}

fn status(order: OrderBody) -> Result<OrderStatus, &'static str> {
    let paid = |payment: Option<PaymentBody>| {
        let payment = payment.ok_or("a paid order without a payment")?;
        let PaymentBody { code: transaction, amount, currency, at, fee } = payment;
        Ok::<_, &'static str>(Paid { transaction, amount, currency, at, fee: Some(fee) })
    };
    Ok(match order.state {
        OrderState::Open => OrderStatus::Pending,
        OrderState::Failed => OrderStatus::Failed { reason: order.reason.unwrap_or_else(|| "failed".to_owned()) },
        OrderState::Paid => OrderStatus::Paid(paid(order.payment)?),
        OrderState::Reversed => OrderStatus::Reversed(paid(order.payment)?),
        OrderState::Expired => OrderStatus::Expired,
        OrderState::Cancelled => OrderStatus::Cancelled,
    })
}

fn refund_status(refund: RefundBody) -> RefundStatus {
    let code = refund.code;
    match refund.state {
        RefundState::Pending => RefundStatus::Pending { code: Some(code) },
        RefundState::Succeeded => RefundStatus::Succeeded { code, amount: refund.amount },
        RefundState::Failed => RefundStatus::Failed { code: Some(code), reason: "failed".to_owned() },
    }
}

#[derive(Deserialize)]
struct Event<'a> {
    id: EventCode,
    r#type: String,
    created: i64,
    #[serde(borrow)]
    data: &'a RawValue,
}

#[derive(Deserialize)]
struct Dispute {
    code: DisputeCode,
    payment: TransactionCode,
    amount: Cents,
    currency: Currency,
}

impl Event<'_> {
    fn fact(&self) -> Result<Fact, WebhookError> {
        match self.r#type.split_once('.') {
            Some(("order", _)) => {
                let order: OrderBody = self.data()?;
                let (attempt, code) = (order.key.parse().ok(), order.code.clone());
                let status = status(order).map_err(WebhookError::NotReadable)?;
                Ok(Fact::Order { attempt, order: code, status })
            }
            Some(("refund", _)) => {
                let refund: RefundBody = self.data()?;
                let (id, transaction) = (refund.key.parse().ok(), refund.payment.clone());
                Ok(Fact::Refund { refund: id, transaction, status: refund_status(refund) })
            }
            Some(("dispute", news)) => {
                let Dispute { code: dispute, payment: transaction, amount, currency } = self.data()?;
                let news = match news {
                    "opened" => DisputeNews::Opened,
                    "won" => DisputeNews::Won,
                    "lost" => DisputeNews::Lost,
                    _ => return Err(WebhookError::NotReadable("a dispute in a state that is new")),
                };
                let at = Timestamp::from_second(self.created);
                let at = at.map_err(|_| WebhookError::NotReadable("a time out of range"))?;
                Ok(Fact::Dispute { dispute, transaction, amount, currency, news, at })
            }
            _ => Ok(Fact::Nothing { kind: self.r#type.clone() }),
        }
    }

    fn data<T: DeserializeOwned>(&self) -> Result<T, WebhookError> {
        serde_json::from_str(self.data.get()).map_err(|_| WebhookError::NotReadable("not the data that was expected"))
    }
}

impl PaymentProvider for SandboxProvider {
    fn name(&self) -> ProviderName {
        ProviderName::Sandbox
    }

    fn abilities(&self) -> Abilities {
        Abilities {
            methods: &[Method::Card, Method::Bank],
            refunds: Refunds::Parts,
            cancels: Cancels::Yes,
            webhooks: Webhooks::Signed,
        }
    }

    fn open<'a>(&'a self, order: &'a NewOrder, within: Duration) -> Answer<'a, OpenedOrder> {
        Box::pin(self.open_order(order, within))
    }

    fn ask<'a>(&'a self, order: &'a OrderRef, within: Duration) -> Answer<'a, OrderStatus> {
        Box::pin(self.act(order, None, within))
    }

    fn cancel<'a>(&'a self, order: &'a OrderRef, within: Duration) -> Answer<'a, OrderStatus> {
        Box::pin(self.act(order, Some("cancel"), within))
    }

    fn refund<'a>(&'a self, refund: &'a NewRefund, within: Duration) -> Answer<'a, RefundStatus> {
        Box::pin(self.send_back(refund, within))
    }

    fn ask_refund<'a>(&'a self, refund: &'a RefundRef, within: Duration) -> Answer<'a, RefundStatus> {
        Box::pin(self.find_refund(refund, within))
    }

    fn read_webhook(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Webhook, WebhookError> {
        signature::check_request(&self.webhook_secret, (headers, wire::SIGNATURE), body, now)?;
        let event: Event<'_> = serde_json::from_slice(body).map_err(|_| WebhookError::NotReadable("not an event"))?;
        let fact = event.fact()?;
        Ok(Webhook { event: event.id, fact })
    }
}
