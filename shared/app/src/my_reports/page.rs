//! One report's page, made when its data come: everything that does not hang on what is being written.

use super::{
    model::{Model, Open},
    offer::resolved_at,
    outbox,
    timeline::timeline,
    view::TicketView,
};
use crate::{
    answers::answered,
    effect::TrackedReport,
    rows::{self, Look, join},
    view::{Field, MapView, OptionView, PhotoView, ReportRow, Tone},
};
use dimos_domain::{
    place::Position,
    report::{Photo, PhotoKind, Relation, Report, ReportSummary},
    wording,
    workflow::State,
};

/// What should be seen around a report on its map, in metres.
const AROUND_M: f64 = 150.0;

/// The page of the open report, as far as it is known.
#[must_use]
pub fn page(look: &Look<'_>, model: &Model, open: &Open) -> TicketView {
    let mut page = match (&open.tracked, &open.preview) {
        (Some(tracked), _) => whole(look, model, tracked),
        (None, Some(summary)) => preview(look, summary, open.trouble.as_deref()),
        (None, None) => nothing(look, open),
    };
    let full = |id: &str| open.full.get(&id.parse().ok()?).cloned().flatten();
    let of_timeline = page.timeline.iter_mut().flat_map(|row| &mut row.photos);
    for photo in page.photos.iter_mut().chain(of_timeline) {
        photo.path = full(&photo.id);
    }
    page
}

/// Nothing to show at all: an empty page to begin with.
#[must_use]
pub fn blank() -> TicketView {
    TicketView {
        row: ReportRow {
            id: String::new(),
            title: String::new(),
            excerpt: String::new(),
            place: String::new(),
            number: String::new(),
            status: String::new(),
            tone: Tone::Info,
            when: String::new(),
            supporters: String::new(),
            symbol: String::new(),
            thumb_path: None,
            unseen: false,
            spoken: String::new(),
        },
        description: String::new(),
        photos: Vec::new(),
        map: MapView {
            lat: 0.0,
            lon: 0.0,
            radius_m: AROUND_M,
            pins: Vec::new(),
            accuracy_m: 0.0,
            spoken: String::new(),
        },
        due: String::new(),
        responsible: String::new(),
        answers: Vec::new(),
        timeline: Vec::new(),
        unsent: Vec::new(),
        question: None,
        writing: Field {
            label: String::new(),
            value: String::new(),
            hint: String::new(),
            error: None,
            remaining: None,
        },
        writing_photos: Vec::new(),
        add_photo: None,
        comment: None,
        answer: None,
        rate: None,
        stars: 0,
        reopen: None,
        withdraw: None,
        support: None,
        follow: None,
        following: false,
        share: None,
        duplicate_of: None,
        busy: false,
    }
}

fn whole(look: &Look<'_>, model: &Model, tracked: &TrackedReport) -> TicketView {
    let report = &tracked.report;
    let mut row = rows::tracked_row(look, tracked);
    row.unseen = false;
    let responsible = join(
        &[
            &report.department.as_ref().map(|code| look.department(code)).unwrap_or_default(),
            &report.crew.as_ref().map(|code| look.crew(code)).unwrap_or_default(),
        ],
        " · ",
    );
    let many = report.photos.len();
    TicketView {
        description: report.description.clone(),
        photos: report
            .photos
            .iter()
            .enumerate()
            .map(|(index, photo)| photo_view(look, photo, index + 1, many))
            .collect(),
        map: map(look, &row, report.located.position, report.located.accuracy_m.map_or(0.0, f64::from)),
        due: due(look, report),
        responsible,
        answers: report.answers.iter().map(|answer| answered(look, &report.service, answer)).collect(),
        timeline: timeline(look, report),
        unsent: outbox::rows(look, model, &tracked.pending),
        question: report.question.clone().filter(|_| report.state == State::NeedsInfo),
        stars: report.rating.as_ref().map_or(0, |rating| rating.stars),
        following: report.relation != Relation::None,
        duplicate_of: report.duplicate_of.as_ref().map(|other| {
            let label = look.tv("ticket-duplicate-of", &[("number", other.number.as_str().into())]);
            let detail = look.t("ticket-duplicate-detail");
            OptionView {
                code: other.id.to_string(),
                spoken: join(&[&label, &detail], ". "),
                label,
                detail,
                symbol: row.symbol.clone(),
                selected: false,
            }
        }),
        row,
        ..blank()
    }
}

fn preview(look: &Look<'_>, summary: &ReportSummary, trouble: Option<&str>) -> TicketView {
    let row = rows::summary_row(look, summary, None);
    let photo = summary.photo.map(|id| Photo { id, kind: PhotoKind::Report });
    TicketView {
        description: summary.excerpt.clone(),
        photos: photo.iter().map(|photo| photo_view(look, photo, 1, 1)).collect(),
        map: map(look, &row, summary.position, 0.0),
        due: trouble.unwrap_or_default().to_owned(),
        row,
        ..blank()
    }
}

fn nothing(look: &Look<'_>, open: &Open) -> TicketView {
    let mut page = blank();
    page.row.id = open.id.to_string();
    page.row.title = look.t("ticket-title");
    page.row.status = open.trouble.clone().unwrap_or_else(|| look.t("ticket-fetching"));
    page.row.spoken = join(&[&page.row.title, &page.row.status], ". ");
    if open.trouble.is_some() {
        page.row.tone = Tone::Warning;
    }
    if let Some(middle) = look.kit.and_then(crate::my_city::middle) {
        (page.map.lat, page.map.lon) = (middle.lat(), middle.lon());
    }
    page
}

/// A photo with what it shows; `n` of `total`.
#[must_use]
pub fn photo_view(look: &Look<'_>, photo: &Photo, n: usize, total: usize) -> PhotoView {
    let caption = match photo.kind {
        PhotoKind::Report => String::new(),
        PhotoKind::Before => look.t("photo-before"),
        PhotoKind::After => look.t("photo-after"),
        PhotoKind::FollowUp => look.t("photo-follow-up"),
    };
    let alt = look.tv("photo-alt", &[("n", n.into()), ("total", total.into())]);
    let spoken = join(&[&alt, &caption], ", ");
    look.photo(photo.id, caption, spoken)
}

fn map(look: &Look<'_>, row: &ReportRow, at: Position, accuracy_m: f64) -> MapView {
    let spoken = if row.place.is_empty() {
        look.t("ticket-map")
    } else {
        look.tv("ticket-map-near", &[("place", row.place.as_str().into())])
    };
    MapView { lat: at.lat(), lon: at.lon(), radius_m: AROUND_M, pins: vec![rows::pin(row, at)], accuracy_m, spoken }
}

/// When it should be fixed, how long it took, or why it ended.
fn due(look: &Look<'_>, report: &Report) -> String {
    let reason = report.reason.clone().filter(|reason| !reason.is_empty());
    match (report.state, reason) {
        (State::Resolved | State::Confirmed, _) => took(look, report),
        (State::Rejected, Some(reason)) => look.tv("due-rejected", &[("reason", reason.into())]),
        (State::Forwarded, Some(reason)) => look.tv("due-forwarded", &[("reason", reason.into())]),
        (State::Rejected | State::Forwarded | State::Duplicate | State::Withdrawn, _) => String::new(),
        (state, _) => {
            let planned = report
                .scheduled_for
                .filter(|_| state == State::Scheduled)
                .map(|on| look.tv("due-scheduled", &[("day", wording::day(look.language, on).into())]));
            let by = report.due_at.map(|at| {
                let day = wording::day(look.language, at.to_zoned(look.zone.clone()).date());
                let key = if at < look.now { "due-late" } else { "due-by" };
                look.tv(key, &[("day", day.into())])
            });
            join(&[&planned.unwrap_or_default(), &by.unwrap_or_default()], " · ")
        }
    }
}

fn took(look: &Look<'_>, report: &Report) -> String {
    let Some(at) = resolved_at(report) else { return String::new() };
    let hours = at.duration_since(report.created_at).as_hours().max(0);
    match hours {
        0 => look.t("due-fixed-hour"),
        1..=47 => look.tv("due-fixed-hours", &[("n", hours.into())]),
        _ => look.tv("due-fixed-days", &[("n", (hours / 24).into())]),
    }
}
