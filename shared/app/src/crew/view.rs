//! The day, and one job.

use super::{
    late,
    update::{depot, note_too_long, why_not_close},
};
use crate::{
    answers::answered,
    effect::Delivery,
    intent::WorkPhoto,
    model::{Model, PhotoFile},
    my_reports::why_wedged,
    rows::{Look, join},
    settings,
    texts::{t, tv},
    view::{Button, Field, MapView, OptionView, PhotoView, Tone},
};
use dimos_domain::{
    act::Contact,
    contact::dialled,
    ids::{JobId, MediaId},
    job::{CannotReason, JobState},
    l10n::Language,
    place::Position,
    report::{Photo, PhotoKind},
    wording,
};

/// The day.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct CrewView {
    /// The crew's name.
    pub title: String,
    /// "Sunday 22 November · 5 of 8 done · 1 given back · 12.4 km to go".
    pub summary: String,
    /// The open jobs in their order, then the closed ones.
    pub jobs: Vec<JobRow>,
    /// The way: depot, stops, depot.
    pub map: MapView,
    /// "Start: depot …".
    pub start: String,
    /// "End: depot …".
    pub end: String,
    /// Order the open jobs so that the way is short.
    pub shorten_way: Button,
    /// What to show where there is nothing.
    pub empty: Option<String>,
    /// A round of delivery is going on.
    pub refreshing: bool,
}

/// A job as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct JobRow {
    /// Its id.
    pub id: String,
    /// Its stop's number, from 1; 0 for closed ones.
    pub stop: u32,
    /// The service's name.
    pub title: String,
    /// "near Tsimiski · 850 m from the stop before".
    pub place: String,
    /// The ticket number.
    pub number: String,
    /// "Done at 10:15", "Urgent".
    pub status: String,
    /// Which colour.
    pub tone: Tone,
    /// Still unsent.
    pub pending: bool,
    /// The citizen's photo.
    pub thumb_path: Option<String>,
    /// Whether it can be put one place up.
    pub can_move_up: bool,
    /// Whether it can be put one place down.
    pub can_move_down: bool,
    /// What a screen reader says.
    pub spoken: String,
}

/// One job.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct JobView {
    /// The job as a row.
    pub row: JobRow,
    /// The citizen's words.
    pub description: String,
    /// What the citizen answered, "question: answer".
    pub answers: Vec<String>,
    /// Name, telephone and e-mail of who asked for it; empty where none was given and once the job is over.
    pub contact: String,
    /// Call that number.
    pub call: Option<Button>,
    /// "Should be fixed by …".
    pub due: String,
    /// The citizen's photos, and those sent before.
    pub photos: Vec<PhotoView>,
    /// The crew's photos before the work, not sent yet.
    pub before: Vec<PhotoView>,
    /// The crew's photos after it, not sent yet.
    pub after: Vec<PhotoView>,
    /// Notes so far.
    pub notes: Vec<String>,
    /// The note being written.
    pub note: Field,
    /// Where it is.
    pub map: MapView,
    /// Show the way.
    pub navigate: Button,
    /// Begin.
    pub start: Option<Button>,
    /// Photo before.
    pub add_before: Option<Button>,
    /// Photo after.
    pub add_after: Option<Button>,
    /// Send the note without closing.
    pub send_note: Option<Button>,
    /// Done.
    pub close: Option<Button>,
    /// Reasons for not doing it; empty once closed.
    pub cannot_reasons: Vec<OptionView>,
    /// Something of it is refused: what, and what to do.
    pub refused: Option<String>,
}

/// Builds the day.
#[must_use]
pub fn day_view(model: &Model) -> CrewView {
    let language = model.language();
    let open = open_jobs(model);
    let total = model.crew.jobs.len();
    let crew = model.city.as_ref().zip(model.crew_code.as_ref()).and_then(|(kit, code)| kit.city.crew(code));
    let title = crew.map_or_else(|| t(language, "tab-crew"), |crew| crew.name.get(language).to_owned());
    let summary = summary(model);
    let shorten = Button::new(t(language, "crew-shorten-way")).blocked(if model.crew.locating {
        Some(t(language, "crew-locating"))
    } else if open < 2 {
        Some(t(language, "crew-nothing-to-order"))
    } else {
        None
    });
    let depot = depot_text(model);
    CrewView {
        title,
        summary: summary.clone(),
        jobs: model.crew.rows.clone(),
        map: day_map(model, summary),
        start: tv(language, "crew-start-at", &[("place", depot.clone().into())]),
        end: tv(language, "crew-end-at", &[("place", depot.into())]),
        shorten_way: shorten,
        empty: (total == 0).then(|| t(language, if model.offline { "crew-empty-offline" } else { "crew-empty" })),
        refreshing: model.syncing,
    }
}

/// The day, what was done, what was given back, and how far it is where something is left.
fn summary(model: &Model) -> String {
    let language = model.language();
    let many = |is: fn(JobState) -> bool| model.crew.jobs.iter().filter(|tracked| is(tracked.job.state)).count();
    let done = many(|state| matches!(state, JobState::Done { .. }));
    let returned = many(|state| matches!(state, JobState::NotDone { .. }));
    let mut said = vec![wording::day(language, model.crew.day.unwrap_or_else(|| model.today()))];
    let total = many(|state| state != JobState::Cancelled);
    said.push(tv(language, "crew-summary-done", &[("done", done.into()), ("total", total.into())]));
    if returned > 0 {
        said.push(tv(language, "crew-summary-returned", &[("n", returned.into())]));
    }
    if open_jobs(model) > 0 {
        let way = wording::distance(language, model.crew.way_m);
        said.push(tv(language, "crew-summary-way", &[("way", way.into())]));
    }
    said.join(" · ")
}

/// Builds the open job, if one is open.
#[must_use]
pub fn job_view(model: &Model) -> Option<JobView> {
    let language = model.language();
    let tracked = model.crew.job(model.crew.open?)?;
    let job = &tracked.job;
    let index = model.crew.jobs.iter().position(|other| other.job.id == job.id)?;
    let row = model.crew.rows.get(index)?.clone();
    let open = job.state.is_open();
    let takes_notes = late::takes_notes(job.state);
    let unsent: Vec<MediaId> = tracked.pending.iter().flat_map(|pending| pending.act.what.photos()).collect();
    let photos_of = |kind: Option<PhotoKind>| {
        let chosen: Vec<_> = job
            .photos
            .iter()
            .filter(|photo| match kind {
                Some(kind) => photo.kind == kind && unsent.contains(&photo.id),
                None => !unsent.contains(&photo.id),
            })
            .collect();
        chosen.iter().map(|photo| photo_view(model, photo)).chain(busy_photo(model, job.id, kind)).collect()
    };
    let due = job.due_at.map_or_else(String::new, |due| {
        let day = wording::day(language, due.to_zoned(model.zone()).date());
        tv(language, "crew-due", &[("day", day.into())])
    });
    let refused = tracked.pending.iter().find_map(|pending| match &pending.delivery {
        Delivery::Wedged { code, detail } => {
            let detail = match code.as_str() {
                "wrong_state" | "version_conflict" | "not_found" => t(language, "crew-refused-plan"),
                _ => why_wedged(language, code, detail),
            };
            Some(tv(language, "crew-refused", &[("detail", detail.into())]))
        }
        Delivery::PhotoGone => Some(t(language, "crew-photo-gone")),
        Delivery::Rescued => Some(t(language, "unsent-rescued")),
        Delivery::Queued { .. } | Delivery::Sending => None,
    });
    let note = settings::note(model, job.id);
    let too_long = note_too_long(model, job.id);
    let look = Look::of(model);
    Some(JobView {
        description: job.description.clone(),
        answers: job.answers.iter().map(|answer| answered(&look, &job.service, answer)).collect(),
        contact: job.contact.as_ref().map_or_else(String::new, in_one_line),
        call: job.contact.as_ref().and_then(|contact| call(language, contact)),
        due,
        photos: photos_of(None),
        before: photos_of(Some(PhotoKind::Before)),
        after: photos_of(Some(PhotoKind::After)),
        notes: job.notes.clone(),
        note: Field {
            label: t(language, "crew-note"),
            hint: t(language, "crew-note-hint"),
            error: too_long.clone(),
            remaining: None,
            value: note.clone(),
        },
        map: job_map(model, index, &row),
        navigate: Button::new(t(language, "crew-navigate")).spoken(tv(
            language,
            "crew-navigate-spoken",
            &[("place", row.place.clone().into())],
        )),
        start: (job.state == JobState::Planned).then(|| Button::new(t(language, "crew-start"))),
        add_before: takes_notes.then(|| Button::new(t(language, "crew-photo-before"))),
        add_after: takes_notes.then(|| Button::new(t(language, "crew-photo-after"))),
        send_note: (takes_notes && !note.trim().is_empty())
            .then(|| Button::new(t(language, "crew-send-note")).blocked(too_long)),
        close: open.then(|| Button::new(t(language, "crew-close")).blocked(why_not_close(model, job.id))),
        cannot_reasons: if open { cannot_reasons(language) } else { Vec::new() },
        refused,
        row,
    })
}

fn in_one_line(contact: &Contact) -> String {
    join(&[&contact.name, &contact.phone, &contact.email], " · ")
}

fn call(language: Language, contact: &Contact) -> Option<Button> {
    let who = if contact.name.is_empty() { &contact.phone } else { &contact.name };
    dialled(&contact.phone)?;
    Some(Button::new(t(language, "crew-call")).spoken(tv(language, "crew-call-spoken", &[("who", who.into())])))
}

/// How many jobs of the day are open.
#[must_use]
pub fn open_jobs(model: &Model) -> usize {
    model.crew.open_jobs().count()
}

fn cannot_reasons(language: Language) -> Vec<OptionView> {
    CannotReason::ALL
        .into_iter()
        .map(|reason| {
            let label = t(language, &format!("crew-reason-{}", reason.as_str()));
            OptionView {
                code: reason.as_str().to_owned(),
                spoken: tv(language, "crew-cannot-spoken", &[("reason", label.clone().into())]),
                label,
                detail: String::new(),
                symbol: String::new(),
                selected: false,
            }
        })
        .collect()
}

fn photo_view(model: &Model, photo: &Photo) -> PhotoView {
    let language = model.language();
    let caption = match photo.kind {
        PhotoKind::Before => t(language, "crew-before"),
        PhotoKind::After => t(language, "crew-after"),
        PhotoKind::Report | PhotoKind::FollowUp => t(language, "crew-citizens-photo"),
    };
    let file = model.photos.get(&photo.id);
    let thumb_path = match file {
        Some(PhotoFile::Here { thumb_path }) => Some(thumb_path.clone()),
        _ => None,
    };
    PhotoView {
        id: photo.id.to_string(),
        busy: matches!(file, Some(PhotoFile::Fetching)),
        thumb_path,
        path: None,
        spoken: caption.clone(),
        caption,
    }
}

fn busy_photo(model: &Model, job: JobId, kind: Option<PhotoKind>) -> Option<PhotoView> {
    let (of, id, work) = model.crew.preparing?;
    let same = matches!(
        (work, kind),
        (WorkPhoto::Before, Some(PhotoKind::Before)) | (WorkPhoto::After, Some(PhotoKind::After))
    );
    (of == job && same).then(|| PhotoView {
        id: id.to_string(),
        thumb_path: None,
        path: None,
        caption: String::new(),
        spoken: t(model.language(), "crew-photo-busy"),
        busy: true,
    })
}

fn depot_text(model: &Model) -> String {
    let street = model
        .city
        .as_ref()
        .zip(depot(model))
        .and_then(|(kit, at)| kit.ground.nearest_street(at).map(|(name, _)| name.to_owned()));
    street.unwrap_or_else(|| t(model.language(), "crew-depot"))
}

fn day_map(model: &Model, spoken: String) -> MapView {
    let points: Vec<Position> =
        model.crew.jobs.iter().map(|tracked| tracked.job.located.position).chain(depot(model)).collect();
    let count = f64::from(u32::try_from(points.len()).unwrap_or(u32::MAX)).max(1.0);
    let lat = points.iter().map(|point| point.lat()).sum::<f64>() / count;
    let lon = points.iter().map(|point| point.lon()).sum::<f64>() / count;
    let radius_m = Position::new(lat, lon)
        .map_or(1_000.0, |centre| points.iter().map(|point| centre.distance_m(*point)).fold(300.0, f64::max));
    MapView { lat, lon, radius_m, pins: model.crew.pins.clone(), accuracy_m: 0.0, spoken }
}

fn job_map(model: &Model, index: usize, row: &JobRow) -> MapView {
    let pin = model.crew.pins.get(index).cloned();
    MapView {
        lat: pin.as_ref().map_or(0.0, |pin| pin.lat),
        lon: pin.as_ref().map_or(0.0, |pin| pin.lon),
        radius_m: 200.0,
        pins: pin.into_iter().collect(),
        accuracy_m: 0.0,
        spoken: row.place.clone(),
    }
}
