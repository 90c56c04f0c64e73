//! Why a file is not XML that we read, and where.

use super::{MAX_DEPTH, MAX_TOKEN};
use std::fmt;

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// From 1.
    pub line: u64,
    /// Bytes before it.
    pub byte: u64,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, byte {}", self.line, self.byte)
    }
}

/// Why a file cannot be read as XML. The text reads after "the file was refused: ".
#[derive(Debug, thiserror::Error)]
pub enum XmlError {
    /// The source of the bytes failed: try again.
    #[error("the file could not be read to its end ({at}): {reason}")]
    Io {
        /// How far it was read.
        at: At,
        /// The operating system's words.
        reason: std::io::Error,
    },
    /// Nothing there.
    #[error("the file holds no XML element")]
    Empty,
    /// It ends too early: fetch it again.
    #[error("the file ends too early ({at}), {open} elements are still open")]
    Truncated {
        /// Its end.
        at: At,
        /// Elements begun and not finished; the last tag may be cut off, too.
        open: usize,
    },
    /// Tags that do not fit, stray ampersands and the like.
    #[error("the file is not well-formed XML ({at}): {reason}")]
    IllFormed {
        /// Where.
        at: At,
        /// What is wrong.
        reason: String,
    },
    /// Bytes that are not UTF-8.
    #[error("the file is not UTF-8 ({at})")]
    NotUtf8 {
        /// The element or text in which they stand.
        at: At,
    },
    /// The declaration names another encoding than ISO 20022 prescribes.
    #[error("the file says that it is written in {declared}, and ISO 20022 is UTF-8")]
    Encoding {
        /// As declared.
        declared: String,
    },
    /// A character that XML does not allow.
    #[error("the file holds the control character U+{code:04X} ({at})")]
    Character {
        /// Where.
        at: At,
        /// Which.
        code: u32,
    },
    /// A document type declaration: no bank message has one, and entities come this way.
    #[error("the file declares a document type ({at}), which no bank message has")]
    DocumentType {
        /// Where.
        at: At,
    },
    /// A reference to an entity that only a document type could define.
    #[error("the file refers to the entity &{name}; ({at}), which XML does not define")]
    Entity {
        /// Where.
        at: At,
        /// Cut to 40 characters.
        name: String,
    },
    /// Nested too deeply.
    #[error("the file nests more than {MAX_DEPTH} elements ({at})")]
    TooDeep {
        /// Where.
        at: At,
    },
    /// One tag, text or comment is longer than any message needs.
    #[error("one tag or text of the file is longer than {MAX_TOKEN} bytes ({at})")]
    TooLong {
        /// Where it begins.
        at: At,
    },
}
