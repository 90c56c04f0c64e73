//! The whole way with the bank of our own, over real HTTP: its page, its signed letters, its silence.

use crate::{
    story::City,
    town::{attempt, look_up, order, seen, state_of, try_to_pay},
};
use dimos_checkout::{ProviderName, sandbox::Plan};
use dimos_server::auth::StaffRole;
use serde_json::{Value, json};
use std::time::Duration;

async fn soon(mut done: impl AsyncFnMut() -> bool) {
    for _ in 0..100 {
        if done().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_is_paid_on_the_sandboxs_page_and_its_letter_arrives() {
    let city = City::open_with_config(|config| config.paying.providers = vec![ProviderName::Sandbox]).await;
    let bank = city.running.app.sandbox.clone().unwrap();
    bank.plan(&Plan::default()).unwrap();
    let clerk = city.staff("clerk", StaffRole::Clerk).await;
    let bill = clerk.post("/treasury/bills", order("visit-ticket", 4_512)).await.ok()["bill"].clone();
    let phone = city.citizen().await;
    look_up(&phone, &bill).await;
    let methods = phone.get("/pay/bills").await.ok()["methods"].clone();
    assert_eq!(methods[0]["provider"], "sandbox", "{methods:#}");
    let body = attempt(&bill, 4_512);
    let begun = try_to_pay(&phone, &body).await.ok();
    let page: &Value = &begun["attempt"]["checkout_url"];
    let shown = reqwest::get(page.as_str().unwrap()).await.unwrap();
    assert_eq!(shown.status().as_u16(), 200);
    assert!(shown.text().await.unwrap().contains("LILLIPUT"));
    let code = bank.order_of(body["id"].as_str().unwrap().parse().unwrap()).unwrap().code;
    bank.pay(code.as_str()).unwrap();
    soon(async || seen(&phone, &bill).await["state"] == json!("paid")).await;
    assert_eq!(state_of(&phone, body["id"].as_str().unwrap()).await["receipt"], "2026-000001");
    bank.reverse(code.as_str()).unwrap();
    soon(async || seen(&phone, &bill).await["state"] == json!("open")).await;
}

#[tokio::test]
async fn there_is_no_provider_and_no_sandbox_unless_asked_for() {
    let city = City::open().await;
    let phone = city.citizen().await;
    assert_eq!(phone.get("/pay/bills").await.ok()["methods"], json!([]));
    let page = reqwest::get(format!("{}/sandbox/api/orders/x", city.running.url())).await.unwrap();
    assert_eq!(page.status().as_u16(), 404);
    assert!(city.running.app.sandbox.is_none());
}
