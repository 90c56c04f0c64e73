//! The last resort: acts picked out of the raw bytes of a database that nothing can open any more, and of its log. Their
//! photos lie in files of their own; which file is which stands in the same bytes.

use super::salvage::SalvagedPhoto;
use crate::model::PendingPhoto;
use dimos_domain::{
    act::Act,
    ids::{ActId, MediaId},
};
use std::{collections::BTreeMap, path::Path};

/// How every kept act begins.
const BEGINNING: &[u8] = b"{\"id\":\"";
/// Larger files than a phone's database can be are not read whole.
const MOST_BYTES: u64 = 256 << 20;
/// How the path of a prepared photo ends; its checksum stands behind it.
const ENDING: &[u8] = b".jpg";
/// SHA-256 in hex.
const CHECKSUM_CHARS: usize = 64;
/// Longer paths than this are not looked for.
const MOST_PATH_BYTES: usize = 1_000;

/// Every act whose text lies in one piece in the file or its log, by id, with those of its photos whose files are still
/// in the device's folder.
pub fn acts(database: &Path, dir: &Path) -> Vec<(Act, Vec<SalvagedPhoto>)> {
    let files: Vec<Vec<u8>> = ["", "-wal"].iter().filter_map(|suffix| read(database, suffix)).collect();
    let found: BTreeMap<ActId, Act> = files.iter().flat_map(|bytes| in_bytes(bytes)).map(|act| (act.id, act)).collect();
    let photos_of = |act: &Act| {
        let of_file = |id| files.iter().find_map(|bytes| photo(bytes, act.id, id, dir));
        act.what.photos().iter().filter_map(|id| of_file(*id)).collect()
    };
    found.into_values().map(|act| (act.clone(), photos_of(&act))).collect()
}

fn read(database: &Path, suffix: &str) -> Option<Vec<u8>> {
    let mut path = database.as_os_str().to_owned();
    path.push(suffix);
    let fits = std::fs::metadata(&path).is_ok_and(|file| file.len() <= MOST_BYTES);
    fits.then(|| std::fs::read(&path).ok()).flatten()
}

fn in_bytes(bytes: &[u8]) -> impl Iterator<Item = Act> + '_ {
    all(bytes, BEGINNING).filter_map(|at| {
        let text = bytes.get(at..)?;
        serde_json::Deserializer::from_slice(text).into_iter::<Act>().next()?.ok()
    })
}

/// A row of `uploads`, its values one behind the other as the engine writes them: the photo's id, the act's, the place
/// (no byte or one), the path, the checksum.
fn photo(bytes: &[u8], act: ActId, id: MediaId, dir: &Path) -> Option<SalvagedPhoto> {
    let ids = format!("{id}{act}");
    all(bytes, ids.as_bytes()).find_map(|at| {
        let row = bytes.get(at.checked_add(ids.len())?..)?;
        let row = if row.first()?.is_ascii_control() { row.get(1..)? } else { row };
        let end = all(row.get(..MOST_PATH_BYTES.min(row.len()))?, ENDING).next()?.checked_add(ENDING.len())?;
        let path = std::str::from_utf8(row.get(..end)?).ok()?.to_owned();
        let sha256 = std::str::from_utf8(row.get(end..end.checked_add(CHECKSUM_CHARS)?)?).ok()?.to_owned();
        let file = std::fs::metadata(dir.join(&path)).ok().filter(std::fs::Metadata::is_file)?;
        let length = i64::try_from(file.len()).ok()?;
        Some((PendingPhoto { id, path: dir.join(&path), sha256, bytes: file.len() }, path, length))
    })
}

/// Where a pattern begins.
fn all<'a>(bytes: &'a [u8], pattern: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(pattern.len()).enumerate().filter(move |(_, window)| *window == pattern).map(|(at, _)| at)
}
