//! What is reported around here.

use super::model::RADIUS_M;
use crate::{
    model::Model,
    rows::join,
    texts::{t, tv},
    view::{Button, Field, MapView, OptionView, ReportRow},
};
use dimos_domain::{place::Position, wording};

/// List and map.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct MyCityView {
    /// The screen's title.
    pub title: String,
    /// "around Tsimiski", "around you".
    pub around: String,
    /// The map.
    pub map: MapView,
    /// The list, nearest first, with distances.
    pub rows: Vec<ReportRow>,
    /// Look around the phone.
    pub around_me: Button,
    /// What is typed in the search for a street.
    pub street_search: Field,
    /// Streets found.
    pub streets: Vec<String>,
    /// Only open ones?
    pub only_open: bool,
    /// The label beside that switch.
    pub only_open_label: String,
    /// All services, and each; the first has an empty code.
    pub services: Vec<OptionView>,
    /// Being asked.
    pub busy: bool,
    /// What to show where there is nothing, or no network.
    pub empty: Option<String>,
    /// "As of 14:05", where the network is gone.
    pub stale: Option<String>,
}

/// Builds it: what was made when the answer came, with the switches and the search.
#[must_use]
pub fn view(model: &Model) -> MyCityView {
    let language = model.language();
    let city = &model.my_city;
    let busy = city.locating || city.asking;
    MyCityView {
        title: t(language, "city-title"),
        around: around(model),
        map: map(model),
        rows: city.rows.clone(),
        around_me: Button::new(t(language, "city-around-me"))
            .blocked(city.locating.then(|| t(language, "city-locating"))),
        street_search: Field {
            label: t(language, "city-street"),
            value: city.query.clone(),
            hint: t(language, "city-street-hint"),
            error: (city.streets.is_empty() && city.query.chars().count() >= 3).then(|| t(language, "city-no-street")),
            remaining: None,
        },
        streets: city
            .streets
            .iter()
            .map(|street| join(&[&street.name, street.area.as_deref().unwrap_or_default()], ", "))
            .collect(),
        only_open: city.only_open,
        only_open_label: t(language, "city-only-open"),
        services: city.services.clone(),
        busy,
        empty: empty(model, busy),
        stale: stale(model),
    }
}

fn around(model: &Model) -> String {
    let city = &model.my_city;
    if city.fitting <= city.rows.len() {
        return city.around.clone();
    }
    let nearest =
        tv(model.language(), "city-nearest", &[("n", city.rows.len().into()), ("total", city.fitting.into())]);
    join(&[&city.around, &nearest], " · ")
}

fn map(model: &Model) -> MapView {
    let language = model.language();
    let city = &model.my_city;
    let centre =
        city.centre.as_ref().map(|centre| centre.position).or_else(|| model.city.as_deref().and_then(super::middle));
    MapView {
        lat: centre.map_or(0.0, Position::lat),
        lon: centre.map_or(0.0, Position::lon),
        radius_m: RADIUS_M,
        spoken: tv(language, "city-map", &[("n", city.pins.len().into())]),
        pins: city.pins.clone(),
        accuracy_m: city.centre.as_ref().map_or(0.0, |centre| centre.accuracy_m),
    }
}

fn empty(model: &Model, busy: bool) -> Option<String> {
    let language = model.language();
    let city = &model.my_city;
    if !city.rows.is_empty() || busy {
        return None;
    }
    if city.found.is_none() {
        return Some(city.trouble.clone().unwrap_or_else(|| t(language, "city-not-asked")));
    }
    let filtered = city.only_open || city.service.is_some();
    Some(t(language, if filtered { "city-none-fitting" } else { "city-none" }))
}

/// As of when, where nothing newer could be had.
fn stale(model: &Model) -> Option<String> {
    let found = model.my_city.found.as_ref()?;
    if model.my_city.trouble.is_none() && !model.offline {
        return None;
    }
    let zone = model.zone();
    let today = found.at.to_zoned(zone.clone()).date() == model.today();
    let when =
        if today { wording::time(found.at, &zone) } else { wording::date_time(model.language(), found.at, &zone) };
    Some(tv(model.language(), "city-as-of", &[("time", when.into())]))
}
