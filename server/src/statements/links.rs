//! The statements of an account and their order: by the bank's numbers, which begin anew each year.

use crate::{db::Tx, error::Error, reports::columns::maybe_parsed};
use dimos_domain::money::{Cents, Iban};
use jiff::civil::Date;
use rusqlite::Row;

/// What a year's numbers are apart in the order of statements: banks begin them anew each year.
const YEAR: i64 = 1_000_000_000_000;

/// A statement that was read to its end.
pub(super) struct Link<'a> {
    pub(super) row: i64,
    pub(super) file: i64,
    /// The how-many-th of its file.
    pub(super) part: i64,
    pub(super) iban: &'a Iban,
    /// What the bank calls it.
    pub(super) name: String,
    pub(super) sequence: Option<i64>,
    pub(super) opening: Cents,
    pub(super) closing: Cents,
    /// Whether it tells of anything that was told of before.
    pub(super) repeats: bool,
    pub(super) days: (Option<Date>, Option<Date>),
}

impl Link<'_> {
    /// Where it stands among the account's statements; none without a number or a day.
    pub(super) fn ordinal(&self) -> Option<i64> {
        let year = i64::from(self.days.1.or(self.days.0)?.year());
        year.checked_mul(YEAR)?.checked_add(self.sequence?)
    }

    fn days_as_written(&self) -> (Option<String>, Option<String>) {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        (day(self.days.0), day(self.days.1))
    }
}

/// Whether a statement bears the number after another's, in the same year or as the first of another year.
pub(super) fn follows(before: i64, this: i64) -> bool {
    let first_of_a_year = this / YEAR > before / YEAR && this % YEAR == 1;
    this % YEAR == before % YEAR + 1 || first_of_a_year
}

/// The numbers that are missing between two.
pub(super) fn missing(before: i64, this: i64) -> Option<(i64, i64)> {
    let begun_anew = this / YEAR > before / YEAR && this % YEAR <= before % YEAR;
    let (from, to) = (if begun_anew { 1 } else { before % YEAR + 1 }, this % YEAR - 1);
    (from <= to).then_some((from, to))
}

/// The row of a statement that begins, the how-many-th of a file, and what it is called. Where a file calls two the same, the
/// later bears its place, too.
pub(super) fn open(
    tx: &Tx<'_>,
    (file, part): (i64, i64),
    iban: &Iban,
    name: &str,
    sequence: Option<i64>,
) -> Result<(i64, String), Error> {
    let known = || {
        let sql = "SELECT id, statement FROM statements WHERE file = ?1 AND part = ?2";
        tx.one(sql, (file, part), |row| Ok((row.get(0)?, row.get(1)?)))
    };
    if let Some(known) = known()? {
        return Ok(known);
    }
    let sql = "INSERT INTO statements (file, part, iban, statement, sequence) SELECT ?1, ?2, ?3, CASE WHEN EXISTS \
               (SELECT 1 FROM statements WHERE iban = ?3 AND statement = ?4 AND file = ?1) \
               THEN ?4 || ' (' || ?2 || ')' ELSE ?4 END, ?5";
    tx.execute(sql, (file, part, iban.as_str(), name, sequence))?;
    known()?.ok_or_else(|| Error::internal("a statement is gone"))
}

/// Another statement of the account, read to its end.
pub(super) struct Other {
    pub(super) row: i64,
    pub(super) ordinal: Option<i64>,
    pub(super) opening: Cents,
    pub(super) closing: Cents,
    pub(super) apart: Option<Cents>,
}

pub(super) const OTHERS: &str = "SELECT id, ordinal, opening, closing, apart FROM statements WHERE iban = ?1 AND id <> ?2 AND closing IS NOT NULL \
     AND copy_of IS NULL";

pub(super) fn other(row: &Row<'_>) -> rusqlite::Result<Other> {
    let cents = |at| row.get(at).map(Cents::new);
    let apart = row.get::<_, Option<i64>>(4)?.map(Cents::new);
    Ok(Other { row: row.get(0)?, ordinal: row.get(1)?, opening: cents(2)?, closing: cents(3)?, apart })
}

/// The statement before one, or the last of those with its number.
pub(super) fn before(tx: &Tx<'_>, link: &Link<'_>) -> Result<Option<Other>, Error> {
    let sql =
        format!("{OTHERS} AND (?3 IS NULL OR ordinal IS NULL OR ordinal <= ?3) ORDER BY ordinal DESC, id DESC LIMIT 1");
    tx.one(&sql, (link.iban.as_str(), link.row, link.ordinal()), other)
}

/// The statement after one, where that came first.
pub(super) fn after(tx: &Tx<'_>, link: &Link<'_>) -> Result<Option<Other>, Error> {
    let sql = format!("{OTHERS} AND ordinal > ?3 ORDER BY ordinal, id LIMIT 1");
    tx.one(&sql, (link.iban.as_str(), link.row, link.ordinal()), other)
}

/// Where in which file the first of the statements stands that one is a copy of: with its number, or without one its name, its
/// closing day and its balances. The opening balance may bear the day before or its own.
pub(super) fn first(tx: &Tx<'_>, link: &Link<'_>) -> Result<Option<First>, Error> {
    let sql = "SELECT id, file, part FROM statements WHERE iban = ?1 AND id <> ?2 AND closing IS NOT NULL \
               AND copy_of IS NULL AND part IS NOT NULL AND opening = ?4 AND closing = ?5 AND to_day IS ?6 \
               AND CASE WHEN ?3 IS NULL THEN ordinal IS NULL AND statement = ?7 ELSE ordinal = ?3 END ORDER BY id LIMIT 1";
    let (opening, closing, (_, to)) = (link.opening.get(), link.closing.get(), link.days_as_written());
    let this = (link.iban.as_str(), link.row, link.ordinal(), opening, closing, to, &link.name);
    tx.one(sql, this, |row| Ok(First { row: row.get(0)?, file: row.get(1)?, part: row.get(2)? }))
}

/// The first of the statements that one is a copy of.
#[derive(Debug, Clone, Copy)]
pub(super) struct First {
    row: i64,
    pub(super) file: i64,
    /// The how-many-th of its file.
    pub(super) part: i64,
}

/// Notes that a statement was read to its end. False for a copy: what it tells of was looked at when the first came.
pub(super) fn note(tx: &Tx<'_>, link: &Link<'_>) -> Result<bool, Error> {
    let copy_of = first(tx, link)?.map(|first| first.row);
    let (from, to) = link.days_as_written();
    tx.execute(
        "UPDATE statements SET opening = ?2, closing = ?3, from_day = ?4, to_day = ?5, ordinal = ?6, copy_of = ?7 \
         WHERE id = ?1",
        (link.row, link.opening.get(), link.closing.get(), from, to, link.ordinal(), copy_of),
    )?;
    if copy_of.is_none() {
        adopt(tx, link)?;
    }
    Ok(copy_of.is_none())
}

/// What came with a file that was broken off belongs to the same statement in the file that was read to its end.
fn adopt(tx: &Tx<'_>, link: &Link<'_>) -> Result<(), Error> {
    tx.execute(
        "UPDATE statement_entries SET statement = ?1 \
         WHERE id IN (SELECT entry FROM entry_places WHERE file = ?2 AND part = ?3) \
         AND statement IN (SELECT id FROM statements WHERE iban = ?4 AND id <> ?1 AND closing IS NULL \
             AND (sequence = ?5 OR statement = ?6))",
        (link.row, link.file, link.part, link.iban.as_str(), link.sequence, &link.name),
    )?;
    Ok(())
}

/// The statements before and after one that was noted. It may be the one by which their balances tell what they could not
/// tell before.
pub(super) fn neighbours<'a>(tx: &Tx<'_>, link: &Link<'a>) -> Result<Vec<Link<'a>>, Error> {
    let Some(this) = link.ordinal() else { return Ok(Vec::new()) };
    let before = noted(tx, link.iban, "ordinal < ?2 ORDER BY ordinal DESC, id DESC LIMIT 1", this)?;
    let after = noted(tx, link.iban, "ordinal > ?2 ORDER BY ordinal, id LIMIT 1", this)?;
    Ok(before.into_iter().chain(after).collect())
}

/// The statements after one that came before it.
pub(super) fn later<'a>(tx: &Tx<'_>, link: &Link<'a>) -> Result<Vec<Link<'a>>, Error> {
    let Some(this) = link.ordinal() else { return Ok(Vec::new()) };
    noted(tx, link.iban, "ordinal > ?2 ORDER BY ordinal, id", this)
}

/// Statements of an account that were noted, and are no copies.
fn noted<'a>(tx: &Tx<'_>, iban: &'a Iban, which: &str, ordinal: i64) -> Result<Vec<Link<'a>>, Error> {
    let sql = format!(
        "SELECT id, file, part, statement, sequence, opening, closing, from_day, to_day FROM statements \
         WHERE iban = ?1 AND closing IS NOT NULL AND part IS NOT NULL AND copy_of IS NULL AND {which}"
    );
    tx.all(&sql, (iban.as_str(), ordinal), |row| {
        let cents = |at| row.get(at).map(Cents::new);
        Ok(Link {
            row: row.get(0)?,
            file: row.get(1)?,
            part: row.get(2)?,
            iban,
            name: row.get(3)?,
            sequence: row.get(4)?,
            opening: cents(5)?,
            closing: cents(6)?,
            repeats: true,
            days: (maybe_parsed(row, 7)?, maybe_parsed(row, 8)?),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_each_other_within_a_year_and_over_its_end() {
        let at = |year: i64, number: i64| year * YEAR + number;
        assert!(
            follows(at(2026, 3), at(2026, 4))
                && follows(at(2026, 250), at(2027, 1))
                && follows(at(2026, 9), at(2027, 10))
        );
        assert!(
            !follows(at(2026, 3), at(2026, 5))
                && !follows(at(2026, 3), at(2026, 3))
                && !follows(at(2026, 1), at(2026, 1))
        );
        assert_eq!(missing(at(2026, 2), at(2026, 5)), Some((3, 4)));
        assert_eq!(missing(at(2026, 4), at(2026, 5)), None);
        assert_eq!((missing(at(2026, 250), at(2027, 1)), missing(at(2026, 250), at(2027, 3))), (None, Some((1, 2))));
        assert_eq!((missing(at(2026, 9), at(2027, 10)), missing(at(2026, 9), at(2027, 12))), (None, Some((10, 11))));
    }
}
