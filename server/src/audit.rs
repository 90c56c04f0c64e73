//! What happened to accounts, sessions and crew phones: one line each, in the transaction of the change. Append-only.

use crate::{
    db::{Tx, ms},
    error::Error,
};
use jiff::Timestamp;

/// One line. Ids and codes only, never a name that a person typed, a token or an address.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// What happened: `account_added`, `crew_phone_enrolled`, …
    pub kind: &'a str,
    /// Who did it: an account's or a device's id; none for the command line.
    pub actor: Option<&'a str>,
    /// To what: an id.
    pub subject: &'a str,
    /// More, for example the crew.
    pub detail: Option<&'a str>,
}

/// Writes a line.
///
/// # Errors
/// Only the database's.
pub fn note(tx: &Tx<'_>, now: Timestamp, entry: &Entry<'_>) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO audit (at, kind, actor, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
        (ms(now), entry.kind, entry.actor, entry.subject, entry.detail),
    )?;
    Ok(())
}
