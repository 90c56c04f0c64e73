//! Conversations with the city around: asked, answered, filtered, without a network.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use super::MyCityView;
use crate::{
    Intent,
    effect::PhoneFix,
    intent::{MyCityIntent, SettingsIntent, Tab},
    my_reports::tests::{
        phone::Phone,
        town::{photo, report_id, spot, summary},
    },
    view::{Screen, Tone},
};
use dimos_domain::{report::PhotoKind, workflow::State};
use jiff::SignedDuration;

impl Phone {
    fn city(&self) -> MyCityView {
        match self.screen() {
            Screen::MyCity { my_city } => my_city,
            other => panic!("not the city: {other:?}"),
        }
    }

    fn in_the_city(mut self) -> Self {
        self.send(Intent::OpenTab { tab: Tab::MyCity });
        self
    }
}

fn neighbourhood() -> Phone {
    let mut phone = Phone::new();
    phone.around = vec![
        summary(1, State::Assigned, 600.0),
        summary(2, State::InProgress, 120.0),
        summary(3, State::Resolved, 40.0),
        dimos_domain::report::ReportSummary { service: "lamp".parse().unwrap(), ..summary(4, State::Submitted, 300.0) },
    ];
    phone.started().in_the_city()
}

fn numbers(city: &MyCityView) -> Vec<&str> {
    city.rows.iter().map(|row| row.number.trim_start_matches("TEST-2026-00000")).collect()
}

#[test]
fn the_tab_looks_around_the_phone_nearest_first() {
    let mut phone = neighbourhood();
    let city = phone.city();
    assert_eq!((phone.questions[0].radius_m, phone.questions[0].only_open), (800.0, true));
    assert_eq!(numbers(&city), ["2", "4", "1"]);
    assert_eq!(city.rows[0].place, "near Τσιμισκή · 120 m");
    assert_eq!(city.rows[0].supporters, "3 more people");
    assert_eq!(
        city.rows[0].thumb_path.as_deref(),
        Some(format!("/thumbs/{}.jpg", photo(2, PhotoKind::Report).id).as_str())
    );
    assert_eq!((city.around.as_str(), city.map.accuracy_m, city.busy), ("Around you", 12.0, false));
    let pins: Vec<_> = city.map.pins.iter().map(|pin| (pin.symbol.as_str(), pin.tone)).collect();
    assert_eq!(pins, [("road", Tone::Info), ("lamp", Tone::Info), ("road", Tone::Info)]);
    assert!(city.map.pins[0].spoken.starts_with("Pothole. Being fixed"));
    assert_eq!(city.map.spoken, "Map with 3 reports. The list has them too.");
    phone.send(Intent::Settings { intent: SettingsIntent::Language { tag: "el".into() } });
    let city = phone.city();
    assert_eq!((city.around.as_str(), city.rows[1].title.as_str()), ("Γύρω σας", "Σβηστό φως"));
    assert_eq!(city.rows[0].place, "κοντά στην οδό Τσιμισκή · 120 μ.");
}

#[test]
fn filters_ask_again_and_work_on_what_is_here_meanwhile() {
    let mut phone = neighbourhood();
    phone.looks(MyCityIntent::OnlyOpen { only_open: false });
    assert_eq!(numbers(&phone.city()), ["3", "2", "4", "1"]);
    assert_eq!(phone.city().rows[0].tone, Tone::Good);
    phone.looks(MyCityIntent::OnlyService { code: "lamp".into() });
    assert_eq!(phone.questions.last().unwrap().service.as_ref().unwrap().as_str(), "lamp");
    let city = phone.city();
    assert_eq!(numbers(&city), ["4"]);
    assert_eq!(
        city.services.iter().map(|one| (one.code.as_str(), one.selected)).collect::<Vec<_>>(),
        [("", false), ("pothole", false), ("lamp", true)]
    );
    phone.online = false;
    phone.looks(MyCityIntent::OnlyService { code: "pothole".into() });
    let city = phone.city();
    assert!(city.rows.is_empty(), "only lamps were asked for last");
    assert_eq!(city.empty.as_deref(), Some("Nothing of this kind is reported within 800 m of here."));
    assert_eq!(city.stale.as_deref(), Some("No connection: as of 12:00"));
    phone.looks(MyCityIntent::OnlyService { code: "no such!".into() });
    assert_eq!(phone.toast(), "There is no such service.");
}

#[test]
fn without_a_network_the_last_answer_stays_and_says_its_age() {
    let mut phone = neighbourhood();
    phone.online = false;
    phone.now += SignedDuration::from_hours(30);
    phone.looks(MyCityIntent::AroundPoint { lat: spot(100.0).lat(), lon: spot(100.0).lon() });
    let city = phone.city();
    assert_eq!(city.rows[0].place, "near Τσιμισκή · 20 m", "measured from the new point");
    assert_eq!(city.around, "Around Τσιμισκή");
    assert_eq!(city.stale.as_deref(), Some("No connection: as of 22 November 2026, 12:00"));
    phone.online = true;
    phone.looks(MyCityIntent::Refresh);
    assert_eq!(phone.city().stale, None);
}

#[test]
fn without_a_network_from_the_start_it_says_so() {
    let mut phone = Phone::new();
    phone.online = false;
    let city = phone.started().in_the_city().city();
    assert_eq!(city.empty.as_deref(), Some("There is no connection to the city right now."));
    assert!(city.rows.is_empty() && city.stale.is_none() && !city.busy);
}

#[test]
fn a_street_is_found_by_typing() {
    let mut phone = neighbourhood();
    phone.looks(MyCityIntent::SearchStreet { text: "tsimi".into() });
    let city = phone.city();
    assert_eq!(
        (city.streets.as_slice(), city.street_search.value.as_str()),
        (&["Τσιμισκή, Κέντρο".to_owned()][..], "tsimi")
    );
    phone.looks(MyCityIntent::ChooseStreet { index: 7 });
    phone.looks(MyCityIntent::ChooseStreet { index: 0 });
    let city = phone.city();
    assert_eq!((city.around.as_str(), city.street_search.value.as_str()), ("Around Τσιμισκή", ""));
    assert!(city.streets.is_empty());
    assert!((city.map.lat - spot(55.0).lat()).abs() < 1e-9);
    phone.looks(MyCityIntent::SearchStreet { text: "qqqqqq".into() });
    assert_eq!(phone.city().street_search.error.as_deref(), Some("No street of that name was found."));
    phone.looks(MyCityIntent::SearchStreet { text: "α".repeat(4_000_000) });
    assert_eq!(phone.city().street_search.value.chars().count(), 100);
}

#[test]
fn numbers_that_are_no_place_are_refused() {
    let mut phone = neighbourhood();
    let asked = phone.questions.len();
    for (lat, lon) in [(f64::NAN, 22.9), (40.6, f64::INFINITY), (91.0, 0.1), (0.0, 0.0), (40.0, 181.0)] {
        phone.looks(MyCityIntent::AroundPoint { lat, lon });
        assert_eq!(phone.toast(), "That is not a place on the map.");
    }
    assert_eq!(phone.questions.len(), asked);
    assert_eq!(numbers(&phone.city()), ["2", "4", "1"], "what was there stays");
}

#[test]
fn a_phone_that_does_not_know_where_it_is_shows_the_middle_of_the_city() {
    for (fix, words) in [
        (PhoneFix::Denied, "may not use your location"),
        (PhoneFix::Off, "switched off"),
        (PhoneFix::TimedOut, "does not know where it is"),
        (PhoneFix::Found { lat: f64::NAN, lon: 1.0, accuracy_m: 1.0 }, "does not know where it is"),
        (PhoneFix::Found { lat: 37.98, lon: 23.73, accuracy_m: 5.0 }, "outside the city"),
    ] {
        let mut phone = Phone::new();
        phone.around = vec![summary(1, State::Assigned, 10.0)];
        phone.fix = fix;
        let phone = phone.started().in_the_city();
        assert!(phone.toast().contains(words), "{}", phone.toast());
        let city = phone.city();
        assert_eq!((city.around.as_str(), city.rows.len()), ("In the middle of the city", 1));
    }
}

#[test]
fn the_tab_asks_again_only_after_a_while() {
    let mut phone = neighbourhood();
    phone.send(Intent::OpenTab { tab: Tab::Settings });
    phone.send(Intent::OpenTab { tab: Tab::MyCity });
    assert_eq!(phone.questions.len(), 1);
    phone.now += SignedDuration::from_mins(3);
    phone.send(Intent::OpenTab { tab: Tab::Settings });
    phone.send(Intent::OpenTab { tab: Tab::MyCity });
    assert_eq!(phone.questions.len(), 2);
}

#[test]
fn nothing_around_is_said_kindly() {
    let mut phone = Phone::new().started().in_the_city();
    assert_eq!(phone.city().empty.as_deref(), Some("Nothing of this kind is reported within 800 m of here."));
    phone.looks(MyCityIntent::OnlyOpen { only_open: false });
    assert_eq!(phone.city().empty.as_deref(), Some("Nothing is reported within 800 m of here."));
    assert_eq!(phone.city().map.spoken, "Map. Nothing on it.");
}

#[test]
fn of_very_many_the_nearest_are_listed() {
    let mut phone = Phone::new();
    phone.around = (1..=300).map(|n: u32| summary(u128::from(n), State::Assigned, f64::from(n))).collect();
    let city = phone.started().in_the_city().city();
    assert_eq!((city.rows.len(), city.map.pins.len()), (50, 200));
    assert_eq!(city.around, "Around you · the nearest 50 of 300");
}

#[test]
fn a_report_opens_over_the_map_with_what_the_list_knew() {
    let mut phone = neighbourhood();
    phone.online = false;
    phone.looks(MyCityIntent::Open { report: report_id(2).to_string() });
    let ticket = phone.ticket();
    assert_eq!((ticket.row.number.as_str(), ticket.description.as_str()), ("TEST-2026-000002", "Λακκούβα"));
    assert_eq!(ticket.due, "There is no connection to the city right now.");
    assert!(ticket.comment.is_none() && !ticket.busy);
    phone.send(Intent::Back);
    assert_eq!(phone.city().rows.len(), 3, "back on the map");
}
