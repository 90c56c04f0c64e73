//! The day's rows and pins: made once when the day is read, so that looking at it costs nothing.

use super::{
    late,
    update::{depot, last_stop},
    view::JobRow,
};
use crate::{
    effect::TrackedJob,
    model::{Model, PhotoFile},
    rows::{join, place_in_words},
    texts::{t, tv},
    view::{MapPin, Tone},
};
use dimos_domain::{
    job::{Job, JobState},
    l10n::Language,
    place::Position,
    wording,
};

/// Makes rows, pins and the way's length anew.
pub fn rebuild(model: &mut Model) {
    let mut jobs = std::mem::take(&mut model.crew.jobs);
    jobs.retain(|tracked| late::is_shown(model, tracked));
    jobs.sort_by_key(|tracked| (!tracked.job.state.is_open(), tracked.job.sequence, tracked.job.id));
    let open = jobs.iter().filter(|tracked| tracked.job.state.is_open()).count();
    model.crew.jobs = jobs;
    let mut before = last_stop(model).or_else(|| depot(model));
    let mut way_m = 0.0;
    let mut rows = Vec::with_capacity(model.crew.jobs.len());
    let mut pins = Vec::with_capacity(model.crew.jobs.len());
    for (index, tracked) in model.crew.jobs.iter().enumerate() {
        let at = tracked.job.located.position;
        let is_open = tracked.job.state.is_open();
        let leg = before.filter(|_| is_open).map(|from| from.distance_m(at));
        way_m += leg.unwrap_or(0.0);
        if is_open {
            before = Some(at);
        }
        let row = row(model, tracked, index, open, leg);
        pins.push(pin(model, tracked, &row, at));
        rows.push(row);
    }
    if let (Some(from), Some(home), true) = (before, depot(model), open > 0) {
        way_m += from.distance_m(home);
    }
    model.crew.rows = rows;
    model.crew.pins = pins;
    model.crew.way_m = way_m;
}

fn row(model: &Model, tracked: &TrackedJob, index: usize, open: usize, leg: Option<f64>) -> JobRow {
    let language = model.language();
    let job = &tracked.job;
    let is_open = job.state.is_open();
    let title = model
        .city
        .as_ref()
        .and_then(|kit| kit.city.service(&job.service))
        .map_or_else(|| job.service.to_string(), |service| service.name.get(language).to_owned());
    let leg = leg.map(|metres| {
        let key = if index == 0 { "crew-leg-first" } else { "crew-leg" };
        tv(language, key, &[("distance", wording::distance(language, metres).into())])
    });
    let place = join(&[&whereabouts(model, job), &leg.unwrap_or_default()], " · ");
    let (status, tone) = status(language, model, tracked);
    let stop = if is_open { u32::try_from(index + 1).unwrap_or(0) } else { 0 };
    let spoken = if stop > 0 {
        tv(
            language,
            "crew-row-spoken",
            &[
                ("stop", stop.into()),
                ("title", title.clone().into()),
                ("place", place.clone().into()),
                ("status", status.clone().into()),
            ],
        )
    } else {
        format!("{title}, {place}, {status}")
    };
    let thumb_path = job.photos.first().and_then(|photo| match model.photos.get(&photo.id) {
        Some(PhotoFile::Here { thumb_path }) => Some(thumb_path.clone()),
        _ => None,
    });
    JobRow {
        id: job.id.to_string(),
        stop,
        title,
        place,
        number: job.number.clone(),
        status,
        tone,
        pending: !tracked.pending.is_empty(),
        thumb_path,
        can_move_up: is_open && index > 0,
        can_move_down: is_open && index + 1 < open,
        spoken,
    }
}

/// Where a job is, in words: as the report says, or else the street that is nearest, or else in degrees.
fn whereabouts(model: &Model, job: &Job) -> String {
    let (kit, language, at) = (model.city.as_deref(), model.language(), job.located.position);
    let hint = job.place_hint.as_deref().map(str::trim).filter(|hint| !hint.is_empty());
    let street = || kit.and_then(|kit| kit.ground.nearest_street(at).map(|(name, _)| name));
    match hint.or_else(street) {
        Some(place) => place_in_words(kit, language, place),
        None => format!("{:.5}, {:.5}", at.lat(), at.lon()),
    }
}

fn status(language: Language, model: &Model, tracked: &TrackedJob) -> (String, Tone) {
    let zone = model.zone();
    let late = tracked.job.due_at.is_some_and(|due| due < model.now);
    match tracked.job.state {
        JobState::Planned if tracked.job.priority >= 3 => (t(language, "crew-urgent"), Tone::Danger),
        JobState::Planned if late => (t(language, "crew-late"), Tone::Warning),
        JobState::Planned => (t(language, "crew-planned"), Tone::Info),
        JobState::Started { at } => {
            (tv(language, "crew-started-at", &[("time", wording::time(at, &zone).into())]), Tone::Warning)
        }
        JobState::Done { at } => (late::done(language, at, &zone, tracked), Tone::Good),
        JobState::NotDone { reason, .. } => {
            let why = t(language, &format!("crew-reason-{}", reason.as_str()));
            let key = if tracked.late.is_some() { "crew-not-done-already" } else { "crew-not-done" };
            (tv(language, key, &[("reason", why.into())]), Tone::Danger)
        }
        JobState::Cancelled => (late::taken_back(language, tracked), Tone::Warning),
    }
}

fn pin(model: &Model, tracked: &TrackedJob, row: &JobRow, at: Position) -> MapPin {
    let symbol = model
        .city
        .as_ref()
        .and_then(|kit| kit.city.group(&kit.city.service(&tracked.job.service)?.group))
        .map(|group| group.symbol.clone())
        .unwrap_or_default();
    MapPin {
        id: row.id.clone(),
        lat: at.lat(),
        lon: at.lon(),
        symbol,
        tone: row.tone,
        number: row.stop,
        spoken: row.spoken.clone(),
    }
}
