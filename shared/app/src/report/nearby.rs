//! "Is it one of these?": open reports of the same service nearby, offered before sending. Asking is a courtesy: without a
//! network the report goes on without it.

use super::{
    Event,
    drafts::{change, done_with},
    model::{Draft, Nearby, NearbyQuestion},
    photos,
    service::chosen,
    steps::{self, Open},
    update::tell,
    view::NearbyRow,
    what,
};
use crate::{
    app::{self, Cmd, commit, fade, fetch_photos, net_text, storage_text},
    effect::{FindNearby, NetTrouble, ReadReport, StorageTrouble},
    event::{Event as Root, Stamp},
    intent::{MyReportsIntent, ReportStep, ShelfChoice, Tab},
    model::Model,
    my_reports,
    rows::{self, Look},
    texts::{t, tv},
    view::{Button, Tone},
};
use crux_core::Command;
use dimos_domain::{
    act::{Comment, Deed, Support},
    ids::{ActId, MediaId, ReportId},
    report::{Relation, ReportSummary},
    words::clean,
};
use uuid::Uuid;

/// Reports shown.
const MOST_SHOWN: usize = 10;

/// What would be asked now; nothing where the service or the place is open, or the service does not ask.
fn wanted(model: &Model) -> Option<NearbyQuestion> {
    let draft = model.report.draft()?;
    let service = chosen(draft, model.city.as_deref()).filter(|service| service.duplicate_radius_m > 0)?;
    let located = draft.located.filter(|_| model.report.desk.outside.is_none())?;
    Some(NearbyQuestion {
        draft: draft.id,
        around: located.position,
        radius_m: f64::from(service.duplicate_radius_m),
        service: service.code.clone(),
    })
}

/// Forgets an answer to another question.
pub(super) fn settle(model: &mut Model) {
    let wanted = wanted(model);
    let asked = match &model.report.desk.nearby {
        Nearby::NotAsked => None,
        Nearby::Asking(question) | Nearby::Answered(question, _) | Nearby::Unanswered(question, _) => Some(question),
    };
    if asked != wanted.as_ref() {
        model.report.desk.nearby = Nearby::NotAsked;
    }
}

/// Asks, unless it is being asked or was answered.
pub(super) fn ask(model: &mut Model) -> Cmd {
    settle(model);
    let Some(question) = wanted(model) else { return Command::done() };
    if matches!(model.report.desk.nearby, Nearby::Asking(_) | Nearby::Answered(..)) {
        return Command::done();
    }
    model.report.desk.nearby = Nearby::Asking(question.clone());
    let find = FindNearby {
        around: question.around,
        radius_m: question.radius_m,
        service: Some(question.service.clone()),
        only_open: true,
    };
    Command::request_from_shell(find).then_send(move |found| Root::Report(Event::Nearby { question, found }))
}

pub(super) fn answered(
    question: NearbyQuestion,
    found: Result<Vec<ReportSummary>, NetTrouble>,
    model: &mut Model,
) -> Cmd {
    if model.report.desk.nearby != Nearby::Asking(question.clone()) {
        return Command::done();
    }
    let mut found = match found {
        Ok(found) => found,
        Err(trouble) => {
            model.report.desk.nearby = Nearby::Unanswered(question, trouble);
            return Command::done();
        }
    };
    let unsent =
        |id: ReportId| model.unsent.iter().any(|row| matches!(&row.act.what, Deed::Report(report) if report.id == id));
    found.retain(|report| report.state.is_open() && report.id != ReportId(question.draft) && !unsent(report.id));
    let away = |report: &ReportSummary| question.around.distance_m(report.position);
    found.sort_by(|a, b| away(a).total_cmp(&away(b)));
    found.truncate(MOST_SHOWN);
    let nothing = found.is_empty();
    let thumbs: Vec<MediaId> = found.iter().filter_map(|report| report.photo).collect();
    let draft = question.draft;
    let known = found.iter().map(|report| {
        let report = report.id;
        Command::request_from_shell(ReadReport { id: report, seen: false }).then_send(move |known| {
            let relation = known.ok().flatten().map(|known| known.report.relation);
            Root::Report(Event::Known { report, relation })
        })
    });
    let known = Command::all(known.collect::<Vec<_>>());
    model.report.desk.own_nearby.clear();
    model.report.desk.nearby = Nearby::Answered(question, found);
    let here = model.report.draft().is_some_and(|draft| draft.step == ReportStep::Nearby);
    if nothing && here && model.report.desk.passing_nearby {
        steps::enter(draft, ReportStep::Contact, model);
    }
    known.and(fetch_photos(model, thumbs, |photo, file| Root::Report(Event::Thumb { photo, file })))
}

/// This phone knows a report near: perhaps it came from here.
pub(super) fn known(report: ReportId, relation: Option<Relation>, model: &mut Model) {
    if relation == Some(Relation::Reporter) {
        model.report.desk.own_nearby.insert(report);
    }
}

/// Whether there is something to show or to wait for.
pub(super) fn applies(model: &Model) -> bool {
    match &model.report.desk.nearby {
        Nearby::Answered(_, found) => !found.is_empty(),
        Nearby::Unanswered(..) | Nearby::Asking(_) => true,
        Nearby::NotAsked => wanted(model).is_some(),
    }
}

/// Reports were found and not looked at. It does not keep a report from being sent.
pub(super) fn undecided(draft: &Draft, model: &Model) -> Option<String> {
    let found = model.report.desk.nearby.found();
    let open = found.iter().filter(|report| !draft.not_duplicates_of.contains(&report.id)).count();
    (open > 0).then(|| tv(model.language(), "report-nearby-undecided", &[("n", open.into())]))
}

pub(super) fn none_of_these(draft: Uuid, model: &mut Model) -> Cmd {
    let declined: Vec<ReportId> = model.report.desk.nearby.found().iter().map(|report| report.id).collect();
    let kept = change(draft, model, |of| {
        for id in declined {
            if !of.not_duplicates_of.contains(&id) {
                of.not_duplicates_of.push(id);
            }
        }
    });
    if model.report.draft().is_some_and(|draft| draft.step == ReportStep::Nearby) {
        steps::enter(draft, ReportStep::Contact, model);
    }
    kept
}

/// "It is this one": the words and photos go to that report, as a "me too" or as a comment on one's own, and the draft is
/// done.
pub(super) fn it_is_this(stamp: Stamp, draft: Uuid, report: &str, model: &mut Model) -> Cmd {
    let found = model.report.desk.nearby.found().iter().find(|found| found.id.to_string() == report);
    let (Some(report), Some(open)) = (found.map(|found| found.id), Open::new(model)) else { return Command::done() };
    if let Some(danger) = super::questions::emergency(open.asked.as_ref(), model) {
        return tell(model, Tone::Danger, danger);
    }
    let wait = photos::are_preparing(open.draft, model).then(|| t(model.language(), "report-photos-not-ready"));
    if let Some(why_not) = wait.or_else(|| what::too_long(model.language(), model)) {
        return tell(model, Tone::Warning, why_not);
    }
    let photos = open.draft.photos.clone();
    let (text, ids) = (clean(&open.draft.text), photos.iter().map(|photo| photo.id).collect::<Vec<_>>());
    let (deed, shelf) = if !model.report.desk.own_nearby.contains(&report) {
        (Deed::Support { report, body: Support { text, photos: ids } }, ShelfChoice::Following)
    } else if text.is_empty() && ids.is_empty() {
        let text = t(model.language(), "report-needs-words-or-photo");
        return tell(model, Tone::Warning, text);
    } else {
        (Deed::Comment { report, body: Comment { text, photos: ids } }, ShelfChoice::Mine)
    };
    model.report.sending = Some(draft);
    commit(stamp, deed, Some(draft), photos, move |outcome| {
        Root::Report(Event::Joined { stamp, draft, shelf, outcome })
    })
}

pub(super) fn joined(
    stamp: Stamp,
    draft: Uuid,
    shelf: ShelfChoice,
    outcome: Result<ActId, StorageTrouble>,
    model: &mut Model,
) -> Cmd {
    model.report.sending = None;
    if let Err(trouble) = outcome {
        let text = storage_text(model, trouble);
        return tell(model, Tone::Danger, text);
    }
    done_with(draft, model);
    let key = match (shelf, model.offline) {
        (ShelfChoice::Mine, _) => "report-added-to-own",
        (ShelfChoice::Following, true) => "report-supported-later",
        (ShelfChoice::Following, false) => "report-supported",
    };
    let text = t(model.language(), key);
    model.say(Tone::Good, text);
    model.tab = Tab::MyReports;
    let listed = my_reports::on_intent(stamp, MyReportsIntent::Filter { shelf }, model);
    app::sync(model).and(app::schedule(model)).and(listed).and(fade(model))
}

/// What stands over the list.
pub(super) fn message(model: &Model) -> String {
    let language = model.language();
    match &model.report.desk.nearby {
        Nearby::NotAsked => String::new(),
        Nearby::Asking(_) => t(language, "report-nearby-asking"),
        Nearby::Answered(_, found) if found.is_empty() => t(language, "report-nearby-none"),
        Nearby::Answered(_, found) => tv(language, "report-nearby-some", &[("n", found.len().into())]),
        Nearby::Unanswered(_, trouble) => {
            tv(language, "report-nearby-unanswered", &[("why", net_text(model, trouble).into())])
        }
    }
}

pub(super) fn rows(model: &Model) -> Vec<NearbyRow> {
    let Nearby::Answered(question, found) = &model.report.desk.nearby else { return Vec::new() };
    let look = Look::of(model);
    let own = |report: &ReportSummary| model.report.desk.own_nearby.contains(&report.id);
    found
        .iter()
        .map(|report| {
            let label = look.t(if own(report) { "report-it-is-my-own" } else { "report-it-is-this" });
            nearby_row(report, label, question, &look)
        })
        .collect()
}

fn nearby_row(report: &ReportSummary, label: String, question: &NearbyQuestion, look: &Look<'_>) -> NearbyRow {
    let row = rows::summary_row(look, report, Some(question.around));
    let values =
        [("label", label.as_str().into()), ("title", row.title.as_str().into()), ("place", row.place.as_str().into())];
    let spoken = look.tv("report-it-is-this-spoken", &values);
    NearbyRow { row, it_is_this: Button::new(label).spoken(spoken) }
}
