//! The photos: taken, chosen or shared, made ready, removed.

use super::{
    Event,
    drafts::{self, begin, change, open_draft},
    model::{Draft, Preparing},
    place,
    update::{draft_mut, tell},
};
use crate::{
    app::Cmd,
    effect::{PhotoTrouble, PickPhoto, PickedPhoto, PreparePhoto, PreparedPhoto},
    event::{Event as Root, Stamp},
    intent::PhotoSource,
    model::Model,
    photo_pick::{self, PhotoFor},
    texts::{t, tv},
    view::{Button, PhotoView, Tone},
};
use crux_core::Command;
use dimos_domain::{ids::MediaId, l10n::Language, report::MAX_PHOTOS};
use jiff::SignedDuration;
use uuid::Uuid;

/// Photos that another app shares within so many seconds belong to one report.
const ONE_SHARE_SECONDS: i64 = 60;

pub(super) fn add(stamp: Stamp, draft: Uuid, source: PhotoSource, model: &mut Model) -> Cmd {
    if is_full(draft, model) {
        return too_many(model);
    }
    let photo = MediaId(stamp.id(1));
    // A blank draft is not kept: a photo that arrives in another life of the app begins it anew.
    let is_kept = model.report.drafts.iter().any(|one| one.id == draft && !one.is_blank());
    let belongs_to = if is_kept { PhotoFor::Draft(draft) } else { PhotoFor::NewDraft(draft) }.to_string();
    Command::request_from_shell(PickPhoto { source, belongs_to })
        .then_send(move |picked| Root::Report(Event::Picked { draft, photo, picked }))
}

pub(super) fn picked(draft: Uuid, photo: MediaId, picked: PickedPhoto, model: &mut Model) -> Cmd {
    match picked {
        PickedPhoto::Picked { path } => prepare(draft, photo, path, model),
        other => match photo_pick::pick_text(model.language(), &other) {
            Some(text) => tell(model, Tone::Warning, text),
            None => Command::done(),
        },
    }
}

/// A photo that was asked for before the operating system ended the app.
pub(super) fn arrived(stamp: Stamp, draft: Uuid, was_blank: bool, outcome: PickedPhoto, model: &mut Model) -> Cmd {
    let photo = MediaId(stamp.id(1));
    let is_known = model.report.sending != Some(draft) && model.report.drafts.iter().any(|one| one.id == draft);
    let opened = match &outcome {
        PickedPhoto::Picked { .. } if is_known => {
            drafts::come_to_front(model);
            drafts::resume(&draft.to_string(), model)
        }
        PickedPhoto::Picked { .. } if was_blank => {
            let begun = Draft { id: draft, ..begin(stamp, model) };
            open_draft(begun, model)
        }
        PickedPhoto::Picked { .. } => {
            let text = t(model.language(), "photo-too-late");
            return tell(model, Tone::Warning, text);
        }
        PickedPhoto::Cancelled | PickedPhoto::Denied | PickedPhoto::Unavailable | PickedPhoto::StorageFull => {
            Command::done()
        }
    };
    opened.and(picked(draft, photo, outcome, model))
}

/// Another app shared a photo.
pub(super) fn shared(stamp: Stamp, path: String, model: &mut Model) -> Cmd {
    let joined = model.report.draft().filter(|draft| takes_shared(draft, stamp)).map(|draft| draft.id);
    let photo = MediaId(stamp.id(1));
    match joined {
        Some(draft) => {
            drafts::come_to_front(model);
            prepare(draft, photo, path, model)
        }
        None => {
            let draft = begin(stamp, model);
            let id = draft.id;
            let opened = open_draft(draft, model);
            opened.and(prepare(id, photo, path, model))
        }
    }
}

/// Whether a shared photo belongs to this draft rather than to a new one.
fn takes_shared(draft: &Draft, stamp: Stamp) -> bool {
    let young = stamp.now.duration_since(draft.created_at).abs() <= SignedDuration::from_secs(ONE_SHARE_SECONDS);
    draft.is_blank() || (young && draft.text.trim().is_empty() && draft.service.is_none())
}

fn prepare(draft: Uuid, photo: MediaId, path: String, model: &mut Model) -> Cmd {
    if is_full(draft, model) {
        return too_many(model);
    }
    model.report.preparing.push(Preparing { draft, photo });
    Command::request_from_shell(PreparePhoto { id: photo, path })
        .then_send(move |outcome| Root::Report(Event::Prepared { draft, photo, outcome }))
}

pub(super) fn prepared(
    draft: Uuid,
    photo: MediaId,
    outcome: Result<PreparedPhoto, PhotoTrouble>,
    model: &mut Model,
) -> Cmd {
    let waiting = model.report.preparing.len();
    model.report.preparing.retain(|one| one.photo != photo);
    if model.report.preparing.len() == waiting {
        // It was removed while it was being made ready.
        return Command::done();
    }
    let ready = match outcome {
        Ok(ready) => ready,
        Err(trouble) => {
            let text = photo_pick::trouble_text(model.language(), trouble);
            return tell(model, Tone::Warning, text);
        }
    };
    let Some(of) = draft_mut(draft, model) else { return Command::done() };
    if of.photos.iter().any(|other| other.sha256 == ready.sha256) {
        let text = t(model.language(), "report-photo-twice");
        return tell(model, Tone::Info, text);
    }
    let kept = change(draft, model, |of| {
        // In the order in which they were taken, whichever was ready first.
        let place = of.photos.iter().position(|other| other.id > ready.id).unwrap_or(of.photos.len());
        of.photos.insert(place, ready.clone());
    });
    kept.and(place::from_photo(draft, &ready, model))
}

pub(super) fn remove(draft: Uuid, photo: &str, model: &mut Model) -> Cmd {
    let Ok(photo) = photo.parse::<MediaId>() else { return Command::done() };
    model.report.preparing.retain(|one| one.photo != photo);
    let has = draft_mut(draft, model).is_some_and(|of| of.photos.iter().any(|one| one.id == photo));
    if has { drafts::change(draft, model, |of| of.photos.retain(|one| one.id != photo)) } else { Command::done() }
}

fn is_full(draft: Uuid, model: &Model) -> bool {
    let of = model.report.drafts.iter().find(|one| one.id == draft);
    of.is_some_and(|of| model.report.photos_of(of) >= MAX_PHOTOS)
}

fn too_many(model: &mut Model) -> Cmd {
    let text = too_many_text(model.language());
    tell(model, Tone::Warning, text)
}

fn too_many_text(language: Language) -> String {
    tv(language, "report-too-many-photos", &[("max", MAX_PHOTOS.into())])
}

/// "2 photos".
pub(super) fn count_text(language: Language, count: usize) -> String {
    tv(language, "report-photo-count", &[("n", count.into())])
}

/// Whether a photo of the draft is still being made ready.
pub(super) fn are_preparing(draft: &Draft, model: &Model) -> bool {
    model.report.preparing.iter().any(|one| one.draft == draft.id)
}

pub(super) fn photos_view(draft: &Draft, model: &Model) -> Vec<PhotoView> {
    let language = model.language();
    let total = model.report.photos_of(draft);
    let ready = draft.photos.iter().enumerate().map(|(place, photo)| PhotoView {
        id: photo.id.to_string(),
        thumb_path: Some(photo.thumb_path.clone()),
        path: Some(photo.path.clone()),
        caption: String::new(),
        spoken: tv(language, "photo-alt", &[("n", (place + 1).into()), ("total", total.into())]),
        busy: false,
    });
    let busy = model.report.preparing.iter().filter(|one| one.draft == draft.id).map(|one| PhotoView {
        id: one.photo.to_string(),
        thumb_path: None,
        path: None,
        caption: String::new(),
        spoken: t(language, "report-photo-preparing"),
        busy: true,
    });
    ready.chain(busy).collect()
}

/// "Take a photo" and "Choose a photo".
pub(super) fn buttons(draft: &Draft, model: &Model) -> (Button, Button) {
    let language = model.language();
    let full = (model.report.photos_of(draft) >= MAX_PHOTOS).then(|| too_many_text(language));
    let button = |key| Button::new(t(language, key)).blocked(full.clone());
    (button("report-take-photo"), button("report-choose-photo"))
}
