//! The bank's answers to our orders: pain.002 of every version. A bank may answer for a transfer, for the group it is in,
//! or for the whole message; what is said closest to a transfer counts.

mod reader;

use crate::xml::{self, At, XmlError};
use std::io::BufRead;

/// Most transfers of one answer: a file of more is not an answer to ours.
pub const MOST_TRANSFERS: usize = 200_000;

/// What the bank made of a message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The bank's identifier of the answer.
    pub message_id: Option<String>,
    /// Our identifier of the order.
    pub original_message: Option<String>,
    /// What is said of the whole order.
    pub whole: Option<Verdict>,
    /// What is said of single transfers.
    pub transfers: Vec<TransferVerdict>,
}

/// What is said of one transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferVerdict {
    /// Our identifier of the transfer.
    pub end_to_end: String,
    /// What is said of it.
    pub verdict: Verdict,
}

/// How far something has come, and why no further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How far.
    pub status: Status,
    /// Codes such as `AC04`, or the bank's words.
    pub reasons: Vec<String>,
}

/// ISO 20022's codes of a payment's status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Underway: `RCVD`, `ACTC`, `ACCP`, `ACSP`, `ACWC`, `ACWP`, `PDNG`, `PATC`.
    Underway(String),
    /// Done: `ACSC` (settled at the payer's bank), `ACCC` (on the payee's account).
    Done(String),
    /// Refused (`RJCT`) or cancelled (`CANC`).
    Rejected(String),
    /// Some of it so, some otherwise: `PART`. Says nothing of a transfer that is not named.
    Partly,
    /// A code that we do not know: treat as underway, and look.
    Unknown(String),
}

impl Status {
    pub(crate) fn of(code: &str) -> Self {
        let kept = code.chars().take(40).collect();
        match code {
            "RCVD" | "ACTC" | "ACCP" | "ACSP" | "ACWC" | "ACWP" | "PDNG" | "PATC" => Self::Underway(kept),
            "ACSC" | "ACCC" => Self::Done(kept),
            "RJCT" | "CANC" => Self::Rejected(kept),
            "PART" => Self::Partly,
            _ => Self::Unknown(kept),
        }
    }
}

impl Report {
    /// What is said of a transfer of the order: by name, or with the whole of it.
    #[must_use]
    pub fn verdict(&self, end_to_end: &str) -> Option<&Verdict> {
        let by_name = self.transfers.iter().rev().find(|one| one.end_to_end == end_to_end).map(|one| &one.verdict);
        by_name.or_else(|| self.whole.as_ref().filter(|verdict| verdict.status != Status::Partly))
    }
}

/// Why a file of answers is refused. The text reads after "the file was refused: ".
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// It is not XML, or not whole.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// Something else than an answer.
    #[error("the file is no answer to an order ({at}): it holds <{found}>")]
    NotAReport {
        /// Where.
        at: At,
        /// What it holds.
        found: String,
    },
    /// It says nothing.
    #[error("the file says nothing of any order")]
    Nothing,
    /// A transfer's answer that does not say of which.
    #[error("an answer ({at}) does not say to which transfer")]
    Nameless {
        /// Where it ends.
        at: At,
    },
    /// More than ours ever are.
    #[error("the file answers for more than {MOST_TRANSFERS} transfers")]
    TooMany,
}

/// Reads the bank's answer to an order. Groups within a message are taken for the whole: our orders have one.
///
/// # Errors
/// [`ReportError`].
pub fn read(input: impl BufRead) -> Result<Report, ReportError> {
    let mut reader = reader::Reader::default();
    xml::walk(input, &mut reader)?;
    reader.finish()
}
