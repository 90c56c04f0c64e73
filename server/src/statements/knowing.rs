//! What we know of a movement: everything that [`super::matching`] decides by, looked up.

use super::{
    matching::{Known, Movement, Named, NamedStanding, OfPayer, meant},
    payouts,
    queries::{self, EntryRow},
};
use crate::{
    bills::{self, Standing},
    db::Tx,
    error::Error,
    ledger::Acting,
    payments, refunds,
};
use dimos_domain::{
    ids::{EntryId, PayableId},
    money::{Ended, EntryState, PaymentState, RfReference},
};
use jiff::civil::Date;

/// References looked up in one entry: more are no payer's.
const MOST_REFERENCES: usize = 20;
/// Words of a text that are looked up as a bill's number.
const MOST_NUMBERS: usize = 20;
/// A bill's number is this long at least: `2026-000001`.
const SHORTEST_NUMBER: usize = 11;

/// Everything known of an entry.
pub(super) fn look_up(tx: &Tx<'_>, by: &Acting<'_>, row: &EntryRow, movement: &Movement<'_>) -> Result<Known, Error> {
    let mut known = Known { refund: refunds::at_the_bank(tx, &row.end_to_end)?, ..Known::default() };
    if known.refund.is_some() && row.amount.is_positive() {
        return Ok(known);
    }
    if row.amount.is_negative() {
        let originals = if movement.is_return { queries::originals(tx, row)? } else { Vec::new() };
        for original in originals {
            if is_whole(tx, original)? {
                known.originals.push(original);
            }
        }
        return Ok(known);
    }
    known.payout = payouts::look(tx, by, row)?;
    if known.payout.is_some() {
        return Ok(known);
    }
    let on = row.paid_on(by.today());
    for rf in row.references.iter().take(MOST_REFERENCES) {
        if let Some(named) = named(tx, rf, on)?.filter(|named| !known.named.contains(named)) {
            known.named.push(named);
        }
    }
    if known.named.is_empty() {
        for rf in meant(movement) {
            known
                .mistyped
                .extend(named(tx, &rf, on)?.filter(|one| one.standing == NamedStanding::Open).map(|one| one.payable));
        }
    }
    for number in numbers(&row.payer.text) {
        for payable in queries::by_bill_number(tx, number)? {
            known.by_number.extend(open(tx, payable, on)?.map(|one| one.payable));
        }
    }
    if known.named.is_empty() && !row.payer.iban.is_empty() {
        for payable in queries::of_payer(tx, &row.payer.iban)? {
            known.of_payer.extend(open(tx, payable, on)?);
        }
    }
    Ok(known)
}

/// Whether an entry's money is still where it was put: not given back already, in whole or in part.
fn is_whole(tx: &Tx<'_>, original: EntryId) -> Result<bool, Error> {
    let Some(row) = queries::entry(tx, original)? else { return Ok(false) };
    // What it was found to be without being a payment, a person takes apart first.
    let Some(id) = row.payment else { return Ok(row.state.is_in_queue() || row.state == EntryState::Ignored) };
    let stands = payments::payment(tx, id)?.is_some_and(|payment| payment.state != PaymentState::Reversed);
    Ok(stands && refunds::held_of(tx, id)?.is_zero())
}

/// The payable of a reference and how it stands, if it is one of ours.
fn named(tx: &Tx<'_>, rf: &RfReference, on: Date) -> Result<Option<Named>, Error> {
    let Some(payable) = bills::payable_by_rf(tx, rf)? else { return Ok(None) };
    let (id, ended) = (payable.id, payable.ended);
    let mut first_open = None;
    for target in bills::targets(tx, &payable)? {
        let expected = Standing::of(tx, target.clone())?.expected(on)?;
        if expected.total.is_positive() {
            first_open = Some(target.id);
            break;
        }
    }
    let standing = match (ended, first_open) {
        (None | Some(Ended::InPlan), Some(_)) => NamedStanding::Open,
        (None | Some(Ended::InPlan), None) => NamedStanding::Paid,
        (Some(Ended::Superseded), next) => NamedStanding::Superseded(next),
        (Some(Ended::Cancelled), _) => NamedStanding::Cancelled,
    };
    Ok(Some(Named { payable: id, standing }))
}

/// What is expected for a payable, if anything is.
fn open(tx: &Tx<'_>, payable: PayableId, on: Date) -> Result<Option<OfPayer>, Error> {
    let Some(standing) = bills::standing(tx, payable)? else { return Ok(None) };
    let expected = standing.expected(on)?.total;
    Ok(expected.is_positive().then_some(OfPayer { payable, expected }))
}

/// What in a text may be a bill's number: `2026-000001`.
fn numbers(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '-')).map(|word| word.trim_matches('-'));
    words.filter(|word| word.len() >= SHORTEST_NUMBER && word.contains('-')).take(MOST_NUMBERS).collect()
}
