//! Photos of reports: claimed by the act that names them, once, by the phone that uploaded them.

use super::{
    columns::{name_of, places},
    ticket::Ticket,
};
use crate::{db::Tx, error::Error};
use dimos_api::problem::Code;
use dimos_domain::{ids::JobId, report::Photo};
use rusqlite::types::Value as Sql;

/// By whom photos were taken.
#[derive(Debug, Clone, Copy)]
pub struct TakenBy<'a> {
    /// The phone that uploaded them.
    pub device: Option<&'a str>,
    /// The job on which a crew took them.
    pub job: Option<JobId>,
    /// For whom they are.
    pub shown: Shown,
}

/// For whom photos are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// For whoever sees the report.
    AsTheReport,
    /// For those who work on it.
    ToStaff,
}

/// Makes uploaded photos a report's, in their order. `added_at` is a position in the log.
/// Two statements, none for no photos.
///
/// # Errors
/// `missing_photo` if one has not arrived whole, is another phone's, is named twice or belongs to a report already.
pub fn attach(tx: &Tx<'_>, ticket: &Ticket, added_at: i64, by: TakenBy<'_>, photos: &[Photo]) -> Result<(), Error> {
    if photos.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "UPDATE media SET report = ?, public = ? WHERE device = ? AND report IS NULL AND id IN ({})",
        places(photos.len())
    );
    let mut values: Vec<Sql> = vec![
        ticket.id.to_string().into(),
        i64::from(ticket.public && by.shown == Shown::AsTheReport).into(),
        by.device.unwrap_or_default().to_owned().into(),
    ];
    values.extend(photos.iter().map(|photo| Sql::from(photo.id.to_string())));
    if tx.execute(&sql, rusqlite::params_from_iter(values))? != photos.len() {
        return Err(Error::new(Code::MissingPhoto).field("/photos"));
    }
    insert(tx, ticket, added_at, by, photos)
}

fn insert(tx: &Tx<'_>, ticket: &Ticket, added_at: i64, by: TakenBy<'_>, photos: &[Photo]) -> Result<(), Error> {
    let mut sql =
        String::from("INSERT INTO report_photos (media, report, kind, added_at, place, job, for_staff) VALUES ");
    let mut values: Vec<Sql> = Vec::with_capacity(photos.len() * 7);
    for (place, photo) in (0_i64..).zip(photos) {
        sql.push_str(if place == 0 { "(?,?,?,?,?,?,?)" } else { ",(?,?,?,?,?,?,?)" });
        values.extend([
            photo.id.to_string().into(),
            ticket.id.to_string().into(),
            name_of(&photo.kind)?.into(),
            added_at.into(),
            place.into(),
            by.job.map(|job| job.to_string()).into(),
            i64::from(by.shown == Shown::ToStaff).into(),
        ]);
    }
    tx.execute(&sql, rusqlite::params_from_iter(values))?;
    Ok(())
}

/// The photos are as public as their report has become, but for those that are never public.
///
/// # Errors
/// Only the database's.
pub fn show(tx: &Tx<'_>, ticket: &Ticket) -> Result<(), Error> {
    tx.execute(
        "UPDATE media SET public = ?2 WHERE report = ?1 \
           AND id NOT IN (SELECT media FROM report_photos WHERE report = ?1 AND for_staff = 1)",
        (ticket.id.to_string(), i64::from(ticket.public)),
    )?;
    Ok(())
}

/// Whether a crew photographed the finished work of a job.
///
/// # Errors
/// Only the database's.
pub fn shows_the_end(tx: &Tx<'_>, job: JobId) -> Result<bool, Error> {
    let found =
        tx.one("SELECT 1 FROM report_photos WHERE job = ?1 AND kind = 'after' LIMIT 1", [job.to_string()], |row| {
            row.get::<_, i64>(0)
        })?;
    Ok(found.is_some())
}
