//! Finding a street by typing: with or without accents, in Greeklish, from the middle of its name, with a slip. And knowing
//! a street's name where one is read.

use super::{Geography, Landmark};
use crate::{
    l10n::Language,
    place::Position,
    wording,
    words::{key, normalise},
};
use std::collections::HashSet;

/// Two entries of one name within this many metres are one street.
const SAME_STREET_M: f64 = 600.0;
/// Words that people put before a name.
const OF_ANY_STREET: &[&str] = &["οδοσ", "οδου", "odos", "odou", "street", "str", "st"];

/// Every street's name.
#[derive(Debug, Clone)]
pub struct StreetNames(HashSet<String>);

impl StreetNames {
    /// Collects them.
    #[must_use]
    pub fn new(geography: &Geography) -> Self {
        let drawn = geography.streets.iter().map(|street| &street.name);
        Self(drawn.chain(geography.street_names.iter().map(|named| &named.name)).cloned().collect())
    }

    /// A report's place hint for a reader: a street's bare name, with or without a house number, becomes `near Τσιμισκή` in
    /// the reader's language; what somebody wrote stays as it was written.
    #[must_use]
    pub fn place_in_words(&self, language: Language, hint: &str) -> String {
        let street = match hint.rsplit_once(' ') {
            Some((street, number)) if number.starts_with(|c: char| c.is_ascii_digit()) => street,
            _ => hint,
        };
        let known = self.0.contains(hint) || self.0.contains(street);
        if known { wording::near_street(language, hint) } else { hint.to_owned() }
    }
}

/// Street names, prepared for typing.
#[derive(Debug, Clone)]
pub(super) struct Finder(Vec<Name>);

#[derive(Debug, Clone)]
struct Name {
    landmark: Landmark,
    plain: String,
    keys: String,
}

/// What was typed: each word as it is and as its key.
struct Typed {
    plain: String,
    keys: String,
    words: Vec<(String, String)>,
}

/// How well a name fits what was typed; the least is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Start,
    Words,
    Nearly(usize),
}

impl Finder {
    pub(super) fn new(names: &[Landmark]) -> Self {
        Self(
            names
                .iter()
                .map(|landmark| {
                    let plain = normalise(&landmark.name);
                    Name { landmark: landmark.clone(), keys: keys(&plain), plain }
                })
                .collect(),
        )
    }

    pub(super) fn find(&self, query: &str, limit: usize, near: Option<Position>) -> Vec<&Landmark> {
        let typed = Typed::new(query);
        if typed.words.is_empty() {
            return Vec::new();
        }
        let (mut found, mut others) = (Vec::new(), Vec::new());
        for name in &self.0 {
            match name.fit(&typed) {
                Some(fit) => found.push((fit, name)),
                None => others.push(name),
            }
        }
        if found.len() < limit {
            found.extend(others.into_iter().filter_map(|name| Some((name.nearly(&typed)?, name))));
        }
        found.sort_by(|(a_fit, a), (b_fit, b)| {
            let by_place = near.map_or_else(
                || a.plain.len().cmp(&b.plain.len()),
                |here| here.distance_m(a.landmark.position).total_cmp(&here.distance_m(b.landmark.position)),
            );
            a_fit.cmp(b_fit).then(by_place).then_with(|| a.plain.cmp(&b.plain))
        });
        let mut kept: Vec<&Name> = Vec::new();
        for (_, name) in found {
            if kept.len() == limit {
                break;
            }
            if !kept.iter().any(|other| other.is_same_street(name)) {
                kept.push(name);
            }
        }
        kept.into_iter().map(|name| &name.landmark).collect()
    }
}

impl Typed {
    fn new(query: &str) -> Self {
        let said = normalise(query);
        let mut words: Vec<&str> = said.split(' ').filter(|word| !word.is_empty()).collect();
        if words.len() > 1 {
            words.retain(|word| !OF_ANY_STREET.contains(word));
        }
        let plain = words.join(" ");
        let words = words.into_iter().map(|word| (word.to_owned(), key(word))).collect();
        Self { keys: keys(&plain), plain, words }
    }

    /// Words that must be found: not the house number, unless it is all there is.
    fn telling(&self) -> impl Iterator<Item = &(String, String)> {
        let only_numbers = self.words.iter().all(|(word, _)| is_number(word));
        self.words.iter().filter(move |(word, _)| only_numbers || !is_number(word))
    }
}

impl Name {
    fn fit(&self, typed: &Typed) -> Option<Fit> {
        if self.keys == typed.keys {
            Some(Fit::Whole)
        } else if self.keys.starts_with(&typed.keys) || self.plain.starts_with(&typed.plain) {
            Some(Fit::Start)
        } else {
            let begins = |(plain, key): &(String, String)| {
                self.keys.split(' ').any(|word| word.starts_with(key.as_str()))
                    || self.plain.split(' ').any(|word| word.starts_with(plain.as_str()))
            };
            typed.telling().all(begins).then_some(Fit::Words)
        }
    }

    /// Every word typed is the beginning of a word of the name but for a slip or two.
    fn nearly(&self, typed: &Typed) -> Option<Fit> {
        let slips = typed.telling().map(|(_, key)| {
            let allowed = match key.chars().count() {
                0..=4 => 0,
                5..=6 => 1,
                _ => 2,
            };
            // A letter that the word does not have at all costs a slip: most words need no closer look.
            let has_letters = |word: &&str| (letters(key) & !letters(word)).count_ones() <= allowed;
            let close = self.keys.split(' ').filter(has_letters).map(|word| slips(key, word));
            close.min().filter(|slips| u32::try_from(*slips).is_ok_and(|slips| slips <= allowed))
        });
        slips.sum::<Option<usize>>().map(Fit::Nearly)
    }

    fn is_same_street(&self, other: &Self) -> bool {
        self.plain == other.plain && self.landmark.position.distance_m(other.landmark.position) <= SAME_STREET_M
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit()) && word.chars().count() <= 4
}

fn keys(plain: &str) -> String {
    plain.split(' ').map(key).collect::<Vec<_>>().join(" ")
}

/// The letters of a key as a set: one bit each.
fn letters(key: &str) -> u32 {
    key.bytes().fold(0, |set, letter| set | 1 << (letter & 31))
}

/// Letters to change, add or leave out so that `typed` becomes a beginning of `word` (Levenshtein's distance).
fn slips(typed: &str, word: &str) -> usize {
    let word: Vec<char> = word.chars().collect();
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for (done, letter) in typed.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        let mut left = done + 1;
        next.push(left);
        for (pair, other) in row.windows(2).zip(&word) {
            let &[diagonal, above] = pair else { continue };
            left = (diagonal + usize::from(letter != *other)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.into_iter().min().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn street(name: &str, metres_north: f64) -> Landmark {
        let position = Position::new(40.63 + metres_north / 111_195.0, 22.94).expect("on the globe");
        Landmark { name: name.into(), area: None, position }
    }

    fn finder() -> Finder {
        Finder::new(&[
            street("Ιωάννη Τσιμισκή", 0.0),
            street("Τσιμισκή", 5_000.0),
            street("Εγνατία", 100.0),
            street("Εγνατία", 300.0),
            street("Εγνατία", 3_000.0),
            street("28ης Οκτωβρίου", 0.0),
            street("Αγγελάκη", 0.0),
            street("Ερμού", 0.0),
            street("Ερμουπόλεως", 0.0),
        ])
    }

    fn found(query: &str) -> Vec<String> {
        finder().find(query, 3, None).into_iter().map(|street| street.name.clone()).collect()
    }

    #[test]
    fn greek_capitals_and_greeklish_find_the_same() {
        for query in ["Τσιμισκή", "ΤΣΙΜΙΣΚΗ", "tsimiski", "Tsimiskh", "τσιμ", "οδός Τσιμισκή 45"]
        {
            assert_eq!(found(query), ["Τσιμισκή", "Ιωάννη Τσιμισκή"], "{query}");
        }
        assert_eq!(found("αγ"), ["Αγγελάκη"], "half a pair of letters");
        assert_eq!(found("28 okt"), ["28ης Οκτωβρίου"]);
        assert_eq!(found("ermou"), ["Ερμού", "Ερμουπόλεως"], "the whole name first");
    }

    #[test]
    fn a_slip_is_forgiven() {
        assert_eq!(found("τζιμισκη").first().map(String::as_str), Some("Τσιμισκή"));
        assert_eq!(found("egnatai").first().map(String::as_str), Some("Εγνατία"));
        assert!(found("qqqq").is_empty());
        assert!(found(" ,").is_empty());
    }

    #[test]
    fn the_same_street_is_listed_once_and_the_nearer_first() {
        assert_eq!(found("egnatia").len(), 2, "100 m and 300 m are one");
        let here = Position::new(40.63 + 0.027, 22.94).expect("on the globe");
        let finder = finder();
        let nearest = finder.find("εγνατια", 1, Some(here));
        assert!(nearest.iter().all(|street| here.distance_m(street.position) < 10.0));
    }

    #[test]
    fn a_street_is_told_in_the_readers_language_and_what_was_written_stays() {
        let named = |name: &str| Landmark {
            name: name.to_owned(),
            position: Position::new(40.63, 22.94).expect("on the globe"),
            area: None,
        };
        let geography = Geography {
            street_names: vec![named("Δελφών"), named("Πλατεία Αριστοτέλους")],
            ..Geography::default()
        };
        let names = StreetNames::new(&geography);
        let both = |hint| [Language::El, Language::En].map(|language| names.place_in_words(language, hint));
        assert_eq!(both("Δελφών"), ["κοντά στην οδό Δελφών", "near Δελφών"]);
        assert_eq!(both("Δελφών 12"), ["κοντά στην οδό Δελφών 12", "near Δελφών 12"]);
        assert_eq!(both("Πλατεία Αριστοτέλους"), ["κοντά στην Πλατεία Αριστοτέλους", "near Πλατεία Αριστοτέλους"]);
        assert_eq!(both("πίσω από το περίπτερο"), ["πίσω από το περίπτερο", "πίσω από το περίπτερο"]);
    }
}
