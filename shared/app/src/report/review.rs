//! Everything once more, and off it goes.

use super::{
    Event, contact,
    drafts::done_with,
    nearby, photos, place, questions, service,
    steps::{self, Open, STEPS},
    update::tell,
    view::ReviewLine,
    what,
};
use crate::{
    app::{self, Cmd, commit, fade, storage_text},
    effect::StorageTrouble,
    event::{Event as Root, Stamp},
    intent::ReportStep,
    model::Model,
    my_reports,
    texts::t,
    view::Tone,
};
use crux_core::Command;
use dimos_domain::{
    act::{Deed, NewReport},
    ids::{ActId, ReportId},
    words::clean,
};
use uuid::Uuid;

/// Why the open draft cannot be sent now.
pub(super) fn why_not(open: &Open<'_>, model: &Model) -> Option<(Tone, String)> {
    if let Some(danger) = questions::emergency(open.asked.as_ref(), model) {
        return Some((Tone::Danger, danger));
    }
    let missing = STEPS.into_iter().find_map(|step| open.missing(step));
    let waiting = || photos::are_preparing(open.draft, model).then(|| t(model.language(), "report-photos-not-ready"));
    missing.or_else(waiting).map(|text| (Tone::Warning, text))
}

pub(super) fn send(stamp: Stamp, draft: Uuid, model: &mut Model) -> Cmd {
    let Some(open) = Open::new(model) else { return Command::done() };
    let refused = why_not(&open, model);
    let report = new_report(stamp, &open);
    let photos = open.draft.photos.clone();
    match (refused, report) {
        (None, Some(report)) => {
            model.report.sending = Some(draft);
            commit(stamp, Deed::Report(report), Some(draft), photos, move |outcome| {
                Root::Report(Event::Sent { draft, outcome })
            })
        }
        (None, None) => Command::done(),
        (Some((tone, text)), _) => {
            steps::enter(draft, ReportStep::Review, model);
            let arrived = steps::arrive(model);
            arrived.and(tell(model, tone, text))
        }
    }
}

fn new_report(stamp: Stamp, open: &Open<'_>) -> Option<NewReport> {
    let (draft, service, asked) = (open.draft, open.service?, open.asked.as_ref()?);
    let hint = clean(&draft.place_hint).replace('\n', " ");
    Some(NewReport {
        id: ReportId(draft.id),
        service: service.code.clone(),
        description: clean(&draft.text),
        located: draft.located?,
        place_hint: (!hint.is_empty()).then_some(hint),
        answers: asked.answers.clone(),
        photos: draft.photos.iter().map(|photo| photo.id).collect(),
        contact: contact::to_send(draft, service),
        reported_at: stamp.now,
        not_duplicates_of: draft.not_duplicates_of.clone(),
    })
}

pub(super) fn sent(draft: Uuid, outcome: Result<ActId, StorageTrouble>, model: &mut Model) -> Cmd {
    model.report.sending = None;
    if let Err(trouble) = outcome {
        let text = storage_text(model, trouble);
        return tell(model, Tone::Danger, text);
    }
    let kit = model.city.clone();
    let copy = model.report.drafts.iter().find(|one| one.id == draft).cloned();
    let remembered =
        copy.map_or_else(Command::done, |copy| contact::remember(&copy, service::chosen(&copy, kit.as_deref()), model));
    done_with(draft, model);
    let text = t(model.language(), if model.offline { "report-sent-later" } else { "report-sent" });
    model.say(Tone::Good, text);
    let listed = my_reports::reload(model);
    app::sync(model).and(app::schedule(model)).and(listed).and(remembered).and(fade(model))
}

/// Line by line, each with the step where it is changed.
pub(super) fn lines(open: &Open<'_>, model: &Model) -> Vec<ReviewLine> {
    let language = model.language();
    let draft = open.draft;
    let line = |step, value: String| {
        let (value, tone) = match open.missing(step) {
            Some(missing) if value.is_empty() => (missing, Tone::Warning),
            Some(missing) => (format!("{value}\n{missing}"), Tone::Warning),
            None => (value, Tone::Info),
        };
        ReviewLine { step, label: steps::title(language, step), value, tone }
    };
    let mut lines = vec![
        line(ReportStep::What, what::summary(draft, model)),
        line(ReportStep::Where, place::summary(draft, model)),
        line(
            ReportStep::Service,
            open.service.map(|service| service.name.get(language).to_owned()).unwrap_or_default(),
        ),
    ];
    if let Some(asked) = &open.asked {
        let answered = questions::summary(asked, language);
        lines.extend(answered.into_iter().map(|(label, value)| ReviewLine {
            step: ReportStep::Questions,
            label,
            value,
            tone: Tone::Info,
        }));
        if open.missing(ReportStep::Questions).is_some() {
            lines.push(line(ReportStep::Questions, String::new()));
        }
    }
    if let Some(undecided) = nearby::undecided(draft, model) {
        let label = steps::title(language, ReportStep::Nearby);
        lines.push(ReviewLine { step: ReportStep::Nearby, label, value: undecided, tone: Tone::Warning });
    }
    lines.push(line(ReportStep::Contact, contact::summary(draft, open.service, language)));
    lines
}
