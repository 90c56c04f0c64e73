//! The sandbox bank when it is told to fail: the faults that payments must survive.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::{SHORT, SOON, Town, asked, order, press, refund};
use dimos_checkout::{
    Currency, OrderRef, OrderStatus, PaymentProvider as _, ProviderError, RefundStatus, WebhookError,
    sandbox::{Call, Control, Fault, PageAnswer, Plan, Sequence, Signing, Then},
};
use dimos_domain::money::Cents;
use std::time::Duration;

fn lost<T>(answer: Result<T, ProviderError>) -> bool {
    matches!(answer, Err(ProviderError::NoAnswer { .. }))
}

#[tokio::test]
async fn an_order_whose_answer_was_lost_is_there_or_not_and_opening_it_again_is_safe() {
    let town = Town::new().await;
    for (fault, there) in [(Fault::LostBefore, OrderStatus::NotKnown), (Fault::LostAfter, OrderStatus::Pending)] {
        let new = order();
        town.bank.break_next(Call::Open, fault).unwrap();
        assert!(lost(town.provider.open(&new, SHORT).await));
        let by_attempt = OrderRef { attempt: new.attempt, code: None, transaction: None };
        assert_eq!(town.ask(&by_attempt).await, there);
        let (opened, _) = town.open(&new).await;
        assert_eq!(town.bank.order_of(new.attempt).unwrap().code, opened.code);
    }
}

#[tokio::test]
async fn a_refund_whose_answer_was_lost_goes_out_once() {
    let town = Town::new().await;
    for (fault, known) in [(Fault::LostBefore, false), (Fault::LostAfter, true), (Fault::Html, true)] {
        let (order, paid) = town.paid(&order()).await;
        let back = refund(&order, &paid, 4_512);
        town.bank.break_next(Call::Refund, fault).unwrap();
        let answer = town.provider.refund(&back, SHORT).await;
        assert!(answer.unwrap_err().may_have_happened());
        let found = town.provider.ask_refund(&asked(&back), SOON).await.unwrap();
        assert_eq!(found != RefundStatus::NotKnown, known, "{fault:?}");
        assert!(matches!(town.provider.refund(&back, SOON).await, Ok(RefundStatus::Succeeded { .. })));
    }
    // three payments came, all went back once: the fees are left, and the bank pays out nothing
    assert_eq!(town.bank.pay_out().unwrap(), None);
}

#[tokio::test]
async fn a_payer_who_sees_nothing_was_charged_or_was_not() {
    let town = Town::new().await;
    for (answer, charged) in [(PageAnswer::LostBefore, false), (PageAnswer::LostAfter, true)] {
        let (opened, asked) = town.open(&order()).await;
        town.bank.plan_order(opened.code.as_str(), &Plan { answer, ..Plan::default() }).unwrap();
        let (status, _, page) = press(&opened.checkout_url, &[("act", "pay"), ("with", "once")]).await;
        assert!(status == 504 && page.contains("Μην πληρώσετε ξανά"));
        assert_eq!(matches!(town.ask(&asked).await, OrderStatus::Paid(_)), charged);
    }
}

#[tokio::test]
async fn a_button_makes_the_bank_silent_once() {
    let town = Town::new().await;
    let (opened, asked) = town.open(&order()).await;
    let (status, _, _) = press(&format!("{}/control", opened.checkout_url), &[("act", "silent")]).await;
    assert_eq!(status, 303);
    assert!(lost(town.provider.ask(&asked, SHORT).await));
    assert_eq!(town.ask(&asked).await, OrderStatus::Pending);
}

#[tokio::test]
async fn every_bad_answer_is_told_for_what_it_is() {
    let town = Town::new().await;
    let (_, asked) = town.open(&order()).await;
    let broken = |fault| town.bank.break_next(Call::Ask, fault).unwrap();
    broken(Fault::Broken);
    assert!(lost(town.provider.ask(&asked, SOON).await));
    for fault in [Fault::Html, Fault::Redirect] {
        broken(fault);
        assert!(matches!(town.provider.ask(&asked, SOON).await, Err(ProviderError::Malformed { .. })), "{fault:?}");
    }
    broken(Fault::Refused);
    let refused = town.provider.ask(&asked, SOON).await;
    assert_eq!(refused, Err(ProviderError::Refused { code: "refused_for_a_test".to_owned() }));
    // one fault breaks one call
    assert_eq!(town.ask(&asked).await, OrderStatus::Pending);
}

#[tokio::test]
async fn webhooks_come_k_times_or_never() {
    let town = Town::new().await;
    town.bank.plan(&Plan { webhooks: 4, ..Plan::default() }).unwrap();
    town.paid(&order()).await;
    let webhooks = town.webhooks(4).await;
    let names: std::collections::BTreeSet<_> = webhooks.into_iter().map(|one| one.unwrap().event).collect();
    assert_eq!(names.len(), 1, "the same news carries the same name");
    town.bank.plan(&Plan { webhooks: 0, ..Plan::default() }).unwrap();
    town.paid(&order()).await;
    town.nothing_more_than(4).await;
}

#[tokio::test]
async fn a_webhook_comes_late() {
    let town = Town::new().await;
    town.bank.plan(&Plan { late_by: 2, ..Plan::default() }).unwrap();
    town.paid(&order()).await;
    town.nothing_more_than(0).await;
    assert!(matches!(town.told(1).await.as_slice(), [OrderStatus::Paid(_)]));
}

#[tokio::test]
async fn later_news_overtakes_the_first() {
    let town = Town::new().await;
    let plan = Plan { sequence: Sequence::Reordered, then: Then::ReversedAtOnce, ..Plan::default() };
    town.bank.plan(&plan).unwrap();
    let (opened, asked) = town.open(&order()).await;
    town.bank.pay(opened.code.as_str()).unwrap();
    assert!(matches!(town.told(2).await.as_slice(), [OrderStatus::Reversed(_), OrderStatus::Paid(_)]));
    assert!(matches!(town.ask(&asked).await, OrderStatus::Reversed(_)), "whoever asks gets the truth");
}

#[tokio::test]
async fn badly_signed_webhooks_are_refused_each_for_its_reason() {
    let town = Town::new().await;
    let cases = [
        (Signing::Stale, WebhookError::Stale),
        (Signing::Future, WebhookError::Future),
        (Signing::Wrong, WebhookError::WrongSignature),
        (Signing::Missing, WebhookError::NoSignature),
    ];
    for (count, (signing, reason)) in (1..).zip(cases) {
        town.bank.plan(&Plan { signing, ..Plan::default() }).unwrap();
        let (_, paid) = town.paid(&order()).await;
        assert_eq!(town.webhooks(count).await.pop().unwrap(), Err(reason));
        assert_eq!(paid.amount, Cents::new(4_512), "the truth is there for whoever asks");
    }
}

#[tokio::test]
async fn what_was_declined_may_succeed_all_the_same() {
    let town = Town::new().await;
    town.bank.plan(&Plan { then: Then::SuccessAfterFailure, ..Plan::default() }).unwrap();
    let (opened, _) = town.open(&order()).await;
    press(&opened.checkout_url, &[("act", "pay"), ("with", "declined")]).await;
    assert!(matches!(town.told(2).await.as_slice(), [OrderStatus::Failed { .. }, OrderStatus::Paid(_)]));
}

#[tokio::test]
async fn a_wrong_amount_and_a_wrong_currency_are_told_as_they_are() {
    let town = Town::new().await;
    let dollars: Currency = "USD".parse().unwrap();
    let plan = Plan { amount: Some(Cents::new(4_412)), currency: Some(dollars), ..Plan::default() };
    town.bank.plan(&plan).unwrap();
    let (_, paid) = town.paid(&order()).await;
    assert_eq!((paid.amount, paid.currency), (Cents::new(4_412), dollars));
    // dollars are not paid out with the euros
    assert_eq!(town.bank.pay_out().unwrap(), None);
}

#[tokio::test]
async fn a_city_that_is_down_hears_of_it_later() {
    let town = Town::new().await;
    *town.inbox.refuse.lock().unwrap() = 2;
    town.paid(&order()).await;
    let names: Vec<_> = town.webhooks(3).await.into_iter().map(|one| one.unwrap().event).collect();
    assert!(names.windows(2).all(|pair| pair[0] == pair[1]));
    town.nothing_more_than(3).await;
}

#[tokio::test]
async fn a_bank_that_dies_forgets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut town = Town::with(|config| config.file = Some(folder.path().join("bank.db"))).await;
    town.bank.plan(&Plan { late_by: 3, ..Plan::default() }).unwrap();
    let (asked, paid) = town.paid(&order()).await;
    town.bank_restarts().await;
    assert_eq!(town.ask(&asked).await, OrderStatus::Paid(paid));
    assert!(matches!(town.told(1).await.as_slice(), [OrderStatus::Paid(_)]));
}

#[tokio::test]
async fn a_bank_that_is_not_there_was_surely_not_reached() {
    let config = dimos_checkout::sandbox::Config {
        bank: "http://127.0.0.1:9/bank".to_owned(),
        key: dimos_checkout::Secret::new("key"),
        webhook_secret: dimos_checkout::Secret::new("secret"),
    };
    let provider = dimos_checkout::sandbox::SandboxProvider::new(config).unwrap();
    let answer = provider.open(&order(), SOON).await;
    assert!(matches!(answer, Err(ProviderError::Unreachable { .. })), "{answer:?}");
}

#[tokio::test]
async fn a_caller_without_the_key_is_refused() {
    let town = Town::new().await;
    let config = dimos_checkout::sandbox::Config {
        bank: town.address.clone(),
        key: dimos_checkout::Secret::new("another-key"),
        webhook_secret: dimos_checkout::Secret::new("secret"),
    };
    let stranger = dimos_checkout::sandbox::SandboxProvider::new(config).unwrap();
    let refused = stranger.open(&order(), SOON).await;
    assert_eq!(refused, Err(ProviderError::Refused { code: "unknown_caller".to_owned() }));
    let (status, _, _) = press(&format!("{}/control/payouts", town.address), &[("a", "b")]).await;
    assert_eq!(status, 401);
}

#[tokio::test]
async fn a_bank_whose_control_is_closed_does_everything_right() {
    let town = Town::with(|config| config.control = Control::Closed).await;
    let (opened, _) = town.open(&order()).await;
    let (_, _, page) = press(&opened.checkout_url, &[]).await;
    assert!(!page.contains("<details"));
    for path in ["/control/payouts".to_owned(), format!("/pay/{}/control", opened.code)] {
        let (status, _, _) = press(&format!("{}{path}", town.address), &[("act", "reverse")]).await;
        assert_eq!(status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_page_that_nobody_paid_closes_by_itself() {
    let town = Town::new().await;
    let expires_at = jiff::Timestamp::now() + Duration::from_secs(2);
    let (opened, asked) = town.open(&dimos_checkout::NewOrder { expires_at, ..order() }).await;
    assert_eq!(town.told(1).await, [OrderStatus::Expired]);
    assert!(town.bank.pay(opened.code.as_str()).is_err());
    assert_eq!(town.ask(&asked).await, OrderStatus::Expired);
}
