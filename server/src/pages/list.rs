//! The list of what was reported, a page of it at a time.

use super::{
    filter::{self, ChoiceGroup, FACES, Filter},
    frame::{About, Frame, Nav, words},
    queries::Cursor,
    rows::{Row, row},
    service::ListPart,
    visit::Visit,
    words::face_name,
};
use askama::Template;
use dimos_domain::workflow::Face;

/// For pages on which nothing was looked for.
pub(super) const NOTHING_MISSED: Option<&str> = None;

/// The page.
#[derive(Template)]
#[template(path = "pages/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    tabs: Vec<Tab>,
    choices: Vec<ChoiceGroup>,
    /// The face that the form must keep.
    face: Option<&'static str>,
    filtered: bool,
    heading: String,
    rows: Vec<Row>,
    older: Option<String>,
    newest: Option<String>,
    on_map: String,
    /// A number that was looked for and not found.
    missed: Option<String>,
}

/// A face with its figure, as a link.
pub(super) struct Tab {
    pub(super) face: &'static str,
    pub(super) name: String,
    pub(super) n: String,
    pub(super) href: String,
    pub(super) current: bool,
}

impl ListPage {
    pub(super) fn new(
        visit: &Visit,
        filter: &Filter,
        part: &ListPart,
        after: Option<Cursor>,
        missed: Option<String>,
    ) -> Self {
        let words = words(visit);
        let heading = filter.told(&words).unwrap_or_else(|| words.t("page-list-heading"));
        let mut about = About::new(heading.clone(), words.t("page-list-about"), Nav::List);
        about.listed = !visit.is_view();
        Self {
            tabs: tabs(visit, filter, part, "/reports"),
            choices: filter::choices(filter, &words),
            face: filter.face.map(face_name),
            filtered: filter.is_on(),
            heading,
            rows: part.rows.iter().map(|found| row(&words, found)).collect(),
            older: part.next.map(|next| filter.href("/reports", &[("after", &next.text())])),
            newest: after.map(|_| filter.href("/reports", &[])),
            on_map: filter.href("/map", &[]),
            frame: Frame::new(visit, about),
            missed,
        }
    }
}

/// All, open, fixed, closed: with figures, as far as the chosen service goes.
pub(super) fn tabs(visit: &Visit, filter: &Filter, part: &ListPart, path: &str) -> Vec<Tab> {
    let words = words(visit);
    let city = &words.index.city;
    let tab = |face: Option<Face>| {
        let name = face.map_or("all", face_name);
        Tab {
            face: name,
            name: words.t(&format!("page-face-{name}")),
            n: words.number(part.counts.of(filter, face, city)),
            href: filter.with_face(face).href(path, &[]),
            current: filter.face == face,
        }
    };
    [None].into_iter().chain(FACES.map(Some)).map(tab).collect()
}
