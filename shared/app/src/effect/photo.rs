//! Photos: made ready on the phone, fetched from the city.

use dimos_domain::{ids::MediaId, place::Position};

/// Make a photo ready: upright, smaller, without metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparePhoto {
    /// Its id from now on.
    pub id: MediaId,
    /// The file that the shell handed over.
    pub path: String,
}

/// A photo ready to be sent.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct PreparedPhoto {
    /// Its id.
    pub id: MediaId,
    /// The file.
    pub path: String,
    /// The thumbnail's file.
    pub thumb_path: String,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// The file's size.
    pub bytes: u64,
    /// Where it was taken, if the camera knew.
    pub position: Option<Position>,
    /// How exactly, in metres.
    pub accuracy_m: Option<f32>,
}

/// Why a photo could not be made ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoTrouble {
    /// Not an image.
    NotAnImage,
    /// HEIC: the camera should save JPEG.
    Heic,
    /// Cut off or damaged.
    Damaged,
    /// More pixels than can be handled.
    TooLarge,
    /// An image, but of a kind that is not taken.
    Unsupported,
    /// The phone's storage is full.
    StorageFull,
    /// The file could not be read or written.
    Unreadable,
}

/// Fetch a photo into a file; the answer is its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchPhoto {
    /// Which.
    pub id: MediaId,
    /// The thumbnail only.
    pub thumb: bool,
}
