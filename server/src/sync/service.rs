//! What changed for one phone since its cursor: each report and job at most once, in its newest form, in the log's order.

use super::{cursor::Cursor, queries};
use crate::{
    auth::DeviceAuth,
    db::Tx,
    error::Error,
    jobs,
    reports::{
        self,
        view::{self, Reader, Sight},
    },
};
use dimos_api::{Change, ChangesResponse};
use dimos_domain::{ids::*, report::Relation};
use jiff::{ToSpan, civil::Date};
use std::collections::HashMap;

/// Most changes at once.
pub const MOST: u32 = 200;
/// Changes at once where the phone says nothing else.
pub const USUAL: u32 = 100;
/// Jobs of days longer ago than this are history.
const JOB_DAYS: i64 = 31;

/// What happened where in the log.
struct At {
    seq: i64,
    is_job: bool,
    change: Change,
}

/// The next page of changes. `city_version` is handed through.
///
/// # Errors
/// Only the database's.
pub fn changes(
    tx: &Tx<'_>,
    device: &DeviceAuth,
    cursor: Cursor,
    limit: u32,
    today: Date,
    city_version: &str,
) -> Result<ChangesResponse, Error> {
    let since = today.saturating_sub(JOB_DAYS.days());
    let (mut cursor, mut changes) = settle_crew(tx, device, cursor, since)?;
    let one_more = limit.saturating_add(1);
    let mut found = reports(tx, device, &cursor, one_more)?;
    if let Some(crew) = &device.crew {
        found.extend(crew_jobs(tx, crew, since, cursor.jobs, one_more)?);
    }
    found.sort_by_key(|at| at.seq);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    for at in found.into_iter().take(limit) {
        let position = if at.is_job { &mut cursor.jobs } else { &mut cursor.reports };
        *position = (*position).max(at.seq);
        changes.push(at.change);
    }
    let (city_version, crew) = (city_version.to_owned(), device.crew.clone());
    Ok(ChangesResponse { changes, cursor: cursor.written(), more, city_version, crew })
}

/// A phone that changed its crew forgets the old one's jobs and gets the new one's from the beginning.
fn settle_crew(tx: &Tx<'_>, device: &DeviceAuth, cursor: Cursor, since: Date) -> Result<(Cursor, Vec<Change>), Error> {
    if cursor.crew == device.crew {
        return Ok((cursor, Vec::new()));
    }
    let gone = match &cursor.crew {
        Some(old) => queries::job_ids_until(tx, old, since, cursor.jobs)?,
        None => Vec::new(),
    };
    let cursor = Cursor { jobs: 0, crew: device.crew.clone(), ..cursor };
    Ok((cursor, gone.into_iter().map(|id| Change::JobGone { id }).collect()))
}

fn reports(tx: &Tx<'_>, device: &DeviceAuth, cursor: &Cursor, limit: u32) -> Result<Vec<At>, Error> {
    let reader = Reader::Phone { device: device.device, crew: device.crew.clone() };
    let heard: Vec<(queries::Heard, Sight)> = queries::reports_after(tx, device.device, cursor.reports, limit)?
        .into_iter()
        .map(|heard| {
            let none = heard.relation == Relation::None;
            let sight = if none { Sight::Nothing } else { view::sight(&heard.ticket, &reader, heard.relation) };
            (heard, sight)
        })
        .collect();
    let shown: Vec<ReportId> =
        heard.iter().filter(|(_, sight)| *sight != Sight::Nothing).map(|(heard, _)| heard.ticket.id).collect();
    let mut timelines = queries::timelines(tx, &shown)?;
    let mut photos = reports::queries::photos_of(tx, &shown)?;
    Ok(heard
        .into_iter()
        .map(|(heard, sight)| {
            let id = heard.ticket.id;
            let (timeline, photos) = (take(&mut timelines, id), take(&mut photos, id));
            let change = match view::show(heard.ticket, timeline, photos, heard.relation, sight) {
                Some(report) => Change::Report { report: Box::new(report) },
                None => Change::ReportGone { id },
            };
            At { seq: heard.seq, is_job: false, change }
        })
        .collect())
}

fn take<T>(from: &mut HashMap<ReportId, Vec<T>>, id: ReportId) -> Vec<T> {
    from.remove(&id).unwrap_or_default()
}

fn crew_jobs(tx: &Tx<'_>, crew: &CrewCode, since: Date, after: i64, limit: u32) -> Result<Vec<At>, Error> {
    let rows = queries::jobs_after(tx, crew, since, after, limit)?;
    let mut jobs = jobs::views(tx, &rows)?;
    reports::contacts::tell_crew(tx, crew, &mut jobs)?;
    Ok(jobs
        .into_iter()
        .map(|job| At { seq: job.version, is_job: true, change: Change::Job { job: Box::new(job) } })
        .collect())
}
