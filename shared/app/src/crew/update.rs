//! What happens when.

use super::{
    event::{Event, Kept},
    late,
    rows::rebuild,
};
use crate::{
    app::{self, Cmd, commit, fade, storage_text, sync},
    effect::{
        Delivery, DiscardAct, Locate, OpenUrl, PhoneFix, PickPhoto, PickedPhoto, PreparePhoto, PreparedPhoto, ReadJobs,
        StorageTrouble,
    },
    event::{Event as Root, Stamp},
    intent::{CrewIntent, PhotoSource, Tab, WorkPhoto},
    model::Model,
    photo_pick::{self, PhotoFor},
    settings,
    texts::{t, tv},
    view::Tone,
};
use crux_core::Command;
use dimos_domain::{
    act::{DayOrder, Deed, JobPhoto, JobUpdate, Subject},
    contact::dialled,
    ids::{JobId, MediaId},
    job::{CannotReason, JobState},
    place::Position,
    report::{MAX_TEXT_CHARS, PhotoKind},
    route, wording,
    words::clean,
};

/// Characters that are kept of what was typed or pasted: enough to shorten it in peace.
const MOST_KEPT: usize = 5 * MAX_TEXT_CHARS;

/// A person did something.
pub fn on_intent(stamp: Stamp, intent: CrewIntent, model: &mut Model) -> Cmd {
    match intent {
        CrewIntent::Refresh => sync(model).and(reload(model)),
        CrewIntent::Open { job } => with_job(&job, model, |id, model| {
            model.crew.open = Some(id);
            thumbs(model, Some(id))
        }),
        CrewIntent::MoveJob { job, to } => with_job(&job, model, |id, model| move_job(stamp, id, to, model)),
        CrewIntent::ShortenWay => {
            model.crew.locating = true;
            Command::request_from_shell(Locate { timeout_ms: 5_000 })
                .then_send(move |fix| Root::Crew(Event::Located(stamp, fix)))
        }
        CrewIntent::Navigate { job } => with_job(&job, model, |id, model| navigate(id, model)),
        CrewIntent::Call { job } => with_job(&job, model, |id, model| call(id, model)),
        CrewIntent::StartJob { job } => with_job(&job, model, |job, model| {
            let body = JobUpdate { at: stamp.now, note: String::new(), photos: Vec::new() };
            if model.crew.job(job).is_some_and(|tracked| tracked.job.state == JobState::Planned) {
                keep_once(stamp, Kept::Started, job, Deed::StartJob { job, body }, model)
            } else {
                Command::done()
            }
        }),
        CrewIntent::WriteNote { text } => with_noted(model, |id, model| {
            let text: String = text.chars().take(MOST_KEPT).collect();
            settings::keep_note(model, id, text)
        }),
        CrewIntent::AddPhoto { source, kind } => with_noted(model, |id, _| pick(stamp, id, source, kind)),
        CrewIntent::RemovePhoto { photo } => with_noted(model, |id, model| remove_photo(id, &photo, model)),
        CrewIntent::SendNote => with_noted(model, |job, model| {
            let body = update_body(stamp, job, model);
            if body.note.is_empty() || note_too_long(model, job).is_some() {
                return Command::done();
            }
            keep_once(stamp, Kept::Noted, job, Deed::NoteJob { job, body }, model)
        }),
        CrewIntent::CloseJob => with_open(model, |job, model| {
            if why_not_close(model, job).is_some() {
                return Command::done();
            }
            let body = update_body(stamp, job, model);
            keep_once(stamp, Kept::Closed, job, Deed::CloseJob { job, body }, model)
        }),
        CrewIntent::CannotDo { reason } => with_open(model, |job, model| cannot_do(stamp, job, &reason, model)),
    }
}

/// An effect was answered.
pub fn update(event: Event, model: &mut Model) -> Cmd {
    match event {
        Event::Read(day, Ok(jobs)) => {
            let news = late::news(&model.crew.jobs, &jobs);
            model.crew.day = Some(day);
            model.crew.jobs = jobs;
            rebuild(model);
            if model.crew.open.is_some_and(|open| model.crew.job(open).is_none()) {
                model.crew.close();
                let text = t(model.language(), "crew-job-gone");
                model.say(Tone::Warning, text);
                return fade(model);
            }
            if let Some(news) = news {
                let text = t(model.language(), news);
                model.say(Tone::Info, text);
                return thumbs(model, None).and(fade(model));
            }
            thumbs(model, None)
        }
        Event::Read(_, Err(trouble)) | Event::Removed(Err(trouble)) | Event::Ordered(Err(trouble)) => {
            storage_failed(trouble, model)
        }
        Event::Picked(stamp, job, kind, PickedPhoto::Picked { path }) => {
            let id = MediaId(stamp.id(1));
            model.crew.preparing = Some((job, id, kind));
            Command::request_from_shell(PreparePhoto { id, path })
                .then_send(move |ready| Root::Crew(Event::Prepared(stamp, job, kind, ready)))
        }
        Event::Picked(_, _, _, outcome) => match photo_pick::pick_text(model.language(), &outcome) {
            Some(text) => {
                model.say(Tone::Warning, text);
                fade(model)
            }
            None => Command::done(),
        },
        Event::Prepared(stamp, job, kind, Ok(photo)) => {
            model.crew.preparing = None;
            app::keep_photo(model, photo.id, Ok(photo.thumb_path.clone()));
            keep_photo(stamp, job, kind, photo)
        }
        Event::Prepared(_, _, _, Err(trouble)) => {
            model.crew.preparing = None;
            let text = photo_pick::trouble_text(model.language(), trouble);
            model.say(Tone::Warning, text);
            fade(model)
        }
        Event::Located(stamp, fix) => {
            model.crew.locating = false;
            shorten_way(stamp, &fix, model)
        }
        Event::Kept(what, job, done) => {
            model.crew.keeping.retain(|kept| *kept != (job, what));
            match done {
                Ok(_) => kept(what, job, model),
                Err(trouble) => storage_failed(trouble, model),
            }
        }
        Event::Ordered(Ok(_)) => {
            let text = t(model.language(), "crew-ordered");
            model.say(Tone::Good, text);
            sync(model).and(reload(model)).and(fade(model))
        }
        Event::Removed(Ok(())) => reload(model),
        Event::Thumb(id, file) => {
            app::keep_photo(model, id, file);
            rebuild(model);
            Command::done()
        }
    }
}

fn storage_failed(trouble: StorageTrouble, model: &mut Model) -> Cmd {
    let text = storage_text(model, trouble);
    model.say(Tone::Danger, text);
    fade(model)
}

/// The ticket number of the job that something is about; empty for what is about no job of this day.
#[must_use]
pub fn number_of(subject: Subject, model: &Model) -> String {
    let Subject::Job(id) = subject else { return String::new() };
    model.crew.job(id).map(|tracked| tracked.job.number.clone()).unwrap_or_default()
}

/// Reads again what is on the screen.
pub fn reload(model: &mut Model) -> Cmd {
    if model.crew_code.is_none() || !model.started {
        return Command::done();
    }
    let on = model.today();
    Command::request_from_shell(ReadJobs { on }).then_send(move |jobs| Root::Crew(Event::Read(on, jobs)))
}

/// Why the open job cannot be closed as done, in words.
#[must_use]
pub fn why_not_close(model: &Model, id: JobId) -> Option<String> {
    let tracked = model.crew.job(id)?;
    let has_after = tracked.job.photos.iter().any(|photo| photo.kind == PhotoKind::After);
    if model.crew.preparing.is_some_and(|(job, ..)| job == id) {
        Some(t(model.language(), "crew-photo-busy"))
    } else if !has_after {
        Some(t(model.language(), "crew-after-photo-first"))
    } else {
        note_too_long(model, id)
    }
}

/// Why the note cannot be sent, in words: nothing of it is cut off, so a person has to.
#[must_use]
pub fn note_too_long(model: &Model, id: JobId) -> Option<String> {
    let chars = clean(&settings::note(model, id)).chars().count();
    let over = chars.checked_sub(MAX_TEXT_CHARS).filter(|over| *over > 0)?;
    let number = |count: usize| wording::number(model.language(), u64::try_from(count).unwrap_or(u64::MAX));
    let values = [("n", over.into()), ("over", number(over).into()), ("max", number(MAX_TEXT_CHARS).into())];
    Some(tv(model.language(), "crew-note-too-long", &values))
}

fn kept(what: Kept, job: JobId, model: &mut Model) -> Cmd {
    let key = match what {
        Kept::Closed => "crew-closed",
        Kept::GivenBack => "crew-given-back",
        Kept::Started | Kept::Noted | Kept::Photographed => "",
    };
    if !key.is_empty() {
        let text = t(model.language(), key);
        model.say(Tone::Good, text);
    }
    let forget_note = match what {
        Kept::Closed | Kept::GivenBack | Kept::Noted => settings::keep_note(model, job, String::new()),
        Kept::Started | Kept::Photographed => Command::done(),
    };
    if matches!(what, Kept::Closed | Kept::GivenBack) && model.crew.open == Some(job) {
        model.crew.close();
    }
    forget_note.and(sync(model)).and(reload(model)).and(fade(model))
}

fn with_job(id: &str, model: &mut Model, then: impl FnOnce(JobId, &mut Model) -> Cmd) -> Cmd {
    match id.parse::<JobId>() {
        Ok(id) if model.crew.job(id).is_some() => then(id, model),
        _ => Command::done(),
    }
}

fn with_open(model: &mut Model, then: impl FnOnce(JobId, &mut Model) -> Cmd) -> Cmd {
    with_one_that(JobState::is_open, model, then)
}

fn with_noted(model: &mut Model, then: impl FnOnce(JobId, &mut Model) -> Cmd) -> Cmd {
    with_one_that(late::takes_notes, model, then)
}

fn with_one_that(fits: fn(JobState) -> bool, model: &mut Model, then: impl FnOnce(JobId, &mut Model) -> Cmd) -> Cmd {
    let open = model.crew.open.and_then(|id| model.crew.job(id)).filter(|tracked| fits(tracked.job.state));
    match open.map(|tracked| tracked.job.id) {
        Some(id) => then(id, model),
        None => Command::done(),
    }
}

/// Persists an act on a job. A second tap before the first was answered asks for nothing.
fn keep_once(stamp: Stamp, what: Kept, job: JobId, deed: Deed, model: &mut Model) -> Cmd {
    if model.crew.keeping.contains(&(job, what)) {
        return Command::done();
    }
    model.crew.keeping.push((job, what));
    keep(stamp, what, job, deed, Vec::new())
}

fn keep(stamp: Stamp, what: Kept, job: JobId, deed: Deed, photos: Vec<PreparedPhoto>) -> Cmd {
    commit(stamp, deed, None, photos, move |done| Root::Crew(Event::Kept(what, job, done)))
}

/// Each photo is an act of its own, persisted at once. An "after" photo implies that the work was begun: the server and
/// the expectation on this phone both take a close without a start.
fn keep_photo(stamp: Stamp, job: JobId, kind: WorkPhoto, photo: PreparedPhoto) -> Cmd {
    let kind = match kind {
        WorkPhoto::Before => PhotoKind::Before,
        WorkPhoto::After => PhotoKind::After,
    };
    let body = JobUpdate { at: stamp.now, note: String::new(), photos: vec![JobPhoto { id: photo.id, kind }] };
    keep(stamp, Kept::Photographed, job, Deed::NoteJob { job, body }, vec![photo])
}

fn update_body(stamp: Stamp, job: JobId, model: &Model) -> JobUpdate {
    JobUpdate { at: stamp.now, note: clean(&settings::note(model, job)), photos: Vec::new() }
}

fn cannot_do(stamp: Stamp, job: JobId, reason: &str, model: &mut Model) -> Cmd {
    let Some(reason) = CannotReason::ALL.into_iter().find(|known| known.as_str() == reason) else {
        return Command::done();
    };
    let body = update_body(stamp, job, model);
    let needed = || t(model.language(), "crew-other-needs-note");
    let unexplained = reason == CannotReason::Other && body.note.is_empty();
    if let Some(text) = note_too_long(model, job).or_else(|| unexplained.then(needed)) {
        model.say(Tone::Warning, text);
        return fade(model);
    }
    keep_once(stamp, Kept::GivenBack, job, Deed::CannotDoJob { job, reason, body }, model)
}

fn pick(stamp: Stamp, job: JobId, source: PhotoSource, kind: WorkPhoto) -> Cmd {
    let belongs_to = PhotoFor::Job(job, kind).to_string();
    Command::request_from_shell(PickPhoto { source, belongs_to })
        .then_send(move |outcome| Root::Crew(Event::Picked(stamp, job, kind, outcome)))
}

/// A photo that was asked for before the operating system ended the app. The work goes on where it was.
pub fn photo_arrived(stamp: Stamp, job: JobId, kind: WorkPhoto, outcome: PickedPhoto, model: &mut Model) -> Cmd {
    if model.crew_code.is_none() {
        let text = t(model.language(), "photo-too-late-crew");
        model.say(Tone::Warning, text);
        return fade(model);
    }
    if matches!(outcome, PickedPhoto::Picked { .. }) {
        model.tab = Tab::Crew;
        model.my_reports.close();
        model.crew.open = Some(job);
    }
    update(Event::Picked(stamp, job, kind, outcome), model).and(reload(model))
}

/// Only a photo that is still unsent can be taken back: the act that carries it is given up.
fn remove_photo(job: JobId, photo: &str, model: &mut Model) -> Cmd {
    let Ok(photo) = photo.parse::<MediaId>() else { return Command::done() };
    let act = model.crew.job(job).and_then(|tracked| {
        tracked
            .pending
            .iter()
            .find(|row| row.act.what.photos().contains(&photo) && row.delivery != Delivery::Sending)
            .map(|row| row.act.id)
    });
    match act {
        Some(act) => {
            let discard = DiscardAct { act, draft: None };
            Command::request_from_shell(discard).then_send(|done| Root::Crew(Event::Removed(done.map(|_| ()))))
        }
        None => {
            let text = t(model.language(), "crew-photo-sent-already");
            model.say(Tone::Info, text);
            fade(model)
        }
    }
}

fn navigate(id: JobId, model: &Model) -> Cmd {
    let Some(tracked) = model.crew.job(id) else { return Command::done() };
    let at = tracked.job.located.position;
    // RFC 5870; both platforms' map apps take the query form.
    let url = format!("geo:{:.6},{:.6}?q={:.6},{:.6}({})", at.lat(), at.lon(), at.lat(), at.lon(), tracked.job.number);
    Command::notify_shell(OpenUrl { url }).into()
}

fn call(id: JobId, model: &Model) -> Cmd {
    let contact = model.crew.job(id).and_then(|tracked| tracked.job.contact.as_ref());
    match contact.and_then(|contact| dialled(&contact.phone)) {
        // RFC 3966
        Some(number) => Command::notify_shell(OpenUrl { url: format!("tel:{number}") }).into(),
        None => Command::done(),
    }
}

fn move_job(stamp: Stamp, id: JobId, to: u32, model: &mut Model) -> Cmd {
    let mut order: Vec<JobId> = model.crew.open_jobs().map(|tracked| tracked.job.id).collect();
    let Some(from) = order.iter().position(|job| *job == id) else { return Command::done() };
    let to = usize::try_from(to).unwrap_or(usize::MAX).min(order.len().saturating_sub(1));
    if from == to {
        return Command::done();
    }
    let job = order.remove(from);
    order.insert(to, job);
    keep_order(stamp, order, model)
}

fn shorten_way(stamp: Stamp, fix: &PhoneFix, model: &mut Model) -> Cmd {
    let Some(depot) = depot(model) else { return Command::done() };
    let here = match fix {
        PhoneFix::Found { lat, lon, .. } => Position::new(*lat, *lon).ok(),
        PhoneFix::Denied | PhoneFix::Off | PhoneFix::TimedOut => None,
    };
    let start = here.or_else(|| last_stop(model)).unwrap_or(depot);
    // A job that was started stays first: the crew is there.
    let mut open: Vec<(JobId, Position, bool)> = model
        .crew
        .open_jobs()
        .map(|t| (t.job.id, t.job.located.position, matches!(t.job.state, JobState::Started { .. })))
        .collect();
    open.sort_by_key(|(_, _, started)| !started);
    let pinned = open.iter().filter(|(_, _, started)| *started).count();
    let stops: Vec<Position> = open.iter().map(|(_, position, _)| *position).collect();
    let order = route::order_after(start, depot, &stops, pinned)
        .into_iter()
        .filter_map(|index| open.get(index).map(|(id, ..)| *id))
        .collect();
    keep_order(stamp, order, model)
}

fn keep_order(stamp: Stamp, jobs: Vec<JobId>, model: &Model) -> Cmd {
    match model.crew.day {
        Some(on) if !jobs.is_empty() => {
            let deed = Deed::OrderJobs { body: DayOrder { on, jobs } };
            commit(stamp, deed, None, Vec::new(), |done| Root::Crew(Event::Ordered(done)))
        }
        _ => Command::done(),
    }
}

/// Where the crew was last, by what it closed last.
pub(super) fn last_stop(model: &Model) -> Option<Position> {
    model
        .crew
        .jobs
        .iter()
        .filter_map(|tracked| match tracked.job.state {
            JobState::Done { at } | JobState::NotDone { at, .. } => Some((at, tracked.job.located.position)),
            JobState::Planned | JobState::Started { .. } | JobState::Cancelled => None,
        })
        .max_by_key(|(at, _)| *at)
        .map(|(_, position)| position)
}

/// Where the crew's day starts and ends.
pub(super) fn depot(model: &Model) -> Option<Position> {
    let kit = model.city.as_ref()?;
    kit.city.crew(model.crew_code.as_ref()?).map(|crew| crew.depot)
}

fn thumbs(model: &mut Model, all_of: Option<JobId>) -> Cmd {
    let ids: Vec<MediaId> = model
        .crew
        .jobs
        .iter()
        .flat_map(|tracked| {
            let many = if Some(tracked.job.id) == all_of { usize::MAX } else { 1 };
            tracked.job.photos.iter().map(|photo| photo.id).take(many)
        })
        .collect();
    app::fetch_photos(model, ids, |id, file| Root::Crew(Event::Thumb(id, file)))
}
