//! Bank files: taken once, refused whole, remarked upon.

use crate::{
    hall::*,
    story::TODAY,
    town::{Town, seen},
};
use dimos_bank::{
    camt::MessageKind,
    testing::{Sample, SampleDetail, SampleEntry, SampleStatement, Version},
};
use dimos_domain::money::Cents;
use serde_json::json;

#[tokio::test]
async fn a_transfer_with_the_bills_reference_pays_it_and_the_bank_is_right() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 4_512).await;
    let phone = town.payer(&bill).await;
    let answer = take(&town, &xml(1, 100_000, vec![credit("A1", 4_512).referring_to(&rf(&bill))])).await;
    assert_eq!((&answer["entries"], &answer["matched"], &answer["waiting"]), (&json!(1), &json!(1), &json!(0)));
    let now = seen(&phone, &bill).await;
    assert_eq!((&now["state"], &now["payments"][0]["by"]), (&json!("paid"), &json!("bank")));
    assert_eq!(now["payments"][0]["state"], "settled");
    assert_eq!(now["payments"][0]["receipt"], "2026-000001");
    assert_eq!(town.holds(&format!("bank:{}", account())).await, 4_512);
    assert_eq!(text(&town, "SELECT role FROM journal_entries WHERE kind = 'statement'").await, "bank");
    assert_eq!(text(&town, "SELECT role FROM journal_entries WHERE kind = 'match'").await, "rule");
    sound(&town).await;
}

#[tokio::test]
async fn every_version_of_the_message_is_read_and_a_file_of_several_statements_too() {
    let town = Town::open().await;
    for (number, version) in (1..).zip(Version::ALL) {
        let bill = town.bill("visit-ticket", 100).await;
        let entry = credit(&format!("V{number}"), 100).referring_to(&rf(&bill));
        let sample = Sample::of(statement(number, 100 * (number as i64 - 1), vec![entry]));
        take(&town, &Sample { decimals: 5, ..sample }.written_as(MessageKind::Statement, version).xml()).await;
    }
    let (one, two) = (town.bill("visit-ticket", 100).await, town.bill("visit-ticket", 100).await);
    let both = Sample {
        statements: vec![
            statement(4, 300, vec![credit("W1", 100).referring_to(&rf(&one))]),
            statement(5, 400, vec![credit("W2", 100).referring_to(&rf(&two))]),
        ],
        ..Sample::of(statement(4, 300, Vec::new()))
    };
    let answer = take(&town, &both.xml()).await;
    assert_eq!((&answer["statements"], &answer["matched"], &answer["remarks"]), (&json!(2), &json!(2), &json!([])));
    assert_eq!(town.city.count("SELECT count(*) FROM payments WHERE state = 'settled'").await, 5);
    sound(&town).await;
}

#[tokio::test]
async fn the_same_file_twice_and_overlapping_files_post_the_same_money_once() {
    let town = Town::open().await;
    let bill = town.bill("harbour-dues", 10_000).await;
    let (one, two) = (credit("A1", 1_000).referring_to(&rf(&bill)), credit("A2", 2_000).referring_to(&rf(&bill)));
    let morning = xml(1, 500, vec![one.clone(), two.clone()]);
    take(&town, &morning).await;
    let (again, and_again) = tokio::join!(take(&town, &morning), take(&town, &morning));
    assert_eq!((&again["known"], &and_again["known"]), (&json!(true), &json!(true)));
    // The whole day: the same two and one more, in another order.
    let three = credit("A3", 3_000).referring_to(&rf(&bill));
    let day = take(&town, &xml(2, 500, vec![two.clone(), one.clone(), three.clone()])).await;
    assert_eq!((&day["entries"], &day["seen_before"], &day["remarks"]), (&json!(1), &json!(2), &json!([])));
    assert_eq!(town.holds(&format!("bank:{}", account())).await, 6_000);
    assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 3);
    // The same reference with another amount is a contradiction, and nothing is done.
    let odd = take(&town, &xml(3, 6_500, vec![credit("A1", 999), debit("X1", 999)])).await;
    assert!(odd["remarks"][0].as_str().unwrap().contains("another amount"), "{odd:#}");
    assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 3);
    sound(&town).await;
}

#[tokio::test]
async fn a_notification_comes_before_its_statement_or_after_it_and_the_books_are_the_same() {
    let mut books = Vec::new();
    for notification_first in [true, false] {
        let town = Town::open().await;
        let bill = town.bill("visit-ticket", 1_000).await;
        let entry = credit("A1", 1_000).referring_to(&rf(&bill));
        let sample = Sample::of(statement(1, 0, vec![entry]));
        let notification = sample.clone().written_as(MessageKind::Notification, Version::V08).xml();
        let statement = sample.xml();
        let state = "SELECT state FROM payments";
        if notification_first {
            let early = take(&town, &notification).await;
            assert_eq!(early["matched"], 1);
            assert_eq!(text(&town, state).await, "received", "the statement is the truth");
            sound(&town).await;
            assert_eq!(take(&town, &statement).await["seen_before"], 1);
        } else {
            take(&town, &statement).await;
            assert_eq!(take(&town, &notification).await["seen_before"], 1);
        }
        assert_eq!(text(&town, state).await, "settled");
        sound(&town).await;
        books.push(
            held(&town).await.into_iter().filter(|(_, cents)| *cents != 0).map(|(_, cents)| cents).collect::<Vec<_>>(),
        );
    }
    assert_eq!(books[0], books[1]);
}

#[tokio::test]
async fn a_notification_without_a_reference_waits_for_its_statement() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let entry = SampleEntry { bank_reference: None, ..credit("", 1_000).referring_to(&rf(&bill)) };
    let sample = Sample::of(statement(1, 0, vec![entry]));
    let early = take(&town, &sample.clone().written_as(MessageKind::Notification, Version::V08).xml()).await;
    assert_eq!((&early["entries"], early["remarks"].as_array().unwrap().len()), (&json!(0), 1));
    assert_eq!(take(&town, &sample.xml()).await["matched"], 1);
    assert_eq!(town.holds(&format!("bank:{}", account())).await, 1_000);
    sound(&town).await;
}

#[tokio::test]
async fn of_a_file_that_is_refused_nothing_is_kept() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let good = statement(1, 0, vec![credit("A1", 1_000).referring_to(&rf(&bill)), credit("A2", 5)]);
    let whole = Sample::of(good.clone()).xml();

    let ours = Sample::of(good.clone());
    let strange = SampleStatement { account: other_account(), ..good.clone() };
    let mixed = Sample { statements: vec![good.clone(), strange], ..ours }.xml();
    let why = refuse(&town, &mixed).await;
    assert!(why.contains("GR9608100010000001234567890") && why.contains("GR16 0110"), "{why}");

    let wrong = SampleStatement { mistake: Cents::new(1), ..good };
    assert!(refuse(&town, &Sample::of(wrong).xml()).await.starts_with("The file was refused: "));
    for cut in [whole.len() - 20, whole.len() / 2, 40, 0] {
        refuse(&town, &whole[..cut]).await;
    }
    let bomb = format!(
        "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>{}",
        &whole[whole.find("<Document").unwrap()..]
    );
    refuse(&town, &bomb).await;
    refuse(&town, "<Document/>").await;
    refuse(&town, "key,kind\nA,B").await;
    for sql in [
        "SELECT count(*) FROM statement_files",
        "SELECT count(*) FROM statement_entries",
        "SELECT count(*) FROM statements",
    ] {
        assert_eq!(town.city.count(sql).await, 0, "{sql}");
    }
    let greek = town.treasurer.in_greek().get("/treasury/queue").await.ok();
    assert_eq!(greek["entries"], json!([]));
    // And the good one is good after all of that.
    assert_eq!(take(&town, &whole).await["matched"], 1);
    sound(&town).await;
}

#[tokio::test]
async fn a_missing_statement_and_another_balance_are_remarked() {
    let town = Town::open().await;
    take(&town, &xml(1, 0, vec![credit("A1", 1_000)])).await;
    let late = take(&town, &xml(4, 1_200, vec![credit("A2", 1)])).await;
    let remarks: Vec<&str> = late["remarks"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert_eq!(
        remarks,
        [
            "Before statement 2026/4 the numbers 2 to 3 are missing.",
            "Statement 2026/4 begins with €12.00, but the one before it ended with €10.00."
        ]
    );
    assert_eq!(take(&town, &xml(5, 1_201, vec![])).await["remarks"], json!([]));
    sound(&town).await;
}

#[tokio::test]
async fn a_statement_that_is_missing_is_remarked_whichever_comes_first() {
    let town = Town::open().await;
    assert_eq!(take(&town, &xml(4, 1_500, vec![credit("A4", 1)])).await["remarks"], json!([]));
    let early = take(&town, &xml(1, 0, vec![credit("A1", 1_000)])).await;
    assert_eq!(early["remarks"][0], "After statement 2026/1 the numbers 2 to 3 are missing.", "{early:#}");
    let second = take(&town, &xml(2, 1_000, vec![credit("A2", 300)])).await;
    assert_eq!(second["remarks"][0], "After statement 2026/2 the numbers 3 to 3 are missing.", "{second:#}");
    assert_eq!(take(&town, &xml(3, 1_300, vec![credit("A3", 200)])).await["remarks"], json!([]));
    sound(&town).await;
}

#[tokio::test]
async fn what_a_later_statement_told_of_first_is_no_difference() {
    let town = Town::open().await;
    let (one, two, three) = (credit("A1", 1_000), credit("A2", 300), credit("A3", 20));
    take(&town, &xml(1, 0, vec![one])).await;
    // The third repeats what the second tells of, and comes before it.
    let third = take(&town, &xml(3, 1_000, vec![two.clone(), three])).await;
    assert_eq!(third["remarks"], json!(["Before statement 2026/3 the numbers 2 to 2 are missing."]));
    let second = take(&town, &xml(2, 1_000, vec![two])).await;
    assert_eq!((&second["seen_before"], &second["remarks"]), (&json!(1), &json!([])), "{second:#}");
    sound(&town).await;
}

#[tokio::test]
async fn an_import_that_was_broken_off_goes_on_where_it_was() {
    let town = Town::open().await;
    let bill = town.bill("harbour-dues", 10_000).await;
    let entries = (0..3).map(|n| credit(&format!("A{n}"), 1_000).referring_to(&rf(&bill))).collect();
    let file = xml(1, 0, entries);
    take(&town, &file).await;
    let half = |tx: &dimos_server::db::Tx<'_>| tx.execute("UPDATE statement_files SET done_at = NULL", []);
    town.city.running.app.db.write(half).await.unwrap();
    let again = take(&town, &file).await;
    assert_eq!((&again["known"], &again["entries"], &again["seen_before"]), (&json!(false), &json!(0), &json!(3)));
    assert_eq!(again["remarks"], json!([]));
    assert_eq!(take(&town, &file).await["known"], true);
    sound(&town).await;
}

#[tokio::test]
async fn a_collective_booking_is_taken_transaction_by_transaction_and_charges_are_nobodys_debt() {
    let town = Town::open().await;
    let (one, two) = (town.bill("visit-ticket", 1_000).await, town.bill("visit-ticket", 2_000).await);
    let details = vec![
        SampleDetail { charges: Cents::new(20), ..SampleDetail::over(1_000).referring_to(&rf(&one)) },
        SampleDetail::over(2_000).referring_to(&rf(&two)),
        SampleDetail::over(300),
    ];
    let batch =
        SampleEntry { day: TODAY.parse().unwrap(), ..SampleEntry::credit(3_280) }.known_as("B1").made_of(details);
    let file = xml(1, 0, vec![batch.clone()]);
    let answer = take(&town, &file).await;
    assert_eq!((&answer["matched"], &answer["waiting"]), (&json!(2), &json!(1)));
    for bill in [&one, &two] {
        let phone = town.payer(bill).await;
        assert_eq!(seen(&phone, bill).await["state"], "paid", "the payer paid all of it");
    }
    assert_eq!(town.holds(&format!("bank:{}", account())).await, 3_280);
    let charges = found(&town, "?state=ignored").await;
    assert_eq!((&charges[0]["amount"], &charges[0]["reason"]), (&json!(-20), &json!("debit")));
    let again = take(&town, &xml(2, 0, vec![batch])).await;
    assert_eq!((&again["seen_before"], &again["entries"]), (&json!(1), &json!(0)));
    sound(&town).await;
}

#[tokio::test]
async fn what_is_only_announced_moves_nothing() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let pending = dimos_bank::camt::EntryStatus::Pending;
    let entry = SampleEntry { status: pending, ..credit("A1", 1_000).referring_to(&rf(&bill)) };
    let answer = take(&town, &xml(1, 0, vec![entry])).await;
    assert_eq!((&answer["entries"], &answer["matched"]), (&json!(0), &json!(0)));
    assert_eq!(take(&town, &xml(2, 0, vec![credit("A1", 1_000).referring_to(&rf(&bill))])).await["matched"], 1);
    sound(&town).await;
}

#[tokio::test]
async fn a_statement_of_an_account_in_other_money_books_nothing() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let dollars = xml(1, 0, vec![credit("A1", 1_000).referring_to(&rf(&bill))]).replace("EUR", "USD");
    assert!(dollars.contains("USD"));
    let why = refuse(&town, &dollars).await;
    assert!(why.contains("USD"), "{why}");
    assert_eq!(town.city.count("SELECT count(*) FROM journal_entries WHERE kind <> 'issue'").await, 0);
    assert_eq!(town.holds("receivable").await, 1_000);
}

#[tokio::test]
async fn an_amount_beyond_any_city_is_refused_in_words() {
    let town = Town::open().await;
    for cents in [10_000_000_000_001, 1_000_000_000_000_001, i64::MAX / 2] {
        let (status, body) =
            post(&town, &town.treasurer, "/treasury/statements", &xml(1, 0, vec![credit("A1", cents)])).await;
        assert_eq!(status, 422, "{body:#}");
        assert!(body["detail"].as_str().unwrap().contains("too large"), "{body:#}");
    }
    assert_eq!(town.city.count("SELECT count(*) FROM statement_entries").await, 0);
    sound(&town).await;
}
