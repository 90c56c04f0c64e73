//! What is not delivered yet: how it stands, in words, and the ways out. A new report is never just thrown away: it
//! becomes a draft again, with its photos, in the transaction in which it leaves the outbox.

use super::{
    Event,
    event::Wish,
    model::{MOST_UNSENT, Model as Lists},
    update::{reload, retell},
    view::UnsentRow,
};
use crate::{
    app::{self, Cmd, fade, storage_text},
    effect::{Delivery, DiscardAct, Discarded, OutboxRow, RetryAct, SendWithoutLostPhotos, StorageTrouble},
    event::{Event as Root, Stamp},
    model::Model,
    report::{self, Draft},
    rows::{Look, join},
    texts::t,
    view::{Button, Tone},
};
use crux_core::Command;
use dimos_domain::{
    act::{Act, Deed, Subject},
    ids::ActId,
    l10n::Language,
    wording,
};

/// The rows of what is unsent, oldest first. Of very many, those that need the person come first and the rest is counted.
#[must_use]
pub fn rows(look: &Look<'_>, lists: &Lists, unsent: &[OutboxRow]) -> Vec<UnsentRow> {
    let is_wedged = |row: &&OutboxRow| row.delivery.needs_person();
    if unsent.len() <= MOST_UNSENT {
        return unsent.iter().map(|one| row(look, lists, one)).collect();
    }
    let wedged = unsent.iter().filter(is_wedged);
    let others = unsent.iter().filter(|one| !is_wedged(one));
    let mut listed: Vec<UnsentRow> = wedged.chain(others).take(MOST_UNSENT).map(|one| row(look, lists, one)).collect();
    let left = u32::try_from(unsent.len() - MOST_UNSENT).unwrap_or(u32::MAX);
    let title = look.tv("unsent-more", &[("n", left.into()), ("number", look.number(left).into())]);
    listed.push(UnsentRow {
        act: String::new(),
        spoken: title.clone(),
        title,
        detail: String::new(),
        status: String::new(),
        tone: Tone::Info,
        retry: None,
        without: None,
        edit: None,
        discard: None,
    });
    listed
}

fn row(look: &Look<'_>, lists: &Lists, unsent: &OutboxRow) -> UnsentRow {
    let act = &unsent.act;
    let is_report = matches!(act.what, Deed::Report(_));
    let is_wedged = unsent.delivery.needs_person();
    let title = title(look, lists, unsent);
    let detail = detail(look, &act.what);
    let photo_gone = unsent.delivery == Delivery::PhotoGone;
    let without = photo_gone && act.what.says_something_without_photos();
    let (status, tone) = match (photo_gone, without || is_report) {
        (true, true) => (look.t("unsent-photo-gone"), Tone::Danger),
        (true, false) => (look.t("unsent-photo-gone-only"), Tone::Danger),
        (false, _) => status(look, &unsent.delivery),
    };
    let button = |key: &str| {
        let label = look.t(key);
        let spoken = join(&[&label, &title], ": ");
        Button::new(label).spoken(spoken)
    };
    let discard = match &unsent.delivery {
        Delivery::Sending => None,
        _ if is_report => Some(button("unsent-to-draft")),
        _ if lists.discard_asked == Some(act.id) => Some(button("unsent-discard-sure")),
        _ => Some(button("unsent-discard")),
    };
    UnsentRow {
        act: act.id.to_string(),
        retry: (is_wedged && !photo_gone).then(|| button("unsent-retry")),
        without: without.then(|| button("unsent-without-photo")),
        edit: (is_wedged && is_report).then(|| button("unsent-edit")),
        discard,
        spoken: join(&[&title, &detail, &status], ". "),
        title,
        detail,
        status,
        tone,
    }
}

/// What it says: all of its words, so that they can be read and copied wherever it is stuck, and how many photos.
fn detail(look: &Look<'_>, deed: &Deed) -> String {
    let photos = match u32::try_from(deed.photos().len()).unwrap_or(u32::MAX) {
        0 => String::new(),
        many => look.tv("unsent-photos", &[("n", many.into())]),
    };
    join(&[deed.words().trim(), &photos], " · ")
}

fn title(look: &Look<'_>, lists: &Lists, unsent: &OutboxRow) -> String {
    let deed = &unsent.act.what;
    if let Deed::Report(new) = deed {
        return look.tv("unsent-report", &[("service", look.service(&new.service).into())]);
    }
    let what = look.t(match deed {
        Deed::Report(_) => "unsent-report",
        Deed::Support { .. } => "unsent-support",
        Deed::Follow { body, .. } if body.follow => "unsent-follow",
        Deed::Follow { .. } => "unsent-unfollow",
        Deed::Comment { .. } => "unsent-comment",
        Deed::Answer { .. } => "unsent-answer",
        Deed::Rate { .. } => "unsent-rate",
        Deed::Reopen { .. } => "unsent-reopen",
        Deed::Withdraw { .. } => "unsent-withdraw",
        Deed::StartJob { .. } => "unsent-start-job",
        Deed::CloseJob { .. } => "unsent-close-job",
        Deed::CannotDoJob { .. } => "unsent-cannot-do-job",
        Deed::NoteJob { body, .. } if body.note.is_empty() && !body.photos.is_empty() => "unsent-photo-job",
        Deed::NoteJob { .. } => "unsent-note-job",
        Deed::OrderJobs { .. } => "unsent-order-jobs",
    });
    let about = match deed.subject() {
        Subject::Report(id) => lists.known(id).map(|tracked| {
            let number = tracked.report.number.clone();
            if number.is_empty() { look.service(&tracked.report.service) } else { number }
        }),
        Subject::Day(day) => Some(wording::day(look.language, day)),
        Subject::Job(_) => Some(unsent.number.clone()),
    };
    join(&[&what, &about.unwrap_or_default()], " · ")
}

fn status(look: &Look<'_>, delivery: &Delivery) -> (String, Tone) {
    match delivery {
        Delivery::Queued { next_at: Some(at) } if *at > look.now => {
            let time = wording::time(*at, &look.zone);
            (look.tv("unsent-again-at", &[("time", time.into())]), Tone::Info)
        }
        Delivery::Queued { .. } if look.offline => (look.t("unsent-waits-network"), Tone::Info),
        Delivery::Queued { .. } => (look.t("unsent-waits"), Tone::Info),
        Delivery::Sending => (look.t("unsent-sending"), Tone::Info),
        Delivery::PhotoGone => (look.t("unsent-photo-gone"), Tone::Danger),
        Delivery::Rescued => (look.t("unsent-rescued"), Tone::Warning),
        Delivery::Wedged { code, detail } => {
            (look.tv("unsent-wedged", &[("why", why_wedged(look.language, code, detail).into())]), Tone::Danger)
        }
    }
}

/// Why the city refused, in the person's language of now: by the code. The city's own words were in the language of then,
/// so they are told only where this app does not know the code.
pub(crate) fn why_wedged(language: Language, code: &str, detail: &str) -> String {
    match code_key(code) {
        Some(key) => t(language, key),
        None if detail.is_empty() => t(language, "wedged-other"),
        None => detail.to_owned(),
    }
}

fn code_key(code: &str) -> Option<&'static str> {
    Some(match code {
        "wrong_state" | "version_conflict" => "wedged-wrong-state",
        "not_found" => "wedged-not-found",
        "outside_city" | "bad_position" => "wedged-outside",
        "bad_photo" | "missing_photo" | "too_large" | "too_many_photos" | "unsupported_media" | "checksum_mismatch" => {
            "wedged-photo"
        }
        "bad_text" => "wedged-text",
        "bad_contact" => "wedged-contact",
        "bad_answer" | "unknown_service" => "wedged-service",
        "unauthenticated" | "forbidden" => "wedged-forbidden",
        "key_reused" => "wedged-key-reused",
        _ => return None,
    })
}

/// Sends a wedged act once more.
pub fn retry(act: &str, model: &mut Model) -> Cmd {
    match find(act, model) {
        Some(row) => {
            let id = row.act.id;
            Command::request_from_shell(RetryAct(id)).then_send(move |done| Root::MyReports(Event::Retried(id, done)))
        }
        None => reload(model),
    }
}

/// Sends an act whose photo is gone from the phone without it.
pub fn send_without(act: &str, model: &mut Model) -> Cmd {
    match find(act, model) {
        Some(row) if row.act.what.says_something_without_photos() => {
            let id = row.act.id;
            Command::request_from_shell(SendWithoutLostPhotos(id))
                .then_send(move |done| Root::MyReports(Event::Retried(id, done)))
        }
        _ => reload(model),
    }
}

/// It is in the queue again, or could not be put there.
pub fn retried(act: ActId, done: Result<(), StorageTrouble>, model: &mut Model) -> Cmd {
    match done {
        Ok(()) => {
            // It waits from now on, whatever was wrong before: the city is asked anew.
            if let Some(row) = model.unsent.iter_mut().find(|row| row.act.id == act) {
                row.delivery = Delivery::Queued { next_at: None };
            }
            retell(model);
            app::sync(model).and(reload(model))
        }
        Err(trouble) => storage_failed(trouble, model),
    }
}

/// Gives an act up: a report becomes a draft again, anything else asks once more.
pub fn discard(stamp: Stamp, act: &str, model: &mut Model) -> Cmd {
    let Some(row) = find(act, model) else { return reload(model) };
    if row.delivery == Delivery::Sending {
        return tell(model, Tone::Info, "unsent-is-sending");
    }
    if matches!(row.act.what, Deed::Report(_)) {
        return to_draft(stamp, row.act, Wish::Keep, model);
    }
    let id = row.act.id;
    if model.my_reports.discard_asked.replace(id) == Some(id) && model.my_reports.leaving.insert(id) {
        model.my_reports.discard_asked = None;
        return Command::request_from_shell(DiscardAct { act: id, draft: None }).then_send(move |done| {
            Root::MyReports(Event::GivenUp(id, done.map(|given| given.map(|given| given.act))))
        });
    }
    Command::done()
}

/// Opens an undelivered report as a draft.
pub fn edit(stamp: Stamp, act: &str, model: &mut Model) -> Cmd {
    match find(act, model) {
        Some(row) if row.delivery == Delivery::Sending => tell(model, Tone::Info, "unsent-is-sending"),
        Some(row) => to_draft(stamp, row.act, Wish::Edit, model),
        None => reload(model),
    }
}

fn find(act: &str, model: &Model) -> Option<OutboxRow> {
    let id: ActId = act.parse().ok()?;
    let open = model.my_reports.open.as_ref().and_then(|open| open.tracked.as_ref());
    let of_open = open.map(|tracked| tracked.pending.as_slice()).unwrap_or_default();
    model.unsent.iter().chain(of_open).find(|row| row.act.id == id).cloned()
}

fn to_draft(stamp: Stamp, act: Act, then: Wish, model: &mut Model) -> Cmd {
    let Deed::Report(new) = act.what else { return Command::done() };
    if !model.my_reports.leaving.insert(act.id) {
        // A second tap, before the first was answered.
        return Command::done();
    }
    let draft = Box::new(Draft::from_report(new, Vec::new(), stamp.now));
    Command::request_from_shell(DiscardAct { act: act.id, draft: Some(draft.clone()) })
        .then_send(move |done| Root::MyReports(Event::TakenBack { act: act.id, draft, then, done }))
}

/// The act left the outbox and is a draft with its photos; or it had been delivered meanwhile.
pub fn taken_back(
    act: ActId,
    mut draft: Draft,
    then: Wish,
    done: Result<Option<Discarded>, StorageTrouble>,
    model: &mut Model,
) -> Cmd {
    model.my_reports.leaving.remove(&act);
    let discarded = match done {
        Ok(Some(discarded)) => discarded,
        Ok(None) => {
            let told = tell(model, Tone::Info, "unsent-was-sent");
            return told.and(app::sync(model)).and(reload(model));
        }
        Err(trouble) => return storage_failed(trouble, model),
    };
    model.unsent.retain(|row| row.act.id != discarded.act.id);
    if model.my_reports.open.as_ref().is_some_and(|open| open.id.0 == draft.id) {
        model.my_reports.close();
    }
    draft.photos = discarded.photos;
    let shown = match then {
        Wish::Edit => report::open_draft(draft, model),
        Wish::Keep => {
            model.report.drafts.retain(|other| other.id != draft.id);
            model.report.drafts.insert(0, draft);
            tell(model, Tone::Good, "unsent-is-draft")
        }
    };
    shown.and(reload(model))
}

/// Another act was given up, or could not be.
pub fn given_up(act: ActId, done: Result<Option<Act>, StorageTrouble>, model: &mut Model) -> Cmd {
    model.my_reports.leaving.remove(&act);
    match done {
        Ok(given) => {
            let key = if given.is_some() { "unsent-discarded" } else { "unsent-was-sent" };
            if let Some(act) = given {
                model.unsent.retain(|row| row.act.id != act.id);
            }
            tell(model, Tone::Info, key).and(reload(model))
        }
        Err(trouble) => storage_failed(trouble, model),
    }
}

/// Says that the phone's storage failed.
pub fn storage_failed(trouble: StorageTrouble, model: &mut Model) -> Cmd {
    let text = storage_text(model, trouble);
    model.say(Tone::Danger, text);
    fade(model)
}

/// Says something.
pub fn tell(model: &mut Model, tone: Tone, key: &str) -> Cmd {
    let text = t(model.language(), key);
    model.say(tone, text);
    fade(model)
}
