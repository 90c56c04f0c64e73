//! The first page: what this is, how the city is doing, what was reported last.

use super::{
    filter::Filter,
    frame::{About, Frame, Nav, words},
    list::{Tab, tabs},
    map::{MapView, Window},
    queries::Found,
    rows::{Row, row},
    service::ListPart,
    visit::Visit,
};
use askama::Template;

/// Rows of the first page.
pub(super) const ROWS: usize = 6;

/// The page.
#[derive(Template)]
#[template(path = "pages/home.html")]
pub(super) struct HomePage {
    frame: Frame,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    map: MapView,
}

impl HomePage {
    pub(super) fn new(visit: &Visit, part: &ListPart, points: &[Found]) -> Self {
        let words = words(visit);
        let city = words.index.city.name.get(words.language);
        let about = About::new(words.of("page-home-title", city), words.of("page-home-about", city), Nav::Home);
        let filter = Filter::default();
        let window = Window::city(visit.pages.base());
        Self {
            tabs: tabs(visit, &filter, part, "/reports").into_iter().skip(1).collect(),
            rows: part.rows.iter().map(|found| row(&words, found)).collect(),
            map: MapView::small(visit, &words, &window, points),
            frame: Frame::new(visit, about),
        }
    }
}
