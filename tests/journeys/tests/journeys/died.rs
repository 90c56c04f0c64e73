//! The app goes away at the worst moments: while composing, while a photo goes up, right after "Send".

use crate::cast::*;
use dimos_app::{
    Intent,
    intent::{ReportIntent, ShelfChoice},
};
use dimos_domain::ids::ReportId;
use dimos_journeys::{
    City, Trouble, photo,
    proxy::{Fate, Faults},
};
use std::time::Duration;

#[test]
fn while_composing_the_draft_is_still_there() -> Story {
    let city = City::start()?;
    let eleni = city.offline_phone("Eleni")?;
    eleni.compose(&gully().photo(photo("street-3.jpg")).named("Ελένη", "eleni@example.org", ""))?;
    eleni.report(ReportIntent::Describe {
        text: "Βουλωμένο, και μισή κουβέντα ακό".to_owned()
    });
    city.until("the words kept", || {
        Ok(city.ask_phone::<String>("Eleni", "SELECT json FROM drafts")?.contains("μισή κουβέντα ακό"))
    })?;
    drop(eleni);
    let eleni = city.offline_phone("Eleni")?;
    let drafts = eleni.drafts()?;
    assert_eq!(drafts.len(), 1);
    eleni.report(ReportIntent::Resume { draft: drafts[0].clone() });
    let view = eleni.composing("the draft", |view| view.composing)?;
    assert_eq!(view.description.value, "Βουλωμένο, και μισή κουβέντα ακό");
    assert_eq!((view.photos.len(), view.contact_name.value.as_str()), (2, "Ελένη"));
    assert!(
        view.photos.iter().all(|photo| photo.path.as_ref().is_some_and(|path| std::path::Path::new(path).exists()))
    );
    let id = eleni.send_report()?;
    eleni.set_online(true);
    eleni.delivered()?;
    eleni.ticket(id, "both photos", |ticket| ticket.photos.len() == 2)?;
    assert!(eleni.drafts()?.is_empty());
    Ok(())
}

#[test]
fn while_a_photo_goes_up_the_report_is_still_there_and_arrives_once() -> Story {
    let city = City::start()?;
    let eleni = city.phone("Eleni")?;
    eleni.rested(dimos_phone::SOON)?;
    city.network().next("PATCH", "/media/uploads/", Fate::Stall);
    let id = eleni.files(&gully())?;
    assert!(city.network().until(Duration::from_secs(20), |counts| counts.of(Fate::Stall) == 1));
    drop(eleni);
    let eleni = city.phone("Eleni")?;
    let ticket = eleni.ticket(id, "the report", |ticket| !ticket.unsent.is_empty())?;
    assert!(!dimos_phone::has_number(&ticket));
    city.network().let_go();
    eleni.delivered()?;
    let photos = eleni.ticket(id, "its number", dimos_phone::has_number)?.photos.len();
    assert_eq!((photos, happened(&city, id, "reported")?), (1, 1));
    assert_eq!(city.count("SELECT count(*) FROM media")?, 1);
    Ok(())
}

#[test]
fn when_the_city_has_it_but_the_phone_never_heard_it_is_not_filed_twice() -> Story {
    let city = City::start()?;
    let eleni = city.phone("Eleni")?;
    eleni.rested(dimos_phone::SOON)?;
    city.network().next("POST", "/reports", Fate::StallAfter);
    let id = eleni.files(&daylight(0))?;
    assert!(city.network().until(Duration::from_secs(20), |counts| counts.of(Fate::StallAfter) == 1));
    city.until("the report at the city's", || Ok(city.count("SELECT count(*) FROM reports")? == 1))?;
    drop(eleni);
    city.network().let_go();
    let eleni = city.phone("Eleni")?;
    eleni.delivered()?;
    eleni.number(id)?;
    assert_eq!(happened(&city, id, "reported")?, 1);
    assert!(city.network().counts().heard("POST /api/v1/reports") >= 2, "it did ask twice");
    Ok(())
}

/// Whenever the app dies after the tap, the report is a draft or on its way: never neither, never both.
#[test]
fn from_the_tap_on_it_is_a_draft_or_on_its_way() -> Story {
    let city = City::start()?;
    let kept = "SELECT (SELECT count(*) FROM drafts) * 10 + (SELECT count(*) FROM outbox)";
    for round in 0..4 {
        let name = format!("phone-{round}");
        let phone = city.offline_phone(&name)?;
        phone.compose(&daylight(0))?;
        city.until("the draft", || Ok(city.ask_phone::<i64>(&name, kept)? == 10))?;
        phone.send(Intent::Report { intent: ReportIntent::Send });
        drop(phone);
        city.until("the act", || {
            let now = city.ask_phone::<i64>(&name, kept)?;
            assert!(now == 10 || now == 1, "{now}");
            Ok(now == 1)
        })?;
        let phone = city.offline_phone(&name)?;
        assert_eq!((phone.list(ShelfChoice::Mine)?.len(), phone.drafts()?.len()), (1, 0));
    }
    Ok(())
}

/// Photo by photo and act by act, whatever is asked next fails in the way that hurts most; the app is opened anew each time.
#[test]
fn every_answer_is_lost_once_and_still_everything_arrives_once() -> Story {
    let city = City::start()?;
    let phone = city.offline_phone("Eleni")?;
    let id: ReportId = phone.files(&gully().photo(photo("street-3.jpg")))?;
    drop(phone);
    let deaf = Faults::none().with(Fate::CutAfter, 1_000);
    for _ in 0..3 {
        city.network().set(deaf.clone());
        let before = city.network().counts().requests;
        let phone = city.phone("Eleni")?;
        assert!(city.network().until(Duration::from_secs(10), |counts| counts.requests > before + 1));
        drop(phone);
    }
    city.network().set(Faults::none());
    let phone = city.phone("Eleni")?;
    phone.delivered()?;
    phone.ticket(id, "both photos", |ticket| ticket.photos.len() == 2)?;
    let devices = city.count("SELECT count(*) FROM devices")?;
    assert_eq!(devices, 1, "one phone is one device, however often it asked");
    assert_eq!((happened(&city, id, "reported")?, city.count("SELECT count(*) FROM report_photos")?), (1, 2));
    Ok::<(), Trouble>(())
}
