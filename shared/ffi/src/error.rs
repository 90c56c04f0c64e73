//! What a shell can be told went wrong.

/// Why a call was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum CoreError {
    /// That request was answered before, or belongs to a core that is gone.
    #[error("this request was answered already")]
    Stale,
    /// The operating system gave the core no threads.
    #[error("the core could not be started: {reason}")]
    NoThreads {
        /// The operating system's words.
        reason: String,
    },
    /// The phone's storage cannot be used.
    #[error("the phone's storage cannot be used: {reason}")]
    Storage {
        /// What is wrong with it.
        reason: String,
    },
}
