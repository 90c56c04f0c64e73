//! The inbox: what providers said, kept before they are thanked. It is worked through in any order, as often as it takes;
//! what speaks of something that is not there yet stays and is tried again.

use super::{
    attempts, disputes,
    hearing::{self, Heard, How},
    orders,
    parked::{self, Misfit},
    said::Said,
};
use crate::{
    db::{Tx, ms},
    error::Error,
    ledger::{Acting, Author, Hand},
    refunds::{self, RefundNews},
    reports::columns::{json, parsed, time},
    state::App,
};
use dimos_checkout::{Currency, ProviderName};
use dimos_domain::{ids::AttemptId, money::Cents};
use jiff::{SignedDuration, Timestamp};

/// Rows worked through in one transaction.
const AT_ONCE: u32 = 50;
/// Seconds until something that could not be placed is tried again; then the last one again and again.
const AGAIN_S: [i64; 7] = [5, 15, 60, 300, 1_800, 7_200, 21_600];
/// So long nobody is told that a letter speaks of what is not there.
const TOO_LONG_S: i64 = 3 * 24 * 3_600;

struct Row {
    id: i64,
    provider: ProviderName,
    /// None: what was kept cannot be read any more.
    said: Option<Said>,
}

/// Keeps what a provider said, unless it was said before; its number, if it is new. Commit this before answering.
///
/// # Errors
/// Only the database's.
pub fn put(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    provider: ProviderName,
    event: &str,
    said: &Said,
) -> Result<Option<i64>, Error> {
    let new = tx.execute(
        "INSERT INTO inbox (provider, event, order_ref, said, state, try_at, received_at) \
         VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?5) ON CONFLICT (provider, event) DO NOTHING",
        (provider.as_str(), event, said.order(), serde_json::to_string(said)?, ms(by.now)),
    )?;
    Ok((new == 1).then(|| tx.last_insert_rowid()))
}

/// Whether an order is one that was opened here: a hint on another is worth little.
///
/// # Errors
/// Only the database's.
pub(super) fn is_ours(tx: &Tx<'_>, provider: ProviderName, order: &str) -> Result<bool, Error> {
    orders::attempt_of(tx, provider, order).map(|attempt| attempt.is_some())
}

/// Works through one row, just kept.
///
/// # Errors
/// Only the database's.
pub(super) async fn work_one(app: &App, provider: ProviderName, id: i64, said: Said) -> Result<(), Error> {
    try_row(app, Row { id, provider, said: Some(said) }).await
}

/// Works through what is due; how many rows. Called by the clock.
///
/// # Errors
/// Only the database's.
pub async fn work_inbox(app: &App) -> Result<usize, Error> {
    let now = app.clock.now();
    let due = app.db.read(move |tx| {
        tx.all(
            "SELECT id, provider, said FROM inbox WHERE state = 'waiting' AND try_at <= ?1 ORDER BY try_at, id LIMIT ?2",
            (ms(now), AT_ONCE),
            // Each by itself: one that cannot be read must not hold up the others.
            |row| Ok(Row { id: row.get(0)?, provider: parsed(row, 1)?, said: json(row, 2).ok() }),
        )
    });
    let due = due.await?;
    let many = due.len();
    for row in due {
        try_row(app, row).await?;
    }
    Ok(many)
}

/// One that cannot be worked through must not hold up the others, and is not forgotten.
async fn try_row(app: &App, row: Row) -> Result<(), Error> {
    let (id, provider) = (row.id, row.provider);
    let done = Hand::of(app, Author::Provider(provider)).write(move |tx, by| work(tx, by, &row)).await;
    let Err(cause) = done else { return Ok(()) };
    tracing::error!(%cause, id, %provider, "what a provider said could not be worked through");
    Hand::of(app, Author::Provider(provider)).write(move |tx, by| later(tx, by, id)).await
}

fn work(tx: &Tx<'_>, by: &Acting<'_>, row: &Row) -> Result<(), Error> {
    // Another one may have been faster.
    let waits = tx.one("SELECT state = 'waiting' FROM inbox WHERE id = ?1", [row.id], |row| row.get(0))?;
    if waits != Some(true) {
        return Ok(());
    }
    match hear(tx, by, row)? {
        Heard::Believed | Heard::Parked => {
            tx.execute("UPDATE inbox SET state = 'done', try_at = NULL WHERE id = ?1", [row.id])?;
            let event = tx.one("SELECT event FROM inbox WHERE id = ?1", [row.id], |row| row.get::<_, String>(0))?;
            event.map_or(Ok(()), |event| parked::is_over(tx, by, &unplaced(row.provider, &event), "placed"))
        }
        Heard::NotYet => later(tx, by, row.id),
    }
}

fn later(tx: &Tx<'_>, by: &Acting<'_>, id: i64) -> Result<(), Error> {
    let sql = "SELECT tries, received_at, provider, event, said FROM inbox WHERE id = ?1 AND state = 'waiting'";
    let row = tx.one(sql, [id], |row| {
        let (tries, since): (i64, Timestamp) = (row.get(0)?, time(row, 1)?);
        Ok((tries, since, parsed::<ProviderName>(row, 2)?, row.get::<_, String>(3)?, json::<Said>(row, 4).ok()))
    })?;
    let Some((tries, since, provider, event, said)) = row else { return Ok(()) };
    let [.., last] = AGAIN_S;
    let wait = usize::try_from(tries).ok().and_then(|tries| AGAIN_S.get(tries)).copied().unwrap_or(last);
    let at = by.now.checked_add(SignedDuration::from_secs(wait)).map_err(Error::internal)?;
    tx.execute("UPDATE inbox SET tries = tries + 1, try_at = ?2 WHERE id = ?1", (id, ms(at)))?;
    let is_new = by.now.duration_since(since).as_secs() < TOO_LONG_S;
    let (reason, (amount, currency)) = match &said {
        None => ("unreadable", (Cents::ZERO, Currency::EUR.as_str())),
        Some(_) if is_new => return Ok(()),
        // It asserted nothing, and what it hinted at was never here: there is nothing to decide.
        Some(Said::AskAgain { .. }) => return ignore(tx, id),
        Some(said) => ("unplaced", said.money()),
    };
    let fact = unplaced(provider, &event);
    parked::park(tx, &Misfit { fact: &fact, provider, attempt: None, reason, amount, currency, at: since })
}

/// It is not tried again.
fn ignore(tx: &Tx<'_>, id: i64) -> Result<(), Error> {
    tx.execute("UPDATE inbox SET state = 'ignored', try_at = NULL WHERE id = ?1", [id]).map(|_| ())
}

/// The fact that nobody here knows what a letter speaks of.
fn unplaced(provider: ProviderName, event: &str) -> String {
    format!("unplaced:{provider}:{event}")
}

fn hear(tx: &Tx<'_>, by: &Acting<'_>, row: &Row) -> Result<Heard, Error> {
    let Some(said) = &row.said else { return Err(Error::internal("what a provider said cannot be read any more")) };
    match said {
        Said::AskAgain { order, .. } => match orders::attempt_of(tx, row.provider, order)? {
            // Asked by the clock, outside every transaction.
            Some(mut attempt) if attempt.order.as_ref() == Some(order) => {
                attempt.ask_at = Some(attempt.may_be_asked(by.now));
                attempts::update(tx, &attempt)?;
                Ok(Heard::Believed)
            }
            Some(_) => orders::close_soon(tx, by, row.provider, order).map(|()| Heard::Believed),
            None => Ok(Heard::NotYet),
        },
        Said::Order { attempt, order, status } => match attempt_of(tx, row.provider, *attempt, order)? {
            Some(id) => hearing::hear_order(tx, by, id, Some(order), status, How::Letter),
            None => Ok(Heard::NotYet),
        },
        Said::Dispute { dispute, transaction, amount, currency, news, .. } => {
            let (provider, reference, amount, news) = (row.provider, dispute.as_str(), *amount, *news);
            disputes::hear(tx, by, &disputes::Disputed { provider, reference, transaction, amount, currency, news })
        }
        Said::Refund { refund, transaction, status } => {
            let status = status.status().ok_or_else(|| Error::internal("a refund was kept under no name"))?;
            let (provider, refund) = (row.provider, *refund);
            refunds::hear_news(tx, by, &RefundNews { provider, refund, transaction, status: &status })
        }
        Said::GoneBack { transaction, total } => refunds::hear_gone_back(tx, by, row.provider, transaction, *total),
    }
}

/// The attempt that a provider speaks of: by our name for it if the provider told it, else by the provider's. A name of
/// ours for another provider's attempt is no name.
fn attempt_of(
    tx: &Tx<'_>,
    provider: ProviderName,
    named: Option<AttemptId>,
    order: &str,
) -> Result<Option<AttemptId>, Error> {
    if let Some(row) = orders::attempt_of(tx, provider, order)? {
        return Ok(Some(row.id));
    }
    let Some(row) = named.map(|id| attempts::attempt(tx, id)).transpose()?.flatten() else { return Ok(None) };
    // Of an order that was opened and whose answer was lost, only our name is known.
    Ok((row.provider == provider).then_some(row.id))
}
