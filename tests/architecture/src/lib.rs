//! The house rules that a compiler does not check. The rules themselves stand in `tests/`, one file a subject; here is what
//! they share: finding the project's files, and reading Rust without its comments and tests.

mod code;
mod files;

pub use code::{Code, Word, production_code};
pub use files::{files, relative, root};

/// Why a rule could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A file or folder.
    #[error("{path}: {reason}")]
    File {
        /// Which.
        path: String,
        /// The operating system's words.
        reason: std::io::Error,
    },
    /// A file that is not Rust.
    #[error("{path}: not Rust: {reason}")]
    Rust {
        /// Which.
        path: String,
        /// The lexer's words.
        reason: String,
    },
}
