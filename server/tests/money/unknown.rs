//! What nobody knows yet: answers that are lost, letters that never come, come late, twice or in the wrong order.

use crate::{
    provider::{Luck, letter, paid},
    story::Someone,
    town::{Town, attempt, begin, seen, state_of, try_to_pay},
};
use dimos_api::problem::Code;
use dimos_checkout::OrderStatus;
use serde_json::{Value, json};

#[tokio::test]
async fn a_lost_letter_is_made_up_for_by_asking() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.bank.stands(&id, paid("t-1", 1_000, town.city.now()));
    town.tick().await;
    assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 0, "it is not asked at once");
    town.city.pass_minutes(1);
    town.tick().await;
    assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 1);
    assert_eq!(state_of(&phone, &id).await["state"], "succeeded");
    town.is_sound().await;
}

#[tokio::test]
async fn who_waits_for_it_makes_us_ask_but_not_too_often() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    for _ in 0..5 {
        assert_eq!(state_of(&phone, &id).await["state"], "pending");
    }
    assert_eq!(town.bank.asked(), 1);
    town.bank.stands(&id, paid("t-1", 1_000, town.city.now()));
    town.city.pass_minutes(1);
    assert_eq!(state_of(&phone, &id).await["state"], "succeeded");
}

#[tokio::test]
async fn an_opening_without_an_answer_is_unknown_until_it_is_known() {
    for (luck, state, opened) in [(Luck::LostBefore, "failed", 0), (Luck::LostAfter, "pending", 1)] {
        let town = Town::open().await;
        let bill = town.bill("visit-ticket", 1_000).await;
        let phone = town.payer(&bill).await;
        town.bank.opening_goes(luck);
        let body = attempt(&bill, 1_000);
        let begun = try_to_pay(&phone, &body).await.ok();
        assert_eq!(begun["attempt"]["state"], "unknown", "an honest answer");
        assert_eq!(town.bank.opened(), opened);
        town.city.pass_minutes(2);
        town.tick().await;
        assert_eq!(state_of(&phone, body["id"].as_str().unwrap()).await["state"], state);
        town.is_sound().await;
    }
}

#[tokio::test]
async fn the_same_attempt_after_a_lost_opening_opens_the_same_order() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    town.bank.opening_goes(Luck::LostAfter);
    let body = attempt(&bill, 1_000);
    assert_eq!(try_to_pay(&phone, &body).await.ok()["attempt"]["state"], "unknown");
    town.bank.opening_goes(Luck::Good);
    let again = try_to_pay(&phone, &body).await.ok();
    assert_eq!(again["attempt"]["state"], "pending");
    assert!(again["attempt"]["checkout_url"].is_string());
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_said_so_and_nothing_begins() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let body = attempt(&bill, 1_000);
    town.bank.opening_goes(Luck::Unreachable);
    try_to_pay(&phone, &body).await.refused(Code::ProviderUnavailable);
    town.bank.opening_goes(Luck::Refused);
    let refused = try_to_pay(&phone, &body).await.ok();
    assert_eq!(refused["attempt"]["state"], "failed");
    assert!(refused["attempt"]["reason"].as_str().unwrap().contains("declined"));
}

#[tokio::test]
async fn success_may_come_after_failure_and_failure_never_after_success() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.letter(&letter("e1", &id, "failed", 0)).await;
    let failed = state_of(&phone, &id).await;
    assert_eq!((&failed["state"], failed["reason"].is_string()), (&json!("failed"), true));
    town.letter(&letter("e2", &id, "paid", 1_000)).await;
    town.letter(&letter("e3", &id, "failed", 0)).await;
    town.letter(&letter("e4", &id, "expired", 0)).await;
    let paid = state_of(&phone, &id).await;
    assert_eq!((&paid["state"], paid.get("reason")), (&json!("succeeded"), None));
    town.is_sound().await;
}

#[tokio::test]
async fn giving_up_is_believed_only_if_nothing_was_paid() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let (one, two) = (begin(&phone, &bill, 1_000).await, begin(&phone, &bill, 1_000).await);
    let cancelled = phone.post(&format!("/pay/attempts/{one}/cancel"), json!({})).await.ok();
    assert_eq!(cancelled["attempt"]["state"], "cancelled");
    town.bank.stands(&two, paid("t-2", 1_000, town.city.now()));
    let not = phone.post(&format!("/pay/attempts/{two}/cancel"), json!({})).await.ok();
    assert_eq!(not["attempt"]["state"], "succeeded");
}

#[tokio::test]
async fn letters_that_are_not_the_providers_change_nothing() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    let good = letter("e1", &id, "paid", 1_000);
    assert_eq!(town.signed(&good, None).await, 400);
    assert_eq!(town.signed(&good, Some("forged")).await, 400);
    assert_eq!(town.letter(&letter("e2", &id, "nonsense", 0)).await, 503, "it is asked to come again");
    let long = json!({ "event": "e3", "status": "paid", "padding": "x".repeat(300_000) });
    assert_eq!(town.letter(&long).await, 413);
    assert_eq!(town.letter(&letter("e4", &id, "other", 0)).await, 200);
    let url = format!("{}/api/v1/pay/webhooks", town.city.running.url());
    for name in ["stripe", "nobody"] {
        let answer = reqwest::Client::new().post(format!("{url}/{name}")).body("{}").send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 404);
    }
    assert_eq!(town.city.count("SELECT count(*) FROM inbox").await, 0);
    assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 0);
}

#[tokio::test]
async fn a_letter_before_its_attempt_waits_for_it() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let body = attempt(&bill, 1_000);
    let id = body["id"].as_str().unwrap();
    assert_eq!(town.letter(&letter("e1", id, "paid", 1_000)).await, 200);
    assert_eq!(town.city.count("SELECT count(*) FROM inbox WHERE state = 'waiting'").await, 1);
    try_to_pay(&phone, &body).await.ok();
    town.city.pass_minutes(1);
    town.tick().await;
    assert_eq!(state_of(&phone, id).await["state"], "succeeded");
    assert_eq!(town.city.count("SELECT count(*) FROM inbox WHERE state = 'waiting'").await, 0);
}

#[tokio::test]
async fn a_question_without_an_answer_changes_nothing_and_is_asked_again() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.bank.stands(&id, paid("t-1", 1_000, town.city.now()));
    town.bank.asking_goes(Luck::LostAfter);
    assert_eq!(state_of(&phone, &id).await["state"], "pending");
    town.bank.asking_goes(Luck::Good);
    town.city.pass_minutes(1);
    town.tick().await;
    assert_eq!(state_of(&phone, &id).await["state"], "succeeded");
}

#[tokio::test]
async fn a_hint_makes_us_ask() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.bank.stands(&id, paid("t-1", 1_000, town.city.now()));
    town.letter(&letter("e1", &id, "hint", 0)).await;
    town.tick().await;
    assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 1);
}

#[tokio::test]
async fn a_provider_that_forgets_what_was_paid_is_not_believed() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.letter(&letter("e1", &id, "paid", 1_000)).await;
    town.bank.stands(&id, OrderStatus::NotKnown);
    town.city.pass_minutes(20);
    town.tick().await;
    assert!(town.bank.asked() > 0);
    assert_eq!(state_of(&phone, &id).await["state"], "succeeded");
    assert_eq!(seen(&phone, &bill).await["state"], "paid");
}

/// What one attempt goes through, in the order in which it happened.
fn news(id: &str, cents: i64) -> Vec<Value> {
    vec![
        letter(&format!("{id}-a"), id, "failed", 0),
        letter(&format!("{id}-b"), id, "paid", cents),
        letter(&format!("{id}-c"), id, "expired", 0),
        letter(&format!("{id}-d"), id, "reversed", cents),
    ]
}

#[tokio::test]
async fn the_same_letters_in_any_order_and_number_leave_the_same_books() {
    let mut books = Vec::new();
    for seed in 0..8 {
        let town = Town::open().await;
        let bill = town.bill_of("090000045", "visit-ticket", 1_000).await;
        let phone = town.person("090000045", &bill).await;
        let (one, two, three) = three(&phone, &bill).await;
        let mut letters = news(&one, 1_000);
        letters.extend(news(&two, 1_000).into_iter().take(3));
        letters.push(letter("z", &three, "paid", 1_000));
        let mut random = fastrand::Rng::with_seed(seed);
        for _ in 0..6 {
            let again = letters[random.usize(..letters.len())].clone();
            letters.push(again);
        }
        random.shuffle(&mut letters);
        for letter in &letters {
            assert_eq!(town.letter(letter).await, 200);
        }
        town.city.pass_minutes(1);
        town.tick().await;
        town.is_sound().await;
        let account = phone.get("/pay/bills").await.ok();
        let lines = ["clearing:sandbox", "receivable", "credit", "revenue:harbour"];
        let mut held = Vec::new();
        for line in lines {
            held.push(town.holds(line).await);
        }
        books.push((seed, account["credit"].clone(), account["bills"][0]["state"].clone(), held));
    }
    for (seed, credit, state, held) in &books {
        let expected = (&json!(1_000), &json!("paid"), &vec![2_000, 0, -1_000, -1_000]);
        assert_eq!((credit, state, held), expected, "seed {seed}");
    }
}

async fn three(phone: &Someone, bill: &Value) -> (String, String, String) {
    (begin(phone, bill, 1_000).await, begin(phone, bill, 1_000).await, begin(phone, bill, 1_000).await)
}
