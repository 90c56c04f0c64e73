//! What waits for a person: found, shown, undone; what a person says of it is in [`super::decisions`]. Whoever decides has
//! looked at a version of the entry; if it has changed since, by another person or by a rule, nothing is done.

use super::{
    queries::{self, EntryRow, Sought},
    undoing,
};
use crate::{
    audit, bills,
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting},
    listing::{Page, Wanted},
    refunds,
};
use dimos_api::{
    pay::{EntriesQuery, Entry, Part, Suggestion},
    problem::Code,
};
use dimos_domain::{
    ids::{EntryId, RefundId},
    money::{Cents, EntryEvent, EntryState},
};
use serde_json::json;

/// Entries that the query is about.
pub(super) fn list(tx: &Tx<'_>, by: &Acting<'_>, query: &EntriesQuery) -> Result<Page<Entry>, Error> {
    let text = query.q.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let amount = text.and_then(|text| Cents::typed(text).ok());
    let known = "SELECT 1 FROM statement_entries WHERE id = ?1";
    let wanted = Wanted::of(tx, query.limit, query.after.as_deref(), known)?;
    queries::list(tx, &Sought { state: query.state, text, amount }, &wanted)?.each(|row| show(tx, by, &row))
}

/// An entry as the staff sees it.
///
/// # Errors
/// Only the database's.
pub fn show(tx: &Tx<'_>, by: &Acting<'_>, row: &EntryRow) -> Result<Entry, Error> {
    let mut suggestions = Vec::new();
    if row.state.is_in_queue() {
        for (payable, reasons) in queries::suggestions(tx, row.id)? {
            let Some(standing) = bills::standing(tx, payable)? else { continue };
            let expected = standing.expected(row.paid_on(by.today()))?.total;
            suggestions.push(Suggestion { payable, rf: standing.payable.rf, expected, reasons });
        }
    }
    Ok(Entry {
        id: row.id,
        state: row.state,
        booked_on: row.booked_on,
        amount: row.amount,
        payer: row.payer.name.clone(),
        text: row.payer.text.clone(),
        bank_reference: row.bank_reference.clone(),
        suggestions,
        allocations: allocations(tx, row)?,
        returned: returned(tx, row)?,
        proposed: row.proposed.clone(),
        reason: row.reason.clone(),
        version: row.version,
    })
}

/// The refunds whose money an entry may be, come back: the one that it names; else, if the bank says that it was sent
/// back, those of the same amount.
fn returned(tx: &Tx<'_>, row: &EntryRow) -> Result<Vec<RefundId>, Error> {
    if !row.state.is_in_queue() || !row.amount.is_positive() {
        return Ok(Vec::new());
    }
    if let Some((refund, ..)) = refunds::at_the_bank(tx, &row.end_to_end)? {
        return Ok(vec![refund]);
    }
    if row.is_a_return() { refunds::that_left(tx, row.amount) } else { Ok(Vec::new()) }
}

/// What an entry's money pays now.
fn allocations(tx: &Tx<'_>, row: &EntryRow) -> Result<Vec<Part>, Error> {
    let Some(payment) = row.payment.filter(|_| row.amount.is_positive()) else { return Ok(Vec::new()) };
    let mut parts: Vec<Part> = Vec::new();
    for entry in ledger::standing_of_payment(tx, payment)? {
        for (account, cents) in entry.postings {
            let Account::Receivable(payable) = account else { continue };
            let overflow = || Error::internal("an amount is beyond counting");
            let paid = cents.checked_neg().ok_or_else(overflow)?;
            match parts.iter_mut().find(|part| part.payable == payable) {
                Some(part) => part.amount = part.amount.checked_add(paid).ok_or_else(overflow)?,
                None => parts.push(Part { payable, amount: paid }),
            }
        }
    }
    parts.retain(|part| part.amount.is_positive());
    Ok(parts)
}

/// Undoes what was decided on an entry: its money is unmatched again, and rules leave it alone from then on.
///
/// # Errors
/// `not_found`; `version_conflict`; `wrong_state` for what cannot be undone.
pub fn undo(tx: &Tx<'_>, by: &Acting<'_>, id: EntryId, version: i64) -> Result<Entry, Error> {
    let mut row = looked_at(tx, by, id, version)?;
    let state = after(&row, EntryEvent::ClerkUndid)?;
    undoing::take_apart(tx, by, &mut row)?;
    row.state = state;
    row.reason = None;
    row.proposed = None;
    row.proposed_by = None;
    row.decided_by = Some(by.actor());
    done(tx, by, row, "entry_undone")
}

pub(super) fn done(tx: &Tx<'_>, by: &Acting<'_>, mut row: EntryRow, kind: &str) -> Result<Entry, Error> {
    queries::update(tx, &mut row)?;
    let (actor, subject) = (by.actor(), row.id.to_string());
    audit::note(
        tx,
        by.now,
        &audit::Entry { kind, actor: Some(&actor), subject: &subject, detail: row.reason.as_deref() },
    )?;
    show(tx, by, &row)
}

/// The entry, if it is still the one that was looked at.
pub(super) fn looked_at(tx: &Tx<'_>, by: &Acting<'_>, id: EntryId, version: i64) -> Result<EntryRow, Error> {
    let row = queries::entry(tx, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
    if row.version == version {
        return Ok(row);
    }
    Err(Error::new(Code::VersionConflict).with_extra(json!({ "entry": show(tx, by, &row)? })))
}

pub(super) fn after(row: &EntryRow, event: EntryEvent) -> Result<EntryState, Error> {
    row.state.after(event).ok_or_else(|| Error::new(Code::WrongState).because("entry"))
}
