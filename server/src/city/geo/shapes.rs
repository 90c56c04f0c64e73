//! The municipality, its neighbours, its areas and its streets.

use super::{
    features::{Feature, features},
    rounded,
};
use crate::city::{
    check::Codes,
    files::{self, PackFiles},
    findings::{Findings, did_you_mean},
};
use dimos_domain::{
    city::{Area, Geography, Ground, Neighbour, Ring, Street, Whereabouts},
    ids::GroupCode,
    l10n::Text,
    place::Position,
};
use geo::{Coord, LineString, Simplify};
use serde::{Deserialize, de::IgnoredAny};

/// How far, in degrees, a neighbour's simplified outline may lie from the true one: 10 m at most.
const NEIGHBOUR_TOLERANCE: f64 = 0.000_09;
/// The same for a street: 3.3 m at most.
const STREET_TOLERANCE: f64 = 0.000_03;

/// The municipality's outline.
pub(in crate::city) struct Outline {
    rings: Vec<Ring>,
    ground: Ground,
}

impl Outline {
    fn new(rings: Vec<Ring>) -> Self {
        let ground = Ground::new(&Geography { boundary: rings.clone(), ..Geography::default() });
        Self { rings, ground }
    }

    /// Whether a position lies inside.
    pub(in crate::city) fn contains(&self, position: Position) -> bool {
        matches!(self.ground.whereabouts(position), Whereabouts::Inside { .. })
    }

    /// Whether a position lies inside once its two numbers are exchanged.
    pub(in crate::city) fn contains_exchanged(&self, position: Position) -> bool {
        Position::new(position.lon(), position.lat()).is_ok_and(|exchanged| self.contains(exchanged))
    }

    /// Whether most of what the pack says of the city, with latitude and longitude by name, lies inside only once the two
    /// are exchanged.
    fn is_turned(&self, known: &[Position]) -> bool {
        let against = |position: &&Position| !self.contains(**position) && self.contains_exchanged(**position);
        known.iter().filter(against).count() * 2 > known.len()
    }

    /// The rings.
    pub(in crate::city) fn into_rings(self) -> Vec<Ring> {
        self.rings
    }

    /// Whether these come near only once latitude and longitude are exchanged.
    fn is_near_exchanged(&self, lines: &[Ring]) -> bool {
        !self.is_near(lines) && self.is_near(&lines.iter().map(exchanged).collect::<Vec<_>>())
    }

    /// Whether any of the rings' bounding boxes touches one of these.
    fn is_near(&self, rings: &[Ring]) -> bool {
        let mine: Vec<Bounds> = self.rings.iter().map(bounds).collect();
        rings.iter().map(bounds).any(|theirs| mine.iter().any(|mine| mine.touches(theirs)))
    }
}

/// The smallest upright rectangle around a ring.
#[derive(Clone, Copy)]
struct Bounds {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Bounds {
    fn touches(self, other: Self) -> bool {
        self.west <= other.east && other.west <= self.east && self.south <= other.north && other.south <= self.north
    }
}

fn bounds(ring: &Ring) -> Bounds {
    let nothing = Bounds { west: f64::MAX, south: f64::MAX, east: f64::MIN, north: f64::MIN };
    ring.iter().fold(nothing, |around, [lon, lat]| Bounds {
        west: around.west.min(*lon),
        south: around.south.min(*lat),
        east: around.east.max(*lon),
        north: around.north.max(*lat),
    })
}

/// The municipality: every polygon of the file belongs to it. It is not simplified: a metre decides who is responsible.
/// `known` lies in the city, as other files say.
pub(in crate::city) fn boundary(pack: &PackFiles, findings: &mut Findings<'_>, known: &[Position]) -> Option<Outline> {
    if pack.text(files::BOUNDARY).is_none() && !pack.is_unreadable(files::BOUNDARY) {
        findings.in_file(files::BOUNDARY, "is missing");
    }
    let features = features::<IgnoredAny>(pack, findings, files::BOUNDARY)?;
    let rings: Option<Vec<Vec<Ring>>> =
        features.read.iter().map(|feature| feature.rings(findings, files::BOUNDARY, "the boundary")).collect();
    let rings = rings?.concat();
    if rings.is_empty() || features.has_gaps {
        return None;
    }
    let outline = Outline::new(rings);
    if !outline.is_turned(known) {
        return Some(outline);
    }
    let line = features.read.first().map_or(1, |feature| feature.line);
    findings.at_line(
        files::BOUNDARY,
        line,
        "the boundary looks like latitude first, for the depots, street names and landmarks lie inside it the other way \
         round; GeoJSON writes longitude first",
    );
    // As it was meant, so that what else is wrong is said at once.
    Some(Outline::new(outline.rings.iter().map(exchanged).collect()))
}

fn exchanged(ring: &Ring) -> Ring {
    ring.iter().map(|[first, second]| [*second, *first]).collect()
}

/// Named parts of the city, as far as they could be read.
pub(in crate::city) struct Areas {
    areas: Vec<Area>,
    has_gaps: bool,
}

impl Areas {
    /// The areas, to look at.
    pub(in crate::city) fn as_read(&self) -> &[Area] {
        &self.areas
    }

    /// The areas.
    pub(in crate::city) fn into_areas(self) -> Vec<Area> {
        self.areas
    }

    /// What routing rules may name.
    pub(in crate::city) fn codes(&self) -> Codes {
        Codes::new("area", self.areas.iter().map(|area| area.code.clone()).collect(), self.has_gaps)
    }
}

#[derive(Deserialize)]
struct AreaProperties {
    code: String,
    name_el: String,
    name_en: String,
}

/// The city's areas; none if the file is absent.
pub(in crate::city) fn areas(pack: &PackFiles, findings: &mut Findings<'_>, boundary: Option<&Outline>) -> Areas {
    let mut areas = Areas { areas: Vec::new(), has_gaps: pack.is_unreadable(files::AREAS) };
    if pack.text(files::AREAS).is_none() {
        return areas;
    }
    let Some(features) = features::<AreaProperties>(pack, findings, files::AREAS) else {
        areas.has_gaps = true;
        return areas;
    };
    areas.has_gaps |= features.has_gaps;
    for feature in &features.read {
        match area(findings, feature, &areas.areas, boundary) {
            Some(area) => areas.areas.push(area),
            None => areas.has_gaps = true,
        }
    }
    areas
}

fn area(
    findings: &mut Findings<'_>,
    feature: &Feature<AreaProperties>,
    earlier: &[Area],
    boundary: Option<&Outline>,
) -> Option<Area> {
    let AreaProperties { code, name_el, name_en } = &feature.properties;
    let owner = format!("area \"{code}\"");
    let mut refuse = |reason: String| findings.at_line(files::AREAS, feature.line, reason);
    if code.parse::<GroupCode>().is_err() {
        refuse(format!("\"{code}\" is no code for an area: use 1 to 40 of a-z, 0-9, - and _"));
    }
    if earlier.iter().any(|area| &area.code == code) {
        refuse(format!("{owner} is defined twice"));
    }
    if name_el.trim().is_empty() || name_en.trim().is_empty() {
        refuse(format!("{owner}: name_el or name_en is empty"));
    }
    let outline = feature.rings(findings, files::AREAS, &owner)?;
    if let Some(boundary) = boundary.filter(|boundary| !boundary.is_near(&outline)) {
        let hint = if boundary.is_near_exchanged(&outline) { "; its positions look like latitude first" } else { "" };
        findings.at_line(files::AREAS, feature.line, format!("{owner} lies outside the boundary{hint}"));
    }
    Some(Area { code: code.clone(), name: text(name_el, name_en), outline })
}

#[derive(Deserialize)]
struct NeighbourProperties {
    name_el: String,
    name_en: String,
    report_at: Option<String>,
}

/// The municipalities around, simplified to within 10 m; none if the file is absent.
pub(in crate::city) fn neighbours(
    pack: &PackFiles,
    findings: &mut Findings<'_>,
    boundary: Option<&Outline>,
) -> Option<Vec<Neighbour>> {
    if pack.text(files::NEIGHBOURS).is_none() {
        return Some(Vec::new());
    }
    let features = features::<NeighbourProperties>(pack, findings, files::NEIGHBOURS)?;
    features.read.iter().map(|feature| neighbour(findings, feature, boundary)).collect()
}

fn neighbour(
    findings: &mut Findings<'_>,
    feature: &Feature<NeighbourProperties>,
    boundary: Option<&Outline>,
) -> Option<Neighbour> {
    let NeighbourProperties { name_el, name_en, report_at } = &feature.properties;
    let owner = format!("neighbour \"{name_en}\"");
    if name_el.trim().is_empty() || name_en.trim().is_empty() {
        let reason = format!("{owner}: name_el or name_en is empty");
        findings.at_line(files::NEIGHBOURS, feature.line, reason);
    }
    if let Some(address) = report_at
        && !address.starts_with("https://")
    {
        let hint = did_you_mean(address.split(':').next().unwrap_or_default(), ["https"]);
        let reason = format!("{owner}: report_at \"{address}\" must start with https://{hint}");
        findings.at_line(files::NEIGHBOURS, feature.line, reason);
    }
    let rings = feature.rings(findings, files::NEIGHBOURS, &owner)?;
    if boundary.is_some_and(|boundary| boundary.is_near_exchanged(&rings)) {
        findings.at_line(files::NEIGHBOURS, feature.line, turned(&owner));
    }
    Some(Neighbour {
        name: text(name_el, name_en),
        boundary: rings.into_iter().map(simplified_ring).collect(),
        report_at: report_at.clone(),
    })
}

#[derive(Deserialize)]
struct StreetProperties {
    name: String,
}

/// The streets' courses, simplified to within 3 m; none if the file is absent.
pub(in crate::city) fn streets(
    pack: &PackFiles,
    findings: &mut Findings<'_>,
    boundary: Option<&Outline>,
) -> Option<Vec<Street>> {
    if pack.text(files::STREETS).is_none() {
        return Some(Vec::new());
    }
    let features = features::<StreetProperties>(pack, findings, files::STREETS)?;
    let (mut streets, mut is_told) = (Vec::new(), false);
    for feature in &features.read {
        let name = feature.properties.name.trim();
        if name.is_empty() {
            findings.at_line(files::STREETS, feature.line, "a street has no name; leave unnamed lines out");
        }
        let owner = format!("street \"{name}\"");
        let lines = feature.lines(findings, files::STREETS, &owner).unwrap_or_default();
        // Whoever exchanged one street exchanged them all: the first is enough to know.
        if !is_told && boundary.is_some_and(|boundary| boundary.is_near_exchanged(&lines)) {
            findings.at_line(files::STREETS, feature.line, turned(&owner));
            is_told = true;
        }
        for line in lines {
            streets.push(Street { name: name.to_owned(), line: simplified(&line, STREET_TOLERANCE) });
        }
    }
    Some(streets)
}

fn turned(owner: &str) -> String {
    format!(
        "{owner} lies by the boundary only the other way round: its positions look like latitude first; GeoJSON writes longitude first"
    )
}

fn text(el: &str, en: &str) -> Text {
    Text { el: el.trim().to_owned(), en: en.trim().to_owned() }
}

/// The ring with fewer corners; as it was where too few would be left (a rock in the sea).
fn simplified_ring(ring: Ring) -> Ring {
    let fewer = simplified(&ring, NEIGHBOUR_TOLERANCE);
    if fewer.len() < 4 { ring } else { fewer }
}

/// Ramer, Douglas and Peucker: leaves out what lies within the tolerance of a straight line; both ends stay.
fn simplified(line: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    let line: LineString = line.iter().map(|[x, y]| Coord { x: *x, y: *y }).collect();
    line.simplify(tolerance).into_iter().map(|Coord { x, y }| [rounded(x), rounded(y)]).collect()
}
