//! The order in which a crew drives to its stops. As the crow flies: no road network, so the order is a good proposal, not
//! a promise. The same stops give the same order.

use crate::place::Position;

/// Improvement below this many metres is rounding, not road.
const GAIN_M: f64 = 0.01;
/// Improving passes; ten or so are enough for sixty stops.
const MOST_PASSES: usize = 200;

/// The order of a day's stops that starts and ends at the depot: each index of `stops` once. Never longer than the order
/// given.
#[must_use]
pub fn order(depot: Position, stops: &[Position]) -> Vec<usize> {
    order_after(depot, depot, stops, 0)
}

/// The order for a crew in the middle of its day: from `start` (where it is now) over all stops to the depot. The first
/// `pinned` stops stay first, in the order given.
#[must_use]
pub fn order_after(start: Position, depot: Position, stops: &[Position], pinned: usize) -> Vec<usize> {
    let pinned = pinned.min(stops.len());
    let given: Vec<usize> = (0..stops.len()).collect();
    let from = pinned.checked_sub(1).and_then(|last| stops.get(last)).copied().unwrap_or(start);
    let tour = Tour { start: from, depot, stops };
    let (fixed, free) = given.split_at(pinned);
    let nearest = tour.improved(tour.nearest_first(free));
    let given = tour.improved(free.to_vec());
    let best = if tour.length(&given) <= tour.length(&nearest) { given } else { nearest };
    fixed.iter().copied().chain(best).collect()
}

/// Metres from the depot over the stops in that order and back, as the crow flies. Indices that do not exist are skipped.
#[must_use]
pub fn length_m(depot: Position, stops: &[Position], order: &[usize]) -> f64 {
    Tour { start: depot, depot, stops }.length(order)
}

/// From somewhere over stops to the depot.
struct Tour<'a> {
    start: Position,
    depot: Position,
    stops: &'a [Position],
}

impl Tour<'_> {
    fn length(&self, order: &[usize]) -> f64 {
        let (way, last) = order
            .iter()
            .filter_map(|stop| self.stops.get(*stop))
            .fold((0.0, self.start), |(way, here), stop| (way + here.distance_m(*stop), *stop));
        way + last.distance_m(self.depot)
    }

    fn nearest_first(&self, stops: &[usize]) -> Vec<usize> {
        let mut left: Vec<(usize, Position)> =
            stops.iter().filter_map(|stop| Some((*stop, *self.stops.get(*stop)?))).collect();
        let mut here = self.start;
        let mut order = Vec::with_capacity(left.len());
        while let Some(next) = (0..left.len())
            .filter_map(|place| Some((place, here.distance_m(left.get(place)?.1))))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(place, _)| place)
        {
            let (stop, position) = left.remove(next);
            order.push(stop);
            here = position;
        }
        order
    }

    /// Shortens the way until neither turning a stretch round nor moving one helps.
    fn improved(&self, order: Vec<usize>) -> Vec<usize> {
        let mut way = Way::new(self, order);
        for _ in 0..MOST_PASSES {
            let turned = way.turn_round();
            let moved = way.move_elsewhere();
            if !turned && !moved {
                break;
            }
        }
        way.stops()
    }
}

/// A tour as a path over numbered points: 0 is the start, the last is the depot, between them the stops.
struct Way {
    stops: Vec<usize>,
    path: Vec<usize>,
    metres: Vec<Vec<f64>>,
}

impl Way {
    fn new(tour: &Tour<'_>, stops: Vec<usize>) -> Self {
        let points: Vec<Position> = std::iter::once(tour.start)
            .chain(stops.iter().filter_map(|stop| tour.stops.get(*stop).copied()))
            .chain([tour.depot])
            .collect();
        let metres = points.iter().map(|a| points.iter().map(|b| a.distance_m(*b)).collect()).collect();
        Self { stops, path: (0..points.len()).collect(), metres }
    }

    fn stops(&self) -> Vec<usize> {
        self.path.iter().filter_map(|point| self.stops.get(point.checked_sub(1)?).copied()).collect()
    }

    /// Metres between the points at two places of the path.
    fn leg(&self, a: usize, b: usize) -> f64 {
        let points = self.path.get(a).zip(self.path.get(b));
        points.and_then(|(a, b)| self.metres.get(*a)?.get(*b)).copied().unwrap_or(f64::INFINITY)
    }

    /// Places of the path that hold stops: all but the first and the last.
    fn places(&self) -> std::ops::Range<usize> {
        1..self.path.len().saturating_sub(1).max(1)
    }

    /// 2-opt: turns a stretch round wherever that shortens the way (G. A. Croes, 1958).
    fn turn_round(&mut self) -> bool {
        let mut better = false;
        for first in self.places() {
            for last in first + 1..self.places().end {
                let old = self.leg(first - 1, first) + self.leg(last, last + 1);
                let new = self.leg(first - 1, last) + self.leg(first, last + 1);
                if new + GAIN_M < old
                    && let Some(stretch) = self.path.get_mut(first..=last)
                {
                    stretch.reverse();
                    better = true;
                }
            }
        }
        better
    }

    /// Or-opt: moves a stretch of one to three stops elsewhere, either way round (I. Or, 1976).
    fn move_elsewhere(&mut self) -> bool {
        let mut better = false;
        for length in 1..=3 {
            for first in self.places() {
                let last = first + length - 1;
                if last >= self.places().end {
                    break;
                }
                let gain = self.leg(first - 1, first) + self.leg(last, last + 1) - self.leg(first - 1, last + 1);
                let target = (0..self.path.len() - 1).filter(|at| *at + 1 < first || *at > last).find_map(|at| {
                    let gap = self.leg(at, at + 1);
                    let straight = self.leg(at, first) + self.leg(last, at + 1) - gap;
                    let turned = self.leg(at, last) + self.leg(first, at + 1) - gap;
                    (straight.min(turned) + GAIN_M < gain).then_some((at, turned < straight))
                });
                if let Some((at, turn)) = target {
                    let mut stretch: Vec<usize> = self.path.drain(first..=last).collect();
                    if turn {
                        stretch.reverse();
                    }
                    let after = if at > last { at - length + 1 } else { at + 1 };
                    self.path.splice(after..after, stretch);
                    better = true;
                }
            }
        }
        better
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn position(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).expect("on the globe")
    }

    fn somewhere() -> impl Strategy<Value = Position> {
        (40.58..40.67_f64, 22.90..23.00_f64).prop_map(|(lat, lon)| position(lat, lon))
    }

    fn depot() -> Position {
        position(40.66, 22.91)
    }

    fn shortest(stops: &[Position]) -> f64 {
        fn walk(stops: &[Position], order: &mut Vec<usize>, best: &mut f64) {
            if order.len() == stops.len() {
                *best = best.min(length_m(depot(), stops, order));
            }
            for stop in 0..stops.len() {
                if !order.contains(&stop) {
                    order.push(stop);
                    walk(stops, order, best);
                    order.pop();
                }
            }
        }
        let mut best = f64::INFINITY;
        walk(stops, &mut Vec::new(), &mut best);
        best
    }

    #[test]
    fn nothing_to_do_is_no_way() {
        assert!(order(depot(), &[]).is_empty());
        assert!(length_m(depot(), &[], &[]).abs() < f64::EPSILON);
    }

    #[test]
    fn stops_along_a_street_are_done_in_its_order() {
        let along = |step: u8| position(40.66, 22.91 + f64::from(step) * 0.001);
        let stops = [along(3), along(1), along(4), along(2)];
        let order = order(depot(), &stops);
        let there_or_back = [[1, 3, 0, 2], [2, 0, 3, 1]];
        assert!(
            there_or_back.iter().any(|way| order == way)
                || length_m(depot(), &stops, &order) < 1.0 + 2.0 * depot().distance_m(along(4))
        );
    }

    #[test]
    fn a_crew_on_its_way_keeps_what_it_was_told_first() {
        let stops = [position(40.60, 22.99), position(40.65, 22.92), position(40.61, 22.98)];
        assert_eq!(order_after(position(40.64, 22.93), depot(), &stops, 1), [0, 2, 1]);
        assert_eq!(order_after(position(40.64, 22.93), depot(), &stops, 9), [0, 1, 2]);
    }

    #[test]
    fn on_average_it_is_within_a_tenth_of_the_shortest() {
        let (mut ours, mut best) = (0.0, 0.0);
        let mut seed = 7_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(seed >> 32).expect("32 bits")) / f64::from(u32::MAX)
        };
        for _ in 0..12 {
            let stops: Vec<Position> = (0..7).map(|_| position(40.58 + 0.09 * next(), 22.90 + 0.10 * next())).collect();
            ours += length_m(depot(), &stops, &order(depot(), &stops));
            best += shortest(&stops);
        }
        assert!(ours <= best * 1.03, "{ours} m against {best} m");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_stop_comes_once_and_the_way_never_grows(stops in proptest::collection::vec(somewhere(), 0..40)) {
            let found = order(depot(), &stops);
            let mut sorted = found.clone();
            sorted.sort_unstable();
            let given: Vec<usize> = (0..stops.len()).collect();
            prop_assert_eq!(&sorted, &given);
            let metres = length_m(depot(), &stops, &found);
            prop_assert!(metres <= length_m(depot(), &stops, &given) + 0.5);
            let nearest = Tour { start: depot(), depot: depot(), stops: &stops }.nearest_first(&given);
            prop_assert!(metres <= length_m(depot(), &stops, &nearest) + 0.5);
        }

        #[test]
        fn pinned_stops_stay_first(stops in proptest::collection::vec(somewhere(), 0..12), here in somewhere(), pinned in 0_usize..14) {
            let found = order_after(here, depot(), &stops, pinned);
            let kept = pinned.min(stops.len());
            prop_assert!(found.iter().take(kept).copied().eq(0..kept));
            prop_assert_eq!(found.len(), stops.len());
        }
    }
}
