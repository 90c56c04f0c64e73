//! Statements in any order, and more than once: the balances tell what is the same money and what is other.

use crate::{
    contradictions::{breaks_off, in_bank, notification, reasons},
    hall::*,
    town::Town,
};
use dimos_bank::testing::SampleEntry;
use serde_json::{Value, json};

/// Makes a statement one that was not read to its end.
async fn was_broken_off(town: &Town, name: &'static str) {
    let unread = "UPDATE statements SET opening = NULL, closing = NULL, apart = NULL, ordinal = NULL, follows = NULL \
                  WHERE statement = ?1";
    town.city.running.app.db.write(move |tx| tx.execute(unread, [name])).await.unwrap();
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
