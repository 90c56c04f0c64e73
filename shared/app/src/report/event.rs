//! What comes back to this feature.

/// An effect's answer.
#[derive(Debug)]
pub enum Event {}
