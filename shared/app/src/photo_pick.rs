//! What a person reads when a photo could not be taken or made ready: the same words in every feature.

use crate::{
    effect::{PhotoTrouble, PickedPhoto},
    texts::t,
};
use dimos_domain::l10n::Language;

/// What to say of a photo that was not picked; nothing where the person just thought better of it.
#[must_use]
pub fn pick_text(language: Language, outcome: &PickedPhoto) -> Option<String> {
    match outcome {
        PickedPhoto::Picked { .. } | PickedPhoto::Cancelled => None,
        PickedPhoto::Denied => Some(t(language, "photo-denied")),
        PickedPhoto::Unavailable => Some(t(language, "photo-unavailable")),
    }
}

/// What to say of a photo that could not be made ready.
#[must_use]
pub fn trouble_text(language: Language, trouble: PhotoTrouble) -> String {
    let key = match trouble {
        PhotoTrouble::NotAnImage => "photo-not-an-image",
        PhotoTrouble::Heic => "photo-heic",
        PhotoTrouble::Damaged => "photo-damaged",
        PhotoTrouble::TooLarge => "photo-too-large",
        PhotoTrouble::Unsupported => "photo-unsupported",
        PhotoTrouble::StorageFull => "storage-full",
        PhotoTrouble::Unreadable => "photo-unreadable",
    };
    t(language, key)
}
