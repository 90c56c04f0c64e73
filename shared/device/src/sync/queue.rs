//! The outbox as the engine sees it: who waits for what, not what it says.

use dimos_domain::{act::Subject, ids::*};
use jiff::Timestamp;

/// One waiting act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedAct {
    pub id: ActId,
    pub subject: Subject,
    /// In vain, since the last progress.
    pub attempt: u32,
    pub next_at: Option<Timestamp>,
    /// Of the last failure.
    pub cause: Option<Cause>,
    /// The server lost its photos once already.
    pub renewed: bool,
    pub wedged: bool,
    pub photos: Vec<QueuedPhoto>,
}

/// One photo that an act names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedPhoto {
    pub id: MediaId,
    pub bytes: u64,
    /// Of the upload, once there is one.
    pub url: Option<String>,
    /// How much has arrived; not known after a cut or a restart.
    pub offset: Option<u64>,
    pub done: bool,
}

/// Whose fault a failure was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Forgiven when the next drain begins.
    Network,
    /// Its time is waited for.
    Server,
}

impl Cause {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Server => "server",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        [Self::Network, Self::Server].into_iter().find(|cause| cause.as_str() == name)
    }
}
