//! The jobs' table: rows in and out, nothing decided.

use crate::{
    db::{Tx, ms},
    error::Error,
    reports::columns::{json, maybe_named, maybe_time, number, parsed, places, plain, time},
    reports::{self, Ticket},
};
use dimos_domain::{
    ids::*,
    job::{CannotReason, Job, JobState},
    report::Photo,
};
use jiff::{Timestamp, civil::Date};
use rusqlite::{Params, Row, types::Value as Sql};

/// A job's row with the report it visits.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRow {
    /// Its id.
    pub id: JobId,
    /// Position in the log of its last change.
    pub version: i64,
    /// Whose.
    pub crew: CrewCode,
    /// On which day.
    pub on: Date,
    /// Place in the day's order, from 0.
    pub sequence: u16,
    /// How far it is.
    pub state: JobState,
    /// Notes, oldest first.
    pub notes: Vec<String>,
    /// When it was planned.
    pub created_at: Timestamp,
    /// The report visited.
    pub report: Ticket,
}

impl JobRow {
    /// Whether the report visited is still the crew's to work on.
    #[must_use]
    pub fn is_theirs(&self) -> bool {
        reports::view::is_work_of(&self.report, &self.crew)
    }

    /// As a crew reads it; whom to call stands apart (see [`reports::contacts`]).
    #[must_use]
    pub fn view(&self, photos: Vec<Photo>) -> Job {
        let report = &self.report;
        let (description, answers) = match self.is_theirs() {
            true => (report.description.clone(), report.answers.clone()),
            false => (String::new(), Vec::new()),
        };
        Job {
            id: self.id,
            version: self.version,
            report: report.id,
            number: report.number.clone(),
            crew: self.crew.clone(),
            on: self.on,
            sequence: self.sequence,
            state: self.state,
            service: report.service.clone(),
            description,
            answers,
            contact: None,
            located: report.located,
            place_hint: report.place_hint.clone(),
            priority: report.priority,
            due_at: report.due_at,
            photos,
            notes: self.notes.clone(),
        }
    }
}

/// How many columns stand after the report's.
const OWN: usize = reports::queries::COLUMN_COUNT;

fn row(row: &Row<'_>) -> rusqlite::Result<JobRow> {
    let state: String = plain(row, OWN + 5)?;
    let started_at: Option<Timestamp> = maybe_time(row, OWN + 6)?;
    let ended_at: Option<Timestamp> = maybe_time(row, OWN + 7)?;
    let reason: Option<CannotReason> = maybe_named(row, OWN + 8)?;
    let state = state_of(&state, started_at, ended_at, reason).ok_or_else(|| {
        let cause = format!("a job cannot be {state} with these columns");
        rusqlite::Error::FromSqlConversionFailure(OWN + 5, rusqlite::types::Type::Text, cause.into())
    })?;
    Ok(JobRow {
        report: reports::queries::ticket(row)?,
        id: parsed(row, OWN)?,
        version: plain(row, OWN + 1)?,
        crew: parsed(row, OWN + 2)?,
        on: parsed(row, OWN + 3)?,
        sequence: number(row, OWN + 4)?,
        state,
        notes: json(row, OWN + 9)?,
        created_at: time(row, OWN + 10)?,
    })
}

fn state_of(
    name: &str,
    started_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    reason: Option<CannotReason>,
) -> Option<JobState> {
    match name {
        "planned" => Some(JobState::Planned),
        "started" => Some(JobState::Started { at: started_at? }),
        "done" => Some(JobState::Done { at: ended_at? }),
        "not_done" => Some(JobState::NotDone { at: ended_at?, reason: reason? }),
        "cancelled" => Some(JobState::Cancelled),
        _ => None,
    }
}

/// Jobs with the reports they visit. `which` is the condition, over `j` (jobs) and `r` (reports), with its order.
///
/// # Errors
/// Only the database's.
pub fn rows(tx: &Tx<'_>, which: &str, params: impl Params) -> Result<Vec<JobRow>, Error> {
    let sql = format!(
        "SELECT {}, j.id, j.version, j.crew, j.on_day, j.sequence, j.state, j.started_at, j.ended_at, j.reason, j.notes, \
         j.created_at FROM jobs j JOIN reports r ON r.id = j.report WHERE {which}",
        reports::queries::COLUMNS
    );
    tx.all(&sql, params, row)
}

/// The job of that id.
///
/// # Errors
/// Only the database's.
pub fn find(tx: &Tx<'_>, id: JobId) -> Result<Option<JobRow>, Error> {
    Ok(rows(tx, "j.id = ?1", [id.to_string()])?.pop())
}

/// A crew's day in its order: what was done, what is open; not what was taken off.
///
/// # Errors
/// Only the database's.
pub fn day(tx: &Tx<'_>, crew: &CrewCode, on: Date) -> Result<Vec<JobRow>, Error> {
    rows(
        tx,
        "j.crew = ?1 AND j.on_day = ?2 AND j.state <> 'cancelled' ORDER BY j.sequence, j.id",
        (crew.as_str(), on.to_string()),
    )
}

/// The ids of those jobs, in that order.
///
/// # Errors
/// Only the database's.
pub fn by_ids(tx: &Tx<'_>, ids: &[JobId]) -> Result<Vec<JobRow>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let which = format!("j.id IN ({}) ORDER BY j.on_day, j.sequence, j.id", places(ids.len()));
    rows(tx, &which, rusqlite::params_from_iter(ids.iter().map(ToString::to_string)))
}

/// The open job of a report.
///
/// # Errors
/// Only the database's.
pub fn open_of_report(tx: &Tx<'_>, report: ReportId) -> Result<Option<JobId>, Error> {
    tx.one("SELECT id FROM jobs WHERE report = ?1 AND is_open = 1", [report.to_string()], |row| parsed(row, 0))
}

/// A job as it is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Made here.
    pub id: JobId,
    /// The report visited.
    pub report: ReportId,
    /// Whose.
    pub crew: CrewCode,
    /// On which day.
    pub on: Date,
    /// Place in the day's order.
    pub sequence: u16,
}

/// Writes new jobs, whose versions count up from one.
///
/// # Errors
/// Only the database's.
pub fn insert(tx: &Tx<'_>, now: Timestamp, first_version: i64, jobs: &[NewJob]) -> Result<(), Error> {
    let mut sql = String::from(
        "INSERT INTO jobs (id, version, report, crew, on_day, sequence, state, is_open, notes, created_at) VALUES ",
    );
    let mut values: Vec<Sql> = Vec::with_capacity(jobs.len() * 7);
    for (version, job) in (first_version..).zip(jobs) {
        sql.push_str(if values.is_empty() { "" } else { "," });
        sql.push_str("(?,?,?,?,?,?,'planned',1,'[]',?)");
        values.extend([
            job.id.to_string().into(),
            version.into(),
            job.report.to_string().into(),
            job.crew.to_string().into(),
            job.on.to_string().into(),
            i64::from(job.sequence).into(),
            ms(now).into(),
        ]);
    }
    if !jobs.is_empty() {
        tx.execute(&sql, rusqlite::params_from_iter(values))?;
    }
    Ok(())
}

/// Writes a job's progress.
///
/// # Errors
/// Only the database's.
pub fn update(tx: &Tx<'_>, job: &JobRow) -> Result<(), Error> {
    let (at, reason) = match job.state {
        JobState::Planned | JobState::Cancelled => (None, None),
        JobState::Started { at } | JobState::Done { at } => (Some(ms(at)), None),
        JobState::NotDone { at, reason } => (Some(ms(at)), Some(reason.as_str())),
    };
    let (started, ended) = if matches!(job.state, JobState::Started { .. }) { (at, None) } else { (None, at) };
    tx.execute(
        "UPDATE jobs SET version = ?2, sequence = ?3, state = ?4, is_open = ?5, \
         started_at = COALESCE(?6, started_at), ended_at = ?7, reason = ?8, notes = ?9 WHERE id = ?1",
        (
            job.id.to_string(),
            job.version,
            i64::from(job.sequence),
            job.state.as_str(),
            i64::from(job.state.is_open()),
            started,
            ended,
            reason,
            serde_json::to_string(&job.notes)?,
        ),
    )?;
    Ok(())
}
