//! The journal, read.

use super::{
    Account, EntryKind, EntryNo,
    chain::{Hash, Sealed},
};
use crate::{
    db::Tx,
    error::Error,
    reports::columns::{maybe_parsed, parsed},
};
use dimos_domain::{
    ids::{DebtorId, PayableId, PaymentId},
    money::Cents,
};
use jiff::civil::Date;
use rusqlite::{Row, types::Type};

/// An entry as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub no: EntryNo,
    /// What kind of thing happened.
    pub kind: EntryKind,
    /// To which business day it belongs.
    pub on: Date,
    /// Whose money moved.
    pub payment: Option<PaymentId>,
    /// What it reverses.
    pub reverses: Option<EntryNo>,
    /// What moved.
    pub postings: Vec<(Account, Cents)>,
}

/// What an account holds: debit positive.
///
/// # Errors
/// Only the database's.
pub fn balance(tx: &Tx<'_>, account: &Account) -> Result<Cents, Error> {
    let sum = tx.one(
        "SELECT coalesce(sum(p.cents), 0) FROM ledger_accounts a JOIN postings p ON p.account = a.id \
         WHERE a.kind = ?1 AND a.key = ?2",
        (account.kind(), account.key()),
        |row| row.get(0).map(Cents::new),
    )?;
    Ok(sum.unwrap_or_default())
}

/// One entry.
///
/// # Errors
/// Only the database's.
pub fn entry(tx: &Tx<'_>, no: EntryNo) -> Result<Option<Entry>, Error> {
    let head = tx.one("SELECT kind, on_day, payment, reverses FROM journal_entries WHERE no = ?1", [no.0], |row| {
        Ok((kind(row, 0)?, parsed(row, 1)?, maybe_parsed(row, 2)?, row.get::<_, Option<i64>>(3)?))
    })?;
    let Some((kind, on, payment, reverses)) = head else { return Ok(None) };
    let postings = tx.all(
        "SELECT a.kind, a.key, p.cents FROM postings p JOIN ledger_accounts a ON a.id = p.account \
         WHERE p.entry = ?1 ORDER BY p.line",
        [no.0],
        |row| Ok((account(row, 0)?, row.get(2).map(Cents::new)?)),
    )?;
    Ok(Some(Entry { no, kind, on, payment, reverses: reverses.map(EntryNo), postings }))
}

/// Every entry that moved a payment's money, oldest first, and that stands: neither a reversal nor reversed.
///
/// # Errors
/// Only the database's.
pub fn standing_of_payment(tx: &Tx<'_>, payment: PaymentId) -> Result<Vec<Entry>, Error> {
    let numbers = tx.all(
        "SELECT e.no FROM journal_entries e WHERE e.payment = ?1 AND e.reverses IS NULL \
         AND NOT EXISTS (SELECT 1 FROM journal_entries r WHERE r.reverses = e.no) ORDER BY e.no",
        [payment.to_string()],
        |row| row.get(0).map(EntryNo),
    )?;
    let entries = numbers.into_iter().map(|no| entry(tx, no));
    entries.filter_map(Result::transpose).collect()
}

/// The first entry that moved a payment's money: how it came, and what it was for.
///
/// # Errors
/// Only the database's.
pub fn first_of_payment(tx: &Tx<'_>, payment: PaymentId) -> Result<Option<Entry>, Error> {
    let first = tx.one(
        "SELECT no FROM journal_entries WHERE payment = ?1 ORDER BY no LIMIT 1",
        [payment.to_string()],
        |row| row.get(0).map(EntryNo),
    )?;
    first.map_or(Ok(None), |no| entry(tx, no))
}

/// The last entry that moved what an account holds and that stands: neither a reversal nor reversed.
///
/// # Errors
/// Only the database's.
pub fn last_standing(tx: &Tx<'_>, account: &Account) -> Result<Option<Entry>, Error> {
    let last = tx.one(
        "SELECT e.no FROM ledger_accounts a JOIN postings p ON p.account = a.id JOIN journal_entries e ON e.no = p.entry \
         WHERE a.kind = ?1 AND a.key = ?2 AND e.reverses IS NULL \
         AND NOT EXISTS (SELECT 1 FROM journal_entries r WHERE r.reverses = e.no) ORDER BY e.no DESC LIMIT 1",
        (account.kind(), account.key()),
        |row| row.get(0).map(EntryNo),
    )?;
    last.map_or(Ok(None), |no| entry(tx, no))
}

/// The payments that left somebody credit after another one had come.
///
/// # Errors
/// Only the database's.
pub fn later_surpluses(tx: &Tx<'_>, debtor: DebtorId, than: PaymentId) -> Result<Vec<PaymentId>, Error> {
    tx.all(
        "SELECT DISTINCT e.payment FROM ledger_accounts a JOIN postings p ON p.account = a.id \
         JOIN journal_entries e ON e.no = p.entry WHERE a.kind = 'credit' AND a.key = ?1 AND p.cents < 0 \
         AND e.payment IS NOT NULL AND (SELECT min(no) FROM journal_entries WHERE payment = e.payment) \
             > (SELECT min(no) FROM journal_entries WHERE payment = ?2)",
        (debtor.to_string(), than.to_string()),
        |row| parsed(row, 0),
    )
}

/// The uses of somebody's credit, the last first.
///
/// # Errors
/// Only the database's.
pub fn credit_uses(tx: &Tx<'_>, debtor: DebtorId) -> Result<Vec<PaymentId>, Error> {
    tx.all(
        "SELECT e.payment FROM ledger_accounts a JOIN postings p ON p.account = a.id \
         JOIN journal_entries e ON e.no = p.entry \
         WHERE a.kind = 'credit' AND a.key = ?1 AND e.kind = 'credit_use' ORDER BY e.no DESC",
        [debtor.to_string()],
        |row| parsed(row, 0),
    )
}

/// Something that changed what is owed for a payable, and that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// In which entry.
    pub no: EntryNo,
    /// What kind of thing happened.
    pub kind: EntryKind,
    /// When: for a payment, the day it was paid.
    pub on: Date,
    /// Whose money.
    pub payment: Option<PaymentId>,
    /// Whether it is credit that was used: then the payment is an id of that use only.
    pub from_credit: bool,
    /// By how much more (positive) or less is owed.
    pub cents: Cents,
}

/// What happened to a payable and stands, oldest first.
///
/// # Errors
/// Only the database's.
pub fn movements(tx: &Tx<'_>, payable: PayableId) -> Result<Vec<Movement>, Error> {
    tx.all(
        "SELECT e.no, e.kind, coalesce(m.on_day, e.on_day), e.payment, p.cents, m.id IS NULL \
         FROM ledger_accounts a JOIN postings p ON p.account = a.id JOIN journal_entries e ON e.no = p.entry \
         LEFT JOIN payments m ON m.id = e.payment \
         WHERE a.kind = 'receivable' AND a.key = ?1 AND e.reverses IS NULL \
         AND NOT EXISTS (SELECT 1 FROM journal_entries r WHERE r.reverses = e.no) ORDER BY e.no, p.line",
        [payable.to_string()],
        |row| {
            Ok(Movement {
                no: EntryNo(row.get(0)?),
                kind: kind(row, 1)?,
                on: parsed(row, 2)?,
                payment: maybe_parsed(row, 3)?,
                cents: row.get(4).map(Cents::new)?,
                from_credit: row.get(5)?,
            })
        },
    )
}

/// An entry as the chain hashes it.
pub(super) struct Link {
    no: i64,
    at: i64,
    on: String,
    kind: String,
    fact: String,
    payment: Option<String>,
    role: String,
    actor: Option<String>,
    reverses: Option<i64>,
    pub(super) prev: Hash,
    pub(super) hash: Hash,
    pub(super) postings: Vec<(String, String, i64)>,
}

impl Link {
    pub(super) fn sealed(&self) -> Sealed<'_> {
        Sealed {
            no: self.no,
            at: self.at,
            on: &self.on,
            kind: &self.kind,
            fact: &self.fact,
            payment: self.payment.as_deref(),
            role: &self.role,
            actor: self.actor.as_deref(),
            reverses: self.reverses,
        }
    }
}

/// Entries read in one go.
const LINKS_AT_ONCE: i64 = 1_000;

/// The next entries after a number.
pub(super) fn sealed_after(tx: &Tx<'_>, no: i64) -> Result<Vec<Link>, Error> {
    let mut links = tx.all(
        "SELECT no, at, on_day, kind, fact, payment, role, actor, reverses, prev, hash FROM journal_entries \
         WHERE no > ?1 ORDER BY no LIMIT ?2",
        (no, LINKS_AT_ONCE),
        |row| {
            Ok(Link {
                no: row.get(0)?,
                at: row.get(1)?,
                on: row.get(2)?,
                kind: row.get(3)?,
                fact: row.get(4)?,
                payment: row.get(5)?,
                role: row.get(6)?,
                actor: row.get(7)?,
                reverses: row.get(8)?,
                prev: row.get(9)?,
                hash: row.get(10)?,
                postings: Vec::new(),
            })
        },
    )?;
    let last = links.last().map_or(no, |link| link.no);
    let postings = tx.all(
        "SELECT p.entry, a.kind, a.key, p.cents FROM postings p JOIN ledger_accounts a ON a.id = p.account \
         WHERE p.entry > ?1 AND p.entry <= ?2 ORDER BY p.entry, p.line",
        (no, last),
        |row| Ok((row.get::<_, i64>(0)?, (row.get(1)?, row.get(2)?, row.get(3)?))),
    )?;
    let mut of = links.iter_mut().peekable();
    for (entry, posting) in postings {
        while of.next_if(|link| link.no < entry).is_some() {}
        if let Some(link) = of.peek_mut().filter(|link| link.no == entry) {
            link.postings.push(posting);
        }
    }
    Ok(links)
}

fn account(row: &Row<'_>, at: usize) -> rusqlite::Result<Account> {
    let (kind, key): (String, String) = (row.get(at)?, row.get(at + 1)?);
    Account::parse(&kind, &key).ok_or_else(|| damaged(at, "an account"))
}

fn kind(row: &Row<'_>, at: usize) -> rusqlite::Result<EntryKind> {
    EntryKind::parse(&row.get::<_, String>(at)?).ok_or_else(|| damaged(at, "a kind of entry"))
}

fn damaged(at: usize, what: &str) -> rusqlite::Error {
    let cause = format!("not {what}").into();
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, cause)
}
