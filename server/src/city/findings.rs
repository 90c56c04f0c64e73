//! What is wrong with a pack: collected while it is read, never thrown at the first.

use super::files::PackFiles;
use std::fmt;

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub struct PackError {
    /// The file, from the pack's own folder on: `lilliput/services.toml`.
    pub file: String,
    /// The line, counted from 1; absent where the file as a whole is meant.
    pub line: Option<usize>,
    /// What is wrong, as a lower-case fragment, with the fix where it can be guessed.
    pub reason: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.reason),
            None => write!(f, "{}: {}", self.file, self.reason),
        }
    }
}

/// A spot in one of the pack's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot<'p> {
    /// The file's name within the pack.
    pub file: &'p str,
    /// Bytes from its start.
    pub offset: usize,
}

impl Spot<'_> {
    /// Another spot in the same file.
    pub(super) const fn at(self, offset: usize) -> Self {
        Self { offset, ..self }
    }
}

/// Everything found so far.
pub(super) struct Findings<'p> {
    pack: &'p PackFiles,
    errors: Vec<PackError>,
}

impl<'p> Findings<'p> {
    /// Nothing but what reading the files brought up.
    pub(super) fn new(pack: &'p PackFiles) -> Self {
        Self { pack, errors: pack.errors.clone() }
    }

    /// Something is wrong at a spot.
    pub(super) fn at(&mut self, spot: Spot<'_>, reason: impl Into<String>) {
        let line = self.pack.text(spot.file).map_or(1, |text| line_of(text, spot.offset));
        self.at_line(spot.file, line, reason);
    }

    /// Something is wrong in a line, counted from 1.
    pub(super) fn at_line(&mut self, file: &str, line: usize, reason: impl Into<String>) {
        self.errors.push(PackError { file: self.pack.full_name(file), line: Some(line), reason: reason.into() });
    }

    /// Something is wrong with a file as a whole.
    pub(super) fn in_file(&mut self, file: &str, reason: impl Into<String>) {
        self.errors.push(PackError { file: self.pack.full_name(file), line: None, reason: reason.into() });
    }

    /// A spot as messages name it: `file:line`.
    pub(super) fn shown(&self, spot: Spot<'_>) -> String {
        let line = self.pack.text(spot.file).map_or(1, |text| line_of(text, spot.offset));
        format!("{}:{line}", self.pack.full_name(spot.file))
    }

    /// All of it, by file and line, or the good news.
    pub(super) fn finish(mut self) -> Result<(), Vec<PackError>> {
        if self.errors.is_empty() {
            return Ok(());
        }
        self.errors.sort();
        self.errors.dedup();
        Err(self.errors)
    }
}

/// The line, counted from 1, that a byte lies in.
fn line_of(text: &str, offset: usize) -> usize {
    newlines(text.get(..offset).unwrap_or(text)) + 1
}

/// How many lines end in a text.
pub(super) fn newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// `; did you mean "roads"?` if one of the known names is close to what was written, otherwise nothing.
pub(super) fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let furthest = (written.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, _)| *distance <= furthest)
        .min()
        .map_or_else(String::new, |(_, name)| format!("; did you mean \"{name}\"?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_named_and_a_far_one_is_not() {
        assert_eq!(did_you_mean("raods", ["lighting", "roads"]), "; did you mean \"roads\"?");
        assert_eq!(did_you_mean("circus", ["lighting", "roads"]), "");
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!(line_of("a\nb\nc", 0), 1);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
