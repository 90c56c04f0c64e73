//! The checks that every file needs: texts in each language, codes, and names of things that exist elsewhere.

use crate::city::{
    findings::{Findings, Spot, did_you_mean},
    raw::{RawCodes, RawText},
    read::List,
};
use dimos_domain::{l10n::Text, triage::URGENT};
use std::{collections::BTreeMap, ops::RangeInclusive, str::FromStr};
use toml::Spanned;

/// The codes of one kind of thing.
pub(in crate::city) struct Codes {
    kind: &'static str,
    known: Vec<String>,
    has_gaps: bool,
}

impl Codes {
    /// The codes of a list; a code given twice is an error.
    pub(super) fn of<T>(
        findings: &mut Findings<'_>,
        kind: &'static str,
        list: &List<'_, T>,
        code: impl Fn(&T) -> &Spanned<String>,
    ) -> Self {
        let mut known = BTreeMap::new();
        for item in &list.items {
            let written = code(&item.value);
            let spot = item.spot.at(written.span().start);
            if let Some(first) = known.insert(written.get_ref().clone(), spot) {
                findings.at(
                    spot,
                    format!("{kind} \"{}\" is defined twice, first in {}", written.get_ref(), findings.shown(first)),
                );
            }
        }
        let mut known: Vec<String> = known.into_keys().collect();
        known.extend_from_slice(&list.broken_codes);
        Self { kind, known, has_gaps: list.has_gaps }
    }

    /// Codes read in another way; `has_gaps` if some could not be read.
    pub(in crate::city) const fn new(kind: &'static str, known: Vec<String>, has_gaps: bool) -> Self {
        Self { kind, known, has_gaps }
    }

    /// Whether there is such a thing.
    pub(super) fn knows(&self, code: &str) -> bool {
        self.known.iter().any(|known| known == code)
    }

    /// The code that `owner` names, if there is such a thing. Where the list has gaps nothing is said, since the gap
    /// itself has been.
    pub(super) fn find<C: FromStr>(
        &self,
        findings: &mut Findings<'_>,
        spot: Spot<'_>,
        owner: &str,
        named: &Spanned<String>,
    ) -> Option<C> {
        if !self.has_gaps && !self.knows(named.get_ref()) {
            let hint = did_you_mean(named.get_ref(), self.known.iter().map(String::as_str));
            findings.at(
                spot.at(named.span().start),
                format!("{owner} names {} \"{}\", which does not exist{hint}", self.kind, named.get_ref()),
            );
        }
        named.get_ref().parse().ok()
    }

    /// As [`Codes::find`], for a list that narrows something down: left out, it is empty and does not narrow.
    pub(super) fn find_all<C: FromStr>(
        &self,
        findings: &mut Findings<'_>,
        spot: Spot<'_>,
        owner: &str,
        field: &str,
        named: Option<&RawCodes>,
    ) -> Vec<C> {
        let Some(named) = named else { return Vec::new() };
        if named.get_ref().is_empty() {
            let reason = format!("{owner}: {field} is an empty list; leave the line out where all are meant");
            findings.at(spot.at(named.span().start), reason);
        }
        named.get_ref().iter().filter_map(|code| self.find(findings, spot, owner, code)).collect()
    }
}

impl Findings<'_> {
    /// The code that a thing gives itself.
    pub(in crate::city) fn code<C: FromStr>(
        &mut self,
        spot: Spot<'_>,
        kind: &str,
        written: &Spanned<String>,
    ) -> Option<C> {
        let code = written.get_ref().parse().ok();
        if code.is_none() {
            self.at(
                spot.at(written.span().start),
                format!("\"{}\" is no code for a {kind}: use 1 to 40 of a-z, 0-9, - and _", written.get_ref()),
            );
        }
        code
    }

    /// A text that must say something in every language.
    pub(super) fn text(&mut self, spot: Spot<'_>, owner: &str, field: &str, raw: &RawText) -> Option<Text> {
        let el = self.words(spot, owner, &format!("{field} in Greek"), &raw.el);
        let en = self.words(spot, owner, &format!("{field} in English"), &raw.en);
        Some(Text { el: el?, en: en? })
    }

    /// A text that must say something.
    pub(super) fn words(
        &mut self,
        spot: Spot<'_>,
        owner: &str,
        field: &str,
        written: &Spanned<String>,
    ) -> Option<String> {
        let text = written.get_ref().trim();
        if text.is_empty() {
            self.at(spot.at(written.span().start), format!("{owner}: the {field} is empty"));
            return None;
        }
        Some(text.to_owned())
    }

    /// A whole number of a range; what lies outside counts as its least.
    pub(super) fn whole<N: Copy + PartialOrd + Into<i64> + TryFrom<i64>>(
        &mut self,
        spot: Spot<'_>,
        owner: &str,
        field: &str,
        written: &Spanned<i64>,
        range: RangeInclusive<N>,
    ) -> N {
        let number = *written.get_ref();
        let within = N::try_from(number).ok().filter(|number| range.contains(number));
        within.unwrap_or_else(|| {
            let (least, most): (i64, i64) = ((*range.start()).into(), (*range.end()).into());
            let reason = format!("{owner}: {field} is {number}; it goes from {least} to {most}");
            self.at(spot.at(written.span().start), reason);
            *range.start()
        })
    }

    /// A priority: 0 low, 1 normal, 2 high, 3 urgent.
    pub(super) fn priority(&mut self, spot: Spot<'_>, owner: &str, field: &str, written: &Spanned<i64>) -> u8 {
        let number = *written.get_ref();
        let within = u8::try_from(number).ok().filter(|priority| *priority <= URGENT);
        within.unwrap_or_else(|| {
            let reason = format!("{owner}: {field} is {number}; it goes from 0 (low) to {URGENT} (urgent)");
            self.at(spot.at(written.span().start), reason);
            0
        })
    }
}
