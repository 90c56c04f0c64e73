//! One bill's page: what, for when, how much, what was paid.

use super::{
    bills::row,
    credit,
    model::{Model as Pay, Tracked, is_outdated, is_payable, next_payables, open_payables},
    view::{BillRow, BillView, FactRow, InstalmentRow, Notice, PaidRow},
    words::{instalment, money, paid_by, status, today},
};
use crate::{
    app::net_text,
    model::Model,
    rows::{Look, join},
    view::{Button, Tone},
};
use dimos_domain::{
    ids::PayableId,
    money::{AttemptState, Bill, PayableState, PaymentLine, PaymentState},
    wording,
};

/// Makes the page.
pub(super) fn page(look: &Look<'_>, pay: &Pay, bill: &Bill) -> BillView {
    let today = today(look);
    let is_open = !open_payables(bill).is_empty();
    let under_way = next_payables(bill, today).iter().any(|payable| pay.open_attempt(payable.id).is_some());
    BillView {
        row: row(look, pay, bill),
        notice: notice(look, pay, bill.payables.iter().map(|payable| payable.id)),
        facts: facts(look, bill),
        instalments: instalments(look, pay, bill),
        history: bill.payments.iter().map(|line| paid(look, pay, line)).collect(),
        pay: is_open.then(|| Button::new(look.t("pay-pay")).blocked(under_way.then(|| look.t("pay-why-under-way")))),
        plan: (is_open && bill.plan.is_some())
            .then(|| Button::new(look.t("pay-plan-open")).blocked(under_way.then(|| look.t("pay-why-under-way")))),
        use_credit: credit::button(look, pay, bill),
        busy: pay.asking,
    }
}

/// The page of a bill that is not here (yet).
pub(super) fn waiting(model: &Model) -> BillView {
    let look = Look::of(model);
    let trouble = model.pay.trouble.as_ref().filter(|_| !model.pay.asking);
    let text = match trouble {
        Some(trouble) => net_text(model, trouble),
        None if model.pay.asking => look.t("starting"),
        None => look.t("pay-bill-gone"),
    };
    BillView {
        row: BillRow {
            id: String::new(),
            title: look.t("pay-title"),
            detail: String::new(),
            number: String::new(),
            amount: String::new(),
            spoken: text.clone(),
            status: text,
            note: String::new(),
            tone: Tone::Info,
            can_choose: false,
            chosen: false,
        },
        notice: None,
        facts: Vec::new(),
        instalments: Vec::new(),
        history: Vec::new(),
        pay: None,
        plan: None,
        use_credit: None,
        busy: model.pay.asking,
    }
}

/// What is to be known before any of these is paid: somebody may have paid already.
pub(super) fn notice(look: &Look<'_>, pay: &Pay, of: impl Iterator<Item = PayableId>) -> Option<Notice> {
    let mut under_way: Vec<&Tracked> = of.filter_map(|payable| pay.open_attempt(payable)).collect();
    under_way.sort_by_key(|tracked| tracked.state() != AttemptState::Unknown);
    let tracked = under_way.first()?;
    let unknown = tracked.state() == AttemptState::Unknown || tracked.kept.returned;
    let key = if unknown { "pay-notice-unknown" } else { "pay-notice-open" };
    Some(Notice {
        tone: if unknown { Tone::Danger } else { Tone::Warning },
        text: look.tv(key, &[("amount", money(look, tracked.kept.attempt.amount).into())]),
        attempt: Some(tracked.id().to_string()),
    })
}

/// A fact as it is read and said.
fn fact(label: String, value: String) -> FactRow {
    FactRow { spoken: join(&[&label, &value], ": "), label, value }
}

fn facts(look: &Look<'_>, bill: &Bill) -> Vec<FactRow> {
    let language = look.language;
    let expected = &bill.expected;
    let outdated = expected.holds_until.is_some_and(|until| until < today(look));
    let until = expected.holds_until.map(|until| {
        let date = wording::date(language, until);
        look.tv("pay-fact-until", &[("date", date.into())])
    });
    let discount = join(&[&money(look, expected.discount), until.as_deref().unwrap_or_default()], " ");
    let is_open = !open_payables(bill).is_empty();
    // A bill that is paid with less than it asked for had its discount.
    let had = bill.amount.checked_sub(bill.paid).filter(|left| bill.state == PayableState::Paid && left.is_positive());
    let lines = [
        (true, "pay-fact-number", bill.number.clone()),
        (!bill.description.is_empty(), "pay-fact-what", bill.description.clone()),
        (!bill.period.is_empty(), "pay-fact-period", bill.period.clone()),
        (true, "pay-fact-issued", wording::date(language, bill.issued_on)),
        (true, "pay-fact-due", wording::date(language, bill.due_on)),
        (true, "pay-fact-amount", money(look, bill.amount)),
        (is_open && !outdated && expected.discount.is_positive(), "pay-fact-discount", discount),
        (had.is_some(), "pay-fact-discount", had.map(|had| money(look, had)).unwrap_or_default()),
        (is_open && expected.surcharge.is_positive(), "pay-fact-surcharge", money(look, expected.surcharge)),
        (bill.paid.is_positive(), "pay-fact-paid", money(look, bill.paid)),
        (is_open, "pay-fact-left", money(look, expected.total)),
    ];
    lines.into_iter().filter(|(is_told, _, _)| *is_told).map(|(_, key, value)| fact(look.t(key), value)).collect()
}

fn instalments(look: &Look<'_>, pay: &Pay, bill: &Bill) -> Vec<InstalmentRow> {
    let today = today(look);
    let mut all: Vec<_> = bill.payables.iter().filter(|payable| payable.instalment > 0).collect();
    all.sort_by_key(|payable| payable.instalment);
    let row = |payable: &&dimos_domain::money::Payable| {
        let (status, tone) = status(look, payable.state, payable.expected.total, payable.due_on, today);
        let is_paid = payable.state == PayableState::Paid;
        let amount = money(look, if is_paid { payable.amount } else { payable.expected.total });
        let title = instalment(look, bill, payable);
        let why_not = if pay.open_attempt(payable.id).is_some() {
            Some(look.t("pay-why-under-way"))
        } else {
            is_outdated(payable, today).then(|| look.t("pay-why-outdated"))
        };
        InstalmentRow {
            id: payable.id.to_string(),
            spoken: join(&[&title, &amount, &status], ". "),
            pay: is_payable(payable).then(|| {
                Button::new(look.t("pay-pay-one"))
                    .spoken(join(&[&look.t("pay-pay-one"), &title], ": "))
                    .blocked(why_not)
            }),
            title,
            amount,
            status,
            tone,
        }
    };
    all.iter().map(row).collect()
}

fn paid(look: &Look<'_>, pay: &Pay, line: &PaymentLine) -> PaidRow {
    let when = wording::date(look.language, line.on);
    let taken_back = if line.state == Some(PaymentState::Reversed) { look.t("pay-taken-back") } else { String::new() };
    let text = join(&[&paid_by(look, line.by), &taken_back], ", ");
    let amount = money(look, line.amount);
    let receipt = line.receipt.clone().unwrap_or_default();
    let fetching = pay.fetching.contains(&receipt).then(|| look.t("pay-receipt-fetching"));
    PaidRow {
        spoken: join(&[&when, &amount, &text], ". "),
        show: (!receipt.is_empty()).then(|| {
            let spoken = look.tv("pay-receipt-number", &[("number", receipt.as_str().into())]);
            Button::new(look.t("pay-receipt-show")).spoken(spoken).blocked(fetching)
        }),
        when,
        text,
        amount,
        receipt,
    }
}
