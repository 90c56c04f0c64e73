//! News of money that went back after all, of refunds that are over here or not decided on: older news, or money that left
//! all the same.

use crate::{
    hall::{ask_back, refund_state, sound},
    provider::Luck,
    refund_news::{Paid, stood},
};
use dimos_api::problem::Code;
use serde_json::json;

#[tokio::test]
async fn what_failed_and_is_done_under_another_name_waits_for_a_person() {
    let paid = Paid::open().await;
    paid.town.bank.refunding_goes(Luck::LostBefore);
    let id = paid.approved(400).await;
    paid.town.tick().await;
    paid.hears("e1", &id, "re_1", "failed", 400).await;
    // Older news of the same attempt are none.
    paid.hears("e2", &id, "re_1", "succeeded", 400).await;
    assert_eq!(paid.waiting().await, []);
    for event in ["e3", "e4"] {
        paid.hears(event, &id, "re_2", "succeeded", 400).await;
        assert_eq!(paid.waiting().await, [("left_after_all".to_owned(), 400)]);
    }
    assert_eq!(paid.facts().await[0]["reference"], "re_2");
    assert_eq!(
        (paid.stands().await, refund_state(&paid.town, &id).await),
        (stood(0, 1_000, "received"), "failed".into())
    );
    // That one failed, too: nobody is needed, in whichever order it is heard.
    paid.hears("e5", &id, "re_2", "failed", 400).await;
    paid.hears("e6", &id, "re_3", "failed", 400).await;
    paid.hears("e7", &id, "re_3", "succeeded", 400).await;
    assert_eq!(paid.waiting().await, []);
}

#[tokio::test]
async fn what_went_back_already_comes_before_what_is_only_asked_for() {
    let paid = Paid::open().await;
    let asked = ask_back(&paid.town.treasurer, &paid.payment, 800, None).await.ok();
    paid.hears("e1", "", "re_7", "succeeded", 300).await;
    let fact = paid.facts().await.remove(0);
    paid.decides(&fact, true).await.refused(Code::WrongState);
    assert_eq!((paid.stands().await, paid.waiting().await.len()), (stood(0, 1_000, "received"), 1), "nothing is lost");
    let reject = format!("/treasury/refunds/{}/reject", asked["refund"]["id"].as_str().unwrap());
    paid.second.post(&reject, json!({ "reason": "given back at the provider's desk" })).await.ok();
    paid.decides(&fact, true).await.ok();
    sound(&paid.town).await;
    assert_eq!(paid.stands().await, stood(300, 700, "received"));
}
