//! Many reports through a bad network: none lost, none doubled.

use crate::cast::Story;
use dimos_journeys::{drain_queued, seeds};

/// The figure itself, with a thousand, is `make bench`'s.
#[test]
fn a_hundred_and_fifty_queued_reports_arrive_once_each() -> Story {
    for seed in seeds(0) {
        let figures = drain_queued(150, seed)?;
        println!("{figures:?}");
        assert_eq!((figures.queued, figures.photos), (150, 3));
        assert_eq!((figures.lost, figures.doubled), (0, 0), "seed {seed}: {figures:?}");
        assert!(figures.cuts > 10, "seed {seed}: the network was too good: {figures:?}");
    }
    Ok(())
}
