//! Is an entry of a bank file money that was here before? The bank tells of one movement in a notification and in a
//! statement, at the level of the entry or of its transactions, and in statements that overlap. It also gives one reference
//! to different movements. What was taken over at which place of which file tells the one from the other: no two entries of
//! one statement are the same money.

use super::{
    links::First,
    queries::{self, EntryRow},
    taking::Piece,
};
use crate::{db::Tx, error::Error};
use dimos_bank::camt::StatementEntry;
use dimos_domain::money::{Cents, Iban};
use jiff::civil::Date;

/// Where an entry stands in a bank's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// In which file.
    pub(super) file: i64,
    /// In the how-many-th statement of it.
    pub(super) part: i64,
    /// The how-many-th entry of that, from 0.
    pub(super) index: i64,
    /// That statement's row; none for a notification's.
    pub(super) statement: Option<i64>,
}

/// What is known of an entry's money.
pub(super) enum Seen {
    /// Nothing.
    Never,
    /// It was taken over from this very place: the import was broken off and goes on.
    Here,
    /// It was here before, as these rows.
    Before(Vec<EntryRow>),
    /// Its references were here before, and not all of its money: of its pieces, `rest` are not among the rows.
    Otherwise {
        rows: Vec<EntryRow>,
        /// Indexes of pieces.
        rest: Vec<usize>,
    },
}

/// Looks whether an entry's money was here before.
pub(super) fn look(
    tx: &Tx<'_>,
    iban: &Iban,
    place: &Place,
    entry: &StatementEntry,
    pieces: &[Piece<'_>],
) -> Result<Seen, Error> {
    let here = queries::taken_at(tx, place.file, place.part, place.index)?;
    if !here.is_empty() {
        return Ok(Seen::Here);
    }
    let search = Search { tx, iban, place, day: entry.booked_on.or(entry.value_on), way: way(entry.dedup.as_str()) };
    let of_key = queries::of_key(tx, iban, entry.dedup.as_str())?;
    let total = Cents::total(pieces.iter().map(|piece| piece.amount));
    for (file, part, index) in places(tx, &of_key)? {
        let rows = queries::taken_at(tx, file, part, index)?;
        if Cents::total(rows.iter().map(|row| row.amount)) == total && search.all_fit(&rows)? {
            return Ok(Seen::Before(rows));
        }
    }
    let mut is_named = !of_key.is_empty();
    let (mut rows, mut rest): (Vec<EntryRow>, Vec<usize>) = (Vec::new(), Vec::new());
    for (number, piece) in pieces.iter().enumerate() {
        let mut found = None;
        for reference in references(entry, piece, pieces.len()) {
            for row in search.of_reference(reference)? {
                is_named = true;
                let is_it = row.amount == piece.amount && rows.iter().all(|other| other.id != row.id);
                if found.is_none() && is_it && search.fits(&row)? {
                    found = Some(row);
                }
            }
        }
        match found {
            Some(row) => rows.push(row),
            None => rest.push(number),
        }
    }
    Ok(match (is_named, rest.is_empty()) {
        (false, _) => Seen::Never,
        (true, true) => Seen::Before(rows),
        (true, false) => Seen::Otherwise { rows, rest },
    })
}

/// The rows as which the first of a copy's statements told of an entry: at the same place, of the same day, of the same amount.
pub(super) fn look_in(
    tx: &Tx<'_>,
    first: First,
    place: &Place,
    entry: &StatementEntry,
    pieces: &[Piece<'_>],
) -> Result<Vec<EntryRow>, Error> {
    let rows = queries::taken_at(tx, first.file, first.part, place.index)?;
    let day = entry.booked_on.or(entry.value_on);
    let same_day = rows.iter().all(|row| day.is_none_or(|day| day == row.booked_on));
    let same = Cents::total(rows.iter().map(|row| row.amount)) == Cents::total(pieces.iter().map(|piece| piece.amount));
    for row in &rows {
        if queries::is_taken_in(tx, row.id, place.file, place.part)? {
            return Ok(Vec::new());
        }
    }
    Ok(if same_day && same { rows } else { Vec::new() })
}

/// The bank's own references of a piece: its transaction's; of an entry with one piece, the entry's as well.
fn references<'a>(entry: &'a StatementEntry, piece: &Piece<'a>, pieces: usize) -> impl Iterator<Item = &'a str> {
    let own = piece.detail.and_then(|detail| detail.bank_reference.as_deref());
    let of_entry = entry.bank_reference.as_deref().filter(|of_entry| pieces == 1 && own != Some(*of_entry));
    own.into_iter().chain(of_entry)
}

/// Direction and reversal, as they stand in a key: the reversal of an entry may carry its reference.
fn way(key: &str) -> &str {
    key.split('|').nth(2).unwrap_or_default()
}

/// Every place at which one of these was told of.
fn places(tx: &Tx<'_>, rows: &[EntryRow]) -> Result<Vec<(i64, i64, i64)>, Error> {
    let mut places = Vec::new();
    for row in rows {
        places.extend(queries::places_of(tx, row.id)?);
    }
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

/// What an entry is compared with.
struct Search<'a> {
    tx: &'a Tx<'a>,
    iban: &'a Iban,
    place: &'a Place,
    day: Option<Date>,
    way: &'a str,
}

impl Search<'_> {
    fn of_reference(&self, reference: &str) -> Result<Vec<EntryRow>, Error> {
        let mut rows = queries::of_bank_reference(self.tx, self.iban, reference)?;
        rows.retain(|row| way(&row.dedup) == self.way);
        Ok(rows)
    }

    fn all_fit(&self, rows: &[EntryRow]) -> Result<bool, Error> {
        for row in rows {
            if !self.fits(row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// It is of the same day, and no other entry of this statement. The day of a notification is not the last word.
    fn fits(&self, row: &EntryRow) -> Result<bool, Error> {
        let only_notified = row.statement.is_none() && self.place.statement.is_some();
        let same_day = only_notified || self.day.is_none_or(|day| day == row.booked_on);
        Ok(same_day && !queries::is_taken_in(self.tx, row.id, self.place.file, self.place.part)?)
    }
}
