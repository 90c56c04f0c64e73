//! One mistake at a time in outlines, lines and points.

use crate::draft::Draft;

#[test]
fn a_boundary_that_is_not_closed() {
    let draft = Draft::with("boundary.geojson", ", [110.0, -30.02]]", "]");
    assert_eq!(
        draft.complaints(),
        [
            "lilliput/boundary.geojson:1: the boundary has a ring that is not closed: its last position must be its first"
        ]
    );
}

#[test]
fn a_boundary_of_three_positions() {
    let draft = Draft::with("boundary.geojson", "[110.02, -30.0], [110.0, -30.0], ", "");
    assert_eq!(
        draft.complaints(),
        ["lilliput/boundary.geojson:1: the boundary has a ring of 3 positions; 4 are the fewest"]
    );
}

#[test]
fn a_boundary_that_encloses_nothing() {
    let draft = Draft::with("boundary.geojson", "[110.02, -30.0], [110.0, -30.0]", "[110.01, -30.02], [110.0, -30.02]");
    assert_eq!(draft.complaints(), ["lilliput/boundary.geojson:1: the boundary has a ring that encloses nothing"]);
}

#[test]
fn a_boundary_that_is_a_line() {
    let draft = Draft::with("boundary.geojson", "\"Polygon\"", "\"LineString\"");
    assert_eq!(
        draft.complaints(),
        ["lilliput/boundary.geojson:1: the boundary is a \"LineString\"; a Polygon or MultiPolygon is meant"]
    );
}

#[test]
fn latitude_written_first() {
    Draft::with("areas.geojson", "[[[110.01, -30.02]", "[[[-30.02, 110.01]")
        .and("areas.geojson", "[110.01, -30.0], [110.01, -30.02]]", "[110.01, -30.0], [-30.02, 110.01]]")
        .is_refused(
            "areas.geojson",
            "palace",
            "area \"palace\": [-30.02, 110.01] looks like latitude first; GeoJSON writes longitude first",
        );
}

/// Lilliput moved to where latitudes and longitudes can be taken for each other.
fn near_the_equator() -> Draft {
    let mut draft = Draft::new();
    for file in ["boundary.geojson", "areas.geojson", "neighbours.geojson", "streets.geojson", "crews.toml"] {
        draft = draft.write(file, Draft::new().text(file).replace("110.", "40."));
    }
    for file in ["street-names.csv", "landmarks.csv"] {
        draft = draft.write(file, Draft::new().text(file).replace("110.", "40."));
    }
    assert!(draft.load().is_ok());
    draft
}

/// The same positions the other way round.
fn exchanged(geojson: &str) -> String {
    let mut turned = String::new();
    for part in geojson.split_inclusive(']') {
        let inner = part.rfind('[').and_then(|at| Some((at, part[at + 1..].strip_suffix(']')?.split_once(", ")?)));
        match inner {
            Some((at, (first, second))) if first.parse::<f64>().is_ok() => {
                turned += &format!("{}[{second}, {first}]", &part[..at]);
            }
            _ => turned += part,
        }
    }
    turned
}

#[test]
fn a_boundary_with_latitude_first_is_told_so_where_both_could_be() {
    let draft = near_the_equator();
    let turned = exchanged(&draft.text("boundary.geojson"));
    let draft = draft.write("boundary.geojson", turned);
    assert_eq!(
        draft.complaints(),
        [
            "lilliput/boundary.geojson:1: the boundary looks like latitude first, for the depots, street names and landmarks \
             lie inside it the other way round; GeoJSON writes longitude first"
        ],
        "and nothing is said of what only lies outside because of that"
    );
    let turned = exchanged(&draft.text("areas.geojson"));
    let said = draft.write("areas.geojson", turned).complaints();
    assert_eq!(said.iter().filter(|said| said.contains("areas.geojson") && said.contains("latitude first")).count(), 2);
}

#[test]
fn neighbours_and_streets_the_other_way_round() {
    let lies = "lies by the boundary only the other way round: its positions look like latitude first; GeoJSON writes \
                longitude first";
    for (file, owner) in
        [("neighbours.geojson", "neighbour \"Blefuscu\""), ("streets.geojson", "street \"Οδός Μεγάλου Άκρου\"")]
    {
        let draft = near_the_equator();
        let turned = exchanged(&draft.text(file));
        assert_ne!(turned, draft.text(file));
        let said = draft.write(file, turned).complaints();
        assert_eq!(said, [format!("lilliput/{file}:2: {owner} {lies}")], "once, however many there are");
    }
}

#[test]
fn a_depot_the_other_way_round() {
    let draft = near_the_equator().and("crews.toml", "lat = -30.015, lon = 40.005", "lat = 40.005, lon = -30.015");
    draft.is_refused(
        "crews.toml",
        "lat = 40.005",
        "crew \"rope-makers\": the depot 40.005° N -30.015° E lies outside the boundary; latitude and longitude look exchanged",
    );
}

#[test]
fn a_number_too_large_to_be_one() {
    let draft = Draft::with("neighbours.geojson", "[110.04, -30.0]", "[1e999, -30.0]");
    let [complaint] = &draft.complaints()[..] else { panic!("one mistake was made") };
    assert_eq!(complaint, "lilliput/neighbours.geojson:2: number out of range");
}

#[test]
fn an_area_on_the_other_side_of_the_world() {
    let draft = Draft::new();
    let areas = draft.text("areas.geojson");
    let (harbour, palace) = areas.split_at(areas.find("\"palace\"").unwrap());
    let far = format!("{harbour}{}", palace.replace("110.", "11."));
    draft.write("areas.geojson", far).is_refused(
        "areas.geojson",
        "palace",
        "area \"palace\" lies outside the boundary",
    );
}

#[test]
fn an_area_without_a_name() {
    Draft::with("areas.geojson", "\"Παλάτι\"", "\"\"").is_refused(
        "areas.geojson",
        "palace",
        "area \"palace\": name_el or name_en is empty",
    );
}

#[test]
fn a_neighbour_without_a_name_in_english() {
    Draft::with("neighbours.geojson", "\"name_en\": \"Blefuscu\", ", "").is_refused(
        "neighbours.geojson",
        "Μπλεφούσκου",
        "missing field `name_en`",
    );
}

#[test]
fn a_street_of_one_point() {
    Draft::with("streets.geojson", "[[110.012, -30.005], [110.016, -30.009]]", "[[110.012, -30.005]]").is_refused(
        "streets.geojson",
        "Μικρού",
        "street \"Οδός Μικρού Άκρου\" has a line of fewer than 2 positions",
    );
}

#[test]
fn a_file_that_is_not_geojson() {
    let draft = Draft::new().write("streets.geojson", "{\n  \"type\": \"Feature\",,\n}");
    assert_eq!(draft.complaints(), ["lilliput/streets.geojson:2: key must be a string"]);
}

#[test]
fn a_street_name_with_half_a_position() {
    Draft::with("street-names.csv", "-30.007,110.014", "-30.007,east").is_refused(
        "street-names.csv",
        "east",
        "is no row of name,lat,lon,area: field 2: invalid float literal",
    );
}

#[test]
fn a_street_name_with_a_comma_too_few() {
    Draft::with("street-names.csv", "110.014,Παλάτι", "110.014").is_refused(
        "street-names.csv",
        "110.014",
        "has 3 fields where the first line has 4",
    );
}

#[test]
fn a_landmark_where_cameras_put_what_they_do_not_know() {
    Draft::with("landmarks.csv", "-30.01,110.015", "0,0").is_refused(
        "landmarks.csv",
        "Πύλη",
        "\"Πύλη του Παλατιού\" is nowhere: 0° N 0° E is what a camera writes when it does not know where it is",
    );
}
