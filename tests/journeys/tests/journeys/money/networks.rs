//! The network between the phone and the city cuts, doubles and delays, or is gone.

use super::cast::*;
use crate::cast::{Story, refusal};
use dimos_app::{Intent, intent::PayIntent, pay::CheckoutStage, view::Screen};
use dimos_journeys::{
    BULKY, City, FEES, Slip, Trouble,
    proxy::{Fate, Faults},
    seeds,
};
use dimos_phone::{Asked, Phone, SOON, Stuck};
use std::time::{Duration, Instant};

/// The page that the phone opens in the end, however often it has to begin: the attempt and its address.
fn page_in_the_end(phone: &Phone) -> Result<(String, String), Trouble> {
    let before = phone.shell().asked().len();
    phone.pay(PayIntent::PayBy { provider: "sandbox".to_owned() });
    let began = Instant::now();
    loop {
        let opened = phone.shell().asked().into_iter().skip(before).find_map(|asked| match asked {
            Asked::Open(url) => Some(url),
            _ => None,
        });
        let view = phone.view();
        let Screen::Checkout { checkout } = view.screen else {
            return Err(Stuck::Refused(format!("no payment on the screen: {:?}", view.toast)).into());
        };
        match opened {
            Some(url) => return Ok((checkout.id, url)),
            None if checkout.stage == CheckoutStage::Opening && !checkout.busy => phone.pay(PayIntent::AskNow),
            None if began.elapsed() > SOON => {
                return Err(Trouble::Never(SOON, format!("a page: {}", checkout.headline)));
            }
            None => {}
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_network_cuts_the_beginning_of_a_payment_and_nothing_is_doubled() -> Story {
    let city = City::paid()?;
    let (clerk, browser, bank) = (clerk(&city)?, city.browser()?, city.bank()?);
    let fates = [
        Fate::CutBefore,
        Fate::CutRequest,
        Fate::CutAfter,
        Fate::CutAnswer,
        Fate::Duplicate,
        Fate::Busy,
        Fate::Portal,
        Fate::Delay,
    ];
    let mut attempts = Vec::new();
    for fate in fates {
        let slip = Slip::issue(&clerk, BULKY, 4_512)?;
        let phone = finder(&city, &format!("{fate:?}"), &slip)?;
        phone.paying(std::slice::from_ref(&slip.number), None)?;
        let times = if fate.is_cut() { 2 } else { 1 };
        for _ in 0..times {
            city.network().next("POST", "/pay/attempts", fate);
        }
        let (attempt, page) = page_in_the_end(&phone)?;
        assert_eq!(city.network().counts().of(fate), times, "{fate:?}");
        phone.follow_link(&browser.pay(&page)?.link()?)?;
        comes_to(&phone, CheckoutStage::Paid)?;
        assert_eq!(status(&phone, &slip)?, "Πληρώθηκε", "{fate:?}");
        assert_eq!(phone.receipts()?.rows.len(), 1);
        attempts.push(attempt);
    }
    let count = u64::try_from(fates.len()).unwrap();
    assert_eq!(city.count("SELECT count(*) FROM attempts")?, count);
    for attempt in attempts {
        assert_eq!(bank.order_of(attempt.parse().unwrap()).unwrap().key, attempt);
    }
    assert_eq!(holds(&city, "clearing")?, 4_512 * i64::try_from(count).unwrap());
    assert_eq!(holds(&city, "credit")?, 0);
    sound(&city, count)
}

/// Does it until it is done: as a person does on a train.
fn again_and_again<T>(what: &str, mut act: impl FnMut() -> Result<T, Trouble>) -> Result<T, Trouble> {
    let began = Instant::now();
    loop {
        match act() {
            Ok(done) => return Ok(done),
            Err(Trouble::Phone(cause)) if began.elapsed() < SOON * 2 => println!("{what}: {cause}"),
            Err(cause) => return Err(cause),
        }
    }
}

/// Every kind of fault, each seed another mixture: found, put into instalments, paid, received, and nothing twice.
#[test]
fn paying_on_a_dreadful_network() -> Story {
    for seed in seeds(1) {
        let city = City::paid()?;
        let clerk = clerk(&city)?;
        let (fees, pick_up) = (Slip::issue(&clerk, FEES, 10_000)?, Slip::issue(&clerk, BULKY, 4_512)?);
        let (eleni, browser) = (city.phone("Eleni")?, city.browser()?);
        city.network().set(Faults::every(35));
        again_and_again("look-up", || Ok(eleni.find_bill(&fees.printed(), &fees.euro())?))?;
        again_and_again("look-up", || Ok(eleni.find_bill(&pick_up.printed(), &pick_up.euro())?))?;
        again_and_again("instalments", || {
            let bill = eleni.bill(&fees.number)?;
            if bill.instalments.is_empty() { Ok(eleni.plan_bill(&fees.number, 3)?) } else { Ok(bill) }
        })?;
        for slip in [&fees, &pick_up] {
            let (attempt, page) = again_and_again("the bank's page", || {
                eleni.paying(std::slice::from_ref(&slip.number), None)?;
                page_in_the_end(&eleni)
            })?;
            let link = browser.pay(&page)?.link()?;
            again_and_again("the way back", || Ok(eleni.follow_link(&link)?))?;
            again_and_again("the outcome", || {
                eleni.pay(PayIntent::AskNow);
                let paid = eleni.checkout(Duration::from_secs(4), |view| view.stage == CheckoutStage::Paid)?;
                assert_eq!(paid.id, attempt);
                Ok(())
            })?;
        }
        city.network().set(Faults::none());
        eleni.send(Intent::Foreground);
        assert_eq!(status(&eleni, &pick_up)?, "Πληρώθηκε", "seed {seed}");
        let states: Vec<bool> = eleni.bill(&fees.number)?.instalments.iter().map(|row| row.pay.is_none()).collect();
        assert_eq!(states, [true, false, false], "seed {seed}");
        assert_eq!(city.count("SELECT count(*) FROM attempts")?, 2, "seed {seed}");
        assert_eq!(eleni.receipts()?.rows.len(), 2);
        println!("seed {seed}: {:?}", city.network().counts().fates);
        sound(&city, 2)?;
    }
    Ok(())
}

#[test]
fn without_a_network_bills_and_receipts_are_there_as_they_were() -> Story {
    let city = City::paid()?;
    let clerk = clerk(&city)?;
    let (paid, owed) = (Slip::issue(&clerk, BULKY, 4_512)?, Slip::issue(&clerk, BULKY, 3_000)?);
    let other = Slip::issue(&clerk, BULKY, 2_000)?;
    let (eleni, browser) = (finder(&city, "Eleni", &paid)?, city.browser()?);
    eleni.find_bill(&owed.printed(), &owed.euro())?;
    eleni.find_bill(&other.printed(), &other.euro())?;
    for slip in [&paid, &other] {
        let (_, page) = checkout(&eleni, slip)?;
        eleni.follow_link(&browser.pay(&page)?.link()?)?;
        comes_to(&eleni, CheckoutStage::Paid)?;
    }
    let numbers: Vec<String> = eleni.receipts()?.rows.into_iter().map(|row| row.number).collect();
    let [unread, read] = numbers.as_slice() else { panic!("two receipts: {numbers:?}") };
    let document = std::fs::read(eleni.receipt_file(read)?)?;
    eleni.stored()?;
    drop(eleni);

    // In the cellar, after the phone was off.
    city.network().set(Faults::gone());
    let eleni = city.offline_phone("Eleni")?;
    let bills = eleni.bills()?;
    let stale = bills.stale.expect("of when it is");
    assert!(stale.starts_with("Χωρίς σύνδεση: εικόνα στις"), "{stale}");
    assert_eq!((bills.due.len(), bills.due[0].amount.as_str(), bills.ended.len()), (1, "30,00\u{a0}€", 2));
    let receipts = eleni.receipts()?;
    assert_eq!(receipts.rows.len(), 2);
    assert!(receipts.stale.is_some());
    assert_eq!(std::fs::read(eleni.receipt_file(read)?)?, document, "what was fetched needs no network");
    let said = refusal(eleni.receipt_file(unread));
    assert!(said.contains("Δεν υπάρχει σύνδεση"), "{said}");

    // The code for a bank's app is there; what needs the city says so.
    let paying = eleni.paying(std::slice::from_ref(&owed.number), None)?;
    let transfer = &paying.transfer.slips[0];
    assert!(transfer.reference.text == owed.printed() && transfer.qr.is_some(), "{transfer:?}");
    let blocked = refusal(eleni.check_out("sandbox"));
    assert!(blocked.contains("Δεν υπάρχει σύνδεση"), "{blocked}");
    let mut account = BankAccount::new();
    account.receives(3_000, &transfer.reference.text);
    account.import(&city)?;
    assert_eq!(eleni.bills()?.due.len(), 1, "nobody has told the phone");

    city.network().set(Faults::none());
    eleni.set_online(true);
    assert_eq!(status(&eleni, &owed)?, "Πληρώθηκε");
    assert_eq!(eleni.receipts()?.rows.len(), 3);
    assert!(std::fs::read(eleni.receipt_file(unread)?)?.starts_with(b"%PDF-1."));
    sound(&city, 3)
}
