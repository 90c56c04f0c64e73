//! Decide, then do: what the rules say of an entry is carried out here, in the transaction in which it was decided.

use super::{
    booking, knowing,
    matching::{Decision, Movement, PayoutFound, PayoutLook, decide, proposed},
    payouts,
    queries::{self, EntryRow},
    taking::settle,
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, Author, EntryKind, NewEntry},
    payments::{self, Received, Reversed},
    refunds,
};
use dimos_api::pay::PaidBy;
use dimos_domain::{
    ids::{EntryId, PayableId},
    money::{Cents, EntryEvent, EntryState, PaymentEvent},
};

/// Lets the rules decide on an entry and does what they say. Where nothing changes nothing is written.
pub(super) fn decide_on(tx: &Tx<'_>, by: &Acting<'_>, row: &mut EntryRow) -> Result<(), Error> {
    let by = Acting { author: &Author::Rule, ..*by };
    let words = [&*row.payer.text];
    let movement = movement(row, &words);
    let known = knowing::look_up(tx, &by, row, &movement)?;
    let decision = decide(&movement, &known);
    let proposals = match &decision {
        Decision::Suggest(proposals) => proposals.as_slice(),
        _ => &[],
    };
    queries::put_suggestions(tx, row.id, proposals)?;
    let Some(state) = row.state.after(decision.event()) else { return Ok(()) };
    row.state = state;
    row.reason = None;
    match decision {
        Decision::Match(payable) => allocate(tx, &by, row, &[(payable, row.amount)])?,
        Decision::Payout(payout) => payouts::pay_out(tx, &by, row, &payout)?,
        Decision::Refund(refund) => refunds::left_the_bank(tx, &by, refund, row.id)?,
        Decision::Return(original) => give_back(tx, &by, row, original)?,
        Decision::Suggest(_) => {}
        Decision::Nothing(reason) => {
            row.reason = reason.map(str::to_owned);
            match (reason, &known.payout) {
                (Some("payout_beyond_clearing"), Some(PayoutLook::Told(PayoutFound { provider, .. })))
                | (_, Some(PayoutLook::Unclear(provider))) => payments::ask_about_unpaid(tx, &by, *provider)?,
                _ => {}
            }
        }
        Decision::Charge => booking::charge(tx, &by, row)?,
        Decision::Ignore(reason) => {
            row.reason = Some(reason.to_owned());
            booking::put_aside(tx, &by, row)?;
        }
    }
    queries::update(tx, row)
}

/// Proposes what an entry may be for and decides nothing.
pub(super) fn propose_for(tx: &Tx<'_>, by: &Acting<'_>, row: &EntryRow) -> Result<(), Error> {
    let words = [&*row.payer.text];
    let movement = movement(row, &words);
    let known = knowing::look_up(tx, by, row, &movement)?;
    match proposed(&movement, &known) {
        Decision::Suggest(proposals) => queries::put_suggestions(tx, row.id, &proposals),
        _ => Ok(()),
    }
}

fn movement<'a>(row: &'a EntryRow, words: &'a [&'a str]) -> Movement<'a> {
    Movement {
        amount: row.amount,
        is_return: row.is_a_return(),
        is_charge: is_charge(&row.bank_code),
        references: &row.references,
        words,
    }
}

/// Whether the bank's own code says so: the sub-family of ISO 20022's external codes, `ACMT/MDOP/CHRG`.
fn is_charge(bank_code: &str) -> bool {
    matches!(bank_code.rsplit('/').next(), Some("CHRG" | "COMM" | "FEES"))
}

/// An entry's money becomes a payment for these.
pub(super) fn allocate(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &mut EntryRow,
    parts: &[(PayableId, Cents)],
) -> Result<(), Error> {
    let fact = format!("match:{}:{}", row.id, row.version);
    let received = Received {
        fact: &fact,
        kind: EntryKind::Match,
        id: None,
        source: PaidBy::Bank,
        provider: None,
        from: Account::Unmatched(row.id),
        amount: row.amount,
        on: row.paid_on(by.today()),
        parts,
    };
    row.payment = Some(payments::receive(tx, by, &received)?.payment.id);
    settle(tx, row)
}

/// A transfer came back: what it had paid is owed again; if nobody had matched it yet, both are done with.
fn give_back(tx: &Tx<'_>, by: &Acting<'_>, row: &mut EntryRow, original: EntryId) -> Result<(), Error> {
    let mut of = queries::entry(tx, original)?.ok_or_else(|| Error::internal("an entry is gone"))?;
    row.original = Some(original);
    let fact = format!("return:{}", row.id);
    if let Some(id) = of.payment {
        let payment = payments::payment(tx, id)?.ok_or_else(|| Error::internal("a payment is gone"))?;
        row.payment = Some(id);
        let to = Account::Unmatched(row.id);
        match payments::reverse_payment(tx, by, &payment, PaymentEvent::BankReturned, &fact, to)? {
            Reversed::Now => return Ok(()),
            // The books say so under write-off; a person must know, too.
            Reversed::WithLoss(_) => row.reason = Some("loss".to_owned()),
            Reversed::Before => return Err(Error::internal("a payment was reversed and its entry not")),
        }
        return Ok(());
    }
    // What was put aside has left the unmatched.
    let held = if of.state == EntryState::Ignored { Account::Outside } else { Account::Unmatched(original) };
    let postings = vec![(held, of.amount), (Account::Unmatched(row.id), of.amount.checked_neg().ok_or_else(overflow)?)];
    let (kind, author, on) = (EntryKind::Match, by.author, by.business_day(tx)?);
    ledger::post(tx, by.now, NewEntry { kind, fact: &fact, payment: None, author, on, postings })?;
    if let Some(state) = of.state.after(EntryEvent::ReturnMatched) {
        of.state = state;
    }
    of.reason = Some("returned".to_owned());
    queries::put_suggestions(tx, original, &[])?;
    queries::update(tx, &mut of)
}

/// Looks again at what waits and no clerk has decided on, as more is known now; how many found what they are for.
///
/// # Errors
/// Only the database's.
pub fn match_waiting(tx: &Tx<'_>, by: &Acting<'_>, after: Option<EntryId>, limit: u32) -> Result<Looked, Error> {
    let waiting = queries::undecided(tx, after, limit)?;
    let mut looked = Looked { last: waiting.last().copied(), matched: 0 };
    for id in waiting {
        // Each is read as it stands at its turn: a return that was looked at before it may have taken it back.
        let Some(mut row) = queries::entry(tx, id)?.filter(|row| row.state.is_in_queue()) else { continue };
        decide_on(tx, by, &mut row)?;
        looked.matched += u32::from(!row.state.is_in_queue());
    }
    Ok(looked)
}

/// How far a look at what waits came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looked {
    /// The last entry that was looked at; none if nothing was left.
    pub last: Option<EntryId>,
    /// How many found what they are for.
    pub matched: u32,
}

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}
