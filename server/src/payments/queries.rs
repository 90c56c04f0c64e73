//! Payments in the database.

use crate::{
    db::{Tx, ms},
    error::Error,
    reports::columns::{maybe_parsed, named, parsed, time},
};
use dimos_api::pay::PaidBy;
use dimos_checkout::ProviderName;
use dimos_domain::{
    ids::{DebtorId, PayableId, PaymentId},
    money::{Cents, PaymentState, ReceiptNumber},
};
use jiff::{Timestamp, civil::Date};
use rusqlite::Row;

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRow {
    /// Its id.
    pub id: PaymentId,
    /// How it came.
    pub source: PaidBy,
    /// By whose page, if it came by one.
    pub provider: Option<ProviderName>,
    /// What the provider or the bank calls it.
    pub transaction: Option<String>,
    /// Whose bills it was for; what is too much is this one's credit.
    pub debtor: DebtorId,
    /// How much.
    pub amount: Cents,
    /// When it was paid.
    pub on: Date,
    /// When the city learned of it.
    pub received_at: Timestamp,
    /// How it stands.
    pub state: PaymentState,
    /// Its receipt.
    pub receipt: ReceiptNumber,
}

const COLUMNS: &str = "m.id, m.source, m.provider, m.transaction_id, m.debtor, m.amount, m.on_day, m.received_at, m.state, \
    m.receipt_year, m.receipt_number";

fn payment_row(row: &Row<'_>) -> rusqlite::Result<PaymentRow> {
    Ok(PaymentRow {
        id: parsed(row, 0)?,
        source: named(row, 1)?,
        provider: maybe_parsed(row, 2)?,
        transaction: row.get(3)?,
        debtor: parsed(row, 4)?,
        amount: row.get(5).map(Cents::new)?,
        on: parsed(row, 6)?,
        received_at: time(row, 7)?,
        state: named(row, 8)?,
        receipt: ReceiptNumber { year: row.get(9)?, number: row.get(10)? },
    })
}

/// A payment.
///
/// # Errors
/// Only the database's.
pub fn payment(tx: &Tx<'_>, id: PaymentId) -> Result<Option<PaymentRow>, Error> {
    tx.one(&format!("SELECT {COLUMNS} FROM payments m WHERE m.id = ?1"), [id.to_string()], payment_row)
}

/// The payment of a provider's transaction.
///
/// # Errors
/// Only the database's.
pub fn payment_by_transaction(
    tx: &Tx<'_>,
    provider: ProviderName,
    transaction: &str,
) -> Result<Option<PaymentRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM payments m WHERE m.provider = ?1 AND m.transaction_id = ?2");
    tx.one(&sql, (provider.as_str(), transaction), payment_row)
}

/// The payment of a receipt.
pub(super) fn payment_by_receipt(tx: &Tx<'_>, receipt: ReceiptNumber) -> Result<Option<PaymentRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM payments m WHERE m.receipt_year = ?1 AND m.receipt_number = ?2");
    tx.one(&sql, (receipt.year, receipt.number), payment_row)
}

/// Writes a new payment. Its receipt must follow in the same transaction.
pub(super) fn insert(tx: &Tx<'_>, payment: &PaymentRow) -> Result<(), Error> {
    let source = match payment.source {
        PaidBy::Card => "card",
        PaidBy::Bank => "bank",
        PaidBy::Cash => "cash",
        PaidBy::Credit => return Err(Error::internal("credit is no money that came")),
    };
    tx.execute(
        "INSERT INTO payments (id, source, provider, transaction_id, debtor, amount, on_day, received_at, state, \
         receipt_year, receipt_number) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        rusqlite::params![
            payment.id.to_string(),
            source,
            payment.provider.map(ProviderName::as_str),
            payment.transaction,
            payment.debtor.to_string(),
            payment.amount.get(),
            payment.on.to_string(),
            ms(payment.received_at),
            payment.state.as_str(),
            payment.receipt.year,
            payment.receipt.number,
        ],
    )?;
    Ok(())
}

/// Notes what a payment was meant for.
pub(super) fn note_meant_for(tx: &Tx<'_>, payment: PaymentId, payable: PayableId, cents: Cents) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO payment_parts (payable, payment, cents) VALUES (?1, ?2, ?3) \
         ON CONFLICT (payable, payment) DO UPDATE SET cents = payment_parts.cents + excluded.cents",
        (payable.to_string(), payment.to_string(), cents.get()),
    )?;
    Ok(())
}

const LINE: &str = "WITH RECURSIVE line (bill) AS (SELECT bill FROM payables WHERE id = ?1 \
    UNION SELECT b.supersedes FROM line JOIN bills b ON b.id = line.bill WHERE b.supersedes IS NOT NULL)";

/// The payables of a payable's bill, and of those that it took the place of.
pub(super) fn line_of(tx: &Tx<'_>, payable: PayableId) -> Result<Vec<PayableId>, Error> {
    let sql = format!("{LINE} SELECT p.id FROM line JOIN payables p ON p.bill = line.bill");
    tx.all(&sql, [payable.to_string()], |row| parsed(row, 0))
}

/// A payment that was meant for a payable's bill, or for one that it took the place of.
pub(super) struct Meant {
    pub(super) payment: PaymentId,
    pub(super) on: Date,
    /// What was named for any of these.
    pub(super) for_line: Cents,
    /// What of that reaches the payable: named for itself, or for what has ended and passes it on.
    pub(super) reaches: Cents,
}

/// The payments that were meant for a payable's bill, or for one that it took the place of, and that stand; the earliest
/// first.
pub(super) fn meant_for(tx: &Tx<'_>, payable: PayableId) -> Result<Vec<Meant>, Error> {
    let sql = format!(
        "{LINE} SELECT m.id, m.on_day, sum(t.cents), sum(CASE WHEN p.id = ?1 OR p.ended IS NOT NULL THEN t.cents ELSE 0 END) \
         FROM line JOIN payables p ON p.bill = line.bill JOIN payment_parts t ON t.payable = p.id \
         JOIN payments m ON m.id = t.payment WHERE m.state <> 'reversed' GROUP BY m.id, m.on_day ORDER BY m.on_day, m.id"
    );
    tx.all(&sql, [payable.to_string()], |row| {
        let (for_line, reaches) = (row.get(2).map(Cents::new)?, row.get(3).map(Cents::new)?);
        Ok(Meant { payment: parsed(row, 0)?, on: parsed(row, 1)?, for_line, reaches })
    })
}

/// What a payment was meant for, whatever became of it.
///
/// # Errors
/// Only the database's.
pub fn meant_by(tx: &Tx<'_>, payment: PaymentId) -> Result<Vec<PayableId>, Error> {
    tx.all(
        "SELECT t.payable FROM payment_parts t JOIN payables p ON p.id = t.payable WHERE t.payment = ?1 ORDER BY p.rf",
        [payment.to_string()],
        |row| parsed(row, 0),
    )
}

/// Notes how a payment stands now; the caller asked the domain's table whether it may.
///
/// # Errors
/// Only the database's.
pub(super) fn set_state(tx: &Tx<'_>, id: PaymentId, state: PaymentState) -> Result<(), Error> {
    tx.execute("UPDATE payments SET state = ?2 WHERE id = ?1", (id.to_string(), state.as_str()))?;
    Ok(())
}
