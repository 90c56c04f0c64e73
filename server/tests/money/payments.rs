//! Paying: by card, in cash, twice, and with what was paid too much.

use crate::{
    provider::letter,
    story::Someone,
    town::{Town, attempt, begin, look_up, seen, state_of, try_to_pay},
};
use dimos_api::problem::Code;
use dimos_domain::ids::ActId;
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test]
async fn a_bill_is_paid_by_card_to_the_cent_and_receipted_once() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 4_512).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 4_512).await;
    let begun = state_of(&phone, &id).await;
    assert_eq!(begun["checkout_url"], format!("https://bank.example/o-{id}"));

    for _ in 0..3 {
        assert_eq!(town.letter(&letter("e1", &id, "paid", 4_512)).await, 200);
    }
    assert_eq!(town.letter(&letter("e2", &id, "paid", 4_512)).await, 200, "the same money by another letter");
    let paid = state_of(&phone, &id).await;
    assert_eq!((&paid["state"], &paid["receipt"]), (&json!("succeeded"), &json!("2026-000001")));
    assert_eq!(paid.get("checkout_url"), None);
    let now = seen(&phone, &bill).await;
    assert_eq!((&now["state"], &now["paid"], &now["expected"]["total"]), (&json!("paid"), &json!(4_512), &json!(0)));
    assert_eq!(now["payments"][0]["receipt"], "2026-000001");
    let receipts = phone.get("/pay/receipts").await.ok();
    assert_eq!(receipts["receipts"].as_array().unwrap().len(), 1);
    assert_eq!(receipts["receipts"][0]["code"].as_str().unwrap().len(), 20);
    assert_eq!(receipts["receipts"][0]["titles"][0]["en"], "Visitor's ticket");
    assert_eq!(town.holds("clearing:sandbox").await, 4_512);
    assert_eq!(town.holds("receivable").await, 0);
    assert_eq!(town.city.count("SELECT count(*) FROM mail_outbox WHERE kind = 'receipt'").await, 1);
    town.is_sound().await;
}

#[tokio::test]
async fn two_phones_that_pay_one_bill_lose_nothing() {
    let town = Town::open().await;
    let bill = town.bill_of("090000045", "visit-ticket", 1_000).await;
    let (one, other) = (town.person("090000045", &bill).await, town.payer(&bill).await);
    let first = begin(&one, &bill, 1_000).await;
    let second = begin(&other, &bill, 1_000).await;
    let (a, b) = (letter("e1", &first, "paid", 1_000), letter("e2", &second, "paid", 1_000));
    let (a, b) = tokio::join!(town.letter(&a), town.letter(&b));
    assert_eq!((a, b), (200, 200));
    assert_eq!(one.get("/pay/bills").await.ok()["credit"], 1_000);
    assert_eq!(town.holds("credit").await, -1_000);
    assert_eq!(town.holds("clearing:sandbox").await, 2_000);
    let attempt =
        async |phone: &Someone, id: &str| phone.get(&format!("/pay/attempts/{id}")).await.ok()["attempt"].clone();
    let kept =
        [attempt(&one, &first).await, attempt(&other, &second).await].map(|one| one["kept"].as_i64().unwrap_or(0));
    assert_eq!(kept.iter().sum::<i64>(), 1_000, "each is told of its own: {kept:?}");
    let receipts = one.get("/pay/receipts").await.ok()["receipts"].clone();
    let titled = receipts.as_array().unwrap().iter().filter(|receipt| receipt["titles"][0]["en"] == "Visitor's ticket");
    assert_eq!(titled.count(), 2, "also what was too much: {receipts:#}");
    assert_eq!(other.get("/pay/bills").await.ok()["credit"], 0, "credit is the person's, not the slip's");

    let next = town.bill_of("090000045", "harbour-dues", 1_500).await;
    let path = format!("/pay/bills/{}/credit", next["id"].as_str().unwrap());
    let act = ActId(Uuid::now_v7());
    for _ in 0..2 {
        let used = one.post_as(act, &path, &json!({})).await.ok();
        assert_eq!((&used["bill"]["paid"], &used["bill"]["state"]), (&json!(1_000), &json!("partly_paid")));
        assert_eq!(used["bill"]["payments"][0]["by"], "credit");
    }
    one.post(&path, json!({})).await.refused(Code::NotPayable);
    look_up(&other, &next).await;
    other.post(&path, json!({})).await.refused(Code::Forbidden);
    assert_eq!(town.holds("credit").await, 0);
    town.is_sound().await;
}

#[tokio::test]
async fn the_same_attempt_again_is_the_same_attempt() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let body = attempt(&bill, 1_000);
    let (one, two) = tokio::join!(try_to_pay(&phone, &body), try_to_pay(&phone, &body));
    one.ok();
    two.ok();
    let again = try_to_pay(&phone, &body).await.ok();
    assert_eq!(again["attempt"]["state"], "pending");
    let mut other = body.clone();
    other["parts"][0]["amount"] = json!(999);
    try_to_pay(&phone, &other).await.refused(Code::KeyReused);
    let thief = town.payer(&bill).await;
    try_to_pay(&thief, &body).await.refused(Code::KeyReused);
    thief.get(&format!("/pay/attempts/{}", body["id"].as_str().unwrap())).await.refused(Code::NotFound);
    phone.get(&format!("/pay/attempts/{}", Uuid::now_v7())).await.refused(Code::NotFound);
    assert_eq!(town.city.count("SELECT count(*) FROM attempts").await, 1);
}

#[tokio::test]
async fn only_what_is_expected_can_be_paid() {
    let town = Town::open().await;
    let whole = town.bill("visit-ticket", 1_000).await;
    let parts = town.bill("harbour-dues", 1_000).await;
    let phone = town.payer(&whole).await;
    look_up(&phone, &parts).await;
    for cents in [0, -1_000, 999, 1_001, 9_200_000_000, 10_000_000_000_000] {
        let refused = try_to_pay(&phone, &attempt(&whole, cents)).await.refused(Code::WrongAmount);
        assert_eq!(refused["bill"]["expected"]["total"], 1_000);
    }
    for cents in [0, -1, 1_001] {
        try_to_pay(&phone, &attempt(&parts, cents)).await.refused(Code::WrongAmount);
    }
    let mut half = attempt(&whole, 1_000);
    half["parts"][0]["amount"] = json!(0.5);
    try_to_pay(&phone, &half).await.refused(Code::Malformed);
    let mut nowhere = attempt(&whole, 1_000);
    nowhere["provider"] = json!("stripe");
    try_to_pay(&phone, &nowhere).await.refused(Code::Invalid);
    let stranger = town.city.citizen().await;
    try_to_pay(&stranger, &attempt(&whole, 1_000)).await.refused(Code::NotFound);
    begin(&phone, &parts, 300).await;
    assert_eq!(town.city.count("SELECT count(*) FROM attempts").await, 1);
}

#[tokio::test]
async fn for_what_is_paid_cancelled_or_superseded_no_page_is_opened() {
    let town = Town::open().await;
    let mut ended = Vec::new();
    for _ in 0..3 {
        ended.push(town.bill("visit-ticket", 1_000).await);
    }
    let phone = town.payer(&ended[0]).await;
    look_up(&phone, &ended[1]).await;
    look_up(&phone, &ended[2]).await;
    town.cash(&ended[0], 1_000).await.ok();
    let of = |bill: &Value, act: &str| format!("/treasury/bills/{}/{act}", bill["id"].as_str().unwrap());
    town.clerk.post(&of(&ended[1], "cancel"), json!({ "reason": "mistake" })).await.ok();
    let lines = json!([{ "tax_head": "harbour", "amount": 1_200 }]);
    let amendment = json!({ "id": Uuid::now_v7(), "reason": "measured again", "lines": lines });
    town.clerk.post(&of(&ended[2], "amend"), amendment).await.ok();
    for bill in &ended {
        let refused = try_to_pay(&phone, &attempt(bill, 1_000)).await;
        assert_eq!(refused.status, 409, "{refused:?}");
        town.cash(bill, 1_000).await.refused(Code::NotPayable);
    }
    assert_eq!((town.bank.opened(), town.city.count("SELECT count(*) FROM payments").await), (0, 1));
    town.is_sound().await;
}

#[tokio::test]
async fn cash_is_taken_to_the_cent_and_once() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    town.cash(&bill, 900).await.refused(Code::WrongAmount);
    let id = Uuid::now_v7();
    let body = json!({ "id": id, "parts": [{ "payable": bill["payables"][0]["id"], "amount": 1_000 }] });
    for _ in 0..2 {
        let taken = town.cashier.post_as(ActId(id), "/treasury/cash", &body).await.ok();
        assert_eq!((&taken["receipt"]["number"], &taken["receipt"]["by"]), (&json!("2026-000001"), &json!("cash")));
    }
    town.cash(&bill, 1_000).await.refused(Code::NotPayable);
    let desk = town.city.count("SELECT count(*) FROM ledger_accounts WHERE kind = 'cash'").await;
    assert_eq!((desk, town.holds("receivable").await), (1, 0));
    town.is_sound().await;
}

#[tokio::test]
async fn several_bills_are_paid_at_once() {
    let town = Town::open().await;
    let (one, two) = (town.bill("visit-ticket", 1_000).await, town.bill("harbour-dues", 2_000).await);
    let phone = town.payer(&one).await;
    look_up(&phone, &two).await;
    let mut both = attempt(&one, 1_000);
    both["parts"].as_array_mut().unwrap().push(json!({ "payable": two["payables"][0]["id"], "amount": 2_000 }));
    try_to_pay(&phone, &both).await.ok();
    let id = both["id"].as_str().unwrap();
    town.letter(&letter("e1", id, "paid", 3_000)).await;
    assert_eq!(seen(&phone, &one).await["state"], "paid");
    assert_eq!(seen(&phone, &two).await["state"], "paid");
    assert_eq!(phone.get("/pay/receipts").await.ok()["receipts"][0]["titles"].as_array().unwrap().len(), 2);
    town.is_sound().await;
}

#[tokio::test]
async fn paying_by_instalments_goes_to_the_oldest_even_by_the_old_reference() {
    let town = Town::open().await;
    let bill = town.bill("harbour-dues", 10_000).await;
    let phone = town.payer(&bill).await;
    assert_eq!(bill["plan"]["most"], 6);
    let old = begin(&phone, &bill, 10_000).await;
    let path = format!("/pay/bills/{}/plan", bill["id"].as_str().unwrap());
    phone.post(&path, json!({ "instalments": 7 })).await.refused(Code::Invalid);
    let planned = phone.post(&path, json!({ "instalments": 3 })).await.ok()["bill"].clone();
    phone.post(&path, json!({ "instalments": 3 })).await.refused(Code::NotPayable);
    assert_eq!(planned["state"], "in_plan");
    let amounts: Vec<_> =
        planned["payables"].as_array().unwrap().iter().map(|one| one["amount"].as_i64().unwrap()).collect();
    assert_eq!(amounts, [10_000, 3_334, 3_333, 3_333]);
    // The page that was open before the plan is paid for all the same.
    let mut part = letter("e1", &old, "paid", 10_000);
    part["amount"] = json!(10_000);
    town.letter(&part).await;
    let now = seen(&phone, &bill).await;
    assert_eq!((&now["state"], &now["paid"]), (&json!("paid"), &json!(10_000)));
    assert_eq!(now["payments"].as_array().unwrap().len(), 1);
    town.is_sound().await;
}
