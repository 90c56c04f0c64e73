//! The numbers within references: each of the 10^15 that DIAS leaves free once, in an order that only the server's key knows.
//! Whoever holds a bill, or thousands, can name no other's reference, nor tell how many bills there are.
//!
//! A Feistel network over decimal digits, built as FF1 is (NIST SP 800-38G): the number is cut into 8 and 7 digits, and in
//! ten rounds one part is moved on by a keyed hash (HMAC-SHA256) of the other. Each round can be taken back, so the whole
//! is a permutation whatever the hash says: two counts never meet in one number.

use crate::keys::Keys;

/// The first eight digits.
const FIRST: u64 = 100_000_000;
/// The last seven.
const LAST: u64 = 10_000_000;
/// As many as FF1 has.
const ROUNDS: u8 = 10;

/// The number of the `count`-th reference; none beyond the last.
pub(super) fn scatter(keys: &Keys, count: u64) -> Option<u64> {
    if count >= FIRST * LAST {
        return None;
    }
    let (mut first, mut last) = (count / LAST, count % LAST);
    for round in 0..ROUNDS {
        if round % 2 == 0 {
            first = moved(first, keys.reference_round(round, last), FIRST)?;
        } else {
            last = moved(last, keys.reference_round(round, first), LAST)?;
        }
    }
    Some(first * LAST + last)
}

/// Moved on in a circle of so many.
fn moved(part: u64, by: u128, circle: u64) -> Option<u64> {
    let by = u64::try_from(by % u128::from(circle)).ok()?;
    Some((part + by) % circle)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn keys() -> Keys {
        Keys::open(tempfile::tempdir().unwrap().path()).unwrap()
    }

    /// The rounds taken back, in the other order.
    fn gather(keys: &Keys, number: u64) -> u64 {
        let (mut first, mut last) = (number / LAST, number % LAST);
        for round in (0..ROUNDS).rev() {
            if round % 2 == 0 {
                let by = u64::try_from(keys.reference_round(round, last) % u128::from(FIRST)).unwrap();
                first = (first + FIRST - by) % FIRST;
            } else {
                let by = u64::try_from(keys.reference_round(round, first) % u128::from(LAST)).unwrap();
                last = (last + LAST - by) % LAST;
            }
        }
        first * LAST + last
    }

    #[test]
    fn no_two_counts_have_one_number_and_no_step_is_like_another() {
        let keys = keys();
        let numbers: Vec<u64> = (0..20_000).map(|count| scatter(&keys, count).unwrap()).collect();
        assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
        let step = |pair: &[u64]| (pair[1] + FIRST * LAST - pair[0]) % (FIRST * LAST);
        let steps: HashSet<u64> = numbers.windows(2).map(step).collect();
        assert_eq!(steps.len(), numbers.len() - 1, "a step that comes again could be counted on");
        // Spread over all: each tenth of the space has about a tenth of them.
        for tenth in 0..10 {
            let share = numbers.iter().filter(|number| *number / (FIRST * LAST / 10) == tenth).count();
            assert!((1_800..2_200).contains(&share), "{share} of 20,000 in tenth {tenth}");
        }
    }

    #[test]
    fn another_key_is_another_order_and_beyond_the_last_there_is_none() {
        let (one, other) = (keys(), keys());
        let same = (0..1_000).filter(|count| scatter(&one, *count) == scatter(&other, *count)).count();
        assert_eq!(same, 0);
        assert!(scatter(&one, FIRST * LAST - 1).is_some_and(|number| number < FIRST * LAST));
        assert_eq!(scatter(&one, FIRST * LAST), None);
    }

    proptest! {
        #[test]
        fn every_count_is_found_again(count in 0..FIRST * LAST) {
            let keys = keys();
            prop_assert_eq!(scatter(&keys, count).map(|number| gather(&keys, number)), Some(count));
        }
    }
}
