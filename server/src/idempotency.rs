//! Exactly once: the answer to an act is kept in the transaction of its effect. The same key with the same body gets the
//! first answer again; with another body, or for another route, 409. Refusals are not kept: they may become possible.

use crate::{
    db::{Tx, ms},
    error::Error,
};
use dimos_api::problem::Code;
use jiff::Timestamp;
use serde::Serialize;

/// Whether the work was done now or before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replayed {
    /// Done now.
    First,
    /// Done before: this is the answer from then.
    Again,
}

/// [`once_json`] for work that answers with a JSON value.
///
/// # Errors
/// What the work says; `key_reused` if the key came before with another body or for another route.
pub fn once(
    tx: &Tx<'_>,
    principal: &str,
    key: &str,
    route: &str,
    body_hash: &[u8; 32],
    now: Timestamp,
    work: impl FnOnce(&Tx<'_>) -> Result<serde_json::Value, Error>,
) -> Result<(Replayed, serde_json::Value), Error> {
    let (replayed, text) = once_json(tx, principal, key, route, body_hash, now, work)?;
    Ok((replayed, serde_json::from_str(&text)?))
}

/// Does the work unless it was done before; the answer as JSON text, ready to send (see [`crate::extract::JsonText`]):
/// written once, for the table and for the wire.
///
/// # Errors
/// What the work says; `key_reused` if the key came before with another body or for another route.
pub fn once_json<T: Serialize>(
    tx: &Tx<'_>,
    principal: &str,
    key: &str,
    route: &str,
    body_hash: &[u8; 32],
    now: Timestamp,
    work: impl FnOnce(&Tx<'_>) -> Result<T, Error>,
) -> Result<(Replayed, String), Error> {
    let before = tx.one(
        "SELECT route = ?3 AND body_hash = ?4, answer FROM idempotency WHERE key = ?1 AND principal = ?2",
        (key, principal, route, body_hash.as_slice()),
        |row| Ok((row.get::<_, bool>(0)?, row.get::<_, String>(1)?)),
    )?;
    match before {
        Some((true, answer)) => Ok((Replayed::Again, answer)),
        Some((false, _)) => Err(Error::new(Code::KeyReused)),
        None => {
            let answer = serde_json::to_string(&work(tx)?)?;
            tx.execute(
                "INSERT INTO idempotency (key, principal, route, body_hash, answer, created_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (key, principal, route, body_hash.as_slice(), &answer, ms(now)),
            )?;
            Ok((Replayed::First, answer))
        }
    }
}
