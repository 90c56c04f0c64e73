//! A report as a row of a list: the same on every page.

use super::{
    queries::Found,
    words::{Moment, Words, face_name},
};
use dimos_api::PREFIX;
use dimos_domain::ids::MediaId;

/// A row.
pub(super) struct Row {
    pub(super) number: String,
    pub(super) href: String,
    pub(super) title: String,
    pub(super) place: String,
    pub(super) excerpt: String,
    pub(super) face: &'static str,
    pub(super) state: String,
    pub(super) when: Moment,
    /// Empty where nobody supports it.
    pub(super) supporters: String,
    pub(super) thumb: Option<String>,
}

/// The address of a report's page.
pub(super) fn href(number: &str) -> String {
    format!("/reports/{number}")
}

/// The address of a photo.
pub(super) fn photo(id: MediaId) -> String {
    format!("{PREFIX}/media/{id}")
}

/// The address of a photo's thumbnail.
pub(super) fn thumb(id: MediaId) -> String {
    format!("{PREFIX}/media/{id}/thumb")
}

/// "12 people support it"; empty for none.
pub(super) fn supporters(words: &Words, n: u32) -> String {
    if n == 0 { String::new() } else { words.count("row-supporters", n.into()) }
}

/// The row of a report.
pub(super) fn row(words: &Words, found: &Found) -> Row {
    Row {
        number: found.number.clone(),
        href: href(&found.number),
        title: words.service(&found.service),
        place: words.place(found.place_hint.as_deref(), found.position),
        excerpt: found.excerpt.replace('\n', " "),
        face: face_name(found.state.face()),
        state: words.state(found.state),
        when: words.ago(found.created_at),
        supporters: supporters(words, found.supporters),
        thumb: found.photo.map(thumb),
    }
}
