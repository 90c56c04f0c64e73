//! A city that nobody wrote code for.

use crate::draft::{Draft, lilliput};
use dimos_domain::{
    calendar::HolidayRule,
    city::{Ground, Moment, QuestionKind, Whereabouts},
    money::{BasisPoints, Cents},
    place::Position,
};
use dimos_server::city::{bundle, load, remarks};

#[test]
fn a_made_up_city_is_read_as_it_was_written() {
    let city = load(&lilliput()).unwrap();

    assert_eq!(city.name.en, "Town of Lilliput");
    assert_eq!((city.ticket_prefix.as_str(), city.time_zone.as_str()), ("LILL", "Australia/Perth"));
    assert_eq!(city.emergency_number, "000");
    assert_eq!(city.calendar.weekdays, [1, 2, 3, 4, 7]);
    assert_eq!(city.calendar.holidays[1].on, HolidayRule::OrthodoxEaster { days_after: 1 });
    assert_eq!(city.services.len(), 5);
    assert_eq!(city.routing[0].when.areas, ["harbour"]);
    assert_eq!(city.crews[0].services.len(), 2);
    assert_eq!(city.geography.streets.len(), 2);
}

#[test]
fn services_come_in_the_order_of_their_groups() {
    let city = load(&lilliput()).unwrap();
    let order: Vec<&str> = city.services.iter().map(|service| service.code.as_str()).collect();
    assert_eq!(order, ["pothole", "footprint", "street-lamp", "giant-asleep", "giant-visit"]);
}

#[test]
fn questions_keep_their_kind_and_condition() {
    let city = load(&lilliput()).unwrap();
    let asleep = city.service(&"giant-asleep".parse().unwrap()).unwrap();
    let QuestionKind::Choice { choices } = &asleep.questions[0].kind else { panic!("a choice was written") };
    assert!(choices[1].stops_with_emergency && !choices[0].stops_with_emergency);
    assert_eq!(asleep.questions[1].kind, QuestionKind::Number { min: 1, max: 90 });
    assert_eq!(asleep.questions[1].when.as_ref().unwrap().question.as_str(), "awake");

    let visit = city.service(&"giant-visit".parse().unwrap()).unwrap();
    assert_eq!(visit.questions[0].kind, QuestionKind::Date { moment: Moment::FutureWorkingDay });
    assert_eq!(visit.questions[1].kind, QuestionKind::Text { max_chars: 60 });
}

#[test]
fn words_of_danger_are_kept_in_normal_form() {
    let city = load(&lilliput()).unwrap();
    assert_eq!(city.danger_words, ["κινδυνοσ", "giant", "blefuscu"]);
}

#[test]
fn inside_outside_and_next_door_are_told_apart() {
    let city = load(&lilliput()).unwrap();
    let ground = Ground::new(&city.geography);
    let at = |lat, lon| Position::new(lat, lon).unwrap();

    assert_eq!(ground.whereabouts(at(-30.01, 110.005)), Whereabouts::Inside { area: Some("harbour") });
    let Whereabouts::Neighbour(next) = ground.whereabouts(at(-30.01, 110.03)) else { panic!("this is Blefuscu") };
    assert_eq!(next.report_at.as_deref(), Some("https://blefuscu.example"));
    assert_eq!(ground.whereabouts(at(-31.0, 110.01)), Whereabouts::FarAway);
}

#[test]
fn it_takes_money_by_terms_of_its_own() {
    let city = load(&lilliput()).unwrap();
    let payments = city.payments.as_ref().unwrap();
    assert_eq!(payments.creditor.iban.as_str(), "GR1601101250000000012300695");
    assert_eq!((payments.most_bill, payments.second_signature_from), (Cents::new(1_000_000), Cents::new(10_000)));
    let codes: Vec<&str> = payments.kinds.iter().map(|kind| kind.code.as_str()).collect();
    assert_eq!(codes, ["harbour-dues", "footprint-fine", "visit-ticket"]);
    let dues = payments.kind(&"harbour-dues".parse().unwrap()).unwrap();
    assert_eq!(dues.late.unwrap().monthly, BasisPoints::new(100));
    assert_eq!(dues.instalments.unwrap().least_each, Cents::new(1000));
    let fine = payments.kind(&"footprint-fine".parse().unwrap()).unwrap();
    assert_eq!(fine.early.unwrap().off, BasisPoints::new(5000));
    assert!(dues.part_payment && !fine.part_payment);
}

#[test]
fn an_organisation_for_tests_is_remarked_on() {
    let remarks = remarks(&load(&lilliput()).unwrap());
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].contains("organisation 90999"), "{remarks:?}");
    let real = Draft::with("payments.toml", "\"90999\"", "\"90001\"").load().unwrap();
    assert!(dimos_server::city::remarks(&real).is_empty());
}

#[test]
fn what_phones_download_says_the_same_city() {
    let mut city = load(&lilliput()).unwrap();
    let downloaded = serde_json::from_str(&bundle(&city).unwrap()).unwrap();
    // How payouts look on the bank's statement is nothing to phones.
    city.payments.as_mut().unwrap().payouts.clear();
    assert_eq!(city, downloaded);
}

#[test]
fn the_version_follows_what_phones_would_see_and_nothing_else() {
    let before = load(&lilliput()).unwrap().version;
    let commented = Draft::with("groups.toml", "symbol = \"road\"", "symbol = \"road\" # a comment").load().unwrap();
    let renamed = Draft::with("groups.toml", "en = \"Roads\"", "en = \"Lanes\"").load().unwrap();

    assert_eq!(before.len(), 16);
    assert_eq!(before, commented.version);
    assert_ne!(before, renamed.version);
}

#[test]
fn services_may_be_spread_over_a_folder() {
    let whole = Draft::new();
    let text = whole.text("services.toml");
    let (first, rest) = text.split_at(text.find("[[services]]\ncode = \"pothole\"").unwrap());
    let spread =
        Draft::new().without("services.toml").write("services/giants.toml", first).write("services/roads.toml", rest);

    assert_eq!(whole.load().unwrap(), spread.load().unwrap());
}

#[test]
fn what_a_small_city_has_not_may_be_left_out() {
    let small =
        ["routing.toml", "payments.toml", "neighbours.geojson", "streets.geojson", "street-names.csv", "landmarks.csv"]
            .into_iter()
            .fold(Draft::new(), Draft::without);
    let city = small.without("areas.geojson").load().unwrap();
    assert_eq!(city.payments, None);
    assert!(city.routing.is_empty() && city.geography.neighbours.is_empty() && city.geography.areas.is_empty());
}

#[test]
fn a_byte_order_mark_of_a_windows_editor_does_no_harm() {
    let text = Draft::new().text("groups.toml");
    assert!(Draft::new().write("groups.toml", format!("\u{FEFF}{text}")).load().is_ok());
}
