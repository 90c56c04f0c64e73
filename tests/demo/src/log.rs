//! The tickets' timelines, as the city's log has them, in words.

use crate::{common::Broken, story::Reports, tell::Teller};
use dimos_domain::{report::Happening as H, triage::TriageStep};
use dimos_phone::{CityDays, Desk};

/// Prints what happened to each ticket.
pub fn timelines(desk: &Desk, days: &CityDays, reports: &Reports, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("What each ticket tells");
    let mut tickets = reports.all().into_iter().map(|id| desk.report(id)).collect::<Result<Vec<_>, _>>()?;
    tickets.sort_by(|one, other| one.number.cmp(&other.number));
    for report in tickets {
        let title = format!("{} · {} · {}", report.number, report.service, spaced(report.state));
        let lines = report.timeline.iter().filter_map(|entry| {
            let when = dimos_domain::wording::time(entry.at, days.zone());
            Some((when, format!("{:<10} {}", entry.who.as_str(), in_words(&entry.what)?)))
        });
        teller.timeline(&title, lines);
    }
    Ok(())
}

/// What happened; nothing for a step that moved nothing and said nothing.
fn in_words(what: &H) -> Option<String> {
    Some(match what {
        H::Reported => "reported".to_owned(),
        H::Triaged { steps } => format!("triaged: {}", steps.iter().map(step).collect::<Vec<_>>().join(", ")),
        H::Moved { from, to, note, .. } if from == to => note.clone()?,
        H::Moved { from, to, note: Some(note), .. } => format!("{} → {}: {note}", spaced(from), spaced(to)),
        H::Moved { from, to, note: None, .. } => format!("{} → {}", spaced(from), spaced(to)),
        H::CouldNot { reason } => format!("could not: {}", spaced(reason.as_str())),
        H::WorkedLate { crew, work, note, .. } => {
            format!("crew {crew} worked late: {work:?} {}", note.clone().unwrap_or_default())
        }
        H::Assigned { department, crew } => {
            format!(
                "assigned to {department}{}",
                crew.as_ref().map(|crew| format!(", crew {crew}")).unwrap_or_default()
            )
        }
        H::Scheduled { crew, on } => format!("on crew {crew}'s plan for {on}"),
        H::Commented { text } => format!("wrote: {text}"),
        H::PhotoAdded { photo } => format!("photo ({:?})", photo.kind).to_lowercase(),
        H::Supported { supporters } => format!("me too: {supporters} now"),
        H::Absorbed { other } => format!("takes over {}", other.number),
        H::Merged { into } => format!("goes on as {}", into.number),
        H::Corrected { field, before, after } => format!("corrected {field:?}: {before} → {after}"),
        H::Rated { stars } => format!("{stars} stars"),
    })
}

fn step(step: &TriageStep) -> &'static str {
    match step {
        TriageStep::Place { .. } => "place",
        TriageStep::Service { .. } => "service",
        TriageStep::Duplicates { .. } => "duplicates",
        TriageStep::Priority { .. } => "priority",
        TriageStep::Routed { .. } => "department",
        TriageStep::Due { .. } => "due date",
    }
}

/// A name as a person writes it.
fn spaced(name: impl std::fmt::Display) -> String {
    name.to_string().replace('_', " ")
}
