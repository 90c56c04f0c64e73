//! What a unit of work may do: run statements, each prepared once per connection and counted.

use crate::error::Error;
use jiff::Timestamp;
use rusqlite::{Connection, Params, Row};
use std::cell::Cell;

/// An open transaction.
pub struct Tx<'a> {
    connection: &'a Connection,
    statements: Cell<u32>,
}

impl<'a> Tx<'a> {
    pub(super) const fn new(connection: &'a Connection) -> Self {
        Self { connection, statements: Cell::new(0) }
    }

    /// How many statements this unit of work has run.
    #[must_use]
    pub fn statements(&self) -> u32 {
        self.statements.get()
    }

    /// Runs a statement that changes rows; how many.
    ///
    /// # Errors
    /// The engine's, as [`Error`].
    pub fn execute(&self, sql: &str, params: impl Params) -> Result<usize, Error> {
        self.count();
        Ok(self.connection.prepare_cached(sql)?.execute(params)?)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// The engine's, as [`Error`].
    pub fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        f: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        self.count();
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        Ok(rows.next()?.map(f).transpose()?)
    }

    /// Every row.
    ///
    /// # Errors
    /// The engine's, as [`Error`].
    pub fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        f: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        self.count();
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params, f)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every row in turn, for what is too much to keep.
    ///
    /// # Errors
    /// The engine's, as [`Error`], or the closure's.
    pub fn each(
        &self,
        sql: &str,
        params: impl Params,
        mut f: impl FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.count();
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            f(row)?;
        }
        Ok(())
    }

    /// The id that the last INSERT gave to an `INTEGER PRIMARY KEY`.
    #[must_use]
    pub fn last_insert_rowid(&self) -> i64 {
        self.connection.last_insert_rowid()
    }

    fn count(&self) {
        self.statements.set(self.statements.get().saturating_add(1));
    }
}

/// A moment as the tables keep it: milliseconds since 1970 (UTC).
#[must_use]
pub fn ms(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A moment from a table.
///
/// # Errors
/// A number beyond the years that a timestamp can hold: the row is damaged.
pub fn moment(ms: i64) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(ms).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, ms))
}
