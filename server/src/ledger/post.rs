//! The one place where money moves.

use super::{
    Account, Author, EntryNo, NewEntry, Posted,
    chain::{self, Sealed},
};
use crate::{
    db::{Tx, ms},
    error::Error,
};
use dimos_domain::{ids::PaymentId, money::Cents};
use jiff::{Timestamp, civil::Date};

/// Writes an entry, unless its fact was posted before. The database refuses what does not balance, takes more from a
/// receivable than is owed, overdraws a credit or belongs to a closed day.
///
/// # Errors
/// `internal` if the entry is unsound: that is a mistake of ours, and nothing is written.
pub fn post(tx: &Tx<'_>, now: Timestamp, entry: NewEntry<'_>) -> Result<Posted, Error> {
    if let Some(no) = find(tx, entry.fact)? {
        return Ok(Posted::Again(no));
    }
    write(tx, now, &entry, None).map(Posted::First)
}

/// Undoes an entry by its mirror image, unless this fact was posted before.
///
/// # Errors
/// `internal` if there is no such entry, or it was reversed by another fact.
pub fn reverse(
    tx: &Tx<'_>,
    now: Timestamp,
    entry: EntryNo,
    fact: &str,
    author: &Author,
    on: Date,
) -> Result<Posted, Error> {
    if let Some(no) = find(tx, fact)? {
        return Ok(Posted::Again(no));
    }
    let original = super::queries::entry(tx, entry)?.ok_or_else(|| Error::internal("no such entry to reverse"))?;
    let mirrored = original.postings.into_iter().map(|(account, cents)| Some((account, cents.checked_neg()?)));
    let postings = mirrored.collect::<Option<_>>().ok_or_else(|| Error::internal("a posting has no mirror image"))?;
    let mirror = NewEntry { kind: original.kind, fact, payment: original.payment, author, on, postings };
    write(tx, now, &mirror, Some(entry)).map(Posted::First)
}

/// The entry of a fact, if it was posted.
///
/// # Errors
/// Only the database's.
pub fn find(tx: &Tx<'_>, fact: &str) -> Result<Option<EntryNo>, Error> {
    tx.one("SELECT no FROM journal_entries WHERE fact = ?1", [fact], |row| row.get(0).map(EntryNo))
}

/// The payment whose money a fact moved, if the fact was posted.
///
/// # Errors
/// Only the database's.
pub fn payment_of(tx: &Tx<'_>, fact: &str) -> Result<Option<PaymentId>, Error> {
    let found =
        tx.one("SELECT payment FROM journal_entries WHERE fact = ?1", [fact], |row| row.get::<_, Option<String>>(0))?;
    found.flatten().map(|id| id.parse()).transpose().map_err(Error::internal)
}

fn write(tx: &Tx<'_>, now: Timestamp, entry: &NewEntry<'_>, reverses: Option<EntryNo>) -> Result<EntryNo, Error> {
    let (last, prev) = chain::last(tx)?;
    let no = last.checked_add(1).ok_or_else(|| Error::internal("the journal is full"))?;
    let postings: Vec<&(Account, Cents)> = entry.postings.iter().filter(|(_, cents)| !cents.is_zero()).collect();
    let (fact, on, actor) = (entry.fact, entry.on.to_string(), entry.author.actor());
    let payment = entry.payment.map(|id| id.to_string());
    let sealed = Sealed {
        no,
        at: ms(now),
        on: &on,
        kind: entry.kind.as_str(),
        fact,
        payment: payment.as_deref(),
        role: entry.author.role(),
        actor: actor.as_deref(),
        reverses: reverses.map(|no| no.0),
    };
    for (line, (account, cents)) in (1_i64..).zip(&postings) {
        let account = account.open(tx)?;
        tx.execute(
            "INSERT INTO postings (entry, line, account, cents) VALUES (?1, ?2, ?3, ?4)",
            (no, line, account, cents.get()),
        )?;
    }
    let lines = postings.iter().map(|(account, cents)| (account.kind(), account.key(), cents.get()));
    let hash = chain::hash(&prev, &sealed, lines);
    tx.execute(
        "INSERT INTO journal_entries (no, at, on_day, kind, fact, payment, role, actor, reverses, lines, prev, hash) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        rusqlite::params![
            no,
            sealed.at,
            sealed.on,
            sealed.kind,
            sealed.fact,
            sealed.payment,
            sealed.role,
            sealed.actor,
            sealed.reverses,
            i64::try_from(postings.len()).map_err(Error::internal)?,
            prev.as_slice(),
            hash.as_slice(),
        ],
    )?;
    Ok(EntryNo(no))
}
