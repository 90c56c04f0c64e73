//! Which open reports may be the same thing as a new one: near, of the same service, in similar words. Suggests only;
//! people merge.

use crate::{ids::ReportId, place::Position, words::Wording};
use jiff::Timestamp;

/// Part of the score that nearness makes up; the rest is wording.
const NEARNESS: f32 = 0.6;
/// Nearer than this many metres is the same spot: no phone knows better.
const SAME_SPOT_M: f64 = 10.0;
/// Wording this alike is worth a word of its own.
const ALIKE: f32 = 0.4;

/// An open report of the same service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate<'a> {
    /// Which.
    pub id: ReportId,
    /// Where it is.
    pub position: Position,
    /// In its reporter's words.
    pub description: &'a str,
    /// When it was reported: of two as likely, the older one carries on.
    pub created_at: Timestamp,
}

/// A candidate that may be the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Which.
    pub id: ReportId,
    /// How far away.
    pub metres: f64,
    /// 0 to 1: how alike place and words are.
    pub score: f32,
    /// What speaks for it most.
    pub because: Because,
}

/// What speaks for a duplicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// The same spot and similar words.
    PlaceAndWords,
    /// Similar words not far away.
    Words,
    /// The place alone.
    Place,
}

/// The candidates within `radius_m` metres of a new report, the `most` likeliest first. A radius of 0 turns the check off.
/// Words are compared only where they can still bring a candidate among the likeliest: the nearest are looked at first.
#[must_use]
pub fn rank(
    position: Position,
    description: &str,
    candidates: &[Candidate<'_>],
    radius_m: f64,
    most: usize,
) -> Vec<Match> {
    let mut near: Vec<(f64, &Candidate<'_>)> = candidates
        .iter()
        .map(|candidate| (position.distance_m(candidate.position), candidate))
        .filter(|(metres, _)| radius_m > 0.0 && *metres <= radius_m)
        .collect();
    near.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let said = Wording::of(description);
    let mut found: Vec<(Match, Timestamp)> = Vec::new();
    for (metres, candidate) in near {
        let at_best = score(nearness(metres, radius_m), 1.0);
        if most.checked_sub(1).is_none_or(|last| found.get(last).is_some_and(|(other, _)| other.score > at_best)) {
            break;
        }
        found.push((compare(metres, radius_m, &said, candidate), candidate.created_at));
        found.sort_by(|(a, a_at), (b, b_at)| b.score.total_cmp(&a.score).then(a_at.cmp(b_at)).then(a.id.cmp(&b.id)));
        found.truncate(most);
    }
    found.into_iter().map(|(found, _)| found).collect()
}

fn compare(metres: f64, radius_m: f64, said: &Wording, candidate: &Candidate<'_>) -> Match {
    let alike = said.similarity(&Wording::of(candidate.description));
    let because = match (metres <= SAME_SPOT_M, alike >= ALIKE) {
        (true, true) => Because::PlaceAndWords,
        (false, true) => Because::Words,
        (_, false) => Because::Place,
    };
    Match { id: candidate.id, metres, score: score(nearness(metres, radius_m), alike), because }
}

fn nearness(metres: f64, radius_m: f64) -> f32 {
    1.0 - ratio(metres - SAME_SPOT_M, radius_m)
}

fn score(near: f32, alike: f32) -> f32 {
    NEARNESS * near + (1.0 - NEARNESS) * alike
}

/// How much of `whole` a part is, 0 to 1.
#[expect(clippy::cast_possible_truncation, reason = "clamped to 0..=1; a score needs no more digits")]
fn ratio(part: f64, whole: f64) -> f32 {
    (part / whole).clamp(0.0, 1.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const NEW: &str = "Μεγάλη λακκούβα μπροστά στο σχολείο";

    fn here() -> Position {
        position(0.0)
    }

    /// So many metres north of here.
    fn position(metres: f64) -> Position {
        Position::new(40.63 + metres / 111_195.0, 22.95).expect("on the globe")
    }

    fn report(number: u128, metres: f64, description: &str) -> Candidate<'_> {
        let created_at = Timestamp::from_second(1_000_000 + i64::try_from(number).expect("small")).expect("in range");
        Candidate { id: ReportId(Uuid::from_u128(number)), position: position(metres), description, created_at }
    }

    fn ranked(candidates: &[Candidate<'_>]) -> Vec<u128> {
        rank(here(), NEW, candidates, 60.0, 5).iter().map(|found| found.id.0.as_u128()).collect()
    }

    #[test]
    fn what_lies_outside_the_radius_is_another_thing() {
        assert_eq!(ranked(&[report(1, 59.0, NEW), report(2, 61.0, NEW)]), [1]);
        assert!(rank(here(), NEW, &[report(1, 0.0, NEW)], 0.0, 5).is_empty());
    }

    #[test]
    fn nearer_is_likelier_and_words_outweigh_a_few_metres() {
        assert_eq!(ranked(&[report(1, 40.0, ""), report(2, 20.0, "")]), [2, 1]);
        assert_eq!(ranked(&[report(1, 15.0, "χαλασμένη άσφαλτος"), report(2, 30.0, "lakkouva sto sxoleio")]), [2, 1]);
    }

    #[test]
    fn of_two_as_likely_the_older_comes_first() {
        assert_eq!(ranked(&[report(5, 5.0, NEW), report(4, 5.0, NEW)]), [4, 5]);
    }

    #[test]
    fn the_reason_is_given() {
        let because = |metres, text| rank(here(), NEW, &[report(1, metres, text)], 60.0, 5).first().map(|m| m.because);
        assert_eq!(because(3.0, NEW), Some(Because::PlaceAndWords));
        assert_eq!(because(30.0, NEW), Some(Because::Words));
        assert_eq!(because(3.0, "κάδος"), Some(Because::Place));
    }

    #[test]
    fn what_is_not_compared_is_not_among_the_likeliest() {
        let words = [NEW, "λακκούβα", "κάδος", "", "Σπασμένη πλάκα στο πεζοδρόμιο", "lakkouva mprosta sto sxoleio"];
        let mut random: u64 = 7;
        let candidates: Vec<Candidate<'_>> = (0..120)
            .map(|number| {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let metres = f64::from(u32::try_from(random >> 58).unwrap());
                report(number, metres, words[usize::try_from(random >> 40).unwrap() % words.len()])
            })
            .collect();
        let all = rank(here(), NEW, &candidates, 60.0, usize::MAX);
        for most in [0, 1, 5, 30] {
            assert_eq!(rank(here(), NEW, &candidates, 60.0, most), all[..most.min(all.len())], "{most}");
        }
    }
}
