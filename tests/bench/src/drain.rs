//! A thousand reports queued on a phone, delivered through a network that cuts at random.

use crate::Figure;
use std::error::Error;

const QUEUED: usize = 1_000;
const SEED: u64 = 20_261_122;

/// Measures.
///
/// # Errors
/// The phone or the server could not be set up.
pub fn run() -> Result<Vec<Figure>, Box<dyn Error + Send + Sync>> {
    let drained = dimos_journeys::drain_queued(QUEUED, SEED)?;
    let note = format!(
        "{QUEUED} queued, seed {SEED}: {} requests, {} cuts, {:.0} s",
        drained.requests, drained.cuts, drained.seconds
    );
    let figure = |name: &str, count: u64| Figure {
        name: name.to_owned(),
        value: u32::try_from(count).map_or(f64::INFINITY, f64::from),
        limit: Some(0.0),
        note: note.clone(),
        ..Figure::default()
    };
    Ok(vec![
        figure("drain of 1,000 reports: lost", drained.lost),
        figure("drain of 1,000 reports: doubled", drained.doubled),
    ])
}
