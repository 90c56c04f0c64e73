//! Reading the log and what hangs on it.

use super::log::UNSEEN;
use crate::{
    db::Tx,
    error::Error,
    jobs::{self, JobRow},
    reports::{
        Ticket,
        columns::{json, named, parsed, places, plain, time},
        queries as reports,
    },
};
use dimos_domain::{
    ids::*,
    report::{Relation, TicketRef, TimelineEntry},
    workflow::State,
};
use jiff::civil::Date;
use std::collections::HashMap;

/// The timelines of several reports, oldest first. One statement, none for no reports.
///
/// # Errors
/// Only the database's.
pub fn timelines(tx: &Tx<'_>, ids: &[ReportId]) -> Result<HashMap<ReportId, Vec<TimelineEntry>>, Error> {
    let mut found: HashMap<ReportId, Vec<TimelineEntry>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT report, seq, at, role, data FROM events WHERE report IN ({}) AND kind NOT IN ({UNSEEN}) ORDER BY report, seq",
        places(ids.len())
    );
    let rows = tx.all(&sql, rusqlite::params_from_iter(ids.iter().map(ToString::to_string)), |row| {
        let entry = TimelineEntry { seq: plain(row, 1)?, at: time(row, 2)?, who: named(row, 3)?, what: json(row, 4)? };
        Ok((parsed(row, 0)?, entry))
    })?;
    for (report, entry) in rows {
        found.entry(report).or_default().push(entry);
    }
    Ok(found)
}

/// The latest lines that tell of work that came late, newest first, each with its report and where that stands now.
///
/// # Errors
/// Only the database's.
pub fn late_work(tx: &Tx<'_>, limit: u32) -> Result<Vec<(TicketRef, State, TimelineEntry)>, Error> {
    tx.all(
        "SELECT r.id, r.number, r.state, e.seq, e.at, e.role, e.data FROM events e JOIN reports r ON r.id = e.report \
         WHERE e.kind = 'worked_late' ORDER BY e.seq DESC LIMIT ?1",
        [limit],
        |row| {
            let entry =
                TimelineEntry { seq: plain(row, 3)?, at: time(row, 4)?, who: named(row, 5)?, what: json(row, 6)? };
            Ok((TicketRef { id: parsed(row, 0)?, number: plain(row, 1)? }, named(row, 2)?, entry))
        },
    )
}

/// A report that a phone hears of, at its position in the log: the later of its own last change and of the phone's
/// standing to it.
pub struct Heard {
    /// The position.
    pub seq: i64,
    /// How the phone stands to it.
    pub relation: Relation,
    /// As it is now.
    pub ticket: Ticket,
}

/// Reports that a phone hears of, after a position, in the log's order.
///
/// # Errors
/// Only the database's.
pub fn reports_after(tx: &Tx<'_>, device: DeviceId, after: i64, limit: u32) -> Result<Vec<Heard>, Error> {
    let sql = format!(
        "SELECT {}, s.relation, CASE WHEN r.version > s.version THEN r.version ELSE s.version END AS seq \
         FROM subscriptions s JOIN reports r ON r.id = s.report \
         WHERE s.device = ?1 AND (r.version > ?2 OR s.version > ?2) \
           AND (s.relation <> 'none' OR s.version > ?2) \
         ORDER BY seq LIMIT ?3",
        reports::COLUMNS
    );
    tx.all(&sql, (device.to_string(), after, limit), |row| {
        Ok(Heard {
            ticket: reports::ticket(row)?,
            relation: named(row, reports::COLUMN_COUNT)?,
            seq: plain(row, reports::COLUMN_COUNT + 1)?,
        })
    })
}

/// A crew's jobs after a position, in the log's order; those of days before `since` are history and stay away.
///
/// # Errors
/// Only the database's.
pub fn jobs_after(tx: &Tx<'_>, crew: &CrewCode, since: Date, after: i64, limit: u32) -> Result<Vec<JobRow>, Error> {
    jobs::rows(
        tx,
        "j.crew = ?1 AND j.version > ?2 AND j.on_day >= ?3 ORDER BY j.version LIMIT ?4",
        (crew.as_str(), after, since.to_string(), limit),
    )
}

/// The jobs that a phone may still hold of a crew it no longer belongs to.
///
/// # Errors
/// Only the database's.
pub fn job_ids_until(tx: &Tx<'_>, crew: &CrewCode, since: Date, until: i64) -> Result<Vec<JobId>, Error> {
    tx.all(
        "SELECT id FROM jobs WHERE crew = ?1 AND version <= ?2 AND on_day >= ?3 ORDER BY version",
        (crew.as_str(), until, since.to_string()),
        |row| parsed(row, 0),
    )
}
