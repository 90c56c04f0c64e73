//! Public reports as lists and maps: nearest or newest first. Never shows what is not public.

use super::{
    columns::{maybe_parsed, parsed, places},
    queries::{self, position},
    ticket::summary,
};
use crate::{db::Tx, error::Error};
use dimos_api::{ReportsQuery, problem::Code};
use dimos_domain::{
    ids::*,
    place::{Cell, Position},
    report::ReportSummary,
    workflow::{Face, State},
};
use rusqlite::types::Value as Sql;
use std::collections::HashMap;

/// Reports at once where the caller says nothing else.
const USUAL: u32 = 50;
/// Most reports at once.
const MOST: u32 = 200;
/// Metres around a place where the caller says nothing else.
const USUAL_RADIUS_M: f64 = 500.0;
/// Most metres around a place.
const MOST_RADIUS_M: f64 = 5_000.0;
/// The first circle that is searched, in metres; the next is twice as wide, until there are enough.
const FIRST_CIRCLE_M: f64 = 100.0;

/// A checked query.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    around: Option<(Position, f64)>,
    service: Option<ServiceCode>,
    states: Vec<State>,
    limit: u32,
}

impl Wanted {
    /// Checks a query.
    ///
    /// # Errors
    /// `bad_request` for half a place or an unknown face; `bad_position`.
    pub fn of(query: ReportsQuery) -> Result<Self, Error> {
        let wrong = || Error::new(Code::BadRequest).because("query");
        let around = match (query.near_lat, query.near_lon) {
            (Some(lat), Some(lon)) => {
                let place = Position::new(lat, lon).map_err(|_| Error::new(Code::BadPosition))?;
                let radius = query.radius_m.unwrap_or(USUAL_RADIUS_M);
                if !radius.is_finite() {
                    return Err(wrong());
                }
                Some((place, radius.clamp(1.0, MOST_RADIUS_M)))
            }
            (None, None) => None,
            _ => return Err(wrong()),
        };
        let face = match query.face.as_deref() {
            None => None,
            Some("open") => Some(Face::Open),
            Some("fixed") => Some(Face::Fixed),
            Some("closed") => Some(Face::Closed),
            Some(_) => return Err(wrong()),
        };
        let states = State::ALL.into_iter().filter(|state| face.is_some_and(|face| state.face() == face)).collect();
        Ok(Self { around, service: query.service, states, limit: query.limit.unwrap_or(USUAL).clamp(1, MOST) })
    }

    fn condition(&self, values: &mut Vec<Sql>) -> String {
        let mut sql = String::from("r.is_public = 1");
        if let Some(service) = &self.service {
            sql.push_str(" AND r.service = ?");
            values.push(service.to_string().into());
        }
        if !self.states.is_empty() {
            sql.push_str(&format!(" AND r.state IN ({})", places(self.states.len())));
            values.extend(self.states.iter().map(|state| Sql::from(state.as_str().to_owned())));
        }
        sql
    }
}

/// The reports wanted, nearest or else newest first.
///
/// # Errors
/// Only the database's.
pub fn public(tx: &Tx<'_>, wanted: &Wanted) -> Result<Vec<ReportSummary>, Error> {
    match wanted.around {
        Some((around, radius)) => nearest(tx, wanted, around, radius),
        None => {
            let mut values = Vec::new();
            let condition = wanted.condition(&mut values);
            values.push(i64::from(wanted.limit).into());
            summaries(tx, &format!("{condition} ORDER BY r.created_at DESC LIMIT ?"), values)
        }
    }
}

/// In circles that grow until they hold enough, so that a full map costs no more than an empty one.
fn nearest(tx: &Tx<'_>, wanted: &Wanted, around: Position, most_m: f64) -> Result<Vec<ReportSummary>, Error> {
    let enough = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    let mut radius = FIRST_CIRCLE_M.min(most_m);
    let found = loop {
        let found = within(tx, wanted, around, radius)?;
        if found.len() >= enough || radius >= most_m {
            break found;
        }
        radius = (radius * 2.0).min(most_m);
    };
    let chosen: Vec<ReportId> = found.into_iter().take(enough).map(|(id, _)| id).collect();
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let values = chosen.iter().map(|id| Sql::from(id.to_string())).collect();
    let rows = summaries(tx, &format!("r.is_public = 1 AND r.id IN ({})", places(chosen.len())), values)?;
    let mut by_id: HashMap<ReportId, ReportSummary> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(chosen.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// What lies within a circle, nearest first.
fn within(tx: &Tx<'_>, wanted: &Wanted, around: Position, radius_m: f64) -> Result<Vec<(ReportId, f64)>, Error> {
    let mut sql = String::new();
    let mut values = Vec::new();
    for (from, to) in Cell::ranges_around(around, radius_m) {
        sql.push_str(if sql.is_empty() { "" } else { " UNION ALL " });
        let condition = wanted.condition(&mut values);
        sql.push_str(&format!("SELECT r.id, r.lat, r.lon FROM reports r WHERE {condition} AND r.cell BETWEEN ? AND ?"));
        values.extend([Sql::from(from.0), Sql::from(to.0)]);
    }
    let rows = tx.all(&sql, rusqlite::params_from_iter(values), |row| {
        Ok((parsed::<ReportId>(row, 0)?, around.distance_m(position(row, 1, 2)?)))
    })?;
    let mut found: Vec<(ReportId, f64)> = rows.into_iter().filter(|(_, metres)| *metres <= radius_m).collect();
    found.sort_by(|(a, near), (b, far)| near.total_cmp(far).then(a.cmp(b)));
    Ok(found)
}

fn summaries(tx: &Tx<'_>, which: &str, values: Vec<Sql>) -> Result<Vec<ReportSummary>, Error> {
    let sql = format!(
        "SELECT {}, (SELECT p.media FROM report_photos p WHERE p.report = r.id AND p.for_staff = 0 ORDER BY p.added_at, p.place LIMIT 1) \
         FROM reports r WHERE {which}",
        queries::COLUMNS
    );
    tx.all(&sql, rusqlite::params_from_iter(values), |row| {
        Ok(summary(&queries::ticket(row)?, maybe_parsed(row, queries::COLUMN_COUNT)?))
    })
}
