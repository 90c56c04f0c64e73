//! Who reported: personal data, kept apart from the report. Written with it, and read here alone, only for those for whom
//! it was asked: staff who see everything, and the crew that has the job while the job is open. Never goes into the log,
//! onto a page, into a refusal, or among the answers that are kept with the acts' keys.

use super::{
    columns::{parsed, places},
    view::Reader,
};
use crate::{db::Tx, error::Error};
use dimos_domain::{act::Contact, ids::*, job::Job, report::Report};
use rusqlite::{Row, types::Value as Sql};
use std::{collections::HashMap, fmt::Display, hash::Hash, str::FromStr};

/// Keeps who reported.
///
/// # Errors
/// Only the database's.
pub fn insert(tx: &Tx<'_>, id: ReportId, contact: &Contact) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO report_contacts (report, name, email, phone) VALUES (?1, ?2, ?3, ?4)",
        (id.to_string(), &contact.name, &contact.email, &contact.phone),
    )?;
    Ok(())
}

/// Adds to reports who reported them, if the reader may know. One statement, none for other readers.
///
/// # Errors
/// Only the database's.
pub fn tell_staff(tx: &Tx<'_>, reader: &Reader, reports: &mut [Report]) -> Result<(), Error> {
    match reader {
        Reader::Staff if !reports.is_empty() => {}
        Reader::Staff | Reader::Anyone | Reader::Phone { .. } => return Ok(()),
    }
    let sql =
        format!("SELECT report, name, email, phone FROM report_contacts WHERE report IN ({})", places(reports.len()));
    let values = texts(reports.iter().map(|report| report.id));
    let mut known: HashMap<ReportId, Contact> = found(tx, &sql, values)?;
    for report in reports {
        report.contact = known.remove(&report.id);
    }
    Ok(())
}

/// Adds to a crew's jobs whom to call: to those that are its own and open now, whatever the copies in hand say.
/// One statement.
///
/// # Errors
/// Only the database's.
pub fn tell_crew(tx: &Tx<'_>, crew: &CrewCode, jobs: &mut [Job]) -> Result<(), Error> {
    if jobs.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT j.id, c.name, c.email, c.phone FROM jobs j JOIN report_contacts c ON c.report = j.report \
         WHERE j.is_open = 1 AND j.crew = ? AND j.id IN ({})",
        places(jobs.len())
    );
    let mut values = vec![Sql::from(crew.to_string())];
    values.extend(texts(jobs.iter().map(|job| job.id)));
    let mut known: HashMap<JobId, Contact> = found(tx, &sql, values)?;
    for job in jobs.iter_mut().filter(|job| job.state.is_open()) {
        job.contact = known.remove(&job.id);
    }
    Ok(())
}

fn texts(ids: impl Iterator<Item = impl Display>) -> Vec<Sql> {
    ids.map(|id| Sql::from(id.to_string())).collect()
}

/// By the first column.
fn found<Id>(tx: &Tx<'_>, sql: &str, values: Vec<Sql>) -> Result<HashMap<Id, Contact>, Error>
where
    Id: FromStr + Eq + Hash,
    Id::Err: Display,
{
    let contact =
        |row: &Row<'_>| Ok((parsed(row, 0)?, Contact { name: row.get(1)?, email: row.get(2)?, phone: row.get(3)? }));
    Ok(tx.all(sql, rusqlite::params_from_iter(values), contact)?.into_iter().collect())
}
