use super::*;
use crate::{
    Intent,
    intent::SettingsIntent,
    my_reports::tests::{phone::Phone, town},
};
use dimos_domain::{
    city::{Landmark, Neighbour, Street},
    place::Position,
};

/// The town with a main street, a lane, a station and a neighbour.
fn city() -> Arc<CityKit> {
    let mut city = (*town::town().city).clone();
    let square = city.geography.boundary[0].clone();
    city.geography.streets.insert(0, Street { name: "Στενό".into(), line: vec![[22.94, 40.63], [22.94, 40.6305]] });
    let egnatia = |from: f64| Street { name: "Εγνατία".into(), line: vec![[from, 40.64], [from + 0.02, 40.64]] };
    city.geography.streets.extend([egnatia(22.92), egnatia(22.94)]);
    let station = Position::new(40.63, 22.95).unwrap();
    city.geography.landmarks = vec![Landmark { name: "Σταθμός".into(), area: None, position: station }];
    let name = town::text("Δήμος Δίπλα", "Next Door");
    city.geography.neighbours = vec![Neighbour { name, boundary: vec![square], report_at: None }];
    city.geography.credits = vec!["© OpenStreetMap contributors".into()];
    Arc::new(CityKit::new(city))
}

fn drawn(language: Language) -> BaseMap {
    base_map(&DrawCity { city: city(), language })
}

#[test]
fn the_city_is_drawn_in_metres_around_its_middle() {
    let map = drawn(Language::En);
    assert_eq!((map.version.as_str(), map.language.as_str()), ("1", "en"));
    assert!((map.lat - 40.63).abs() < 1e-9 && (map.lon - 22.95).abs() < 1e-9);
    let station = &map.landmarks[0];
    assert!(station.east.abs() < 0.1 && station.north.abs() < 0.1);
    // The south-western corner, measured the other way.
    let corner = Position::new(40.58, 22.9).unwrap();
    let here = Position::new(map.lat, map.lon).unwrap();
    let (east, north) = (f64::from(map.boundary[0][0]), f64::from(map.boundary[0][1]));
    assert!(east < 0.0 && north < 0.0);
    assert!((east.hypot(north) - here.distance_m(corner)).abs() < 5.0, "of {} m", here.distance_m(corner));
    assert_eq!(map.boundary[0].len(), 10, "five corners");
    assert_eq!(map.credits, ["© OpenStreetMap contributors"]);
}

#[test]
fn a_street_matters_as_much_as_all_of_it_is_long() {
    let map = drawn(Language::El);
    let ranks: Vec<_> = map.streets.iter().map(|street| (street.name.as_str(), street.rank)).collect();
    let expected = [
        ("Εγνατία", StreetRank::Main),
        ("Εγνατία", StreetRank::Main),
        ("Τσιμισκή", StreetRank::Middle),
        ("Στενό", StreetRank::Minor),
    ];
    assert_eq!(ranks, expected, "main ones first");
}

#[test]
fn a_shell_is_given_the_drawing_once_and_again_when_the_language_changes() {
    let mut phone = Phone::new().started();
    assert_eq!(phone.drawn, [("1".to_owned(), Language::En)]);
    phone.sync();
    phone.send(Intent::Connectivity { online: false });
    assert_eq!(phone.drawn.len(), 1, "nothing of it has changed");
    phone.send(Intent::Settings { intent: SettingsIntent::Language { tag: "el".into() } });
    assert_eq!(phone.drawn.last(), Some(&("1".to_owned(), Language::El)));
    assert_eq!(drawn(Language::El).neighbours[0].name, "Δήμος Δίπλα");
}

#[test]
fn a_city_without_any_ground_is_an_empty_drawing() {
    let mut city = (*town::town().city).clone();
    city.geography = dimos_domain::city::Geography::default();
    let map = base_map(&DrawCity { city: Arc::new(CityKit::new(city)), language: Language::El });
    assert!(map.boundary.is_empty() && map.streets.is_empty() && map.lat.is_finite() && map.lon.is_finite());
}
