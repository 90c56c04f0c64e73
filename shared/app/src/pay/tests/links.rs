//! The link back to the app, and forged ones.

use super::{
    checkout::{at_the_bank, link},
    town::*,
};
use crate::{
    Intent,
    intent::{PayIntent, Tab},
    pay::CheckoutStage,
};
use dimos_domain::money::AttemptState;

const KIND: &str =
    "This link belongs to no payment of this phone. What you owe and what you paid is under “What I owe”.";

#[test]
fn a_link_that_is_not_ours_is_answered_kindly_and_does_nothing() {
    let mut phone = at_the_bank();
    phone.send(Intent::OpenTab { tab: Tab::Report }).asked.clear();
    let id = phone.attempts[0].id.to_string();
    for url in [
        String::new(),
        "dimos://".into(),
        "dimos://pay/attempts/".into(),
        "dimos://pay/attempts/x".into(),
        "dimos://pay/attempts/00000000-0000-7000-8000-000000000001".into(),
        format!("https://evil.example/pay/attempts/{id}"),
        format!("dimos://pay/attempts/{id}/cancel"),
        format!("dimos://pay/attempts/../attempts/{id}"),
        format!("dimos://pay/attempts/{{{id}}}"),
        format!("dimos://pay/attempts/{}", id.replace('-', "")),
        format!("DIMOS://PAY/ATTEMPTS/{id}"),
        format!("dimos://pay/attempts/urn:uuid:{id}"),
        format!("dimos://reports/{id}"),
        "dimos://pay/attempts/".repeat(100_000),
    ] {
        phone.send(Intent::DismissToast).send(Intent::OpenLink { url: url.clone() });
        assert_eq!(phone.toast(), KIND, "{}", url.chars().take(80).collect::<String>());
        assert!(phone.asked.is_empty() && phone.model.tab == Tab::Report, "{url}");
        assert!(!phone.purse.attempts[0].returned);
    }
}

#[test]
fn a_link_says_nothing_about_the_outcome_whatever_stands_in_it() {
    let mut phone = at_the_bank();
    let id = phone.attempts[0].id;
    phone.send(Intent::OpenLink { url: format!("dimos://pay/attempts/{id}?state=succeeded&receipt=2026-000001#paid") });
    assert_eq!(phone.checkout().stage, CheckoutStage::NotKnown, "only the city's word counts");
    assert_eq!(phone.list_is_open(), 2);
}

#[test]
fn a_link_opens_the_payment_from_anywhere() {
    let mut phone = at_the_bank();
    phone.send(Intent::OpenTab { tab: Tab::Settings });
    phone.bank_says(AttemptState::Succeeded);
    let back = link(&phone);
    phone.send(back.clone()).send(back.clone());
    assert_eq!(phone.checkout().stage, CheckoutStage::Paid);
    phone.send(Intent::Back).list();
    phone.is_killed();
    phone.send(back);
    assert_eq!(phone.checkout().stage, CheckoutStage::Paid, "known for a while after it is over");
}

#[test]
fn a_link_that_opens_the_app_waits_until_the_phone_is_read() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Succeeded);
    let back = link(&phone);
    phone.model = crate::Model::default();
    phone.send(back);
    assert_eq!(phone.toast(), "");
    phone.send(Intent::Start);
    assert_eq!(phone.checkout().stage, CheckoutStage::Paid);
    assert_eq!(phone.does(PayIntent::OpenReceipts).receipts_list().rows.len(), 0);
    assert_eq!(bill_id(1), phone.account.bills[0].id);
}

impl super::phone::Phone {
    /// How many bills are still to be paid, by the model.
    fn list_is_open(&self) -> usize {
        self.model.pay.told.due.len()
    }
}
