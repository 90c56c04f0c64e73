//! What crews do on the way. Crews work offline: what comes late is taken as far as it still fits, with the crew's own
//! times where they can be true; what no longer fits is kept as evidence (see [`late`]).

use super::{
    late::{self, believed, noted, of_the_work},
    queries::{self, JobRow},
    service,
};
use crate::{
    db::Tx,
    error::Error,
    reports::{self, Acting, Change, Who, words},
    sync::JobChange,
};
use dimos_api::{CannotDoRequest, JobsResponse, problem::Code};
use dimos_domain::{
    act::{DayOrder, JobUpdate},
    ids::*,
    job::{CannotReason, JobState, Work},
    report::{Happening, PhotoKind},
    workflow::{Action, Refusal, Role},
};
use jiff::civil::Date;
use serde_json::json;

/// Begins a job. Begun already: only photos and the note are added. No longer open: kept as evidence.
///
/// # Errors
/// `forbidden` for another crew's job.
pub fn start(tx: &Tx<'_>, by: &Acting<'_>, id: JobId, update: &JobUpdate) -> Result<JobsResponse, Error> {
    let job = own_job(tx, by, id)?;
    if !job.state.is_open() {
        return late::take(tx, by, job, update, Work::Started);
    }
    let at = believed(&job, update.at, by.now);
    let (step, to) = match job.state {
        JobState::Planned => (Some(Action::Start), JobState::Started { at }),
        begun => (None, begun),
    };
    go(tx, by, job, update, Going { to, change: JobChange::Started, step, note: None, said: None })
}

/// Closes a job as done; a photo of the finished work is needed. Closing what was never begun is taken as both.
///
/// # Errors
/// As [`start`]; `missing_photo` without a photo of the finished work.
pub fn close(tx: &Tx<'_>, by: &Acting<'_>, id: JobId, update: &JobUpdate) -> Result<JobsResponse, Error> {
    let job = own_job(tx, by, id)?;
    if !job.state.is_open() {
        return late::take(tx, by, job, update, Work::Done);
    }
    let shown = update.photos.iter().any(|photo| photo.kind == PhotoKind::After);
    if !shown && !reports::photos::shows_the_end(tx, id)? {
        return Err(Error::new(Code::MissingPhoto).because("after").field("/photos"));
    }
    let to = JobState::Done { at: believed(&job, update.at, by.now) };
    let note = noted(update, "/note")?;
    go(tx, by, job, update, Going { to, change: JobChange::Done, step: Some(Action::Resolve), note, said: None })
}

/// Gives a job back: the report returns to the dispatcher.
///
/// # Errors
/// As [`start`]; `bad_text` without a note where no reason offered says it.
pub fn cannot_do(tx: &Tx<'_>, by: &Acting<'_>, id: JobId, request: &CannotDoRequest) -> Result<JobsResponse, Error> {
    let job = own_job(tx, by, id)?;
    let (reason, update) = (request.reason, &request.update);
    if !job.state.is_open() {
        return late::take(tx, by, job, update, Work::NotDone { reason });
    }
    let to = JobState::NotDone { at: believed(&job, update.at, by.now), reason };
    let note = noted(update, "/update/note")?;
    if reason == CannotReason::Other && note.is_none() {
        return Err(Error::new(Code::BadText).because("other").field("/update/note"));
    }
    let change = JobChange::NotDone { reason };
    let said = (reason != CannotReason::Other).then_some(Happening::CouldNot { reason });
    go(tx, by, job, update, Going { to, change, step: Some(Action::GiveBack), note, said })
}

/// Writes or photographs something on a job, finished or not.
///
/// # Errors
/// `forbidden` for another crew's job, `bad_text` for nothing at all.
pub fn note(tx: &Tx<'_>, by: &Acting<'_>, id: JobId, update: &JobUpdate) -> Result<JobsResponse, Error> {
    let job = own_job(tx, by, id)?;
    words::text_or_photos(&update.note, update.photos.len(), "/note")?;
    if job.state == JobState::Cancelled {
        return late::take(tx, by, job, update, Work::Noted);
    }
    let to = job.state;
    go(tx, by, job, update, Going { to, change: JobChange::Noted, step: None, note: None, said: None })
}

/// Where a job goes, and its report with it.
struct Going {
    to: JobState,
    change: JobChange,
    step: Option<Action>,
    note: Option<String>,
    /// What the report's timeline says before the step.
    said: Option<Happening>,
}

fn go(tx: &Tx<'_>, by: &Acting<'_>, job: JobRow, update: &JobUpdate, going: Going) -> Result<JobsResponse, Error> {
    words::few_photos(update.photos.len())?;
    let mut after = job.clone();
    after.state = going.to;
    after.notes.extend(noted(update, "/note")?);
    let author = by.author(Role::Crew);
    service::save(tx, by.now, &author, Role::Crew, &mut [(after, going.change)])?;
    let mut change = Change::of(job.report.clone(), &author, by.now).on_job(job.id);
    going.said.into_iter().for_each(|said| change.say(said));
    if let Some(action) = going.step {
        change.step(action, going.note).map_err(|refusal| refused(tx, &job, refusal))?;
    }
    for photo in &update.photos {
        let photo = of_the_work(photo)?;
        change.attach(photo.kind, &[photo.id]);
    }
    change.save(tx)?;
    answer(tx, &[job.id])
}

/// Drives the day's jobs in another order. What was taken off meanwhile is left out, what was added goes last.
///
/// # Errors
/// `forbidden` if one is another crew's, `not_found` if one does not exist.
pub fn order(tx: &Tx<'_>, by: &Acting<'_>, body: &DayOrder) -> Result<JobsResponse, Error> {
    let crew = crew(by)?;
    let named = queries::by_ids(tx, &body.jobs)?;
    if named.iter().any(|job| &job.crew != crew) {
        return Err(Error::new(Code::Forbidden).because("crew"));
    }
    if body.jobs.iter().any(|id| !named.iter().any(|job| job.id == *id)) {
        return Err(Error::new(Code::NotFound).field("/jobs"));
    }
    let (mut open, closed): (Vec<JobRow>, Vec<JobRow>) =
        queries::day(tx, crew, body.on)?.into_iter().partition(|job| job.state.is_open());
    open.sort_by_key(|job| body.jobs.iter().position(|id| *id == job.id).unwrap_or(usize::MAX));
    let mut moved = Vec::new();
    for (place, job) in closed.into_iter().chain(open).enumerate() {
        let sequence = u16::try_from(place).map_err(Error::internal)?;
        if job.sequence != sequence {
            moved.push((JobRow { sequence, ..job }, JobChange::Ordered { sequence }));
        }
    }
    service::save(tx, by.now, &by.author(Role::Crew), Role::Crew, &mut moved)?;
    day(tx, crew, body.on)
}

/// A crew's day, in its order.
///
/// # Errors
/// Only the database's.
pub fn day(tx: &Tx<'_>, crew: &CrewCode, on: Date) -> Result<JobsResponse, Error> {
    let rows = queries::day(tx, crew, on)?;
    Ok(JobsResponse { jobs: service::views(tx, &rows)?, late: None })
}

/// The answer with whom to call.
///
/// # Errors
/// `forbidden` for who is no crew.
pub fn with_contacts(tx: &Tx<'_>, by: &Acting<'_>, mut answer: JobsResponse) -> Result<JobsResponse, Error> {
    reports::contacts::tell_crew(tx, crew(by)?, &mut answer.jobs)?;
    Ok(answer)
}

fn answer(tx: &Tx<'_>, ids: &[JobId]) -> Result<JobsResponse, Error> {
    let rows = queries::by_ids(tx, ids)?;
    Ok(JobsResponse { jobs: service::views(tx, &rows)?, late: None })
}

fn crew<'a>(by: &Acting<'a>) -> Result<&'a CrewCode, Error> {
    match by.who {
        Who::Phone { crew: Some(crew), .. } => Ok(crew),
        Who::Phone { crew: None, .. } | Who::Staff { .. } => Err(Error::new(Code::Forbidden).because("crew")),
    }
}

fn own_job(tx: &Tx<'_>, by: &Acting<'_>, id: JobId) -> Result<JobRow, Error> {
    let crew = crew(by)?;
    let job = queries::find(tx, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
    if &job.crew == crew { Ok(job) } else { Err(Error::new(Code::Forbidden).because("crew")) }
}

/// The job has moved on: `wrong_state` with the job as it is now under `job`.
fn wrong_state(tx: &Tx<'_>, job: &JobRow) -> Error {
    match service::views(tx, std::slice::from_ref(job)) {
        Ok(views) => {
            let error = Error::new(Code::WrongState).because("job").arg("state", job.state.as_str());
            error.with_extra(json!({ "job": views.first() }))
        }
        Err(error) => error,
    }
}

fn refused(tx: &Tx<'_>, job: &JobRow, refusal: Refusal) -> Error {
    match refusal {
        Refusal::NotInThisState { .. } => wrong_state(tx, job),
        Refusal::NotYours { .. } => Error::new(Code::Forbidden),
    }
}
