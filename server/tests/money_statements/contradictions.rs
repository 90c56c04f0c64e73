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
fn notification(number: u64, entries: Vec<SampleEntry>) -> String {
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

async fn in_bank(town: &Town) -> i64 {
    town.holds(&format!("bank:{}", account())).await
}

fn reasons(entries: &[Value]) -> Vec<(i64, Value)> {
    entries.iter().map(|one| (one["amount"].as_i64().unwrap(), one["reason"].clone())).collect()
}

/// Forgets that a file was taken to its end.
async fn breaks_off(town: &Town) {
    let half = |tx: &dimos_server::db::Tx<'_>| tx.execute("UPDATE statement_files SET done_at = NULL", []);
    town.city.running.app.db.write(half).await.unwrap();
}

/// Makes a statement one that was not read to its end.
async fn was_broken_off(town: &Town, name: &'static str) {
    let unread = "UPDATE statements SET opening = NULL, closing = NULL, apart = NULL, ordinal = NULL, follows = NULL \
                  WHERE statement = ?1";
    town.city.running.app.db.write(move |tx| tx.execute(unread, [name])).await.unwrap();
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

/// The balances tell an overlap from other money that looks the same: an overlap begins with less.
#[tokio::test]
async fn what_looks_the_same_and_is_other_money_by_the_balances_waits_for_a_person() {
    let town = Town::open().await;
    let rf = rf(&town.bill("harbour-dues", 10_000).await);
    let same = || credit("R1", 1_000).referring_to(&rf);
    take(&town, &xml(1, 0, vec![same()])).await;
    let two = xml(2, 1_000, vec![same(), credit("R2", 5)]);
    let next = take(&town, &two).await;
    assert_eq!(
        (&next["entries"], &next["seen_before"], &next["waiting"]),
        (&json!(2), &json!(0), &json!(2)),
        "{next:#}"
    );
    assert_eq!(next["remarks"].as_array().unwrap().len(), 1, "{next:#}");
    assert!(
        next["remarks"][0].as_str().unwrap().starts_with("Statement 2026/2 tells of entries that look like"),
        "{next:#}"
    );
    assert!(reasons(&queue(&town).await).contains(&(1_000, json!("reference_again"))));
    assert_eq!(in_bank(&town).await, 2_005);
    let third = take(&town, &xml(3, 2_005, vec![credit("R3", 500)])).await;
    assert_eq!(third["remarks"], json!([]), "{third:#}");
    // Written anew, it is known; and so is a true overlap, which begins with less.
    assert_eq!(take(&town, &two.replace("<Document", "<!-- again --><Document")).await["entries"], 0);
    let overlap = take(&town, &xml(4, 2_505 - 505, vec![credit("R2", 5), credit("R3", 500)])).await;
    assert_eq!((&overlap["seen_before"], &overlap["entries"], &overlap["remarks"]), (&json!(2), &json!(0), &json!([])));
    assert_eq!((in_bank(&town).await, town.city.count("SELECT count(*) FROM payments").await), (2_505, 1));
    sound(&town).await;
}

/// The same entry twice: once as a true repetition, once as other money that came out of order.
#[tokio::test]
async fn balances_tell_repetitions_from_other_money_whatever_came_first() {
    let same = || credit("R1", 1_000);
    let known = |answer: &Value| (answer["entries"].clone(), answer["remarks"].clone());
    let nothing_new = (json!(0), json!([]));

    // A download is broken off, and the bank's next one has other bytes.
    let town = Town::open().await;
    take(&town, &xml(1, 0, vec![credit("R0", 5)])).await;
    let two = xml(2, 5, vec![same(), credit("R2", 7)]);
    take(&town, &two).await;
    was_broken_off(&town, "2026/2").await;
    assert_eq!(known(&take(&town, &two.replace("<Document", "<!-- again --><Document")).await), nothing_new);
    assert_eq!(in_bank(&town).await, 1_012);
    sound(&town).await;

    // One without a number is in between.
    let town = Town::open().await;
    take(&town, &xml(1, 0, vec![credit("R0", 5)])).await;
    let unnumbered = xml(9, 5, vec![same()]).replace("<ElctrncSeqNb>9</ElctrncSeqNb>", "");
    take(&town, &unnumbered).await;
    assert_eq!(known(&take(&town, &xml(2, 5, vec![same(), credit("R2", 7)])).await).0, json!(1));
    assert_eq!(in_bank(&town).await, 1_012);
    sound(&town).await;

    // The third overlaps with the second, and comes before it.
    let town = Town::open().await;
    take(&town, &xml(1, 0, vec![same()])).await;
    take(&town, &xml(3, 1_000, vec![credit("R2", 7), credit("R3", 9)])).await;
    let late = take(&town, &xml(2, 1_000, vec![same(), credit("R2", 7)])).await;
    assert_eq!((&late["entries"], &late["seen_before"], in_bank(&town).await), (&json!(1), &json!(1), 2_016));
    sound(&town).await;

    // The third does not overlap with the second: what looks the same is other money.
    let town = Town::open().await;
    take(&town, &xml(1, 0, vec![credit("R0", 5)])).await;
    take(&town, &xml(3, 1_005, vec![same()])).await;
    let two = xml(2, 5, vec![same()]);
    let late = take(&town, &two).await;
    assert_eq!((&late["entries"], &late["waiting"], in_bank(&town).await), (&json!(1), &json!(1), 2_005));
    for times in ["again", "and again"] {
        assert_eq!(
            known(&take(&town, &two.replace("<Document", &format!("<!-- {times} --><Document"))).await),
            nothing_new
        );
        assert_eq!(in_bank(&town).await, 2_005, "{times}");
    }
    assert_eq!(known(&take(&town, &xml(4, 2_005, vec![credit("R4", 1)])).await), (json!(1), json!([])));
    sound(&town).await;
}

/// Whichever of the statements that tell of what looks the same comes last: the balances tell them apart once it is there.
#[tokio::test]
async fn other_money_is_found_once_the_statement_between_is_there() {
    let same = || credit("R1", 1_000);
    let first = xml(1, 0, vec![same()]);
    let between = xml(2, 1_000, vec![credit("R2", 7)]);
    let last = xml(3, 1_007, vec![same(), credit("R3", 9)]);
    let beyond = xml(4, 2_016, vec![same()]);
    let orders = [
        [&first, &last, &beyond, &between],
        [&last, &first, &beyond, &between],
        [&beyond, &between, &first, &last],
        [&beyond, &last, &first, &between],
        [&first, &beyond, &between, &last],
        [&last, &between, &beyond, &first],
    ];
    let orders = orders.into_iter().flat_map(|order| [(order, false), (order, true)]);
    for (number, (order, each_again)) in orders.enumerate() {
        let town = Town::open().await;
        for xml in order {
            let answer = take(&town, xml).await;
            assert!(!answer["remarks"].to_string().contains("by the books"), "{number}: {answer:#}");
            if each_again {
                let again = take(&town, &xml.replace("<Document", "<!-- once more --><Document")).await;
                assert_eq!((&again["entries"], &again["remarks"]), (&json!(0), &json!([])), "{number}: {again:#}");
            }
        }
        assert_eq!(in_bank(&town).await, 3_016, "{number}");
        // In other bytes they are all known.
        for xml in order {
            let again = take(&town, &xml.replace("<Document", "<!-- again --><Document")).await;
            assert_eq!((&again["entries"], &again["remarks"]), (&json!(0), &json!([])), "{number}: {again:#}");
        }
        let next = take(&town, &xml(5, 3_016, vec![credit("R5", 1)])).await;
        assert_eq!((&next["entries"], &next["remarks"]), (&json!(1), &json!([])), "{number}: {next:#}");
        assert_eq!(in_bank(&town).await, 3_017, "{number}");
        sound(&town).await;
    }
}

/// What came with a file that was broken off is of the statement that was read to its end, for its neighbours, too.
#[tokio::test]
async fn other_money_is_found_beside_a_statement_that_was_broken_off() {
    let same = || credit("R1", 1_000);
    let (one, two) = (xml(1, 0, vec![same(), credit("R2", 7)]), xml(2, 1_007, vec![same(), credit("R3", 9)]));
    let again = |xml: &str| xml.replace("<Document", "<!-- again --><Document");
    let orders: [&[(&str, Option<&'static str>)]; 3] = [
        &[(&one, Some("2026/1")), (&again(&one), None), (&two, None)],
        &[(&one, Some("2026/1")), (&two, None), (&again(&one), None)],
        &[(&two, Some("2026/2")), (&one, None), (&again(&two), None)],
    ];
    for (number, order) in orders.into_iter().enumerate() {
        let town = Town::open().await;
        for (xml, broken_off) in order {
            take(&town, xml).await;
            if let Some(name) = *broken_off {
                was_broken_off(&town, name).await;
            }
        }
        assert_eq!(in_bank(&town).await, 2_016, "{number}");
        // What was broken off comes whole after all.
        breaks_off(&town).await;
        for xml in [&one, &two] {
            let late = take(&town, xml).await;
            assert_eq!((&late["entries"], &late["remarks"]), (&json!(0), &json!([])), "{number}: {late:#}");
        }
        let next = take(&town, &xml(3, 2_016, vec![credit("R5", 1)])).await;
        assert_eq!((&next["entries"], &next["remarks"]), (&json!(1), &json!([])), "{number}: {next:#}");
        sound(&town).await;
    }
}

/// The same number, days and balances: whatever a copy calls its entries, no other money came.
#[tokio::test]
async fn a_copy_brings_no_money() {
    let town = Town::open().await;
    let rf = rf(&town.bill("harbour-dues", 5_000).await);
    let without_reference = |cents: i64| SampleEntry { bank_reference: None, ..credit("", cents) };
    let first = xml(1, 0, vec![without_reference(1_000).referring_to(&rf), without_reference(300)]);
    assert_eq!(take(&town, &first).await["matched"], 1);
    let called_otherwise = first.replace("<Id>2026/1</Id>", "<Id>2026-0001</Id>");
    let copy = take(&town, &called_otherwise).await;
    assert_eq!(
        (&copy["entries"], &copy["seen_before"], &copy["remarks"]),
        (&json!(0), &json!(2), &json!([])),
        "{copy:#}"
    );
    // The opening balance may be dated of the day before.
    let (balance, before) = ("<Dt><Dt>2026-11-25</Dt></Dt></Bal>", "<Dt><Dt>2026-11-24</Dt></Dt></Bal>");
    let copy = take(&town, &called_otherwise.replacen(balance, before, 1).replace("2026-0001", "2026-01")).await;
    assert_eq!(
        (&copy["entries"], &copy["seen_before"], &copy["remarks"]),
        (&json!(0), &json!(2), &json!([])),
        "{copy:#}"
    );
    let divided = xml(1, 0, vec![without_reference(1_000), credit("R1", 100), credit("R2", 200)]);
    let copy = take(&town, &divided.replace("<Id>2026/1</Id>", "<Id>2026-001</Id>")).await;
    assert_eq!((&copy["entries"], &copy["waiting"]), (&json!(0), &json!(0)), "{copy:#}");
    assert_eq!(
        copy["remarks"],
        json!(["Statement 2026-001 is a copy: its number and balances were here before. 2 of its entries were told \
                otherwise. Nothing was booked for them; please ask the bank."])
    );
    assert_eq!((in_bank(&town).await, town.city.count("SELECT count(*) FROM payments").await), (1_300, 1));
    let next = take(&town, &xml(2, 1_300, vec![credit("R3", 1)])).await;
    assert_eq!((&next["entries"], &next["remarks"]), (&json!(1), &json!([])), "{next:#}");
    sound(&town).await;
}

/// What no statement shows is remarked, whatever comes again or late before the next one.
#[tokio::test]
async fn copies_and_late_statements_hide_nothing_from_the_books() {
    let books = |answer: &Value| answer["remarks"].to_string().contains("by the books it would be");
    let town = Town::open().await;
    let first = xml(1, 0, vec![credit("R1", 100)]);
    take(&town, &first).await;
    take(&town, &notification(1, vec![credit("N1", 6_600)])).await;
    assert!(!books(&take(&town, &first.replace("<Document", "<!-- again --><Document")).await));
    assert!(books(&take(&town, &xml(2, 100, vec![credit("R2", 100)])).await));
    assert!(!books(&take(&town, &xml(3, 200, vec![credit("R3", 100)])).await), "said once");

    let town = Town::open().await;
    let at =
        |number: u64| xml(number, 100 * i64::try_from(number).unwrap() - 100, vec![credit(&format!("R{number}"), 100)]);
    for number in [1, 3, 5, 2] {
        assert!(!books(&take(&town, &at(number)).await), "{number}");
    }
    take(&town, &notification(1, vec![credit("N1", 6_600)])).await;
    assert!(books(&take(&town, &at(4)).await));
}

#[tokio::test]
async fn two_statements_that_a_file_calls_the_same_are_two() {
    let town = Town::open().await;
    let one = xml(1, 0, vec![credit("R1", 1_000), credit("R2", 7)]);
    let two = xml(2, 1_007, vec![credit("R1", 1_000), credit("R3", 9)]).replace("<Id>2026/2</Id>", "<Id>2026/1</Id>");
    let second = &two[two.find("<Stmt>").unwrap()..two.find("</Stmt>").unwrap() + "</Stmt>".len()];
    let both = one.replace("</Stmt>", &format!("</Stmt>{second}"));
    let first = take(&town, &both).await;
    assert!(first["remarks"].to_string().contains("2026/1 (2)"), "{first:#}");
    assert_eq!(in_bank(&town).await, 2_016);
    for times in ["again", "and again"] {
        let again = take(&town, &both.replace("<Document", &format!("<!-- {times} --><Document"))).await;
        assert_eq!((&again["entries"], &again["remarks"]), (&json!(0), &json!([])), "{again:#}");
    }
    assert_eq!(in_bank(&town).await, 2_016);
    sound(&town).await;
}

/// A bank that counts what it sends within the day from 1: what such a statement tells of comes again by the day's.
#[tokio::test]
async fn a_second_row_of_numbers_is_no_earlier_statement() {
    let town = Town::open().await;
    take(
        &town,
        &xml(200, 0, vec![credit("R0", 5)]).replace("2026-11-25</Dt></Dt></Bal>", "2026-11-24</Dt></Dt></Bal>"),
    )
    .await;
    let within = xml(1, 5, vec![credit("R1", 1_000)]).replace("<Id>2026/1</Id>", "<Id>INTRA1</Id>");
    take(&town, &within).await;
    let day = take(&town, &xml(201, 5, vec![credit("R1", 1_000), credit("R2", 7)])).await;
    assert_eq!((&day["entries"], &day["seen_before"], in_bank(&town).await), (&json!(1), &json!(1), 1_012), "{day:#}");
    sound(&town).await;
}

#[tokio::test]
async fn numbers_begin_anew_each_year() {
    let town = Town::open().await;
    let of = |year: i16, number: u64, opening: i64, name: &str| {
        let day = format!("<Dt><Dt>{year}-11-25</Dt></Dt></Bal>");
        let id = format!("<Id>{year}/{number}</Id>");
        let xml = xml(number, opening, vec![credit(name, 100)]);
        xml.replace("<Dt><Dt>2026-11-25</Dt></Dt></Bal>", &day).replace(&format!("<Id>2026/{number}</Id>"), &id)
    };
    let mut opening = 0;
    for (year, number) in [(2025, 249), (2025, 250), (2026, 1), (2026, 2), (2026, 3)] {
        let answer = take(&town, &of(year, number, opening, &format!("{year}-{number}"))).await;
        let remarks = if opening == 0 { &answer["remarks"] } else { &json!([]) };
        assert_eq!((&answer["entries"], &answer["remarks"]), (&json!(1), remarks), "{year}/{number}");
        opening += 100;
    }
    let missing = take(&town, &of(2026, 5, opening + 100, "2026-5")).await;
    assert!(missing["remarks"].to_string().contains("the numbers 4 to 4 are missing"), "{missing:#}");
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
