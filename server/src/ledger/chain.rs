//! The journal's chain: every entry carries the hash of itself and of the one before, so that whoever keeps one hash (the
//! one that closing a day prints) can prove that nothing before it was changed, added or taken out.

use crate::{db::Tx, error::Error};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// A link of the chain.
pub type Hash = [u8; 32];

/// What of an entry is hashed, beside its postings.
pub(super) struct Sealed<'a> {
    pub(super) no: i64,
    pub(super) at: i64,
    pub(super) on: &'a str,
    pub(super) kind: &'a str,
    pub(super) fact: &'a str,
    pub(super) payment: Option<&'a str>,
    pub(super) role: &'a str,
    pub(super) actor: Option<&'a str>,
    pub(super) reverses: Option<i64>,
}

/// The last entry's number and hash; 0 and zeroes before the first.
pub(super) fn last(tx: &Tx<'_>) -> Result<(i64, Hash), Error> {
    let row = tx.one("SELECT no, hash FROM journal_entries ORDER BY no DESC LIMIT 1", [], |row| {
        Ok((row.get(0)?, row.get::<_, Hash>(1)?))
    })?;
    Ok(row.unwrap_or((0, [0; 32])))
}

/// The hash of an entry: every field with its length before it, so that no two entries read the same.
pub(super) fn hash<'a>(
    prev: &Hash,
    sealed: &Sealed<'_>,
    postings: impl Iterator<Item = (&'a str, Cow<'a, str>, i64)>,
) -> Hash {
    let mut digest = Sha256::new();
    let mut text = |field: &str| {
        digest.update(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(field.as_bytes());
    };
    text(sealed.on);
    text(sealed.kind);
    text(sealed.fact);
    text(sealed.payment.unwrap_or_default());
    text(sealed.role);
    text(sealed.actor.unwrap_or_default());
    let mut count = 0_i64;
    for (kind, key, cents) in postings {
        text(kind);
        text(&key);
        text(&cents.to_string());
        count += 1;
    }
    for number in [sealed.no, sealed.at, sealed.reverses.unwrap_or_default(), count] {
        digest.update(number.to_be_bytes());
    }
    digest.update(prev);
    digest.finalize().into()
}

/// What a walk along the chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// Every entry is as it was written; so many, and the last one's hash.
    Whole {
        /// How many.
        entries: i64,
        /// Of the last.
        hash: Hash,
    },
    /// This entry, or one before it, is not as it was written.
    Broken {
        /// The first that does not fit.
        at: i64,
    },
}

/// Walks along the whole chain, hashing everything again. Reads every posting once; for audits.
///
/// # Errors
/// Only the database's.
pub fn verify_chain(tx: &Tx<'_>) -> Result<Chain, Error> {
    let (mut prev, mut entries) = ([0; 32], 0);
    loop {
        let some = super::queries::sealed_after(tx, entries)?;
        if some.is_empty() {
            return Ok(Chain::Whole { entries, hash: prev });
        }
        for entry in some {
            let sealed = entry.sealed();
            let postings = entry.postings.iter().map(|(kind, key, cents)| (&**kind, Cow::Borrowed(&**key), *cents));
            let fits = sealed.no == entries + 1 && entry.prev == prev && hash(&prev, &sealed, postings) == entry.hash;
            if !fits {
                return Ok(Chain::Broken { at: sealed.no });
            }
            (prev, entries) = (entry.hash, sealed.no);
        }
    }
}
