//! An entry of a bank file, taken over: known again if it was here before, else kept, posted and decided on. The bank's
//! notification and its statement tell of the same money, which is posted once.

use super::{
    deciding,
    queries::{self, EntryRow, Payer},
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, Author, EntryKind, NewEntry},
    payments,
};
use dimos_bank::camt::{Detail, Direction, EntryStatus, StatementEntry};
use dimos_domain::{
    ids::EntryId,
    money::{Cents, EntryState, Iban, PaymentEvent},
};
use jiff::civil::Date;
use uuid::Uuid;

/// Characters of a text or a name that are kept.
const LONGEST_TEXT: usize = 2_000;

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is new: so many rows found what they are for, so many wait.
    New {
        /// Decided by rule.
        matched: u32,
        /// For a person.
        waiting: u32,
    },
    /// It was here before, by another statement or only by a notification.
    Known {
        /// Whether a statement told of it before.
        by_statement: bool,
    },
    /// It was here before with another amount: nothing was done.
    Contradicts,
    /// A notification without the bank's reference: its statement could not be told from other money. It waits for that.
    WaitsForStatement,
    /// Nothing moved: it is announced, or for information.
    NoMoney,
}

/// One row to be kept: a transaction, or what of an entry no transaction accounts for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece<'a> {
    amount: Cents,
    detail: Option<&'a Detail>,
}

/// Takes an entry over. `statement` is none for a notification's.
pub(super) fn take(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    iban: &Iban,
    statement: Option<i64>,
    entry: &StatementEntry,
) -> Result<Taken, Error> {
    let signed = entry.signed().ok_or_else(overflow)?;
    if entry.status != EntryStatus::Booked || signed.is_zero() {
        return Ok(Taken::NoMoney);
    }
    let known = queries::of_key(tx, iban, entry.dedup.as_str())?;
    if !known.is_empty() {
        let total = Cents::total(known.iter().map(|row| row.amount)).ok_or_else(overflow)?;
        if total != signed {
            return Ok(Taken::Contradicts);
        }
        // Of this very statement they are if its import was broken off and goes on.
        let by_statement = known.iter().any(|row| row.statement.is_some() && row.statement != statement);
        if let Some(statement) = statement {
            let mut only_notified = known.into_iter().filter(|row| row.statement.is_none());
            only_notified.try_for_each(|row| confirm(tx, statement, row))?;
        }
        return Ok(Taken::Known { by_statement });
    }
    if statement.is_none() && entry.dedup.as_str().starts_with("pos|") {
        return Ok(Taken::WaitsForStatement);
    }
    let (mut matched, mut waiting) = (0, 0);
    for (number, piece) in pieces(entry)?.iter().enumerate() {
        let mut row = row(by, iban, statement, entry, piece, number);
        queries::insert(tx, &row, by.now)?;
        post(tx, by, &row)?;
        deciding::decide_on(tx, by, &mut row)?;
        match row.state {
            EntryState::AutoMatched => matched += 1,
            state if state.is_in_queue() => waiting += 1,
            _ => {}
        }
    }
    Ok(Taken::New { matched, waiting })
}

/// A statement shows what a notification told of.
fn confirm(tx: &Tx<'_>, statement: i64, mut row: EntryRow) -> Result<(), Error> {
    row.statement = Some(statement);
    settle(tx, &row)?;
    queries::update(tx, &mut row)
}

/// What an entry's money became is certain once a statement shows it.
pub(super) fn settle(tx: &Tx<'_>, row: &EntryRow) -> Result<(), Error> {
    let (Some(id), Some(_)) = (row.payment.filter(|_| row.amount.is_positive()), row.statement) else { return Ok(()) };
    let state = payments::payment(tx, id)?.and_then(|payment| payment.state.after(PaymentEvent::BankConfirmed));
    state.map_or(Ok(()), |state| payments::set_state(tx, id, state))
}

/// An entry's parts: its transactions as the payers sent them, and the charges and differences that are left.
fn pieces(entry: &StatementEntry) -> Result<Vec<Piece<'_>>, Error> {
    let sign = |cents: Cents| match entry.direction {
        Direction::Credit => Some(cents),
        Direction::Debit => cents.checked_neg(),
    };
    if let [only] = entry.details.as_slice()
        && only.amount.is_zero()
    {
        return Ok(vec![Piece { amount: sign(entry.amount).ok_or_else(overflow)?, detail: Some(only) }]);
    }
    let mut pieces = Vec::with_capacity(entry.details.len());
    for detail in &entry.details {
        pieces.push(Piece { amount: sign(detail.amount).ok_or_else(overflow)?, detail: Some(detail) });
    }
    pieces.push(Piece { amount: sign(entry.difference).ok_or_else(overflow)?, detail: None });
    pieces.retain(|piece| !piece.amount.is_zero());
    Ok(pieces)
}

fn row(
    by: &Acting<'_>,
    iban: &Iban,
    statement: Option<i64>,
    entry: &StatementEntry,
    piece: &Piece<'_>,
    number: usize,
) -> EntryRow {
    let none = Detail::default();
    let detail = piece.detail.unwrap_or(&none);
    // The first row has the entry's own key: by it the whole is known again.
    let key = entry.dedup.as_str();
    let dedup = if number == 0 { key.to_owned() } else { format!("{key}#{}", number + 1) };
    EntryRow {
        id: EntryId(Uuid::now_v7()),
        iban: iban.clone(),
        dedup,
        statement,
        amount: piece.amount,
        is_reversal: entry.is_reversal,
        booked_on: entry.booked_on.or(entry.value_on).unwrap_or_else(|| by.today()),
        value_on: entry.value_on,
        bank_reference: detail.bank_reference.clone().or_else(|| entry.bank_reference.clone()).unwrap_or_default(),
        end_to_end: detail.end_to_end.clone().unwrap_or_default(),
        bank_code: entry.bank_code.clone().unwrap_or_default(),
        references: detail.references.clone(),
        return_reason: detail.return_reason.clone(),
        original: None,
        state: EntryState::Imported,
        version: 1,
        payment: None,
        proposed: Vec::new(),
        proposed_by: None,
        decided_by: None,
        reason: None,
        payer: payer(entry, detail),
    }
}

fn payer(entry: &StatementEntry, detail: &Detail) -> Payer {
    let cut = |text: &str| text.chars().take(LONGEST_TEXT).collect();
    let bank_says = entry.text.as_deref().filter(|_| detail.text.is_empty());
    let words = bank_says.into_iter().chain([&*detail.text]).chain(detail.other_references.iter().map(String::as_str));
    let text = words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n");
    Payer {
        name: cut(detail.payer_name.as_deref().unwrap_or_default()),
        iban: detail.payer_iban.as_ref().map(|iban| iban.as_str().to_owned()).unwrap_or_default(),
        text: cut(&text),
    }
}

/// The money is on the account, or gone from it, whatever it turns out to be for.
fn post(tx: &Tx<'_>, by: &Acting<'_>, row: &EntryRow) -> Result<(), Error> {
    let fact = format!("statement:{}:{}", row.iban, row.dedup);
    let against = row.amount.checked_neg().ok_or_else(overflow)?;
    let postings = vec![(Account::Bank(row.iban.clone()), row.amount), (Account::Unmatched(row.id), against)];
    let (kind, author, on) = (EntryKind::Statement, &Author::Bank, business_day(tx, by, row.booked_on)?);
    ledger::post(tx, by.now, NewEntry { kind, fact: &fact, payment: None, author, on, postings })?;
    Ok(())
}

fn business_day(tx: &Tx<'_>, by: &Acting<'_>, booked_on: Date) -> Result<Date, Error> {
    ledger::business_day(tx, booked_on.min(by.today()))
}

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}
