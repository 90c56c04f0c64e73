//! A copy of the tiny pack that a test may spoil.

use dimos_domain::city::City;
use dimos_server::city::{PackError, load};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// The tiny pack as it stands in the repository.
pub fn lilliput() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/cities/lilliput")
}

/// A pack in a folder of its own.
pub struct Draft {
    _home: TempDir,
    folder: PathBuf,
}

impl Draft {
    /// A faithful copy.
    pub fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("lilliput");
        fs::create_dir(&folder).unwrap();
        for entry in fs::read_dir(lilliput()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
        }
        Self { _home: home, folder }
    }

    /// A copy in which one text of one file is another.
    pub fn with(file: &str, from: &str, to: &str) -> Self {
        Self::new().and(file, from, to)
    }

    /// One more change.
    pub fn and(self, file: &str, from: &str, to: &str) -> Self {
        let text = self.text(file);
        assert!(text.contains(from), "{file} does not hold {from:?}");
        self.write(file, text.replacen(from, to, 1))
    }

    /// A file anew.
    pub fn write(self, file: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// A file gone.
    pub fn without(self, file: &str) -> Self {
        fs::remove_file(self.folder.join(file)).unwrap();
        self
    }

    pub fn text(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join(file)).unwrap()
    }

    /// The first line of a file that holds a text, counted from 1.
    #[track_caller]
    pub fn line(&self, file: &str, culprit: &str) -> usize {
        self.text(file).lines().position(|line| line.contains(culprit)).expect("the culprit is in the file") + 1
    }

    pub fn load(&self) -> Result<City, Vec<PackError>> {
        load(&self.folder)
    }

    /// What the loader says, a line each; panics if it finds nothing.
    pub fn complaints(&self) -> Vec<String> {
        let errors = self.load().expect_err("the pack should be refused");
        errors.iter().map(ToString::to_string).collect()
    }

    /// The only complaint is this one, about the line of `file` that holds `culprit`.
    #[track_caller]
    pub fn is_refused(&self, file: &str, culprit: &str, reason: &str) {
        let line = self.line(file, culprit);
        assert_eq!(self.complaints(), [format!("lilliput/{file}:{line}: {reason}")]);
    }

    /// The same, about the last line that holds `culprit`.
    #[track_caller]
    pub fn is_refused_at_last(&self, file: &str, culprit: &str, reason: &str) {
        let text = self.text(file);
        let lines: Vec<&str> = text.lines().collect();
        let line = lines.iter().rposition(|line| line.contains(culprit)).expect("the culprit is in the file") + 1;
        assert_eq!(self.complaints(), [format!("lilliput/{file}:{line}: {reason}")]);
    }

    /// The only complaint is about a file as a whole.
    #[track_caller]
    pub fn is_refused_whole(&self, file: &str, reason: &str) {
        assert_eq!(self.complaints(), [format!("lilliput/{file}: {reason}")]);
    }
}
