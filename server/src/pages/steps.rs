//! The triage's steps in plain sentences, each with the facts that it was decided by.

use super::{
    timeline::{Others, Piece, linked},
    words::{Words, join},
};
use dimos_domain::{
    ids::ServiceCode,
    triage::{DuplicateCandidate, PriorityReason, TriageStep},
};

/// One step as a sentence or two.
pub(super) fn step(words: &Words, others: &Others, step: &TriageStep) -> Vec<Piece> {
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
                    words.with("step-routed-rule", &[("who", who.into()), ("rule", rule.into())])
                }
                None => words.with("step-routed", &[("who", who.into())]),
            }
        }
        TriageStep::Due { working_hours, due_at } => {
            let day = words.day_of(*due_at);
            words.with("step-due", &[("day", day.into()), ("n", (*working_hours).into())])
        }
    };
    vec![Piece::plain(text)]
}

fn place(words: &Words, area: Option<&str>, street: Option<&str>, metres: Option<u32>) -> String {
    let area = area.map(|code| words.area(code));
    let street = street.map(|street| match metres {
        Some(metres) => {
            let away = words.metres(metres);
            words.with("step-place-street-away", &[("street", street.into()), ("distance", away.into())])
        }
        None => words.with("step-place-street", &[("street", street.into())]),
    });
    match (area, street) {
        (Some(area), Some(street)) => {
            words.with("step-place-area-street", &[("area", area.into()), ("street", street.into())])
        }
        (Some(area), None) => words.with("step-place-area", &[("area", area.into())]),
        (None, Some(street)) => words.with("step-place-only-street", &[("street", street.into())]),
        (None, None) => words.t("step-place-inside"),
    }
}

fn service(words: &Words, chosen: &ServiceCode, suggested: Option<&ServiceCode>, because: Option<&str>) -> String {
    let service = words.service(chosen);
    match (suggested.filter(|suggested| *suggested != chosen), because) {
        (None, _) => words.with("step-service", &[("service", service.into())]),
        (Some(suggested), None) => {
            let suggested = words.service(suggested);
            words.with("step-service-other", &[("service", service.into()), ("suggested", suggested.into())])
        }
        (Some(suggested), Some(word)) => {
            let suggested = words.service(suggested);
            let values = [("service", service.into()), ("suggested", suggested.into()), ("word", word.into())];
            words.with("step-service-because", &values)
        }
    }
}

/// Only those that anyone may see.
fn duplicates(words: &Words, others: &Others, candidates: &[DuplicateCandidate]) -> Vec<Piece> {
    let seen = || candidates.iter().filter(|candidate| others.show(&candidate.report));
    let listed: Vec<String> = seen()
        .map(|candidate| {
            let number = candidate.report.number.as_str();
            let away = words.metres(candidate.metres);
            words.with("step-duplicate", &[("number", number.into()), ("distance", away.into())])
        })
        .collect();
    if listed.is_empty() {
        return vec![Piece::plain(words.t("step-no-duplicates"))];
    }
    let text = words.with("step-duplicates", &[("reports", listed.join(", ").into())]);
    linked(&text, seen().map(|candidate| candidate.report.number.as_str()))
}

fn urgency(words: &Words, priority: u8, reasons: &[PriorityReason]) -> String {
    let reasons: Vec<String> = reasons
        .iter()
        .filter_map(|reason| match reason {
            PriorityReason::Service { base } => {
                Some(words.with("step-priority-service", &[("level", priority_name(words, *base).into())]))
            }
            PriorityReason::DangerWord { word } => {
                Some(words.with("step-priority-danger", &[("word", word.as_str().into())]))
            }
            PriorityReason::Supporters { count } => Some(words.count("step-priority-supporters", (*count).into())),
            // What the reporter answered is not for everyone.
            PriorityReason::Answer { .. } => None,
        })
        .collect();
    let level = priority_name(words, priority);
    if reasons.is_empty() {
        words.with("step-priority", &[("level", level.into())])
    } else {
        words.with("step-priority-because", &[("level", level.into()), ("reasons", reasons.join(", ").into())])
    }
}

/// A priority's name: low, normal, high, urgent.
pub(super) fn priority_name(words: &Words, priority: u8) -> String {
    words.t(match priority {
        0 => "priority-low",
        1 => "priority-normal",
        2 => "priority-high",
        _ => "priority-urgent",
    })
}
