//! Which part of the world a map shows.

use super::{
    base::Base,
    plane::{Point, Rect},
};
use crate::pages::{queries::Rectangle, visit::Visit};
use dimos_domain::place::Position;

/// Width of every drawing, in its units.
pub(super) const WIDTH: f64 = 800.0;
/// Height of every drawing, in its units.
pub(super) const HEIGHT: f64 = 640.0;
/// Room around the city, in parts of its size.
const MARGIN: f64 = 0.04;
/// The closest look: metres from the middle to the upper edge.
pub(super) const CLOSEST_M: f64 = 120.0;

/// A window on the world.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pages) struct Window {
    pub(super) centre: Point,
    /// Width in units of the world.
    pub(super) width: f64,
    /// Whether all of the city is in sight.
    pub(in crate::pages) whole_city: bool,
    /// The part of the city that was asked for.
    pub(super) area: Option<String>,
    /// The street that was asked for: as it was typed, and what was found by it, best first.
    pub(super) street: Option<(String, Vec<(String, Position)>)>,
}

impl Window {
    /// All of the city.
    pub(in crate::pages) fn city(base: &Base) -> Self {
        Self { whole_city: true, ..Self::onto(base.city.grown(MARGIN)) }
    }

    /// Around a place.
    pub(in crate::pages) fn around(base: &Base, position: Position, metres: f64) -> Self {
        let centre = base.city.nearest(Point::of(position));
        let width = 2.0 * metres / centre.metres() * WIDTH / HEIGHT;
        Self { centre, width, whole_city: false, area: None, street: None }
    }

    /// As an address asks: `?lat=&lon=&r=`, `?area=` or `?street=`; all of the city where that makes no sense.
    pub(in crate::pages) fn wanted(base: &Base, visit: &Visit) -> Self {
        let city = Self::city(base);
        if let Some(typed) = visit.get("street") {
            return Self::of_street(base, visit, typed);
        }
        if let Some(area) = visit.get("area").and_then(|code| base.areas.iter().find(|area| area.code == code)) {
            return Self { area: Some(area.code.clone()), ..Self::onto(area.bounds.grown(MARGIN)) };
        }
        let number =
            |name| visit.get(name).and_then(|text| text.parse::<f64>().ok()).filter(|number| number.is_finite());
        let (Some(lat), Some(lon)) = (number("lat"), number("lon")) else { return city };
        let radius = number("r").unwrap_or(500.0).max(CLOSEST_M);
        match Position::new(lat, lon) {
            Ok(position) if radius < city.radius_m() * 0.9 => Self::around(base, position, radius),
            _ => city,
        }
    }

    fn of_street(base: &Base, visit: &Visit, typed: &str) -> Self {
        /// Streets that are offered.
        const OFFERED: usize = 6;
        /// What is shown around a street's point.
        const STREET_M: f64 = 400.0;
        let typed: String = typed.chars().take(60).collect();
        let found: Vec<(String, Position)> = visit
            .pages
            .app
            .city
            .ground
            .find_street(&typed, OFFERED, None)
            .into_iter()
            .map(|street| (street.name.clone(), street.position))
            .collect();
        let window = found.first().map_or_else(|| Self::city(base), |(_, at)| Self::around(base, *at, STREET_M));
        Self { street: Some((typed, found)), ..window }
    }

    /// The smallest window that shows a rectangle.
    fn onto(rect: Rect) -> Self {
        let width = rect.width().max(rect.height() * WIDTH / HEIGHT);
        Self { centre: rect.centre(), width, whole_city: false, area: None, street: None }
    }

    fn height(&self) -> f64 {
        self.width * HEIGHT / WIDTH
    }

    /// Metres from the middle to the upper edge.
    pub(super) fn radius_m(&self) -> f64 {
        self.height() / 2.0 * self.centre.metres()
    }

    /// What is seen of the world.
    pub(super) fn seen(&self) -> Rect {
        let (dx, dy) = (self.width / 2.0, self.height() / 2.0);
        let Point { x, y } = self.centre;
        Rect { min: Point { x: x - dx, y: y - dy }, max: Point { x: x + dx, y: y + dy } }
    }

    /// What is seen of the ground, in degrees.
    pub(in crate::pages) fn rectangle(&self) -> Rectangle {
        let seen = self.seen();
        Rectangle { south: seen.max.lat(), north: seen.min.lat(), west: seen.min.lon(), east: seen.max.lon() }
    }

    /// Drawing units for a unit of the world.
    pub(super) fn scale(&self) -> f64 {
        WIDTH / self.width
    }

    /// Where a point of the world is drawn.
    pub(super) fn place(&self, point: Point) -> Point {
        let from = self.seen().min;
        Point { x: (point.x - from.x) * self.scale(), y: (point.y - from.y) * self.scale() }
    }
}
