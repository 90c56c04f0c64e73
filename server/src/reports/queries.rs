//! The reports' tables: rows in and out, nothing decided.

use super::{
    columns::{json, maybe_number, maybe_parsed, maybe_time, name_of, named, number, parsed, places, plain, time},
    ticket::Ticket,
};
use crate::{
    db::{Tx, ms},
    error::Error,
};
use dimos_domain::{
    city::Crew,
    ids::*,
    place::{Cell, Located, Position},
    report::{Photo, Rating, TicketRef},
    workflow::State,
};
use jiff::Timestamp;
use rusqlite::{Row, types::Value as Sql};
use std::collections::HashMap;

/// Every column of a report, in the order in which [`ticket`] reads them.
pub const COLUMNS: &str = "r.id, r.number, r.version, r.service, r.state, r.is_public, r.description, r.lat, r.lon, \
    r.accuracy_m, r.position_source, r.place_hint, r.area, r.answers, r.priority, r.department, r.crew, \
    r.scheduled_for, r.due_at, r.created_at, r.reported_at, r.updated_at, r.resolved_at, r.supporters, \
    r.duplicate_of, r.duplicate_number, r.question, r.stars, r.rating_comment, r.reason, r.reporter";
/// How many they are: where further columns of a join begin.
pub const COLUMN_COUNT: usize = 31;

/// Reads a row of [`COLUMNS`].
///
/// # Errors
/// A damaged row.
pub fn ticket(row: &Row<'_>) -> rusqlite::Result<Ticket> {
    let duplicate: Option<ReportId> = maybe_parsed(row, 24)?;
    let comment: Option<String> = plain(row, 28)?;
    Ok(Ticket {
        id: parsed(row, 0)?,
        number: plain(row, 1)?,
        version: plain(row, 2)?,
        service: parsed(row, 3)?,
        state: named(row, 4)?,
        public: plain(row, 5)?,
        description: plain(row, 6)?,
        located: Located { position: position(row, 7, 8)?, accuracy_m: plain(row, 9)?, source: named(row, 10)? },
        place_hint: plain(row, 11)?,
        area: plain(row, 12)?,
        answers: json(row, 13)?,
        priority: number(row, 14)?,
        department: maybe_parsed(row, 15)?,
        crew: maybe_parsed(row, 16)?,
        scheduled_for: maybe_parsed(row, 17)?,
        due_at: maybe_time(row, 18)?,
        created_at: time(row, 19)?,
        reported_at: maybe_time(row, 20)?,
        updated_at: time(row, 21)?,
        resolved_at: maybe_time(row, 22)?,
        supporters: number(row, 23)?,
        duplicate_of: match duplicate {
            Some(id) => Some(TicketRef { id, number: plain(row, 25)? }),
            None => None,
        },
        question: plain(row, 26)?,
        rating: maybe_number(row, 27)?.map(|stars| Rating { stars, comment }),
        reason: plain(row, 29)?,
        reporter: parsed(row, 30)?,
    })
}

/// A position from two columns.
///
/// # Errors
/// A damaged row.
pub fn position(row: &Row<'_>, lat: usize, lon: usize) -> rusqlite::Result<Position> {
    Position::new(row.get(lat)?, row.get(lon)?)
        .map_err(|cause| rusqlite::Error::FromSqlConversionFailure(lat, rusqlite::types::Type::Real, cause.into()))
}

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

fn values(t: &Ticket) -> Result<Vec<Sql>, Error> {
    let text = |text: &Option<String>| Sql::from(text.clone());
    let code = |code: Option<String>| Sql::from(code);
    Ok(vec![
        t.id.to_string().into(),
        t.number.clone().into(),
        t.version.into(),
        t.service.to_string().into(),
        t.state.as_str().to_owned().into(),
        i64::from(t.state.is_open()).into(),
        i64::from(t.public).into(),
        t.description.clone().into(),
        t.located.position.lat().into(),
        t.located.position.lon().into(),
        t.located.accuracy_m.map(f64::from).into(),
        name_of(&t.located.source)?.into(),
        Cell::of(t.located.position).0.into(),
        text(&t.place_hint),
        text(&t.area),
        serde_json::to_string(&t.answers)?.into(),
        i64::from(t.priority).into(),
        code(t.department.as_ref().map(ToString::to_string)),
        code(t.crew.as_ref().map(ToString::to_string)),
        code(t.scheduled_for.map(|day| day.to_string())),
        t.due_at.map(ms).into(),
        ms(t.created_at).into(),
        t.reported_at.map(ms).into(),
        ms(t.updated_at).into(),
        t.resolved_at.map(ms).into(),
        i64::from(t.supporters).into(),
        code(t.duplicate_of.as_ref().map(|other| other.id.to_string())),
        code(t.duplicate_of.as_ref().map(|other| other.number.clone())),
        text(&t.question),
        t.rating.as_ref().map(|rating| i64::from(rating.stars)).into(),
        code(t.rating.as_ref().and_then(|rating| rating.comment.clone())),
        text(&t.reason),
        t.reporter.to_string().into(),
    ])
}

/// Writes a new report. False if there is one of that id already.
///
/// # Errors
/// Only the database's.
pub fn insert(tx: &Tx<'_>, ticket: &Ticket) -> Result<bool, Error> {
    let rows = tx.execute(
        "INSERT INTO reports (id, number, version, service, state, is_open, is_public, description, lat, lon, accuracy_m, \
         position_source, cell, place_hint, area, answers, priority, department, crew, scheduled_for, due_at, created_at, \
         reported_at, updated_at, resolved_at, supporters, duplicate_of, duplicate_number, question, stars, \
         rating_comment, reason, reporter) \
         VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING",
        rusqlite::params_from_iter(values(ticket)?),
    )?;
    Ok(rows == 1)
}

/// Writes a report as it is now.
///
/// # Errors
/// Only the database's.
pub fn update(tx: &Tx<'_>, ticket: &Ticket) -> Result<(), Error> {
    tx.execute(
        "UPDATE reports SET number = ?2, version = ?3, service = ?4, state = ?5, is_open = ?6, is_public = ?7, \
         description = ?8, lat = ?9, lon = ?10, accuracy_m = ?11, position_source = ?12, cell = ?13, place_hint = ?14, \
         area = ?15, answers = ?16, priority = ?17, department = ?18, crew = ?19, scheduled_for = ?20, due_at = ?21, \
         created_at = ?22, reported_at = ?23, updated_at = ?24, resolved_at = ?25, supporters = ?26, \
         duplicate_of = ?27, duplicate_number = ?28, question = ?29, stars = ?30, rating_comment = ?31, reason = ?32, \
         reporter = ?33 WHERE id = ?1",
        rusqlite::params_from_iter(values(ticket)?),
    )?;
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
