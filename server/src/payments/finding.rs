//! Payments as the treasury looks for them, and disputes.

use crate::{
    db::Tx,
    error::Error,
    listing::{Page, Wanted},
    reports::columns::{maybe_parsed, maybe_time, named, parsed, time},
};
use dimos_api::pay::{Dispute, FoundPayment, PageQuery, PaymentsQuery};
use dimos_domain::{
    ids::PaymentId,
    money::{Cents, ReceiptNumber, RfReference},
};
use jiff::civil::Date;
use rusqlite::types::Value;

/// Payments that the query is about, the newest first.
///
/// # Errors
/// Only the database's.
pub(super) fn find(tx: &Tx<'_>, query: &PaymentsQuery) -> Result<Page<FoundPayment>, Error> {
    let day = |day: Option<Date>| Value::from(day.map(|day| day.to_string()));
    let wanted = Wanted::of(tx, query.limit, query.after.as_deref(), "SELECT 1 FROM payments WHERE id = ?1")?;
    let mut values = vec![
        Value::from(query.amount.map(Cents::get)),
        day(query.from),
        day(query.until),
        // Where the next ones begin; counting all begins nowhere.
        Value::Null,
    ];
    let text = query.q.as_deref().map(|text| text.replace(['%', '_'], "")).map(|text| text.trim().to_owned());
    let meant = match text.filter(|text| !text.is_empty()) {
        None => "",
        Some(text) => {
            let (meant, named) = meant(text);
            values.extend(named);
            meant
        }
    };
    let sought = format!(
        "WHERE (?1 IS NULL OR m.amount = ?1) AND (?2 IS NULL OR m.on_day >= ?2) AND (?3 IS NULL OR m.on_day <= ?3) \
         AND (?4 IS NULL OR (m.received_at, m.receipt_year, m.receipt_number) < \
             (SELECT received_at, receipt_year, receipt_number FROM payments WHERE id = ?4)) {meant}"
    );
    let count = values.clone();
    if let Some(begin) = values.get_mut(3) {
        *begin = Value::from(wanted.after.clone());
    }
    let sql = format!(
        "{SELECT} {sought} ORDER BY m.received_at DESC, m.receipt_year DESC, m.receipt_number DESC LIMIT {}",
        wanted.and_one()
    );
    let rows = tx.all(&sql, rusqlite::params_from_iter(values), |row| {
        Ok(FoundPayment {
            id: parsed(row, 0)?,
            on: parsed(row, 1)?,
            amount: row.get(2).map(Cents::new)?,
            by: named(row, 3)?,
            provider: row.get(4)?,
            transaction: row.get(5)?,
            state: named(row, 6)?,
            receipt: ReceiptNumber { year: row.get(7)?, number: row.get(8)? }.to_string(),
            bills: Vec::new(),
            payer: row.get(9)?,
            entry: maybe_parsed(row, 10)?,
        })
    })?;
    let found = wanted.page(
        tx,
        rows,
        &format!("SELECT count(*) FROM payments m {sought}"),
        rusqlite::params_from_iter(count),
        |payment| payment.id.to_string(),
    )?;
    found.each(|one| Ok(FoundPayment { bills: bills_of(tx, one.id)?, ..one }))
}

const SELECT: &str = "SELECT m.id, m.on_day, m.amount, m.source, m.provider, m.transaction_id, m.state, m.receipt_year, \
    m.receipt_number, coalesce(nullif(s.name, ''), c.name, ''), e.id FROM payments m \
    LEFT JOIN statement_entries e ON e.payment = m.id AND e.amount > 0 LEFT JOIN statement_payers s ON s.entry = e.id \
    LEFT JOIN debtor_contacts c ON c.debtor = m.debtor";

/// What a text means, as far as its shape tells: a reference of what was paid, a bill's or a receipt's number, else the
/// provider's or the bank's name for the payment, or who paid or owed.
fn meant(text: String) -> (&'static str, Vec<Value>) {
    if let Ok(rf) = text.parse::<RfReference>() {
        let sql =
            "AND m.id IN (SELECT t.payment FROM payables p JOIN payment_parts t ON t.payable = p.id WHERE p.rf = ?5)";
        return (sql, vec![Value::from(rf.as_str().to_owned())]);
    }
    if let Ok(receipt) = text.parse::<ReceiptNumber>() {
        let sql = "AND (m.id IN (SELECT t.payment FROM bills b JOIN payables p ON p.bill = b.id \
            JOIN payment_parts t ON t.payable = p.id WHERE b.number = ?5) \
            OR (m.receipt_year = ?6 AND m.receipt_number = ?7))";
        let (year, number) = (Value::from(i64::from(receipt.year)), Value::from(i64::from(receipt.number)));
        return (sql, vec![Value::from(text), year, number]);
    }
    let sql = "AND m.id IN (SELECT id FROM payments WHERE transaction_id = ?5 \
        UNION SELECT payment FROM statement_entries WHERE bank_reference = ?5 \
        UNION SELECT e.payment FROM statement_payers s JOIN statement_entries e ON e.id = s.entry \
            WHERE says(s.name, ?5) \
        UNION SELECT o.id FROM debtor_contacts c JOIN payments o ON o.debtor = c.debtor \
            WHERE says(c.name, ?5))";
    (sql, vec![Value::from(text)])
}

/// The numbers of the bills that a payment was for.
///
/// # Errors
/// Only the database's.
pub fn bills_of(tx: &Tx<'_>, payment: PaymentId) -> Result<Vec<String>, Error> {
    let sql = "SELECT DISTINCT b.number FROM payment_parts t JOIN payables p ON p.id = t.payable \
        JOIN bills b ON b.id = p.bill WHERE t.payment = ?1 ORDER BY b.number";
    tx.all(sql, [payment.to_string()], |row| row.get(0))
}

/// Disputes: open ones first, then the newest.
///
/// # Errors
/// Only the database's.
pub(super) fn disputes(tx: &Tx<'_>, query: &PageQuery) -> Result<Page<Dispute>, Error> {
    let wanted = Wanted::of(tx, query.limit, query.after.as_deref(), "SELECT 1 FROM disputes WHERE id = ?1")?;
    let rows = tx.all(
        "SELECT d.id, d.payment, m.receipt_year, m.receipt_number, d.provider, d.reference, d.amount, d.state, d.opened_at, \
         d.closed_at FROM disputes d JOIN payments m ON m.id = d.payment \
         LEFT JOIN disputes a ON a.id = ?2 WHERE ?2 IS NULL OR (d.state <> 'opened') > (a.state <> 'opened') \
         OR ((d.state <> 'opened') = (a.state <> 'opened') AND (d.opened_at, d.id) < (a.opened_at, a.id)) \
         ORDER BY d.state <> 'opened', d.opened_at DESC, d.id DESC LIMIT ?1",
        (wanted.and_one(), &wanted.after),
        |row| {
            Ok(Dispute {
                id: parsed(row, 0)?,
                payment: parsed(row, 1)?,
                receipt: ReceiptNumber { year: row.get(2)?, number: row.get(3)? }.to_string(),
                provider: row.get(4)?,
                reference: row.get(5)?,
                amount: row.get(6).map(Cents::new)?,
                state: named(row, 7)?,
                opened_at: time(row, 8)?,
                closed_at: maybe_time(row, 9)?,
            })
        },
    )?;
    wanted.page(tx, rows, "SELECT count(*) FROM disputes", [], |dispute| dispute.id.to_string())
}
