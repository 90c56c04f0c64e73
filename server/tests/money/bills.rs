//! Bills: issued one by one and from tables, found by reference and amount, amended, cancelled, grown and reminded of.

use crate::{
    provider::letter,
    story::Someone,
    town::{Town, begin, look_up, order, seen},
};
use dimos_api::problem::Code;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn the_same_key_is_one_bill() {
    let town = Town::open().await;
    let order = order("visit-ticket", 4_512);
    let first = town.issue(&order).await;
    assert_eq!((&first["number"], &first["state"]), (&json!("2026-000001"), &json!("open")));
    assert!(first["payables"][0]["epc"].as_str().unwrap().contains("EUR45.12"));
    let mut again = order.clone();
    again["id"] = json!(uuid::Uuid::now_v7());
    assert_eq!(town.issue(&again).await["id"], first["id"], "ordered again under another id");
    let mut other = again.clone();
    other["lines"][0]["amount"] = json!(1);
    town.clerk.post("/treasury/bills", other).await.refused(Code::KeyReused);
    assert_eq!(town.holds("revenue:harbour").await, -4_512);
    town.is_sound().await;
}

#[tokio::test]
async fn what_does_not_fit_is_refused_with_its_field() {
    let town = Town::open().await;
    let cases = [
        ("kind", json!("moon-tax"), Code::Invalid),
        ("tax_number", json!("123456789"), Code::Invalid),
        ("name", json!(" "), Code::Invalid),
        // Turned around, joined by nothing, soft, and on two lines.
        ("name", json!("Flim\u{202E}nap"), Code::BadText),
        ("description", json!("Flim\u{200B}nap"), Code::BadText),
        ("period", json!("20\u{AD}26"), Code::BadText),
        ("name", json!("Flim\u{2028}nap"), Code::BadText),
        ("email", json!("nobody"), Code::BadContact),
        ("key", json!(" x"), Code::Invalid),
        ("issued_on", json!("2026-11-23"), Code::Invalid),
        ("issued_on", json!("2001-01-01"), Code::Invalid),
        ("due_on", json!("2026-11-21"), Code::Invalid),
        ("lines", json!([]), Code::Invalid),
        ("lines", json!([{ "tax_head": "moon", "amount": 1 }]), Code::Invalid),
        ("lines", json!([{ "tax_head": "harbour", "amount": 0 }]), Code::Invalid),
        ("lines", json!([{ "tax_head": "harbour", "amount": -5 }]), Code::Invalid),
        ("lines", json!([{ "tax_head": "harbour", "amount": 9_200_000_000_i64 }]), Code::Invalid),
        (
            "lines",
            json!([{ "tax_head": "harbour", "amount": i64::MAX }, { "tax_head": "harbour", "amount": i64::MAX }]),
            Code::Invalid,
        ),
    ];
    for (field, value, code) in cases {
        let mut bad = order("visit-ticket", 100);
        bad[field] = value;
        let refused = town.clerk.post("/treasury/bills", bad).await.refused(code);
        assert!(refused["field"].as_str().unwrap().starts_with(&format!("/{field}")), "{refused:#}");
    }
    assert_eq!(town.city.count("SELECT count(*) FROM bills").await, 0);
}

#[tokio::test]
async fn a_bill_is_found_by_its_reference_and_amount_and_by_nothing_else() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 4_512).await;
    let phone = town.city.citizen().await;
    let rf = bill["payables"][0]["rf"].as_str().unwrap().to_owned();
    let ask = |rf: String, amount: i64| {
        let phone = &phone;
        async move { phone.post("/pay/lookups", json!({ "rf": rf, "amount": amount })).await }
    };
    let mut swapped: Vec<char> = rf.chars().collect();
    swapped.swap(22, 23);
    let swapped: String = swapped.into_iter().collect();
    let spaced = rf.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four)).collect::<Vec<_>>().join(" ");
    let nothing = [
        ask("RF34909994000000000012345".to_owned(), 4_512).await,
        ask(rf.clone(), 4_511).await,
        ask(rf.clone(), 0).await,
        ask(rf.clone(), -4_512).await,
        ask(if swapped == rf { "RF".to_owned() } else { swapped }, 4_512).await,
        ask("hello".to_owned(), 4_512).await,
    ];
    let mut answers: Vec<Value> = Vec::new();
    for answer in nothing {
        let mut refused = answer.refused(Code::NotFound);
        refused.as_object_mut().unwrap().remove("request_id");
        answers.push(refused);
    }
    assert!(answers.windows(2).all(|two| two[0] == two[1]), "one and the same answer");
    assert_eq!(phone.get("/pay/bills").await.ok()["bills"], json!([]));
    assert_eq!(ask(spaced.to_lowercase(), 4_512).await.ok()["bill"]["id"], bill["id"]);
    assert_eq!(phone.get("/pay/bills").await.ok()["bills"].as_array().unwrap().len(), 1, "it stays");
}

#[tokio::test]
async fn nobody_can_guess() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 4_512).await;
    let phone = town.city.citizen().await;
    let guess = |amount: i64| json!({ "rf": bill["payables"][0]["rf"], "amount": amount });
    for amount in 1..=10 {
        phone.post("/pay/lookups", guess(amount)).await.refused(Code::NotFound);
    }
    phone.post("/pay/lookups", guess(4_512)).await.refused(Code::TooManyRequests);
    for amount in 11..=20 {
        let other = town.city.citizen().await;
        other.post("/pay/lookups", guess(amount)).await.refused(Code::NotFound);
    }
    let yet_another = town.city.citizen().await;
    yet_another.post("/pay/lookups", guess(4_512)).await.refused(Code::TooManyRequests);
}

#[tokio::test]
async fn a_person_is_linked_by_tax_number_and_the_number_is_nowhere_kept() {
    let town = Town::open().await;
    let one = town.bill_of("090000045", "visit-ticket", 1_000).await;
    let two = town.bill_of("EL 090 000 045", "harbour-dues", 2_000).await;
    let phone = town.city.citizen().await;
    let link =
        |number: &str, amount: i64| json!({ "tax_number": number, "rf": one["payables"][0]["rf"], "amount": amount });
    phone.post("/pay/links", link("094259216", 1_000)).await.refused(Code::NotFound);
    phone.post("/pay/links", link("090000045", 999)).await.refused(Code::NotFound);
    phone.post("/pay/links", link("nine", 1_000)).await.refused(Code::NotFound);
    let linked = phone.post("/pay/links", link("090000045", 1_000)).await.ok();
    assert_eq!((&linked["linked"], linked["bills"].as_array().unwrap().len()), (&json!(true), 2));
    let ids: Vec<_> = linked["bills"].as_array().unwrap().iter().map(|bill| bill["id"].clone()).collect();
    assert_eq!(ids, [one["id"].clone(), two["id"].clone()], "what is due first first");
    let dir = town.city.running.app.db.dir().to_owned();
    for file in std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(9).any(|nine| nine == b"090000045"), "{}", file.display());
    }
}

#[tokio::test]
async fn an_early_payer_pays_half_and_a_late_one_more() {
    let mut town = Town::open().await;
    let fine = town.bill("footprint-fine", 8_000).await;
    let dues = town.bill("harbour-dues", 10_000).await;
    assert_eq!((&fine["expected"]["total"], &fine["expected"]["discount"]), (&json!(4_000), &json!(4_000)));
    let phone = town.payer(&fine).await;
    look_up(&phone, &dues).await;
    let id = begin(&phone, &fine, 4_000).await;
    town.letter(&letter("e1", &id, "paid", 4_000)).await;
    let paid = seen(&phone, &fine).await;
    assert_eq!((&paid["state"], &paid["paid"], &paid["expected"]["total"]), (&json!("paid"), &json!(4_000), &json!(0)));
    assert_eq!((town.holds("discount:fines").await, town.holds("revenue:fines").await), (4_000, -8_000));

    let due: jiff::civil::Date = dues["due_on"].as_str().unwrap().parse().unwrap();
    let today = town.city.now().to_zoned(town.city.running.app.city.tz.clone()).date();
    let days = i64::from(today.until(due).unwrap().get_days());
    town.city.pass_days(days + 5);
    assert_eq!(seen(&phone, &dues).await["expected"]["total"], 10_000, "the last free day");
    town.city.pass_days(1);
    assert_eq!(seen(&phone, &dues).await["expected"]["total"], 10_100);
    town.next_shift().await;
    town.cash(&dues, 10_100).await.ok();
    let late = seen(&phone, &dues).await;
    assert_eq!((&late["state"], &late["paid"]), (&json!("paid"), &json!(10_100)));
    assert_eq!((town.holds("surcharge:harbour").await, town.holds("receivable").await), (-100, 0));
    town.is_sound().await;
}

#[tokio::test]
async fn an_amended_bill_takes_what_was_paid_with_it() {
    let town = Town::open().await;
    let bill = town.bill_of("090000045", "harbour-dues", 10_000).await;
    let phone = town.person("090000045", &bill).await;
    let id = begin(&phone, &bill, 6_000).await;
    town.letter(&letter("e1", &id, "paid", 6_000)).await;
    let open = begin(&phone, &bill, 4_000).await;
    let path = format!("/treasury/bills/{}", bill["id"].as_str().unwrap());
    let amendment = |cents: i64| json!({ "id": uuid::Uuid::now_v7(), "reason": "measured again", "lines": [{ "tax_head": "harbour", "amount": cents }] });
    town.clerk.post(&format!("{path}/cancel"), json!({ "reason": "mistake" })).await.refused(Code::NotPayable);
    for reason in [" ", "of\u{FEFF}ten"] {
        let bad = json!({ "id": uuid::Uuid::now_v7(), "reason": reason, "lines": [] });
        town.clerk.post(&format!("{path}/amend"), bad).await.refused(Code::BadText);
    }
    let new = town.clerk.post(&format!("{path}/amend"), amendment(5_000)).await.ok()["bill"].clone();
    assert_eq!((&new["state"], &new["paid"]), (&json!("paid"), &json!(5_000)));
    town.clerk.post(&format!("{path}/amend"), amendment(1)).await.refused(Code::NotPayable);
    assert_eq!(seen(&phone, &bill).await["state"], "superseded");
    assert_eq!(phone.get("/pay/bills").await.ok()["credit"], 1_000);
    // The page that was open pays the new bill as far as it is owed: not at all, so it is credit.
    town.letter(&letter("e2", &open, "paid", 4_000)).await;
    assert_eq!(phone.get("/pay/bills").await.ok()["credit"], 5_000);
    assert_eq!((town.holds("receivable").await, town.holds("revenue:harbour").await), (0, -5_000));
    let stranger = town.city.citizen().await;
    let old = json!({ "rf": bill["payables"][0]["rf"], "amount": 10_000 });
    stranger.post("/pay/lookups", old).await.refused(Code::NotFound);
    town.is_sound().await;
}

#[tokio::test]
async fn a_cancelled_bill_is_asked_for_no_more_and_what_comes_late_is_credit() {
    let town = Town::open().await;
    let bill = town.bill_of("090000045", "visit-ticket", 1_000).await;
    let phone = town.person("090000045", &bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    let path = format!("/treasury/bills/{}/cancel", bill["id"].as_str().unwrap());
    assert_eq!(town.clerk.post(&path, json!({ "reason": "a mistake" })).await.ok()["bill"]["state"], "cancelled");
    assert_eq!((town.holds("receivable").await, town.holds("revenue:harbour").await), (0, 0));
    town.letter(&letter("e1", &id, "paid", 1_000)).await;
    assert_eq!(phone.get("/pay/bills").await.ok()["credit"], 1_000);
    town.cash(&bill, 1_000).await.refused(Code::NotPayable);
    town.is_sound().await;
}

#[tokio::test]
async fn what_is_due_is_reminded_of_unless_it_was_paid() {
    let town = Town::open().await;
    let (open, paid) = (town.bill("harbour-dues", 1_000).await, town.bill("harbour-dues", 2_000).await);
    let mut silent = order("harbour-dues", 3_000);
    silent["email"] = json!(null);
    town.issue(&silent).await;
    town.cash(&paid, 2_000).await.ok();
    town.city.pass_days(40);
    dimos_server::bills::remind_all(&town.city.running.app).await.unwrap();
    let due = "SELECT count(*) FROM mail_outbox WHERE kind IN ('due_soon', 'overdue')";
    assert_eq!(town.city.count(due).await, 2, "of {} only", open["number"]);
    assert_eq!(town.city.count("SELECT count(*) FROM reminders WHERE outcome = 'nobody'").await, 2);
    assert_eq!(town.city.count("SELECT count(*) FROM reminders WHERE outcome = 'settled'").await, 2);
    dimos_server::bills::remind_all(&town.city.running.app).await.unwrap();
    assert_eq!(town.city.count(due).await, 2, "once");
}

const HEADING: &str = "key,kind,tax_number,name,email,description,period,issued_on,due_on,tax_head,amount";

async fn import(who: &Someone, town: &Town, table: impl Into<Vec<u8>>) -> Value {
    let url = format!("{}/api/v1/treasury/bills/import", town.city.running.url());
    let call =
        reqwest::Client::new().request(Method::POST, url).bearer_auth(who.token()).header("content-type", "text/csv");
    let answer = call.header("accept-language", "en").body(table.into()).send().await.unwrap();
    answer.json().await.unwrap()
}

#[tokio::test]
async fn a_table_is_imported_once_however_often_it_comes_and_bad_lines_are_told() {
    let town = Town::open().await;
    let table = format!(
        "{HEADING}\n\
         A1,visit-ticket,090000045,Flimnap,,,,,,harbour,\"45,12\"\n\
         A2,visit-ticket,,Reldresal,,,,,,harbour,0\n\
         A3,visit-ticket,090000046,Reldresal,,,,,,harbour,10.00\n\
         A4,harbour-dues,,Bolgolam,,,,,,harbour,10.00\n\
         A4,harbour-dues,,Bolgolam,,,,,,fines,5.00\n\
         A5,harbour-dues,,Bolgolam,,,,,,harbour,10.00\n\
         A5,harbour-dues,,Bolgolam,,,,,,moon,5.00\n\
         A6,harbour-dues,,Bolgolam,,,,,,harbour,\"92.000.000,00\"\n\
         ,harbour-dues,,Bolgolam,,,,,,harbour,1.00\n\
         A7,harbour-dues,,Bolgolam,,,,22/11/2026,,harbour,1.00\n\
         A8,harbour-dues,,Bolgolam,,,,,,harbour,0.005\n"
    );
    let first = import(&town.clerk, &town, table.clone()).await;
    assert_eq!((&first["issued"], &first["known"]), (&json!(2), &json!(0)), "{first:#}");
    let lines: Vec<_> = first["refused"].as_array().unwrap().iter().map(|row| row["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [3, 4, 7, 8, 9, 10, 11, 12], "{first:#}");
    let again = import(&town.clerk, &town, table.clone()).await;
    assert_eq!((&again["issued"], &again["known"]), (&json!(0), &json!(2)));
    let changed = import(&town.clerk, &town, table.replace("45,12", "45,13")).await;
    assert_eq!(changed["refused"][0]["line"], 2);
    assert!(changed["refused"][0]["reason"].as_str().unwrap().contains("another content"));
    let semicolons = format!("\u{feff}{}\nB1;visit-ticket;;Skyresh;;;;;;harbour;1,50\n", HEADING.replace(',', ";"));
    assert_eq!(import(&town.clerk, &town, semicolons).await["issued"], 1);
    assert_eq!(import(&town.clerk, &town, "name,amount\nx,1\n").await["code"], "malformed");
    assert_eq!(import(&town.clerk, &town, "").await["code"], "malformed");
    assert_eq!(import(&town.treasurer, &town, table.clone()).await["code"], "forbidden");
    assert_eq!(town.city.count("SELECT count(*) FROM bills").await, 3);
    assert_eq!(town.holds("revenue:harbour").await, -4_512 - 1_000 - 150);
    town.is_sound().await;
}

#[tokio::test]
async fn a_bill_in_a_plan_is_amended_with_what_its_instalments_were_paid() {
    let town = Town::open().await;
    let bill = town.bill_of("090000045", "harbour-dues", 9_000).await;
    let phone = town.person("090000045", &bill).await;
    let id = bill["id"].as_str().unwrap();
    let plan = phone.post(&format!("/pay/bills/{id}/plan"), json!({ "instalments": 3 })).await.ok()["bill"].clone();
    let second = json!({ "payables": [plan["payables"][2]] });
    town.cash(&second, 3_000).await.ok();
    let amendment = json!({
        "id": uuid::Uuid::now_v7(), "reason": "measured again", "lines": [{ "tax_head": "harbour", "amount": 4_000 }],
    });
    let new = town.clerk.post(&format!("/treasury/bills/{id}/amend"), amendment).await.ok()["bill"].clone();
    assert_eq!(
        (&new["state"], &new["paid"], &new["expected"]["total"]),
        (&json!("partly_paid"), &json!(3_000), &json!(1_000))
    );
    assert_eq!(new["payments"][0]["receipt"], "2026-000001");
    assert_eq!((town.holds("receivable").await, town.holds("revenue:harbour").await), (1_000, -4_000));
    town.is_sound().await;
}

#[tokio::test]
async fn when_a_person_s_bill_is_paid_is_the_person_s_to_say_not_the_slip_holder_s() {
    let town = Town::open().await;
    let bill = town.bill_of("090000045", "harbour-dues", 9_000).await;
    let (stranger, person) = (town.payer(&bill).await, town.person("090000045", &bill).await);
    let path = format!("/pay/bills/{}/plan", bill["id"].as_str().unwrap());
    stranger.post(&path, json!({ "instalments": 3 })).await.refused(Code::Forbidden);
    assert_eq!(seen(&stranger, &bill).await["state"], "open");
    person.post(&path, json!({ "instalments": 3 })).await.ok();
    let nobodys = town.bill("harbour-dues", 9_000).await;
    let guest = town.payer(&nobodys).await;
    let path = format!("/pay/bills/{}/plan", nobodys["id"].as_str().unwrap());
    guest.post(&path, json!({ "instalments": 3 })).await.ok();
}
