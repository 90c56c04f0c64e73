//! Orders to the bank to pay out: pain.001.001.09, SEPA credit transfers in euro. Within the rules of the European Payments
//! Council (EPC132-08, customer-to-bank): Latin letters, identifiers of 35 characters, no amount beyond 999,999,999.99.

mod latin;
mod xml;

pub use latin::latin;

use dimos_domain::money::{Cents, Iban, is_bic};
use jiff::{Timestamp, civil::Date};
use std::collections::HashSet;

/// Most that one SEPA transfer can carry.
pub const MOST: Cents = Cents::new(99_999_999_999);
/// Longest identifier, in characters.
pub const LONGEST_ID: usize = 35;
/// Longest name; longer ones are cut.
pub const LONGEST_NAME: usize = 70;
/// Longest text of a transfer.
pub const LONGEST_TEXT: usize = 140;

/// A file of transfers from one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferOrder {
    /// Unique for ever: the bank refuses a message that it has seen. The answer names it.
    pub message_id: String,
    /// When the file was made.
    pub created_at: Timestamp,
    /// Who pays.
    pub payer: Payer,
    /// On which day.
    pub execute_on: Date,
    /// What is paid: at least one.
    pub transfers: Vec<Transfer>,
}

/// The account from which is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payer {
    /// Its owner.
    pub name: String,
    /// The account.
    pub iban: Iban,
    /// Its bank; banks know it by the IBAN, too.
    pub bic: Option<String>,
}

/// One transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Our identifier, which the bank passes along and answers by: for a refund, the 32 digits of its id (with hyphens it
    /// is a character too long).
    pub end_to_end: String,
    /// How much; more than zero.
    pub amount: Cents,
    /// Who is paid.
    pub payee_name: String,
    /// On which account.
    pub payee_iban: Iban,
    /// What the payee reads: the reference of the original payment.
    pub text: String,
}

/// Why an order cannot be written. The text reads after "the order was not written: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// No transfers.
    #[error("it holds no transfer")]
    Empty,
    /// Not 1 to 35 characters that every bank passes along unchanged.
    #[error(
        "the identifier {0:?} must have 1 to {LONGEST_ID} letters, digits and / - ? : ( ) . , ' + and no slash at its \
         ends and no two in a row"
    )]
    Identifier(String),
    /// The bank could not tell one from the other.
    #[error("two transfers have the identifier {0:?}")]
    SameIdentifier(String),
    /// Nothing, less, or more than a transfer can carry.
    #[error("the transfer {end_to_end:?} is over {amount}, and must be over 0.01 to {MOST}")]
    Amount {
        /// Which transfer.
        end_to_end: String,
        /// How much.
        amount: Cents,
    },
    /// Nobody is named.
    #[error("the transfer {0:?} names no payee")]
    NoPayee(String),
    /// The city has no name.
    #[error("the payer has no name")]
    NoPayer,
    /// A text that would have to be cut: a reference may stand at its end.
    #[error("the text of the transfer {0:?} is longer than {LONGEST_TEXT} characters")]
    TextTooLong(String),
    /// Not a bank's code.
    #[error("{0:?} is no BIC")]
    Bic(String),
    /// More than can be counted.
    #[error("its transfers come to more than can be counted")]
    TooMuch,
}

/// The order as a file. Names and texts are written in Latin letters.
///
/// # Errors
/// [`OrderError`]: the bank would refuse it, or tell one transfer for another.
pub fn write(order: &TransferOrder) -> Result<String, OrderError> {
    let total = check(order)?;
    Ok(xml::document(order, total))
}

fn check(order: &TransferOrder) -> Result<Cents, OrderError> {
    identifier(&order.message_id)?;
    if name(&order.payer.name).is_empty() {
        return Err(OrderError::NoPayer);
    }
    if let Some(bic) = order.payer.bic.as_ref().filter(|bic| !is_bic(bic)) {
        return Err(OrderError::Bic(bic.clone()));
    }
    if order.transfers.is_empty() {
        return Err(OrderError::Empty);
    }
    let mut seen = HashSet::new();
    for transfer in &order.transfers {
        let end_to_end = || transfer.end_to_end.clone();
        identifier(&transfer.end_to_end)?;
        if !seen.insert(&transfer.end_to_end) {
            return Err(OrderError::SameIdentifier(end_to_end()));
        }
        if !transfer.amount.is_positive() || transfer.amount > MOST {
            return Err(OrderError::Amount { end_to_end: end_to_end(), amount: transfer.amount });
        }
        if name(&transfer.payee_name).is_empty() {
            return Err(OrderError::NoPayee(end_to_end()));
        }
        if latin(&transfer.text).len() > LONGEST_TEXT {
            return Err(OrderError::TextTooLong(end_to_end()));
        }
    }
    Cents::total(order.transfers.iter().map(|transfer| transfer.amount)).ok_or(OrderError::TooMuch)
}

/// A name as it is written, cut to what fits.
fn name(text: &str) -> String {
    let mut name = latin(text);
    // Latin letters only: a character is a byte.
    name.truncate(LONGEST_NAME);
    name.trim_end().to_owned()
}

fn identifier(text: &str) -> Result<(), OrderError> {
    let known = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-?:().,'+".contains(&byte));
    let slashes = text.starts_with('/') || text.ends_with('/') || text.contains("//");
    let fits = (1..=LONGEST_ID).contains(&text.len());
    if known && fits && !slashes { Ok(()) } else { Err(OrderError::Identifier(text.to_owned())) }
}
