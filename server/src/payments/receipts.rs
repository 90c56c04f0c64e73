//! Receipts: one for each payment, numbered without gaps in each year, with a code that proves it.

use super::queries::{self, PaymentRow};
use crate::{
    bills,
    db::{Tx, ms},
    error::Error,
    ledger::{self, Account, Acting},
    reports::columns::{parsed, time},
};
use dimos_api::pay;
use dimos_domain::{
    ids::{DeviceId, PayableId, PaymentId},
    l10n::Text,
    money::{PaymentState, ReceiptNumber, VerificationCode},
};
use jiff::Timestamp;

/// A receipt with its payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptRow {
    /// Its number.
    pub number: ReceiptNumber,
    /// Its payment.
    pub payment: PaymentRow,
    /// Its code.
    pub code: VerificationCode,
    /// When it was given.
    pub issued_at: Timestamp,
}

/// The next number of a year. Undone with the transaction: no gaps.
pub(super) fn next(tx: &Tx<'_>, year: i16) -> Result<ReceiptNumber, Error> {
    let number =
        tx.one("SELECT coalesce(max(number), 0) + 1 FROM receipts WHERE year = ?1", [year], |row| row.get(0))?;
    Ok(ReceiptNumber { year, number: number.ok_or_else(|| Error::internal("no receipt number"))? })
}

/// Gives a payment its receipt.
pub(super) fn give(tx: &Tx<'_>, by: &Acting<'_>, payment: &PaymentRow) -> Result<(), Error> {
    let code = by.keys.receipt(payment.receipt);
    tx.execute(
        "INSERT INTO receipts (year, number, payment, code, kind, issued_at) \
         VALUES (?1, ?2, ?3, ?4, 'collection_receipt', ?5)",
        (payment.receipt.year, payment.receipt.number, payment.id.to_string(), code.as_str(), ms(by.now)),
    )?;
    Ok(())
}

/// A receipt by its number.
///
/// # Errors
/// Only the database's.
pub fn receipt(tx: &Tx<'_>, number: ReceiptNumber) -> Result<Option<ReceiptRow>, Error> {
    let Some(payment) = queries::payment_by_receipt(tx, number)? else { return Ok(None) };
    let rest = tx.one(
        "SELECT code, issued_at FROM receipts WHERE year = ?1 AND number = ?2",
        (number.year, number.number),
        |row| Ok((parsed(row, 0)?, time(row, 1)?)),
    )?;
    Ok(rest.map(|(code, issued_at)| ReceiptRow { number, payment, code, issued_at }))
}

/// A receipt by its code: whoever has the code may see it.
///
/// # Errors
/// Only the database's.
pub fn receipt_by_code(tx: &Tx<'_>, code: &VerificationCode) -> Result<Option<ReceiptRow>, Error> {
    let number = tx.one("SELECT year, number FROM receipts WHERE code = ?1", [code.as_str()], |row| {
        Ok(ReceiptNumber { year: row.get(0)?, number: row.get(1)? })
    })?;
    number.map_or(Ok(None), |number| receipt(tx, number))
}

/// The receipts that a phone may see: of payments for bills that it sees, and of its own attempts; newest first.
///
/// # Errors
/// Only the database's.
pub fn receipts_seen_by(tx: &Tx<'_>, by: &Acting<'_>, device: DeviceId) -> Result<Vec<pay::Receipt>, Error> {
    let ids: Vec<PaymentId> = tx.all(
        "SELECT id FROM payments WHERE debtor IN (SELECT debtor FROM phone_debtors WHERE device = ?1) \
         OR id IN (SELECT payment FROM attempts WHERE device = ?1 AND payment IS NOT NULL) \
         OR id IN (SELECT e.payment FROM phone_bills pb JOIN payables p ON p.bill = pb.bill \
             JOIN ledger_accounts a ON a.kind = 'receivable' AND a.key = p.id JOIN postings s ON s.account = a.id \
             JOIN journal_entries e ON e.no = s.entry WHERE pb.device = ?1 AND e.payment IS NOT NULL) \
         ORDER BY received_at DESC, receipt_year DESC, receipt_number DESC LIMIT 500",
        [device.to_string()],
        |row| parsed(row, 0),
    )?;
    let rows = ids.into_iter().map(|id| queries::payment(tx, id)).filter_map(Result::transpose);
    rows.map(|row| shown(tx, by, &row?)).collect()
}

/// A receipt as a list shows it.
pub(super) fn shown(tx: &Tx<'_>, by: &Acting<'_>, payment: &PaymentRow) -> Result<pay::Receipt, Error> {
    Ok(pay::Receipt {
        number: payment.receipt.to_string(),
        on: payment.on,
        amount: payment.amount,
        by: payment.source,
        titles: titles(tx, by, payment.id)?,
        code: by.keys.receipt(payment.receipt).as_str().to_owned(),
        taken_back: payment.state == PaymentState::Reversed,
    })
}

/// What a payment was for when it came, and where all of it was too much, what it was meant for: names of the bills' kinds.
fn titles(tx: &Tx<'_>, by: &Acting<'_>, payment: PaymentId) -> Result<Vec<Text>, Error> {
    let payments = by.payments()?;
    let postings = ledger::first_of_payment(tx, payment)?.map(|entry| entry.postings).unwrap_or_default();
    let mut paid: Vec<PayableId> = postings
        .into_iter()
        .filter_map(|(account, _)| if let Account::Receivable(id) = account { Some(id) } else { None })
        .collect();
    if paid.is_empty() {
        paid = queries::meant_by(tx, payment)?;
    }
    let mut titles: Vec<Text> = Vec::new();
    for id in paid {
        let Some(payable) = bills::payable(tx, id)? else { continue };
        let title = bills::title(payments, &payable.bill);
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    Ok(titles)
}

/// Whether a phone may see a payment's receipt.
///
/// # Errors
/// Only the database's.
pub fn may_see(tx: &Tx<'_>, device: DeviceId, payment: PaymentId) -> Result<bool, Error> {
    let may = tx.one(
        "SELECT EXISTS (SELECT 1 FROM payments WHERE id = ?2 \
             AND debtor IN (SELECT debtor FROM phone_debtors WHERE device = ?1)) \
         OR EXISTS (SELECT 1 FROM attempts WHERE device = ?1 AND payment = ?2) \
         OR EXISTS (SELECT 1 FROM journal_entries e JOIN postings s ON s.entry = e.no \
             JOIN ledger_accounts a ON a.id = s.account AND a.kind = 'receivable' JOIN payables p ON p.id = a.key \
             JOIN phone_bills pb ON pb.bill = p.bill AND pb.device = ?1 WHERE e.payment = ?2)",
        (device.to_string(), payment.to_string()),
        |row| row.get(0),
    )?;
    Ok(may.unwrap_or(false))
}
