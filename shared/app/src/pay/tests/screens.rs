//! Whole screens in both languages, as a person finds them; and how long they take.

use super::{
    checkout::{at_the_bank, link},
    phone::*,
    town::*,
};
use crate::{Dimos, intent::PayIntent};
use crux_core::App as _;
use dimos_domain::money::AttemptState;
use jiff::civil::date;

fn in_both_languages(name: &str, phone: &mut Phone) {
    for tag in ["el", "en"] {
        phone.speaks(tag);
        insta::assert_debug_snapshot!(format!("{name}_{tag}"), phone.seen().screen);
    }
}

#[test]
fn the_list() {
    let mut phone = Phone::with(vec![bill(1, sunday()), large(2, date(2027, 1, 10)), paid(bill(3, sunday()))]);
    phone.account.credit = cents(1_250);
    phone.starts().does(PayIntent::Choose { bill: bill_id(1).to_string(), chosen: true });
    in_both_languages("list", &mut phone);
}

#[test]
fn a_bill_that_can_be_split() {
    let mut phone = Phone::owing(vec![large(1, date(2026, 12, 10))]);
    phone.does(PayIntent::OpenBill { bill: bill_id(1).to_string() });
    in_both_languages("bill", &mut phone);
    phone.does(PayIntent::OpenPlan).does(PayIntent::ChooseInstalments { count: 3 });
    in_both_languages("plan", &mut phone);
}

#[test]
fn the_form_with_everything_wrong() {
    let mut phone = Phone::owing(Vec::new());
    phone.does(PayIntent::AddBill);
    phone.does(PayIntent::TypeReference { text: "RF34 9099 9400 0000 0000 1235 4".into() });
    phone.does(PayIntent::TypeAmount { text: "45,123".into() });
    phone.does(PayIntent::TypeTaxNumber { text: "094259217".to_owned().into() }).does(PayIntent::Link);
    in_both_languages("form", &mut phone);
}

#[test]
fn the_ways_to_pay() {
    let mut phone = Phone::owing(vec![large(1, date(2026, 12, 10))]);
    phone.does(PayIntent::PayBill { bill: bill_id(1).to_string() });
    phone.does(PayIntent::TypePart { payable: payable_id(1).to_string(), text: "250,5".into() });
    in_both_languages("paying", &mut phone);
}

#[test]
fn a_payment_that_nobody_knows_about() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Unknown);
    let back = link(&phone);
    phone.send(back);
    in_both_languages("unknown", &mut phone);
}

/// Run by hand: `cargo test --release -p dimos-app how_long_money_takes -- --ignored --nocapture`. The limit is 50 µs.
#[test]
#[ignore = "measures; meaningful in release only"]
fn how_long_money_takes() {
    let bills: Vec<_> = (1..=50).map(|n| bill(n, date(2026, 12, 10))).collect();
    let mut phone = Phone::owing(bills);
    let intents = |n: usize| PayIntent::Choose { bill: bill_id(1).to_string(), chosen: n.is_multiple_of(2) };
    measure("list of fifty, choosing", &mut phone, intents);
    phone.does(PayIntent::PayBill { bill: bill_id(1).to_string() });
    measure("paying", &mut phone, |_| PayIntent::TypePart { payable: payable_id(1).to_string(), text: "1".into() });
    phone.does(PayIntent::AddBill);
    measure("form, typing", &mut phone, |n| PayIntent::TypeReference { text: format!("RF34 9099 {n}") });
}

fn measure(name: &str, phone: &mut Phone, intent: impl Fn(usize) -> PayIntent) {
    let mut nanos: Vec<u128> = (0..20_000)
        .map(|n| {
            let event = crate::Event::Intent(phone.stamp(), crate::Intent::Pay { intent: intent(n) });
            let start = std::time::Instant::now();
            drop(Dimos.update(event, &mut phone.model));
            let view = std::hint::black_box(Dimos.view(&phone.model));
            let taken = start.elapsed().as_nanos();
            drop(view);
            taken
        })
        .collect();
    nanos.sort_unstable();
    println!("{name}: p50 {} ns, p99 {} ns", nanos[10_000], nanos[19_800]);
}
