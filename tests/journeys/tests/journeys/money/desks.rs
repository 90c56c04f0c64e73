//! Where more than one hand is on the same money: two phones, two treasurers.

use super::cast::*;
use crate::cast::Story;
use dimos_api::{
    pay::{ApproveRefundRequest, NewRefundRequest, RefundResponse, RefundableResponse, RefundsResponse},
    problem::Code,
};
use dimos_app::pay::CheckoutStage;
use dimos_domain::{
    ids::{PaymentId, RefundId},
    money::{Cents, RefundState},
};
use dimos_journeys::{BULKY, City, Slip, Trouble};
use dimos_phone::{Desk, Refused};
use dimos_server::auth::StaffRole;
use std::thread;
use uuid::Uuid;

/// The mother's phone and the son's, both on the bank's page at the same time.
fn paid_twice(city: &City) -> Result<(Slip, dimos_phone::Phone), Trouble> {
    let slip = Slip::issue_to(TAX_NUMBER, &clerk(city)?, BULKY, 4_512)?;
    let (mother, son) = (person(city, "Eleni", &slip)?, finder(city, "Nikos", &slip)?);
    let pages = [checkout(&mother, &slip)?.1, checkout(&son, &slip)?.1];
    let browsers = [city.browser()?, city.browser()?];
    let links: Vec<_> = thread::scope(|scope| {
        let pairs = browsers.iter().zip(&pages);
        let running: Vec<_> = pairs.map(|(browser, page)| scope.spawn(move || browser.pay(page))).collect();
        running.into_iter().map(|one| one.join().unwrap()).collect()
    });
    for (phone, link) in [&mother, &son].into_iter().zip(links) {
        phone.follow_link(&link?.link()?)?;
        comes_to(phone, CheckoutStage::Paid)?;
        assert_eq!(status(phone, &slip)?, "Πληρώθηκε");
        assert!(phone.bill(&slip.number)?.pay.is_none(), "nothing more is asked for");
    }
    assert!(son.bills()?.credit.is_none(), "what is too much is not his");
    Ok((slip, mother))
}

#[test]
fn two_phones_pay_one_bill_at_once_and_what_is_too_much_is_kept_for_its_owner() -> Story {
    let city = City::paid()?;
    let (slip, mother) = paid_twice(&city)?;
    let credit = mother.bills()?.credit;
    assert!(credit.as_ref().is_some_and(|credit| credit.contains("45,12\u{a0}€")), "{credit:?}");
    assert_eq!((holds(&city, "credit")?, holds(&city, "clearing")?), (-4_512, 2 * 4_512));
    let history = mother.bill(&slip.number)?.history;
    assert_eq!(history.iter().filter(|row| !row.receipt.is_empty()).count(), history.len(), "{history:?}");
    sound(&city, 2)
}

fn ask(desk: &Desk, payment: PaymentId, cents: i64, refundable: Cents) -> Result<RefundResponse, Refused> {
    let id = RefundId(Uuid::now_v7());
    let amount = Cents::new(cents);
    let new =
        NewRefundRequest {
            id, payment, amount, refundable, reason: "Πληρώθηκε δύο φορές".to_owned(), iban: None
        };
    desk.post_as(id.0, "/treasury/refunds", &new)
}

fn code_of<T: std::fmt::Debug>(outcome: Result<T, Refused>) -> Code {
    match outcome {
        Err(Refused::Problem { problem, .. }) => problem.code,
        other => panic!("a problem was expected: {other:?}"),
    }
}

#[test]
fn a_refund_is_asked_for_by_one_and_approved_by_another() -> Story {
    let city = City::paid()?;
    let (slip, mother) = paid_twice(&city)?;
    let (one, two) = (city.staff("treasurer", StaffRole::Treasurer)?, city.staff("second", StaffRole::Treasurer)?);
    let second: PaymentId = city
        .ask::<String>(
            "SELECT p.payment FROM journal_entries p JOIN postings t ON t.entry = p.no JOIN ledger_accounts a \
         ON a.id = t.account AND a.kind = 'credit' WHERE t.cents < 0 AND p.payment IS NOT NULL",
        )?
        .parse()?;
    let path = format!("/treasury/payments/{second}/refundable");
    let seen = one.get::<RefundableResponse>(&path)?.refundable;
    assert_eq!(seen, Cents::new(4_512));
    let refund = ask(&one, second, 4_512, seen)?.refund;

    // Who looked before cannot ask for the same money once more; who asked cannot approve.
    assert_eq!(code_of(ask(&two, second, 4_512, seen)), Code::WrongAmount);
    let approve = format!("/treasury/refunds/{}/approve", refund.id);
    let details = refund.details.as_ref().unwrap();
    let seen = ApproveRefundRequest { amount: refund.amount, to: details.to.clone() };
    assert_eq!(code_of(one.post::<RefundResponse>(&approve, &seen)), Code::Forbidden);
    assert_eq!(code_of(clerk_again(&city)?.post::<RefundResponse>(&approve, &seen)), Code::Forbidden);
    assert_eq!(holds(&city, "credit")?, -4_512, "nothing has gone");
    let approved = two.post::<RefundResponse>(&approve, &seen)?.refund;
    assert!(approved.by_provider, "{approved:?}");

    let stands = || Ok(one.get::<RefundsResponse>("/treasury/refunds")?.refunds.iter().map(|one| one.state).collect());
    city.until("the refund", || stands().map(|all: Vec<RefundState>| all == [RefundState::Succeeded]))?;
    assert_eq!((holds(&city, "credit")?, holds(&city, "clearing")?), (0, 4_512));
    assert_eq!(one.get::<RefundableResponse>(&path)?.refundable, Cents::ZERO);
    assert!(mother.bills()?.credit.is_none());
    assert_eq!(status(&mother, &slip)?, "Πληρώθηκε", "the bill stays paid");
    sound(&city, 2)
}

fn clerk_again(city: &City) -> Result<Desk, Trouble> {
    city.staff("another-clerk", StaffRole::Clerk)
}
