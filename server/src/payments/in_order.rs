//! What was paid counts by its day, not by when the city heard of it: news in any order leave the same books. Where what is
//! owed depends on the day, later money makes way for earlier money and pays what is left, each entry in the journal.

use super::{
    money_back::{available, placed},
    queries,
};
use crate::{
    bills::{self, Adjustments},
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind, NewEntry},
};
use dimos_domain::{
    ids::{BillId, DebtorId, PayableId, PaymentId},
    money::Cents,
};
use jiff::civil::Date;

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}

/// What of a payment, or of one use of credit, may pay a payable.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    money: PaymentId,
    on: Date,
    /// Whose credit was used, if it is that.
    used_of: Option<DebtorId>,
    most: Cents,
}

/// Money of later days than this leaves a payable and is credit until it comes back.
pub(super) fn make_way(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    payable: PayableId,
    since: Date,
    fact: &str,
) -> Result<Vec<Claim>, Error> {
    let Some(standing) = bills::standing(tx, payable)? else { return Ok(Vec::new()) };
    let (debtor, on) = (standing.payable.bill.debtor, by.business_day(tx)?);
    let fact = format!("{fact}#aside:{payable}");
    let mut claims = Vec::new();
    for paid in standing.paid.iter().filter(|paid| paid.on > since) {
        let minus = paid.cents.checked_neg().ok_or_else(overflow)?;
        let postings = vec![(Account::Receivable(payable), paid.cents), (Account::Credit(debtor), minus)];
        carry(tx, by, paid.payment, &format!("{fact}:{}", paid.payment), on, postings)?;
        let used_of = paid.from_credit.then_some(debtor);
        claims.push(Claim { money: paid.payment, on: paid.on, used_of, most: paid.cents });
    }
    bills::readjust(tx, by, payable, &fact, on)?;
    Ok(claims)
}

/// After money was taken back from a payable, or put back: its surcharge and discount. A discount that only now is earned
/// may make less owed than was paid: then what was paid is counted anew, day by day, and the rest is credit.
///
/// # Errors
/// Only the database's.
pub fn readjust(tx: &Tx<'_>, by: &Acting<'_>, payable: PayableId, fact: &str) -> Result<(), Error> {
    let Some(standing) = bills::standing(tx, payable)? else { return Ok(()) };
    if !standing.is_overpaid()? {
        return bills::readjust(tx, by, payable, fact, by.business_day(tx)?);
    }
    let fact = format!("{fact}#anew");
    for mut claim in make_way(tx, by, payable, Date::MIN, &fact)? {
        claim.take(tx, by, payable, &fact)?;
    }
    Ok(())
}

/// A payable is owed again: what other payments for the same bill had paid too much comes back to it first, as it would
/// have if the payment that is gone had never come. So the order in which news arrive leaves no trace.
///
/// # Errors
/// Only the database's.
pub fn reapply(tx: &Tx<'_>, by: &Acting<'_>, payable: PayableId, fact: &str) -> Result<(), Error> {
    pay_in_order(tx, by, payable, &mut Vec::new(), fact)
}

/// Earlier money was heard of, and what made way for it comes back to the same bills: each as it would have been paid had
/// it come then, the oldest first.
pub(super) fn come_back(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    payables: &[PayableId],
    mut uses: Vec<Claim>,
    fact: &str,
) -> Result<(), Error> {
    uses.retain(|claim| claim.used_of.is_some());
    let mut done: Vec<BillId> = Vec::new();
    for id in payables {
        let Some(bill) = bills::payable(tx, *id)?.map(|payable| payable.bill.id) else { continue };
        if done.contains(&bill) {
            continue;
        }
        for target in bills::payables_of(tx, bill)? {
            pay_in_order(tx, by, target.id, &mut uses, fact)?;
        }
        done.push(bill);
    }
    Ok(())
}

/// Whatever credit was meant for a payable, and these uses of credit, pay it by their days.
fn pay_in_order(tx: &Tx<'_>, by: &Acting<'_>, payable: PayableId, uses: &mut [Claim], fact: &str) -> Result<(), Error> {
    let line = queries::line_of(tx, payable)?;
    let mut meant = Vec::new();
    for one in queries::meant_for(tx, payable)? {
        let pays = |of: &dyn Fn(&PayableId) -> bool, there: &[(PayableId, Cents)]| {
            Cents::total(there.iter().filter(|(id, _)| of(id)).map(|(_, cents)| *cents)).ok_or_else(overflow)
        };
        let there = placed(tx, one.payment)?.bills;
        // No more than was named for it: the rest was meant for something else, or for nothing.
        let of_line = one.for_line.checked_sub(pays(&|id| line.contains(id), &there)?).ok_or_else(overflow)?;
        let of_this = one.reaches.checked_sub(pays(&|id| *id == payable, &there)?).ok_or_else(overflow)?;
        meant.push(Claim { money: one.payment, on: one.on, used_of: None, most: of_line.min(of_this) });
    }
    let mut in_order: Vec<&mut Claim> = meant.iter_mut().chain(uses).collect();
    in_order.sort_by_key(|claim| claim.on);
    in_order.into_iter().try_for_each(|claim| claim.take(tx, by, payable, fact))
}

impl Claim {
    /// Pays a payable out of the credit that this money is now, as far as both go.
    fn take(&mut self, tx: &Tx<'_>, by: &Acting<'_>, payable: PayableId, fact: &str) -> Result<(), Error> {
        let Some(standing) = bills::standing(tx, payable)?.filter(|standing| standing.payable.ended.is_none()) else {
            return Ok(());
        };
        let credit = match self.used_of {
            Some(debtor) => vec![(debtor, self.most)],
            None => placed(tx, self.money)?.credit,
        };
        for (debtor, cents) in credit {
            let taken = standing.takes(cents.min(self.most).min(available(tx, debtor)?), self.on)?;
            if !taken.is_positive() {
                continue;
            }
            let on = by.business_day(tx)?;
            let fact = format!("{fact}#reapply:{payable}:{}", self.money);
            let mut adjustments = Adjustments::default();
            adjustments.add(&standing, standing.wanted_after(Some((taken, self.on)))?)?;
            adjustments.post_before(tx, by, &fact, on)?;
            let minus = taken.checked_neg().ok_or_else(overflow)?;
            let postings = vec![(Account::Credit(debtor), taken), (Account::Receivable(payable), minus)];
            carry(tx, by, self.money, &fact, on, postings)?;
            adjustments.post_after(tx, by, &fact, on)?;
            self.most = self.most.checked_sub(taken).ok_or_else(overflow)?;
            break;
        }
        Ok(())
    }
}

fn carry(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    money: PaymentId,
    fact: &str,
    on: Date,
    postings: Vec<(Account, Cents)>,
) -> Result<(), Error> {
    let (kind, author) = (EntryKind::Carry, by.author);
    let entry = NewEntry { kind, fact, payment: Some(money), author, on, postings };
    if ledger::post(tx, by.now, entry)?.is_first() { Ok(()) } else { Err(Error::internal("money was moved twice")) }
}
