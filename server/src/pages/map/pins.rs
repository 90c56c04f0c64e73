//! Reports as points: apart where there is room, together as a number where there is not.

use super::{
    plane::{Point, Units},
    window::{CLOSEST_M, Window},
};
use crate::pages::{
    filter::{FACES, Filter},
    queries::Found,
    rows::href,
    words::{Words, face_name},
};

/// Two points nearer than this many drawing units become one: room for a finger (24 px, WCAG 2.2, 2.5.8) on a narrow screen.
const APART: f64 = 58.0;
/// Most reports that are drawn around their common place where one cannot look closer.
const MOST_AROUND: usize = 8;
/// How far from it.
const AROUND: f64 = 62.0;

/// A point on the drawing.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pages) struct Pin {
    pub(in crate::pages) x: Units,
    pub(in crate::pages) y: Units,
    pub(in crate::pages) href: String,
    /// What it is, for those who do not see it.
    pub(in crate::pages) name: String,
    /// `open`, `fixed`, `closed`; `many` for several reports.
    pub(in crate::pages) kind: &'static str,
    /// How many, if several.
    pub(in crate::pages) n: String,
    pub(super) at: Point,
}

/// Reports near each other.
struct Cluster<'a> {
    middle: Point,
    reports: Vec<&'a Found>,
}

/// The points of a map.
pub(super) fn pins(words: &Words, filter: &Filter, window: &Window, found: &[Found]) -> Vec<Pin> {
    let closest = window.radius_m() <= CLOSEST_M * 1.01;
    clusters(window, found)
        .iter()
        .flat_map(|cluster| match cluster.reports.as_slice() {
            [one] => vec![pin(words, one, cluster.middle)],
            several if closest && several.len() <= MOST_AROUND => around(words, cluster),
            several => vec![many(words, filter, window, cluster.middle, several)],
        })
        .collect()
}

fn clusters<'a>(window: &Window, found: &'a [Found]) -> Vec<Cluster<'a>> {
    let mut clusters: Vec<Cluster<'a>> = Vec::new();
    for report in found {
        let at = window.place(Point::of(report.position));
        let near = clusters.iter_mut().find(|cluster| cluster.middle.distance(at) < APART);
        match near {
            Some(cluster) => cluster.add(at, report),
            None => clusters.push(Cluster { middle: at, reports: vec![report] }),
        }
    }
    merged(clusters)
}

impl<'a> Cluster<'a> {
    fn add(&mut self, at: Point, report: &'a Found) {
        let n = count(self.reports.len());
        self.middle = self.middle.towards(at, 1.0 / (n + 1.0));
        self.reports.push(report);
    }
}

/// Middles move while reports are added: those that came too near are put together.
fn merged(clusters: Vec<Cluster<'_>>) -> Vec<Cluster<'_>> {
    let mut kept: Vec<Cluster<'_>> = Vec::with_capacity(clusters.len());
    for cluster in clusters {
        match kept.iter_mut().find(|other| other.middle.distance(cluster.middle) < APART) {
            Some(other) => {
                let (ours, theirs) = (count(other.reports.len()), count(cluster.reports.len()));
                other.middle = other.middle.towards(cluster.middle, theirs / (ours + theirs));
                other.reports.extend(cluster.reports);
            }
            None => kept.push(cluster),
        }
    }
    kept
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn pin(words: &Words, report: &Found, at: Point) -> Pin {
    let service = words.service(&report.service);
    let place = words.place(report.place_hint.as_deref(), report.position);
    let values = [
        ("service", service.into()),
        ("place", place.into()),
        ("state", words.state(report.state).into()),
        ("number", report.number.as_str().into()),
    ];
    Pin {
        x: Units(at.x),
        y: Units(at.y),
        href: href(&report.number),
        name: words.with("page-map-pin", &values),
        kind: face_name(report.state.face()),
        n: String::new(),
        at,
    }
}

/// Reports of one place, in a ring around it.
fn around(words: &Words, cluster: &Cluster<'_>) -> Vec<Pin> {
    let n = count(cluster.reports.len());
    let mut turn = -std::f64::consts::FRAC_PI_2;
    let mut pins = Vec::with_capacity(cluster.reports.len());
    for report in &cluster.reports {
        let at = Point { x: cluster.middle.x + AROUND * turn.cos(), y: cluster.middle.y + AROUND * turn.sin() };
        pins.push(pin(words, report, at));
        turn += std::f64::consts::TAU / n;
    }
    pins
}

/// Several reports as one point that leads closer.
fn many(words: &Words, filter: &Filter, window: &Window, at: Point, reports: &[&Found]) -> Pin {
    let n = u64::try_from(reports.len()).unwrap_or(u64::MAX);
    let faces: Vec<String> = FACES
        .into_iter()
        .filter_map(|face| {
            let of_face = reports.iter().filter(|report| report.state.face() == face).count();
            let n = u64::try_from(of_face).unwrap_or(u64::MAX);
            (n > 0).then(|| words.count(&format!("page-map-many-{}", face_name(face)), n))
        })
        .collect();
    let values = [("n", n.into()), ("number", words.number(n).into()), ("faces", faces.join(", ").into())];
    Pin {
        x: Units(at.x),
        y: Units(at.y),
        href: closer(filter, window, at, reports),
        name: words.with("page-map-many", &values),
        kind: "many",
        n: words.number(n),
        at,
    }
}

/// Where several reports come apart; the list below the map where one cannot look closer.
fn closer(filter: &Filter, window: &Window, at: Point, reports: &[&Found]) -> String {
    let radius = window.radius_m();
    if radius <= CLOSEST_M * 1.01 {
        return "#here".to_owned();
    }
    let spread = reports.iter().map(|report| window.place(Point::of(report.position)).distance(at)).fold(0.0, f64::max);
    let metres = spread / window.scale() * window.centre.metres() * 1.4;
    let seen = window.seen();
    let world = Point { x: seen.min.x + at.x / window.scale(), y: seen.min.y + at.y / window.scale() };
    let wanted = [
        ("lat", format!("{:.5}", world.lat())),
        ("lon", format!("{:.5}", world.lon())),
        ("r", format!("{:.0}", metres.clamp(CLOSEST_M, (radius / 2.0).max(CLOSEST_M)))),
    ];
    let wanted: Vec<(&str, &str)> = wanted.iter().map(|(name, value)| (*name, value.as_str())).collect();
    filter.href("/map", &wanted)
}
