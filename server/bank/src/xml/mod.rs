//! Walking through an XML file that somebody else wrote: a stream of elements known by their place, within bounds. What a
//! place means is the business of the message; here is only what holds for all of them.

mod error;
mod source;
mod walk;

pub use error::{At, XmlError};

pub(crate) use walk::{Attributes, Place, Visitor, walk};

/// Deepest nesting; the deepest message we read has 14 levels.
pub const MAX_DEPTH: usize = 64;
/// Longest tag, text or comment, in bytes; the longest text of the messages we read has 500 characters.
pub const MAX_TOKEN: usize = 1 << 20;
