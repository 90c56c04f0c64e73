//! Receipts: listed, opened, handed on.

use super::{phone::*, town::*};
use crate::{
    Intent,
    intent::{PayIntent, Tab},
};
use dimos_domain::money::{PaidBy, Receipt};
use jiff::civil::date;

fn receipt(number: &str) -> Receipt {
    Receipt {
        number: number.into(),
        on: date(2026, 11, 20),
        amount: cents(9024),
        by: PaidBy::Card,
        titles: vec![text("Λαϊκή αγορά", "Market stall"), text("Κοιμητήριο", "Cemetery")],
        code: "7K3QX-9TB2M-4WPNE-6HRDA".into(),
        taken_back: false,
    }
}

fn holding() -> Phone {
    let mut phone = Phone::owing(Vec::new());
    phone.receipts = vec![receipt("2026-000002"), receipt("2026-000001")];
    phone.does(PayIntent::OpenReceipts);
    phone
}

#[test]
fn a_receipt_whose_money_is_gone_again_says_so() {
    let mut phone = Phone::owing(Vec::new());
    phone.receipts = vec![Receipt { taken_back: true, ..receipt("2026-000002") }];
    phone.does(PayIntent::OpenReceipts);
    let row = phone.receipts_list().rows.remove(0);
    assert_eq!(row.detail, "20 November 2026 · by card · Taken back");
    assert!(row.spoken.contains("Taken back"), "{}", row.spoken);
}

#[test]
fn a_receipt_says_everything_and_can_be_opened_and_shared() {
    let mut phone = holding();
    let row = phone.receipts_list().rows.remove(0);
    assert_eq!(row.spoken, "Market stall, Cemetery. €90.24. 20 November 2026 · by card. Receipt 2026-000002");
    assert_eq!(row.share.spoken, "Share: Receipt 2026-000002");
    phone.does(PayIntent::ShowReceipt { number: row.number.clone() });
    phone.does(PayIntent::ShareReceipt { number: row.number });
    let path = "/receipts/2026-000002.pdf".to_owned();
    let title = "Receipt 2026-000002".to_owned();
    assert_eq!(phone.shown, [("show", path.clone(), title.clone()), ("share", path, title)]);
}

#[test]
fn without_a_network_the_list_is_there_and_a_document_that_is_not_says_so() {
    let mut phone = holding();
    phone.has_no_network().is_killed().has_no_network().send(Intent::OpenTab { tab: Tab::Pay });
    phone.does(PayIntent::OpenReceipts);
    let list = phone.receipts_list();
    assert_eq!((list.rows.len(), list.empty), (2, None));
    assert_eq!(list.stale.as_deref(), Some("No connection: as of 12:00"));
    phone.does(PayIntent::ShowReceipt { number: "2026-000001".into() });
    assert_eq!(phone.toast(), "There is no connection to the city right now.");
    assert!(!phone.receipts_list().rows[1].busy);
}

#[test]
fn numbers_that_are_none_are_not_asked_for() {
    let mut phone = holding();
    phone.asked.clear();
    for number in ["", "../../secret", "2026-000001/../x", "2026-000001.pdf", "9".repeat(21).as_str()] {
        phone.does(PayIntent::ShowReceipt { number: number.into() });
    }
    assert!(phone.asked.is_empty() && phone.shown.is_empty());
}

#[test]
fn none_yet_is_said_kindly() {
    let mut phone = Phone::owing(Vec::new());
    phone.does(PayIntent::OpenReceipts);
    assert!(phone.receipts_list().empty.unwrap().starts_with("No receipts yet."));
    phone.send(Intent::Back).list();
}
