//! What comes back to this feature.

use crate::effect::{NetTrouble, PhoneFix};
use dimos_domain::{ids::MediaId, place::Position, report::ReportSummary};

/// An effect's answer.
#[derive(Debug)]
pub enum Event {
    /// The phone was located, or not.
    Located(PhoneFix),
    /// What is around.
    Found {
        /// Which question it answers.
        asked: u32,
        /// Around which point was asked.
        around: Position,
        /// The answer.
        found: Result<Vec<ReportSummary>, NetTrouble>,
    },
    /// A thumbnail came, or not.
    Thumb(MediaId, Result<String, NetTrouble>),
}
