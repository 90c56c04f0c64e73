//! The real binary is killed in the middle of writes and started again on the same port and data.

use crate::cast::*;
use dimos_journeys::{City, seeds};
use dimos_phone::{Phone, SOON};
use std::{path::Path, time::Duration};

fn apart() -> Result<City, dimos_journeys::Trouble> {
    City::apart(Path::new(env!("CARGO_BIN_EXE_dimos-server-of-journeys")))
}

#[test]
fn killed_again_and_again_nothing_acknowledged_is_lost_and_nothing_comes_twice() -> Story {
    for seed in seeds(0) {
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut city = apart()?;
        let phones: Vec<Phone> =
            ["Eleni", "Nikos", "Maria"].into_iter().map(|name| city.offline_phone(name)).collect::<Result<_, _>>()?;
        let mut ids = Vec::new();
        for (number, phone) in phones.iter().enumerate() {
            for spot in 0..5 {
                ids.push(phone.files(&daylight(spot))?);
            }
            if number == 0 {
                ids.push(phone.files(&gully())?);
            }
        }
        for phone in &phones {
            phone.set_online(true);
        }
        let mut acknowledged = Vec::new();
        for _ in 0..4 {
            std::thread::sleep(Duration::from_millis(chance.u64(20..250)));
            city.kill_and_restart(Duration::from_millis(chance.u64(0..150)))?;
            // What was acknowledged before the kill is there after it.
            for phone in &phones {
                let view = phone.listing("the list", |list| !list.rows.is_empty())?;
                acknowledged
                    .extend(view.rows.iter().filter(|row| row.number.starts_with("THES-")).map(|row| row.id.clone()));
            }
            for id in &acknowledged {
                assert_eq!(
                    city.count(&format!("SELECT count(*) FROM reports WHERE id = '{id}'"))?,
                    1,
                    "seed {seed}: {id} is lost"
                );
            }
        }
        for phone in &phones {
            phone.delivered_within(SOON * 2)?;
        }
        for id in &ids {
            assert_eq!(happened(&city, *id, "reported")?, 1, "seed {seed}: {id}");
        }
        assert_eq!(city.count("SELECT count(*) FROM reports")?, 16, "seed {seed}");
        assert_eq!(city.count("SELECT count(DISTINCT number) FROM reports")?, 16, "seed {seed}");
        assert_eq!(city.ask::<String>("PRAGMA integrity_check")?, "ok");
        println!("seed {seed}: {} acknowledged before the last kill", acknowledged.len());
    }
    Ok(())
}

#[test]
fn stopped_politely_in_the_middle_of_an_upload_the_photo_goes_on() -> Story {
    let mut city = apart()?;
    let phone = city.phone("Eleni")?;
    phone.rested(SOON)?;
    city.network().next("PATCH", "/media/uploads/", dimos_journeys::proxy::Fate::CutRequest);
    let id = phone.files(&gully())?;
    city.stop_and_restart()?;
    phone.delivered_within(SOON * 2)?;
    phone.ticket(id, "the photo", |ticket| ticket.photos.len() == 1 && dimos_phone::has_number(ticket))?;
    assert_eq!(city.count("SELECT count(*) FROM media")?, 1);
    Ok(())
}
