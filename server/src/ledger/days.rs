//! Business days: what a closed day holds is settled for good; what comes later belongs to the next one.

use super::{Author, chain};
use crate::{
    db::{Tx, ms},
    error::Error,
    reports::columns::parsed,
};
use dimos_api::{pay::DayCloseResponse, problem::Code};
use dimos_domain::money::Cents;
use jiff::{Timestamp, civil::Date};

/// The business day to which something of a day belongs: that day, or the first after it that is not closed.
///
/// # Errors
/// Only the database's.
pub fn business_day(tx: &Tx<'_>, day: Date) -> Result<Date, Error> {
    let closed = last_closed(tx)?.filter(|closed| *closed >= day);
    closed.map_or(Ok(day), |closed| closed.tomorrow().map_err(Error::internal))
}

/// The last day that was closed; every day before it is closed too.
///
/// # Errors
/// Only the database's.
pub fn last_closed(tx: &Tx<'_>) -> Result<Option<Date>, Error> {
    tx.one("SELECT day FROM closed_days ORDER BY day DESC LIMIT 1", [], |row| parsed(row, 0))
}

/// Closes a day and every one before it. Closing it again answers as the first time.
///
/// # Errors
/// `invalid` for a day that has not come yet or lies before one that is closed.
pub fn close_day(
    tx: &Tx<'_>,
    now: Timestamp,
    author: &Author,
    day: Date,
    today: Date,
) -> Result<DayCloseResponse, Error> {
    if let Some(closed) = find(tx, day)? {
        return Ok(closed);
    }
    let last = last_closed(tx)?;
    if day > today || last.is_some_and(|last| day < last) {
        return Err(Error::new(Code::Invalid).because("close-day"));
    }
    let since = last.unwrap_or(Date::MIN).to_string();
    let count = |sql| tx.one(sql, (&since, day.to_string()), |row| row.get::<_, i64>(0));
    let entries = count("SELECT count(*) FROM journal_entries WHERE on_day > ?1 AND on_day <= ?2")?;
    let receipts = count(
        "SELECT count(DISTINCT e.payment) FROM journal_entries e WHERE e.on_day > ?1 AND e.on_day <= ?2 \
         AND e.kind IN ('payment', 'cash', 'match') AND e.reverses IS NULL",
    )?;
    let received = count(
        "SELECT coalesce(sum(p.cents), 0) FROM journal_entries e JOIN postings p ON p.entry = e.no \
         JOIN ledger_accounts a ON a.id = p.account WHERE e.on_day > ?1 AND e.on_day <= ?2 \
         AND ((a.kind = 'clearing' AND e.kind = 'payment') OR (a.kind = 'cash' AND e.kind = 'cash') \
             OR (a.kind = 'unmatched' AND e.kind = 'match'))",
    )?;
    let (no, hash) = chain::last(tx)?;
    tx.execute(
        "INSERT INTO closed_days (day, closed_at, role, actor, entries, receipts, received, last_no, hash) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        rusqlite::params![
            day.to_string(),
            ms(now),
            author.role(),
            author.actor(),
            entries,
            receipts,
            received,
            no,
            hash.as_slice(),
        ],
    )?;
    find(tx, day)?.ok_or_else(|| Error::internal("a closed day is gone"))
}

fn find(tx: &Tx<'_>, day: Date) -> Result<Option<DayCloseResponse>, Error> {
    tx.one("SELECT entries, receipts, received, hash FROM closed_days WHERE day = ?1", [day.to_string()], |row| {
        let hash: chain::Hash = row.get(3)?;
        Ok(DayCloseResponse {
            day,
            entries: row.get(0)?,
            receipts: row.get(1)?,
            received: row.get(2).map(Cents::new)?,
            hash: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    })
}
