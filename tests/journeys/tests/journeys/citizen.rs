//! A citizen's stories on a good network, and on none.

use crate::cast::*;
use dimos_api::Decision;
use dimos_app::{
    Intent,
    intent::{MyReportsIntent, ReportIntent, ReportStep, SettingsIntent, ShelfChoice},
    view::Screen,
};
use dimos_domain::workflow::State;
use dimos_journeys::{
    City, photo,
    proxy::{Fate, Faults},
};
use dimos_phone::{At, PhoneOptions, Told, has_number};

#[test]
fn a_report_with_photos_gets_its_number() -> Story {
    let city = City::start()?;
    // Not even the city came with the app: it is fetched.
    let eleni = city.phone_with(PhoneOptions { bundled_city: None, ..city.options("Eleni") })?;
    let review = eleni.compose(&gully().photo(photo("street-3.jpg")))?;
    assert_eq!(review.photos.len(), 2);
    let id = eleni.send_report()?;
    eleni.delivered()?;
    let ticket = eleni.ticket(id, "the number and both photos", |t| has_number(t) && t.photos.len() == 2)?;
    assert!(ticket.row.number.starts_with("THES-"), "{}", ticket.row.number);
    let report = city.desk()?.report(id)?;
    assert_eq!(report.number, ticket.row.number);
    assert!((report.located.position.lat() - 40.610_046).abs() < 1e-5, "the photo's own place: {:?}", report.located);
    assert_eq!(happened(&city, id, "reported")?, 1);
    Ok(())
}

#[test]
fn without_a_network_it_is_kept_and_said_so_and_delivered_once_later() -> Story {
    let city = City::behind(0, Faults::gone())?;
    let nikos = city.offline_phone("Nikos")?;
    nikos.compose(&gully())?;
    let said = nikos.attempt("the report kept", Intent::Report { intent: ReportIntent::Send })?;
    assert!(said.contains("φυλά"), "honest about it: {said}");
    let unsent = nikos.unsent()?;
    assert_eq!(unsent.len(), 1);
    assert!(unsent[0].status.contains("δίκτυο"), "{}", unsent[0].status);
    let id = nikos.listing("the report in the list", |list| !list.rows.is_empty())?.rows[0].id.parse().unwrap();
    let ticket = nikos.ticket(id, "the report", |ticket| !ticket.unsent.is_empty())?;
    assert!(!has_number(&ticket), "no number before the city gave one: {}", ticket.row.number);
    assert_eq!(city.count("SELECT count(*) FROM devices")?, 0, "the city knows of nobody");

    city.network().set(Faults::none());
    nikos.set_online(true);
    nikos.delivered()?;
    nikos.number(id)?;
    assert_eq!(nikos.list(ShelfChoice::Mine)?.len(), 1);
    assert_eq!((city.count("SELECT count(*) FROM reports")?, happened(&city, id, "reported")?), (1, 1));
    Ok(())
}

#[test]
fn it_is_one_of_these_becomes_a_me_too() -> Story {
    let city = City::start()?;
    let eleni = city.phone("Eleni")?;
    let original = eleni.files(&gully())?;
    eleni.delivered()?;
    let kostas = city.phone("Kostas")?;
    kostas.is_at(40.610_10, 22.957_45, 9.0);
    kostas.compose(&Told::new("blocked-gully", "ΒΟΥΛΩΜΕΝΟ ΤΟ ΦΡΕΑΤΙΟ", SPOTS[0]).at(At::Phone))?;
    kostas.report(ReportIntent::GoTo { step: ReportStep::Nearby });
    let near = kostas.composing("the reports nearby", |view| !view.nearby.is_empty())?;
    assert_eq!(near.nearby[0].row.id, original.to_string());
    let support = ReportIntent::ItIsThis { report: original.to_string() };
    kostas.attempt("the me-too", Intent::Report { intent: support })?;
    kostas.delivered()?;
    kostas.list(ShelfChoice::Following)?;
    kostas.listing("the report he follows", |list| list.rows.iter().any(|row| row.id == original.to_string()))?;
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 1, "no second report");
    assert_eq!(city.desk()?.report(original)?.supporters, 1);
    Ok(())
}

#[test]
fn outside_and_in_danger_nothing_is_sent_and_the_way_is_told() -> Story {
    let city = City::start()?;
    let sofia = city.phone("Sofia")?;
    let outside = Told::new("broken-pavement", "Χάλασε το ρείθρο", SPOTS[0]).photo(photo("outside-kalamaria.jpg"));
    let said = refusal(sofia.compose(&outside));
    assert!(said.contains("Καλαμαρι"), "the neighbour is named: {said}");
    let danger = Told::new("open-manhole", "Έπεσε παιδί μέσα", SPOTS[0]).answer("danger", "someone-fell");
    let said = refusal(sofia.compose(&danger));
    assert!(said.contains("112"), "the emergency number comes first: {said}");
    sofia.attempt("a refusal", Intent::Report { intent: ReportIntent::Send }).unwrap_err();
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 0);
    assert_eq!(sofia.unsent()?.len(), 0);
    Ok(())
}

#[test]
fn with_a_name_or_without_and_nobody_else_sees_it() -> Story {
    let city = City::start()?;
    let giorgos = city.phone("Giorgos")?;
    let anonymous = giorgos.files(&daylight(0))?;
    let named = giorgos.files(&daylight(1).named("Γιώργος Δ.", "giorgos@example.org", "2310000000"))?;
    giorgos.delivered()?;
    let contact = |id| format!("SELECT count(*) FROM report_contacts WHERE report = '{id}' AND name = 'Γιώργος Δ.'");
    assert_eq!((city.count(&contact(anonymous))?, city.count(&contact(named))?), (0, 1));
    let maria = city.phone("Maria")?;
    let seen = format!("{:?}", maria.ticket(named, "the public page", has_number)?);
    assert!(!seen.contains("Γιώργος") && !seen.contains("2310000000"), "{seen}");
    let said = refusal(
        giorgos.compose(&daylight(2).named("Γιώργος", "not an address", "")).and_then(|_| giorgos.send_report()),
    );
    assert!(said.contains("ηλεκτρονικ") || said.contains("e-mail"), "{said}");
    Ok(())
}

#[test]
fn the_city_asks_the_citizen_answers_comments_and_takes_back() -> Story {
    let city = City::start()?;
    let (desk, james) =
        (city.desk()?, city.phone_with(PhoneOptions { locale: "en-GB".to_owned(), ..city.options("James") })?);
    let id = james.files(&daylight(0))?;
    james.delivered()?;
    desk.decide(id, Decision::Ask { question: "Which corner exactly?".to_owned() })?;
    let ticket = james.ticket(id, "the question", |ticket| ticket.answer.is_some())?;
    assert_eq!(ticket.question.as_deref(), Some("Which corner exactly?"));
    james.write("The north side", MyReportsIntent::Answer)?;
    city.until("the answer", || Ok(desk.report(id)?.question.is_none()))?;

    james.ticket(id, "room for a comment", |ticket| ticket.comment.is_some())?;
    james.photograph_for_ticket(&photo("street-2.jpg"))?;
    james.write("And two more of them", MyReportsIntent::Comment)?;
    james.delivered()?;
    let ticket = james.ticket(id, "the comment", |t| t.timeline.iter().any(|row| row.detail.contains("two more")))?;
    assert_eq!(ticket.timeline.iter().filter(|row| row.detail.contains("two more")).count(), 1);
    assert_eq!(happened(&city, id, "photo_added")?, 1);

    james.ticket(id, "the way back", |ticket| ticket.withdraw.is_some())?;
    refusal(james.act(MyReportsIntent::Withdraw));
    james.act(MyReportsIntent::Withdraw)?;
    becomes(&city, &desk, id, State::Withdrawn)
}

#[test]
fn not_fixed_then_fixed_and_rated() -> Story {
    let city = City::start()?;
    let (desk, eleni) = (city.desk()?, city.phone("Eleni")?);
    let id = eleni.files(&gully())?;
    eleni.delivered()?;
    resolve(&desk, id)?;
    eleni.ticket(id, "the fix", |ticket| ticket.reopen.is_some() && ticket.rate.is_some())?;
    eleni.photograph_for_ticket(&photo("street-5.jpg"))?;
    eleni.write("Δεν έφτιαξε", MyReportsIntent::Reopen)?;
    becomes(&city, &desk, id, State::Reopened)?;
    let follow_up = "SELECT count(*) FROM report_photos WHERE kind = 'follow_up'";
    assert_eq!(city.count(follow_up)?, 1, "with the photo");
    resolve(&desk, id)?;
    eleni.ticket(id, "the second fix", |ticket| ticket.rate.is_some())?;
    eleni.act(MyReportsIntent::Rate { stars: 4 })?;
    becomes(&city, &desk, id, State::Confirmed)?;
    assert_eq!(desk.report(id)?.rating.map(|rating| rating.stars), Some(4));
    Ok(())
}

#[test]
fn what_others_reported_is_found_followed_and_heard_of() -> Story {
    let city = City::start()?;
    let (desk, eleni, maria) = (city.desk()?, city.phone("Eleni")?, city.phone("Maria")?);
    let id = eleni.files(&daylight(2))?;
    eleni.delivered()?;
    let around = maria.around(SPOTS[2].0, SPOTS[2].1)?;
    assert_eq!(around.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), [id.to_string()]);
    assert_eq!(around.map.pins.len(), 1);
    maria.ticket(id, "the page", |ticket| ticket.follow.is_some() && !ticket.following)?;
    maria.act(MyReportsIntent::Follow { follow: true })?;
    maria.delivered()?;
    desk.decide(id, Decision::Forward { to: "ΔΕΔΔΗΕ".to_owned() })?;
    maria.ticket(id, "the news", |t| t.following && t.timeline.iter().any(|row| row.detail.contains("ΔΕΔΔΗΕ")))?;
    maria.act(MyReportsIntent::Follow { follow: false })?;
    maria.delivered()?;
    assert!(maria.list(ShelfChoice::Following)?.is_empty());

    // Without a network the last picture stays, with its age.
    maria.around(SPOTS[2].0, SPOTS[2].1)?;
    city.network().set(Faults::gone());
    maria.send(Intent::MyCity { intent: dimos_app::intent::MyCityIntent::Refresh });
    let stale = maria.see("the old picture", |screen| match screen {
        Screen::MyCity { my_city } if my_city.stale.is_some() => Some(my_city),
        _ => None,
    })?;
    assert_eq!(stale.rows.len(), 1);
    Ok(())
}

#[test]
fn a_first_start_that_does_everything_at_once_is_one_phone_to_the_city() -> Story {
    let city = City::start()?;
    for round in 0..5 {
        let name = format!("phone-{round}");
        // Delivery, the look around and the look for duplicates all need the token that nobody has yet.
        city.network().set(Faults::none().with(Fate::Delay, 1_000));
        let phone = city.phone(&name)?;
        phone.around(SPOTS[0].0, SPOTS[0].1)?;
        let id = phone.files(&daylight(0))?;
        phone.delivered()?;
        phone.number(id)?;
    }
    assert_eq!(city.count("SELECT count(*) FROM devices")?, 5);
    Ok(())
}

#[test]
fn the_language_changes_everything_at_once_and_stays() -> Story {
    let city = City::start()?;
    let eleni = city.phone("Eleni")?;
    let id = eleni.files(&daylight(0))?;
    eleni.delivered()?;
    let greek = eleni.ticket(id, "the page", has_number)?;
    eleni.send(Intent::Settings { intent: SettingsIntent::Language { tag: "en".to_owned() } });
    let english = eleni.ticket(id, "the page in English", |ticket| ticket.row.title != greek.row.title)?;
    assert!(english.row.title.is_ascii() && english.row.status.is_ascii(), "{:?}", english.row);
    city.until("the choice kept", || {
        let english = r#"SELECT count(*) FROM meta WHERE name = 'settings' AND value LIKE '%"language":"en"%'"#;
        Ok(city.ask_phone::<i64>("Eleni", english)? == 1)
    })?;
    drop(eleni);
    assert_eq!(city.phone("Eleni")?.view().language, "en");
    Ok(())
}
