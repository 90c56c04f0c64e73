//! What happens when. Asks the server around a point; without a network what came last stays, and says how old it is.

use super::{
    Event,
    model::{Centre, ChosenBy, FRESH_SECS, Found, MOST_PINS, MOST_ROWS, Model as City, RADIUS_M, STREETS},
};
use crate::{
    CityKit,
    app::{Cmd, fade, fetch_photos, keep_photo, net_text},
    effect::{FindNearby, Locate, NetTrouble, PhoneFix},
    event::{Event as Root, Stamp},
    intent::{MyCityIntent, Tab},
    model::Model,
    my_reports,
    rows::{Look, pin, summary_row},
    texts::t,
    view::{OptionView, Tone},
};
use crux_core::Command;
use dimos_domain::{
    city::{Landmark, Whereabouts},
    ids::MediaId,
    place::Position,
    report::ReportSummary,
};

/// How long the phone may look for itself.
const LOCATE_MS: u32 = 8_000;
/// Characters of a street's name that are looked at.
const QUERY_CHARS: usize = 100;

/// A person did something.
pub fn on_intent(_stamp: Stamp, intent: MyCityIntent, model: &mut Model) -> Cmd {
    let command = match intent {
        MyCityIntent::AroundMe => locate(model),
        MyCityIntent::AroundPoint { lat, lon } => match Position::new(lat, lon) {
            Ok(position) => look_around(Centre { position, accuracy_m: 0.0, by: ChosenBy::Map }, model),
            Err(_) => say(model, Tone::Warning, "city-no-place"),
        },
        MyCityIntent::SearchStreet { text } => {
            search_street(&text, model);
            return Command::done();
        }
        MyCityIntent::ChooseStreet { index } => choose_street(index, model),
        MyCityIntent::OnlyOpen { only_open } => {
            model.my_city.only_open = only_open;
            ask(model)
        }
        MyCityIntent::OnlyService { code } => match (code.is_empty(), code.parse()) {
            (true, _) => {
                model.my_city.service = None;
                ask(model)
            }
            (false, Ok(service)) => {
                model.my_city.service = Some(service);
                ask(model)
            }
            (false, Err(_)) => say(model, Tone::Warning, "city-no-service"),
        },
        MyCityIntent::Open { report } => {
            let found = model.my_city.found.iter().flat_map(|found| &found.reports);
            let preview = found.into_iter().find(|summary| summary.id.to_string() == report).cloned();
            return my_reports::open(&report, preview, model);
        }
        MyCityIntent::Refresh => match &model.my_city.centre {
            Some(centre) if centre.by != ChosenBy::Phone => ask(model),
            _ => locate(model),
        },
    };
    retell(model);
    command.and(fetch_shown(model))
}

/// An effect was answered.
pub fn update(event: Event, model: &mut Model) -> Cmd {
    let command = match event {
        Event::Located(fix) => located(&fix, model),
        Event::Found { asked, around, found } => {
            if asked != model.my_city.asked {
                return Command::done();
            }
            answered(around, found, model)
        }
        Event::Thumb(id, file) => {
            thumb(id, file, model);
            return Command::done();
        }
    };
    retell(model);
    command.and(fetch_shown(model))
}

fn thumb(id: MediaId, file: Result<String, NetTrouble>, model: &mut Model) {
    keep_photo(model, id, file);
    let path = Look::of(model).thumb(id);
    let city = &mut model.my_city;
    let found = city.found.iter().flat_map(|found| &found.reports);
    for summary in found.filter(|summary| summary.photo == Some(id)) {
        let report = summary.id.to_string();
        if let Some(row) = city.rows.iter_mut().find(|row| row.id == report) {
            row.thumb_path.clone_from(&path);
        }
    }
}

/// The tab came to the front: asks around if nothing was asked yet, or long ago.
pub fn appear(model: &mut Model) -> Cmd {
    let is_fresh = model
        .my_city
        .found
        .as_ref()
        .is_some_and(|found| model.now.duration_since(found.at).as_secs().abs() <= FRESH_SECS);
    let command = match &model.my_city.centre {
        None => locate(model),
        Some(_) if is_fresh || model.my_city.asking => Command::done(),
        Some(_) => ask(model),
    };
    retell(model);
    command.and(fetch_shown(model))
}

/// Tells what is known again: after a change of language, of the city, of the network, of the filters or of what came.
pub fn retell(model: &mut Model) {
    let mut city = std::mem::take(&mut model.my_city);
    tell(&mut city, &Look::of(model));
    model.my_city = city;
}

fn tell(city: &mut City, look: &Look<'_>) {
    city.services = services(city, look);
    city.around = around(city, look);
    city.rows.clear();
    city.pins.clear();
    city.fitting = 0;
    let Some(found) = &city.found else { return };
    let from = city.centre.as_ref().map_or(found.around, |centre| centre.position);
    let mut fitting: Vec<(f64, &ReportSummary)> = found
        .reports
        .iter()
        .filter(|summary| !city.only_open || summary.state.is_open())
        .filter(|summary| city.service.as_ref().is_none_or(|service| *service == summary.service))
        .map(|summary| (from.distance_m(summary.position), summary))
        .filter(|(metres, _)| *metres <= RADIUS_M)
        .collect();
    fitting.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    city.fitting = fitting.len();
    for (index, (_, summary)) in fitting.into_iter().take(MOST_PINS).enumerate() {
        let row = summary_row(look, summary, Some(from));
        city.pins.push(pin(&row, summary.position));
        if index < MOST_ROWS {
            city.rows.push(row);
        }
    }
}

fn services(city: &City, look: &Look<'_>) -> Vec<OptionView> {
    let option = |code: &str, label: String, symbol: String| OptionView {
        code: code.to_owned(),
        spoken: label.clone(),
        label,
        detail: String::new(),
        symbol,
        selected: city.service.as_ref().map_or(code.is_empty(), |chosen| chosen.as_str() == code),
    };
    let all = option("", look.t("city-all-services"), String::new());
    let each = look.kit.map(|kit| kit.city.services.as_slice()).unwrap_or_default();
    let each = each.iter().filter(|service| service.public).map(|service| {
        option(service.code.as_str(), service.name.get(look.language).to_owned(), look.symbol(&service.code))
    });
    std::iter::once(all).chain(each).collect()
}

fn around(city: &City, look: &Look<'_>) -> String {
    let Some(centre) = &city.centre else { return String::new() };
    match &centre.by {
        ChosenBy::Phone => look.t("city-around-you"),
        ChosenBy::Middle => look.t("city-around-middle"),
        ChosenBy::Street(name) => look.tv("city-around-street", &[("street", name.as_str().into())]),
        ChosenBy::Map => match look.kit.and_then(|kit| kit.ground.nearest_street(centre.position)) {
            Some((street, _)) => look.tv("city-around-street", &[("street", street.into())]),
            None => look.t("city-around-point"),
        },
    }
}

/// The middle of a city's outline: where a map opens that knows nothing better.
#[must_use]
pub fn middle(kit: &CityKit) -> Option<Position> {
    let points = || kit.city.geography.boundary.iter().flatten();
    let span = |of: fn(&[f64; 2]) -> f64| {
        let (least, most) =
            points().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), x| (least.min(x), most.max(x)));
        f64::midpoint(least, most)
    };
    Position::new(span(|[_, lat]| *lat), span(|[lon, _]| *lon)).ok()
}

fn locate(model: &mut Model) -> Cmd {
    if std::mem::replace(&mut model.my_city.locating, true) {
        return Command::done();
    }
    Command::request_from_shell(Locate { timeout_ms: LOCATE_MS }).then_send(|fix| Root::MyCity(Event::Located(fix)))
}

fn located(fix: &PhoneFix, model: &mut Model) -> Cmd {
    model.my_city.locating = false;
    let key = match fix {
        PhoneFix::Found { lat, lon, accuracy_m } => match Position::new(*lat, *lon) {
            Ok(position) if is_far_away(model, position) => "city-far-away",
            Ok(position) => {
                let accuracy_m = if accuracy_m.is_finite() { f64::from(accuracy_m.max(0.0)) } else { 0.0 };
                return look_around(Centre { position, accuracy_m, by: ChosenBy::Phone }, model);
            }
            Err(_) => "city-no-fix",
        },
        PhoneFix::Denied => "city-location-denied",
        PhoneFix::Off => "city-location-off",
        PhoneFix::TimedOut => "city-no-fix",
    };
    let told = say(model, Tone::Info, key);
    if model.my_city.centre.is_some() {
        return told.and(ask(model));
    }
    let middle = model.city.as_deref().and_then(middle);
    match middle {
        Some(position) => told.and(look_around(Centre { position, accuracy_m: 0.0, by: ChosenBy::Middle }, model)),
        None => told,
    }
}

fn is_far_away(model: &Model, position: Position) -> bool {
    model.city.as_ref().is_some_and(|kit| kit.ground.whereabouts(position) == Whereabouts::FarAway)
}

fn search_street(text: &str, model: &mut Model) {
    let query: String = text.chars().take(QUERY_CHARS).collect();
    let near = model.my_city.centre.as_ref().map(|centre| centre.position);
    let found = model.city.as_ref().map(|kit| kit.ground.find_street(&query, STREETS, near)).unwrap_or_default();
    model.my_city.streets = found.into_iter().cloned().collect();
    model.my_city.query = query;
}

fn choose_street(index: u32, model: &mut Model) -> Cmd {
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    let Some(Landmark { name, position, .. }) = model.my_city.streets.get(index).cloned() else {
        return Command::done();
    };
    model.my_city.query = String::new();
    model.my_city.streets = Vec::new();
    look_around(Centre { position, accuracy_m: 0.0, by: ChosenBy::Street(name) }, model)
}

fn look_around(centre: Centre, model: &mut Model) -> Cmd {
    model.my_city.centre = Some(centre);
    ask(model)
}

fn ask(model: &mut Model) -> Cmd {
    let city = &mut model.my_city;
    let Some(centre) = &city.centre else { return Command::done() };
    city.asked = city.asked.wrapping_add(1);
    city.asking = true;
    let (asked, around) = (city.asked, centre.position);
    let question = FindNearby { around, radius_m: RADIUS_M, service: city.service.clone(), only_open: city.only_open };
    Command::request_from_shell(question).then_send(move |found| Root::MyCity(Event::Found { asked, around, found }))
}

fn answered(around: Position, found: Result<Vec<ReportSummary>, NetTrouble>, model: &mut Model) -> Cmd {
    model.my_city.asking = false;
    match found {
        Ok(reports) => {
            model.my_city.found = Some(Found { around, at: model.now, reports });
            model.my_city.trouble = None;
        }
        Err(trouble) => model.my_city.trouble = Some(net_text(model, &trouble)),
    }
    Command::done()
}

/// Brings the thumbnails of the rows, while they are on the screen.
fn fetch_shown(model: &mut Model) -> Cmd {
    if model.tab != Tab::MyCity || model.my_reports.is_open() {
        return Command::done();
    }
    let city = &model.my_city;
    let photos: Vec<MediaId> = city
        .found
        .iter()
        .flat_map(|found| &found.reports)
        .filter(|summary| city.rows.iter().any(|row| row.id == summary.id.to_string()))
        .filter_map(|summary| summary.photo)
        .collect();
    fetch_photos(model, photos, |id, file| Root::MyCity(Event::Thumb(id, file)))
}

fn say(model: &mut Model, tone: Tone, key: &str) -> Cmd {
    let text = t(model.language(), key);
    model.say(tone, text);
    fade(model)
}
