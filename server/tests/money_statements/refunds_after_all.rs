//! News of refunds that are over here: older news, or money that left all the same.

use crate::{
    hall::refund_state,
    provider::Luck,
    refund_news::{Paid, stood},
};

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
