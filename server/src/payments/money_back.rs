//! Money that goes back: out of what a payment paid, in an order that hurts least. First what became credit and is still
//! there, then the bills, newest first. Refunds, lost disputes and reversals all ask here.

use super::queries::{self, PaymentRow};
use crate::{
    bills::{self, Adjustments},
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
struct Placed {
    /// What became credit, by debtor.
    credit: Vec<(DebtorId, Cents)>,
    /// What pays bills, newest first.
    bills: Vec<(PayableId, Cents)>,
}

fn placed(tx: &Tx<'_>, payment: PaymentId) -> Result<Placed, Error> {
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
    let placed = placed(tx, payment)?;
    let mut sum = Cents::total(placed.bills.iter().map(|(_, cents)| *cents)).ok_or_else(overflow)?;
    for (debtor, cents) in placed.credit {
        sum = sum.checked_add(cents.min(available(tx, debtor)?)).ok_or_else(overflow)?;
    }
    Ok(sum)
}

/// Takes an amount back out of what a payment paid: the debits to be posted against whatever it goes to. After the entry is
/// posted, call [`bills::readjust`] for each receivable among them.
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

fn available(tx: &Tx<'_>, debtor: DebtorId) -> Result<Cents, Error> {
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
    for (debtor, cents) in &there.credit {
        free_credit(tx, by, *debtor, *cents, fact)?;
    }
    let held = there.credit.iter().map(|(_, cents)| *cents).chain(there.bills.iter().map(|(_, cents)| *cents));
    let held = Cents::total(held).ok_or_else(overflow)?;
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
        bills::readjust(tx, by, payable, fact, on)?;
        reapply(tx, by, payable, fact)?;
    }
    Ok(if lost.is_zero() { Reversed::Now } else { Reversed::WithLoss(lost) })
}

/// A payable is owed again: what other payments for the same bill had paid too much comes back to it first, as it would
/// have if the payment that is gone had never come. So the order in which news arrive leaves no trace.
///
/// # Errors
/// Only the database's.
pub fn reapply(tx: &Tx<'_>, by: &Acting<'_>, payable: PayableId, fact: &str) -> Result<(), Error> {
    let line = queries::line_of(tx, payable)?;
    for (id, named) in queries::meant_for_bill_of(tx, payable)? {
        let (Some(standing), Some(payment)) = (bills::standing(tx, payable)?, queries::payment(tx, id)?) else {
            continue;
        };
        let there = placed(tx, id)?;
        let pays = there.bills.iter().filter(|(one, _)| line.contains(one)).map(|(_, cents)| *cents);
        // No more than was named for it: the rest was meant for something else, or for nothing.
        let most = Cents::total(pays).and_then(|pays| named.checked_sub(pays)).ok_or_else(overflow)?.max(Cents::ZERO);
        for (debtor, cents) in there.credit {
            let taken = standing.takes(cents.min(most).min(available(tx, debtor)?), payment.on)?;
            if standing.payable.ended.is_some() || !taken.is_positive() {
                continue;
            }
            let on = by.business_day(tx)?;
            let fact = format!("{fact}#reapply:{payable}:{id}");
            let mut adjustments = Adjustments::default();
            adjustments.add(&standing, standing.wanted_after(Some((taken, payment.on)))?)?;
            adjustments.post_before(tx, by, &fact, on)?;
            let minus = taken.checked_neg().ok_or_else(overflow)?;
            let postings = vec![(Account::Credit(debtor), taken), (Account::Receivable(payable), minus)];
            let (kind, author) = (EntryKind::Carry, by.author);
            ledger::post(tx, by.now, NewEntry { kind, fact: &fact, payment: Some(id), author, on, postings })?;
            adjustments.post_after(tx, by, &fact, on)?;
            break;
        }
    }
    Ok(())
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

/// Takes used credit back from the bills it paid, the last use first, until so much is there again, or nothing was used.
fn free_credit(tx: &Tx<'_>, by: &Acting<'_>, debtor: DebtorId, needed: Cents, fact: &str) -> Result<(), Error> {
    let on = by.business_day(tx)?;
    for of in ledger::credit_uses(tx, debtor)? {
        if available(tx, debtor)? >= needed {
            return Ok(());
        }
        let bills = placed(tx, of)?.bills;
        let sum = Cents::total(bills.iter().map(|(_, cents)| *cents)).ok_or_else(overflow)?;
        let mut postings: Vec<_> = bills.iter().map(|(id, cents)| (Account::Receivable(*id), *cents)).collect();
        postings.push((Account::Credit(debtor), sum.checked_neg().ok_or_else(overflow)?));
        if sum.is_positive() {
            let (kind, fact) = (EntryKind::TakenBack, format!("{fact}#credit_use:{of}"));
            let entry = NewEntry { kind, fact: &fact, payment: Some(of), author: by.author, on, postings };
            ledger::post(tx, by.now, entry)?;
            bills.iter().try_for_each(|(id, _)| bills::readjust(tx, by, *id, &fact, on))?;
        }
    }
    Ok(())
}
