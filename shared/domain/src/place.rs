//! Positions on the earth, as people and phones give them. Never trusts a number: what exists here is on the globe.

use serde::{Deserialize, Serialize};

/// Why a pair of numbers is no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPosition {
    /// NaN or infinite.
    #[error("latitude and longitude must be finite numbers")]
    NotFinite,
    /// Beyond ±90° or ±180°.
    #[error("latitude must lie within ±90° and longitude within ±180°")]
    OffTheGlobe,
    /// Exactly 0° N 0° E: what cameras write when they do not know.
    #[error("0° N 0° E is what a camera writes when it does not know where it is")]
    NullIsland,
}

impl InvalidPosition {
    /// Every refusal.
    pub const ALL: [Self; 3] = [Self::NotFinite, Self::OffTheGlobe, Self::NullIsland];
}

/// A point in WGS84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "RawPosition")]
pub struct Position {
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
struct RawPosition {
    lat: f64,
    lon: f64,
}

impl TryFrom<RawPosition> for Position {
    type Error = InvalidPosition;

    fn try_from(raw: RawPosition) -> Result<Self, InvalidPosition> {
        Self::new(raw.lat, raw.lon)
    }
}

/// Mean earth radius in metres (IUGG 1980).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

impl Position {
    /// Latitude and longitude in degrees.
    ///
    /// # Errors
    /// Numbers that are not finite, off the globe, or exactly (0, 0).
    pub fn new(lat: f64, lon: f64) -> Result<Self, InvalidPosition> {
        if !lat.is_finite() || !lon.is_finite() {
            Err(InvalidPosition::NotFinite)
        } else if lat.abs() > 90.0 || lon.abs() > 180.0 {
            Err(InvalidPosition::OffTheGlobe)
        } else if lat == 0.0 && lon == 0.0 {
            Err(InvalidPosition::NullIsland)
        } else {
            Ok(Self { lat, lon })
        }
    }

    /// Degrees north.
    #[must_use]
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east.
    #[must_use]
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Great-circle distance in metres (haversine).
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = ((lat2 - lat1) / 2.0).sin();
        let half_lon = ((other.lon - self.lon).to_radians() / 2.0).sin();
        let a = half_lat * half_lat + lat1.cos() * lat2.cos() * half_lon * half_lon;
        2.0 * EARTH_RADIUS_M * a.sqrt().min(1.0).asin()
    }
}

/// Where a report's position came from. The citizen's own correction weighs most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PositionSource {
    /// The photo's own EXIF.
    Photo,
    /// The phone's location service.
    Phone,
    /// A tap on the map.
    Map,
    /// A street found by typing.
    Street,
}

/// A position with how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Located {
    /// Where.
    pub position: Position,
    /// Radius in metres within which the true point lies, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<f32>,
    /// How it is known.
    pub source: PositionSource,
}

/// An integer square of the earth, 0.001° on a side (about 111 m by 85 m in Greece): what an index holds so that places
/// near each other are found without a geographic extension. Neighbours share a side or a corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell(pub i64);

/// Cells per degree.
const CELLS_PER_DEGREE: f64 = 1000.0;
/// Columns of the grid: 360° of longitude.
const COLUMNS: i64 = 360_000;

impl Cell {
    /// The cell that holds a position.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a Position is within ±180°, so the product fits by far")]
    pub fn of(position: Position) -> Self {
        let row = ((position.lat + 90.0) * CELLS_PER_DEGREE).floor() as i64;
        let column = ((position.lon + 180.0) * CELLS_PER_DEGREE).floor() as i64;
        Self(row * COLUMNS + column.rem_euclid(COLUMNS))
    }

    /// Every cell that a circle around a position can touch, row by row, as inclusive ranges of cell numbers. Radius in
    /// metres, at most 20 km (clamped).
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "clamped to 20 km: a few hundred cells")]
    pub fn ranges_around(position: Position, radius_m: f64) -> Vec<(Self, Self)> {
        let radius = radius_m.clamp(0.0, 20_000.0);
        let lat_step = radius / 111_000.0;
        let lon_step = lat_step / position.lat.to_radians().cos().max(0.01);
        let rows = ((position.lat - lat_step + 90.0) * CELLS_PER_DEGREE).floor() as i64
            ..=((position.lat + lat_step + 90.0) * CELLS_PER_DEGREE).floor() as i64;
        let west = ((position.lon - lon_step + 180.0) * CELLS_PER_DEGREE).floor() as i64;
        let east = ((position.lon + lon_step + 180.0) * CELLS_PER_DEGREE).floor() as i64;
        rows.map(|row| (Self(row * COLUMNS + west.max(0)), Self(row * COLUMNS + east.min(COLUMNS - 1)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn somewhere() -> impl Strategy<Value = Position> {
        (40.5..40.7_f64, 22.8..23.1_f64).prop_map(|(lat, lon)| Position::new(lat, lon).expect("inside ranges"))
    }

    #[test]
    fn numbers_that_are_no_position_are_refused() {
        assert_eq!(Position::new(f64::NAN, 1.0), Err(InvalidPosition::NotFinite));
        assert_eq!(Position::new(0.0, 0.0), Err(InvalidPosition::NullIsland));
        assert_eq!(Position::new(91.0, 22.9), Err(InvalidPosition::OffTheGlobe));
        assert!(serde_json::from_str::<Position>(r#"{"lat": 400, "lon": 2}"#).is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_near_lies_in_the_cells_around(a in somewhere(), b in somewhere(), radius in 1.0..5_000.0_f64) {
            if a.distance_m(b) <= radius {
                let cell = Cell::of(b);
                prop_assert!(Cell::ranges_around(a, radius).iter().any(|(from, to)| (*from..=*to).contains(&cell)));
            }
        }

        #[test]
        fn distance_is_symmetric(a in somewhere(), b in somewhere()) {
            prop_assert!((a.distance_m(b) - b.distance_m(a)).abs() < 1e-6);
        }
    }
}
