//! What pages read from the reports' tables: rows of lists, points of maps, figures. Only what is public.

use crate::{
    db::{Tx, ms},
    error::Error,
    reports::{
        columns::{maybe_parsed, named, number, parsed, places, plain, time},
        queries::position,
    },
};
use dimos_domain::{
    ids::{MediaId, ReportId, ServiceCode},
    place::{Cell, Position},
    workflow::State,
};
use jiff::Timestamp;
use rusqlite::{Row, types::Value as Sql};

/// Characters of a description that a row carries.
const EXCERPT_CHARS: u32 = 200;

/// From the middle of a rectangle to its corner: beyond so many metres it is wide.
const WIDE_M: f64 = 1_200.0;

/// A report as a list or a map needs it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) id: ReportId,
    pub(super) number: String,
    pub(super) service: ServiceCode,
    pub(super) state: State,
    pub(super) excerpt: String,
    pub(super) position: Position,
    pub(super) place_hint: Option<String>,
    pub(super) created_at: Timestamp,
    pub(super) supporters: u32,
    pub(super) photo: Option<MediaId>,
}

/// Which reports.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Wanted {
    /// Only these states, if there are any.
    pub(super) states: Vec<State>,
    /// Only these services.
    pub(super) services: Option<Vec<ServiceCode>>,
    /// Only what is older than this.
    pub(super) after: Option<Cursor>,
    /// Only what lies in this rectangle.
    pub(super) within: Option<Rectangle>,
}

/// Where a page of the list ended: moment, then id, of its last row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    at_ms: i64,
    id: ReportId,
}

impl Cursor {
    pub(super) fn behind(row: &Found) -> Self {
        Self { at_ms: ms(row.created_at), id: row.id }
    }

    /// As [`Self::text`] wrote it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (at_ms, id) = text.split_once('.')?;
        Some(Self { at_ms: at_ms.parse().ok()?, id: id.parse().ok()? })
    }

    pub(super) fn text(&self) -> String {
        format!("{}.{}", self.at_ms, self.id.0.simple())
    }
}

/// An upright rectangle on the ground, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rectangle {
    pub(super) south: f64,
    pub(super) west: f64,
    pub(super) north: f64,
    pub(super) east: f64,
}

impl Rectangle {
    /// The cells that it touches, row by row as ranges. None for a wide one: there the newest reports of all the city are
    /// looked through sooner than all of its own.
    fn cells(&self) -> Vec<(Cell, Cell)> {
        let middle = Position::new((self.south + self.north) / 2.0, (self.west + self.east) / 2.0);
        let (Ok(middle), Ok(corner)) = (middle, Position::new(self.north, self.east)) else { return Vec::new() };
        let radius = middle.distance_m(corner);
        if radius > WIDE_M { Vec::new() } else { Cell::ranges_around(middle, radius) }
    }
}

const COLUMNS: &str = "r.id, r.number, r.service, r.state, substr(r.description, 1, ?), r.lat, r.lon, r.place_hint, \
    r.created_at, r.supporters, \
    (SELECT p.media FROM report_photos p WHERE p.report = r.id AND p.for_staff = 0 ORDER BY p.added_at, p.place LIMIT 1)";

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        id: parsed(row, 0)?,
        number: plain(row, 1)?,
        service: parsed(row, 2)?,
        state: named(row, 3)?,
        excerpt: plain(row, 4)?,
        position: position(row, 5, 6)?,
        place_hint: plain(row, 7)?,
        created_at: time(row, 8)?,
        supporters: number(row, 9)?,
        photo: maybe_parsed(row, 10)?,
    })
}

/// Public reports, newest first. One statement: which they are is found out first, and only those are read whole.
pub(super) fn newest(tx: &Tx<'_>, wanted: &Wanted, limit: usize) -> Result<Vec<Found>, Error> {
    let mut values: Vec<Sql> = vec![i64::from(EXCERPT_CHARS).into()];
    let mut from = String::from("reports q");
    let mut condition = String::from("q.is_public = 1");
    if let Some(within) = &wanted.within {
        let cells = within.cells();
        if !cells.is_empty() {
            // The few rows of cells first, then the index of cells: however many reports lie elsewhere.
            from = format!("(VALUES {}) c CROSS JOIN reports q", vec!["(?,?)"; cells.len()].join(","));
            condition.push_str(" AND q.cell BETWEEN c.column1 AND c.column2");
            values.extend(cells.into_iter().flat_map(|(from, to)| [Sql::from(from.0), Sql::from(to.0)]));
        }
        condition.push_str(" AND q.lat BETWEEN ? AND ? AND q.lon BETWEEN ? AND ?");
        values.extend([within.south, within.north, within.west, within.east].map(Sql::from));
    }
    if !wanted.states.is_empty() {
        condition.push_str(&format!(" AND q.state IN ({})", places(wanted.states.len())));
        values.extend(wanted.states.iter().map(|state| Sql::from(state.as_str().to_owned())));
    }
    if let Some(services) = &wanted.services {
        condition.push_str(&format!(" AND q.service IN ({})", places(services.len())));
        values.extend(services.iter().map(|service| Sql::from(service.to_string())));
    }
    if let Some(after) = &wanted.after {
        condition.push_str(" AND (q.created_at, q.id) < (?, ?)");
        values.extend([Sql::from(after.at_ms), Sql::from(after.id.to_string())]);
    }
    values.push(i64::try_from(limit).map_err(Error::internal)?.into());
    let sql = format!(
        "SELECT {COLUMNS} FROM reports r WHERE r.id IN (SELECT q.id FROM {from} WHERE {condition} \
         ORDER BY q.created_at DESC, q.id DESC LIMIT ?) ORDER BY r.created_at DESC, r.id DESC"
    );
    tx.all(&sql, rusqlite::params_from_iter(values), found)
}

/// The position of the log: what was counted before is right as long as it stays.
pub(super) fn log_position(tx: &Tx<'_>) -> Result<i64, Error> {
    let last = tx.one("SELECT max(seq) FROM events", [], |row| row.get::<_, Option<i64>>(0))?;
    Ok(last.flatten().unwrap_or_default())
}

/// How many public reports there are of each service in each state.
pub(super) fn count(tx: &Tx<'_>) -> Result<Vec<(ServiceCode, State, u64)>, Error> {
    tx.all("SELECT service, state, count(*) FROM reports WHERE is_public = 1 GROUP BY service, state", [], |row| {
        Ok((parsed(row, 0)?, named(row, 1)?, number(row, 2)?))
    })
}

/// Whether there is a public report of that number.
pub(super) fn exists(tx: &Tx<'_>, ticket: &str) -> Result<bool, Error> {
    let found = tx.one("SELECT 1 FROM reports WHERE number = ?1 AND is_public = 1", [ticket], |_| Ok(()))?;
    Ok(found.is_some())
}

/// Which of some reports are public. No statement for no reports.
pub(super) fn public_among(tx: &Tx<'_>, ids: &[ReportId]) -> Result<Vec<ReportId>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT id FROM reports WHERE is_public = 1 AND id IN ({})", places(ids.len()));
    tx.all(&sql, rusqlite::params_from_iter(ids.iter().map(ToString::to_string)), |row| parsed(row, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_what_it_wrote_and_nothing_else() {
        let cursor = Cursor { at_ms: 1_795_000_000_123, id: ReportId(uuid::Uuid::from_u128(7)) };
        assert_eq!(Cursor::read(&cursor.text()), Some(cursor));
        for text in ["", ".", "1", "1.x", "x.00000000000000000000000000000007", "' OR 1=1"] {
            assert_eq!(Cursor::read(text), None, "{text}");
        }
    }
}
