//! Reminders: noted when something becomes payable, looked at again on the day. What was paid meanwhile is not reminded of.

use super::queries::PayableRow;
use crate::{
    db::{Tx, ms},
    error::Error,
    ledger::Acting,
    reports::columns::parsed,
};
use dimos_domain::{
    ids::{BillId, PayableId},
    l10n::Language,
};
use jiff::ToSpan;

/// Days before the due date.
const DUE_SOON_DAYS: i32 = 7;
/// Reminders looked at in one transaction.
const AT_ONCE: u32 = 100;

/// Notes when to remind of something.
pub(super) fn plan(tx: &Tx<'_>, by: &Acting<'_>, payable: &PayableRow) -> Result<(), Error> {
    let before = payable.due_on.checked_sub(DUE_SOON_DAYS.days()).ok().filter(|day| *day > by.today());
    let after = payable.due_on.tomorrow().ok();
    for (kind, day) in [("due_soon", before), ("overdue", after)] {
        if let Some(day) = day {
            tx.execute(
                "INSERT INTO reminders (payable, kind, on_day) VALUES (?1, ?2, ?3)",
                (payable.id.to_string(), kind, day.to_string()),
            )?;
        }
    }
    Ok(())
}

/// What ended is not reminded of.
pub(super) fn drop_for(tx: &Tx<'_>, by: &Acting<'_>, bill: BillId) -> Result<(), Error> {
    tx.execute(
        "UPDATE reminders SET done_at = ?2, outcome = 'settled' WHERE done_at IS NULL \
         AND payable IN (SELECT id FROM payables WHERE bill = ?1)",
        (bill.to_string(), ms(by.now)),
    )?;
    Ok(())
}

/// Queues the letters that are due today; how many reminders were looked at. Called until it answers 0.
///
/// # Errors
/// Only the database's.
pub fn remind(tx: &Tx<'_>, by: &Acting<'_>) -> Result<usize, Error> {
    let today = by.today();
    let due: Vec<(PayableId, String)> = tx.all(
        "SELECT payable, kind FROM reminders WHERE done_at IS NULL AND on_day <= ?1 ORDER BY on_day LIMIT ?2",
        (today.to_string(), AT_ONCE),
        |row| Ok((parsed(row, 0)?, row.get(1)?)),
    )?;
    for (payable, kind) in &due {
        let outcome = match super::standing(tx, *payable)? {
            Some(standing) if standing.expected(today)?.total.is_positive() => {
                let email = email(tx, &standing.payable)?;
                email.map_or(Ok("nobody"), |email| queue(tx, by, *payable, kind, &email).map(|()| "queued"))?
            }
            _ => "settled",
        };
        tx.execute(
            "UPDATE reminders SET done_at = ?3, outcome = ?4 WHERE payable = ?1 AND kind = ?2",
            (payable.to_string(), kind, ms(by.now), outcome),
        )?;
    }
    Ok(due.len())
}

fn email(tx: &Tx<'_>, payable: &PayableRow) -> Result<Option<String>, Error> {
    tx.one(
        "SELECT email FROM debtor_contacts WHERE debtor = ?1 AND email <> ''",
        [payable.bill.debtor.to_string()],
        |row| row.get(0),
    )
}

fn queue(tx: &Tx<'_>, by: &Acting<'_>, payable: PayableId, kind: &str, email: &str) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO mail_outbox (kind, about, recipient, language, state, try_at, created_at) \
         VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?5) ON CONFLICT (kind, about) DO NOTHING",
        (kind, payable.to_string(), email, Language::default().tag(), ms(by.now)),
    )?;
    Ok(())
}
