//! Credit: what somebody paid too much, used for another bill of theirs.

use crate::{
    bills::{self, Adjustments, Standing},
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind, NewEntry},
    listing::{Page, Wanted},
    reports::columns::parsed,
};
use dimos_api::{
    pay::{CreditOf, PageQuery},
    problem::Code,
};
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

/// Whoever has credit, in the order in which they became known.
pub(super) fn all(tx: &Tx<'_>, query: &PageQuery) -> Result<Page<CreditOf>, Error> {
    let wanted = Wanted::of(tx, query.limit, query.after.as_deref(), "SELECT 1 FROM debtors WHERE id = ?1")?;
    let held = "FROM (SELECT a.key AS debtor, -sum(p.cents) AS held FROM ledger_accounts a JOIN postings p ON p.account = a.id \
        WHERE a.kind = 'credit' GROUP BY a.id HAVING held > 0) h";
    let rows = tx.all(
        &format!(
            "SELECT h.debtor, coalesce(c.name, ''), h.held {held} LEFT JOIN debtor_contacts c ON c.debtor = h.debtor \
             WHERE ?2 IS NULL OR h.debtor > ?2 ORDER BY h.debtor LIMIT ?1"
        ),
        (wanted.and_one(), &wanted.after),
        |row| Ok(CreditOf { debtor: parsed(row, 0)?, name: row.get(1)?, credit: row.get(2).map(Cents::new)? }),
    )?;
    wanted.page(tx, rows, &format!("SELECT count(*) {held}"), [], |credit| credit.debtor.to_string())
}
