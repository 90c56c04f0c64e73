//! Paying without an account, on the pages.

use crate::{
    guest::Guest,
    provider::{Luck, letter},
    town::Town,
};
use dimos_domain::{l10n::Language, money::Cents};
use serde_json::{Value, json};

fn attempt_of(to: &str) -> String {
    to.strip_prefix("https://bank.example/o-").unwrap_or_else(|| panic!("leads to {to}")).to_owned()
}

/// As a person types it: small letters, spaces.
fn typed(bill: &Value) -> String {
    let rf = bill["payables"][0]["rf"].as_str().unwrap().to_lowercase();
    format!(" {} {}-{} ", &rf[..4], &rf[4..9], &rf[9..])
}

#[tokio::test]
async fn a_guest_pays_by_card_once_however_often_the_button_is_pressed() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let bill = town.bill("visit-ticket", 4_512).await;
    let found = guest.look_up(&typed(&bill), "45,12").await;
    let page = guest.open(&found.is(303).to).await;
    page.is(200)
        .shows("Visitor's ticket")
        .shows("€45.12")
        .shows("Please pay by 29 November 2026")
        .shows("How you can pay");
    page.shows("GR16 0110 1250 0000 0001 2300 695").shows("TOWN OF LILLIPUT").shows("This is a trial");
    page.hides("Flimnap").hides("flimnap");
    assert!(page.html().contains("<title>QR code for your bank&#39;s app") || page.html().contains("<title>QR code"));
    assert!(!found.to.contains("RF") && !found.to.contains("4512"), "{}", found.to);
    let first = guest.pay(&page).await;
    let second = guest.pay(&page).await;
    assert_eq!((first.is(303).to.as_str(), town.bank.opened()), (second.to.as_str(), 1));
    let id = attempt_of(&first.to);
    let own = format!("/pay/attempts/{id}");
    let waiting = guest.open(&own).await;
    waiting.is(200).shows("Waiting for your payment").shows("Go on to the payment page");
    assert_eq!(waiting.refresh.as_deref(), Some("10"));
    assert_eq!(guest.open(&format!("{own}?still=1")).await.refresh, None, "it can be stopped");
    town.letter(&letter("e1", &id, "paid", 4_512)).await;
    let paid = guest.open(&own).await;
    paid.shows("Paid. Thank you!").shows("2026-000001").hides("Flimnap");
    assert_eq!(paid.refresh, None);
    guest.open(&page.link("/slip.pdf")).await.is(303);
    let again = guest.open(&found.to).await;
    again.shows("This bill is paid").hides("How you can pay");
    guest.bill(&bill).await.shows("This bill is paid");
    assert_eq!(guest.pay(&page).await.is(303).to, own, "the same button leads to what came of it");
    town.is_sound().await;
}

#[tokio::test]
async fn who_paid_too_much_and_whose_money_was_taken_back_are_told() {
    let town = Town::open().await;
    let (one, two) = (Guest::of(&town), Guest::of(&town).in_greek());
    let bill = town.bill("visit-ticket", 4_512).await;
    let (first, second) = (one.bill(&bill).await, two.bill(&bill).await);
    let (first, second) = (one.pay(&first).await.to.clone(), two.pay(&second).await.to.clone());
    town.letter(&letter("e1", &attempt_of(&first), "paid", 4_512)).await;
    town.letter(&letter("e2", &attempt_of(&second), "paid", 4_512)).await;
    let own = |to: &str| format!("/pay/attempts/{}", attempt_of(to));
    one.open(&own(&first)).await.shows("Paid. Thank you!").hides("more than was owed");
    two.open(&own(&second)).await.shows("Πληρώθηκε").shows("45,12").shows("περισσότερα απ' όσα οφείλονταν");
    town.letter(&letter("e3", &attempt_of(&second), "reversed", 4_512)).await;
    let gone = two.open(&own(&second)).await;
    gone.shows("Η πληρωμή σας ανακλήθηκε").hides("Πληρώθηκε. Ευχαριστούμε").hides("Δοκιμάστε ξανά");
    one.open(&own(&first)).await.shows("Paid. Thank you!");
    town.letter(&letter("e4", &attempt_of(&first), "reversed", 4_512)).await;
    let gone = one.open(&own(&first)).await;
    gone.shows("Your payment was taken back").shows("owed again").shows("Try again").hides("save the receipt");
    town.is_sound().await;
}

#[tokio::test]
async fn what_a_payers_bank_takes_in_parts_is_told_part_by_part_and_as_taken_back_once_it_is_all() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let bill = town.bill("visit-ticket", 1_000).await;
    let page = guest.bill(&bill).await;
    let id = attempt_of(&guest.pay(&page).await.to);
    let to = format!("/pay/attempts/{id}");
    town.letter(&letter("e1", &id, "paid", 1_000)).await;
    let lost = |code: &str, cents: i64| {
        json!({ "event": code, "dispute": code, "transaction": format!("t-{id}"), "amount": cents, "news": "lost",
                "at": "2026-11-22T02:40:00Z" })
    };
    town.letter(&lost("d1", 400)).await;
    guest
        .open(&to)
        .await
        .shows("Paid. Thank you!")
        .shows("€4.00 of your payment has gone back to you since")
        .shows("save the receipt");
    town.letter(&lost("d2", 600)).await;
    guest.open(&to).await.shows("Your payment was taken back").hides("Paid. Thank you!").shows("Try again");
    assert_eq!(town.holds("receivable").await, 1_000);
    town.is_sound().await;
}

#[tokio::test]
async fn of_two_surpluses_of_one_debtor_no_cent_is_named_twice() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let bill = town.bill_of("090000045", "visit-ticket", 1_000).await;
    let pages = [guest.bill(&bill).await, Guest::of(&town).bill(&bill).await, Guest::of(&town).bill(&bill).await];
    let mut paid = Vec::new();
    for (event, page) in ["e1", "e2", "e3"].into_iter().zip(&pages) {
        paid.push((event, attempt_of(&guest.pay(page).await.to)));
    }
    for (event, id) in &paid {
        town.letter(&letter(event, id, "paid", 1_000)).await;
    }
    let own = |number: usize| format!("/pay/attempts/{}", paid[number].1);
    for number in [1, 2] {
        guest.open(&own(number)).await.shows("€10.00 of your payment was more than was owed");
    }
    // 12 of the 20 that are kept are used for another bill of the same debtor.
    let other = town.bill_of("090000045", "visit-ticket", 1_200).await;
    let phone = town.person("090000045", &other).await;
    phone.post(&format!("/pay/bills/{}/credit", other["id"].as_str().unwrap()), json!({})).await.ok();
    guest.open(&own(1)).await.shows("Paid. Thank you!").hides("more than was owed");
    guest.open(&own(2)).await.shows("€8.00 of your payment was more than was owed");
    town.is_sound().await;
}

#[tokio::test]
async fn what_is_mistyped_is_said_at_once_and_in_words() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let bill = town.bill("visit-ticket", 4_512).await;
    let rf = bill["payables"][0]["rf"].as_str().unwrap().to_owned();
    let mut swapped: Vec<char> = rf.chars().collect();
    let at = (5..24).find(|at| swapped[*at] != swapped[at + 1]).unwrap();
    swapped.swap(at, at + 1);
    let swapped: String = swapped.into_iter().collect();
    for (rf, amount, says) in [
        (swapped.as_str(), "45,12", "the check digits"),
        ("", "45,12", "Please type the payment code"),
        ("12345", "45,12", "begins with RF"),
        (&rf[..24], "45,12", "One character is missing"),
        (&format!("{rf}12"), "45,12", "There are 2 characters too many"),
        ("RF18 5390 0754 7034", "45,12", "not one of this city"),
        ("RF18 5390 07!4 7034", "45,12", "cannot be part of it"),
        (&rf, "", "Please type the amount"),
        (&rf, "0", "more than zero"),
        (&rf, "-5", "more than zero"),
        (&rf, "92000000000", "larger than any bill"),
        (&rf, "45,125", "Cents have two digits"),
        (&rf, "much", "not an amount"),
    ] {
        let page = guest.look_up(rf, amount).await;
        page.is(422).shows(says);
        assert!(page.html().contains("aria-invalid"), "{says}");
    }
    guest.look_up(&rf.replace('R', "Ρ").replace('F', "Φ"), "€ 45.12").await.is(303);
    guest.open(&format!("/pay/{rf}")).await.is(200).hides("aria-invalid");
    guest.open("/pay/RF00").await.is(200).shows("characters are missing");
    Guest::of(&town).in_greek().look_up(&swapped, "45,12").await.is(422).shows("τα ψηφία ελέγχου");
}

#[tokio::test]
async fn unknown_wrong_amount_amended_and_cancelled_get_one_answer() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let (open, cancelled) = (town.bill("visit-ticket", 4_512).await, town.bill("visit-ticket", 4_512).await);
    let amended = town.bill("visit-ticket", 4_512).await;
    let path = |bill: &Value, act: &str| format!("/treasury/bills/{}/{act}", bill["id"].as_str().unwrap());
    let before = guest.bill(&cancelled).await;
    town.clerk.post(&path(&cancelled, "cancel"), json!({ "reason": "a mistake" })).await.ok();
    let lines = json!([{ "tax_head": "harbour", "amount": 5_000 }]);
    let amendment = json!({ "id": uuid::Uuid::now_v7(), "reason": "measured again", "lines": lines });
    town.clerk.post(&path(&amended, "amend"), amendment).await.ok();
    let rf = |bill: &Value| bill["payables"][0]["rf"].as_str().unwrap().to_owned();
    let unknown = dimos_domain::money::RfReference::dias(&"90999".parse().unwrap(), None, 999_999_999).unwrap();
    let mut answers = Vec::new();
    for (rf, amount) in
        [(rf(&open), "45,13"), (rf(&cancelled), "45,12"), (rf(&amended), "45,12"), (unknown.to_string(), "45,12")]
    {
        let page = guest.look_up(&rf, amount).await;
        let grouped: dimos_domain::money::RfReference = rf.parse().unwrap();
        answers.push(page.is(422).html().replace(&grouped.grouped(), "").replace("45,13", "45,12"));
    }
    assert!(answers.windows(2).all(|two| two[0] == two[1]), "one can be told from another");
    let gone = guest.open(&before.link("/slip.pdf").replace("/slip.pdf", "")).await;
    gone.is(200).shows("no longer asked for").hides("How you can pay");
    guest.pay(&before).await.is(303);
    assert_eq!(town.bank.opened(), 0);
}

#[tokio::test]
async fn discount_surcharge_and_instalments_are_said_in_words() {
    let mut town = Town::open().await;
    let fine = town.bill("footprint-fine", 8_000).await;
    let dues = town.bill("harbour-dues", 30_000).await;
    let guest = Guest::of(&town);
    guest.bill(&fine).await.shows("€40.00").shows("You pay €40.00 less than €80.00").shows("until 2 December 2026");
    guest.bill(&dues).await.shows("€300.00").shows("up to 6 instalments").shows("stays the same until");
    Guest::of(&town).in_greek().bill(&fine).await.shows(&Cents::new(4_000).text(Language::El)).shows("Πληρώνετε");
    let phone = town.payer(&dues).await;
    let path = format!("/pay/bills/{}/plan", dues["id"].as_str().unwrap());
    let plan = phone.post(&path, json!({ "instalments": 3 })).await.ok()["bill"].clone();
    let whole = guest.bill(&dues).await;
    whole.shows("Instalment 1 of 3").shows("Instalment 3 of 3").shows("€100.00").hides("/pay/attempts");
    let second = json!({ "payables": [plan["payables"][2]] });
    let one = guest.bill(&second).await;
    one.shows("Instalment 2 of 3").shows("How you can pay").hides("Instalment 1 of 3");
    assert!(one.html().contains(&grouped(&plan["payables"][2]["rf"])));
    town.city.pass_days(70);
    town.next_shift().await;
    guest.bill(&fine).await.shows("€80.00").shows("It was due on").hides("surcharge");
    guest.bill(&json!({ "payables": [plan["payables"][1]] })).await.shows("surcharge for late payment").shows("grows");
}

fn grouped(rf: &Value) -> String {
    rf.as_str().unwrap().parse::<dimos_domain::money::RfReference>().unwrap().grouped()
}

#[tokio::test]
async fn what_nobody_knows_is_said_so_and_what_failed_can_be_tried_again() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let bill = town.bill("visit-ticket", 4_512).await;
    let page = guest.bill(&bill).await;
    town.bank.opening_goes(Luck::LostAfter);
    town.bank.asking_goes(Luck::LostBefore);
    let own = guest.pay(&page).await.is(303).to.clone();
    assert!(own.starts_with("/pay/attempts/"), "{own}");
    let unknown = guest.open(&own).await;
    unknown.shows("We do not know yet whether you paid").shows("do not pay again").hides("name=\"provider\"");
    assert_eq!(unknown.refresh.as_deref(), Some("10"));
    town.bank.opening_goes(Luck::Unreachable);
    let page = guest.bill(&bill).await;
    // The bill's page says the same, and shows the ways to pay only to who asks for them nonetheless.
    page.shows("Please do not pay again: we keep asking").shows("Show how to pay nonetheless");
    let html = page.html();
    let (before, behind) = html.split_once("<details>").unwrap();
    assert!(!before.contains("GR16 0110") && !before.contains("name=\"provider\""), "{before}");
    assert!(behind.split("</details>").next().unwrap().contains("name=\"provider\""));
    let back = guest.pay(&page).await.is(303).to.clone();
    guest.open(&back).await.shows("cannot be opened just now").shows("Nothing was paid");
    town.bank.opening_goes(Luck::Refused);
    let page = guest.bill(&bill).await;
    let own = guest.pay(&page).await.is(303).to.clone();
    let failed = guest.open(&own).await;
    failed.shows("The payment was not made").shows("Try again");
    town.bank.opening_goes(Luck::Good);
    town.bank.asking_goes(Luck::Good);
    let id = attempt_of(&guest.pay(&failed).await.to);
    let left = guest.open(&format!("/pay/attempts/{id}?gave_up=1")).await;
    guest.open(&left.is(303).to).await.shows("You turned back without paying").shows("Try again");
    town.letter(&letter("late", &id, "paid", 4_512)).await;
    guest.open(&left.to).await.shows("Paid. Thank you!");
    town.is_sound().await;
}

#[tokio::test]
async fn what_changed_meanwhile_is_shown_before_anything_is_paid() {
    let mut town = Town::open().await;
    let guest = Guest::of(&town);
    let fine = town.bill("footprint-fine", 8_000).await;
    let page = guest.bill(&fine).await;
    town.city.pass_days(11);
    town.next_shift().await;
    let back = guest.pay(&page).await.is(303).to.clone();
    assert!(back.starts_with("/pay?again"), "a found bill is shown for two days: {back}");
    guest.open(&back).await.is(200).shows("two days only");
    let page = guest.bill(&fine).await;
    town.cash(&fine, 8_000).await.ok();
    let back = guest.pay(&page).await.is(303).to.clone();
    guest.open(&back).await.shows("has changed meanwhile").shows("This bill is paid");
    assert_eq!(town.bank.opened(), 0);
}

#[tokio::test]
async fn nobody_tries_often_and_no_other_site_sends_forms() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let bill = town.bill("visit-ticket", 4_512).await;
    let rf = bill["payables"][0]["rf"].as_str().unwrap();
    guest.send_from("cross-site", "/pay", &[("rf", rf), ("amount", "45.12")]).await.is(403);
    for cents in 0..20 {
        guest.look_up(rf, &format!("1.{cents:02}")).await.is(422);
    }
    guest.look_up(rf, "45.12").await.is(429).shows("too many attempts");
    let other = town.bill("visit-ticket", 4_512).await;
    guest.bill(&other).await.is(200);
    guest.open("/pay/attempts/0195c1de-0000-7000-8000-000000000000").await.is(404);
    guest.open("/pay/bills/AAAA").await.is(303);
}

#[tokio::test]
async fn money_that_does_not_fit_is_looked_at_by_a_person_and_the_pages_say_so() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let bill = town.bill("visit-ticket", 4_512).await;
    let id = attempt_of(&guest.pay(&guest.bill(&bill).await).await.to);
    guest.bill(&bill).await.shows("How you can pay").hides("<details>");
    town.letter(&letter("e1", &id, "paid", 4_500)).await;
    let own = format!("/pay/attempts/{id}");
    guest.open(&own).await.shows("A person at the city's treasury is looking at it").hides("not answered clearly");
    guest.bill(&bill).await.shows("A person at the city's treasury is looking at it").shows("nonetheless");
    Guest::of(&town).in_greek().open(&own).await.shows("εξετάζεται");
    let fact = town.treasurer.get("/treasury/parked").await.ok()["facts"][0]["id"].as_i64().unwrap();
    let note = json!({ "take": false, "note": "given back" });
    town.treasurer.post(&format!("/treasury/parked/{fact}/decide"), note).await.ok();
    guest.bill(&bill).await.hides("nonetheless").shows("How you can pay");
    guest.open(&own).await.shows("did not count it for this").hides("is looking at it");
}

#[tokio::test]
async fn who_looks_bills_up_behind_an_address_locks_no_payer_out_and_paying_is_bounded_too() {
    let town = Town::open().await;
    let guest = Guest::of(&town);
    let bill = town.bill("visit-ticket", 4_512).await;
    let page = guest.bill(&bill).await;
    let app = &town.city.running.app;
    while app.throttles.lookups_by_peer.take("127.0.0.1", app.clock.now()).is_ok() {}
    guest.look_up(&typed(&bill), "45.12").await.is(429);
    assert!(guest.pay(&page).await.is(303).to.starts_with("https://bank.example/"));
    let mut more = 0;
    while app.throttles.payments_by_peer.take("127.0.0.1", app.clock.now()).is_ok() {
        more += 1;
    }
    assert!((100..10_000).contains(&more), "{more}");
    // And whoever meets a limit is told for how long.
    let refused = guest.pay(&page).await;
    refused.is(429).shows("Please try again in 1 second").hides("$seconds");
    let refused = Guest::of(&town).in_greek().pay(&page).await;
    refused.is(429).shows("ξανά σε 1 δευτερόλεπτα").hides("$seconds");
}
