//! What was asked and what came.

/// The feature's state.
#[derive(Debug, Default)]
pub struct Model {}
