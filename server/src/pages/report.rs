//! The page of one report.

use super::{
    frame::{About, Frame, Nav},
    map::{MapView, Window},
    rows::{self, thumb},
    timeline::{Line, Others, Piece, linked, timeline},
    visit::Visit,
    words::{Moment, Words, face_name},
};
use askama::Template;
use dimos_domain::{
    report::{Photo, PhotoKind, Report},
    workflow::{Face, State},
};

/// Metres from the report to the edge of its small map.
const AROUND_M: f64 = 260.0;
/// The same for the large map that its link opens.
const LARGE_AROUND_M: u32 = 500;
/// Characters of a description in the page's own description.
const ABOUT_CHARS: usize = 160;

/// The page.
#[derive(Template)]
#[template(path = "pages/report.html")]
pub(super) struct ReportPage {
    frame: Frame,
    number: String,
    title: String,
    group: Option<String>,
    face: &'static str,
    state: String,
    place: String,
    area: Option<String>,
    reported: Moment,
    ago: Moment,
    description: String,
    reason: Option<String>,
    duplicate: Vec<Piece>,
    photos: Gallery,
    lines: Vec<Line>,
    department: Option<String>,
    due: Option<Due>,
    supporters: String,
    stars: Option<u8>,
    map: MapView,
    on_map: String,
}

/// A photo to look at.
pub(super) struct PhotoView {
    pub(super) full: String,
    pub(super) thumb: String,
    pub(super) alt: String,
    pub(super) caption: String,
}

/// The photos of a report, in the order in which things were: as the citizen saw it, before the work, after it.
struct Gallery {
    first: Vec<PhotoView>,
    /// Before and after, side by side.
    pairs: Vec<(PhotoView, PhotoView)>,
    last: Vec<PhotoView>,
}

impl Gallery {
    fn is_empty(&self) -> bool {
        self.first.is_empty() && self.pairs.is_empty() && self.last.is_empty()
    }
}

/// When it should be fixed, in words.
struct Due {
    text: String,
    late: bool,
}

impl ReportPage {
    pub(super) fn new(visit: &Visit, report: &Report, others: Others) -> Self {
        let words = super::frame::words(visit);
        let title = words.service(&report.service);
        let place = words.place(report.place_hint.as_deref(), report.located.position);
        let photos = gallery(&words, report);
        let window = Window::around(visit.pages.base(), report.located.position, AROUND_M);
        let map = MapView::of_one(visit, &words, &window, report);
        let position = report.located.position;
        let on_map = format!("/map?lat={:.5}&lon={:.5}&r={LARGE_AROUND_M}", position.lat(), position.lon());
        let mut about = About::new(
            words.with(
                "page-report-title",
                &[("service", title.as_str().into()), ("number", report.number.as_str().into())],
            ),
            about(&words, report, &place),
            Nav::Other,
        );
        about.image = report.photos.first().map(|photo| rows::photo(photo.id));
        Self {
            number: report.number.clone(),
            group: words.group_of(&report.service).filter(|group| *group != title),
            title,
            face: face_name(report.state.face()),
            state: words.state(report.state),
            area: report.area.as_deref().map(|area| words.area(area)),
            reported: words.at(report.created_at),
            ago: words.ago(report.created_at),
            description: report.description.clone(),
            reason: reason(&words, report),
            duplicate: duplicate(&words, report, &others),
            lines: timeline(&words, report, &others),
            department: report.department.as_ref().map(|department| words.department(department)),
            due: due(&words, report),
            supporters: rows::supporters(&words, report.supporters),
            stars: report.rating.as_ref().map(|rating| rating.stars.min(5)),
            frame: Frame::new(visit, about),
            place,
            photos,
            map,
            on_map,
        }
    }

    fn rated(&self) -> String {
        self.stars.map(|stars| self.frame.count("page-stars", stars.into())).unwrap_or_default()
    }

    fn stars_drawn(&self) -> String {
        let full = usize::from(self.stars.unwrap_or_default());
        "★".repeat(full) + &"☆".repeat(5_usize.saturating_sub(full))
    }
}

fn about(words: &Words, report: &Report, place: &str) -> String {
    let said: String = report.description.chars().take(ABOUT_CHARS).collect();
    super::words::join(&[&words.state(report.state), place, &said.replace('\n', " ")], " · ")
}

/// Why the city closed it, or where it passed it on to. What a reporter said on leaving stays between them and the city.
fn reason(words: &Words, report: &Report) -> Option<String> {
    let key = match report.state {
        State::Rejected => "due-rejected",
        State::Forwarded => "due-forwarded",
        _ => return None,
    };
    let reason = report.reason.as_deref()?;
    Some(words.with(key, &[("reason", reason.into())]))
}

fn duplicate(words: &Words, report: &Report, others: &Others) -> Vec<Piece> {
    let Some(other) = report.duplicate_of.as_ref().filter(|other| others.show(other)) else { return Vec::new() };
    let number = other.number.as_str();
    linked(&words.with("ticket-duplicate-of", &[("number", number.into())]), std::iter::once(number))
}

fn due(words: &Words, report: &Report) -> Option<Due> {
    let at = report.due_at.filter(|_| report.state.face() == Face::Open)?;
    let late = at < words.now;
    let text = words.with(if late { "due-late" } else { "due-by" }, &[("day", words.day_of(at).into())]);
    Some(Due { text, late })
}

/// A photo of a report.
pub(super) fn photo(words: &Words, report: &Report, photo: &Photo) -> PhotoView {
    let place = report.photos.iter().position(|other| other.id == photo.id).map_or(1, |index| index + 1);
    let caption = words.t(match photo.kind {
        PhotoKind::Report => "page-photo-report",
        PhotoKind::Before => "photo-before",
        PhotoKind::After => "photo-after",
        PhotoKind::FollowUp => "photo-follow-up",
    });
    let alt = words.with(
        "page-photo-alt",
        &[
            ("what", caption.as_str().into()),
            ("service", words.service(&report.service).into()),
            ("n", place.into()),
            ("total", report.photos.len().into()),
        ],
    );
    PhotoView { full: rows::photo(photo.id), thumb: thumb(photo.id), alt, caption }
}

/// Pairs are made of the last photos before the work and the first after it; where the crew took none before, the citizen's
/// last stands for them. So no photo stands before one of an earlier time.
fn gallery(words: &Words, report: &Report) -> Gallery {
    let of = |kind: PhotoKind| report.photos.iter().filter(move |photo| photo.kind == kind);
    let seen: Vec<&Photo> = of(PhotoKind::Report).collect();
    let (before, after): (Vec<&Photo>, Vec<&Photo>) = (of(PhotoKind::Before).collect(), of(PhotoKind::After).collect());
    let side_by_side =
        if before.is_empty() { after.len().min(seen.len()).min(1) } else { before.len().min(after.len()) };
    let earlier: Vec<&Photo> = seen.into_iter().chain(before).collect();
    let (first, paired) = earlier.split_at(earlier.len() - side_by_side);
    let view = |one: &Photo| photo(words, report, one);
    let pair = |(before, after): (&&Photo, &&Photo)| (view(before), view(after));
    Gallery {
        first: first.iter().map(|one| view(one)).collect(),
        pairs: paired.iter().zip(&after).map(pair).collect(),
        last: after.iter().skip(side_by_side).copied().chain(of(PhotoKind::FollowUp)).map(view).collect(),
    }
}
