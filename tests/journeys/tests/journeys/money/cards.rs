//! Paid at the sandbox bank's page: where the app hands over, what the bank says, and how the person comes back.

use super::cast::*;
use crate::cast::{Story, refusal};
use dimos_app::{Intent, intent::PayIntent, pay::CheckoutStage};
use dimos_journeys::{BULKY, City, FEES, PARKING, Page, Slip};
use dimos_phone::SOON;

#[test]
fn paid_on_the_banks_page_the_person_comes_back_to_a_receipt() -> Story {
    let city = City::paid()?;
    let slip = Slip::issue(&clerk(&city)?, BULKY, 4_512)?;
    let (eleni, browser) = (finder(&city, "Eleni", &slip)?, city.browser()?);
    let paying = eleni.paying(std::slice::from_ref(&slip.number), None)?;
    assert!(paying.methods.iter().all(|method| method.button.enabled) && !paying.methods.is_empty());
    let (attempt, page) = eleni.check_out("sandbox")?;
    let html = browser.open(&page)?.html()?;
    for part in ["45,12\u{a0}€", &slip.number, "ΔΗΜΟΣ ΘΕΣΣΑΛΟΝΙΚΗΣ", slip.rf.as_str()] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let link = browser.pay(&page)?.link()?;
    assert_eq!(link, format!("dimos://pay/attempts/{attempt}"));
    eleni.follow_link(&link)?;
    let paid = comes_to(&eleni, CheckoutStage::Paid)?;
    assert!(!paid.receipt.is_empty() && paid.detail.contains(&paid.receipt), "{paid:?}");
    assert_eq!(status(&eleni, &slip)?, "Πληρώθηκε");
    let receipts = eleni.receipts()?;
    assert_eq!((receipts.rows.len(), &receipts.rows[0].number), (1, &paid.receipt));
    assert!(receipts.rows[0].detail.ends_with("με κάρτα"), "{receipts:?}");
    assert_eq!(holds(&city, "clearing")?, 4_512);

    // The page takes nothing twice, and a link of another phone's means nothing.
    let html = browser.pay(&page)?.html()?;
    assert!(html.contains("told good"), "{html}");
    let nikos = finder(&city, "Nikos", &slip)?;
    assert!(refusal(nikos.follow_link(&link)).contains("δεν ανήκει σε πληρωμή αυτού του τηλεφώνου"));
    sound(&city, 1)
}

#[test]
fn declined_then_not_confirmed_and_with_the_second_step_paid() -> Story {
    let city = City::paid()?;
    let slip = Slip::issue(&clerk(&city)?, BULKY, 4_512)?;
    let (eleni, browser) = (finder(&city, "Eleni", &slip)?, city.browser()?);
    let (_, page) = checkout(&eleni, &slip)?;
    assert!(browser.decline(&page)?.html()?.contains("role=\"alert\""));
    eleni.follow_link(&browser.leave(&page)?.link()?)?;
    let failed = comes_to(&eleni, CheckoutStage::Failed)?;
    assert!(failed.detail.contains("το υπόλοιπο του λογαριασμού δεν επαρκεί") && failed.again.is_some(), "{failed:?}");

    // Another card, and three wrong codes.
    eleni.pay(PayIntent::TryAgain);
    let (_, page) = eleni.check_out("sandbox")?;
    let right = browser.ask_code(&page)?;
    let wrong = if right == "000000" { "111111" } else { "000000" };
    for _ in 0..2 {
        assert!(browser.enter_code(&page, wrong)?.html()?.contains("id=\"code-wrong\""));
    }
    assert!(!browser.enter_code(&page, wrong)?.html()?.contains("id=\"code\""), "no fourth try");
    eleni.follow_link(&browser.leave(&page)?.link()?)?;
    let failed = comes_to(&eleni, CheckoutStage::Failed)?;
    assert!(failed.detail.contains("δεν επιβεβαιώθηκε στην τράπεζά σας"), "{failed:?}");
    assert_eq!(payments(&city)?, 0);

    // Third time lucky: one slip of the finger, then the right code with a space in it.
    eleni.pay(PayIntent::TryAgain);
    let (_, page) = eleni.check_out("sandbox")?;
    let right = browser.ask_code(&page)?;
    let wrong = if right == "000000" { "111111" } else { "000000" };
    assert!(browser.enter_code(&page, wrong)?.html()?.contains("id=\"code-wrong\""));
    let typed = format!("{} {}", &right[..3], &right[3..]);
    eleni.follow_link(&browser.enter_code(&page, &typed)?.link()?)?;
    comes_to(&eleni, CheckoutStage::Paid)?;
    assert_eq!(status(&eleni, &slip)?, "Πληρώθηκε");
    sound(&city, 1)
}

#[test]
fn who_leaves_without_paying_and_gives_up_may_pay_another_way() -> Story {
    let city = City::paid()?;
    let slip = Slip::issue(&clerk(&city)?, BULKY, 4_512)?;
    let (eleni, browser) = (finder(&city, "Eleni", &slip)?, city.browser()?);
    let (attempt, page) = checkout(&eleni, &slip)?;
    let link = browser.leave(&page)?.link()?;
    assert!(link.starts_with(&format!("dimos://pay/attempts/{attempt}?")), "{link}");
    eleni.follow_link(&link)?;
    eleni.until("the question to the bank", SOON, |view| match &view.screen {
        dimos_app::view::Screen::Checkout { checkout } => {
            checkout.give_up.as_ref().is_some_and(|button| button.enabled)
        }
        _ => false,
    })?;
    let bill = eleni.bill(&slip.number)?;
    assert!(bill.pay.is_some_and(|pay| !pay.enabled), "not while the bank's page is open");
    eleni.attempt_page(&attempt)?;
    eleni.pay(PayIntent::GiveUp);
    comes_to(&eleni, CheckoutStage::GivenUp)?;
    let shut = browser.pay(&page)?;
    assert!(matches!(&shut, Page::Shown { html, .. } if !html.contains("told good")), "the page is shut: {shut:?}");

    let paying = eleni.paying(std::slice::from_ref(&slip.number), None)?;
    assert!(paying.methods.iter().all(|method| method.button.enabled), "{:?}", paying.methods);
    let mut account = BankAccount::new();
    account.receives(4_512, &paying.transfer.slips[0].reference.text);
    account.import(&city)?;
    assert_eq!(status(&eleni, &slip)?, "Πληρώθηκε");
    sound(&city, 1)
}

/// A fine with half of it off, fees in part, and a pick-up: one page at the bank, one receipt.
#[test]
fn several_bills_are_paid_in_one_go() -> Story {
    let city = City::paid()?;
    let clerk = clerk(&city)?;
    let fine = Slip::issue_to(TAX_NUMBER, &clerk, PARKING, 8_000)?;
    let pick_up = Slip::issue_to(TAX_NUMBER, &clerk, BULKY, 4_512)?;
    let fees = Slip::issue_to(TAX_NUMBER, &clerk, FEES, 10_000)?;
    let (eleni, browser) = (person(&city, "Eleni", &fees)?, city.browser()?);
    let all: Vec<String> = [&fine, &pick_up, &fees].map(|slip| slip.number.clone()).into();
    let paying = eleni.paying(&all, None)?;
    assert!(paying.total.contains("185,12\u{a0}€"), "40.00 of the fine, and the others whole: {}", paying.total);
    let of_fees = paying.items.iter().find(|item| item.part.is_some()).unwrap().id.clone();
    eleni.pay(PayIntent::TypePart { payable: of_fees.clone(), text: "100,01".to_owned() });
    let blocked = refusal(eleni.check_out("sandbox"));
    assert!(blocked.contains("Κάποιο ποσό δεν είναι σωστό"), "{blocked}");
    eleni.pay(PayIntent::TypePart { payable: of_fees, text: "30".to_owned() });
    let (_, page) = eleni.check_out("sandbox")?;
    assert!(browser.open(&page)?.html()?.contains("115,12\u{a0}€"));
    eleni.follow_link(&browser.pay(&page)?.link()?)?;
    comes_to(&eleni, CheckoutStage::Paid)?;
    assert_eq!((status(&eleni, &fine)?, status(&eleni, &pick_up)?), ("Πληρώθηκε".to_owned(), "Πληρώθηκε".to_owned()));
    assert_eq!(eleni.bill(&fees.number)?.row.amount, "70,00\u{a0}€");
    assert_eq!(eleni.receipts()?.rows.len(), 1);
    eleni.send(Intent::Back);
    assert!(eleni.bills()?.summary.contains("70,00\u{a0}€"));
    sound(&city, 1)
}
