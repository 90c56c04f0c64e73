//! The headless phone plays every journey as recorded, and Kotlin and Swift have the journeys of now.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use dimos_script::{Mode, Step, expected, generated, journeys, play, root};
use std::{collections::BTreeSet, fs, path::PathBuf, thread};

#[test]
fn the_headless_phone_sees_what_was_recorded() {
    let failed: Vec<String> = thread::scope(|scope| {
        let journeys: Vec<_> = journeys();
        let played: Vec<_> = journeys
            .into_iter()
            .map(|journey| scope.spawn(move || play(&journey, Mode::Compare).err().map(|failed| failed.to_string())))
            .collect();
        played.into_iter().filter_map(|one| one.join().unwrap()).collect()
    });
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[test]
fn kotlin_and_swift_have_the_journeys_of_now() {
    for file in generated().unwrap() {
        let kept = fs::read_to_string(root().join(file.path)).unwrap_or_default();
        assert!(kept == file.text, "{} is not what tests/script says today: run `make bindings`", file.path);
    }
}

fn recorded() -> BTreeSet<PathBuf> {
    let folders = fs::read_dir(expected("", "").parent().unwrap()).unwrap();
    folders.flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap()).map(|file| file.unwrap().path()).collect()
}

#[test]
fn what_is_recorded_is_expected_and_nothing_else() {
    let wanted: Vec<PathBuf> = journeys()
        .iter()
        .flat_map(|journey| journey.steps.iter().map(move |step| (journey.name, step)))
        .filter_map(|(journey, step)| match step {
            Step::Expect(name) => Some(expected(journey, name)),
            _ => None,
        })
        .collect();
    let once: BTreeSet<PathBuf> = wanted.iter().cloned().collect();
    assert_eq!(once.len(), wanted.len(), "each screen of a journey has a name of its own");
    let recorded = recorded();
    let odd: Vec<&PathBuf> = recorded.symmetric_difference(&once).collect();
    assert!(odd.is_empty(), "record what is missing (`make script`), remove what nobody expects: {odd:?}");
}

#[test]
fn every_screen_is_seen() {
    let bindings = fs::read_to_string(root().join("ios/DimosKit/Sources/DimosBindings/DimosApp.swift")).unwrap();
    let (_, screens) = bindings.split_once("public enum Screen").unwrap();
    let (screens, _) = screens.split_once("\n}").unwrap();
    let cases = screens.lines().filter_map(|line| line.strip_prefix("    case ")?.split('(').next());
    let seen: String = recorded().iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let spelt = |case: &str| {
        let letters =
            case.chars().map(|c| if c.is_uppercase() { format!("_{}", c.to_lowercase()) } else { c.to_string() });
        letters.collect::<String>()
    };
    let unseen: Vec<&str> = cases.filter(|case| !seen.contains(&format!("\nscreen.{}.", spelt(case)))).collect();
    assert!(unseen.is_empty(), "no journey expects these screens: {unseen:?}");
    assert!(screens.matches("    case ").count() > 10, "the screens were read");
}
