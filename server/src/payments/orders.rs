//! Every order that was opened for an attempt. One is its own: whose page people are sent to, or that was paid. Any other
//! is closed at its provider, and asked about until it is; money that comes by it all the same is the attempt's.

use super::{
    asking::PATIENT,
    attempts::{self, AttemptRow},
    hearing::{self, How},
    said::Status,
};
use crate::{
    db::{Tx, ms},
    error::Error,
    ledger::{Acting, Author, Hand},
    reports::columns::{maybe_parsed, maybe_time, parsed, time},
    state::App,
};
use dimos_checkout::{OrderCode, OrderRef, OrderStatus, ProviderName};
use dimos_domain::ids::AttemptId;
use jiff::{SignedDuration, Timestamp};

/// Until a provider is told once more to close an order.
const AGAIN_S: i64 = 15 * 60;
/// The same for one that should have closed by itself long ago.
const WHEN_OLD_S: i64 = 6 * 3_600;
/// Money may come late: so long after it closed an order is asked about for the last time.
const LATE_S: i64 = 26 * 3_600;
/// Orders closed in one round.
const AT_ONCE: u32 = 50;

/// Remembers an order of an attempt; whether it is new.
pub(super) fn keep(tx: &Tx<'_>, by: &Acting<'_>, row: &AttemptRow, order: &str) -> Result<bool, Error> {
    let new = tx.execute(
        "INSERT INTO attempt_orders (provider, order_ref, attempt, noted_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (provider, order_ref) DO NOTHING",
        (row.provider.as_str(), order, row.id.to_string(), ms(by.now)),
    )?;
    Ok(new == 1)
}

/// Nobody is to pay by it: it is closed, or asked about, as soon as the clock comes round.
pub(super) fn close_soon(tx: &Tx<'_>, by: &Acting<'_>, provider: ProviderName, order: &str) -> Result<(), Error> {
    let sql = "UPDATE attempt_orders SET close_at = ?3 WHERE provider = ?1 AND order_ref = ?2";
    tx.execute(sql, (provider.as_str(), order, ms(by.now)))?;
    Ok(())
}

/// Closes, or asks about, every order that is due; how many. Called by the clock.
pub(super) async fn close_due(app: &App) -> Result<usize, Error> {
    let now = app.clock.now();
    let due = app.db.read(move |tx| {
        let sql =
            "SELECT provider, order_ref, attempt FROM attempt_orders WHERE close_at <= ?1 ORDER BY close_at LIMIT ?2";
        tx.all(sql, (ms(now), AT_ONCE), |row| {
            Ok((parsed::<ProviderName>(row, 0)?, row.get::<_, String>(1)?, parsed::<AttemptId>(row, 2)?))
        })
    });
    let due = due.await?;
    let many = due.len();
    for (provider, order, attempt) in due {
        close(app, provider, order, attempt).await?;
    }
    Ok(many)
}

/// Closes one at its provider, and writes down what that says of it.
pub(super) async fn close(app: &App, name: ProviderName, order: String, attempt: AttemptId) -> Result<(), Error> {
    let code = order.parse::<OrderCode>().ok();
    let answer = match (app.providers.get(name), &code) {
        (Some(provider), Some(_)) => {
            Some(provider.cancel(&OrderRef { attempt, code, transaction: None }, PATIENT).await)
        }
        _ => None,
    };
    let status = match answer {
        Some(Ok(status)) => Some(status),
        Some(Err(cause)) => {
            tracing::warn!(provider = %name, %cause, "an order that nobody is sent to was not closed");
            None
        }
        None => None,
    };
    let work = move |tx: &Tx<'_>, by: &Acting<'_>| note(tx, by, (name, &order), attempt, status.as_ref());
    Hand::of(app, Author::Provider(name)).write(work).await
}

fn note(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    (provider, order): (ProviderName, &str),
    attempt: AttemptId,
    status: Option<&OrderStatus>,
) -> Result<(), Error> {
    let sql = "SELECT noted_at, closed_at FROM attempt_orders WHERE provider = ?1 AND order_ref = ?2";
    let times = tx.one(sql, (provider.as_str(), order), |row| Ok((time(row, 0)?, maybe_time(row, 1)?)))?;
    let Some((noted, closed)) = times else { return Ok(()) };
    let later = |seconds| by.now.checked_add(SignedDuration::from_secs(seconds)).ok();
    let (closed_at, close_at): (Option<Timestamp>, Option<Timestamp>) = match (status, closed) {
        (Some(OrderStatus::Pending | OrderStatus::Failed { .. }) | None, _) => {
            let is_old = by.now.duration_since(noted).as_secs() > LATE_S;
            (closed, later(if is_old { WHEN_OLD_S } else { AGAIN_S }))
        }
        (Some(_), None) => (Some(by.now), later(LATE_S)),
        (Some(_), Some(before)) => (Some(before), None),
    };
    tx.execute(
        "UPDATE attempt_orders SET closed_at = ?3, close_at = ?4 WHERE provider = ?1 AND order_ref = ?2",
        (provider.as_str(), order, closed_at.map(ms), close_at.map(ms)),
    )?;
    match status {
        Some(paid @ (OrderStatus::Paid(_) | OrderStatus::Reversed(_))) => {
            hearing::hear_order(tx, by, attempt, Some(order), &Status::from(paid.clone()), How::Letter).map(|_| ())
        }
        _ => Ok(()),
    }
}

/// The attempt of a provider's order, whichever of its orders that is.
pub(super) fn attempt_of(tx: &Tx<'_>, provider: ProviderName, order: &str) -> Result<Option<AttemptRow>, Error> {
    let sql = "SELECT attempt FROM attempt_orders WHERE provider = ?1 AND order_ref = ?2";
    let id = tx.one(sql, (provider.as_str(), order), |row| maybe_parsed::<AttemptId>(row, 0))?.flatten();
    id.map(|id| attempts::attempt(tx, id)).transpose().map(Option::flatten)
}
