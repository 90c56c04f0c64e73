//! Which service a message is about: its words against the city pack's names and synonyms, in any writing.
//! No training data and no model: a synonym added to the city pack works at once, and every answer names the synonym
//! that it was recognised by.

use super::{
    Grams, is_filler, key,
    similar::{count, dice},
    stem, tokens,
};
use crate::{city::Service, ids::ServiceCode};
use std::collections::{BTreeMap, HashMap};

/// Distinct words of a message that are looked at: what matters comes first.
const MOST_WORDS: usize = 60;
/// Characters of a message that are looked at.
const MOST_CHARS: usize = 800;
/// Pieces shared below this (Dice) are chance.
const LEAST_LIKENESS: f32 = 0.42;
/// What the same stem is worth, where the same word is worth 1.
const SAME_STEM: f32 = 0.8;
/// A word that is only similar is worth this much of itself if it is written in the other script: it may be another
/// language's.
const OTHER_SCRIPT: f32 = 0.9;
/// Evidence at which the score is one half.
const HALF: f32 = 2.5;

/// A service that a message may be about.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Which.
    pub service: ServiceCode,
    /// 0 to 1, growing with the evidence: for ordering and for a threshold, not a probability.
    pub score: f32,
    /// The synonym or name, as the city pack has it, that matched best.
    pub because: String,
}

/// Knows the words of every service. Built once for a city.
#[derive(Debug, Clone)]
pub struct Suggester {
    services: Vec<ServiceCode>,
    words: Vec<Word>,
    by_key: HashMap<String, usize>,
    by_piece: HashMap<u64, Vec<usize>>,
    phrases: Vec<Phrase>,
}

/// A word of the city pack.
#[derive(Debug, Clone)]
struct Word {
    stem: String,
    script: Script,
    pieces: usize,
    /// How telling: high for a word of one service, low for a word of many.
    weight: f32,
    /// How much of a service's vocabulary it makes up, for each service that has it.
    shares: Vec<(usize, f32)>,
}

/// What a word is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Greek,
    /// English or Greeklish.
    Latin,
}

/// A synonym or name.
#[derive(Debug, Clone)]
struct Phrase {
    service: usize,
    text: String,
    words: Vec<usize>,
}

impl Suggester {
    /// Learns the services' names and synonyms.
    #[must_use]
    pub fn new(services: &[Service]) -> Self {
        let mut suggester = Self {
            services: services.iter().map(|service| service.code.clone()).collect(),
            words: Vec::new(),
            by_key: HashMap::new(),
            by_piece: HashMap::new(),
            phrases: Vec::new(),
        };
        for (number, service) in services.iter().enumerate() {
            for text in service.synonyms.iter().chain([&service.name.el, &service.name.en]) {
                suggester.learn(number, text);
            }
        }
        suggester.weigh();
        suggester
    }

    /// The services a message may be about, best first; none if nothing in it was recognised. The same message gives the
    /// same answer; equal scores keep the city pack's order.
    #[must_use]
    pub fn suggest(&self, text: &str, limit: usize) -> Vec<Suggestion> {
        let heard = self.hear(text);
        let mut evidence = vec![(0.0_f32, None::<(f32, usize)>); self.services.len()];
        for (number, phrase) in self.phrases.iter().enumerate() {
            let (mut found, mut whole) = (0.0, 0.0);
            for word in &phrase.words {
                let weight = self.words.get(*word).map_or(0.0, |word| word.weight);
                whole += weight;
                found += weight * heard.get(*word).copied().unwrap_or(0.0);
            }
            if found <= 0.0 || whole <= 0.0 {
                continue;
            }
            let covered = found / whole;
            let says = found * covered * covered;
            if let Some((_, best)) = evidence.get_mut(phrase.service)
                && best.is_none_or(|(most, _)| says > most)
            {
                *best = Some((says, number));
            }
        }
        for (word, likeness) in self.words.iter().zip(&heard).filter(|(_, likeness)| **likeness > 0.0) {
            for (service, share) in &word.shares {
                if let Some((bag, _)) = evidence.get_mut(*service) {
                    *bag += likeness * word.weight * share;
                }
            }
        }
        let mut suggestions: Vec<Suggestion> = evidence
            .into_iter()
            .zip(&self.services)
            .filter_map(|((bag, best), service)| {
                let (says, phrase) = best?;
                let sum = says + 0.5 * bag;
                let because = self.phrases.get(phrase)?.text.clone();
                Some(Suggestion { service: service.clone(), score: sum / (sum + HALF), because })
            })
            .collect();
        suggestions.sort_by(|a, b| b.score.total_cmp(&a.score));
        suggestions.truncate(limit);
        suggestions
    }

    fn learn(&mut self, service: usize, text: &str) {
        let said = tokens(text);
        let telling: Vec<&String> = said.iter().filter(|word| !is_filler(word)).collect();
        // A synonym made of fillers only is still a synonym.
        let telling = if telling.is_empty() { said.iter().collect() } else { telling };
        let mut words: Vec<usize> = telling.into_iter().map(|word| self.word(word)).collect();
        words.sort_unstable();
        words.dedup();
        if !words.is_empty() {
            self.phrases.push(Phrase { service, text: text.to_owned(), words });
        }
    }

    fn word(&mut self, said: &str) -> usize {
        let key = key(said);
        if let Some(known) = self.by_key.get(&key) {
            return *known;
        }
        let number = self.words.len();
        let pieces = Grams::of(&key);
        for piece in pieces.iter() {
            self.by_piece.entry(piece).or_default().push(number);
        }
        let stem = stem(&key).to_owned();
        self.by_key.insert(key, number);
        self.words.push(Word {
            stem,
            script: Script::of(said),
            pieces: pieces.count(),
            weight: 0.0,
            shares: Vec::new(),
        });
        number
    }

    /// Weighs each word by how few services share its stem, and by its part in each of them.
    fn weigh(&mut self) {
        // For each stem, how many phrases of each service hold it.
        let mut holders: HashMap<&str, BTreeMap<usize, usize>> = HashMap::new();
        for phrase in &self.phrases {
            let mut stems: Vec<&str> =
                phrase.words.iter().filter_map(|word| Some(self.words.get(*word)?.stem.as_str())).collect();
            stems.sort_unstable();
            stems.dedup();
            for stem in stems {
                *holders.entry(stem).or_default().entry(phrase.service).or_default() += 1;
            }
        }
        let services = count(self.services.len() + 1);
        let weighed: Vec<(f32, Vec<(usize, f32)>)> = self
            .words
            .iter()
            .map(|word| {
                let holders = holders.get(word.stem.as_str());
                let all = count(holders.map_or(1, |holders| holders.values().sum()));
                let shares = holders.into_iter().flatten().map(|(service, some)| (*service, count(*some) / all));
                ((services / count(holders.map_or(1, BTreeMap::len))).ln(), shares.collect())
            })
            .collect();
        for (word, (weight, shares)) in self.words.iter_mut().zip(weighed) {
            word.weight = weight;
            word.shares = shares;
        }
    }

    /// For each word of the city pack, how alike the most similar word of the message is, 0 to 1.
    fn hear(&self, text: &str) -> Vec<f32> {
        let start: String = text.chars().take(MOST_CHARS).collect();
        let mut said: Vec<String> = tokens(&start).into_iter().filter(|word| !is_filler(word)).collect();
        said.dedup();
        said.truncate(MOST_WORDS);
        let mut heard = vec![0.0_f32; self.words.len()];
        let mut shared = vec![0_usize; self.words.len()];
        for word in &said {
            self.hear_word(word, &mut shared, &mut heard);
        }
        heard
    }

    /// Raises what was heard by one word that was written: for each word of the city pack that is like it, to how alike it
    /// is, from [`LEAST_LIKENESS`] on. `shared` is all zeros before and after.
    fn hear_word(&self, said: &str, shared: &mut [usize], heard: &mut [f32]) {
        let (script, key) = (Script::of(said), key(said));
        let (pieces, stem) = (Grams::of(&key), stem(&key));
        let same_word = self.by_key.get(&key).copied();
        let mut touched = Vec::new();
        for number in pieces.iter().filter_map(|piece| self.by_piece.get(&piece)).flatten() {
            if let Some(shared) = shared.get_mut(*number) {
                if *shared == 0 {
                    touched.push(*number);
                }
                *shared += 1;
            }
        }
        for number in touched {
            let (Some(known), Some(shared), Some(best)) =
                (self.words.get(number), shared.get_mut(number), heard.get_mut(number))
            else {
                continue;
            };
            let alike = if same_word == Some(number) {
                1.0
            } else {
                let alike = if known.stem == stem { SAME_STEM } else { dice(*shared, pieces.count(), known.pieces) };
                if known.script == script { alike } else { alike * OTHER_SCRIPT }
            };
            *shared = 0;
            if alike >= LEAST_LIKENESS {
                *best = best.max(alike);
            }
        }
    }
}

impl Script {
    fn of(word: &str) -> Self {
        if word.chars().any(|letter| ('α'..='ω').contains(&letter)) { Self::Greek } else { Self::Latin }
    }
}
