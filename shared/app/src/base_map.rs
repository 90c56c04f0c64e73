//! The city as a drawing: what lies under the pins where there are no tiles. Made once for each version of the city and
//! language, and handed to the shell apart from the views. Flat, in metres, ready to be drawn.

use crate::{CityKit, my_city};
use dimos_domain::{city::Street, l10n::Language};
use std::{collections::HashMap, sync::Arc};

/// Metres in a degree of latitude on the mean sphere (IUGG 1980), as distances between positions are measured.
const METRES_PER_DEGREE: f64 = 111_195.08;
/// A street that is in all so many metres long is a main one,
const MAIN_M: f64 = 2_500.0;
/// and one of so many leads somewhere. The pack knows no classes; its streets are those that buses drive.
const MIDDLE_M: f64 = 800.0;

/// Draw this city from now on.
#[derive(Debug, Clone)]
pub struct DrawCity {
    /// The city.
    pub city: Arc<CityKit>,
    /// In which language its neighbours are named.
    pub language: Language,
}

/// The drawing. A line is a flat list of points: metres east, then metres north of the origin, and so on.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct BaseMap {
    /// Which version of the city this is.
    pub version: String,
    /// BCP 47 tag of the names, as far as there are several: `el` or `en`.
    pub language: String,
    /// The origin, degrees north.
    pub lat: f64,
    /// The origin, degrees east. East of it a degree is as long as at the origin's latitude.
    pub lon: f64,
    /// The municipality's outer rings, closed.
    pub boundary: Vec<Vec<f32>>,
    /// The municipalities around it.
    pub neighbours: Vec<BaseNeighbour>,
    /// The streets, main ones first.
    pub streets: Vec<BaseStreet>,
    /// Stations, squares.
    pub landmarks: Vec<BaseLandmark>,
    /// What the licences of the data want to be read on the map, line by line.
    pub credits: Vec<String>,
}

/// A municipality next door.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct BaseNeighbour {
    /// Its name.
    pub name: String,
    /// Its outer rings, closed.
    pub boundary: Vec<Vec<f32>>,
}

/// A street, or a part of one.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct BaseStreet {
    /// Its name as on the sign.
    pub name: String,
    /// How far away it still matters.
    pub rank: StreetRank,
    /// Its course.
    pub line: Vec<f32>,
}

/// How much a street matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum StreetRank {
    /// Crosses the city.
    Main,
    /// Crosses a part of it.
    Middle,
    /// All others.
    Minor,
}

/// A named point.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct BaseLandmark {
    /// Its name.
    pub name: String,
    /// Metres east of the origin.
    pub east: f32,
    /// Metres north of it.
    pub north: f32,
}

/// Makes it: some 8,000 points for a large city.
#[must_use]
pub fn base_map(wanted: &DrawCity) -> BaseMap {
    let (city, language) = (&wanted.city.city, wanted.language);
    let ground = &city.geography;
    let ruler = Ruler::at(my_city::middle(&wanted.city).map_or((0.0, 0.0), |middle| (middle.lat(), middle.lon())));
    let rings = |rings: &[Vec<[f64; 2]>]| rings.iter().map(|ring| ruler.line(ring)).collect();
    let ranks = ranks(&ground.streets);
    let mut streets: Vec<BaseStreet> = ground
        .streets
        .iter()
        .map(|street| BaseStreet {
            name: street.name.clone(),
            rank: ranks.get(street.name.as_str()).copied().unwrap_or(StreetRank::Minor),
            line: ruler.line(&street.line),
        })
        .collect();
    streets.sort_by_key(|street| street.rank);
    BaseMap {
        version: city.version.clone(),
        language: language.tag().to_owned(),
        lat: ruler.lat,
        lon: ruler.lon,
        boundary: rings(&ground.boundary),
        neighbours: ground
            .neighbours
            .iter()
            .map(|next| BaseNeighbour { name: next.name.get(language).to_owned(), boundary: rings(&next.boundary) })
            .collect(),
        streets,
        landmarks: ground
            .landmarks
            .iter()
            .map(|mark| {
                let (east, north) = ruler.metres([mark.position.lon(), mark.position.lat()]);
                BaseLandmark { name: mark.name.clone(), east, north }
            })
            .collect(),
        credits: ground.credits.clone(),
    }
}

/// A city is small enough to be flat.
struct Ruler {
    lat: f64,
    lon: f64,
    east_degree: f64,
}

impl Ruler {
    fn at((lat, lon): (f64, f64)) -> Self {
        Self { lat, lon, east_degree: METRES_PER_DEGREE * lat.to_radians().cos() }
    }

    /// A centimetre is lost at most, 100 km away.
    #[allow(clippy::cast_possible_truncation, reason = "a screen's pixel is more than what is lost")]
    fn metres(&self, [lon, lat]: [f64; 2]) -> (f32, f32) {
        (((lon - self.lon) * self.east_degree) as f32, ((lat - self.lat) * METRES_PER_DEGREE) as f32)
    }

    fn line(&self, points: &[[f64; 2]]) -> Vec<f32> {
        points.iter().flat_map(|point| <[f32; 2]>::from(self.metres(*point))).collect()
    }
}

/// How much each street matters, by how long all of it is.
fn ranks(streets: &[Street]) -> HashMap<&str, StreetRank> {
    let mut lengths: HashMap<&str, f64> = HashMap::new();
    for street in streets {
        let steps = street.line.iter().zip(street.line.iter().skip(1));
        let metres: f64 = steps
            .map(|([from_lon, from_lat], [to_lon, to_lat])| {
                let east = (to_lon - from_lon) * from_lat.to_radians().cos();
                east.hypot(to_lat - from_lat) * METRES_PER_DEGREE
            })
            .sum();
        *lengths.entry(&street.name).or_default() += metres;
    }
    let rank = |metres: f64| match metres {
        main if main >= MAIN_M => StreetRank::Main,
        middle if middle >= MIDDLE_M => StreetRank::Middle,
        _ => StreetRank::Minor,
    };
    lengths.into_iter().map(|(name, metres)| (name, rank(metres))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests;
