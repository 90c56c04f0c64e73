//! How the statements of an account hang together: each begins with what the one before it ended with. Where one is
//! missing, or a bank counts otherwise, that is remarked, never a reason to refuse what did come.

use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account},
    reports::columns::{maybe_parsed, parsed},
    texts,
};
use dimos_domain::{
    ids::EntryId,
    l10n::Language,
    money::{Cents, Iban},
};
use jiff::civil::Date;
use rusqlite::Row;
use std::collections::BTreeMap;

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
    fn ordinal(&self) -> Option<i64> {
        let year = i64::from(self.days.1.or(self.days.0)?.year());
        year.checked_mul(YEAR)?.checked_add(self.sequence?)
    }
}

/// Whether a statement bears the number after another's, in the same year or as the first of another year.
fn follows(before: i64, this: i64) -> bool {
    let first_of_a_year = this / YEAR > before / YEAR && this % YEAR == 1;
    this % YEAR == before % YEAR + 1 || first_of_a_year
}

/// The numbers that are missing between two.
fn missing(before: i64, this: i64) -> Option<(i64, i64)> {
    let begun_anew = this / YEAR > before / YEAR && this % YEAR <= before % YEAR;
    let (from, to) = (if begun_anew { 1 } else { before % YEAR + 1 }, this % YEAR - 1);
    (from <= to).then_some((from, to))
}

/// Why a statement does not follow the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gap {
    /// These numbers of the bank's sequence are missing.
    Numbers { from: i64, to: i64 },
    /// These are missing between it and one that came first.
    NumbersAfter { from: i64, to: i64 },
    /// It begins with another balance.
    Balance { ended: Cents, begins: Cents },
    /// By the books the account holds something else at its end than by the bank.
    Books { bank: Cents, books: Cents },
}

impl Gap {
    pub(super) fn in_words(&self, language: Language, statement: &str) -> String {
        let statement = || ("statement", statement.to_owned().into());
        match self {
            Self::Numbers { from, to } => {
                let args = [statement(), ("from", from.to_string().into()), ("to", to.to_string().into())];
                texts::text(language, "statement-numbers-missing", &args)
            }
            Self::NumbersAfter { from, to } => {
                let args = [statement(), ("from", from.to_string().into()), ("to", to.to_string().into())];
                texts::text(language, "statement-numbers-missing-after", &args)
            }
            Self::Balance { ended, begins } => {
                let (ended, begins) = (ended.text(language), begins.text(language));
                let args = [statement(), ("ended", ended.into()), ("begins", begins.into())];
                texts::text(language, "statement-balance-gap", &args)
            }
            Self::Books { bank, books } => {
                let (bank, books) = (bank.text(language), books.text(language));
                let args = [statement(), ("bank", bank.into()), ("books", books.into())];
                texts::text(language, "statement-books-differ", &args)
            }
        }
    }
}

/// The row of a statement that begins.
pub(super) fn open(tx: &Tx<'_>, file: i64, iban: &Iban, id: &str, sequence: Option<i64>) -> Result<i64, Error> {
    tx.execute(
        "INSERT INTO statements (file, iban, statement, sequence) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (iban, statement, file) DO NOTHING",
        (file, iban.as_str(), id, sequence),
    )?;
    let sql = "SELECT id FROM statements WHERE iban = ?1 AND statement = ?2 AND file = ?3";
    tx.one(sql, (iban.as_str(), id, file), |row| row.get(0))?.ok_or_else(|| Error::internal("a statement is gone"))
}

/// Another statement of the account, read to its end.
struct Other {
    row: i64,
    ordinal: Option<i64>,
    opening: Cents,
    closing: Cents,
    apart: Option<Cents>,
}

const OTHERS: &str =
    "SELECT id, ordinal, opening, closing, apart FROM statements WHERE iban = ?1 AND id <> ?2 AND closing IS NOT NULL";

fn other(row: &Row<'_>) -> rusqlite::Result<Other> {
    let cents = |at| row.get(at).map(Cents::new);
    let apart = row.get::<_, Option<i64>>(4)?.map(Cents::new);
    Ok(Other { row: row.get(0)?, ordinal: row.get(1)?, opening: cents(2)?, closing: cents(3)?, apart })
}

/// The statement before one, or the last of those with its number.
fn before(tx: &Tx<'_>, link: &Link<'_>) -> Result<Option<Other>, Error> {
    let sql =
        format!("{OTHERS} AND (?3 IS NULL OR ordinal IS NULL OR ordinal <= ?3) ORDER BY ordinal DESC, id DESC LIMIT 1");
    tx.one(&sql, (link.iban.as_str(), link.row, link.ordinal()), other)
}

/// The statement after one, where that came first.
fn after(tx: &Tx<'_>, link: &Link<'_>) -> Result<Option<Other>, Error> {
    let sql = format!("{OTHERS} AND ordinal > ?3 ORDER BY ordinal, id LIMIT 1");
    tx.one(&sql, (link.iban.as_str(), link.row, link.ordinal()), other)
}

/// The same statement, written anew: in another file, with its number and its balances.
fn is_written_anew(tx: &Tx<'_>, link: &Link<'_>) -> Result<bool, Error> {
    let sql = format!("{OTHERS} AND ordinal = ?3 AND opening = ?4 AND closing = ?5 LIMIT 1");
    let this = (link.iban.as_str(), link.row, link.ordinal(), link.opening.get(), link.closing.get());
    Ok(tx.one(&sql, this, other)?.is_some())
}

/// A row that a statement tells of again.
struct Told {
    place: i64,
    id: EntryId,
    amount: Cents,
}

/// Until a statement, by the numbers and the days: a bank may count a second row of statements from the beginning.
const UNTIL: &str = "s.ordinal <= n.ordinal AND coalesce(s.to_day, s.from_day) <= coalesce(n.to_day, n.from_day)";
/// From a statement on.
const SINCE: &str = "s.ordinal >= n.ordinal AND coalesce(s.to_day, s.from_day) >= coalesce(n.to_day, n.from_day)";

/// Which rows of other statements, read to their end, one tells of again. `whose` chooses among those, `s`, by the statement
/// of that row, `n`.
fn told_again(tx: &Tx<'_>, link: &Link<'_>, whose: &str, row: i64) -> Result<Vec<Told>, Error> {
    if !link.repeats {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT l.place, e.id, e.amount FROM entry_places l JOIN statement_entries e ON e.id = l.entry \
         JOIN statements s ON s.id = e.statement JOIN statements n ON n.id = ?4 WHERE l.file = ?1 AND l.part = ?2 \
         AND s.id <> ?3 AND s.closing IS NOT NULL AND {whose} ORDER BY l.place, e.dedup"
    );
    tx.all(&sql, (link.file, link.part, link.row, row), |row| {
        Ok(Told { place: row.get(0)?, id: parsed(row, 1)?, amount: row.get(2).map(Cents::new)? })
    })
}

fn sum(told: &[Told]) -> Result<Cents, Error> {
    Cents::total(told.iter().map(|told| told.amount)).ok_or_else(overflow)
}

/// What a statement's neighbour cannot have shown, though it looks the same, place by place. Where one begins with what the one
/// before it, by their numbers, ended with, nothing stands in both: what both told of would be in that balance already.
pub(super) fn other_money(tx: &Tx<'_>, link: &Link<'_>) -> Result<BTreeMap<i64, Vec<EntryId>>, Error> {
    let mut others: BTreeMap<i64, Vec<EntryId>> = BTreeMap::new();
    let Some(this) = link.ordinal().filter(|_| link.repeats) else { return Ok(others) };
    let sql = format!("{OTHERS} AND ordinal < ?3 ORDER BY ordinal DESC, id DESC LIMIT 1");
    let before = tx.one(&sql, (link.iban.as_str(), link.row, this), other)?;
    let before = before.filter(|before| before.closing == link.opening);
    let before = before.filter(|before| before.ordinal.is_some_and(|before| follows(before, this)));
    let after = after(tx, link)?.filter(|after| after.opening == link.closing);
    let after = after.filter(|after| after.ordinal.is_some_and(|after| follows(this, after)));
    for (neighbour, whose) in [(before, UNTIL), (after, SINCE)] {
        let told = neighbour.map(|neighbour| told_again(tx, link, whose, neighbour.row)).transpose()?;
        let told = told.unwrap_or_default();
        // What comes to nothing may as well be an overlap.
        if !sum(&told)?.is_zero() {
            told.into_iter().for_each(|told| others.entry(told.place).or_default().push(told.id));
        }
    }
    Ok(others)
}

/// Notes that a statement was read to its end. False for one that was written anew: what it tells of was looked at when it
/// came first.
pub(super) fn note(tx: &Tx<'_>, link: &Link<'_>) -> Result<bool, Error> {
    let part = if is_written_anew(tx, link)? { None } else { Some(link.part) };
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    tx.execute(
        "UPDATE statements SET opening = ?2, closing = ?3, from_day = ?4, to_day = ?5, ordinal = ?6, part = ?7 WHERE id = ?1",
        (
            link.row,
            link.opening.get(),
            link.closing.get(),
            day(link.days.0),
            day(link.days.1),
            link.ordinal(),
            part,
        ),
    )?;
    Ok(part.is_some())
}

/// The statements before and after one that was noted. It may be the one by which their balances tell what they could not
/// tell before.
pub(super) fn neighbours<'a>(tx: &Tx<'_>, link: &Link<'a>) -> Result<Vec<Link<'a>>, Error> {
    let Some(this) = link.ordinal() else { return Ok(Vec::new()) };
    let before = noted(tx, link.iban, "ordinal < ?2 ORDER BY ordinal DESC, id DESC", this)?;
    let after = noted(tx, link.iban, "ordinal > ?2 ORDER BY ordinal, id", this)?;
    Ok(before.into_iter().chain(after).collect())
}

/// A statement of an account that was noted, and is no other one written anew.
fn noted<'a>(tx: &Tx<'_>, iban: &'a Iban, which: &str, ordinal: i64) -> Result<Option<Link<'a>>, Error> {
    let sql = format!(
        "SELECT id, file, part, statement, sequence, opening, closing, from_day, to_day FROM statements \
         WHERE iban = ?1 AND part IS NOT NULL AND {which} LIMIT 1"
    );
    tx.one(&sql, (iban.as_str(), ordinal), |row| {
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

/// Looks how a noted statement hangs together with the one before it and with the books.
pub(super) fn close(tx: &Tx<'_>, link: &Link<'_>) -> Result<Vec<Gap>, Error> {
    let gaps = if is_written_anew(tx, link)? { Vec::new() } else { gaps(tx, link)? };
    let follows = gaps.iter().all(|gap| matches!(gap, Gap::Books { .. }));
    tx.execute("UPDATE statements SET follows = ?2 WHERE id = ?1", (link.row, follows))?;
    compare(tx, link)?;
    compare_later(tx, link)?;
    Ok(gaps)
}

/// Compares the books with what the account holds at a statement's end by the bank.
pub(super) fn compare(tx: &Tx<'_>, link: &Link<'_>) -> Result<(), Error> {
    let apart = apart(tx, link)?.get();
    tx.execute("UPDATE statements SET apart = ?2 WHERE id = ?1", (link.row, apart))?;
    Ok(())
}

/// What came late has moved the books under the later statements. The next one is compared with the last.
fn compare_later(tx: &Tx<'_>, link: &Link<'_>) -> Result<(), Error> {
    let Some(this) = link.ordinal() else { return Ok(()) };
    let sql = "UPDATE statements SET apart = NULL WHERE iban = ?1 AND ordinal > ?2";
    if tx.execute(sql, (link.iban.as_str(), this))? > 0
        && let Some(last) = noted(tx, link.iban, "ordinal > ?2 ORDER BY ordinal DESC, id DESC", this)?
    {
        compare(tx, &last)?;
    }
    Ok(())
}

fn gaps(tx: &Tx<'_>, link: &Link<'_>) -> Result<Vec<Gap>, Error> {
    let mut gaps = Vec::new();
    let (before, this) = (before(tx, link)?, link.ordinal());
    let missing_between = |before: Option<i64>, after: Option<i64>| {
        before.zip(after).filter(|(before, after)| before < after).and_then(|(before, after)| missing(before, after))
    };
    if let Some((from, to)) = missing_between(before.as_ref().and_then(|before| before.ordinal), this) {
        gaps.push(Gap::Numbers { from, to });
    }
    let mut unexplained = Cents::ZERO;
    if let Some(before) = &before {
        unexplained = gap(tx, link, before)?;
        if !unexplained.is_zero() {
            gaps.push(Gap::Balance { ended: before.closing, begins: link.opening });
        }
    }
    // A later statement came first, and what is between them is missing still.
    let after = after(tx, link)?.and_then(|after| after.ordinal);
    gaps.extend(missing_between(this, after).map(|(from, to)| Gap::NumbersAfter { from, to }));
    gaps.extend(books_differ(tx, link, before.as_ref(), unexplained)?);
    Ok(gaps)
}

/// What a statement begins with beside what the one before it ended with. What both tell of stands in that balance already.
fn gap(tx: &Tx<'_>, link: &Link<'_>, before: &Other) -> Result<Cents, Error> {
    if link.opening == before.closing {
        return Ok(Cents::ZERO);
    }
    let earlier = told_again(tx, link, "(n.ordinal IS NULL OR s.ordinal IS NULL OR s.ordinal <= n.ordinal)", link.row)?;
    let begins = link.opening.checked_add(sum(&earlier)?);
    begins.and_then(|begins| begins.checked_sub(before.closing)).ok_or_else(overflow)
}

/// What the account holds by the bank at a statement's end, less what the books have moved on it until then: all of the
/// ledger's account but what later statements show, or what was only notified for later.
fn apart(tx: &Tx<'_>, link: &Link<'_>) -> Result<Cents, Error> {
    let later = notified(tx, link, "booked_on > ?2", link.days.1)?;
    // A later one that came first may have told of what this one tells of.
    let sql = "SELECT coalesce(sum(e.amount), 0) FROM statements s JOIN statement_entries e ON e.statement = s.id \
               WHERE s.iban = ?1 AND s.ordinal > ?2 AND NOT EXISTS (SELECT 1 FROM entry_places l \
               WHERE l.entry = e.id AND l.file = ?3 AND l.part = ?4)";
    let this = (link.iban.as_str(), link.ordinal(), link.file, link.part);
    let shown = tx.one(sql, this, |row| row.get(0).map(Cents::new))?;
    let books = ledger::balance(tx, &Account::Bank(link.iban.clone()))?;
    let until_then = books.checked_sub(later).and_then(|books| books.checked_sub(shown.unwrap_or_default()));
    until_then.and_then(|books| link.closing.checked_sub(books)).ok_or_else(overflow)
}

/// What notifications told of and no statement has shown.
fn notified(tx: &Tx<'_>, link: &Link<'_>, when: &str, day: Option<Date>) -> Result<Cents, Error> {
    // By the plus SQLite looks for what no statement has shown, not through the whole account.
    let sql = format!(
        "SELECT coalesce(sum(amount), 0) FROM statement_entries WHERE +iban = ?1 AND statement IS NULL AND {when}"
    );
    let day = day.map(|day| day.to_string());
    Ok(tx.one(&sql, (link.iban.as_str(), day), |row| row.get(0).map(Cents::new))?.unwrap_or_default())
}

/// Whether the books came apart from the bank in this statement, otherwise than by the gap before it. Once they agree again
/// with what the first statement began with there is nothing to remark.
fn books_differ(tx: &Tx<'_>, link: &Link<'_>, before: Option<&Other>, gap: Cents) -> Result<Option<Gap>, Error> {
    let expected = match before {
        // What was notified before anything was known of the account stands in its opening balance.
        None => link.opening.checked_sub(notified(tx, link, "booked_on < ?2", link.days.0)?),
        Some(Other { apart: None, .. }) => return Ok(None),
        // Between neighbours nothing is missing that would explain a gap.
        Some(Other { apart: Some(apart), ordinal, .. }) => match ordinal.zip(link.ordinal()) {
            Some((before, this)) if follows(before, this) => Some(*apart),
            _ => apart.checked_add(gap),
        },
    };
    let expected = expected.ok_or_else(overflow)?;
    let sql = "SELECT apart FROM statements WHERE iban = ?1 AND apart IS NOT NULL ORDER BY ordinal IS NULL, ordinal, id LIMIT 1";
    let at_first = tx.one(sql, [link.iban.as_str()], |row| row.get(0).map(Cents::new))?;
    let apart = apart(tx, link)?;
    if apart == expected || at_first == Some(apart) {
        return Ok(None);
    }
    let books = link.closing.checked_sub(apart).and_then(|moved| moved.checked_add(expected)).ok_or_else(overflow)?;
    Ok(Some(Gap::Books { bank: link.closing, books }))
}

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
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
