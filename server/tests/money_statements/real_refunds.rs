//! Refunds as Stripe and Viva tell of them: the real readers of their letters and answers, against a double of their
//! addresses that answers by path.

use crate::{
    hall::*,
    story::Someone,
    town::{Town, attempt, try_to_pay},
};
use axum::{Router, extract::State, http::StatusCode, response::IntoResponse};
use dimos_checkout::{
    PaymentProvider, Secret, sign,
    stripe::{self, StripeProvider},
    viva::{self, VivaProvider},
};
use dimos_server::auth::StaffRole;
use serde_json::{Value, json};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex},
};

const SECRET: &str = "whsec_test_secret";

/// What is answered, by method and path: one after the other, the last one again and again.
#[derive(Clone, Default)]
pub struct Double(Arc<Mutex<HashMap<String, VecDeque<Value>>>>);

impl Double {
    pub fn says(&self, what: &str, answer: Value) {
        self.0.lock().unwrap().insert(what.to_owned(), VecDeque::from([answer]));
    }

    pub fn then_says(&self, what: &str, answer: Value) {
        self.0.lock().unwrap().entry(what.to_owned()).or_default().push_back(answer);
    }

    async fn open(&self) -> String {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        address
    }
}

async fn answer(State(double): State<Double>, request: axum::extract::Request) -> impl IntoResponse {
    let what = format!("{} {}", request.method(), request.uri().path());
    let says = double.0.lock().unwrap().get_mut(&what).and_then(|all| match all.len() {
        0 | 1 => all.front().cloned(),
        _ => all.pop_front(),
    });
    match says {
        Some(body) => (StatusCode::OK, body.to_string()),
        None => (StatusCode::NOT_FOUND, json!({ "error": { "code": what } }).to_string()),
    }
}

/// A letter may make the server ask, beside the clock: looks until it is so.
pub async fn eventually<T: PartialEq + std::fmt::Debug>(expected: T, look: impl AsyncFn() -> T) {
    for _ in 0..200 {
        if look().await == expected {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(look().await, expected);
}

/// A bill of 10 euro and a page of that provider to pay it on.
pub struct Opened {
    pub town: Town,
    pub double: Double,
    pub second: Someone,
}

impl Opened {
    async fn of(provider: &str, double: Double, real: Arc<dyn PaymentProvider>) -> Self {
        let town = Town::open_with(vec![real]).await;
        let second = town.city.staff("second", StaffRole::Treasurer).await;
        let shop = Self { town, double, second };
        shop.begins(provider, 1_000).await;
        shop
    }

    /// Somebody begins to pay a bill; the attempt.
    pub async fn begins(&self, provider: &str, cents: i64) -> String {
        let town = &self.town;
        let bill = town.bill("visit-ticket", cents).await;
        let phone = town.payer(&bill).await;
        let mut body = attempt(&bill, cents);
        body["provider"] = json!(provider);
        let begun = try_to_pay(&phone, &body).await.ok();
        assert_eq!(begun["attempt"]["state"], "pending", "{begun:#}");
        body["id"].as_str().unwrap().to_owned()
    }

    async fn posts(&self, to: &str, headers: &[(&str, String)], body: &str) -> u16 {
        let url = format!("{}/api/v1/pay/webhooks/{to}", self.town.city.running.url());
        let mut call = reqwest::Client::new().post(url).body(body.to_owned());
        for (name, value) in headers {
            call = call.header(*name, value);
        }
        let status = call.send().await.unwrap().status().as_u16();
        sound(&self.town).await;
        status
    }

    pub async fn waiting(&self) -> Vec<(String, i64)> {
        let facts = self.second.get("/treasury/parked").await.ok()["facts"].clone();
        let shown = |one: &Value| (one["reason"].as_str().unwrap().to_owned(), one["amount"].as_i64().unwrap());
        facts.as_array().unwrap().iter().map(shown).collect()
    }

    pub async fn passes(&self, minutes: i64) {
        self.town.city.pass_minutes(minutes);
        self.town.tick().await;
        sound(&self.town).await;
    }

    pub async fn stands(&self, clearing: &str) -> (i64, i64, String) {
        let state = text(&self.town, "SELECT state FROM payments").await;
        (self.town.holds("receivable").await, self.town.holds(clearing).await, state)
    }
}

pub async fn stripe() -> Opened {
    let double = Double::default();
    let config = stripe::Config {
        api: double.open().await,
        key: Secret::new("sk_test_123"),
        webhook_secrets: vec![Secret::new(SECRET)],
    };
    double.says("POST /v1/checkout/sessions", session("cs_1", "open", "unpaid", 1_000));
    Opened::of("stripe", double, Arc::new(StripeProvider::new(config).unwrap())).await
}

pub fn session(id: &str, status: &str, payment: &str, cents: i64) -> Value {
    let intent = id.replace("cs_", "pi_");
    json!({ "id": id, "url": format!("https://checkout.stripe.com/c/pay/{id}"), "status": status,
        "payment_status": payment, "created": 1_795_314_000, "expires_at": 1_795_316_400, "amount_total": cents,
        "currency": "eur", "payment_intent": (payment == "paid").then_some(intent) })
}

fn refund(id: &str, ours: Option<&str>, status: &str, cents: i64) -> Value {
    json!({ "id": id, "object": "refund", "amount": cents, "status": status, "payment_intent": "pi_1",
        "metadata": ours.map_or_else(|| json!({}), |id| json!({ "refund": id })) })
}

impl Opened {
    /// An event of Stripe's, signed now.
    pub async fn event(&self, id: &str, kind: &str, object: Value) {
        let now = self.town.city.now().as_second();
        let body = json!({ "id": id, "type": kind, "created": now, "data": { "object": object } }).to_string();
        let signed = sign(&Secret::new(SECRET), now, body.as_bytes());
        assert_eq!(self.posts("stripe", &[("stripe-signature", signed)], &body).await, 200, "{kind}");
    }

    pub async fn stripe_is_paid(&self) -> String {
        let paid = session("cs_1", "complete", "paid", 1_000);
        self.double.says("GET /v1/checkout/sessions/cs_1", paid.clone());
        self.lists(vec![]);
        self.event("evt_0", "checkout.session.completed", paid).await;
        newest_payment(&self.town).await
    }

    fn lists(&self, refunds: Vec<Value>) {
        self.double.says("GET /v1/refunds", json!({ "data": refunds, "has_more": false }));
    }
}

#[tokio::test]
async fn stripe_tells_of_our_refund_in_three_events_in_any_order() {
    let orders = [[0, 1, 2], [2, 1, 0], [1, 2, 0]];
    for order in orders {
        let shop = stripe().await;
        let payment = shop.stripe_is_paid().await;
        let id = approved(&shop.town, &shop.second, &payment, 400, None).await;
        // It answers that it is pending; the events tell the rest.
        shop.double.says("POST /v1/refunds", refund("re_1", Some(&id), "pending", 400));
        shop.passes(1).await;
        assert_eq!(refund_state(&shop.town, &id).await, "submitted");
        shop.double.says("GET /v1/refunds/re_1", refund("re_1", Some(&id), "succeeded", 400));
        shop.lists(vec![refund("re_1", Some(&id), "succeeded", 400)]);
        for event in order {
            match event {
                0 => shop.event("evt_1", "refund.updated", refund("re_1", Some(&id), "succeeded", 400)).await,
                1 => {
                    let charge = json!({ "id": "ch_1", "payment_intent": "pi_1", "amount_refunded": 400 });
                    shop.event("evt_2", "charge.refunded", charge).await;
                }
                _ => shop.event("evt_3", "refund.created", refund("re_1", Some(&id), "pending", 400)).await,
            }
        }
        shop.passes(1).await;
        eventually("succeeded".to_owned(), async || refund_state(&shop.town, &id).await).await;
        assert_eq!(shop.stands("clearing:stripe").await, (400, 600, "received".to_owned()));
        assert_eq!(shop.waiting().await, []);
        // Weeks later the payer's bank does not take it.
        shop.event("evt_4", "refund.failed", refund("re_1", Some(&id), "failed", 400)).await;
        assert_eq!(refund_state(&shop.town, &id).await, "failed");
        assert_eq!(shop.stands("clearing:stripe").await, (0, 1_000, "received".to_owned()));
    }
}

#[tokio::test]
async fn what_is_given_back_in_stripe_s_dashboard_is_found_by_the_charge_s_event_alone() {
    let shop = stripe().await;
    shop.stripe_is_paid().await;
    shop.lists(vec![refund("re_5", None, "succeeded", 250)]);
    let charge = json!({ "id": "ch_1", "payment_intent": "pi_1", "amount_refunded": 250 });
    shop.event("evt_1", "charge.refunded", charge).await;
    shop.passes(1).await;
    eventually(vec![("gone_back".to_owned(), 250)], async || shop.waiting().await).await;
    shop.event("evt_2", "refund.updated", refund("re_5", None, "succeeded", 250)).await;
    assert_eq!(shop.waiting().await.len(), 1, "told twice");
    shop.event("evt_3", "refund.failed", refund("re_5", None, "failed", 250)).await;
    assert_eq!(shop.waiting().await, []);

    let shop = stripe().await;
    shop.stripe_is_paid().await;
    shop.event("evt_1", "refund.created", refund("re_5", None, "succeeded", 1_000)).await;
    let charge = json!({ "id": "ch_1", "payment_intent": "pi_1", "amount_refunded": 1_000 });
    shop.event("evt_2", "charge.refunded", charge).await;
    shop.lists(vec![refund("re_5", None, "succeeded", 1_000)]);
    shop.passes(1).await;
    eventually((1_000, 0, "reversed".to_owned()), async || shop.stands("clearing:stripe").await).await;
    assert_eq!(shop.waiting().await, []);
}

#[tokio::test]
async fn a_letter_that_stripe_did_not_sign_gives_nothing_back() {
    let shop = stripe().await;
    shop.stripe_is_paid().await;
    let now = shop.town.city.now().as_second();
    let body = json!({ "id": "evt_1", "type": "refund.updated", "created": now,
        "data": { "object": refund("re_5", None, "succeeded", 1_000) } })
    .to_string();
    let signed = |secret: &str, at: i64| sign(&Secret::new(secret), at, body.as_bytes());
    for signature in [signed("whsec_other", now), signed(SECRET, now - 301), signed(SECRET, now + 301), String::new()] {
        assert_eq!(shop.posts("stripe", &[("stripe-signature", signature)], &body).await, 400);
    }
    assert_eq!(shop.posts("stripe", &[], &body).await, 400);
    assert_eq!(shop.stands("clearing:stripe").await, (0, 1_000, "received".to_owned()));
}

const ORDER: &str = "6962462482972601";
pub const PAYMENT: &str = "c90d4902-6245-449f-b2b0-51d99cd09cfe";

pub async fn viva() -> Opened {
    let double = Double::default();
    let address = double.open().await;
    let config = viva::Config {
        addresses: viva::Addresses { accounts: address.clone(), api: address.clone(), web: address },
        client_id: "client".to_owned(),
        client_secret: Secret::new("viva-client-secret"),
        merchant_id: "d7cd8f0d-b4b7-42a7-b43d-3f834f0479e6".to_owned(),
        api_key: Secret::new("viva-api-key"),
        source_code: "Default".to_owned(),
        bank: viva::BankWay::Iris,
    };
    double.says("POST /connect/token", json!({ "access_token": "a.b.c", "expires_in": 3600, "token_type": "Bearer" }));
    double.says("POST /checkout/v2/orders", json!({ "orderCode": ORDER.parse::<u64>().unwrap() }));
    Opened::of("viva", double, Arc::new(VivaProvider::new(config).unwrap())).await
}

pub fn of_viva(id: &str, parent: Option<&str>, status: &str, euros: f64, trns: &str) -> Value {
    json!({ "TransactionId": id, "ParentId": parent, "StatusId": status, "Amount": euros, "CurrencyCode": "978",
        "InsDate": "2026-11-22T04:31:00+02:00", "MerchantTrns": trns })
}

impl Opened {
    /// What Viva shows of the order, and a letter that says to look.
    pub async fn viva_shows(&self, event: &str, transactions: Vec<Value>) {
        self.double.says(&format!("GET /api/orders/{ORDER}"), json!({ "StateId": 3 }));
        self.double.says("GET /api/transactions", json!({ "Transactions": transactions }));
        let letter = json!({ "EventTypeId": 1797, "MessageId": event,
            "EventData": { "OrderCode": ORDER.parse::<u64>().unwrap(), "TransactionId": PAYMENT } });
        assert_eq!(self.posts("viva", &[], &letter.to_string()).await, 200);
        self.passes(1).await;
        eventually(1, async || self.town.city.count("SELECT count(*) FROM payments").await).await;
    }
}

#[tokio::test]
async fn viva_s_reversed_may_be_our_own_refund_of_the_same_day() {
    let shop = viva().await;
    shop.viva_shows("m0", vec![of_viva(PAYMENT, None, "F", 10.0, "")]).await;
    let payment = newest_payment(&shop.town).await;
    let id = approved(&shop.town, &shop.second, &payment, 1_000, None).await;
    // The answer is lost on its way. What Viva shows of the order tells.
    shop.double.says(&format!("DELETE /api/transactions/{PAYMENT}"), json!("a page that says: try again"));
    shop.passes(0).await;
    assert_eq!(refund_state(&shop.town, &id).await, "unknown");
    let undone = of_viva(PAYMENT, None, "X", 10.0, "");
    let child = of_viva("101f4704", Some(PAYMENT), "F", -10.0, &id);
    for event in ["m1", "m2"] {
        shop.viva_shows(event, vec![undone.clone(), child.clone()]).await;
    }
    shop.passes(30).await;
    eventually("succeeded".to_owned(), async || refund_state(&shop.town, &id).await).await;
    assert_eq!(shop.stands("clearing:viva").await, (1_000, 0, "received".to_owned()));
    assert_eq!(shop.waiting().await, []);
}

#[tokio::test]
async fn what_is_given_back_at_viva_s_desk_is_a_reversal_if_whole_and_for_a_person_if_not() {
    let shop = viva().await;
    shop.viva_shows("m0", vec![of_viva(PAYMENT, None, "F", 10.0, "")]).await;
    shop.viva_shows("m1", vec![of_viva(PAYMENT, None, "R", 10.0, ""), of_viva("c-1", Some(PAYMENT), "F", -3.5, "")])
        .await;
    eventually(vec![("gone_back".to_owned(), 350)], async || shop.waiting().await).await;
    assert_eq!(shop.stands("clearing:viva").await, (0, 1_000, "received".to_owned()));

    for status in ["X", "R"] {
        let shop = viva().await;
        shop.viva_shows("m0", vec![of_viva(PAYMENT, None, "F", 10.0, "")]).await;
        let whole = vec![of_viva(PAYMENT, None, status, 10.0, ""), of_viva("c-1", Some(PAYMENT), "F", -10.0, "")];
        for event in ["m1", "m2"] {
            shop.viva_shows(event, whole.clone()).await;
        }
        eventually((1_000, 0, "reversed".to_owned()), async || shop.stands("clearing:viva").await).await;
        assert_eq!(shop.waiting().await, []);
    }
}
