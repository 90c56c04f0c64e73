//! The server's words in every language (Fluent files in `locales/`). Each capability with words adds its file to
//! [`FILES`]; a test holds that every key exists in every language.

use dimos_api::problem::Code;
use dimos_domain::l10n::Language;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::sync::LazyLock;

/// Every file in every language.
const FILES: &[(Language, &str)] = &[
    (Language::El, include_str!("../locales/el/problems.ftl")),
    (Language::En, include_str!("../locales/en/problems.ftl")),
    (Language::El, include_str!("../locales/el/pages.ftl")),
    (Language::En, include_str!("../locales/en/pages.ftl")),
    (Language::El, include_str!("../locales/el/pay_pages.ftl")),
    (Language::En, include_str!("../locales/en/pay_pages.ftl")),
    (Language::El, include_str!("../locales/el/letters.ftl")),
    (Language::En, include_str!("../locales/en/letters.ftl")),
    (Language::El, include_str!("../locales/el/paying.ftl")),
    (Language::En, include_str!("../locales/en/paying.ftl")),
    (Language::El, include_str!("../locales/el/treasury.ftl")),
    (Language::En, include_str!("../locales/en/treasury.ftl")),
    (Language::El, include_str!("../locales/el/bank_files.ftl")),
    (Language::En, include_str!("../locales/en/bank_files.ftl")),
    // What happened to a report is told in the same words on phones and on pages.
    (Language::El, include_str!("../../shared/app/locales/el/my_reports.ftl")),
    (Language::En, include_str!("../../shared/app/locales/en/my_reports.ftl")),
];

type Bundle = FluentBundle<FluentResource>;

static GREEK: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::El));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En));

fn bundle(language: Language) -> Bundle {
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    // Marks around every inserted value would end up in plain texts and in tests.
    bundle.set_use_isolating(false);
    for (_, text) in FILES.iter().filter(|(of, _)| *of == language) {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(what_parses, errors)| {
            tracing::error!(?errors, "a text file has mistakes");
            what_parses
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, "a text stands twice");
        }
    }
    bundle
}

/// A text; its key where there is none, which a test excludes.
#[must_use]
pub fn text(language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    find(language, key, None, args).unwrap_or_else(|| key.to_owned())
}

/// A problem's title and detail.
pub(crate) fn problem(
    language: Language,
    code: Code,
    reason: Option<&str>,
    args: &[(&'static str, String)],
) -> (String, String) {
    let key = format!("problem-{}", code.as_str());
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, FluentValue::from(value.as_str()))).collect();
    let title = find(language, &key, None, &args).unwrap_or_else(|| code.as_str().to_owned());
    let detail = reason
        .and_then(|reason| find(language, &key, Some(reason), &args))
        .or_else(|| find(language, &key, Some("detail"), &args))
        .unwrap_or_else(|| title.clone());
    (title, detail)
}

fn find(language: Language, key: &str, attribute: Option<&str>, args: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let bundle = match language {
        Language::El => &GREEK,
        Language::En => &ENGLISH,
    };
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let args = FluentArgs::from_iter(args.iter().cloned());
    let mut mistakes = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut mistakes);
    if !mistakes.is_empty() {
        tracing::error!(key, ?mistakes, "a text lacks a value");
    }
    Some(text.into_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use std::{collections::BTreeSet, path::Path};

    fn keys(text: &str) -> BTreeSet<String> {
        let mut message = String::new();
        let mut keys = BTreeSet::new();
        for line in text.lines().filter(|line| line.contains('=') && !line.starts_with('#')) {
            let name = line.split('=').next().unwrap_or_default();
            if let Some(attribute) = name.trim().strip_prefix('.') {
                keys.insert(format!("{message}.{}", attribute.trim()));
            } else if !name.starts_with(' ') {
                name.trim().clone_into(&mut message);
                keys.insert(message.clone());
            }
        }
        keys
    }

    #[test]
    fn every_text_exists_in_every_language() {
        let of = |language| {
            FILES
                .iter()
                .filter(move |(of, _)| *of == language)
                .flat_map(|(_, text)| keys(text))
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(of(Language::El), of(Language::En));
    }

    #[test]
    fn every_file_parses_and_says_each_thing_once() {
        for language in Language::ALL {
            let mut bundle = Bundle::new_concurrent(Vec::new());
            for (_, text) in FILES.iter().filter(|(of, _)| *of == language) {
                let resource = FluentResource::try_new((*text).to_owned()).map_err(|(_, errors)| errors).unwrap();
                bundle.add_resource(resource).unwrap();
            }
        }
    }

    #[test]
    fn every_problem_has_a_title_and_a_detail_in_every_language() {
        for language in Language::ALL {
            for code in Code::ALL {
                let key = format!("problem-{}", code.as_str());
                assert!(find(language, &key, None, &[]).is_some(), "{language:?} {key}");
                assert!(find(language, &key, Some("detail"), &[]).is_some(), "{language:?} {key}.detail");
            }
        }
    }

    #[test]
    fn every_reason_that_the_code_gives_has_its_words() {
        let known: BTreeSet<String> = FILES
            .iter()
            .flat_map(|(_, text)| keys(text))
            .filter_map(|key| Some(key.split_once('.')?.1.to_owned()))
            .collect();
        let mut sources = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(path) = sources.pop() {
            if path.is_dir() {
                sources.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            } else if let Ok(source) = std::fs::read_to_string(&path) {
                for rest in source.split(".because(\"").skip(1) {
                    let reason = rest.split('"').next().unwrap();
                    assert!(known.contains(reason), "{}: no words for {reason}", path.display());
                }
            }
        }
    }
}
