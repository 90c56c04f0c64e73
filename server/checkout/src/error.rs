//! Why a call came to nothing, told so that the caller knows whether anything may have happened.

/// A call to a provider that brought no answer of use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// The provider understood and declined: nothing happened, and asking again brings the same.
    #[error("refused by the provider: {code}")]
    Refused {
        /// The provider's own code for the reason, or the HTTP status; letters, digits, `_`, `-`.
        code: String,
    },
    /// Nothing reached the provider, or it had no time for us: surely nothing happened. Try again later.
    #[error("the provider was not reached: {why}")]
    Unreachable {
        /// In a few words, without addresses.
        why: &'static str,
    },
    /// The request went out and no answer came: it may have happened. Ask.
    #[error("no answer from the provider: {why}")]
    NoAnswer {
        /// In a few words, without addresses.
        why: &'static str,
    },
    /// An answer came that is not the provider's or not understood: it may have happened. Ask.
    #[error("an answer that cannot be read: {why}")]
    Malformed {
        /// What was wrong with it, without its content.
        why: String,
    },
}

impl ProviderError {
    /// Whether the provider may have done what it was asked for.
    #[must_use]
    pub const fn may_have_happened(&self) -> bool {
        matches!(self, Self::NoAnswer { .. } | Self::Malformed { .. })
    }

    /// A refusal by one of these codes says that the key stands for something else already: that may have happened.
    pub(crate) fn or_key_used(self, codes: &[&str]) -> Self {
        match self {
            Self::Refused { code } if codes.contains(&code.as_str()) => {
                Self::NoAnswer { why: "the key was used with other parameters" }
            }
            other => other,
        }
    }

    pub(crate) fn malformed(why: impl Into<String>) -> Self {
        Self::Malformed { why: why.into() }
    }

    /// A refusal; what cannot be a code of a provider's is cut out of it.
    pub(crate) fn refused(code: &str) -> Self {
        let clean = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        Self::Refused { code: code.chars().filter(clean).take(60).collect() }
    }
}

/// A webhook that tells nothing. All but [`Self::NotReadable`] are answered with 400, and nothing of them is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// Longer than [`crate::LONGEST_WEBHOOK`].
    #[error("longer than any webhook")]
    TooLarge,
    /// No signature where there must be one.
    #[error("not signed")]
    NoSignature,
    /// A header that no provider writes.
    #[error("the signature's header cannot be read")]
    BadHeader,
    /// Signed by someone else, or changed on the way.
    #[error("the signature does not fit")]
    WrongSignature,
    /// Signed more than [`crate::TOLERANCE`] ago: perhaps a recording.
    #[error("signed too long ago")]
    Stale,
    /// Signed more than [`crate::TOLERANCE`] ahead of our clock.
    #[error("signed in the future")]
    Future,
    /// Genuine, as far as can be told, and not understood.
    #[error("cannot be read: {0}")]
    NotReadable(&'static str),
}

/// A provider that cannot be used as it was configured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetUpError {
    /// Neither `https` nor plain `http` to this very machine.
    #[error("{0:?} is not an https address")]
    Address(String),
    /// A key that cannot stand in a header, or an empty one.
    #[error("the {0} is empty or has characters that no key has")]
    Key(&'static str),
    /// Secure connections cannot be made.
    #[error("no secure connections: {0}")]
    Tls(String),
    /// The sandbox's file cannot be used.
    #[error("the bank's file: {0}")]
    Store(String),
}
