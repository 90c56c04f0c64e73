//! Whether something that is asked for may be paid already: somebody began to, and nobody knows what came of it.

use crate::{db::Tx, error::Error};
use dimos_domain::ids::{AttemptId, PayableId};

/// Why it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Nobody knows yet whether the money was taken; the provider is asked until it is known.
    Unknown,
    /// Money came that does not fit; a person looks at it.
    Parked,
}

/// Whether a payable may be paid already.
///
/// # Errors
/// Only the database's.
pub fn doubt(tx: &Tx<'_>, payable: PayableId) -> Result<Option<Doubt>, Error> {
    let holds = |sql: &str| Ok::<_, Error>(tx.one(sql, [payable.to_string()], |row| row.get(0))?.unwrap_or(false));
    // Both begin with what waits, which is little, and not with all that was ever begun.
    let parked = "SELECT EXISTS (SELECT 1 FROM parked k CROSS JOIN attempts a ON a.id = k.attempt \
        JOIN attempt_parts t ON t.attempt = a.id \
        WHERE k.decided_at IS NULL AND a.state = 'unknown' AND a.reason = 'parked' AND t.payable = ?1)";
    let unknown = "SELECT EXISTS (SELECT 1 FROM attempts a CROSS JOIN attempt_parts t ON t.attempt = a.id \
        WHERE a.ask_at IS NOT NULL AND a.state = 'unknown' AND a.reason IS NOT 'parked' AND t.payable = ?1)";
    Ok(if holds(parked)? {
        Some(Doubt::Parked)
    } else if holds(unknown)? {
        Some(Doubt::Unknown)
    } else {
        None
    })
}

/// Whether money of an attempt waits for a person.
///
/// # Errors
/// Only the database's.
pub fn waits_for_a_person(tx: &Tx<'_>, attempt: AttemptId) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM parked WHERE decided_at IS NULL AND attempt = ?1)";
    Ok(tx.one(sql, [attempt.to_string()], |row| row.get(0))?.unwrap_or(false))
}
