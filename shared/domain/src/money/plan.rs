//! Paying in instalments.

use super::{Cents, InstalmentTerms, bill::months_after};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One instalment of a plan. It gets a reference of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Instalment {
    /// Counted from 1.
    pub number: u8,
    /// What is to be paid.
    pub amount: Cents,
    /// Until the end of this day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub due_on: Date,
}

/// Why there is no such plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// There is nothing to pay.
    #[error("there is nothing to pay in instalments")]
    NothingToPay,
    /// Fewer than two, or more than the kind of bill allows.
    #[error("2 to {most} instalments are possible")]
    Count {
        /// The most that are allowed.
        most: u8,
    },
    /// Each would be smaller than the kind of bill allows.
    #[error("an instalment has to be at least {least_each}")]
    TooSmall {
        /// The least that is allowed.
        least_each: Cents,
    },
    /// A due date lies beyond the calendar.
    #[error("the last due date lies too far ahead")]
    TooFar,
}

/// Splits an amount into that many instalments. They are equal but for the odd cents, which the first one carries, and
/// add up to the amount. Each is due on the same day of its month, or the last where a month is shorter.
///
/// # Errors
/// See [`PlanError`].
pub fn instalments(
    total: Cents,
    count: u8,
    first_due: Date,
    terms: &InstalmentTerms,
) -> Result<Vec<Instalment>, PlanError> {
    if !total.is_positive() {
        return Err(PlanError::NothingToPay);
    }
    if count < 2 || count > terms.most {
        return Err(PlanError::Count { most: terms.most });
    }
    let (each, odd) = (total.get() / i64::from(count), total.get() % i64::from(count));
    if each < terms.least_each.get().max(1) {
        return Err(PlanError::TooSmall { least_each: terms.least_each.max(Cents::new(1)) });
    }
    (1..=count)
        .map(|number| {
            let amount = Cents::new(if number == 1 { each + odd } else { each });
            let months = i32::from(number - 1) * i32::from(terms.every_months);
            let due_on = months_after(first_due, months).ok_or(PlanError::TooFar)?;
            Ok(Instalment { number, amount, due_on })
        })
        .collect()
}

/// How many instalments are possible, from 2 on; none where the amount is too small to be split.
#[must_use]
pub fn most_instalments(total: Cents, terms: &InstalmentTerms) -> Option<u8> {
    let by_size = total.get() / terms.least_each.get().max(1);
    let most = u8::try_from(by_size.max(0)).unwrap_or(u8::MAX).min(terms.most);
    (most >= 2).then_some(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TERMS: InstalmentTerms = InstalmentTerms { most: 24, least_each: Cents::new(2000), every_months: 1 };

    fn due_days(first: Date, terms: &InstalmentTerms) -> Vec<Date> {
        instalments(Cents::new(1_000_000), 4, first, terms).unwrap().iter().map(|one| one.due_on).collect()
    }

    #[test]
    fn the_first_instalment_carries_the_odd_cents() {
        let plan = instalments(Cents::new(10_000), 3, date(2026, 12, 10), &TERMS).unwrap();
        assert_eq!(plan.iter().map(|one| one.amount.get()).collect::<Vec<_>>(), [3334, 3333, 3333]);
        assert_eq!(plan.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(plan[2].due_on, date(2027, 2, 10));
    }

    #[test]
    fn the_31st_stays_the_31st_where_the_month_has_one() {
        let days = |year| {
            [date(year, 1, 31), date(year, 2, if year == 2028 { 29 } else { 28 }), date(year, 3, 31), date(year, 4, 30)]
        };
        assert_eq!(due_days(date(2027, 1, 31), &TERMS), days(2027));
        assert_eq!(due_days(date(2028, 1, 31), &TERMS), days(2028));
        let yearly = InstalmentTerms { every_months: 12, ..TERMS };
        assert_eq!(due_days(date(2028, 2, 29), &yearly)[1..3], [date(2029, 2, 28), date(2030, 2, 28)]);
    }

    #[test]
    fn a_plan_that_the_terms_forbid_is_refused() {
        let first = date(2026, 12, 10);
        let plan = |cents, count| instalments(Cents::new(cents), count, first, &TERMS).unwrap_err();
        assert_eq!(plan(0, 2), PlanError::NothingToPay);
        assert_eq!(plan(i64::MIN, 2), PlanError::NothingToPay);
        assert_eq!(plan(100_000, 1), PlanError::Count { most: 24 });
        assert_eq!(plan(100_000, 0), PlanError::Count { most: 24 });
        assert_eq!(plan(100_000, 25), PlanError::Count { most: 24 });
        assert_eq!(plan(5_999, 3), PlanError::TooSmall { least_each: Cents::new(2000) });
        assert_eq!(instalments(Cents::new(100_000), 2, Date::MAX, &TERMS), Err(PlanError::TooFar));
        let none = InstalmentTerms { least_each: Cents::ZERO, ..TERMS };
        assert_eq!(
            instalments(Cents::new(2), 3, first, &none),
            Err(PlanError::TooSmall { least_each: Cents::new(1) }),
            "nobody is asked for nothing"
        );
    }

    proptest! {
        #[test]
        fn instalments_add_up_and_differ_by_odd_cents_only(cents in 1..=i64::MAX, count in 0..=u8::MAX, most: u8, least in -5..5_000_i64) {
            let terms = InstalmentTerms { most, least_each: Cents::new(least), every_months: 1 };
            let possible = most_instalments(Cents::new(cents), &terms);
            match instalments(Cents::new(cents), count, date(2026, 1, 31), &terms) {
                Ok(plan) => {
                    prop_assert_eq!(plan.len(), usize::from(count));
                    prop_assert_eq!(Cents::total(plan.iter().map(|one| one.amount)), Some(Cents::new(cents)));
                    prop_assert!(plan.iter().all(|one| one.amount >= terms.least_each && one.amount.is_positive()));
                    prop_assert!(plan.windows(2).all(|pair| pair[0].due_on < pair[1].due_on));
                    let (first, last) = (plan[0].amount.get(), plan[plan.len() - 1].amount.get());
                    prop_assert!((0..i64::from(count)).contains(&(first - last)));
                    prop_assert!(possible.is_some_and(|most| count <= most));
                }
                Err(_) => prop_assert!(count < 2 || possible.is_none_or(|most| count > most)),
            }
        }
    }
}
