//! The steps: which there are for this draft, what each still needs, and the way from one to the next and back.

use super::{
    contact, drafts,
    model::Draft,
    nearby, place,
    questions::{self, Asked},
    service,
    update::{draft_mut, tell},
    view::StepView,
    what,
};
use crate::{app::Cmd, event::Stamp, intent::ReportStep, model::Model, texts::t, view::Tone};
use crux_core::Command;
use dimos_domain::{city::Service, l10n::Language};
use uuid::Uuid;

/// In their order.
pub(super) const STEPS: [ReportStep; 7] = [
    ReportStep::What,
    ReportStep::Where,
    ReportStep::Service,
    ReportStep::Questions,
    ReportStep::Nearby,
    ReportStep::Contact,
    ReportStep::Review,
];

/// The open draft with what it means in this city.
pub(super) struct Open<'a> {
    pub(super) draft: &'a Draft,
    pub(super) service: Option<&'a Service>,
    pub(super) asked: Option<Asked<'a>>,
    model: &'a Model,
}

impl<'a> Open<'a> {
    pub(super) fn new(model: &'a Model) -> Option<Self> {
        let draft = model.report.draft()?;
        let service = service::chosen(draft, model.city.as_deref());
        let asked = service.map(|service| Asked::new(service, draft, model));
        Some(Self { draft, service, asked, model })
    }

    /// Whether there is anything to do in a step.
    pub(super) fn applies(&self, step: ReportStep) -> bool {
        match step {
            ReportStep::Questions => self.asked.as_ref().is_some_and(|asked| !asked.questions.is_empty()),
            ReportStep::Nearby => nearby::applies(self.model),
            _ => true,
        }
    }

    /// What a step still needs before the report can be sent.
    pub(super) fn missing(&self, step: ReportStep) -> Option<String> {
        let language = self.model.language();
        match step {
            ReportStep::What => what::missing(self.draft, self.service, self.model),
            ReportStep::Where => place::missing(self.draft, self.model),
            ReportStep::Service => service::missing(self.draft, self.service, language),
            ReportStep::Questions => questions::missing(self.asked.as_ref(), self.model),
            ReportStep::Contact => contact::missing(self.draft, self.service, language),
            ReportStep::Nearby | ReportStep::Review => None,
        }
    }

    fn after(&self, step: ReportStep) -> Option<ReportStep> {
        STEPS.into_iter().find(|next| *next > step && self.applies(*next))
    }

    fn before(&self, step: ReportStep) -> Option<ReportStep> {
        STEPS.into_iter().rev().find(|earlier| *earlier < step && self.applies(*earlier))
    }

    /// All steps that this report has.
    pub(super) fn views(&self) -> Vec<StepView> {
        let language = self.model.language();
        let mut everything = true;
        let steps = STEPS.into_iter().filter(|step| *step == self.draft.step || self.applies(*step));
        steps
            .map(|step| {
                let missing = match step {
                    ReportStep::Nearby => nearby::undecided(self.draft, self.model),
                    ReportStep::Review => (!everything).then(|| t(language, "report-not-complete")),
                    _ => self.missing(step),
                };
                everything &= missing.is_none() || step == ReportStep::Nearby;
                StepView { step, title: title(language, step), complete: missing.is_none(), missing }
            })
            .collect()
    }
}

/// A step's name.
pub(super) fn title(language: Language, step: ReportStep) -> String {
    t(
        language,
        match step {
            ReportStep::What => "report-step-what",
            ReportStep::Where => "report-step-where",
            ReportStep::Service => "report-step-service",
            ReportStep::Questions => "report-step-questions",
            ReportStep::Nearby => "report-step-nearby",
            ReportStep::Contact => "report-step-contact",
            ReportStep::Review => "report-step-review",
        },
    )
}

pub(super) fn next(draft: Uuid, model: &mut Model) -> Cmd {
    let Some(open) = Open::new(model) else { return Command::done() };
    let step = open.draft.step;
    let missing = open.missing(step);
    let after = open.after(step);
    if let Some(missing) = missing {
        model.report.desk.checked.insert(step);
        return tell(model, Tone::Warning, missing);
    }
    match after {
        Some(after) => {
            enter(draft, after, model);
            model.report.desk.passing_nearby = true;
            arrive(model)
        }
        None => Command::done(),
    }
}

pub(super) fn go_to(draft: Uuid, step: ReportStep, model: &mut Model) -> Cmd {
    if !Open::new(model).is_some_and(|open| open.applies(step)) {
        return Command::done();
    }
    enter(draft, step, model);
    arrive(model)
}

/// One step back, or out of the draft.
pub fn back(_stamp: Stamp, model: &mut Model) -> Cmd {
    let Some(open) = Open::new(model) else { return Command::done() };
    let (draft, before) = (open.draft.id, open.before(open.draft.step));
    if model.report.sending == Some(draft) {
        return Command::done();
    }
    match before {
        Some(before) => {
            enter(draft, before, model);
            arrive(model)
        }
        None => drafts::leave(model),
    }
}

pub(super) fn enter(draft: Uuid, step: ReportStep, model: &mut Model) {
    model.report.desk.passing_nearby = false;
    if let Some(draft) = draft_mut(draft, model) {
        draft.step = step;
    }
}

/// What begins by itself when a step comes to the front.
pub(super) fn arrive(model: &mut Model) -> Cmd {
    let Some(draft) = model.report.draft() else { return Command::done() };
    let (id, step) = (draft.id, draft.step);
    match step {
        ReportStep::What => Command::done(),
        ReportStep::Service => {
            service::list(model);
            Command::done()
        }
        ReportStep::Where => place::arrive(id, model),
        ReportStep::Questions | ReportStep::Nearby | ReportStep::Contact => nearby::ask(model),
        ReportStep::Review => {
            model.report.desk.checked.extend(STEPS);
            nearby::ask(model)
        }
    }
}
