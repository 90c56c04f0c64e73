//! Amounts beyond anything a city moves: refused with words wherever they come in, never a fault of the server.

use crate::{
    provider::letter,
    town::{Town, begin},
};
use dimos_api::problem::Code;
use dimos_domain::ids::ActId;
use serde_json::json;
use uuid::Uuid;

/// More than a line of the books holds.
const TOO_MUCH: i64 = 1_000_000_000_000_001;

#[tokio::test]
async fn in_json_it_is_refused_by_the_field() {
    let town = Town::open().await;
    let bill = town.bill("harbour-dues", 1_000).await;
    for cents in [TOO_MUCH, -TOO_MUCH, 10_000_000_000_001, i64::MAX] {
        let refused = town.cash(&bill, cents).await.refused(Code::Invalid);
        assert_eq!(refused["field"], "/parts/0/amount");
        assert!(refused["detail"].as_str().unwrap().contains("larger than any"), "{refused:#}");
        let id = Uuid::now_v7();
        let refund = json!({ "id": id, "payment": id, "amount": cents, "refundable": cents, "reason": "x" });
        town.treasurer.post_as(ActId(id), "/treasury/refunds", &refund).await.refused(Code::Invalid);
        let mut order = crate::town::order("harbour-dues", 1);
        order["lines"][0]["amount"] = json!(cents);
        town.clerk.post("/treasury/bills", order).await.refused(Code::Invalid);
        let phone = town.city.citizen().await;
        let lookup = json!({ "rf": bill["payables"][0]["rf"], "amount": cents });
        phone.post("/pay/lookups", lookup).await.refused(Code::Invalid);
    }
    // As many parts as may be, each as large as may be: still words.
    let parts: Vec<_> =
        (0..20).map(|_| json!({ "payable": Uuid::now_v7(), "amount": 10_000_000_000_000_i64 })).collect();
    let id = Uuid::now_v7();
    let much = json!({ "id": id, "parts": parts });
    town.cashier.post_as(ActId(id), "/treasury/cash", &much).await.refused(Code::Invalid);
    town.is_sound().await;
}

#[tokio::test]
async fn a_provider_that_tells_of_it_is_heard_and_nobody_books_it() {
    let town = Town::open().await;
    let bill = town.bill("harbour-dues", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.letter(&letter("e1", &id, "paid", TOO_MUCH)).await;
    town.tick().await;
    let waits = town.treasurer.get("/treasury/parked").await.ok()["facts"].clone();
    for fact in waits.as_array().unwrap() {
        let take = json!({ "take": true, "note": "it says so" });
        town.treasurer.post(&format!("/treasury/parked/{}/decide", fact["id"]), take).await.refused(Code::Invalid);
    }
    assert_eq!(waits.as_array().unwrap().len(), 1, "{waits:#}");
    town.is_sound().await;
}
