//! The plan changes while the crew is out of reach.

use crate::cast::*;
use dimos_api::{Decision, LateWorkResponse};
use dimos_app::{
    Intent,
    intent::{CrewIntent, WorkPhoto},
    view::Tone,
};
use dimos_domain::{
    ids::ReportId,
    job::{Job, Work},
    report::{Happening, PhotoKind, TimelineEntry},
    workflow::State,
};
use dimos_journeys::{City, photo};
use dimos_phone::{Desk, SOON};

/// What a report's story tells staff of work that came late: what was done, the words, how many photos.
fn late_work(desk: &Desk, report: ReportId) -> Result<Vec<(Work, Option<String>, usize)>, dimos_journeys::Trouble> {
    let line = |entry: TimelineEntry| match entry.what {
        Happening::WorkedLate { work, note, photos, .. } => Some((work, note, photos.len())),
        _ => None,
    };
    Ok(desk.report(report)?.timeline.into_iter().filter_map(line).collect())
}

fn take_back(desk: &Desk, report: ReportId) -> Story {
    let department = desk.report(report)?.department.unwrap();
    desk.decide(report, Decision::Assign { department, crew: None })?;
    Ok(())
}

#[test]
fn what_was_done_on_a_job_that_was_taken_back_meanwhile_is_with_the_dispatcher_and_said_to_the_crew() -> Story {
    let city = City::start()?;
    let (desk, citizen) = (city.desk()?, city.phone("Eleni")?);
    let stops = planned_day(&city, &desk, &citizen, &[0, 1])?;
    let crew = city.crew_phone(&desk, CREW)?;
    crew.day("the plan", |day| day.jobs.len() == 2)?;
    crew.day("the phone at rest", |day| !day.refreshing)?;
    crew.set_online(false);
    let (gone, kept) = (stops[0].clone(), stops[1].clone());
    crew.photograph_job(&gone.1, &photo("street-1.jpg"), WorkPhoto::After)?;
    crew.close_job(&gone.1, "Το φτιάξαμε πριν μας το πουν.")?;
    crew.fix(&kept.1, &photo("street-4.jpg"), &photo("street-2.jpg"), "Έγινε.")?;
    let number = desk.report(gone.0)?.number;
    let titles: Vec<String> = crew.unsent()?.into_iter().map(|row| row.title).collect();
    assert_eq!(titles.iter().filter(|title| title.contains(&number)).count(), 2, "{titles:?}");
    desk.decide(gone.0, Decision::Forward { to: "ΕΥΑΘ".to_owned() }).unwrap_err();
    take_back(&desk, gone.0)?;

    crew.send(Intent::DismissToast);
    crew.set_online(true);
    becomes(&city, &desk, kept.0, State::Resolved)?;
    let said = crew.until("what became of it", SOON, |view| view.toast.is_some())?.toast.unwrap().text;
    assert!(said.contains("πάρει πίσω") && said.contains("κέντρο συντονισμού"), "{said}");
    crew.delivered()?;
    assert!(crew.view().banner.is_none(), "nothing is stuck");
    assert_eq!(state(&desk, gone.0)?, State::Assigned, "the dispatcher's word stands");
    let words = Some("Το φτιάξαμε πριν μας το πουν.".to_owned());
    assert_eq!(late_work(&desk, gone.0)?, [(Work::Noted, None, 1), (Work::Done, words, 0)]);
    let listed: LateWorkResponse = desk.get("/late-work")?;
    assert!(listed.work.len() == 2 && listed.work.iter().all(|one| one.report.number == number));

    // The crew finds it again, marked, however often the app is opened; and may add to it.
    drop(crew);
    let crew = city.phone(CREW)?;
    let day = crew.day("the job, taken back", |day| day.jobs.iter().any(|job| job.id == gone.1))?;
    let row = day.jobs.iter().find(|job| job.id == gone.1).unwrap();
    assert!(row.status.contains("πήρε πίσω") && row.stop == 0, "{}", row.status);
    let view = crew.job(&gone.1, "its page", |job| !job.notes.is_empty())?;
    assert!(view.close.is_none() && view.start.is_none() && view.cannot_reasons.is_empty());
    crew.note_job(&gone.1, "Τα μπάζα μένουν στο πεζοδρόμιο.")?;
    crew.delivered()?;
    assert_eq!(late_work(&desk, gone.0)?.len(), 3);
    Ok(())
}

#[test]
fn two_phones_of_a_crew_close_one_job_and_the_words_of_both_arrive() -> Story {
    let city = City::start()?;
    let (desk, citizen) = (city.desk()?, city.phone("Eleni")?);
    let stops = planned_day(&city, &desk, &citizen, &[0])?;
    let (report, job) = stops[0].clone();
    let first = city.crew_phone(&desk, CREW)?;
    let second = city.phone("second")?;
    second.enrol(&desk.enrolment_code(&CREW.parse()?)?)?;
    for (phone, path, note) in [(&first, "street-1.jpg", "Καθαρίστηκε."), (&second, "street-2.jpg", "Έφυγαν τα φύλλα.")]
    {
        phone.day("the plan", |day| day.jobs.len() == 1 && !day.refreshing)?;
        phone.set_online(false);
        phone.fix(&job, &photo("street-4.jpg"), &photo(path), note)?;
    }
    first.set_online(true);
    becomes(&city, &desk, report, State::Resolved)?;
    first.delivered()?;
    let closed = city.plan(&desk, CREW)?.jobs.remove(0);
    second.send(Intent::DismissToast);
    second.set_online(true);
    let said = second.until("what became of it", SOON, |view| view.toast.is_some())?.toast.unwrap().text;
    assert_eq!(said, "Το είχε κλείσει ήδη το συνεργείο σας· η σημείωση και η φωτογραφία σας προστέθηκαν.");
    second.delivered()?;
    let both = city.plan(&desk, CREW)?.jobs.remove(0);
    assert_eq!((both.state, both.notes.len()), (closed.state, 2), "closed once, as the first one did");
    assert!(both.notes.iter().any(|note| note == "Έφυγαν τα φύλλα."), "{:?}", both.notes);
    let after = |job: &Job| job.photos.iter().filter(|photo| photo.kind == PhotoKind::After).count();
    assert_eq!((after(&closed), after(&both)), (1, 2));
    assert_eq!(late_work(&desk, report)?, [(Work::Done, Some("Έφυγαν τα φύλλα.".to_owned()), 0)]);
    let row = second.day("the job", |day| day.jobs.len() == 1)?.jobs.remove(0);
    assert!(row.status.contains("προστέθηκαν") && !row.pending, "{}", row.status);
    let row = first.day("the job", |day| day.jobs.len() == 1)?.jobs.remove(0);
    assert!(!row.status.contains("προστέθηκαν"), "{}", row.status);
    Ok(())
}

/// A photo is lost from the phone, so its act is stuck and holds back the closing; meanwhile the city takes the job back.
#[test]
fn a_job_with_stuck_acts_stays_on_the_screen_when_it_is_taken_back() -> Story {
    let city = City::start()?;
    let (desk, citizen) = (city.desk()?, city.phone("Eleni")?);
    let stops = planned_day(&city, &desk, &citizen, &[0, 1])?;
    let (report, job) = stops[0].clone();
    let crew = city.crew_phone(&desk, CREW)?;
    crew.day("the plan", |day| day.jobs.len() == 2 && !day.refreshing)?;
    crew.set_online(false);
    crew.photograph_job(&job, &photo("street-1.jpg"), WorkPhoto::After)?;
    crew.close_job(&job, "Έγινε.")?;
    std::fs::remove_dir_all(city.options(CREW).dir.join("photos")).unwrap();
    take_back(&desk, report)?;
    crew.set_online(true);
    let day = crew.day("the job, taken back", |day| day.jobs.iter().any(|job| job.status.contains("πήρε πίσω")))?;
    let row = day.jobs.iter().find(|row| row.id == job).expect("it is still there");
    assert!(row.pending && row.stop == 0);
    let number = desk.report(report)?.number;
    let unsent = crew.listing("what is stuck", |list| list.unsent.iter().any(|row| row.tone == Tone::Danger))?.unsent;
    assert!(unsent.len() == 2 && unsent.iter().all(|row| row.title.ends_with(&number)), "{unsent:#?}");
    assert!(unsent[0].status.contains("δεν υπάρχει πια στο τηλέφωνο"), "{}", unsent[0].status);
    assert_eq!(unsent[1].detail, "Έγινε.", "its words can be read");
    // The way out: the lost photo is taken away on the job's page, another is taken, and all of it goes.
    let view = crew.job(&job, "its page", |job| !job.after.is_empty())?;
    assert!(view.refused.is_some_and(|said| said.contains("τραβήξτε άλλη")));
    crew.crew(CrewIntent::RemovePhoto { photo: view.after[0].id.clone() });
    crew.job_shows("it to be gone", |job| job.after.is_empty())?;
    crew.photograph_job(&job, &photo("street-2.jpg"), WorkPhoto::After)?;
    crew.delivered()?;
    assert_eq!(late_work(&desk, report)?, [(Work::Done, Some("Έγινε.".to_owned()), 0), (Work::Noted, None, 1)]);
    Ok(())
}

#[test]
fn a_job_that_was_given_to_another_crew_leaves_the_phone() -> Story {
    let city = City::start()?;
    let (desk, citizen) = (city.desk()?, city.phone("Eleni")?);
    let stops = planned_day(&city, &desk, &citizen, &[0, 1])?;
    let crew = city.crew_phone(&desk, CREW)?;
    crew.day("the plan", |day| day.jobs.iter().filter(|job| job.stop > 0).count() == 2)?;
    let department = desk.report(stops[0].0)?.department.unwrap();
    desk.decide(stops[0].0, Decision::Assign { department, crew: None })?;
    let day = crew.day("one stop less", |day| day.jobs.iter().filter(|job| job.stop > 0).count() == 1)?;
    let left = day.jobs.iter().find(|job| job.stop > 0).unwrap();
    assert_eq!(left.id, stops[1].1);
    Ok(())
}
