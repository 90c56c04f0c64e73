//! Every text that the app names stands in every language, and every text that stands there is named.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use dimos_architecture::{Code, files, production_code};
use std::{collections::BTreeSet, fs};

/// Texts whose key is put together while running: what it begins with, and where.
const PUT_TOGETHER: [(&str, &str); 2] = [
    ("state-", "shared/app/src/rows.rs: one for each state of a report"),
    ("crew-reason-", "shared/app/src/crew/view.rs: one for each reason why a job could not be done"),
];

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

/// The first string in the brackets of each `t(…)` and `tv(…)`, where one stands there: (where, key).
fn asked_for(code: &[Code]) -> BTreeSet<(String, String)> {
    let mut asked = BTreeSet::new();
    for file in code {
        for (at, pair) in file.words.windows(2).enumerate() {
            let [call, bracket] = pair else { continue };
            if !matches!(call.text.as_str(), "t" | "tv") || bracket.text != "(" {
                continue;
            }
            // The key is the first argument of a method and the second of a function.
            let is_method =
                at.checked_sub(1).and_then(|before| file.words.get(before)).is_some_and(|word| word.text == ".");
            let mut arguments = file.words[at + 2..].split(|word| word.text == ",");
            let key = arguments.nth(usize::from(!is_method)).and_then(|words| words.first());
            if let Some((word, key)) = key.and_then(|word| Some((word, word.string()?))) {
                asked.insert((format!("{}:{}", file.path, word.line), key.to_owned()));
            }
        }
    }
    asked
}

#[test]
fn every_text_that_is_asked_for_stands_in_both_languages() {
    let asked = asked_for(&app());
    assert!(asked.len() > 50, "only {} calls of t() and tv() were found: is this test still right?", asked.len());
    for language in ["el", "en"] {
        let keys = keys(language);
        let missing: Vec<_> = asked.iter().filter(|(_, key)| !keys.contains(key)).collect();
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
