//! The ground of Thessaloniki as its pack draws it: known places, every corner of the boundary, streets by typing.
#![allow(clippy::expect_used, reason = "a test that cannot read its data should fail loudly")]

use dimos_domain::{
    city::{Area, Geography, Ground, Landmark, Neighbour, Ring, Street, Whereabouts},
    l10n::Text,
    place::Position,
};
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use serde_json::Value;
use std::{fs, path::Path, sync::LazyLock, time::Instant};

static GEOGRAPHY: LazyLock<Geography> = LazyLock::new(|| Geography {
    boundary: features("boundary").iter().flat_map(rings).collect(),
    neighbours: features("neighbours").iter().map(neighbour).collect(),
    streets: features("streets").iter().map(street).collect(),
    street_names: street_names(),
    areas: features("areas").iter().map(area).collect(),
    ..Geography::default()
});

static GROUND: LazyLock<Ground> = LazyLock::new(|| Ground::new(&GEOGRAPHY));

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../server/cities/thessaloniki").join(name);
    fs::read_to_string(path).expect("a file of the pack")
}

fn features(name: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(&read(&format!("{name}.geojson"))).expect("JSON");
    file.get("features").and_then(Value::as_array).cloned().expect("features")
}

fn coordinates<T: serde::de::DeserializeOwned>(feature: &Value) -> T {
    let coordinates = feature.pointer("/geometry/coordinates").cloned().expect("coordinates");
    serde_json::from_value(coordinates).expect("coordinates of that depth")
}

/// The outer rings.
fn rings(feature: &Value) -> Vec<Ring> {
    let polygons: Vec<Vec<Ring>> = match property(feature, "/geometry/type").as_str() {
        "Polygon" => vec![coordinates(feature)],
        _ => coordinates(feature),
    };
    polygons.into_iter().filter_map(|polygon| polygon.into_iter().next()).collect()
}

fn property(feature: &Value, pointer: &str) -> String {
    feature.pointer(pointer).and_then(Value::as_str).expect("a text").to_owned()
}

fn name(feature: &Value) -> Text {
    Text { el: property(feature, "/properties/name_el"), en: property(feature, "/properties/name_en") }
}

fn neighbour(feature: &Value) -> Neighbour {
    Neighbour { name: name(feature), boundary: rings(feature), report_at: None }
}

fn street(feature: &Value) -> Street {
    Street { name: property(feature, "/properties/name"), line: coordinates(feature) }
}

fn area(feature: &Value) -> Area {
    Area { code: property(feature, "/properties/code"), name: name(feature), outline: rings(feature) }
}

fn street_names() -> Vec<Landmark> {
    let file = read("street-names.csv");
    let rows = file.lines().skip(1).filter(|line| !line.is_empty());
    rows.map(|row| {
        let [name, lat, lon, area] = *row.splitn(4, ',').collect::<Vec<_>>() else { return None };
        let position = Position::new(lat.parse().ok()?, lon.parse().ok()?).ok()?;
        Some(Landmark { name: name.into(), area: Some(area.trim_matches('"').into()), position })
    })
    .map(|landmark| landmark.expect("name, latitude, longitude, area"))
    .collect()
}

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).expect("on the globe")
}

fn is_inside(position: Position) -> bool {
    matches!(GROUND.whereabouts(position), Whereabouts::Inside { .. })
}

#[test]
fn known_places_of_the_city_are_inside() {
    assert!(is_inside(at(40.6325, 22.9407)), "Aristotelous square");
    assert!(is_inside(at(40.6160, 22.9700)), "Toumba");
    assert!(is_inside(at(40.6264, 22.9484)), "the White Tower, at the water's edge");
}

#[test]
fn known_places_next_door_name_the_neighbour() {
    for (position, expected) in [(at(40.5820, 22.9510), "Kalamaria"), (at(40.6700, 22.9080), "Evosmos")] {
        let found = GROUND.whereabouts(position);
        assert!(
            matches!(found, Whereabouts::Neighbour(next) if next.name.en.contains(expected)),
            "{expected} is elsewhere"
        );
    }
}

#[test]
fn other_cities_and_the_open_sea_are_far_away() {
    for position in [at(37.98, 23.73), at(51.38, -2.36), at(40.61, 22.90), at(-40.63, 22.94)] {
        assert!(matches!(GROUND.whereabouts(position), Whereabouts::FarAway), "{position:?}");
    }
}

#[test]
fn every_corner_of_the_boundary_is_inside() {
    let corners: Vec<[f64; 2]> = GEOGRAPHY.boundary.iter().flatten().copied().collect();
    assert!(corners.len() > 500);
    for [lon, lat] in corners {
        assert!(is_inside(at(lat, lon)), "{lat} {lon}");
    }
}

#[test]
fn streets_are_found_as_people_type_them() {
    for (typed, expected) in [
        ("tsimiski", "Τσιμισκή"),
        ("ΤΣΙΜΙΣΚΗ 45", "Τσιμισκή"),
        ("egnatia", "Εγνατία"),
        ("εγνατεια", "Εγνατία"),
        ("agiou dimitriou", "Αγίου Δημητρίου"),
        ("αγ δημητρ", "Δημητρίου"),
        ("olympou", "Ολύμπου"),
        ("kasandrou", "Κασσάνδρου"),
        ("venizelou", "Βενιζέλου"),
        ("mitropolews", "Μητροπόλεως"),
    ] {
        let found = GROUND.find_street(typed, 5, Some(at(40.6325, 22.9407)));
        assert!(found.first().is_some_and(|street| street.name.contains(expected)), "{typed}: {found:?}");
    }
}

#[test]
fn the_nearest_street_is_a_street_of_the_neighbourhood() {
    let (name, metres) = GROUND.nearest_street(at(40.6330, 22.9420)).expect("a street in the centre");
    assert!(metres < 150.0, "{name} {metres}");
    assert_eq!(GROUND.nearest_street(at(40.61, 22.90)), None, "in the gulf");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn far_from_greece_nothing_is_ours(lat in -80.0..35.0_f64, lon in -170.0..170.0_f64) {
        prop_assert!(matches!(GROUND.whereabouts(at(lat, lon)), Whereabouts::FarAway));
    }

    #[test]
    fn the_nearest_street_is_as_near_as_it_says(lat in 40.59..40.66_f64, lon in 22.91..22.99_f64) {
        let here = at(lat, lon);
        let lines = GEOGRAPHY.streets.iter().flat_map(|street| &street.line);
        let corner = lines.map(|[lon, lat]| here.distance_m(at(*lat, *lon))).fold(f64::INFINITY, f64::min);
        match GROUND.nearest_street(here) {
            Some((_, metres)) => prop_assert!(metres <= corner + 0.01 && metres <= 150.0),
            None => prop_assert!(corner > 150.0),
        }
    }
}

/// Prints how long the questions take.
#[test]
#[ignore = "figures, not rules"]
fn show() {
    let time = |what: &str, rounds: u32, ask: &dyn Fn(f64)| {
        let start = Instant::now();
        for round in 0..rounds {
            ask(f64::from(round) / f64::from(rounds));
        }
        println!("{what}: {:?}", start.elapsed() / rounds);
    };
    time("prepare", 3, &|_| assert!(Ground::new(&GEOGRAPHY).area_of(at(1.0, 1.0)).is_none()));
    time("whereabouts, inside", 2_000, &|part| assert!(is_inside(at(40.632 + 0.002 * part, 22.9407))));
    time("whereabouts, anywhere", 2_000, &|part| {
        let _ = GROUND.whereabouts(at(40.5 + 0.3 * part, 22.8 + 0.3 * part));
    });
    time("nearest street", 2_000, &|part| {
        let _ = GROUND.nearest_street(at(40.63, 22.93 + 0.04 * part));
    });
    for typed in ["tsim", "αγ", "kasandrou", "zzzzzzzz"] {
        time(typed, 50, &|_| assert!(GROUND.find_street(typed, 8, None).len() <= 8));
    }
}
