//! The app's texts: Fluent files in `locales/`, one folder a language, one file a feature.

use dimos_domain::{l10n::Language, texts::Texts};
use std::sync::OnceLock;

/// The values a text can take.
pub use fluent_bundle::FluentValue;

macro_rules! sources {
    ($($file:literal),*) => {
        [$(
            (Language::El, include_str!(concat!("../locales/el/", $file))),
            (Language::En, include_str!(concat!("../locales/en/", $file))),
        )*]
    };
}

const SOURCES: &[(Language, &str)] =
    &sources!["common.ftl", "report.ftl", "my_reports.ftl", "my_city.ftl", "pay.ftl", "crew.ftl", "settings.ftl"];

/// Every text of the app. Files that cannot be read give no texts, which the tests do not let pass.
pub fn texts() -> &'static Texts {
    static TEXTS: OnceLock<Texts> = OnceLock::new();
    TEXTS.get_or_init(|| Texts::new(SOURCES).unwrap_or_else(|_| Texts::empty()))
}

/// A text without variables.
#[must_use]
pub fn t(language: Language, key: &str) -> String {
    texts().get(language, key)
}

/// A text with variables.
#[must_use]
pub fn tv(language: Language, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    texts().with(language, key, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_can_be_read_and_every_key_stands_in_every_language() {
        let texts = Texts::new(SOURCES).unwrap();
        assert_eq!(texts.keys(Language::El), texts.keys(Language::En));
        assert!(!texts.keys(Language::El).is_empty());
    }
}
