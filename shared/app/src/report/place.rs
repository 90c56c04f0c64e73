//! The place: from the photo, the phone, a tap on the map or a street's name; always correctable. A place outside the
//! municipality is refused here, kindly and by its neighbour's name, before anything is sent.

use super::{
    Event,
    drafts::change,
    model::{Draft, FoundStreet, Outside, Wanted},
    nearby,
    update::{draft_mut, tell},
    view::PlaceView,
};
use crate::{
    app::Cmd,
    effect::{Locate, PhoneFix, PreparedPhoto},
    event::Event as Root,
    intent::ReportStep,
    model::Model,
    texts::{t, tv},
    view::{Button, Field, MapPin, MapView, Tone},
};
use crux_core::Command;
use dimos_domain::{
    city::Whereabouts,
    l10n::Language,
    place::{Located, Position, PositionSource},
    wording,
};
use uuid::Uuid;

/// How long the phone may look for itself, in milliseconds.
const LOCATE_MS: u32 = 15_000;
/// Streets shown.
const STREETS: usize = 8;
/// Longest search or hint that is kept, in characters (the server keeps 200 of a hint).
const MAX_LINE_CHARS: usize = 200;
/// A phone that knows itself no better than this many metres only knows the neighbourhood.
const ROUGH_M: f32 = 100.0;
/// What the map shows around a place, and around the city's middle, in metres.
const AROUND_PLACE_M: f64 = 150.0;
const AROUND_CITY_M: f64 = 3_000.0;

/// Asks the phone where it is.
pub(super) fn ask_phone(draft: Uuid, why: Wanted, model: &mut Model) -> Cmd {
    model.report.desk.asked_phone = true;
    if model.report.desk.locating.replace(why).is_some() {
        return Command::done();
    }
    Command::request_from_shell(Locate { timeout_ms: LOCATE_MS })
        .then_send(move |fix| Root::Report(Event::Located { draft, fix }))
}

/// The person came to the step "where": asks the phone once where the place is still open.
pub(super) fn arrive(draft: Uuid, model: &mut Model) -> Cmd {
    let open = model.report.draft().is_some_and(|draft| draft.located.is_none());
    if open && !model.report.desk.asked_phone { ask_phone(draft, Wanted::NoPlaceYet, model) } else { Command::done() }
}

/// The phone answered.
pub(super) fn located(draft: Uuid, fix: &PhoneFix, model: &mut Model) -> Cmd {
    if model.report.open != Some(draft) {
        return Command::done();
    }
    let Some(why) = model.report.desk.locating.take() else { return Command::done() };
    let is_set = model.report.draft().is_some_and(|draft| draft.located.is_some());
    if is_set && why != Wanted::ByPerson {
        // Set by hand in the meantime.
        return Command::done();
    }
    let found = match *fix {
        PhoneFix::Found { lat, lon, accuracy_m } => Position::new(lat, lon)
            .map(|position| Located { position, accuracy_m: sensible(Some(accuracy_m)), source: PositionSource::Phone })
            .map_err(|_| "report-phone-timed-out"),
        PhoneFix::Denied => Err("report-phone-denied"),
        PhoneFix::Off => Err("report-phone-off"),
        PhoneFix::TimedOut => Err("report-phone-timed-out"),
    };
    match (found, why) {
        (Ok(here), _) => set(draft, here, model),
        // The photo's own position, if the neighbour it lies in can be named; the refusal then stands beside it.
        (Err(_), Wanted::PhotoElsewhere(there)) => match outside(there.position, model) {
            Some(Outside::Neighbour { .. }) => set(draft, there, model),
            _ => {
                let text = t(model.language(), "report-mark-on-map");
                tell(model, Tone::Warning, text)
            }
        },
        (Err(key), _) => {
            let text = t(model.language(), key);
            tell(model, Tone::Warning, text)
        }
    }
}

/// A photo came that may know where it was taken.
pub(super) fn from_photo(draft: Uuid, photo: &PreparedPhoto, model: &mut Model) -> Cmd {
    let is_set = draft_mut(draft, model).is_none_or(|draft| draft.located.is_some());
    let (Some(position), false) = (photo.position, is_set) else { return Command::done() };
    let there = Located { position, accuracy_m: sensible(photo.accuracy_m), source: PositionSource::Photo };
    let language = model.language();
    let text = match outside(position, model) {
        None => return set(draft, there, model),
        Some(Outside::Neighbour { name, .. }) => {
            tv(language, "report-photo-from-neighbour", &[("name", name.get(language).into())])
        }
        Some(Outside::FarAway) => t(language, "report-photo-from-far-away"),
    };
    let told = tell(model, Tone::Warning, text);
    if model.report.open == Some(draft) {
        told.and(ask_phone(draft, Wanted::PhotoElsewhere(there), model))
    } else {
        told
    }
}

pub(super) fn move_pin(draft: Uuid, lat: f64, lon: f64, model: &mut Model) -> Cmd {
    let Ok(position) = Position::new(lat, lon) else {
        let text = t(model.language(), "report-no-position");
        return tell(model, Tone::Warning, text);
    };
    let on_map = |position| Located { position, accuracy_m: None, source: PositionSource::Map };
    // Latitude and longitude the wrong way round, as lists and other programs give them.
    let turned = Position::new(lon, lat).ok();
    if let Some(turned) = turned.filter(|_| outside(position, model) == Some(Outside::FarAway))
        && outside(turned, model) != Some(Outside::FarAway)
    {
        let text = t(model.language(), "report-position-turned");
        let told = tell(model, Tone::Info, text);
        return told.and(set(draft, on_map(turned), model));
    }
    set(draft, on_map(position), model)
}

pub(super) fn search_street(text: &str, model: &mut Model) -> Cmd {
    let typed: String = text.chars().take(MAX_LINE_CHARS).collect();
    let near = model.report.draft().and_then(|draft| draft.located).map(|located| located.position);
    model.report.desk.streets = model.city.as_ref().map_or_else(Vec::new, |kit| {
        let found = kit.ground.find_street(&typed, STREETS, near);
        found
            .into_iter()
            .map(|street| FoundStreet {
                name: street.name.clone(),
                area: street.area.clone(),
                position: street.position,
            })
            .collect()
    });
    model.report.desk.street_query = typed;
    Command::done()
}

pub(super) fn choose_street(draft: Uuid, index: u32, model: &mut Model) -> Cmd {
    let chosen = usize::try_from(index).ok().and_then(|index| model.report.desk.streets.get(index)).cloned();
    let Some(street) = chosen else { return Command::done() };
    let desk = &mut model.report.desk;
    desk.streets.clear();
    let typed = std::mem::take(&mut desk.street_query);
    // A house number that was typed with the street stays in the hint.
    let number = typed.split_whitespace().skip(1).find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let name = number.map_or_else(|| street.name.clone(), |number| format!("{} {number}", street.name));
    let located = Located { position: street.position, accuracy_m: None, source: PositionSource::Street };
    set_near(draft, located, &name, model)
}

pub(super) fn set_hint(draft: Uuid, text: &str, model: &mut Model) -> Cmd {
    let typed = text.chars().take(MAX_LINE_CHARS).collect();
    change(draft, model, |of| {
        of.place_hint = typed;
        of.hint_is_typed = true;
    })
}

/// Sets the place, and the hint where nobody wrote one.
fn set(draft: Uuid, located: Located, model: &mut Model) -> Cmd {
    let kit = model.city.clone();
    let street = kit.as_ref().and_then(|kit| kit.ground.nearest_street(located.position));
    set_near(draft, located, street.map_or("", |(street, _)| street), model)
}

fn set_near(draft: Uuid, located: Located, street: &str, model: &mut Model) -> Cmd {
    // The bare name: each reader sees it in their own language (see `StreetNames::place_in_words`).
    let kept = change(draft, model, |of| {
        of.located = Some(located);
        if !of.hint_is_typed {
            of.place_hint = street.to_owned();
        }
    });
    look_at_place(model);
    nearby::settle(model);
    kept
}

/// Works out whether the open draft's place lies in the city.
pub(super) fn look_at_place(model: &mut Model) {
    let located = model.report.draft().and_then(|draft| draft.located);
    model.report.desk.outside = located.and_then(|located| outside(located.position, model));
}

fn outside(position: Position, model: &Model) -> Option<Outside> {
    match model.city.as_ref()?.ground.whereabouts(position) {
        Whereabouts::Inside { .. } => None,
        Whereabouts::Neighbour(neighbour) => {
            Some(Outside::Neighbour { name: neighbour.name.clone(), report_at: neighbour.report_at.clone() })
        }
        Whereabouts::FarAway => Some(Outside::FarAway),
    }
}

/// An accuracy that means something.
fn sensible(accuracy_m: Option<f32>) -> Option<f32> {
    accuracy_m.filter(|metres| metres.is_finite() && *metres > 0.0)
}

/// What this step still needs.
pub(super) fn missing(draft: &Draft, model: &Model) -> Option<String> {
    let language = model.language();
    match (&draft.located, &model.report.desk.outside) {
        (None, _) => Some(t(language, "report-needs-place")),
        (Some(_), Some(outside)) => Some(outside_text(language, outside, model)),
        (Some(_), None) => None,
    }
}

fn outside_text(language: Language, outside: &Outside, model: &Model) -> String {
    let city = model.city.as_ref().map_or("", |kit| kit.city.name.get(language));
    match outside {
        Outside::Neighbour { name, report_at: Some(report_at) } => {
            let values =
                [("name", name.get(language).into()), ("where", report_at.as_str().into()), ("city", city.into())];
            tv(language, "report-outside-neighbour-at", &values)
        }
        Outside::Neighbour { name, report_at: None } => {
            tv(language, "report-outside-neighbour", &[("name", name.get(language).into()), ("city", city.into())])
        }
        Outside::FarAway => tv(language, "report-outside-far", &[("city", city.into())]),
    }
}

/// "From the photo, within 8 m".
fn source_text(language: Language, located: &Located) -> String {
    let source = match located.source {
        PositionSource::Photo => t(language, "report-from-photo"),
        PositionSource::Phone => t(language, "report-from-phone"),
        PositionSource::Map => t(language, "report-from-map"),
        PositionSource::Street => t(language, "report-from-street"),
    };
    let Some(metres) = located.accuracy_m else { return source };
    let within = if metres < 100.0 {
        // To the metre: the nearest five would make 8 m of accuracy look like 10.
        tv(language, "report-metres", &[("n", format!("{:.0}", metres.ceil()).into())])
    } else {
        wording::distance(language, f64::from(metres))
    };
    let key = if metres > ROUGH_M { "report-source-rough" } else { "report-source-within" };
    tv(language, key, &[("source", source.into()), ("distance", within.into())])
}

pub(super) fn place_view(draft: &Draft, model: &Model) -> PlaceView {
    let language = model.language();
    let desk = &model.report.desk;
    let checked = desk.checked.contains(&ReportStep::Where);
    let missing = missing(draft, model);
    let source = draft.located.as_ref().map(|located| source_text(language, located));
    let nothing_found = !desk.street_query.trim().is_empty() && desk.streets.is_empty();
    PlaceView {
        map: map(draft, source.as_deref(), model),
        is_set: draft.located.is_some(),
        source: source.unwrap_or_else(|| t(language, "report-needs-place")),
        hint: Field {
            label: t(language, "report-hint-label"),
            value: if draft.hint_is_typed { draft.place_hint.clone() } else { hint_in_words(draft, model) },
            hint: t(language, "report-hint-hint"),
            error: missing.clone().filter(|_| checked && draft.located.is_none()),
            remaining: super::what::remaining(language, draft.place_hint.chars().count(), MAX_LINE_CHARS),
        },
        outside: missing.filter(|_| draft.located.is_some()),
        locating: desk.locating.is_some(),
        use_phone: Button::new(t(language, "report-use-phone"))
            .blocked(desk.locating.map(|_| t(language, "report-locating"))),
        street_search: Field {
            label: t(language, "report-street-label"),
            value: desk.street_query.clone(),
            hint: t(language, "report-street-hint"),
            error: nothing_found.then(|| t(language, "report-street-not-found")),
            remaining: None,
        },
        streets: desk
            .streets
            .iter()
            .map(|street| match &street.area {
                Some(area) => format!("{}, {area}", street.name),
                None => street.name.clone(),
            })
            .collect(),
    }
}

fn map(draft: &Draft, source: Option<&str>, model: &Model) -> MapView {
    let language = model.language();
    let Some(located) = &draft.located else {
        let middle = model.report.desk.middle;
        return MapView {
            lat: middle.map_or(0.0, Position::lat),
            lon: middle.map_or(0.0, Position::lon),
            radius_m: AROUND_CITY_M,
            pins: Vec::new(),
            accuracy_m: 0.0,
            spoken: t(language, "report-map-empty"),
        };
    };
    let accuracy_m = located.accuracy_m.map_or(0.0, f64::from);
    let (lat, lon) = (located.position.lat(), located.position.lon());
    let near = hint_in_words(draft, model);
    let place = if near.is_empty() { source.unwrap_or_default() } else { &near };
    let spoken = tv(language, "report-map-spoken", &[("place", place.into())]);
    let tone = if model.report.desk.outside.is_some() { Tone::Warning } else { Tone::Info };
    let pin = MapPin {
        id: draft.id.to_string(),
        lat,
        lon,
        symbol: super::service::symbol(draft, model),
        tone,
        number: 0,
        spoken: spoken.clone(),
    };
    MapView { lat, lon, radius_m: AROUND_PLACE_M.max(accuracy_m * 1.5), pins: vec![pin], accuracy_m, spoken }
}

/// The line of the review.
pub(super) fn summary(draft: &Draft, model: &Model) -> String {
    let source = draft.located.as_ref().map(|located| source_text(model.language(), located)).unwrap_or_default();
    let hint = hint_in_words(draft, model);
    if hint.is_empty() || source.is_empty() { format!("{hint}{source}") } else { format!("{hint}\n{source}") }
}

fn hint_in_words(draft: &Draft, model: &Model) -> String {
    crate::rows::place_in_words(model.city.as_deref(), model.language(), draft.place_hint.trim())
}
