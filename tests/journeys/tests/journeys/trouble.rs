//! The city will not talk to this phone: another wire, a token that nobody knows.

use crate::cast::*;
use dimos_app::intent::ShelfChoice;
use dimos_journeys::City;
use dimos_phone::SOON;
use serde_json::Value;

#[test]
fn a_newer_city_asks_for_an_update_and_the_outbox_is_kept() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    let before = phone.files(&daylight(0))?;
    phone.delivered()?;
    city.network().speak(Some(0));
    let id = phone.files(&gully())?;
    let banner =
        |view: &dimos_app::ViewModel| view.banner.as_ref().is_some_and(|banner| banner.text.contains("Ενημερώστε"));
    phone.until("the call to update", SOON, banner)?;
    assert_eq!(phone.unsent()?.len(), 1, "kept");
    drop(phone);
    let phone = city.phone("Eleni")?;
    phone.until("the call to update, again", SOON, banner)?;
    assert_eq!(phone.unsent()?.len(), 1, "still kept");
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 1);

    // The app is updated: it speaks the city's wire again.
    city.network().speak(None);
    drop(phone);
    let phone = city.phone("Eleni")?;
    phone.delivered()?;
    phone.until("no call any more", SOON, |view| view.banner.is_none())?;
    assert_eq!((happened(&city, before, "reported")?, happened(&city, id, "reported")?), (1, 1));
    Ok(())
}

fn change_token(city: &City, change: impl FnOnce(&mut serde_json::Map<String, Value>)) {
    let path = city.options("Eleni").dir.join("secrets.json");
    let mut secrets: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(secrets.as_object_mut().unwrap());
    std::fs::write(path, serde_json::to_vec(&secrets).unwrap()).unwrap();
}

#[test]
fn a_token_that_nobody_knows_is_replaced_once() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    let first = phone.files(&daylight(0))?;
    phone.delivered()?;
    drop(phone);
    let registered = || city.network().counts().heard("POST /api/v1/devices");
    assert_eq!(registered(), 1);
    change_token(&city, |secrets| {
        let token = secrets.get_mut("dimos.token").unwrap();
        *token = Value::String(token.as_str().unwrap().chars().rev().collect());
    });
    let phone = city.phone("Eleni")?;
    let second = phone.files(&gully())?;
    phone.delivered()?;
    phone.number(second)?;
    // Under its own id the city gives no second token: one attempt there, one under a new id.
    assert!((2..=3).contains(&registered()), "{}", registered());
    assert_eq!((happened(&city, first, "reported")?, happened(&city, second, "reported")?), (1, 1));
    assert_eq!(phone.list(ShelfChoice::Mine)?.len(), 2, "the older one stays on the phone");
    Ok(())
}

#[test]
fn a_phone_that_lost_its_papers_is_a_new_one_and_loses_nothing_unsent() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    phone.rested(SOON)?;
    phone.set_online(false);
    let id = phone.files(&gully())?;
    drop(phone);
    change_token(&city, serde_json::Map::clear);
    let phone = city.phone("Eleni")?;
    phone.delivered()?;
    phone.number(id)?;
    assert_eq!(city.count("SELECT count(*) FROM devices")?, 2);
    assert_eq!(happened(&city, id, "reported")?, 1);
    Ok(())
}
