//! What a crew did on a job of its own that was no longer open when word of it came: crews work offline, and the city decides
//! meanwhile. It is kept as evidence on the job and on the report's timeline. It moves neither: a dispatcher decides.

use super::{
    queries::{self, JobRow},
    service,
};
use crate::{
    db::Tx,
    error::Error,
    reports::{Acting, Change, words},
    sync::{self, JobChange},
};
use dimos_api::{JobsResponse, LateWork, LateWorkResponse, problem::Code};
use dimos_domain::{
    act::{JobPhoto, JobUpdate},
    job::{JobState, Late, Work},
    report::{Happening, Photo, PhotoKind},
    workflow::Role,
};
use jiff::Timestamp;

/// Lines at once where the caller says nothing else, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 200;

/// Keeps it. Photos of a job that the city had taken back are for who works on the report; those of a job that the crew had
/// closed itself are of its work like the others. A start that says nothing more of a job that is over is no news.
///
/// # Errors
/// `bad_text`, `too_many_photos`, `missing_photo`, `invalid` for a photo of another kind: what is wrong with the words and
/// photos themselves.
pub fn take(tx: &Tx<'_>, by: &Acting<'_>, job: JobRow, update: &JobUpdate, work: Work) -> Result<JobsResponse, Error> {
    words::few_photos(update.photos.len())?;
    let field = if matches!(work, Work::NotDone { .. }) { "/update/note" } else { "/note" };
    let note = noted(update, field)?;
    let taken: Vec<Photo> = update.photos.iter().map(of_the_work).collect::<Result<_, _>>()?;
    let late = if job.state == JobState::Cancelled { Late::TakenBack } else { Late::Over };
    if note.is_none() && taken.is_empty() && (work, late) == (Work::Started, Late::Over) {
        return answer(tx, &job, None);
    }
    let author = by.author(Role::Crew);
    let mut after = job.clone();
    after.notes.extend(note.clone());
    service::save(tx, by.now, &author, Role::Crew, &mut [(after, JobChange::Noted)])?;
    let mut change = Change::of(job.report.clone(), &author, by.now).on_job(job.id);
    let for_staff = match late {
        Late::TakenBack => taken,
        Late::Over => {
            taken.iter().for_each(|photo| change.attach(photo.kind, &[photo.id]));
            Vec::new()
        }
    };
    change.attach_for_staff(&for_staff);
    let at = believed(&job, update.at, by.now);
    let crew = job.crew.clone();
    change.say(Happening::WorkedLate { crew, job: job.id, late, work, at, note, photos: for_staff });
    change.save(tx)?;
    answer(tx, &job, Some(late))
}

fn answer(tx: &Tx<'_>, job: &JobRow, late: Option<Late>) -> Result<JobsResponse, Error> {
    let rows = queries::by_ids(tx, &[job.id])?;
    Ok(JobsResponse { jobs: service::views(tx, &rows)?, late })
}

/// The latest of it, newest first.
///
/// # Errors
/// Only the database's.
pub fn latest(tx: &Tx<'_>, limit: Option<u32>) -> Result<LateWorkResponse, Error> {
    let limit = limit.unwrap_or(USUAL).clamp(1, MOST);
    let work = sync::late_work(tx, limit)?;
    Ok(LateWorkResponse {
        work: work.into_iter().map(|(report, state, entry)| LateWork { report, state, entry }).collect(),
    })
}

/// A crew's photo, as its report keeps it.
///
/// # Errors
/// `invalid` for what is no photo of the work.
pub fn of_the_work(photo: &JobPhoto) -> Result<Photo, Error> {
    if photo.kind == PhotoKind::Report {
        return Err(Error::new(Code::Invalid).because("photo-kind").field("/photos"));
    }
    Ok(Photo { id: photo.id, kind: photo.kind })
}

/// What the crew wrote; none if it wrote nothing.
///
/// # Errors
/// `bad_text`.
pub fn noted(update: &JobUpdate, field: &str) -> Result<Option<String>, Error> {
    let note = words::text(&update.note, field)?;
    Ok((!note.is_empty()).then_some(note))
}

/// The crew's own time, where it can be true: not before the job was planned, not after now.
pub fn believed(job: &JobRow, at: Timestamp, now: Timestamp) -> Timestamp {
    at.clamp(job.created_at.min(now), now)
}
