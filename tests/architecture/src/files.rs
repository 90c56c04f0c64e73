//! Finding the project's files.

use crate::Unreadable;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Made by tools, or not ours.
const SKIPPED: [&str; 6] = ["target", "node_modules", "build", "data", "generated", "DimosBindings"];

/// The project's folder.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// A path as a person names it, from the project's folder on.
#[must_use]
pub fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// Every file under a folder of the project with one of these endings, sorted. Hidden folders and what tools made are left
/// out.
///
/// # Errors
/// A folder cannot be read.
pub fn files(under: &str, endings: &[&str]) -> Result<Vec<PathBuf>, Unreadable> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(under)];
    while let Some(folder) = folders.pop() {
        let unreadable = |reason: io::Error| Unreadable::File { path: relative(&folder), reason };
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() {
                if !name.starts_with('.') && !SKIPPED.contains(&name) {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
