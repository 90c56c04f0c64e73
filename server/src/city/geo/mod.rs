//! The ground: outlines and lines from GeoJSON, points from CSV. Everything is rounded to five decimals (about a metre)
//! and what is only drawn is simplified, since phones download it.

mod features;
mod points;
mod shapes;

pub(super) use points::points;
pub(super) use shapes::{Outline, areas, boundary, neighbours, streets};

/// Decimals of a degree that are kept: 0.00001° are 1.1 m at most.
const DECIMALS: f64 = 100_000.0;

/// To five decimals.
fn rounded(degrees: f64) -> f64 {
    (degrees * DECIMALS).round() / DECIMALS
}
