//! Transfers and photos in the database.

use super::tus::Announced;
use crate::{
    auth::DeviceAuth,
    db::{Tx, ms},
    error::Error,
    reports::columns::maybe_parsed,
};
use dimos_domain::ids::{DeviceId, MediaId, ReportId};
use jiff::Timestamp;

/// A transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Upload {
    pub(super) id: MediaId,
    pub(super) device: DeviceId,
    pub(super) length: u64,
    pub(super) sha256: Option<[u8; 32]>,
    /// Whether the photo is kept already.
    pub(super) done: bool,
}

/// Finds a transfer, whoever's it is.
pub(super) fn find(tx: &Tx<'_>, id: MediaId) -> Result<Option<Upload>, Error> {
    let row = tx.one("SELECT device, length, sha256, state FROM uploads WHERE id = ?1", [id.to_string()], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, Option<[u8; 32]>>(2)?,
            row.get::<_, String>(3)?,
        ))
    })?;
    row.map(|(device, length, sha256, state)| {
        let device = device.parse().map_err(Error::internal)?;
        let length = u64::try_from(length).map_err(Error::internal)?;
        Ok(Upload { id, device, length, sha256, done: state == "done" })
    })
    .transpose()
}

/// Transfers and photos of a device that wait for an act.
pub(super) fn waiting(tx: &Tx<'_>, device: DeviceId) -> Result<i64, Error> {
    let count = tx.one(
        "SELECT (SELECT count(*) FROM uploads WHERE device = ?1 AND state = 'open') \
              + (SELECT count(*) FROM media WHERE device = ?1 AND report IS NULL)",
        [device.to_string()],
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or_default())
}

pub(super) fn create(tx: &Tx<'_>, device: DeviceId, upload: &Announced, now: Timestamp) -> Result<(), Error> {
    let length = i64::try_from(upload.length).map_err(Error::internal)?;
    tx.execute(
        "INSERT INTO uploads (id, device, length, sha256, state, created_at) VALUES (?1, ?2, ?3, ?4, 'open', ?5)",
        (upload.id.to_string(), device.to_string(), length, upload.sha256.map(|hash| hash.to_vec()), ms(now)),
    )?;
    Ok(())
}

/// A photo to be kept.
pub(super) struct Kept {
    pub(super) length: i64,
    pub(super) sha256: [u8; 32],
    pub(super) width: u32,
    pub(super) height: u32,
}

pub(super) fn finish(tx: &Tx<'_>, upload: &Upload, kept: &Kept, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO media (id, device, length, sha256, width, height, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (id) DO NOTHING",
        (
            upload.id.to_string(),
            upload.device.to_string(),
            kept.length,
            kept.sha256.as_slice(),
            kept.width,
            kept.height,
            ms(now),
        ),
    )?;
    tx.execute("UPDATE uploads SET state = 'done' WHERE id = ?1", [upload.id.to_string()])?;
    Ok(())
}

pub(super) fn remove(tx: &Tx<'_>, id: MediaId) -> Result<(), Error> {
    tx.execute("DELETE FROM uploads WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

/// A photo, as far as it matters who asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// Of which report, once an act named it.
    pub(super) report: Option<ReportId>,
    /// As its report is.
    pub(super) public: bool,
    /// For those only who work on its report.
    pub(super) for_staff: bool,
    /// The phone that asks sent it, or it was taken on a visit of the phone's crew.
    pub(super) is_own: bool,
}

/// Finds a photo, and how a phone stands to it.
pub(super) fn asked_for(tx: &Tx<'_>, id: MediaId, by: Option<&DeviceAuth>) -> Result<Option<Asked>, Error> {
    let (device, crew) = by.map_or((None, None), |by| (Some(by.device.to_string()), by.crew.as_ref()));
    tx.one(
        "SELECT m.report, m.public, m.device = ?2 OR EXISTS (SELECT 1 FROM report_photos p JOIN jobs j ON j.id = p.job \
           WHERE p.report = m.report AND p.media = m.id AND j.crew = ?3), \
           EXISTS (SELECT 1 FROM report_photos p WHERE p.media = m.id AND p.for_staff = 1) FROM media m WHERE m.id = ?1",
        (id.to_string(), device, crew.map(|crew| crew.as_str())),
        |row| {
            let is_own: Option<bool> = row.get(2)?;
            Ok(Asked {
                report: maybe_parsed(row, 0)?,
                public: row.get(1)?,
                for_staff: row.get(3)?,
                is_own: is_own.unwrap_or_default(),
            })
        },
    )
}

/// Transfers, and photos that no act named, from before a moment: gone from the tables, their ids returned.
pub(super) fn drop_forgotten(tx: &Tx<'_>, before: Timestamp) -> Result<Vec<MediaId>, Error> {
    let before = ms(before);
    let id = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
    let mut gone = tx.all("DELETE FROM uploads WHERE created_at < ?1 RETURNING id", [before], id)?;
    gone.extend(tx.all("DELETE FROM media WHERE report IS NULL AND created_at < ?1 RETURNING id", [before], id)?);
    gone.iter().map(|id| id.parse().map_err(Error::internal)).collect()
}

/// Whether a photo is kept.
pub(super) fn exists(tx: &Tx<'_>, id: MediaId) -> Result<bool, Error> {
    Ok(tx.one("SELECT 1 FROM media WHERE id = ?1", [id.to_string()], |_| Ok(()))?.is_some())
}
