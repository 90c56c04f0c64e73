//! A crew's stories: its phone, its day without a network, what it finds at the spot.

use crate::cast::*;
use dimos_app::intent::{CrewIntent, MyReportsIntent, WorkPhoto};
use dimos_domain::{job::JobState, workflow::State};
use dimos_journeys::{City, photo};

#[test]
fn a_phone_becomes_a_crews_by_a_code_that_is_right_fresh_and_its_own() -> Story {
    let city = City::start()?;
    let desk = city.desk()?;
    let crew = city.phone("first")?;
    assert!(refusal(crew.enrol("short")).chars().count() > 5, "said before anything is asked");
    let wrong = refusal(crew.enrol("ZZZZ-ZZZZ"));
    assert!(wrong.chars().count() > 10, "{wrong}");
    let code = desk.enrolment_code(&CREW.parse()?)?;
    crew.enrol(&format!(" {} ", code.to_lowercase()))?;
    let used = refusal(city.phone("second")?.enrol(&code));
    let late = desk.enrolment_code(&CREW.parse()?)?;
    city.later(25 * 3_600);
    let expired = refusal(city.phone("third")?.enrol(&late));
    // Whoever tries codes learns nothing from the difference.
    assert_eq!((&used, &expired), (&wrong, &wrong));
    let on_crews = "SELECT count(*) FROM devices WHERE crew = 'gullies'";
    assert_eq!(city.count(on_crews)?, 1);
    Ok(())
}

#[test]
fn a_day_in_route_order_is_worked_offline_and_nothing_of_it_is_lost() -> Story {
    let city = City::start()?;
    let (desk, citizen) = (city.desk()?, city.phone("Eleni")?);
    let stops = planned_day(&city, &desk, &citizen, &[0, 1, 2])?;
    let crew = city.crew_phone(&desk, CREW)?;
    let day = crew.day("the plan", |day| day.jobs.len() == 3)?;
    let shown: Vec<&str> = day.jobs.iter().map(|job| job.id.as_str()).collect();
    assert_eq!(shown, stops.iter().map(|(_, job)| job.as_str()).collect::<Vec<_>>(), "the plan's order");
    assert!(day.jobs.iter().map(|job| job.stop).eq(1..=3));

    // A round of delivery that is still going on would take the next act along.
    crew.day("the phone at rest", |day| !day.refreshing)?;
    crew.set_online(false);
    crew.fix(&stops[0].1, &photo("street-4.jpg"), &photo("street-1.jpg"), "Καθαρίστηκε, τραβάει κανονικά.")?;
    let refused = refusal(crew.close_job(&stops[1].1, "χωρίς φωτογραφία"));
    assert!(refused.contains("φωτογραφία"), "an end without a photo is no end: {refused}");
    crew.cannot_do_job(&stops[1].1, "no_access", "Παρκαρισμένο αυτοκίνητο πάνω στη σχάρα.")?;
    refusal(crew.cannot_do_job(&stops[2].1, "other", ""));
    crew.start_job(&stops[2].1)?;
    let day = crew.day("the day", |day| day.jobs.iter().filter(|job| job.pending).count() == 3)?;
    assert_eq!(day.jobs.iter().filter(|job| job.stop == 0).count(), 2, "two are over");
    assert_eq!(state(&desk, stops[0].0)?, State::Scheduled, "the city knows nothing yet");

    // The app goes away and comes back, still without a network.
    drop(crew);
    let crew = city.offline_phone(CREW)?;
    crew.day("the day as it was", |day| day.jobs.iter().filter(|job| job.pending).count() == 3)?;
    crew.photograph_job(&stops[2].1, &photo("street-3.jpg"), WorkPhoto::After)?;
    crew.close_job(&stops[2].1, "Έγινε.")?;
    crew.set_online(true);
    becomes(&city, &desk, stops[0].0, State::Resolved)?;
    becomes(&city, &desk, stops[1].0, State::Triaged)?;
    becomes(&city, &desk, stops[2].0, State::Resolved)?;
    crew.delivered()?;
    let kinds =
        "SELECT group_concat(kind, ' ') FROM (SELECT kind FROM report_photos WHERE job IS NOT NULL ORDER BY kind)";
    assert_eq!(city.ask::<String>(kinds)?, "after after before");
    let notes: String = city.ask("SELECT group_concat(notes, ' ') FROM jobs")?;
    for note in ["τραβάει κανονικά", "Παρκαρισμένο", "Έγινε."] {
        assert_eq!(notes.matches(note).count(), 1, "{note} in {notes}");
    }
    Ok(())
}

#[test]
fn a_note_that_is_too_long_waits_for_the_crew_to_shorten_it() -> Story {
    let city = City::start()?;
    let (desk, citizen) = (city.desk()?, city.phone("Eleni")?);
    let stops = planned_day(&city, &desk, &citizen, &[0])?;
    let (report, job) = stops[0].clone();
    let crew = city.crew_phone(&desk, CREW)?;
    crew.day("the plan", |day| day.jobs.len() == 1)?;
    crew.photograph_job(&job, &photo("street-1.jpg"), WorkPhoto::After)?;
    let long = "Φ".repeat(4_001);
    for refused in [refusal(crew.note_job(&job, &long)), refusal(crew.close_job(&job, &long))] {
        assert!(refused.contains("4.000"), "{refused}");
    }
    refusal(crew.cannot_do_job(&job, "no_access", &long));
    let view = crew.job(&job, "all of the note", |job| !job.note.value.is_empty())?;
    assert_eq!(view.note.value, long, "nothing is cut");
    crew.close_job(&job, &long[..long.len() - 'Φ'.len_utf8()])?;
    becomes(&city, &desk, report, State::Resolved)?;
    assert_eq!(city.ask::<i64>("SELECT length(json_extract(notes, '$[0]')) FROM jobs")?, 4_000);
    Ok(())
}

#[test]
fn the_order_is_the_crews_to_change_by_hand_and_by_the_way() -> Story {
    let city = City::start()?;
    let (desk, citizen) = (city.desk()?, city.phone("Eleni")?);
    let stops = planned_day(&city, &desk, &citizen, &[0, 1, 2, 3])?;
    let crew = city.crew_phone(&desk, CREW)?;
    crew.day("the plan", |day| day.jobs.len() == 4 && !day.refreshing)?;
    crew.set_online(false);
    let last = stops[3].1.clone();
    crew.crew(CrewIntent::MoveJob { job: last.clone(), to: 0 });
    crew.day("the last one first", |day| day.jobs[0].id == last && day.jobs[0].stop == 1)?;
    crew.set_online(true);
    crew.delivered()?;
    let first_at_the_city =
        || -> Result<String, dimos_journeys::Trouble> { Ok(city.plan(&desk, CREW)?.jobs[0].id.to_string()) };
    city.until("the crew's order at the city's", || Ok(first_at_the_city()? == last))?;

    let here = SPOTS[2];
    crew.is_at(here.0, here.1, 10.0);
    crew.crew(CrewIntent::ShortenWay);
    let nearest = city.plan(&desk, CREW)?.jobs;
    let nearest = nearest.iter().find(|job| (job.located.position.lat() - here.0).abs() < 1e-6).unwrap().id.to_string();
    crew.day("the nearest first", |day| day.jobs[0].id == nearest)?;
    crew.delivered()?;
    city.until("that order at the city's", || Ok(first_at_the_city()? == nearest))
}

#[test]
fn not_fixed_brings_the_crew_back_and_needs_a_new_photo() -> Story {
    let city = City::start()?;
    let (desk, eleni) = (city.desk()?, city.phone("Eleni")?);
    let stops = planned_day(&city, &desk, &eleni, &[0])?;
    let (report, first) = stops[0].clone();
    let crew = city.crew_phone(&desk, CREW)?;
    crew.day("the plan", |day| day.jobs.len() == 1)?;
    crew.fix(&first, &photo("street-4.jpg"), &photo("street-1.jpg"), "Έγινε.")?;
    becomes(&city, &desk, report, State::Resolved)?;
    eleni.ticket(report, "the fix", |ticket| ticket.reopen.is_some())?;
    eleni.write("Πάλι βούλωσε", MyReportsIntent::Reopen)?;
    becomes(&city, &desk, report, State::Reopened)?;
    schedule(&desk, report, CREW)?;
    let day = crew.day("the job again", |day| day.jobs.iter().any(|job| job.stop > 0))?;
    let again = day.jobs.iter().find(|job| job.stop > 0).unwrap().id.clone();
    let refused = refusal(crew.close_job(&again, "το είδα"));
    assert!(refused.contains("φωτογραφία"), "last time's photo shows last time's work: {refused}");
    crew.fix(&again, &photo("street-6.jpg"), &photo("street-2.jpg"), "Με πιεστικό.")?;
    becomes(&city, &desk, report, State::Resolved)?;
    eleni.ticket(report, "the second fix", |ticket| ticket.rate.is_some())?;
    eleni.act(MyReportsIntent::Rate { stars: 5 })?;
    becomes(&city, &desk, report, State::Confirmed)?;
    let plan = city.plan(&desk, CREW)?;
    assert!(plan.jobs.iter().all(|job| matches!(job.state, JobState::Done { .. })));
    Ok(())
}
