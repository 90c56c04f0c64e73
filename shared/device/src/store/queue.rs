//! The outbox as a drain works it off: read whole, then changed step by step, each step with what the server sent, in one
//! transaction.

use super::{
    Store,
    copies::{self, Why},
    internal, json, millis, moment, notes,
    outbox::{self, reshelve_for},
};
use crate::{
    error::StoreError,
    model::{News, PendingPhoto},
    sync::{Cause, QueuedAct, QueuedPhoto, Write},
};
use dimos_api::{Change, call::ActCall};
use dimos_domain::{
    act::Act,
    ids::*,
    job::{Job, Late},
    report::Report,
};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use std::{path::PathBuf, str::FromStr};
use uuid::Uuid;

/// The pull cursor's name among the notes.
const CURSOR: &str = "cursor";
/// Where reading again must begin once the app can read what it could not, and which version could not.
const UNREAD: &str = "unread_from";
/// Whose the cursor is: see [`Store::era`].
const ERA: &str = "era";

/// What came with the server's answer and is newer than what is here.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Reports as they are now.
    pub reports: Vec<Report>,
    /// Jobs as they are now.
    pub jobs: Vec<Job>,
    /// The act came when its job was no longer open.
    pub late: Option<Late>,
}

/// A page of changes.
#[derive(Debug, Clone)]
pub struct PulledPage {
    /// What could be read.
    pub changes: Vec<Change>,
    /// Where to go on.
    pub cursor: String,
    /// Something was too new for this app, which has this version.
    pub unread_by: Option<String>,
    /// As [`Store::era`] was before it was asked for.
    pub era: Option<String>,
}

impl Store {
    /// Everything that waits, as the engine needs it.
    pub fn queue(&self) -> Result<Vec<QueuedAct>, StoreError> {
        self.read(|tx| {
            let mut select = tx
                .prepare_cached(
                    "SELECT act, attempt, next_at, cause, renewed, wedge IS NOT NULL FROM outbox ORDER BY seq",
                )
                .map_err(internal)?;
            let mut rows = select.query([]).map_err(internal)?;
            let mut acts = Vec::new();
            while let Some(row) = rows.next().map_err(internal)? {
                let document: String = row.get(0).map_err(internal)?;
                let Ok(act) = serde_json::from_str::<Act>(&document) else { continue };
                acts.push(QueuedAct {
                    id: act.id,
                    subject: act.what.subject(),
                    attempt: row.get(1).map_err(internal)?,
                    next_at: row.get::<_, Option<i64>>(2).map_err(internal)?.and_then(moment),
                    cause: row.get::<_, Option<String>>(3).map_err(internal)?.as_deref().and_then(Cause::parse),
                    renewed: row.get(4).map_err(internal)?,
                    wedged: row.get(5).map_err(internal)?,
                    photos: queued_photos(tx, act.id)?,
                });
            }
            Ok(acts)
        })
    }

    /// The call that delivers an act, with the body as it was first written. An act that an older app left has none: it is
    /// written now, before it is sent.
    pub fn call(&self, id: ActId) -> Result<Option<ActCall>, StoreError> {
        let Some((act, kept)) = self.read(|tx| act(tx, id))? else { return Ok(None) };
        let call = outbox::call(&act)?;
        let Some(body) = kept else {
            self.write(|tx| {
                let keep = "UPDATE outbox SET body = ?2 WHERE id = ?1 AND body IS NULL";
                run(tx, keep, params![id.to_string(), call.body])
            })?;
            return Ok(Some(call));
        };
        Ok(Some(ActCall { body, ..call }))
    }

    /// The photo to be sent.
    pub fn upload(&self, id: MediaId) -> Result<Option<PendingPhoto>, StoreError> {
        let row: Option<(String, String, i64)> = self.read(|tx| {
            tx.prepare_cached("SELECT path, sha256, bytes FROM uploads WHERE media = ?1")
                .and_then(|mut select| {
                    select.query_row([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()
                })
                .map_err(internal)
        })?;
        Ok(row.and_then(|(path, sha256, bytes)| {
            Some(PendingPhoto { id, path: self.real_path(&path), sha256, bytes: u64::try_from(bytes).ok()? })
        }))
    }

    /// The file of a photo taken on this phone, sent or not.
    pub fn own_photo(&self, id: MediaId) -> Result<Option<PathBuf>, StoreError> {
        let kept: Option<String> = self.read(|tx| {
            tx.prepare_cached(
                "SELECT path FROM uploads WHERE media = ?1 UNION ALL SELECT path FROM own_photos WHERE media = ?1",
            )
            .and_then(|mut select| select.query_row([id.to_string()], |row| row.get(0)).optional())
            .map_err(internal)
        })?;
        Ok(kept.map(|path| self.real_path(&path)).filter(|path| path.is_file()))
    }

    /// Keeps what a step of the drain came to, with what the server sent, all or nothing.
    pub fn settle(&self, writes: &[Write], answer: &Answer, now: Timestamp) -> Result<(), StoreError> {
        if writes.is_empty() && answer.reports.is_empty() && answer.jobs.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            // The copy first: a delivered act must not vanish from the screen before what it led to is there.
            for report in &answer.reports {
                copies::keep_report(tx, report, Why::Own, now)?;
            }
            for job in &answer.jobs {
                copies::keep_job(tx, job)?;
            }
            writes.iter().try_for_each(|write| settle(tx, write, answer.late, now))
        })
    }

    /// Where the last pull ended.
    pub fn cursor(&self) -> Result<Option<String>, StoreError> {
        self.note(CURSOR)
    }

    /// Another one whenever the phone becomes somebody else to the server: what was asked for before is not for this one.
    pub fn era(&self) -> Result<Option<String>, StoreError> {
        self.note(ERA)
    }

    /// The next pull begins at the beginning; one that is on its way is not kept.
    pub fn forget_cursor(&self) -> Result<(), StoreError> {
        self.write(new_era)
    }

    /// Keeps a page of changes and where it ended, in one transaction, and tells what of it is news. Absent if it was asked for
    /// in another era.
    pub fn keep_page(&self, page: &PulledPage, now: Timestamp) -> Result<Option<News>, StoreError> {
        self.write(|tx| {
            if notes::note(tx, ERA)? != page.era {
                return Ok(None);
            }
            let mut news = News::default();
            for change in &page.changes {
                match change {
                    Change::Report { report } => {
                        news.reports += u32::from(copies::keep_report(tx, report, Why::News, now)?);
                    }
                    Change::ReportGone { id } => copies::forget_report(tx, *id)?,
                    Change::Job { job } => news.jobs += u32::from(copies::keep_job(tx, job)?),
                    Change::JobGone { id } => news.jobs += u32::from(copies::forget_job(tx, *id)?),
                }
            }
            if let Some(version) = &page.unread_by
                && notes::note(tx, UNREAD)?.is_none()
            {
                let from = notes::note(tx, CURSOR)?;
                notes::keep_note(tx, UNREAD, Some(&json(&(version, from))?))?;
            }
            notes::keep_note(tx, CURSOR, Some(&page.cursor))?;
            Ok(Some(news))
        })
    }

    /// If an older version of the app could not read something: this one tries again from there.
    pub fn read_again(&self, app_version: &str) -> Result<(), StoreError> {
        let Some(kept) = self.note(UNREAD)? else { return Ok(()) };
        let unread: Option<(String, Option<String>)> = serde_json::from_str(&kept).ok();
        if unread.as_ref().is_some_and(|(version, _)| version == app_version) {
            return Ok(());
        }
        let from = unread.and_then(|(_, from)| from);
        self.write(|tx| {
            notes::keep_note(tx, CURSOR, from.as_deref())?;
            notes::keep_note(tx, UNREAD, None)
        })
    }

    /// Forgets delivered photos of this phone that are older than a moment; their files go too.
    pub fn forget_own_photos(&self, before: Timestamp) -> Result<(), StoreError> {
        let paths: Vec<String> = self.write(|tx| {
            tx.prepare_cached("DELETE FROM own_photos WHERE kept_at < ?1 RETURNING path")
                .and_then(|mut forget| forget.query_map([millis(before)], |row| row.get(0))?.collect())
                .map_err(internal)
        })?;
        for path in paths {
            // A file that stays behind is only space.
            let _ = std::fs::remove_file(self.real_path(&path));
        }
        Ok(())
    }
}

fn queued_photos(tx: &Transaction<'_>, act: ActId) -> Result<Vec<QueuedPhoto>, StoreError> {
    let rows: Vec<(String, i64, Option<String>, bool)> = tx
        .prepare_cached("SELECT media, bytes, url, done FROM uploads WHERE act = ?1 ORDER BY place")
        .and_then(|mut select| {
            select
                .query_map([act.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
                .collect()
        })
        .map_err(internal)?;
    Ok(rows
        .into_iter()
        .filter_map(|(media, bytes, url, done)| {
            let (id, bytes) = (MediaId::from_str(&media).ok()?, u64::try_from(bytes).ok()?);
            Some(QueuedPhoto { id, bytes, url, offset: None, done })
        })
        .collect())
}

/// An act with its body as it was first written.
fn act(tx: &Transaction<'_>, id: ActId) -> Result<Option<(Act, Option<String>)>, StoreError> {
    let row: Option<(String, Option<String>)> = tx
        .prepare_cached("SELECT act, body FROM outbox WHERE id = ?1")
        .and_then(|mut select| select.query_row([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?))).optional())
        .map_err(internal)?;
    Ok(row.and_then(|(document, body)| Some((serde_json::from_str(&document).ok()?, body))))
}

fn settle(tx: &Transaction<'_>, write: &Write, late: Option<Late>, now: Timestamp) -> Result<(), StoreError> {
    match write {
        Write::Delivered { act: id } => {
            let delivered = act(tx, *id)?.map(|(act, _)| act);
            if let (Some(act), Some(late)) = (&delivered, late) {
                copies::came_late(tx, act.what.subject(), late)?;
            }
            let id = id.to_string();
            tx.execute(
                "INSERT OR REPLACE INTO own_photos (media, path, kept_at) SELECT media, path, ?2 FROM uploads WHERE act = ?1",
                params![id, millis(now)],
            )
            .map_err(internal)?;
            tx.execute("DELETE FROM outbox WHERE id = ?1", [id]).map_err(internal)?;
            delivered.map_or(Ok(()), |act| reshelve_for(tx, &act))
        }
        Write::Later { act, attempt, next_at, cause } => run(
            tx,
            "UPDATE outbox SET attempt = ?2, next_at = ?3, cause = ?4 WHERE id = ?1",
            params![act.to_string(), attempt, millis(*next_at), cause.as_str()],
        ),
        Write::Wedged { act, reason } => {
            run(tx, "UPDATE outbox SET wedge = ?2 WHERE id = ?1", params![act.to_string(), json(reason)?])
        }
        Write::PhotoGone { act } => {
            run(tx, "UPDATE outbox SET wedge = ?2 WHERE id = ?1", params![act.to_string(), outbox::PHOTO_GONE])
        }
        Write::UploadMade { photo, url } => {
            run(tx, "UPDATE uploads SET url = ?2 WHERE media = ?1", params![photo.to_string(), url])
        }
        Write::UploadDone { photo } => {
            run(tx, "UPDATE uploads SET done = 1 WHERE media = ?1", params![photo.to_string()])
        }
        Write::UploadAnew { photo } => {
            run(tx, "UPDATE uploads SET url = NULL, done = 0 WHERE media = ?1", params![photo.to_string()])
        }
        Write::PhotosAnew { act } => {
            let act = act.to_string();
            run(tx, "UPDATE uploads SET url = NULL, done = 0 WHERE act = ?1", params![act])?;
            run(tx, "UPDATE outbox SET renewed = 1 WHERE id = ?1", params![act])
        }
        Write::ForgetCursor => notes::keep_note(tx, CURSOR, None),
    }
}

fn run(tx: &Transaction<'_>, sql: &str, params: impl rusqlite::Params) -> Result<(), StoreError> {
    tx.prepare_cached(sql).and_then(|mut statement| statement.execute(params)).map(|_| ()).map_err(internal)
}

/// What the server told so far was told to somebody else.
pub(super) fn new_era(tx: &Transaction<'_>) -> Result<(), StoreError> {
    notes::keep_note(tx, CURSOR, None)?;
    notes::keep_note(tx, ERA, Some(&Uuid::new_v4().to_string()))
}

/// Used by a rescue: an act with its photos, as they were.
pub(super) fn restore(
    tx: &Transaction<'_>,
    act: &Act,
    body: Option<&str>,
    photos: &[(PendingPhoto, String, i64)],
) -> Result<(), StoreError> {
    outbox::insert(tx, act)?;
    if let Some(body) = body {
        run(tx, "UPDATE outbox SET body = ?2 WHERE id = ?1", params![act.id.to_string(), body])?;
    }
    for (place, (photo, path, bytes)) in photos.iter().enumerate() {
        outbox::insert_upload(tx, &act.id.to_string(), place, photo, path, *bytes)?;
    }
    reshelve_for(tx, act)
}
