//! What a transfer is for: decided where there is no doubt, else proposed with reasons.

use crate::{
    hall::*,
    town::{Town, look_up, seen},
};
use dimos_bank::testing::SampleEntry;
use dimos_domain::money::RfReference;
use serde_json::{Value, json};

#[tokio::test]
async fn a_reference_is_found_in_free_text_however_it_is_typed() {
    let town = Town::open().await;
    let typed: [fn(&str) -> Vec<String>; 4] = [
        |rf| vec![format!("payment for {rf} thank you")],
        |rf| vec![rf.to_lowercase()],
        |rf| vec![rf.parse::<RfReference>().unwrap().grouped()],
        |rf| vec![format!("visit {}", &rf[..12]), rf[12..].to_owned()],
    ];
    for (number, typed) in (1..).zip(typed) {
        let bill = town.bill("visit-ticket", 100).await;
        let lines = typed(&rf(&bill));
        let entry = lines.iter().fold(credit(&format!("T{number}"), 100), |entry, line| entry.saying(line));
        let answer = take(&town, &xml(number, 100 * (number as i64 - 1), vec![entry])).await;
        assert_eq!(answer["matched"], 1, "{lines:?}");
    }
    sound(&town).await;
}

#[tokio::test]
async fn the_value_date_decides_on_discounts_and_surcharges() {
    let town = Town::open().await;
    let fine = town.bill("footprint-fine", 8_000).await;
    let phone = town.payer(&fine).await;
    let dues = town.bill("harbour-dues", 10_000).await;
    look_up(&phone, &dues).await;
    town.city.pass_days(40);
    // Paid within ten days, though the bank tells of it a month later.
    let early = SampleEntry { day: "2026-12-01".parse().unwrap(), ..credit("E1", 4_000) }.referring_to(&rf(&fine));
    // A day that the surcharge has begun on.
    let late = SampleEntry { day: "2026-12-30".parse().unwrap(), ..credit("E2", 10_000) }.referring_to(&rf(&dues));
    let mut town = town;
    town.next_shift().await;
    take(&town, &xml(1, 0, vec![early, late])).await;
    assert_eq!(seen(&phone, &fine).await["state"], "paid", "half off");
    let now = seen(&phone, &dues).await;
    assert_eq!((&now["state"], &now["expected"]["total"]), (&json!("partly_paid"), &json!(100)), "1 % is still owed");
    assert_eq!(town.holds("discount:fines").await, 4_000);
    assert_eq!(town.holds("surcharge:harbour").await, -100);
    sound(&town).await;
}

#[tokio::test]
async fn what_is_too_much_becomes_credit_and_what_is_too_little_stays_owed() {
    let town = Town::open().await;
    let (more, less) = (town.bill("visit-ticket", 1_000).await, town.bill("visit-ticket", 1_000).await);
    let entries = vec![credit("M1", 1_300).referring_to(&rf(&more)), credit("L1", 400).referring_to(&rf(&less))];
    assert_eq!(take(&town, &xml(1, 0, entries)).await["matched"], 2);
    assert_eq!(town.holds("credit").await, -300);
    assert_eq!(town.holds("receivable").await, 600);
    sound(&town).await;
}

async fn waits(town: &Town, number: u64, opening: i64, entry: SampleEntry) -> Value {
    let answer = take(town, &xml(number, opening, vec![entry])).await;
    assert_eq!((&answer["matched"], &answer["waiting"]), (&json!(0), &json!(1)), "{answer:#}");
    let entry = queue(town).await.pop().unwrap();
    sound(town).await;
    entry
}

#[tokio::test]
async fn references_of_what_is_paid_cancelled_superseded_or_unknown_wait_for_a_person() {
    let town = Town::open().await;
    let paid = town.bill("visit-ticket", 1_000).await;
    take(&town, &xml(1, 0, vec![credit("A1", 1_000).referring_to(&rf(&paid))])).await;
    let twice = waits(&town, 2, 1_000, credit("A2", 1_000).referring_to(&rf(&paid))).await;
    assert_eq!(suggested(&twice), [(rf(&paid), json!(["reference_paid"]))]);
    assert_eq!(twice["suggestions"][0]["expected"], 0);

    let cancelled = town.bill("visit-ticket", 700).await;
    let cancel = format!("/treasury/bills/{}/cancel", cancelled["id"].as_str().unwrap());
    town.clerk.post(&cancel, json!({ "reason": "a mistake" })).await.ok();
    let entry = waits(&town, 3, 2_000, credit("A3", 700).referring_to(&rf(&cancelled))).await;
    assert_eq!(suggested(&entry), [(rf(&cancelled), json!(["reference_cancelled"]))]);

    let old = town.bill("visit-ticket", 800).await;
    let amend = format!("/treasury/bills/{}/amend", old["id"].as_str().unwrap());
    let lines = json!([{ "tax_head": "harbour", "amount": 900 }]);
    let new = json!({ "id": uuid::Uuid::now_v7(), "lines": lines, "reason": "one more visitor" });
    let new = town.clerk.post(&amend, new).await.ok()["bill"].clone();
    let entry = waits(&town, 4, 2_700, credit("A4", 800).referring_to(&rf(&old))).await;
    assert_eq!(suggested(&entry), [(rf(&new), json!(["reference_superseded"]))]);

    let unknown = waits(&town, 5, 3_500, credit("A5", 500).referring_to("RF34909994000000000012345")).await;
    assert_eq!((&unknown["reason"], suggested(&unknown).len()), (&json!("reference_unknown"), 0));
    let nothing = waits(&town, 6, 4_000, credit("A6", 500).saying("with kind regards")).await;
    assert_eq!((nothing.get("reason"), suggested(&nothing).len()), (None, 0));
}

#[tokio::test]
async fn one_slip_of_the_finger_is_suggested_and_never_matched() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let right = rf(&bill);
    let last = right[24..].parse::<u32>().unwrap();
    let slip = format!("{}{}", &right[..24], (last + 1) % 10);
    let structured = waits(&town, 1, 0, credit("S1", 1_000).referring_to(&slip)).await;
    assert_eq!(suggested(&structured), [(right.clone(), json!(["reference_mistyped"]))]);
    let in_text = waits(&town, 2, 1_000, credit("S2", 1_000).saying(&format!("my bill {slip}"))).await;
    assert_eq!(suggested(&in_text), [(right, json!(["reference_mistyped"]))]);
}

#[tokio::test]
async fn several_references_and_numbers_of_bills_are_suggested() {
    let town = Town::open().await;
    let (one, two) = (town.bill("visit-ticket", 1_000).await, town.bill("visit-ticket", 2_000).await);
    let both = credit("S1", 3_000).referring_to(&rf(&one)).saying(&format!("and {}", rf(&two)));
    let entry = waits(&town, 1, 0, both).await;
    let reasons: Vec<Value> = suggested(&entry).into_iter().map(|(_, reasons)| reasons).collect();
    assert_eq!(reasons, [json!(["several_references"]), json!(["several_references"])]);
    let number = one["number"].as_str().unwrap();
    let entry = waits(&town, 2, 3_000, credit("S2", 1_000).saying(&format!("bill no.{number}, Flimnap"))).await;
    assert_eq!(suggested(&entry), [(rf(&one), json!(["bill_number"]))]);
}

#[tokio::test]
async fn who_paid_before_from_the_same_account_is_remembered() {
    let town = Town::open().await;
    let first = town.bill_of("090000045", "visit-ticket", 1_000).await;
    let entry = from(credit("P1", 1_000).referring_to(&rf(&first)), "Flimnap", &other_account());
    take(&town, &xml(1, 0, vec![entry])).await;
    let (same, other) =
        (town.bill_of("090000045", "visit-ticket", 1_500).await, town.bill_of("090000045", "visit-ticket", 900).await);
    let entry = waits(&town, 2, 1_000, from(credit("P2", 1_500), "Flimnap", &other_account())).await;
    let expected = [(rf(&same), json!(["payer_known", "same_amount"])), (rf(&other), json!(["payer_known"]))];
    assert_eq!(suggested(&entry), expected);
    assert_eq!(entry["payer"], "Flimnap");
}

#[tokio::test]
async fn what_waits_is_looked_at_again_once_more_is_known() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let old = format!("/treasury/bills/{}/amend", bill["id"].as_str().unwrap());
    let phone = town.payer(&bill).await;
    take(&town, &xml(1, 0, vec![credit("A1", 1_000).referring_to(&rf(&bill))])).await;
    let twice = waits(&town, 2, 1_000, credit("A2", 500).referring_to(&rf(&bill))).await;
    assert_eq!(suggested(&twice)[0].1, json!(["reference_paid"]));
    // The bill becomes larger; its old reference leads to the new one, which a person decides on.
    let lines = json!([{ "tax_head": "harbour", "amount": 1_500 }]);
    let new = json!({ "id": uuid::Uuid::now_v7(), "lines": lines, "reason": "one more visitor" });
    let new = town.clerk.post(&old, new).await.ok()["bill"].clone();
    take(&town, &xml(3, 1_500, vec![])).await;
    let entry = queue(&town).await.pop().unwrap();
    assert_eq!(suggested(&entry), [(rf(&new), json!(["reference_superseded"]))]);
    assert_eq!(seen(&phone, &new).await["expected"]["total"], 500);
    sound(&town).await;
}

#[tokio::test]
async fn the_old_reference_of_a_bill_in_instalments_pays_the_oldest() {
    let town = Town::open().await;
    let bill = town.bill("harbour-dues", 9_000).await;
    let phone = town.payer(&bill).await;
    let plan = format!("/pay/bills/{}/plan", bill["id"].as_str().unwrap());
    phone.post(&plan, json!({ "instalments": 3 })).await.ok();
    let entries = vec![credit("I1", 3_000).referring_to(&rf(&bill))];
    assert_eq!(take(&town, &xml(1, 0, entries)).await["matched"], 1);
    let now = seen(&phone, &bill).await;
    assert_eq!((&now["payables"][1]["state"], &now["payables"][2]["state"]), (&json!("paid"), &json!("open")));
    let second = now["payables"][2]["rf"].as_str().unwrap().to_owned();
    take(&town, &xml(2, 3_000, vec![credit("I2", 3_000).referring_to(&second)])).await;
    assert_eq!(seen(&phone, &bill).await["payables"][2]["state"], "paid");
    sound(&town).await;
}
