//! A provider that does what a test tells it to.
#![allow(dead_code, reason = "the stories of payments and of statements each use their part")]

use axum::http::HeaderMap;
use dimos_checkout::{
    Abilities, Answer, Cancels, Currency, DisputeNews, Fact, Method, NewOrder, NewRefund, OpenedOrder, OrderRef,
    OrderStatus, Paid, PaymentProvider, ProviderError, ProviderName, RefundRef, RefundSeen, RefundStatus, Refunds,
    TransactionCode, Webhook, WebhookError, Webhooks,
};
use dimos_domain::{
    ids::{AttemptId, RefundId},
    money::Cents,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard},
    time::Duration,
};

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Luck {
    /// It is answered.
    #[default]
    Good,
    /// It is lost before it has an effect.
    LostBefore,
    /// It has its effect and the answer is lost.
    LostAfter,
    /// It does not even leave.
    Unreachable,
    /// It is declined.
    Refused,
}

#[derive(Debug, Default)]
struct State {
    orders: HashMap<AttemptId, OrderStatus>,
    opening: Luck,
    /// How long the next openings take.
    slow: VecDeque<Duration>,
    /// The next opening never ends: its server dies.
    dies: bool,
    /// It knows no idempotency keys, like Viva: every opening is another order.
    keyless: bool,
    /// What each attempt was opened with first.
    first: HashMap<AttemptId, NewOrder>,
    conflicts: u32,
    /// Further orders of one attempt.
    more: HashMap<String, OrderStatus>,
    asking: Luck,
    closing: Luck,
    opened: u32,
    asked: u32,
    refunding: Luck,
    /// What was told of refunds, once each.
    refunds: HashMap<RefundId, RefundStatus>,
    told: Vec<RefundId>,
    /// What it lists of a payment, besides.
    listed: HashMap<String, Vec<RefundSeen>>,
}

/// The provider.
#[derive(Debug, Default)]
pub struct Fake(Mutex<State>);

pub fn order_code(attempt: &str) -> String {
    format!("o-{attempt}")
}

pub fn paid(transaction: &str, cents: i64, at: Timestamp) -> OrderStatus {
    OrderStatus::Paid(money(transaction, cents, "EUR", at))
}

pub fn money(transaction: &str, cents: i64, currency: &str, at: Timestamp) -> Paid {
    let (transaction, currency) = (transaction.parse().unwrap(), currency.parse().unwrap());
    Paid { transaction, amount: Cents::new(cents), currency, at, fee: None }
}

impl State {
    fn open(&mut self, order: &NewOrder) -> Result<OpenedOrder, ProviderError> {
        let mut code = order_code(&order.attempt.to_string());
        if matches!(self.opening, Luck::Good | Luck::LostAfter) {
            let is_again = self.first.contains_key(&order.attempt);
            let first = self.first.entry(order.attempt).or_insert_with(|| order.clone());
            if is_again && self.keyless {
                code = format!("{code}-{}", self.opened);
                self.more.insert(code.clone(), OrderStatus::Pending);
            } else if first != order {
                // As real ones do: a key is good for one order only.
                self.conflicts += 1;
                return Err(ProviderError::NoAnswer { why: "the key was used for another order" });
            }
            self.orders.entry(order.attempt).or_insert(OrderStatus::Pending);
            self.opened += 1;
        }
        lost(self.opening).unwrap_or_else(|| {
            let checkout_url = format!("https://bank.example/{code}");
            Ok(OpenedOrder { code: code.parse().unwrap(), checkout_url, expires_at: order.expires_at })
        })
    }

    fn order(&mut self, order: &OrderRef) -> Option<&mut OrderStatus> {
        match order.code.as_ref().and_then(|code| self.more.get_mut(code.as_str())) {
            Some(other) => Some(other),
            None => self.orders.get_mut(&order.attempt),
        }
    }
}

impl Fake {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub fn opening_goes(&self, luck: Luck) {
        self.state().opening = luck;
    }

    pub fn next_opening_takes(&self, time: Duration) {
        self.state().slow.push_back(time);
    }

    pub fn next_opening_dies(&self) {
        self.state().dies = true;
    }

    pub fn knows_no_keys(&self) {
        self.state().keyless = true;
    }

    /// How often one key came with two different orders.
    pub fn conflicts(&self) -> u32 {
        self.state().conflicts
    }

    /// How a further order of an attempt stands.
    pub fn other(&self, code: &str) -> Option<OrderStatus> {
        self.state().more.get(code).cloned()
    }

    /// How it stands from now on.
    pub fn other_stands(&self, code: &str, status: OrderStatus) {
        self.state().more.insert(code.to_owned(), status);
    }

    pub fn closing_goes(&self, luck: Luck) {
        self.state().closing = luck;
    }

    pub fn asking_goes(&self, luck: Luck) {
        self.state().asking = luck;
    }

    pub fn refunding_goes(&self, luck: Luck) {
        self.state().refunding = luck;
    }

    /// Of which refunds it was told, as often as it was.
    pub fn told(&self) -> Vec<RefundId> {
        self.state().told.clone()
    }

    /// How many refunds have gone out.
    pub fn refunded(&self) -> usize {
        self.state().refunds.len()
    }

    /// How a refund stands from now on.
    pub fn refund_stands(&self, refund: &str, status: RefundStatus) {
        self.state().refunds.insert(refund.parse().unwrap(), status);
    }

    /// From now on its list of a payment's refunds says so, too.
    pub fn lists(&self, transaction: &str, refund: Option<RefundId>, status: RefundStatus) {
        self.state().listed.entry(transaction.to_owned()).or_default().push(RefundSeen { refund, status });
    }

    pub fn opened(&self) -> u32 {
        self.state().opened
    }

    pub fn asked(&self) -> u32 {
        self.state().asked
    }

    /// From now on it says so when it is asked.
    pub fn stands(&self, attempt: &str, status: OrderStatus) {
        self.state().orders.insert(attempt.parse().unwrap(), status);
    }
}

fn lost<T>(luck: Luck) -> Option<Result<T, ProviderError>> {
    match luck {
        Luck::Good => None,
        Luck::LostBefore | Luck::LostAfter => Some(Err(ProviderError::NoAnswer { why: "a test" })),
        Luck::Unreachable => Some(Err(ProviderError::Unreachable { why: "a test" })),
        Luck::Refused => Some(Err(ProviderError::Refused { code: "not_today".to_owned() })),
    }
}

impl PaymentProvider for Fake {
    fn name(&self) -> ProviderName {
        ProviderName::Sandbox
    }

    fn abilities(&self) -> Abilities {
        let methods = &[Method::Card, Method::Bank];
        Abilities { methods, refunds: Refunds::Parts, cancels: Cancels::Yes, webhooks: Webhooks::Signed }
    }

    fn open<'a>(&'a self, order: &'a NewOrder, _: Duration) -> Answer<'a, OpenedOrder> {
        Box::pin(async move {
            let (takes, dies) = {
                let mut state = self.state();
                (state.slow.pop_front().unwrap_or_default(), std::mem::take(&mut state.dies))
            };
            assert!(!dies, "the server dies while it opens an order");
            tokio::time::sleep(takes).await;
            self.state().open(order)
        })
    }

    fn ask<'a>(&'a self, order: &'a OrderRef, _: Duration) -> Answer<'a, OrderStatus> {
        Box::pin(async move {
            let mut state = self.state();
            state.asked += 1;
            let status = state.order(order).cloned().unwrap_or(OrderStatus::NotKnown);
            lost(state.asking).unwrap_or(Ok(status))
        })
    }

    fn cancel<'a>(&'a self, order: &'a OrderRef, _: Duration) -> Answer<'a, OrderStatus> {
        Box::pin(async move {
            let mut state = self.state();
            if let Some(lost) = lost(state.closing) {
                return lost;
            }
            let status = state.order(order).unwrap();
            if *status == OrderStatus::Pending {
                *status = OrderStatus::Cancelled;
            }
            Ok(status.clone())
        })
    }

    fn refund<'a>(&'a self, new: &'a NewRefund, _: Duration) -> Answer<'a, RefundStatus> {
        Box::pin(async move {
            let mut state = self.state();
            state.told.push(new.refund);
            let code = format!("r-{}", new.refund).parse().unwrap();
            let done = RefundStatus::Succeeded { code, amount: new.amount };
            if matches!(state.refunding, Luck::Good | Luck::LostAfter) {
                state.refunds.entry(new.refund).or_insert(done);
            }
            let status = state.refunds.get(&new.refund).cloned().unwrap_or(RefundStatus::NotKnown);
            lost(state.refunding).unwrap_or(Ok(status))
        })
    }

    fn ask_refund<'a>(&'a self, asked: &'a RefundRef, _: Duration) -> Answer<'a, RefundStatus> {
        Box::pin(async move {
            let state = self.state();
            Ok(state.refunds.get(&asked.refund).cloned().unwrap_or(RefundStatus::NotKnown))
        })
    }

    fn refunds<'a>(
        &'a self,
        _: &'a OrderRef,
        transaction: &'a TransactionCode,
        _: Duration,
    ) -> Answer<'a, Vec<RefundSeen>> {
        Box::pin(async move {
            let state = self.state();
            let listed = state.listed.get(transaction.as_str()).cloned().unwrap_or_default();
            lost(state.asking).unwrap_or(Ok(listed))
        })
    }

    fn read_webhook(&self, headers: &HeaderMap, body: &[u8], _: Timestamp) -> Result<Webhook, WebhookError> {
        match headers.get("signature").and_then(|value| value.to_str().ok()) {
            Some("good") => read(&serde_json::from_slice(body).unwrap()),
            Some(_) => Err(WebhookError::WrongSignature),
            None => Err(WebhookError::NoSignature),
        }
    }
}

/// How a refund stands, in a word.
pub fn refund_status(news: &str, code: &str, cents: i64) -> RefundStatus {
    let code = code.parse();
    match news {
        "succeeded" => RefundStatus::Succeeded { code: code.unwrap(), amount: Cents::new(cents) },
        "failed" => RefundStatus::Failed { code: code.ok(), reason: "expired_or_canceled_card".to_owned() },
        _ => RefundStatus::Pending { code: code.ok() },
    }
}

/// A letter of this provider's: `{event, attempt, status, …}` or `{event, dispute, …}`.
fn read(letter: &Value) -> Result<Webhook, WebhookError> {
    let text = |name: &str| letter[name].as_str().unwrap_or_default().to_owned();
    let amount = Cents::new(letter["amount"].as_i64().unwrap_or_default());
    let currency: Currency = letter["currency"].as_str().unwrap_or("EUR").parse().unwrap();
    let at = || text("at").parse().unwrap();
    let event = text("event").parse().unwrap();
    if letter["dispute"].is_string() {
        let news = match text("news").as_str() {
            "opened" => DisputeNews::Opened,
            "won" => DisputeNews::Won,
            _ => DisputeNews::Lost,
        };
        let (dispute, transaction) = (text("dispute").parse().unwrap(), text("transaction").parse().unwrap());
        return Ok(Webhook { event, fact: Fact::Dispute { dispute, transaction, amount, currency, news, at: at() } });
    }
    if letter["total"].is_i64() {
        let (transaction, total) =
            (text("transaction").parse().unwrap(), Cents::new(letter["total"].as_i64().unwrap()));
        return Ok(Webhook { event, fact: Fact::GoneBack { transaction, total } });
    }
    if let Some(news) = text("status").strip_prefix("refund_") {
        let (refund, transaction) = (text("refund").parse().ok(), text("transaction").parse().unwrap());
        let status = refund_status(news, &text("code"), amount.get());
        return Ok(Webhook { event, fact: Fact::Refund { refund, transaction, status } });
    }
    let money = || Paid { transaction: text("transaction").parse().unwrap(), amount, currency, at: at(), fee: None };
    let status = match text("status").as_str() {
        "paid" => OrderStatus::Paid(money()),
        "reversed" => OrderStatus::Reversed(money()),
        "failed" => OrderStatus::Failed { reason: "declined".to_owned() },
        "expired" => OrderStatus::Expired,
        "hint" => {
            let order = letter["order"].as_str().map_or_else(|| order_code(&text("attempt")), str::to_owned);
            let order = order.parse().unwrap();
            return Ok(Webhook { event, fact: Fact::AskAgain { order, transaction: None } });
        }
        "nonsense" => return Err(WebhookError::NotReadable("a test")),
        _ => return Ok(Webhook { event, fact: Fact::Nothing { kind: "other".to_owned() } }),
    };
    let order = letter["order"].as_str().map_or_else(|| order_code(&text("attempt")), str::to_owned).parse().unwrap();
    let attempt = text("attempt").parse().ok();
    Ok(Webhook { event, fact: Fact::Order { attempt, order, status } })
}

/// A letter that an attempt was paid.
pub fn letter(event: &str, attempt: &str, status: &str, cents: i64) -> Value {
    json!({
        "event": event, "attempt": attempt, "status": status, "amount": cents, "transaction": format!("t-{attempt}"),
        "at": "2026-11-22T02:31:00Z",
    })
}
