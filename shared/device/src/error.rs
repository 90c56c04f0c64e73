//! What can go wrong on a phone, so that the caller can act on it.

use crate::model::WedgeReason;
use std::time::Duration;

/// Why the phone's store could not do something. Whatever was not done was not half-done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No space left: ask the person to free some.
    #[error("the phone's storage is full")]
    Full,
    /// The folder cannot be written.
    #[error("the phone's storage is read-only")]
    ReadOnly,
    /// The database is damaged. The next [`crate::Device::open`] sets it aside and recovers what is readable.
    #[error("the database is damaged")]
    Damaged,
    /// An act or a draft that is too large to keep, or does not fit together.
    #[error("not fit to keep: {0}")]
    Unfit(String),
    /// Anything else, in words for the log.
    #[error("the database refused: {0}")]
    Other(String),
}

/// Why a device could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The server's address is no URL, or plain `http` to another machine.
    #[error("{0:?} is no https address")]
    Server(String),
    /// The database was written by a newer app.
    #[error("the database has version {found}, this app knows {known}")]
    Newer {
        /// The database's.
        found: u32,
        /// This app's newest.
        known: u32,
    },
    /// The secure connection could not be set up.
    #[error("could not set up secure connections: {0}")]
    Tls(String),
}

/// Why something could not be fetched or sent just now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// No connection, a cut, a time-out.
    #[error("the server cannot be reached")]
    Offline,
    /// The server is busy or failing: worth trying again later.
    #[error("the server is busy")]
    Busy {
        /// Not before this much time has passed, if the server said so.
        retry_after: Option<Duration>,
    },
    /// The server does not want this; trying again changes nothing.
    #[error("the server refused: {}", .0.title)]
    Refused(WedgeReason),
    /// This app is too old for the server.
    #[error("this app is too old for the server")]
    Upgrade,
    /// This phone is not, or no longer, known to the server.
    #[error("the server does not know this phone")]
    Unauthenticated,
    /// An answer that is not the server's (a hotel's log-in page), or too new to read.
    #[error("the answer could not be read")]
    Unreadable,
    /// What came could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}
