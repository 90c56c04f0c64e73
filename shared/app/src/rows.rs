//! A report as a row of a list, and the words for what it says: the same in every feature that shows reports. Only reads;
//! rows are made when data come and kept, never while a screen is drawn.

use crate::{
    CityKit,
    effect::TrackedReport,
    model::{Model, PhotoFile},
    texts::{FluentValue, t, tv},
    view::{MapPin, PhotoView, ReportRow, Tone},
};
use dimos_domain::{
    ids::{CrewCode, DepartmentCode, MediaId, ReportId, ServiceCode},
    l10n::Language,
    place::Position,
    report::{Relation, ReportSummary},
    wording,
    workflow::State,
};
use jiff::{Timestamp, tz::TimeZone};
use std::collections::HashMap;

/// Characters of a description that a row shows.
const EXCERPT_CHARS: usize = 120;

/// What is needed to put things into words: language, city, time, photos on this phone.
pub struct Look<'a> {
    /// The language of the screen.
    pub language: Language,
    /// The city, if known.
    pub kit: Option<&'a CityKit>,
    /// The moment of the last event.
    pub now: Timestamp,
    /// The city's time zone.
    pub zone: TimeZone,
    /// Whether there is no network, as far as is known.
    pub offline: bool,
    photos: &'a HashMap<MediaId, PhotoFile>,
}

impl<'a> Look<'a> {
    /// As the model stands.
    #[must_use]
    pub fn of(model: &'a Model) -> Self {
        Self {
            language: model.language(),
            kit: model.city.as_deref(),
            now: model.now,
            zone: model.zone(),
            offline: model.offline,
            photos: &model.photos,
        }
    }

    /// A report's place hint in words; empty where there is none.
    #[must_use]
    pub fn place(&self, hint: Option<&str>) -> String {
        place_in_words(self.kit, self.language, hint.unwrap_or_default())
    }

    /// A text without variables.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        t(self.language, key)
    }

    /// A text with variables.
    #[must_use]
    pub fn tv(&self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        tv(self.language, key, values)
    }

    /// A service's name; its code where the city does not know it (any more).
    #[must_use]
    pub fn service(&self, code: &ServiceCode) -> String {
        self.kit
            .and_then(|kit| kit.city.service(code))
            .map_or_else(|| code.to_string(), |service| service.name.get(self.language).to_owned())
    }

    /// Symbol name of a service's group; empty if unknown.
    #[must_use]
    pub fn symbol(&self, code: &ServiceCode) -> String {
        self.kit
            .and_then(|kit| kit.city.group(&kit.city.service(code)?.group))
            .map_or_else(String::new, |group| group.symbol.clone())
    }

    /// A department's name.
    #[must_use]
    pub fn department(&self, code: &DepartmentCode) -> String {
        self.kit
            .and_then(|kit| kit.city.department(code))
            .map_or_else(|| code.to_string(), |department| department.name.get(self.language).to_owned())
    }

    /// A crew's name.
    #[must_use]
    pub fn crew(&self, code: &CrewCode) -> String {
        self.kit
            .and_then(|kit| kit.city.crew(code))
            .map_or_else(|| code.to_string(), |crew| crew.name.get(self.language).to_owned())
    }

    /// The file of a photo's thumbnail, once it is on this phone.
    #[must_use]
    pub fn thumb(&self, id: MediaId) -> Option<String> {
        match self.photos.get(&id) {
            Some(PhotoFile::Here { thumb_path }) => Some(thumb_path.clone()),
            Some(PhotoFile::Fetching | PhotoFile::Missing) | None => None,
        }
    }

    /// A photo as it stands on this phone.
    #[must_use]
    pub fn photo(&self, id: MediaId, caption: String, spoken: String) -> PhotoView {
        PhotoView {
            id: id.to_string(),
            thumb_path: self.thumb(id),
            path: None,
            caption,
            spoken,
            busy: matches!(self.photos.get(&id), Some(PhotoFile::Fetching)),
        }
    }

    /// A number with its thousands set apart.
    #[must_use]
    pub fn number(&self, value: u32) -> String {
        wording::number(self.language, u64::from(value))
    }
}

/// Where a report stands, in words; its own reporter is addressed where the city waits for them.
#[must_use]
pub fn state_text(language: Language, state: State, relation: Relation) -> String {
    if state == State::NeedsInfo && relation == Relation::Reporter {
        return t(language, "state-needs_info-you");
    }
    t(language, &format!("state-{}", state.as_str()))
}

/// The colour of a state, for somebody who stands so to the report.
#[must_use]
pub const fn state_tone(state: State, relation: Relation) -> Tone {
    match state {
        State::Resolved | State::Confirmed => Tone::Good,
        State::NeedsInfo if matches!(relation, Relation::Reporter) => Tone::Danger,
        State::NeedsInfo | State::Reopened | State::Rejected => Tone::Warning,
        _ => Tone::Info,
    }
}

/// "12 people", or empty for none.
#[must_use]
pub fn supporters_text(look: &Look<'_>, supporters: u32) -> String {
    if supporters == 0 {
        return String::new();
    }
    look.tv("row-supporters", &[("n", supporters.into()), ("number", look.number(supporters).into())])
}

/// A text's beginning on one line, cut at a word.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let mut out = String::new();
    let mut chars = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + 1;
        if chars > 0 && chars + more > EXCERPT_CHARS {
            out.push('…');
            return out;
        }
        if chars > 0 {
            out.push(' ');
        }
        if more > EXCERPT_CHARS {
            out.extend(word.chars().take(EXCERPT_CHARS));
            out.push('…');
            return out;
        }
        out.push_str(word);
        chars += more;
    }
    out
}

/// The parts joined by a mark, empty ones left out.
#[must_use]
pub fn join(parts: &[&str], mark: &str) -> String {
    let mut out = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            // What ends in a mark of its own needs no full stop.
            let ended = out.ends_with(['.', '!', '?', ';', '…']);
            out.push_str(if ended { mark.trim_start_matches('.') } else { mark });
        }
        out.push_str(part);
    }
    out
}

/// What every row is made of.
struct Parts<'a> {
    id: ReportId,
    service: &'a ServiceCode,
    words: &'a str,
    place: String,
    number: String,
    status: (String, Tone),
    at: Timestamp,
    supporters: u32,
    photo: Option<MediaId>,
    unseen: bool,
}

impl Parts<'_> {
    fn row(self, look: &Look<'_>) -> ReportRow {
        let title = look.service(self.service);
        let excerpt = excerpt(self.words);
        let when = wording::ago(look.language, self.at, look.now, &look.zone);
        let supporters = supporters_text(look, self.supporters);
        let changed = if self.unseen { look.t("row-changed") } else { String::new() };
        let (status, tone) = self.status;
        let spoken = join(&[&changed, &title, &status, &excerpt, &self.place, &when, &supporters, &self.number], ". ");
        ReportRow {
            id: self.id.to_string(),
            title,
            excerpt,
            place: self.place,
            number: self.number,
            status,
            tone,
            when,
            supporters,
            symbol: look.symbol(self.service),
            thumb_path: self.photo.and_then(|id| look.thumb(id)),
            unseen: self.unseen,
            spoken,
        }
    }
}

/// A report of this phone as a row. What is not with the city yet says so.
#[must_use]
pub fn tracked_row(look: &Look<'_>, tracked: &TrackedReport) -> ReportRow {
    let report = &tracked.report;
    let wedged = tracked.pending.iter().any(|row| row.delivery.needs_person());
    let unsent = report.number.is_empty();
    let status = if wedged {
        (look.t("row-wedged"), Tone::Danger)
    } else if unsent {
        (look.t("row-unsent"), Tone::Info)
    } else {
        (state_text(look.language, report.state, report.relation), state_tone(report.state, report.relation))
    };
    Parts {
        id: report.id,
        service: &report.service,
        words: &report.description,
        place: look.place(report.place_hint.as_deref()),
        number: if unsent { look.t("row-no-number") } else { report.number.clone() },
        status,
        at: report.updated_at,
        supporters: report.supporters,
        photo: report.photos.first().map(|photo| photo.id),
        unseen: tracked.unseen,
    }
    .row(look)
}

/// A public report as a row; with how far it lies from somewhere, where that is known.
#[must_use]
pub fn summary_row(look: &Look<'_>, summary: &ReportSummary, from: Option<Position>) -> ReportRow {
    let distance = from.map(|from| wording::distance(look.language, from.distance_m(summary.position)));
    Parts {
        id: summary.id,
        service: &summary.service,
        words: &summary.excerpt,
        place: join(&[&look.place(summary.place_hint.as_deref()), distance.as_deref().unwrap_or_default()], " · "),
        number: summary.number.clone(),
        status: (state_text(look.language, summary.state, Relation::None), state_tone(summary.state, Relation::None)),
        at: summary.created_at,
        supporters: summary.supporters,
        photo: summary.photo,
        unseen: false,
    }
    .row(look)
}

/// A place hint in the reader's language, as far as the city is known.
#[must_use]
pub fn place_in_words(kit: Option<&CityKit>, language: Language, hint: &str) -> String {
    kit.map_or_else(|| hint.to_owned(), |kit| kit.street_names.place_in_words(language, hint))
}

/// A row's pin on the map.
#[must_use]
pub fn pin(row: &ReportRow, at: Position) -> MapPin {
    MapPin {
        id: row.id.clone(),
        lat: at.lat(),
        lon: at.lon(),
        symbol: row.symbol.clone(),
        tone: row.tone,
        number: 0,
        spoken: join(&[&row.title, &row.status, &row.place], ". "),
    }
}
