//! The page of the map: the drawing, the ways to move in it, and what it shows as a list.

use super::{
    plane::Point,
    view::MapView,
    window::{CLOSEST_M, Window},
};
use crate::pages::{
    filter::{self, ChoiceGroup, FACES, Filter},
    frame::{About, Frame, Nav, words},
    queries::Found,
    rows::{Row, row},
    service::MOST_POINTS,
    visit::Visit,
    words::face_name,
};
use askama::Template;
use dimos_domain::workflow::Face;

/// Rows of the list below the map.
const ROWS: usize = 12;
/// How far one step moves the map, in parts of what is seen.
const STEP: f64 = 0.6;

/// The page.
#[derive(Template)]
#[template(path = "pages/map.html")]
pub(in crate::pages) struct MapPage {
    frame: Frame,
    map: MapView,
    faces: Vec<Way>,
    choices: Vec<ChoiceGroup>,
    /// Parameters that the forms must keep.
    kept: Vec<(&'static str, String)>,
    face: Option<&'static str>,
    filtered: bool,
    /// Whole city and its parts.
    places: Vec<Way>,
    /// Closer and further.
    zoom: Vec<Way>,
    /// The four directions.
    moves: Vec<Way>,
    street: Option<Street>,
    rows: Vec<Row>,
    told: String,
    in_list: String,
    unfiltered: String,
}

/// A street that was looked for.
struct Street {
    typed: String,
    found: Option<String>,
    others: Vec<Way>,
}

/// A link to another look at the map.
struct Way {
    kind: &'static str,
    name: String,
    /// None where there is nothing further.
    href: Option<String>,
    current: bool,
}

impl MapPage {
    pub(in crate::pages) fn new(visit: &Visit, filter: &Filter, window: &Window, found: &[Found]) -> Self {
        let words = words(visit);
        let mut about = About::new(words.t("page-map-heading"), words.t("page-map-about"), Nav::Map);
        about.listed = !visit.is_view();
        let ways = Ways { filter, window, city: Window::city(visit.pages.base()) };
        let face = |face: Option<Face>| Way {
            kind: face.map_or("all", face_name),
            name: words.t(&format!("page-face-{}", face.map_or("all", face_name))),
            href: Some(Ways { filter: &filter.with_face(face), ..ways.clone() }.here()),
            current: filter.face == face,
        };
        Self {
            map: MapView::large(visit, &words, filter, window, found),
            faces: [None].into_iter().chain(FACES.map(Some)).map(face).collect(),
            choices: filter::choices(filter, &words),
            kept: ways.window_pairs(),
            face: filter.face.map(face_name),
            filtered: filter.is_on(),
            places: ways.places(visit),
            zoom: ways.zoom(visit),
            moves: ways.moves(visit),
            street: window.street.as_ref().map(|(typed, streets)| Street {
                typed: typed.clone(),
                found: streets.first().map(|(name, _)| name.clone()),
                others: streets.iter().skip(1).map(|(name, at)| ways.street(name, Point::of(*at))).collect(),
            }),
            rows: found.iter().take(ROWS).map(|found| row(&words, found)).collect(),
            told: told(&words, found.len()),
            in_list: filter.href("/reports", &[]),
            unfiltered: Ways { filter: &Filter::default(), ..ways.clone() }.here(),
            frame: Frame::new(visit, about),
        }
    }
}

fn told(words: &crate::pages::words::Words, shown: usize) -> String {
    let key = if shown >= MOST_POINTS { "page-map-shown-newest" } else { "page-map-shown" };
    words.count(key, u64::try_from(shown).unwrap_or(u64::MAX))
}

/// Ways to other looks, with the filter kept.
#[derive(Clone)]
struct Ways<'a> {
    filter: &'a Filter,
    window: &'a Window,
    city: Window,
}

impl Ways<'_> {
    fn to(&self, pairs: &[(&'static str, String)]) -> String {
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.filter.href("/map", &pairs)
    }

    fn around(&self, centre: Point, radius_m: f64) -> String {
        self.to(&around(centre, radius_m))
    }

    /// The parameters of the present look.
    fn window_pairs(&self) -> Vec<(&'static str, String)> {
        match (&self.window.street, &self.window.area) {
            (Some((typed, _)), _) => vec![("street", typed.clone())],
            (None, Some(area)) => vec![("area", area.clone())],
            (None, None) if self.window.whole_city => Vec::new(),
            (None, None) => around(self.window.centre, self.window.radius_m()).to_vec(),
        }
    }

    fn here(&self) -> String {
        self.to(&self.window_pairs())
    }

    fn places(&self, visit: &Visit) -> Vec<Way> {
        let words = words(visit);
        let city = Way {
            kind: "city",
            name: words.t("page-map-whole-city"),
            href: Some(self.to(&[])),
            current: self.window.whole_city && self.window.street.is_none(),
        };
        let area = |spot: &super::base::AreaSpot| Way {
            kind: "area",
            name: words.area(&spot.code),
            href: Some(self.to(&[("area", spot.code.clone())])),
            current: self.window.area.as_ref() == Some(&spot.code),
        };
        std::iter::once(city).chain(visit.pages.base().areas.iter().map(area)).collect()
    }

    fn zoom(&self, visit: &Visit) -> Vec<Way> {
        let words = words(visit);
        let radius = self.window.radius_m();
        let closer =
            (radius > CLOSEST_M * 1.01).then(|| self.around(self.window.centre, (radius / 2.0).max(CLOSEST_M)));
        let further = (!self.window.whole_city).then(|| {
            let wider = radius * 2.0;
            if wider < self.city.radius_m() * 0.9 { self.around(self.window.centre, wider) } else { self.to(&[]) }
        });
        vec![
            Way { kind: "in", name: words.t("page-map-closer"), href: closer, current: false },
            Way { kind: "out", name: words.t("page-map-further"), href: further, current: false },
        ]
    }

    /// None where all of the city is in sight.
    fn moves(&self, visit: &Visit) -> Vec<Way> {
        let words = words(visit);
        if self.window.whole_city {
            return Vec::new();
        }
        let seen = self.window.seen();
        let (dx, dy) = (seen.width() * STEP, seen.height() * STEP);
        let bounds = visit.pages.base().city;
        [("north", 0.0, -dy), ("west", -dx, 0.0), ("east", dx, 0.0), ("south", 0.0, dy)]
            .into_iter()
            .map(|(kind, dx, dy)| {
                let there = Point { x: self.window.centre.x + dx, y: self.window.centre.y + dy };
                let there = bounds.nearest(there);
                let moved = there.distance(self.window.centre) > seen.height() * 0.05;
                Way {
                    kind,
                    name: words.t(&format!("page-map-{kind}")),
                    href: moved.then(|| self.around(there, self.window.radius_m())),
                    current: false,
                }
            })
            .collect()
    }

    fn street(&self, name: &str, at: Point) -> Way {
        Way { kind: "street", name: name.to_owned(), href: Some(self.around(at, 400.0)), current: false }
    }
}

fn around(centre: Point, radius_m: f64) -> [(&'static str, String); 3] {
    [("lat", format!("{:.5}", centre.lat())), ("lon", format!("{:.5}", centre.lon())), ("r", format!("{radius_m:.0}"))]
}
