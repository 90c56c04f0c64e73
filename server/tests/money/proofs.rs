//! Receipts as files, and the page on which anybody verifies one.

use crate::{
    guest::Guest,
    provider::letter,
    story::Someone,
    town::{Town, begin, look_up},
};
use dimos_api::problem::Code;
use dimos_domain::{l10n::Language, money::Cents};
use serde_json::{Value, json};

async fn file(town: &Town, who: &Someone, path: &str) -> (u16, Vec<u8>) {
    let url = format!("{}/api/v1{path}", town.city.running.url());
    let answer = reqwest::Client::new().get(url).bearer_auth(who.token()).header("accept-language", "en").send().await;
    let answer = answer.unwrap();
    (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec())
}

async fn code(phone: &Someone) -> String {
    phone.get("/pay/receipts").await.ok()["receipts"][0]["code"].as_str().unwrap().to_owned()
}

/// What a reader of PDFs reads, where one is installed.
fn read(pdf: &[u8]) -> Option<String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("receipt.pdf");
    std::fs::write(&path, pdf).unwrap();
    match std::process::Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output() {
        Ok(done) => Some(String::from_utf8(done.stdout).unwrap()),
        Err(_) => {
            dimos_told::skipped("no pdftotext here (Debian: apt install poppler-utils)");
            None
        }
    }
}

#[tokio::test]
async fn a_receipt_is_the_same_file_whatever_happens_later() {
    let town = Town::open().await;
    let fine = town.bill("footprint-fine", 8_000).await;
    let phone = town.payer(&fine).await;
    let id = begin(&phone, &fine, 4_000).await;
    town.letter(&letter("e1", &id, "paid", 4_000)).await;
    let path = "/pay/receipts/2026-000001/pdf";
    let (status, first) = file(&town, &phone, path).await;
    assert_eq!((status, &first[..5]), (200, b"%PDF-".as_slice()));
    if let Some(text) = read(&first) {
        for part in
            ["2026-000001", "Footprint fine", "€40.00", "Discount for early payment", "Settled", "No name was given"]
        {
            assert!(text.contains(part), "no {part} in:\n{text}");
        }
        assert!(!text.contains("Flimnap"), "whoever has the slip is not the person:\n{text}");
    }
    let own = Guest::of(&town).open("/pay/attempts/0195c1de-0000-7000-8000-000000000000/receipt.pdf").await;
    own.is(404);
    town.letter(&letter("e2", &id, "reversed", 4_000)).await;
    town.city.pass_days(1);
    assert_eq!(file(&town, &phone, path).await.1, first, "the payment was reversed: the paper stays as it was given");
    let stranger = town.city.citizen().await;
    assert_eq!(file(&town, &stranger, path).await.0, Code::NotFound.status());
    assert_eq!(file(&town, &phone, "/pay/receipts/2026-000002/pdf").await.0, Code::NotFound.status());
}

#[tokio::test]
async fn the_persons_own_receipt_names_the_person_and_the_desk_prints_every_one() {
    let town = Town::open().await;
    let bill = town.bill_of("090000045", "harbour-dues", 10_000).await;
    let (person, other) = (town.person("090000045", &bill).await, town.city.citizen().await);
    look_up(&other, &bill).await;
    town.cash(&bill, 4_000).await.ok();
    town.cash(&bill, 6_000).await.ok();
    let (_, own) = file(&town, &person, "/pay/receipts/2026-000001/pdf").await;
    let (_, others) = file(&town, &other, "/pay/receipts/2026-000001/pdf").await;
    let (_, last) = file(&town, &town.cashier, "/treasury/receipts/2026-000002/pdf").await;
    assert_eq!(file(&town, &person, "/treasury/receipts/2026-000002/pdf").await.0, 403);
    if let (Some(own), Some(others), Some(last)) = (read(&own), read(&others), read(&last)) {
        assert!(own.contains("Flimnap") && own.contains("Still owed after this payment: €60.00"), "{own}");
        assert!(!others.contains("Flimnap") && others.contains("€60.00"), "{others}");
        assert!(last.contains("Flimnap") && last.contains("Settled"), "{last}");
    }
}

#[tokio::test]
async fn the_receipt_of_an_instalment_says_what_the_others_owed_then() {
    let town = Town::open().await;
    let bill = town.bill("harbour-dues", 10_000).await;
    let phone = town.payer(&bill).await;
    let path = format!("/pay/bills/{}/plan", bill["id"].as_str().unwrap());
    let planned = phone.post(&path, json!({ "instalments": 3 })).await.ok()["bill"].clone();
    let of_one = |instalment: usize| json!({ "payables": [planned["payables"][instalment]] });
    town.cash(&of_one(1), 3_334).await.ok();
    let (_, first) = file(&town, &phone, "/pay/receipts/2026-000001/pdf").await;
    town.cash(&of_one(2), 3_333).await.ok();
    town.cash(&of_one(3), 3_333).await.ok();
    let (_, last) = file(&town, &phone, "/pay/receipts/2026-000003/pdf").await;
    assert_eq!(
        file(&town, &phone, "/pay/receipts/2026-000001/pdf").await.1,
        first,
        "what is paid later changes no paper"
    );
    if let (Some(first), Some(last)) = (read(&first), read(&last)) {
        assert!(
            first.contains("instalment 1 of 3") && first.contains("Other instalments still owed: €66.66"),
            "{first}"
        );
        assert!(last.contains("Settled: nothing more is owed") && !last.contains("still owed"), "{last}");
    }
}

#[tokio::test]
async fn what_was_paid_twice_has_a_receipt_that_says_where_it_is() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let (first, second) = (begin(&phone, &bill, 1_000).await, begin(&phone, &bill, 1_000).await);
    town.letter(&letter("e1", &first, "paid", 1_000)).await;
    town.letter(&letter("e2", &second, "paid", 1_000)).await;
    let (status, pdf) = file(&town, &phone, "/pay/receipts/2026-000002/pdf").await;
    assert_eq!(status, 200);
    if let Some(text) = read(&pdf) {
        assert!(text.contains("€10.00 was left over and stays with the city as your credit"), "{text}");
    }
}

#[tokio::test]
async fn anybody_with_the_code_sees_that_a_receipt_is_true_and_nothing_personal() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let bill = town.bill("visit-ticket", 4_512).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 4_512).await;
    town.letter(&letter("e1", &id, "paid", 4_512)).await;
    let code = code(&phone).await;
    let typed = code.to_lowercase();
    let typed = format!("{} {}-{}", &typed[..5], &typed[5..10], &typed[10..]);
    let found = guest.open(&format!("/receipts/verify?code={}", typed.replace(' ', "%20"))).await;
    assert_eq!(found.is(303).to, format!("/receipts/verify/{code}"));
    let page = guest.open(&found.to).await;
    page.is(200).shows("This receipt is genuine").shows("2026-000001").shows("€45.12").shows("Visitor's ticket");
    page.hides("Flimnap").hides("flimnap@").hides(bill["payables"][0]["rf"].as_str().unwrap());
    Guest::of(&town)
        .in_greek()
        .open(&found.to)
        .await
        .shows("Η απόδειξη είναι γνήσια")
        .shows(&Cents::new(4_512).text(Language::El));
    town.letter(&letter("e2", &id, "reversed", 4_512)).await;
    guest.open(&found.to).await.shows("This payment was taken back").hides("is genuine");
    let wrong: String = code.chars().map(|c| if c == '0' { '1' } else { '0' }).collect();
    guest.open(&format!("/receipts/verify/{wrong}")).await.is(404).shows("no receipt with this code");
    guest.open("/receipts/verify/short").await.is(404).shows("20 letters and digits");
    guest.open("/receipts/verify?code=short").await.is(422).shows("20 letters and digits");
    let mut last = 0;
    for _ in 0..40 {
        last = guest.open(&found.to).await.status;
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn a_slip_can_be_printed() {
    let town = Town::open().await;
    let bill: Value = town.bill("footprint-fine", 8_000).await;
    let guest = Guest::of(&town);
    let page = guest.bill(&bill).await;
    let slip = guest.open(&page.link("/slip.pdf")).await;
    assert_eq!(&slip.is(200).bytes[..5], b"%PDF-");
    if let Some(text) = read(&slip.bytes) {
        for part in ["Footprint fine", "€80.00", "you pay €40.00", "/pay/"] {
            assert!(text.contains(part), "no {part} in:\n{text}");
        }
        assert!(!text.contains("Flimnap"));
    }
}
