//! The words of the documents, Greek and English, from `locales/`.

use dimos_domain::{l10n::Language, texts::Texts};
use std::sync::LazyLock;

const FILES: [(Language, &str); 2] = [
    (Language::El, include_str!("../locales/el/documents.ftl")),
    (Language::En, include_str!("../locales/en/documents.ftl")),
];

// A test holds that the files can be read.
static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::new(&FILES).unwrap_or_else(|_| Texts::empty()));

/// The words of one language.
#[derive(Clone, Copy)]
pub(crate) struct Words(pub Language);

impl Words {
    /// A text without variables.
    pub(crate) fn get(self, key: &str) -> String {
        TEXTS.get(self.0, key)
    }

    /// A text with variables.
    pub(crate) fn with(self, key: &str, variables: &[(&'static str, &str)]) -> String {
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, (*value).into())).collect();
        TEXTS.with(self.0, key, &variables)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_exists_in_every_language() {
        let texts = Texts::new(&FILES).unwrap();
        assert_eq!(texts.keys(Language::El), texts.keys(Language::En));
        assert!(!texts.keys(Language::El).is_empty());
    }
}
