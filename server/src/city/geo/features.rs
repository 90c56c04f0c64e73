//! GeoJSON (RFC 7946) feature by feature, so that each complaint can name the feature's line, and the checks that every
//! ring and line must pass.

use super::rounded;
use crate::city::{
    files::PackFiles,
    findings::{Findings, newlines},
};
use dimos_domain::city::Ring;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, value::RawValue};

/// Fewest positions of a ring, the last being the first again (RFC 7946, section 3.1.6).
const FEWEST_IN_RING: usize = 4;

#[derive(Deserialize)]
struct Document<'t> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(borrow, default)]
    features: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
#[serde(bound = "P: DeserializeOwned")]
struct RawFeature<P> {
    properties: P,
    geometry: RawGeometry,
}

#[derive(Deserialize)]
struct RawGeometry {
    #[serde(rename = "type")]
    kind: String,
    coordinates: Value,
}

/// One feature.
pub(super) struct Feature<P> {
    /// Its first line in the file.
    pub line: usize,
    /// What its properties say.
    pub properties: P,
    geometry: RawGeometry,
}

/// The features that could be read, and whether all could.
pub(super) struct Features<P> {
    /// In the file's order.
    pub read: Vec<Feature<P>>,
    /// Whether any is missing.
    pub has_gaps: bool,
}

/// Reads a `FeatureCollection` or a single `Feature`.
pub(super) fn features<P: DeserializeOwned>(
    pack: &PackFiles,
    findings: &mut Findings<'_>,
    file: &str,
) -> Option<Features<P>> {
    let text = pack.text(file)?;
    let document: Document<'_> = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(error) => {
            findings.at_line(file, error.line().max(1), without_place(&error));
            return None;
        }
    };
    let mut features = Features { read: Vec::new(), has_gaps: false };
    let parts = match document.kind.as_str() {
        "FeatureCollection" => document.features.iter().map(|raw| (offset_in(text, raw.get()), raw.get())).collect(),
        "Feature" => vec![(0, text)],
        other => {
            findings.at_line(file, 1, format!("is a GeoJSON \"{other}\"; a FeatureCollection or a Feature is meant"));
            return None;
        }
    };
    if parts.is_empty() {
        findings.at_line(file, 1, "holds no feature");
    }
    let (mut line, mut counted) = (1, 0);
    for (offset, part) in parts {
        line += newlines(text.get(counted..offset).unwrap_or_default());
        counted = offset;
        match serde_json::from_str::<RawFeature<P>>(part) {
            Ok(RawFeature { properties, geometry }) => features.read.push(Feature { line, properties, geometry }),
            Err(error) => {
                findings.at_line(file, line + error.line().saturating_sub(1), without_place(&error));
                features.has_gaps = true;
            }
        }
    }
    Some(features)
}

/// How many bytes into the text a part of it begins.
fn offset_in(text: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// The library's words without its own line and column, which count from the feature.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rfind(" at line ").and_then(|end| text.get(..end)).unwrap_or(&text).to_owned()
}

impl<P> Feature<P> {
    /// The outer rings of a Polygon or MultiPolygon, checked and rounded. Holes are left out: what lies in one is asked
    /// for by nobody.
    pub(super) fn rings(&self, findings: &mut Findings<'_>, file: &str, owner: &str) -> Option<Vec<Ring>> {
        let polygons: Vec<Vec<Vec<Vec<f64>>>> = match self.geometry.kind.as_str() {
            "Polygon" => vec![self.coordinates(findings, file, owner)?],
            "MultiPolygon" => self.coordinates(findings, file, owner)?,
            other => {
                let reason = format!("{owner} is a \"{other}\"; a Polygon or MultiPolygon is meant");
                findings.at_line(file, self.line, reason);
                return None;
            }
        };
        let outer: Vec<&Vec<Vec<f64>>> = polygons.iter().filter_map(|polygon| polygon.first()).collect();
        if outer.is_empty() {
            findings.at_line(file, self.line, format!("{owner} has no ring"));
            return None;
        }
        outer.into_iter().map(|ring| self.ring(findings, file, owner, ring)).collect()
    }

    /// The lines of a LineString or MultiLineString, checked and rounded.
    pub(super) fn lines(&self, findings: &mut Findings<'_>, file: &str, owner: &str) -> Option<Vec<Vec<[f64; 2]>>> {
        let lines: Vec<Vec<Vec<f64>>> = match self.geometry.kind.as_str() {
            "LineString" => vec![self.coordinates(findings, file, owner)?],
            "MultiLineString" => self.coordinates(findings, file, owner)?,
            other => {
                let reason = format!("{owner} is a \"{other}\"; a LineString or MultiLineString is meant");
                findings.at_line(file, self.line, reason);
                return None;
            }
        };
        let lines: Option<Vec<_>> = lines.iter().map(|line| self.positions(findings, file, owner, line)).collect();
        let lines = lines?;
        if lines.iter().any(|line| line.len() < 2) {
            findings.at_line(file, self.line, format!("{owner} has a line of fewer than 2 positions"));
            return None;
        }
        Some(lines)
    }

    fn coordinates<T: DeserializeOwned>(&self, findings: &mut Findings<'_>, file: &str, owner: &str) -> Option<T> {
        let read = T::deserialize(&self.geometry.coordinates);
        if read.is_err() {
            let reason = format!("{owner}: the coordinates are not those of a {}", self.geometry.kind);
            findings.at_line(file, self.line, reason);
        }
        read.ok()
    }

    fn ring(&self, findings: &mut Findings<'_>, file: &str, owner: &str, ring: &[Vec<f64>]) -> Option<Ring> {
        let mut refuse = |reason: String| findings.at_line(file, self.line, reason);
        if ring.len() < FEWEST_IN_RING {
            refuse(format!("{owner} has a ring of {} positions; {FEWEST_IN_RING} are the fewest", ring.len()));
            return None;
        }
        if ring.first() != ring.last() {
            refuse(format!("{owner} has a ring that is not closed: its last position must be its first"));
            return None;
        }
        let ring = self.positions(findings, file, owner, ring)?;
        if area(&ring) == 0.0 {
            findings.at_line(file, self.line, format!("{owner} has a ring that encloses nothing"));
            return None;
        }
        Some(ring)
    }

    fn positions(
        &self,
        findings: &mut Findings<'_>,
        file: &str,
        owner: &str,
        positions: &[Vec<f64>],
    ) -> Option<Vec<[f64; 2]>> {
        let mut kept: Vec<[f64; 2]> = Vec::with_capacity(positions.len());
        for position in positions {
            let [lon, lat, ..] = position.as_slice() else {
                findings.at_line(file, self.line, format!("{owner} has a position of fewer than two numbers"));
                return None;
            };
            if let Some(reason) = off_the_globe(*lon, *lat) {
                findings.at_line(file, self.line, format!("{owner}: [{lon}, {lat}] {reason}"));
                return None;
            }
            let position = [rounded(*lon), rounded(*lat)];
            if kept.last() != Some(&position) {
                kept.push(position);
            }
        }
        Some(kept)
    }
}

fn off_the_globe(lon: f64, lat: f64) -> Option<&'static str> {
    if !lon.is_finite() || !lat.is_finite() {
        Some("is not finite")
    } else if lat.abs() > 90.0 && lon.abs() <= 90.0 {
        Some("looks like latitude first; GeoJSON writes longitude first")
    } else if lat.abs() > 90.0 || lon.abs() > 180.0 {
        Some("is not on the globe: longitude lies within ±180°, latitude within ±90°")
    } else {
        None
    }
}

/// Twice the area within a closed ring, in square degrees (the shoelace formula).
fn area(ring: &Ring) -> f64 {
    let sum: f64 = ring.iter().zip(ring.iter().skip(1)).map(|([x1, y1], [x2, y2])| x1 * y2 - x2 * y1).sum();
    sum.abs()
}
