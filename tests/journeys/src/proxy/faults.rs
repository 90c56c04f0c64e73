//! What can go wrong, how often it does, and how often it did.

use std::collections::BTreeMap;

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Nothing: it arrives, and so does its answer.
    Arrive,
    /// The line is cut before the server hears anything.
    CutBefore,
    /// The line is cut in the middle of the request.
    CutRequest,
    /// The server does it, and the line is cut before the phone hears.
    CutAfter,
    /// The server does it, and the line is cut in the middle of the answer.
    CutAnswer,
    /// It takes its time on the way.
    Delay,
    /// It reaches the server twice; the phone gets one of the answers.
    Duplicate,
    /// It is overtaken by the next one.
    Overtaken,
    /// The answer comes in drips.
    Drip,
    /// 429 or 503 with Retry-After; the server hears nothing.
    Busy,
    /// A hotel's log-in page answers instead, as if all were well; the server hears nothing.
    Portal,
    /// The server hears nothing and the phone no answer, until [`super::Proxy::let_go`] cuts the line.
    Stall,
    /// The server does it, but the answer waits for [`super::Proxy::let_go`] and is lost then.
    StallAfter,
}

impl Fate {
    /// Those that chance deals out, in the order in which it looks.
    pub(super) const RANDOM: [Self; 10] = [
        Self::CutBefore,
        Self::CutRequest,
        Self::CutAfter,
        Self::CutAnswer,
        Self::Delay,
        Self::Duplicate,
        Self::Overtaken,
        Self::Drip,
        Self::Busy,
        Self::Portal,
    ];

    /// Whether the phone is left without an answer.
    #[must_use]
    pub const fn is_cut(self) -> bool {
        matches!(self, Self::CutBefore | Self::CutRequest | Self::CutAfter | Self::CutAnswer)
    }
}

/// How often what goes wrong, in requests of a thousand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(BTreeMap<Fate, u16>);

impl Faults {
    /// A good network.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Everything, each this often.
    #[must_use]
    pub fn every(per_mille: u16) -> Self {
        Self(Fate::RANDOM.into_iter().map(|fate| (fate, per_mille)).collect())
    }

    /// The four kinds of cuts, each this often.
    #[must_use]
    pub fn cuts(per_mille: u16) -> Self {
        Self(Fate::RANDOM.into_iter().filter(|fate| fate.is_cut()).map(|fate| (fate, per_mille)).collect())
    }

    /// No network.
    #[must_use]
    pub fn gone() -> Self {
        Self::none().with(Fate::CutBefore, 1_000)
    }

    /// And this, this often.
    #[must_use]
    pub fn with(mut self, fate: Fate, per_mille: u16) -> Self {
        self.0.insert(fate, per_mille);
        self
    }

    /// Deals out.
    pub(super) fn deal(&self, random: &mut fastrand::Rng) -> Fate {
        let mut draw = random.u16(0..1_000);
        for fate in Fate::RANDOM {
            let share = self.0.get(&fate).copied().unwrap_or(0);
            match draw.checked_sub(share) {
                Some(left) => draw = left,
                None => return fate,
            }
        }
        Fate::Arrive
    }
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests that phones made.
    pub requests: u64,
    /// Requests by what happened to them.
    pub fates: BTreeMap<Fate, u64>,
    /// Requests that went to the server whole, by method and path with ids as `*`; duplicates counted twice.
    pub heard: BTreeMap<String, u64>,
}

impl Counts {
    /// How often that happened.
    #[must_use]
    pub fn of(&self, fate: Fate) -> u64 {
        self.fates.get(&fate).copied().unwrap_or(0)
    }

    /// How often the line was cut.
    #[must_use]
    pub fn cuts(&self) -> u64 {
        self.fates.iter().filter(|(fate, _)| fate.is_cut()).map(|(_, count)| count).sum()
    }

    /// How often the server heard that request whole, for example `POST /api/v1/devices`.
    #[must_use]
    pub fn heard(&self, request: &str) -> u64 {
        self.heard.get(request).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_deals_the_same() {
        let deal = |seed| {
            let mut random = fastrand::Rng::with_seed(seed);
            (0..200).map(|_| Faults::every(80).deal(&mut random)).collect::<Vec<_>>()
        };
        assert_eq!(deal(7), deal(7));
        assert_ne!(deal(7), deal(8));
    }

    #[test]
    fn a_good_network_and_none_at_all() {
        let mut random = fastrand::Rng::with_seed(1);
        assert!((0..100).all(|_| Faults::none().deal(&mut random) == Fate::Arrive));
        assert!((0..100).all(|_| Faults::gone().deal(&mut random) == Fate::CutBefore));
    }
}
