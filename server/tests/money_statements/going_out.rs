//! Transfers that come back, payouts of providers, and money that is none of the citizens'.

use crate::{
    hall::*,
    provider::letter,
    town::{Town, begin, seen},
};
use dimos_bank::testing::SampleEntry;
use dimos_domain::money::Cents;
use serde_json::json;

#[tokio::test]
async fn a_reversal_of_the_bank_makes_the_bill_owed_again() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    take(&town, &xml(1, 0, vec![credit("A1", 1_000).referring_to(&rf(&bill))])).await;
    let back = SampleEntry { is_reversal: true, ..debit("A1", 1_000) };
    assert_eq!(take(&town, &xml(2, 1_000, vec![back.clone()])).await["matched"], 1);
    let now = seen(&phone, &bill).await;
    assert_eq!((&now["state"], &now["payments"].as_array().unwrap().len()), (&json!("open"), &0));
    assert_eq!(town.holds(&format!("bank:{}", account())).await, 0);
    assert_eq!(take(&town, &xml(3, 1_000, vec![back])).await["seen_before"], 1);
    sound(&town).await;
}

#[tokio::test]
async fn a_returned_transfer_is_known_by_the_payers_identifier() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    take(&town, &xml(1, 0, vec![named(credit("A1", 1_000).referring_to(&rf(&bill)), "E2E-7")])).await;
    let mut back = named(debit("R1", 1_000), "E2E-7");
    back.details[0].return_reason = Some("AC04".to_owned());
    assert_eq!(take(&town, &xml(2, 1_000, vec![back])).await["matched"], 1);
    assert_eq!(seen(&phone, &bill).await["state"], "open");
    sound(&town).await;
}

/// The bank tells of the return first. What came back is proposed for a bill by then, which something else pays in the very
/// file: as the rules looked at it before the return did, it would be proposed for nothing.
#[tokio::test]
async fn a_return_that_came_before_its_transfer_takes_it_back_while_the_rules_look_again() {
    let town = Town::open().await;
    let first = town.bill_of("090000045", "visit-ticket", 1_000).await;
    let known = from(credit("A1", 1_000).referring_to(&rf(&first)), "Flimnap", &other_account());
    let mut back = named(debit("R1", 1_500), "E2E-7");
    back.details[0].return_reason = Some("AC04".to_owned());
    assert_eq!(take(&town, &xml(1, 5_000, vec![known, back])).await["waiting"], 1);

    let bill = town.bill_of("090000045", "visit-ticket", 1_500).await;
    let gone = named(from(credit("B1", 1_500), "Flimnap", &other_account()), "E2E-7");
    let pays = credit("B2", 1_500).referring_to(&rf(&bill));
    let answer = take(&town, &xml(2, 4_500, vec![gone, pays])).await;
    assert_eq!((&answer["entries"], &answer["matched"], &answer["waiting"]), (&json!(2), &json!(2), &json!(1)));
    assert_eq!(queue(&town).await.len(), 0);
    assert_eq!(town.holds("unmatched").await, 0);
    let states: Vec<_> =
        found(&town, "?state=auto_matched").await.into_iter().map(|one| one["reason"].clone()).collect();
    assert!(states.contains(&json!("returned")), "{states:?}");
    sound(&town).await;
}

/// Seed 67240 of the simulation: the return makes a bill owed again for which an entry waits that was looked at before it.
#[tokio::test]
async fn what_waits_for_a_bill_that_a_return_makes_owed_again_pays_it_in_the_same_breath() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.letter(&letter("e1", &id, "paid", 1_000)).await;
    let second = credit("A1", 1_000).referring_to(&rf(&bill));
    let mut back = named(debit("R1", 1_000), "E2E-7");
    back.details[0].return_reason = Some("AC04".to_owned());
    assert_eq!(take(&town, &xml(1, 5_000, vec![second, back])).await["waiting"], 2);
    town.letter(&letter("e2", &id, "reversed", 1_000)).await;
    take(&town, &xml(2, 5_000, vec![named(credit("B1", 1_000).referring_to(&rf(&bill)), "E2E-7")])).await;
    assert_eq!(queue(&town).await.len(), 0);
    let now = seen(&phone, &bill).await;
    assert_eq!((&now["state"], now["payments"].as_array().unwrap().len()), (&json!("paid"), 1));
    sound(&town).await;
}

#[tokio::test]
async fn what_was_never_matched_and_comes_back_is_done_with() {
    let town = Town::open().await;
    take(&town, &xml(1, 0, vec![credit("A1", 1_000)])).await;
    let back = SampleEntry { is_reversal: true, ..debit("A1", 1_000) };
    take(&town, &xml(2, 1_000, vec![back])).await;
    assert_eq!(queue(&town).await.len(), 0);
    assert_eq!(town.holds("unmatched").await, 0);
    sound(&town).await;
}

#[tokio::test]
async fn what_was_put_aside_and_comes_back_is_done_with() {
    let town = Town::open().await;
    take(&town, &xml(1, 0, vec![credit("A1", 1_000)])).await;
    let entry = queue(&town).await[0].clone();
    let aside = json!({ "version": entry["version"], "reason": "nobody knows" });
    town.treasurer.post(&path(&entry, "ignore"), aside).await.ok();
    let back = SampleEntry { is_reversal: true, ..debit("A1", 1_000) };
    assert_eq!(take(&town, &xml(2, 1_000, vec![back])).await["matched"], 1);
    assert_eq!(town.holds("unmatched").await, 0);
    let states: Vec<_> =
        found(&town, "?state=auto_matched").await.into_iter().map(|one| one["reason"].clone()).collect();
    assert_eq!(states, [json!("returned"), json!(null)]);
    sound(&town).await;
}

#[tokio::test]
async fn a_return_that_fits_nothing_waits_for_a_person() {
    let town = Town::open().await;
    take(&town, &xml(1, 5_000, vec![credit("A1", 1_000)])).await;
    let partly = SampleEntry { is_reversal: true, ..debit("A1", 999) };
    let unknown = SampleEntry { is_reversal: true, ..debit("Z1", 1) };
    take(&town, &xml(2, 6_000, vec![partly, unknown])).await;
    let reasons: Vec<_> = found(&town, "?state=unmatched").await.into_iter().map(|one| one["reason"].clone()).collect();
    assert_eq!(reasons, [json!(null), json!("no_original"), json!("no_original")]);
    sound(&town).await;
}

#[tokio::test]
async fn a_payout_empties_the_clearing_account_and_shows_the_fees() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 10_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 10_000).await;
    town.letter(&letter("e1", &id, "paid", 10_000)).await;
    let text_of = |code: &str, gross: i64, fees: i64| {
        format!("DIMOS SANDBOX PAYOUT {code} GROSS {} FEES {}", Cents::new(gross), Cents::new(fees))
    };
    let good = credit("P1", 9_850).saying(&text_of("SP00000001", 10_000, 150));
    let beyond = credit("P2", 4_950).saying(&text_of("SP00000002", 5_000, 50));
    let askew = credit("P3", 4_951).saying(&text_of("SP00000003", 5_000, 50));
    let again = credit("P4", 9_850).saying(&text_of("SP00000001", 10_000, 150));
    let answer = take(&town, &xml(1, 0, vec![good, beyond, askew, again])).await;
    assert_eq!((&answer["matched"], &answer["waiting"]), (&json!(1), &json!(3)));
    assert_eq!(town.holds("clearing:sandbox").await, 0);
    assert_eq!(town.holds("fees:sandbox").await, 150);
    assert_eq!(seen(&phone, &bill).await["payments"][0]["state"], "settled");
    let reasons: Vec<_> = queue(&town).await.into_iter().map(|one| one["reason"].clone()).collect();
    assert_eq!(reasons, [json!("payout_beyond_clearing"), json!("payout_amount"), json!("payout_again")]);
    sound(&town).await;

    // Its letters come late: the payout finds its money once they are there.
    let next = town.bill("visit-ticket", 5_000).await;
    let phone = town.payer(&next).await;
    let id = begin(&phone, &next, 5_000).await;
    town.letter(&letter("e2", &id, "paid", 5_000)).await;
    assert_eq!(take(&town, &xml(2, 29_501, vec![])).await["matched"], 1);
    assert_eq!(town.holds("clearing:sandbox").await, 0);
    sound(&town).await;
}

#[tokio::test]
async fn other_debits_are_kept_and_put_aside() {
    let town = Town::open().await;
    let answer = take(&town, &xml(1, 10_000, vec![debit("W1", 9_000).saying("salaries")])).await;
    assert_eq!((&answer["matched"], &answer["waiting"]), (&json!(0), &json!(0)));
    let aside = found(&town, "?state=ignored").await;
    assert_eq!((&aside[0]["amount"], &aside[0]["reason"]), (&json!(-9_000), &json!("debit")));
    assert_eq!(town.holds(&format!("bank:{}", account())).await, -9_000);
    sound(&town).await;
}
