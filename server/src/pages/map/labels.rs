//! Names on the map: as many as there is room for, the most telling first. Sizes are those of a wide screen; on a narrow
//! one everything is drawn `NARROW` times larger to stay readable, so only names that still have room then are shown there.

use super::{
    base::{Base, StreetLine},
    plane::{Point, Rect, Units, centre_of_gravity, clipped, stretches},
    window::{HEIGHT, WIDTH, Window},
};
use crate::pages::words::Words;

/// How much larger names and points are on a narrow screen.
pub(super) const NARROW: f64 = 2.0;
/// Where along a street its name may stand, in parts of its length, the best first.
const PLACES: [f64; 3] = [0.5, 0.28, 0.72];
/// Width of a letter, in parts of its height.
const LETTER: f64 = 0.56;
/// How far below its point a landmark's name stands, in parts of its height.
const BELOW: f64 = 1.25;
/// Longest name on one line, in letters.
const LINE_CHARS: usize = 18;
/// Most names of streets.
const MOST_STREETS: usize = 22;
/// Within this many metres from the middle to the edge, streets that are not drawn are named too.
const SPOTS_M: f64 = 600.0;
/// A name stands this far from the same name, in drawing units.
const APART: f64 = 320.0;

/// A name on the drawing.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pages) struct Label {
    pub(in crate::pages) lines: Vec<String>,
    /// `neighbour`, `area`, `landmark`, `street`, or `spot` for a street that is not drawn.
    pub(in crate::pages) kind: &'static str,
    pub(in crate::pages) x: Units,
    pub(in crate::pages) y: Units,
    /// Degrees, for names that follow a street.
    pub(in crate::pages) angle: Option<Units>,
    /// Whether there is room for it on wide screens only.
    pub(in crate::pages) wide_only: bool,
}

/// What is taken already, as circles, on both kinds of screen.
#[derive(Default)]
pub(super) struct Room {
    wide: Vec<(Point, f64)>,
    narrow: Vec<(Point, f64)>,
}

impl Room {
    /// Takes a circle, whatever is there.
    pub(super) fn take(&mut self, at: Point, radius: f64) {
        self.wide.push((at, radius));
        self.narrow.push((at, radius * NARROW));
    }
}

/// A name that would like to stand somewhere.
struct Wish {
    text: String,
    kind: &'static str,
    at: Point,
    size: f64,
    /// In radians.
    angle: f64,
}

/// The names that fit.
pub(super) fn labels(base: &Base, window: &Window, words: &Words, mut room: Room) -> Vec<Label> {
    let streets = streets(base, window);
    let spots = spots(base, window, &streets);
    let mut wishes = areas(base, window, words);
    wishes.extend(neighbours(base, window, words));
    wishes.extend(landmarks(base, window));
    let alone = |wishes: Vec<Wish>| wishes.into_iter().map(|wish| vec![wish]);
    let all = alone(wishes).chain(streets).chain(alone(spots));
    all.filter_map(|ways| ways.into_iter().find_map(|wish| wish.granted(&mut room))).collect()
}

impl Wish {
    fn granted(self, room: &mut Room) -> Option<Label> {
        let lines = broken(&self.text, if matches!(self.kind, "street" | "spot") { usize::MAX } else { LINE_CHARS });
        let wide = self.circles(&lines, 1.0);
        if !inside(&wide) || touches(&room.wide, &wide) {
            return None;
        }
        let narrow = self.circles(&lines, NARROW);
        let wide_only = !inside(&narrow) || touches(&room.narrow, &narrow);
        if !wide_only {
            room.narrow.extend(narrow);
        }
        room.wide.extend(wide);
        let angle = (self.angle != 0.0).then(|| Units(self.angle.to_degrees()));
        let (x, y) = (Units(self.at.x), Units(self.at.y));
        Some(Label { lines, kind: self.kind, x, y, angle, wide_only })
    }

    /// The room that it needs: circles along its lines.
    fn circles(&self, lines: &[String], scale: f64) -> Vec<(Point, f64)> {
        let size = self.size * scale;
        let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        let width = f64::from(u32::try_from(longest).unwrap_or(u32::MAX)) * LETTER * size;
        let radius = size * if lines.len() > 1 { 1.2 } else { 0.7 };
        let below = if self.kind == "landmark" { BELOW * size } else { 0.0 };
        let mut circles = Vec::new();
        let mut along = -width / 2.0;
        while along < width / 2.0 + radius {
            let at = Point { x: self.at.x + along * self.angle.cos(), y: self.at.y + below + along * self.angle.sin() };
            circles.push((at, radius));
            along += radius;
        }
        circles
    }
}

fn inside(circles: &[(Point, f64)]) -> bool {
    circles
        .iter()
        .all(|(at, radius)| (*radius..=WIDTH - radius).contains(&at.x) && (*radius..=HEIGHT - radius).contains(&at.y))
}

fn touches(taken: &[(Point, f64)], circles: &[(Point, f64)]) -> bool {
    circles.iter().any(|(at, radius)| taken.iter().any(|(other, reach)| at.distance(*other) < radius + reach))
}

/// A long name on two lines, broken where they are most alike.
fn broken(name: &str, most: usize) -> Vec<String> {
    let length = name.chars().count();
    let halves = |at: usize| name.split_at_checked(at).map(|(one, other)| (one.trim(), other.trim()));
    let uneven = |(one, other): &(&str, &str)| one.chars().count().abs_diff(other.chars().count());
    let best = name.match_indices(' ').filter_map(|(at, _)| halves(at)).min_by_key(uneven);
    match best.filter(|_| length > most) {
        Some((one, other)) => vec![one.to_owned(), other.to_owned()],
        None => vec![name.to_owned()],
    }
}

fn areas(base: &Base, window: &Window, words: &Words) -> Vec<Wish> {
    let wish = |spot: &super::base::AreaSpot| Wish {
        text: words.area(&spot.code),
        kind: "area",
        at: window.place(spot.middle),
        size: 13.0,
        angle: 0.0,
    };
    // From close by, their names say nothing.
    if window.radius_m() < 1_200.0 { Vec::new() } else { base.areas.iter().map(wish).collect() }
}

fn neighbours(base: &Base, window: &Window, words: &Words) -> Vec<Wish> {
    let seen = window.seen();
    let mut wishes: Vec<(f64, Wish)> = base
        .neighbours
        .iter()
        .filter_map(|(name, rings)| {
            let parts = rings.iter().filter_map(|ring| centre_of_gravity(&clipped(ring, seen)));
            let (area, middle) = parts.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
            let text = name.get(words.language).to_owned();
            Some((area, Wish { text, kind: "neighbour", at: window.place(middle), size: 12.0, angle: 0.0 }))
        })
        .collect();
    wishes.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    wishes.into_iter().map(|(_, wish)| wish).collect()
}

fn landmarks(base: &Base, window: &Window) -> Vec<Wish> {
    let seen = window.seen();
    let here = base.landmarks.iter().filter(|(_, at)| seen.holds(*at));
    let wish = |(name, at): &(String, Point)| Wish {
        text: name.clone(),
        kind: "landmark",
        at: window.place(*at),
        size: 11.0,
        angle: 0.0,
    };
    // From far away there are points only.
    if window.whole_city { Vec::new() } else { here.map(wish).collect() }
}

/// Names along streets, those of the longest first: for each the places where it would do, the best first.
fn streets(base: &Base, window: &Window) -> Vec<Vec<Wish>> {
    let seen = window.seen();
    let mut lines: Vec<(f64, &StreetLine, Vec<Point>)> = base
        .streets
        .iter()
        .filter(|street| street.bounds.touches(seen))
        .map(|street| {
            let line = longest_inside(street, window);
            (length(&line), street, line)
        })
        .collect();
    lines.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
    let mut wishes: Vec<Vec<Wish>> = Vec::new();
    for (_, street, line) in lines {
        if wishes.len() == MOST_STREETS {
            break;
        }
        let mut ways: Vec<Wish> = PLACES.iter().filter_map(|part| along(&street.name, &line, *part)).collect();
        ways.retain(|way| {
            wishes.iter().flatten().all(|other| other.text != way.text || other.at.distance(way.at) >= APART)
        });
        if !ways.is_empty() {
            wishes.push(ways);
        }
    }
    wishes
}

/// The longest stretch of a street that is in sight, as it is drawn.
fn longest_inside(street: &StreetLine, window: &Window) -> Vec<Point> {
    let drawing = Rect { min: Point { x: 0.0, y: 0.0 }, max: Point { x: WIDTH, y: HEIGHT } };
    let placed: Vec<Point> = street.line.iter().map(|point| window.place(*point)).collect();
    let seen = stretches(&placed, drawing).into_iter();
    seen.max_by(|one, other| length(one).total_cmp(&length(other))).unwrap_or_default()
}

/// Names of streets that are not drawn, where one looks from near.
fn spots(base: &Base, window: &Window, named: &[Vec<Wish>]) -> Vec<Wish> {
    if window.radius_m() > SPOTS_M {
        return Vec::new();
    }
    let seen = window.seen();
    let here =
        base.spots.iter().filter(|(name, at)| seen.holds(*at) && named.iter().flatten().all(|wish| wish.text != *name));
    here.map(|(name, at)| Wish { text: name.clone(), kind: "spot", at: window.place(*at), size: 10.0, angle: 0.0 })
        .collect()
}

fn length(line: &[Point]) -> f64 {
    line.windows(2).map(|pair| if let [from, to] = pair { from.distance(*to) } else { 0.0 }).sum()
}

/// A name on a line, with its middle at a part of the length, if the line is long and straight enough there.
fn along(name: &str, line: &[Point], part: f64) -> Option<Wish> {
    const SIZE: f64 = 11.0;
    let width = f64::from(u32::try_from(name.chars().count()).ok()?) * LETTER * SIZE;
    let whole = length(line);
    let (from, to) = (at_length(line, whole * part - width / 2.0)?, at_length(line, whole * part + width / 2.0)?);
    if whole < width * 1.15 || from.distance(to) < width * 0.97 {
        return None;
    }
    let (from, to) = if from.x <= to.x { (from, to) } else { (to, from) };
    let angle = (to.y - from.y).atan2(to.x - from.x);
    Some(Wish { text: name.to_owned(), kind: "street", at: from.towards(to, 0.5), size: SIZE, angle })
}

/// The point that far along a line.
fn at_length(line: &[Point], mut rest: f64) -> Option<Point> {
    for pair in line.windows(2) {
        let [from, to] = pair else { continue };
        let step = from.distance(*to);
        if step >= rest && step > 0.0 {
            return (rest >= 0.0).then(|| from.towards(*to, rest / step));
        }
        rest -= step;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_breaks_in_its_middle() {
        assert_eq!(broken("Δήμος Νεάπολης - Συκεών", 18), ["Δήμος Νεάπολης", "- Συκεών"]);
        assert_eq!(broken("Kalamaria", 18), ["Kalamaria"]);
    }

    #[test]
    fn a_name_follows_a_straight_street_and_reads_from_left_to_right() {
        let line = [(300.0, 100.0), (100.0, 100.0)].map(|(x, y)| Point { x, y });
        let wish = along("Egnatia", &line, 0.5).unwrap();
        assert_eq!((wish.at, wish.angle), (Point { x: 200.0, y: 100.0 }, 0.0));
        assert!(along("A name that is much longer than the street is", &line, 0.5).is_none());
    }

    #[test]
    fn two_names_never_stand_on_each_other() {
        let wish =
            |x: f64| Wish { text: "Name".into(), kind: "area", at: Point { x, y: 300.0 }, size: 12.0, angle: 0.0 };
        let mut room = Room::default();
        assert!(wish(400.0).granted(&mut room).is_some_and(|label| !label.wide_only));
        assert!(wish(405.0).granted(&mut room).is_none());
        assert!(wish(460.0).granted(&mut room).is_some_and(|label| label.wide_only), "room on a wide screen only");
    }
}
