//! Reading an original within bounds, keeping a result so that it is either whole on disk or not there.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::MediaError;

/// The whole of a file of at most `limit` bytes.
pub(super) fn read(source: &Path, limit: u64) -> Result<Vec<u8>, MediaError> {
    let about = fs::metadata(source)?;
    // Neither folders nor pipes, which would wait for ever.
    if !about.is_file() {
        return Err(MediaError::NotAnImage);
    }
    let fits = |bytes: u64| if bytes > limit { Err(MediaError::TooLarge { bytes, limit }) } else { Ok(()) };
    fits(about.len())?;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
    // The file may grow while it is read: the bound holds for what is read, not for what was promised.
    File::open(source)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    fits(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    Ok(bytes)
}

/// Writes a file under its name in a folder: first aside and synced, then renamed, then the folder synced.
pub(super) fn keep(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, MediaError> {
    fs::create_dir_all(folder)?;
    let aside = folder.join(format!(".{name}.{:016x}.part", fastrand::u64(..)));
    let path = folder.join(name);
    let written = write_synced(&aside, bytes).and_then(|()| fs::rename(&aside, &path));
    if let Err(error) = written {
        // Best effort: the error that matters is the one that happened first.
        let _ = fs::remove_file(&aside);
        return Err(error.into());
    }
    File::open(folder)?.sync_all()?;
    Ok(path)
}

fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
