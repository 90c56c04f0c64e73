//! What the shells' own controls are called: symbols without words, and the few dialogs that a platform brings.

use crate::texts::{t, tv};
use dimos_domain::l10n::Language;
use std::sync::LazyLock;

/// The words, in the language of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct ControlWords {
    /// The way back.
    pub back: String,
    /// Close what lies over the screen.
    pub close: String,
    /// Leave a dialog without doing what it asks.
    pub cancel: String,
    /// Remove one of several; followed by which.
    pub remove: String,
    /// Show it on a map.
    pub map: String,
    /// Show it as a list.
    pub list: String,
    /// Nearer.
    pub zoom_in: String,
    /// Farther.
    pub zoom_out: String,
    /// Move one of several before the one above it; followed by which.
    pub move_up: String,
    /// Move one of several behind the one below it; followed by which.
    pub move_down: String,
    /// Take what was chosen in a dialog.
    pub done: String,
    /// A photo from the camera.
    pub camera: String,
    /// A photo that is on the phone.
    pub gallery: String,
    /// What a screen reader says of one to five stars, in this order.
    pub stars: Vec<String>,
}

/// Those of a language; made once.
#[must_use]
pub fn words(language: Language) -> ControlWords {
    static EL: LazyLock<ControlWords> = LazyLock::new(|| made(Language::El));
    static EN: LazyLock<ControlWords> = LazyLock::new(|| made(Language::En));
    match language {
        Language::El => EL.clone(),
        Language::En => EN.clone(),
    }
}

fn made(language: Language) -> ControlWords {
    let t = |key| t(language, key);
    ControlWords {
        back: t("control-back"),
        close: t("control-close"),
        cancel: t("control-cancel"),
        remove: t("control-remove"),
        map: t("control-map"),
        list: t("control-list"),
        zoom_in: t("control-zoom-in"),
        zoom_out: t("control-zoom-out"),
        move_up: t("control-move-up"),
        move_down: t("control-move-down"),
        done: t("control-done"),
        camera: t("control-camera"),
        gallery: t("control-gallery"),
        stars: (1..=5).map(|n: u32| tv(language, "control-stars", &[("n", n.into())])).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_controls_have_their_words_in_both_languages() {
        assert_eq!((words(Language::El).back, words(Language::En).back), ("Πίσω".to_owned(), "Back".to_owned()));
        assert_eq!(words(Language::El).stars, ["1 στα 5", "2 στα 5", "3 στα 5", "4 στα 5", "5 στα 5"]);
        assert_eq!(words(Language::En).stars.last().map(String::as_str), Some("5 of 5"));
    }
}
