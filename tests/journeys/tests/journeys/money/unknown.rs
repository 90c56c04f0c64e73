//! What nobody knows at first: the bank's answers and letters are lost, late or doubled. The phone says so, offers nothing a
//! second time meanwhile, and learns it in the end.

use super::cast::*;
use crate::cast::{Story, refusal};
use dimos_app::{
    intent::PayIntent,
    pay::{CheckoutStage, CheckoutView},
};
use dimos_checkout::sandbox::{Call, Fault, Plan};
use dimos_journeys::{BULKY, City, Slip, Trouble};
use dimos_phone::{Phone, SOON};
use reqwest::StatusCode;
use rusqlite::{Connection, OpenFlags};
use std::{path::Path, thread, time::Duration};

/// Nothing of what may have been paid can be paid again: not by card, not by transfer, and the phone says why. It is put out
/// of reach for that and stays so: with a network it would ask, and know.
fn is_not_offered(phone: &Phone, slip: &Slip) -> Story {
    phone.set_online(false);
    let why = "Μια πληρωμή γι’ αυτό δεν έχει ολοκληρωθεί";
    let bill = phone.bill(&slip.number)?;
    assert!(bill.notice.is_some() && !bill.row.can_choose, "{bill:?}");
    assert!(bill.pay.is_some_and(|pay| !pay.enabled && pay.why_not.is_some_and(|said| said.starts_with(why))));
    let paying = phone.paying(std::slice::from_ref(&slip.number), None)?;
    assert!(paying.methods.iter().all(|method| !method.button.enabled), "{:?}", paying.methods);
    let transfer = &paying.transfer.slips[0];
    assert!(transfer.qr.is_none() && transfer.why_not.as_ref().is_some_and(|said| said.starts_with(why)));
    assert!(refusal(phone.check_out("sandbox")).starts_with(why));
    Ok(())
}

/// The attempt that the terminal names when no page was opened.
fn attempt_in(said: &str) -> String {
    said.rsplit('(').next().unwrap().trim_end_matches(')').to_owned()
}

/// How many webhooks the bank still wants to deliver.
fn letters_left(city: &City) -> Result<i64, Trouble> {
    let file = city.data().join("sandbox.sqlite");
    let book = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    book.busy_timeout(Duration::from_secs(5))?;
    Ok(book.query_row("SELECT coalesce(sum(left), 0) FROM events", [], |row| row.get(0))?)
}

#[test]
fn the_letter_is_lost_and_the_outcome_is_found_by_asking() -> Story {
    let city = City::paid()?;
    city.bank()?.plan(&Plan { webhooks: 0, ..Plan::default() }).unwrap();
    let clerk = clerk(&city)?;
    let (one, other) = (Slip::issue(&clerk, BULKY, 4_512)?, Slip::issue(&clerk, BULKY, 3_000)?);
    let browser = city.browser()?;
    // One comes back to the app, which asks; the other's phone is off, and the city asks by itself.
    let eleni = finder(&city, "Eleni", &one)?;
    let (_, page) = checkout(&eleni, &one)?;
    let link = browser.pay(&page)?.link()?;
    eleni.follow_link(&link)?;
    comes_to(&eleni, CheckoutStage::Paid)?;

    let nikos = finder(&city, "Nikos", &other)?;
    let (_, page) = checkout(&nikos, &other)?;
    drop(nikos);
    browser.pay(&page)?.link()?;
    city.later(60);
    city.until("the second payment", || Ok(payments(&city)? == 2))?;
    let nikos = city.phone("Nikos")?;
    nikos.until("the news", SOON, |view| {
        view.toast.as_ref().is_some_and(|toast| toast.text.starts_with("Πληρώθηκαν 30,00\u{a0}€"))
    })?;
    assert_eq!((status(&nikos, &other)?.as_str(), nikos.receipts()?.rows.len()), ("Πληρώθηκε", 1));
    assert_eq!(city.count("SELECT count(*) FROM inbox")?, 0, "no letter came");
    sound(&city, 2)
}

/// Ten real seconds of silence: the bank never got it, or got it and its answer was lost.
#[test]
fn no_answer_when_the_page_is_opened_is_said_to_be_unknown_until_it_is_known() -> Story {
    let city = City::paid()?;
    let clerk = clerk(&city)?;
    let bank = city.bank()?;
    let silence = |fault: Fault, name: &str| -> Result<(Phone, Slip, String), Trouble> {
        let slip = Slip::issue(&clerk, BULKY, 4_512)?;
        let phone = finder(&city, name, &slip)?;
        bank.break_next(Call::Open, fault).unwrap();
        phone.paying(std::slice::from_ref(&slip.number), None)?;
        let said = refusal(phone.check_out("sandbox"));
        assert!(said.starts_with("Δεν το ξέρουμε ακόμη") && said.contains("Μην πληρώσετε ξανά"), "{said}");
        is_not_offered(&phone, &slip)?;
        Ok((phone, slip, attempt_in(&said)))
    };
    let (before, after) = thread::scope(|scope| {
        let before = scope.spawn(|| silence(Fault::LostBefore, "Eleni"));
        // Faults go to the next call, in their order.
        thread::sleep(Duration::from_secs(2));
        let after = scope.spawn(|| silence(Fault::LostAfter, "Nikos"));
        (before.join().unwrap(), after.join().unwrap())
    });
    let ((eleni, her_bill, hers), (nikos, his_bill, his)) = (before?, after?);

    // The bank has never heard of hers: she may pay again.
    eleni.set_online(true);
    eleni.attempt_page(&hers)?;
    let failed = comes_to(&eleni, CheckoutStage::Failed)?;
    assert!(failed.detail.contains("Δεν πληρώθηκε τίποτα"), "{failed:?}");
    eleni.pay(PayIntent::TryAgain);
    let (_, page) = eleni.check_out("sandbox")?;
    eleni.follow_link(&city.browser()?.pay(&page)?.link()?)?;
    comes_to(&eleni, CheckoutStage::Paid)?;

    // His order is there; that it was paid is found by asking.
    let order = bank.order_of(his.parse().unwrap()).unwrap();
    bank.plan_order(order.code.as_str(), &Plan { webhooks: 0, ..Plan::default() }).unwrap();
    bank.pay(order.code.as_str()).unwrap();
    nikos.set_online(true);
    nikos.attempt_page(&his)?;
    comes_to(&nikos, CheckoutStage::Paid)?;
    assert_eq!(
        (status(&eleni, &her_bill)?, status(&nikos, &his_bill)?),
        ("Πληρώθηκε".to_owned(), "Πληρώθηκε".to_owned())
    );
    assert_eq!(holds(&city, "clearing")?, 2 * 4_512);
    sound(&city, 2)
}

/// Answers that are no answers have their effect or have none: nobody knows, and it is found out.
#[test]
fn a_bank_that_answers_nonsense_is_asked_again() -> Story {
    let city = City::paid()?;
    let (clerk, bank, browser) = (clerk(&city)?, city.bank()?, city.browser()?);
    for (fault, opened) in [(Fault::Broken, false), (Fault::Html, true), (Fault::Redirect, false)] {
        let slip = Slip::issue(&clerk, BULKY, 4_512)?;
        let phone = finder(&city, fault.as_str(), &slip)?;
        bank.break_next(Call::Open, fault).unwrap();
        phone.paying(std::slice::from_ref(&slip.number), None)?;
        let said = refusal(phone.check_out("sandbox"));
        assert!(said.starts_with("Δεν το ξέρουμε ακόμη"), "{fault:?}: {said}");
        is_not_offered(&phone, &slip)?;
        phone.set_online(true);
        phone.attempt_page(&attempt_in(&said))?;
        if opened {
            // Nobody was sent to that page. The person gives up and pays on another one.
            let waits = |view: &CheckoutView| view.stage != CheckoutStage::NotKnown && !view.busy;
            phone.checkout(SOON, waits)?;
            phone.pay(PayIntent::GiveUp);
            comes_to(&phone, CheckoutStage::GivenUp)?;
        } else {
            comes_to(&phone, CheckoutStage::Failed)?;
        }
        phone.pay(PayIntent::TryAgain);
        let (_, page) = phone.check_out("sandbox")?;
        phone.follow_link(&browser.pay(&page)?.link()?)?;
        comes_to(&phone, CheckoutStage::Paid)?;
        assert_eq!(status(&phone, &slip)?, "Πληρώθηκε");
    }
    sound(&city, 3)
}

#[test]
fn the_banks_page_answers_nothing_before_the_effect_and_after_it() -> Story {
    let city = City::paid()?;
    let (clerk, browser) = (clerk(&city)?, city.browser()?);
    for (answer, stage) in [("lost_after", CheckoutStage::Paid), ("lost_before", CheckoutStage::NotKnown)] {
        let slip = Slip::issue(&clerk, BULKY, 4_512)?;
        let phone = finder(&city, answer, &slip)?;
        let (attempt, page) = checkout(&phone, &slip)?;
        browser.arrange(&page, &[("answer", answer), ("webhooks", "0")])?;
        let lost = browser.pay(&page)?;
        assert!(matches!(lost, dimos_journeys::Page::Shown { status: StatusCode::GATEWAY_TIMEOUT, .. }), "{lost:?}");
        is_not_offered(&phone, &slip)?;
        phone.set_online(true);
        // The page's button leads back all the same.
        phone.follow_link(&format!("dimos://pay/attempts/{attempt}"))?;
        let told = comes_to(&phone, stage)?;
        if stage == CheckoutStage::NotKnown {
            assert!(told.detail.contains("Μην πληρώσετε ξανά"), "{told:?}");
            is_not_offered(&phone, &slip)?;
            phone.set_online(true);
            // The same page takes it at the next try.
            browser.arrange(&page, &[])?;
            phone.follow_link(&browser.pay(&page)?.link()?)?;
            comes_to(&phone, CheckoutStage::Paid)?;
        }
        assert_eq!(status(&phone, &slip)?, "Πληρώθηκε");
    }
    sound(&city, 2)
}

#[test]
fn letters_that_come_twice_late_and_in_the_wrong_order_pay_once() -> Story {
    let city = City::paid()?;
    let slip = Slip::issue(&clerk(&city)?, BULKY, 4_512)?;
    let (eleni, browser) = (finder(&city, "Eleni", &slip)?, city.browser()?);
    let (_, page) = checkout(&eleni, &slip)?;
    browser.arrange(&page, &[("webhooks", "5"), ("late_by", "60"), ("sequence", "reordered")])?;
    assert!(browser.decline(&page)?.html()?.contains("role=\"alert\""));
    eleni.follow_link(&browser.pay(&page)?.link()?)?;
    comes_to(&eleni, CheckoutStage::Paid)?;
    assert_eq!(
        (payments(&city)?, city.count("SELECT count(*) FROM inbox")?),
        (1, 0),
        "the app asked before any letter"
    );
    assert_eq!(letters_left(&city)?, 10, "one of the refusal and one of the payment, five times each");

    city.later(70);
    city.until("the letters", || Ok(letters_left(&city)? == 0))?;
    city.until("the inbox", || Ok(city.count("SELECT count(*) FROM inbox WHERE state = 'waiting'")? == 0))?;
    assert_eq!(city.count("SELECT count(*) FROM inbox")?, 2, "each kept once");
    assert_eq!((status(&eleni, &slip)?.as_str(), holds(&city, "clearing")?), ("Πληρώθηκε", 4_512));
    eleni.send(dimos_app::Intent::Foreground);
    assert_eq!(eleni.receipts()?.rows.len(), 1);
    sound(&city, 1)
}

/// Money that comes after the bank said no is money, and is said to have come.
#[test]
fn what_was_declined_and_came_all_the_same_is_paid() -> Story {
    let city = City::paid()?;
    let slip = Slip::issue(&clerk(&city)?, BULKY, 4_512)?;
    let (eleni, browser) = (finder(&city, "Eleni", &slip)?, city.browser()?);
    let (_, page) = checkout(&eleni, &slip)?;
    browser.arrange(&page, &[("then", "success_after_failure"), ("late_by", "600")])?;
    browser.decline(&page)?;
    // The order is paid by now, and the letters are ten minutes away.
    eleni.follow_link(&browser.leave(&page)?.link()?)?;
    comes_to(&eleni, CheckoutStage::Paid)?;
    assert_eq!(status(&eleni, &slip)?, "Πληρώθηκε");
    city.later(700);
    city.until("the letters", || Ok(letters_left(&city)? == 0))?;
    sound(&city, 1)
}

#[test]
fn the_server_is_killed_between_the_payment_and_its_letter() -> Story {
    let mut city = City::paid_apart(Path::new(env!("CARGO_BIN_EXE_dimos-server-of-journeys")))?;
    let clerk = clerk(&city)?;
    let (one, other) = (Slip::issue(&clerk, BULKY, 4_512)?, Slip::issue(&clerk, BULKY, 3_000)?);
    let browser = city.browser()?;
    let (eleni, nikos) = (finder(&city, "Eleni", &one)?, finder(&city, "Nikos", &other)?);
    let (hers, his) = (checkout(&eleni, &one)?, checkout(&nikos, &other)?);
    browser.arrange(&hers.1, &[("late_by", "3")])?;
    browser.arrange(&his.1, &[("webhooks", "0")])?;
    // His phone is in his pocket: whatever he learns, he learns later.
    drop(nikos);
    let link = browser.pay(&hers.1)?.link()?;
    browser.pay(&his.1)?.link()?;
    city.kill_and_restart(Duration::from_millis(100))?;

    // Hers is told of by the letter, or found by her phone, whichever is first.
    eleni.follow_link(&link)?;
    comes_to(&eleni, CheckoutStage::Paid)?;
    let nikos = city.phone("Nikos")?;
    nikos.attempt_page(&his.0)?;
    comes_to(&nikos, CheckoutStage::Paid)?;
    city.until("the letter", || Ok(letters_left(&city)? == 0))?;
    assert_eq!((status(&eleni, &one)?, status(&nikos, &other)?), ("Πληρώθηκε".to_owned(), "Πληρώθηκε".to_owned()));
    assert_eq!(city.ask::<String>("PRAGMA integrity_check")?, "ok");
    sound(&city, 2)
}
