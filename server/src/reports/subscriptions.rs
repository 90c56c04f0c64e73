//! Which phone hears of which report, and why.

use super::columns::{maybe_named, maybe_parsed, name_of, named, parsed, plain};
use crate::{db::Tx, error::Error};
use dimos_domain::{ids::*, report::Relation};
use rusqlite::Row;

/// One phone's standing to one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The phone.
    pub device: DeviceId,
    /// How it stands to the report.
    pub relation: Relation,
    /// Position in the log at which that changed.
    pub version: i64,
    /// Whether its "me too" is in the report's supporters: once said, it counts once for good.
    pub counted: bool,
    /// The duplicate whose merge brought it here.
    pub via: Option<ReportId>,
    /// What it was before that merge.
    pub before_merge: Option<Relation>,
}

impl Subscription {
    /// Of a phone's own will.
    #[must_use]
    pub fn new(device: DeviceId, relation: Relation, version: i64) -> Self {
        Self { device, relation, version, counted: false, via: None, before_merge: None }
    }

    /// Whether it makes one of the report's supporters: by its own "me too", or through a report that was merged in.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.counted || (self.relation == Relation::Supporter && self.via.is_some())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Subscription> {
    Ok(Subscription {
        device: parsed(row, 0)?,
        relation: named(row, 1)?,
        version: plain(row, 2)?,
        counted: plain(row, 3)?,
        via: maybe_parsed(row, 4)?,
        before_merge: maybe_named(row, 5)?,
    })
}

/// A phone's standing to a report.
///
/// # Errors
/// Only the database's.
pub fn find(tx: &Tx<'_>, device: DeviceId, report: ReportId) -> Result<Option<Subscription>, Error> {
    tx.one(
        "SELECT device, relation, version, counted, via, relation_before_merge FROM subscriptions \
         WHERE device = ?1 AND report = ?2",
        (device.to_string(), report.to_string()),
        read,
    )
}

/// Everybody's standing to a report.
///
/// # Errors
/// Only the database's.
pub fn of_report(tx: &Tx<'_>, report: ReportId) -> Result<Vec<Subscription>, Error> {
    tx.all(
        "SELECT device, relation, version, counted, via, relation_before_merge FROM subscriptions \
         WHERE report = ?1 ORDER BY device",
        [report.to_string()],
        read,
    )
}

/// Writes a phone's standing to a report, new or changed.
///
/// # Errors
/// Only the database's.
pub fn put(tx: &Tx<'_>, report: ReportId, standing: &Subscription) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO subscriptions (device, report, relation, version, counted, via, relation_before_merge) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (device, report) DO UPDATE SET relation = excluded.relation, version = excluded.version, \
         counted = excluded.counted, via = excluded.via, relation_before_merge = excluded.relation_before_merge",
        (
            standing.device.to_string(),
            report.to_string(),
            name_of(&standing.relation)?,
            standing.version,
            i64::from(standing.counted),
            standing.via.map(|via| via.to_string()),
            standing.before_merge.as_ref().map(name_of).transpose()?,
        ),
    )?;
    Ok(())
}
