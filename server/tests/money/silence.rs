//! A provider that says nothing about a payment for longer than anybody asks: the treasury is told, nobody guesses.

use crate::{
    provider::{Luck, letter, order_code, paid},
    story::Someone,
    town::{Town, begin, seen, state_of},
};
use dimos_api::problem::Code;
use dimos_checkout::OrderStatus;
use serde_json::{Value, json};

struct Mute {
    town: Town,
    bill: Value,
    phone: Someone,
    id: String,
}

impl Mute {
    async fn open() -> Self {
        let town = Town::open().await;
        let bill = town.bill("visit-ticket", 1_000).await;
        let phone = town.payer(&bill).await;
        let id = begin(&phone, &bill, 1_000).await;
        Self { town, bill, phone, id }
    }

    /// So many hours of asking.
    async fn pass_hours(&mut self, hours: i64) {
        for _ in 0..hours {
            self.town.city.pass_minutes(60);
            self.town.tick().await;
        }
        self.town.next_shift().await;
        self.town.is_sound().await;
    }

    async fn facts(&self) -> Vec<Value> {
        self.town.treasurer.get("/treasury/parked").await.ok()["facts"].as_array().unwrap().clone()
    }

    async fn decide(&self, decision: Value) -> crate::story::Answer {
        let fact = self.facts().await.remove(0);
        self.town.treasurer.post(&format!("/treasury/parked/{}/decide", fact["id"]), decision).await
    }
}

#[tokio::test]
async fn the_treasury_is_told_and_the_provider_is_asked_on_until_it_speaks() {
    let mut mute = Mute::open().await;
    mute.town.bank.asking_goes(Luck::LostBefore);
    mute.pass_hours(24).await;
    assert_eq!(mute.facts().await, Vec::<Value>::new(), "it has some time");
    mute.pass_hours(4).await;
    let fact = mute.facts().await.remove(0);
    assert_eq!((&fact["reason"], &fact["amount"], &fact["attempt"]), (&json!("mute"), &json!(1_000), &json!(mute.id)));
    assert_eq!(fact["reference"], order_code(&mute.id), "to be looked for on the provider's pages");
    assert_eq!(state_of(&mute.phone, &mute.id).await["state"], "unknown");
    assert_eq!(seen(&mute.phone, &mute.bill).await["state"], "open", "nobody guesses");
    let asked = mute.town.bank.asked();
    mute.pass_hours(24).await;
    assert!(mute.town.bank.asked() > asked, "it is asked on");
    assert_eq!(mute.facts().await.len(), 1, "told once");
    mute.town.bank.asking_goes(Luck::Good);
    mute.town.bank.stands(&mute.id, paid("t-1", 1_000, mute.town.city.now()));
    mute.pass_hours(7).await;
    assert_eq!(state_of(&mute.phone, &mute.id).await["state"], "succeeded");
    assert_eq!(mute.facts().await, Vec::<Value>::new(), "it is known, and nobody is needed");
}

#[tokio::test]
async fn a_page_that_is_open_for_ever_is_no_answer_and_a_late_letter_is() {
    for (status, state) in [("paid", "succeeded"), ("expired", "expired")] {
        let mut mute = Mute::open().await;
        mute.pass_hours(28).await;
        assert_eq!(mute.facts().await.len(), 1);
        assert_eq!(state_of(&mute.phone, &mute.id).await["state"], "unknown");
        mute.town.letter(&letter("e1", &mute.id, status, 1_000)).await;
        assert_eq!(
            (state_of(&mute.phone, &mute.id).await["state"].as_str(), mute.facts().await.len()),
            (Some(state), 0)
        );
        mute.town.is_sound().await;
    }
}

#[tokio::test]
async fn what_ended_and_is_not_confirmed_any_more_is_told_again_each_time_it_is_unknown() {
    let mut mute = Mute::open().await;
    mute.town.letter(&letter("e1", &mute.id, "expired", 0)).await;
    mute.town.bank.asking_goes(Luck::LostBefore);
    mute.pass_hours(28).await;
    assert_eq!(mute.facts().await.len(), 1, "the last question was not answered");
    mute.town.bank.asking_goes(Luck::Good);
    mute.town.bank.stands(&mute.id, OrderStatus::Expired);
    mute.pass_hours(2).await;
    assert_eq!(mute.facts().await.len(), 0);
    assert_eq!(state_of(&mute.phone, &mute.id).await["state"], "expired");
}

#[tokio::test]
async fn a_person_takes_what_the_provider_s_pages_show_and_it_is_not_taken_again() {
    let mut mute = Mute::open().await;
    mute.town.bank.asking_goes(Luck::LostBefore);
    mute.pass_hours(28).await;
    let nameless = mute.decide(json!({ "take": true, "note": "seen there" })).await;
    nameless.refused(Code::Invalid);
    mute.decide(json!({ "take": true, "note": "seen there", "transaction": "../t" })).await.refused(Code::Invalid);
    let transaction = format!("t-{}", mute.id);
    mute.decide(json!({ "take": true, "note": "seen there", "transaction": transaction })).await.ok();
    assert_eq!(state_of(&mute.phone, &mute.id).await["state"], "succeeded");
    assert_eq!(seen(&mute.phone, &mute.bill).await["state"], "paid");
    mute.town.letter(&letter("e1", &mute.id, "paid", 1_000)).await;
    assert_eq!(mute.town.city.count("SELECT count(*) FROM payments").await, 1);
    assert_eq!(mute.town.holds("clearing:sandbox").await, 1_000);
    mute.town.is_sound().await;
}
