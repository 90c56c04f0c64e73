//! Refunds in the database.

use crate::{
    db::{Tx, ms},
    error::Error,
    ledger::EntryNo,
    listing::{Page, Wanted},
    reports::columns::{maybe_parsed, maybe_time, named, number, parsed, time},
};
use dimos_api::pay::{PageQuery, Refund};
use dimos_domain::{
    ids::{PaymentId, RefundId},
    money::{Cents, Iban, RefundState},
};
use jiff::Timestamp;
use rusqlite::Row;

/// A refund.
#[derive(Clone, PartialEq, Eq)]
pub struct RefundRow {
    /// Its id; at the bank its 32 digits, at a provider the key by which it goes out once.
    pub id: RefundId,
    /// Of which payment.
    pub payment: PaymentId,
    /// How much.
    pub amount: Cents,
    /// Why.
    pub reason: String,
    /// Whether it goes by the provider it came from; otherwise by transfer.
    pub by_provider: bool,
    /// To which account, by transfer.
    pub iban: Option<Iban>,
    /// To whom, by transfer.
    pub name: Option<String>,
    /// How it stands.
    pub state: RefundState,
    /// Who asked for it.
    pub requested_by: String,
    /// When.
    pub requested_at: Timestamp,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// The provider's name for it.
    pub provider_ref: Option<String>,
    /// In which order to the bank.
    pub file: Option<String>,
    /// How often the provider was asked.
    pub asks: u32,
    /// When it is asked next.
    pub ask_at: Option<Timestamp>,
    /// Why it failed.
    pub failure: Option<String>,
}

impl std::fmt::Debug for RefundRow {
    /// Without the person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("RefundRow");
        shown.field("id", &self.id).field("amount", &self.amount).field("state", &self.state).finish_non_exhaustive()
    }
}

impl RefundRow {
    /// As all the staff that reads books sees it.
    #[must_use]
    pub fn shown(&self) -> Refund {
        Refund {
            id: self.id,
            payment: self.payment,
            amount: self.amount,
            state: self.state,
            reason: self.reason.clone(),
            by_provider: self.by_provider,
            failure: self.failure.clone(),
            details: None,
        }
    }

    /// Our identifier at the bank: with hyphens it would be a character too long.
    #[must_use]
    pub fn end_to_end(&self) -> String {
        self.id.0.simple().to_string()
    }
}

/// How a refund by transfer stands with the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtTheBank {
    /// Ordered: its money is expected to leave.
    Waits,
    /// A statement showed it leaving.
    Left,
    /// The bank said that it does not go.
    Refused,
    /// The bank has no order for it.
    NotOrdered,
}

const COLUMNS: &str = "id, payment, amount, reason, by_provider, iban, name, state, requested_by, requested_at, decided_by, \
    decided_at, provider_ref, file, asks, ask_at, failure";

fn refund_row(row: &Row<'_>) -> rusqlite::Result<RefundRow> {
    Ok(RefundRow {
        id: parsed(row, 0)?,
        payment: parsed(row, 1)?,
        amount: row.get(2).map(Cents::new)?,
        reason: row.get(3)?,
        by_provider: row.get(4)?,
        iban: maybe_parsed(row, 5)?,
        name: row.get(6)?,
        state: named(row, 7)?,
        requested_by: row.get(8)?,
        requested_at: time(row, 9)?,
        decided_by: row.get(10)?,
        decided_at: maybe_time(row, 11)?,
        provider_ref: row.get(12)?,
        file: row.get(13)?,
        asks: number(row, 14)?,
        ask_at: maybe_time(row, 15)?,
        failure: row.get(16)?,
    })
}

/// A refund.
///
/// # Errors
/// Only the database's.
pub fn refund(tx: &Tx<'_>, id: RefundId) -> Result<Option<RefundRow>, Error> {
    tx.one(&format!("SELECT {COLUMNS} FROM refunds WHERE id = ?1"), [id.to_string()], refund_row)
}

/// Every refund of a payment, oldest first.
///
/// # Errors
/// Only the database's.
pub fn refunds_of(tx: &Tx<'_>, payment: PaymentId) -> Result<Vec<RefundRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM refunds WHERE payment = ?1 ORDER BY requested_at, id");
    tx.all(&sql, [payment.to_string()], refund_row)
}

/// What of a payment refunds hold or have given back.
///
/// # Errors
/// Only the database's.
pub fn held_of(tx: &Tx<'_>, payment: PaymentId) -> Result<Cents, Error> {
    let held = refunds_of(tx, payment)?.into_iter().filter(|row| row.state.holds_money()).map(|row| row.amount);
    Cents::total(held).ok_or_else(|| Error::internal("an amount is beyond counting"))
}

/// What of a payment refunds were approved for and did not fail: it is on its way, or gone.
///
/// # Errors
/// Only the database's.
pub fn under_way_of(tx: &Tx<'_>, payment: PaymentId) -> Result<Cents, Error> {
    let on_its_way = |state: RefundState| state.holds_money() && state != RefundState::Requested;
    let all = refunds_of(tx, payment)?.into_iter().filter(|row| on_its_way(row.state)).map(|row| row.amount);
    Cents::total(all).ok_or_else(|| Error::internal("an amount is beyond counting"))
}

/// The same, with what is asked for and not decided on.
///
/// # Errors
/// Only the database's.
pub fn asked_or_given_of(tx: &Tx<'_>, payment: PaymentId) -> Result<Cents, Error> {
    let all = refunds_of(tx, payment)?.into_iter().filter(|row| row.state.holds_money()).map(|row| row.amount);
    Cents::total(all).ok_or_else(|| Error::internal("an amount is beyond counting"))
}

/// What of a payment is on its way or gone, as far as it goes back by the provider that it came by, or by transfer.
///
/// # Errors
/// Only the database's.
pub fn under_way_by(tx: &Tx<'_>, payment: PaymentId, way: Way) -> Result<Cents, Error> {
    let by_provider = way == Way::Provider;
    let mut rows = refunds_of(tx, payment)?;
    rows.retain(|row| row.by_provider == by_provider && row.state.holds_money() && row.state != RefundState::Requested);
    Cents::total(rows.iter().map(|row| row.amount)).ok_or_else(|| Error::internal("an amount is beyond counting"))
}

/// How a refund goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As it came.
    Provider,
    /// To a bank account.
    Transfer,
}

/// A payer's bank wants a payment back already: given twice it would be the city's loss.
pub(super) fn is_disputed(tx: &Tx<'_>, payment: PaymentId) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM disputes WHERE payment = ?1 AND state = 'opened')";
    Ok(tx.one(sql, [payment.to_string()], |row| row.get(0))?.unwrap_or(false))
}

/// The provider is asked about a payment's refunds as soon as the clock comes round.
pub(super) fn ask_now(tx: &Tx<'_>, now: Timestamp, payment: PaymentId) -> Result<(), Error> {
    tx.execute(
        "UPDATE refunds SET ask_at = ?2 WHERE payment = ?1 AND by_provider = 1 AND state IN ('submitted', 'unknown') \
         AND ask_at > ?2",
        (payment.to_string(), ms(now)),
    )?;
    Ok(())
}

/// The refund of ours of an identifier on a statement: which, how much, and how it stands; by provider nothing of it was
/// ever ordered from the bank.
///
/// # Errors
/// Only the database's.
pub fn at_the_bank(tx: &Tx<'_>, end_to_end: &str) -> Result<Option<(RefundId, Cents, AtTheBank)>, Error> {
    let Ok(id) = uuid::Uuid::try_parse(end_to_end).map(RefundId) else { return Ok(None) };
    let Some(row) = refund(tx, id)? else { return Ok(None) };
    let stands = match row.state {
        RefundState::Submitted | RefundState::Unknown if !row.by_provider => AtTheBank::Waits,
        RefundState::Succeeded | RefundState::Returned if !row.by_provider => AtTheBank::Left,
        RefundState::Failed if !row.by_provider => AtTheBank::Refused,
        _ => AtTheBank::NotOrdered,
    };
    Ok(Some((row.id, row.amount, stands)))
}

/// The entry by which a refund's amount was taken from what its payment paid, the last time.
pub(super) fn set_aside_by(tx: &Tx<'_>, id: RefundId) -> Result<Option<EntryNo>, Error> {
    tx.one(
        "SELECT e.no FROM ledger_accounts a JOIN postings p ON p.account = a.id AND p.cents < 0 \
         JOIN journal_entries e ON e.no = p.entry AND e.kind = 'refund' \
         WHERE a.kind = 'refund_payable' AND a.key = ?1 ORDER BY e.no DESC LIMIT 1",
        [id.to_string()],
        |row| row.get(0).map(EntryNo),
    )
}

/// Refunds by transfer of this amount that left, the newest first: as many as a person looks through.
///
/// # Errors
/// Only the database's.
pub fn that_left(tx: &Tx<'_>, amount: Cents) -> Result<Vec<RefundId>, Error> {
    tx.all(
        "SELECT id FROM refunds WHERE amount = ?1 AND state = 'succeeded' AND by_provider = 0 \
         ORDER BY requested_at DESC, id DESC LIMIT 5",
        [amount.get()],
        |row| parsed(row, 0),
    )
}

/// Refunds for the staff: open ones first, then the newest.
pub(super) fn list(tx: &Tx<'_>, query: &PageQuery) -> Result<Page<RefundRow>, Error> {
    const DONE: &str = "IN ('rejected', 'withdrawn', 'succeeded', 'failed', 'returned')";
    let wanted = Wanted::of(tx, query.limit, query.after.as_deref(), "SELECT 1 FROM refunds WHERE id = ?1")?;
    let sql = format!(
        "WITH a AS (SELECT state {DONE} AS last_done, requested_at AS last_at, id AS last_id FROM refunds WHERE id = ?2) \
         SELECT {COLUMNS} FROM refunds LEFT JOIN a WHERE ?2 IS NULL OR (state {DONE}) > last_done \
         OR ((state {DONE}) = last_done AND (requested_at, id) < (last_at, last_id)) \
         ORDER BY state {DONE}, requested_at DESC, id DESC LIMIT ?1"
    );
    let rows = tx.all(&sql, (wanted.and_one(), &wanted.after), refund_row)?;
    wanted.page(tx, rows, "SELECT count(*) FROM refunds", [], |row| row.id.to_string())
}

/// Approved refunds that go by transfer and are in no order yet.
pub(super) fn to_order(tx: &Tx<'_>, limit: u32) -> Result<Vec<RefundRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM refunds WHERE state = 'approved' AND by_provider = 0 AND file IS NULL \
         ORDER BY requested_at, id LIMIT ?1"
    );
    tx.all(&sql, [limit], refund_row)
}

/// The refunds of an order.
pub(super) fn of_order(tx: &Tx<'_>, message: &str) -> Result<Vec<RefundRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM refunds WHERE file = ?1 ORDER BY requested_at, id");
    tx.all(&sql, [message], refund_row)
}

/// Refunds that a provider is to be told of or asked about.
pub(super) fn due(tx: &Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<RefundId>, Error> {
    tx.all("SELECT id FROM refunds WHERE ask_at <= ?1 ORDER BY ask_at LIMIT ?2", (ms(now), limit), |row| parsed(row, 0))
}

pub(super) fn insert(tx: &Tx<'_>, row: &RefundRow) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO refunds (id, payment, amount, reason, by_provider, iban, name, state, requested_by, requested_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        (
            row.id.to_string(),
            row.payment.to_string(),
            row.amount.get(),
            &row.reason,
            row.by_provider,
            row.iban.as_ref().map(Iban::as_str),
            &row.name,
            row.state.as_str(),
            &row.requested_by,
            ms(row.requested_at),
        ),
    )?;
    Ok(())
}

pub(super) fn update(tx: &Tx<'_>, row: &RefundRow) -> Result<(), Error> {
    tx.execute(
        "UPDATE refunds SET state = ?2, decided_by = ?3, decided_at = ?4, provider_ref = ?5, file = ?6, asks = ?7, \
         ask_at = ?8, failure = ?9 WHERE id = ?1",
        rusqlite::params![
            row.id.to_string(),
            row.state.as_str(),
            row.decided_by,
            row.decided_at.map(ms),
            row.provider_ref,
            row.file,
            row.asks,
            row.ask_at.map(ms),
            row.failure,
        ],
    )?;
    Ok(())
}
