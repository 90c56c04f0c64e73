//! What documents need of the books.

use crate::{db::Tx, error::Error, ledger::EntryNo, reports::columns::parsed};
use dimos_domain::{
    ids::{BillId, DebtorId, PayableId, PaymentId, TaxHeadCode},
    money::Cents,
};

/// A line of a bill.
pub(super) struct BillLine {
    pub(super) tax_head: TaxHeadCode,
    pub(super) text: String,
    pub(super) amount: Cents,
}

/// The lines of a bill as it was issued.
pub(super) fn lines(tx: &Tx<'_>, bill: BillId) -> Result<Vec<BillLine>, Error> {
    tx.all("SELECT tax_head, text, cents FROM bill_lines WHERE bill = ?1 ORDER BY line", [bill.to_string()], |row| {
        Ok(BillLine { tax_head: parsed(row, 0)?, text: row.get(1)?, amount: row.get(2).map(Cents::new)? })
    })
}

/// The last entry that belongs to the fact of another: surcharges and discounts are booked with the money, under its fact
/// with a mark behind it.
pub(super) fn last_of_fact(tx: &Tx<'_>, first: EntryNo) -> Result<EntryNo, Error> {
    let last = tx.one(
        "SELECT max(e.no) FROM journal_entries f JOIN journal_entries e \
         ON e.fact = f.fact OR (e.fact > f.fact || '#' AND e.fact < f.fact || '$') WHERE f.no = ?1",
        [first.0],
        |row| row.get::<_, Option<i64>>(0),
    )?;
    Ok(last.flatten().map_or(first, EntryNo))
}

/// What a payable came to up to an entry, that one included.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) owed: Cents,
    pub(super) surcharge: Cents,
    /// Below zero.
    pub(super) discount: Cents,
}

/// How a payable stood after an entry.
pub(super) fn held(tx: &Tx<'_>, payable: PayableId, until: EntryNo) -> Result<Held, Error> {
    let held = tx.one(
        "SELECT coalesce(sum(p.cents), 0), coalesce(sum(p.cents) FILTER (WHERE e.kind = 'surcharge'), 0), \
         coalesce(sum(p.cents) FILTER (WHERE e.kind = 'discount'), 0) FROM ledger_accounts a \
         JOIN postings p ON p.account = a.id JOIN journal_entries e ON e.no = p.entry \
         WHERE a.kind = 'receivable' AND a.key = ?1 AND e.no <= ?2",
        (payable.to_string(), until.0),
        |row| {
            let cents = |at| row.get(at).map(Cents::new);
            Ok(Held { owed: cents(0)?, surcharge: cents(1)?, discount: cents(2)? })
        },
    )?;
    Ok(held.unwrap_or_default())
}

/// What was owed of a whole bill, in all its instalments, after an entry.
pub(super) fn owed_of_bill(tx: &Tx<'_>, bill: BillId, until: EntryNo) -> Result<Cents, Error> {
    let owed = tx.one(
        "SELECT coalesce(sum(p.cents), 0) FROM payables y JOIN ledger_accounts a ON a.kind = 'receivable' AND a.key = y.id \
         JOIN postings p ON p.account = a.id WHERE y.bill = ?1 AND p.entry <= ?2",
        (bill.to_string(), until.0),
        |row| row.get(0).map(Cents::new),
    )?;
    Ok(owed.unwrap_or_default())
}

/// How many instalments a bill has.
pub(super) fn instalments(tx: &Tx<'_>, bill: BillId) -> Result<u8, Error> {
    let most =
        tx.one("SELECT coalesce(max(instalment), 0) FROM payables WHERE bill = ?1", [bill.to_string()], |row| {
            row.get(0)
        })?;
    Ok(most.unwrap_or_default())
}

/// The name of who owes.
pub(super) fn name_of(tx: &Tx<'_>, debtor: DebtorId) -> Result<Option<String>, Error> {
    tx.one("SELECT name FROM debtor_contacts WHERE debtor = ?1", [debtor.to_string()], |row| row.get(0))
}

/// What was given back of a payment.
pub(super) fn given_back(tx: &Tx<'_>, payment: PaymentId) -> Result<Cents, Error> {
    let sum = tx.one(
        "SELECT coalesce(sum(amount), 0) FROM refunds WHERE payment = ?1 AND state = 'succeeded'",
        [payment.to_string()],
        |row| row.get(0).map(Cents::new),
    )?;
    Ok(sum.unwrap_or_default())
}

/// Whether a phone is linked to a person, not only to single bills.
pub(super) fn is_linked(tx: &Tx<'_>, device: dimos_domain::ids::DeviceId, debtor: DebtorId) -> Result<bool, Error> {
    let linked = tx.one(
        "SELECT EXISTS (SELECT 1 FROM phone_debtors WHERE device = ?1 AND debtor = ?2)",
        (device.to_string(), debtor.to_string()),
        |row| row.get(0),
    )?;
    Ok(linked.unwrap_or(false))
}
