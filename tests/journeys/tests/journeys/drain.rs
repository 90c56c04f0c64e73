//! Many reports through a bad network: none lost, none doubled.

use crate::cast::Story;
use dimos_journeys::{drain_queued, seeds};

/// The figure itself, with a thousand, is `make bench`'s; `DIMOS_QUEUED` queues any other number.
#[test]
fn a_hundred_and_fifty_queued_reports_arrive_once_each() -> Story {
    let count = std::env::var("DIMOS_QUEUED").ok().and_then(|count| count.parse().ok()).unwrap_or(150);
    for seed in seeds(0) {
        let figures = drain_queued(count, seed)?;
        println!("{figures:?}");
        assert_eq!((figures.queued, figures.photos), (count, (count * 2).div_ceil(100)));
        assert_eq!((figures.lost, figures.doubled), (0, 0), "seed {seed}: {figures:?}");
        assert!(figures.cuts > 10, "seed {seed}: the network was too good: {figures:?}");
    }
    Ok(())
}
