//! How the statements of an account hang together: each begins with what the one before it ended with. Where one is
//! missing, or a bank counts otherwise, that is remarked, never a reason to refuse what did come.

use super::{
    links::{Link, Other, after, before, follows, later, missing},
    other_money::{sum, told_again},
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account},
    texts,
};
use dimos_domain::{l10n::Language, money::Cents};
use jiff::civil::Date;

/// How many of the statements after one that came late are compared with the books anew; of the others only the last is, by
/// which the next one goes.
const MOST_COMPARED: usize = 10;

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

/// Looks how a noted statement hangs together with the one before it and with the books.
pub(super) fn close(tx: &Tx<'_>, link: &Link<'_>) -> Result<Vec<Gap>, Error> {
    let gaps = gaps(tx, link)?;
    let follows = gaps.iter().all(|gap| matches!(gap, Gap::Books { .. }));
    tx.execute("UPDATE statements SET follows = ?2 WHERE id = ?1", (link.row, follows))?;
    compare(tx, link)?;
    Ok(gaps)
}

/// Compares the books with what the account holds at a statement's end by the bank.
pub(super) fn compare(tx: &Tx<'_>, link: &Link<'_>) -> Result<(), Error> {
    let apart = apart(tx, link)?.get();
    tx.execute("UPDATE statements SET apart = ?2 WHERE id = ?1", (link.row, apart))?;
    Ok(())
}

/// What came late has moved the books under the statements after it. The name of the next one, and how the books come apart in
/// it, now that the one before it is there.
pub(super) fn compare_later(tx: &Tx<'_>, link: &Link<'_>) -> Result<Option<(String, Gap)>, Error> {
    let later = later(tx, link)?;
    if let Some(this) = link.ordinal() {
        let sql = "UPDATE statements SET apart = NULL WHERE iban = ?1 AND ordinal > ?2";
        tx.execute(sql, (link.iban.as_str(), this))?;
    }
    for one in later.iter().take(MOST_COMPARED).chain(later.iter().skip(MOST_COMPARED).last()) {
        compare(tx, one)?;
    }
    let (Some(next), Some(this)) = (later.into_iter().next(), link.ordinal()) else { return Ok(None) };
    if !next.ordinal().is_some_and(|next| follows(this, next)) || next.opening != link.closing {
        return Ok(None);
    }
    let before = before(tx, &next)?;
    let gap = books_differ(tx, &next, before.as_ref(), Cents::ZERO)?;
    Ok(gap.map(|gap| (next.name, gap)))
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
/// ledger's account but what later statements show, or ones that are still being read, or what was only notified for later.
fn apart(tx: &Tx<'_>, link: &Link<'_>) -> Result<Cents, Error> {
    let later = notified(tx, link, "booked_on > ?2", link.days.1)?;
    // A later one that came first may have told of what this one tells of.
    let sql = "SELECT coalesce(sum(e.amount), 0) FROM statements s JOIN statement_entries e ON e.statement = s.id \
               WHERE s.iban = ?1 AND (s.ordinal > ?2 OR s.closing IS NULL AND s.sequence IS NOT ?5) AND NOT EXISTS (SELECT 1 FROM entry_places l \
               WHERE l.entry = e.id AND l.file = ?3 AND l.part = ?4)";
    let this = (link.iban.as_str(), link.ordinal(), link.file, link.part, link.sequence);
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
