//! What anybody who holds a receipt's code may know of it: that the city gave it, and for what. No names, no bills.

use super::{ForWhom, receipt};
use crate::{db::Tx, error::Error, ledger::Acting, payments};
use dimos_domain::{
    l10n::Text,
    money::{Cents, PaymentState, ReceiptNumber, VerificationCode},
};
use jiff::{Timestamp, civil::Date};

/// A receipt that is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Its number.
    pub number: ReceiptNumber,
    /// Its code.
    pub code: VerificationCode,
    /// When it was given.
    pub issued_at: Timestamp,
    /// When was paid.
    pub paid_on: Date,
    /// How much.
    pub amount: Cents,
    /// For which kinds of bills, each once.
    pub kinds: Vec<Text>,
    /// Whether the payment was taken back since.
    pub reversed: bool,
    /// What of it went back to whoever paid since.
    pub gone_back: Cents,
}

/// The receipt of a code; none if the city gave none with it.
///
/// # Errors
/// Only the database's.
pub fn verify(tx: &Tx<'_>, by: &Acting<'_>, code: &VerificationCode) -> Result<Option<Verified>, Error> {
    let Some(row) = payments::receipt_by_code(tx, code)? else { return Ok(None) };
    let document = receipt(tx, by, &row, ForWhom::Anybody, "")?;
    let mut kinds: Vec<Text> = Vec::new();
    for bill in document.bills {
        if !kinds.contains(&bill.title) {
            kinds.push(bill.title);
        }
    }
    Ok(Some(Verified {
        number: row.number,
        code: row.code,
        issued_at: row.issued_at,
        paid_on: row.payment.on,
        amount: row.payment.amount,
        kinds,
        reversed: row.payment.state == PaymentState::Reversed,
        gone_back: payments::gone_back(tx, &row.payment)?,
    }))
}
