//! The bank's book: SQLite, in memory or in a file. Every change is one transaction.

use super::{
    plan::{Call, Fault, Plan},
    wire::{NewOrderBody, OrderBody, OrderState, PaymentBody, RefundBody, RefundState},
};
use crate::{OrderCode, TransactionCode};
use dimos_domain::money::Cents;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, TransactionBehavior, params};
use std::{path::Path, sync::Mutex, sync::PoisonError};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum No {
    /// There is no such thing.
    #[error("not found")]
    Missing,
    /// The bank declines, with its code.
    #[error("{0}")]
    Refused(&'static str),
    /// The book cannot be used.
    #[error("the bank's book: {0}")]
    Broken(String),
}

impl From<rusqlite::Error> for No {
    fn from(error: rusqlite::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<serde_json::Error> for No {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

/// The book.
#[derive(Debug)]
pub struct Store(Mutex<Connection>);

impl Store {
    /// Opens it; without a file it lives in memory.
    pub fn open(file: Option<&Path>) -> Result<Self, No> {
        let connection = match file {
            Some(file) => Connection::open(file)?,
            None => Connection::open_in_memory()?,
        };
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(include_str!("schema.sql"))?;
        Ok(Self(Mutex::new(connection)))
    }

    /// Does something whole, or not at all.
    pub fn with<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, No>) -> Result<T, No> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx)?;
        tx.commit()?;
        Ok(done)
    }
}

/// An order as the book has it.
#[derive(Debug, Clone)]
pub struct Kept {
    pub code: OrderCode,
    pub key: String,
    pub asked: NewOrderBody,
    pub plan: Plan,
    pub state: OrderState,
    pub reason: Option<String>,
    pub code_shown: Option<String>,
    pub code_tries: u8,
    pub payment: Option<PaymentBody>,
}

impl Kept {
    pub fn body(&self, address: &str) -> OrderBody {
        OrderBody {
            code: self.code.clone(),
            key: self.key.clone(),
            url: format!("{address}/pay/{}", self.code),
            state: self.state,
            reason: self.reason.clone(),
            payment: self.payment.clone(),
            expires_at: self.asked.expires_at,
        }
    }
}

const ORDER: &str = "SELECT code, key, body, plan, state, reason, code_shown, code_tries, payment, paid_amount,
    paid_currency, paid_at, fee FROM orders";

/// Which order.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    Code(&'a str),
    Key(&'a str),
    Payment(&'a str),
}

pub fn order(tx: &Transaction<'_>, by: By<'_>) -> Result<Kept, No> {
    find_order(tx, by)?.ok_or(No::Missing)
}

pub fn find_order(tx: &Transaction<'_>, by: By<'_>) -> Result<Option<Kept>, No> {
    let (column, value) = match by {
        By::Code(value) => ("code", value),
        By::Key(value) => ("key", value),
        By::Payment(value) => ("payment", value),
    };
    let row = tx.prepare_cached(&format!("{ORDER} WHERE {column} = ?1"))?.query_row([value], read_order).optional()?;
    row.transpose()
}

/// Orders whose pages are to close by themselves.
pub fn to_expire(tx: &Transaction<'_>, now: Timestamp) -> Result<Vec<Kept>, No> {
    let sql = format!("{ORDER} WHERE state IN ('open', 'failed') AND expires_at <= ?1 LIMIT 50");
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map([now.as_millisecond()], read_order)?;
    rows.map(|row| row?).collect()
}

fn read_order(row: &Row<'_>) -> rusqlite::Result<Result<Kept, No>> {
    let (code, body, plan, state): (String, String, String, String) =
        (row.get(0)?, row.get(2)?, row.get(3)?, row.get(4)?);
    let (reason, code_shown, code_tries) = (row.get(5)?, row.get(6)?, row.get(7)?);
    let key = row.get(1)?;
    let payment: Option<(String, i64, String, i64, i64)> = match row.get(8)? {
        Some(payment) => Some((payment, row.get(9)?, row.get(10)?, row.get(11)?, row.get(12)?)),
        None => None,
    };
    Ok((|| {
        let payment = payment.map(|(code, amount, currency, at, fee)| {
            Ok::<_, No>(PaymentBody {
                code: code.parse().map_err(|_| odd("payment"))?,
                amount: Cents::new(amount),
                currency: currency.parse().map_err(|_| odd("currency"))?,
                at: time(at)?,
                fee: Cents::new(fee),
            })
        });
        Ok(Kept {
            code: code.parse().map_err(|_| odd("code"))?,
            key,
            asked: serde_json::from_str(&body)?,
            plan: serde_json::from_str(&plan)?,
            state: OrderState::parse(&state).ok_or_else(|| odd("state"))?,
            reason,
            code_shown,
            code_tries,
            payment: payment.transpose()?,
        })
    })())
}

fn odd(what: &str) -> No {
    No::Broken(format!("a {what} that is none"))
}

fn time(milliseconds: i64) -> Result<Timestamp, No> {
    Timestamp::from_millisecond(milliseconds).map_err(|_| odd("time"))
}

pub fn insert_order(tx: &Transaction<'_>, order: &Kept) -> Result<(), No> {
    tx.execute(
        "INSERT INTO orders (code, key, body, plan, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            order.code.as_str(),
            order.key,
            serde_json::to_string(&order.asked)?,
            serde_json::to_string(&order.plan)?,
            order.asked.expires_at.as_millisecond()
        ],
    )?;
    Ok(())
}

/// Writes down what may have changed of an order.
pub fn update_order(tx: &Transaction<'_>, order: &Kept) -> Result<(), No> {
    let paid = order.payment.as_ref();
    tx.execute(
        "UPDATE orders SET plan = ?2, state = ?3, reason = ?4, code_shown = ?5, code_tries = ?6, payment = ?7,
            paid_amount = ?8, paid_currency = ?9, paid_at = ?10, fee = ?11 WHERE code = ?1",
        params![
            order.code.as_str(),
            serde_json::to_string(&order.plan)?,
            order.state.as_str(),
            order.reason,
            order.code_shown,
            order.code_tries,
            paid.map(|paid| paid.code.as_str()),
            paid.map(|paid| paid.amount.get()),
            paid.map(|paid| paid.currency.as_str()),
            paid.map(|paid| paid.at.as_millisecond()),
            paid.map(|paid| paid.fee.get()),
        ],
    )?;
    Ok(())
}

/// What the bank owes more, or less.
pub fn move_money(tx: &Transaction<'_>, paid: &PaymentBody, amount: Cents, fee: Cents) -> Result<(), No> {
    tx.execute(
        "INSERT INTO movements (payment, amount, fee, currency) VALUES (?1, ?2, ?3, ?4)",
        params![paid.code.as_str(), amount.get(), fee.get(), paid.currency.as_str()],
    )?;
    Ok(())
}

/// What of a payment went back, or is about to.
pub fn gone_back(tx: &Transaction<'_>, payment: &TransactionCode) -> Result<Cents, No> {
    let sql = "SELECT coalesce(sum(amount), 0) FROM refunds WHERE payment = ?1 AND state <> 'failed'";
    Ok(Cents::new(tx.prepare_cached(sql)?.query_row([payment.as_str()], |row| row.get(0))?))
}

pub fn find_refund(tx: &Transaction<'_>, key: &str) -> Result<Option<RefundBody>, No> {
    let sql = "SELECT code, key, payment, amount, state FROM refunds WHERE key = ?1";
    let row = tx.prepare_cached(sql)?.query_row([key], read_refund).optional()?;
    row.transpose()
}

/// Pending refunds whose time has come, each with what it becomes.
pub fn refunds_due(tx: &Transaction<'_>, now: Timestamp) -> Result<Vec<(RefundBody, RefundState)>, No> {
    let sql = "SELECT code, key, payment, amount, state, becomes FROM refunds WHERE state = 'pending' AND due_at <= ?1";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map([now.as_millisecond()], |row| Ok((read_refund(row)?, row.get::<_, String>(5)?)))?;
    rows.map(|row| {
        let (refund, becomes) = row?;
        Ok((refund?, RefundState::parse(&becomes).ok_or_else(|| odd("state"))?))
    })
    .collect()
}

fn read_refund(row: &Row<'_>) -> rusqlite::Result<Result<RefundBody, No>> {
    let (code, key, payment, amount, state): (String, String, String, i64, String) =
        (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
    Ok((|| {
        Ok(RefundBody {
            code: code.parse().map_err(|_| odd("refund"))?,
            key,
            payment: payment.parse().map_err(|_| odd("payment"))?,
            amount: Cents::new(amount),
            state: RefundState::parse(&state).ok_or_else(|| odd("state"))?,
        })
    })())
}

pub fn insert_refund(
    tx: &Transaction<'_>,
    refund: &RefundBody,
    later: Option<(RefundState, Timestamp)>,
) -> Result<(), No> {
    tx.execute(
        "INSERT INTO refunds (code, key, payment, amount, state, becomes, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            refund.code.as_str(),
            refund.key,
            refund.payment.as_str(),
            refund.amount.get(),
            refund.state.as_str(),
            later.map(|(becomes, _)| becomes.as_str()),
            later.map(|(_, at)| at.as_millisecond()),
        ],
    )?;
    Ok(())
}

pub fn update_refund(tx: &Transaction<'_>, refund: &RefundBody) -> Result<(), No> {
    tx.execute("UPDATE refunds SET state = ?2 WHERE code = ?1", [refund.code.as_str(), refund.state.as_str()])?;
    Ok(())
}

/// The fault that waits for a call of this kind, once.
pub fn take_fault(tx: &Transaction<'_>, call: Call) -> Result<Option<Fault>, No> {
    let sql = "DELETE FROM faults WHERE id = (SELECT min(id) FROM faults WHERE call = ?1) RETURNING fault";
    let fault: Option<String> = tx.prepare_cached(sql)?.query_row([call.as_str()], |row| row.get(0)).optional()?;
    Ok(fault.as_deref().and_then(Fault::parse))
}

pub fn add_fault(tx: &Transaction<'_>, call: Call, fault: Fault) -> Result<(), No> {
    tx.execute("INSERT INTO faults (call, fault) VALUES (?1, ?2)", [call.as_str(), fault.as_str()])?;
    Ok(())
}

/// How the bank behaves about orders that are opened from now on.
pub fn usual_plan(tx: &Transaction<'_>) -> Result<Plan, No> {
    let sql = "SELECT value FROM settings WHERE name = 'plan'";
    let plan: Option<String> = tx.query_row(sql, [], |row| row.get(0)).optional()?;
    plan.map_or_else(|| Ok(Plan::default()), |plan| Ok(serde_json::from_str(&plan)?))
}

pub fn set_usual_plan(tx: &Transaction<'_>, plan: &Plan) -> Result<(), No> {
    tx.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('plan', ?1)", [serde_json::to_string(plan)?])?;
    Ok(())
}
