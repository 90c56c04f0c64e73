//! What only the operating system can do, and what it answers.

use crate::intent::PhotoSource;

/// Take or choose a photo. The shell hands over a JPEG (or PNG) file in the app's own storage, its EXIF untouched.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PickPhoto {
    /// From where.
    pub source: PhotoSource,
    /// What it is for. If the operating system ends the app meanwhile, the next one hands it back with the photo:
    /// [`crate::Intent::PhotoArrived`].
    pub belongs_to: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize))]
pub enum PickedPhoto {
    /// A file.
    Picked {
        /// Its path.
        path: String,
    },
    /// The person thought better of it.
    Cancelled,
    /// The person does not allow it.
    Denied,
    /// There is no camera, or it failed.
    Unavailable,
    /// The phone has no room for it.
    StorageFull,
}

/// Find out where the phone is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Locate {
    /// Give up after this many milliseconds.
    pub timeout_ms: u32,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum PhoneFix {
    /// A position.
    Found {
        /// Degrees north.
        lat: f64,
        /// Degrees east.
        lon: f64,
        /// Radius in metres.
        accuracy_m: f32,
    },
    /// The person does not allow it.
    Denied,
    /// Location is switched off.
    Off,
    /// No fix in time.
    TimedOut,
}

/// Open an address (`https:`, `geo:`, `tel:`).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct OpenUrl {
    /// The address.
    pub url: String,
}

/// Offer the system's share sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ShareText {
    /// What to share.
    pub text: String,
}

/// Put a text on the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct CopyText {
    /// The text, as it is pasted elsewhere.
    pub text: String,
}

/// Show a file in the phone's viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ShowFile {
    /// Where it lies, in the app's own storage.
    pub path: String,
    /// Its media type, `application/pdf`.
    pub media_type: String,
    /// What it is called.
    pub title: String,
}

/// Offer the system's share sheet with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ShareFile {
    /// Where it lies, in the app's own storage.
    pub path: String,
    /// Its media type, `application/pdf`.
    pub media_type: String,
    /// What it is called.
    pub title: String,
}

/// There is something unsent: ask the operating system to wake the app when there is a network.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ScheduleDelivery {
    /// How many acts wait.
    pub waiting: u32,
}
