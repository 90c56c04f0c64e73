//! Every text that this feature asks for exists in both languages, and every text of its file is asked for.

use crate::texts::texts;
use dimos_domain::l10n::Language;
use std::{collections::BTreeSet, fs, path::Path};

/// Every `"report-…"` or `"photo-…"` in this folder's code, tests left out.
fn asked_for() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report");
    let mut keys = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "rs") || path.ends_with("tests.rs") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let quoted = source.split('"').skip(1).step_by(2);
        keys.extend(quoted.filter(|text| text.starts_with("report-") || text.starts_with("photo-")).map(str::to_owned));
    }
    keys
}

#[test]
fn every_text_exists_in_both_languages_and_none_is_left_over() {
    let asked = asked_for();
    assert!(asked.len() > 80, "{}", asked.len());
    for language in Language::ALL {
        let known: BTreeSet<String> = texts().keys(language).iter().cloned().collect();
        let missing: Vec<_> = asked.difference(&known).collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
        let left_over: Vec<_> =
            known.iter().filter(|key| key.starts_with("report-") && !asked.contains(*key)).collect();
        assert!(left_over.is_empty(), "{language:?} has {left_over:?} for nothing");
    }
}
