//! The outbox in the database.

use crate::{
    db::{Tx, ms},
    error::Error,
    reports::columns::number,
};
use dimos_domain::l10n::Language;
use jiff::{SignedDuration, Timestamp};

/// Letters sent in one round.
const AT_ONCE: u32 = 20;
/// Seconds until the second try; doubled with each.
const FIRST_PAUSE_S: i64 = 60;
const LONGEST_PAUSE_S: i64 = 6 * 3_600;
/// Tries until a letter is given up: some two days.
const TRIES: u32 = 16;

/// A letter that waits.
#[derive(Clone)]
pub(super) struct Waiting {
    pub(super) id: i64,
    pub(super) kind: String,
    pub(super) about: String,
    pub(super) recipient: String,
    pub(super) language: Language,
    pub(super) tries: u32,
}

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The mail server took it.
    Sent,
    /// It did not, for now.
    Later,
    /// It never will, or there is nothing to say any more.
    GivenUp,
}

/// What is due, oldest first.
pub(super) fn due(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<Waiting>, Error> {
    tx.all(
        "SELECT id, kind, about, recipient, language, tries FROM mail_outbox \
         WHERE state = 'waiting' AND try_at <= ?1 ORDER BY try_at, id LIMIT ?2",
        (ms(now), AT_ONCE),
        |row| {
            let tag: String = row.get(4)?;
            Ok(Waiting {
                id: row.get(0)?,
                kind: row.get(1)?,
                about: row.get(2)?,
                recipient: row.get(3)?,
                language: Language::ALL.into_iter().find(|language| language.tag() == tag).unwrap_or_default(),
                tries: number(row, 5)?,
            })
        },
    )
}

/// Notes what became of a try. An address is kept only as long as it is needed.
pub(super) fn note(tx: &Tx<'_>, letter: &Waiting, outcome: Outcome, now: Timestamp) -> Result<(), Error> {
    let tries = letter.tries.saturating_add(1);
    let sql = match outcome {
        Outcome::Sent => {
            "UPDATE mail_outbox SET state = 'sent', recipient = '', tries = ?2, sent_at = ?3 WHERE id = ?1"
        }
        Outcome::Later if tries < TRIES => "UPDATE mail_outbox SET tries = ?2, try_at = ?3 WHERE id = ?1",
        Outcome::Later | Outcome::GivenUp => {
            "UPDATE mail_outbox SET state = 'given_up', recipient = '', tries = ?2, try_at = ?3 WHERE id = ?1"
        }
    };
    let at = if outcome == Outcome::Later { next(now, tries) } else { now };
    tx.execute(sql, (letter.id, tries, ms(at)))?;
    Ok(())
}

fn next(now: Timestamp, tries: u32) -> Timestamp {
    let doubled = FIRST_PAUSE_S.checked_shl(tries.saturating_sub(1).min(16)).unwrap_or(LONGEST_PAUSE_S);
    now.checked_add(SignedDuration::from_secs(doubled.min(LONGEST_PAUSE_S))).unwrap_or(now)
}
