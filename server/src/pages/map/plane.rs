//! The plane on which the map is drawn. The world is a square of side 1 (Web Mercator, EPSG:3857, as raster tiles use it),
//! with y growing southwards.

use dimos_domain::place::Position;
use geo::{LineString, Simplify};
use std::{
    f64::consts::PI,
    fmt::{self, Write},
};

/// Length of the equator in metres on the sphere that Web Mercator uses.
const EQUATOR_M: f64 = 40_075_016.686;

/// A point of the plane: of the world, or of a drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// An upright rectangle of the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) min: Point,
    pub(super) max: Point,
}

/// A number of drawing units, as a drawing writes it: one decimal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::pages) struct Units(pub(super) f64);

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}", self.0)
    }
}

impl Point {
    pub(super) fn of(position: Position) -> Self {
        Self::at(position.lat(), position.lon())
    }

    /// From degrees. The poles are far away: latitudes end where the square does.
    pub(super) fn at(lat: f64, lon: f64) -> Self {
        let lat = lat.clamp(-85.0, 85.0).to_radians();
        Self { x: (lon + 180.0) / 360.0, y: (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / PI) / 2.0 }
    }

    /// Latitude in degrees.
    pub(super) fn lat(self) -> f64 {
        (PI * (1.0 - 2.0 * self.y)).sinh().atan().to_degrees()
    }

    /// Longitude in degrees.
    pub(super) fn lon(self) -> f64 {
        self.x * 360.0 - 180.0
    }

    /// Metres on the ground for a unit of the world here.
    pub(super) fn metres(self) -> f64 {
        EQUATOR_M * self.lat().to_radians().cos()
    }

    pub(super) fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The point a part of the way towards another.
    pub(super) fn towards(self, other: Self, part: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * part, y: self.y + (other.y - self.y) * part }
    }
}

impl Rect {
    /// Around points; none around none.
    pub(super) fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        Some(points.fold(Self { min: first, max: first }, |around, point| Self {
            min: Point { x: around.min.x.min(point.x), y: around.min.y.min(point.y) },
            max: Point { x: around.max.x.max(point.x), y: around.max.y.max(point.y) },
        }))
    }

    pub(super) fn width(self) -> f64 {
        self.max.x - self.min.x
    }

    pub(super) fn height(self) -> f64 {
        self.max.y - self.min.y
    }

    pub(super) fn centre(self) -> Point {
        self.min.towards(self.max, 0.5)
    }

    pub(super) fn touches(self, other: Self) -> bool {
        self.min.x <= other.max.x && other.min.x <= self.max.x && self.min.y <= other.max.y && other.min.y <= self.max.y
    }

    pub(super) fn holds(self, point: Point) -> bool {
        (self.min.x..=self.max.x).contains(&point.x) && (self.min.y..=self.max.y).contains(&point.y)
    }

    /// Larger by a part of its size on each side.
    pub(super) fn grown(self, part: f64) -> Self {
        let (dx, dy) = (self.width() * part, self.height() * part);
        Self {
            min: Point { x: self.min.x - dx, y: self.min.y - dy },
            max: Point { x: self.max.x + dx, y: self.max.y + dy },
        }
    }

    /// The nearest point inside.
    pub(super) fn nearest(self, point: Point) -> Point {
        Point { x: point.x.clamp(self.min.x, self.max.x), y: point.y.clamp(self.min.y, self.max.y) }
    }
}

/// A ring without what lies outside a rectangle (Sutherland and Hodgman): parts that fall asunder stay joined along the
/// rectangle's edge, which is out of sight.
pub(super) fn clipped(ring: &[Point], to: Rect) -> Vec<Point> {
    let sides: [fn(Point, Rect) -> f64; 4] =
        [|p, r| p.x - r.min.x, |p, r| r.max.x - p.x, |p, r| p.y - r.min.y, |p, r| r.max.y - p.y];
    sides.into_iter().fold(ring.to_vec(), |ring, inside| {
        let mut kept = Vec::with_capacity(ring.len());
        let mut before = ring.last().copied();
        for point in ring {
            if let Some(from) = before {
                let (a, b) = (inside(from, to), inside(point, to));
                if (a < 0.0) != (b < 0.0) {
                    kept.push(from.towards(point, a / (a - b)));
                }
            }
            if inside(point, to) >= 0.0 {
                kept.push(point);
            }
            before = Some(point);
        }
        kept
    })
}

/// The stretches of a line that lie inside a rectangle.
pub(super) fn stretches(line: &[Point], inside: Rect) -> Vec<Vec<Point>> {
    let mut found: Vec<Vec<Point>> = Vec::new();
    let mut open: Vec<Point> = Vec::new();
    for pair in line.windows(2) {
        let [from, to] = pair else { continue };
        let Some((enter, leave)) = crossing(*from, *to, inside) else {
            found.push(std::mem::take(&mut open));
            continue;
        };
        if open.is_empty() || enter > 0.0 {
            found.push(std::mem::replace(&mut open, vec![from.towards(*to, enter)]));
        }
        open.push(from.towards(*to, leave));
        if leave < 1.0 {
            found.push(std::mem::take(&mut open));
        }
    }
    found.push(open);
    found.retain(|stretch| stretch.len() > 1);
    found
}

/// The part of a straight line that lies inside a rectangle (Liang and Barsky).
fn crossing(from: Point, to: Point, inside: Rect) -> Option<(f64, f64)> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let sides = [
        (-dx, from.x - inside.min.x),
        (dx, inside.max.x - from.x),
        (-dy, from.y - inside.min.y),
        (dy, inside.max.y - from.y),
    ];
    sides.into_iter().try_fold((0.0_f64, 1.0_f64), |(enter, leave), (step, room)| {
        if step == 0.0 {
            return (room >= 0.0).then_some((enter, leave));
        }
        let part = room / step;
        let (enter, leave) = if step < 0.0 { (enter.max(part), leave) } else { (enter, leave.min(part)) };
        (enter < leave).then_some((enter, leave))
    })
}

/// Twice the area of a ring, and its centre of gravity.
pub(super) fn centre_of_gravity(ring: &[Point]) -> Option<(f64, Point)> {
    let first = *ring.first()?;
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    // Relative to the first corner: numbers near each other would lose their digits otherwise.
    let flat = |point: &Point| (point.x - first.x, point.y - first.y);
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let ((ax, ay), (bx, by)) = (flat(from), flat(to));
        let part = ax * by - bx * ay;
        area += part;
        x += (ax + bx) * part;
        y += (ay + by) * part;
    }
    (area != 0.0).then(|| (area.abs(), Point { x: first.x + x / (3.0 * area), y: first.y + y / (3.0 * area) }))
}

/// A line with no more points than it needs to stay within a tolerance (Douglas and Peucker).
pub(super) fn simplified(line: &[Point], tolerance: f64) -> Vec<Point> {
    let line: LineString = line.iter().map(|point| (point.x, point.y)).collect();
    line.simplify(tolerance).into_iter().map(|point| Point { x: point.x, y: point.y }).collect()
}

/// A grid of whole numbers over the plane: paths in whole, relative numbers are short.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) origin: Point,
    pub(super) step: f64,
}

impl Grid {
    /// A line as an SVG path; empty if nothing of it is left on the grid.
    pub(super) fn path(self, points: &[Point], closed: bool) -> String {
        let on_grid = |point: &Point| {
            (whole((point.x - self.origin.x) / self.step), whole((point.y - self.origin.y) / self.step))
        };
        let mut points: Vec<(i32, i32)> = points.iter().map(on_grid).collect();
        points.dedup();
        let mut path = String::new();
        let Some((mut x, mut y)) = points.first().copied().filter(|_| points.len() > 1) else { return path };
        // Writing to a string cannot fail.
        let _ = write!(path, "M{x} {y}l");
        for (index, (next_x, next_y)) in points.into_iter().skip(1).enumerate() {
            let (dx, dy) = (next_x - x, next_y - y);
            let (before, between) = (if index == 0 || dx < 0 { "" } else { " " }, if dy < 0 { "" } else { " " });
            let _ = write!(path, "{before}{dx}{between}{dy}");
            (x, y) = (next_x, next_y);
        }
        if closed {
            path.push('z');
        }
        path
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped first")]
fn whole(number: f64) -> i32 {
    number.round().clamp(-1e9, 1e9) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projection_goes_there_and_back() {
        let here = Point::at(40.63, 22.94);
        assert!((here.lat() - 40.63).abs() < 1e-9 && (here.lon() - 22.94).abs() < 1e-9);
        let north = Point::at(40.631, 22.94);
        assert!((here.distance(north) * here.metres() - 111.2).abs() < 0.3, "0.001° are 111 m");
    }

    #[test]
    fn a_path_is_written_in_short() {
        let grid = Grid { origin: Point { x: 0.0, y: 0.0 }, step: 1.0 };
        let line = [(1.0, 2.0), (4.0, 1.0), (4.2, 1.1), (3.0, 5.0)].map(|(x, y)| Point { x, y });
        assert_eq!(grid.path(&line, false), "M1 2l3-1-1 4");
        assert_eq!(grid.path(&line, true), "M1 2l3-1-1 4z");
        assert_eq!(grid.path(&line[1..3], false), "", "shorter than a step");
    }

    #[test]
    fn a_ring_is_cut_to_what_is_seen() {
        let square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)].map(|(x, y)| Point { x, y });
        let seen = Rect { min: Point { x: 2.0, y: 1.0 }, max: Point { x: 9.0, y: 3.0 } };
        let cut = clipped(&square, seen);
        let (area, centre) = centre_of_gravity(&cut).unwrap();
        assert_eq!((area, centre), (8.0, Point { x: 3.0, y: 2.0 }));
        assert!(clipped(&square, Rect { min: Point { x: 5.0, y: 5.0 }, max: Point { x: 6.0, y: 6.0 } }).is_empty());
    }

    #[test]
    fn a_line_is_cut_into_what_is_seen_of_it() {
        let point = |(x, y)| Point { x, y };
        let seen = Rect { min: point((0.0, 0.0)), max: point((10.0, 10.0)) };
        let through = [(-5.0, 5.0), (15.0, 5.0)].map(point);
        assert_eq!(stretches(&through, seen), [[(0.0, 5.0), (10.0, 5.0)].map(point).to_vec()]);
        let out_and_in = [(2.0, 2.0), (2.0, 12.0), (4.0, 12.0), (4.0, 2.0)].map(point);
        let parts = [[(2.0, 2.0), (2.0, 10.0)].map(point).to_vec(), [(4.0, 10.0), (4.0, 2.0)].map(point).to_vec()];
        assert_eq!(stretches(&out_and_in, seen), parts);
        let bent = [(1.0, 1.0), (3.0, 1.0), (3.0, 3.0)].map(point);
        assert_eq!(stretches(&bent, seen), [bent.to_vec()]);
        assert!(stretches(&[(-1.0, -1.0), (-1.0, 20.0)].map(point), seen).is_empty());
    }
}
