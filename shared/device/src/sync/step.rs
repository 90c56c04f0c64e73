//! The words that the engine and whoever drives it say to each other.

use super::queue::Cause;
use crate::model::{Stop, WedgeReason};
use dimos_domain::ids::*;
use jiff::Timestamp;
use std::time::Duration;

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Get a token.
    Register,
    /// Make an upload for a photo (tus creation).
    CreateUpload { act: ActId, photo: MediaId },
    /// Ask how much of a photo has arrived.
    ProbeUpload { act: ActId, photo: MediaId, url: String },
    /// Send the next piece of a photo.
    SendPiece { act: ActId, photo: MediaId, url: String, offset: u64, length: u64 },
    /// Deliver an act.
    Send { act: ActId },
    /// Fetch what changed.
    Pull,
    /// Fetch the city.
    FetchCity,
    /// Nothing can be done before this.
    Wait { until: Timestamp },
    /// Nothing more to do, or not now.
    Finish(Option<Stop>),
}

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// There is a token now.
    Registered,
    /// The upload exists.
    Created { url: String },
    /// So much of the photo has arrived.
    Arrived { bytes: u64 },
    /// The server took the act.
    Delivered,
    /// A page of changes was kept.
    Pulled { more: bool, city_is_stale: bool },
    /// The city is here.
    CityFetched,
    /// The time given was used up on the way. Not a failure.
    OutOfTime,
    /// It did not work.
    Failed(Failure),
}

/// Why something did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No connection, a cut, a time-out, an answer that is not our server's.
    Network,
    /// The server failed on this one (408, 425, 5xx).
    Server { retry_after: Option<Duration> },
    /// The server wants to be left alone (429, 503).
    Busy { retry_after: Option<Duration> },
    /// The token is not good (any more).
    Unauthenticated,
    /// This app is too old.
    Upgrade,
    /// The server does not know this upload (any more).
    UploadGone,
    /// The piece did not begin where the server stands.
    WrongOffset,
    /// The photo's file is gone from the phone.
    FileGone,
    /// The server will not have it.
    Refused(WedgeReason),
}

/// What must be kept before the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// The act leaves the outbox.
    Delivered { act: ActId },
    /// The act waits for another attempt.
    Later { act: ActId, attempt: u32, next_at: Timestamp, cause: Cause },
    /// The act waits for the person.
    Wedged { act: ActId, reason: WedgeReason },
    /// A photo of the act is no longer on this phone: it waits for the person.
    PhotoGone { act: ActId },
    /// The photo's upload is there.
    UploadMade { photo: MediaId, url: String },
    /// The photo is on the server.
    UploadDone { photo: MediaId },
    /// The photo must go up from the beginning.
    UploadAnew { photo: MediaId },
    /// The server lost the act's photos: all go up again, once.
    PhotosAnew { act: ActId },
    /// The cursor is not good (any more): pull from the beginning.
    ForgetCursor,
}
