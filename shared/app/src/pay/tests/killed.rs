//! An app that is killed at any moment finds its payments again.

use super::{
    checkout::{at_the_bank, by_card, pay},
    phone::*,
    town::*,
};
use crate::{
    Intent,
    intent::{PayIntent, Tab},
    pay::CheckoutStage,
};
use dimos_domain::money::AttemptState;
use jiff::{SignedDuration, civil::date};

#[test]
fn killed_before_the_city_heard_of_it_nothing_was_begun() {
    let mut phone = Phone::owing(vec![bill(1, date(2026, 12, 10))]);
    phone.line = Line::Dead;
    phone.does(pay(1)).does(by_card());
    phone.line = Line::Good;
    phone.is_killed();
    assert_eq!(phone.asked[0], "ask");
    assert_eq!(phone.toast(), "That payment was never begun. Nothing was charged.");
    assert!(phone.purse.attempts.is_empty() && phone.opened.is_empty());
}

#[test]
fn killed_before_the_answer_came_it_is_found_and_can_be_paid() {
    let mut phone = Phone::owing(vec![bill(1, date(2026, 12, 10))]);
    phone.line = Line::Deaf;
    phone.does(pay(1)).does(by_card());
    phone.line = Line::Good;
    phone.is_killed();
    assert!(phone.opened.is_empty(), "nobody is taken to a bank by opening the app");
    phone.send(Intent::OpenTab { tab: Tab::Pay });
    let row = phone.list().attempts.remove(0);
    assert_eq!(row.label, "A payment of €45.12 is not finished");
    phone.does(PayIntent::OpenAttempt { attempt: row.code });
    assert_eq!(phone.checkout().stage, CheckoutStage::WaitingForYou);
    phone.does(PayIntent::OpenCheckout);
    assert_eq!((phone.opened.len(), phone.attempts.len()), (1, 1));
}

#[test]
fn killed_while_paying_it_learns_the_outcome_at_the_next_start() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Succeeded).is_killed();
    assert_eq!(phone.toast(), "Paid: €45.12. The receipt is in the list.");
    phone.send(Intent::OpenTab { tab: Tab::Pay });
    assert_eq!((phone.list().due.len(), phone.list().attempts.len()), (1, 0));
}

#[test]
fn killed_and_without_a_network_it_still_warns_of_paying_twice() {
    let mut phone = at_the_bank();
    phone.line = Line::Dead;
    phone.is_killed().has_no_network().send(Intent::OpenTab { tab: Tab::Pay }).does(pay(1));
    let page = phone.paying();
    assert!(page.notice.is_some() && !page.methods[0].button.enabled);
    assert!(page.transfer.slips[0].why_not.is_some());
    phone.bank_says(AttemptState::Succeeded).is_back_online();
    assert_eq!(phone.toast(), "Paid: €45.12. The receipt is in the list.");
}

#[test]
fn what_is_over_is_watched_for_two_days_and_then_forgotten() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Failed).does(PayIntent::AskNow).is_killed();
    assert_eq!(phone.asked, ["ask"], "money may come late");
    phone.now += SignedDuration::from_hours(49);
    phone.is_killed();
    assert_eq!(phone.asked, ["forget"]);
    assert!(phone.purse.attempts.is_empty());
}

#[test]
fn what_is_not_known_is_never_forgotten() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Unknown).does(PayIntent::AskNow);
    phone.now += SignedDuration::from_hours(24 * 60);
    phone.is_killed();
    assert_eq!((phone.asked.as_slice(), phone.purse.attempts.len()), (&["ask".to_owned()][..], 1));
}
