//! What comes back to this feature.

use super::model::NearbyQuestion;
use crate::{
    effect::{NetTrouble, PhoneFix, PhotoTrouble, PickedPhoto, PreparedPhoto, StorageTrouble},
    event::Stamp,
    intent::ShelfChoice,
};
use dimos_domain::{
    ids::{ActId, MediaId, ReportId},
    report::{Relation, ReportSummary},
};
use uuid::Uuid;

/// An effect's answer.
#[derive(Debug)]
pub enum Event {
    /// A draft or the settings were kept, or not.
    Kept(Result<(), StorageTrouble>),
    /// A photo was taken, or not.
    Picked {
        /// For which draft.
        draft: Uuid,
        /// Its id from now on.
        photo: MediaId,
        /// What came of it.
        picked: PickedPhoto,
    },
    /// A photo is ready, or cannot be.
    Prepared {
        /// For which draft.
        draft: Uuid,
        /// Which.
        photo: MediaId,
        /// What came of it.
        outcome: Result<PreparedPhoto, PhotoTrouble>,
    },
    /// The phone was located, or not.
    Located {
        /// For which draft.
        draft: Uuid,
        /// What came of it.
        fix: PhoneFix,
    },
    /// Open reports near.
    Nearby {
        /// What was asked.
        question: NearbyQuestion,
        /// What came of it.
        found: Result<Vec<ReportSummary>, NetTrouble>,
    },
    /// How this phone's owner stands to a report near, where it is on this phone.
    Known {
        /// Which.
        report: ReportId,
        /// How.
        relation: Option<Relation>,
    },
    /// A thumbnail of a report near.
    Thumb {
        /// Which.
        photo: MediaId,
        /// Its file.
        file: Result<String, NetTrouble>,
    },
    /// The draft was persisted for delivery as a report, or not.
    Sent {
        /// Which draft.
        draft: Uuid,
        /// What came of it.
        outcome: Result<ActId, StorageTrouble>,
    },
    /// The draft was persisted for delivery under a report that exists ("me too", or a comment on one's own), or not.
    Joined {
        /// When the person said so.
        stamp: Stamp,
        /// Which draft.
        draft: Uuid,
        /// Where that report is found.
        shelf: ShelfChoice,
        /// What came of it.
        outcome: Result<ActId, StorageTrouble>,
    },
}
