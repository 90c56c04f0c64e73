//! What a decision does to an entry's money: it leaves the unmatched for where it belongs, in one journal entry whose mirror
//! image undoes it.

use super::queries::EntryRow;
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind, NewEntry},
};
use dimos_domain::money::Cents;

/// Moves an entry's money out of the unmatched: `to` is what it is instead, and sums up to its amount taken negative.
pub(super) fn book(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &EntryRow,
    kind: EntryKind,
    to: Vec<(Account, Cents)>,
) -> Result<(), Error> {
    let fact = format!("{}:{}:{}", kind.as_str(), row.id, row.version);
    book_as(tx, by, row, (kind, &fact), to)
}

/// The same, of a fact that has a name outside.
pub(super) fn book_as(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &EntryRow,
    (kind, fact): (EntryKind, &str),
    to: Vec<(Account, Cents)>,
) -> Result<(), Error> {
    let mut postings = vec![(Account::Unmatched(row.id), row.amount)];
    postings.extend(to);
    let (author, on) = (by.author, by.business_day(tx)?);
    ledger::post(tx, by.now, NewEntry { kind, fact, payment: None, author, on, postings })?;
    Ok(())
}

/// The bank took it for itself, or gave such back.
pub(super) fn charge(tx: &Tx<'_>, by: &Acting<'_>, row: &EntryRow) -> Result<(), Error> {
    book(tx, by, row, EntryKind::Charge, vec![(Account::Charges(row.iban.clone()), against(row)?)])
}

/// Other books of the city account for it.
pub(super) fn put_aside(tx: &Tx<'_>, by: &Acting<'_>, row: &EntryRow) -> Result<(), Error> {
    book(tx, by, row, EntryKind::Aside, vec![(Account::Outside, against(row)?)])
}

fn against(row: &EntryRow) -> Result<Cents, Error> {
    row.amount.checked_neg().ok_or_else(|| Error::internal("an amount is beyond counting"))
}
