//! The city on the ground: what lies inside, whose ground a spot outside is, and what the nearest street is called.

use super::staff::Area;
use crate::{l10n::Text, place::Position};
use serde::{Deserialize, Serialize};

/// A closed ring of positions, as `[longitude, latitude]` degrees (GeoJSON's order, RFC 7946).
pub type Ring = Vec<[f64; 2]>;

/// Everything about the ground.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Geography {
    /// The municipality: outer rings.
    pub boundary: Vec<Ring>,
    /// The municipalities around it.
    pub neighbours: Vec<Neighbour>,
    /// Named streets as lines: the drawn base map and the "near" hint.
    pub streets: Vec<Street>,
    /// Street names with one point each: for finding a street by typing.
    pub street_names: Vec<Landmark>,
    /// Squares, stations: drawn on the map.
    pub landmarks: Vec<Landmark>,
    /// Named parts of the city.
    #[serde(default)]
    pub areas: Vec<Area>,
    /// Credit lines that licences ask for.
    pub credits: Vec<String>,
}

/// A municipality next door.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Its name.
    pub name: Text,
    /// Its outer rings.
    pub boundary: Vec<Ring>,
    /// Where its citizens report, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_at: Option<String>,
}

/// A street as one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Street {
    /// Its name as on the sign.
    pub name: String,
    /// Its course, `[longitude, latitude]`.
    pub line: Vec<[f64; 2]>,
}

/// A named point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Landmark {
    /// Its name.
    pub name: String,
    /// Which part of the city, where names repeat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Where.
    pub position: Position,
}

/// Where a position lies.
#[derive(Debug, Clone, PartialEq)]
pub enum Whereabouts<'a> {
    /// In this city; the code of its area, if one is drawn.
    Inside {
        /// The area's code.
        area: Option<&'a str>,
    },
    /// In a neighbour.
    Neighbour(&'a Neighbour),
    /// Nowhere near.
    FarAway,
}
