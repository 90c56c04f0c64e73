//! What never changes on the map, worked out once for a city: outlines and streets as paths, coarse for the whole city and
//! fine for what is near, and what there is to be named.

use super::plane::{Grid, Point, Rect, clipped, simplified};
use crate::state::CityIndex;
use dimos_domain::{
    city::{Landmark, Ring},
    l10n::Text,
    place::Position,
};
use std::collections::BTreeMap;

/// How far beyond the city's bounds things are drawn, in parts of its size: a window's centre stays inside them.
const AROUND: f64 = 0.8;
/// Steps across the city on the coarse grid.
const COARSE_STEPS: f64 = 2_000.0;
/// Steps across the city on the fine grid.
const FINE_STEPS: f64 = 30_000.0;

/// The base.
pub(in crate::pages) struct Base {
    /// The city's bounds.
    pub(super) city: Rect,
    pub(super) coarse: Layer,
    pub(super) fine: Layer,
    pub(super) streets: Vec<StreetLine>,
    pub(super) neighbours: Vec<(Text, Vec<Vec<Point>>)>,
    pub(super) landmarks: Vec<(String, Point)>,
    /// Streets by one point each.
    pub(super) spots: Vec<(String, Point)>,
    pub(super) areas: Vec<AreaSpot>,
}

/// Everything as paths on one grid.
pub(super) struct Layer {
    pub(super) grid: Grid,
    pub(super) land: String,
    pub(super) neighbours: String,
    streets: Vec<(Rect, String)>,
}

/// A street's course.
pub(super) struct StreetLine {
    pub(super) name: String,
    pub(super) bounds: Rect,
    pub(super) line: Vec<Point>,
}

/// A part of the city: where its name stands, and what it spans.
pub(super) struct AreaSpot {
    pub(super) code: String,
    pub(super) middle: Point,
    pub(super) bounds: Rect,
}

impl Base {
    /// Draws a city.
    pub(in crate::pages) fn draw(index: &CityIndex) -> Self {
        let ground = &index.city.geography;
        let boundary: Vec<Vec<Point>> = ground.boundary.iter().map(projected).collect();
        let nothing = Rect { min: Point::at(0.0, 0.0), max: Point::at(-0.001, 0.001) };
        let city = Rect::around(boundary.iter().flatten().copied()).unwrap_or(nothing);
        let drawn = city.grown(AROUND);
        let neighbours: Vec<(Text, Vec<Vec<Point>>)> = ground
            .neighbours
            .iter()
            .map(|next| {
                (next.name.clone(), next.boundary.iter().map(|ring| clipped(&projected(ring), drawn)).collect())
            })
            .collect();
        let streets: Vec<StreetLine> = ground
            .streets
            .iter()
            .filter_map(|street| {
                let line = projected(&street.line);
                let bounds = Rect::around(line.iter().copied()).filter(|bounds| bounds.touches(drawn))?;
                Some(StreetLine { name: street.name.clone(), bounds, line })
            })
            .collect();
        let layer = |steps: f64| {
            let grid = Grid { origin: drawn.min, step: city.width().max(city.height()) / steps };
            Layer::draw(grid, &boundary, &neighbours, &streets)
        };
        Self {
            coarse: layer(COARSE_STEPS),
            fine: layer(FINE_STEPS),
            landmarks: named(&ground.landmarks),
            spots: named(&ground.street_names),
            areas: areas(index, &streets),
            city,
            streets,
            neighbours,
        }
    }
}

impl Layer {
    fn draw(grid: Grid, land: &[Vec<Point>], neighbours: &[(Text, Vec<Vec<Point>>)], streets: &[StreetLine]) -> Self {
        let ring = |ring: &Vec<Point>| grid.path(&simplified(ring, grid.step), true);
        let street = |street: &StreetLine| (street.bounds, grid.path(&simplified(&street.line, grid.step), false));
        Self {
            grid,
            land: land.iter().map(ring).collect(),
            neighbours: neighbours.iter().flat_map(|(_, rings)| rings).map(ring).collect(),
            streets: streets.iter().map(street).filter(|(_, path)| !path.is_empty()).collect(),
        }
    }

    /// The streets that touch what is seen, as one path.
    pub(super) fn streets(&self, seen: Rect) -> String {
        self.streets.iter().filter(|(bounds, _)| bounds.touches(seen)).map(|(_, path)| path.as_str()).collect()
    }
}

fn named(points: &[Landmark]) -> Vec<(String, Point)> {
    points.iter().map(|point| (point.name.clone(), Point::of(point.position))).collect()
}

fn projected(ring: &Ring) -> Vec<Point> {
    ring.iter().map(|[lon, lat]| Point::at(*lat, *lon)).collect()
}

/// Where the parts of the city are, going by their streets: their outlines reach beyond the boundary, and into the sea.
fn areas(index: &CityIndex, streets: &[StreetLine]) -> Vec<AreaSpot> {
    let mut points: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
    let city = Rect::around(index.city.geography.boundary.iter().flat_map(projected));
    for point in streets.iter().flat_map(|street| &street.line) {
        let inside = city.is_some_and(|city| city.holds(*point));
        let position = Position::new(point.lat(), point.lon()).ok().filter(|_| inside);
        if let Some(area) = position.and_then(|position| index.ground.area_of(position)) {
            points.entry(area).or_default().push(*point);
        }
    }
    let spot = |code: &str| {
        let points = points.get(code)?;
        let bounds = Rect::around(points.iter().copied())?;
        Some(AreaSpot { code: code.to_owned(), middle: middle(points)?, bounds })
    };
    index.city.geography.areas.iter().filter_map(|area| spot(&area.code)).collect()
}

/// The median of points, coordinate by coordinate.
fn middle(points: &[Point]) -> Option<Point> {
    let of = |coordinate: fn(&Point) -> f64| {
        let mut all: Vec<f64> = points.iter().map(coordinate).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied()
    };
    Some(Point { x: of(|point| point.x)?, y: of(|point| point.y)? })
}
