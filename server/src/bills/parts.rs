//! What a payment is said to be for, however it comes: by a provider's page, in cash, on the bank's statement.

use crate::error::Error;
use dimos_api::{pay::Part, problem::Code};
use dimos_domain::money::Cents;
use std::collections::BTreeSet;

/// Payables of one payment.
pub(crate) const MOST_PARTS: usize = 20;

/// What the parts come to, if they can be ones: some, not too many, each payable once. Whether each amount fits its payable
/// is asked of that.
///
/// # Errors
/// `invalid`.
pub fn check_parts(parts: &[Part]) -> Result<Cents, Error> {
    let wrong = |reason| Error::new(Code::Invalid).because(reason).field("/parts");
    let distinct: BTreeSet<_> = parts.iter().map(|part| part.payable).collect();
    if parts.is_empty() || parts.len() > MOST_PARTS || distinct.len() != parts.len() {
        return Err(wrong("parts").arg("max", MOST_PARTS));
    }
    let total = Cents::total(parts.iter().map(|part| part.amount));
    total.filter(|total| total.is_believable()).ok_or_else(|| wrong("amount-too-large"))
}
