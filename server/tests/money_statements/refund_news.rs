//! What a provider says of refunds by itself: before, after and instead of its answers, of ours and of those that were made
//! at its own desk.

use crate::{
    hall::*,
    provider::{Luck, letter, refund_status},
    story::Someone,
    town::{Town, begin, seen},
};
use dimos_checkout::RefundStatus;
use dimos_server::auth::StaffRole;
use serde_json::{Value, json};

/// A bill of 10 euro paid by card, who paid it, and the payment.
pub struct Paid {
    pub town: Town,
    pub bill: Value,
    pub phone: Someone,
    pub payment: String,
    pub transaction: String,
    pub second: Someone,
}

impl Paid {
    pub async fn open() -> Self {
        let town = Town::open().await;
        let bill = town.bill("visit-ticket", 1_000).await;
        let phone = town.payer(&bill).await;
        let id = begin(&phone, &bill, 1_000).await;
        town.letter(&letter("paid", &id, "paid", 1_000)).await;
        let payment = newest_payment(&town).await;
        let second = town.city.staff("second", StaffRole::Treasurer).await;
        Self { town, bill, phone, payment, transaction: format!("t-{id}"), second }
    }

    pub async fn approved(&self, cents: i64) -> String {
        approved(&self.town, &self.second, &self.payment, cents, None).await
    }

    /// A letter about a refund.
    pub async fn hears(&self, event: &str, refund: &str, code: &str, news: &str, cents: i64) {
        let letter = json!({ "event": event, "transaction": self.transaction, "refund": refund, "code": code,
            "status": format!("refund_{news}"), "amount": cents });
        assert_eq!(self.town.letter(&letter).await, 200);
        sound(&self.town).await;
    }

    /// A letter that so much went back in all.
    pub async fn hears_total(&self, event: &str, cents: i64) {
        let letter = json!({ "event": event, "transaction": self.transaction, "total": cents });
        assert_eq!(self.town.letter(&letter).await, 200);
    }

    pub async fn hears_of_the_order(&self, event: &str, status: &str) {
        let attempt = self.transaction.strip_prefix("t-").unwrap();
        assert_eq!(self.town.letter(&letter(event, attempt, status, 1_000)).await, 200);
        sound(&self.town).await;
    }

    pub async fn passes(&self, minutes: i64) {
        self.town.city.pass_minutes(minutes);
        self.town.tick().await;
        sound(&self.town).await;
    }

    /// What is owed, what the provider holds, how the payment stands.
    pub async fn stands(&self) -> (i64, i64, String) {
        let owed = self.town.holds("receivable").await;
        let state = text(&self.town, "SELECT state FROM payments").await;
        (owed, self.town.holds("clearing:sandbox").await, state)
    }

    /// What waits for a person: why and how much.
    pub async fn waiting(&self) -> Vec<(String, i64)> {
        let all = self.facts().await;
        let shown = |one: &Value| (one["reason"].as_str().unwrap().to_owned(), one["amount"].as_i64().unwrap());
        all.iter().map(shown).collect()
    }

    pub async fn facts(&self) -> Vec<Value> {
        self.second.get("/treasury/parked").await.ok()["facts"].as_array().unwrap().clone()
    }

    pub async fn decides(&self, fact: &Value, take: bool) -> crate::story::Answer {
        let body = json!({ "take": take, "note": "found on the provider's pages" });
        self.second.post(&format!("/treasury/parked/{}/decide", fact["id"]), body).await
    }
}

pub fn stood(owed: i64, held: i64, state: &str) -> (i64, i64, String) {
    (owed, held, state.to_owned())
}

#[tokio::test]
async fn a_letter_instead_of_the_answer_says_that_a_refund_is_done() {
    let paid = Paid::open().await;
    paid.town.bank.refunding_goes(Luck::LostAfter);
    let id = paid.approved(300).await;
    paid.town.tick().await;
    assert_eq!(refund_state(&paid.town, &id).await, "unknown");
    paid.hears("e1", &id, "re_1", "pending", 300).await;
    assert_eq!(refund_state(&paid.town, &id).await, "unknown");
    paid.hears("e2", &id, "re_1", "succeeded", 300).await;
    assert_eq!(refund_state(&paid.town, &id).await, "succeeded");
    assert_eq!(paid.stands().await, stood(300, 700, "received"));
    for _ in 0..3 {
        paid.passes(120).await;
    }
    assert_eq!((paid.town.bank.told().len(), paid.town.bank.refunded()), (1, 1), "nobody is told again");
}

#[tokio::test]
async fn a_letter_before_or_after_the_answer_and_twice_changes_nothing_more() {
    for before in [true, false] {
        let paid = Paid::open().await;
        let id = paid.approved(1_000).await;
        if before {
            // It has not even been sent, as far as we know: a server that died after sending does not.
            paid.town.bank.refunding_goes(Luck::LostAfter);
            paid.town.tick().await;
            paid.hears("e0", &id, "re_1", "succeeded", 1_000).await;
        } else {
            paid.town.tick().await;
        }
        assert_eq!(refund_state(&paid.town, &id).await, "succeeded");
        for event in ["e1", "e1", "e2"] {
            paid.hears(event, &id, "re_1", "succeeded", 1_000).await;
        }
        paid.hears("e3", &id, "re_1", "pending", 1_000).await;
        paid.hears_total("e4", 1_000).await;
        paid.passes(30).await;
        assert_eq!(refund_state(&paid.town, &id).await, "succeeded");
        assert_eq!(paid.stands().await, stood(1_000, 0, "received"), "before: {before}");
        assert_eq!(paid.waiting().await, []);
    }
}

#[tokio::test]
async fn a_letter_instead_of_the_answer_says_that_a_refund_failed() {
    let paid = Paid::open().await;
    paid.town.bank.refunding_goes(Luck::LostBefore);
    let id = paid.approved(1_000).await;
    paid.town.tick().await;
    paid.hears("e1", &id, "re_1", "failed", 1_000).await;
    assert_eq!(refund_state(&paid.town, &id).await, "failed");
    assert_eq!(seen(&paid.phone, &paid.bill).await["state"], "paid");
    paid.town.bank.refunding_goes(Luck::Good);
    paid.passes(600).await;
    assert_eq!(paid.town.bank.told().len(), 1, "what failed is asked for anew, never sent again");
    assert_eq!(paid.stands().await, stood(0, 1_000, "received"));
}

#[tokio::test]
async fn a_refund_that_comes_back_after_it_was_done_is_with_the_provider_again() {
    let paid = Paid::open().await;
    let id = paid.approved(400).await;
    paid.town.tick().await;
    assert_eq!(paid.stands().await, stood(400, 600, "received"));
    let code = format!("r-{id}");
    for event in ["e1", "e2"] {
        paid.hears(event, &id, &code, "failed", 400).await;
        assert_eq!(refund_state(&paid.town, &id).await, "failed");
        assert_eq!(paid.stands().await, stood(0, 1_000, "received"));
    }
    // Older news come last.
    paid.hears("e3", &id, &code, "succeeded", 400).await;
    paid.passes(600).await;
    assert_eq!(paid.stands().await, stood(0, 1_000, "received"));
    // Given back anew, as another one.
    let again = paid.approved(400).await;
    paid.town.tick().await;
    assert_eq!(refund_state(&paid.town, &again).await, "succeeded");
    assert_eq!(paid.stands().await, stood(400, 600, "received"));
}

#[tokio::test]
async fn another_amount_than_was_asked_for_is_left_to_a_person() {
    let paid = Paid::open().await;
    paid.town.bank.refunding_goes(Luck::LostBefore);
    let id = paid.approved(400).await;
    paid.town.tick().await;
    paid.hears("e1", &id, "re_1", "succeeded", 500).await;
    assert_eq!(refund_state(&paid.town, &id).await, "unknown");
    assert_eq!(paid.town.holds("refund_payable").await, -400);
}

#[tokio::test]
async fn a_whole_payment_given_back_at_the_provider_s_desk_is_reversed_once() {
    let told: [&[&str]; 4] = [
        &["refund", "total", "order", "refund"],
        &["order", "refund", "total", "order"],
        &["total", "order", "refund"],
        &["unknown refund", "total", "order"],
    ];
    for letters in told {
        let paid = Paid::open().await;
        let done = refund_status("succeeded", "re_9", 1_000);
        paid.town.bank.lists(&paid.transaction, None, done);
        for (number, what) in letters.iter().enumerate() {
            let event = format!("e{number}");
            match *what {
                "refund" => paid.hears(&event, "", "re_9", "succeeded", 1_000).await,
                // Of a server whose memory is gone.
                "unknown refund" => {
                    paid.hears(&event, &uuid::Uuid::now_v7().to_string(), "re_9", "succeeded", 1_000).await;
                }
                "total" => paid.hears_total(&event, 1_000).await,
                _ => paid.hears_of_the_order(&event, "reversed").await,
            }
        }
        paid.passes(20).await;
        assert_eq!(paid.stands().await, stood(1_000, 0, "reversed"), "{letters:?}");
        assert_eq!(seen(&paid.phone, &paid.bill).await["state"], "open");
        assert_eq!(paid.waiting().await, [], "{letters:?}");
    }
}

#[tokio::test]
async fn a_part_given_back_at_the_provider_s_desk_waits_for_a_person_who_books_it() {
    let paid = Paid::open().await;
    for event in ["e1", "e2"] {
        paid.hears(event, "", "re_7", "succeeded", 300).await;
    }
    assert_eq!(paid.waiting().await, [("gone_back".to_owned(), 300)]);
    assert_eq!(paid.stands().await, stood(0, 1_000, "received"), "nothing is booked by itself");
    let fact = paid.facts().await.remove(0);
    assert_eq!(fact["reference"], format!("{}:re_7", paid.transaction));
    paid.decides(&fact, true).await.ok();
    paid.decides(&fact, true).await.refused(dimos_api::problem::Code::NotFound);
    sound(&paid.town).await;
    assert_eq!(paid.stands().await, stood(300, 700, "received"));
    assert_eq!(seen(&paid.phone, &paid.bill).await["expected"]["total"], 300);
    let refunds = paid.second.get("/treasury/refunds").await.ok()["refunds"].clone();
    assert_eq!((&refunds[0]["state"], refunds.as_array().unwrap().len()), (&json!("succeeded"), 1));
    let who = text(&paid.town, "SELECT requested_by || '|' || (decided_by <> requested_by) FROM refunds").await;
    assert_eq!(who, "sandbox|1", "the provider's desk asked, a person here approved");
    // It is told again, and then that it failed.
    paid.hears("e3", "", "re_7", "succeeded", 300).await;
    paid.hears_total("e4", 300).await;
    paid.passes(20).await;
    assert_eq!((paid.stands().await, paid.waiting().await), (stood(300, 700, "received"), vec![]));
    paid.hears("e5", "", "re_7", "failed", 300).await;
    assert_eq!(paid.stands().await, stood(0, 1_000, "received"));
}

#[tokio::test]
async fn nobody_books_twice_what_went_back_or_more_than_came() {
    let paid = Paid::open().await;
    let id = paid.approved(800).await;
    paid.town.tick().await;
    paid.hears("e1", "", "re_7", "succeeded", 300).await;
    paid.hears("e2", "", "re_8", "succeeded", 200).await;
    assert_eq!(paid.waiting().await, [("gone_back".to_owned(), 300), ("gone_back".to_owned(), 200)]);
    let facts = paid.facts().await;
    paid.decides(&facts[0], true).await.refused(dimos_api::problem::Code::WrongAmount);
    paid.decides(&facts[1], true).await.ok();
    paid.decides(&facts[0], false).await.ok();
    sound(&paid.town).await;
    paid.hears("e3", "", "re_7", "succeeded", 300).await;
    assert_eq!((paid.waiting().await, paid.stands().await), (vec![], stood(1_000, 0, "received")));
    assert_eq!(refund_state(&paid.town, &id).await, "succeeded");
}

#[tokio::test]
async fn what_failed_at_the_provider_s_desk_is_shown_to_nobody() {
    for order in [["failed", "succeeded"], ["succeeded", "failed"]] {
        let paid = Paid::open().await;
        for (number, news) in order.iter().enumerate() {
            paid.hears(&format!("e{number}"), "", "re_7", news, 300).await;
        }
        assert_eq!((paid.waiting().await, paid.stands().await), (vec![], stood(0, 1_000, "received")), "{order:?}");
    }
    // A whole one was believed: that it is back is for a person.
    let paid = Paid::open().await;
    paid.hears("e1", "", "re_7", "succeeded", 1_000).await;
    paid.hears("e2", "", "re_7", "failed", 1_000).await;
    assert_eq!(paid.waiting().await, [("came_back".to_owned(), 1_000)]);
    let fact = paid.facts().await.remove(0);
    paid.decides(&fact, true).await.refused(dimos_api::problem::Code::NotPayable);
    paid.decides(&fact, false).await.ok();
    assert_eq!(paid.waiting().await, []);
}

#[tokio::test]
async fn reversed_may_be_our_own_refund_and_is_then_no_news() {
    // The provider says so before its answer about the refund, after it, and where the answer was lost.
    for luck in [Luck::Good, Luck::LostAfter] {
        let paid = Paid::open().await;
        let id = paid.approved(1_000).await;
        paid.town.bank.refunding_goes(luck);
        paid.town.tick().await;
        paid.hears_of_the_order("e1", "reversed").await;
        paid.town.bank.refunding_goes(Luck::Good);
        paid.passes(20).await;
        paid.hears_of_the_order("e2", "reversed").await;
        assert_eq!(refund_state(&paid.town, &id).await, "succeeded", "{luck:?}");
        assert_eq!(paid.stands().await, stood(1_000, 0, "received"), "{luck:?}: a refund leaves its payment");
        assert_eq!(paid.waiting().await, []);
        assert_eq!(paid.town.bank.refunded(), 1);
    }
    // Approved and not sent yet; then the provider refuses it, because somebody else gave the money back.
    let paid = Paid::open().await;
    let id = paid.approved(1_000).await;
    paid.hears_of_the_order("e1", "reversed").await;
    let attempt = paid.transaction.strip_prefix("t-").unwrap().to_owned();
    let back = crate::provider::money(&paid.transaction, 1_000, "EUR", paid.town.city.now());
    paid.town.bank.stands(&attempt, dimos_checkout::OrderStatus::Reversed(back));
    paid.town.bank.refunding_goes(Luck::Refused);
    paid.passes(1).await;
    assert_eq!(refund_state(&paid.town, &id).await, "failed");
    paid.passes(1).await;
    assert_eq!(paid.stands().await, stood(1_000, 0, "reversed"), "asked again, it was a reversal after all");
}

#[tokio::test]
async fn reversed_beyond_our_refund_leaves_the_rest_to_a_person() {
    let paid = Paid::open().await;
    paid.approved(400).await;
    paid.town.tick().await;
    for event in ["e1", "e2"] {
        paid.hears_of_the_order(event, "reversed").await;
    }
    // Told by its name besides, it is the same money.
    paid.hears("e3", "", "re_7", "succeeded", 600).await;
    assert_eq!(paid.waiting().await, [("gone_back".to_owned(), 600)]);
    let fact = paid.facts().await.remove(0);
    paid.decides(&fact, true).await.ok();
    sound(&paid.town).await;
    assert_eq!(paid.stands().await, stood(1_000, 0, "received"));
}

#[tokio::test]
async fn a_total_is_looked_up_piece_by_piece_and_asked_for_until_it_is_answered() {
    let paid = Paid::open().await;
    paid.town.bank.lists(&paid.transaction, None, refund_status("succeeded", "re_7", 300));
    paid.town.bank.lists(&paid.transaction, None, refund_status("pending", "re_8", 200));
    paid.town.bank.asking_goes(Luck::LostBefore);
    paid.hears_total("e1", 300).await;
    paid.passes(1).await;
    assert_eq!(paid.waiting().await, []);
    paid.town.bank.asking_goes(Luck::Good);
    for _ in 0..3 {
        paid.passes(24 * 60).await;
    }
    let third = paid.town.city.staff("third", StaffRole::Treasurer).await;
    let facts = third.get("/treasury/parked").await.ok()["facts"].clone();
    assert_eq!((facts[0]["amount"].as_i64(), facts.as_array().unwrap().len()), (Some(300), 1));
}

#[tokio::test]
async fn a_refund_without_a_name_that_may_be_ours_is_booked_once() {
    // The provider kept nothing of what we wrote: a person says that it is this one.
    let paid = Paid::open().await;
    paid.town.bank.refunding_goes(Luck::LostBefore);
    let id = paid.approved(400).await;
    paid.town.tick().await;
    paid.hears("e1", "", "re_7", "succeeded", 400).await;
    assert_eq!(paid.waiting().await, [("gone_back".to_owned(), 400)]);
    let fact = paid.facts().await.remove(0);
    paid.decides(&fact, true).await.ok();
    sound(&paid.town).await;
    assert_eq!(refund_state(&paid.town, &id).await, "succeeded");
    assert_eq!(paid.stands().await, stood(400, 600, "received"));
    assert_eq!(paid.town.city.count("SELECT count(*) FROM refunds").await, 1);

    // The provider tells our name later: nobody is needed.
    let paid = Paid::open().await;
    paid.town.bank.refunding_goes(Luck::LostBefore);
    let id = paid.approved(400).await;
    paid.town.tick().await;
    paid.hears("e1", "", "re_7", "succeeded", 400).await;
    paid.hears("e2", &id, "re_7", "succeeded", 400).await;
    assert_eq!((paid.waiting().await, paid.stands().await), (vec![], stood(400, 600, "received")));
}

#[tokio::test]
async fn news_of_a_refund_wait_for_their_payment_and_are_shown_if_it_never_comes() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    let of = |transaction: &str, event: &str| json!({ "event": event, "transaction": transaction, "code": "re_7", "status": "refund_succeeded", "amount": 1_000 });
    town.letter(&of(&format!("t-{id}"), "e1")).await;
    town.letter(&of("t-nobodys", "e2")).await;
    town.letter(&letter("e3", &id, "paid", 1_000)).await;
    assert_eq!(seen(&phone, &bill).await["state"], "paid");
    town.city.pass_minutes(1);
    town.tick().await;
    assert_eq!(seen(&phone, &bill).await["state"], "open", "it was paid and given back");
    assert_eq!(town.treasurer.get("/treasury/parked").await.ok()["facts"], json!([]));
    for _ in 0..4 {
        town.city.pass_days(1);
        town.tick().await;
    }
    let third = town.city.staff("third", StaffRole::Treasurer).await;
    let facts = third.get("/treasury/parked").await.ok()["facts"].clone();
    assert_eq!(
        (&facts[0]["reason"], &facts[0]["amount"], &facts[1]),
        (&json!("unplaced"), &json!(1_000), &Value::Null)
    );
    assert_eq!(facts[0]["reference"], "e2");
    sound(&town).await;
}

#[tokio::test]
async fn the_same_news_of_refunds_in_any_order_leave_the_same_books() {
    for seed in 0..8 {
        let paid = Paid::open().await;
        paid.town.bank.refunding_goes(Luck::LostAfter);
        let (one, two) = (paid.approved(300).await, paid.approved(200).await);
        paid.town.tick().await;
        // One is done, two is done and comes back, somebody gives another part back at the desk, and that fails.
        let mut news = vec![
            (one.as_str(), "re_1", "pending", 300),
            (one.as_str(), "re_1", "succeeded", 300),
            (two.as_str(), "re_2", "succeeded", 200),
            (two.as_str(), "re_2", "failed", 200),
            ("", "re_3", "succeeded", 100),
            ("", "re_4", "succeeded", 50),
            ("", "re_4", "failed", 50),
        ];
        let mut random = fastrand::Rng::with_seed(seed);
        for _ in 0..5 {
            news.push(news[random.usize(..news.len())]);
        }
        random.shuffle(&mut news);
        for (number, (refund, code, what, cents)) in news.into_iter().enumerate() {
            paid.hears(&format!("e{number}"), refund, code, what, cents).await;
        }
        assert_eq!(paid.stands().await, stood(300, 700, "received"), "seed {seed}");
        assert_eq!(paid.waiting().await, [("gone_back".to_owned(), 100)], "seed {seed}");
        assert_eq!((refund_state(&paid.town, &one).await, refund_state(&paid.town, &two).await).1, "failed");
    }
}

/// What the bank has no name for is nothing to be confused by.
#[tokio::test]
async fn that_a_refund_is_pending_or_not_known_is_no_news() {
    let paid = Paid::open().await;
    paid.hears("e1", "", "re_7", "pending", 300).await;
    paid.town.bank.lists(&paid.transaction, None, RefundStatus::NotKnown);
    paid.passes(20).await;
    assert_eq!((paid.waiting().await, paid.stands().await), (vec![], stood(0, 1_000, "received")));
}
