//! On paper: what the screen shows, as text or as JSON.

use super::Failed;
use dimos_app::{
    crew::{CrewView, JobView},
    my_city::MyCityView,
    my_reports::{MyReportsView, TicketView, UnsentRow},
    report::ServiceGroupView,
    settings::SettingsView,
    view::ReportRow,
};
use serde::Serialize;
use std::io::Write;

/// Where it is printed.
pub struct Paper {
    /// As JSON.
    pub json: bool,
}

impl Paper {
    /// Prints a view: as JSON, or as lines.
    pub fn show(&self, view: &impl Serialize, lines: impl FnOnce() -> Vec<String>) -> Result<(), Failed> {
        let mut text = if self.json { serde_json::to_string_pretty(view)? } else { lines().join("\n") };
        if text.is_empty() {
            return Ok(());
        }
        text.push('\n');
        match std::io::stdout().lock().write_all(text.as_bytes()) {
            // Whoever reads has seen enough: `dimos-phone list | head -1`.
            Err(cause) if cause.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            written => Ok(written?),
        }
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// A report on one line.
pub fn row_line(row: &ReportRow) -> String {
    let news = if row.unseen { "● " } else { "" };
    format!("{news}{}  {}", row.number, joined(&[&row.status, &row.title, &row.place, &row.when, &row.supporters]))
}

/// What is unsent, one line each.
pub fn unsent_lines(unsent: &[UnsentRow]) -> impl Iterator<Item = String> + '_ {
    unsent
        .iter()
        .map(|row| format!("… {}  {}", joined(&[&row.title, &row.detail, &row.status]), row.act).trim_end().to_owned())
}

/// A list.
pub fn list_lines(view: &MyReportsView) -> Vec<String> {
    let unsent = unsent_lines(&view.unsent);
    unsent.chain(view.rows.iter().map(row_line)).chain(view.empty.clone()).collect()
}

/// One report's page.
pub fn ticket_lines(view: &TicketView) -> Vec<String> {
    let mut lines = vec![row_line(&view.row), view.description.clone(), joined(&[&view.due, &view.responsible])];
    lines.extend(view.answers.iter().cloned());
    lines.extend(view.timeline.iter().map(|entry| {
        let waits = if entry.pending { "… " } else { "" };
        format!("  {waits}{}  {}", entry.when, joined(&[&entry.text, &entry.detail]))
    }));
    lines.extend(unsent_lines(&view.unsent));
    lines.extend(view.question.iter().map(|question| format!("? {question}")));
    lines.extend(view.duplicate_of.iter().map(|other| joined(&[&other.label, &other.detail])));
    lines.retain(|line| !line.is_empty());
    lines
}

/// What is around, with ids: what is not in a list of this phone has no other name on it.
pub fn city_lines(view: &MyCityView) -> Vec<String> {
    let mut lines = vec![joined(&[&view.around, view.stale.as_deref().unwrap_or_default()])];
    lines.extend(view.rows.iter().map(|row| format!("{}  {}", row_line(row), row.id)));
    lines.extend(view.empty.clone());
    lines
}

/// What can be reported, by group, with the codes.
pub fn services_lines(groups: &[ServiceGroupView]) -> Vec<String> {
    let lines = groups.iter().flat_map(|group| {
        let services = group.services.iter().map(|service| format!("  {:<28} {}", service.code, service.label));
        std::iter::once(group.title.clone()).chain(services)
    });
    lines.collect()
}

/// A crew's day.
pub fn day_lines(view: &CrewView) -> Vec<String> {
    let mut lines = vec![view.title.clone(), view.summary.clone(), view.start.clone()];
    lines.extend(view.jobs.iter().map(|job| {
        let stop = if job.stop > 0 { format!("{}.", job.stop) } else { "–".to_owned() };
        let waits = if job.pending { "… " } else { "" };
        format!("{stop:>3} {waits}{}  {}", job.number, joined(&[&job.title, &job.place, &job.status]))
    }));
    lines.push(view.end.clone());
    lines.extend(view.empty.clone());
    lines
}

/// One job.
pub fn job_lines(view: &JobView) -> Vec<String> {
    let row = &view.row;
    let mut lines = vec![format!("{}  {}", row.number, joined(&[&row.title, &row.place, &row.status]))];
    lines.extend([view.description.clone(), view.due.clone()]);
    lines.extend(view.answers.iter().map(|answer| format!("  {answer}")));
    lines.push(view.contact.clone());
    lines.extend(view.notes.iter().map(|note| format!("  “{note}”")));
    lines.extend(view.refused.iter().map(|refused| format!("! {refused}")));
    lines.extend(view.cannot_reasons.iter().map(|reason| format!("  {:<12} {}", reason.code, reason.label)));
    lines.retain(|line| !line.is_empty());
    lines
}

/// The settings.
pub fn settings_lines(view: &SettingsView) -> Vec<String> {
    let chosen = |selected| if selected { "●" } else { "○" };
    let mut lines: Vec<String> =
        view.languages.iter().map(|language| format!("{} {}", chosen(language.selected), language.label)).collect();
    lines.push(format!("{} {}", chosen(view.large_text), view.large_text_label));
    lines.push(format!("{} {}", chosen(view.remember_contact), view.remember_contact_label));
    lines.extend([view.crew.clone(), view.privacy.clone(), view.contact.clone()]);
    lines.extend(view.about.iter().cloned());
    lines.retain(|line| !line.is_empty());
    lines
}
