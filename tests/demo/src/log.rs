//! The tickets' timelines, as the city's log has them.

use crate::{
    common::{Broken, zone},
    story::Reports,
    tell::Teller,
};
use dimos_domain::report::Happening as H;
use dimos_phone::Desk;

/// Prints what happened to each ticket.
pub fn timelines(desk: &Desk, reports: &Reports, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("What each ticket tells");
    for id in [reports.gully_delfon, reports.gully_botsari, reports.gully_agiou_dimitriou, reports.marking] {
        let report = desk.report(id)?;
        let zone = zone();
        let title = format!("{} · {} · {}", report.number, report.service, report.state);
        let lines = report.timeline.iter().map(|entry| {
            let when = dimos_domain::wording::time(entry.at, &zone);
            (when, format!("{:<10} {}", entry.who.as_str(), in_words(&entry.what)))
        });
        teller.timeline(&title, lines);
    }
    Ok(())
}

fn in_words(what: &H) -> String {
    match what {
        H::Reported => "reported".to_owned(),
        H::Triaged { steps } => format!("triaged in {} steps", steps.len()),
        H::Moved { from, to, note, .. } => match note {
            Some(note) => format!("{from} → {to}: {note}"),
            None => format!("{from} → {to}"),
        },
        H::CouldNot { reason } => format!("could not: {}", reason.as_str()),
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
    }
}
