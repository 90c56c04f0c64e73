//! One attempt, one page: whoever begins it twice, at once or later, on whichever provider.

use crate::{
    guest::Guest,
    provider::{Luck, letter, paid},
    story::City,
    town::{Town, attempt, look_up, order, state_of, try_to_pay},
};
use dimos_api::problem::Code;
use dimos_checkout::{OrderStatus, ProviderName, sandbox::Plan};
use dimos_server::auth::StaffRole;
use serde_json::json;
use std::time::Duration;

const SLOW: Duration = Duration::from_millis(400);

async fn a_while() {
    tokio::time::sleep(Duration::from_millis(150)).await;
}

#[tokio::test]
async fn an_attempt_begun_twice_at_once_is_opened_once() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 4_512).await;
    let phone = town.payer(&bill).await;
    let body = attempt(&bill, 4_512);
    town.bank.next_opening_takes(SLOW);
    let second = async {
        a_while().await;
        town.city.pass_seconds(2);
        try_to_pay(&phone.in_greek(), &body).await
    };
    let (first, second) = tokio::join!(try_to_pay(&phone, &body), second);
    let (first, second) = (first.ok(), second.ok());
    assert_eq!((&first["attempt"]["state"], town.bank.opened()), (&json!("pending"), 1));
    assert_eq!(first["attempt"]["checkout_url"], second["attempt"]["checkout_url"]);
    assert!(first["attempt"]["checkout_url"].is_string());
    town.is_sound().await;
}

#[tokio::test]
async fn a_button_pressed_twice_leads_to_one_page() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let bill = town.bill("visit-ticket", 4_512).await;
    let page = guest.bill(&bill).await;
    town.bank.knows_no_keys();
    town.bank.next_opening_takes(SLOW);
    let (one, two) = tokio::join!(guest.pay(&page), guest.pay(&page));
    assert_eq!(one.is(303).to, two.is(303).to);
    assert!(one.to.starts_with("https://bank.example/"), "{}", one.to);
    assert_eq!(town.bank.opened(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_bank_is_asked_for_the_same_order_and_nobody_is_declined() {
    let city = City::open_with_config(|config| config.paying.providers = vec![ProviderName::Sandbox]).await;
    let bank = city.running.app.sandbox.clone().unwrap();
    bank.plan(&Plan::default()).unwrap();
    let clerk = city.staff("clerk", StaffRole::Clerk).await;
    let phone = city.citizen().await;
    for _ in 0..6 {
        let bill = clerk.post("/treasury/bills", order("visit-ticket", 4_512)).await.ok()["bill"].clone();
        look_up(&phone, &bill).await;
        let body = attempt(&bill, 4_512);
        let greek = phone.in_greek();
        let later = async {
            city.pass_seconds(1);
            try_to_pay(&phone, &body).await
        };
        let (one, two, three) = tokio::join!(try_to_pay(&phone, &body), try_to_pay(&greek, &body), later);
        for begun in [one.ok(), two.ok(), three.ok()] {
            assert_eq!(begun["attempt"]["state"], "pending", "{begun:#}");
            assert!(begun["attempt"]["checkout_url"].is_string(), "{begun:#}");
        }
    }
}

#[tokio::test]
async fn what_was_lost_is_opened_again_with_the_same_words_and_the_same_end() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 4_512).await;
    let phone = town.payer(&bill).await;
    let body = attempt(&bill, 4_512);
    town.bank.opening_goes(Luck::LostAfter);
    assert_eq!(try_to_pay(&phone, &body).await.ok()["attempt"]["state"], "unknown");
    town.bank.opening_goes(Luck::Good);
    town.city.pass_minutes(3);
    let again = try_to_pay(&phone.in_greek(), &body).await.ok();
    assert_eq!((&again["attempt"]["state"], town.bank.conflicts()), (&json!("pending"), 0));
}

#[tokio::test]
async fn what_never_left_is_opened_anew_and_stays_open_for_as_long_as_any() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 4_512).await;
    let phone = town.payer(&bill).await;
    let body = attempt(&bill, 4_512);
    town.bank.opening_goes(Luck::Unreachable);
    try_to_pay(&phone, &body).await.refused(Code::ProviderUnavailable);
    town.bank.opening_goes(Luck::Good);
    town.city.pass_minutes(20);
    let began = town.city.now();
    let begun = try_to_pay(&phone, &body).await.ok();
    let expires: jiff::Timestamp = begun["attempt"]["expires_at"].as_str().unwrap().parse().unwrap();
    assert!(expires.duration_since(began).as_secs() >= 31 * 60, "Stripe wants half an hour: {expires}");
}

#[tokio::test]
async fn who_dies_while_opening_holds_nobody_up_for_long() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 4_512).await;
    let phone = town.payer(&bill).await;
    let body = attempt(&bill, 4_512);
    town.bank.next_opening_dies();
    try_to_pay(&phone, &body).await.refused(Code::Internal);
    let time = async {
        a_while().await;
        assert_eq!(town.bank.opened(), 0, "the claim holds");
        town.city.pass_minutes(1);
    };
    let (again, ()) = tokio::join!(try_to_pay(&phone, &body), time);
    assert_eq!((&again.ok()["attempt"]["state"], town.bank.opened()), (&json!("pending"), 1));
}

/// Two orders of one attempt at a provider without keys: the first opening took so long that another one was let in.
async fn two_orders(town: &Town) -> (crate::story::Someone, String, String) {
    town.bank.knows_no_keys();
    let bill = town.bill("visit-ticket", 4_512).await;
    let phone = town.payer(&bill).await;
    let body = attempt(&bill, 4_512);
    town.bank.next_opening_takes(SLOW * 2);
    let second = async {
        a_while().await;
        town.city.pass_minutes(1);
        try_to_pay(&phone, &body).await
    };
    let (first, second) = tokio::join!(try_to_pay(&phone, &body), second);
    let (first, second) = (first.ok(), second.ok());
    assert_eq!(town.bank.opened(), 2);
    assert_eq!(first["attempt"]["checkout_url"], second["attempt"]["checkout_url"], "one page is shown");
    let id = body["id"].as_str().unwrap().to_owned();
    let other = format!("o-{id}-1");
    (phone, id, other)
}

#[tokio::test]
async fn a_second_order_is_closed_and_takes_nothing_from_the_first() {
    let town = Town::open().await;
    let (phone, id, other) = two_orders(&town).await;
    assert_eq!(town.bank.other(&other), Some(OrderStatus::Cancelled));
    let mut closed = letter("e1", &id, "expired", 0);
    closed["order"] = json!(other);
    town.letter(&closed).await;
    assert_eq!(state_of(&phone, &id).await["state"], "pending", "the first order's page is open");
    town.letter(&letter("e2", &id, "paid", 4_512)).await;
    assert_eq!(state_of(&phone, &id).await["state"], "succeeded");
    town.is_sound().await;
}

#[tokio::test]
async fn money_on_either_page_finds_its_attempt() {
    for word in ["letter", "hint"] {
        let town = Town::open().await;
        let (phone, id, other) = two_orders(&town).await;
        let mut late = letter("e1", &id, "paid", 4_512);
        late["order"] = json!(other);
        if word == "hint" {
            town.bank.other_stands(&other, paid("t-9", 4_512, town.city.now()));
            late["status"] = json!("hint");
        }
        // Who knows orders only knows this one by its own name.
        late["attempt"] = if word == "hint" { json!(null) } else { late["attempt"].clone() };
        town.letter(&late).await;
        town.tick().await;
        assert_eq!(state_of(&phone, &id).await["state"], "succeeded", "by {word}");
        assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 1);
        town.is_sound().await;
        town.letter(&letter("e2", &id, "expired", 0)).await;
        assert_eq!(state_of(&phone, &id).await["state"], "succeeded");
    }
}

#[tokio::test]
async fn what_could_not_be_closed_is_closed_later() {
    let town = Town::open().await;
    town.bank.closing_goes(Luck::LostBefore);
    let (_, _, other) = two_orders(&town).await;
    assert_eq!(town.bank.other(&other), Some(OrderStatus::Pending));
    town.bank.closing_goes(Luck::Good);
    town.city.pass_minutes(20);
    town.tick().await;
    assert_eq!(town.bank.other(&other), Some(OrderStatus::Cancelled));
}
