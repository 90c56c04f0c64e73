//! Putting things into one reader's words: texts, names from the city pack, moments and numbers.

use crate::{state::CityIndex, texts};
use dimos_domain::{
    ids::{CrewCode, DepartmentCode, ServiceCode},
    l10n::Language,
    place::Position,
    wording,
    workflow::{Face, State},
};
use fluent_bundle::FluentValue;
use jiff::{Timestamp, civil::Date};
use std::sync::Arc;

/// One reader's words, now.
#[derive(Clone)]
pub(super) struct Words {
    pub(super) language: Language,
    pub(super) index: Arc<CityIndex>,
    pub(super) now: Timestamp,
}

/// A moment: as it is told, in full, and for machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) told: String,
    pub(super) full: String,
    pub(super) iso: String,
}

impl Words {
    /// A text.
    pub(super) fn t(&self, key: &str) -> String {
        texts::text(self.language, key, &[])
    }

    /// A text with values.
    pub(super) fn with(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        texts::text(self.language, key, values)
    }

    /// A text with one value, called `what`.
    pub(super) fn of(&self, key: &str, what: &str) -> String {
        self.with(key, &[("what", what.into())])
    }

    /// A text that counts: `n` chooses the form, `number` is the number as it is written.
    pub(super) fn count(&self, key: &str, n: u64) -> String {
        self.with(key, &[("n", FluentValue::from(n)), ("number", self.number(n).into())])
    }

    /// A number as it is written.
    pub(super) fn number(&self, n: u64) -> String {
        wording::number(self.language, n)
    }

    /// A service's name; its code where the city does not know it (any more).
    pub(super) fn service(&self, code: &ServiceCode) -> String {
        let known = self.index.city.service(code);
        known.map_or_else(|| code.to_string(), |service| service.name.get(self.language).to_owned())
    }

    /// The name of a service's group.
    pub(super) fn group_of(&self, code: &ServiceCode) -> Option<String> {
        let group = self.index.city.group(&self.index.city.service(code)?.group)?;
        Some(group.name.get(self.language).to_owned())
    }

    /// A department's name.
    pub(super) fn department(&self, code: &DepartmentCode) -> String {
        let known = self.index.city.department(code);
        known.map_or_else(|| code.to_string(), |department| department.name.get(self.language).to_owned())
    }

    /// A crew's name.
    pub(super) fn crew(&self, code: &CrewCode) -> String {
        let known = self.index.city.crew(code);
        known.map_or_else(|| code.to_string(), |crew| crew.name.get(self.language).to_owned())
    }

    /// The name of a part of the city.
    pub(super) fn area(&self, code: &str) -> String {
        let known = self.index.city.geography.areas.iter().find(|area| area.code == code);
        known.map_or_else(|| code.to_owned(), |area| area.name.get(self.language).to_owned())
    }

    /// Where something is, in words: as the citizen said, or near which street, or in which part.
    pub(super) fn place(&self, hint: Option<&str>, position: Position) -> String {
        if let Some(hint) = hint {
            return self.index.street_names.place_in_words(self.language, hint);
        }
        if let Some((street, _)) = self.index.ground.nearest_street(position) {
            return wording::near_street(self.language, street);
        }
        self.index.ground.area_of(position).map_or_else(|| self.t("page-in-the-city"), |area| self.area(area))
    }

    /// A state in words.
    pub(super) fn state(&self, state: State) -> String {
        self.t(&format!("state-{}", state.as_str()))
    }

    /// How long ago, or when.
    pub(super) fn ago(&self, at: Timestamp) -> Moment {
        self.moment(at, wording::ago(self.language, at, self.now, &self.index.tz))
    }

    /// Day and time.
    pub(super) fn at(&self, at: Timestamp) -> Moment {
        self.moment(at, wording::date_time(self.language, at, &self.index.tz))
    }

    /// The day of a moment, with its weekday; with its year where it is not this one.
    pub(super) fn day_of(&self, at: Timestamp) -> String {
        let day = at.to_zoned(self.index.tz.clone()).date();
        let this_year = self.now.to_zoned(self.index.tz.clone()).year() == day.year();
        if this_year { self.day(day) } else { wording::date(self.language, day) }
    }

    /// A day, with its weekday.
    pub(super) fn day(&self, day: Date) -> String {
        wording::day(self.language, day)
    }

    /// A distance.
    pub(super) fn metres(&self, metres: u32) -> String {
        wording::distance(self.language, f64::from(metres))
    }

    fn moment(&self, at: Timestamp, told: String) -> Moment {
        Moment {
            told,
            full: wording::date_time(self.language, at, &self.index.tz),
            iso: at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }
}

/// The name of a face in addresses, classes and keys.
pub(super) const fn face_name(face: Face) -> &'static str {
    match face {
        Face::Open => "open",
        Face::Fixed => "fixed",
        Face::Closed => "closed",
    }
}

/// Parts that say something, with something between.
pub(super) fn join(parts: &[&str], between: &str) -> String {
    let said: Vec<&str> = parts.iter().filter(|part| !part.is_empty()).copied().collect();
    said.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    /// Keys that are put together while the program runs.
    fn made() -> impl Iterator<Item = String> {
        let faces = ["all", "open", "fixed", "closed"].map(|face| format!("page-face-{face}"));
        let many = ["open", "fixed", "closed"].map(|face| format!("page-map-many-{face}"));
        let ways = ["north", "south", "east", "west"].map(|way| format!("page-map-{way}"));
        let states = State::ALL.map(|state| format!("state-{}", state.as_str()));
        faces.into_iter().chain(many).chain(ways).chain(states)
    }

    /// Every literal of the pages' code and templates that looks like a key.
    fn written() -> BTreeSet<String> {
        const KINDS: [&str; 11] = [
            "page-",
            "said-",
            "moved-",
            "corrected-",
            "step-",
            "priority-",
            "due-",
            "row-",
            "photo-",
            "ticket-",
            "pay-",
        ];
        let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut open = vec![crate_dir.join("src/pages"), crate_dir.join("templates/pages")];
        let mut found = BTreeSet::new();
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            } else {
                let source = fs::read_to_string(&path).unwrap();
                let own = source.split("mod tests {").next().unwrap_or_default().to_owned();
                let literals = own.split(['"', '\'']).filter(|text| {
                    KINDS.iter().any(|kind| text.starts_with(kind) && text.len() > kind.len())
                        && text.chars().all(|c| c.is_ascii_lowercase() || "-_".contains(c))
                });
                let is_code = path.extension().is_some_and(|kind| kind == "rs");
                let in_code = |text: &&str| is_code || own.contains(&format!("(\"{text}\""));
                found.extend(literals.filter(in_code).map(str::to_owned));
            }
        }
        found
    }

    #[test]
    fn every_word_that_pages_use_exists() {
        let keys: BTreeSet<String> = written().into_iter().chain(made()).collect();
        assert!(keys.len() > 100, "{keys:?}");
        for key in keys {
            for language in Language::ALL {
                assert_ne!(texts::text(language, &key, &[]), key, "{language:?}");
            }
        }
    }

    #[test]
    fn every_word_of_the_pages_is_used() {
        let used: BTreeSet<String> = written().into_iter().chain(made()).collect();
        let files = [include_str!("../../locales/en/pages.ftl"), include_str!("../../locales/en/pay_pages.ftl")];
        let all = files.iter().flat_map(|file| file.lines()).filter_map(|line| line.split_once(" = "));
        let unused: Vec<&str> = all
            .map(|(key, _)| key)
            .filter(|key| (key.starts_with("page-") || key.starts_with("pay-")) && !used.contains(*key))
            .collect();
        assert_eq!(unused, [""; 0]);
    }
}
