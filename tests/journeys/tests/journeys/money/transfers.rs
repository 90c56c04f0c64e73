//! Paid from any bank's app: by what is printed on the bill, or by the code that the phone shows.

use super::cast::*;
use crate::cast::{Story, refusal};
use dimos_api::pay::StatementResponse;
use dimos_app::intent::PayIntent;
use dimos_journeys::{BULKY, City, FEES, Slip};
use dimos_phone::PhoneOptions;
use dimos_server::auth::StaffRole;
use std::collections::BTreeSet;

#[test]
fn a_bill_on_paper_is_found_paid_from_a_banks_app_and_its_receipt_is_in_the_app() -> Story {
    let city = City::start()?;
    let slip = Slip::issue(&clerk(&city)?, BULKY, 4_512)?;
    let eleni = city.phone("Eleni")?;
    let bill = eleni.find_bill(&slip.printed(), "45,12")?;
    assert_eq!((&bill.row.number, bill.row.amount.as_str()), (&slip.number, "45,12\u{a0}€"));

    let paying = eleni.paying(std::slice::from_ref(&slip.number), None)?;
    assert!(paying.methods.is_empty(), "this city takes no cards");
    let transfer = &paying.transfer.slips[0];
    assert_eq!(transfer.reference.text, slip.printed());
    assert!(transfer.qr.as_ref().is_some_and(|code| code.rows.len() >= 21), "a square for a bank's app");
    eleni.pay(PayIntent::Copy { what: transfer.reference.what.clone() });
    let copied = clipboard(&eleni).expect("the code is on the clipboard");
    assert_eq!(copied, slip.rf.as_str());

    let mut account = BankAccount::new();
    account.receives(4_512, &copied);
    assert!(account.import(&city)?.contains("1 new entries, 0 seen before; 1 matched, 0 in the queue"));
    assert_eq!(status(&eleni, &slip)?, "Πληρώθηκε");
    let receipts = eleni.receipts()?;
    let row = &receipts.rows[0];
    assert_eq!((receipts.rows.len(), row.amount.as_str()), (1, "45,12\u{a0}€"));
    assert!(row.detail.ends_with("με τραπεζική μεταφορά"), "{row:?}");
    assert!(std::fs::read(eleni.receipt_file(&row.number)?)?.starts_with(b"%PDF-1."));
    sound(&city, 1)
}

/// The same file by hand and from a folder, and a later one that tells of the same day again.
#[test]
fn a_statement_that_comes_twice_pays_once() -> Story {
    let city = City::start()?;
    let clerk = clerk(&city)?;
    let (one, other) = (Slip::issue(&clerk, BULKY, 4_512)?, Slip::issue(&clerk, BULKY, 3_000)?);
    let mut account = BankAccount::new();
    account.receives(4_512, &one.printed());
    let first = account.statement();
    let treasurer = city.staff("treasurer", StaffRole::Treasurer)?;
    let take = |file: &str| treasurer.post_file::<StatementResponse>("/treasury/statements", "application/xml", file);
    assert_eq!(take(&first)?.matched, 1);
    let again = take(&first)?;
    assert_eq!((again.known, again.entries), (true, 0), "{again:?}");
    let file = city.dir().join("again.xml");
    std::fs::write(&file, &first)?;
    assert!(import(&city, &file)?.contains("the very same file"));

    // Another file that begins where the first one began.
    let mut longer = BankAccount::told_again();
    longer.receives(4_512, &one.printed());
    longer.receives(3_000, other.rf.as_str());
    let longer = take(&longer.statement())?;
    assert_eq!((longer.entries, longer.seen_before, longer.matched), (1, 1, 1), "{longer:?}");
    sound(&city, 2)
}

#[test]
fn a_code_is_the_same_in_lower_case_and_with_spaces_and_one_that_is_wrong_is_told_before_anybody_is_asked() -> Story {
    let city = City::start()?;
    let clerk = clerk(&city)?;
    let slip = Slip::issue(&clerk, BULKY, 4_512)?;
    let eleni = city.phone("Eleni")?;
    eleni.bills()?;
    let code = slip.rf.as_str().to_owned();
    let change = |at: usize| {
        let digit = code.as_bytes()[at] - b'0';
        format!("{}{}{}", &code[..at], (digit + 1) % 10, &code[at + 1..])
    };
    let swapped = {
        let at = (4..24).find(|at| code.as_bytes()[*at] != code.as_bytes()[at + 1]).unwrap();
        format!("{}{}{}{}", &code[..at], &code[at + 1..at + 2], &code[at..=at], &code[at + 2..])
    };
    let wrong = [
        (change(2), "45,12", "Κάποιο ψηφίο είναι λάθος"),
        (change(3), "45,12", "Κάποιο ψηφίο είναι λάθος"),
        (change(24), "45,12", "Κάποιο ψηφίο είναι λάθος"),
        (swapped, "45,12", "Κάποιο ψηφίο είναι λάθος"),
        (code[..24].to_owned(), "45,12", "έχει 24"),
        (format!("{}!{}", &code[..10], &code[11..]), "45,12", "δεν έχει «!»"),
        (code[2..].to_owned(), "45,12", "αρχίζει με RF"),
        (String::new(), "45,12", "Γράψτε τον κωδικό πληρωμής"),
        (code.clone(), "45,13", "δεν ταιριάζει με τον κωδικό"),
        (code.clone(), "45,125", "έως δύο ψηφία"),
        (code.clone(), "0", "πάνω από μηδέν"),
        (code.clone(), "-45,12", "πάνω από μηδέν"),
        (code.clone(), "92000000", "δεν ταιριάζει με τον κωδικό"),
        (code.clone(), "9200000000", "μπορεί να είναι έως"),
        (code.clone(), "σαράντα πέντε", "δεν είναι ποσό"),
        (code.clone(), "", "Γράψτε το ποσό"),
    ];
    for (reference, amount, why) in &wrong {
        let said = refusal(eleni.find_bill(reference, amount));
        assert!(said.contains(why), "{reference} {amount}: {said}");
    }
    assert_eq!(city.network().counts().heard("POST /api/v1/pay/lookups"), 0);

    // An amount that fits the code's own digit and not the bill: only the city knows, and tells no more than that.
    let other =
        (1..).map(|more| 4_512 + more).find(|cents| slip.rf.agrees_with(dimos_domain::money::Cents::new(*cents)));
    let other = other.map(|cents| format!("{},{:02}", cents / 100, cents % 100)).unwrap();
    let said = refusal(eleni.find_bill(&code, &other));
    assert!(said.starts_with("Δεν βρέθηκε οφειλή με αυτόν τον κωδικό και αυτό το ποσό"), "{said}");

    let typed = format!("  {} ", slip.printed().to_lowercase().replace(' ', "  "));
    assert_eq!(eleni.find_bill(&typed, "45.12")?.row.number, slip.number);
    let pasted = format!("Για την πληρωμή: {} έως το τέλος του μήνα", slip.printed());
    assert_eq!(eleni.find_bill(&pasted, "45,12\u{a0}€")?.row.number, slip.number);
    let james = city.phone_with(PhoneOptions { locale: "en-GB".to_owned(), ..city.options("James") })?;
    let said = refusal(james.find_bill(&change(24), "45.12"));
    assert!(said.contains("One of the digits is wrong"), "{said}");
    assert_eq!(james.find_bill(&code, "€45.12")?.row.amount, "€45.12");
    sound(&city, 0)
}

#[test]
fn instalments_are_agreed_each_has_its_own_code_and_the_first_is_paid() -> Story {
    let city = City::start()?;
    let slip = Slip::issue(&clerk(&city)?, FEES, 10_000)?;
    let eleni = finder(&city, "Eleni", &slip)?;
    let too_many = refusal(eleni.plan_bill(&slip.number, 60));
    assert!(too_many.contains("3 δόσεις"), "the ones that there are: {too_many}");
    let bill = eleni.plan_bill(&slip.number, 3)?;
    let amounts: Vec<&str> = bill.instalments.iter().map(|row| row.amount.as_str()).collect();
    assert_eq!(amounts.len(), 3, "{amounts:?}");

    // Once agreed, it stays agreed.
    let again = refusal(eleni.plan_bill(&slip.number, 2));
    assert!(again.contains("δεν πληρώνεται με δόσεις"), "{again}");

    let mut codes = BTreeSet::from([slip.printed()]);
    for row in &bill.instalments {
        eleni.pay(PayIntent::PayOne { payable: row.id.clone() });
        let dimos_app::view::Screen::Paying { paying } = eleni.view().screen else { panic!("not about to be paid") };
        codes.insert(paying.transfer.slips[0].reference.text.clone());
        eleni.send(dimos_app::Intent::Back);
    }
    assert_eq!(codes.len(), 4, "a code for each, and none of them the bill's: {codes:?}");

    let paying = eleni.paying(std::slice::from_ref(&slip.number), None)?;
    assert_eq!(paying.items[0].amount, amounts[0], "the first is paid first");
    let cents = amounts[0].chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
    let mut account = BankAccount::new();
    account.receives(cents, &paying.transfer.slips[0].reference.text);
    assert!(account.import(&city)?.contains("1 matched"));
    let bill = eleni.bill(&slip.number)?;
    let states: Vec<bool> = bill.instalments.iter().map(|row| row.pay.is_some()).collect();
    assert_eq!(states, [false, true, true], "{:?}", bill.instalments);
    assert_eq!(bill.instalments[0].status, "Πληρώθηκε");
    assert_eq!(eleni.receipts()?.rows.len(), 1);
    sound(&city, 1)
}

#[test]
fn what_was_paid_too_much_is_kept_for_its_owner_and_pays_the_next_bill() -> Story {
    let city = City::start()?;
    let clerk = clerk(&city)?;
    let first = Slip::issue_to(TAX_NUMBER, &clerk, BULKY, 4_512)?;
    let eleni = person(&city, "Eleni", &first)?;
    let mut account = BankAccount::new();
    account.receives(6_000, &first.printed());
    account.import(&city)?;
    let bills = eleni.bills()?;
    assert!(bills.credit.as_ref().is_some_and(|credit| credit.contains("14,88\u{a0}€")), "{:?}", bills.credit);
    assert_eq!((status(&eleni, &first)?.as_str(), holds(&city, "credit")?), ("Πληρώθηκε", -1_488));

    let next = Slip::issue_to(TAX_NUMBER, &clerk, BULKY, 3_000)?;
    let neighbour = finder(&city, "Nikos", &next)?;
    assert!(neighbour.bills()?.credit.is_none() && neighbour.bill(&next.number)?.use_credit.is_none(), "not his");
    let offered = eleni.bill(&next.number)?.use_credit.expect("the next bill can be paid from it");
    assert!(offered.enabled && offered.label.contains("14,88\u{a0}€"), "{offered:?}");
    let said = eleni.attempt("the credit", dimos_app::Intent::Pay { intent: PayIntent::UseCredit })?;
    assert!(said.starts_with("Έγινε"), "{said}");
    assert_eq!((eleni.bill(&next.number)?.row.amount.as_str(), holds(&city, "credit")?), ("15,12\u{a0}€", 0));

    account.receives(1_512, &next.printed());
    account.import(&city)?;
    assert_eq!(status(&eleni, &next)?, "Πληρώθηκε");
    assert!(eleni.bills()?.credit.is_none());
    // What was used of it is no new money: two receipts.
    sound(&city, 2)
}
