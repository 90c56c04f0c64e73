//! The open reports around a place.

use crate::{
    db::Tx,
    error::Error,
    reports::{
        columns::{parsed, plain, time},
        queries::position,
    },
};
use dimos_domain::{
    ids::*,
    place::{Cell, Position},
};
use jiff::Timestamp;
use rusqlite::types::Value as Sql;

/// Most open reports looked at: a spot with more of one service is beyond duplicates.
const MOST: i64 = 200;

/// An open report, as far as the search for duplicates needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenReport {
    /// Which.
    pub id: ReportId,
    /// Its ticket number.
    pub number: String,
    /// Where it is.
    pub position: Position,
    /// In its reporter's words.
    pub description: String,
    /// When it arrived.
    pub created_at: Timestamp,
}

/// Open reports of a service within a radius in metres. One statement over the index of what is open.
///
/// # Errors
/// Only the database's.
pub fn open_near(
    tx: &Tx<'_>,
    service: &ServiceCode,
    around: Position,
    radius_m: f64,
) -> Result<Vec<OpenReport>, Error> {
    let rows = Cell::ranges_around(around, radius_m);
    let mut sql = String::new();
    let mut values: Vec<Sql> = Vec::with_capacity(rows.len() * 3 + 1);
    for (from, to) in rows {
        sql.push_str(if sql.is_empty() { "" } else { " UNION ALL " });
        sql.push_str(
            "SELECT id, number, lat, lon, description, created_at FROM reports \
             WHERE is_open = 1 AND service = ? AND cell BETWEEN ? AND ?",
        );
        values.extend([service.to_string().into(), from.0.into(), to.0.into()]);
    }
    sql.push_str(" LIMIT ?");
    values.push(MOST.into());
    let found = tx.all(&sql, rusqlite::params_from_iter(values), |row| {
        Ok(OpenReport {
            id: parsed(row, 0)?,
            number: plain(row, 1)?,
            position: position(row, 2, 3)?,
            description: plain(row, 4)?,
            created_at: time(row, 5)?,
        })
    })?;
    Ok(found.into_iter().filter(|report| around.distance_m(report.position) <= radius_m).collect())
}
