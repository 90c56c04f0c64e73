//! What comes back to this feature.

use crate::effect::{NetTrouble, StorageTrouble};
use dimos_domain::ids::CrewCode;

/// An effect's answer.
#[derive(Debug)]
pub enum Event {
    /// The settings were kept, or not.
    Kept(Result<(), StorageTrouble>),
    /// The crew's code was taken, or not.
    Enrolled(Result<CrewCode, NetTrouble>),
    /// Everything was forgotten, or not.
    Forgotten(Result<(), StorageTrouble>),
}
