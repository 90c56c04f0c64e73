//! What the city takes money for: its kinds of bills with their terms, and who is paid. Read from the city pack.

use super::{AmountError, BasisPoints, Cents, Iban, OrganisationCode, PayoutForm, Terms};
use crate::{calendar::Calendar, ids::*, l10n::Text};
use jiff::{ToSpan, civil::Date};
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
    /// Where to pay in cash and when, as one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_desk: Option<Text>,
    /// How payouts of providers look on the bank's statement. Phones do not need it.
    #[serde(skip)]
    pub payouts: Vec<PayoutForm>,
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

impl BillKind {
    /// The terms of a bill of this kind. Where its due date, or the end of the discount, falls on a day off, it is the
    /// next working day (Greek Civil Code, article 242).
    ///
    /// None where a date does not fit.
    #[must_use]
    pub fn terms(&self, amount: Cents, issued_on: Date, calendar: &Calendar) -> Option<Terms> {
        let ends = |days: u16| Some(calendar.working_day_from(issued_on.checked_add(i32::from(days).days()).ok()?));
        let early = match self.early {
            Some(EarlyDiscount { off, within_days }) => {
                let days = issued_on.until(ends(within_days)?).ok()?.get_days();
                Some(EarlyDiscount { off, within_days: u16::try_from(days).ok()? })
            }
            None => None,
        };
        Some(Terms { amount, issued_on, due_on: ends(self.due_days)?, early, late: self.late })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::{Holiday, HolidayRule},
        money::expected,
    };
    use jiff::civil::{date, time};

    fn calendar() -> Calendar {
        let easter = [-2, 1].map(|days_after| HolidayRule::OrthodoxEaster { days_after });
        let holidays = easter.map(|on| Holiday { name: Text::default(), on }).into();
        Calendar { opens: time(7, 0, 0, 0), closes: time(15, 0, 0, 0), weekdays: vec![1, 2, 3, 4, 5], holidays }
    }

    fn fine() -> BillKind {
        BillKind {
            code: "parking-fine".parse().unwrap(),
            name: Text::default(),
            description: Text::default(),
            department: "police".parse().unwrap(),
            tax_head: "fines".parse().unwrap(),
            due_days: 60,
            early: Some(EarlyDiscount { off: BasisPoints::new(5000), within_days: 10 }),
            late: None,
            instalments: None,
            part_payment: false,
        }
    }

    fn town() -> Payments {
        Payments {
            creditor: Creditor {
                name: "Δήμος Δείγμα".into(),
                iban: "GR1601101250000000012300695".parse().unwrap(),
                bic: None,
                organisation: OrganisationCode::TEST.parse().unwrap(),
            },
            tax_heads: vec![TaxHead { code: "fines".parse().unwrap(), name: Text::default() }],
            kinds: vec![fine()],
            most_bill: Cents::new(5_000_000),
            second_signature_from: Cents::new(50_000),
            cash_desk: None,
            payouts: Vec::new(),
        }
    }

    #[test]
    fn what_ends_on_a_day_off_ends_on_the_next_working_day() {
        // The 31st of March plus 10 days is Good Friday.
        let terms = fine().terms(Cents::new(8000), date(2026, 3, 31), &calendar()).unwrap();
        assert_eq!(terms.due_on, date(2026, 6, 1), "the 30th of May is a Saturday");
        let owed = expected(&terms, &[], date(2026, 4, 14)).unwrap();
        assert_eq!((owed.total, owed.holds_until), (Cents::new(4000), Some(date(2026, 4, 14))));
        assert_eq!(expected(&terms, &[], date(2026, 4, 15)).unwrap().total, Cents::new(8000));
    }

    #[test]
    fn a_leap_day_counts_as_a_day() {
        let due = |year| fine().terms(Cents::new(1), date(year, 1, 1), &calendar()).unwrap().due_on;
        assert_eq!(due(2027), date(2027, 3, 2));
        assert_eq!(due(2028), date(2028, 3, 1));
        assert_eq!(fine().terms(Cents::new(1), Date::MAX, &calendar()), None);
    }

    #[test]
    fn a_bill_of_nothing_or_of_92_million_is_refused() {
        let town = town();
        assert_eq!(town.check_amount(Cents::new(1)), Ok(()));
        assert_eq!(town.check_amount(town.most_bill), Ok(()));
        for cents in [0, -1, i64::MIN] {
            assert_eq!(town.check_amount(Cents::new(cents)), Err(AmountError::NotPositive), "{cents}");
        }
        for cents in [5_000_001, 9_200_000_000, i64::MAX] {
            assert_eq!(town.check_amount(Cents::new(cents)), Err(AmountError::TooLarge), "{cents}");
        }
        assert!(town.needs_second_signature(Cents::new(50_000)));
        assert!(!town.needs_second_signature(Cents::new(49_999)));
    }

    #[test]
    fn kinds_are_found_by_code_and_survive_the_wire() {
        let town = town();
        assert!(town.kind(&"parking-fine".parse().unwrap()).is_some());
        assert!(town.kind(&"dog-fine".parse().unwrap()).is_none());
        assert!(town.tax_head(&"fines".parse().unwrap()).is_some());
        let sent = serde_json::to_string(&town).unwrap();
        assert_eq!(serde_json::from_str::<Payments>(&sent).unwrap(), town);
    }
}
