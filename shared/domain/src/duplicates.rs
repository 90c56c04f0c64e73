//! Which open reports may be the same thing as a new one: near, of the same service, in similar words. Suggests only;
//! people merge.

use crate::{ids::ReportId, place::Position, words};
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

/// The candidates within `radius_m` metres of a new report, most likely first. A radius of 0 turns the check off.
#[must_use]
pub fn rank(position: Position, description: &str, candidates: &[Candidate<'_>], radius_m: f64) -> Vec<Match> {
    let mut found: Vec<(Match, Timestamp)> = candidates
        .iter()
        .filter_map(|candidate| {
            let metres = position.distance_m(candidate.position);
            (radius_m > 0.0 && metres <= radius_m)
                .then(|| (compare(metres, radius_m, description, candidate), candidate.created_at))
        })
        .collect();
    found.sort_by(|(a, a_at), (b, b_at)| b.score.total_cmp(&a.score).then(a_at.cmp(b_at)).then(a.id.cmp(&b.id)));
    found.into_iter().map(|(found, _)| found).collect()
}

fn compare(metres: f64, radius_m: f64, description: &str, candidate: &Candidate<'_>) -> Match {
    let near = 1.0 - ratio(metres - SAME_SPOT_M, radius_m);
    let alike = words::similarity(description, candidate.description);
    let because = match (metres <= SAME_SPOT_M, alike >= ALIKE) {
        (true, true) => Because::PlaceAndWords,
        (false, true) => Because::Words,
        (_, false) => Because::Place,
    };
    Match { id: candidate.id, metres, score: NEARNESS * near + (1.0 - NEARNESS) * alike, because }
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
        rank(here(), NEW, candidates, 60.0).iter().map(|found| found.id.0.as_u128()).collect()
    }

    #[test]
    fn what_lies_outside_the_radius_is_another_thing() {
        assert_eq!(ranked(&[report(1, 59.0, NEW), report(2, 61.0, NEW)]), [1]);
        assert!(rank(here(), NEW, &[report(1, 0.0, NEW)], 0.0).is_empty());
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
        let because = |metres, text| rank(here(), NEW, &[report(1, metres, text)], 60.0).first().map(|m| m.because);
        assert_eq!(because(3.0, NEW), Some(Because::PlaceAndWords));
        assert_eq!(because(30.0, NEW), Some(Because::Words));
        assert_eq!(because(3.0, "κάδος"), Some(Because::Place));
    }
}
