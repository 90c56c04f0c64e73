//! Whole days through a network on which everything goes wrong that can.

use crate::cast::*;
use dimos_api::Decision;
use dimos_app::intent::MyReportsIntent;
use dimos_domain::workflow::State;
use dimos_journeys::{
    City, photo,
    proxy::{Fate, Faults},
    seeds,
};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(60);

fn dreadful() -> Faults {
    Faults::every(35)
}

/// Every kind of fault, each seed another mixture: nothing lost, nothing twice.
#[test]
fn a_citizens_story_on_a_dreadful_network() -> Story {
    for seed in seeds(1) {
        let city = City::behind(seed, dreadful())?;
        let (desk, eleni) = (city.desk()?, city.phone("Eleni")?);
        let id = eleni.files(&gully().photo(photo("street-3.jpg")))?;
        let other = eleni.files(&daylight(1))?;
        eleni.delivered_within(LONG)?;
        eleni.ticket(id, "both photos", |ticket| ticket.photos.len() == 2)?;
        desk.decide(other, Decision::Ask { question: "Πού ακριβώς;".to_owned() })?;
        eleni.ticket(other, "the question", |ticket| ticket.answer.is_some())?;
        eleni.write("Στη γωνία", MyReportsIntent::Answer)?;
        eleni.delivered_within(LONG)?;
        eleni.ticket(id, "room for words", |ticket| ticket.comment.is_some())?;
        for number in 0..4 {
            eleni.write(&format!("Σχόλιο αριθμός {number}"), MyReportsIntent::Comment)?;
        }
        eleni.delivered_within(LONG)?;
        resolve(&desk, id)?;
        eleni.ticket(id, "the fix", |ticket| ticket.rate.is_some())?;
        eleni.act(MyReportsIntent::Rate { stars: 5 })?;
        eleni.delivered_within(LONG)?;
        becomes(&city, &desk, id, State::Confirmed)?;

        assert_eq!((happened(&city, id, "reported")?, happened(&city, other, "reported")?), (1, 1), "seed {seed}");
        assert_eq!((happened(&city, id, "commented")?, happened(&city, id, "rated")?), (4, 1), "seed {seed}");
        assert_eq!(
            (city.count("SELECT count(*) FROM report_photos")?, city.count("SELECT count(*) FROM devices")?),
            (2, 1),
            "seed {seed}"
        );
        println!("seed {seed}: {:?}", city.network().counts().fates);
    }
    Ok(())
}

#[test]
fn a_crews_day_on_a_dreadful_network() -> Story {
    for seed in seeds(0) {
        let city = City::behind(seed, Faults::none())?;
        let (desk, citizen) = (city.desk()?, city.phone("Eleni")?);
        let stops = planned_day(&city, &desk, &citizen, &[0, 1, 2])?;
        let crew = city.crew_phone(&desk, CREW)?;
        city.network().set(dreadful());
        crew.day("the plan", |day| day.jobs.len() == 3)?;
        crew.fix(&stops[0].1, &photo("street-4.jpg"), &photo("street-1.jpg"), "Έγινε το πρώτο.")?;
        crew.cannot_do_job(&stops[1].1, "no_access", "Αυτοκίνητο από πάνω.")?;
        crew.fix(&stops[2].1, &photo("street-6.jpg"), &photo("street-5.jpg"), "Έγινε το τρίτο.")?;
        crew.delivered_within(LONG)?;
        becomes(&city, &desk, stops[0].0, State::Resolved)?;
        becomes(&city, &desk, stops[1].0, State::Triaged)?;
        becomes(&city, &desk, stops[2].0, State::Resolved)?;
        let jobs = "SELECT group_concat(notes, ' ') FROM jobs";
        let notes: String = city.ask(jobs)?;
        for note in ["Έγινε το πρώτο.", "Αυτοκίνητο από πάνω.", "Έγινε το τρίτο."]
        {
            assert_eq!(notes.matches(note).count(), 1, "seed {seed}: {notes}");
        }
        assert_eq!(city.count("SELECT count(*) FROM report_photos WHERE job IS NOT NULL")?, 4, "seed {seed}");
        println!("seed {seed}: {:?}", city.network().counts().fates);
    }
    Ok(())
}

/// The app in front and the background's engine at the same time, over and over.
#[test]
fn two_drains_at_once_never_double() -> Story {
    for seed in seeds(1) {
        let city = City::behind(seed, Faults::none())?;
        let phone = city.offline_phone("Eleni")?;
        let mut ids = Vec::new();
        for spot in 0..4 {
            ids.push(phone.files(&daylight(spot))?);
        }
        ids.push(phone.files(&gully())?);
        city.network().set(Faults::every(30).with(Fate::Duplicate, 150));
        phone.set_online(true);
        let engines = [phone.background()?, phone.background()?];
        let drains = engines.iter().cycle().take(8).map(|engine| {
            let engine = std::sync::Arc::clone(engine);
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                for _ in 0..5 {
                    runtime.block_on(engine.drain(3_000)).unwrap();
                }
            })
        });
        let drains: Vec<_> = drains.collect();
        for drain in drains {
            drain.join().unwrap();
        }
        phone.delivered_within(LONG)?;
        for id in ids {
            assert_eq!(happened(&city, id, "reported")?, 1, "seed {seed}");
        }
        assert_eq!(
            (city.count("SELECT count(*) FROM reports")?, city.count("SELECT count(*) FROM report_photos")?),
            (5, 1)
        );
        assert_eq!(city.count("SELECT count(*) FROM devices")?, 1, "seed {seed}");
    }
    Ok(())
}

#[test]
fn a_busy_city_is_asked_again_later_and_nothing_is_refused() -> Story {
    let city = City::behind(3, Faults::none().with(Fate::Busy, 400))?;
    let phone = city.phone("Eleni")?;
    let ids = [phone.files(&daylight(0))?, phone.files(&daylight(1))?];
    phone.delivered_within(LONG)?;
    for id in ids {
        assert_eq!(happened(&city, id, "reported")?, 1);
    }
    assert!(city.network().counts().of(Fate::Busy) > 0);
    Ok(())
}
