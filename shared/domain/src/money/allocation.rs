//! Which bills a payment pays.

use super::Cents;
use crate::ids::PayableId;
use jiff::civil::Date;

/// Something that is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// What.
    pub id: PayableId,
    /// Since when.
    pub due_on: Date,
    /// How much of it is left; nothing or less takes nothing.
    pub owed: Cents,
}

/// Where the money of a payment went: the parts and the surplus are the payment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allocated {
    /// To what, and how much: never nothing, in the order in which it was given.
    pub parts: Vec<(PayableId, Cents)>,
    /// What nothing was owed for: the payer's credit.
    pub surplus: Cents,
}

/// Gives an amount to what is owed, the oldest due date first, ties by id. The order of the list does not matter.
///
/// None for a negative amount.
#[must_use]
pub fn allocate(amount: Cents, open: &[Open]) -> Option<Allocated> {
    if amount.is_negative() {
        return None;
    }
    let mut oldest_first: Vec<&Open> = open.iter().filter(|one| one.owed.is_positive()).collect();
    oldest_first.sort_by_key(|one| (one.due_on, one.id, one.owed));
    let mut parts = Vec::new();
    let mut left = amount;
    for one in oldest_first {
        if left.is_zero() {
            break;
        }
        let part = left.min(one.owed);
        left = left.checked_sub(part)?;
        parts.push((one.id, part));
    }
    Some(Allocated { parts, surplus: left })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn open(id: u128, month: i8, owed: i64) -> Open {
        Open { id: PayableId(Uuid::from_u128(id)), due_on: date(2026, month, 1), owed: Cents::new(owed) }
    }

    fn parts(amount: i64, open: &[Open]) -> (Vec<(u128, i64)>, i64) {
        let allocated = allocate(Cents::new(amount), open).unwrap();
        let parts = allocated.parts.iter().map(|(id, part)| (id.0.as_u128(), part.get())).collect();
        (parts, allocated.surplus.get())
    }

    #[test]
    fn the_oldest_debt_is_paid_first_and_the_rest_is_credit() {
        let owed = [open(1, 9, 500), open(2, 3, 1000), open(4, 6, 200), open(3, 6, 300)];
        assert_eq!(parts(1200, &owed), (vec![(2, 1000), (3, 200)], 0));
        assert_eq!(parts(2100, &owed), (vec![(2, 1000), (3, 300), (4, 200), (1, 500)], 100));
        assert_eq!(parts(0, &owed), (vec![], 0));
        assert_eq!(parts(70, &[]), (vec![], 70));
    }

    #[test]
    fn what_is_not_owed_takes_nothing_and_nobody_pays_less_than_nothing() {
        assert_eq!(parts(10, &[open(1, 1, 0), open(2, 1, -5), open(3, 1, i64::MIN)]), (vec![], 10));
        assert_eq!(allocate(Cents::new(-1), &[]), None);
        assert_eq!(allocate(Cents::new(i64::MIN), &[open(1, 1, 1)]), None);
    }

    proptest! {
        #[test]
        fn no_cent_is_lost_and_no_bill_gets_more_than_is_owed(
            amount in 0..=i64::MAX, small in 0..5_000_i64,
            owed in prop::collection::vec((1..=12_i8, prop_oneof![-10..1_000_i64, Just(i64::MAX), Just(i64::MIN)]), 0..12)
        ) {
            let list: Vec<Open> =
                owed.iter().zip(1..).map(|((month, owed), id)| open(id, *month, *owed)).collect();
            for amount in [amount, small] {
                let amount = Cents::new(amount);
                let done = allocate(amount, &list).unwrap();
                let sum = Cents::total(done.parts.iter().map(|(_, part)| *part)).unwrap();
                prop_assert_eq!(sum.checked_add(done.surplus), Some(amount));
                for (id, part) in &done.parts {
                    let one = list.iter().find(|one| one.id == *id).unwrap();
                    prop_assert!(part.is_positive() && *part <= one.owed);
                    // Whatever is older is paid in full.
                    for older in list.iter().filter(|other| (other.due_on, other.id) < (one.due_on, one.id) && other.owed.is_positive()) {
                        prop_assert!(done.parts.contains(&(older.id, older.owed)));
                    }
                }
                prop_assert!(done.surplus.is_zero() || done.parts.len() == list.iter().filter(|one| one.owed.is_positive()).count());
                let reversed: Vec<Open> = list.iter().rev().copied().collect();
                prop_assert_eq!(allocate(amount, &reversed), Some(done));
            }
        }
    }
}
