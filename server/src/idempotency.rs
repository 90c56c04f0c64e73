//! Exactly once: the answer to an act is kept in the transaction of its effect. The same key with the same body gets the
//! first answer again; with another body, or for another route, 409. Refusals are not kept: they may become possible.

use crate::{
    db::{Tx, ms},
    error::Error,
    state::App,
};
use dimos_api::problem::Code;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

/// Days for which an act may be repeated: longer than any outbox waits.
const REPEAT_DAYS: i64 = 90;

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

/// Forgets the answers to acts that nobody repeats any more. Called hourly.
///
/// # Errors
/// Only the database's.
pub async fn sweep(app: &App) -> Result<(), Error> {
    let now = app.clock.now();
    app.db.write(move |tx| forget(tx, now)).await
}

fn forget(tx: &Tx<'_>, now: Timestamp) -> Result<(), Error> {
    tx.execute("DELETE FROM idempotency WHERE created_at < ?1", [ms(now - (REPEAT_DAYS * 24).hours())])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::db::Db;
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    /// An act that counts how often its work is done.
    #[derive(Clone)]
    struct Counted {
        db: Db,
        done: Arc<AtomicU32>,
    }

    impl Counted {
        async fn act(&self, principal: &'static str, route: &'static str, body: u8) -> Result<(Replayed, u64), Error> {
            let done = Arc::clone(&self.done);
            let work = move |tx: &Tx<'_>| {
                once(tx, principal, "key", route, &[body; 32], Timestamp::UNIX_EPOCH, |_| {
                    if body == 0 {
                        Err(Error::new(Code::Invalid))
                    } else {
                        Ok(done.fetch_add(1, Ordering::Relaxed).into())
                    }
                })
            };
            self.db.write(work).await.map(|(replayed, answer)| (replayed, answer.as_u64().unwrap()))
        }
    }

    #[tokio::test]
    async fn an_answer_is_kept_for_ninety_days_and_not_longer() {
        let dir = tempfile::tempdir().unwrap();
        let counted = Counted { db: Db::open(dir.path()).unwrap(), done: Arc::default() };
        let after = |days: i64| Timestamp::UNIX_EPOCH + (days * 24).hours();
        counted.act("a", "r", 1).await.unwrap();
        for (days, replayed) in [(90, Replayed::Again), (91, Replayed::First)] {
            counted.db.write(move |tx| forget(tx, after(days))).await.unwrap();
            assert_eq!(counted.act("a", "r", 1).await.unwrap().0, replayed, "after {days} days");
        }
    }

    #[tokio::test]
    async fn an_act_is_done_once_and_answered_as_often_as_it_is_asked() {
        let dir = tempfile::tempdir().unwrap();
        let counted = Counted { db: Db::open(dir.path()).unwrap(), done: Arc::default() };
        let code = |refused: Result<_, Error>| refused.map_err(|refused| refused.code());
        assert_eq!(code(counted.act("a", "r", 0).await), Err(Code::Invalid), "a refusal is not kept");
        assert_eq!(code(counted.act("a", "r", 1).await), Ok((Replayed::First, 0)));
        assert_eq!(code(counted.act("a", "r", 1).await), Ok((Replayed::Again, 0)));
        assert_eq!(code(counted.act("a", "r", 2).await), Err(Code::KeyReused), "another body");
        assert_eq!(code(counted.act("a", "s", 1).await), Err(Code::KeyReused), "another route");
        assert_eq!(code(counted.act("b", "r", 2).await), Ok((Replayed::First, 1)), "another's key is another key");
        let many: Vec<_> = (0..40)
            .map(|_| {
                let counted = counted.clone();
                tokio::spawn(async move { counted.act("c", "r", 3).await })
            })
            .collect();
        for one in many {
            assert_eq!(code(one.await.unwrap()).unwrap().1, 2, "at the same time, too");
        }
    }
}
