//! The bank says the same in two ways, or two things with one reference: the same money is booked once, other money is
//! booked, too, and waits for a person.

use crate::{hall::*, story::TODAY, town::Town};
use dimos_bank::{
    camt::MessageKind,
    testing::{Sample, SampleDetail, SampleEntry, Version},
};
use dimos_domain::money::Cents;
use serde_json::{Value, json};

/// A notification of these.
pub(crate) fn notification(number: u64, entries: Vec<SampleEntry>) -> String {
    Sample::of(statement(number, 0, entries)).written_as(MessageKind::Notification, Version::V08).xml()
}

/// A transaction that the bank knows by a reference of its own.
fn transaction(reference: &str, cents: i64) -> SampleDetail {
    SampleDetail { bank_reference: Some(reference.to_owned()), ..SampleDetail::over(cents) }
}

fn collective(reference: Option<&str>, cents: i64, details: Vec<SampleDetail>) -> SampleEntry {
    let entry = SampleEntry { day: TODAY.parse().unwrap(), ..SampleEntry::credit(cents) }.made_of(details);
    SampleEntry { bank_reference: reference.map(str::to_owned), ..entry }
}

pub(crate) async fn in_bank(town: &Town) -> i64 {
    town.holds(&format!("bank:{}", account())).await
}

pub(crate) fn reasons(entries: &[Value]) -> Vec<(i64, Value)> {
    entries.iter().map(|one| (one["amount"].as_i64().unwrap(), one["reason"].clone())).collect()
}

/// Forgets that a file was taken to its end.
pub(crate) async fn breaks_off(town: &Town) {
    let half = |tx: &dimos_server::db::Tx<'_>| tx.execute("UPDATE statement_files SET done_at = NULL", []);
    town.city.running.app.db.write(half).await.unwrap();
}

#[tokio::test]
async fn one_movement_that_two_messages_name_at_different_levels_is_booked_once() {
    let single = |rf: &str| credit("TX1", 1_100).referring_to(rf);
    let within = |rf: &str| collective(None, 1_100, vec![transaction("TX1", 1_100).referring_to(rf)]);
    let booked = |rf: &str| collective(Some("BATCH1"), 1_100, vec![transaction("TX1", 1_100).referring_to(rf)]);
    for early in [single as fn(&str) -> SampleEntry, within] {
        for notification_first in [true, false] {
            let town = Town::open().await;
            let rf = rf(&town.bill("harbour-dues", 5_000).await);
            let (notice, truth) = (notification(1, vec![early(&rf)]), xml(1, 0, vec![booked(&rf)]));
            let (first, then) = if notification_first { (&notice, &truth) } else { (&truth, &notice) };
            assert_eq!(take(&town, first).await["matched"], 1);
            let again = take(&town, then).await;
            let counts = (&again["seen_before"], &again["entries"], &again["remarks"]);
            assert_eq!(counts, (&json!(1), &json!(0), &json!([])), "notification first: {notification_first}");
            assert_eq!((in_bank(&town).await, town.city.count("SELECT count(*) FROM payments").await), (1_100, 1));
            assert_eq!(text(&town, "SELECT state FROM payments").await, "settled", "the statement shows it");
            sound(&town).await;
        }
    }
}

#[tokio::test]
async fn a_collective_booking_of_what_was_notified_one_by_one_is_the_same_money() {
    let town = Town::open().await;
    let rf = rf(&town.bill("harbour-dues", 10_000).await);
    let singles = [("T1", 1_000), ("T2", 2_000)].map(|(name, cents)| credit(name, cents).referring_to(&rf));
    take(&town, &notification(1, singles.to_vec())).await;
    let details = || vec![transaction("T1", 1_000).referring_to(&rf), transaction("T2", 2_000).referring_to(&rf)];
    let day = take(&town, &xml(1, 0, vec![collective(None, 3_000, details())])).await;
    assert_eq!((&day["seen_before"], &day["entries"], &day["remarks"]), (&json!(1), &json!(0), &json!([])));
    assert_eq!((in_bank(&town).await, queue(&town).await.len()), (3_000, 0));
    assert_eq!(town.city.count("SELECT count(*) FROM payments WHERE state = 'settled'").await, 2);
    sound(&town).await;
}

#[tokio::test]
async fn a_collective_booking_that_is_known_in_part_waits_for_a_person_in_the_rest() {
    let town = Town::open().await;
    let rf = rf(&town.bill("harbour-dues", 10_000).await);
    take(&town, &notification(1, vec![credit("T1", 1_000).referring_to(&rf)])).await;
    let details = vec![transaction("T1", 1_000).referring_to(&rf), transaction("T2", 2_000).referring_to(&rf)];
    let file = xml(1, 0, vec![collective(Some("B1"), 2_980, details)]);
    let day = take(&town, &file).await;
    assert_eq!((&day["matched"], &day["waiting"]), (&json!(0), &json!(2)), "{day:#}");
    assert_eq!(reasons(&queue(&town).await), [(2_000, json!("partly_known")), (-20, json!("partly_known"))]);
    assert_eq!(in_bank(&town).await, 2_980);
    sound(&town).await;
    // Looked at again it still waits, and is there once.
    breaks_off(&town).await;
    assert_eq!(take(&town, &file).await["entries"], 0);
    assert_eq!(take(&town, &xml(2, 2_980, vec![])).await["matched"], 0);
    assert_eq!((queue(&town).await.len(), in_bank(&town).await), (2, 2_980));
    sound(&town).await;
}

#[tokio::test]
async fn two_movements_with_one_reference_in_a_statement_are_both_booked_and_the_second_waits() {
    for cents in [1_000, 700] {
        let town = Town::open().await;
        let (one, two) = (town.bill("visit-ticket", 1_000).await, town.bill("visit-ticket", cents).await);
        let both = vec![credit("DUP", 1_000).referring_to(&rf(&one)), credit("DUP", cents).referring_to(&rf(&two))];
        let file = xml(1, 0, both.clone());
        let answer = take(&town, &file).await;
        assert_eq!((&answer["matched"], &answer["waiting"]), (&json!(1), &json!(1)), "{answer:#}");
        assert!(answer["remarks"][0].as_str().unwrap().contains("DUP"), "{answer:#}");
        assert_eq!(reasons(&queue(&town).await), [(cents, json!("reference_again"))]);
        assert_eq!(in_bank(&town).await, 1_000 + cents);
        sound(&town).await;

        // Neither what was broken off nor a statement that tells of both again is a third.
        breaks_off(&town).await;
        let on = take(&town, &file).await;
        assert_eq!((&on["entries"], &on["seen_before"], &on["remarks"]), (&json!(0), &json!(2), &json!([])));
        let again = take(&town, &xml(2, 0, both)).await;
        assert_eq!((&again["entries"], &again["seen_before"], &again["remarks"]), (&json!(0), &json!(2), &json!([])));
        assert_eq!(in_bank(&town).await, 1_000 + cents);
        sound(&town).await;

        let waits = queue(&town).await.remove(0);
        let done = town.treasurer.post(&path(&waits, "allocations"), allocation(&waits, &[(&two, cents)])).await.ok();
        assert_eq!(done["entry"]["state"], "matched");
        sound(&town).await;
    }
}

#[tokio::test]
async fn two_notified_movements_with_one_reference_are_told_apart_by_the_statement() {
    let town = Town::open().await;
    let rf = rf(&town.bill("harbour-dues", 10_000).await);
    let both = vec![credit("DUP", 1_000).referring_to(&rf), credit("DUP", 1_000).referring_to(&rf)];
    let early = take(&town, &notification(1, both.clone())).await;
    assert_eq!((&early["entries"], early["remarks"].as_array().unwrap().len()), (&json!(1), 1), "{early:#}");
    assert_eq!(in_bank(&town).await, 1_000);
    let day = take(&town, &xml(1, 0, both)).await;
    assert_eq!((&day["entries"], &day["seen_before"], &day["waiting"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!((in_bank(&town).await, queue(&town).await.len()), (2_000, 1));
    sound(&town).await;
}

#[tokio::test]
async fn the_same_reference_on_another_day_is_other_money() {
    let town = Town::open().await;
    let rf = rf(&town.bill("harbour-dues", 10_000).await);
    let on = |day: &str| SampleEntry { day: day.parse().unwrap(), ..credit("R1", 1_000).referring_to(&rf) };
    take(&town, &xml(1, 0, vec![on("2026-11-19")])).await;
    let next = take(&town, &xml(2, 1_000, vec![on("2026-11-20")])).await;
    assert_eq!((&next["seen_before"], &next["waiting"]), (&json!(0), &json!(1)), "{next:#}");
    assert_eq!(reasons(&queue(&town).await), [(1_000, json!("reference_again"))]);
    assert_eq!(in_bank(&town).await, 2_000);
    let overlap = take(&town, &xml(3, 0, vec![on("2026-11-19"), on("2026-11-20")])).await;
    assert_eq!((&overlap["seen_before"], &overlap["remarks"]), (&json!(2), &json!([])));
    assert_eq!(in_bank(&town).await, 2_000);
    sound(&town).await;
}

#[tokio::test]
async fn books_that_are_not_what_the_bank_says_are_remarked_once() {
    let town = Town::open().await;
    take(&town, &xml(1, 10_000, vec![credit("A1", 1_000)])).await;
    // Notified for today, and no statement of today shows it.
    take(&town, &notification(2, vec![credit("N1", 500)])).await;
    let day = take(&town, &xml(2, 11_000, vec![credit("A2", 200)])).await;
    assert_eq!(
        day["remarks"],
        json!(["After statement 2026/2 the account holds €112.00, but by the books it would be €117.00."])
    );
    let kept = text(&town, "SELECT remarks FROM statement_files ORDER BY id DESC LIMIT 1").await;
    assert!(kept.contains("€117.00"), "{kept}");
    let next = take(&town, &xml(3, 11_200, vec![credit("A3", 1)])).await;
    assert_eq!(next["remarks"], json!([]), "said once");
    // It comes after all: the books are right again.
    let late = take(&town, &xml(4, 11_201, vec![credit("N1", 500)])).await;
    assert_eq!((&late["seen_before"], &late["remarks"]), (&json!(1), &json!([])));
    assert_eq!(town.holds("unmatched").await, -1_701);
    sound(&town).await;
}

#[tokio::test]
async fn charges_and_what_is_nobodys_reference_are_no_repetition() {
    let town = Town::open().await;
    let none = |cents: i64| SampleEntry { bank_reference: Some("NONREF".to_owned()), ..credit("", cents) };
    let answer = take(&town, &xml(1, 0, vec![none(100), none(100), none(300)])).await;
    assert_eq!((&answer["entries"], &answer["waiting"], &answer["remarks"]), (&json!(3), &json!(3), &json!([])));
    assert_eq!(in_bank(&town).await, 500);
    let batch =
        collective(Some("B1"), 980, vec![SampleDetail { charges: Cents::new(20), ..SampleDetail::over(1_000) }]);
    take(&town, &xml(2, 500, vec![batch, debit("B1", 20)])).await;
    assert_eq!(in_bank(&town).await, 1_460, "a debit is not the credit's charges");
    sound(&town).await;
}
