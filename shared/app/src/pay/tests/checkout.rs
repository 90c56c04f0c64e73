//! Paying on a provider's page: every way it can go.

use super::{phone::*, town::*};
use crate::{
    Intent,
    effect::StorageTrouble,
    intent::{PayIntent, Tab},
    pay::CheckoutStage,
    view::Tone,
};
use dimos_domain::money::AttemptState;
use jiff::civil::date;

pub fn pay(n: u128) -> PayIntent {
    PayIntent::PayBill { bill: bill_id(n).to_string() }
}

pub fn by_card() -> PayIntent {
    PayIntent::PayBy { provider: "sandbox".into() }
}

/// A phone whose owner stands on the bank's page.
pub fn at_the_bank() -> Phone {
    let mut phone = Phone::owing(vec![bill(1, date(2026, 12, 10)), bill(2, date(2026, 12, 10))]);
    phone.does(pay(1)).does(by_card());
    phone
}

pub fn link(phone: &Phone) -> Intent {
    Intent::OpenLink { url: format!("dimos://pay/attempts/{}", phone.attempts[0].id) }
}

#[test]
fn it_is_on_the_phone_before_the_city_hears_of_it() {
    let phone = at_the_bank();
    assert_eq!(phone.asked, ["keep created", "begin sandbox 45.12", "keep pending"]);
    assert_eq!(phone.opened, [format!("https://bank.example/{}", phone.attempts[0].id)]);
    let page = phone.checkout();
    assert_eq!((page.stage, page.headline.as_str()), (CheckoutStage::WaitingForYou, "Waiting for you to pay"));
    assert_eq!((page.amount.as_str(), page.items.as_slice()), ("€45.12", &["Market stall".to_owned()][..]));
    assert_eq!(page.open.unwrap().label, "Go to the bank’s page");
    assert!(page.give_up.is_some() && page.again.is_none());
}

#[test]
fn paid_and_back_again_it_says_so_with_the_receipt() {
    let mut phone = at_the_bank();
    phone.send(Intent::Background).bank_says(AttemptState::Succeeded).asked.clear();
    let back = link(&phone);
    phone.send(Intent::Foreground).send(back);
    let page = phone.checkout();
    assert_eq!((page.stage, page.tone, page.receipt.as_str()), (CheckoutStage::Paid, Tone::Good, "2026-000007"));
    assert_eq!(page.detail, "Thank you. Your receipt is 2026-000007.");
    assert!(page.open.is_none() && page.ask.is_none() && page.give_up.is_none() && page.again.is_none());
    assert!(phone.asked.contains(&"receipts".to_owned()) && phone.asked.contains(&"account".to_owned()));
    phone.does(PayIntent::ShowReceipt { number: page.receipt });
    assert_eq!(phone.shown.len(), 1);
    phone.send(Intent::Back);
    let list = phone.list();
    assert_eq!((list.due.len(), list.ended.len(), list.attempts.len()), (1, 1, 0));
    assert!(phone.waits().is_empty() || phone.waits().is_empty(), "nothing is asked any more");
}

#[test]
fn who_paid_too_much_is_told_what_the_city_keeps() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Succeeded);
    phone.attempts.last_mut().unwrap().kept = cents(1_000);
    let back = link(&phone);
    phone.send(back);
    let page = phone.checkout();
    assert_eq!((page.stage, page.tone), (CheckoutStage::Paid, Tone::Good));
    assert!(
        page.detail.starts_with("€10.00 of your payment was more than was owed. The city keeps it for you"),
        "{}",
        page.detail
    );
    assert!(page.detail.contains("2026-000007") && page.show_receipt.is_some(), "{}", page.detail);
}

#[test]
fn what_was_paid_and_taken_back_is_not_called_paid_and_can_be_paid_again() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Succeeded).taken_back();
    let back = link(&phone);
    phone.send(back);
    let page = phone.checkout();
    assert_eq!((page.stage, page.tone, page.headline.as_str()), (CheckoutStage::Failed, Tone::Danger, "Taken back"));
    assert!(page.detail.contains("owed again") && page.again.is_some(), "{}", page.detail);
    phone.does(PayIntent::TryAgain);
    assert_eq!(phone.paying().items.len(), 1);
}

#[test]
fn what_was_taken_back_and_something_else_has_paid_is_not_offered_again() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Succeeded);
    phone.attempts.last_mut().unwrap().taken_back = true;
    let back = link(&phone);
    phone.send(back);
    let page = phone.checkout();
    assert_eq!((page.headline.as_str(), page.again), ("Taken back", None));
}

#[test]
fn what_went_back_is_asked_for_and_told_when_the_app_comes_to_the_front() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Succeeded);
    let back = link(&phone);
    phone.send(back.clone()).send(Intent::Back);
    phone.attempts.last_mut().unwrap().gone_back = cents(1_000);
    phone.send(Intent::Background).send(Intent::Foreground);
    assert!(phone.toast().starts_with("Money of the payment of €45.12 has gone back to you."), "{}", phone.toast());
    phone.send(back.clone());
    let page = phone.checkout();
    assert_eq!((page.stage, page.headline.as_str()), (CheckoutStage::Paid, "Paid"));
    assert!(page.detail.contains("2026-000007. €10.00 of your payment has gone back to you since"), "{}", page.detail);
    phone.attempts.last_mut().unwrap().gone_back = cents(4_512);
    phone.send(back.clone());
    assert_eq!((phone.checkout().headline.as_str(), phone.checkout().tone), ("Given back", Tone::Info));
    // The refund fails after all.
    phone.attempts.last_mut().unwrap().gone_back = cents(0);
    phone.send(Intent::DismissToast).send(Intent::Back).send(Intent::Background).send(Intent::Foreground);
    assert_eq!(phone.toast(), "");
    phone.send(back);
    assert_eq!(phone.checkout().headline, "Paid");
}

#[test]
fn what_is_taken_back_after_the_phone_heard_that_it_is_paid_is_told_when_it_is_looked_at() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Succeeded);
    let back = link(&phone);
    phone.send(back.clone());
    assert_eq!(phone.checkout().stage, CheckoutStage::Paid);
    phone.taken_back();
    phone.send(back);
    assert_eq!(phone.checkout().headline, "Taken back");
}

#[test]
fn a_refused_card_says_why_and_can_be_tried_again() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Failed);
    let back = link(&phone);
    phone.send(back);
    let page = phone.checkout();
    assert_eq!((page.stage, page.tone), (CheckoutStage::Failed, Tone::Danger));
    assert_eq!(page.detail, "The card was declined. You can try again or pay in another way.");
    phone.does(PayIntent::TryAgain);
    let again = phone.paying();
    assert_eq!((again.items.len(), again.notice), (1, None));
    phone.does(by_card());
    assert_eq!(phone.attempts.len(), 2, "another attempt, with an id of its own");
    assert_ne!(phone.attempts[0].id, phone.attempts[1].id);
}

#[test]
fn while_nobody_knows_it_waits_honestly_and_offers_nothing_twice() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Unknown);
    let back = link(&phone);
    phone.send(back);
    let page = phone.checkout();
    assert_eq!((page.stage, page.headline.as_str()), (CheckoutStage::NotKnown, "Not known yet"));
    assert!(page.detail.contains("Do not pay again"));
    assert!(page.open.is_none() && page.give_up.is_none() && page.again.is_none());
    phone.does(PayIntent::GiveUp).does(PayIntent::TryAgain).does(PayIntent::OpenCheckout);
    assert_eq!((phone.checkout().stage, phone.opened.len()), (CheckoutStage::NotKnown, 1));

    phone.send(Intent::Back);
    let list = phone.list();
    assert_eq!(list.attempts[0].label, "A payment of €45.12 is being checked with the bank");
    assert_eq!((list.due[0].note.as_str(), list.due[0].can_choose), ("A payment is under way", false));
    let page = phone.does(PayIntent::OpenBill { bill: bill_id(1).to_string() }).bill();
    let notice = page.notice.unwrap();
    assert!(notice.tone == Tone::Danger && notice.text.contains("Do not pay again"), "{notice:?}");
    assert!(!page.pay.unwrap().enabled);
    phone.does(pay(1));
    let page = phone.paying();
    assert!(page.notice.is_some() && !page.methods[0].button.enabled);
    assert!(page.transfer.slips[0].why_not.is_some() && page.transfer.slips[0].qr.is_none());
    let begun = phone.attempts.len();
    phone.does(by_card());
    assert_eq!(phone.attempts.len(), begun);
    phone.send(Intent::Back).send(Intent::Back);
    phone.does(pay(2));
    assert!(phone.paying().methods[0].button.enabled, "another bill can be paid meanwhile");
}

#[test]
fn the_city_is_asked_again_and_again_more_and_more_patiently() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Unknown).asked.clear();
    let mut pauses = Vec::new();
    for _ in 0..10 {
        pauses.extend(phone.waits().into_iter().filter(|seconds| *seconds != 6));
    }
    assert_eq!(pauses, [2, 3, 5, 10, 20, 40, 80, 160, 160, 160]);
    assert_eq!(phone.asked.iter().filter(|ask| *ask == "ask").count(), 10);
    phone.bank_says(AttemptState::Succeeded).waits();
    assert_eq!(phone.checkout().stage, CheckoutStage::Paid, "found out by itself");
}

#[test]
fn in_the_background_nothing_is_asked_by_the_clock() {
    let mut phone = at_the_bank();
    phone.send(Intent::Background).asked.clear();
    for _ in 0..3 {
        phone.waits();
    }
    assert!(phone.asked.is_empty());
    phone.send(Intent::Foreground);
    assert!(phone.asked.contains(&"ask".to_owned()));
    assert!(!phone.waits().is_empty(), "and the clock goes on");
}

#[test]
fn back_without_an_answer_is_not_known_and_not_given_up() {
    let mut phone = at_the_bank();
    let back = link(&phone);
    phone.send(back);
    let page = phone.checkout();
    assert_eq!(page.stage, CheckoutStage::NotKnown, "the bank still says that it waits");
    assert_eq!(page.open.unwrap().label, "Back to the bank’s page");
    assert!(page.give_up.is_some());
    phone.does(PayIntent::OpenCheckout);
    assert_eq!(phone.opened.len(), 2);
    assert!(phone.purse.attempts[0].returned, "kept, for a phone that dies now");
}

#[test]
fn giving_up_is_told_to_the_city_and_frees_the_bill() {
    let mut phone = at_the_bank();
    phone.does(PayIntent::GiveUp);
    let page = phone.checkout();
    assert_eq!((page.stage, page.headline.as_str()), (CheckoutStage::GivenUp, "Given up"));
    phone.send(Intent::Back).does(pay(1));
    assert!(phone.paying().methods[0].button.enabled && phone.paying().notice.is_none());
}

#[test]
fn giving_up_what_was_paid_meanwhile_finds_out_that_it_was_paid() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Succeeded).does(PayIntent::GiveUp);
    assert_eq!(phone.checkout().stage, CheckoutStage::Paid);
}

#[test]
fn giving_up_needs_the_city() {
    let mut phone = at_the_bank();
    phone.has_no_network().does(PayIntent::GiveUp);
    assert_eq!(phone.toast(), "There is no connection to the city right now.");
    assert_eq!(phone.checkout().stage, CheckoutStage::WaitingForYou);
    assert!(phone.checkout().detail.ends_with("There is no connection right now."));
    phone.is_back_online().line = Line::Deaf;
    phone.does(PayIntent::GiveUp);
    assert_eq!(phone.checkout().stage, CheckoutStage::WaitingForYou, "the answer was lost: nothing is assumed");
    phone.line = Line::Good;
    phone.does(PayIntent::AskNow);
    assert_eq!(phone.checkout().stage, CheckoutStage::GivenUp);
}

#[test]
fn an_answer_that_is_lost_begins_the_same_payment_again() {
    let mut phone = Phone::owing(vec![bill(1, date(2026, 12, 10))]);
    phone.line = Line::Deaf;
    phone.does(pay(1)).does(by_card());
    let page = phone.checkout();
    assert_eq!(
        (page.stage, page.detail.as_str()),
        (
            CheckoutStage::Opening,
            "Nothing has been paid yet. The city's server did not answer as expected. Try again in a while.",
        )
    );
    assert!(phone.opened.is_empty());
    phone.line = Line::Good;
    phone.waits();
    assert_eq!((phone.attempts.len(), phone.opened.len()), (1, 1), "one attempt, however often it is begun");
    assert_eq!(phone.checkout().stage, CheckoutStage::WaitingForYou);
}

#[test]
fn a_person_who_left_is_not_taken_to_a_bank_unasked() {
    let mut phone = Phone::owing(vec![bill(1, date(2026, 12, 10))]);
    phone.line = Line::Dead;
    phone.does(pay(1)).does(by_card()).send(Intent::Back);
    phone.line = Line::Good;
    phone.waits();
    assert!(phone.opened.is_empty());
    assert_eq!(phone.toast(), "That payment was never begun. Nothing was charged.");
    assert!(phone.purse.attempts.is_empty() && phone.list().attempts.is_empty());
}

#[test]
fn what_was_never_begun_can_be_given_up_without_the_city() {
    let mut phone = Phone::owing(vec![bill(1, date(2026, 12, 10))]);
    phone.line = Line::Deaf;
    phone.does(pay(1)).does(by_card()).does(PayIntent::GiveUp);
    assert_eq!(phone.toast(), "That payment was never begun. Nothing was charged.");
    assert!(phone.purse.attempts.is_empty());
    assert_eq!(phone.attempts[0].state, AttemptState::Cancelled, "the city is told all the same");
    phone.list();
}

#[test]
fn what_the_city_refuses_says_why_and_is_forgotten() {
    let mut phone = Phone::owing(vec![bill(1, date(2026, 12, 10))]);
    phone.does(pay(1)).refusal = Some(("conflict", "This bill was paid a minute ago."));
    phone.does(by_card());
    let page = phone.checkout();
    assert_eq!(page.stage, CheckoutStage::Failed);
    assert!(page.detail.starts_with("This bill was paid a minute ago."));
    assert!(phone.purse.attempts.is_empty() && phone.opened.is_empty());
    assert_eq!(phone.asked.last().unwrap(), "account", "what is owed may be something else now");
}

#[test]
fn a_phone_that_cannot_keep_it_does_not_begin() {
    let mut phone = Phone::owing(vec![bill(1, date(2026, 12, 10))]);
    phone.storage = Err(StorageTrouble::Full);
    phone.does(pay(1)).does(by_card());
    assert_eq!(phone.asked, ["keep created"], "the city is not asked");
    assert!(phone.toast().contains("storage is full"));
    assert_eq!(phone.paying().items.len(), 1, "back where it was");
}

#[test]
fn money_that_comes_late_is_said() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Failed).does(PayIntent::AskNow).send(Intent::Back);
    phone.bank_says(AttemptState::Succeeded).send(Intent::Background).send(Intent::Foreground);
    assert_eq!(phone.toast(), "The payment of €45.12 came through after all. The receipt is in the list.");
    assert_eq!(phone.list().ended.len(), 1);
}

#[test]
fn news_of_a_payment_is_said_wherever_the_person_is() {
    let mut phone = at_the_bank();
    phone.send(Intent::OpenTab { tab: Tab::Report });
    phone.bank_says(AttemptState::Succeeded).waits();
    assert_eq!(phone.toast(), "Paid: €45.12. The receipt is in the list.");
    let mut phone = at_the_bank();
    phone.send(Intent::OpenTab { tab: Tab::Report });
    phone.bank_says(AttemptState::Expired).waits();
    assert_eq!(phone.toast(), "The payment of €45.12 was not finished in time.");
}

#[test]
fn a_payment_whose_page_nobody_saw_is_begun_again() {
    let mut phone = at_the_bank();
    // The city learnt of the order by asking: the answer that held the page's address was lost.
    phone.attempts.last_mut().unwrap().checkout_url = None;
    phone.send(Intent::Background).send(Intent::Foreground);
    assert_eq!(phone.checkout().stage, CheckoutStage::Opening);
    phone.asked.clear();
    phone.does(PayIntent::AskNow);
    assert_eq!(phone.asked.first().map(String::as_str), Some("begin sandbox 45.12"), "{:?}", phone.asked);
}

#[test]
fn an_answer_that_was_overtaken_takes_nothing_back() {
    let mut phone = at_the_bank();
    phone.bank_says(AttemptState::Succeeded).does(PayIntent::AskNow);
    let id = phone.attempts[0].id;
    let old = dimos_domain::money::Attempt { state: AttemptState::Failed, ..phone.attempts[0].clone() };
    let event = crate::Event::Pay(crate::pay::Event::Asked { id, answer: Ok(Box::new(old)) });
    let _ = crux_core::App::update(&crate::Dimos, event, &mut phone.model);
    assert_eq!(phone.checkout().stage, CheckoutStage::Paid);
}

#[test]
fn a_page_that_is_not_secure_is_not_opened() {
    let mut phone = Phone::owing(vec![bill(1, date(2026, 12, 10))]);
    for url in ["http://bank.example/1", "javascript:alert(1)", "http://localhost.evil.example/", "file:///etc/passwd"]
    {
        phone.line = Line::Deaf;
        phone.does(pay(1)).does(by_card());
        phone.attempts.last_mut().unwrap().checkout_url = Some(url.into());
        phone.line = Line::Good;
        phone.waits();
        phone.does(PayIntent::OpenCheckout);
        assert!(phone.opened.is_empty(), "{url}");
        phone.does(PayIntent::GiveUp).send(Intent::Back);
    }
    phone.line = Line::Deaf;
    phone.does(pay(1)).does(by_card());
    phone.attempts.last_mut().unwrap().checkout_url = Some("http://127.0.0.1:9000/pay/1".into());
    phone.line = Line::Good;
    phone.waits();
    assert_eq!(phone.opened, ["http://127.0.0.1:9000/pay/1"], "a bank that is tried out on this very machine");
}
