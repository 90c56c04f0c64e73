//! The default pack's files, put into the binary by `build.rs`.

use super::files::{PackFiles, from_bytes};

include!(concat!(env!("OUT_DIR"), "/embedded_city.rs"));

/// The files as they stood when the binary was built.
pub(super) fn pack() -> PackFiles {
    from_bytes(NAME, FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())))
}
