//! The crew's part of the story: a day without a network, and a fix that did not last.

use crate::{
    cast::{Person, SOON, photo},
    common::{Broken, eventually, today},
    story::Reports,
    tell::Teller,
};
use dimos_api::Decision;
use dimos_app::{
    Intent,
    crew::{CrewView, JobView},
    intent::{CrewIntent, MyReportsIntent, PhotoSource, SettingsIntent, Tab, WorkPhoto},
    view::Screen,
};
use dimos_domain::{
    ids::{CrewCode, ReportId},
    report::Report,
    workflow::State,
};
use dimos_phone::Desk;

/// The crew that clears gullies.
const CREW: &str = "gullies";

/// Enrols the crew, plans its day and lets it work offline.
pub fn the_crew_works_offline(
    desk: &Desk,
    crew: &Person,
    reports: &Reports,
    teller: &mut Teller,
) -> Result<(), Broken> {
    teller.chapter("A crew drives out and works without a network");
    let code: CrewCode = CREW.parse()?;
    for id in [reports.gully_delfon, reports.gully_botsari, reports.gully_agiou_dimitriou] {
        let report = desk.report(id)?;
        if report.crew.as_ref() != Some(&code) || report.state != State::Assigned {
            let department = report.department.ok_or(Broken::Missing("department"))?;
            desk.decide(id, Decision::Assign { department, crew: Some(code.clone()) })?;
        }
    }
    let plan = desk.plan(&code, today())?;
    teller.does(
        "The dispatcher",
        &format!("plans the crew's day: {} stops, {:.1} km", plan.jobs.len(), f64::from(plan.route_m) / 1000.0),
    );
    let one_time = desk.enrolment_code(&code)?;
    crew.phone.send(Intent::OpenTab { tab: Tab::Settings });
    crew.phone.send(Intent::Settings { intent: SettingsIntent::TypeCode { code: one_time } });
    crew.phone.send(Intent::Settings { intent: SettingsIntent::Enrol });
    let day = crew_day(crew, "the plan", |day| day.jobs.len() == 3 && !day.refreshing)?;
    teller.does("The crew", "makes a phone its own with a one-time code and sees its day:");
    teller.fact(&day.summary);
    for job in &day.jobs {
        teller.fact(&format!("{}. {} · {} · {}", job.stop, job.number, job.place, job.status));
    }
    teller.expect("three stops in route order", {
        day.jobs.iter().map(|job| job.stop).eq(1..=3)
            && plan.jobs.iter().map(|job| job.number.as_str()).eq(day.jobs.iter().map(|job| job.number.as_str()))
    });

    crew.phone.set_online(false);
    teller.does("The crew", "loses the network and works on");
    let stops: Vec<(String, String)> = day.jobs.iter().map(|job| (job.id.clone(), job.number.clone())).collect();
    let first = stops.first().ok_or(Broken::Missing("first stop"))?;
    fix(crew, &first.0, "street-4.jpg", "street-1.jpg", "Καθαρίστηκε, τραβάει κανονικά.")?;
    teller.expect(&format!("{}: begun, photographed before and after, closed", first.1), true);
    let second = stops.get(1).ok_or(Broken::Missing("second stop"))?;
    fix(crew, &second.0, "street-6.jpg", "street-5.jpg", "Βγήκαν τα φύλλα και τα χώματα.")?;
    teller.expect(&format!("{}: the same", second.1), true);
    let third = stops.get(2).ok_or(Broken::Missing("third stop"))?;
    crew.phone.send(Intent::Crew { intent: CrewIntent::Open { job: third.0.clone() } });
    let text = "Παρκαρισμένο αυτοκίνητο πάνω στη σχάρα.".to_owned();
    crew.phone.send(Intent::Crew { intent: CrewIntent::WriteNote { text } });
    crew.phone.send(Intent::Crew { intent: CrewIntent::CannotDo { reason: "no_access".to_owned() } });
    let day = crew_day(crew, "the day done", |day| day.jobs.iter().all(|job| job.stop == 0))?;
    teller.expect(&format!("{}: given back, a car stands on the grate", third.1), true);
    teller.fact(&day.summary);
    let waiting = day.jobs.iter().filter(|job| job.pending).count();
    teller.expect("all of it waits on the phone", waiting == 3);

    crew.phone.set_online(true);
    let fixed = eventually(|| {
        let states = [&first.1, &second.1, &third.1].map(|number| state_of(desk, reports, number));
        Ok(matches!(states, [Ok(State::Resolved), Ok(State::Resolved), Ok(State::Triaged)]))
    })?;
    teller.expect("back on the network everything arrives: two fixed, one back at the dispatcher's", fixed);
    Ok(())
}

/// Ελένη is not content, the crew comes again, she confirms.
pub fn not_fixed(
    desk: &Desk,
    crew: &Person,
    eleni: &Person,
    reports: &Reports,
    teller: &mut Teller,
) -> Result<(), Broken> {
    teller.chapter("“It is not fixed”");
    let report = desk.report(reports.gully_delfon)?;
    if report.state == State::Triaged {
        // The route decides which stop comes last; whichever it was, Ελένη's is done by now.
        redo(desk, crew, reports.gully_delfon)?;
    }
    let ticket = eleni.ticket(reports.gully_delfon, "the fix", |ticket| ticket.reopen.is_some())?;
    teller.does("Ελένη", &format!("reads “{}” and looks: the leaves are back", ticket.row.status));
    eleni.phone.will_photograph(&photo("street-6.jpg"));
    eleni.my_reports(MyReportsIntent::AddPhoto { source: PhotoSource::Camera });
    eleni.ticket_shows("her photo", |t| t.writing_photos.len() == 1 && t.writing_photos.iter().all(|p| !p.busy))?;
    eleni.my_reports(MyReportsIntent::Write {
        text: "Δεν έφτιαξε, πάλι γεμάτο είναι.".to_owned()
    });
    eleni.my_reports(MyReportsIntent::Reopen);
    let reopened = eventually(|| Ok(desk.report(reports.gully_delfon)?.state == State::Reopened))?;
    teller.expect("she says so, with a photo, and the ticket is open again", reopened);
    redo(desk, crew, reports.gully_delfon)?;
    let cleared = eventually(|| Ok(desk.report(reports.gully_delfon)?.state == State::Resolved))?;
    teller.expect("the crew comes once more, clears it and photographs it", cleared);
    let ticket = eleni.ticket(reports.gully_delfon, "the second fix", |ticket| ticket.rate.is_some())?;
    teller.does("Ελένη", &format!("reads “{}” and gives five stars", ticket.row.status));
    eleni.my_reports(MyReportsIntent::Rate { stars: 5 });
    let confirmed = eventually(|| Ok(desk.report(reports.gully_delfon)?.state == State::Confirmed))?;
    teller.expect("confirmed: the ticket ends", confirmed);
    Ok(())
}

/// Plans one report for today and has the crew close it.
fn redo(desk: &Desk, crew: &Person, id: ReportId) -> Result<(), Broken> {
    let report = desk.report(id)?;
    let code: CrewCode = CREW.parse()?;
    let department = report.department.ok_or(Broken::Missing("department"))?;
    desk.decide(id, Decision::Assign { department, crew: Some(code.clone()) })?;
    desk.decide(id, Decision::Schedule { crew: code, on: today() })?;
    crew.phone.send(Intent::Crew { intent: CrewIntent::Refresh });
    let day =
        crew_day(crew, "the job again", |day| day.jobs.iter().any(|job| job.stop > 0 && job.number == report.number))?;
    let job = day.jobs.iter().find(|job| job.stop > 0 && job.number == report.number);
    let job = job.ok_or(Broken::Missing("job"))?.id.clone();
    fix(crew, &job, "street-6.jpg", "street-2.jpg", "Καθαρίστηκε ξανά, με πιεστικό.")?;
    eventually(|| Ok(desk.report(id)?.state == State::Resolved)).map(drop)
}

/// Opens a job, begins it, photographs before and after, writes a note and closes it.
fn fix(crew: &Person, job: &str, before: &str, after: &str, note: &str) -> Result<(), Broken> {
    let send = |intent| crew.phone.send(Intent::Crew { intent });
    crew.phone.send(Intent::OpenTab { tab: Tab::Crew });
    send(CrewIntent::Open { job: job.to_owned() });
    send(CrewIntent::StartJob { job: job.to_owned() });
    let count = |view: &JobView| view.photos.len() + view.before.len() + view.after.len();
    let had = count(&job_shows(crew, "the job begun", |view| view.start.is_none())?);
    crew.phone.will_photograph(&photo(before));
    send(CrewIntent::AddPhoto { source: PhotoSource::Camera, kind: WorkPhoto::Before });
    job_shows(crew, "the photo before", |view| count(view) > had && view.before.iter().all(|photo| !photo.busy))?;
    crew.phone.will_photograph(&photo(after));
    send(CrewIntent::AddPhoto { source: PhotoSource::Camera, kind: WorkPhoto::After });
    send(CrewIntent::WriteNote { text: note.to_owned() });
    job_shows(crew, "the photo after", |view| view.close.as_ref().is_some_and(|close| close.enabled))?;
    send(CrewIntent::CloseJob);
    crew_day(crew, "the job closed", |day| day.jobs.iter().any(|row| row.id == job && row.stop == 0))?;
    Ok(())
}

fn job_shows(crew: &Person, what: &str, shows: impl Fn(&JobView) -> bool) -> Result<JobView, Broken> {
    let view = crew.phone.until(what, SOON, |view| matches!(&view.screen, Screen::Job { job } if shows(job)))?;
    match view.screen {
        Screen::Job { job } => Ok(job),
        _ => Err(Broken::Missing("job on the screen")),
    }
}

fn crew_day(crew: &Person, what: &str, shows: impl Fn(&CrewView) -> bool) -> Result<CrewView, Broken> {
    let view = crew.phone.until(what, SOON, |view| matches!(&view.screen, Screen::Crew { crew } if shows(crew)))?;
    match view.screen {
        Screen::Crew { crew } => Ok(crew),
        _ => Err(Broken::Missing("day on the screen")),
    }
}

fn state_of(desk: &Desk, reports: &Reports, number: &str) -> Result<State, Broken> {
    for id in [reports.gully_delfon, reports.gully_botsari, reports.gully_agiou_dimitriou] {
        let report: Report = desk.report(id)?;
        if report.number == number {
            return Ok(report.state);
        }
    }
    Err(Broken::Missing("report of that number"))
}
