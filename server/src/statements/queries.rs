//! Statement entries in the database.

use super::matching::Proposal;
use crate::{
    db::{Tx, ms},
    error::Error,
    listing::{Page, Wanted},
    reports::columns::{json, maybe_parsed, named, parsed},
};
use dimos_api::pay::EntryAct;
use dimos_checkout::ProviderName;
use dimos_domain::{
    ids::{EntryId, PayableId, PaymentId},
    money::{Cents, EntryState, Iban, RfReference},
};
use jiff::{Timestamp, civil::Date};
use rusqlite::Row;

/// A movement on the account: an entry of a statement, or one transaction of it.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryRow {
    /// Its id.
    pub id: EntryId,
    /// On which account.
    pub iban: Iban,
    /// By which it is known again.
    pub dedup: String,
    /// In which statement; none while only a notification told of it.
    pub statement: Option<i64>,
    /// Positive: came in.
    pub amount: Cents,
    /// Whether it takes back another.
    pub is_reversal: bool,
    /// When the bank booked it.
    pub booked_on: Date,
    /// From when it counts.
    pub value_on: Option<Date>,
    /// The bank's reference.
    pub bank_reference: String,
    /// The payer's identifier.
    pub end_to_end: String,
    /// The kind of movement.
    pub bank_code: String,
    /// Valid references.
    pub references: Vec<RfReference>,
    /// Why it came back.
    pub return_reason: Option<String>,
    /// What it took back.
    pub original: Option<EntryId>,
    /// How it stands.
    pub state: EntryState,
    /// Changes with every change.
    pub version: i64,
    /// What it became.
    pub payment: Option<PaymentId>,
    /// What waits for a second signature.
    pub proposed: Option<EntryAct>,
    /// Whose.
    pub proposed_by: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// Why it was put aside, or could not be decided.
    pub reason: Option<String>,
    /// Which payout it is.
    pub payout: Option<String>,
    /// Who paid.
    pub payer: Payer,
}

/// Who paid, in the bank's words. Personal data.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Payer {
    /// The name; may be empty.
    pub name: String,
    /// The account; may be empty.
    pub iban: String,
    /// What was written.
    pub text: String,
}

impl std::fmt::Debug for Payer {
    /// Without the person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payer").finish_non_exhaustive()
    }
}

impl EntryRow {
    /// Whether the bank says that it takes something back.
    #[must_use]
    pub const fn is_a_return(&self) -> bool {
        self.is_reversal || self.return_reason.is_some()
    }

    /// When it was paid, as far as discounts and surcharges go; never a day that has not come.
    #[must_use]
    pub fn paid_on(&self, today: Date) -> Date {
        self.value_on.unwrap_or(self.booked_on).min(today)
    }
}

const COLUMNS: &str = "e.id, e.iban, e.dedup, e.statement, e.amount, e.is_reversal, e.booked_on, e.value_on, \
    e.bank_reference, e.end_to_end, e.bank_code, e.all_refs, e.return_reason, e.original, e.state, e.version, e.payment, \
    coalesce(e.proposed, 'null'), e.proposed_by, e.decided_by, e.reason, coalesce(p.name, ''), coalesce(p.iban, ''), \
    coalesce(p.text, ''), e.payout";
const TABLES: &str = "statement_entries e LEFT JOIN statement_payers p ON p.entry = e.id";

fn entry_row(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    Ok(EntryRow {
        id: parsed(row, 0)?,
        iban: parsed(row, 1)?,
        dedup: row.get(2)?,
        statement: row.get(3)?,
        amount: row.get(4).map(Cents::new)?,
        is_reversal: row.get(5)?,
        booked_on: parsed(row, 6)?,
        value_on: maybe_parsed(row, 7)?,
        bank_reference: row.get(8)?,
        end_to_end: row.get(9)?,
        bank_code: row.get(10)?,
        references: json(row, 11)?,
        return_reason: row.get(12)?,
        original: maybe_parsed(row, 13)?,
        state: named(row, 14)?,
        version: row.get(15)?,
        payment: maybe_parsed(row, 16)?,
        proposed: json(row, 17)?,
        proposed_by: row.get(18)?,
        decided_by: row.get(19)?,
        reason: row.get(20)?,
        payer: Payer { name: row.get(21)?, iban: row.get(22)?, text: row.get(23)? },
        payout: row.get(24)?,
    })
}

/// An entry.
///
/// # Errors
/// Only the database's.
pub fn entry(tx: &Tx<'_>, id: EntryId) -> Result<Option<EntryRow>, Error> {
    tx.one(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE e.id = ?1"), [id.to_string()], entry_row)
}

/// The rows of a key: an entry's, its further transactions', which follow it with a `#`, and other money's that bears the
/// same reference, which follows it with a `~`.
pub(super) fn of_key(tx: &Tx<'_>, iban: &Iban, key: &str) -> Result<Vec<EntryRow>, Error> {
    // The account stands in each part: SQLite looks all three up then, and reads the whole account otherwise.
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE (e.iban = ?1 AND e.dedup = ?2) \
         OR (e.iban = ?1 AND e.dedup > ?2 || '#' AND e.dedup < ?2 || '$') \
         OR (e.iban = ?1 AND e.dedup > ?2 || '~' AND e.dedup < ?2 || char(127))"
    );
    tx.all(&sql, (iban.as_str(), key), entry_row)
}

/// The rows that bear a reference of the bank's.
pub(super) fn of_bank_reference(tx: &Tx<'_>, iban: &Iban, reference: &str) -> Result<Vec<EntryRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE e.iban = ?1 AND e.bank_reference = ?2 AND e.bank_reference <> '' ORDER BY e.id"
    );
    tx.all(&sql, (iban.as_str(), reference), entry_row)
}

/// The rows as which an entry of a file was taken over: file, the how-many-th statement of it, the how-many-th entry.
pub(super) fn taken_at(tx: &Tx<'_>, file: i64, part: i64, place: i64) -> Result<Vec<EntryRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entry_places l JOIN statement_entries e ON e.id = l.entry \
         LEFT JOIN statement_payers p ON p.entry = e.id WHERE l.file = ?1 AND l.part = ?2 AND l.place = ?3 ORDER BY e.dedup"
    );
    tx.all(&sql, (file, part, place), entry_row)
}

/// Where the bank told of a row: file, the how-many-th statement of it, the how-many-th entry.
pub(super) fn places_of(tx: &Tx<'_>, id: EntryId) -> Result<Vec<(i64, i64, i64)>, Error> {
    let sql = "SELECT file, part, place FROM entry_places WHERE entry = ?1";
    tx.all(sql, [id.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Whether a statement of a file told of a row.
pub(super) fn is_taken_in(tx: &Tx<'_>, id: EntryId, file: i64, part: i64) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM entry_places WHERE entry = ?1 AND file = ?2 AND part = ?3)";
    Ok(tx.one(sql, (id.to_string(), file, part), |row| row.get(0))?.unwrap_or(false))
}

/// Notes where the bank told of a row.
pub(super) fn put_place(tx: &Tx<'_>, id: EntryId, (file, part, place): (i64, i64, i64)) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO entry_places (file, part, place, entry) VALUES (?1, ?2, ?3, ?4)",
        (file, part, place, id.to_string()),
    )?;
    Ok(())
}

/// What stands there is other money than a row.
pub(super) fn take_place(tx: &Tx<'_>, id: EntryId, (file, part, place): (i64, i64, i64)) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM entry_places WHERE file = ?1 AND part = ?2 AND place = ?3 AND entry = ?4",
        (file, part, place, id.to_string()),
    )?;
    Ok(())
}

/// Writes a new entry.
pub(super) fn insert(tx: &Tx<'_>, row: &EntryRow, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO statement_entries (id, iban, dedup, statement, amount, is_reversal, booked_on, value_on, \
         bank_reference, end_to_end, bank_code, rf, all_refs, return_reason, state, version, imported_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        rusqlite::params![
            row.id.to_string(),
            row.iban.as_str(),
            row.dedup,
            row.statement,
            row.amount.get(),
            row.is_reversal,
            row.booked_on.to_string(),
            row.value_on.map(|day| day.to_string()),
            row.bank_reference,
            row.end_to_end,
            row.bank_code,
            row.references.first().map(RfReference::as_str),
            serde_json::to_string(&row.references)?,
            row.return_reason,
            row.state.as_str(),
            row.version,
            ms(now),
        ],
    )?;
    let Payer { name, iban, text } = &row.payer;
    if !(name.is_empty() && iban.is_empty() && text.is_empty()) {
        tx.execute(
            "INSERT INTO statement_payers (entry, name, iban, text) VALUES (?1, ?2, ?3, ?4)",
            (row.id.to_string(), name, iban, text),
        )?;
    }
    Ok(())
}

/// Notes how an entry stands now, unless somebody was faster; the version counts on.
///
/// # Errors
/// `version_conflict`.
pub(super) fn update(tx: &Tx<'_>, row: &mut EntryRow) -> Result<(), Error> {
    let proposed = row.proposed.as_ref().map(serde_json::to_string).transpose()?;
    let changed = tx.execute(
        "UPDATE statement_entries SET statement = ?3, state = ?4, payment = ?5, original = ?6, proposed = ?7, \
         proposed_by = ?8, decided_by = ?9, reason = ?10, payout = ?11, version = version + 1 \
         WHERE id = ?1 AND version = ?2",
        rusqlite::params![
            row.id.to_string(),
            row.version,
            row.statement,
            row.state.as_str(),
            row.payment.map(|id| id.to_string()),
            row.original.map(|id| id.to_string()),
            proposed,
            row.proposed_by,
            row.decided_by,
            row.reason,
            row.payout,
        ],
    )?;
    if changed != 1 {
        return Err(Error::new(dimos_api::problem::Code::VersionConflict));
    }
    row.version += 1;
    Ok(())
}

/// Whether a provider's payout was matched before.
pub(super) fn has_payout(tx: &Tx<'_>, provider: ProviderName, reference: &str) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM payouts WHERE provider = ?1 AND reference = ?2)";
    Ok(tx.one(sql, (provider.as_str(), reference), |row| row.get(0))?.unwrap_or(false))
}

/// What a provider took and has not paid out, the oldest first.
pub(super) fn not_paid_out(tx: &Tx<'_>, provider: ProviderName, limit: u32) -> Result<Vec<Cents>, Error> {
    tx.all(
        "SELECT amount FROM payments WHERE state = 'received' AND provider = ?1 ORDER BY received_at, id LIMIT ?2",
        (provider.as_str(), limit),
        |row| row.get(0).map(Cents::new),
    )
}

/// Puts other suggestions in the place of those that an entry had.
pub(super) fn put_suggestions(tx: &Tx<'_>, id: EntryId, proposals: &[Proposal]) -> Result<(), Error> {
    tx.execute("DELETE FROM entry_suggestions WHERE entry = ?1", [id.to_string()])?;
    for one in proposals {
        tx.execute(
            "INSERT INTO entry_suggestions (entry, payable, score, reasons) VALUES (?1, ?2, ?3, ?4)",
            (id.to_string(), one.payable.to_string(), one.score, serde_json::to_string(&one.reasons)?),
        )?;
    }
    Ok(())
}

/// What an entry may be for, the likeliest first.
pub(super) fn suggestions(tx: &Tx<'_>, id: EntryId) -> Result<Vec<(PayableId, Vec<String>)>, Error> {
    tx.all(
        "SELECT payable, reasons FROM entry_suggestions WHERE entry = ?1 ORDER BY score DESC, payable",
        [id.to_string()],
        |row| Ok((parsed(row, 0)?, json(row, 1)?)),
    )
}

/// Which entries the staff looks for.
pub(super) struct Sought<'a> {
    pub(super) state: Option<EntryState>,
    pub(super) text: Option<&'a str>,
    pub(super) amount: Option<Cents>,
}

/// Entries as the staff finds them, oldest first.
pub(super) fn list(tx: &Tx<'_>, by: &Sought<'_>, wanted: &Wanted) -> Result<Page<EntryRow>, Error> {
    let states = match by.state {
        Some(_) => "e.state = ?1",
        None => "e.state IN ('imported', 'suggested', 'unmatched') AND ?1 IS NULL",
    };
    let sought = format!(
        "FROM {TABLES} WHERE {states} AND (?2 IS NULL OR abs(e.amount) = ?3 OR e.bank_reference = ?2 \
         OR e.end_to_end = ?2 OR instr(e.all_refs, upper(replace(?2, ' ', ''))) > 0 \
         OR says(p.name, ?2) OR says(p.text, ?2))"
    );
    let text = by.text.map(|text| text.replace(['%', '_'], ""));
    let sql = format!(
        "SELECT {COLUMNS} {sought} AND (?5 IS NULL OR (e.booked_on, e.id) > (SELECT booked_on, id FROM statement_entries \
         WHERE id = ?5)) ORDER BY e.booked_on, e.id LIMIT ?4"
    );
    let (state, amount) = (by.state.map(EntryState::as_str), by.amount.map(Cents::get));
    let rows = tx.all(&sql, (state, &text, amount, wanted.and_one(), &wanted.after), entry_row)?;
    wanted.page(tx, rows, &format!("SELECT count(*) {sought}"), (state, &text, amount), |row| row.id.to_string())
}

/// Why rules leave an entry alone: other money came with its reference.
pub(super) const REFERENCE_AGAIN: &str = "reference_again";
/// The same: of what the bank booked together with it a part was here before.
pub(super) const PARTLY_KNOWN: &str = "partly_known";
/// The same: its transactions and the charges that the bank names do not come to it.
pub(super) const PARTS_DIFFER: &str = "parts_differ";

/// Entries that wait, that no clerk has decided on and whose money is no riddle: the rules may look at them again.
pub(super) fn undecided(tx: &Tx<'_>, after: Option<EntryId>, limit: u32) -> Result<Vec<EntryId>, Error> {
    let sql = format!(
        "SELECT id FROM statement_entries WHERE state IN ('suggested', 'unmatched') AND decided_by IS NULL \
         AND proposed IS NULL AND coalesce(reason, '') NOT IN ('{REFERENCE_AGAIN}', '{PARTLY_KNOWN}', '{PARTS_DIFFER}') \
         AND id > ?1 ORDER BY id LIMIT ?2"
    );
    tx.all(&sql, (after.map(|id| id.to_string()).unwrap_or_default(), limit), |row| parsed(row, 0))
}

/// How many entries that a file was the first to tell of wait in the queue.
pub(super) fn waiting_of(tx: &Tx<'_>, file: i64) -> Result<u32, Error> {
    let sql = "SELECT count(DISTINCT e.id) FROM entry_places l JOIN statement_entries e ON e.id = l.entry \
        WHERE l.file = ?1 AND e.state IN ('imported', 'suggested', 'unmatched') \
        AND NOT EXISTS (SELECT 1 FROM entry_places o WHERE o.entry = e.id AND o.file < l.file)";
    Ok(tx.one(sql, [file], |row| row.get(0))?.unwrap_or(0))
}

/// Entries that something may take back: of this amount, known by the bank's reference or the payer's identifier.
pub(super) fn originals(tx: &Tx<'_>, of: &EntryRow) -> Result<Vec<EntryId>, Error> {
    let wanted = of.amount.checked_neg().unwrap_or_default();
    let by = |column: &str, value: &str| {
        let sql = format!(
            "SELECT id FROM statement_entries o WHERE o.iban = ?1 AND o.{column} = ?2 AND o.amount = ?3 AND o.id <> ?4 \
             AND o.is_reversal = 0 AND NOT EXISTS (SELECT 1 FROM statement_entries r WHERE r.original = o.id) LIMIT 3"
        );
        tx.all(&sql, (of.iban.as_str(), value, wanted.get(), of.id.to_string()), |row| parsed(row, 0))
    };
    let rf = of.references.first().map(RfReference::as_str).unwrap_or_default();
    for (column, value) in [("bank_reference", &*of.bank_reference), ("end_to_end", &of.end_to_end), ("rf", rf)] {
        let found = if value.is_empty() { Vec::new() } else { by(column, value)? };
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Whether another entry took this one back.
pub(super) fn is_given_back(tx: &Tx<'_>, id: EntryId) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM statement_entries WHERE original = ?1)";
    Ok(tx.one(sql, [id.to_string()], |row| row.get(0))?.unwrap_or(false))
}

/// Whether anybody ever began to pay with a provider here.
pub(super) fn was_begun_with(tx: &Tx<'_>, provider: ProviderName) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM attempts WHERE provider = ?1)";
    Ok(tx.one(sql, [provider.as_str()], |row| row.get(0))?.unwrap_or(false))
}

/// Payables of bills with these numbers that are still asked for.
pub(super) fn by_bill_number(tx: &Tx<'_>, number: &str) -> Result<Vec<PayableId>, Error> {
    tx.all(
        "SELECT p.id FROM bills b JOIN payables p ON p.bill = b.id WHERE b.number = ?1 AND p.ended IS NULL \
         ORDER BY p.due_on, p.instalment LIMIT 5",
        [number],
        |row| parsed(row, 0),
    )
}

/// Payables still asked for of whoever paid from an account before, what is due first first.
pub(super) fn of_payer(tx: &Tx<'_>, iban: &str) -> Result<Vec<PayableId>, Error> {
    tx.all(
        "SELECT p.id FROM payables p JOIN bills b ON b.id = p.bill WHERE p.ended IS NULL AND b.debtor IN \
             (SELECT m.debtor FROM statement_payers s JOIN statement_entries e ON e.id = s.entry \
              JOIN payments m ON m.id = e.payment AND m.state <> 'reversed' WHERE s.iban = ?1 LIMIT 50) \
         ORDER BY p.due_on DESC, p.id LIMIT 20",
        [iban],
        |row| parsed(row, 0),
    )
}
