//! What the stories are made of.

use dimos_api::Decision;
use dimos_domain::{
    ids::{CrewCode, ReportId},
    workflow::State,
};
use dimos_journeys::{City, Trouble, photo, today};
use dimos_phone::{Desk, Phone, Told};

/// What a story ends with.
pub type Story = Result<(), Trouble>;

/// The crew that clears gullies.
pub const CREW: &str = "gullies";

/// Near the middle of the city, each a few hundred metres from the next.
pub const SPOTS: [(f64, f64); 5] =
    [(40.6350, 22.9391), (40.6405, 22.9436), (40.6268, 22.9524), (40.6300, 22.9560), (40.6200, 22.9600)];

/// A blocked gully with its photo: Delfon street.
pub fn gully() -> Told {
    Told::new("blocked-gully", "Βουλωμένο φρεάτιο, γεμάτο φύλλα και χώματα.", SPOTS[0]).photo(photo("street-6.jpg"))
}

/// A street light that burns by day; needs neither photo nor answers.
pub fn daylight(spot: usize) -> Told {
    Told::new("street-light-daytime", "Τα φώτα μένουν αναμμένα μέρα μεσημέρι.", SPOTS[spot])
}

/// A blocked gully without a photo, as the service allows.
pub fn gully_at(spot: usize) -> Told {
    Told::new("blocked-gully", "Βουλωμένη σχάρα, λιμνάζουν νερά.", SPOTS[spot])
}

/// The person who composes is told why not.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T, dimos_phone::Stuck>) -> String {
    match outcome {
        Err(dimos_phone::Stuck::Refused(said)) => said,
        other => panic!("a refusal was expected: {other:?}"),
    }
}

/// The state of a report, as staff see it.
pub fn state(desk: &Desk, id: ReportId) -> Result<State, Trouble> {
    Ok(desk.report(id)?.state)
}

/// Waits until a report is in that state.
pub fn becomes(city: &City, desk: &Desk, id: ReportId, wanted: State) -> Story {
    city.until(wanted.as_str(), || Ok(state(desk, id)? == wanted))
}

/// Makes the crew responsible for a report, whatever the rules said.
pub fn assign(desk: &Desk, id: ReportId, crew: &str) -> Story {
    let code: CrewCode = crew.parse()?;
    let report = desk.report(id)?;
    if report.crew.as_ref() != Some(&code) || report.state != State::Assigned {
        let department = report.department.ok_or(Trouble::Missing("department".to_owned()))?;
        desk.decide(id, Decision::Assign { department, crew: Some(code) })?;
    }
    Ok(())
}

/// Puts a report on the crew's plan of today.
pub fn schedule(desk: &Desk, id: ReportId, crew: &str) -> Story {
    assign(desk, id, crew)?;
    desk.decide(id, Decision::Schedule { crew: crew.parse()?, on: today() })?;
    Ok(())
}

/// A citizen files reports for the crew, and it is planned: the jobs' ids in route order.
pub fn planned_day(
    city: &City,
    desk: &Desk,
    citizen: &Phone,
    spots: &[usize],
) -> Result<Vec<(ReportId, String)>, Trouble> {
    let mut reports = Vec::new();
    for spot in spots {
        reports.push(citizen.files(&gully_at(*spot))?);
    }
    citizen.delivered()?;
    // By name: on a day off, too, these stories go on.
    for id in &reports {
        schedule(desk, *id, CREW)?;
    }
    let plan = city.plan(desk, CREW)?;
    assert_eq!(plan.jobs.len(), spots.len());
    Ok(plan.jobs.iter().map(|job| (job.report, job.id.to_string())).collect())
}

/// The city says that it is fixed, without a visit.
pub fn resolve(desk: &Desk, id: ReportId) -> Story {
    assign(desk, id, CREW)?;
    desk.decide(id, Decision::Resolve { note: "Έγινε.".to_owned() })?;
    Ok(())
}

/// How often something happened to a report, by the server's log.
pub fn happened(city: &City, id: ReportId, kind: &str) -> Result<u64, Trouble> {
    city.count(&format!("SELECT count(*) FROM events WHERE report = '{id}' AND kind = '{kind}'"))
}
