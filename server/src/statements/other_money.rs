//! Entries that look like those of another statement, and by the balances are other money.

use super::links::{Link, OTHERS, after, follows, other};
use crate::{db::Tx, error::Error, reports::columns::parsed};
use dimos_domain::{ids::EntryId, money::Cents};
use std::collections::BTreeMap;

/// A row that a statement tells of again.
pub(super) struct Told {
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
pub(super) fn told_again(tx: &Tx<'_>, link: &Link<'_>, whose: &str, row: i64) -> Result<Vec<Told>, Error> {
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

pub(super) fn sum(told: &[Told]) -> Result<Cents, Error> {
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

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}
