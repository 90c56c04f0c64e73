//! Why a journey came to an end.

use dimos_domain::ids::InvalidId;
use dimos_journeys::Trouble;
use dimos_phone::{Refused, Stuck};
use std::io;

/// Why a journey came to an end.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The phone, the desk or the city is not as it should be.
    #[error(transparent)]
    City(#[from] Trouble),
    /// The phone shows something else than what was recorded.
    #[error("{screen} is not as recorded (`make script` records it anew):\n{lines}")]
    Differs {
        /// Where.
        screen: String,
        /// Which lines are missing (`-`) and new (`+`).
        lines: String,
    },
    /// What a phone shows cannot be told.
    #[error("no outline: {0}")]
    Outline(#[from] serde_json::Error),
    /// A mask is no regular expression.
    #[error(transparent)]
    Mask(#[from] regex::Error),
}

impl From<Stuck> for Failed {
    fn from(cause: Stuck) -> Self {
        Self::City(cause.into())
    }
}

impl From<Refused> for Failed {
    fn from(cause: Refused) -> Self {
        Self::City(cause.into())
    }
}

impl From<io::Error> for Failed {
    fn from(cause: io::Error) -> Self {
        Self::City(cause.into())
    }
}

impl From<InvalidId> for Failed {
    fn from(cause: InvalidId) -> Self {
        Self::City(cause.into())
    }
}

pub(crate) fn missing(what: &str) -> Failed {
    Failed::City(Trouble::Missing(what.to_owned()))
}
