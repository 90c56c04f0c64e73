//! Every text that the app names stands in every language, and every text that stands there is named.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use dimos_architecture::{Code, files, production_code};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// Texts whose key is put together while running: what it begins with, and where.
const PUT_TOGETHER: [(&str, &str); 3] = [
    ("state-", "shared/app/src/rows.rs: one for each state of a report"),
    ("crew-reason-", "shared/app/src/crew/view.rs: one for each reason why a job could not be done"),
    ("could-not-", "shared/app/src/my_reports/timeline.rs: the same reasons, told to everybody"),
];

/// Strings that look like keys and are none.
const NO_KEYS: [&str; 0] = [];

fn keys(language: &str) -> BTreeSet<String> {
    let files = files(&format!("shared/app/locales/{language}"), &["ftl"]).unwrap();
    let sources: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let names = sources.iter().flat_map(|source| source.lines()).filter_map(|line| line.split_once('='));
    let names = names.map(|(name, _)| name.trim_end());
    names.filter(|name| name.starts_with(|first: char| first.is_ascii_lowercase())).map(str::to_owned).collect()
}

fn app() -> Vec<Code> {
    production_code().unwrap().into_iter().filter(|file| file.path.starts_with("shared/app/")).collect()
}

/// `report-step-what`: small words with hyphens between. The app's code has no other use for such strings. (A mistyped key
/// of one word is found the other way round: the right one is left over.)
fn looks_like_a_key(text: &str) -> bool {
    let word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    text.contains('-') && text.starts_with(|first: char| first.is_ascii_lowercase()) && text.split('-').all(word)
}

#[test]
fn every_text_that_is_asked_for_stands_in_both_languages() {
    let code = app();
    let asked: BTreeMap<&str, String> = code
        .iter()
        .flat_map(|file| file.words.iter().map(move |word| (word, &file.path)))
        .filter_map(|(word, path)| Some((word.string()?, format!("{path}:{}", word.line))))
        .filter(|(text, _)| looks_like_a_key(text) && !NO_KEYS.contains(text))
        .collect();
    assert!(asked.len() > 100, "only {} keys were found in shared/app: is this test still right?", asked.len());
    for language in ["el", "en"] {
        let keys = keys(language);
        let missing: Vec<_> = asked.iter().filter(|(key, _)| !keys.contains(**key)).collect();
        assert!(missing.is_empty(), "write these into shared/app/locales/{language}/: {missing:#?}");
    }
}

#[test]
fn no_text_is_left_over() {
    let code = app();
    let named: BTreeSet<&str> = code.iter().flat_map(|file| &file.words).filter_map(|word| word.string()).collect();
    let is_put_together = |key: &str| PUT_TOGETHER.iter().any(|(begins, _)| key.starts_with(begins));
    let left: Vec<_> =
        keys("el").into_iter().filter(|key| !named.contains(key.as_str()) && !is_put_together(key)).collect();
    assert!(left.is_empty(), "nobody shows these texts; take them out of shared/app/locales/: {left:#?}");
}

#[test]
fn what_is_put_together_is_still_put_together() {
    let code = app();
    for (begins, who) in PUT_TOGETHER {
        let start = format!("{begins}{{");
        let used = code.iter().flat_map(|file| &file.words).filter_map(|word| word.string());
        assert!(used.into_iter().any(|text| text.starts_with(&start)), "nothing begins with {begins} any more ({who})");
    }
}
