//! What a crew can do.

use super::PhotoSource;

/// A crew's day.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize))]
pub enum CrewIntent {
    /// Pull to refresh.
    Refresh,
    /// Open one job.
    Open {
        /// Its id.
        job: String,
    },
    /// Put a job at another place of the day.
    MoveJob {
        /// Its id.
        job: String,
        /// From 0.
        to: u32,
    },
    /// Order the open jobs so that the way is short, from where the phone is or from the depot.
    ShortenWay,
    /// Show the way in the phone's map app.
    Navigate {
        /// Its id.
        job: String,
    },
    /// Call the citizen.
    Call {
        /// The job's id.
        job: String,
    },
    /// Begin.
    StartJob {
        /// Its id.
        job: String,
    },
    /// The note so far.
    WriteNote {
        /// All of it.
        text: String,
    },
    /// Take a photo.
    AddPhoto {
        /// From where.
        source: PhotoSource,
        /// Before the work or after it.
        kind: WorkPhoto,
    },
    /// Remove it again.
    RemovePhoto {
        /// Which.
        photo: String,
    },
    /// Send the note and photos without closing.
    SendNote,
    /// Done.
    CloseJob,
    /// Not done.
    CannotDo {
        /// Why: one of the codes that the view lists.
        reason: String,
    },
}

/// Before or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum WorkPhoto {
    /// Before the work.
    Before,
    /// After it.
    After,
}
