//! The day and the open job.

/// The feature's state.
#[derive(Debug, Default)]
pub struct Model {}

impl Model {
    /// Whether one job is in front.
    #[must_use]
    pub fn is_open(&self) -> bool {
        false
    }

    /// Leaves it.
    pub fn close(&mut self) {}
}
