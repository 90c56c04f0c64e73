//! Money that goes back: out of what a payment paid, in an order that hurts least. First what became credit and is still
//! there, then the bills, newest first. Refunds, lost disputes and reversals all ask here.

use super::{
    in_order,
    queries::{self, PaymentRow},
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind, NewEntry},
    refunds::{self, Way},
};
use dimos_api::problem::Code;
use dimos_domain::{
    ids::{DebtorId, PayableId, PaymentId},
    money::{Cents, PaymentEvent},
};

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}

/// Where a payment's money is now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Placed {
    /// What became credit, by debtor.
    pub(super) credit: Vec<(DebtorId, Cents)>,
    /// What pays bills, newest first.
    pub(super) bills: Vec<(PayableId, Cents)>,
}

pub(super) fn placed(tx: &Tx<'_>, payment: PaymentId) -> Result<Placed, Error> {
    let mut sums: Vec<(Account, Cents)> = Vec::new();
    for entry in ledger::standing_of_payment(tx, payment)? {
        for (account, cents) in entry.postings {
            if !matches!(account, Account::Receivable(_) | Account::Credit(_)) {
                continue;
            }
            match sums.iter_mut().find(|(one, _)| *one == account) {
                Some((_, sum)) => *sum = sum.checked_add(cents).ok_or_else(overflow)?,
                None => sums.push((account, cents)),
            }
        }
    }
    let mut placed = Placed::default();
    for (account, cents) in sums.into_iter().rev() {
        let held = cents.checked_neg().ok_or_else(overflow)?;
        match account {
            _ if !held.is_positive() => {}
            Account::Receivable(id) => placed.bills.push((id, held)),
            Account::Credit(id) => placed.credit.push((id, held)),
            _ => {}
        }
    }
    Ok(placed)
}

/// What of a payment can be given back now: what pays bills, and what of its surplus is still there as credit.
///
/// # Errors
/// Only the database's.
pub fn refundable(tx: &Tx<'_>, payment: PaymentId) -> Result<Cents, Error> {
    let paid = Cents::total(placed(tx, payment)?.bills.iter().map(|(_, cents)| *cents)).ok_or_else(overflow)?;
    paid.checked_add(kept(tx, payment)?).ok_or_else(overflow)
}

/// What of a payment nothing was owed for, as far as it is still there.
pub(super) fn kept(tx: &Tx<'_>, payment: PaymentId) -> Result<Cents, Error> {
    let credit = placed(tx, payment)?.credit.into_iter();
    let there = credit.map(|(debtor, cents)| Ok(cents.min(available(tx, debtor)?)));
    Cents::total(there.collect::<Result<Vec<_>, Error>>()?).ok_or_else(overflow)
}

/// Takes an amount back out of what a payment paid: the debits to be posted against whatever it goes to. After the entry is
/// posted, call [`in_order::readjust`] for each receivable among them.
///
/// # Errors
/// `wrong_amount` if not so much is there.
pub fn take_back(tx: &Tx<'_>, payment: PaymentId, amount: Cents) -> Result<Vec<(Account, Cents)>, Error> {
    let placed = placed(tx, payment)?;
    let (mut debits, mut left) = (Vec::new(), amount);
    for (debtor, cents) in placed.credit {
        let part = left.min(cents).min(available(tx, debtor)?);
        left = left.checked_sub(part).ok_or_else(overflow)?;
        debits.push((Account::Credit(debtor), part));
    }
    for (payable, cents) in placed.bills {
        let part = left.min(cents);
        left = left.checked_sub(part).ok_or_else(overflow)?;
        debits.push((Account::Receivable(payable), part));
    }
    debits.retain(|(_, cents)| cents.is_positive());
    if left.is_zero() { Ok(debits) } else { Err(Error::new(Code::WrongAmount).because("refundable")) }
}

pub(super) fn available(tx: &Tx<'_>, debtor: DebtorId) -> Result<Cents, Error> {
    ledger::balance(tx, &Account::Credit(debtor))?.checked_neg().ok_or_else(overflow)
}

/// Undoes a whole payment because its money is gone again: by its provider, its bank, or a person who matched it wrongly.
/// `to` is where the money had been. Credit that was used meanwhile is taken from where it went; what even then is not
/// there is the city's loss, and is said so. False if it was undone before.
///
/// # Errors
/// Only the database's.
pub fn reverse_payment(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    payment: &PaymentRow,
    event: PaymentEvent,
    fact: &str,
    to: Account,
) -> Result<Reversed, Error> {
    let Some(state) = payment.state.after(event) else { return Ok(Reversed::Before) };
    if ledger::find(tx, fact)?.is_some() {
        return Ok(Reversed::Before);
    }
    let on = by.business_day(tx)?;
    let there = placed(tx, payment.id)?;
    let held = there.credit.iter().map(|(_, cents)| *cents).chain(there.bills.iter().map(|(_, cents)| *cents));
    let held = Cents::total(held).ok_or_else(overflow)?;
    free_used_credit(tx, by, payment.id, held, fact)?;
    let now_there = refundable(tx, payment.id)?;
    // What was approved to go back by transfer is not here any more, and not with who takes the whole payment back.
    let by_transfer = refunds::under_way_by(tx, payment.id, Way::Transfer)?;
    let held = held.checked_add(by_transfer).ok_or_else(overflow)?;
    let lost = held.checked_sub(now_there).ok_or_else(overflow)?;
    let mut postings = take_back(tx, payment.id, now_there)?;
    let touched: Vec<PayableId> = receivables(&postings);
    postings.push((Account::WriteOff, lost));
    postings.push((to, held.checked_neg().ok_or_else(overflow)?));
    if held.is_positive() {
        let kind = EntryKind::TakenBack;
        ledger::post(tx, by.now, NewEntry { kind, fact, payment: Some(payment.id), author: by.author, on, postings })?;
    }
    queries::set_state(tx, payment.id, state)?;
    for payable in touched {
        in_order::readjust(tx, by, payable, fact)?;
        in_order::reapply(tx, by, payable, fact)?;
    }
    Ok(if lost.is_zero() { Reversed::Now } else { Reversed::WithLoss(lost) })
}

/// What became of a reversal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reversed {
    /// It is undone.
    Now,
    /// It is undone, but so much had been given away already.
    WithLoss(Cents),
    /// It was undone before, or cannot be any more.
    Before,
}

/// The payables among debits.
pub(super) fn receivables(postings: &[(Account, Cents)]) -> Vec<PayableId> {
    let ids = postings.iter().filter_map(|(account, _)| match account {
        Account::Receivable(id) => Some(*id),
        _ => None,
    });
    ids.collect()
}

/// Sees to it that so much can be taken back from a payment whose money is gone, as far as its surplus only was used
/// meanwhile: that is taken from where it went.
pub(super) fn free_used_credit(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    payment: PaymentId,
    amount: Cents,
    fact: &str,
) -> Result<(), Error> {
    for (debtor, cents) in placed(tx, payment)?.credit {
        let missing = amount.checked_sub(refundable(tx, payment)?).ok_or_else(overflow)?;
        if !missing.is_positive() {
            return Ok(());
        }
        let needed = cents.min(available(tx, debtor)?.checked_add(missing).ok_or_else(overflow)?);
        free_credit(tx, by, debtor, needed, fact)?;
    }
    Ok(())
}

/// Takes used credit back from the bills it paid, the last use first, until so much is there again, or nothing was used.
fn free_credit(tx: &Tx<'_>, by: &Acting<'_>, debtor: DebtorId, needed: Cents, fact: &str) -> Result<(), Error> {
    let on = by.business_day(tx)?;
    for of in ledger::credit_uses(tx, debtor)? {
        let mut missing = needed.checked_sub(available(tx, debtor)?).ok_or_else(overflow)?;
        if !missing.is_positive() {
            return Ok(());
        }
        let mut postings = Vec::new();
        for (payable, cents) in placed(tx, of)?.bills {
            let part = missing.min(cents);
            missing = missing.checked_sub(part).ok_or_else(overflow)?;
            postings.push((Account::Receivable(payable), part));
        }
        postings.retain(|(_, cents)| cents.is_positive());
        let sum = Cents::total(postings.iter().map(|(_, cents)| *cents)).ok_or_else(overflow)?;
        let touched = receivables(&postings);
        postings.push((Account::Credit(debtor), sum.checked_neg().ok_or_else(overflow)?));
        if sum.is_positive() {
            let (kind, fact) = (EntryKind::TakenBack, format!("{fact}#credit_use:{of}"));
            let entry = NewEntry { kind, fact: &fact, payment: Some(of), author: by.author, on, postings };
            ledger::post(tx, by.now, entry)?;
            touched.into_iter().try_for_each(|id| in_order::readjust(tx, by, id, &fact))?;
        }
    }
    Ok(())
}
