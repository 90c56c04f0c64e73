//! What is owed, as a list and one by one.

use super::{phone::*, town::*};
use crate::{
    Intent,
    intent::{PayIntent, Tab},
    view::Tone,
};
use dimos_domain::{
    ids::PaymentId,
    money::{Cents, Expected, PaidBy, PayableState, PaymentLine, PaymentState},
};
use jiff::{SignedDuration, civil::date};
use uuid::Uuid;

fn on(days: i64) -> jiff::civil::Date {
    sunday().checked_add(jiff::Span::new().days(days)).unwrap()
}

fn open(n: u128) -> PayIntent {
    PayIntent::OpenBill { bill: bill_id(n).to_string() }
}

#[test]
fn what_is_due_first_stands_first_and_what_is_over_stands_below() {
    let gone = Bill { state: PayableState::Cancelled, payables: Vec::new(), ..bill(7, on(0)) };
    let phone = Phone::owing(vec![
        bill(1, on(40)),
        paid(bill(2, on(-10))),
        bill(3, on(-3)),
        bill(4, on(0)),
        bill(5, on(1)),
        bill(6, on(5)),
        gone,
        bill(8, on(-1)),
    ]);
    let list = phone.list();
    let told: Vec<_> = list.due.iter().map(|row| (row.number.as_str(), row.status.as_str(), row.tone)).collect();
    assert_eq!(
        told,
        [
            ("2026-000003", "Overdue by 3 days, since 19 November 2026", Tone::Danger),
            ("2026-000008", "Overdue since yesterday", Tone::Danger),
            ("2026-000004", "Due today", Tone::Warning),
            ("2026-000005", "Due tomorrow", Tone::Warning),
            ("2026-000006", "Due Friday 27 November", Tone::Warning),
            ("2026-000001", "Due 1 January 2027", Tone::Info),
        ]
    );
    let over: Vec<_> = list.ended.iter().map(|row| (row.status.as_str(), row.tone, row.can_choose)).collect();
    assert_eq!(over, [("Cancelled: nothing to pay", Tone::Info, false), ("Paid", Tone::Good, false)]);
    assert_eq!(list.summary, "To pay: €270.72");
    assert_eq!(list.due[0].amount, "€45.12");
    assert_eq!(
        list.due[0].spoken,
        "Market stall. €45.12. Overdue by 3 days, since 19 November 2026. Θέση 14 · 2026. 2026-000003"
    );
    let tab = phone.seen().tabs.into_iter().find(|tab| tab.tab == Tab::Pay).unwrap();
    assert_eq!((tab.badge, tab.spoken.as_str()), (5, "Pay, 5"));
}

#[test]
fn a_due_date_is_met_until_the_end_of_that_day_in_the_city() {
    let mut phone = Phone::owing(vec![bill(1, sunday())]);
    // 23:30 in Athens, then half an hour after midnight; in UTC both are the same day.
    phone.now = "2026-11-22T21:30:00Z".parse().unwrap();
    phone.send(Intent::DismissToast);
    assert_eq!(phone.list().due[0].status, "Due today");
    phone.now = "2026-11-22T22:30:00Z".parse().unwrap();
    phone.send(Intent::DismissToast);
    assert_eq!(phone.list().due[0].status, "Overdue since yesterday");
}

#[test]
fn discount_and_surcharge_are_said_in_words() {
    let until = date(2026, 11, 30);
    let cheaper = Expected { discount: cents(2256), total: cents(2256), holds_until: Some(until), ..owed(4512) };
    let dearer = Expected { surcharge: cents(100), total: cents(4612), holds_until: Some(until), ..owed(4512) };
    let with = |mut bill: Bill, expected: Expected| {
        bill.expected = expected;
        bill.payables[0].expected = expected;
        bill
    };
    let mut phone = Phone::owing(vec![with(bill(1, on(-9)), dearer), with(bill(2, on(9)), cheaper)]);
    let rows = phone.list().due;
    assert_eq!((rows[0].amount.as_str(), rows[0].note.as_str()), ("€46.12", "€1.00 of it for paying late"));
    assert_eq!(
        (rows[1].amount.as_str(), rows[1].note.as_str()),
        ("€22.56", "With a discount of €22.56 if all is paid by 30 November 2026")
    );
    let page = phone.does(open(2)).bill();
    let facts: Vec<_> = page.facts.iter().map(|fact| fact.spoken.as_str()).collect();
    assert_eq!(
        facts,
        [
            "Bill number: 2026-000002",
            "What for: Θέση 14",
            "Period: 2026",
            "Issued: 1 November 2026",
            "Due: 1 December 2026",
            "Charged: €45.12",
            "Discount: €22.56 (until 30 November 2026)",
            "To pay: €22.56",
        ]
    );
    phone.speaks("el");
    assert_eq!(phone.bill().row.amount, "22,56\u{a0}€");
    assert_eq!(phone.bill().row.note, "Με έκπτωση 22,56\u{a0}€ αν πληρωθεί όλο έως 30 Νοεμβρίου 2026");
}

#[test]
fn what_was_paid_is_told_with_its_receipt() {
    let mut partly = bill(1, on(9));
    partly.paid = cents(1012);
    partly.state = PayableState::PartlyPaid;
    partly.payables[0].state = PayableState::PartlyPaid;
    partly.payables[0].expected = owed(3500);
    partly.expected = owed(3500);
    let line = |by, state, receipt: Option<&str>| PaymentLine {
        payment: Some(PaymentId(Uuid::from_u128(1))),
        on: date(2026, 11, 10),
        amount: cents(1012),
        by,
        state,
        receipt: receipt.map(Into::into),
    };
    partly.payments = vec![
        line(PaidBy::Card, Some(PaymentState::Received), Some("2026-000003")),
        line(PaidBy::Bank, Some(PaymentState::Reversed), None),
        line(PaidBy::Credit, None, None),
    ];
    let mut phone = Phone::owing(vec![partly]);
    assert_eq!(phone.list().due[0].note, "€10.12 of €45.12 paid");
    let history = phone.does(open(1)).bill().history;
    let told: Vec<_> = history.iter().map(|row| row.spoken.as_str()).collect();
    assert_eq!(
        told,
        [
            "10 November 2026. €10.12. by card",
            "10 November 2026. €10.12. by bank transfer, taken back",
            "10 November 2026. €10.12. from what was paid too much before",
        ]
    );
    assert_eq!(history[0].show.as_ref().unwrap().spoken, "Receipt 2026-000003");
    assert!(history[1].show.is_none());
    phone.does(PayIntent::ShowReceipt { number: "2026-000003".into() });
    assert_eq!(phone.shown, [("show", "/receipts/2026-000003.pdf".into(), "Receipt 2026-000003".into())]);
}

#[test]
fn credit_and_empty_lists_are_said() {
    let mut phone = Phone::with(Vec::new());
    phone.account.credit = cents(500);
    phone.starts();
    let list = phone.list();
    assert_eq!(list.credit.as_deref(), Some("€5.00 that you paid too much is kept for you."));
    assert_eq!(list.summary, "Nothing is due");
    assert!(list.empty.unwrap().contains("payment code (RF)"));
}

#[test]
fn without_a_network_everything_known_is_shown_with_its_age() {
    let mut phone = Phone::owing(vec![bill(1, on(9))]);
    phone.has_no_network().is_killed().has_no_network().send(Intent::OpenTab { tab: Tab::Pay });
    let list = phone.list();
    assert_eq!((list.due.len(), list.stale.as_deref()), (1, Some("No connection: as of 12:00")));
    phone.now += SignedDuration::from_hours(30);
    phone.send(Intent::DismissToast);
    assert_eq!(phone.list().stale.as_deref(), Some("No connection: as of 22 November 2026, 12:00"));
    assert_eq!(phone.does(open(1)).bill().row.amount, "€45.12");
    phone.is_back_online().send(Intent::Back).does(PayIntent::Refresh);
    assert_eq!(phone.list().stale, None);
}

#[test]
fn never_asked_and_no_network_is_said_kindly() {
    let mut phone = Phone::with(vec![bill(1, on(9))]);
    phone.line = Line::Dead;
    phone.starts();
    assert_eq!(phone.list().empty.as_deref(), Some("There is no connection to the city right now."));
    assert_eq!(phone.list().summary, "", "nobody knows whether something is due");
}

#[test]
fn an_amount_of_another_day_says_so_and_is_not_paid() {
    let mut old = bill(1, on(9));
    old.payables[0].expected.holds_until = Some(on(2));
    old.expected.holds_until = Some(on(2));
    let mut phone = Phone::owing(vec![old]);
    phone.has_no_network();
    phone.now += SignedDuration::from_hours(24 * 4);
    phone.does(PayIntent::PayBill { bill: bill_id(1).to_string() });
    let page = phone.paying();
    assert_eq!(page.items[0].note, "This amount held until 24 November 2026. Connect to see today’s.");
    assert!(page.methods[0].button.why_not.as_ref().unwrap().contains("another one today"));
    let slip = &page.transfer.slips[0];
    assert!(slip.qr.is_none() && slip.amount.is_none() && slip.why_not.is_some());
    assert!(slip.reference.text.starts_with("RF"), "the code itself stays true");
}

#[test]
fn a_city_that_takes_no_payments_shows_no_tab() {
    let mut phone = crate::my_reports::tests::phone::Phone::new().started();
    phone.send(Intent::OpenTab { tab: Tab::Pay });
    let view = crux_core::App::view(&crate::Dimos, &phone.model);
    assert!(view.tabs.iter().all(|tab| tab.tab != Tab::Pay) && phone.model.tab != Tab::Pay);
}

#[test]
fn the_city_is_asked_again_only_after_a_while() {
    let mut phone = Phone::owing(vec![bill(1, on(9))]);
    phone.send(Intent::OpenTab { tab: Tab::Settings }).send(Intent::OpenTab { tab: Tab::Pay });
    assert!(phone.asked.is_empty());
    phone.now += SignedDuration::from_mins(2);
    phone.send(Intent::OpenTab { tab: Tab::Settings }).send(Intent::OpenTab { tab: Tab::Pay });
    assert_eq!(phone.asked, ["account"]);
}

#[test]
fn ids_that_are_none_open_nothing() {
    let mut phone = Phone::owing(vec![bill(1, on(9))]);
    for id in ["", "x", "00000000-0000-0000-0000-000000000001"] {
        phone.does(PayIntent::OpenBill { bill: id.into() });
        phone.does(PayIntent::Choose { bill: id.into(), chosen: true });
        phone.does(PayIntent::OpenAttempt { attempt: id.into() });
        phone.list();
        phone.does(PayIntent::PayOne { payable: id.into() });
        assert_eq!(phone.toast(), "There is nothing to pay here any more.");
    }
    assert_eq!(phone.account.credit, Cents::ZERO);
}

#[test]
fn credit_is_spent_on_a_bill_once() {
    let mut phone = Phone::with(vec![bill(1, on(9))]);
    phone.account.credit = cents(500);
    phone.starts().does(open(1));
    assert_eq!(phone.bill().use_credit, None, "a phone that merely has the slip may not");
    phone.account.linked = true;
    phone.does(PayIntent::Refresh);
    assert_eq!(phone.bill().use_credit.unwrap().label, "Use €5.00 that you paid too much");
    phone.asked.clear();
    phone.line = Line::Deaf;
    phone.does(PayIntent::UseCredit);
    phone.line = Line::Good;
    phone.account.credit = cents(500);
    phone.does(PayIntent::UseCredit);
    assert_eq!((phone.asked.len(), &phone.asked[0]), (3, &phone.asked[1]), "the same wish: {:?}", phone.asked);
    assert_eq!(phone.toast(), "Done. What you had paid too much went to this bill.");
    assert_eq!(phone.bill().use_credit, None);
    phone.does(PayIntent::UseCredit);
    assert_eq!(phone.asked.len(), 3);
}

#[test]
fn a_bill_that_was_paid_early_says_what_was_paid_and_what_was_taken_off() {
    let early = Bill { paid: cents(2256), ..paid(bill(1, on(9))) };
    let mut phone = Phone::owing(vec![early]);
    assert_eq!(phone.list().ended[0].amount, "€22.56");
    let facts = phone.does(open(1)).bill().facts;
    let said: Vec<_> = facts.iter().skip(5).map(|fact| fact.spoken.as_str()).collect();
    assert_eq!(said, ["Charged: €45.12", "Discount: €22.56", "Paid so far: €22.56"]);
}
