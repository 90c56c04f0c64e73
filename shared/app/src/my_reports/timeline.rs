//! What happened to a report, in words, oldest first. Lines that say the same twice become one; photos stand with the
//! line they came with.

use super::{
    page::photo_view,
    steps::{priority_name, step_text},
    view::TimelineRow,
};
use crate::{
    rows::{Look, join},
    view::{PhotoView, Tone},
};
use dimos_domain::{
    ids::{CrewCode, ServiceCode},
    job::{Late, Work},
    report::{CorrectedField, Happening, Photo, PhotoKind, Relation, Report, TimelineEntry},
    wording,
    workflow::{Action, Role, State},
};
use jiff::Timestamp;

/// Every line of a report.
#[must_use]
pub fn timeline(look: &Look<'_>, report: &Report) -> Vec<TimelineRow> {
    let mut rows: Vec<(&TimelineEntry, TimelineRow)> = Vec::new();
    for entry in &report.timeline {
        if is_said_better(report, entry) {
            continue;
        }
        if let Happening::PhotoAdded { photo } = &entry.what
            && let Some((before, row)) = rows.last_mut()
            && (before.at, before.who, before.seq == 0) == (entry.at, entry.who, entry.seq == 0)
        {
            row.photos.push(photo_here(look, report, photo));
            continue;
        }
        rows.push((entry, row(look, report, entry)));
    }
    rows.into_iter().map(|(_, row)| row).collect()
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

/// One line.
#[must_use]
pub fn row(look: &Look<'_>, report: &Report, entry: &TimelineEntry) -> TimelineRow {
    let said = say(look, report, entry);
    let pending = entry.seq == 0;
    let when = moment(look, entry.at);
    let photos = match &entry.what {
        Happening::PhotoAdded { photo } => vec![photo_here(look, report, photo)],
        Happening::WorkedLate { photos, .. } => photos.iter().map(|photo| photo_here(look, report, photo)).collect(),
        _ => Vec::new(),
    };
    let unsent = if pending { look.t("timeline-pending") } else { String::new() };
    TimelineRow {
        spoken: join(&[&when, &said.text, &said.detail.replace('\n', " "), &unsent], ". "),
        when: if pending { join(&[&when, &unsent], " · ") } else { when },
        text: said.text,
        detail: said.detail,
        tone: said.tone,
        photos,
        pending,
    }
}

fn photo_here(look: &Look<'_>, report: &Report, photo: &Photo) -> PhotoView {
    let place = report.photos.iter().position(|known| known.id == photo.id);
    photo_view(look, photo, place.map_or(1, |index| index + 1), report.photos.len().max(1))
}

/// `22 November, 14:05`; with its year if it is not this one.
fn moment(look: &Look<'_>, at: Timestamp) -> String {
    let local = at.to_zoned(look.zone.clone());
    if local.year() == look.now.to_zoned(look.zone.clone()).year() {
        let month = wording::month(look.language, local.month());
        format!("{} {month}, {}", local.day(), wording::time(at, &look.zone))
    } else {
        wording::date_time(look.language, at, &look.zone)
    }
}

struct Said {
    text: String,
    detail: String,
    tone: Tone,
}

impl Said {
    fn new(text: String) -> Self {
        Self { text, detail: String::new(), tone: Tone::Info }
    }

    fn more(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

fn say(look: &Look<'_>, report: &Report, entry: &TimelineEntry) -> Said {
    let by = Speaker::of(report, entry.who);
    match &entry.what {
        Happening::Reported => Said::new(look.t(by.key("said-reported-you", "said-reported"))),
        Happening::Triaged { steps } => {
            let steps: Vec<String> = steps.iter().map(|step| step_text(look, report, step)).collect();
            Said::new(look.t("said-triaged")).more(steps.join("\n"))
        }
        Happening::Moved { action, to, note, .. } => {
            moved(look, report, entry.who, *action, *to).more(note.clone().unwrap_or_default())
        }
        Happening::CouldNot { reason } => {
            let reason = look.t(&format!("could-not-{}", reason.as_str()));
            Said::new(look.tv("said-could-not", &[("reason", reason.into())])).tone(Tone::Warning)
        }
        Happening::WorkedLate { crew, late, work, at, note, .. } => {
            late_work(look, crew, *late, *work, *at).more(note.clone().unwrap_or_default()).tone(Tone::Warning)
        }
        Happening::Assigned { department, crew } => {
            let crew = crew.as_ref().map(|crew| look.crew(crew)).unwrap_or_default();
            let who = join(&[&look.department(department), &crew], " · ");
            Said::new(look.tv("said-assigned", &[("who", who.into())]))
        }
        Happening::Scheduled { crew, on } => Said::new(look.tv(
            "said-scheduled",
            &[("day", wording::day(look.language, *on).into()), ("crew", look.crew(crew).into())],
        )),
        Happening::Commented { text } => Said::new(look.t(by.comment_key())).more(text.clone()),
        Happening::PhotoAdded { photo } => Said::new(look.t(match photo.kind {
            PhotoKind::Before => "said-photo-before",
            PhotoKind::After => "said-photo-after",
            _ => by.key("said-photo-you", "said-photo"),
        })),
        Happening::Supported { supporters } => {
            let key = if entry.seq == 0 { "said-supported-you" } else { "said-supported" };
            Said::new(look.tv(key, &[("n", (*supporters).into()), ("number", look.number(*supporters).into())]))
        }
        Happening::Absorbed { other } => {
            Said::new(look.tv("said-absorbed", &[("number", other.number.as_str().into())]))
        }
        Happening::Merged { into } => Said::new(look.tv("said-merged", &[("number", into.number.as_str().into())])),
        Happening::Corrected { field, before, after } => corrected(look, *field, before, after),
        Happening::Rated { stars } => {
            let key = by.key("said-rated-you", "said-rated");
            let tone = if *stars >= 3 { Tone::Good } else { Tone::Warning };
            Said::new(look.tv(key, &[("stars", u32::from(*stars).into())])).tone(tone)
        }
    }
}

/// What a crew did on a job that was no longer open.
fn late_work(look: &Look<'_>, crew: &CrewCode, late: Late, work: Work, at: Timestamp) -> Said {
    let when = moment(look, at);
    let (key, reason) = match work {
        Work::Started => ("late-started", String::new()),
        Work::Noted => ("late-noted", String::new()),
        Work::Done => ("late-done", String::new()),
        Work::NotDone { reason } => ("late-not-done", look.t(&format!("could-not-{}", reason.as_str()))),
    };
    let what = look.tv(key, &[("when", when.into()), ("reason", reason.into())]);
    let key = match late {
        Late::TakenBack => "said-worked-late",
        Late::Over => "said-worked-late-over",
    };
    Said::new(look.tv(key, &[("crew", look.crew(crew).into()), ("what", what.into())]))
}

/// Who a line is told of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speaker {
    You,
    Reporter,
    Citizen,
    Crew,
    City,
}

impl Speaker {
    fn of(report: &Report, who: Role) -> Self {
        match who {
            Role::Reporter if report.relation == Relation::Reporter => Self::You,
            Role::Reporter => Self::Reporter,
            Role::Citizen => Self::Citizen,
            Role::Crew => Self::Crew,
            Role::Dispatcher | Role::System => Self::City,
        }
    }

    const fn key(self, you: &'static str, other: &'static str) -> &'static str {
        if matches!(self, Self::You) { you } else { other }
    }

    const fn comment_key(self) -> &'static str {
        match self {
            Self::You => "said-comment-you",
            Self::Reporter => "said-comment-reporter",
            Self::Citizen => "said-comment-citizen",
            Self::Crew => "said-comment-crew",
            Self::City => "said-comment-city",
        }
    }
}

fn moved(look: &Look<'_>, report: &Report, who: Role, action: Action, to: State) -> Said {
    let by = Speaker::of(report, who);
    let key = match action {
        Action::Triage => "moved-triage",
        Action::Assign => "moved-assign",
        Action::Schedule => "moved-schedule",
        Action::Start => "moved-start",
        Action::Resolve => "moved-resolve",
        Action::GiveBack => "moved-give-back",
        Action::Confirm if who == Role::System => "moved-confirm-rule",
        Action::Confirm => by.key("moved-confirm-you", "moved-confirm"),
        Action::Reopen if by == Speaker::City => "moved-reopen-city",
        Action::Reopen => by.key("moved-reopen-you", "moved-reopen"),
        Action::Ask if report.relation == Relation::Reporter => "moved-ask-you",
        Action::Ask => "moved-ask",
        Action::Answer => by.key("moved-answer-you", "moved-answer"),
        Action::Forward => "moved-forward",
        Action::TakeBack => "moved-take-back",
        Action::Merge => "moved-merge",
        Action::Split => "moved-split",
        Action::Reject => "moved-reject",
        Action::Withdraw => by.key("moved-withdraw-you", "moved-withdraw"),
    };
    Said::new(look.t(key)).tone(match to {
        State::Resolved | State::Confirmed => Tone::Good,
        State::NeedsInfo | State::Reopened | State::Rejected => Tone::Warning,
        _ => Tone::Info,
    })
}

fn corrected(look: &Look<'_>, field: CorrectedField, before: &str, after: &str) -> Said {
    let (key, words): (_, fn(&Look<'_>, &str) -> String) = match field {
        CorrectedField::Service => ("corrected-service", service_words),
        CorrectedField::Priority => ("corrected-priority", priority_words),
        CorrectedField::DueAt => ("corrected-due", due_words),
        CorrectedField::Position => return Said::new(look.t("corrected-position")),
    };
    Said::new(look.tv(key, &[("before", words(look, before).into()), ("after", words(look, after).into())]))
}

fn service_words(look: &Look<'_>, code: &str) -> String {
    code.parse::<ServiceCode>().map_or_else(|_| code.to_owned(), |code| look.service(&code))
}

fn priority_words(look: &Look<'_>, level: &str) -> String {
    level.parse::<u8>().map_or_else(|_| level.to_owned(), |level| priority_name(look, level))
}

fn due_words(look: &Look<'_>, moment: &str) -> String {
    match moment.parse::<Timestamp>() {
        Ok(at) => wording::date(look.language, at.to_zoned(look.zone.clone()).date()),
        Err(_) if moment.is_empty() => "–".to_owned(),
        Err(_) => moment.to_owned(),
    }
}
