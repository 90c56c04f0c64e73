//! The reports' tables: rows in and out, nothing decided.

use super::{
    columns::{named, parsed, places},
    row,
    ticket::Ticket,
};
use crate::{
    db::{Tx, ms},
    error::Error,
};
use dimos_domain::{city::Crew, ids::*, report::Photo, workflow::State};
use jiff::Timestamp;
use rusqlite::types::Value as Sql;
use std::collections::HashMap;

pub use super::row::{COLUMN_COUNT, COLUMNS, position, ticket};

/// The report of that id.
///
/// # Errors
/// Only the database's.
pub fn find(tx: &Tx<'_>, id: ReportId) -> Result<Option<Ticket>, Error> {
    tx.one(&format!("SELECT {COLUMNS} FROM reports r WHERE r.id = ?1"), [id.to_string()], ticket)
}

/// The report of that number.
///
/// # Errors
/// Only the database's.
pub fn find_by_number(tx: &Tx<'_>, number: &str) -> Result<Option<Ticket>, Error> {
    tx.one(&format!("SELECT {COLUMNS} FROM reports r WHERE r.number = ?1"), [number], ticket)
}

/// Writes a new report. False if there is one of that id already.
///
/// # Errors
/// Only the database's.
pub fn insert(tx: &Tx<'_>, ticket: &Ticket) -> Result<bool, Error> {
    Ok(tx.execute(&row::INSERT, rusqlite::params_from_iter(row::values(ticket)?))? == 1)
}

/// Writes a report as it is now.
///
/// # Errors
/// Only the database's.
pub fn update(tx: &Tx<'_>, ticket: &Ticket) -> Result<(), Error> {
    tx.execute(&row::UPDATE, rusqlite::params_from_iter(row::values(ticket)?))?;
    Ok(())
}

/// The photos of several reports, each in the order in which they were added.
///
/// # Errors
/// Only the database's.
pub fn photos_of(tx: &Tx<'_>, reports: &[ReportId]) -> Result<HashMap<ReportId, Vec<Photo>>, Error> {
    let taken = photos_taken(tx, reports)?;
    Ok(taken.into_iter().map(|(id, all)| (id, all.into_iter().map(|(photo, _)| photo).collect())).collect())
}

/// Photos, each with the job on which a crew took it.
pub type Taken = Vec<(Photo, Option<JobId>)>;

/// The same, with the jobs on which crews took them.
///
/// # Errors
/// Only the database's.
pub fn photos_taken(tx: &Tx<'_>, reports: &[ReportId]) -> Result<HashMap<ReportId, Taken>, Error> {
    let mut found: HashMap<ReportId, Taken> = HashMap::new();
    if reports.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT report, media, kind, job FROM report_photos WHERE report IN ({}) ORDER BY report, added_at, place",
        places(reports.len())
    );
    let rows = tx.all(&sql, rusqlite::params_from_iter(reports.iter().map(ToString::to_string)), |row| {
        let job: Option<String> = row.get(3)?;
        let job = job.is_some().then(|| parsed(row, 3)).transpose()?;
        Ok((parsed(row, 0)?, (Photo { id: parsed(row, 1)?, kind: named(row, 2)? }, job)))
    })?;
    for (report, photo) in rows {
        found.entry(report).or_default().push(photo);
    }
    Ok(found)
}

/// Reports that wait for somebody, most urgent and soonest due first.
///
/// # Errors
/// Only the database's.
pub fn queue(
    tx: &Tx<'_>,
    state: Option<State>,
    department: Option<&DepartmentCode>,
    limit: u32,
) -> Result<Vec<Ticket>, Error> {
    let mut sql = format!("SELECT {COLUMNS} FROM reports r WHERE ");
    let mut values: Vec<Sql> = Vec::new();
    match state {
        Some(state) if !state.is_open() => sql.push_str("r.state = ?"),
        Some(_) => sql.push_str("r.is_open = 1 AND r.state = ?"),
        None => sql.push_str("r.is_open = 1"),
    }
    values.extend(state.map(|state| Sql::from(state.as_str().to_owned())));
    if let Some(department) = department {
        sql.push_str(" AND r.department = ?");
        values.push(department.to_string().into());
    }
    sql.push_str(" ORDER BY r.priority DESC, r.due_at, r.created_at, r.id LIMIT ?");
    values.push(i64::from(limit).into());
    tx.all(&sql, rusqlite::params_from_iter(values), ticket)
}

/// Reports that are assigned to a crew's department, and to it or to no crew, and that it can do: most urgent and soonest
/// due first. Only those of `services`, or only the others.
///
/// # Errors
/// Only the database's.
pub fn waiting_for_crew(tx: &Tx<'_>, crew: &Crew, services: Of<'_>, limit: u32) -> Result<Vec<Ticket>, Error> {
    let mut sql = format!(
        "SELECT {COLUMNS} FROM reports r WHERE r.is_open = 1 AND r.state = 'assigned' AND r.department = ? \
         AND (r.crew IS NULL OR r.crew = ?)"
    );
    let mut values: Vec<Sql> = vec![crew.department.to_string().into(), crew.code.to_string().into()];
    if !crew.services.is_empty() {
        sql.push_str(&format!(" AND r.service IN ({})", places(crew.services.len())));
        values.extend(crew.services.iter().map(|service| Sql::from(service.to_string())));
    }
    let (word, services) = match services {
        Of::These([]) => return Ok(Vec::new()),
        Of::These(services) => ("IN", services),
        Of::Others(services) => ("NOT IN", services),
    };
    if !services.is_empty() {
        sql.push_str(&format!(" AND r.service {word} ({})", places(services.len())));
        values.extend(services.iter().map(|service| Sql::from(service.to_string())));
    }
    sql.push_str(" ORDER BY r.priority DESC, r.due_at, r.created_at, r.id LIMIT ?");
    values.push(i64::from(limit).into());
    tx.all(&sql, rusqlite::params_from_iter(values), ticket)
}

/// Of which services.
#[derive(Debug, Clone, Copy)]
pub enum Of<'a> {
    /// Of these.
    These(&'a [&'a ServiceCode]),
    /// Of all but these.
    Others(&'a [&'a ServiceCode]),
}

/// Reports that were said to be fixed before a moment, and that nobody confirmed or contested since.
///
/// # Errors
/// Only the database's.
pub fn resolved_before(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<Vec<Ticket>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reports r WHERE r.state = 'resolved' AND r.resolved_at < ?1 ORDER BY r.resolved_at LIMIT ?2"
    );
    tx.all(&sql, (ms(before), limit), ticket)
}
