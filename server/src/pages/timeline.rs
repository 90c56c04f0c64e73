//! What happened to a report, in words, oldest first. Lines that say the same twice become one; photos stand with the
//! line that they came with.

use super::{
    report::{PhotoView, photo},
    rows::href,
    steps::{Link, Step, priority_name, step},
    words::{Moment, Words, join},
};
use dimos_domain::{
    ids::{ReportId, ServiceCode},
    report::{CorrectedField, Happening, PhotoKind, Report, TicketRef, TimelineEntry},
    workflow::{Action, Role, State},
};
use jiff::Timestamp;

/// A line.
pub(super) struct Line {
    /// `info`, `good` or `warning`.
    pub(super) tone: &'static str,
    pub(super) text: String,
    /// In somebody's own words; may be empty.
    pub(super) detail: String,
    pub(super) steps: Vec<Step>,
    pub(super) link: Option<Link>,
    pub(super) photos: Vec<PhotoView>,
    pub(super) when: Moment,
}

/// The other reports that anyone may see.
pub(super) struct Others(pub(super) Vec<ReportId>);

impl Others {
    pub(super) fn show(&self, report: &TicketRef) -> bool {
        self.0.contains(&report.id)
    }

    /// A link to a report, if anyone may see it.
    pub(super) fn link(&self, report: &TicketRef) -> Option<Link> {
        self.show(report).then(|| Link { href: href(&report.number), label: report.number.clone() })
    }
}

/// Every line of a report.
pub(super) fn timeline(words: &Words, report: &Report, others: &Others) -> Vec<Line> {
    let mut lines: Vec<(&TimelineEntry, Line)> = Vec::new();
    for entry in report.timeline.iter().filter(|entry| !is_said_better(report, entry)) {
        if let Happening::PhotoAdded { photo: added } = &entry.what
            && let Some((before, line)) = lines.last_mut()
            && (before.at, before.who) == (entry.at, entry.who)
        {
            line.photos.push(photo(words, report, added));
            continue;
        }
        lines.push((entry, line(words, report, others, entry)));
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// A bare step beside the line that says the same with names and days.
fn is_said_better(report: &Report, entry: &TimelineEntry) -> bool {
    let Happening::Moved { action, note: None, .. } = &entry.what else { return false };
    report.timeline.iter().filter(|other| other.at == entry.at).any(|other| {
        matches!(
            (action, &other.what),
            (Action::Triage, Happening::Triaged { .. })
                | (Action::Assign, Happening::Assigned { .. })
                | (Action::Schedule, Happening::Scheduled { .. })
                | (Action::Merge, Happening::Merged { .. })
        )
    })
}

fn line(words: &Words, report: &Report, others: &Others, entry: &TimelineEntry) -> Line {
    let mut line = Line {
        tone: "info",
        text: String::new(),
        detail: String::new(),
        steps: Vec::new(),
        link: None,
        photos: Vec::new(),
        when: words.at(entry.at),
    };
    match &entry.what {
        Happening::Reported => line.text = words.t("page-said-reported"),
        Happening::Triaged { steps } => {
            line.text = words.t("page-said-triaged");
            line.steps = steps.iter().map(|one| step(words, others, one)).collect();
        }
        Happening::Moved { action, to, note, .. } => {
            line.text = words.t(moved(*action, entry.who));
            line.detail = note.clone().unwrap_or_default();
            line.tone = tone(*to);
        }
        Happening::Assigned { department, crew } => {
            let crew = crew.as_ref().map(|crew| words.crew(crew)).unwrap_or_default();
            line.text = words.of("page-said-assigned", &join(&[&words.department(department), &crew], " · "));
        }
        Happening::Scheduled { crew, on } => {
            let values = [("day", words.day(*on).into()), ("crew", words.crew(crew).into())];
            line.text = words.with("page-said-scheduled", &values);
        }
        Happening::Commented { text } => {
            line.text = words.t(commented(entry.who));
            line.detail.clone_from(text);
        }
        Happening::PhotoAdded { photo: added } => {
            line.text = words.t(match added.kind {
                PhotoKind::Before => "page-said-photo-before",
                PhotoKind::After => "page-said-photo-after",
                PhotoKind::Report | PhotoKind::FollowUp => "page-said-photo",
            });
            line.photos.push(photo(words, report, added));
        }
        Happening::Supported { supporters } => {
            line.text = words.count("page-said-supported", u64::from(*supporters));
        }
        Happening::Absorbed { other } => {
            line.text = words.t("page-said-absorbed");
            line.link = others.link(other);
        }
        Happening::Merged { into } => {
            line.text = words.t("page-said-merged");
            line.link = others.link(into);
        }
        Happening::Corrected { field, before, after } => line.text = corrected(words, *field, before, after),
        Happening::Rated { stars } => {
            line.text = words.count("page-said-rated", u64::from(*stars));
            line.tone = if *stars >= 3 { "good" } else { "warning" };
        }
    }
    line
}

const fn tone(to: State) -> &'static str {
    match to {
        State::Resolved | State::Confirmed => "good",
        State::NeedsInfo | State::Reopened | State::Rejected => "warning",
        _ => "info",
    }
}

const fn commented(who: Role) -> &'static str {
    match who {
        Role::Reporter => "page-said-comment-reporter",
        Role::Citizen => "page-said-comment-citizen",
        Role::Crew => "page-said-comment-crew",
        Role::Dispatcher | Role::System => "page-said-comment-city",
    }
}

fn moved(action: Action, who: Role) -> &'static str {
    match action {
        Action::Triage => "page-moved-triage",
        Action::Assign => "page-moved-assign",
        Action::Schedule => "page-moved-schedule",
        Action::Start => "page-moved-start",
        Action::Resolve => "page-moved-resolve",
        Action::GiveBack => "page-moved-give-back",
        Action::Confirm if who == Role::System => "page-moved-confirm-rule",
        Action::Confirm => "page-moved-confirm",
        Action::Reopen if who == Role::Dispatcher => "page-moved-reopen-city",
        Action::Reopen => "page-moved-reopen",
        Action::Ask => "page-moved-ask",
        Action::Answer => "page-moved-answer",
        Action::Forward => "page-moved-forward",
        Action::TakeBack => "page-moved-take-back",
        Action::Merge => "page-moved-merge",
        Action::Split => "page-moved-split",
        Action::Reject => "page-moved-reject",
        Action::Withdraw => "page-moved-withdraw",
    }
}

fn corrected(words: &Words, field: CorrectedField, before: &str, after: &str) -> String {
    let (key, tell): (_, fn(&Words, &str) -> String) = match field {
        CorrectedField::Service => ("page-corrected-service", service),
        CorrectedField::Priority => ("page-corrected-priority", priority),
        CorrectedField::DueAt => ("page-corrected-due", due),
        CorrectedField::Position => return words.t("page-corrected-position"),
    };
    words.with(key, &[("before", tell(words, before).into()), ("after", tell(words, after).into())])
}

fn service(words: &Words, code: &str) -> String {
    code.parse::<ServiceCode>().map_or_else(|_| code.to_owned(), |code| words.service(&code))
}

fn priority(words: &Words, level: &str) -> String {
    level.parse::<u8>().map_or_else(|_| level.to_owned(), |level| priority_name(words, level))
}

fn due(words: &Words, moment: &str) -> String {
    match moment.parse::<Timestamp>() {
        Ok(at) => words.day_of(at),
        Err(_) if moment.is_empty() => "–".to_owned(),
        Err(_) => moment.to_owned(),
    }
}
