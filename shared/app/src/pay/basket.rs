//! What is about to be paid, and by which means. Nothing is put in that may have been paid already without saying so.

use super::{
    attempt,
    model::{Item, MOST_PARTS, Model as Pay, Page, is_outdated, is_payable, next_payables},
    paying,
    update::show,
    words::total,
};
use crate::{
    app::{Cmd, fade},
    effect::CopyText,
    event::Stamp,
    model::Model,
    rows::Look,
    texts::{t, tv},
    view::Tone,
};
use crux_core::Command;
use dimos_domain::{
    ids::{BillId, PayableId},
    l10n::Language,
    money::{AmountError, Bill, Cents, Part, Payable},
};
use jiff::civil::Date;

/// Characters of an amount that are looked at.
const AMOUNT_CHARS: usize = 40;

/// What of one thing is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Amount {
    /// All that is expected.
    Whole(Cents),
    /// A part of it.
    Part(Cents),
    /// What was typed is none, for this reason.
    Wrong(String),
}

impl Amount {
    /// How much, where that is clear.
    pub(super) fn cents(&self) -> Option<Cents> {
        match self {
            Self::Whole(amount) | Self::Part(amount) => Some(*amount),
            Self::Wrong(_) => None,
        }
    }
}

/// What is paid of one thing: as typed, or all of it.
pub(super) fn amount(language: Language, item: &Item, bill: &Bill, payable: &Payable) -> Amount {
    let all = payable.expected.total;
    if !bill.part_payment || item.typed.trim().is_empty() {
        return Amount::Whole(all);
    }
    match Cents::typed(&item.typed) {
        Ok(amount) if amount == all => Amount::Whole(all),
        Ok(amount) if amount < all => Amount::Part(amount),
        Ok(_) => Amount::Wrong(tv(language, "pay-part-too-much", &[("amount", all.text(language).into())])),
        Err(error) => Amount::Wrong(amount_text(language, error)),
    }
}

/// What is wrong with an amount, in words.
pub(super) fn amount_text(language: Language, error: AmountError) -> String {
    match error {
        AmountError::Empty => t(language, "pay-amount-empty"),
        AmountError::NotANumber => t(language, "pay-amount-not"),
        AmountError::FinerThanACent => t(language, "pay-amount-fine"),
        AmountError::NotPositive => t(language, "pay-amount-none"),
        AmountError::TooLarge => {
            tv(language, "pay-amount-large", &[("amount", Cents::MAX_TYPED.text(language).into())])
        }
    }
}

/// What is in the basket, as far as it can still be paid.
pub(super) fn lines(pay: &Pay) -> impl Iterator<Item = (&Item, &Bill, &Payable)> {
    pay.basket.iter().filter_map(|item| {
        let (bill, payable) = pay.payable(item.payable)?;
        is_payable(payable).then_some((item, bill, payable))
    })
}

/// How much it is together, where that is clear.
pub(super) fn sum(language: Language, pay: &Pay) -> Option<Cents> {
    let amounts: Option<Vec<Cents>> =
        lines(pay).map(|(item, bill, payable)| amount(language, item, bill, payable).cents()).collect();
    Some(total(amounts?))
}

/// Why nothing can be paid on a provider's page now.
pub(super) fn why_not(look: &Look<'_>, pay: &Pay, today: Date) -> Option<String> {
    let mut lines = lines(pay).peekable();
    if lines.peek().is_none() {
        return Some(look.t("pay-why-nothing"));
    }
    let mut count = 0;
    for (item, bill, payable) in lines {
        count += 1;
        if pay.open_attempt(payable.id).is_some() {
            return Some(look.t("pay-why-under-way"));
        }
        if is_outdated(payable, today) {
            return Some(look.t("pay-why-outdated"));
        }
        if let Amount::Wrong(_) = amount(look.language, item, bill, payable) {
            return Some(look.t("pay-why-amount"));
        }
    }
    if count > MOST_PARTS {
        return Some(look.tv("pay-why-many", &[("n", MOST_PARTS.into())]));
    }
    look.offline.then(|| look.t("pay-why-offline"))
}

/// A bill is chosen to be paid together with others, or not.
pub(super) fn choose(bill: &str, chosen: bool, model: &mut Model) -> Cmd {
    let Ok(id) = bill.parse::<BillId>() else { return Command::done() };
    let rows = &mut model.pay.told.due;
    if let Some(row) = rows.iter_mut().find(|row| row.id == bill && row.can_choose) {
        row.chosen = chosen;
        if chosen {
            model.pay.chosen.insert(id);
        } else {
            model.pay.chosen.remove(&id);
        }
    }
    Command::done()
}

/// Goes on to pay the chosen bills.
pub(super) fn pay_chosen(model: &mut Model) -> Cmd {
    let today = model.today();
    let pay = &model.pay;
    let chosen = pay.chosen.iter().filter_map(|id| pay.bill(*id));
    let payables: Vec<PayableId> = chosen.flat_map(|bill| next_payables(bill, today)).map(|one| one.id).collect();
    begin(payables, model)
}

/// Goes on to pay what is due of one bill.
pub(super) fn pay_bill(bill: &str, model: &mut Model) -> Cmd {
    let today = model.today();
    let found = bill.parse().ok().and_then(|id| model.pay.bill(id));
    let payables = found.map(|bill| next_payables(bill, today).into_iter().map(|one| one.id).collect());
    begin(payables.unwrap_or_default(), model)
}

/// Goes on to pay one instalment.
pub(super) fn pay_one(payable: &str, model: &mut Model) -> Cmd {
    begin(payable.parse().into_iter().collect(), model)
}

/// Fills the basket and shows it.
pub(super) fn begin(payables: Vec<PayableId>, model: &mut Model) -> Cmd {
    let pay = &model.pay;
    let open = payables.into_iter().filter(|id| pay.payable(*id).is_some_and(|(_, payable)| is_payable(payable)));
    let items: Vec<Item> = open.map(|payable| Item { payable, typed: String::new() }).collect();
    if items.is_empty() {
        let text = t(model.language(), "pay-why-nothing");
        model.say(Tone::Warning, text);
        return fade(model);
    }
    model.pay.basket = items;
    model.pay.codes.clear();
    show(Page::Paying, model);
    Command::done()
}

/// Leaves something out of the basket; the last thing stays.
pub(super) fn leave_out(payable: &str, model: &mut Model) -> Cmd {
    if model.pay.basket.len() > 1
        && let Ok(id) = payable.parse::<PayableId>()
    {
        model.pay.basket.retain(|item| item.payable != id);
    }
    Command::done()
}

/// A part of it only.
pub(super) fn type_part(payable: &str, text: &str, model: &mut Model) -> Cmd {
    if let Ok(id) = payable.parse::<PayableId>()
        && let Some(item) = model.pay.basket.iter_mut().find(|item| item.payable == id)
    {
        item.typed = text.chars().take(AMOUNT_CHARS).collect();
    }
    Command::done()
}

/// Puts something on the clipboard, if it is on the screen.
pub(super) fn copy(what: &str, model: &mut Model) -> Cmd {
    let Some(text) = paying::clip(what, model) else { return Command::done() };
    let said = t(model.language(), "pay-copied");
    model.say(Tone::Good, said);
    let copied: Cmd = Command::notify_shell(CopyText { text }).into();
    copied.and(fade(model))
}

/// Pays what is in the basket on a provider's page, if nothing stands against it.
pub(super) fn pay_by(stamp: Stamp, provider: &str, model: &mut Model) -> Cmd {
    let language = model.language();
    let today = model.today();
    let known = model.pay.account.iter().flat_map(|account| &account.methods).any(|one| one.provider == provider);
    if !known || model.pay.page() != Some(Page::Paying) {
        return Command::done();
    }
    if let Some(why) = why_not(&Look::of(model), &model.pay, today) {
        model.say(Tone::Warning, why);
        return fade(model);
    }
    let parts: Option<Vec<Part>> = lines(&model.pay)
        .map(|(item, bill, payable)| {
            let amount = amount(language, item, bill, payable).cents()?;
            Some(Part { payable: payable.id, amount })
        })
        .collect();
    match parts {
        Some(parts) => attempt::begin(stamp, provider, parts, model),
        None => Command::done(),
    }
}
