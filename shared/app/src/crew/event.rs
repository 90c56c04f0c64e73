//! What comes back to this feature.

use crate::{
    effect::{NetTrouble, PhoneFix, PhotoTrouble, PickedPhoto, PreparedPhoto, StorageTrouble, TrackedJob},
    event::Stamp,
    intent::WorkPhoto,
};
use dimos_domain::ids::{ActId, JobId, MediaId};
use jiff::civil::Date;

/// An effect's answer.
#[derive(Debug)]
pub enum Event {
    /// A day was read.
    Read(Date, Result<Vec<TrackedJob>, StorageTrouble>),
    /// A photo was picked, or not.
    Picked(Stamp, JobId, WorkPhoto, PickedPhoto),
    /// A photo is ready, or not.
    Prepared(Stamp, JobId, WorkPhoto, Result<PreparedPhoto, PhotoTrouble>),
    /// The phone was located to shorten the way.
    Located(Stamp, PhoneFix),
    /// An act on a job was persisted, or not.
    Kept(Kept, JobId, Result<ActId, StorageTrouble>),
    /// Another order of the day was persisted, or not.
    Ordered(Result<ActId, StorageTrouble>),
    /// An unsent photo was given up.
    Removed(Result<(), StorageTrouble>),
    /// A thumbnail came, or not.
    Thumb(MediaId, Result<String, NetTrouble>),
}

/// What was persisted: decides what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Started.
    Started,
    /// A photo.
    Photographed,
    /// A note.
    Noted,
    /// Closed as done.
    Closed,
    /// Given back.
    GivenBack,
}
