//! Tokens and codes: random, shown once, kept only as hashes.

use crate::error::Error;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// Whose token it is; written at its front, so that it is looked for in one place only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A phone's.
    Device,
    /// A session of staff.
    Session,
}

impl TokenKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Device => "dd_",
            Self::Session => "ds_",
        }
    }

    /// Whose token a text claims to be.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        [Self::Device, Self::Session].into_iter().find(|kind| text.starts_with(kind.prefix()))
    }
}

/// 256 random bits as text, with the prefix of its kind. Has no `Debug`: it must not reach a log.
pub struct Token(String);

/// SHA-256 of a token or code: all that is kept of it. 256 random bits need no slow hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// The system has no randomness to give.
    pub fn new(kind: TokenKind) -> Result<Self, Error> {
        let mut bits = [0_u8; 32];
        getrandom::fill(&mut bits).map_err(Error::internal)?;
        Ok(Self(format!("{}{}", kind.prefix(), URL_SAFE_NO_PAD.encode(bits))))
    }

    /// What is kept.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }

    /// The text, for the one it belongs to.
    #[must_use]
    pub fn reveal(self) -> String {
        self.0
    }
}

impl TokenHash {
    /// Of a text as it came.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// For a table.
    #[must_use]
    pub const fn as_slice(&self) -> &[u8] {
        &self.0
    }
}

/// Letters and digits that are not mistaken for each other when read out (Crockford's base 32).
const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Random characters that can be read out over the telephone; five bits each.
///
/// # Errors
/// The system has no randomness to give.
pub fn random_code(length: usize) -> Result<String, Error> {
    let mut bits = vec![0_u8; length];
    getrandom::fill(&mut bits).map_err(Error::internal)?;
    Ok(bits.iter().filter_map(|byte| ALPHABET.get(usize::from(byte % 32))).map(|byte| char::from(*byte)).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn tokens_differ_and_say_their_kind() {
        let (one, two) = (Token::new(TokenKind::Device).unwrap(), Token::new(TokenKind::Device).unwrap());
        assert_ne!(one.hash(), two.hash());
        let text = one.reveal();
        assert_eq!(text.len(), 3 + 43);
        assert_eq!(TokenKind::of(&text), Some(TokenKind::Device));
        assert_eq!(TokenKind::of("Bearer"), None);
    }

    #[test]
    fn codes_can_be_read_out() {
        let code = random_code(8).unwrap();
        assert_eq!(code.len(), 8);
        assert!(code.bytes().all(|byte| ALPHABET.contains(&byte)));
    }
}
