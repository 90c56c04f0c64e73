//! What providers, and strangers in their name, post: nothing of it may hold up anything else.

use crate::{
    provider::letter,
    story::Someone,
    town::{Town, begin, seen},
};
use dimos_api::problem::Code;
use dimos_server::auth::StaffRole;
use serde_json::{Value, json};

async fn waiting(by: &Someone) -> Vec<Value> {
    by.get("/treasury/parked").await.ok()["facts"].as_array().unwrap().clone()
}

/// How many rows of the inbox are in a state.
async fn rows(town: &Town, state: &'static str) -> i64 {
    let count = |tx: &dimos_server::db::Tx<'_>, state| {
        tx.one("SELECT count(*) FROM inbox WHERE state = ?1", [state], |row| row.get::<_, i64>(0))
    };
    town.city.running.app.db.read(move |tx| count(tx, state)).await.unwrap().unwrap()
}

/// An older or a newer server kept it, or a disk lost a bit of it.
#[tokio::test]
async fn a_letter_that_cannot_be_read_any_more_holds_nobody_up_and_is_shown() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    let now = town.city.now().as_millisecond();
    let unreadable = move |tx: &dimos_server::db::Tx<'_>| {
        for (event, said) in
            [("x1", "{}"), ("x2", r#"{"type":"gone_back","transaction":"t","total":1000000000000000000}"#)]
        {
            tx.execute(
                "INSERT INTO inbox (provider, event, said, state, try_at, received_at) VALUES ('sandbox', ?1, ?2, 'waiting', ?3, ?3)",
                (event, said, now - 1_000),
            )?;
        }
        Ok(())
    };
    town.city.running.app.db.write(unreadable).await.unwrap();
    // It came before the payment that it speaks of, and must be tried again: by the very rounds that meet the others.
    let dispute = json!({ "event": "d1", "dispute": "dp_1", "transaction": format!("t-{id}"), "news": "opened",
        "amount": 1_000, "at": "2026-11-22T02:31:00Z" });
    assert_eq!(town.letter(&dispute).await, 200);
    town.letter(&letter("e1", &id, "paid", 1_000)).await;
    town.city.pass_minutes(1);
    town.tick().await;
    assert_eq!(town.treasurer.get("/treasury/disputes").await.ok()["total"], 1);
    let facts = waiting(&town.treasurer).await;
    let shown: Vec<_> = facts.iter().map(|fact| (&fact["reason"], &fact["reference"], &fact["amount"])).collect();
    assert_eq!(
        shown,
        [(&json!("unreadable"), &json!("x1"), &json!(0)), (&json!("unreadable"), &json!("x2"), &json!(0))]
    );
    let take = json!({ "take": true, "note": "?" });
    let path = format!("/treasury/parked/{}/decide", facts[0]["id"]);
    town.treasurer.post(&path, take).await.refused(Code::NotPayable);
    town.treasurer.post(&path, json!({ "take": false, "note": "looked at" })).await.ok();
    assert_eq!(waiting(&town.treasurer).await.len(), 1);
    town.is_sound().await;
}

#[tokio::test]
async fn less_than_nothing_is_never_taken() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.letter(&letter("e1", &id, "paid", 1_000)).await;
    let less = json!({ "event": "g1", "transaction": format!("t-{id}"), "code": "re_1", "status": "refund_succeeded", "amount": -5 });
    town.letter(&less).await;
    let facts = waiting(&town.treasurer).await;
    assert_eq!((facts.len(), &facts[0]["amount"]), (1, &json!(-5)), "{facts:#?}");
    let path = format!("/treasury/parked/{}/decide", facts[0]["id"]);
    town.treasurer.post(&path, json!({ "take": true, "note": "?" })).await.refused(Code::NotPayable);
    town.is_sound().await;
}

#[tokio::test]
async fn from_the_limit_on_two_treasurers_take_what_does_not_fit() {
    let town = Town::open().await;
    let second = town.city.staff("second", StaffRole::Treasurer).await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.letter(&letter("e1", &id, "paid", 9_200_000)).await;
    // What nobody can take is not proposed either.
    let foreign = begin(&phone, &bill, 1_000).await;
    let mut dollars = letter("e0", &foreign, "paid", 9_200_000);
    dollars["currency"] = json!("USD");
    town.letter(&dollars).await;
    let facts = waiting(&town.treasurer).await;
    let at = |reason: &str| facts.iter().find(|fact| fact["reason"] == reason).unwrap();
    let path = format!("/treasury/parked/{}/decide", at("currency")["id"]);
    let take = json!({ "take": true, "note": "it says so" });
    town.treasurer.post(&path, take.clone()).await.refused(Code::NotPayable);
    town.treasurer.post(&path, json!({ "take": false, "note": "dollars" })).await.ok();
    let fact = waiting(&town.treasurer).await.remove(0);
    assert_eq!((&fact["reason"], fact.get("proposed_by")), (&json!("amount"), None));
    let path = format!("/treasury/parked/{}/decide", fact["id"]);
    town.treasurer.post(&path, take.clone()).await.ok();
    let proposed = waiting(&second).await.remove(0);
    assert_eq!(proposed["proposed_by"], "treasurer", "{proposed:#}");
    assert_eq!((town.holds("clearing:sandbox").await, town.holds("credit").await), (0, 0), "nothing moved");
    town.treasurer.post(&path, take.clone()).await.refused(Code::Forbidden);
    second.post(&path, take).await.ok();
    assert_eq!(waiting(&second).await.len(), 0);
    assert_eq!((town.holds("clearing:sandbox").await, town.holds("credit").await), (9_200_000, -9_199_000));
    assert_eq!(seen(&phone, &bill).await["state"], "paid");
    town.is_sound().await;
}

#[tokio::test]
async fn hints_of_strangers_are_kept_up_to_a_limit_and_are_nobodys_work() {
    let mut town = Town::open().await;
    let hint = |n: usize| json!({ "event": format!("h{n}"), "status": "hint", "order": format!("nobody-{n}") });
    for n in 0..250 {
        assert_eq!(town.letter(&hint(n)).await, 200, "whoever sends them is told nothing");
    }
    assert_eq!(rows(&town, "waiting").await, 100);
    // Hints on what was opened here are heard all the same.
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.letter(&json!({ "event": "ours", "status": "hint", "attempt": id })).await;
    assert_eq!((rows(&town, "waiting").await, rows(&town, "done").await), (100, 1));
    town.city.pass_days(4);
    town.tick().await;
    town.next_shift().await;
    let shown: Vec<_> = waiting(&town.treasurer).await.into_iter().map(|fact| fact["reason"].clone()).collect();
    assert_eq!(shown, [json!("mute")], "of the payment that nobody made");
    assert_eq!((rows(&town, "waiting").await, rows(&town, "ignored").await), (0, 100));
}

#[tokio::test]
async fn hints_do_not_make_us_ask_without_end() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.tick().await;
    let before = town.bank.asked();
    for n in 0..50 {
        town.letter(&json!({ "event": format!("h{n}"), "status": "hint", "attempt": id })).await;
        town.tick().await;
    }
    assert!(town.bank.asked() - before <= 2, "{} questions", town.bank.asked() - before);
    // The last hint is not lost.
    let asked = town.bank.asked();
    town.city.pass_minutes(1);
    town.tick().await;
    assert!(town.bank.asked() > asked);
}
