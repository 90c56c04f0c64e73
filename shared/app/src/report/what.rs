//! The first step: photos and words.

use super::{drafts::change, model::Draft, photos};
use crate::{
    app::Cmd,
    model::Model,
    texts::{t, tv},
    view::Field,
};
use dimos_domain::{city::Service, l10n::Language, report::MAX_TEXT_CHARS, wording, words::clean};
use uuid::Uuid;

/// Characters that are kept of what was typed or pasted: enough to shorten it in peace.
const MOST_KEPT: usize = 5 * MAX_TEXT_CHARS;
/// Cleaning may lengthen a text a little (NFC takes some characters apart): below this it cannot reach the limit.
const SURELY_SHORT: usize = MAX_TEXT_CHARS / 4;
/// Suggestions shown.
const SUGGESTIONS: usize = 3;
/// Below this score a suggestion is a guess.
const LEAST_SCORE: f32 = 0.3;
/// A suggestion must come this near to the best one.
const NEAR_THE_BEST: f32 = 0.6;

pub(super) fn describe(draft: Uuid, mut text: String, model: &mut Model) -> Cmd {
    let cut = text.char_indices().nth(MOST_KEPT).map(|(end, _)| end);
    if let Some(end) = cut {
        text.truncate(end);
    }
    let kept = change(draft, model, |of| of.text = text);
    model.report.desk.text_cut = cut.is_some();
    look_at_words(model);
    kept
}

/// Counts the open draft's words and asks which services they suggest.
pub(super) fn look_at_words(model: &mut Model) {
    let Some(draft) = model.report.draft() else { return };
    let raw = draft.text.chars().count();
    let surely_fits = raw <= SURELY_SHORT && draft.text.contains(char::is_alphanumeric);
    let text_chars = if surely_fits { raw } else { clean(&draft.text).chars().count() };
    let mut suggestions = match &model.city {
        Some(kit) if !draft.text.trim().is_empty() => kit.suggester.suggest(&draft.text, SUGGESTIONS),
        _ => Vec::new(),
    };
    let best = suggestions.first().map_or(0.0, |best| best.score);
    suggestions.retain(|one| one.score >= LEAST_SCORE.max(best * NEAR_THE_BEST));
    model.report.desk.suggestions = suggestions;
    model.report.desk.text_chars = text_chars;
}

/// What this step of the open draft still needs.
pub(super) fn missing(draft: &Draft, service: Option<&Service>, model: &Model) -> Option<String> {
    let language = model.language();
    let has_photo = model.report.photos_of(draft) > 0;
    if let Some(too_long) = too_long(language, model) {
        Some(too_long)
    } else if !has_photo && model.report.desk.text_chars == 0 {
        Some(t(language, "report-needs-words-or-photo"))
    } else if !has_photo && service.is_some_and(|service| service.needs_photo) {
        Some(t(language, "report-needs-photo"))
    } else {
        None
    }
}

pub(super) fn too_long(language: Language, model: &Model) -> Option<String> {
    let desk = &model.report.desk;
    let number = |count: usize| wording::number(language, u64::try_from(count).unwrap_or(u64::MAX));
    if desk.text_cut {
        let values = [("kept", number(MOST_KEPT).into()), ("max", number(MAX_TEXT_CHARS).into())];
        return Some(tv(language, "report-text-cut", &values));
    }
    let over = desk.text_chars.checked_sub(MAX_TEXT_CHARS).filter(|over| *over > 0)?;
    let values = [("n", over.into()), ("over", number(over).into()), ("max", number(MAX_TEXT_CHARS).into())];
    Some(tv(language, "report-text-too-long", &values))
}

/// "380 characters left", near the limit only.
pub(super) fn remaining(language: Language, used: usize, max: usize) -> Option<String> {
    let left = max.checked_sub(used)?;
    (left <= max / 10).then(|| {
        let shown = wording::number(language, u64::try_from(left).unwrap_or(u64::MAX));
        tv(language, "report-remaining", &[("n", left.into()), ("left", shown.into())])
    })
}

pub(super) fn field(draft: &Draft, service: Option<&Service>, model: &Model) -> Field {
    let language = model.language();
    let checked = model.report.desk.checked.contains(&crate::intent::ReportStep::What);
    Field {
        label: t(language, "report-words-label"),
        value: draft.text.clone(),
        hint: t(language, "report-words-hint"),
        error: too_long(language, model).or_else(|| missing(draft, service, model).filter(|_| checked)),
        remaining: remaining(language, model.report.desk.text_chars, MAX_TEXT_CHARS),
    }
}

/// The line of the review.
pub(super) fn summary(draft: &Draft, model: &Model) -> String {
    let language = model.language();
    let words = super::drafts::shortened(draft.text.trim(), 200);
    let photos = model.report.photos_of(draft);
    let photos = if photos == 0 { String::new() } else { photos::count_text(language, photos) };
    match (words.is_empty(), photos.is_empty()) {
        (false, false) => format!("{words}\n{photos}"),
        (false, true) => words,
        (true, _) => photos,
    }
}
