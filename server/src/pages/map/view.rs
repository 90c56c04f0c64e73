//! A map, ready to be written into a page.

use super::{
    labels::{Label, Room, labels},
    pins::{Pin, pins},
    plane::{Point, Units},
    tiles::Tile,
    window::Window,
};
use crate::pages::{
    filter::Filter,
    queries::Found,
    visit::Visit,
    words::{Words, face_name},
};
use dimos_domain::report::Report;

/// Within this many metres from the middle to the edge, streets are drawn from their fine paths …
const FINE_M: f64 = 2_500.0;
/// … and within this many, as wide as they are.
const NEAR_M: f64 = 700.0;

/// A map.
pub(in crate::pages) struct MapView {
    /// `large` or `small`.
    pub(in crate::pages) size: &'static str,
    /// `city`, `area` or `near`.
    pub(in crate::pages) level: &'static str,
    /// What it shows, in words.
    pub(in crate::pages) name: String,
    /// From the paths' grid to the drawing.
    pub(in crate::pages) transform: String,
    pub(in crate::pages) land: String,
    pub(in crate::pages) neighbours: String,
    pub(in crate::pages) streets: String,
    pub(in crate::pages) tiles: Vec<Tile>,
    pub(in crate::pages) landmarks: Vec<Dot>,
    pub(in crate::pages) labels: Vec<Label>,
    /// Reports as links.
    pub(in crate::pages) pins: Vec<Pin>,
    /// Reports as mere points.
    pub(in crate::pages) dots: Vec<Dot>,
    /// The one report that the map is about.
    pub(in crate::pages) mark: Option<Dot>,
}

/// A point without a link.
pub(in crate::pages) struct Dot {
    pub(in crate::pages) x: Units,
    pub(in crate::pages) y: Units,
    pub(in crate::pages) kind: &'static str,
}

impl Dot {
    fn at(point: Point, kind: &'static str) -> Self {
        Self { x: Units(point.x), y: Units(point.y), kind }
    }
}

impl MapView {
    /// The map of the map's page.
    pub(super) fn large(visit: &Visit, words: &Words, filter: &Filter, window: &Window, found: &[Found]) -> Self {
        let pins = pins(words, filter, window, found);
        let mut room = Room::default();
        pins.iter().for_each(|pin| room.take(pin.at, 18.0));
        let name = words.count("page-map-name", u64::try_from(found.len()).unwrap_or(u64::MAX));
        Self { pins, ..Self::base(visit, words, window, name, room) }
    }

    /// A small map to look at, without links.
    pub(in crate::pages) fn small(visit: &Visit, words: &Words, window: &Window, found: &[Found]) -> Self {
        let dot = |found: &Found| Dot::at(window.place(Point::of(found.position)), face_name(found.state.face()));
        let name = words.count("page-map-name", u64::try_from(found.len()).unwrap_or(u64::MAX));
        let base = Self::base(visit, words, window, name, Room::default());
        let labels = base.labels.into_iter().filter(|label| label.kind == "neighbour" && !label.wide_only).collect();
        Self { size: "small", labels, dots: found.iter().map(dot).collect(), ..base }
    }

    /// A small map around one report.
    pub(in crate::pages) fn of_one(visit: &Visit, words: &Words, window: &Window, report: &Report) -> Self {
        let at = window.place(Point::of(report.located.position));
        let mut room = Room::default();
        room.take(at, 20.0);
        let place = words.place(report.place_hint.as_deref(), report.located.position);
        let mut base = Self::base(visit, words, window, words.of("page-map-of-one", &place), room);
        base.labels.retain(|label| !label.wide_only);
        Self { size: "small", mark: Some(Dot::at(at, face_name(report.state.face()))), ..base }
    }

    fn base(visit: &Visit, words: &Words, window: &Window, name: String, room: Room) -> Self {
        let base = visit.pages.base();
        let radius = window.radius_m();
        let layer = if radius <= FINE_M { &base.fine } else { &base.coarse };
        let from = window.place(layer.grid.origin);
        let tiles = visit.pages.tiles.as_ref().map(|tiles| tiles.under(window)).unwrap_or_default();
        let seen = window.seen();
        let landmarks = base.landmarks.iter().filter(|(_, at)| seen.holds(*at));
        let bare = tiles.is_empty();
        Self {
            size: "large",
            level: match radius {
                ..=NEAR_M => "near",
                ..=FINE_M => "area",
                _ => "city",
            },
            name,
            transform: format!("translate({:.2} {:.2}) scale({:.6})", from.x, from.y, layer.grid.step * window.scale()),
            land: layer.land.clone(),
            neighbours: layer.neighbours.clone(),
            // Tiles bring streets and names of their own.
            streets: if bare { layer.streets(seen) } else { String::new() },
            landmarks: if bare {
                landmarks.map(|(_, at)| Dot::at(window.place(*at), "landmark")).collect()
            } else {
                Vec::new()
            },
            labels: if bare { labels(base, window, words, room) } else { Vec::new() },
            tiles,
            pins: Vec::new(),
            dots: Vec::new(),
            mark: None,
        }
    }
}
