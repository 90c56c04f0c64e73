//! What the city hands out on paper: the collection receipt and the payment slip as PDF that a screen reader reads as well
//! as an eye does (tagged, PDF/UA-1), and QR codes. Pure functions of plain records to bytes: no clock, no network, no
//! database; the same record gives the same bytes.

mod paper;
mod parts;
pub mod qr;
mod receipt;
mod slip;
mod texts;
mod words;

pub use receipt::{PaidBill, PaidBy, Receipt, receipt_pdf};
pub use slip::{Early, Recipient, Slip, SlipInstalment, slip_pdf};
pub use words::in_words;

use dimos_domain::{
    l10n::Text,
    money::{Cents, EpcError, RfReference},
};

/// Who hands a document out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// The city's name, `Δήμος Θεσσαλονίκης`.
    pub name: Text,
    /// One line about it: department, address, telephone, tax number.
    pub details: Text,
}

/// One line of a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What the money is for in the city's books.
    pub tax_head: Text,
    /// More about it, as it stands on the bill.
    pub detail: Option<String>,
    /// Below zero for what is taken off.
    pub amount: Cents,
}

/// Why there is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The parts do not sum up to the total: one of them is wrong, and such paper must not leave the house.
    #[error("the parts are {parts:?}, the total is {total}")]
    DoesNotAddUp {
        /// The sum of the parts; none where it does not fit.
        parts: Option<Cents>,
        /// What the record says.
        total: Cents,
    },
    /// A receipt or a slip of nothing, of less, or of more than 99,999,999.99 euro.
    #[error("no document says {0}")]
    Amount(Cents),
    /// There is nothing to list.
    #[error("a document without lines")]
    Empty,
    /// A bank would refuse this amount with this reference, whose amount digit says otherwise.
    #[error("{reference} cannot be paid with {amount}")]
    Reference {
        /// The reference.
        reference: RfReference,
        /// The amount that would be printed beside it.
        amount: Cents,
    },
    /// A slip's payment code cannot be written.
    #[error(transparent)]
    Epc(#[from] EpcError),
    /// More than a QR code holds.
    #[error("{0} characters are too many for a QR code")]
    TooLongForQr(usize),
    /// The file could not be written: a fault of this crate.
    #[error("failed to write the document: {0}")]
    Writing(String),
}

impl DocumentError {
    pub(crate) fn writing(reason: impl std::fmt::Debug) -> Self {
        Self::Writing(format!("{reason:?}"))
    }
}
