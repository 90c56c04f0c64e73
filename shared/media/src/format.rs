//! Which of the formats that are read a file is in.

use super::MediaError;
use dimos_domain::media::{self, Kind};

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
    WebP,
}

/// The format of a file's content.
pub(super) fn of(bytes: &[u8]) -> Result<Format, MediaError> {
    match media::kind(bytes) {
        Kind::Jpeg => Ok(Format::Jpeg),
        Kind::Png => Ok(Format::Png),
        Kind::WebP => Ok(Format::WebP),
        Kind::Heic => Err(MediaError::Heic),
        Kind::Named(name) => Err(MediaError::Unsupported(name)),
        Kind::Unknown => Err(MediaError::NotAnImage),
    }
}
