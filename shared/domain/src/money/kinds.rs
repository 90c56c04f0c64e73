//! What the city takes money for: its kinds of bills with their terms, and who is paid. Read from the city pack.

use super::{AmountError, BasisPoints, Cents, Iban, OrganisationCode};
use crate::{ids::*, l10n::Text};
use serde::{Deserialize, Serialize};

/// How a city takes money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payments {
    /// Who is paid.
    pub creditor: Creditor,
    /// Headings of the budget.
    pub tax_heads: Vec<TaxHead>,
    /// What bills are for, in the order in which they are offered.
    pub kinds: Vec<BillKind>,
    /// No bill is for more than this.
    pub most_bill: Cents,
    /// From this amount on, a refund or an allocation by hand needs a second person's signature.
    pub second_signature_from: Cents,
}

/// Who is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Creditor {
    /// The account holder as the bank knows it, at most 70 characters.
    pub name: String,
    /// The account.
    pub iban: Iban,
    /// The bank, where a payer's bank asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bic: Option<String>,
    /// What DIAS calls the city.
    pub organisation: OrganisationCode,
}

/// A heading of the budget under which income is booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxHead {
    /// Its code.
    pub code: TaxHeadCode,
    /// Its name.
    pub name: Text,
}

/// A kind of bill, with the terms that every bill of the kind has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillKind {
    /// Its code.
    pub code: BillKindCode,
    /// Its name.
    pub name: Text,
    /// One sentence: what is paid for.
    pub description: Text,
    /// Who issues it and answers for it.
    pub department: DepartmentCode,
    /// Where the income is booked.
    pub tax_head: TaxHeadCode,
    /// Days from issue until it is due.
    pub due_days: u16,
    /// Paying early costs less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early: Option<EarlyDiscount>,
    /// Paying late costs more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Surcharge>,
    /// It may be paid in instalments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalments: Option<InstalmentTerms>,
    /// Whether less than all may be paid at a time.
    pub part_payment: bool,
}

/// Paying all of it early costs less, as with parking fines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EarlyDiscount {
    /// How much is taken off.
    pub off: BasisPoints,
    /// Until the end of so many days after issue.
    pub within_days: u16,
}

/// Paying late costs more, for each month begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Surcharge {
    /// Added for each month begun.
    pub monthly: BasisPoints,
    /// Never more than this in all.
    pub most: BasisPoints,
    /// Days after the due date that cost nothing yet.
    pub free_days: u16,
}

/// How a bill may be paid in instalments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstalmentTerms {
    /// At most so many.
    pub most: u8,
    /// None smaller than this.
    pub least_each: Cents,
    /// Months from one to the next.
    pub every_months: u8,
}

impl Payments {
    /// The kind of that code.
    #[must_use]
    pub fn kind(&self, code: &BillKindCode) -> Option<&BillKind> {
        self.kinds.iter().find(|kind| &kind.code == code)
    }

    /// The budget heading of that code.
    #[must_use]
    pub fn tax_head(&self, code: &TaxHeadCode) -> Option<&TaxHead> {
        self.tax_heads.iter().find(|head| &head.code == code)
    }

    /// Whether a bill may be for that amount.
    ///
    /// # Errors
    /// [`AmountError::NotPositive`], [`AmountError::TooLarge`].
    pub fn check_amount(&self, amount: Cents) -> Result<(), AmountError> {
        match amount {
            _ if !amount.is_positive() => Err(AmountError::NotPositive),
            _ if amount > self.most_bill => Err(AmountError::TooLarge),
            _ => Ok(()),
        }
    }

    /// Whether moving that amount by hand needs a second person.
    #[must_use]
    pub fn needs_second_signature(&self, amount: Cents) -> bool {
        amount >= self.second_signature_from
    }
}
