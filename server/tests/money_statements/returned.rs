//! A refund whose transfer comes back: a treasurer says so, what it had taken is paid again and can be asked back anew.

use crate::{
    hall::*,
    orders::{Hall, bank_name, open},
    town::{Town, seen},
};
use dimos_api::problem::Code;
use dimos_bank::testing::SampleEntry;
use serde_json::{Value, json};

/// The transfer of a refund, sent back by the payee's bank.
fn sent_back(reference: &str, cents: i64, id: &str) -> SampleEntry {
    let mut back = named(credit(reference, cents), id);
    back.details[0].return_reason = Some("AC04".to_owned());
    back
}

/// A refund of 4 of the 10 euro that were paid, ordered, and shown by the statement as gone; its id.
async fn gone(hall: &Hall) -> String {
    let id = approved(&hall.town, &hall.second, &hall.payment, 400, None).await;
    hall.order().await;
    take(&hall.town, &xml(2, 1_000, vec![named(debit("D1", 400), &bank_name(&id))])).await;
    assert_eq!(refund_state(&hall.town, &id).await, "succeeded");
    id
}

async fn says(town: &Town, entry: &Value, refund: &str) -> crate::story::Answer {
    let body = json!({ "version": entry["version"], "refund": refund });
    town.treasurer.post(&path(entry, "returned-refund"), body).await
}

async fn refundable(town: &Town, payment: &str) -> Value {
    town.treasurer.get(&format!("/treasury/payments/{payment}/refundable")).await.ok()["refundable"].clone()
}

#[tokio::test]
async fn what_it_took_is_paid_again_and_can_be_asked_back_anew() {
    let hall = open().await;
    let (town, phone) = (&hall.town, hall.town.payer(&hall.bill).await);
    let id = gone(&hall).await;
    assert_eq!(seen(&phone, &hall.bill).await["expected"]["total"], 400);
    take(town, &xml(3, 600, vec![sent_back("B1", 400, &bank_name(&id))])).await;
    let entry = queue(town).await.remove(0);
    assert_eq!((&entry["reason"], &entry["returned"]), (&json!("returned_to_us"), &json!([id])), "it is shown whose");
    assert_eq!(refundable(town, &hall.payment).await, 600);

    let done = says(town, &entry, &id).await.ok()["entry"].clone();
    assert_eq!((&done["state"], town.holds("unmatched").await), (&json!("matched"), 0));
    assert_eq!(refund_state(town, &id).await, "returned");
    assert_eq!(town.holds("refund_payable").await, 0);
    assert_eq!(seen(&phone, &hall.bill).await["state"], "paid");
    assert_eq!(refundable(town, &hall.payment).await, 1_000);
    sound(town).await;

    says(town, &done, &id).await.refused(Code::WrongState);
    let other = "GR9608100010000001234567890".parse().unwrap();
    let asked = ask_back(&town.treasurer, &hall.payment, 1_000, Some(&other)).await.ok()["refund"].clone();
    let (anew, undo) = (asked["id"].as_str().unwrap().to_owned(), json!({ "version": done["version"] }));
    town.treasurer.post(&path(&done, "undo"), undo.clone()).await.refused(Code::WrongState);
    approve(&hall.second, &anew).await.ok();
    hall.order().await;
    take(town, &xml(4, 1_000, vec![named(debit("D2", 1_000), &bank_name(&anew))])).await;
    assert_eq!(refund_state(town, &anew).await, "succeeded");
    sound(town).await;
    // Its money has been given again: that it came back is no longer undone.
    town.treasurer.post(&path(&done, "undo"), undo).await.refused(Code::WrongState);
    sound(town).await;
}

#[tokio::test]
async fn who_said_it_by_mistake_undoes_it_and_says_it_of_another_entry() {
    let hall = open().await;
    let (town, phone) = (&hall.town, hall.town.payer(&hall.bill).await);
    let id = gone(&hall).await;
    let stray = from(credit("S1", 400), "Flimnap", &other_account());
    take(town, &xml(3, 600, vec![stray, sent_back("B1", 400, &bank_name(&id))])).await;
    let stray = found(town, "?q=S1").await.remove(0);
    let before = held(town).await;
    let done = says(town, &stray, &id).await.ok()["entry"].clone();
    let undone = town.treasurer.post(&path(&done, "undo"), json!({ "version": done["version"] })).await.ok();
    assert_eq!(undone["entry"]["state"], "unmatched");
    assert_eq!((refund_state(town, &id).await, held(town).await), ("succeeded".to_owned(), before));
    assert_eq!(seen(&phone, &hall.bill).await["expected"]["total"], 400, "owed again");
    sound(town).await;
    let entry = found(town, "?q=B1").await.remove(0);
    says(town, &entry, &id).await.ok();
    assert_eq!((refund_state(town, &id).await.as_str(), town.holds("refund_payable").await), ("returned", 0));
    assert_eq!(seen(&phone, &hall.bill).await["state"], "paid");
    assert_eq!(queue(town).await.len(), 1, "the stray one waits");
    sound(town).await;
}

#[tokio::test]
async fn it_is_the_refunds_money_or_it_is_not() {
    let hall = open().await;
    let town = &hall.town;
    let waits = approved(town, &hall.second, &hall.payment, 300, None).await;
    let id = gone(&hall).await;
    take(town, &xml(3, 600, vec![credit("B1", 399), credit("B2", 300), debit("B3", 400)])).await;
    let of = async |reference: &str| found(town, &format!("?q={reference}")).await.remove(0);
    says(town, &of("B1").await, &id).await.refused(Code::WrongAmount);
    says(town, &of("B2").await, &waits).await.refused(Code::WrongState);
    says(town, &of("B2").await, "01900000-0000-7000-8000-000000000000").await.refused(Code::NotFound);
    let debit = found(town, "?q=B3&state=ignored").await.remove(0);
    says(town, &debit, &id).await.refused(Code::WrongState);
    assert_eq!(refund_state(town, &id).await, "succeeded");
    sound(town).await;
}

#[tokio::test]
async fn a_bank_that_does_not_say_that_it_sends_back_pays_no_bill_with_it() {
    let hall = open().await;
    let town = &hall.town;
    let id = gone(&hall).await;
    // Our own text comes back with it, and names the bill.
    let silent = named(credit("B1", 400), &bank_name(&id)).saying(&format!("REFUND {}", rf(&hall.bill)));
    take(town, &xml(3, 600, vec![silent])).await;
    let entry = queue(town).await.remove(0);
    assert_eq!((&entry["reason"], &entry["returned"]), (&json!("returned_to_us"), &json!([id])));
    assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 1);
    sound(town).await;
}
