//! What happens when: gives each intent and each answer to its step.

use super::{Event, contact, drafts, model::Draft, nearby, photos, place, questions, review, service, steps, what};
use crate::{
    app::{Cmd, fade, keep_photo, storage_text},
    effect::PickedPhoto,
    event::Stamp,
    intent::ReportIntent,
    model::Model,
    view::Tone,
};
use crux_core::Command;
use uuid::Uuid;

/// A person did something.
pub fn on_intent(stamp: Stamp, intent: ReportIntent, model: &mut Model) -> Cmd {
    drafts::follow_city(model);
    let command = on_any(stamp, intent, model);
    service::list(model);
    command
}

/// A photo came that was asked for before the operating system ended the app: for a draft that was blank then, or not.
pub fn photo_arrived(stamp: Stamp, draft: Uuid, was_blank: bool, outcome: PickedPhoto, model: &mut Model) -> Cmd {
    drafts::follow_city(model);
    photos::arrived(stamp, draft, was_blank, outcome, model)
}

fn on_any(stamp: Stamp, intent: ReportIntent, model: &mut Model) -> Cmd {
    match intent {
        ReportIntent::New => drafts::new(stamp, model),
        ReportIntent::Resume { draft } => drafts::resume(&draft, model),
        ReportIntent::DiscardDraft { draft } => drafts::discard(&draft, model),
        ReportIntent::PhotoShared { path } => photos::shared(stamp, path, model),
        composing => match model.report.open {
            Some(open) => on_composing(stamp, open, composing, model),
            None => Command::done(),
        },
    }
}

fn on_composing(stamp: Stamp, open: Uuid, intent: ReportIntent, model: &mut Model) -> Cmd {
    if model.report.sending == Some(open) {
        return Command::done();
    }
    match intent {
        ReportIntent::New
        | ReportIntent::Resume { .. }
        | ReportIntent::DiscardDraft { .. }
        | ReportIntent::PhotoShared { .. } => Command::done(),
        ReportIntent::AddPhoto { source } => photos::add(stamp, open, source, model),
        ReportIntent::RemovePhoto { photo } => photos::remove(open, &photo, model),
        ReportIntent::Describe { text } => what::describe(open, text, model),
        ReportIntent::UsePhonePosition => place::ask_phone(open, super::Wanted::ByPerson, model),
        ReportIntent::MovePin { lat, lon } => place::move_pin(open, lat, lon, model),
        ReportIntent::SearchStreet { text } => place::search_street(&text, model),
        ReportIntent::ChooseStreet { index } => place::choose_street(open, index, model),
        ReportIntent::SetPlaceHint { text } => place::set_hint(open, &text, model),
        ReportIntent::CallEmergency => questions::call_emergency(model),
        ReportIntent::ChooseService { code } => service::choose(open, &code, model),
        ReportIntent::SearchServices { text } => service::search(&text, model),
        ReportIntent::Answer { question, value } => questions::answer(open, question, &value, model),
        ReportIntent::ItIsThis { report } => nearby::it_is_this(stamp, open, &report, model),
        ReportIntent::NoneOfThese => nearby::none_of_these(open, model),
        ReportIntent::SetAnonymous { anonymous } => drafts::change(open, model, |draft| draft.anonymous = anonymous),
        ReportIntent::SetContact { name, email, phone } => contact::set(open, &name, &email, &phone, model),
        ReportIntent::Next => steps::next(open, model),
        ReportIntent::GoTo { step } => steps::go_to(open, step, model),
        ReportIntent::Send => review::send(stamp, open, model),
    }
}

/// An effect was answered.
pub fn update(event: Event, model: &mut Model) -> Cmd {
    drafts::follow_city(model);
    match event {
        Event::Kept(Ok(())) => Command::done(),
        Event::Kept(Err(trouble)) => {
            let text = storage_text(model, trouble);
            tell(model, Tone::Danger, text)
        }
        Event::Picked { draft, photo, picked } => photos::picked(draft, photo, picked, model),
        Event::Prepared { draft, photo, outcome } => photos::prepared(draft, photo, outcome, model),
        Event::Located { draft, fix } => place::located(draft, &fix, model),
        Event::Nearby { question, found } => nearby::answered(question, found, model),
        Event::Known { report, relation } => {
            nearby::known(report, relation, model);
            Command::done()
        }
        Event::Thumb { photo, file } => {
            keep_photo(model, photo, file);
            Command::done()
        }
        Event::Sent { draft, outcome } => review::sent(draft, outcome, model),
        Event::Joined { stamp, draft, shelf, outcome } => nearby::joined(stamp, draft, shelf, outcome, model),
    }
}

/// Shows a message.
pub(super) fn tell(model: &mut Model, tone: Tone, text: String) -> Cmd {
    model.say(tone, text);
    fade(model)
}

/// A draft by its id, also one that was just thrown away and may be taken back.
pub(super) fn draft_mut(id: Uuid, model: &mut Model) -> Option<&mut Draft> {
    let report = &mut model.report;
    let thrown_away = report.discarded.as_mut().map(|discarded| &mut discarded.draft);
    report.drafts.iter_mut().chain(thrown_away).find(|draft| draft.id == id)
}
