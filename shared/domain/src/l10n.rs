//! Languages and texts. Greek comes first; every text of the city exists in every language.

use serde::{Deserialize, Serialize};

/// A language that Dimos speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Greek, the first language.
    #[default]
    El,
    /// English.
    En,
}

impl Language {
    /// Every language, first one first.
    pub const ALL: [Self; 2] = [Self::El, Self::En];

    /// BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::El => "el",
            Self::En => "en",
        }
    }

    /// The best language for an `Accept-Language` header or a locale such as `en_GB` (RFC 4647 lookup, quality values
    /// honoured); Greek where nothing fits.
    #[must_use]
    pub fn negotiate(wanted: &str) -> Self {
        let mut best = (0_u32, Self::default());
        for range in wanted.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q=").map(str::to_owned))
                .map_or(1000, |q| q.parse::<f64>().map_or(0, thousandths));
            let language = match tag.split(['-', '_']).next() {
                Some("el") => Self::El,
                Some("en") => Self::En,
                _ => continue,
            };
            if quality > best.0 {
                best = (quality, language);
            }
        }
        best.1
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1 first")]
fn thousandths(quality: f64) -> u32 {
    (quality.clamp(0.0, 1.0) * 1000.0) as u32
}

/// One text in every language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Greek.
    pub el: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::El => &self.el,
            Language::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_language_is_negotiated() {
        assert_eq!(Language::negotiate("en-GB,en;q=0.9,el;q=0.8"), Language::En);
        assert_eq!(Language::negotiate("de, el;q=0.3, en;q=0.2"), Language::El);
        assert_eq!(Language::negotiate("en_US"), Language::En);
        assert_eq!(Language::negotiate("fr"), Language::El);
        assert_eq!(Language::negotiate("en;q=NaN"), Language::El);
    }
}
