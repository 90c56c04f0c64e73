//! The triage's steps in plain sentences, each with the facts that it was decided by.

use crate::{
    answers::question_text,
    rows::{Look, join},
};
use dimos_domain::{
    ids::ServiceCode,
    report::Report,
    triage::{DuplicateCandidate, PriorityReason, TriageStep},
    wording,
};

/// One step as a sentence or two.
#[must_use]
pub fn step_text(look: &Look<'_>, report: &Report, step: &TriageStep) -> String {
    match step {
        TriageStep::Place { area, street, metres } => place(look, area.as_deref(), street.as_deref(), *metres),
        TriageStep::Service { chosen, suggested, because } => {
            service(look, chosen, suggested.as_ref(), because.as_deref())
        }
        TriageStep::Duplicates { candidates } => duplicates(look, candidates),
        TriageStep::Priority { priority, reasons } => priority_text(look, report, *priority, reasons),
        TriageStep::Routed { department, crew, rule } => {
            let who = join(
                &[&look.department(department), &crew.as_ref().map(|crew| look.crew(crew)).unwrap_or_default()],
                " · ",
            );
            match rule {
                Some(rule) => {
                    look.tv("step-routed-rule", &[("who", who.into()), ("rule", rule.get(look.language).into())])
                }
                None => look.tv("step-routed", &[("who", who.into())]),
            }
        }
        TriageStep::Due { working_hours, due_at } => {
            let day = wording::day(look.language, due_at.to_zoned(look.zone.clone()).date());
            look.tv("step-due", &[("day", day.into()), ("n", (*working_hours).into())])
        }
    }
}

fn place(look: &Look<'_>, area: Option<&str>, street: Option<&str>, metres: Option<u32>) -> String {
    let area = area.map(|code| {
        let areas = look.kit.map(|kit| kit.city.geography.areas.as_slice()).unwrap_or_default();
        let known = areas.iter().find(|area| area.code == code);
        known.map_or_else(|| code.to_owned(), |area| area.name.get(look.language).to_owned())
    });
    let street = street.map(|street| match metres {
        Some(metres) => {
            let away = wording::distance(look.language, f64::from(metres));
            look.tv("step-place-street-away", &[("street", street.into()), ("distance", away.into())])
        }
        None => look.tv("step-place-street", &[("street", street.into())]),
    });
    match (area, street) {
        (Some(area), Some(street)) => {
            look.tv("step-place-area-street", &[("area", area.into()), ("street", street.into())])
        }
        (Some(area), None) => look.tv("step-place-area", &[("area", area.into())]),
        (None, Some(street)) => look.tv("step-place-only-street", &[("street", street.into())]),
        (None, None) => look.t("step-place-inside"),
    }
}

fn service(look: &Look<'_>, chosen: &ServiceCode, suggested: Option<&ServiceCode>, because: Option<&str>) -> String {
    let chosen_name = look.service(chosen);
    match (suggested.filter(|suggested| *suggested != chosen), because) {
        (None, _) => look.tv("step-service", &[("service", chosen_name.into())]),
        (Some(suggested), None) => look.tv(
            "step-service-other",
            &[("service", chosen_name.into()), ("suggested", look.service(suggested).into())],
        ),
        (Some(suggested), Some(because)) => look.tv(
            "step-service-because",
            &[("service", chosen_name.into()), ("suggested", look.service(suggested).into()), ("word", because.into())],
        ),
    }
}

fn duplicates(look: &Look<'_>, candidates: &[DuplicateCandidate]) -> String {
    if candidates.is_empty() {
        return look.t("step-no-duplicates");
    }
    let listed: Vec<String> = candidates
        .iter()
        .map(|candidate| {
            let away = wording::distance(look.language, f64::from(candidate.metres));
            look.tv("step-duplicate", &[("number", candidate.report.number.as_str().into()), ("distance", away.into())])
        })
        .collect();
    look.tv("step-duplicates", &[("reports", listed.join(", ").into())])
}

fn priority_text(look: &Look<'_>, report: &Report, priority: u8, reasons: &[PriorityReason]) -> String {
    let level = priority_name(look, priority);
    let reasons: Vec<String> = reasons
        .iter()
        .map(|reason| match reason {
            PriorityReason::Service { base } => {
                look.tv("step-priority-service", &[("level", priority_name(look, *base).into())])
            }
            PriorityReason::DangerWord { word } => look.tv("step-priority-danger", &[("word", word.as_str().into())]),
            PriorityReason::Answer { question, .. } => {
                look.tv("step-priority-answer", &[("question", question_text(look, &report.service, question).into())])
            }
            PriorityReason::Supporters { count } => {
                look.tv("step-priority-supporters", &[("n", (*count).into()), ("number", look.number(*count).into())])
            }
        })
        .collect();
    if reasons.is_empty() {
        look.tv("step-priority", &[("level", level.into())])
    } else {
        look.tv("step-priority-because", &[("level", level.into()), ("reasons", reasons.join(", ").into())])
    }
}

/// A priority's name: low, normal, high, urgent.
#[must_use]
pub fn priority_name(look: &Look<'_>, priority: u8) -> String {
    look.t(match priority {
        0 => "priority-low",
        1 => "priority-normal",
        2 => "priority-high",
        _ => "priority-urgent",
    })
}
