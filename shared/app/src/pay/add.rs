//! Finding bills: one by its reference and amount, all by a tax number. What can be checked on the phone is checked before
//! anybody is asked.

use super::{
    Event,
    form::{amount, amount_error, reference, reference_error, tax_number, tax_number_error},
    model::{Form, Page, Tried},
    update::{fetch_newer_account, take_account},
};
use crate::{
    app::{Cmd, fade, net_text},
    effect::{LinkBills, LookUpBill, NetTrouble},
    event::Event as Root,
    intent::Secret,
    model::Model,
    texts::{t, tv},
    view::Tone,
};
use crux_core::Command;
use dimos_domain::money::{Account, Bill, Cents, RfReference, TaxNumber};

/// Characters that are kept of what is typed or pasted: a whole slip may be pasted.
const PASTED_CHARS: usize = 2_000;
/// Characters of an amount or a number.
const NUMBER_CHARS: usize = 40;

/// The reference so far.
pub(super) fn type_reference(text: &str, model: &mut Model) -> Cmd {
    let form = typing(model);
    form.reference = text.chars().take(PASTED_CHARS).collect();
    Command::done()
}

/// The amount so far.
pub(super) fn type_amount(text: &str, model: &mut Model) -> Cmd {
    let form = typing(model);
    form.amount = text.chars().take(NUMBER_CHARS).collect();
    Command::done()
}

/// The tax number so far. Typing over a masked one begins anew.
pub(super) fn type_tax_number(text: &Secret, model: &mut Model) -> Cmd {
    let form = typing(model);
    let typed: String = text.reveal().chars().take(NUMBER_CHARS).filter(|c| !(form.masked && *c == '•')).collect();
    form.tax_number = typed.into();
    form.masked = false;
    Command::done()
}

/// What the city said belongs to what was typed before.
fn typing(model: &mut Model) -> &mut Form {
    let form = &mut model.pay.form;
    form.refusal = None;
    form
}

/// What the form says, once all of it is right.
fn checked(tried: Tried, model: &mut Model) -> Option<(RfReference, Cents)> {
    let language = model.language();
    let form = &mut model.pay.form;
    if form.busy {
        return None;
    }
    form.tried = tried;
    form.refusal = None;
    let wrong = reference_error(language, form).is_some() || amount_error(language, form).is_some();
    let found = reference(form).ok()?;
    let amount = amount(form).ok()?;
    // What was pasted around the code is not needed any more.
    form.reference = found.grouped();
    (!wrong).then_some((found, amount))
}

/// Asks the city for one bill.
pub(super) fn find(model: &mut Model) -> Cmd {
    let Some((reference, amount)) = checked(Tried::Find, model) else { return Command::done() };
    if let Some(said) = no_network(model) {
        return said;
    }
    model.pay.form.busy = true;
    Command::request_from_shell(LookUpBill { reference, amount })
        .then_send(|found| Root::Pay(Event::Found(found.map(Box::new))))
}

/// Asks the city for all bills of a tax number.
pub(super) fn link(model: &mut Model) -> Cmd {
    let Some((reference, amount)) = checked(Tried::Link, model) else { return Command::done() };
    let language = model.language();
    if tax_number_error(language, &model.pay.form).is_some() {
        return Command::done();
    }
    let Ok(tax_number): Result<TaxNumber, _> = tax_number(&model.pay.form) else { return Command::done() };
    if let Some(said) = no_network(model) {
        return said;
    }
    model.pay.form.busy = true;
    model.pay.form.masked = true;
    Command::request_from_shell(LinkBills { tax_number, reference, amount })
        .then_send(|linked| Root::Pay(Event::Linked(linked.map(Box::new))))
}

fn no_network(model: &mut Model) -> Option<Cmd> {
    if !model.no_network {
        return None;
    }
    let text = net_text(model, &NetTrouble::Offline);
    model.say(Tone::Warning, text);
    Some(fade(model))
}

/// A bill was found: its page opens. Or it was not: then everything stays as typed.
pub(super) fn found(answer: Result<Box<Bill>, NetTrouble>, model: &mut Model) -> Cmd {
    let bill = match answer {
        Ok(bill) => *bill,
        Err(trouble) => return refused(&trouble, model),
    };
    let id = bill.id;
    model.pay.put(bill);
    leave(Some(Page::Bill(id)), model);
    let text = t(model.language(), "pay-found");
    model.say(Tone::Good, text);
    fetch_newer_account(model).and(fade(model))
}

/// All bills came.
pub(super) fn linked(answer: Result<Box<Account>, NetTrouble>, model: &mut Model) -> Cmd {
    let account = match answer {
        Ok(account) => *account,
        Err(trouble) => return refused(&trouble, model),
    };
    let n = account.bills.len();
    let said = take_account(account, model);
    model.pay.overtaken = model.pay.asking;
    leave(None, model);
    let text = tv(model.language(), "pay-linked", &[("n", n.into())]);
    model.say(Tone::Good, text);
    said.and(fade(model))
}

/// The form is done: nothing of it is kept. Where it is in front, something else takes its place.
fn leave(to: Option<Page>, model: &mut Model) {
    model.pay.form = Form::default();
    if model.pay.page() == Some(Page::Add) {
        model.pay.pages.pop();
        model.pay.pages.extend(to);
    }
}

fn refused(trouble: &NetTrouble, model: &mut Model) -> Cmd {
    let text = match trouble {
        // Asked too often in a row looks like this, too.
        NetTrouble::Failed => t(model.language(), "pay-find-later"),
        other => net_text(model, other),
    };
    let form = &mut model.pay.form;
    form.busy = false;
    form.refusal = Some(text);
    Command::done()
}
