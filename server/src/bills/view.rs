//! A bill as the one who owes it sees it, today.

use super::{
    plan::can_be_split,
    queries::{self, BillRow},
    standing::Standing,
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting},
    payments,
};
use dimos_api::pay;
use dimos_domain::{
    ids::{BillId, DeviceId},
    l10n::Text,
    money::{Beneficiary, Cents, Ended, Expected, PayableState, Payments, epc_text, most_instalments},
};
use jiff::civil::Date;

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}

/// A bill by its id, as it is now.
///
/// # Errors
/// `internal` if there is none.
pub fn shown(tx: &Tx<'_>, by: &Acting<'_>, id: BillId) -> Result<pay::Bill, Error> {
    let bill = queries::bill(tx, id)?.ok_or_else(|| Error::internal("a bill is gone"))?;
    show(tx, by, &bill)
}

/// A bill as it is now.
///
/// # Errors
/// Only the database's.
pub fn show(tx: &Tx<'_>, by: &Acting<'_>, bill: &BillRow) -> Result<pay::Bill, Error> {
    let (payments, today) = (by.payments()?, by.today());
    let rows = queries::payables_of(tx, bill.id)?;
    let standings = rows.into_iter().map(|row| Standing::of(tx, row)).collect::<Result<Vec<_>, _>>()?;
    let in_plan = standings.iter().any(|standing| standing.payable.instalment > 0);
    let payables =
        standings.iter().map(|standing| payable(payments, standing, today)).collect::<Result<Vec<_>, _>>()?;
    let expected = together(payables.iter().map(|payable| payable.expected))?;
    let paid = Cents::total(payables.iter().map(|payable| payable.paid)).ok_or_else(overflow)?;
    Ok(pay::Bill {
        id: bill.id,
        number: bill.number.clone(),
        kind: bill.kind.clone(),
        title: title(payments, bill),
        description: bill.description.clone(),
        period: bill.period.clone(),
        issued_on: bill.issued_on,
        due_on: bill.due_on,
        amount: bill.amount,
        paid,
        expected,
        state: state(bill, &payables, in_plan, expected.total),
        plan: offer(bill, &standings, expected),
        payments: lines(tx, &standings)?,
        part_payment: bill.terms.part_payment,
        payables,
    })
}

/// The name of a bill's kind; its code if the city pack no longer knows it.
pub(crate) fn title(payments: &Payments, bill: &BillRow) -> Text {
    let named = payments.kind(&bill.kind).map(|kind| kind.name.clone());
    named.unwrap_or_else(|| Text { el: bill.kind.to_string(), en: bill.kind.to_string() })
}

fn payable(payments: &Payments, standing: &Standing, today: Date) -> Result<pay::Payable, Error> {
    let row = &standing.payable;
    let expected = standing.expected(today)?;
    let beneficiary = Beneficiary::from(&payments.creditor);
    // A city whose name or account no bank would print is refused with its pack: here there is simply no code.
    let epc =
        expected.total.is_positive().then(|| epc_text(&beneficiary, Some(expected.total), &row.rf).ok()).flatten();
    Ok(pay::Payable {
        id: row.id,
        rf: row.rf.clone(),
        instalment: row.instalment,
        amount: row.amount,
        paid: standing.total_paid()?,
        expected,
        due_on: row.due_on,
        state: standing.state(today)?,
        epc,
    })
}

fn together(all: impl Iterator<Item = Expected> + Clone) -> Result<Expected, Error> {
    let sum = |of: fn(&Expected) -> Cents| Cents::total(all.clone().map(|one| of(&one))).ok_or_else(overflow);
    Ok(Expected {
        principal: sum(|one| one.principal)?,
        discount: sum(|one| one.discount)?,
        surcharge: sum(|one| one.surcharge)?,
        total: sum(|one| one.total)?,
        holds_until: all.filter_map(|one| one.holds_until).min(),
    })
}

fn state(bill: &BillRow, payables: &[pay::Payable], in_plan: bool, left: Cents) -> PayableState {
    match bill.ended {
        Some(Ended::Superseded) => PayableState::Superseded,
        Some(Ended::Cancelled) => PayableState::Cancelled,
        _ if in_plan && left.is_zero() => PayableState::Paid,
        _ if in_plan => PayableState::InPlan,
        _ => payables.first().map_or(PayableState::Open, |whole| whole.state),
    }
}

fn offer(bill: &BillRow, standings: &[Standing], expected: Expected) -> Option<pay::PlanOffer> {
    let terms = bill.terms.instalments.filter(|_| bill.ended.is_none())?;
    let [whole] = standings else { return None };
    if !can_be_split(whole, expected) {
        return None;
    }
    let most = most_instalments(expected.principal, &terms)?;
    Some(pay::PlanOffer { most, least_each: terms.least_each, every_months: terms.every_months })
}

fn lines(tx: &Tx<'_>, standings: &[Standing]) -> Result<Vec<pay::PaymentLine>, Error> {
    let mut lines: Vec<pay::PaymentLine> = Vec::new();
    for paid in standings.iter().flat_map(|standing| &standing.paid) {
        let known = payments::payment(tx, paid.payment)?;
        let payment = known.as_ref().map(|row| row.id);
        if let Some(line) = lines.iter_mut().find(|line| payment.is_some() && line.payment == payment) {
            line.amount = line.amount.checked_add(paid.cents).ok_or_else(overflow)?;
            continue;
        }
        lines.push(pay::PaymentLine {
            payment,
            on: paid.on,
            amount: paid.cents,
            by: known.as_ref().map_or(pay::PaidBy::Credit, |row| row.source),
            state: known.as_ref().map(|row| row.state),
            receipt: known.as_ref().map(|row| row.receipt.to_string()),
        });
    }
    lines.sort_by_key(|line| line.on);
    Ok(lines)
}

/// Everything a phone may see.
///
/// # Errors
/// Only the database's.
pub fn account(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    device: DeviceId,
    methods: Vec<pay::Method>,
) -> Result<pay::BillsResponse, Error> {
    let creditor = &by.payments()?.creditor;
    let shown = queries::seen_by(tx, device)?.iter().map(|bill| show(tx, by, bill)).collect::<Result<Vec<_>, _>>()?;
    let (open, over): (Vec<_>, Vec<_>) = shown.into_iter().partition(|bill| bill.expected.total.is_positive());
    let debtors = queries::debtors_of(tx, device)?;
    let credits = debtors.iter().map(|debtor| ledger::balance(tx, &Account::Credit(*debtor)));
    let credit = Cents::total(credits.collect::<Result<Vec<_>, _>>()?).and_then(Cents::checked_neg);
    Ok(pay::BillsResponse {
        bills: open.into_iter().chain(over).collect(),
        credit: credit.ok_or_else(overflow)?,
        linked: !debtors.is_empty(),
        methods,
        payee: pay::Payee { name: creditor.name.clone(), iban: creditor.iban.grouped() },
        as_of: by.now,
    })
}
