//! Money that does not fit, goes back, or is contested.

use crate::{
    provider::letter,
    town::{Town, begin, seen, state_of},
};
use dimos_api::problem::Code;
use serde_json::{Value, json};

#[tokio::test]
async fn another_amount_or_currency_waits_for_a_person() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let (less, dollars) = (begin(&phone, &bill, 1_000).await, begin(&phone, &bill, 1_000).await);
    town.letter(&letter("e1", &less, "paid", 900)).await;
    let mut foreign = letter("e2", &dollars, "paid", 1_000);
    foreign["currency"] = json!("USD");
    town.letter(&foreign).await;
    assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 0);
    let honest = state_of(&phone, &less).await;
    assert_eq!(honest["state"], "unknown");
    assert!(honest["reason"].as_str().unwrap().contains("treasury"));
    let waiting = town.treasurer.get("/treasury/parked").await.ok();
    assert_eq!(waiting["facts"].as_array().unwrap().len(), 2);
    let id = |at: usize| waiting["facts"][at]["id"].as_i64().unwrap();
    let take = |take: bool| json!({ "take": take, "note": "called the bank" });
    town.treasurer.post(&format!("/treasury/parked/{}/decide", id(1)), take(true)).await.refused(Code::NotPayable);
    town.treasurer.post(&format!("/treasury/parked/{}/decide", id(1)), take(false)).await.ok();
    let left = town.treasurer.post(&format!("/treasury/parked/{}/decide", id(0)), take(true)).await.ok();
    assert_eq!(left["facts"], json!([]));
    assert_eq!(state_of(&phone, &less).await["state"], "succeeded");
    let now = seen(&phone, &bill).await;
    assert_eq!((&now["state"], &now["paid"]), (&json!("partly_paid"), &json!(900)));
    town.letter(&letter("e3", &less, "paid", 900)).await;
    assert_eq!(town.holds("clearing:sandbox").await, 900);
    town.is_sound().await;
}

#[tokio::test]
async fn a_payment_that_is_reversed_is_owed_again() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.letter(&letter("e1", &id, "paid", 1_000)).await;
    for event in ["e2", "e3"] {
        town.letter(&letter(event, &id, "reversed", 1_000)).await;
    }
    let now = seen(&phone, &bill).await;
    assert_eq!((&now["state"], &now["paid"]), (&json!("open"), &json!(0)));
    assert_eq!(town.holds("clearing:sandbox").await, 0);
    let receipts = phone.get("/pay/receipts").await.ok()["receipts"].clone();
    assert_eq!((receipts.as_array().unwrap().len(), &receipts[0]["taken_back"]), (1, &json!(true)), "it was given");
    assert_eq!(phone.get(&format!("/pay/attempts/{id}")).await.ok()["attempt"]["taken_back"], true);
    town.is_sound().await;
}

#[tokio::test]
async fn credit_that_was_used_is_taken_from_where_it_went() {
    // What went back, and what of the credit that was used for the next bill stays there.
    for (gone, stays) in [("reversed", 0), ("the whole disputed and lost", 0), ("a part disputed and lost", 600)] {
        let town = Town::open().await;
        let bill = town.bill_of("090000045", "visit-ticket", 1_000).await;
        let phone = town.person("090000045", &bill).await;
        let (one, two) = (begin(&phone, &bill, 1_000).await, begin(&phone, &bill, 1_000).await);
        town.letter(&letter("e1", &one, "paid", 1_000)).await;
        town.letter(&letter("e2", &two, "paid", 1_000)).await;
        let next = town.bill_of("090000045", "harbour-dues", 1_500).await;
        phone.post(&format!("/pay/bills/{}/credit", next["id"].as_str().unwrap()), json!({})).await.ok();
        let news = match gone {
            "reversed" => letter("e3", &two, "reversed", 1_000),
            _ => dispute("e3", &two, "lost", 1_000 - stays),
        };
        town.letter(&news).await;
        let now = seen(&phone, &next).await;
        let state = if stays > 0 { "partly_paid" } else { "open" };
        assert_eq!((&now["state"], &now["paid"]), (&json!(state), &json!(stays)), "{gone}");
        assert_eq!(seen(&phone, &bill).await["state"], "paid", "{gone}");
        assert_eq!((town.holds("credit").await, town.holds("write_off").await), (0, 0), "{gone}");
        assert_eq!(town.holds("clearing:sandbox").await, 1_000 + stays, "{gone}");
        town.is_sound().await;
    }
}

fn dispute(event: &str, attempt: &str, news: &str, cents: i64) -> Value {
    json!({
        "event": event, "dispute": format!("d-{attempt}"), "transaction": format!("t-{attempt}"), "amount": cents,
        "news": news, "at": "2026-11-22T02:40:00Z",
    })
}

#[tokio::test]
async fn a_chargeback_holds_the_money_back_and_lost_makes_it_owed_again() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    assert_eq!(town.letter(&dispute("d1", &id, "opened", 1_000)).await, 200, "before the payment is known");
    town.letter(&letter("e1", &id, "paid", 1_000)).await;
    town.city.pass_minutes(1);
    town.tick().await;
    assert_eq!((town.holds("disputed").await, town.holds("clearing:sandbox").await), (1_000, 0));
    assert_eq!(seen(&phone, &bill).await["state"], "paid", "while it lasts");
    town.letter(&dispute("d2", &id, "lost", 1_000)).await;
    assert_eq!((town.holds("disputed").await, town.holds("receivable").await), (0, 1_000));
    assert_eq!(seen(&phone, &bill).await["state"], "open");
    town.letter(&dispute("d3", &id, "won", 1_000)).await;
    assert_eq!(town.holds("receivable").await, 1_000, "what is lost is lost");
    town.is_sound().await;
}

#[tokio::test]
async fn a_chargeback_that_is_won_leaves_everything_as_it_was_in_any_order() {
    for order in [["opened", "won"], ["won", "opened"]] {
        let town = Town::open().await;
        let bill = town.bill("visit-ticket", 1_000).await;
        let phone = town.payer(&bill).await;
        let id = begin(&phone, &bill, 1_000).await;
        town.letter(&letter("e1", &id, "paid", 1_000)).await;
        for news in order {
            town.letter(&dispute(news, &id, news, 1_000)).await;
        }
        assert_eq!((town.holds("disputed").await, town.holds("clearing:sandbox").await), (0, 1_000));
        assert_eq!(seen(&phone, &bill).await["state"], "paid");
        town.letter(&dispute("more", &id, "opened", 1_001)).await;
        town.is_sound().await;
    }
}
