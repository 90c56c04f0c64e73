//! What each operation of the app means on the device.

mod pay;

use crate::{
    translate::{delivery_rows, net_trouble, photo_trouble, shelf, storage_trouble, tracked},
    worker::Phone,
};
use crux_core::capability::Operation;
use dimos_app::{Stamp, effect::*, report::Draft, settings::Preferences};
use dimos_device::{Device, OpenError, PendingPhoto, Stop, media};
use dimos_domain::{ids::CrewCode, report::Report, report::ReportSummary};
use jiff::SignedDuration;
use std::{path::Path, time::Duration};
use tokio::runtime::Handle;

/// Longest round of delivery while the app is in front.
const FOREGROUND_ROUND: Duration = Duration::from_secs(120);

/// What a thumbnail's name ends in, beside its photo.
const THUMB: &str = "thumb.jpg";

/// An operation on the phone's storage: blocking, short.
pub(crate) trait Keep: Operation + Send + 'static
where
    Self::Output: Send,
{
    fn keep(&self, phone: &Phone) -> Self::Output;
}

/// An operation that takes time, the network's or the processor's: it has a thread of its own inside the runtime.
pub(crate) trait Fetch: Operation + Send + 'static
where
    Self::Output: Send,
{
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Self::Output;
}

fn opened(phone: &Phone) -> Result<Device, StorageTrouble> {
    phone.device().map_err(|error| open_trouble(&error))
}

fn open_trouble(error: &OpenError) -> StorageTrouble {
    match error {
        OpenError::Store(store) => storage_trouble(store),
        _ => {
            tracing::error!(%error, "the phone's storage could not be opened");
            StorageTrouble::Broken
        }
    }
}

impl Keep for LoadPhone {
    fn keep(&self, phone: &Phone) -> Loaded {
        let device = match opened(phone) {
            Ok(device) => device,
            Err(trouble) => return empty(Some(trouble), phone),
        };
        let preferences: Option<Preferences> =
            device.settings().ok().flatten().and_then(|json| serde_json::from_str(&json).ok());
        let language = preferences.as_ref().and_then(|p| p.language).unwrap_or_else(|| phone.phone_language());
        device.set_language(language);
        let mut drafts: Vec<Draft> = device
            .drafts()
            .unwrap_or_default()
            .iter()
            .filter_map(|(_, json)| serde_json::from_str(json).ok())
            .collect();
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.updated_at));
        Loaded {
            preferences,
            drafts,
            city: phone.kit(&device).0,
            crew: device.crew(),
            unsent: delivery_rows(device.outbox().unwrap_or_default()),
            purse: pay::purse(&device),
            recovered: device.opened().recovered.map(|saved| saved.acts + saved.drafts),
            ..empty(None, phone)
        }
    }
}

fn empty(trouble: Option<StorageTrouble>, phone: &Phone) -> Loaded {
    Loaded {
        preferences: None,
        drafts: Vec::new(),
        city: None,
        crew: None,
        unsent: Vec::new(),
        purse: Purse::default(),
        recovered: None,
        trouble,
        public_url: Some(phone.server_url().to_owned()),
        stamp: phone.stamp(),
    }
}

impl Keep for SavePreferences {
    fn keep(&self, phone: &Phone) -> Result<(), StorageTrouble> {
        let device = opened(phone)?;
        device.set_language(self.0.language.unwrap_or_else(|| phone.phone_language()));
        let json = serde_json::to_string(&self.0).map_err(|_| StorageTrouble::Broken)?;
        device.save_settings(&json).map_err(|error| storage_trouble(&error))
    }
}

impl Keep for SaveDraft {
    fn keep(&self, phone: &Phone) -> Result<(), StorageTrouble> {
        let json = serde_json::to_string(&self.0).map_err(|_| StorageTrouble::Broken)?;
        opened(phone)?.save_draft(self.0.id, &json).map_err(|error| storage_trouble(&error))
    }
}

impl Keep for RemoveDraft {
    fn keep(&self, phone: &Phone) -> Result<(), StorageTrouble> {
        opened(phone)?.remove_draft(self.0).map_err(|error| storage_trouble(&error))
    }
}

impl Keep for CommitAct {
    fn keep(&self, phone: &Phone) -> Result<(), StorageTrouble> {
        let photos: Vec<PendingPhoto> = self
            .photos
            .iter()
            .map(|photo| PendingPhoto {
                id: photo.id,
                path: photo.path.clone().into(),
                sha256: photo.sha256.clone(),
                bytes: photo.bytes,
            })
            .collect();
        opened(phone)?.commit(&self.act, self.draft, &photos).map_err(|error| storage_trouble(&error))
    }
}

impl Keep for ReadReports {
    fn keep(&self, phone: &Phone) -> Result<ReportsPage, StorageTrouble> {
        let device = opened(phone)?;
        let page =
            device.reports(shelf(self.shelf), self.offset, self.limit).map_err(|error| storage_trouble(&error))?;
        let outbox = device.outbox().map_err(|error| storage_trouble(&error))?;
        let rows = page.items.into_iter().map(|item| tracked(item, &outbox)).collect();
        Ok(ReportsPage { rows, total: page.total })
    }
}

impl Keep for ReadReport {
    fn keep(&self, phone: &Phone) -> Result<Option<TrackedReport>, StorageTrouble> {
        let device = opened(phone)?;
        if self.seen {
            device.mark_seen(self.id).map_err(|error| storage_trouble(&error))?;
        }
        let found = device.report(self.id).map_err(|error| storage_trouble(&error))?;
        let outbox = device.outbox().map_err(|error| storage_trouble(&error))?;
        Ok(found.map(|item| tracked(item, &outbox)))
    }
}

impl Keep for ReadJobs {
    fn keep(&self, phone: &Phone) -> Result<Vec<TrackedJob>, StorageTrouble> {
        let device = opened(phone)?;
        let jobs = device.jobs(self.on).map_err(|error| storage_trouble(&error))?;
        let outbox = device.outbox().map_err(|error| storage_trouble(&error))?;
        Ok(jobs
            .into_iter()
            .map(|item| {
                let ids: Vec<_> = item.pending.iter().map(|pending| pending.act).collect();
                let pending = outbox.iter().filter(|entry| ids.contains(&entry.act.id)).cloned().collect();
                TrackedJob { job: item.job, pending: delivery_rows(pending), late: item.late }
            })
            .collect())
    }
}

impl Keep for RetryAct {
    fn keep(&self, phone: &Phone) -> Result<(), StorageTrouble> {
        opened(phone)?.retry(self.0).map_err(|error| storage_trouble(&error))
    }
}

impl Keep for SendWithoutLostPhotos {
    fn keep(&self, phone: &Phone) -> Result<(), StorageTrouble> {
        opened(phone)?.send_without_lost_photos(self.0).map_err(|error| storage_trouble(&error))
    }
}

impl Keep for DiscardAct {
    fn keep(&self, phone: &Phone) -> Result<Option<Discarded>, StorageTrouble> {
        let device = opened(phone)?;
        let discarded = match &self.draft {
            Some(draft) => device.take_back(self.act, draft.id, |photos| {
                let photos = photos.iter().map(photo_again).collect();
                serde_json::to_string(&Draft { photos, ..(**draft).clone() })
            }),
            None => device.discard(self.act),
        };
        let discarded = discarded.map_err(|error| storage_trouble(&error))?;
        Ok(discarded.map(|discarded| Discarded {
            photos: discarded.photos.iter().map(photo_again).collect(),
            act: discarded.act,
        }))
    }
}

/// A photo of an act that was given up, as it was when it was made ready. What its EXIF said is no longer known; the act
/// knows the place.
fn photo_again(photo: &PendingPhoto) -> PreparedPhoto {
    PreparedPhoto {
        id: photo.id,
        path: photo.path.to_string_lossy().into_owned(),
        thumb_path: photo.path.with_extension(THUMB).to_string_lossy().into_owned(),
        sha256: photo.sha256.clone(),
        bytes: photo.bytes,
        position: None,
        accuracy_m: None,
    }
}

impl Keep for ForgetPhone {
    fn keep(&self, phone: &Phone) -> Result<(), StorageTrouble> {
        opened(phone)?.forget().map_err(|error| storage_trouble(&error))?;
        // What stays behind if this fails carries neither name nor place nor date.
        let _swept = std::fs::remove_dir_all(phone.photo_dir());
        Ok(())
    }
}

impl Fetch for PreparePhoto {
    fn fetch(&self, phone: &Phone, _runtime: &Handle) -> Result<PreparedPhoto, PhotoTrouble> {
        let now = phone.stamp().now;
        let made = media::prepare(Path::new(&self.path), &phone.photo_dir(), &media::Limits::default(), now);
        let made = made.map_err(|error| photo_trouble(&error))?;
        Ok(PreparedPhoto {
            id: self.id,
            path: made.path.to_string_lossy().into_owned(),
            thumb_path: made.thumb_path.to_string_lossy().into_owned(),
            sha256: made.sha256,
            bytes: made.bytes,
            position: made.exif.position,
            accuracy_m: made.exif.accuracy_m,
        })
    }
}

impl Fetch for SyncNow {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> (Stamp, SyncOutcome) {
        let Ok(device) = phone.device() else {
            return (phone.stamp(), SyncOutcome { stopped: Some(NetTrouble::Failed), ..SyncOutcome::default() });
        };
        let had_city = device.city().is_some();
        let round = runtime.block_on(device.drain(FOREGROUND_ROUND));
        let (kit, is_new) = phone.kit(&device);
        let now = phone.stamp();
        let outcome = SyncOutcome {
            delivered: round.delivered,
            unsent: delivery_rows(device.outbox().unwrap_or_default()),
            pulled: round.pulled,
            city: kit.filter(|_| is_new || !had_city),
            owner: Some(device.crew().into()),
            again_at: match round.stopped {
                Some(Stop::Elsewhere) => Some(now.now + SignedDuration::from_secs(5)),
                _ => round.next_at,
            },
            stopped: round.stopped.and_then(|stop| match stop {
                Stop::Offline => Some(NetTrouble::Offline),
                Stop::Upgrade => Some(NetTrouble::UpgradeRequired),
                Stop::Unauthenticated | Stop::Store(_) => Some(NetTrouble::Failed),
                Stop::Deadline | Stop::Waiting | Stop::Elsewhere => None,
            }),
        };
        (now, outcome)
    }
}

impl Fetch for FindNearby {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Vec<ReportSummary>, NetTrouble> {
        let device = phone.device().map_err(|_| NetTrouble::Failed)?;
        let found = device.nearby(self.around, self.radius_m, self.service.clone(), self.only_open);
        runtime.block_on(found).map_err(net_trouble)
    }
}

impl Fetch for FetchReport {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Report, NetTrouble> {
        let device = phone.device().map_err(|_| NetTrouble::Failed)?;
        runtime.block_on(device.fetch_report(self.0)).map_err(net_trouble)
    }
}

impl Fetch for FetchPhoto {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<String, NetTrouble> {
        let device = phone.device().map_err(|_| NetTrouble::Failed)?;
        let file = runtime.block_on(device.photo(self.id, self.thumb)).map_err(net_trouble)?;
        // A photo taken on this phone lies beside the thumbnail that was made with it.
        let thumb = file.with_extension(THUMB);
        let file = if self.thumb && thumb.is_file() { thumb } else { file };
        Ok(file.to_string_lossy().into_owned())
    }
}

impl Fetch for EnrolPhone {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<CrewCode, NetTrouble> {
        let device = phone.device().map_err(|_| NetTrouble::Failed)?;
        runtime.block_on(device.enrol(&self.code)).map_err(net_trouble)
    }
}
