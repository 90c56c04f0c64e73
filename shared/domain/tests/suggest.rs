//! Messages as citizens type them, against the words of the Thessaloniki pack: is the right service offered?
//! Every second message was never looked at while the weights were chosen; the marks are asserted on those.
#![allow(clippy::expect_used, reason = "a test that cannot read its data should fail loudly")]

use dimos_domain::{
    city::Service,
    l10n::Text,
    words::{Suggester, Suggestion, danger},
};
use std::{fs, path::Path, time::Instant};

#[derive(serde::Deserialize)]
struct File {
    services: Vec<Entry>,
}

/// Of a pack's service only what the words need.
#[derive(serde::Deserialize)]
struct Entry {
    code: String,
    name: Text,
    synonyms: Vec<String>,
}

fn services() -> Vec<Service> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../server/cities/thessaloniki/services");
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("the pack's services").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let files = files.iter().map(|file| fs::read_to_string(file).expect("readable"));
    files.flat_map(|text| toml::from_str::<File>(&text).expect("a list of services").services).map(service).collect()
}

fn service(entry: Entry) -> Service {
    Service {
        code: entry.code.parse().expect("a code"),
        group: "any".parse().expect("a code"),
        name: entry.name,
        description: Text::default(),
        synonyms: entry.synonyms,
        questions: vec![],
        deadline_hours: 8,
        department: "any".parse().expect("a code"),
        base_priority: 1,
        public: true,
        needs_contact: false,
        needs_photo: false,
        duplicate_radius_m: 0,
    }
}

/// Text and service of every message.
fn messages() -> Vec<(String, String)> {
    let lines = include_str!("messages.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (text, code) = line.split_once('\t').expect("a tab between text and code");
            (text.to_owned(), code.to_owned())
        })
        .collect()
}

/// One half of the messages: 0 was tuned on, 1 is held out.
fn half(which: usize) -> Vec<(String, String)> {
    messages().into_iter().enumerate().filter(|(line, _)| line % 2 == which).map(|(_, message)| message).collect()
}

/// Place of the right service in what is suggested, from 0.
fn place(suggestions: &[Suggestion], code: &str) -> Option<usize> {
    suggestions.iter().position(|suggestion| suggestion.service.as_str() == code)
}

/// Per cent of messages whose service is first, and among the first three.
fn marks(suggester: &Suggester, messages: &[(String, String)]) -> (usize, usize) {
    let places: Vec<usize> =
        messages.iter().filter_map(|(text, code)| place(&suggester.suggest(text, 3), code)).collect();
    let first = places.iter().filter(|place| **place == 0).count();
    (100 * first / messages.len(), 100 * places.len() / messages.len())
}

#[test]
fn the_right_service_is_offered_for_messages_never_tuned_on() {
    let suggester = Suggester::new(&services());
    let (tuned, held_out) = (marks(&suggester, &half(0)), marks(&suggester, &half(1)));
    println!("first / among three: tuned on {tuned:?} %, held out {held_out:?} %");
    assert!(held_out.0 >= 80 && held_out.1 >= 92, "held out: first {} %, among three {} %", held_out.0, held_out.1);
}

#[test]
fn every_message_names_a_service_of_the_pack() {
    let services = services();
    assert!(messages().len() >= 120);
    for (text, code) in messages() {
        assert!(services.iter().any(|service| service.code.as_str() == code), "{code}: {text}");
    }
}

#[test]
fn scores_fall_and_every_suggestion_says_why() {
    let services = services();
    let suggester = Suggester::new(&services);
    for (text, _) in messages() {
        let suggestions = suggester.suggest(&text, 5);
        assert!(suggestions.iter().all(|suggestion| (0.0..=1.0).contains(&suggestion.score)));
        assert!(suggestions.is_sorted_by(|a, b| a.score >= b.score), "{text}");
        for suggestion in &suggestions {
            let service = services.iter().find(|service| service.code == suggestion.service).expect("of the pack");
            let names = [&service.name.el, &service.name.en];
            assert!(service.synonyms.iter().chain(names).any(|words| *words == suggestion.because));
        }
        assert_eq!(suggester.suggest(&text, 5), suggestions, "the same answer twice");
    }
}

/// The danger words of the pack's `city.toml`.
fn danger_words() -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct City {
        danger_words: Vec<String>,
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../server/cities/thessaloniki/city.toml");
    let text = fs::read_to_string(path).expect("the pack's city file");
    toml::from_str::<City>(&text).expect("danger words").danger_words
}

#[test]
fn danger_is_heard_where_there_is_some_and_nowhere_else() {
    let words = danger_words();
    for text in [
        "Κίνδυνος! γυμνα καλωδια στη βάση του στύλου",
        "gymna kalwdia, tha pathei kaneis tipota",
        "ΕΠΙΚΙΝΔΥΝΟ ΣΗΜΕΙΟ",
        "the wall is about to fall",
        "πήρε φωτιά ο κάδος",
        "mirizei gkazi",
    ] {
        assert!(danger(text, &words).is_some(), "{text}");
    }
    for text in
        ["Τα φώτα στον δρόμο είναι σβηστά", "λακκούβα στην Τσιμισκή", "ta fwta anavoun mera", "bin full, smells"]
    {
        assert_eq!(danger(text, &words), None, "{text}");
    }
}

#[test]
fn what_says_nothing_suggests_nothing() {
    let suggester = Suggester::new(&services());
    for text in ["", "…", "καλημέρα σας", "12345", "qwrtzp"] {
        assert_eq!(suggester.suggest(text, 3), [], "{text}");
    }
    assert_eq!(Suggester::new(&[]).suggest("λακκούβα", 3), []);
}

/// Prints what went wrong in the half that may be looked at, and how long a long message takes.
#[test]
#[ignore = "for whoever chooses the weights"]
fn show() {
    let services = services();
    let start = Instant::now();
    let suggester = Suggester::new(&services);
    println!("{} services learnt in {:?}", services.len(), start.elapsed());
    for (text, code) in half(0) {
        let suggestions = suggester.suggest(&text, 4);
        if place(&suggestions, &code) != Some(0) {
            let offered: Vec<String> = suggestions
                .iter()
                .map(|found| format!("{} {:.2} ({})", found.service, found.score, found.because))
                .collect();
            println!("{code}: {text}\n    {}", offered.join("\n    "));
        }
    }
    let long = messages().iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ");
    let long: String = long.chars().take(4_000).collect();
    let start = Instant::now();
    for _ in 0..100 {
        assert!(!suggester.suggest(&long, 3).is_empty());
    }
    println!("4000 characters: {:?} each", start.elapsed() / 100);
    let start = Instant::now();
    for (text, _) in messages() {
        assert!(suggester.suggest(&text, 3).len() <= 3);
    }
    println!("all {} messages: {:?}", messages().len(), start.elapsed());
    let words = danger_words();
    for (text, _) in half(0) {
        if let Some(word) = danger(&text, &words) {
            println!("danger, {word}: {text}");
        }
    }
}
