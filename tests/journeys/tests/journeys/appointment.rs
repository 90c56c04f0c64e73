//! Bulky items by appointment: from the citizen's phone over the dispatcher's desk to the crew's phone, on the day that the
//! citizen chose.

use crate::cast::*;
use dimos_api::Decision;
use dimos_device::Clock;
use dimos_domain::{ids::CrewCode, workflow::State};
use dimos_journeys::{City, Trouble, photo, today};
use dimos_phone::{Asked, Phone, Refused, Told};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

const TRUCK: &str = "bulky-west";

/// A clock that is so far ahead: somebody's phone on a later day.
struct Ahead(SignedDuration);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        Timestamp::now() + self.0
    }
}

#[test]
fn what_a_citizen_leaves_out_is_collected_on_the_day_that_was_chosen() -> Story {
    let city = City::start()?;
    let (desk, giorgos) = (city.desk()?, city.phone("Giorgos")?);
    let working = city.working_days_after(today(), 2)?;
    let (day, too_late) = (working[0], working[1]);
    let told = Told::new("bulky-items", "Ένας καναπές και δύο στρώματα", SPOTS[0])
        .named("Γιώργος Ιωάννου", "", "2310 123 456")
        .answer("kind", "furniture")
        .answer("how-many", "3")
        .answer("appointment", &day.to_string())
        .answer("doorbell", "Ιωάννου, 2ος");
    let id = giorgos.files(&told)?;
    giorgos.delivered()?;
    assert_eq!(desk.report(id)?.contact.unwrap().phone, "2310 123 456", "the desk can call back");

    // The dispatcher plans the day that was chosen, and no other.
    assign(&desk, id, TRUCK)?;
    let truck: CrewCode = TRUCK.parse()?;
    match desk.decide(id, Decision::Schedule { crew: truck.clone(), on: too_late }) {
        Err(Refused::Problem { problem, .. }) => assert!(problem.detail.contains("ραντεβού"), "{}", problem.detail),
        other => panic!("planned for another day: {other:?}"),
    }
    assert!(desk.plan(&truck, too_late)?.jobs.is_empty());
    let plan = desk.plan(&truck, day)?;
    assert_eq!(plan.jobs.iter().map(|job| job.report).collect::<Vec<_>>(), [id]);
    assert!(plan.jobs[0].contact.is_none(), "a plan needs nobody's name");

    // That day comes. The truck's phone shows what is to be done, and whom to call.
    let ahead = SignedDuration::from_hours(24 * i64::from((day - today()).get_days()));
    city.later(ahead.as_secs());
    let desk = city.desk()?;
    let crew = Phone::open_by_clock(city.options(TRUCK), Arc::new(Ahead(ahead)))?;
    crew.ready()?;
    crew.enrol(&desk.enrolment_code(&truck)?)?;
    let stop = crew.day("the appointment", |view| view.jobs.len() == 1)?.jobs[0].id.clone();
    let job = crew.job(&stop, "the answers", |job| !job.answers.is_empty())?;
    for part in
        ["Έπιπλα", "3", "Ιωάννου, 2ος", dimos_domain::wording::month(dimos_domain::l10n::Language::El, day.month())]
    {
        assert!(job.answers.iter().any(|answer| answer.contains(part)), "{part}: {:?}", job.answers);
    }
    assert_eq!((job.contact.as_str(), job.call.is_some()), ("Γιώργος Ιωάννου · 2310 123 456", true));
    crew.crew(dimos_app::intent::CrewIntent::Call { job: stop.clone() });
    city.until("the call", || Ok(crew.shell().asked().contains(&Asked::Open("tel:2310123456".to_owned()))))?;

    crew.fix(&stop, &photo("street-4.jpg"), &photo("street-1.jpg"), "Παραλήφθηκαν τρία κομμάτια.")?;
    crew.delivered()?;
    becomes(&city, &desk, id, State::Resolved)?;
    let over = crew.job(&stop, "the job done", |job| job.close.is_none())?;
    assert_eq!((over.contact.as_str(), over.call.is_none(), over.answers.len()), ("", true, 4));
    let still_there = |sql: &str| -> Result<i64, Trouble> { city.ask_phone(TRUCK, sql) };
    city.until("the number gone from the crew's phone", || {
        Ok(still_there("SELECT count(*) FROM jobs WHERE json LIKE '%2310 123%' OR json LIKE '%Γιώργος%'")? == 0)
    })?;
    assert_eq!(city.count("SELECT count(*) FROM events WHERE data LIKE '%2310 123%' OR data LIKE '%Γιώργος%'")?, 0);
    giorgos.ticket(id, "the end", |ticket| ticket.rate.is_some())?;
    Ok(())
}
