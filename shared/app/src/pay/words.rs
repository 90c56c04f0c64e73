//! What is owed, in words: amounts written out, due dates as people say them, codes for the ear.

use super::model::{next_payables, open_payables};
use crate::{
    rows::{Look, join},
    view::Tone,
};
use dimos_domain::{
    money::{Bill, Cents, Expected, PaidBy, Payable, PayableState},
    wording,
};
use jiff::civil::Date;

/// Today in the city.
pub fn today(look: &Look<'_>) -> Date {
    look.now.to_zoned(look.zone.clone()).date()
}

/// An amount as people read it.
pub fn money(look: &Look<'_>, amount: Cents) -> String {
    amount.text(look.language)
}

/// The sum; what cannot be summed is no bill's amount.
pub fn total(amounts: impl IntoIterator<Item = Cents>) -> Cents {
    Cents::total(amounts).unwrap_or_default()
}

/// "Due tomorrow", "3 days overdue"; with its colour.
pub fn due(look: &Look<'_>, due_on: Date, today: Date) -> (String, Tone) {
    let days = today.until(due_on).map_or(0, |span| span.get_days());
    let date = || wording::date(look.language, due_on).into();
    match days {
        ..=-2 => (look.tv("pay-overdue", &[("n", days.unsigned_abs().into()), ("date", date())]), Tone::Danger),
        -1 => (look.t("pay-due-yesterday"), Tone::Danger),
        0 => (look.t("pay-due-today"), Tone::Warning),
        1 => (look.t("pay-due-tomorrow"), Tone::Warning),
        2..=super::model::SOON_DAYS => {
            let day = wording::day(look.language, due_on);
            (look.tv("pay-due-on", &[("date", day.into())]), Tone::Warning)
        }
        _ => (look.tv("pay-due-on", &[("date", date())]), Tone::Info),
    }
}

/// How something stands that has a due date of its own.
pub fn status(look: &Look<'_>, state: PayableState, owed: Cents, due_on: Date, today: Date) -> (String, Tone) {
    match state {
        PayableState::Open | PayableState::PartlyPaid if owed.is_positive() => due(look, due_on, today),
        PayableState::Open | PayableState::PartlyPaid => (look.t("pay-state-nothing"), Tone::Info),
        PayableState::Paid => (look.t("pay-state-paid"), Tone::Good),
        PayableState::Superseded => (look.t("pay-state-superseded"), Tone::Info),
        PayableState::Cancelled => (look.t("pay-state-cancelled"), Tone::Info),
        PayableState::InPlan => (look.t("pay-state-in-plan"), Tone::Info),
    }
}

/// How a bill stands: by what of it is to be paid next, or as it ended.
pub fn bill_status(look: &Look<'_>, bill: &Bill, today: Date) -> (String, Tone) {
    match next_payables(bill, today).first() {
        Some(next) => status(look, next.state, next.expected.total, next.due_on, today),
        None => status(look, bill.state, Cents::ZERO, bill.due_on, today),
    }
}

/// "Instalment 2 of 6"; empty for a whole bill.
pub fn instalment(look: &Look<'_>, bill: &Bill, payable: &Payable) -> String {
    if payable.instalment == 0 {
        return String::new();
    }
    let of = bill.payables.iter().filter(|one| one.instalment > 0).count();
    let (n, of) = (u32::from(payable.instalment), u32::try_from(of).unwrap_or(u32::MAX));
    look.tv("pay-instalment", &[("n", n.into()), ("of", of.into())])
}

/// The kind's name, with the instalment.
pub fn title(look: &Look<'_>, bill: &Bill, payable: &Payable) -> String {
    join(&[bill.title.get(look.language), &instalment(look, bill, payable)], " · ")
}

/// Discount and surcharge in words; empty where there is neither. An amount of another day says so.
pub fn reckoning(look: &Look<'_>, expected: &Expected, today: Date) -> String {
    let until = expected.holds_until.map(|until| wording::date(look.language, until));
    if expected.holds_until.is_some_and(|until| until < today) {
        let date = until.unwrap_or_default();
        return look.tv("pay-outdated", &[("date", date.into())]);
    }
    let discount = match (&until, expected.discount.is_positive()) {
        (Some(date), true) => look.tv(
            "pay-discount-until",
            &[("amount", money(look, expected.discount).into()), ("date", date.as_str().into())],
        ),
        (None, true) => look.tv("pay-discount", &[("amount", money(look, expected.discount).into())]),
        (_, false) => String::new(),
    };
    let surcharge = if expected.surcharge.is_positive() {
        look.tv("pay-surcharge", &[("amount", money(look, expected.surcharge).into())])
    } else {
        String::new()
    };
    join(&[&discount, &surcharge], " · ")
}

/// What stands under a bill's amount: which instalment, discount and surcharge, what was paid so far.
pub fn note(look: &Look<'_>, bill: &Bill, today: Date) -> String {
    let next = next_payables(bill, today);
    let Some(first) = next.first() else { return String::new() };
    let which = match next.len() {
        1 => instalment(look, bill, first),
        n => look.tv("pay-instalments-due", &[("n", n.into())]),
    };
    let reckoned = reckoning(look, &first.expected, today);
    let paid = if bill.paid.is_positive() && !open_payables(bill).is_empty() {
        look.tv("pay-paid-of", &[("paid", money(look, bill.paid).into()), ("amount", money(look, bill.amount).into())])
    } else {
        String::new()
    };
    join(&[&which, &reckoned, &paid], " · ")
}

/// "By card".
pub fn paid_by(look: &Look<'_>, by: PaidBy) -> String {
    look.t(match by {
        PaidBy::Card => "pay-by-card",
        PaidBy::Bank => "pay-by-bank",
        PaidBy::Cash => "pay-by-cash",
        PaidBy::Credit => "pay-by-credit",
    })
}

/// A code for the ear: character by character, with a pause after each group of four.
pub fn spelled(code: &str) -> String {
    let characters: Vec<char> = code.chars().filter(|c| !c.is_whitespace()).collect();
    let groups = characters.chunks(4).map(|group| {
        let said: Vec<String> = group.iter().map(char::to_string).collect();
        said.join(" ")
    });
    groups.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_said_character_by_character() {
        assert_eq!(spelled("RF34 9099 9"), "R F 3 4, 9 0 9 9, 9");
        assert_eq!(spelled(""), "");
    }
}
