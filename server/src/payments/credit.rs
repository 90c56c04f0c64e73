//! Credit: what somebody paid too much, used for another bill of theirs.

use crate::{
    bills::{self, Adjustments, Standing},
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind, NewEntry},
};
use dimos_api::problem::Code;
use dimos_domain::{
    ids::{BillId, PaymentId},
    money::Cents,
};
use uuid::Uuid;

/// Pays a bill, as far as it goes, from its debtor's credit; how much was used. The same act again uses nothing more.
///
/// # Errors
/// `not_found` if there is no such bill.
pub fn use_credit(tx: &Tx<'_>, by: &Acting<'_>, act: &str, bill: BillId) -> Result<Cents, Error> {
    let overflow = || Error::internal("an amount is beyond counting");
    let row = bills::bill(tx, bill)?.ok_or_else(|| Error::new(Code::NotFound))?;
    let (today, on) = (by.today(), by.business_day(tx)?);
    let mut used = Cents::ZERO;
    for payable in bills::payables_of(tx, bill)? {
        let credit = ledger::balance(tx, &Account::Credit(row.debtor))?.checked_neg().ok_or_else(overflow)?;
        let standing = Standing::of(tx, payable)?;
        if standing.payable.ended.is_some() || !credit.is_positive() {
            continue;
        }
        let taken = standing.takes(credit, today)?;
        if !taken.is_positive() {
            continue;
        }
        let fact = format!("credit_use:{act}:{}", standing.payable.id);
        let mut adjustments = Adjustments::default();
        adjustments.add(&standing, standing.wanted_after(Some((taken, today)))?)?;
        adjustments.post_before(tx, by, &fact, on)?;
        let receivable = taken.checked_neg().ok_or_else(overflow)?;
        let postings =
            vec![(Account::Credit(row.debtor), taken), (Account::Receivable(standing.payable.id), receivable)];
        let entry = NewEntry {
            kind: EntryKind::CreditUse,
            fact: &fact,
            payment: Some(PaymentId(Uuid::now_v7())),
            author: by.author,
            on,
            postings,
        };
        ledger::post(tx, by.now, entry)?;
        adjustments.post_after(tx, by, &fact, on)?;
        used = used.checked_add(taken).ok_or_else(overflow)?;
    }
    Ok(used)
}
