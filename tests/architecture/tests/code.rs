//! How our code may look, beyond what clippy sees.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use dimos_architecture::{Code, files, production_code, relative, root};
use std::{collections::BTreeSet, fs};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A file that grows beyond this hides two things.
const MOST_LINES: usize = 450;

/// Words of a city's name that are no name.
const COMMON: [&str; 6] = ["δημοσ", "municipality", "city", "of", "the", "town"];

fn fail(broken: &BTreeSet<String>, what_to_do: &str) {
    let list: Vec<_> = broken.iter().map(String::as_str).collect();
    assert!(broken.is_empty(), "{what_to_do}\n  {}", list.join("\n  "));
}

fn lines_with(code: &[Code], phrase: &[&str]) -> BTreeSet<String> {
    code.iter()
        .flat_map(|file| file.lines_with(phrase).map(|line| format!("{}:{line}: {}", file.path, phrase.concat())))
        .collect()
}

#[test]
fn files_stay_short() {
    let folders = ["shared", "server", "tests", "android", "ios"];
    let endings = ["rs", "kt", "swift", "ts", "css", "html", "sql", "ftl"];
    let is_ours = |path: &str| !path.ends_with("/dimos_app.kt") && !path.ends_with("/dimos_ffi.kt");
    let mut long = BTreeSet::new();
    for path in folders.iter().flat_map(|folder| files(folder, &endings).unwrap()) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        if lines > MOST_LINES && is_ours(&relative(&path)) {
            long.insert(format!("{}: {lines} lines", relative(&path)));
        }
    }
    fail(&long, &format!("More than {MOST_LINES} lines hide two things; give each a file with a name:"));
}

#[test]
fn nothing_that_ships_can_panic_on_purpose() {
    let code = production_code().unwrap();
    let calls = ["unwrap", "expect", "unwrap_err", "expect_err"];
    let mut found: BTreeSet<String> = calls.iter().flat_map(|call| lines_with(&code, &[".", call, "("])).collect();
    for halt in ["panic", "todo", "unimplemented", "unreachable"] {
        found.extend(lines_with(&code, &[halt, "!"]));
    }
    fail(
        &found,
        "A citizen's phone and a city's server do not stop: return an error that the caller can act on instead of",
    );
}

#[test]
fn no_city_is_in_the_code() {
    let names = names_of_the_default_city();
    assert!(!names.is_empty(), "the default pack's city.toml names no city");
    let mut found = BTreeSet::new();
    for file in production_code().unwrap() {
        for word in &file.words {
            let plain = plain(&word.text);
            found.extend(
                names
                    .iter()
                    .filter(|name| plain.contains(name.as_str()))
                    .map(|name| format!("{}:{}: {name}", file.path, word.line)),
            );
        }
    }
    fail(&found, "The city is data: take its name from the city pack instead of writing it in code:");
}

/// The name in each language without its ending, the pack's folder and what stands before its ticket numbers.
fn names_of_the_default_city() -> BTreeSet<String> {
    let cities = root().join("server/cities");
    let folder = fs::read_to_string(cities.join("DEFAULT")).unwrap().trim().to_owned();
    let city: toml::Table = fs::read_to_string(cities.join(&folder).join("city.toml")).unwrap().parse().unwrap();
    let names = city["name"].as_table().unwrap().values().map(|name| name.as_str().unwrap());
    let words = names.flat_map(str::split_whitespace).map(plain).filter(|word| !COMMON.contains(&word.as_str()));
    let mut stems: BTreeSet<String> = words.map(|word| stem(&word)).collect();
    stems.insert(stem(&plain(&folder)));
    stems.insert(format!("\"{}\"", plain(city["ticket_prefix"].as_str().unwrap())));
    stems
}

/// Greek names end otherwise in each case: leave the ending away.
fn stem(word: &str) -> String {
    let letters = word.chars().count();
    word.chars().take(letters.saturating_sub(2).max(4)).collect()
}

/// Small letters without accents.
fn plain(text: &str) -> String {
    let small: String = text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect();
    small.replace('ς', "σ")
}
