//! Every way in which a photo can fail to become ready, each one something that a person can be told and can act upon.

use std::io;

/// Why a photo was not prepared. Reads after "the photo could not be added: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// There is no such file: it was moved or deleted since it was chosen.
    #[error("the file is not there any more")]
    Missing,
    /// Empty, a folder, or no picture by its first bytes, whatever its name says.
    #[error("the file is not a picture")]
    NotAnImage,
    /// The format of iPhone originals: the shell should hand a JPEG (or the citizen choose "most compatible").
    #[error("the picture is in HEIC format; a JPEG is needed")]
    Heic,
    /// A picture, but of a kind that is not read; the kind's own name.
    #[error("pictures of the kind {0} are not read")]
    Unsupported(&'static str),
    /// The file ends before the picture does: half a download, a full card.
    #[error("the file ends before the picture does")]
    Truncated,
    /// The file is a picture that contradicts itself.
    #[error("the picture is damaged")]
    Damaged,
    /// Announces more pixels than may be decoded; seen in the header, before memory is taken.
    #[error("the picture of {width}×{height} pixels is larger than {limit} pixels")]
    TooManyPixels {
        /// Pixels across, by the header.
        width: u32,
        /// Pixels down, by the header.
        height: u32,
        /// Most pixels for a picture of this kind.
        limit: u64,
    },
    /// More bytes than a photo should have.
    #[error("the file of {bytes} bytes is larger than {limit} bytes")]
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// Most bytes of a file.
        limit: u64,
    },
    /// The phone has no room left.
    #[error("the phone's storage is full")]
    DiskFull,
    /// The folder lies on storage that cannot be written.
    #[error("the storage cannot be written")]
    ReadOnly,
    /// The operating system does not let the app read the file or write the folder.
    #[error("the app may not use this file or folder")]
    NotAllowed,
    /// Any other failure of the storage.
    #[error("the storage failed ({0})")]
    Io(io::ErrorKind),
}

impl From<io::Error> for MediaError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::PermissionDenied => Self::NotAllowed,
            kind => Self::Io(kind),
        }
    }
}
