//! A list that is longer than one answer says so, and is read to its end without a gap and without anything twice.

use crate::{
    commands::{run, told},
    hall::*,
    town::Town,
};
use serde_json::json;
use std::collections::BTreeSet;

/// Reads a list page by page; how many there are.
async fn walk(town: &Town, list: &str, field: &str, name: &str, at_once: usize) -> usize {
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = town.treasurer.get(&format!("/treasury/{list}?limit={at_once}{after}")).await.ok();
        let rows = page[field].as_array().unwrap();
        seen.extend(rows.iter().map(|row| row[name].to_string()));
        let distinct: BTreeSet<_> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "{list}: something twice: {seen:?}");
        let total = usize::try_from(page["total"].as_u64().unwrap()).unwrap();
        let Some(next) = page["next"].as_str() else {
            assert_eq!(seen.len(), total, "{list}");
            return total;
        };
        assert!(rows.len() == at_once && seen.len() < total, "{list}: {} of {total}", seen.len());
        after = format!("&after={next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_of_276_says_so_and_every_one_is_found() {
    let town = Town::open().await;
    let entries = (0..276).map(|number| credit(&format!("A{number}"), 100 + number)).collect();
    take(&town, &xml(1, 0, entries)).await;
    let page = town.treasurer.get("/treasury/queue").await.ok();
    assert_eq!((page["entries"].as_array().unwrap().len(), &page["total"]), (50, &json!(276)));
    assert_eq!(walk(&town, "queue", "entries", "id", 200).await, 276);
    assert_eq!(walk(&town, "queue", "entries", "id", 50).await, 276);

    let short = told(&run(&town, &["queue", "list"]));
    let next = page["next"].as_str().unwrap();
    assert!(short.ends_with(&format!("50 of 276 entries; the next with --after {next}, or --all\n")), "{short}");
    let more = told(&run(&town, &["queue", "list", "--after", next]));
    assert!(
        !more.contains(page["entries"][49]["id"].as_str().unwrap()) && more.contains("50 of 276 entries"),
        "{more}"
    );
    let all = told(&run(&town, &["queue", "list", "--all"]));
    assert_eq!((all.lines().count(), all.ends_with("\n276 entries\n")), (277, true));
    let nobody = town.treasurer.get("/treasury/queue?after=01920000-0000-7000-8000-000000000000").await;
    assert_eq!(nobody.status, 404);
}

#[tokio::test]
async fn every_list_of_the_treasury_s_is_read_to_its_end() {
    let town = Town::open().await;
    let (mut opening, mut credited) = (0, 0);
    for day in 1..=5 {
        let bill = town.bill("visit-ticket", 1_000).await;
        // More than is asked for: the rest is credit.
        let cents = 1_000 + 100 * i64::try_from(day).unwrap();
        credited += cents - 1_000;
        take(&town, &xml(day, opening, vec![credit(&format!("A{day}"), cents).referring_to(&rf(&bill))])).await;
        opening += cents;
        let payment = newest_payment(&town).await;
        let refund = uuid::Uuid::now_v7();
        let ask = json!({ "id": refund, "payment": payment, "amount": 100, "refundable": cents,
            "reason": "did not come", "iban": other_account().as_str() });
        let key = dimos_domain::ids::ActId(refund);
        let asked = town.treasurer.post_as(key, "/treasury/refunds", &ask).await;
        assert_eq!(asked.status, 200, "{:?}", asked.body);
    }
    for (list, field, name) in [
        ("bills", "bills", "id"),
        ("payments", "payments", "id"),
        ("refunds", "refunds", "id"),
        ("statements", "files", "id"),
        ("credits", "credits", "debtor"),
    ] {
        assert_eq!(walk(&town, list, field, name, 2).await, 5, "{list}");
        assert_eq!(walk(&town, list, field, name, 5).await, 5, "{list}");
    }
    for (list, field) in [("disputes", "disputes"), ("payouts", "payouts"), ("parked", "facts")] {
        assert_eq!(walk(&town, list, field, "id", 2).await, 0, "{list}");
    }
    let credits = town.treasurer.get("/treasury/credits").await.ok();
    let sum: i64 = credits["credits"].as_array().unwrap().iter().map(|one| one["credit"].as_i64().unwrap()).sum();
    assert_eq!((sum, town.holds("credit").await), (credited, -credited));
    let printed = told(&run(&town, &["payments", "credits"]));
    assert!(printed.contains("5.00 \"Flimnap\"") && printed.ends_with("5 debtors with credit\n"), "{printed}");
}
