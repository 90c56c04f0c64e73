//! Transfers that the payee's bank sent back: found on the statement by a person. The refund is over, what it had taken is
//! paid again, and can be asked back anew, to another account.

use super::{
    money::{come_back, stay_away},
    queries::{self, RefundRow},
    refundable,
};
use crate::{audit, db::Tx, error::Error, ledger::Acting, payments};
use dimos_api::problem::Code;
use dimos_domain::{
    ids::{EntryId, RefundId},
    money::{Cents, PaymentState, RefundEvent},
};

fn wrong(reason: &'static str) -> Error {
    Error::new(Code::WrongState).because(reason)
}

/// The refund whose money came back as so much, if it can be that.
///
/// # Errors
/// `not_found`; `wrong_state` if it never left by transfer, or came back before; `wrong_amount` for another amount.
pub fn can_have_returned(tx: &Tx<'_>, id: RefundId, amount: Cents) -> Result<RefundRow, Error> {
    let missing = || Error::new(Code::NotFound).because("refund").field("/refund");
    let row = queries::refund(tx, id)?.ok_or_else(missing)?;
    if row.by_provider || row.state.after(RefundEvent::StatementShowsReturn).is_none() {
        return Err(wrong("refund-not-left").field("/refund"));
    }
    if row.amount != amount {
        return Err(Error::new(Code::WrongAmount).because("returned").field("/refund"));
    }
    Ok(row)
}

/// Its money came back, as this version of this entry.
///
/// # Errors
/// Only the database's.
pub fn returned(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    mut row: RefundRow,
    (entry, version): (EntryId, i64),
) -> Result<(), Error> {
    row.state = row.state.after(RefundEvent::StatementShowsReturn).ok_or_else(|| wrong("refund-not-left"))?;
    row.failure = Some("returned".to_owned());
    come_back(tx, by, &row, (entry, version))?;
    queries::update(tx, &row)?;
    note(tx, by, &row, "refund_returned")
}

/// The entry was other money: the refund counts as given again, if what it had taken is still there.
///
/// # Errors
/// `wrong_state` if it is not.
pub fn not_returned(tx: &Tx<'_>, by: &Acting<'_>, id: RefundId, (entry, version): (EntryId, i64)) -> Result<(), Error> {
    let mut row = queries::refund(tx, id)?.ok_or_else(|| Error::internal("a refund is gone"))?;
    row.state = row.state.after(RefundEvent::ReturnUndone).ok_or_else(|| wrong("entry-not-undoable"))?;
    let payment = payments::payment(tx, row.payment)?.ok_or_else(|| Error::internal("a payment is gone"))?;
    let is_there = payment.state != PaymentState::Reversed && refundable(tx, payment.id)? >= row.amount;
    let is_asked_for =
        queries::asked_or_given_of(tx, payment.id)?.checked_add(row.amount).is_none_or(|all| all > payment.amount);
    if !is_there || is_asked_for || queries::is_disputed(tx, payment.id)? {
        return Err(wrong("entry-given-back"));
    }
    row.failure = None;
    stay_away(tx, by, &row, (entry, version))?;
    queries::update(tx, &row)?;
    note(tx, by, &row, "refund_not_returned")
}

fn note(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow, kind: &str) -> Result<(), Error> {
    let (actor, subject, detail) = (by.actor(), row.id.to_string(), row.payment.to_string());
    audit::note(tx, by.now, &audit::Entry { kind, actor: Some(&actor), subject: &subject, detail: Some(&detail) })
}
