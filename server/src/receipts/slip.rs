//! The payment slip of something that is still to be paid, for whoever wants it on paper. It names nobody: it is for guests.

use super::{ForWhom, both, issuer, lines};
use crate::{bills::Standing, db::Tx, error::Error, ledger::Acting};
use dimos_documents::{Early, Line, Slip};
use dimos_domain::{l10n::Text, money::Beneficiary};

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}

/// The slip; none if nothing is left to pay.
///
/// # Errors
/// Only the database's.
pub fn slip(tx: &Tx<'_>, by: &Acting<'_>, standing: &Standing, public_url: &str) -> Result<Option<Slip>, Error> {
    let payable = &standing.payable;
    let bill = &payable.bill;
    let expected = standing.expected(by.today())?;
    if !expected.total.is_positive() {
        return Ok(None);
    }
    let paid = standing.total_paid()?;
    // Who pays later than the discount allows pays the whole: that is what the slip asks for.
    let amount = expected.principal.checked_add(expected.surcharge).ok_or_else(overflow)?;
    let surcharge = amount.checked_add(paid).and_then(|all| all.checked_sub(payable.amount)).ok_or_else(overflow)?;
    let mut lines = lines(tx, by, payable, ForWhom::Anybody)?;
    if !surcharge.is_zero() {
        lines.push(Line { tax_head: both("receipt-surcharge"), detail: None, amount: surcharge });
    }
    let early = expected.holds_until.filter(|_| expected.discount.is_positive());
    let period = Some(bill.period.clone()).filter(|period| !period.is_empty());
    Ok(Some(Slip {
        issuer: issuer(by, &bill.kind)?,
        beneficiary: Beneficiary::from(&by.payments()?.creditor),
        number: bill.number.clone(),
        title: super::title(by, bill)?,
        period: period.map(|period| Text { el: period.clone(), en: period }),
        recipient: None,
        issued_on: bill.issued_on,
        due_on: payable.due_on,
        lines,
        paid,
        amount,
        reference: payable.rf.clone(),
        early: early.map(|until| Early { amount: expected.total, until }),
        instalments: Vec::new(),
        issued_at: by.now.to_zoned(by.city.tz.clone()),
        address: format!("{public_url}/pay/{}", payable.rf),
    }))
}
