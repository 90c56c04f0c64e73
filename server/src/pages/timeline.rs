//! What happened to a report, in words, oldest first. Lines that say the same twice become one; photos stand with the
//! line that they came with.

use super::{
    report::{PhotoView, photo},
    rows::href,
    steps::{priority_name, step},
    words::{Moment, Words, join},
};
use dimos_domain::{
    ids::{ReportId, ServiceCode},
    job::{CannotReason, Late, Work},
    report::{CorrectedField, Happening, PhotoKind, Report, TicketRef, TimelineEntry},
    workflow::{Action, Role, State},
};
use jiff::Timestamp;

/// A line.
pub(super) struct Line {
    /// `info`, `good` or `warning`.
    pub(super) tone: &'static str,
    pub(super) text: Vec<Piece>,
    /// In somebody's own words; may be empty.
    pub(super) detail: String,
    pub(super) steps: Vec<Vec<Piece>>,
    pub(super) photos: Vec<PhotoView>,
    pub(super) when: Moment,
}

/// A piece of a sentence; a ticket number leads to its report.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) href: Option<String>,
}

impl Piece {
    pub(super) fn plain(text: String) -> Self {
        Self { text, href: None }
    }
}

/// A sentence in which ticket numbers lead to their reports.
pub(super) fn linked<'a>(text: &str, numbers: impl Iterator<Item = &'a str>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    for number in numbers {
        let Some((before, after)) = rest.split_once(number) else { continue };
        pieces.push(Piece::plain(before.to_owned()));
        pieces.push(Piece { text: number.to_owned(), href: Some(href(number)) });
        rest = after;
    }
    pieces.push(Piece::plain(rest.to_owned()));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The other reports that anyone may see.
pub(super) struct Others(pub(super) Vec<ReportId>);

impl Others {
    pub(super) fn show(&self, report: &TicketRef) -> bool {
        self.0.contains(&report.id)
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
        // "Me too" after "me too": the last one tells how many there are by now.
        let supported = |entry: &TimelineEntry| matches!(entry.what, Happening::Supported { .. });
        if supported(entry) {
            lines.pop_if(|(before, _)| supported(before));
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
        text: text(words, others, entry),
        detail: String::new(),
        steps: Vec::new(),
        photos: Vec::new(),
        when: words.at(entry.at),
    };
    match &entry.what {
        Happening::Triaged { steps } => line.steps = steps.iter().map(|one| step(words, others, one)).collect(),
        Happening::Moved { to, note, .. } => {
            line.detail = note.clone().unwrap_or_default();
            line.tone = tone(*to);
        }
        Happening::Commented { text } => line.detail.clone_from(text),
        Happening::WorkedLate { note, photos, .. } => {
            line.detail = note.clone().unwrap_or_default();
            line.photos = photos.iter().map(|one| photo(words, report, one)).collect();
        }
        Happening::PhotoAdded { photo: added } => line.photos.push(photo(words, report, added)),
        Happening::Rated { stars } => line.tone = if *stars >= 3 { "good" } else { "warning" },
        _ => {}
    }
    line
}

fn text(words: &Words, others: &Others, entry: &TimelineEntry) -> Vec<Piece> {
    vec![Piece::plain(match &entry.what {
        Happening::Reported => words.t("said-reported"),
        Happening::Triaged { .. } => words.t("said-triaged"),
        Happening::Moved { action, .. } => words.t(moved(*action, entry.who)),
        Happening::CouldNot { reason } => {
            let reason = words.t(&format!("could-not-{}", reason.as_str()));
            words.with("said-could-not", &[("reason", reason.into())])
        }
        Happening::WorkedLate { crew, late, work, at, .. } => {
            let (key, reason) = late_work(*work);
            let reason = reason.map(|reason| words.t(&format!("could-not-{}", reason.as_str()))).unwrap_or_default();
            let what = words.with(key, &[("when", words.at(*at).told.into()), ("reason", reason.into())]);
            words.with(came_late(*late), &[("crew", words.crew(crew).into()), ("what", what.into())])
        }
        Happening::Assigned { department, crew } => {
            let crew = crew.as_ref().map(|crew| words.crew(crew)).unwrap_or_default();
            let who = join(&[&words.department(department), &crew], " · ");
            words.with("said-assigned", &[("who", who.into())])
        }
        Happening::Scheduled { crew, on } => {
            words.with("said-scheduled", &[("day", words.day(*on).into()), ("crew", words.crew(crew).into())])
        }
        Happening::Commented { .. } => words.t(commented(entry.who)),
        Happening::PhotoAdded { photo } => words.t(match photo.kind {
            PhotoKind::Before => "said-photo-before",
            PhotoKind::After => "said-photo-after",
            PhotoKind::Report | PhotoKind::FollowUp => "said-photo",
        }),
        Happening::Supported { supporters } => words.count("said-supported", u64::from(*supporters)),
        Happening::Absorbed { other } => return joined(words, others, other, "said-absorbed", "page-said-absorbed"),
        Happening::Merged { into } => return joined(words, others, into, "said-merged", "moved-merge"),
        Happening::Corrected { field, before, after } => corrected(words, *field, before, after),
        Happening::Rated { stars } => words.with("said-rated", &[("stars", u32::from(*stars).into())]),
    })]
}

const fn came_late(late: Late) -> &'static str {
    match late {
        Late::TakenBack => "said-worked-late",
        Late::Over => "said-worked-late-over",
    }
}

const fn late_work(work: Work) -> (&'static str, Option<CannotReason>) {
    match work {
        Work::Started => ("late-started", None),
        Work::Noted => ("late-noted", None),
        Work::Done => ("late-done", None),
        Work::NotDone { reason } => ("late-not-done", Some(reason)),
    }
}

/// Another report about the same, by its number where anyone may see it.
fn joined(words: &Words, others: &Others, other: &TicketRef, seen: &str, unseen: &str) -> Vec<Piece> {
    let number = other.number.as_str();
    if others.show(other) {
        linked(&words.with(seen, &[("number", number.into())]), std::iter::once(number))
    } else {
        vec![Piece::plain(words.t(unseen))]
    }
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
        Role::Reporter => "said-comment-reporter",
        Role::Citizen => "said-comment-citizen",
        Role::Crew => "said-comment-crew",
        Role::Dispatcher | Role::System => "said-comment-city",
    }
}

fn moved(action: Action, who: Role) -> &'static str {
    match action {
        Action::Triage => "moved-triage",
        Action::Assign => "moved-assign",
        Action::Schedule => "moved-schedule",
        Action::Start => "moved-start",
        Action::Resolve => "moved-resolve",
        Action::GiveBack => "moved-give-back",
        Action::Confirm if who == Role::System => "moved-confirm-rule",
        Action::Confirm => "moved-confirm",
        Action::Reopen if who == Role::Dispatcher => "moved-reopen-city",
        Action::Reopen => "moved-reopen",
        Action::Ask => "moved-ask",
        Action::Answer => "moved-answer",
        Action::Forward => "moved-forward",
        Action::TakeBack => "moved-take-back",
        Action::Merge => "moved-merge",
        Action::Split => "moved-split",
        Action::Reject => "moved-reject",
        Action::Withdraw => "moved-withdraw",
    }
}

fn corrected(words: &Words, field: CorrectedField, before: &str, after: &str) -> String {
    let (key, tell): (_, fn(&Words, &str) -> String) = match field {
        CorrectedField::Service => ("corrected-service", service),
        CorrectedField::Priority => ("corrected-priority", priority),
        CorrectedField::DueAt => ("corrected-due", due),
        CorrectedField::Position => return words.t("corrected-position"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_sentence_lead_to_their_reports() {
        let pieces = linked("Same as A-1 (5 m), A-2.", ["A-1", "A-2", "A-3"].into_iter());
        let told: Vec<(&str, Option<&str>)> = pieces.iter().map(|p| (p.text.as_str(), p.href.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("Same as ", None),
                ("A-1", Some("/reports/A-1")),
                (" (5 m), ", None),
                ("A-2", Some("/reports/A-2")),
                (".", None)
            ]
        );
    }
}
