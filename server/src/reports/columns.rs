//! How values stand in columns: names as text, structures as JSON, ids as text. What cannot be read is a damaged row.

use crate::{db::moment, error::Error};
use jiff::Timestamp;
use rusqlite::{
    Result, Row,
    types::{FromSql, Type},
};
use serde::{
    Serialize,
    de::{DeserializeOwned, IntoDeserializer, value},
};
use std::{error, fmt::Display, str::FromStr};

fn damaged(column: usize, cause: impl Into<Box<dyn error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, cause.into())
}

/// A value that is written as its name: an id, a code, a day.
pub fn parsed<T>(row: &Row<'_>, column: usize) -> Result<T>
where
    T: FromStr,
    T::Err: Display,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|cause: T::Err| damaged(column, cause.to_string()))
}

/// The same, where it may be absent.
pub fn maybe_parsed<T>(row: &Row<'_>, column: usize) -> Result<Option<T>>
where
    T: FromStr,
    T::Err: Display,
{
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|cause: T::Err| damaged(column, cause.to_string()))).transpose()
}

/// One of a set of names, as serde writes them.
pub fn named<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let name: String = row.get(column)?;
    T::deserialize(IntoDeserializer::<value::Error>::into_deserializer(name.as_str()))
        .map_err(|cause| damaged(column, cause.to_string()))
}

/// The same, where it may be absent.
pub fn maybe_named<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<Option<T>> {
    let there: Option<String> = row.get(column)?;
    there.map(|_| named(row, column)).transpose()
}

/// A structure.
pub fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|cause| damaged(column, cause))
}

/// A moment.
pub fn time(row: &Row<'_>, column: usize) -> Result<Timestamp> {
    moment(row.get(column)?)
}

/// A moment, where it may be absent.
pub fn maybe_time(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    row.get::<_, Option<i64>>(column)?.map(moment).transpose()
}

/// A whole number of a narrower type.
pub fn number<T>(row: &Row<'_>, column: usize) -> Result<T>
where
    T: TryFrom<i64>,
{
    let wide: i64 = row.get(column)?;
    T::try_from(wide).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, wide))
}

/// The same, where it may be absent.
pub fn maybe_number<T>(row: &Row<'_>, column: usize) -> Result<Option<T>>
where
    T: TryFrom<i64>,
{
    let there: Option<i64> = row.get(column)?;
    there.map(|_| number(row, column)).transpose()
}

/// A value as it stands, where reading it cannot fail otherwise.
pub fn plain<T: FromSql>(row: &Row<'_>, column: usize) -> Result<T> {
    row.get(column)
}

/// The name of one of a set, as serde writes it.
///
/// # Errors
/// Only for a value that is not written as a name, which none of ours is.
pub fn name_of<T: Serialize>(value: &T) -> std::result::Result<String, Error> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(name) => Ok(name),
        other => Err(Error::internal(format!("{other} is not a name"))),
    }
}

/// `?,?,?`: as many places as a list has values.
#[must_use]
pub fn places(count: usize) -> String {
    let mut places = "?,".repeat(count);
    places.pop();
    places
}
