//! How long to wait before trying again: exponential with full jitter (Brooker, "Exponential Backoff And Jitter", AWS
//! Architecture Blog, 2015), never less than the server asked for.

use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// An act's first delay is at most this long, doubled with every attempt …
const FIRST_MS: u64 = 1_000;
/// … up to this.
const LONGEST_MS: u64 = 5 * 60_000;
/// The whole drain's pauses after a cut: shorter, since one success ends them.
const FIRST_PAUSE_MS: u64 = 250;
const LONGEST_PAUSE_MS: u64 = 15_000;
/// A Retry-After beyond this is a mistake.
const LONGEST_TOLD: Duration = Duration::from_secs(3600);

/// Before attempt number `attempt + 1`.
pub fn delay(random: &mut fastrand::Rng, attempt: u32, told: Option<Duration>) -> SignedDuration {
    let jitter = jitter(random, FIRST_MS, LONGEST_MS, attempt);
    match told {
        // A little later than told, so that not everybody comes back in the same second.
        Some(told) => {
            let told = SignedDuration::try_from(told.min(LONGEST_TOLD)).unwrap_or_default();
            told.saturating_add(SignedDuration::from_millis(jitter.min(2_000)))
        }
        None => SignedDuration::from_millis(jitter),
    }
}

/// Before anything at all is tried again after a cut.
pub fn pause(random: &mut fastrand::Rng, strikes: u32) -> SignedDuration {
    SignedDuration::from_millis(jitter(random, FIRST_PAUSE_MS, LONGEST_PAUSE_MS, strikes))
}

fn jitter(random: &mut fastrand::Rng, first: u64, longest: u64, attempt: u32) -> i64 {
    let ceiling = first.saturating_mul(1 << attempt.saturating_sub(1).min(20)).min(longest);
    i64::try_from(random.u64(0..=ceiling)).unwrap_or(0)
}

/// That much later, as far as time goes.
pub fn after(now: Timestamp, delay: SignedDuration) -> Timestamp {
    now.checked_add(delay).unwrap_or(Timestamp::MAX)
}

/// Whether a moment must still be waited for. One that lies further ahead than any delay was set by a clock that was wrong.
pub fn lies_ahead(next_at: Timestamp, now: Timestamp) -> bool {
    let longest = SignedDuration::try_from(LONGEST_TOLD * 2).unwrap_or_default();
    next_at > now && next_at <= after(now, longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_stay_bounded_and_differ() {
        let mut random = fastrand::Rng::with_seed(7);
        let mut mean = |attempt| (0..200).map(|_| delay(&mut random, attempt, None).as_millis()).sum::<i128>() / 200;
        assert!(mean(1) < mean(4) && mean(4) < mean(8));
        assert!(mean(60) <= i128::from(LONGEST_MS));
    }

    #[test]
    fn the_servers_word_counts_unless_it_is_absurd() {
        let mut random = fastrand::Rng::with_seed(7);
        assert!(delay(&mut random, 1, Some(Duration::from_secs(120))).as_secs() >= 120);
        assert!(delay(&mut random, 1, Some(Duration::MAX)).as_secs() <= 3602);
    }

    #[test]
    fn a_moment_set_by_a_wrong_clock_is_not_waited_for() {
        let now = Timestamp::from_second(1_770_000_000).unwrap();
        assert!(lies_ahead(after(now, SignedDuration::from_secs(60)), now));
        assert!(!lies_ahead(after(now, SignedDuration::from_hours(24 * 365)), now));
        assert!(!lies_ahead(now, now));
    }
}
