//! A report's row: each column named once, with what is written into it. The lists of columns and the places by which they
//! are read all come from that one table.

use super::{
    columns::{json, maybe_number, maybe_parsed, maybe_time, name_of, named, number, parsed, places, plain, time},
    ticket::Ticket,
};
use crate::{db::ms, error::Error};
use dimos_domain::{
    ids::ReportId,
    place::{Cell, Located, Position},
    report::{Rating, TicketRef},
};
use rusqlite::{Row, types::Value as Sql};
use std::sync::LazyLock;

/// `column: value`, the key first. Makes of them the list to select, `at::column` (where a row has it) and [`values`].
macro_rules! columns {
    (|$ticket:ident| $key:ident: $key_value:expr, $($column:ident: $value:expr,)+) => {
        /// Every column, to be selected from `reports r`.
        pub const COLUMNS: &str = concat!("r.", stringify!($key), $(", r.", stringify!($column)),+);
        /// How many they are: where further columns of a join begin.
        pub const COLUMN_COUNT: usize = NAMES.len();
        const NAMES: &[&str] = &[stringify!($key), $(stringify!($column)),+];

        #[allow(non_camel_case_types, dead_code)]
        enum Column { $key, $($column),+ }

        /// Where a row has each column.
        #[allow(non_upper_case_globals, dead_code)]
        mod at {
            use super::Column;
            pub(super) const $key: usize = Column::$key as usize;
            $(pub(super) const $column: usize = Column::$column as usize;)+
        }

        /// What is written into each column, in their order.
        pub(super) fn values($ticket: &Ticket) -> Result<Vec<Sql>, Error> {
            Ok(vec![$key_value.into(), $($value.into()),+])
        }
    };
}

columns! {
    |t|
    id: t.id.to_string(),
    number: t.number.clone(),
    version: t.version,
    service: t.service.to_string(),
    state: t.state.as_str().to_owned(),
    is_open: i64::from(t.state.is_open()),
    is_public: i64::from(t.public),
    description: t.description.clone(),
    lat: t.located.position.lat(),
    lon: t.located.position.lon(),
    accuracy_m: t.located.accuracy_m.map(f64::from),
    position_source: name_of(&t.located.source)?,
    cell: Cell::of(t.located.position).0,
    place_hint: t.place_hint.clone(),
    area: t.area.clone(),
    answers: serde_json::to_string(&t.answers)?,
    priority: i64::from(t.priority),
    department: t.department.as_ref().map(ToString::to_string),
    crew: t.crew.as_ref().map(ToString::to_string),
    scheduled_for: t.scheduled_for.map(|day| day.to_string()),
    due_at: t.due_at.map(ms),
    created_at: ms(t.created_at),
    reported_at: t.reported_at.map(ms),
    updated_at: ms(t.updated_at),
    resolved_at: t.resolved_at.map(ms),
    supporters: i64::from(t.supporters),
    duplicate_of: t.duplicate_of.as_ref().map(|other| other.id.to_string()),
    duplicate_number: t.duplicate_of.as_ref().map(|other| other.number.clone()),
    question: t.question.clone(),
    stars: t.rating.as_ref().map(|rating| i64::from(rating.stars)),
    rating_comment: t.rating.as_ref().and_then(|rating| rating.comment.clone()),
    reason: t.reason.clone(),
    reporter: t.reporter.to_string(),
}

/// Writes a new row with [`values`], unless there is one of that id.
pub(super) static INSERT: LazyLock<String> = LazyLock::new(|| {
    let (names, places) = (NAMES.join(", "), places(COLUMN_COUNT));
    format!("INSERT INTO reports ({names}) VALUES ({places}) ON CONFLICT (id) DO NOTHING")
});

/// Writes a row anew with [`values`]; the first of them says which.
pub(super) static UPDATE: LazyLock<String> = LazyLock::new(|| {
    let set: Vec<String> = NAMES.iter().zip(1..).skip(1).map(|(name, place)| format!("{name} = ?{place}")).collect();
    format!("UPDATE reports SET {} WHERE id = ?1", set.join(", "))
});

/// Reads a row of [`COLUMNS`].
///
/// # Errors
/// A damaged row.
pub fn ticket(row: &Row<'_>) -> rusqlite::Result<Ticket> {
    let duplicate: Option<ReportId> = maybe_parsed(row, at::duplicate_of)?;
    let comment: Option<String> = plain(row, at::rating_comment)?;
    Ok(Ticket {
        id: parsed(row, at::id)?,
        number: plain(row, at::number)?,
        version: plain(row, at::version)?,
        service: parsed(row, at::service)?,
        state: named(row, at::state)?,
        public: plain(row, at::is_public)?,
        description: plain(row, at::description)?,
        located: Located {
            position: position(row, at::lat, at::lon)?,
            accuracy_m: plain(row, at::accuracy_m)?,
            source: named(row, at::position_source)?,
        },
        place_hint: plain(row, at::place_hint)?,
        area: plain(row, at::area)?,
        answers: json(row, at::answers)?,
        priority: number(row, at::priority)?,
        department: maybe_parsed(row, at::department)?,
        crew: maybe_parsed(row, at::crew)?,
        scheduled_for: maybe_parsed(row, at::scheduled_for)?,
        due_at: maybe_time(row, at::due_at)?,
        created_at: time(row, at::created_at)?,
        reported_at: maybe_time(row, at::reported_at)?,
        updated_at: time(row, at::updated_at)?,
        resolved_at: maybe_time(row, at::resolved_at)?,
        supporters: number(row, at::supporters)?,
        duplicate_of: match duplicate {
            Some(id) => Some(TicketRef { id, number: plain(row, at::duplicate_number)? }),
            None => None,
        },
        question: plain(row, at::question)?,
        rating: maybe_number(row, at::stars)?.map(|stars| Rating { stars, comment }),
        reason: plain(row, at::reason)?,
        reporter: parsed(row, at::reporter)?,
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
