//! The files of a pack, from a folder or from the binary. Only here is anything read from disk.

use super::findings::{PackError, did_you_mean};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

/// What the city is called, how it is reached, words of danger.
pub(super) const CITY: &str = "city.toml";
/// Working hours and holidays.
pub(super) const CALENDAR: &str = "calendar.toml";
/// Groups of services.
pub(super) const GROUPS: &str = "groups.toml";
/// Services; further ones may stand in files of the folder `services/`.
pub(super) const SERVICES: &str = "services.toml";
/// Folder of further services.
pub(super) const SERVICES_FOLDER: &str = "services/";
/// Departments.
pub(super) const DEPARTMENTS: &str = "departments.toml";
/// Crews.
pub(super) const CREWS: &str = "crews.toml";
/// Routing rules. May be absent.
pub(super) const ROUTING: &str = "routing.toml";
/// How the city takes money, and for what. May be absent.
pub(super) const PAYMENTS: &str = "payments.toml";
/// The municipality's outline.
pub(super) const BOUNDARY: &str = "boundary.geojson";
/// The municipalities around. May be absent.
pub(super) const NEIGHBOURS: &str = "neighbours.geojson";
/// Named parts of the city. May be absent.
pub(super) const AREAS: &str = "areas.geojson";
/// Streets as lines. May be absent.
pub(super) const STREETS: &str = "streets.geojson";
/// Street names with one point each. May be absent.
pub(super) const STREET_NAMES: &str = "street-names.csv";
/// Named points. May be absent.
pub(super) const LANDMARKS: &str = "landmarks.csv";

const KNOWN: [&str; 14] = [
    CITY,
    CALENDAR,
    GROUPS,
    SERVICES,
    DEPARTMENTS,
    CREWS,
    ROUTING,
    PAYMENTS,
    BOUNDARY,
    NEIGHBOURS,
    AREAS,
    STREETS,
    STREET_NAMES,
    LANDMARKS,
];

/// A file larger than this is not one that a person edits: 16 MB.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// The texts of a pack's files.
pub(super) struct PackFiles {
    name: String,
    texts: BTreeMap<String, String>,
    unreadable: BTreeSet<String>,
    /// What went wrong on the way.
    pub(super) errors: Vec<PackError>,
}

impl PackFiles {
    fn empty(name: &str) -> Self {
        Self { name: name.to_owned(), texts: BTreeMap::new(), unreadable: BTreeSet::new(), errors: Vec::new() }
    }

    /// The text of a file.
    pub(super) fn text(&self, file: &str) -> Option<&str> {
        self.texts.get(file).map(String::as_str)
    }

    /// Every file that could be read, by name.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(file, text)| (file.as_str(), text.as_str()))
    }

    /// The file's name as messages give it: with the pack's folder.
    pub(super) fn full_name(&self, file: &str) -> String {
        format!("{}/{file}", self.name)
    }

    /// Whether the file is there but cannot be read: then it has been said already.
    pub(super) fn is_unreadable(&self, file: &str) -> bool {
        self.unreadable.contains(file)
    }

    /// The files that hold services: `services.toml`, then those of the folder `services/` by name.
    pub(super) fn service_files(&self) -> impl Iterator<Item = &str> {
        let all = || self.texts.keys().map(String::as_str);
        all().filter(|file| *file == SERVICES).chain(all().filter(|file| file.starts_with(SERVICES_FOLDER)))
    }

    fn refuse(&mut self, file: &str, line: Option<usize>, reason: impl Into<String>) {
        self.unreadable.insert(file.to_owned());
        self.errors.push(PackError { file: self.full_name(file), line, reason: reason.into() });
    }

    fn take(&mut self, file: &str, bytes: Vec<u8>) {
        if !is_known(file) {
            self.refuse(file, None, format!("is no file of a city pack{}", did_you_mean(file, KNOWN)));
            return;
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
                self.texts.insert(file.to_owned(), text);
            }
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
                self.refuse(file, Some(line), "is not UTF-8; save the file as UTF-8");
            }
        }
    }
}

fn is_known(file: &str) -> bool {
    KNOWN.contains(&file) || file.strip_prefix(SERVICES_FOLDER).is_some_and(|rest| rest.ends_with(".toml"))
}

/// Whether a file is meant for the loader at all; a README and its like are not.
fn is_data(file: &Path) -> bool {
    file.extension().is_some_and(|kind| kind == "toml" || kind == "geojson" || kind == "csv")
}

/// A pack from files in memory.
pub(super) fn from_bytes(name: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> PackFiles {
    let mut pack = PackFiles::empty(name);
    for (file, bytes) in files {
        pack.take(&file, bytes);
    }
    pack
}

/// A pack from a folder. Files that cannot be read are kept as errors of the pack.
pub(super) fn read_folder(folder: &Path) -> Result<PackFiles, Vec<PackError>> {
    let shown = folder.display().to_string();
    let name = folder.file_name().map_or(shown.clone(), |name| name.to_string_lossy().into_owned());
    let mut pack = PackFiles::empty(&name);
    let unreadable = |error: io::Error| vec![PackError { file: shown.clone(), line: None, reason: error.to_string() }];
    read_into(&mut pack, folder, "").map_err(unreadable)?;
    let services = folder.join(SERVICES_FOLDER);
    if services.is_dir() {
        read_into(&mut pack, &services, SERVICES_FOLDER).map_err(unreadable)?;
    }
    Ok(pack)
}

fn read_into(pack: &mut PackFiles, folder: &Path, prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() || !is_data(&path) {
            continue;
        }
        let file = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        match read_file(&path) {
            Ok(bytes) => pack.take(&file, bytes),
            Err(error) => pack.refuse(&file, None, error.to_string()),
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let size = fs::metadata(path)?.len();
    if size > LARGEST_FILE {
        return Err(io::Error::other(format!("has {size} bytes; at most {LARGEST_FILE} are read")));
    }
    fs::read(path)
}
