//! Four ways to pay: by a code in any bank's app, by card though the bank's word is lost, by instalments, and too much.

use crate::{
    bank::Transfer,
    common::Broken,
    family::{Around, Member, in_a_line, is_paid, key},
    tell::Teller,
    treasury::all_matched,
};
use dimos_app::pay::{BillView, CheckoutStage, InstalmentRow, PayingView, SlipView};
use dimos_domain::{
    l10n::Language,
    money::{Cents, PayableState, Receipt},
};
use dimos_phone::SOON;

/// Δανάη pays from her bank's app, and the bank's statement says so.
pub fn by_code(around: &mut Around<'_>, danai: &Member, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("By a payment code, from any bank's app");
    let slip = around.treasury.bill(key::FEES)?;
    let paying = danai.phone.paying(std::slice::from_ref(&slip.number), None)?;
    teller.does(danai.name, "opens the bill on her phone and holds the square code to her bank's app, which reads:");
    let transfer = scanned(&paying)?;
    teller.fact(&format!("   to      {} · {}", transfer.payee, transfer.iban));
    teller.fact(&format!("   amount  {}", transfer.amount.text(Language::El)));
    teller.fact(&format!("   code    {}", transfer.reference));
    teller.expect("the square says what stands beside it in letters", {
        let beside = [&paying.transfer.payee.text, &paying.transfer.iban.text, &only_slip(&paying)?.reference.text];
        let read = [&transfer.payee, &transfer.iban, &transfer.reference];
        read.into_iter().zip(beside).all(|(read, beside)| squeezed(read) == squeezed(beside))
            && transfer.amount == slip.amount
    });
    let statement = around.bank.receives(danai.account, &transfer, around.days.today())?;
    teller.does("The city's bank", "books the transfer and sends its statement of the day (camt.053)");
    let first = around.treasury.imports(&statement, teller)?;
    teller.expect("the code names the bill: nobody had to look at it", all_matched(&first));
    let again = around.treasury.imports(&statement, teller)?;
    teller.expect("the same file again changes nothing", {
        again.done && again.lines.iter().any(|line| line.ends_with("nothing was done"))
    });
    let bill = danai.phone.bill(&slip.number)?;
    told_paid(danai, &bill, teller);
    teller.expect("her phone shows it as paid, with a receipt, once", is_paid(&bill) && bill.history.len() == 1);
    Ok(())
}

/// Ορέστης pays by card; the bank takes the money and tells nobody.
pub fn by_card(around: &Around<'_>, orestis: &Member, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("By card, and the bank's word is lost");
    let (treasury, browser, phone) = (&around.treasury, &around.browser, &orestis.phone);
    let number = treasury.bill(key::FINE)?.number;
    let shown = phone.bill(&number)?;
    teller.does(orestis.name, "looks at his fine:");
    teller.fact(&format!("   {}", in_a_line(&shown.row)));
    phone.paying(std::slice::from_ref(&number), None)?;
    let (attempt, page) = phone.check_out("sandbox")?;
    teller.does(orestis.name, &format!("chooses to pay by card; his browser opens the bank's own page: {page}"));
    let control = format!("{page}/control");
    let right = [("late_by", "0"), ("sequence", "straight"), ("signing", "good"), ("taken", "right")];
    let wrong = [("webhooks", "0"), ("answer", "lost_after"), ("then", "nothing"), ("refunds", "at_once")];
    browser.press(&control, &[right, wrong].concat())?;
    browser.press(&control, &[("act", "silent")])?;
    teller.fact("The bank has a bad day: it will write to nobody, and not answer when it is asked.");
    let lost = browser.press(&page, &[("act", "pay"), ("with", "once")])?;
    teller.does(orestis.name, "presses “pay”, and the bank's page says:");
    teller.reads(lost.heading());
    let taken = browser.read(&page)?;
    teller.expect("the bank has the money, its letter never left, and the city knows of nothing", {
        lost.status == 504
            && taken.heading() == "Η πληρωμή έγινε"
            && treasury.bill(key::FINE)?.state == PayableState::Open
    });
    let back = lost.button().ok_or(Broken::Missing("way back from the bank's page"))?;
    let asked = phone.follow_link(back)?;
    teller.does(orestis.name, "goes back to the app. It asks the city, the city asks the bank, no answer:");
    teller.reads(&asked.headline);
    teller.reads(&asked.detail);
    teller.expect("nobody knows, and the phone says so", asked.stage == CheckoutStage::NotKnown);
    let bill = phone.bill(&number)?;
    bill.notice.iter().for_each(|notice| teller.reads(&notice.text));
    teller.expect("it does not let him pay a second time", {
        bill.notice.is_some() && bill.pay.as_ref().is_some_and(|button| !button.enabled)
    });
    phone.attempt_page(&attempt)?;
    let known = phone.checkout(SOON, |view| view.stage == CheckoutStage::Paid)?;
    teller.does(orestis.name, "waits; his phone asks again, and this time the bank answers:");
    teller.reads(&format!("{}. {}", known.headline, known.detail));
    let (bill, books) = (phone.bill(&number)?, treasury.bill(key::FINE)?);
    teller.expect("paid once, half of it taken off for paying early", {
        is_paid(&bill) && books.payments.len() == 1 && books.paid == Cents::new(4_000)
    });
    Ok(())
}

/// Αχιλλέας looks at instalments, agrees, and pays the first one in cash. Its receipt.
pub fn by_instalments(around: &Around<'_>, achilleas: &Member, teller: &mut Teller) -> Result<Receipt, Broken> {
    teller.chapter("By instalments");
    let (treasury, phone) = (&around.treasury, &achilleas.phone);
    let number = treasury.bill(key::LEVY)?.number;
    let preview = phone.plan_preview(&number, 6)?;
    teller.does(achilleas.name, &format!("asks his phone for six instalments: {}", preview.intro));
    preview.preview.iter().for_each(|row| teller.fact(&format!("   {}", row.spoken)));
    let before = treasury.bill(key::LEVY)?;
    teller.expect("he sees them before he agrees; so far nothing has changed", {
        preview.preview.len() == 6 && before.state == PayableState::Open && before.payables.len() == 1
    });
    let agreed = phone.agree_plan()?;
    let seen = |rows: &[InstalmentRow]| rows.iter().map(|row| row.spoken.clone()).collect::<Vec<_>>();
    teller.does(achilleas.name, "agrees");
    teller.expect("what he gets is what he saw", seen(&agreed.instalments) == seen(&preview.preview));
    let first = agreed.instalments.first().ok_or(Broken::Missing("first instalment"))?;
    let payable = first.id.parse()?;
    let due = treasury.bill(key::LEVY)?.payables.into_iter().find(|one| one.id == payable);
    let due = due.ok_or(Broken::Missing("first instalment"))?.expected.total;
    let receipt = treasury.takes_cash(payable, due)?;
    let amount = due.text(Language::El);
    teller.does(achilleas.name, &format!("carries {amount} to the town hall's cash desk: receipt {}", receipt.number));
    let bill = phone.bill(&number)?;
    bill.instalments.iter().take(2).for_each(|row| teller.fact(&format!("   {}", row.spoken)));
    teller.fact(&format!("   {}", in_a_line(&bill.row)));
    teller.expect("the first is paid, five are left", {
        let open = bill.instalments.iter().map(|row| row.pay.is_some());
        open.eq([false, true, true, true, true, true]) && bill.history.iter().any(|paid| paid.receipt == receipt.number)
    });
    Ok(receipt)
}

/// Ηλέκτρα mistypes an amount; the surplus is hers.
pub fn too_much(around: &mut Around<'_>, ilektra: &Member, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("Too much is not lost");
    let slip = around.treasury.bill(key::NURSERY)?;
    let paying = ilektra.phone.paying(std::slice::from_ref(&slip.number), None)?;
    let transfer = Transfer { amount: Cents::new(16_500), ..scanned(&paying)? };
    let (owed, sent) = (slip.amount.text(Language::El), transfer.amount.text(Language::El));
    teller.does(ilektra.name, &format!("owes {owed} for the nursery and types {sent} into her bank's app"));
    let statement = around.bank.receives(ilektra.account, &transfer, around.days.today())?;
    let said = around.treasury.imports(&statement, teller)?;
    let bill = ilektra.phone.bill(&slip.number)?;
    told_paid(ilektra, &bill, teller);
    let credit = ilektra.phone.bills()?.credit.unwrap_or_default();
    teller.reads(&credit);
    teller.expect("the bill is paid and the surplus is kept for her", {
        all_matched(&said) && is_paid(&bill) && says(&credit, Cents::new(10_000))
    });
    let next = around.treasury.bill(key::NEXT_MONTH)?.number;
    let button = ilektra.phone.bill(&next)?.use_credit.ok_or(Broken::Missing("button that uses credit"))?;
    teller.does(ilektra.name, &format!("opens the next month's bill and presses “{}”", button.label));
    let bill = ilektra.phone.use_credit(&next)?;
    told_paid(ilektra, &bill, teller);
    let credit = ilektra.phone.bills()?.credit.unwrap_or_default();
    teller.reads(&credit);
    teller.expect("that one is paid, too, and the rest is still hers", {
        is_paid(&bill) && says(&credit, Cents::new(3_500))
    });
    Ok(())
}

/// Whether a text names an amount.
pub fn says(text: &str, amount: Cents) -> bool {
    text.contains(&amount.text(Language::El))
}

fn told_paid(member: &Member, bill: &BillView, teller: &Teller) {
    teller.does(member.name, &format!("reads: {}", in_a_line(&bill.row)));
    for paid in &bill.history {
        let receipt = if paid.receipt.is_empty() { String::new() } else { format!(" · receipt {}", paid.receipt) };
        teller.fact(&format!("   {}{receipt}", paid.spoken));
    }
}

fn only_slip(paying: &PayingView) -> Result<&SlipView, Broken> {
    paying.transfer.slips.first().ok_or(Broken::Missing("payment code"))
}

fn scanned(paying: &PayingView) -> Result<Transfer, Broken> {
    let code = only_slip(paying)?.qr.as_ref().and_then(Transfer::scanned);
    code.ok_or(Broken::Missing("square code that a bank's app can read"))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
