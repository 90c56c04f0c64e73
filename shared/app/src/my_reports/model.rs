//! The list and the open report.

/// The feature's state.
#[derive(Debug, Default)]
pub struct Model {}

impl Model {
    /// Whether one report's page is in front.
    #[must_use]
    pub fn is_open(&self) -> bool {
        false
    }

    /// Leaves that page.
    pub fn close(&mut self) {}
}
