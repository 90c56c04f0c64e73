//! Bills in the database.

use crate::{
    db::{Tx, ms},
    error::Error,
    listing::{Page, Wanted},
    reports::columns::{json, maybe_named, number, parsed},
};
use dimos_domain::{
    ids::*,
    money::{Cents, EarlyDiscount, Ended, InstalmentTerms, RfReference, Surcharge},
};
use jiff::{Timestamp, civil::Date};
use rusqlite::Row;
use serde::{Deserialize, Serialize};

/// The kind's terms as they were when the bill was issued: what the city pack says later changes no bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Where discounts and surcharges are booked.
    pub tax_head: TaxHeadCode,
    /// Paying early costs less.
    pub early: Option<EarlyDiscount>,
    /// Paying late costs more.
    pub late: Option<Surcharge>,
    /// It may be paid in instalments.
    pub instalments: Option<InstalmentTerms>,
    /// Less than all may be paid at a time.
    pub part_payment: bool,
}

/// A bill as it was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillRow {
    /// Its id.
    pub id: BillId,
    /// Its number.
    pub number: String,
    /// Which kind.
    pub kind: BillKindCode,
    /// Who owes.
    pub debtor: DebtorId,
    /// What exactly it is for.
    pub description: String,
    /// For which period.
    pub period: String,
    /// When it was issued.
    pub issued_on: Date,
    /// Until when.
    pub due_on: Date,
    /// How much.
    pub amount: Cents,
    /// Under which terms.
    pub terms: Terms,
    /// Why it is no longer asked for.
    pub ended: Option<Ended>,
}

/// Something with a reference of its own, and the bill it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayableRow {
    /// Its id.
    pub id: PayableId,
    /// 0 for the whole bill.
    pub instalment: u8,
    /// Its reference.
    pub rf: RfReference,
    /// How much.
    pub amount: Cents,
    /// Until when.
    pub due_on: Date,
    /// Why it is no longer asked for.
    pub ended: Option<Ended>,
    /// Its bill.
    pub bill: BillRow,
}

const BILL: &str = "b.id, b.number, b.kind, b.debtor, b.description, b.period, b.issued_on, b.due_on, b.amount, b.terms, \
    b.ended";
const PAYABLE: &str = "p.id, p.instalment, p.rf, p.amount, p.due_on, p.ended";
/// Where the payable's columns begin after the bill's.
const AFTER_BILL: usize = 11;

fn bill_row(row: &Row<'_>) -> rusqlite::Result<BillRow> {
    Ok(BillRow {
        id: parsed(row, 0)?,
        number: row.get(1)?,
        kind: parsed(row, 2)?,
        debtor: parsed(row, 3)?,
        description: row.get(4)?,
        period: row.get(5)?,
        issued_on: parsed(row, 6)?,
        due_on: parsed(row, 7)?,
        amount: row.get(8).map(Cents::new)?,
        terms: json(row, 9)?,
        ended: maybe_named(row, 10)?,
    })
}

fn payable_row(row: &Row<'_>) -> rusqlite::Result<PayableRow> {
    Ok(PayableRow {
        bill: bill_row(row)?,
        id: parsed(row, AFTER_BILL)?,
        instalment: number(row, AFTER_BILL + 1)?,
        rf: parsed(row, AFTER_BILL + 2)?,
        amount: row.get(AFTER_BILL + 3).map(Cents::new)?,
        due_on: parsed(row, AFTER_BILL + 4)?,
        ended: maybe_named(row, AFTER_BILL + 5)?,
    })
}

/// A bill.
///
/// # Errors
/// Only the database's.
pub fn bill(tx: &Tx<'_>, id: BillId) -> Result<Option<BillRow>, Error> {
    tx.one(&format!("SELECT {BILL} FROM bills b WHERE b.id = ?1"), [id.to_string()], bill_row)
}

/// A payable.
///
/// # Errors
/// Only the database's.
pub fn payable(tx: &Tx<'_>, id: PayableId) -> Result<Option<PayableRow>, Error> {
    let sql = format!("SELECT {BILL}, {PAYABLE} FROM payables p JOIN bills b ON b.id = p.bill WHERE p.id = ?1");
    tx.one(&sql, [id.to_string()], payable_row)
}

/// The payable of a reference.
///
/// # Errors
/// Only the database's.
pub fn payable_by_rf(tx: &Tx<'_>, rf: &RfReference) -> Result<Option<PayableRow>, Error> {
    let sql = format!("SELECT {BILL}, {PAYABLE} FROM payables p JOIN bills b ON b.id = p.bill WHERE p.rf = ?1");
    tx.one(&sql, [rf.as_str()], payable_row)
}

/// The payables of a bill: the whole first, then the instalments.
///
/// # Errors
/// Only the database's.
pub fn payables_of(tx: &Tx<'_>, bill: BillId) -> Result<Vec<PayableRow>, Error> {
    let sql = format!(
        "SELECT {BILL}, {PAYABLE} FROM payables p JOIN bills b ON b.id = p.bill WHERE p.bill = ?1 ORDER BY p.instalment"
    );
    tx.all(&sql, [bill.to_string()], payable_row)
}

/// The bill that took a bill's place.
///
/// # Errors
/// Only the database's.
pub fn successor(tx: &Tx<'_>, bill: BillId) -> Result<Option<BillId>, Error> {
    tx.one("SELECT id FROM bills WHERE supersedes = ?1", [bill.to_string()], |row| parsed(row, 0))
}

/// Every bill that a phone may see: those of the persons it is linked to, and those it looked up; what is due first first.
///
/// # Errors
/// Only the database's.
pub fn seen_by(tx: &Tx<'_>, device: DeviceId) -> Result<Vec<BillRow>, Error> {
    let sql = format!(
        "SELECT {BILL} FROM bills b WHERE b.id IN (SELECT bill FROM phone_bills WHERE device = ?1) \
         OR b.debtor IN (SELECT debtor FROM phone_debtors WHERE device = ?1) ORDER BY b.due_on, b.number"
    );
    tx.all(&sql, [device.to_string()], bill_row)
}

/// Whether a phone may see a bill.
///
/// # Errors
/// Only the database's.
pub fn may_see(tx: &Tx<'_>, device: DeviceId, bill: &BillRow) -> Result<bool, Error> {
    let may = tx.one(
        "SELECT EXISTS (SELECT 1 FROM phone_bills WHERE device = ?1 AND bill = ?2) \
         OR EXISTS (SELECT 1 FROM phone_debtors WHERE device = ?1 AND debtor = ?3)",
        (device.to_string(), bill.id.to_string(), bill.debtor.to_string()),
        |row| row.get(0),
    )?;
    Ok(may.unwrap_or(false))
}

/// The persons a phone is linked to.
///
/// # Errors
/// Only the database's.
pub fn debtors_of(tx: &Tx<'_>, device: DeviceId) -> Result<Vec<DebtorId>, Error> {
    tx.all("SELECT debtor FROM phone_debtors WHERE device = ?1", [device.to_string()], |row| parsed(row, 0))
}

/// From now on a phone sees a bill.
pub(super) fn show_bill(tx: &Tx<'_>, device: DeviceId, bill: BillId, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO phone_bills (device, bill, linked_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        (device.to_string(), bill.to_string(), ms(now)),
    )?;
    Ok(())
}

/// From now on a phone sees all bills of a person.
pub(super) fn show_debtor(tx: &Tx<'_>, device: DeviceId, debtor: DebtorId, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO phone_debtors (device, debtor, linked_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        (device.to_string(), debtor.to_string(), ms(now)),
    )?;
    Ok(())
}

/// Whoever saw a bill sees the one that took its place.
pub(super) fn show_successor(tx: &Tx<'_>, old: BillId, new: BillId, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO phone_bills (device, bill, linked_at) SELECT device, ?2, ?3 FROM phone_bills WHERE bill = ?1 \
         ON CONFLICT DO NOTHING",
        (old.to_string(), new.to_string(), ms(now)),
    )?;
    Ok(())
}

/// The keyed hash of the tax number of who owes, where it is known.
pub(super) fn tax_hash(tx: &Tx<'_>, debtor: DebtorId) -> Result<Option<[u8; 32]>, Error> {
    let found = tx.one("SELECT tax_hash FROM debtors WHERE id = ?1", [debtor.to_string()], |row| row.get(0))?;
    Ok(found.flatten())
}

/// The person of a tax number's hash.
pub(super) fn debtor(tx: &Tx<'_>, tax_hash: &[u8; 32]) -> Result<Option<DebtorId>, Error> {
    tx.one("SELECT id FROM debtors WHERE tax_hash = ?1", [tax_hash.as_slice()], |row| parsed(row, 0))
}

/// Somebody who owes, for the first time.
pub(super) fn add_debtor(tx: &Tx<'_>, tax_hash: Option<&[u8; 32]>, now: Timestamp) -> Result<DebtorId, Error> {
    let id = DebtorId(uuid::Uuid::now_v7());
    tx.execute(
        "INSERT INTO debtors (id, tax_hash, created_at) VALUES (?1, ?2, ?3)",
        (id.to_string(), tax_hash.map(<[u8; 32]>::as_slice), ms(now)),
    )?;
    Ok(id)
}

/// How who owes is addressed, as said last.
pub(super) fn put_contact(tx: &Tx<'_>, debtor: DebtorId, name: &str, email: &str) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO debtor_contacts (debtor, name, email) VALUES (?1, ?2, ?3) ON CONFLICT (debtor) DO UPDATE \
         SET name = excluded.name, email = CASE excluded.email WHEN '' THEN email ELSE excluded.email END",
        (debtor.to_string(), name, email),
    )?;
    Ok(())
}

/// The bill of an issuing department's key, with the hash of what was ordered.
pub(super) fn by_key(tx: &Tx<'_>, key: &str) -> Result<Option<(BillId, [u8; 32])>, Error> {
    tx.one("SELECT id, content FROM bills WHERE key = ?1", [key], |row| Ok((parsed(row, 0)?, row.get(1)?)))
}

/// What a new bill has beside its row.
pub(super) struct Origin<'a> {
    pub(super) key: Option<&'a str>,
    pub(super) content: &'a [u8; 32],
    pub(super) supersedes: Option<BillId>,
}

pub(super) fn insert_bill(tx: &Tx<'_>, bill: &BillRow, origin: &Origin<'_>, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO bills (id, number, key, content, kind, debtor, description, period, issued_on, due_on, amount, terms, \
         supersedes, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        rusqlite::params![
            bill.id.to_string(),
            bill.number,
            origin.key,
            origin.content.as_slice(),
            bill.kind.as_str(),
            bill.debtor.to_string(),
            bill.description,
            bill.period,
            bill.issued_on.to_string(),
            bill.due_on.to_string(),
            bill.amount.get(),
            serde_json::to_string(&bill.terms)?,
            origin.supersedes.map(|id| id.to_string()),
            ms(now),
        ],
    )?;
    Ok(())
}

pub(super) fn insert_line(tx: &Tx<'_>, bill: BillId, line: usize, of: &dimos_api::pay::BillLine) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO bill_lines (bill, line, tax_head, text, cents) VALUES (?1, ?2, ?3, ?4, ?5)",
        (
            bill.to_string(),
            i64::try_from(line).map_err(Error::internal)?,
            of.tax_head.as_str(),
            &of.text,
            of.amount.get(),
        ),
    )?;
    Ok(())
}

pub(super) fn insert_payable(tx: &Tx<'_>, payable: &PayableRow) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO payables (id, bill, instalment, rf, amount, due_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            payable.id.to_string(),
            payable.bill.id.to_string(),
            payable.instalment,
            payable.rf.as_str(),
            payable.amount.get(),
            payable.due_on.to_string(),
        ),
    )?;
    Ok(())
}

pub(super) fn end_bill(tx: &Tx<'_>, bill: BillId, ended: &str, reason: &str) -> Result<(), Error> {
    tx.execute("UPDATE bills SET ended = ?2, reason = ?3 WHERE id = ?1", (bill.to_string(), ended, reason))?;
    tx.execute(
        "UPDATE payables SET ended = ?2 WHERE bill = ?1 AND (ended IS NULL OR ended = 'in_plan')",
        (bill.to_string(), ended),
    )?;
    Ok(())
}

pub(super) fn end_whole(tx: &Tx<'_>, payable: PayableId) -> Result<(), Error> {
    tx.execute("UPDATE payables SET ended = 'in_plan' WHERE id = ?1", [payable.to_string()])?;
    Ok(())
}

/// Bills as the staff finds them.
pub(super) fn list(tx: &Tx<'_>, by: &Sought<'_>, wanted: &Wanted) -> Result<Page<BillRow>, Error> {
    let like = by.text.map(|text| text.replace(['%', '_'], ""));
    let sought = "FROM bills b WHERE (?1 IS NULL OR b.kind = ?1) AND (?2 IS NULL OR b.number = ?2 OR b.key = ?2 \
         OR b.id IN (SELECT bill FROM payables WHERE rf = ?2) \
         OR b.debtor IN (SELECT debtor FROM debtor_contacts WHERE says(name, ?2))) \
         AND (?3 IS NULL OR b.debtor = ?3)";
    let (kind, debtor) = (by.kind.map(BillKindCode::as_str), by.debtor.map(|id| id.to_string()));
    let sql = format!(
        "SELECT {BILL} {sought} AND (?5 IS NULL OR (b.created_at, b.number) < (SELECT created_at, number FROM bills \
         WHERE id = ?5)) ORDER BY b.created_at DESC, b.number DESC LIMIT ?4"
    );
    let rows = tx.all(&sql, (kind, &like, &debtor, wanted.and_one(), &wanted.after), bill_row)?;
    wanted.page(tx, rows, &format!("SELECT count(*) {sought}"), (kind, &like, &debtor), |bill| bill.id.to_string())
}

/// Which bills the staff looks for.
pub(super) struct Sought<'a> {
    pub(super) kind: Option<&'a BillKindCode>,
    pub(super) text: Option<&'a str>,
    pub(super) debtor: Option<DebtorId>,
}
