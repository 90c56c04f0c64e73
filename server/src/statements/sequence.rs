//! How the statements of an account hang together: each begins with what the one before it ended with. Where one is
//! missing, or a bank counts otherwise, that is remarked, never a reason to refuse what did come.

use crate::{db::Tx, error::Error, texts};
use dimos_domain::{
    l10n::Language,
    money::{Cents, Iban},
};
use jiff::civil::Date;

/// A statement that was read to its end.
pub(super) struct Link<'a> {
    pub(super) row: i64,
    pub(super) iban: &'a Iban,
    pub(super) sequence: Option<i64>,
    pub(super) opening: Cents,
    pub(super) closing: Cents,
    /// What of its entries earlier statements told of already.
    pub(super) overlap: Cents,
    /// Whether something in it was said otherwise before: then the books are not what it says.
    pub(super) contradicts: bool,
    pub(super) days: (Option<Date>, Option<Date>),
}

/// Why a statement does not follow the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gap {
    /// These numbers of the bank's sequence are missing.
    Numbers { from: i64, to: i64 },
    /// It begins with another balance.
    Balance { ended: Cents, begins: Cents },
}

impl Gap {
    pub(super) fn in_words(&self, language: Language, statement: &str) -> String {
        let statement = || ("statement", statement.to_owned().into());
        match self {
            Self::Numbers { from, to } => {
                let args = [statement(), ("from", from.to_string().into()), ("to", to.to_string().into())];
                texts::text(language, "statement-numbers-missing", &args)
            }
            Self::Balance { ended, begins } => {
                let (ended, begins) = (ended.text(language), begins.text(language));
                let args = [statement(), ("ended", ended.into()), ("begins", begins.into())];
                texts::text(language, "statement-balance-gap", &args)
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

/// Notes with what a statement ended, and looks at the one before it.
pub(super) fn close(tx: &Tx<'_>, link: &Link<'_>) -> Result<Vec<Gap>, Error> {
    let before = tx.one(
        "SELECT sequence, closing FROM statements WHERE iban = ?1 AND id <> ?2 AND closing IS NOT NULL \
         AND (?3 IS NULL OR sequence IS NULL OR sequence <= ?3) ORDER BY sequence DESC, id DESC LIMIT 1",
        (link.iban.as_str(), link.row, link.sequence),
        |row| Ok((row.get::<_, Option<i64>>(0)?, row.get(1).map(Cents::new)?)),
    )?;
    let gaps = before.map(|(sequence, closing)| gaps(link, sequence, closing)).unwrap_or_default();
    let follows = gaps.is_empty() && !link.contradicts;
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    tx.execute(
        "UPDATE statements SET opening = ?2, closing = ?3, from_day = ?4, to_day = ?5, follows = ?6 WHERE id = ?1",
        (link.row, link.opening.get(), link.closing.get(), day(link.days.0), day(link.days.1), follows),
    )?;
    Ok(gaps)
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
            iban,
            sequence: Some(5),
            opening: Cents::new(opening),
            closing: Cents::ZERO,
            overlap: Cents::new(overlap),
            contradicts: false,
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
