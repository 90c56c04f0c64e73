//! The crew's part of the story: a day without a network, and a fix that did not last.

use crate::{
    cast::photo,
    common::{Broken, eventually},
    story::Reports,
    tell::Teller,
};
use dimos_api::{Decision, PlanResponse};
use dimos_app::{crew::JobView, intent::MyReportsIntent, view::Tone};
use dimos_domain::{
    ids::{CrewCode, ReportId},
    report::Report,
    workflow::State,
};
use dimos_phone::{CityDays, Desk, Phone};

/// The crew that clears gullies.
const CREW: &str = "gullies";

/// Enrols the crew, plans its day and lets it work offline.
pub fn the_crew_works_offline(
    desk: &Desk,
    days: &CityDays,
    crew: &Phone,
    reports: &Reports,
    teller: &mut Teller,
) -> Result<(), Broken> {
    teller.chapter("A crew drives out and works without a network");
    let code: CrewCode = CREW.parse()?;
    for id in reports.gullies() {
        let report = desk.report(id)?;
        if report.crew.as_ref() != Some(&code) || report.state != State::Assigned {
            let department = report.department.ok_or(Broken::Missing("department"))?;
            desk.decide(id, Decision::Assign { department, crew: Some(code.clone()) })?;
        }
    }
    let plan = planned(desk, days, &code, reports)?;
    teller.does(
        "The dispatcher",
        &format!("plans the crew's day: {} stops, {:.1} km", plan.jobs.len(), f64::from(plan.route_m) / 1000.0),
    );
    crew.enrol(&desk.enrolment_code(&code)?)?;
    let day = crew.day("the plan", |day| day.jobs.len() == 3 && !day.refreshing)?;
    teller.does("The crew", "makes a phone its own with a one-time code and sees its day:");
    teller.fact(&day.summary);
    for job in &day.jobs {
        teller.fact(&format!("{}. {} · {} · {}", job.stop, job.number, job.place, job.status));
    }
    teller.expect("three stops in route order", {
        day.jobs.iter().map(|job| job.stop).eq(1..=3)
            && plan.jobs.iter().map(|job| job.number.as_str()).eq(day.jobs.iter().map(|job| job.number.as_str()))
    });

    crew.set_online(false);
    teller.does("The crew", "loses the network and works on");
    let stops: Vec<(String, String)> = day.jobs.iter().map(|job| (job.id.clone(), job.number.clone())).collect();
    let [first, second, third] = stops.as_slice() else { return Err(Broken::Missing("third stop")) };
    let closed = fix(crew, first, gully_photo(desk, reports, &first.1)?, "Καθαρίστηκε, τραβάει κανονικά.")?;
    teller.expect(&format!("{}: begun, photographed before and after, closed", first.1), closed == (Tone::Good, 2));
    let closed = fix(crew, second, gully_photo(desk, reports, &second.1)?, "Βγήκαν τα φύλλα και τα χώματα.")?;
    teller.expect(&format!("{}: the same", second.1), closed == (Tone::Good, 2));
    crew.cannot_do_job(&third.0, "no_access", "Παρκαρισμένο αυτοκίνητο πάνω στη σχάρα.")?;
    let day = crew.day("the day done", |day| day.jobs.iter().all(|job| job.stop == 0))?;
    teller.expect(&format!("{}: given back, a car stands on the grate", third.1), {
        day.jobs.iter().any(|row| row.id == third.0 && row.tone == Tone::Danger)
    });
    teller.fact(&day.summary);
    let waiting = day.jobs.iter().filter(|job| job.pending).count();
    teller.expect("all of it waits on the phone", waiting == 3);

    crew.set_online(true);
    let fixed = eventually(|| {
        let states = [&first.1, &second.1, &third.1].map(|number| Ok(of_number(desk, reports, number)?.state));
        let [first, second, third]: [Result<State, Broken>; 3] = states;
        Ok((first?, second?, third?) == (State::Resolved, State::Resolved, State::Triaged))
    })?;
    teller.expect("back on the network everything arrives: two fixed, one back at the dispatcher's", fixed);
    Ok(())
}

/// The crew's day. On a day off nothing is planned by itself: the dispatcher names what cannot wait.
fn planned(desk: &Desk, days: &CityDays, crew: &CrewCode, reports: &Reports) -> Result<PlanResponse, Broken> {
    let on = days.today();
    if days.works_on(on) {
        return Ok(desk.plan(crew, on)?);
    }
    for id in reports.gullies() {
        desk.decide(id, Decision::Schedule { crew: crew.clone(), on })?;
    }
    Ok(desk.get(&format!("/plans/{crew}/{on}"))?)
}

/// Ελένη is not content, the crew comes again, she confirms.
pub fn not_fixed(
    desk: &Desk,
    days: &CityDays,
    crew: &Phone,
    eleni: &Phone,
    reports: &Reports,
    teller: &mut Teller,
) -> Result<(), Broken> {
    teller.chapter("“It is not fixed”");
    let report = desk.report(reports.gully_delfon)?;
    if report.state == State::Triaged {
        // The route decides which stop comes last; whichever it was, Ελένη's is done by now.
        redo(desk, days, crew, reports)?;
    }
    let ticket = eleni.ticket(reports.gully_delfon, "the fix", |ticket| ticket.reopen.is_some())?;
    teller.does("Ελένη", &format!("reads “{}” and looks: the leaves are back", ticket.row.status));
    eleni.photograph_for_ticket(&photo("street-6.jpg"))?;
    eleni.write("Δεν έφτιαξε, πάλι γεμάτο είναι.", MyReportsIntent::Reopen)?;
    let reopened = eventually(|| Ok(desk.report(reports.gully_delfon)?.state == State::Reopened))?;
    teller.expect("she says so, with a photo, and the ticket is open again", reopened);
    redo(desk, days, crew, reports)?;
    let cleared = eventually(|| Ok(desk.report(reports.gully_delfon)?.state == State::Resolved))?;
    teller.expect("the crew comes once more, clears it and photographs it", cleared);
    let ticket = eleni.ticket(reports.gully_delfon, "the second fix", |ticket| ticket.rate.is_some())?;
    teller.does("Ελένη", &format!("reads “{}” and gives five stars", ticket.row.status));
    eleni.act(MyReportsIntent::Rate { stars: 5 })?;
    let confirmed = eventually(|| Ok(desk.report(reports.gully_delfon)?.state == State::Confirmed))?;
    teller.expect("confirmed: the ticket ends", confirmed);
    Ok(())
}

/// Plans Ελένη's report for today and has the crew close it.
fn redo(desk: &Desk, days: &CityDays, crew: &Phone, reports: &Reports) -> Result<(), Broken> {
    let id = reports.gully_delfon;
    let report = desk.report(id)?;
    let code: CrewCode = CREW.parse()?;
    let department = report.department.ok_or(Broken::Missing("department"))?;
    desk.decide(id, Decision::Assign { department, crew: Some(code.clone()) })?;
    desk.decide(id, Decision::Schedule { crew: code, on: days.today() })?;
    let day =
        crew.day("the job again", |day| day.jobs.iter().any(|job| job.stop > 0 && job.number == report.number))?;
    let job = day.jobs.iter().find(|job| job.stop > 0 && job.number == report.number);
    let job = job.ok_or(Broken::Missing("job"))?;
    fix(crew, &(job.id.clone(), job.number.clone()), "street-6.jpg", "Καθαρίστηκε ξανά, με πιεστικό.")?;
    eventually(|| Ok(desk.report(id)?.state == State::Resolved)).map(drop)
}

/// The whole work on a job. What a cleared gully looks like the demo has no photo of: its third grate stands for it.
/// Gives back how the job stands on the crew's phone then, and how many photos it gained.
fn fix(crew: &Phone, (job, _): &(String, String), before: &str, note: &str) -> Result<(Tone, usize), Broken> {
    let photos = |job: &JobView| job.photos.len() + job.before.len() + job.after.len();
    let had = photos(&crew.job(job, "the job", |_| true)?);
    crew.fix(job, &photo(before), &photo("street-3.jpg"), note)?;
    crew.day("the job closed", |day| day.jobs.iter().any(|row| row.id == *job && row.stop == 0))?;
    let closed = crew.job(job, "the closed job", |_| true)?;
    Ok((closed.row.tone, photos(&closed).saturating_sub(had)))
}

/// The photo of that gully as its reporter took it.
fn gully_photo(desk: &Desk, reports: &Reports, number: &str) -> Result<&'static str, Broken> {
    let id: ReportId = of_number(desk, reports, number)?.id;
    Ok(match id {
        id if id == reports.gully_delfon => "street-6.jpg",
        id if id == reports.gully_botsari => "street-4.jpg",
        _ => "street-2.jpg",
    })
}

fn of_number(desk: &Desk, reports: &Reports, number: &str) -> Result<Report, Broken> {
    for id in reports.gullies() {
        let report = desk.report(id)?;
        if report.number == number {
            return Ok(report);
        }
    }
    Err(Broken::Missing("report of that number"))
}
