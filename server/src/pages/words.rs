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
            return hint.to_owned();
        }
        if let Some((street, _)) = self.index.ground.nearest_street(position) {
            return self.with("page-near-street", &[("street", street.into())]);
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
        Moment { told, full: wording::date_time(self.language, at, &self.index.tz), iso: at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string() }
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
