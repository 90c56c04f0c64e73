//! The sandbox bank as a payer and the city meet it, when all goes well.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::{SOON, Town, asked, order, press, refund};
use dimos_checkout::{
    DisputeNews, Fact, Method, OrderRef, OrderStatus, PaymentProvider as _, ProviderError, RefundStatus,
    sandbox::{PayoutLine, Plan, RefundsGo},
};
use dimos_domain::{ids::AttemptId, l10n::Language, money::Cents};

#[tokio::test]
async fn a_payer_pays_and_the_city_hears_of_it() {
    let town = Town::new().await;
    // given an order that is open
    let new = order();
    let (opened, asked) = town.open(&new).await;
    assert_eq!(town.ask(&asked).await, OrderStatus::Pending);
    // when the payer presses the button
    let (_, _, page) = press(&opened.checkout_url, &[]).await;
    assert!(page.contains("45,12\u{a0}€") && page.contains(&new.reference) && page.contains("lang=\"el\""));
    let (status, to, _) = press(&opened.checkout_url, &[("act", "pay"), ("with", "once")]).await;
    // then the way leads back, and the city is told once, with the fee
    assert_eq!((status, to.as_deref()), (303, Some(new.return_to.as_str())));
    let webhook = town.webhooks(1).await.remove(0).unwrap();
    let Fact::Order { attempt, order, status: OrderStatus::Paid(paid) } = webhook.fact else {
        panic!("{:?}", webhook.fact)
    };
    assert_eq!((attempt, order), (Some(new.attempt), opened.code));
    assert_eq!((paid.amount, paid.fee), (Cents::new(4_512), Some(Cents::new(73))));
    assert_eq!(town.ask(&asked).await, OrderStatus::Paid(paid));
    town.nothing_more_than(1).await;
}

#[tokio::test]
async fn the_page_speaks_both_languages_and_knows_from_what_is_paid() {
    let town = Town::new().await;
    let (opened, _) = town.open(&common_order(Language::En, Method::Bank)).await;
    let (_, _, english) = press(&opened.checkout_url, &[]).await;
    assert!(english.contains("€45.12") && english.contains("From which account?") && english.contains("lang=\"en\""));
    let (_, _, greek) = press(&format!("{}?lang=el", opened.checkout_url), &[]).await;
    assert!(greek.contains("Από ποιον λογαριασμό;") && greek.contains("lang=\"el\""));
    let (status, _, page) = press(&format!("{}x?lang=en", opened.checkout_url), &[]).await;
    assert!(status == 404 && page.contains("There is no such payment"));
}

fn common_order(language: Language, method: Method) -> dimos_checkout::NewOrder {
    dimos_checkout::NewOrder { language, method, ..order() }
}

#[tokio::test]
async fn a_second_step_asks_for_the_code_on_the_page() {
    let town = Town::new().await;
    let (opened, asked) = town.open(&order()).await;
    press(&opened.checkout_url, &[("act", "pay"), ("with", "code")]).await;
    let (_, _, page) = press(&opened.checkout_url, &[]).await;
    let shown = page.split("<strong class=\"code\">").nth(1).unwrap().get(..6).unwrap().to_owned();
    assert_eq!(town.ask(&asked).await, OrderStatus::Pending);
    // a wrong code is told and can be typed again, with a space in it
    let (_, to, _) = press(&opened.checkout_url, &[("act", "code"), ("code", "x")]).await;
    assert_eq!(to.as_deref(), Some("?after=wrong"));
    let spaced = format!("{} {}", &shown[..3], &shown[3..]);
    let (_, to, _) = press(&opened.checkout_url, &[("act", "code"), ("code", &spaced)]).await;
    assert_eq!(to.as_deref(), Some("https://city.example.gr/pay/back"));
    assert!(matches!(town.ask(&asked).await, OrderStatus::Paid(_)));
}

#[tokio::test]
async fn three_wrong_codes_fail_and_another_card_still_pays() {
    let town = Town::new().await;
    let (opened, asked) = town.open(&order()).await;
    press(&opened.checkout_url, &[("act", "pay"), ("with", "code")]).await;
    for _ in 0..3 {
        press(&opened.checkout_url, &[("act", "code"), ("code", "nonsense")]).await;
    }
    assert_eq!(town.ask(&asked).await, OrderStatus::Failed { reason: "authentication_failed".to_owned() });
    press(&opened.checkout_url, &[("act", "pay"), ("with", "once")]).await;
    assert!(matches!(town.told(2).await.as_slice(), [OrderStatus::Failed { .. }, OrderStatus::Paid(_)]));
}

#[tokio::test]
async fn who_leaves_can_come_back_until_the_city_closes_the_page() {
    let town = Town::new().await;
    let new = order();
    let (opened, asked) = town.open(&new).await;
    let (_, to, _) = press(&opened.checkout_url, &[("act", "leave")]).await;
    assert_eq!(to, Some(new.give_up_to));
    assert_eq!(town.ask(&asked).await, OrderStatus::Pending);
    assert_eq!(town.provider.cancel(&asked, SOON).await, Ok(OrderStatus::Cancelled));
    press(&opened.checkout_url, &[("act", "pay"), ("with", "once")]).await;
    assert_eq!(town.ask(&asked).await, OrderStatus::Cancelled);
    assert_eq!(town.told(1).await, [OrderStatus::Cancelled]);
}

#[tokio::test]
async fn a_paid_order_cannot_be_cancelled_and_says_so() {
    let town = Town::new().await;
    let (asked, paid) = town.paid(&order()).await;
    assert_eq!(town.provider.cancel(&asked, SOON).await, Ok(OrderStatus::Paid(paid)));
}

#[tokio::test]
async fn the_same_attempt_opens_the_same_order_and_another_amount_is_refused() {
    let town = Town::new().await;
    let new = order();
    let (first, _) = town.open(&new).await;
    let (again, _) = town.open(&new).await;
    assert_eq!(first, again);
    let other = dimos_checkout::NewOrder { amount: Cents::new(1), ..new };
    let refused = town.provider.open(&other, SOON).await;
    assert!(refused.unwrap_err().may_have_happened(), "an order of this attempt is there");
}

#[tokio::test]
async fn an_order_is_found_by_its_attempt_and_one_that_never_was_is_not_known() {
    let town = Town::new().await;
    let new = order();
    town.open(&new).await;
    let lost = OrderRef { attempt: new.attempt, code: None, transaction: None };
    assert_eq!(town.ask(&lost).await, OrderStatus::Pending);
    let never = OrderRef { attempt: AttemptId(uuid::Uuid::now_v7()), code: None, transaction: None };
    assert_eq!(town.ask(&never).await, OrderStatus::NotKnown);
    // an order's name with another attempt's is nobody's order
    let mixed = OrderRef { attempt: never.attempt, ..town.open(&new).await.1 };
    assert!(matches!(town.provider.ask(&mixed, SOON).await, Err(ProviderError::Malformed { .. })));
}

#[tokio::test]
async fn what_no_order_can_be_is_refused() {
    let town = Town::new().await;
    let bad = [
        dimos_checkout::NewOrder { amount: Cents::ZERO, ..order() },
        dimos_checkout::NewOrder { amount: Cents::new(-1), ..order() },
        dimos_checkout::NewOrder { amount: Cents::new(i64::MAX), ..order() },
        dimos_checkout::NewOrder { return_to: "javascript:alert(1)".to_owned(), ..order() },
        dimos_checkout::NewOrder { give_up_to: "/pay\r\nSet-Cookie: a=b".to_owned(), ..order() },
        dimos_checkout::NewOrder { expires_at: jiff::Timestamp::UNIX_EPOCH, ..order() },
        dimos_checkout::NewOrder { description: "x".repeat(201), ..order() },
    ];
    for new in bad {
        let refused = town.provider.open(&new, SOON).await;
        assert!(matches!(refused, Err(ProviderError::Refused { .. })), "{new:?}");
    }
}

#[tokio::test]
async fn money_goes_back_in_parts_and_never_more_than_came() {
    let town = Town::new().await;
    let (order, paid) = town.paid(&order()).await;
    let first = refund(&order, &paid, 1_000);
    let RefundStatus::Succeeded { code, amount } = town.provider.refund(&first, SOON).await.unwrap() else { panic!() };
    assert_eq!(amount, Cents::new(1_000));
    // the same refund again goes out once
    assert_eq!(town.provider.refund(&first, SOON).await, Ok(RefundStatus::Succeeded { code: code.clone(), amount }));
    assert_eq!(town.provider.ask_refund(&asked(&first), SOON).await, Ok(RefundStatus::Succeeded { code, amount }));
    let too_much = town.provider.refund(&refund(&order, &paid, 3_513), SOON).await;
    assert_eq!(too_much, Err(ProviderError::Refused { code: "amount_exceeds_payment".to_owned() }));
    assert!(town.provider.refund(&refund(&order, &paid, 3_512), SOON).await.is_ok());
    let never = town.provider.ask_refund(&asked(&refund(&order, &paid, 1)), SOON).await;
    assert_eq!(never, Ok(RefundStatus::NotKnown));
}

#[tokio::test]
async fn a_refund_may_take_its_time_or_fail() {
    let town = Town::new().await;
    town.bank.plan(&Plan { refunds: RefundsGo::Fail, ..Plan::default() }).unwrap();
    let (order, paid) = town.paid(&order()).await;
    let back = refund(&order, &paid, 4_512);
    assert!(matches!(town.provider.refund(&back, SOON).await, Ok(RefundStatus::Pending { code: Some(_) })));
    let webhooks = town.webhooks(2).await;
    let Fact::Refund { refund, status, .. } = webhooks[1].clone().unwrap().fact else { panic!() };
    assert_eq!(refund, Some(back.refund));
    assert!(matches!(status, RefundStatus::Failed { .. }));
    // what failed can be asked for anew, under a new id
    let anew = common::refund(&order, &paid, 4_512);
    assert!(town.provider.refund(&anew, SOON).await.is_ok());
}

#[tokio::test]
async fn a_payout_is_one_line_that_adds_up() {
    let town = Town::new().await;
    let (first, paid) = town.paid(&order()).await;
    town.paid(&order()).await;
    town.provider.refund(&refund(&first, &paid, 512), SOON).await.unwrap();
    let payout = town.bank.pay_out().unwrap().unwrap();
    assert_eq!((payout.gross, payout.fees), (Cents::new(8_512), Cents::new(146)));
    assert_eq!(payout.net, Cents::new(8_366));
    let line = PayoutLine::read(&payout.text).unwrap();
    assert_eq!((line.code, line.gross, line.fees), (payout.code, payout.gross, payout.fees));
    // nothing is paid out twice, and what is owed to the bank waits
    assert_eq!(town.bank.pay_out().unwrap(), None);
    let order = town.bank.order_of(first.attempt).unwrap();
    town.bank.dispute(order.code.as_str(), DisputeNews::Opened).unwrap();
    assert_eq!(town.bank.pay_out().unwrap(), None);
    town.bank.dispute(order.code.as_str(), DisputeNews::Won).unwrap();
    town.paid(&common::order()).await;
    assert_eq!(town.bank.pay_out().unwrap().unwrap().gross, Cents::new(4_512));
}

#[tokio::test]
async fn a_dispute_is_opened_and_decided() {
    let town = Town::new().await;
    let (order, paid) = town.paid(&order()).await;
    let code = order.code.unwrap();
    town.bank.dispute(code.as_str(), DisputeNews::Opened).unwrap();
    town.bank.dispute(code.as_str(), DisputeNews::Lost).unwrap();
    let facts: Vec<_> = town.webhooks(3).await.into_iter().map(|one| one.unwrap().fact).collect();
    let [
        _,
        Fact::Dispute { dispute: first, news: opened, .. },
        Fact::Dispute { dispute, news, amount, transaction, .. },
    ] = facts.as_slice()
    else {
        panic!("{facts:?}")
    };
    assert_eq!((opened, news), (&DisputeNews::Opened, &DisputeNews::Lost));
    assert_eq!((first, amount, transaction), (dispute, &paid.amount, &paid.transaction));
    assert!(town.bank.dispute(code.as_str(), DisputeNews::Won).is_err());
}
