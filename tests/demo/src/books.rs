//! Money that goes back by two persons' word, receipts that prove themselves, and books that come out at zero.

use crate::{
    bank::Order,
    city::TREASURERS,
    common::Broken,
    family::{Around, Family, Member, key, proof},
    tell::Teller,
    treasury::{all_matched, figure},
};
use dimos_domain::{
    ids::RefundId,
    money::{Cents, Receipt, RefundState},
};
use std::fs;

/// What Ηλέκτρα paid too much goes back to her: one asks, another approves, the bank pays, its statement shows it.
pub fn money_goes_back(around: &mut Around<'_>, ilektra: &Member, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("Money goes back by two persons' word");
    let [one, other] = TREASURERS;
    let paid = around.treasury.bill(key::NURSERY)?.payments;
    let payment = paid.first().and_then(|line| line.payment).ok_or(Broken::Missing("payment"))?.to_string();
    teller.does(ilektra.name, "would rather have the rest back, and calls the treasury");
    let ask = ["refund", "request", &payment, "35.00", "--reason", "paid too much", "--account", one];
    let asked = around.treasury.runs(&ask, teller)?;
    let id = asked.lines.first().and_then(|line| line.split(' ').next()).unwrap_or_default().to_owned();
    let refund: RefundId = id.parse()?;
    teller.expect("asked for, and nothing has moved", around.treasury.refund(refund)? == RefundState::Requested);
    let shown = around.treasury.runs(&["refund", "show", &id, "--account", other], teller)?;
    let iban = ilektra.account.iban;
    teller.expect("whoever approves sees where the money goes", {
        shown.lines.iter().any(|line| line.starts_with("to: ") && line.contains(iban))
    });
    let approve = |who: &str| {
        let words = ["refund", "approve", &id, "--amount", "35.00", "--to", iban, "--account", who];
        around.treasury.types_password(&words, teller)
    };
    let own = approve(one)?;
    teller.expect("whoever asked cannot approve", {
        !own.done && around.treasury.refund(refund)? == RefundState::Requested
    });
    let approved = approve(other)?;
    teller.expect("somebody else can", approved.done && around.treasury.refund(refund)? == RefundState::Approved);
    let file = around.dir.join("bank").join("order-1.xml");
    let ordered = around.treasury.runs(&["refund", "file", &file.to_string_lossy()], teller)?;
    let order = Order::read(&fs::read_to_string(&file)?).ok_or(Broken::Missing("order in the file"))?;
    teller.does("The city's bank", &format!("reads the order (pain.001): {} to {}", order.amount, order.iban));
    teller.expect("it goes to the account that the money came from", {
        ordered.done && order.iban == ilektra.account.iban && order.amount == Cents::new(3_500)
    });
    let statement = around.bank.pays(&order, around.days.today())?;
    let said = around.treasury.imports(&statement, teller)?;
    teller.expect("the bank's statement shows it leaving: it is done, and her credit is gone", {
        all_matched(&said)
            && around.treasury.refund(refund)? == RefundState::Succeeded
            && ilektra.phone.bills()?.credit.is_none()
    });
    Ok(())
}

/// Everybody has receipts, one is proved, and the day is closed on books that add up.
pub fn receipts_and_books(
    around: &Around<'_>,
    family: &Family,
    receipt: &Receipt,
    teller: &mut Teller,
) -> Result<(), Broken> {
    teller.chapter("Receipts, and books that come out at zero");
    let Family { danai, orestis, achilleas, ilektra } = family;
    let mut numbers = Vec::new();
    for member in [danai, orestis, achilleas, ilektra] {
        let receipts = member.phone.receipts()?;
        teller.does(member.name, "has:");
        receipts.rows.iter().for_each(|row| teller.fact(&format!("   {}", row.spoken)));
        numbers.extend(receipts.rows.into_iter().map(|row| row.number));
    }
    numbers.sort();
    let year = around.days.today().year();
    teller.expect("every payment has one, numbered without a gap", {
        numbers.iter().cloned().eq((1..=4).map(|number| format!("{year}-{number:06}")))
    });
    let file = achilleas.phone.receipt_file(&receipt.number)?;
    let (document, address) = (fs::read(&file)?, proof(around.url, receipt));
    teller.does(achilleas.name, &format!("opens his as a document: {}", file.display()));
    let holds = |text: &str| document.windows(text.len()).any(|part| part == text.as_bytes());
    teller.expect("a PDF that leads to its proof", document.starts_with(b"%PDF-") && holds(&address));
    let (page, forged) = (around.browser.read(&address)?, around.browser.read(&proof(around.url, &forged(receipt)))?);
    teller.does("Anybody", &format!("can look whether it is the city's: {address}"));
    teller.reads(page.heading());
    teller.expect("the city knows its receipt, and not the code of one that it never gave", {
        page.status == 200 && page.html.contains(&receipt.number) && forged.status == 404
    });

    let today = around.days.today().to_string();
    let closed = around.treasury.runs(&["day", "close", &today], teller)?;
    let whole = around.treasury.runs(&["journal", "verify"], teller)?;
    teller.expect("the day is closed, and the journal is as it was written", closed.done && whole.done);
    let balance = around.treasury.runs(&["trial-balance"], teller)?;
    let bank = format!("bank:{}", around.bank.iban());
    let of = |account| figure(&balance, account).unwrap_or("nothing");
    teller.fact(&format!(
        "Read it so: {} lie in the bank and {} in the cash box, {} are still with the card bank, {} are still owed.",
        of(&bank),
        of("cash:"),
        of("clearing:"),
        of("receivable")
    ));
    teller.expect("the trial balance is zero, and the books say of the bank what the bank says", {
        balance.done
            && figure(&balance, "total of") == Some("0.00")
            && figure(&balance, &bank) == Some(&around.bank.balance().to_string())
    });
    Ok(())
}

/// The same with another code.
fn forged(receipt: &Receipt) -> Receipt {
    Receipt { code: receipt.code.chars().rev().collect(), ..receipt.clone() }
}
