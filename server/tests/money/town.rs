//! A town that takes money: Lilliput with a treasury and a provider that a test tells what to do.

use crate::{
    provider::Fake,
    story::{Answer, City, Someone},
};
use dimos_checkout::PaymentProvider;
use dimos_domain::ids::{ActId, PaymentId};
use dimos_server::{auth::StaffRole, payments, refunds, soundness};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

pub struct Town {
    pub city: City,
    pub bank: Arc<Fake>,
    pub clerk: Someone,
    pub cashier: Someone,
    pub treasurer: Someone,
}

impl Town {
    pub async fn open() -> Self {
        Self::open_with(Vec::new()).await
    }

    /// The same with more providers.
    pub async fn open_with(mut providers: Vec<Arc<dyn PaymentProvider>>) -> Self {
        let bank = Arc::new(Fake::default());
        providers.push(bank.clone());
        let city = City::open_paid(providers).await;
        let clerk = city.staff("clerk", StaffRole::Clerk).await;
        let cashier = city.staff("cashier", StaffRole::Cashier).await;
        let treasurer = city.staff("treasurer", StaffRole::Treasurer).await;
        Self { city, bank, clerk, cashier, treasurer }
    }

    /// Sessions end after a day: somebody else sits at the desks.
    pub async fn next_shift(&mut self) {
        let name = |role: &str| format!("{role}-{}", Uuid::now_v7().simple());
        self.cashier = self.city.staff(&name("cashier"), StaffRole::Cashier).await;
        self.treasurer = self.city.staff(&name("treasurer"), StaffRole::Treasurer).await;
    }

    /// A bill without a person: whoever has the slip may pay it.
    pub async fn bill(&self, kind: &str, cents: i64) -> Value {
        self.issue(&order(kind, cents)).await
    }

    /// A bill of a person.
    pub async fn bill_of(&self, tax_number: &str, kind: &str, cents: i64) -> Value {
        let mut order = order(kind, cents);
        order["tax_number"] = json!(tax_number);
        self.issue(&order).await
    }

    pub async fn issue(&self, order: &Value) -> Value {
        self.clerk.post("/treasury/bills", order.clone()).await.ok()["bill"].clone()
    }

    /// A phone that has looked a bill up.
    pub async fn payer(&self, bill: &Value) -> Someone {
        let phone = self.city.citizen().await;
        look_up(&phone, bill).await;
        phone
    }

    /// A phone that is linked to a person.
    pub async fn person(&self, tax_number: &str, bill: &Value) -> Someone {
        let phone = self.city.citizen().await;
        let whole = &bill["payables"][0];
        let link = json!({ "tax_number": tax_number, "rf": whole["rf"], "amount": whole["amount"] });
        phone.post("/pay/links", link).await.ok();
        phone
    }

    /// A letter from the provider, signed.
    pub async fn letter(&self, letter: &Value) -> u16 {
        self.signed(letter, Some("good")).await
    }

    pub async fn signed(&self, letter: &Value, signature: Option<&str>) -> u16 {
        let url = format!("{}/api/v1/pay/webhooks/sandbox", self.city.running.url());
        let mut call = reqwest::Client::new().post(url).body(letter.to_string());
        if let Some(signature) = signature {
            call = call.header("signature", signature);
        }
        call.send().await.unwrap().status().as_u16()
    }

    /// What the clock would do.
    pub async fn tick(&self) {
        while payments::work_inbox(&self.city.running.app).await.unwrap() > 0 {}
        payments::ask_due(&self.city.running.app).await.unwrap();
        refunds::send_due(&self.city.running.app).await.unwrap();
    }

    /// What an account of the trial balance holds.
    pub async fn holds(&self, account: &str) -> i64 {
        let balance = self.treasurer.get("/treasury/trial-balance").await.ok();
        assert_eq!(balance["total"], 0, "{balance:#}");
        let lines = balance["accounts"].as_array().unwrap();
        lines.iter().find(|line| line["account"] == account).map_or(0, |line| line["balance"].as_i64().unwrap())
    }

    pub async fn cash(&self, bill: &Value, cents: i64) -> Answer {
        let id = PaymentId(Uuid::now_v7());
        let body = json!({ "id": id, "parts": [{ "payable": bill["payables"][0]["id"], "amount": cents }] });
        self.cashier.post_as(ActId(id.0), "/treasury/cash", &body).await
    }

    /// The invariants of the books.
    pub async fn is_sound(&self) {
        let unsound = self.city.running.app.db.read(soundness::books_are_sound).await.unwrap();
        assert!(unsound.is_empty(), "{unsound:#?}");
    }
}

pub fn order(kind: &str, cents: i64) -> Value {
    let head = if kind == "footprint-fine" { "fines" } else { "harbour" };
    json!({
        "id": Uuid::now_v7(), "key": Uuid::now_v7(), "kind": kind, "name": "Flimnap", "email": "flimnap@lilliput.example",
        "lines": [{ "tax_head": head, "amount": cents }],
    })
}

/// Looks a bill up by its whole reference and the amount printed on it.
pub async fn look_up(phone: &Someone, bill: &Value) -> Value {
    let whole = &bill["payables"][0];
    phone.post("/pay/lookups", json!({ "rf": whole["rf"], "amount": whole["amount"] })).await.ok()["bill"].clone()
}

/// The bill as a phone sees it now.
pub async fn seen(phone: &Someone, bill: &Value) -> Value {
    let all = phone.get("/pay/bills").await.ok();
    let bills = all["bills"].as_array().unwrap();
    bills.iter().find(|one| one["id"] == bill["id"]).unwrap_or_else(|| panic!("not seen: {all:#}")).clone()
}

/// An attempt to pay the whole of a bill.
pub fn attempt(bill: &Value, cents: i64) -> Value {
    json!({
        "id": Uuid::now_v7(), "provider": "sandbox", "return_to": "app",
        "parts": [{ "payable": bill["payables"][0]["id"], "amount": cents }],
    })
}

pub async fn try_to_pay(phone: &Someone, attempt: &Value) -> Answer {
    let id = ActId(attempt["id"].as_str().unwrap().parse().unwrap());
    phone.send(Method::POST, "/pay/attempts", Some(attempt), Some(id)).await
}

/// Begins to pay; the attempt's id.
pub async fn begin(phone: &Someone, bill: &Value, cents: i64) -> String {
    let body = attempt(bill, cents);
    let begun = try_to_pay(phone, &body).await.ok();
    assert_eq!(begun["attempt"]["state"], "pending", "{begun:#}");
    body["id"].as_str().unwrap().to_owned()
}

pub async fn state_of(phone: &Someone, attempt: &str) -> Value {
    phone.get(&format!("/pay/attempts/{attempt}")).await.ok()["attempt"].clone()
}
