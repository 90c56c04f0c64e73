//! Acts that wait: saved in one transaction with everything that belongs to them, listed, tried again, taken back.

use super::{
    Store,
    copies::{self, reshelve},
    internal, json, moment, notes, subject_key,
};
use crate::{
    error::StoreError,
    model::{Delivery, Discarded, OutboxEntry, Pending, PendingPhoto, WedgeReason},
};
use dimos_api::{
    call::{self, ActCall},
    problem::Code,
};
use dimos_domain::{
    act::{Act, Deed, Subject},
    ids::*,
};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use std::str::FromStr;
use uuid::Uuid;

/// One waiting act as it is kept.
#[derive(Debug)]
pub struct Waiting {
    pub act: Act,
    pub attempt: u32,
    pub next_at: Option<Timestamp>,
    pub held: Option<Held>,
}

/// Why an act waits for the person.
#[derive(Debug)]
pub enum Held {
    /// The server, or the phone in its place, said why not.
    Refused(WedgeReason),
    /// A photo is no longer on this phone.
    PhotoGone,
    /// It was picked out of a damaged database.
    Rescued,
}

/// How [`Held::Rescued`] is kept in the column `wedge`; a reason is kept as JSON.
pub(super) const RESCUED: &str = "rescued";
/// How [`Held::PhotoGone`] is.
pub(super) const PHOTO_GONE: &str = "photo_gone";

impl Waiting {
    pub fn delivery(&self) -> Delivery {
        match &self.held {
            Some(Held::Refused(reason)) => Delivery::Wedged(reason.clone()),
            Some(Held::PhotoGone) => Delivery::PhotoGone,
            Some(Held::Rescued) => Delivery::Rescued,
            None => Delivery::Queued { attempt: self.attempt, next_at: self.next_at },
        }
    }

    pub fn pending(&self) -> Pending {
        Pending { act: self.act.id, state: self.delivery() }
    }
}

const COLUMNS: &str = "act, attempt, next_at, wedge";

fn waiting(row: &Row<'_>) -> rusqlite::Result<Option<Waiting>> {
    let document: String = row.get(0)?;
    let attempt = row.get(1)?;
    let next_at = row.get::<_, Option<i64>>(2)?.and_then(moment);
    let held = row.get::<_, Option<String>>(3)?.as_deref().map(held);
    // An act that this app cannot read stays where it is, for the version that can.
    let act = serde_json::from_str(&document)
        .map_err(|error| tracing::error!(%error, "a waiting act is unreadable; it is kept"))
        .ok();
    Ok(act.map(|act| Waiting { act, attempt, next_at, held }))
}

fn held(kept: &str) -> Held {
    match kept {
        RESCUED => Held::Rescued,
        PHOTO_GONE => Held::PhotoGone,
        reason => Held::Refused(serde_json::from_str(reason).unwrap_or_else(|_| WedgeReason::of(Code::Unknown))),
    }
}

impl Store {
    /// Saves an act with its photos and removes its draft: all of it or nothing. The same act again changes nothing.
    pub fn commit(&self, act: &Act, draft: Option<Uuid>, photos: &[PendingPhoto]) -> Result<(), StoreError> {
        let named = act.what.photos();
        if let Some(stranger) = photos.iter().find(|photo| !named.contains(&photo.id)) {
            return Err(StoreError::Unfit(format!("photo {} is not named by the act", stranger.id)));
        }
        self.write(|tx| {
            let key = act.id.to_string();
            if tx
                .query_row("SELECT 1 FROM outbox WHERE id = ?1", [&key], |_| Ok(()))
                .optional()
                .map_err(internal)?
                .is_some()
            {
                return Ok(());
            }
            insert(tx, act)?;
            for (place, photo) in photos.iter().enumerate() {
                let bytes = i64::try_from(photo.bytes).map_err(|_| StoreError::Unfit("a photo too long".to_owned()))?;
                insert_upload(tx, &key, place, photo, &self.kept_path(&photo.path)?, bytes)?;
            }
            if let Some(draft) = draft {
                notes::remove_draft(tx, draft)?;
            }
            reshelve_for(tx, act)
        })?;
        self.outbox_changed();
        Ok(())
    }

    /// Every act that waits, in the order in which they were done.
    pub fn outbox(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        self.read(|tx| {
            let all = select(tx, &format!("SELECT {COLUMNS} FROM outbox ORDER BY seq"), [])?;
            let entry = |one: Waiting| {
                let number = copies::number_of(tx, one.act.what.subject())?;
                Ok::<_, StoreError>(OutboxEntry { state: one.delivery(), act: one.act, number })
            };
            all.into_iter().map(entry).collect()
        })
    }

    /// Makes an act due now, wedged or not.
    pub fn retry(&self, act: ActId) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute(
                "UPDATE outbox SET attempt = 0, next_at = NULL, cause = NULL, wedge = NULL, renewed = 0 WHERE id = ?1",
                [act.to_string()],
            )
            .map(|_| ())
            .map_err(internal)
        })?;
        self.outbox_changed();
        Ok(())
    }

    /// Makes an act due now without those of its photos that are no longer on this phone. Its id may stay: the server never
    /// took it with them.
    pub fn send_without_lost_photos(&self, id: ActId) -> Result<(), StoreError> {
        self.write(|tx| {
            let by_id = format!("SELECT {COLUMNS} FROM outbox WHERE id = ?1");
            let Some(Waiting { act, .. }) = select(tx, &by_id, [id.to_string()])?.pop() else { return Ok(()) };
            let files = self.uploads_of(tx, id)?;
            let here = |photo: &PendingPhoto| std::fs::metadata(&photo.path).is_ok_and(|file| file.len() == photo.bytes);
            let gone: Vec<MediaId> = files.iter().filter(|photo| !here(photo)).map(|photo| photo.id).collect();
            for photo in &gone {
                tx.execute("DELETE FROM uploads WHERE media = ?1", [photo.to_string()]).map_err(internal)?;
            }
            let act = Act { what: act.what.without_photos(&gone), ..act };
            tx.execute(
                "UPDATE outbox SET act = ?2, body = ?3, attempt = 0, next_at = NULL, cause = NULL, wedge = NULL, renewed = 0
                 WHERE id = ?1",
                params![id.to_string(), json(&act)?, body(&act)?],
            )
            .map_err(internal)?;
            reshelve_for(tx, &act)
        })?;
        self.outbox_changed();
        Ok(())
    }

    /// Takes an act back; with a report that was never sent go the acts on it. `None` if it is not here (any more).
    pub fn discard(&self, act: ActId) -> Result<Option<Discarded>, StoreError> {
        self.let_go(|tx| self.remove(tx, act))
    }

    /// The same, and a draft is kept instead, made of the photos that come back.
    pub fn take_back(
        &self,
        act: ActId,
        draft: Uuid,
        json: impl FnOnce(&[PendingPhoto]) -> serde_json::Result<String>,
        now: Timestamp,
    ) -> Result<Option<Discarded>, StoreError> {
        self.let_go(|tx| {
            let Some(discarded) = self.remove(tx, act)? else { return Ok(None) };
            let json = json(&discarded.photos).map_err(|error| StoreError::Unfit(error.to_string()))?;
            notes::save_draft(tx, draft, &json, now)?;
            Ok(Some(discarded))
        })
    }

    fn let_go(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<Option<Discarded>, StoreError>,
    ) -> Result<Option<Discarded>, StoreError> {
        let discarded = self.write(work)?;
        self.outbox_changed();
        Ok(discarded)
    }

    fn remove(&self, tx: &Transaction<'_>, act: ActId) -> Result<Option<Discarded>, StoreError> {
        let by_id = format!("SELECT {COLUMNS} FROM outbox WHERE id = ?1");
        let Some(first) = select(tx, &by_id, [act.to_string()])?.pop() else { return Ok(None) };
        let with: Vec<Act> = match &first.act.what {
            Deed::Report(_) => acts_on(tx, first.act.what.subject())?
                .into_iter()
                .map(|waiting| waiting.act)
                .filter(|other| other.id != first.act.id)
                .collect(),
            _ => Vec::new(),
        };
        let mut photos = Vec::new();
        for one in std::iter::once(&first.act).chain(&with) {
            photos.extend(self.uploads_of(tx, one.id)?);
            tx.execute("DELETE FROM outbox WHERE id = ?1", [one.id.to_string()]).map_err(internal)?;
        }
        reshelve_for(tx, &first.act)?;
        Ok(Some(Discarded { act: first.act, with, photos }))
    }

    fn uploads_of(&self, tx: &Transaction<'_>, act: ActId) -> Result<Vec<PendingPhoto>, StoreError> {
        let rows: Vec<(String, String, String, i64)> = tx
            .prepare_cached("SELECT media, path, sha256, bytes FROM uploads WHERE act = ?1 ORDER BY place")
            .and_then(|mut select| {
                select
                    .query_map([act.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
                    .collect()
            })
            .map_err(internal)?;
        Ok(rows
            .into_iter()
            .filter_map(|(media, path, sha256, bytes)| {
                let id = MediaId::from_str(&media).ok()?;
                Some(PendingPhoto { id, path: self.real_path(&path), sha256, bytes: u64::try_from(bytes).ok()? })
            })
            .collect())
    }
}

pub(super) fn insert(tx: &Transaction<'_>, act: &Act) -> Result<(), StoreError> {
    let (id, subject) = (act.id.to_string(), subject_key(act.what.subject()));
    let (document, body) = (json(act)?, body(act)?);
    tx.prepare_cached("INSERT INTO outbox (id, subject, act, body) VALUES (?1, ?2, ?3, ?4)")
        .and_then(|mut insert| insert.execute(params![id, subject, document, body]))
        .map(|_| ())
        .map_err(internal)
}

/// An act's body for the wire: written once, when the act is.
pub(super) fn body(act: &Act) -> Result<String, StoreError> {
    Ok(call(act)?.body)
}

pub(super) fn call(act: &Act) -> Result<ActCall, StoreError> {
    call::for_act(act).map_err(|error| StoreError::Unfit(error.to_string()))
}

pub(super) fn insert_upload(
    tx: &Transaction<'_>,
    act: &str,
    place: usize,
    photo: &PendingPhoto,
    path: &str,
    bytes: i64,
) -> Result<(), StoreError> {
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    tx.prepare_cached("INSERT INTO uploads (media, act, place, path, sha256, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .and_then(|mut insert| insert.execute(params![photo.id.to_string(), act, place, path, photo.sha256, bytes]))
        .map(|_| ())
        .map_err(internal)
}

/// The acts that wait on one subject, in order.
pub(super) fn acts_on(tx: &Transaction<'_>, subject: Subject) -> Result<Vec<Waiting>, StoreError> {
    acts_under(tx, &subject_key(subject))
}

pub(super) fn acts_under(tx: &Transaction<'_>, key: &str) -> Result<Vec<Waiting>, StoreError> {
    select(tx, &format!("SELECT {COLUMNS} FROM outbox WHERE subject = ?1 ORDER BY seq"), [key])
}

fn select(tx: &Transaction<'_>, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Waiting>, StoreError> {
    let rows: Vec<Option<Waiting>> =
        tx.prepare_cached(sql).and_then(|mut select| select.query_map(params, waiting)?.collect()).map_err(internal)?;
    Ok(rows.into_iter().flatten().collect())
}

/// Lists follow what waits.
pub(super) fn reshelve_for(tx: &Transaction<'_>, act: &Act) -> Result<(), StoreError> {
    match act.what.subject() {
        Subject::Report(id) => reshelve(tx, id),
        Subject::Job(_) | Subject::Day(_) => Ok(()),
    }
}
