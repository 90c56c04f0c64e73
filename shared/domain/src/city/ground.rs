//! Finding one's way on the city's ground: inside or not, whose it is next door, which street is near.
//! Prepared once from the city pack, then asked many times. No geometry type leaves this file.

use super::{Geography, Landmark, Neighbour, Ring, Whereabouts, streets::Finder};
use crate::place::{Cell, Position};
use geo::{BoundingRect, Coord, Intersects, LineString, Polygon, Rect};
use std::collections::BTreeMap;

/// A street further away than this many metres is not "near".
const NEAR_M: f64 = 150.0;
/// A spot in no municipality at all counts as the city's within this many metres of its boundary: the boundary runs
/// along the shore, and quays, moles and the error of a phone's position lie outside it.
const SHORE_M: f64 = 60.0;
/// Along a street, the index holds a point at least every so many degrees (at most 56 m).
const STEP_DEGREES: f64 = 0.0005;
/// So far, in metres, a point of a street may lie from the nearest point that the index holds of it.
const STEP_M: f64 = 30.0;
/// Metres in a degree of latitude on the mean sphere (see [`Position::distance_m`]).
const METRES_PER_DEGREE: f64 = 111_195.08;

/// The ground, prepared. Holds its own copy of what it answers with (about 2 MB for a large city).
#[derive(Debug, Clone)]
pub struct Ground {
    city: Vec<Shape>,
    neighbours: Vec<(Neighbour, Vec<Shape>)>,
    areas: Vec<(String, Vec<Shape>)>,
    streets: Vec<String>,
    segments: Vec<Segment>,
    cells: BTreeMap<Cell, Vec<usize>>,
    finder: Finder,
}

/// A filled outline.
#[derive(Debug, Clone)]
struct Shape {
    bounds: Rect,
    polygon: Polygon,
}

/// A straight piece of a street.
#[derive(Debug, Clone, Copy)]
struct Segment {
    street: usize,
    from: [f64; 2],
    to: [f64; 2],
}

impl Ground {
    /// Prepares a city's ground. Rings of fewer than three corners and streets of fewer than two points are left out.
    #[must_use]
    pub fn new(geography: &Geography) -> Self {
        let mut ground = Self {
            city: shapes(&geography.boundary),
            neighbours: geography.neighbours.iter().map(|next| (next.clone(), shapes(&next.boundary))).collect(),
            areas: geography.areas.iter().map(|area| (area.code.clone(), shapes(&area.outline))).collect(),
            streets: Vec::new(),
            segments: Vec::new(),
            cells: BTreeMap::new(),
            finder: Finder::new(&geography.street_names),
        };
        for street in &geography.streets {
            let number = ground.streets.len();
            ground.streets.push(street.name.clone());
            for (from, to) in street.line.iter().zip(street.line.iter().skip(1)) {
                ground.add(Segment { street: number, from: *from, to: *to });
            }
        }
        ground
    }

    /// Where a position lies. A boundary belongs to what it bounds; where outlines overlap, the city comes first. A spot
    /// just off the shore (no municipality's, but within 60 m of the city's boundary) is the city's.
    #[must_use]
    pub fn whereabouts(&self, position: Position) -> Whereabouts<'_> {
        if holds(&self.city, position) {
            return Whereabouts::Inside { area: self.area_of(position) };
        }
        if let Some((neighbour, _)) = self.neighbours.iter().find(|(_, outline)| holds(outline, position)) {
            return Whereabouts::Neighbour(neighbour);
        }
        if self.city.iter().any(|shape| shape.edge_within(position, SHORE_M)) {
            return Whereabouts::Inside { area: self.area_of(position) };
        }
        Whereabouts::FarAway
    }

    /// Code of the part of the city that holds a position: the first that does, in the city pack's order.
    #[must_use]
    pub fn area_of(&self, position: Position) -> Option<&str> {
        self.areas.iter().find(|(_, outline)| holds(outline, position)).map(|(code, _)| code.as_str())
    }

    /// Name of the nearest street and the distance to its line in metres; none within 150 m.
    #[must_use]
    pub fn nearest_street(&self, position: Position) -> Option<(&str, f64)> {
        let mut nearest: Option<(usize, f64)> = None;
        for (first, last) in Cell::ranges_around(position, NEAR_M + STEP_M) {
            for number in self.cells.range(first..=last).flat_map(|(_, segments)| segments) {
                let Some(segment) = self.segments.get(*number) else { continue };
                let metres = distance_m(position, segment.from, segment.to);
                if metres <= NEAR_M && nearest.is_none_or(|(_, least)| metres < least) {
                    nearest = Some((segment.street, metres));
                }
            }
        }
        nearest.and_then(|(street, metres)| Some((self.streets.get(street)?.as_str(), metres)))
    }

    /// Streets whose name begins with, or holds, or nearly holds what was typed, in Greek or Greeklish, best first. Of
    /// equally good ones the nearer to `near` come first, or else the shorter names.
    #[must_use]
    pub fn find_street(&self, query: &str, limit: usize, near: Option<Position>) -> Vec<&Landmark> {
        self.finder.find(query, limit, near)
    }

    fn add(&mut self, segment: Segment) {
        let number = self.segments.len();
        let [dx, dy] = [segment.to[0] - segment.from[0], segment.to[1] - segment.from[1]];
        let steps = (dx.abs().max(dy.abs()) / STEP_DEGREES).ceil().clamp(1.0, 10_000.0);
        let mut step = 0.0;
        while step <= steps {
            let part = step / steps;
            if let Ok(point) = Position::new(segment.from[1] + part * dy, segment.from[0] + part * dx) {
                let here = self.cells.entry(Cell::of(point)).or_default();
                if here.last() != Some(&number) {
                    here.push(number);
                }
            }
            step += 1.0;
        }
        self.segments.push(segment);
    }
}

impl Shape {
    fn new(ring: &Ring) -> Option<Self> {
        let line: LineString = ring.iter().map(|[lon, lat]| Coord { x: *lon, y: *lat }).collect();
        let polygon = Polygon::new(line, vec![]);
        let bounds = polygon.bounding_rect()?;
        (ring.len() >= 3).then_some(Self { bounds, polygon })
    }

    fn holds(&self, point: Coord) -> bool {
        self.bounds.intersects(&point) && self.polygon.intersects(&point)
    }

    fn edge_within(&self, position: Position, metres: f64) -> bool {
        self.polygon
            .exterior()
            .lines()
            .any(|line| distance_m(position, [line.start.x, line.start.y], [line.end.x, line.end.y]) <= metres)
    }
}

fn shapes(rings: &[Ring]) -> Vec<Shape> {
    rings.iter().filter_map(Shape::new).collect()
}

fn holds(outline: &[Shape], position: Position) -> bool {
    outline.iter().any(|shape| shape.holds(Coord { x: position.lon(), y: position.lat() }))
}

/// Metres from a position to a straight line between two points given as `[longitude, latitude]`. Reckoned on the plane
/// that touches the earth at the position: right to a millimetre at the distances asked for here.
fn distance_m(position: Position, from: [f64; 2], to: [f64; 2]) -> f64 {
    let east = METRES_PER_DEGREE * position.lat().to_radians().cos();
    let flat = |[lon, lat]: [f64; 2]| [(lon - position.lon()) * east, (lat - position.lat()) * METRES_PER_DEGREE];
    let ([ax, ay], [bx, by]) = (flat(from), flat(to));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let part = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (ax + part * dx).hypot(ay + part * dy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        city::{Area, Street},
        l10n::Text,
    };
    use proptest::prelude::*;

    fn square(west: f64, south: f64, side: f64) -> Ring {
        let (east, north) = (west + side, south + side);
        vec![[west, south], [east, south], [east, north], [west, north], [west, south]]
    }

    fn named(name: &str) -> Text {
        Text { el: name.into(), en: name.into() }
    }

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).expect("on the globe")
    }

    /// A square city of 0.1° with a neighbour to its east, one area in its south-west and one street.
    fn ground() -> Ground {
        Ground::new(&Geography {
            boundary: vec![square(22.9, 40.6, 0.1)],
            neighbours: vec![Neighbour {
                name: named("east"),
                boundary: vec![square(23.0, 40.6, 0.1)],
                report_at: None,
            }],
            areas: vec![Area { code: "port".into(), name: named("port"), outline: vec![square(22.9, 40.6, 0.05)] }],
            streets: vec![Street { name: "Long".into(), line: vec![[22.91, 40.65], [22.98, 40.65]] }],
            ..Geography::default()
        })
    }

    #[test]
    fn inside_next_door_and_far_away_are_told_apart() {
        let ground = ground();
        assert_eq!(ground.whereabouts(at(40.61, 22.91)), Whereabouts::Inside { area: Some("port") });
        assert_eq!(ground.whereabouts(at(40.69, 22.99)), Whereabouts::Inside { area: None });
        assert!(matches!(ground.whereabouts(at(40.65, 23.05)), Whereabouts::Neighbour(next) if next.name.en == "east"));
        assert_eq!(ground.whereabouts(at(51.38, -2.36)), Whereabouts::FarAway);
    }

    #[test]
    fn the_boundary_is_inside_and_so_is_the_quay() {
        let ground = ground();
        assert!(matches!(ground.whereabouts(at(40.65, 23.0)), Whereabouts::Inside { .. }), "shared with the neighbour");
        assert!(matches!(ground.whereabouts(at(40.5996, 22.95)), Whereabouts::Inside { .. }), "44 m off the shore");
        assert_eq!(ground.whereabouts(at(40.599, 22.95)), Whereabouts::FarAway, "111 m off the shore");
    }

    #[test]
    fn the_nearest_street_is_measured_to_its_line() {
        let ground = ground();
        let (name, metres) = ground.nearest_street(at(40.651, 22.9437)).expect("111 m away");
        assert_eq!(name, "Long");
        assert!((metres - 111.2).abs() < 0.1, "{metres}");
        assert_eq!(ground.nearest_street(at(40.652, 22.9437)), None, "222 m away");
        let (_, beyond_the_end) = ground.nearest_street(at(40.65, 22.981)).expect("84 m away");
        assert!((beyond_the_end - 84.4).abs() < 0.2, "{beyond_the_end}");
    }

    #[test]
    fn broken_shapes_are_left_out() {
        let broken = Geography {
            boundary: vec![vec![], vec![[22.9, 40.6], [22.9, 40.7]]],
            streets: vec![Street { name: "dot".into(), line: vec![[22.9, 40.6]] }],
            ..Geography::default()
        };
        let ground = Ground::new(&broken);
        assert_eq!(ground.whereabouts(at(40.65, 22.95)), Whereabouts::FarAway);
        assert_eq!(ground.nearest_street(at(40.6, 22.9)), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn the_index_finds_what_a_search_of_all_finds(lat in 40.645..40.655_f64, lon in 22.90..22.99_f64) {
            let spot = at(lat, lon);
            let all = distance_m(spot, [22.91, 40.65], [22.98, 40.65]);
            match ground().nearest_street(spot) {
                Some((_, metres)) => prop_assert!((metres - all).abs() < 1e-6),
                None => prop_assert!(all > NEAR_M),
            }
        }

        #[test]
        fn distance_on_the_plane_is_distance_on_the_globe(lat in 40.60..40.602_f64, lon in 22.90..22.902_f64) {
            let (spot, corner) = (at(40.601, 22.901), at(lat, lon));
            let flat = distance_m(spot, [lon, lat], [lon, lat]);
            prop_assert!((flat - spot.distance_m(corner)).abs() < 0.01);
        }
    }
}
