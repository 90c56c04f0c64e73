//! Attempts in the database.

use super::queries::PaymentRow;
use crate::{
    db::{Tx, ms},
    error::Error,
    ledger::Acting,
    reports::columns::{maybe_parsed, maybe_time, named, number, parsed, time},
    texts,
};
use dimos_api::pay::{Attempt, AttemptResponse, Part, ReturnTo};
use dimos_checkout::{Method, ProviderName};
use dimos_domain::{
    ids::{AttemptId, DeviceId, PaymentId},
    money::{AttemptState, Cents, PaymentState},
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Row;

/// An attempt to pay by a provider's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    /// Its id.
    pub id: AttemptId,
    /// Whose; none for a guest's.
    pub device: Option<DeviceId>,
    /// By whose page.
    pub provider: ProviderName,
    /// How on that page.
    pub method: Method,
    /// The provider's name for it, once known.
    pub order: Option<String>,
    /// The page.
    pub checkout_url: Option<String>,
    /// Where the page leads back to.
    pub return_to: ReturnTo,
    /// How it stands.
    pub state: AttemptState,
    /// How much.
    pub amount: Cents,
    /// The provider's code for why it failed.
    pub reason: Option<String>,
    /// What came of it.
    pub payment: Option<PaymentId>,
    /// When it began.
    pub created_at: Timestamp,
    /// Until when the page takes money.
    pub expires_at: Option<Timestamp>,
    /// How often the provider was asked since something changed.
    pub asks: u32,
    /// When it was asked last.
    pub asked_at: Option<Timestamp>,
    /// When it is asked next.
    pub ask_at: Option<Timestamp>,
    /// Until when somebody is opening it; it may have passed.
    pub opening_until: Option<Timestamp>,
    /// What for.
    pub parts: Vec<Part>,
}

impl AttemptRow {
    /// Whether money came that does not fit, and waits for a person.
    #[must_use]
    pub fn is_parked(&self) -> bool {
        self.reason.as_deref() == Some("parked") && self.payment.is_none()
    }
}

const COLUMNS: &str = "id, device, provider, method, order_ref, checkout_url, return_to, state, amount, reason, payment, \
    created_at, expires_at, asks, asked_at, ask_at, opening_until";

fn attempt_row(row: &Row<'_>) -> rusqlite::Result<AttemptRow> {
    Ok(AttemptRow {
        id: parsed(row, 0)?,
        device: maybe_parsed(row, 1)?,
        provider: parsed(row, 2)?,
        method: if row.get::<_, String>(3)? == Method::Bank.as_str() { Method::Bank } else { Method::Card },
        order: row.get(4)?,
        checkout_url: row.get(5)?,
        return_to: named(row, 6)?,
        state: named(row, 7)?,
        amount: row.get(8).map(Cents::new)?,
        reason: row.get(9)?,
        payment: maybe_parsed(row, 10)?,
        created_at: time(row, 11)?,
        expires_at: maybe_time(row, 12)?,
        asks: number(row, 13)?,
        asked_at: maybe_time(row, 14)?,
        ask_at: maybe_time(row, 15)?,
        opening_until: maybe_time(row, 16)?,
        parts: Vec::new(),
    })
}

/// An attempt.
///
/// # Errors
/// Only the database's.
pub fn attempt(tx: &Tx<'_>, id: AttemptId) -> Result<Option<AttemptRow>, Error> {
    let found = tx.one(&format!("SELECT {COLUMNS} FROM attempts WHERE id = ?1"), [id.to_string()], attempt_row)?;
    found.map(|row| with_parts(tx, row)).transpose()
}

/// The attempt that a payment came of; none for a second payment of one order.
///
/// # Errors
/// Only the database's.
pub fn attempt_of(tx: &Tx<'_>, payment: PaymentId) -> Result<Option<AttemptId>, Error> {
    tx.one(
        "SELECT a.id FROM payments m JOIN attempts a ON a.provider = m.provider AND a.payment = m.id WHERE m.id = ?1",
        [payment.to_string()],
        |row| parsed(row, 0),
    )
}

/// A payment's attempt is asked about as soon as the clock comes round; whether there is one.
///
/// # Errors
/// Only the database's.
pub fn ask_soon(tx: &Tx<'_>, by: &Acting<'_>, payment: PaymentId) -> Result<bool, Error> {
    let Some(id) = attempt_of(tx, payment)? else { return Ok(false) };
    tx.execute("UPDATE attempts SET ask_at = ?2 WHERE id = ?1", (id.to_string(), ms(by.now)))?;
    Ok(true)
}

/// For so long an attempt that ended without money is asked about once more if its provider paid out more than is known.
const REMEMBERED_S: i64 = 60 * 24 * 3_600;

/// A provider paid out more than anybody was told of: what ended without money, or has not ended, is asked about now.
///
/// # Errors
/// Only the database's.
pub fn ask_about_unpaid(tx: &Tx<'_>, by: &Acting<'_>, provider: ProviderName) -> Result<(), Error> {
    let since = by.now.checked_sub(SignedDuration::from_secs(REMEMBERED_S)).map_err(Error::internal)?;
    tx.execute(
        "UPDATE attempts SET ask_at = ?2 WHERE provider = ?1 AND payment IS NULL AND order_ref IS NOT NULL \
         AND created_at > ?3 AND (ask_at IS NULL OR ask_at > ?2) AND reason IS NOT 'parked'",
        (provider.as_str(), ms(by.now), ms(since)),
    )?;
    tx.execute(
        "UPDATE attempt_orders SET close_at = ?2 WHERE provider = ?1 AND noted_at > ?3 \
         AND (closed_at IS NOT NULL OR close_at > ?2)",
        (provider.as_str(), ms(by.now), ms(since)),
    )?;
    Ok(())
}

/// Attempts that are due to be asked about.
pub(super) fn due(tx: &Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<AttemptId>, Error> {
    tx.all("SELECT id FROM attempts WHERE ask_at <= ?1 ORDER BY ask_at LIMIT ?2", (ms(now), limit), |row| {
        parsed(row, 0)
    })
}

fn with_parts(tx: &Tx<'_>, mut row: AttemptRow) -> Result<AttemptRow, Error> {
    row.parts = tx.all(
        "SELECT payable, cents FROM attempt_parts WHERE attempt = ?1 ORDER BY line",
        [row.id.to_string()],
        |row| Ok(Part { payable: parsed(row, 0)?, amount: row.get(1).map(Cents::new)? }),
    )?;
    Ok(row)
}

pub(super) fn insert(tx: &Tx<'_>, row: &AttemptRow) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO attempts (id, device, provider, method, return_to, state, amount, created_at, ask_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        rusqlite::params![
            row.id.to_string(),
            row.device.map(|id| id.to_string()),
            row.provider.as_str(),
            row.method.as_str(),
            crate::reports::columns::name_of(&row.return_to)?,
            row.state.as_str(),
            row.amount.get(),
            ms(row.created_at),
            row.ask_at.map(ms),
        ],
    )?;
    for (line, part) in (1_i64..).zip(&row.parts) {
        tx.execute(
            "INSERT INTO attempt_parts (attempt, line, payable, cents) VALUES (?1, ?2, ?3, ?4)",
            (row.id.to_string(), line, part.payable.to_string(), part.amount.get()),
        )?;
    }
    Ok(())
}

pub(super) fn update(tx: &Tx<'_>, row: &AttemptRow) -> Result<(), Error> {
    tx.execute(
        "UPDATE attempts SET order_ref = ?2, checkout_url = ?3, state = ?4, reason = ?5, payment = ?6, expires_at = ?7, \
         asks = ?8, asked_at = ?9, ask_at = ?10 WHERE id = ?1",
        rusqlite::params![
            row.id.to_string(),
            row.order,
            row.checkout_url,
            row.state.as_str(),
            row.reason,
            row.payment.map(|id| id.to_string()),
            row.expires_at.map(ms),
            row.asks,
            row.asked_at.map(ms),
            row.ask_at.map(ms),
        ],
    )?;
    Ok(())
}

/// Seconds between questions while it is open; then the last one again and again.
const WHILE_OPEN_S: [i64; 8] = [15, 15, 30, 60, 120, 300, 600, 900];
/// The same once it is open for longer than anybody waits.
const WHEN_OLD_S: i64 = 6 * 3_600;
/// The same after it ended without money: money may come late.
const AFTER_THE_END_S: i64 = 3_600;
/// For so long after that.
const LATE_S: i64 = 26 * 3_600;
/// The same after it succeeded: some payments are reversed at once or the next day.
const AFTER_SUCCESS_S: [i64; 3] = [15 * 60, 24 * 3_600, 3 * 24 * 3_600];

/// Nobody makes us ask more often.
const LEAST_BETWEEN_S: i64 = 3;

impl AttemptRow {
    /// When somebody may make us ask: now, or a moment after it was asked last.
    #[must_use]
    pub(super) fn may_be_asked(&self, now: Timestamp) -> Timestamp {
        let last = self.asked_at.and_then(|at| at.checked_add(SignedDuration::from_secs(LEAST_BETWEEN_S)).ok());
        last.map_or(now, |free| free.max(now))
    }

    /// When to ask next, after so many questions.
    #[must_use]
    pub(super) fn next_ask(&self, now: Timestamp) -> Option<Timestamp> {
        let asks = usize::try_from(self.asks).unwrap_or(usize::MAX);
        let later = |seconds: i64| now.checked_add(SignedDuration::from_secs(seconds)).ok();
        let age = now.duration_since(self.expires_at.unwrap_or(self.created_at)).as_secs();
        match self.state {
            AttemptState::Succeeded => AFTER_SUCCESS_S.get(asks).and_then(|seconds| later(*seconds)),
            AttemptState::Created | AttemptState::Pending | AttemptState::Unknown if age > LATE_S => later(WHEN_OLD_S),
            AttemptState::Created | AttemptState::Pending | AttemptState::Unknown => {
                let [.., last] = WHILE_OPEN_S;
                later(WHILE_OPEN_S.get(asks).copied().unwrap_or(last))
            }
            AttemptState::Failed | AttemptState::Expired | AttemptState::Cancelled => {
                // What never reached the provider needs no asking.
                (self.order.is_some() && age < LATE_S).then(|| later(AFTER_THE_END_S)).flatten()
            }
        }
    }

    /// Whether its end should have been told long ago.
    #[must_use]
    pub(super) fn is_overdue(&self, now: Timestamp) -> bool {
        now.duration_since(self.expires_at.unwrap_or(self.created_at)).as_secs() > LATE_S
    }

    /// When to ask once more what was not answered.
    #[must_use]
    pub(super) fn ask_later(&self, now: Timestamp) -> Option<Timestamp> {
        let asked = self.order.is_some();
        asked.then(|| now.checked_add(SignedDuration::from_secs(AFTER_THE_END_S)).ok()).flatten()
    }

    /// As its owner sees it.
    #[must_use]
    pub(super) fn shown(&self, by: &Acting<'_>, payment: Option<&PaymentRow>, kept: Cents) -> AttemptResponse {
        let open = matches!(self.state, AttemptState::Pending);
        let reason = self.reason.as_ref().filter(|_| !matches!(self.state, AttemptState::Succeeded));
        AttemptResponse {
            attempt: Attempt {
                id: self.id,
                provider: offered_name(self.provider, self.method),
                state: self.state,
                amount: self.amount,
                parts: self.parts.clone(),
                checkout_url: self.checkout_url.clone().filter(|_| open),
                expires_at: self.expires_at,
                receipt: payment.map(|payment| payment.receipt.to_string()),
                reason: reason.map(|reason| in_words(by, reason)),
                kept,
                taken_back: payment.is_some_and(|payment| payment.state == PaymentState::Reversed),
            },
        }
    }
}

/// What a way to pay is called on the wire: the provider, and the method where it is not its first.
#[must_use]
pub(super) fn offered_name(provider: ProviderName, method: Method) -> String {
    match method {
        Method::Card => provider.to_string(),
        Method::Bank => format!("{provider}:bank"),
    }
}

/// Providers have codes of their own: the ones that people can do something about are told, the others are one.
fn in_words(by: &Acting<'_>, reason: &str) -> String {
    let key = match reason {
        "insufficient_funds" => "attempt-no-funds",
        "expired_card" => "attempt-expired-card",
        "authentication_failed" | "authentication_required" => "attempt-not-authenticated",
        "parked" => "attempt-parked",
        "not_opened" => "attempt-not-opened",
        _ => "attempt-declined",
    };
    texts::text(by.language, key, &[])
}
