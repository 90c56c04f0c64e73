//! How a bill ends other than by being paid: another one takes its place, or the city asks for it no more. Both are entries
//! in the journal; nothing that was issued is changed.

use super::{
    issue::{self, check_lines},
    queries::{self, BillRow, Origin},
    reminders,
    standing::{Adjustments, Paid, Standing, Wanted},
};
use crate::{
    audit,
    db::Tx,
    error::Error,
    extract::client_made,
    ledger::{self, Account, Acting, EntryKind, NewEntry},
};
use dimos_api::{
    pay::{AmendRequest, ReasonRequest},
    problem::Code,
};
use dimos_domain::{ids::*, money::Cents};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// Characters of a reason that somebody gives for the record.
pub(crate) const MOST_REASON_CHARS: usize = 500;
const NO_ADJUSTMENT: Wanted = Wanted { surcharge: Cents::ZERO, discount: Cents::ZERO };

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}

/// Puts another bill in a bill's place. What was paid goes with it, payment by payment; what is too much becomes credit.
///
/// # Errors
/// `not_found`, `not_payable` if it has ended, `invalid` for lines that do not fit, `key_reused` for an id that is taken.
pub fn amend(tx: &Tx<'_>, by: &Acting<'_>, id: BillId, request: &AmendRequest) -> Result<BillId, Error> {
    let old = open_bill(tx, id)?;
    let reason = reason(&request.reason)?;
    if queries::bill(tx, request.id)?.is_some() {
        return Err(Error::new(Code::KeyReused).because("bill").field("/id"));
    }
    client_made(request.id.0, "/id")?;
    let amount = check_lines(by, &request.lines)?;
    let on = by.business_day(tx)?;
    let standings = standings(tx, id)?;
    queries::end_bill(tx, id, "superseded", reason)?;
    reminders::drop_for(tx, by, id)?;
    let new = BillRow { id: request.id, number: issue::number(tx, by)?, amount, ended: None, ..old.clone() };
    let content: [u8; 32] = Sha256::digest(serde_json::to_vec(&request.lines)?).into();
    let origin = Origin { key: None, content: &content, supersedes: Some(id) };
    let whole = issue::write(tx, by, &new, &origin, &request.lines, on)?;
    // By their days, whichever instalment they paid: a discount is for who paid first.
    let mut paid: Vec<_> = standings.iter().flat_map(|of| of.paid.iter().map(move |paid| (of, paid))).collect();
    paid.sort_by_key(|(_, paid)| paid.on);
    paid.into_iter().try_for_each(|(of, paid)| carry(tx, by, on, of, paid, whole.id))?;
    settle(tx, by, on, &old, &standings)?;
    queries::show_successor(tx, id, new.id, by.now)?;
    note(tx, by, "bill_amended", id, Some(&new.id.to_string()))?;
    Ok(new.id)
}

/// Asks for a bill no more. Only while nothing was paid for it.
///
/// # Errors
/// `not_found`, `not_payable` if it has ended or something was paid.
pub fn cancel(tx: &Tx<'_>, by: &Acting<'_>, id: BillId, request: &ReasonRequest) -> Result<(), Error> {
    let old = open_bill(tx, id)?;
    let reason = reason(&request.reason)?;
    let standings = standings(tx, id)?;
    if standings.iter().any(|standing| !standing.paid.is_empty()) {
        return Err(Error::new(Code::NotPayable).because("paid-already"));
    }
    queries::end_bill(tx, id, "cancelled", reason)?;
    reminders::drop_for(tx, by, id)?;
    settle(tx, by, by.business_day(tx)?, &old, &standings)?;
    note(tx, by, "bill_cancelled", id, None)
}

/// A bill that may still be amended, cancelled or put into a plan.
pub(super) fn open_bill(tx: &Tx<'_>, id: BillId) -> Result<BillRow, Error> {
    let bill = queries::bill(tx, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
    if bill.ended.is_none() { Ok(bill) } else { Err(Error::new(Code::NotPayable)) }
}

fn standings(tx: &Tx<'_>, id: BillId) -> Result<Vec<Standing>, Error> {
    queries::payables_of(tx, id)?.into_iter().map(|row| Standing::of(tx, row)).collect()
}

/// What one payment paid of the old bill pays the new one; the rest is its debtor's credit.
fn carry(tx: &Tx<'_>, by: &Acting<'_>, on: Date, old: &Standing, paid: &Paid, new: PayableId) -> Result<(), Error> {
    let Some(target) = super::standing(tx, new)? else { return Err(Error::internal("a new bill is gone")) };
    let taken = target.takes(paid.cents, paid.on)?;
    let rest = paid.cents.checked_sub(taken).ok_or_else(overflow)?;
    let mut adjustments = Adjustments::default();
    let more = taken.is_positive().then_some((taken, paid.on));
    adjustments.add(&target, target.wanted_after(more)?)?;
    let fact = format!("carry:{}:{new}:{}", old.payable.id, paid.payment);
    let credit = |cents: Cents| cents.checked_neg().ok_or_else(overflow);
    let postings = vec![
        (Account::Receivable(old.payable.id), paid.cents),
        (Account::Receivable(new), credit(taken)?),
        (Account::Credit(old.payable.bill.debtor), credit(rest)?),
    ];
    adjustments.post_before(tx, by, &fact, on)?;
    let entry =
        NewEntry { kind: EntryKind::Carry, fact: &fact, payment: Some(paid.payment), author: by.author, on, postings };
    ledger::post(tx, by.now, entry)?;
    adjustments.post_after(tx, by, &fact, on)
}

/// Takes a bill out of the books: its surcharges and discounts, its plan, and itself.
fn settle(tx: &Tx<'_>, by: &Acting<'_>, on: Date, bill: &BillRow, was: &[Standing]) -> Result<(), Error> {
    let fact = format!("end:{}", bill.id);
    let mut adjustments = Adjustments::default();
    for standing in was {
        adjustments.add(standing, NO_ADJUSTMENT)?;
    }
    adjustments.post_before(tx, by, &fact, on)?;
    adjustments.post_after(tx, by, &fact, on)?;
    for (what, of) in [("plan", format!("plan:{}", bill.id)), ("bill", issue::fact(bill.id))] {
        if let Some(entry) = ledger::find(tx, &of)? {
            ledger::reverse(tx, by.now, entry, &format!("{fact}:{what}"), by.author, on)?;
        }
    }
    Ok(())
}

/// Why somebody did something, as it goes on the record: visible, on one line, not too long.
///
/// # Errors
/// `bad_text`.
pub(crate) fn reason(text: &str) -> Result<&str, Error> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::new(Code::BadText).because("reason").field("/reason")),
        count if count > MOST_REASON_CHARS => {
            Err(Error::new(Code::BadText).because("too-long").arg("max", MOST_REASON_CHARS).field("/reason"))
        }
        _ if !issue::is_one_visible_line(text) => Err(Error::new(Code::BadText).because("control").field("/reason")),
        _ => Ok(text),
    }
}

pub(super) fn note(tx: &Tx<'_>, by: &Acting<'_>, kind: &str, bill: BillId, detail: Option<&str>) -> Result<(), Error> {
    let actor = by.author.actor();
    audit::note(tx, by.now, &audit::Entry { kind, actor: actor.as_deref(), subject: &bill.to_string(), detail })
}
