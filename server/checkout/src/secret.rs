//! Keys and passwords. They go into a request or a signature, and nowhere else.

use crate::SetUpError;
use std::fmt;

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Whether it can be a key: some text of visible ASCII. `what` it is, is told if not.
    pub(crate) fn check(&self, what: &'static str) -> Result<(), SetUpError> {
        let fits = !self.0.is_empty() && self.0.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(()) } else { Err(SetUpError::Key(what)) }
    }

    /// The text itself, for a request's header or a signature.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        assert!(!format!("{:?}", Secret::new("sk_live_1")).contains("sk_live"));
    }
}
