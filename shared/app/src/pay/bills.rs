//! The list: what is owed, what is due first.

use super::{
    model::{Model as Pay, SOON_DAYS, Tracked, next_payables, open_payables},
    view::{BillRow, BillsView},
    words::{bill_status, money, note, today, total},
};
use crate::{
    app::net_text,
    model::Model,
    rows::{Look, join},
    texts::{t, tv},
    view::{Button, OptionView},
};
use dimos_domain::{
    money::{AttemptState, Bill, Cents, PayableState},
    wording,
};
use jiff::{Timestamp, civil::Date};

/// The rows of a list, and how many of them are urgent.
pub(super) struct Rows {
    pub due: Vec<BillRow>,
    pub ended: Vec<BillRow>,
    pub urgent: usize,
}

/// Makes the rows.
pub(super) fn rows(look: &Look<'_>, pay: &Pay) -> Rows {
    let today = today(look);
    let bills = pay.account.iter().flat_map(|account| &account.bills);
    let (mut due, mut ended): (Vec<&Bill>, Vec<&Bill>) = bills.partition(|bill| !open_payables(bill).is_empty());
    due.sort_by_key(|bill| (first_due(bill, today), bill.number.clone()));
    ended.sort_by_key(|bill| std::cmp::Reverse((bill.issued_on, bill.number.clone())));
    let is_urgent = |bill: &&&Bill| {
        let days = first_due(bill, today).and_then(|due_on| today.until(due_on).ok()).map(|span| span.get_days());
        days.is_some_and(|days| days <= SOON_DAYS)
    };
    Rows {
        urgent: due.iter().filter(is_urgent).count(),
        due: due.into_iter().map(|bill| row(look, pay, bill)).collect(),
        ended: ended.into_iter().map(|bill| row(look, pay, bill)).collect(),
    }
}

fn first_due(bill: &Bill, today: Date) -> Option<Date> {
    next_payables(bill, today).first().map(|payable| payable.due_on)
}

/// What is to be paid of a bill now.
pub(super) fn to_pay_now(bill: &Bill, today: Date) -> Cents {
    total(next_payables(bill, today).into_iter().map(|payable| payable.expected.total))
}

/// One bill as a row.
pub(super) fn row(look: &Look<'_>, pay: &Pay, bill: &Bill) -> BillRow {
    let today = today(look);
    let next = next_payables(bill, today);
    let is_open = !next.is_empty();
    let under_way = next.iter().any(|payable| pay.open_attempt(payable.id).is_some());
    let (status, tone) = bill_status(look, bill, today);
    let title = bill.title.get(look.language).to_owned();
    let detail = join(&[&bill.description, &bill.period], " · ");
    let amount = money(
        look,
        match bill.state {
            _ if is_open => to_pay_now(bill, today),
            PayableState::Paid => bill.paid,
            _ => bill.amount,
        },
    );
    let under_way_text = if under_way { look.t("pay-under-way") } else { String::new() };
    let note = join(&[&under_way_text, &note(look, bill, today)], " · ");
    let number = bill.number.clone();
    BillRow {
        id: bill.id.to_string(),
        spoken: join(&[&title, &amount, &status, &note, &detail, &number], ". "),
        title,
        detail,
        number,
        amount,
        status,
        note,
        tone,
        can_choose: is_open && !under_way,
        chosen: is_open && pay.chosen.contains(&bill.id),
    }
}

/// Builds the list: the rows that were made when the data came, with the headings.
#[must_use]
pub fn view(model: &Model) -> BillsView {
    let language = model.language();
    let look = Look::of(model);
    let pay = &model.pay;
    let credit = pay.account.as_ref().map(|account| account.credit).filter(|credit| credit.is_positive());
    BillsView {
        title: t(language, "pay-title"),
        summary: summary(&look, pay),
        credit: credit.map(|credit| tv(language, "pay-credit", &[("amount", money(&look, credit).into())])),
        attempts: pay.attempts.iter().filter(|tracked| tracked.is_open()).map(|one| attempt(&look, one)).collect(),
        due: pay.told.due.clone(),
        ended_title: t(language, "pay-ended"),
        ended: pay.told.ended.clone(),
        pay_chosen: pay_chosen(&look, pay),
        add: Button::new(t(language, "pay-add")),
        receipts: Button::new(t(language, "pay-receipts")),
        empty: empty(model),
        stale: pay.account.as_ref().and_then(|account| stale(model, account.as_of)),
        refreshing: pay.asking,
    }
}

fn summary(look: &Look<'_>, pay: &Pay) -> String {
    let Some(account) = &pay.account else { return String::new() };
    let today = today(look);
    let owed = total(account.bills.iter().map(|bill| to_pay_now(bill, today)));
    if owed.is_positive() {
        look.tv("pay-owed", &[("amount", money(look, owed).into())])
    } else {
        look.t("pay-owed-nothing")
    }
}

fn attempt(look: &Look<'_>, tracked: &Tracked) -> OptionView {
    let amount = money(look, tracked.kept.attempt.amount);
    let key = if tracked.state() == AttemptState::Unknown { "pay-attempt-unknown" } else { "pay-attempt-open" };
    let label = look.tv(key, &[("amount", amount.into())]);
    OptionView {
        code: tracked.id().to_string(),
        spoken: label.clone(),
        label,
        detail: String::new(),
        symbol: String::new(),
        selected: false,
    }
}

/// How much the chosen bills are together.
fn pay_chosen(look: &Look<'_>, pay: &Pay) -> Option<Button> {
    let today = today(look);
    let chosen: Vec<Cents> = pay
        .chosen
        .iter()
        .filter_map(|id| pay.bill(*id))
        .map(|bill| to_pay_now(bill, today))
        .filter(|amount| amount.is_positive())
        .collect();
    if chosen.is_empty() {
        return None;
    }
    let (n, amount) = (chosen.len(), money(look, total(chosen)));
    Some(Button::new(look.tv("pay-chosen", &[("n", n.into()), ("amount", amount.into())])))
}

fn empty(model: &Model) -> Option<String> {
    let pay = &model.pay;
    match &pay.account {
        Some(account) if account.bills.is_empty() => Some(t(model.language(), "pay-empty")),
        Some(_) => None,
        None if pay.asking => None,
        None => Some(
            pay.trouble
                .as_ref()
                .map_or_else(|| t(model.language(), "pay-not-asked"), |trouble| net_text(model, trouble)),
        ),
    }
}

/// As of when, where nothing newer could be had.
pub(super) fn stale(model: &Model, as_of: Timestamp) -> Option<String> {
    if model.pay.trouble.is_none() && !model.offline {
        return None;
    }
    let zone = model.zone();
    let is_today = as_of.to_zoned(zone.clone()).date() == model.today();
    let when = if is_today { wording::time(as_of, &zone) } else { wording::date_time(model.language(), as_of, &zone) };
    Some(tv(model.language(), "pay-as-of", &[("time", when.into())]))
}
