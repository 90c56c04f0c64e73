//! What waits for a person: found, allocated, undone, put aside. Whoever decides has looked at a version of the entry; if it
//! has changed since, by another person or by a rule, nothing is done.

use super::{
    deciding,
    queries::{self, EntryRow, Sought},
};
use crate::{
    audit, bills,
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting},
};
use dimos_api::{
    pay::{AllocateRequest, EntriesQuery, Entry, Part, Suggestion},
    problem::Code,
};
use dimos_domain::{
    ids::EntryId,
    money::{Cents, EntryEvent, EntryState},
};
use serde_json::json;
use std::collections::BTreeSet;

const MOST_LISTED: u32 = 200;
const LISTED: u32 = 50;
const MOST_PARTS: usize = 20;
/// Characters of a reason.
const LONGEST_REASON: usize = 500;

/// Entries that the query is about.
///
/// # Errors
/// Only the database's.
pub fn list(tx: &Tx<'_>, by: &Acting<'_>, query: &EntriesQuery) -> Result<Vec<Entry>, Error> {
    let text = query.q.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let amount = text.and_then(|text| Cents::typed(text).ok());
    let limit = query.limit.unwrap_or(LISTED).min(MOST_LISTED);
    let rows = queries::list(tx, &Sought { state: query.state, text, amount, limit })?;
    rows.iter().map(|row| show(tx, by, row)).collect()
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
        proposed: row.proposed.clone(),
        reason: row.reason.clone(),
        version: row.version,
    })
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

/// Says what an entry is for. What is left over becomes the debtor's credit. From the city's limit on, the first to say so
/// only proposes it, and another person who says the same decides.
///
/// # Errors
/// `not_found`; `version_conflict` with the entry as it is now; `wrong_state`; `wrong_amount` if more is given out than
/// came; `invalid`; `forbidden` for one's own second signature.
pub fn allocate(tx: &Tx<'_>, by: &Acting<'_>, id: EntryId, request: &AllocateRequest) -> Result<Entry, Error> {
    let mut row = looked_at(tx, by, id, request.version)?;
    let state = after(&row, EntryEvent::ClerkAllocated)?;
    if !row.amount.is_positive() {
        return Err(Error::new(Code::WrongState).because("entry-debit"));
    }
    check_parts(tx, &row, &request.parts)?;
    let actor = by.actor();
    if row.amount >= by.payments()?.second_signature_from {
        match &row.proposed_by {
            Some(first) if *first == actor && row.proposed == request.parts => {
                return Err(Error::new(Code::Forbidden).because("second-signature"));
            }
            Some(first) if *first != actor && row.proposed == request.parts => {}
            _ => return propose(tx, by, row, request),
        }
    }
    let parts: Vec<_> = request.parts.iter().map(|part| (part.payable, part.amount)).collect();
    deciding::allocate(tx, by, &mut row, &parts)?;
    row.state = state;
    row.reason = None;
    row.decided_by = Some(actor);
    row.proposed = Vec::new();
    queries::put_suggestions(tx, id, &[])?;
    done(tx, by, row, "entry_allocated")
}

fn propose(tx: &Tx<'_>, by: &Acting<'_>, mut row: EntryRow, request: &AllocateRequest) -> Result<Entry, Error> {
    row.proposed.clone_from(&request.parts);
    row.proposed_by = Some(by.actor());
    row.decided_by = None;
    done(tx, by, row, "entry_proposed")
}

/// Undoes what was decided on an entry: its money is unmatched again, and rules leave it alone from then on. The receipt
/// stays, of a payment that was reversed.
///
/// # Errors
/// `not_found`; `version_conflict`; `wrong_state` for what cannot be undone.
pub fn undo(tx: &Tx<'_>, by: &Acting<'_>, id: EntryId, version: i64) -> Result<Entry, Error> {
    let mut row = looked_at(tx, by, id, version)?;
    let state = after(&row, EntryEvent::ClerkUndid)?;
    if row.state != EntryState::Ignored {
        deciding::take_apart(tx, by, &mut row)?;
    } else if row.original.is_some() || row.reason.as_deref() == Some("returned") {
        return Err(Error::new(Code::WrongState).because("entry-not-undoable"));
    }
    row.state = state;
    decided(&mut row, by, None);
    done(tx, by, row, "entry_undone")
}

/// Puts an entry aside: it is none of the citizens' money.
///
/// # Errors
/// `not_found`; `version_conflict`; `wrong_state`; `bad_text` without a reason.
pub fn ignore(tx: &Tx<'_>, by: &Acting<'_>, id: EntryId, version: i64, reason: &str) -> Result<Entry, Error> {
    let mut row = looked_at(tx, by, id, version)?;
    row.state = after(&row, EntryEvent::ClerkIgnored)?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(Error::new(Code::BadText).because("reason").field("/reason"));
    }
    decided(&mut row, by, Some(reason.to_owned()));
    queries::put_suggestions(tx, id, &[])?;
    done(tx, by, row, "entry_ignored")
}

pub(super) fn decided(row: &mut EntryRow, by: &Acting<'_>, reason: Option<String>) {
    row.reason = reason;
    row.proposed = Vec::new();
    row.proposed_by = None;
    row.decided_by = Some(by.actor());
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

fn check_parts(tx: &Tx<'_>, row: &EntryRow, parts: &[Part]) -> Result<(), Error> {
    let distinct: BTreeSet<_> = parts.iter().map(|part| part.payable).collect();
    if parts.is_empty() || parts.len() > MOST_PARTS || distinct.len() != parts.len() {
        return Err(Error::new(Code::Invalid).because("parts").arg("max", MOST_PARTS).field("/parts"));
    }
    if parts.iter().any(|part| !part.amount.is_positive()) {
        return Err(Error::new(Code::Invalid).because("amount").field("/parts"));
    }
    let total = Cents::total(parts.iter().map(|part| part.amount));
    if total.is_none_or(|total| total > row.amount) {
        return Err(Error::new(Code::WrongAmount).because("entry").field("/parts"));
    }
    for part in parts {
        bills::payable(tx, part.payable)?
            .ok_or_else(|| Error::new(Code::NotFound).because("payable").field("/parts"))?;
    }
    Ok(())
}
