//! What jobs have in common: how they are shown, changed, and how they follow their reports.

use super::queries::{self, JobRow};
use crate::{
    db::Tx,
    error::Error,
    reports::{self, Ticket},
    sync::{self, Author, JobChange, Line, Subject, What},
};
use dimos_domain::{
    job::{Job, JobState},
    workflow::Role,
};
use jiff::Timestamp;

/// Jobs as crews read them, in the order given: with the citizens' photos and those of this very visit, so that what
/// another visit photographed never passes for this one's work. Of a report that is no longer the crew's nothing is left but
/// where the crew was and what it wrote and photographed there. One statement for the photos.
///
/// # Errors
/// Only the database's.
pub fn views(tx: &Tx<'_>, jobs: &[JobRow]) -> Result<Vec<Job>, Error> {
    let reports: Vec<_> = jobs.iter().map(|job| job.report.id).collect();
    let taken = reports::queries::photos_taken(tx, &reports)?;
    let of = |job: &JobRow| {
        let all = taken.get(&job.report.id).into_iter().flatten();
        all.filter(|(_, on)| on.map_or(job.is_theirs(), |on| on == job.id)).map(|(photo, _)| *photo).collect()
    };
    Ok(jobs.iter().map(|job| job.view(of(job))).collect())
}

/// Writes jobs as they are now, each with its line in the log, which becomes its version.
///
/// # Errors
/// Only the database's.
pub fn save(
    tx: &Tx<'_>,
    now: Timestamp,
    author: &Author,
    role: Role,
    jobs: &mut [(JobRow, JobChange)],
) -> Result<(), Error> {
    let lines: Vec<Line> = jobs
        .iter()
        .map(|(job, change)| Line {
            subject: Subject::Job(job.id),
            role,
            what: What::Job(change.clone()),
            changed: None,
        })
        .collect();
    let first = sync::append(tx, now, author, &lines)?;
    for (version, (job, _)) in (first..).zip(jobs) {
        job.version = version;
        queries::update(tx, job)?;
    }
    Ok(())
}

/// A report changed: its open job is taken off the plan if the report left it, and is new to the crew's phones if what
/// it shows is another. Costs nothing for reports that are on no plan.
///
/// # Errors
/// Only the database's.
pub fn report_changed(
    tx: &Tx<'_>,
    now: Timestamp,
    author: &Author,
    before: &Ticket,
    after: &Ticket,
    photos_came: bool,
) -> Result<(), Error> {
    if !before.is_planned() {
        return Ok(());
    }
    let change = if !after.is_planned() {
        JobChange::Cancelled
    } else if photos_came || shown(before) != shown(after) {
        JobChange::ReportChanged
    } else {
        return Ok(());
    };
    let Some(id) = queries::open_of_report(tx, after.id)? else { return Ok(()) };
    let Some(mut job) = queries::find(tx, id)? else { return Ok(()) };
    if change == JobChange::Cancelled {
        job.state = JobState::Cancelled;
    }
    save(tx, now, author, author.role, &mut [(job, change)])
}

/// What a job shows of its report.
fn shown(report: &Ticket) -> impl PartialEq + use<'_> {
    let what = (&report.service, &report.description, &report.answers);
    (what, &report.located, &report.place_hint, report.priority, report.due_at)
}
