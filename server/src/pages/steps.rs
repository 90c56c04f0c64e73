//! The triage's steps in plain sentences, each with the facts that it was decided by.

use super::words::{Words, join};
use super::{rows::href, timeline::Others};
use dimos_domain::{
    ids::ServiceCode,
    triage::{DuplicateCandidate, PriorityReason, TriageStep},
};

/// A step: a sentence, and the reports that it speaks of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) text: String,
    pub(super) links: Vec<Link>,
}

/// A report to look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) label: String,
}

/// One step.
pub(super) fn step(words: &Words, others: &Others, step: &TriageStep) -> Step {
    let text = match step {
        TriageStep::Place { area, street, metres } => place(words, area.as_deref(), street.as_deref(), *metres),
        TriageStep::Service { chosen, suggested, because } => {
            service(words, chosen, suggested.as_ref(), because.as_deref())
        }
        TriageStep::Duplicates { candidates } => return duplicates(words, others, candidates),
        TriageStep::Priority { priority, reasons } => urgency(words, *priority, reasons),
        TriageStep::Routed { department, crew, rule } => {
            let crew = crew.as_ref().map(|crew| words.crew(crew)).unwrap_or_default();
            let who = join(&[&words.department(department), &crew], " · ");
            match rule {
                Some(rule) => {
                    let rule = rule.get(words.language);
                    words.with("page-step-routed-rule", &[("who", who.into()), ("rule", rule.into())])
                }
                None => words.with("page-step-routed", &[("who", who.into())]),
            }
        }
        TriageStep::Due { working_hours, due_at } => {
            let day = words.day_of(*due_at);
            words.with("page-step-due", &[("day", day.into()), ("n", (*working_hours).into())])
        }
    };
    Step { text, links: Vec::new() }
}

fn place(words: &Words, area: Option<&str>, street: Option<&str>, metres: Option<u32>) -> String {
    let area = area.map(|code| words.area(code)).unwrap_or_default();
    let street = street.map(|street| match metres {
        Some(metres) => words
            .with("page-step-street-away", &[("street", street.into()), ("distance", words.metres(metres).into())]),
        None => words.of("page-near-street", street),
    });
    let found = join(&[&area, &street.unwrap_or_default()], ", ");
    if found.is_empty() { words.t("page-step-inside") } else { words.of("page-step-place", &found) }
}

fn service(words: &Words, chosen: &ServiceCode, suggested: Option<&ServiceCode>, because: Option<&str>) -> String {
    let name = words.service(chosen);
    match (suggested.filter(|suggested| *suggested != chosen), because) {
        (None, _) => words.with("page-step-service", &[("service", name.into())]),
        (Some(suggested), because) => words.with(
            "page-step-service-other",
            &[
                ("service", name.into()),
                ("suggested", words.service(suggested).into()),
                ("word", because.unwrap_or_default().into()),
            ],
        ),
    }
}

fn duplicates(words: &Words, others: &Others, candidates: &[DuplicateCandidate]) -> Step {
    let seen = candidates.iter().filter(|candidate| others.show(&candidate.report));
    let links: Vec<Link> = seen
        .map(|candidate| {
            let number = candidate.report.number.as_str();
            let away = words.metres(candidate.metres);
            let label = words.with("page-step-duplicate", &[("number", number.into()), ("distance", away.into())]);
            Link { href: href(number), label }
        })
        .collect();
    let text = words.t(if links.is_empty() { "page-step-no-duplicates" } else { "page-step-duplicates" });
    Step { text, links }
}

fn urgency(words: &Words, priority: u8, reasons: &[PriorityReason]) -> String {
    let reasons: Vec<String> = reasons
        .iter()
        .filter_map(|reason| match reason {
            PriorityReason::Service { base } => Some(words.of("page-why-service", &priority_name(words, *base))),
            PriorityReason::DangerWord { word } => Some(words.of("page-why-danger", word)),
            PriorityReason::Supporters { count } => Some(words.count("page-why-supporters", (*count).into())),
            // What the reporter answered is not for everyone.
            PriorityReason::Answer { .. } => None,
        })
        .collect();
    let level = priority_name(words, priority);
    words.with("page-step-priority", &[("level", level.into()), ("reasons", reasons.join(", ").into())])
}

/// A priority's name: low, normal, high, urgent.
pub(super) fn priority_name(words: &Words, priority: u8) -> String {
    words.t(match priority {
        0 => "page-priority-low",
        1 => "page-priority-normal",
        2 => "page-priority-high",
        _ => "page-priority-urgent",
    })
}
