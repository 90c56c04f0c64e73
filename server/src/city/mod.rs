//! The city as the server knows it: reads a city pack (a folder of TOML, GeoJSON and CSV that people edit) into the
//! checked [`City`] of the domain. Whatever is wrong is said with file, line and reason, all of it at once; a pack with
//! a mistake is never half used. No city's name appears here: the default pack is named in `cities/DEFAULT`.

mod check;
mod commands;
mod embedded;
mod files;
mod findings;
mod geo;
mod raw;
mod read;

pub(crate) use commands::counted;
pub use commands::{bundle_command, check_command, remarks};
pub use findings::PackError;

use dimos_domain::city::City;
use std::path::Path;

/// Reads and checks the pack in a folder.
///
/// # Errors
/// Everything that is wrong with it, by file and line.
pub fn load(path: &Path) -> Result<City, Vec<PackError>> {
    check::city(files::read_folder(path)?)
}

/// The pack that was built into the binary.
///
/// # Errors
/// Everything that is wrong with it; the tests hold that this is nothing.
pub fn embedded() -> Result<City, Vec<PackError>> {
    check::city(embedded::pack())
}

/// The pack in a folder if one is given, otherwise the one built in.
///
/// # Errors
/// As [`load`] and [`embedded`].
pub fn load_or_embedded(path: Option<&Path>) -> Result<City, Vec<PackError>> {
    path.map_or_else(embedded, load)
}

/// The JSON document that phones download.
///
/// # Errors
/// A city always has a JSON form; the error is the library's.
pub fn bundle(city: &City) -> Result<String, serde_json::Error> {
    serde_json::to_string(city)
}
