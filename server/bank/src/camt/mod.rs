//! Statements of account (camt.053) and notifications of movements (camt.054), versions 02, 04 and 08; others are read by
//! the names of their elements, with a remark. A file may hold several statements of several accounts.
//!
//! [`read`] delivers record by record while it reads, so that a file of any size needs the same memory. Whether the file
//! is whole and adds up is known at its end only: **what was delivered counts only if `read` returns `Ok`**. Import in one
//! transaction, and give it up otherwise.

mod amount;
mod dedup;
mod detail;
mod entry;
mod error;
mod grammar;
mod reader;
mod record;
mod remark;
mod statement;

pub use dedup::DedupKey;
pub use error::{BalanceFault, CamtError, Side, Stop};
pub use record::{
    Account, Balance, Batch, Counts, Currency, Detail, Direction, EntryStatus, MessageKind, Record, Refusal,
    RefusedEntry, StatementEntry, StatementHead, StatementTail,
};
pub use remark::Remark;

use crate::xml;
use std::io::BufRead;

/// What a whole file was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Statements or notifications.
    pub kind: MessageKind,
    /// Version of the message by its namespace: 2, 4, 8, …
    pub version: Option<u8>,
    /// The bank's identifier of the file.
    pub message_id: Option<String>,
    /// How many statements and entries.
    pub counts: Counts,
    /// What was odd about the file as a whole.
    pub remarks: Vec<Remark>,
}

/// Reads a file of statements or notifications and gives each piece to `sink` as soon as it is known.
///
/// # Errors
/// [`CamtError`]: the file is not XML, not whole, another message, or its entries do not lead from the opening to the
/// closing balance. Nothing of it counts then, whatever was delivered before. [`CamtError::Stopped`] if `sink` said so.
pub fn read(input: impl BufRead, sink: &mut dyn FnMut(Record) -> Result<(), Stop>) -> Result<Summary, CamtError> {
    let mut reader = reader::Reader::new(sink);
    xml::walk(input, &mut reader)?;
    reader.summary()
}
