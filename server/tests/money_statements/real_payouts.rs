//! What Stripe and Viva pay out, known by the forms of the city pack.

use crate::{
    hall::*,
    real_refunds::{Opened, PAYMENT, of_viva, session, stripe, viva},
};
use dimos_api::problem::Code;
use dimos_bank::testing::SampleEntry;
use dimos_domain::money::Iban;
use serde_json::{Value, json};

const STRIPE: &str = "STRIPE PAYMENTS EUROPE LTD";

fn somebody() -> Iban {
    "GR1601101250000000012300695".parse().unwrap()
}

fn by_stripe(reference: &str, cents: i64, text: &str) -> SampleEntry {
    from(credit(reference, cents).saying(text), STRIPE, &somebody())
}

/// A payment of 10 euro and one of 20: with 1.5 % and 25 cents each, 40 and 55 cents are kept.
async fn two_payments() -> Opened {
    let shop = stripe().await;
    shop.stripe_is_paid().await;
    shop.double.says("POST /v1/checkout/sessions", session("cs_2", "open", "unpaid", 2_000));
    shop.begins("stripe", 2_000).await;
    shop.event("evt_2", "checkout.session.completed", session("cs_2", "complete", "paid", 2_000)).await;
    assert_eq!(shop.town.holds("clearing:stripe").await, 3_000);
    shop
}

fn reasons(queue: &[Value]) -> Vec<Value> {
    queue.iter().map(|one| one["reason"].clone()).collect()
}

#[tokio::test]
async fn a_payout_whose_text_tells_no_fees_is_the_oldest_payments_by_the_tariff() {
    for payouts in [vec![960, 1_945], vec![2_905]] {
        let shop = two_payments().await;
        let entries: Vec<_> = (1..)
            .zip(&payouts)
            .map(|(n, net)| by_stripe(&format!("P{n}"), *net, &format!("SEPA CREDIT stripe po_{n} EUR")))
            .collect();
        let answer = take(&shop.town, &xml(1, 0, entries)).await;
        assert_eq!((answer["matched"].as_u64(), &answer["waiting"]), (Some(payouts.len() as u64), &json!(0)));
        assert_eq!((shop.town.holds("clearing:stripe").await, shop.town.holds("fees:stripe").await), (0, 95));
        assert_eq!(shop.town.city.count("SELECT count(*) FROM payments WHERE state = 'settled'").await, 2);
        sound(&shop.town).await;
    }
}

#[tokio::test]
async fn a_payout_that_does_not_come_to_the_cent_or_is_told_again_waits_for_a_person() {
    let shop = two_payments().await;
    let entries = vec![
        by_stripe("P1", 960, "STRIPE po_1"),
        by_stripe("P2", 961, "STRIPE po_2"),
        by_stripe("P3", 960, "STRIPE po_1"),
        by_stripe("P4", 1_945, "no word of it"),
        from(credit("P5", 1_945).saying("STRIPE po_3"), "Flimnap", &somebody()),
    ];
    let answer = take(&shop.town, &xml(1, 0, entries)).await;
    assert_eq!((&answer["matched"], &answer["waiting"]), (&json!(1), &json!(4)));
    let why = [json!("payout_unclear"), json!("payout_again"), json!(null), json!(null)];
    assert_eq!(reasons(&queue(&shop.town).await), why, "a text alone is no payout");
    assert_eq!(shop.town.holds("clearing:stripe").await, 2_000);
    sound(&shop.town).await;
}

#[tokio::test]
async fn a_payout_of_what_nobody_was_told_of_makes_us_ask_and_is_then_matched() {
    let shop = stripe().await;
    // Stripe says that the page closed without money, and then nothing more.
    shop.double.says("GET /v1/checkout/sessions/cs_1", session("cs_1", "expired", "unpaid", 1_000));
    shop.event("evt_1", "checkout.session.expired", session("cs_1", "expired", "unpaid", 1_000)).await;
    for _ in 0..3 {
        shop.passes(24 * 60).await;
    }
    let asks = || text(&shop.town, "SELECT coalesce(ask_at, 'never') FROM attempts");
    assert_eq!(asks().await, "never", "26 hours later nobody asks any more");
    shop.double.says("GET /v1/checkout/sessions/cs_1", session("cs_1", "complete", "paid", 1_000));
    shop.double.says("GET /v1/refunds", json!({ "data": [], "has_more": false }));
    let mut shop = shop;
    shop.town.next_shift().await;
    let answer = take(&shop.town, &xml(1, 0, vec![by_stripe("P1", 960, "STRIPE po_1")])).await;
    assert_eq!((&answer["matched"], &answer["waiting"]), (&json!(0), &json!(1)));
    shop.passes(0).await;
    assert_eq!(shop.town.holds("clearing:stripe").await, 1_000, "the statement made us ask");
    assert_eq!(take(&shop.town, &xml(2, 960, vec![])).await["matched"], 1);
    assert_eq!((shop.town.holds("clearing:stripe").await, shop.town.holds("fees:stripe").await), (0, 40));
    sound(&shop.town).await;
}

#[tokio::test]
async fn a_payout_whose_text_tells_gross_and_fees_is_taken_by_its_word_from_the_right_account() {
    let shop = viva().await;
    shop.viva_shows("m0", vec![of_viva(PAYMENT, None, "F", 10.0, "")]).await;
    let text = |code: &str| format!("ΕΚΚΑΘΑΡΙΣΗ {code} ΜΙΚΤΟ 10,00 ΠΡΟΜΗΘΕΙΑ 0,12");
    let entries = vec![
        from(credit("P1", 988).saying(&text("V-1")), "VIVA", &somebody()),
        from(credit("P2", 987).saying(&text("V-2")), "VIVA", &other_account()),
        from(credit("P3", 988).saying(&text("V-3")), "VIVA", &other_account()),
    ];
    let answer = take(&shop.town, &xml(1, 0, entries)).await;
    assert_eq!((&answer["matched"], &answer["waiting"]), (&json!(1), &json!(2)));
    assert_eq!(reasons(&queue(&shop.town).await), [json!(null), json!("payout_amount")]);
    assert_eq!((shop.town.holds("clearing:viva").await, shop.town.holds("fees:viva").await), (0, 12));
    sound(&shop.town).await;
}

#[tokio::test]
async fn a_person_says_what_a_payout_is_made_of_and_no_more_than_the_provider_holds() {
    let shop = two_payments().await;
    // 30 came in, 5 went back meanwhile: the tariff alone cannot tell.
    let payment = text(&shop.town, "SELECT id FROM payments WHERE amount = 2000").await;
    let id = approved(&shop.town, &shop.second, &payment, 500, None).await;
    let back = json!({ "id": "re_1", "amount": 500, "status": "succeeded", "payment_intent": "pi_2",
        "metadata": { "refund": id } });
    shop.double.says("POST /v1/refunds", back);
    shop.passes(0).await;
    let answer = take(&shop.town, &xml(1, 0, vec![by_stripe("P1", 2_405, "STRIPE po_1"), debit("P2", 5)])).await;
    assert_eq!((&answer["matched"], &answer["waiting"]), (&json!(0), &json!(1)));
    let entry = queue(&shop.town).await.remove(0);
    let says = async |version: &Value, provider: &str, reference: &str, gross: i64| {
        let body = json!({ "version": version, "provider": provider, "reference": reference, "gross": gross });
        shop.town.treasurer.post(&path(&entry, "payout"), body).await
    };
    let version = &entry["version"];
    says(&json!(7), "stripe", "po_1", 2_500).await.refused(Code::VersionConflict);
    says(version, "strip", "po_1", 2_500).await.refused(Code::Invalid);
    says(version, "stripe", " ", 2_500).await.refused(Code::Invalid);
    for gross in [2_404, 2_700, 0, -1, 10_000_000_000_000] {
        says(version, "stripe", "po_1", gross).await.refused(Code::WrongAmount);
    }
    says(version, "stripe", "po_1", i64::MAX).await.refused(Code::Invalid);
    says(version, "viva", "po_1", 2_500).await.refused(Code::WrongAmount);
    assert_eq!(shop.town.holds("clearing:stripe").await, 2_500);
    let done = says(version, "stripe", "po_1", 2_500).await.ok();
    assert_eq!(done["entry"]["state"], "matched");
    assert_eq!((shop.town.holds("clearing:stripe").await, shop.town.holds("fees:stripe").await), (0, 95));
    says(&done["entry"]["version"], "stripe", "po_1", 2_500).await.refused(Code::WrongState);
    sound(&shop.town).await;
    // Told by the bank once more, under another of its own names.
    take(&shop.town, &xml(2, 2_400, vec![by_stripe("P3", 2_405, "STRIPE po_1")])).await;
    assert_eq!(reasons(&queue(&shop.town).await), [json!("payout_again")]);
}
