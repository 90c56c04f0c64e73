//! An entry of a bank file, taken over: known again if it was here before, else kept, posted and decided on. The bank's
//! notification and its statement tell of the same money, which is posted once.

use super::{
    deciding,
    links::First,
    queries::{self, EntryRow, PARTLY_KNOWN, PARTS_DIFFER, Payer, REFERENCE_AGAIN},
    repeats::{self, Place, Seen},
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
    money::{Cents, EntryEvent, EntryState, Iban, PaymentEvent},
};
use jiff::civil::Date;
use uuid::Uuid;

/// Characters of a text or a name that are kept.
const LONGEST_TEXT: usize = 2_000;
/// Transactions whose words are kept with an entry that is taken over in one piece.
const MOST_TOGETHER: usize = 20;

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
    Known,
    /// Its references were here before, with another amount, on another day, for a part of it, or in this very statement:
    /// what is not known waits for a person.
    Contradicts {
        /// For a person.
        waiting: u32,
    },
    /// Its transactions and the charges that the bank names do not come to it: no rule takes any of them. The entry's own
    /// amount waits for a person, in one piece.
    PartsDiffer,
    /// The same in a notification: nothing was done, its statement has the last word.
    NotifiedApart,
    /// The references were here before otherwise, in a notification: nothing was done, its statement has the last word.
    NotifiedOtherwise,
    /// A notification without the bank's reference: its statement could not be told from other money. It waits for that.
    WaitsForStatement,
    /// A copy of a statement tells of it, and the first did not: by the balances that both have it is no other money. Nothing was
    /// done.
    CopyDiffers,
    /// Nothing moved: it is announced, or for information.
    NoMoney,
    /// It is booked, and comes to nothing.
    Zero,
}

/// One row to be kept: a transaction, or what of an entry no transaction accounts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) amount: Cents,
    pub(super) detail: Option<&'a Detail>,
}

/// Takes an entry over from its place in a file; of a copy, only what the first told of as well.
pub(super) fn take(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    iban: &Iban,
    (place, copy_of): (&Place, Option<First>),
    entry: &StatementEntry,
) -> Result<Taken, Error> {
    let signed = entry.signed().ok_or_else(overflow)?;
    if entry.status != EntryStatus::Booked {
        return Ok(Taken::NoMoney);
    }
    if signed.is_zero() {
        return Ok(Taken::Zero);
    }
    let pieces = pieces(entry)?;
    let new = New { tx, by, iban, place, entry };
    match repeats::look(tx, iban, place, entry, &pieces)? {
        Seen::Here => Ok(Taken::Known),
        Seen::Before(rows) => again(tx, place, rows).map(|()| Taken::Known),
        Seen::Never | Seen::Otherwise { .. } if let Some(first) = copy_of => {
            let rows = repeats::look_in(tx, first, place, entry, &pieces)?;
            let known = if rows.is_empty() { Taken::CopyDiffers } else { Taken::Known };
            again(tx, place, rows).map(|()| known)
        }
        Seen::Never if place.statement.is_none() && entry.dedup.as_str().starts_with("pos|") => {
            Ok(Taken::WaitsForStatement)
        }
        Seen::Never if adds_up(entry) => new.all(&pieces),
        Seen::Never if place.statement.is_none() => Ok(Taken::NotifiedApart),
        Seen::Never => new.in_one(&together(entry)),
        Seen::Otherwise { .. } if place.statement.is_none() => Ok(Taken::NotifiedOtherwise),
        Seen::Otherwise { rows, rest } => {
            let reason = if rows.is_empty() { REFERENCE_AGAIN } else { PARTLY_KNOWN };
            again(tx, place, rows)?;
            let waiting = new.rest(&pieces, &rest, reason)?;
            Ok(Taken::Contradicts { waiting })
        }
    }
}

/// Rows are told of again, at this place.
fn again(tx: &Tx<'_>, place: &Place, rows: Vec<EntryRow>) -> Result<(), Error> {
    for row in rows {
        queries::put_place(tx, row.id, (place.file, place.part, place.index))?;
        if let Some(statement) = place.statement.filter(|_| row.statement.is_none()) {
            confirm(tx, statement, row)?;
        }
    }
    Ok(())
}

/// An entry of which something is new.
struct New<'a> {
    tx: &'a Tx<'a>,
    by: &'a Acting<'a>,
    iban: &'a Iban,
    place: &'a Place,
    entry: &'a StatementEntry,
}

impl New<'_> {
    /// All of it: the rules decide.
    fn all(&self, pieces: &[Piece<'_>]) -> Result<Taken, Error> {
        let (mut matched, mut waiting) = (0, 0);
        for (number, piece) in pieces.iter().enumerate() {
            let mut row = self.keep(self.entry.dedup.as_str(), piece, number)?;
            deciding::decide_on(self.tx, self.by, &mut row)?;
            match row.state {
                EntryState::AutoMatched => matched += 1,
                state if state.is_in_queue() => waiting += 1,
                _ => {}
            }
        }
        Ok(Taken::New { matched, waiting })
    }

    /// Nothing but the entry itself is certain: no rule decides. What its parts name is proposed.
    fn in_one(&self, together: &Detail) -> Result<Taken, Error> {
        let piece = Piece { amount: self.entry.signed().ok_or_else(overflow)?, detail: Some(together) };
        let row = self.keep(self.entry.dedup.as_str(), &piece, 0)?;
        deciding::propose_for(self.tx, self.by, &row)?;
        leave(self.tx, row, PARTS_DIFFER).map(|()| Taken::PartsDiffer)
    }

    /// A part of it, or all with a reference that other money had before: no rule decides. How many rows wait.
    fn rest(&self, pieces: &[Piece<'_>], rest: &[usize], reason: &str) -> Result<u32, Error> {
        let Place { file, part, index, .. } = self.place;
        let key = format!("{}~{file}.{part}.{index}", self.entry.dedup);
        let mut waiting = 0;
        let missing = pieces.iter().enumerate().filter(|(number, _)| rest.contains(number));
        for (number, (_, piece)) in missing.enumerate() {
            let row = self.keep(&key, piece, number)?;
            leave(self.tx, row, reason)?;
            waiting += 1;
        }
        Ok(waiting)
    }

    /// Keeps a row and posts it.
    fn keep(&self, key: &str, piece: &Piece<'_>, number: usize) -> Result<EntryRow, Error> {
        let Self { tx, by, place, .. } = self;
        let row = row(by, self.iban, (place.statement, key), self.entry, piece, number);
        queries::insert(tx, &row, by.now)?;
        queries::put_place(tx, row.id, (place.file, place.part, place.index))?;
        post(tx, by, &row)?;
        Ok(row)
    }
}

/// Leaves a row to a person.
fn leave(tx: &Tx<'_>, mut row: EntryRow, reason: &str) -> Result<(), Error> {
    row.state = row.state.after(EntryEvent::NothingFound).unwrap_or(row.state);
    row.reason = Some(reason.to_owned());
    queries::update(tx, &mut row)
}

/// Takes rows that a statement tells of again, and that by its balances are other money, once more: no rule decides.
pub(super) fn take_anew(tx: &Tx<'_>, by: &Acting<'_>, place: Place, told: Vec<EntryId>) -> Result<u32, Error> {
    let mut waiting = 0;
    for id in told {
        let known = queries::entry(tx, id)?.ok_or_else(|| Error::internal("an entry is gone"))?;
        let dedup = format!("{}~{}.{}.{}", known.dedup, place.file, place.part, place.index);
        queries::take_place(tx, id, (place.file, place.part, place.index))?;
        let row = EntryRow { id: EntryId(Uuid::now_v7()), dedup, statement: place.statement, ..fresh(known) };
        queries::insert(tx, &row, by.now)?;
        queries::put_place(tx, row.id, (place.file, place.part, place.index))?;
        post(tx, by, &row)?;
        leave(tx, row, REFERENCE_AGAIN)?;
        waiting += 1;
    }
    Ok(waiting)
}

/// The same as the bank told it, and nothing decided.
fn fresh(row: EntryRow) -> EntryRow {
    EntryRow {
        original: None,
        state: EntryState::Imported,
        version: 1,
        payment: None,
        proposed: None,
        proposed_by: None,
        decided_by: None,
        reason: None,
        payout: None,
        ..row
    }
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
    payments::hear_of_the_bank(tx, id, PaymentEvent::BankConfirmed).map(|_| ())
}

/// Whether an entry's transactions come to it: to the cent, or by the charges that the bank names.
fn adds_up(entry: &StatementEntry) -> bool {
    entry.difference.is_zero() || entry.unexplained().is_some_and(Cents::is_zero)
}

/// What an entry's transactions say, as if it were one: for who looks at it.
fn together(entry: &StatementEntry) -> Detail {
    let [first, others @ ..] = entry.details.as_slice() else { return Detail::default() };
    let mut all = first.clone();
    if others.is_empty() {
        return all;
    }
    // What belongs to one of several belongs to none of them together.
    (all.payer_iban, all.end_to_end, all.bank_reference, all.return_reason) = (None, None, None, None);
    let mut names: Vec<&str> = first.payer_name.as_deref().into_iter().collect();
    for detail in others.iter().take(MOST_TOGETHER) {
        let new = detail.references.iter().filter(|one| !first.references.contains(one));
        all.references.extend(new.cloned());
        all.other_references.extend(detail.other_references.iter().cloned());
        all.text = [all.text.as_str(), &detail.text].join("\n").trim().to_owned();
        names.extend(detail.payer_name.as_deref());
    }
    all.payer_name = (!names.is_empty()).then(|| names.join(", "));
    all
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
    (statement, key): (Option<i64>, &str),
    entry: &StatementEntry,
    piece: &Piece<'_>,
    number: usize,
) -> EntryRow {
    let none = Detail::default();
    let detail = piece.detail.unwrap_or(&none);
    // The first row has the key itself: by it the whole is known again.
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
        proposed: None,
        proposed_by: None,
        decided_by: None,
        reason: None,
        payout: None,
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
