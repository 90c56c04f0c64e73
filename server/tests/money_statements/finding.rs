//! What the treasury looks for: payments, disputes, payouts, imported files, facts that wait; by the API and by commands.

use crate::{
    hall::*,
    provider::letter,
    town::{Town, begin},
};
use dimos_api::problem::Code;
use dimos_server::auth::StaffRole;
use serde_json::{Value, json};

async fn payments(town: &Town, query: &str) -> Vec<Value> {
    town.treasurer.get(&format!("/treasury/payments?{query}")).await.ok()["payments"].as_array().unwrap().clone()
}

/// One payment by bank, one by card, one in cash.
async fn three_payments() -> (Town, [Value; 3]) {
    let town = Town::open().await;
    let bills = [
        town.bill("visit-ticket", 1_000).await,
        town.bill("harbour-dues", 2_000).await,
        town.bill("visit-ticket", 500).await,
    ];
    let paying = from(credit("A1", 1_000).referring_to(&rf(&bills[0])), "Μουνόδης Γκάλιβερ", &other_account());
    take(&town, &xml(1, 0, vec![paying])).await;
    let phone = town.payer(&bills[1]).await;
    let id = begin(&phone, &bills[1], 2_000).await;
    town.letter(&letter("e1", &id, "paid", 2_000)).await;
    town.cash(&bills[2], 500).await.ok();
    (town, bills)
}

#[tokio::test]
async fn a_payment_is_found_by_whatever_somebody_at_the_desk_knows_of_it() {
    let (town, bills) = three_payments().await;
    let number = |at: usize| bills[at]["number"].as_str().unwrap().to_owned();
    let spaced = rf(&bills[0]).to_lowercase().replace("rf", "rf ");
    let attempt = text(&town, "SELECT id FROM attempts").await;
    let today = crate::story::TODAY;
    for (query, amounts) in [
        (format!("q={}", rf(&bills[0])), vec![1_000]),
        (format!("q={spaced}"), vec![1_000]),
        (format!("q={}", number(1)), vec![2_000, 2_000]),
        ("q=2026-000003".to_owned(), vec![500, 500]),
        ("q=Γκάλιβερ".to_owned(), vec![1_000]),
        ("q=Flimnap".to_owned(), vec![500, 2_000, 1_000]),
        ("q=A1".to_owned(), vec![1_000]),
        (format!("q=t-{attempt}"), vec![2_000]),
        ("amount=2000".to_owned(), vec![2_000]),
        (format!("from={today}&until={today}"), vec![500, 2_000, 1_000]),
        ("from=2026-12-31".to_owned(), vec![]),
        ("until=2020-01-01".to_owned(), vec![]),
        ("amount=1000&q=Flimnap".to_owned(), vec![1_000]),
        ("limit=1".to_owned(), vec![500]),
        ("q=%25".to_owned(), vec![500, 2_000, 1_000]),
        ("q=nobody".to_owned(), vec![]),
        ("q=RF34909994000000000012345".to_owned(), vec![]),
    ] {
        let found: Vec<i64> = payments(&town, &query).await.iter().map(|one| one["amount"].as_i64().unwrap()).collect();
        // A receipt and a bill may have the same number.
        let mut distinct = amounts.clone();
        distinct.dedup();
        assert_eq!(found, distinct, "{query}");
    }
    let by_bank = payments(&town, &format!("q={}", rf(&bills[0]))).await.remove(0);
    assert_eq!((&by_bank["payer"], &by_bank["by"]), (&json!("Μουνόδης Γκάλιβερ"), &json!("bank")));
    assert_eq!((&by_bank["bills"], &by_bank["receipt"]), (&json!([number(0)]), &json!("2026-000001")));
    assert!(by_bank["entry"].is_string());
    let by_card = payments(&town, "amount=2000").await.remove(0);
    assert_eq!((&by_card["provider"], &by_card["payer"]), (&json!("sandbox"), &json!("Flimnap")));
    // What was found is what a refund is asked for by.
    ask_back(&town.treasurer, by_bank["id"].as_str().unwrap(), 1_000, None).await.ok();
    town.treasurer.get("/treasury/payments?from=yesterday").await.refused(Code::BadRequest);
    town.treasurer.get("/treasury/payments?amount=99999999999999999").await.refused(Code::BadRequest);
}

#[tokio::test]
async fn files_are_listed_with_what_was_odd_about_them_and_disputes_as_they_stand() {
    let (town, _) = three_payments().await;
    take(&town, &xml(3, 1_000, vec![])).await;
    let auditor = town.city.staff("auditor", StaffRole::Auditor).await;
    let files = auditor.get("/treasury/statements").await.ok()["files"].clone();
    assert_eq!(files.as_array().unwrap().len(), 2);
    assert_eq!(
        (&files[0]["name"], &files[0]["done"], &files[0]["kind"]),
        (&json!("upload"), &json!(true), &json!("camt.053"))
    );
    assert!(files[0]["remarks"][0].as_str().unwrap().contains("numbers 2 to 2 are missing"), "{files:#}");
    assert_eq!((&files[1]["entries"], &files[1]["remarks"]), (&json!(1), &json!([])));

    let attempt = text(&town, "SELECT id FROM attempts").await;
    let says = |event: &str, news: &str| {
        json!({ "event": event, "dispute": "d-1", "transaction": format!("t-{attempt}"), "amount": 2_000, "news": news,
            "at": "2026-11-22T02:40:00Z" })
    };
    assert_eq!(auditor.get("/treasury/disputes").await.ok()["disputes"], json!([]));
    town.letter(&says("e2", "opened")).await;
    let open = auditor.get("/treasury/disputes").await.ok()["disputes"][0].clone();
    assert_eq!((&open["state"], &open["reference"], &open["amount"]), (&json!("opened"), &json!("d-1"), &json!(2_000)));
    assert_eq!((open.get("closed_at"), &open["receipt"]), (None, &json!("2026-000002")));
    town.letter(&says("e3", "won")).await;
    let won = auditor.get("/treasury/disputes").await.ok()["disputes"][0].clone();
    assert_eq!((&won["state"], won["closed_at"].is_string()), (&json!("won"), true));

    assert_eq!(auditor.get("/treasury/parked").await.ok()["facts"], json!([]), "an auditor sees what waits");
    let decision = json!({ "take": false, "note": "x" });
    auditor.post("/treasury/parked/1/decide", decision).await.refused(Code::Forbidden);
}
