//! Entries whose parts do not come to them, and transfers that pose as a payout: no rule takes what is not certain.

use crate::{
    hall::*,
    provider::letter,
    story::{Someone, TODAY},
    town::{Town, begin, seen},
};
use dimos_bank::{
    camt::MessageKind,
    testing::{Sample, SampleDetail, SampleEntry, Version},
};
use dimos_domain::money::{Cents, Iban};
use serde_json::{Value, json};

fn made_of(reference: &str, cents: i64, details: Vec<SampleDetail>) -> SampleEntry {
    SampleEntry { day: TODAY.parse().unwrap(), ..SampleEntry::credit(cents) }.known_as(reference).made_of(details)
}

fn over(cents: i64, bill: &Value) -> SampleDetail {
    SampleDetail { payer_name: Some("Gulliver".to_owned()), ..SampleDetail::over(cents).referring_to(&rf(bill)) }
}

fn reasons(queue: &[Value]) -> Vec<(i64, &str)> {
    queue.iter().map(|one| (one["amount"].as_i64().unwrap(), one["reason"].as_str().unwrap_or_default())).collect()
}

async fn in_bank(town: &Town) -> i64 {
    town.holds(&format!("bank:{}", account())).await
}

#[tokio::test]
async fn an_entry_whose_parts_do_not_come_to_it_waits_as_it_was_booked() {
    let town = Town::open().await;
    let bills = [
        town.bill("visit-ticket", 100_000).await,
        town.bill("visit-ticket", 5_000).await,
        town.bill("harbour-dues", 6_000).await,
    ];
    let entries = || {
        vec![
            made_of("X1", 100, vec![over(100_000, &bills[0])]),
            made_of("X2", 6_000, vec![over(5_000, &bills[1]), over(6_000, &bills[2])]),
            // What the bank names as its charge explains some of it, and not all.
            made_of("X3", 4_900, vec![SampleDetail { charges: Cents::new(20), ..over(5_000, &bills[1]) }]),
        ]
    };
    let file = xml(1, 0, entries());
    let answer = take(&town, &file).await;
    assert_eq!((&answer["matched"], &answer["waiting"], &answer["entries"]), (&json!(0), &json!(3), &json!(3)));
    let remarks: Vec<&str> = answer["remarks"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert!(remarks[0].contains("X1 is €1.00") && remarks[0].contains("come to €1,000.00"), "{remarks:?}");
    assert_eq!(remarks.len(), 3, "{remarks:?}");
    let waits = queue(&town).await;
    assert_eq!(reasons(&waits), [(100, "parts_differ"), (6_000, "parts_differ"), (4_900, "parts_differ")]);
    let mut named: Vec<String> = suggested(&waits[1]).into_iter().map(|(rf, _)| rf).collect();
    named.sort_by_key(|named| *named != rf(&bills[1]));
    assert_eq!(named, [rf(&bills[1]), rf(&bills[2])], "what its parts name is proposed");
    assert_eq!((&waits[1]["payer"], suggested(&waits[0]).len()), (&json!("Gulliver, Gulliver"), 1));
    assert_eq!((in_bank(&town).await, town.holds("outside").await), (11_000, 0));
    assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 0);
    sound(&town).await;
    // Neither the same again nor a later look at what waits makes it another.
    let again = take(&town, &xml(2, 0, entries())).await;
    assert_eq!((&again["seen_before"], &again["entries"]), (&json!(3), &json!(0)), "{again:#}");
    assert_eq!((queue(&town).await.len(), in_bank(&town).await), (3, 11_000));
    // A person takes what there is.
    let given = allocation(&waits[1], &[(&bills[1], 5_000), (&bills[2], 1_000)]);
    town.treasurer.post(&path(&waits[1], "allocations"), given).await.ok();
    sound(&town).await;
}

#[tokio::test]
async fn a_notification_whose_parts_do_not_come_to_it_waits_for_its_statement() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 5_000).await;
    let entry = || made_of("X1", 60, vec![over(5_000, &bill)]);
    let early = Sample::of(statement(1, 0, vec![entry()])).written_as(MessageKind::Notification, Version::V08).xml();
    let told = take(&town, &early).await;
    assert_eq!((&told["entries"], told["remarks"].as_array().unwrap().len()), (&json!(0), 1), "{told:#}");
    assert_eq!(in_bank(&town).await, 0);
    assert_eq!(take(&town, &xml(1, 0, vec![entry()])).await["waiting"], 1);
    assert_eq!((in_bank(&town).await, reasons(&queue(&town).await)), (60, vec![(60, "parts_differ")]));
    sound(&town).await;
}

/// A town that was paid 100 euro by card, so that the sandbox holds as much.
async fn paid_by_card() -> (Town, Someone) {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 10_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 10_000).await;
    town.letter(&letter("e1", &id, "paid", 10_000)).await;
    (town, phone)
}

#[tokio::test]
async fn a_payer_whose_words_are_a_payouts_pays_a_bill() {
    let poses = "DIMOS SANDBOX PAYOUT SP00000009 GROSS 100.00 FEES 95.00";
    let (town, phone) = paid_by_card().await;
    let bill = town.bill("visit-ticket", 500).await;
    phone.post("/pay/lookups", json!({ "rf": rf(&bill), "amount": 500 })).await.ok();
    let posing = from(credit("X1", 500).referring_to(&rf(&bill)).saying(poses), "Gulliver", &other_account());
    assert_eq!(take(&town, &xml(1, 0, vec![posing])).await["matched"], 1);
    assert_eq!(seen(&phone, &bill).await["state"], "paid");
    assert_eq!((town.holds("clearing:sandbox").await, town.holds("fees:sandbox").await), (10_000, 0));
    // Nobody keeps that much, whoever says so.
    let much = credit("X2", 500).saying(&poses.replace("SP00000009", "SP00000010"));
    take(&town, &xml(2, 500, vec![much])).await;
    assert_eq!(reasons(&queue(&town).await), [(500, "payout_unclear")]);
    assert_eq!(town.holds("clearing:sandbox").await, 10_000);
    sound(&town).await;

    // Where nobody pays by it there is no such thing, even without a sender.
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 500).await;
    let posing = credit("X1", 500).referring_to(&rf(&bill)).saying(poses);
    assert_eq!(take(&town, &xml(1, 0, vec![posing])).await["matched"], 1);
    sound(&town).await;
}

#[tokio::test]
async fn what_a_form_reads_is_bound_by_the_same_tenth() {
    let town = Town::open().await;
    let viva: Iban = "GR9608100010000001234567890".parse().unwrap();
    let entry = |name: &str, net: i64, fees: &str| {
        let said = format!("ΕΚΚΑΘΑΡΙΣΗ V-{name} ΜΙΚΤΟ 10,00 ΠΡΟΜΗΘΕΙΑ {fees}");
        from(credit(name, net).saying(&said), "Viva", &viva)
    };
    take(&town, &xml(1, 0, vec![entry("A", 900, "1,00"), entry("B", 899, "1,01")])).await;
    assert_eq!(reasons(&queue(&town).await), [(900, "payout_beyond_clearing"), (899, "payout_unclear")]);
    sound(&town).await;
}

async fn greek(town: &Town, path: &str, body: &str) -> String {
    let url = format!("{}/api/v1/treasury{path}", town.city.running.url());
    let call = reqwest::Client::new().post(url).bearer_auth(town.treasurer.token());
    let call = call.header("content-type", "application/xml").header("accept-language", "el");
    let answer: Value = call.body(body.to_owned()).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["code"], "invalid", "{answer:#}");
    answer["detail"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn why_a_file_is_refused_is_said_in_greek_with_its_line() {
    let town = Town::open().await;
    let wrong = statement(1, 0, vec![credit("A1", 1_000)]);
    let wrong = dimos_bank::testing::SampleStatement { mistake: Cents::new(100), ..wrong };
    let said = greek(&town, "/statements", &Sample::of(wrong).xml()).await;
    assert!(said.contains("«2026/1» δεν συμφωνεί") && said.contains("1,00\u{a0}€ λιγότερα"), "{said}");
    let whole = xml(1, 0, vec![credit("A1", 1_000)]);
    let said = greek(&town, "/statements", &whole[..whole.len() - 20]).await;
    assert!(said.contains("τελειώνει νωρίς (γραμμή ") && !said.contains("line"), "{said}");
    let said = greek(&town, "/refunds/answers", &whole).await;
    assert!(said.contains("δεν είναι απάντηση σε εντολή (γραμμή "), "{said}");
    assert_eq!(refuse(&town, &whole.replace("CLBD", "ITBD")).await.matches("no closing balance").count(), 1);
}

#[tokio::test]
async fn names_are_found_in_capitals_without_accents_and_in_greeklish() {
    let town = Town::open().await;
    let order = crate::story::with(crate::town::order("visit-ticket", 700), json!({ "name": "Ελένη Παπαδοπούλου" }));
    let bill = town.issue(&order).await;
    let paying = credit("A1", 700).referring_to(&rf(&bill));
    let waiting = from(credit("A2", 900).saying("ΤΕΛΗ ΛΙΜΕΝΟΣ"), "ΠΑΠΑΔΟΠΟΥΛΟΥ ΕΛΕΝΗ", &other_account());
    take(&town, &xml(1, 0, vec![paying, waiting])).await;
    for sought in ["Παπαδοπούλου", "ΠΑΠΑΔΟΠΟΥΛΟΥ", "παπαδοπουλου ελενη", "papadopoulou", "ΈΛΕΝΗ"]
    {
        let waits: Vec<i64> =
            found(&town, &format!("?q={sought}")).await.iter().map(|one| one["amount"].as_i64().unwrap()).collect();
        assert_eq!(waits, [900], "{sought}");
        let bills = town.clerk.get(&format!("/treasury/bills?q={sought}")).await.ok();
        assert_eq!(bills["bills"].as_array().unwrap().len(), 1, "{sought}");
        let paid = town.treasurer.get(&format!("/treasury/payments?q={sought}")).await.ok();
        assert_eq!(paid["payments"].as_array().unwrap().len(), 1, "{sought}");
    }
    assert_eq!(found(&town, "?q=λιμένος").await.len(), 1, "and in what the payer wrote");
    assert_eq!(found(&town, "?q=Παπαδάκη").await.len(), 0);
}

#[tokio::test]
async fn what_was_decided_meanwhile_is_not_called_a_report() {
    let town = Town::open().await;
    take(&town, &xml(1, 0, vec![credit("A1", 700)])).await;
    let entry = queue(&town).await.remove(0);
    let aside = json!({ "version": entry["version"], "reason": "not ours" });
    town.treasurer.post(&path(&entry, "ignore"), aside).await.ok();
    let entry = found(&town, "?state=ignored").await.remove(0);
    let aside = json!({ "version": entry["version"], "reason": "not ours" });
    let refused = town.treasurer.post(&path(&entry, "ignore"), aside).await;
    let problem = refused.refused(dimos_api::problem::Code::WrongState);
    assert!(!problem["title"].as_str().unwrap().contains("report"), "{problem:#}");
}
