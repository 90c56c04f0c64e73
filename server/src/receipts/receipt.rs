//! The collection receipt of a payment, as the money was booked when it came: what moved later changes no receipt.

use super::{both, issuer, lines, queries, verification_address};
use crate::{
    bills::{self, PayableRow},
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryNo},
    payments::{self, ReceiptRow},
};
use dimos_api::pay;
use dimos_documents::{Line, PaidBill, PaidBy, Receipt};
use dimos_domain::{
    ids::{BillId, PayableId, PaymentId},
    money::Cents,
};
use std::collections::{BTreeMap, btree_map::Entry};

/// For whom a document is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForWhom {
    /// Whoever owes: with the name that the bill was issued to, and what stands on its lines.
    Debtor,
    /// Whoever paid: nothing personal.
    Anybody,
}

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}

/// The receipt as a document.
///
/// # Errors
/// `internal` where the books do not hold the payment.
pub fn receipt(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &ReceiptRow,
    for_whom: ForWhom,
    public_url: &str,
) -> Result<Receipt, Error> {
    let payment = &row.payment;
    let entry = ledger::first_of_payment(tx, payment.id)?;
    let entry = entry.ok_or_else(|| Error::internal("a payment that moved nothing"))?;
    let until = queries::last_of_fact(tx, entry.no)?;
    let mut bills = Vec::new();
    let mut kind = None;
    let mut whole: BTreeMap<BillId, Cents> = BTreeMap::new();
    for (id, paid) in paid_for(tx, payment.id, &entry.postings)? {
        let payable = bills::payable(tx, id)?.ok_or_else(|| Error::internal("a payable is gone"))?;
        bills.push(paid_bill(tx, by, &payable, paid, until, for_whom)?);
        if let Entry::Vacant(owed) = whole.entry(payable.bill.id) {
            owed.insert(queries::owed_of_bill(tx, payable.bill.id, until)?);
        }
        kind.get_or_insert(payable.bill.kind);
    }
    let kind = kind.ok_or_else(|| Error::internal("a payment for nothing"))?;
    let of_these = Cents::total(bills.iter().map(|bill| bill.remaining));
    let other_instalments =
        Cents::total(whole.into_values()).zip(of_these).and_then(|(all, these)| all.checked_sub(these));
    let credit = entry.postings.iter().filter(|(account, _)| matches!(account, Account::Credit(_)));
    let kept_as_credit = Cents::total(credit.map(|(_, cents)| *cents)).and_then(Cents::checked_neg);
    Ok(Receipt {
        issuer: issuer(by, &kind)?,
        number: row.number,
        issued_at: row.issued_at.to_zoned(by.city.tz.clone()),
        paid_on: payment.on,
        payer: if for_whom == ForWhom::Debtor { queries::name_of(tx, payment.debtor)? } else { None },
        paid_by: match payment.source {
            pay::PaidBy::Card => PaidBy::Card,
            pay::PaidBy::Bank => PaidBy::Bank,
            pay::PaidBy::Cash => PaidBy::Cash,
            pay::PaidBy::Credit => PaidBy::Credit,
        },
        bills,
        other_instalments: other_instalments.ok_or_else(overflow)?,
        kept_as_credit: kept_as_credit.ok_or_else(overflow)?,
        total: payment.amount,
        address: verification_address(public_url, row.code.as_str()),
        code: row.code.clone(),
    })
}

/// What of the money went to which payable; where all of it was too much, what it was meant for.
fn paid_for(tx: &Tx<'_>, payment: PaymentId, postings: &[(Account, Cents)]) -> Result<Vec<(PayableId, Cents)>, Error> {
    let mut paid: Vec<(PayableId, Cents)> = Vec::new();
    for (account, cents) in postings {
        let Account::Receivable(id) = account else { continue };
        let cents = cents.checked_neg().ok_or_else(overflow)?;
        match paid.iter_mut().find(|(other, _)| other == id) {
            Some((_, sum)) => *sum = sum.checked_add(cents).ok_or_else(overflow)?,
            None => paid.push((*id, cents)),
        }
    }
    if paid.is_empty() {
        let meant = payments::meant_by(tx, payment)?;
        return Ok(meant.into_iter().map(|id| (id, Cents::ZERO)).collect());
    }
    Ok(paid)
}

fn paid_bill(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    payable: &PayableRow,
    paid: Cents,
    until: EntryNo,
    for_whom: ForWhom,
) -> Result<PaidBill, Error> {
    let bill = &payable.bill;
    let held = queries::held(tx, payable.id, until)?;
    let mut lines = lines(tx, by, payable, for_whom)?;
    for (key, amount) in [("receipt-surcharge", held.surcharge), ("receipt-discount", held.discount)] {
        if !amount.is_zero() {
            lines.push(Line { tax_head: both(key), detail: None, amount });
        }
    }
    let of = queries::instalments(tx, bill.id)?;
    Ok(PaidBill {
        title: super::title(by, bill)?,
        number: bill.number.clone(),
        reference: payable.rf.clone(),
        instalment: (payable.instalment > 0).then_some((payable.instalment, of)),
        lines,
        paid,
        remaining: held.owed,
    })
}
