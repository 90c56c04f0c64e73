//! Four eyes that see: whoever approves a refund is shown where it goes, and approves that and nothing else.

use crate::{
    hall::*,
    provider::letter,
    town::{Town, begin},
};
use dimos_api::problem::Code;
use dimos_server::auth::StaffRole;
use serde_json::{Value, json};

async fn paid(town: &Town, cents: i64) -> (Value, String) {
    let bill = town.bill("harbour-dues", cents).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, cents).await;
    town.letter(&letter(&format!("e-{id}"), &id, "paid", cents)).await;
    (bill, newest_payment(town).await)
}

async fn listed(who: &crate::story::Someone, id: &Value) -> Value {
    let all = who.get("/treasury/refunds").await.ok();
    all["refunds"].as_array().unwrap().iter().find(|one| one["id"] == *id).unwrap().clone()
}

#[tokio::test]
async fn whoever_approves_sees_where_it_goes_who_asked_and_of_what() {
    let town = Town::open().await;
    let (bill, payment) = paid(&town, 1_000).await;
    let attempt = text(&town, "SELECT id FROM attempts").await;
    let iban = other_account();
    let by_card = ask_back(&town.treasurer, &payment, 300, None).await.ok()["refund"]["id"].clone();
    let by_bank = ask_back(&town.treasurer, &payment, 200, Some(&iban)).await.ok()["refund"]["id"].clone();
    let second = town.city.staff("second", StaffRole::Treasurer).await;
    let seen = listed(&second, &by_card).await["details"].clone();
    let card = json!({ "by": "provider", "provider": "sandbox", "transaction": format!("t-{attempt}") });
    assert_eq!((&seen["to"], &seen["requested_by"]), (&card, &json!("treasurer")));
    let at: jiff::Timestamp = seen["requested_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(at.as_second(), town.city.now().as_second());
    assert_eq!((&seen["paid"], &seen["bills"]), (&json!(1_000), &json!([bill["number"]])));
    assert_eq!((&seen["refundable"], &seen["receipt"]), (&json!(500), &json!("2026-000001")));
    let seen = listed(&second, &by_bank).await["details"].clone();
    assert_eq!(seen["to"], json!({ "by": "account", "iban": iban.as_str(), "name": "Flimnap" }));
    assert_eq!(seen.get("decided_by"), None);
    approve(&second, by_bank.as_str().unwrap()).await.ok();
    assert_eq!(listed(&town.treasurer, &by_bank).await["details"]["decided_by"], "second");
    sound(&town).await;
}

#[tokio::test]
async fn nobody_else_sees_accounts_and_names() {
    let town = Town::open().await;
    let (_, payment) = paid(&town, 1_000).await;
    let id = ask_back(&town.treasurer, &payment, 200, Some(&other_account())).await.ok()["refund"]["id"].clone();
    let auditor = town.city.staff("auditor", StaffRole::Auditor).await;
    let seen = listed(&auditor, &id).await;
    assert_eq!((&seen["amount"], seen.get("details")), (&json!(200), None));
    assert!(!seen.to_string().contains(other_account().as_str()), "{seen}");
    for role in [StaffRole::Clerk, StaffRole::Cashier, StaffRole::Dispatcher] {
        let other = town.city.staff(&format!("a-{role}"), role).await;
        other.get("/treasury/refunds").await.refused(Code::Forbidden);
    }
}

#[tokio::test]
async fn what_is_approved_is_what_was_seen() {
    let town = Town::open().await;
    let (_, payment) = paid(&town, 1_000).await;
    let asked = ask_back(&town.treasurer, &payment, 200, Some(&other_account())).await.ok()["refund"].clone();
    let second = town.city.staff("second", StaffRole::Treasurer).await;
    let path = format!("/treasury/refunds/{}/approve", asked["id"].as_str().unwrap());
    let to = asked["details"]["to"].clone();
    let elsewhere = json!({ "by": "account", "iban": "GR1601101250000000012300695", "name": to["name"] });
    let another = json!({ "by": "account", "iban": to["iban"], "name": "Skyresh" });
    let back = json!({ "by": "provider", "provider": "sandbox", "transaction": "t" });
    for (amount, to) in [(199, &to), (200, &elsewhere), (200, &another), (200, &back)] {
        let refused = second.post(&path, json!({ "amount": amount, "to": to })).await.refused(Code::VersionConflict);
        assert_eq!(refused["refund"]["details"]["to"], asked["details"]["to"], "what is there is shown");
    }
    second.post(&path, json!({})).await.refused(Code::Malformed);
    assert_eq!(refund_state(&town, asked["id"].as_str().unwrap()).await, "requested");
    for sql in ["UPDATE refunds SET iban = 'GR1601101250000000012300695'", "UPDATE refunds SET name = 'Skyresh'"] {
        assert!(town.city.running.app.db.write(move |tx| tx.execute(sql, [])).await.is_err(), "{sql}");
    }
    second.post(&path, json!({ "amount": 200, "to": to })).await.ok();
    sound(&town).await;
}
