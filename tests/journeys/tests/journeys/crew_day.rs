//! The plan changes while the crew is out of reach.

use crate::cast::*;
use dimos_api::Decision;
use dimos_app::intent::{MyReportsIntent, WorkPhoto};
use dimos_domain::workflow::State;
use dimos_journeys::{City, photo};

#[test]
fn a_job_that_was_taken_off_the_plan_meanwhile_is_refused_with_its_reason() -> Story {
    let city = City::start()?;
    let (desk, citizen) = (city.desk()?, city.phone("Eleni")?);
    let stops = planned_day(&city, &desk, &citizen, &[0, 1])?;
    let crew = city.crew_phone(&desk, CREW)?;
    crew.day("the plan", |day| day.jobs.len() == 2)?;
    crew.set_online(false);
    let (gone, kept) = (stops[0].clone(), stops[1].clone());
    crew.photograph_job(&gone.1, &photo("street-1.jpg"), WorkPhoto::After)?;
    crew.close_job(&gone.1, "Το φτιάξαμε πριν μας το πουν.")?;
    crew.fix(&kept.1, &photo("street-4.jpg"), &photo("street-2.jpg"), "Έγινε.")?;
    desk.decide(gone.0, Decision::Forward { to: "ΕΥΑΘ".to_owned() }).unwrap_err();
    let department = desk.report(gone.0)?.department.unwrap();
    desk.decide(gone.0, Decision::Assign { department, crew: None })?;

    crew.set_online(true);
    becomes(&city, &desk, kept.0, State::Resolved)?;
    let unsent = crew.listing("the refusal", |list| list.unsent.iter().any(|row| row.retry.is_some()))?.unsent;
    let wedged: Vec<_> = unsent.iter().filter(|row| row.retry.is_some()).collect();
    assert!(wedged.iter().all(|row| row.status.chars().count() > 25), "with a reason: {wedged:?}");
    let banner = crew.view().banner.expect("somebody must look");
    assert!(!banner.text.is_empty());
    assert_eq!(state(&desk, gone.0)?, State::Assigned, "the dispatcher's word stands");

    // Nothing is lost by itself: the words stay on the phone until the crew gives them up.
    drop(crew);
    let crew = city.phone(CREW)?;
    let unsent = crew.listing("still there", |list| !list.unsent.is_empty())?.unsent;
    let acts: Vec<String> = unsent.iter().map(|row| row.act.clone()).collect();
    for act in acts {
        crew.my_reports(MyReportsIntent::Discard { act: act.clone() });
        crew.my_reports(MyReportsIntent::Discard { act });
    }
    crew.delivered()?;
    crew.until("no more warning", dimos_phone::SOON, |view| view.banner.is_none())?;
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
