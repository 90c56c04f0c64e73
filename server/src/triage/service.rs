//! The steps of the triage in their order. Pure but for the look at the open reports around.

use super::queries::{OpenReport, open_near};
use crate::{db::Tx, error::Error, state::CityIndex};
use dimos_domain::{
    city::{Answer, Service},
    duplicates::{self, Candidate},
    ids::*,
    place::Located,
    report::TicketRef,
    triage::{self, DuplicateCandidate, TriageStep},
};
use jiff::Timestamp;

/// A position known no better than this many metres is looked at by a person before a crew is sent.
const SURE_WITHIN_M: f32 = 100.0;
/// An open report at least this alike keeps a new one with the dispatcher: a person merges, or decides that it is another.
const SUSPECT: f32 = 0.5;
/// Most reports named as possible duplicates.
const MOST_CANDIDATES: usize = 5;

/// What the triage looks at.
#[derive(Debug, Clone, Copy)]
pub struct Intake<'a> {
    /// The report itself, where it exists: not a duplicate of itself.
    pub id: Option<ReportId>,
    /// As the citizen chose, or staff corrected.
    pub service: &'a Service,
    /// In the citizen's words.
    pub description: &'a str,
    /// Where.
    pub located: &'a Located,
    /// Checked before.
    pub answers: &'a [Answer],
    /// Citizens who said "me too".
    pub supporters: u32,
    /// From when on the city's time runs.
    pub received_at: Timestamp,
    /// Offered to the citizen and declined.
    pub not_duplicates_of: &'a [ReportId],
}

/// What the city makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// As the ticket explains them.
    pub steps: Vec<TriageStep>,
    /// Code of the part of the city.
    pub area: Option<String>,
    /// 0 low … 3 urgent.
    pub priority: u8,
    /// Whose it is.
    pub department: DepartmentCode,
    /// Which crew's, where a rule fixes it.
    pub crew: Option<CrewCode>,
    /// Should be fixed by.
    pub due_at: Timestamp,
    /// Whether a department may be made responsible without a person looking: the place is known well and no open report
    /// is likely to be the same.
    pub clear: bool,
}

/// What can be said of a report without a look at others: everything but its duplicates. Pure, so that it can be worked out
/// before the transaction begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    place: TriageStep,
    heard: TriageStep,
    after: [TriageStep; 3],
    rest: Assessment,
}

/// Takes the steps, with a look at the open reports around.
///
/// # Errors
/// Only the database's.
pub fn assess(tx: &Tx<'_>, city: &CityIndex, intake: &Intake<'_>) -> Result<Assessment, Error> {
    prepare(city, intake).among_open(tx, intake)
}

/// Takes the steps that need no look at others.
#[must_use]
pub fn prepare(city: &CityIndex, intake: &Intake<'_>) -> Prepared {
    let area = city.ground.area_of(intake.located.position).map(str::to_owned);
    let street = city.ground.nearest_street(intake.located.position);
    let (priority, reasons) =
        triage::priority(intake.service, intake.answers, intake.description, intake.supporters, &city.city);
    let routed = triage::route(&city.city, intake.service, area.as_deref(), priority);
    let working_hours = intake.service.deadline_hours;
    let due_at = city.city.calendar.due_after(intake.received_at, working_hours, &city.tz);
    let (department, crew) = (routed.department, routed.crew);
    Prepared {
        place: TriageStep::Place {
            area: area.clone(),
            street: street.map(|(name, _)| name.to_owned()),
            metres: street.map(|(_, metres)| whole_metres(metres)),
        },
        heard: heard(city, intake),
        after: [
            TriageStep::Priority { priority, reasons },
            TriageStep::Routed { department: department.clone(), crew: crew.clone(), rule: routed.rule },
            TriageStep::Due { working_hours, due_at },
        ],
        rest: Assessment {
            steps: Vec::new(),
            area,
            priority,
            department,
            crew,
            due_at,
            clear: intake.located.accuracy_m.is_none_or(|metres| metres <= SURE_WITHIN_M),
        },
    }
}

impl Prepared {
    /// The last look: one statement, none where the service has no duplicates.
    ///
    /// # Errors
    /// Only the database's.
    pub fn among_open(self, tx: &Tx<'_>, intake: &Intake<'_>) -> Result<Assessment, Error> {
        let radius = intake.service.duplicate_radius_m;
        let around = if radius == 0 {
            Vec::new()
        } else {
            open_near(tx, &intake.service.code, intake.located.position, f64::from(radius))?
        };
        Ok(self.among(intake, &around))
    }

    fn among(self, intake: &Intake<'_>, around: &[OpenReport]) -> Assessment {
        let Self { place, heard, after, rest } = self;
        let candidates = likely_the_same(intake, around);
        let unlike_any = candidates.iter().all(|candidate| candidate.score < SUSPECT);
        let steps = [place, heard, TriageStep::Duplicates { candidates }].into_iter().chain(after).collect();
        Assessment { clear: rest.clear && unlike_any, steps, ..rest }
    }
}

/// What the words say, beside what the citizen chose.
fn heard(city: &CityIndex, intake: &Intake<'_>) -> TriageStep {
    let chosen = intake.service.code.clone();
    let best = city.suggester.suggest(intake.description, 1).into_iter().next();
    match best {
        Some(best) if best.service != chosen => {
            TriageStep::Service { chosen, suggested: Some(best.service), because: Some(best.because) }
        }
        Some(best) => TriageStep::Service { chosen, suggested: None, because: Some(best.because) },
        None => TriageStep::Service { chosen, suggested: None, because: None },
    }
}

fn likely_the_same(intake: &Intake<'_>, around: &[OpenReport]) -> Vec<DuplicateCandidate> {
    let others: Vec<Candidate<'_>> = around
        .iter()
        .filter(|other| Some(other.id) != intake.id && !intake.not_duplicates_of.contains(&other.id))
        .map(|other| Candidate {
            id: other.id,
            position: other.position,
            description: &other.description,
            created_at: other.created_at,
        })
        .collect();
    let radius = f64::from(intake.service.duplicate_radius_m);
    duplicates::rank(intake.located.position, intake.description, &others, radius, MOST_CANDIDATES)
        .into_iter()
        .filter_map(|found| {
            let other = around.iter().find(|other| other.id == found.id)?;
            Some(DuplicateCandidate {
                report: TicketRef { id: other.id, number: other.number.clone() },
                metres: whole_metres(found.metres),
                score: found.score,
            })
        })
        .collect()
}

/// Metres without a fraction; never negative, at most the length of the equator.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
#[must_use]
pub fn whole_metres(metres: f64) -> u32 {
    metres.round().clamp(0.0, 40_075_000.0) as u32
}
