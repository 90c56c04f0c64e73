//! What a person says that an entry is. One way for all of it: the entry is the one that was looked at, what is said can be
//! so, from the city's limit on two persons say the same, and then it is booked.

use super::{
    booking, deciding,
    matching::PayoutFound,
    payouts,
    queries::{self, EntryRow},
    queue,
};
use crate::{
    bills,
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, Desk, EntryKind},
    payments,
    refunds::{self, RefundRow},
};
use dimos_api::{
    pay::{DeskPart, Entry, EntryAct},
    problem::Code,
};
use dimos_domain::{
    ids::{EntryId, PayableId},
    money::{Cents, EntryEvent},
};
use std::collections::BTreeSet;

/// Desks of one deposit.
pub(crate) const MOST_DESKS: usize = 20;

/// What was said, and can be so.
enum Sound {
    Allocation(Vec<(PayableId, Cents)>),
    Payout(PayoutFound),
    Returned(Box<RefundRow>),
    Deposit(Vec<(Desk, Cents)>),
    Charge,
    Aside(String),
}

/// Says what an entry is. From the city's limit on, the first to say so only proposes it, and another person who says the
/// same decides.
///
/// # Errors
/// `not_found`; `version_conflict` with the entry as it is now; `wrong_state`; `wrong_amount` if the amounts cannot be so;
/// `invalid`; `bad_text` without a reason; `forbidden` for one's own second signature.
pub fn decide(tx: &Tx<'_>, by: &Acting<'_>, id: EntryId, version: i64, act: &EntryAct) -> Result<Entry, Error> {
    let mut row = queue::looked_at(tx, by, id, version)?;
    let (event, kind) = match act {
        EntryAct::Ignore { .. } => (EntryEvent::ClerkIgnored, "entry_ignored"),
        EntryAct::Payout { .. } => (EntryEvent::ClerkAllocated, "entry_paid_out"),
        EntryAct::ReturnedRefund { .. } => (EntryEvent::ClerkAllocated, "entry_refund_returned"),
        EntryAct::Deposit { .. } => (EntryEvent::ClerkAllocated, "entry_deposited"),
        EntryAct::Charge {} => (EntryEvent::ClerkAllocated, "entry_charged"),
        EntryAct::Allocate { .. } => (EntryEvent::ClerkAllocated, "entry_allocated"),
    };
    let state = queue::after(&row, event)?;
    let sound = check(tx, &row, act)?;
    if !is_signed(by, &mut row, act)? {
        row.proposed = Some(act.clone());
        row.proposed_by = Some(by.actor());
        row.decided_by = None;
        return queue::done(tx, by, row, "entry_proposed");
    }
    row.reason = None;
    carry_out(tx, by, &mut row, sound)?;
    row.state = state;
    row.proposed = None;
    row.decided_by = Some(by.actor());
    queries::put_suggestions(tx, id, &[])?;
    queue::done(tx, by, row, kind)
}

/// Whether enough persons say so: one below the city's limit, two from there on.
fn is_signed(by: &Acting<'_>, row: &mut EntryRow, act: &EntryAct) -> Result<bool, Error> {
    let much = row.amount.max(row.amount.checked_neg().ok_or_else(overflow)?);
    if !by.payments()?.needs_second_signature(much) {
        row.proposed_by = None;
        return Ok(true);
    }
    let is_proposed = row.proposed.as_ref().is_some_and(|proposed| is_the_same(proposed, act));
    let Some(first) = row.proposed_by.as_ref().filter(|_| is_proposed) else { return Ok(false) };
    if *first == by.actor() {
        return Err(Error::new(Code::Forbidden).because("second-signature"));
    }
    Ok(true)
}

/// Whether two persons say the same; each may give a reason in words of their own.
fn is_the_same(one: &EntryAct, other: &EntryAct) -> bool {
    matches!((one, other), (EntryAct::Ignore { .. }, EntryAct::Ignore { .. })) || one == other
}

fn check(tx: &Tx<'_>, row: &EntryRow, act: &EntryAct) -> Result<Sound, Error> {
    let goes_either_way = matches!(act, EntryAct::Charge {} | EntryAct::Ignore { .. });
    if !goes_either_way && !row.amount.is_positive() {
        return Err(Error::new(Code::WrongState).because("entry-debit"));
    }
    Ok(match act {
        EntryAct::Allocate { parts } => {
            let total = bills::check_parts(parts)?;
            if parts.iter().any(|part| !part.amount.is_positive()) {
                return Err(Error::new(Code::Invalid).because("amount").field("/parts"));
            }
            if total > row.amount {
                return Err(Error::new(Code::WrongAmount).because("entry").field("/parts"));
            }
            for part in parts {
                bills::payable(tx, part.payable)?
                    .ok_or_else(|| Error::new(Code::NotFound).because("payable").field("/parts"))?;
            }
            Sound::Allocation(parts.iter().map(|part| (part.payable, part.amount)).collect())
        }
        EntryAct::Payout { provider, reference, gross } => {
            Sound::Payout(payouts::as_said(tx, row, (provider, reference), *gross)?)
        }
        EntryAct::ReturnedRefund { refund } => {
            Sound::Returned(Box::new(refunds::can_have_returned(tx, *refund, row.amount)?))
        }
        EntryAct::Deposit { desks } => Sound::Deposit(check_desks(tx, row, desks)?),
        EntryAct::Charge {} => Sound::Charge,
        EntryAct::Ignore { reason } => Sound::Aside(bills::reason(reason)?.to_owned()),
    })
}

/// Desks, each named once, that hold as much as is said, in all what came.
fn check_desks(tx: &Tx<'_>, row: &EntryRow, desks: &[DeskPart]) -> Result<Vec<(Desk, Cents)>, Error> {
    let distinct: BTreeSet<_> = desks.iter().map(|part| &part.desk).collect();
    if desks.is_empty() || desks.len() > MOST_DESKS || distinct.len() != desks.len() {
        return Err(Error::new(Code::Invalid).because("desks").arg("max", MOST_DESKS).field("/desks"));
    }
    if desks.iter().any(|part| !part.amount.is_positive()) {
        return Err(Error::new(Code::Invalid).because("amount").field("/desks"));
    }
    if Cents::total(desks.iter().map(|part| part.amount)) != Some(row.amount) {
        return Err(Error::new(Code::WrongAmount).because("deposit").field("/desks"));
    }
    for part in desks {
        if ledger::balance(tx, &Account::Cash(part.desk.clone()))? < part.amount {
            return Err(Error::new(Code::WrongAmount).because("desk-held").field("/desks"));
        }
    }
    Ok(desks.iter().map(|part| (part.desk.clone(), part.amount)).collect())
}

fn carry_out(tx: &Tx<'_>, by: &Acting<'_>, row: &mut EntryRow, sound: Sound) -> Result<(), Error> {
    match sound {
        Sound::Allocation(parts) => deciding::allocate(tx, by, row, &parts),
        Sound::Payout(payout) => payouts::pay_out(tx, by, row, &payout),
        Sound::Returned(refund) => refunds::returned(tx, by, *refund, (row.id, row.version)),
        Sound::Deposit(desks) => {
            let to = desks.iter().map(|(desk, amount)| Some((Account::Cash(desk.clone()), amount.checked_neg()?)));
            let to = to.collect::<Option<_>>().ok_or_else(overflow)?;
            booking::book(tx, by, row, EntryKind::Deposit, to)?;
            desks.iter().try_for_each(|(desk, _)| payments::settle_desk(tx, desk))
        }
        Sound::Charge => booking::charge(tx, by, row),
        Sound::Aside(reason) => {
            row.reason = Some(reason);
            booking::put_aside(tx, by, row)
        }
    }
}

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}
