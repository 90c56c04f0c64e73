//! What is about to be paid, and by which means.

use super::{phone::*, town::*};
use crate::{Intent, intent::PayIntent, view::Tone};
use dimos_domain::money::{Expected, RfReference};
use jiff::civil::date;

fn later() -> jiff::civil::Date {
    date(2026, 12, 10)
}

fn choose(n: u128, chosen: bool) -> PayIntent {
    PayIntent::Choose { bill: bill_id(n).to_string(), chosen }
}

fn pay(n: u128) -> PayIntent {
    PayIntent::PayBill { bill: bill_id(n).to_string() }
}

fn part(n: u128, text: &str) -> PayIntent {
    PayIntent::TypePart { payable: payable_id(n).to_string(), text: text.into() }
}

#[test]
fn several_bills_are_paid_in_one_go() {
    let mut phone = Phone::owing(vec![bill(1, later()), bill(2, later()), paid(bill(3, later()))]);
    assert!(phone.list().pay_chosen.is_none());
    phone.does(choose(1, true));
    assert_eq!(phone.list().pay_chosen.unwrap().label, "Pay €45.12");
    phone.does(choose(2, true)).does(choose(3, true));
    assert_eq!(phone.list().pay_chosen.unwrap().label, "Pay 2 bills: €90.24", "what is paid cannot be chosen");
    assert_eq!(phone.list().due.iter().filter(|row| row.chosen).count(), 2);
    phone.does(PayIntent::PayChosen);
    let page = phone.paying();
    assert_eq!((page.items.len(), page.total.as_str()), (2, "Together: €90.24"));
    assert_eq!(page.transfer.slips.len(), 2);
    assert!(page.transfer.intro.starts_with("Each of these has its own code"));
    phone.does(PayIntent::LeaveOut { payable: payable_id(1).to_string() });
    let page = phone.paying();
    assert_eq!((page.items.len(), page.total.as_str()), (1, "Together: €45.12"));
    assert!(page.items[0].leave_out.is_none());
    phone.does(PayIntent::LeaveOut { payable: payable_id(2).to_string() });
    assert_eq!(phone.paying().items.len(), 1, "the last thing stays");
    phone.does(PayIntent::PayBy { provider: "sandbox".into() });
    assert!(phone.asked.contains(&"begin sandbox 45.12".to_owned()), "{:?}", phone.asked);
    phone.send(Intent::Back).list();
}

#[test]
fn more_than_twenty_things_are_not_paid_at_once() {
    let bills: Vec<_> = (1..=21).map(|n| bill(n, later())).collect();
    let mut phone = Phone::owing(bills);
    for n in 1..=21 {
        phone.does(choose(n, true));
    }
    phone.does(PayIntent::PayChosen);
    let why = phone.paying().methods[0].button.why_not.clone().unwrap();
    assert_eq!(why, "At most 20 bills can be paid at once.");
    phone.does(PayIntent::PayBy { provider: "sandbox".into() });
    assert_eq!(phone.toast(), why);
    assert!(phone.asked.is_empty());
    phone.does(PayIntent::LeaveOut { payable: payable_id(7).to_string() });
    assert!(phone.paying().methods[0].button.enabled);
}

#[test]
fn everything_a_banks_app_wants_can_be_copied() {
    let mut phone = Phone::owing(vec![bill(1, later())]);
    let page = phone.does(pay(1)).paying();
    let slip = &page.transfer.slips[0];
    let code = rf(1);
    assert_eq!(slip.reference.text, code.grouped());
    let said: Vec<String> = code.as_str().chars().map(|c| c.to_string()).collect();
    let said = said.chunks(4).map(|four| four.join(" ")).collect::<Vec<_>>().join(", ");
    assert_eq!(slip.reference.spoken, format!("Payment code (RF): {said}"));
    assert_eq!(slip.reference.button.spoken, "Copy Payment code (RF)");
    assert_eq!(page.transfer.iban.spoken, "IBAN: G R 1 6, 0 1 1 0, 1 2 5 0, 0 0 0 0, 0 0 0 1, 2 3 0 0, 6 9 5");
    for what in [&page.transfer.payee, &page.transfer.iban, &slip.reference, slip.amount.as_ref().unwrap()] {
        phone.does(PayIntent::Copy { what: what.what.clone() });
    }
    assert_eq!(phone.copied, ["ΔΗΜΟΣ ΔΟΚΙΜΗΣ", IBAN, code.as_str(), "45.12"]);
    assert_eq!(phone.toast(), "Copied.");
    phone.speaks("el").does(PayIntent::Copy { what: slip.amount.as_ref().unwrap().what.clone() });
    assert_eq!(phone.copied.last().unwrap(), "45,12");
    let count = phone.copied.len();
    for forged in ["", "rf:", "rf:00000000-0000-0000-0000-000000000001", "tax", "amount:x"] {
        phone.does(PayIntent::Copy { what: forged.into() });
    }
    phone.send(Intent::Back).does(PayIntent::Copy { what: "iban".into() });
    assert_eq!(phone.copied.len(), count, "only what is on the screen is copied");
}

#[test]
fn the_square_code_is_ready_to_be_drawn() {
    let mut phone = Phone::owing(vec![bill(1, later())]);
    let qr = phone.does(pay(1)).paying().transfer.slips[0].qr.clone().unwrap();
    assert_eq!(qr.rows.len(), usize::try_from(qr.size).unwrap());
    assert!(qr.rows.iter().all(|row| row.len() == qr.rows.len() && row.bytes().all(|bit| matches!(bit, b'0' | b'1'))));
    assert_eq!(qr.spoken, "Square code for a bank’s app, €45.12. The payment code beside it says the same.");
}

#[test]
fn a_part_is_paid_where_the_bill_allows_it() {
    let mut phone = Phone::owing(vec![large(1, later())]);
    phone.does(pay(1));
    let page = phone.paying();
    let field = page.items[0].part.clone().unwrap();
    assert_eq!((field.value.as_str(), field.hint.as_str()), ("", "€600.00"));
    for (typed, total) in [("100,50", "€100.50"), ("100.50", "€100.50"), ("600", "€600.00"), ("", "€600.00")] {
        phone.does(part(1, typed));
        assert_eq!(phone.paying().total, format!("Together: {total}"), "{typed}");
        assert_eq!(phone.paying().items[0].part.as_ref().unwrap().error, None);
    }
    for (typed, why) in [
        ("600,01", "At most €600.00"),
        ("0", "more than zero"),
        ("-1", "more than zero"),
        ("1.005", "at most two digits"),
        ("99999999999999999999", "€99,999,999.99"),
        ("all", "not an amount"),
    ] {
        phone.does(part(1, typed));
        let page = phone.paying();
        let error = page.items[0].part.as_ref().unwrap().error.clone().unwrap_or_default();
        assert!(error.contains(why), "{typed}: {error}");
        assert_eq!(page.total, "One of the amounts is not right yet.");
        assert!(!page.methods[0].button.enabled && page.transfer.slips[0].qr.is_none());
        phone.does(PayIntent::PayBy { provider: "sandbox".into() });
        assert!(phone.asked.is_empty(), "{typed}");
    }
    phone.does(part(1, "100,50")).does(PayIntent::PayBy { provider: "sandbox".into() });
    assert!(phone.asked.contains(&"begin sandbox 100.50".to_owned()), "{:?}", phone.asked);
}

#[test]
fn the_square_code_of_a_part_carries_that_part() {
    let mut phone = Phone::owing(vec![large(1, later())]);
    let whole = phone.does(pay(1)).paying().transfer.slips[0].qr.clone().unwrap();
    let half = phone.does(part(1, "300")).paying().transfer.slips[0].qr.clone().unwrap();
    assert_ne!(whole.rows, half.rows);
    assert!(half.spoken.contains("€300.00"));
}

#[test]
fn a_part_that_banks_would_refuse_with_this_code_is_not_offered_for_transfer() {
    let mut only_whole = large(1, later());
    only_whole.payables[0].rf = RfReference::dias(&"90999".parse().unwrap(), Some(cents(60_000)), 1).unwrap();
    let mut phone = Phone::owing(vec![only_whole]);
    assert!(phone.does(pay(1)).paying().transfer.slips[0].why_not.is_none());
    phone.does(part(1, "100"));
    let page = phone.paying();
    let slip = &page.transfer.slips[0];
    assert_eq!(slip.why_not.as_deref(), Some("Banks take this code with the whole amount only."));
    assert!(slip.amount.is_none() && slip.qr.is_none());
    assert!(page.methods[0].button.enabled, "a provider's page takes it");
}

#[test]
fn a_part_forfeits_the_discount_and_that_is_said() {
    let mut bill = large(1, later());
    bill.payables[0].expected =
        Expected { discount: cents(30_000), total: cents(30_000), holds_until: Some(later()), ..owed(60_000) };
    let mut phone = Phone::owing(vec![bill]);
    let note = phone.does(pay(1)).does(part(1, "100")).paying().items[0].note.clone();
    assert!(note.contains("Paying a part forfeits €300.00 of discount"), "{note}");
}

#[test]
fn a_bill_that_must_be_paid_whole_has_no_field_and_takes_no_part() {
    let mut phone = Phone::owing(vec![bill(1, later())]);
    phone.does(pay(1)).does(part(1, "1"));
    let page = phone.paying();
    assert!(page.items[0].part.is_none());
    assert_eq!(page.total, "Together: €45.12");
}

#[test]
fn a_provider_that_is_not_offered_opens_nothing() {
    let mut phone = Phone::owing(vec![bill(1, later())]);
    phone.does(PayIntent::PayBy { provider: "sandbox".into() });
    phone.does(pay(1)).does(PayIntent::PayBy { provider: "evil".into() });
    assert!(phone.asked.is_empty() && phone.opened.is_empty());
}

#[test]
fn without_a_network_the_codes_are_there_and_the_pages_are_not() {
    let mut phone = Phone::owing(vec![bill(1, later())]);
    phone.has_no_network().does(pay(1));
    let page = phone.paying();
    assert_eq!(page.methods[0].button.why_not.as_deref(), Some("There is no connection right now."));
    assert!(page.transfer.slips[0].qr.is_some() && page.transfer.slips[0].why_not.is_none());
}

#[test]
fn what_was_paid_meanwhile_leaves_the_basket() {
    let mut phone = Phone::owing(vec![bill(1, later()), bill(2, later())]);
    phone.does(choose(1, true)).does(choose(2, true)).does(PayIntent::PayChosen);
    phone.account.bills[0] = paid(bill(1, later()));
    phone.does(PayIntent::Refresh);
    let page = phone.paying();
    assert_eq!((page.items.len(), page.total.as_str()), (1, "Together: €45.12"));
    phone.account.bills[1] = paid(bill(2, later()));
    phone.does(PayIntent::Refresh);
    let why = phone.paying().methods[0].button.why_not.clone().unwrap();
    assert_eq!(why, "There is nothing to pay here any more.");
    assert_eq!(phone.paying().notice.map(|notice| notice.tone), None::<Tone>);
}
