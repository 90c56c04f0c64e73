//! Texts from Fluent files: one set a language, the same keys in each. Used by the app for its screens and by the server
//! for its pages and problems; each brings its own files.

use crate::l10n::Language;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue, concurrent::FluentBundle};
use std::{borrow::Cow, collections::BTreeMap};

/// Why a set of files cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTexts {
    /// A file is not Fluent.
    #[error("{language}: not Fluent: {reason}")]
    NotFluent {
        /// Which language's.
        language: &'static str,
        /// The parser's words.
        reason: String,
    },
    /// A key stands twice.
    #[error("{language}: {reason}")]
    Twice {
        /// Which language's.
        language: &'static str,
        /// Which key.
        reason: String,
    },
}

/// All texts of one program in every language.
pub struct Texts {
    bundles: Vec<(Language, FluentBundle<FluentResource>)>,
    keys: BTreeMap<Language, Vec<String>>,
}

impl Texts {
    /// Reads the files: (language, Fluent source) in any order, several for a language.
    ///
    /// # Errors
    /// A file that is not Fluent, or a key that stands twice.
    pub fn new(sources: &[(Language, &str)]) -> Result<Self, BadTexts> {
        let mut bundles = Vec::new();
        let mut keys = BTreeMap::new();
        for language in Language::ALL {
            let tag = language.tag();
            let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().unwrap_or_default()]);
            // Isolation marks would show as boxes in plain text and confuse screen readers; nothing here is right-to-left.
            bundle.set_use_isolating(false);
            let mut names: Vec<String> = Vec::new();
            for (_, source) in sources.iter().filter(|(of, _)| *of == language) {
                names.extend(message_names(source));
                let resource = FluentResource::try_new((*source).to_owned()).map_err(|(_, errors)| {
                    BadTexts::NotFluent { language: tag, reason: errors.iter().map(|e| format!("{e}; ")).collect() }
                })?;
                bundle.add_resource(resource).map_err(|errors: Vec<FluentError>| BadTexts::Twice {
                    language: tag,
                    reason: errors.iter().map(|e| format!("{e}; ")).collect(),
                })?;
            }
            names.sort();
            keys.insert(language, names);
            bundles.push((language, bundle));
        }
        Ok(Self { bundles, keys })
    }

    /// No texts at all: every key shows as itself.
    #[must_use]
    pub fn empty() -> Self {
        Self { bundles: Vec::new(), keys: BTreeMap::new() }
    }

    /// The keys of a language, sorted: equal for every language, or a test fails.
    #[must_use]
    pub fn keys(&self, language: Language) -> &[String] {
        self.keys.get(&language).map_or(&[], Vec::as_slice)
    }

    /// A text without variables. A missing key shows as itself, which no test lets pass.
    #[must_use]
    pub fn get(&self, language: Language, key: &str) -> String {
        self.format(language, key, None)
    }

    /// A text with variables.
    #[must_use]
    pub fn with(&self, language: Language, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        let arguments: FluentArgs<'_> = arguments.iter().cloned().collect();
        self.format(language, key, Some(&arguments))
    }

    fn format(&self, language: Language, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let Some((_, bundle)) = self.bundles.iter().find(|(of, _)| *of == language) else { return key.to_owned() };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
        let mut errors = Vec::new();
        let text: Cow<'_, str> = bundle.format_pattern(pattern, arguments, &mut errors);
        text.into_owned()
    }
}

fn message_names(source: &str) -> impl Iterator<Item = String> {
    source.lines().filter_map(|line| {
        let (name, _) = line.split_once('=')?;
        let name = name.trim_end();
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        is_name.then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_speak_both_languages_and_count() {
        let texts = Texts::new(&[
            (Language::El, "jobs = { $n ->\n    [one] μία εργασία\n   *[other] { $n } εργασίες\n}\nhello = Γεια"),
            (Language::En, "jobs = { $n ->\n    [one] one job\n   *[other] { $n } jobs\n}\nhello = Hello"),
        ])
        .unwrap();
        assert_eq!(texts.with(Language::El, "jobs", &[("n", 1.into())]), "μία εργασία");
        assert_eq!(texts.with(Language::En, "jobs", &[("n", 3.into())]), "3 jobs");
        assert_eq!(texts.get(Language::En, "no-such-key"), "no-such-key");
        assert_eq!(texts.keys(Language::El), texts.keys(Language::En));
    }

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        assert!(matches!(
            Texts::new(&[(Language::El, "a = 1\n"), (Language::El, "a = 2\n")]),
            Err(BadTexts::Twice { .. })
        ));
    }
}
