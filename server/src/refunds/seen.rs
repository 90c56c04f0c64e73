//! What whoever asks for a refund or approves it must see: where the money goes, who asked and when, of which payment and
//! bills, and what more could go back. Nobody else sees it: accounts and names are the payer's own.

use super::{queries::RefundRow, refundable};
use crate::{
    auth::Permission,
    db::Tx,
    error::Error,
    ledger::{Acting, Author},
    payments,
};
use dimos_api::pay::{Refund, RefundDetails, RefundTo};
use dimos_domain::money::Iban;

/// Where the money goes.
///
/// # Errors
/// Only the database's.
pub(super) fn destination(tx: &Tx<'_>, row: &RefundRow) -> Result<RefundTo, Error> {
    if !row.by_provider {
        let iban = row.iban.as_ref().map(Iban::as_str).unwrap_or_default().to_owned();
        return Ok(RefundTo::Account { iban, name: row.name.clone().unwrap_or_default() });
    }
    let payment = payments::payment(tx, row.payment)?.ok_or_else(|| Error::internal("a payment is gone"))?;
    let provider = payment.provider.map(|provider| provider.to_string()).unwrap_or_default();
    Ok(RefundTo::Provider { provider, transaction: payment.transaction.unwrap_or_default() })
}

/// A refund as whoever looks at it may see it.
pub(super) fn shown(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow) -> Result<Refund, Error> {
    let Author::Staff(_, role) = by.author else { return Ok(row.shown()) };
    let details = role.permissions().contains(&Permission::RunTreasury).then(|| details(tx, row)).transpose()?;
    Ok(Refund { details, ..row.shown() })
}

/// The whole of it.
pub(super) fn details(tx: &Tx<'_>, row: &RefundRow) -> Result<RefundDetails, Error> {
    let payment = payments::payment(tx, row.payment)?.ok_or_else(|| Error::internal("a payment is gone"))?;
    Ok(RefundDetails {
        to: destination(tx, row)?,
        requested_by: name(tx, &row.requested_by)?,
        requested_at: row.requested_at,
        decided_by: row.decided_by.as_deref().map(|who| name(tx, who)).transpose()?,
        decided_at: row.decided_at,
        paid: payment.amount,
        paid_on: payment.on,
        receipt: payment.receipt.to_string(),
        bills: payments::bills_of(tx, row.payment)?,
        refundable: refundable(tx, row.payment)?,
    })
}

/// An account's name; whoever has none is called as it is, a provider's desk for one.
fn name(tx: &Tx<'_>, actor: &str) -> Result<String, Error> {
    let known = tx.one("SELECT name FROM accounts WHERE id = ?1", [actor], |row| row.get(0))?;
    Ok(known.unwrap_or_else(|| actor.to_owned()))
}
