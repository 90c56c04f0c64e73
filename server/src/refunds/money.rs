//! What a refund does to the books: approved, its amount is taken from what the payment paid and owed to the payer; done, it
//! has left; failed, it is back where it was, as far as it is still owed there.

use super::queries::{self, RefundRow};
use crate::{
    bills,
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind, NewEntry},
    payments,
};
use dimos_checkout::ProviderName;
use dimos_domain::{
    ids::{EntryId, PayableId, RefundId},
    money::{Cents, RefundEvent},
};
use jiff::civil::Date;

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}

/// Takes the amount out of what the payment paid.
pub(super) fn set_aside(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow) -> Result<(), Error> {
    set_aside_as(tx, by, row, &format!("refund:{}", row.id))
}

fn set_aside_as(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow, fact: &str) -> Result<(), Error> {
    let mut postings = payments::take_back(tx, row.payment, row.amount)?;
    let touched = receivables(&postings);
    postings.push((Account::RefundPayable(row.id), row.amount.checked_neg().ok_or_else(overflow)?));
    post(tx, by, row, EntryKind::Refund, fact, postings)?;
    touched.into_iter().try_for_each(|payable| payments::readjust(tx, by, payable, fact))
}

/// It was not given after all. What had been taken from a bill goes back to it, as far as the bill is still owed; the rest
/// becomes credit of whose bill it was. What a dispute that was lost meanwhile has written off for want of it comes first:
/// the payer has it already.
pub(super) fn put_back(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow, why: &str) -> Result<(), Error> {
    put_back_as(tx, by, row, &format!("refund_{why}:{}", row.id))
}

fn put_back_as(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow, fact: &str) -> Result<(), Error> {
    let entry = queries::set_aside_by(tx, row.id)?.map(|no| ledger::entry(tx, no)).transpose()?.flatten();
    let entry = entry.ok_or_else(|| Error::internal("a refund was approved and not booked"))?;
    let payment = payments::payment(tx, row.payment)?.ok_or_else(|| Error::internal("a payment is gone"))?;
    let mut postings = vec![(Account::RefundPayable(row.id), row.amount)];
    let mut touched = Vec::new();
    let lost = payments::lost_of(tx, row.payment)?.min(row.amount);
    postings.push((Account::WriteOff, lost.checked_neg().ok_or_else(overflow)?));
    let mut made_good = lost;
    for (account, cents) in entry.postings {
        let mut cents = cents;
        if matches!(account, Account::Receivable(_) | Account::Credit(_)) {
            let part = made_good.min(cents);
            made_good = made_good.checked_sub(part).ok_or_else(overflow)?;
            cents = cents.checked_sub(part).ok_or_else(overflow)?;
        }
        match account {
            Account::Receivable(payable) => {
                touched.push(payable);
                let owed = taken_again(tx, payable, cents, payment.on)?;
                postings.push((Account::Receivable(payable), owed.checked_neg().ok_or_else(overflow)?));
                let bill = bills::payable(tx, payable)?.ok_or_else(|| Error::internal("a payable is gone"))?.bill;
                let rest = owed.checked_sub(cents).ok_or_else(overflow)?;
                postings.push((Account::Credit(bill.debtor), rest));
            }
            Account::Credit(_) => postings.push((account, cents.checked_neg().ok_or_else(overflow)?)),
            _ => {}
        }
    }
    post(tx, by, row, EntryKind::Refund, fact, postings)?;
    if lost.is_positive() && payments::lost_of(tx, row.payment)?.is_zero() {
        payments::nothing_is_lost(tx, by, row.payment)?;
    }
    touched.into_iter().try_for_each(|payable| payments::readjust(tx, by, payable, fact))
}

/// How much a bill takes of money that came on a day and is back: no more than is open, and no more than paying on that day
/// would have left to ask for.
fn taken_again(tx: &Tx<'_>, payable: PayableId, cents: Cents, on: Date) -> Result<Cents, Error> {
    let open = ledger::balance(tx, &Account::Receivable(payable))?.max(Cents::ZERO);
    let standing = bills::standing(tx, payable)?.filter(|standing| standing.payable.ended.is_none());
    Ok(standing.map_or(Ok(cents), |standing| standing.takes(cents, on))?.min(open))
}

/// It has left by the provider.
pub(super) fn left_the_provider(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &RefundRow,
    provider: ProviderName,
) -> Result<(), Error> {
    leave(tx, by, row, Account::Clearing(provider))
}

/// It had left by the provider, and came back there: the payer could not be reached.
pub(super) fn came_back(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow, provider: ProviderName) -> Result<(), Error> {
    let postings = between(Account::Clearing(provider), Account::RefundPayable(row.id), row.amount)?;
    post(tx, by, row, EntryKind::RefundDone, &format!("refund_came_back:{}", row.id), postings)
}

/// The bank's statement shows it leaving, by this entry.
///
/// # Errors
/// `internal` if there is no such refund, or it does not wait for the bank.
pub fn left_the_bank(tx: &Tx<'_>, by: &Acting<'_>, id: RefundId, entry: EntryId) -> Result<(), Error> {
    let mut row = queries::refund(tx, id)?.ok_or_else(|| Error::internal("a refund is gone"))?;
    let state = row.state.after(RefundEvent::StatementShowsMoney);
    row.state = state.ok_or_else(|| Error::internal("a refund left that was not under way"))?;
    leave(tx, by, &row, Account::Unmatched(entry))?;
    queries::update(tx, &row)
}

/// It came back to the bank as this version of this entry: what had been taken for it is back where it was.
pub(super) fn come_back(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &RefundRow,
    (entry, version): (EntryId, i64),
) -> Result<(), Error> {
    let fact = format!("refund_returned:{}:{entry}:{version}", row.id);
    post(
        tx,
        by,
        row,
        EntryKind::RefundDone,
        &fact,
        between(Account::Unmatched(entry), Account::RefundPayable(row.id), row.amount)?,
    )?;
    put_back_as(tx, by, row, &format!("{fact}#back"))
}

/// That was other money: what is there is taken for it again.
pub(super) fn stay_away(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &RefundRow,
    (entry, version): (EntryId, i64),
) -> Result<(), Error> {
    let fact = format!("refund_not_returned:{}:{entry}:{version}", row.id);
    set_aside_as(tx, by, row, &format!("{fact}#again"))?;
    post(
        tx,
        by,
        row,
        EntryKind::RefundDone,
        &fact,
        between(Account::RefundPayable(row.id), Account::Unmatched(entry), row.amount)?,
    )
}

fn between(to: Account, from: Account, amount: Cents) -> Result<Vec<(Account, Cents)>, Error> {
    Ok(vec![(to, amount), (from, amount.checked_neg().ok_or_else(overflow)?)])
}

fn leave(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow, from: Account) -> Result<(), Error> {
    let postings = between(Account::RefundPayable(row.id), from, row.amount)?;
    post(tx, by, row, EntryKind::RefundDone, &format!("refund_done:{}", row.id), postings)
}

fn post(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &RefundRow,
    kind: EntryKind,
    fact: &str,
    postings: Vec<(Account, Cents)>,
) -> Result<(), Error> {
    let (payment, author, on) = (Some(row.payment), by.author, by.business_day(tx)?);
    ledger::post(tx, by.now, NewEntry { kind, fact, payment, author, on, postings })?;
    Ok(())
}

fn receivables(postings: &[(Account, Cents)]) -> Vec<PayableId> {
    let ids = postings.iter().filter_map(|(account, _)| match account {
        Account::Receivable(id) => Some(*id),
        _ => None,
    });
    ids.collect()
}
