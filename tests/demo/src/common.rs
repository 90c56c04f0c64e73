//! What every chapter needs: what can go wrong, and waiting.

use crate::city::Trouble;
use dimos_domain::ids::InvalidId;
use dimos_phone::{Refused, Stuck};
use std::{thread, time::Duration};

/// Why the story broke off.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// A phone did not show what it should.
    #[error(transparent)]
    Phone(#[from] Stuck),
    /// The server refused somebody at a desk or in a browser.
    #[error("at the desk: {0}")]
    Desk(#[from] Refused),
    /// A command beside the server.
    #[error(transparent)]
    Command(#[from] Trouble),
    /// A file.
    #[error(transparent)]
    File(#[from] std::io::Error),
    /// The city pack has no such crew.
    #[error(transparent)]
    Code(#[from] InvalidId),
    /// This machine does not know the city's time zone.
    #[error(transparent)]
    Zone(#[from] jiff::Error),
    /// A list was shorter than it should be.
    #[error("there is no {0}")]
    Missing(&'static str),
}

/// Asks again for a while.
pub fn eventually(holds: impl Fn() -> Result<bool, Broken>) -> Result<bool, Broken> {
    for _ in 0..150 {
        if holds()? {
            return Ok(true);
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(false)
}
