//! Drafts: begun, gone on with, thrown away, taken back. Each change is kept at once.

use super::{
    Event,
    model::{Desk, Discarded, Draft},
    photos, place, steps,
    update::{draft_mut, tell},
    view::DraftRow,
    what,
};
use crate::{
    app::Cmd,
    effect::{RemoveDraft, SaveDraft},
    event::{Event as Root, Stamp},
    intent::Tab,
    model::{Model, Undo},
    my_city,
    texts::{t, tv},
    view::Tone,
};
use crux_core::Command;
use dimos_domain::wording;
use uuid::Uuid;

/// Characters of a draft's words in the list.
const TITLE_CHARS: usize = 60;

pub(super) fn new(stamp: Stamp, model: &mut Model) -> Cmd {
    let draft = begin(stamp, model);
    open_draft(draft, model)
}

/// An empty draft with the contact that may be remembered.
pub(super) fn begin(stamp: Stamp, model: &Model) -> Draft {
    let mut draft = Draft::new(stamp.id(0), stamp.now);
    let preferences = &model.settings.preferences;
    if let Some(contact) = preferences.contact.as_ref().filter(|_| preferences.remember_contact) {
        draft.anonymous = false;
        draft.contact = contact.clone();
    }
    draft
}

/// Puts a draft in front, the newest of all; one of the same id is replaced.
pub fn open_draft(draft: Draft, model: &mut Model) -> Cmd {
    let id = draft.id;
    let left = leave(model);
    model.report.drafts.retain(|other| other.id != id);
    model.report.drafts.insert(0, draft);
    come_to_front(model);
    left.and(open(id, model))
}

/// Composing comes before whatever is in front.
pub(super) fn come_to_front(model: &mut Model) {
    model.tab = Tab::Report;
    model.my_reports.close();
    model.crew.close();
}

pub(super) fn resume(draft: &str, model: &mut Model) -> Cmd {
    let known = Uuid::parse_str(draft).ok().filter(|id| model.report.drafts.iter().any(|one| one.id == *id));
    match known {
        Some(id) if model.report.open == Some(id) => Command::done(),
        Some(id) => {
            let left = leave(model);
            left.and(open(id, model))
        }
        None => Command::done(),
    }
}

fn open(id: Uuid, model: &mut Model) -> Cmd {
    model.report.open = Some(id);
    model.report.desk = Desk::default();
    follow_city(model);
    steps::arrive(model)
}

/// Works out again what the city says of the open draft, where that was worked out with another version of the city.
pub(super) fn follow_city(model: &mut Model) {
    let Some(kit) = model.city.clone() else { return };
    if model.report.open.is_none() || model.report.desk.city_version == kit.city.version {
        return;
    }
    model.report.desk.city_version.clone_from(&kit.city.version);
    model.report.desk.index = None;
    model.report.desk.listed = None;
    model.report.desk.middle = my_city::middle(&kit);
    what::look_at_words(model);
    place::look_at_place(model);
}

/// Leaves the open draft; a blank one is forgotten.
pub(super) fn leave(model: &mut Model) -> Cmd {
    let Some(open) = model.report.open.take() else { return Command::done() };
    model.report.desk = Desk::default();
    let waits_for_photo = model.report.preparing.iter().any(|one| one.draft == open);
    let blank = model.report.drafts.iter().any(|draft| draft.id == open && draft.is_blank());
    if blank && !waits_for_photo {
        model.report.drafts.retain(|draft| draft.id != open);
        return remove(open);
    }
    model.report.drafts.sort_by_key(|draft| std::cmp::Reverse(draft.updated_at));
    Command::done()
}

/// Changes a draft, in memory and on the phone.
pub(super) fn change(id: Uuid, model: &mut Model, how: impl FnOnce(&mut Draft)) -> Cmd {
    let now = model.now;
    let Some(draft) = draft_mut(id, model) else { return Command::done() };
    how(draft);
    draft.updated_at = now;
    let copy = draft.clone();
    if model.report.drafts.iter().any(|draft| draft.id == id) { save(copy) } else { Command::done() }
}

fn save(draft: Draft) -> Cmd {
    Command::request_from_shell(SaveDraft(draft)).then_send(|kept| Root::Report(Event::Kept(kept)))
}

fn remove(id: Uuid) -> Cmd {
    Command::request_from_shell(RemoveDraft(id)).then_send(|kept| Root::Report(Event::Kept(kept)))
}

/// Forgets a draft that became something else; its copy on the phone is gone already.
pub(super) fn done_with(id: Uuid, model: &mut Model) {
    model.report.drafts.retain(|draft| draft.id != id);
    if model.report.open == Some(id) {
        model.report.open = None;
        model.report.desk = Desk::default();
    }
}

pub(super) fn discard(draft: &str, model: &mut Model) -> Cmd {
    let found = model.report.drafts.iter().position(|one| one.id.to_string() == draft);
    let Some(place) = found else { return Command::done() };
    let id = model.report.drafts.get(place).map(|one| one.id);
    if id.is_none() || model.report.sending == id {
        return Command::done();
    }
    let draft = model.report.drafts.remove(place);
    let was_open = model.report.open == Some(draft.id);
    if was_open {
        model.report.open = None;
        model.report.desk = Desk::default();
    }
    let id = draft.id;
    if draft.is_blank() {
        return remove(id);
    }
    model.report.discarded = Some(Discarded { draft, was_open });
    let text = t(model.language(), "report-discarded");
    model.say_undoable(Tone::Info, text, Some(Undo::DiscardDraft));
    remove(id).and(crate::app::fade(model))
}

/// Takes a thrown-away draft back.
pub fn undo_discard(model: &mut Model) -> Cmd {
    let Some(Discarded { draft, was_open }) = model.report.discarded.take() else { return Command::done() };
    let saved = save(draft.clone());
    if was_open && model.report.open.is_none() {
        return saved.and(open_draft(draft, model));
    }
    let place = model.report.drafts.iter().position(|one| one.updated_at <= draft.updated_at);
    model.report.drafts.insert(place.unwrap_or(model.report.drafts.len()), draft);
    let text = t(model.language(), "report-taken-back");
    saved.and(tell(model, Tone::Good, text))
}

/// The list.
pub(super) fn rows(model: &Model) -> Vec<DraftRow> {
    model.report.drafts.iter().map(|draft| row(draft, model)).collect()
}

fn row(draft: &Draft, model: &Model) -> DraftRow {
    let language = model.language();
    let words: Vec<&str> = draft.text.split_whitespace().take(TITLE_CHARS).collect();
    let words = words.join(" ");
    let service = || {
        let kit = model.city.as_ref()?;
        Some(kit.city.service(draft.service.as_ref()?)?.name.get(language).to_owned())
    };
    let title = if words.is_empty() {
        service().unwrap_or_else(|| t(language, "report-draft-without-words"))
    } else {
        shortened(&words, TITLE_CHARS)
    };
    let when = wording::ago(language, draft.updated_at, model.now, &model.zone());
    let photos = photos::count_text(language, draft.photos.len());
    let detail = if draft.photos.is_empty() { when } else { format!("{photos} · {when}") };
    let values = [("title", title.clone().into()), ("detail", detail.clone().into())];
    DraftRow {
        id: draft.id.to_string(),
        spoken: tv(language, "report-draft-spoken", &values),
        thumb_path: draft.photos.first().map(|photo| photo.thumb_path.clone()),
        title,
        detail,
    }
}

/// The first characters of a text, with "…" where it goes on.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
