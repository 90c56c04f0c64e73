//! What was decided on an entry, taken apart: its money is unmatched again. What has meanwhile been given away, or was
//! never a decision, is not.

use super::{
    payouts,
    queries::{self, EntryRow},
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind, EntryNo},
    payments::{self, Reversed},
    refunds,
};
use dimos_api::problem::Code;
use dimos_domain::{ids::PaymentId, money::PaymentEvent};

/// Takes apart what was decided.
///
/// # Errors
/// `wrong_state` for what cannot be undone.
pub(super) fn take_apart(tx: &Tx<'_>, by: &Acting<'_>, row: &mut EntryRow) -> Result<(), Error> {
    if row.original.is_some() || queries::is_given_back(tx, row.id)? {
        return Err(stuck());
    }
    if let Some(id) = row.payment {
        return take_payment_apart(tx, by, row, id);
    }
    let account = Account::Unmatched(row.id);
    let entry = ledger::last_standing(tx, &account)?.ok_or_else(|| Error::internal("an entry was never booked"))?;
    match entry.kind {
        // Put aside by a server that did not book it.
        EntryKind::Statement => Ok(()),
        EntryKind::Charge | EntryKind::Aside => reverse(tx, by, row, entry.no),
        EntryKind::Payout => {
            reverse(tx, by, row, entry.no)?;
            payouts::forget(tx, row)
        }
        EntryKind::Deposit => {
            reverse(tx, by, row, entry.no)?;
            for (account, _) in entry.postings {
                if let Account::Cash(desk) = account {
                    payments::settle_desk(tx, &desk)?;
                }
            }
            Ok(())
        }
        EntryKind::RefundDone if row.amount.is_positive() => {
            let refund = entry.postings.iter().find_map(|(account, _)| match account {
                Account::RefundPayable(refund) => Some(*refund),
                _ => None,
            });
            refunds::not_returned(tx, by, refund.ok_or_else(stuck)?, (row.id, row.version))
        }
        _ => Err(stuck()),
    }
}

/// A match is undone. The receipt stays, of a payment that was reversed.
fn take_payment_apart(tx: &Tx<'_>, by: &Acting<'_>, row: &mut EntryRow, id: PaymentId) -> Result<(), Error> {
    if !row.amount.is_positive() {
        return Err(stuck());
    }
    let payment = payments::payment(tx, id)?.ok_or_else(|| Error::internal("a payment is gone"))?;
    if refunds::held_of(tx, id)?.is_positive() {
        return Err(Error::new(Code::WrongState).because("entry-given-back"));
    }
    let fact = fact(row);
    match payments::reverse_payment(tx, by, &payment, PaymentEvent::ClerkUndid, &fact, Account::Unmatched(row.id))? {
        Reversed::Now => row.payment = None,
        Reversed::WithLoss(_) | Reversed::Before => return Err(stuck()),
    }
    Ok(())
}

fn reverse(tx: &Tx<'_>, by: &Acting<'_>, row: &EntryRow, entry: EntryNo) -> Result<(), Error> {
    ledger::reverse(tx, by.now, entry, &fact(row), by.author, by.business_day(tx)?)?;
    Ok(())
}

fn fact(row: &EntryRow) -> String {
    format!("undo:{}:{}", row.id, row.version)
}

fn stuck() -> Error {
    Error::new(Code::WrongState).because("entry-not-undoable")
}
