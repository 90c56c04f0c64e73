//! A transfer's way from its announcement to a photo that is kept.

use super::{
    photo,
    queries::{self, Kept, Upload},
    tus::{Announced, Checksum},
    uploads::{self, Ended, Part, Turn, longer},
};
use crate::{
    auth::Caller,
    blobs::Rendition,
    error::Error,
    reports::{
        self,
        view::{self, Reader, Sight},
    },
    state::App,
};
use axum::body::{Body, HttpBody as _};
use dimos_api::problem::Code;
use dimos_domain::{
    ids::{DeviceId, MediaId},
    report::Relation,
};
use jiff::ToSpan;
use sha2::{Digest, Sha256};
use std::time::{Duration, SystemTime};

/// Largest photo that is taken.
pub(super) const MAX_PHOTO_BYTES: u64 = 20 << 20;
/// Largest part.
pub(super) const MAX_PART_BYTES: u64 = 16 << 20;
/// Most transfers and photos of one phone that wait for an act.
const MAX_WAITING: i64 = 500;
/// Days that a photo waits for its act.
const WAIT_DAYS: i64 = 7;

/// Announces a transfer; announcing the same again finds it.
pub(super) async fn create(app: &App, device: DeviceId, announced: Announced) -> Result<(), Error> {
    let _turn = app.uploads.turn(announced.id).await;
    let now = app.clock.now();
    app.db
        .write(move |tx| match queries::find(tx, announced.id)? {
            Some(known) if is_same(&known, device, &announced) => Ok(()),
            Some(_) => Err(Error::new(Code::KeyReused).because("upload")),
            None if queries::exists(tx, announced.id)? => Err(Error::new(Code::KeyReused).because("upload")),
            None if queries::waiting(tx, device)? >= MAX_WAITING => {
                Err(Error::new(Code::TooManyRequests).because("uploads").retry_after(60))
            }
            None => queries::create(tx, device, &announced, now),
        })
        .await?;
    if app.uploads.arrived(announced.id).await?.is_none() {
        app.uploads.begin(announced.id).await?;
    }
    Ok(())
}

fn is_same(known: &Upload, device: DeviceId, announced: &Announced) -> bool {
    known.device == device && known.length == announced.length && known.sha256 == announced.sha256
}

/// How far a transfer is, and how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) offset: u64,
    pub(super) length: u64,
}

/// How far a transfer is. One that is complete but was not made a photo (the server died in between) is made one now.
pub(super) async fn progress(app: &App, device: DeviceId, id: MediaId) -> Result<Progress, Error> {
    let turn = app.uploads.turn(id).await;
    let (upload, offset) = find(app, device, id).await?;
    if offset == upload.length && !upload.done {
        finish(app, &turn, upload).await?;
    }
    Ok(Progress { offset, length: upload.length })
}

async fn find(app: &App, device: DeviceId, id: MediaId) -> Result<(Upload, u64), Error> {
    let upload = app.db.read(move |tx| queries::find(tx, id)).await?;
    let upload = upload.filter(|upload| upload.device == device).ok_or_else(|| Error::new(Code::NotFound))?;
    if upload.done {
        return Ok((upload, upload.length));
    }
    let arrived = app.uploads.arrived(id).await?;
    if arrived.is_none() {
        // Announced, but the server died before the file was there.
        app.uploads.begin(id).await?;
    }
    Ok((upload, arrived.unwrap_or_default()))
}

/// Takes a part; with the last byte the transfer becomes a photo.
pub(super) async fn append(
    app: &App,
    device: DeviceId,
    id: MediaId,
    at: u64,
    checksum: Option<Checksum>,
    body: Body,
) -> Result<Progress, Error> {
    let turn = app.uploads.turn(id).await;
    let (upload, offset) = find(app, device, id).await?;
    if at != offset {
        return Err(Error::new(Code::WrongOffset).number("offset", offset));
    }
    if upload.done {
        // Saying nothing more is harmless: the answer to the last part may have been lost.
        let more = uploads::brings_bytes(body, app.config.patience()).await;
        return if more { Err(longer()) } else { Ok(Progress { offset, length: upload.length }) };
    }
    let room = (upload.length - offset.min(upload.length)).min(MAX_PART_BYTES);
    // What is announced as too long is refused before a byte of it is taken.
    if body.size_hint().lower() > room {
        return Err(longer());
    }
    let part = Part { body, room, patience: app.config.patience(), checksum };
    let ended = app.uploads.append(id, &turn, part).await?;
    let offset = app.uploads.arrived(id).await?.unwrap_or_default();
    metrics::counter!("dimos_upload_bytes_total").increment(offset.saturating_sub(at));
    if ended == Ended::Cut {
        return Err(Error::new(Code::RequestTimeout));
    }
    if offset == upload.length {
        finish(app, &turn, upload).await?;
    }
    Ok(Progress { offset, length: upload.length })
}

/// Makes a photo of a transfer that is complete; one that is none is forgotten, so that it can be announced again.
async fn finish(app: &App, _turn: &Turn, upload: Upload) -> Result<(), Error> {
    let made = make(app, upload).await;
    let outcome = match &made {
        Ok(()) => "kept",
        Err(refused) if matches!(refused.code(), Code::BadPhoto | Code::ChecksumMismatch) => "refused",
        Err(_) => "failed",
    };
    metrics::counter!("dimos_uploads_total", "outcome" => outcome).increment(1);
    if outcome == "refused" {
        app.db.write(move |tx| queries::remove(tx, upload.id)).await?;
    }
    if outcome != "failed" {
        app.uploads.remove(upload.id).await?;
    }
    made
}

async fn make(app: &App, upload: Upload) -> Result<(), Error> {
    let _turn = app.uploads.cleaning.acquire().await.map_err(Error::internal)?;
    let bytes = app.uploads.read(upload.id).await?;
    let (blobs, now) = (app.blobs.clone(), app.clock.now());
    let kept = tokio::task::spawn_blocking(move || {
        if upload.sha256.is_some_and(|promised| Sha256::digest(&bytes)[..] != promised) {
            return Err(Error::new(Code::ChecksumMismatch));
        }
        // A decoder that panics has met bytes that are no photo.
        let clean = std::panic::catch_unwind(|| photo::clean(&bytes)).unwrap_or(Err(photo::Refusal::Damaged))?;
        blobs.put(upload.id, Rendition::Thumb, &clean.thumb)?;
        blobs.put(upload.id, Rendition::Full, &clean.full)?;
        let length = i64::try_from(clean.full.len()).map_err(Error::internal)?;
        let sha256 = Sha256::digest(&clean.full).into();
        Ok(Kept { length, sha256, width: clean.width, height: clean.height })
    });
    let kept = kept.await.map_err(Error::internal)??;
    app.db.write(move |tx| queries::finish(tx, &upload, &kept, now)).await
}

/// Gives up a transfer.
pub(super) async fn terminate(app: &App, device: DeviceId, id: MediaId) -> Result<(), Error> {
    let _turn = app.uploads.turn(id).await;
    let (upload, _) = find(app, device, id).await?;
    if upload.done {
        // The photo is kept; it goes when no act names it.
        return Ok(());
    }
    app.db.write(move |tx| queries::remove(tx, id)).await?;
    Ok(app.uploads.remove(id).await?)
}

/// Whether a photo is for everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    Everyone,
    Caller,
}

/// Who may see a photo: everyone if its report is public; who sent or took it; and who sees all of its report
/// ([`view::sight`]), as long as that is so.
pub(super) async fn audience(app: &App, caller: Caller, id: MediaId) -> Result<Audience, Error> {
    let device = if let Caller::Device(device) = &caller { Some(device.clone()) } else { None };
    let reader = reports::reader(caller);
    let audience = app.db.read(move |tx| {
        let Some(asked) = queries::asked_for(tx, id, device.as_ref())? else { return Ok(None) };
        if asked.public {
            return Ok(Some(Audience::Everyone));
        }
        let report = asked.report.map(|report| reports::queries::find(tx, report)).transpose()?.flatten();
        // What a reader sees of all of a report does not hang on following it.
        let sees_all = match report {
            Some(ticket) => match view::sight(&ticket, &reader, Relation::None) {
                Sight::Work => true,
                Sight::Own => !asked.for_staff,
                Sight::Public | Sight::Progress | Sight::Nothing => false,
            },
            None => reader == Reader::Staff,
        };
        Ok((asked.is_own || sees_all).then_some(Audience::Caller))
    });
    audience.await?.ok_or_else(|| Error::new(Code::NotFound))
}

/// Drops transfers and photos that no act named within a week, and files that no table knows.
pub async fn sweep(app: &App) -> Result<(), Error> {
    let before = app.clock.now() - (WAIT_DAYS * 24).hours();
    let gone = app.db.write(move |tx| queries::drop_forgotten(tx, before)).await?;
    for id in &gone {
        app.uploads.remove(*id).await?;
    }
    let blobs = app.blobs.clone();
    let week = Duration::from_secs(7 * 24 * 3_600);
    let old = SystemTime::now().checked_sub(week).unwrap_or(SystemTime::UNIX_EPOCH);
    let mut unknown = tokio::task::spawn_blocking(move || blobs.older_than(old)).await.map_err(Error::internal)??;
    unknown.extend(gone);
    for id in unknown {
        if !app.db.read(move |tx| queries::exists(tx, id)).await? {
            let blobs = app.blobs.clone();
            tokio::task::spawn_blocking(move || blobs.delete(id)).await.map_err(Error::internal)??;
        }
    }
    Ok(())
}
