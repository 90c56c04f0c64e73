//! The server's copies of reports and jobs, and the lists made of them. A copy is only ever replaced by a newer one.

use super::{Store, internal, json, millis, outbox};
use crate::{
    error::StoreError,
    model::{Page, Pending, Shelf, Tracked, TrackedJob},
};
use dimos_domain::{
    act::{Act, Deed, Subject},
    expected,
    ids::*,
    job::{Job, JobState, Late},
    report::{Relation, Report},
};
use jiff::{Timestamp, civil::Date};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::de::DeserializeOwned;

/// Copies of reports that are nobody's here (looked at once) that are kept for reading without a connection.
const OTHERS_KEPT: u32 = 200;

/// Whether a copy came because this phone did something, or because something happened elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Own act: what changed is no news to the person.
    Own,
    /// News.
    News,
}

impl Store {
    /// A page of a shelf: what the server has not seen yet first, then the last changed first.
    pub fn reports(&self, which: Shelf, offset: u32, limit: u32) -> Result<Page<Tracked>, StoreError> {
        let which = match which {
            Shelf::Mine => MINE,
            Shelf::Following => FOLLOWING,
        };
        self.read(|tx| {
            let total = tx
                .prepare_cached("SELECT count(*) FROM shelf WHERE which = ?1")
                .and_then(|mut count| count.query_row([which], |row| row.get(0)))
                .map_err(internal)?;
            let ids: Vec<String> = tx
                .prepare_cached(
                    "SELECT report FROM shelf WHERE which = ?1 ORDER BY sorted DESC, report DESC LIMIT ?2 OFFSET ?3",
                )
                .and_then(|mut page| page.query_map(params![which, limit, offset], |row| row.get(0))?.collect())
                .map_err(internal)?;
            let found: Result<Vec<_>, _> = ids.iter().map(|id| tracked(tx, id)).collect();
            Ok(Page { items: found?.into_iter().flatten().collect(), total })
        })
    }

    /// One report.
    pub fn report(&self, id: ReportId) -> Result<Option<Tracked>, StoreError> {
        self.read(|tx| tracked(tx, &id.to_string()))
    }

    /// A day's jobs in the order in which they are driven to.
    pub fn jobs(&self, on: Date) -> Result<Vec<TrackedJob>, StoreError> {
        self.read(|tx| {
            let documents: Vec<(String, Option<String>)> = tx
                .prepare_cached("SELECT json, late FROM jobs WHERE day = ?1")
                .and_then(|mut select| {
                    select.query_map([on.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
                })
                .map_err(internal)?;
            let orders = outbox::acts_on(tx, Subject::Day(on))?;
            let mut jobs = documents
                .iter()
                .filter_map(|(document, late)| Some((readable::<Job>(document)?, late.as_deref())))
                .map(|(job, late)| with_acts(tx, job, late, &orders))
                .collect::<Result<Vec<_>, _>>()?;
            jobs.sort_by_key(|tracked| (tracked.job.sequence, tracked.job.id));
            Ok(jobs)
        })
    }

    /// One job.
    pub fn job(&self, id: JobId) -> Result<Option<TrackedJob>, StoreError> {
        self.read(|tx| {
            let Some((job, late)) = kept_job(tx, id)? else { return Ok(None) };
            let orders = outbox::acts_on(tx, Subject::Day(job.on))?;
            with_acts(tx, job, late.as_deref(), &orders).map(Some)
        })
    }

    /// The person looked at a report.
    pub fn mark_seen(&self, report: ReportId) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute("UPDATE reports SET seen = version WHERE id = ?1 AND seen < version", [report.to_string()])
                .map(|_| ())
                .map_err(internal)
        })
    }

    /// Keeps a report that was looked at.
    pub fn keep_report(&self, report: &Report, now: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| {
            keep_report(tx, report, Why::Own, now)?;
            forget_old_others(tx)
        })
    }
}

/// What a report looks like with the acts that wait, if there is anything of it here.
fn tracked(tx: &Transaction<'_>, id: &str) -> Result<Option<Tracked>, StoreError> {
    let row = tx
        .prepare_cached("SELECT json, version > seen FROM reports WHERE id = ?1")
        .and_then(|mut select| {
            select.query_row([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))).optional()
        })
        .map_err(internal)?;
    let unseen = row.as_ref().is_some_and(|(_, unseen)| *unseen);
    let copy = row.and_then(|(document, _)| readable(&document));
    let acts = outbox::acts_under(tx, &format!("report:{id}"))?;
    let pending = acts.iter().map(outbox::Waiting::pending).collect();
    Ok(fold(copy, acts.into_iter().map(|waiting| waiting.act)).map(|report| Tracked { report, pending, unseen }))
}

/// The server's copy, or else the report as it was written, with every act on top.
fn fold(copy: Option<Report>, acts: impl Iterator<Item = Act>) -> Option<Report> {
    acts.fold(copy, |report, act| match (report, &act.what) {
        (None, Deed::Report(new)) => Some(expected::first(new, act.at)),
        (None, _) => None,
        (Some(report), deed) => Some(expected::report(report, deed, act.at)),
    })
}

fn kept_job(tx: &Transaction<'_>, id: JobId) -> Result<Option<(Job, Option<String>)>, StoreError> {
    let row: Option<(String, Option<String>)> = tx
        .prepare_cached("SELECT json, late FROM jobs WHERE id = ?1")
        .and_then(|mut select| select.query_row([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?))).optional())
        .map_err(internal)?;
    Ok(row.and_then(|(document, late)| Some((readable(&document)?, late))))
}

/// The ticket number of a job that this phone knows.
pub(super) fn number_of(tx: &Transaction<'_>, subject: Subject) -> Result<String, StoreError> {
    let Subject::Job(id) = subject else { return Ok(String::new()) };
    Ok(kept_job(tx, id)?.map(|(job, _)| job.number).unwrap_or_default())
}

fn with_acts(
    tx: &Transaction<'_>,
    job: Job,
    late: Option<&str>,
    orders: &[outbox::Waiting],
) -> Result<TrackedJob, StoreError> {
    let own = outbox::acts_on(tx, Subject::Job(job.id))?;
    let job = orders.iter().chain(&own).fold(job, |job, waiting| expected::job(job, &waiting.act.what));
    let pending: Vec<Pending> = own.iter().map(outbox::Waiting::pending).collect();
    Ok(TrackedJob { job, pending, late: late.and_then(Late::parse) })
}

/// Keeps a report's copy unless a newer one is here; whether that is news of a report that was here.
pub(super) fn keep_report(tx: &Transaction<'_>, report: &Report, why: Why, now: Timestamp) -> Result<bool, StoreError> {
    let (id, document) = (report.id.to_string(), json(report)?);
    let before: Option<i64> = tx
        .prepare_cached("SELECT version FROM reports WHERE id = ?1")
        .and_then(|mut select| select.query_row([&id], |row| row.get(0)).optional())
        .map_err(internal)?;
    // An own act is seen already; news is unseen, but for a report that comes here for the first time. Unseen stays unseen.
    tx.prepare_cached(
        "INSERT INTO reports (id, version, seen, json, kept_at) VALUES (?1, ?2, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET
             seen = CASE WHEN ?5 AND reports.seen >= reports.version THEN excluded.version ELSE reports.seen END,
             version = excluded.version, json = excluded.json, kept_at = excluded.kept_at
         WHERE excluded.version >= reports.version",
    )
    .and_then(|mut keep| keep.execute(params![id, report.version, document, millis(now), why == Why::Own]))
    .map_err(internal)?;
    reshelve(tx, report.id)?;
    Ok(why == Why::News && before.is_some_and(|before| before < report.version))
}

pub(super) fn forget_report(tx: &Transaction<'_>, id: ReportId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM reports WHERE id = ?1", [id.to_string()]).map_err(internal)?;
    reshelve(tx, id)
}

/// Keeps a job's copy unless a newer one is here; whether it came onto the plan, to another day, or off the plan. Of one that
/// is over nobody's name and number stays on this phone.
pub(super) fn keep_job(tx: &Transaction<'_>, job: &Job) -> Result<bool, StoreError> {
    let replanned = match kept_job(tx, job.id)? {
        None => job.state.is_open(),
        Some((kept, _)) => {
            let moved = kept.on != job.on && job.state.is_open();
            job.version > kept.version && (moved || (kept.state.is_open() && job.state == JobState::Cancelled))
        }
    };
    let document = json(&job.clone().discreet())?;
    tx.prepare_cached(
        "INSERT INTO jobs (id, version, day, json) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET version = excluded.version, day = excluded.day, json = excluded.json
         WHERE excluded.version >= jobs.version",
    )
    .and_then(|mut keep| keep.execute(params![job.id.to_string(), job.version, job.on.to_string(), document]))
    .map(|_| replanned)
    .map_err(internal)
}

/// A job that is no longer this phone's; whether it was still to be done. Where acts on it wait, what they are about stays known,
/// with nothing of the citizen.
pub(super) fn forget_job(tx: &Transaction<'_>, id: JobId) -> Result<bool, StoreError> {
    let kept = kept_job(tx, id)?;
    let was_open = kept.as_ref().is_some_and(|(job, _)| job.state.is_open());
    let waiting = !outbox::acts_on(tx, Subject::Job(id))?.is_empty();
    match kept.filter(|_| waiting) {
        Some((mut job, _)) => {
            job.state = JobState::Cancelled;
            job.description.clear();
            job.answers.clear();
            tx.execute("UPDATE jobs SET json = ?2 WHERE id = ?1", params![id.to_string(), json(&job.discreet())?])
                .map_err(internal)?;
        }
        None => {
            tx.execute("DELETE FROM jobs WHERE id = ?1", [id.to_string()]).map_err(internal)?;
        }
    }
    Ok(was_open)
}

/// What was sent about a job came late.
pub(super) fn came_late(tx: &Transaction<'_>, subject: Subject, late: Late) -> Result<(), StoreError> {
    let Subject::Job(id) = subject else { return Ok(()) };
    tx.execute("UPDATE jobs SET late = ?2 WHERE id = ?1", params![id.to_string(), late.as_str()])
        .map(|_| ())
        .map_err(internal)
}

const MINE: &str = "mine";
const FOLLOWING: &str = "following";
const OTHER: &str = "other";

/// Puts a report where it belongs in the lists; called whenever its copy or the acts on it change.
pub(super) fn reshelve(tx: &Transaction<'_>, id: ReportId) -> Result<(), StoreError> {
    let key = id.to_string();
    let Some(Tracked { report, .. }) = tracked(tx, &key)? else {
        return tx.execute("DELETE FROM shelf WHERE report = ?1", [key]).map(|_| ()).map_err(internal);
    };
    let which = match report.relation {
        Relation::Reporter => MINE,
        Relation::Supporter | Relation::Follower => FOLLOWING,
        Relation::None => OTHER,
    };
    let sorted = if report.version == 0 { i64::MAX } else { millis(report.updated_at) };
    tx.prepare_cached(
        "INSERT INTO shelf (report, which, sorted) VALUES (?1, ?2, ?3)
         ON CONFLICT (report) DO UPDATE SET which = excluded.which, sorted = excluded.sorted",
    )
    .and_then(|mut put| put.execute(params![key, which, sorted]))
    .map(|_| ())
    .map_err(internal)
}

fn forget_old_others(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let old: Vec<String> = tx
        .prepare_cached(
            "SELECT shelf.report FROM shelf JOIN reports ON reports.id = shelf.report
             WHERE which = ?1 ORDER BY kept_at DESC LIMIT -1 OFFSET ?2",
        )
        .and_then(|mut select| select.query_map(params![OTHER, OTHERS_KEPT], |row| row.get(0))?.collect())
        .map_err(internal)?;
    old.iter().filter_map(|id| id.parse().ok()).try_for_each(|id| forget_report(tx, id))
}

/// A document that this app can read. One that it cannot (written by another version) counts as not here: the server has
/// it and the next pull brings it.
fn readable<T: DeserializeOwned>(document: &str) -> Option<T> {
    serde_json::from_str(document).map_err(|error| tracing::warn!(%error, "a kept copy is unreadable")).ok()
}
