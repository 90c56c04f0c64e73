//! The place: who knows it, who is believed, and what lies outside.

use super::phone::*;
use crate::{
    effect::PhoneFix,
    intent::{ReportIntent, ReportStep},
    view::Tone,
};
use dimos_domain::place::PositionSource;

#[test]
fn the_phone_is_asked_once_where_nothing_else_knows() {
    let mut phone = Phone::new();
    phone.begins().writes("x").goes_on();
    assert_eq!(phone.sees().place.source, "From the phone, within 8 m");
    assert_eq!(phone.sees().place.map.accuracy_m, 8.0);

    let mut phone = Phone::new();
    phone.fix = PhoneFix::Denied;
    phone.begins().writes("x").goes_on();
    assert!(phone.reads().contains("may not use your position"));
    phone.goes_to(ReportStep::What).goes_on();
    assert_eq!(phone.times_located, 1, "who said no is not asked again");
    for (fix, said) in [
        (PhoneFix::Off, "switched off"),
        (PhoneFix::TimedOut, "could not find"),
        (PhoneFix::Found { lat: f64::NAN, lon: 1.0, accuracy_m: f32::NAN }, "could not find"),
    ] {
        phone.fix = fix;
        phone.does(ReportIntent::UsePhonePosition);
        assert!(phone.reads().contains(said), "{}", phone.reads());
        assert!(!phone.sees().place.is_set && phone.sees().place.use_phone.enabled);
    }
}

#[test]
fn a_rough_position_asks_for_the_pin() {
    let mut phone = Phone::new();
    phone.fix = PhoneFix::Found { lat: HERE.0, lon: HERE.1, accuracy_m: 2_400.0 };
    phone.begins().does(ReportIntent::UsePhonePosition);
    assert_eq!(
        phone.sees().place.source,
        "From the phone, only roughly (within 2.4 km). Move the pin to the exact spot."
    );
    phone.fix = PhoneFix::Found { lat: HERE.0, lon: HERE.1, accuracy_m: f32::INFINITY };
    phone.does(ReportIntent::UsePhonePosition);
    assert_eq!(phone.sees().place.source, "From the phone");
}

#[test]
fn a_late_answer_does_not_move_the_pin() {
    let mut phone = Phone::new();
    phone.holds = true;
    phone.begins().writes("x").goes_on();
    assert!(phone.sees().place.locating);
    phone.points_at((40.66, 22.93)).answers_come();
    assert_eq!(phone.draft().located.unwrap().source, PositionSource::Map);
    phone.does(ReportIntent::UsePhonePosition);
    assert_eq!(phone.draft().located.unwrap().source, PositionSource::Phone, "but who asks gets it");
}

#[test]
fn outside_is_refused_kindly_and_by_name() {
    let mut phone = Phone::composed();
    phone.points_at(NEXT_DOOR).goes_to(ReportStep::Where);
    let outside = phone.sees().place.outside.unwrap();
    assert!(outside.contains("Easttown") && outside.contains("https://east.example.gr"), "{outside}");
    assert_eq!(phone.sees().place.map.pins[0].tone, Tone::Warning);
    phone.goes_on();
    assert_eq!((phone.step(), phone.reads()), (ReportStep::Where, outside));
    phone.sends();
    assert!(phone.committed.is_empty());
    phone.points_at(OTHER_SIDE);
    assert!(phone.sees().place.outside.unwrap().contains("Westtown"));
    phone.points_at(FAR);
    assert!(phone.sees().place.outside.unwrap().contains("outside our boundary"));
    phone.points_at((40.65, 23.0));
    assert_eq!(phone.sees().place.outside, None, "the boundary itself is ours");
    phone.sends();
    assert_eq!(phone.committed.len(), 1);
}

#[test]
fn a_photo_from_elsewhere_asks_the_phone() {
    let mut phone = Phone::new();
    phone.begins().camera_gives("/old.jpg", Ok(photo_from(FAR))).photographs();
    assert!(phone.reads().contains("taken far from the city"));
    assert_eq!(phone.draft().located.unwrap().source, PositionSource::Phone);

    let mut phone = Phone::new();
    phone.fix = PhoneFix::Denied;
    phone.begins().camera_gives("/east.jpg", Ok(photo_from(NEXT_DOOR))).photographs();
    assert!(phone.reads().contains("Easttown"));
    assert!(phone.sees().place.outside.unwrap().contains("Easttown"), "the phone knows no better");

    let mut phone = Phone::new();
    phone.fix = PhoneFix::TimedOut;
    phone.begins().camera_gives("/old.jpg", Ok(photo_from(FAR))).photographs();
    assert!(!phone.sees().place.is_set);
    assert!(phone.reads().contains("on the map"));
}

#[test]
fn a_place_that_is_set_is_not_moved_by_a_photo() {
    let mut phone = Phone::new();
    phone.begins().points_at((40.66, 22.93)).camera_gives("/here.jpg", Ok(photo_from(HERE))).photographs();
    assert_eq!(phone.draft().located.unwrap().source, PositionSource::Map);
}

#[test]
fn numbers_that_are_no_place_are_refused() {
    let mut phone = Phone::new();
    phone.begins();
    for (lat, lon) in [(f64::NAN, 22.9), (f64::INFINITY, 0.0), (91.0, 22.0), (40.0, 181.0), (0.0, 0.0)] {
        phone.forgets_message().points_at((lat, lon));
        assert_eq!(phone.reads(), "There is no such spot on the map. Try again.");
        assert_eq!(phone.draft().located, None);
    }
}

#[test]
fn coordinates_the_wrong_way_round_are_turned_and_it_is_said() {
    let mut phone = Phone::new();
    phone.begins().points_at((HERE.1, HERE.0));
    assert_eq!(phone.draft().located.unwrap().position, at(HERE));
    assert!(phone.reads().contains("the wrong way round"));
}

#[test]
fn the_hint_follows_the_pin_until_somebody_writes_one() {
    let mut phone = Phone::new();
    phone.begins().points_at(HERE);
    assert_eq!(phone.sees().place.hint.value, "near Ελευθερίας");
    phone.points_at((40.69, 22.95));
    assert_eq!(phone.sees().place.hint.value, "", "no street is near");
    phone.does(ReportIntent::SetPlaceHint { text: "behind the kiosk".into() }).points_at(HERE);
    assert_eq!(phone.sees().place.hint.value, "behind the kiosk");
    phone.does(ReportIntent::SetPlaceHint { text: "x".repeat(500) });
    assert_eq!(phone.draft().place_hint.chars().count(), 200);
}

#[test]
fn a_street_is_found_by_typing() {
    let mut phone = Phone::new();
    phone.begins().does(ReportIntent::SearchStreet { text: "eleftherias 45".into() });
    assert_eq!(phone.sees().place.streets[0], "Ελευθερίας, Κέντρο");
    phone.does(ReportIntent::ChooseStreet { index: 99 });
    assert!(!phone.sees().place.is_set);
    phone.does(ReportIntent::ChooseStreet { index: 0 });
    let screen = phone.sees();
    assert_eq!(screen.place.source, "From the street's name");
    assert_eq!(screen.place.hint.value, "near Ελευθερίας 45");
    assert!(screen.place.streets.is_empty() && screen.place.street_search.value.is_empty());
    phone.does(ReportIntent::SearchStreet { text: "qqqqqq".into() });
    assert!(phone.sees().place.street_search.error.is_some());
}

#[test]
fn the_map_opens_on_the_city() {
    let mut phone = Phone::new();
    phone.begins();
    let map = phone.sees().place.map;
    assert!((map.lat - 40.65).abs() < 1e-9 && (map.lon - 22.95).abs() < 1e-9 && map.pins.is_empty());
}
