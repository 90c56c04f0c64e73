//! The log: nothing changes without a line here, written in the transaction of the change. Append-only.
//! Positions are given out under the lock of one counter row, so that they are without gaps and become visible in order
//! on every engine: a cursor that has passed a position never misses a line before it.

use crate::{
    db::{Tx, ms},
    error::Error,
};
use dimos_domain::{
    ids::*,
    job::CannotReason,
    report::{Happening, TicketRef},
    workflow::Role,
};
use jiff::{Timestamp, civil::Date};
use rusqlite::types::Value as Sql;
use serde::Serialize;
use serde_json::{Map, Value};

/// Who did what makes the change. The name is for the audit and never leaves the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// In which part.
    pub role: Role,
    /// The id of a device or an account; none for rules.
    pub name: Option<String>,
}

impl Author {
    /// The server itself, by rule.
    #[must_use]
    pub fn rule() -> Self {
        Self { role: Role::System, name: None }
    }
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A report.
    Report(ReportId),
    /// A job.
    Job(JobId),
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// About what.
    pub subject: Subject,
    /// In which part somebody acted: by rule, or as the author.
    pub role: Role,
    /// What happened.
    pub what: What,
    /// The fields that the act changed, as they were and as they are.
    pub changed: Option<Changed>,
}

/// Fields before and after.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Changed {
    /// As they were.
    pub before: Map<String, Value>,
    /// As they are.
    pub after: Map<String, Value>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum What {
    /// Something that the timeline shows.
    Shown(Happening),
    /// Something that only the log knows.
    Unseen(Unseen),
    /// Something about a job.
    Job(JobChange),
}

/// What happens to a report without standing on its timeline: see [`UNSEEN`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Unseen {
    /// A phone follows it.
    Followed,
    /// A phone follows it no longer.
    Unfollowed,
    /// It carries on for another one that is not public.
    #[serde(rename = "absorbed_unseen")]
    Absorbed {
        /// Which.
        other: TicketRef,
    },
    /// A merge into this one was undone.
    Released {
        /// Which report is on its own again.
        other: TicketRef,
    },
}

/// The kinds of [`Unseen`], as a query leaves them out.
pub const UNSEEN: &str = "'followed', 'unfollowed', 'released', 'absorbed_unseen'";

/// What happens to a job.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum JobChange {
    /// It was put on a day's plan.
    Planned {
        /// Whose.
        crew: CrewCode,
        /// Which day.
        on: Date,
    },
    /// Its place in the day's order changed.
    Ordered {
        /// From 0.
        sequence: u16,
    },
    /// The crew began.
    Started,
    /// The crew fixed it.
    Done,
    /// The crew could not.
    NotDone {
        /// Why.
        reason: CannotReason,
    },
    /// The crew wrote or photographed something.
    Noted,
    /// It was taken off the plan.
    Cancelled,
    /// Its report changed.
    ReportChanged,
}

/// Name of the counter that gives out positions.
const POSITIONS: &str = "events";
/// Adds to a counter and answers with what it is then.
const COUNT: &str = "INSERT INTO counters (name, value) VALUES (?1, ?2) \
    ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value RETURNING value";
/// Values in one line.
const COLUMNS: usize = 10;
/// Most lines in one statement: SQLite takes 32,766 values.
const LINES_AT_ONCE: usize = 500;

/// Adds to a counter; what it is then.
fn count(tx: &Tx<'_>, name: &str, add: i64) -> Result<i64, Error> {
    tx.one(COUNT, (name, add), |row| row.get(0))?.ok_or_else(|| Error::internal("a counter did not answer"))
}

/// The next number of a series (one for each year, for example), from 1, without gaps: undone with the transaction.
///
/// # Errors
/// Only the database's.
pub fn next_number(tx: &Tx<'_>, series: &str) -> Result<i64, Error> {
    count(tx, series, 1)
}

/// Writes lines in their order (two statements for up to 500) and answers with the position of the first; the others
/// follow without gaps. No lines: no statement, and the position means nothing.
///
/// # Errors
/// Only the database's.
pub fn append(tx: &Tx<'_>, now: Timestamp, author: &Author, lines: &[Line]) -> Result<i64, Error> {
    let Ok(many) = i64::try_from(lines.len()) else { return Err(Error::internal("too many lines")) };
    if many == 0 {
        return Ok(0);
    }
    let first = count(tx, POSITIONS, many)? - many + 1;
    let mut seq = first;
    for lines in lines.chunks(LINES_AT_ONCE) {
        let mut values = Vec::with_capacity(lines.len() * COLUMNS);
        for line in lines {
            values.extend(columns(seq, now, author, line)?);
            seq += 1;
        }
        tx.execute(&insert(lines.len()), rusqlite::params_from_iter(values))?;
    }
    Ok(first)
}

fn columns(seq: i64, now: Timestamp, author: &Author, line: &Line) -> Result<[Sql; COLUMNS], Error> {
    let (report, job) = match line.subject {
        Subject::Report(id) => (Some(id.to_string()), None),
        Subject::Job(id) => (None, Some(id.to_string())),
    };
    let actor = if line.role == Role::System { None } else { author.name.clone() };
    let data = serde_json::to_value(&line.what)?;
    let kind = data.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let changed = |of: fn(&Changed) -> &Map<String, Value>| line.changed.as_ref().map(of).map(serde_json::to_string);
    Ok([
        seq.into(),
        ms(now).into(),
        report.into(),
        job.into(),
        kind.into(),
        line.role.as_str().to_owned().into(),
        actor.into(),
        changed(|fields| &fields.before).transpose()?.into(),
        changed(|fields| &fields.after).transpose()?.into(),
        serde_json::to_string(&data)?.into(),
    ])
}

fn insert(lines: usize) -> String {
    let mut sql =
        String::from("INSERT INTO events (seq, at, report, job, kind, role, actor, before, after, data) VALUES ");
    for line in 0..lines {
        sql.push_str(if line == 0 { "(?,?,?,?,?,?,?,?,?,?)" } else { ",(?,?,?,?,?,?,?,?,?,?)" });
    }
    sql
}
