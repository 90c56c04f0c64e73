//! How the statements of an account hang together: each begins with what the one before it ended with. Where one is
//! missing, or a bank counts otherwise, that is remarked, never a reason to refuse what did come.

use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account},
    texts,
};
use dimos_domain::{
    l10n::Language,
    money::{Cents, Iban},
};
use jiff::civil::Date;

/// A statement that was read to its end.
pub(super) struct Link<'a> {
    pub(super) row: i64,
    /// The how-many-th of its file.
    pub(super) part: i64,
    pub(super) iban: &'a Iban,
    pub(super) sequence: Option<i64>,
    pub(super) opening: Cents,
    pub(super) closing: Cents,
    /// What of its entries earlier statements told of already.
    pub(super) overlap: Cents,
    pub(super) days: (Option<Date>, Option<Date>),
}

impl Link<'_> {
    fn follows_by_number(&self, before: &Before) -> bool {
        before.sequence.zip(self.sequence).is_some_and(|(before, this)| before.checked_add(1) == Some(this))
    }
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

/// The statement before one.
struct Before {
    sequence: Option<i64>,
    closing: Cents,
    apart: Option<Cents>,
}

/// Whether a statement tells of entries that the one before it cannot have shown, though they look the same: it bears the next
/// number and begins with what that one ended with. What both tell of would stand in that balance already.
pub(super) fn repeats_nothing(tx: &Tx<'_>, link: &Link<'_>) -> Result<bool, Error> {
    let before = before(tx, link)?;
    Ok(before.is_some_and(|before| link.follows_by_number(&before) && before.closing == link.opening))
}

fn before(tx: &Tx<'_>, link: &Link<'_>) -> Result<Option<Before>, Error> {
    tx.one(
        "SELECT sequence, closing, apart FROM statements WHERE iban = ?1 AND id <> ?2 AND closing IS NOT NULL \
         AND (?3 IS NULL OR sequence IS NULL OR sequence <= ?3) ORDER BY sequence DESC, id DESC LIMIT 1",
        (link.iban.as_str(), link.row, link.sequence),
        |row| {
            let (closing, apart) = (row.get(1).map(Cents::new)?, row.get::<_, Option<i64>>(2)?.map(Cents::new));
            Ok(Before { sequence: row.get(0)?, closing, apart })
        },
    )
}

/// Notes with what a statement ended, and looks at the one before it and at the books.
pub(super) fn close(tx: &Tx<'_>, link: &Link<'_>) -> Result<Vec<Gap>, Error> {
    let before = before(tx, link)?;
    let mut gaps = before.as_ref().map(|before| gaps(link, before.sequence, before.closing)).unwrap_or_default();
    gaps.extend(missing_after(tx, link)?);
    let follows = gaps.is_empty();
    let apart = apart(tx, link)?;
    gaps.extend(books_differ(tx, link, before.as_ref(), apart)?);
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    tx.execute(
        "UPDATE statements SET opening = ?2, closing = ?3, from_day = ?4, to_day = ?5, follows = ?6, apart = ?7 \
         WHERE id = ?1",
        (link.row, link.opening.get(), link.closing.get(), day(link.days.0), day(link.days.1), follows, apart.get()),
    )?;
    Ok(gaps)
}

/// A later statement came first, and what is between them is missing still.
fn missing_after(tx: &Tx<'_>, link: &Link<'_>) -> Result<Option<Gap>, Error> {
    let sql = "SELECT min(sequence) FROM statements WHERE iban = ?1 AND closing IS NOT NULL AND sequence > ?2";
    let next = tx.one(sql, (link.iban.as_str(), link.sequence), |row| row.get::<_, Option<i64>>(0))?.flatten();
    let between =
        |(this, next): (i64, i64)| (next > this + 1).then(|| Gap::NumbersAfter { from: this + 1, to: next - 1 });
    Ok(link.sequence.zip(next).and_then(between))
}

/// What the account holds by the bank at a statement's end, less what the books have moved on it until then: all of the
/// ledger's account but what later statements show, or what was only notified for later.
fn apart(tx: &Tx<'_>, link: &Link<'_>) -> Result<Cents, Error> {
    let later = notified(tx, link, "booked_on > ?2", link.days.1)?;
    // A later one that came first may have told of what this one tells of.
    let sql = "SELECT coalesce(sum(e.amount), 0) FROM statements s JOIN statement_entries e ON e.statement = s.id \
               WHERE s.iban = ?1 AND s.sequence > ?2 AND NOT EXISTS (SELECT 1 FROM entry_places l \
               JOIN statements this ON this.id = ?3 AND this.file = l.file WHERE l.entry = e.id AND l.part = ?4)";
    let this = (link.iban.as_str(), link.sequence, link.row, link.part);
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
fn books_differ(tx: &Tx<'_>, link: &Link<'_>, before: Option<&Before>, apart: Cents) -> Result<Option<Gap>, Error> {
    let expected = match before {
        // What was notified before anything was known of the account stands in its opening balance.
        None => link.opening.checked_sub(notified(tx, link, "booked_on < ?2", link.days.0)?),
        Some(Before { apart: None, .. }) => return Ok(None),
        // Nothing is missing between the two that would explain a gap.
        Some(before @ Before { apart: Some(apart), .. }) if link.follows_by_number(before) => Some(*apart),
        Some(Before { closing, apart: Some(apart), .. }) => {
            let gap = link.opening.checked_add(link.overlap).and_then(|begins| begins.checked_sub(*closing));
            gap.and_then(|gap| apart.checked_add(gap))
        }
    };
    let expected = expected.ok_or_else(overflow)?;
    let sql = "SELECT apart FROM statements WHERE iban = ?1 AND apart IS NOT NULL ORDER BY sequence, id LIMIT 1";
    let at_first = tx.one(sql, [link.iban.as_str()], |row| row.get(0).map(Cents::new))?;
    if apart == expected || at_first == Some(apart) {
        return Ok(None);
    }
    let books = link.closing.checked_sub(apart).and_then(|moved| moved.checked_add(expected)).ok_or_else(overflow)?;
    Ok(Some(Gap::Books { bank: link.closing, books }))
}

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}

fn gaps(link: &Link<'_>, sequence: Option<i64>, ended: Cents) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if let (Some(before), Some(this)) = (sequence, link.sequence)
        && this > before + 1
    {
        gaps.push(Gap::Numbers { from: before + 1, to: this - 1 });
    }
    // What both tell of stands in the earlier one's closing balance already.
    if link.opening.checked_add(link.overlap) != Some(ended) {
        gaps.push(Gap::Balance { ended, begins: link.opening });
    }
    gaps
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn link(iban: &Iban, opening: i64, overlap: i64) -> Link<'_> {
        Link {
            row: 1,
            part: 1,
            iban,
            sequence: Some(5),
            opening: Cents::new(opening),
            closing: Cents::ZERO,
            overlap: Cents::new(overlap),
            days: (None, None),
        }
    }

    #[test]
    fn a_statement_begins_where_the_one_before_it_ended() {
        let iban = "GR1601101250000000012300695".parse().unwrap();
        assert_eq!(gaps(&link(&iban, 100, 0), Some(4), Cents::new(100)), []);
        assert_eq!(gaps(&link(&iban, 60, 40), Some(5), Cents::new(100)), [], "it tells of 40 again");
        let missing = Gap::Numbers { from: 3, to: 4 };
        assert_eq!(gaps(&link(&iban, 100, 0), Some(2), Cents::new(100)), std::slice::from_ref(&missing));
        let other = Gap::Balance { ended: Cents::new(90), begins: Cents::new(100) };
        assert_eq!(gaps(&link(&iban, 100, 0), Some(2), Cents::new(90)), [missing, other]);
        assert_eq!(gaps(&link(&iban, 100, 0), None, Cents::new(100)), [], "no numbers, no gap");
    }
}
