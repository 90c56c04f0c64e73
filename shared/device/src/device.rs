//! The one object that shells and the app's effects talk to.

use crate::{
    city::replace,
    config::{Clock, DeviceConfig, Secrets},
    error::{NetError, OpenError, StoreError},
    inner::{Inner, standing},
    model::{Discarded, DrainReport, Opened, OutboxEntry, Page, Pending, PendingPhoto, Shelf, Tracked, TrackedJob},
    net::readable,
    store::SETTINGS,
    sync,
};
use dimos_api::ReportsQuery;
use dimos_domain::{
    act::Act,
    city::City,
    ids::*,
    l10n::Language,
    place::Position,
    report::{Report, ReportSummary},
};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use std::{path::PathBuf, sync::Arc, time::Duration};
use uuid::Uuid;

/// A phone's memory and its line to the city. Cheap to clone; every clone is the same device.
///
/// What is not `async` touches the disk: a millisecond as a rule, so not on a screen's own thread. What is `async` needs a
/// tokio runtime.
#[derive(Clone)]
pub struct Device {
    pub(crate) inner: Arc<Inner>,
}

impl Device {
    /// Opens the device in its folder. A damaged database is set aside and what is readable of it taken over: see
    /// [`Device::opened`]. Touches no network.
    ///
    /// # Errors
    /// [`OpenError`]; nothing is lost by any of them.
    pub fn open(config: DeviceConfig, secrets: Arc<dyn Secrets>, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Ok(Self { inner: Arc::new(Inner::open(config, secrets, clock)?) })
    }

    /// How opening went.
    #[must_use]
    pub fn opened(&self) -> Opened {
        self.inner.opened.clone()
    }

    /// In which language the server should answer from now on. Greek until said otherwise.
    pub fn set_language(&self, language: Language) {
        self.inner.net.speak(language);
    }

    /// The city, as last fetched, or else as bundled with the app. Read from disk the first time (some ten milliseconds).
    #[must_use]
    pub fn city(&self) -> Option<Arc<City>> {
        self.inner.city.get()
    }

    /// The app's settings, as they were saved.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn settings(&self) -> Result<Option<String>, StoreError> {
        self.inner.store.note(SETTINGS)
    }

    /// Keeps the app's settings.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn save_settings(&self, json: &str) -> Result<(), StoreError> {
        self.inner.store.keep_note(SETTINGS, Some(json))
    }

    /// Keeps a draft; replaces the one of the same id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn save_draft(&self, id: Uuid, json: &str) -> Result<(), StoreError> {
        self.inner.store.save_draft(id, json, self.inner.clock.now())
    }

    /// Every draft, by id (UUIDv7: oldest first).
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drafts(&self) -> Result<Vec<(Uuid, String)>, StoreError> {
        self.inner.store.drafts()
    }

    /// Forgets a draft.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove_draft(&self, id: Uuid) -> Result<(), StoreError> {
        self.inner.store.remove_draft(id)
    }

    /// Forgets everything that is a person's on this phone, unsent acts included; the city and what the server holds stay.
    ///
    /// # Errors
    /// [`StoreError`]: then nothing was forgotten.
    pub fn forget(&self) -> Result<(), StoreError> {
        self.inner.store.forget_everything()?;
        self.inner.identity.forget_all();
        self.inner.net.use_token(None);
        // What stays behind if this fails carries neither name nor place nor date.
        let _swept = std::fs::remove_dir_all(self.inner.photo_path(""));
        let _swept = std::fs::remove_dir_all(self.inner.receipt_path(""));
        Ok(())
    }

    /// Saves an act with its photos and removes its draft, in one transaction that is on the disk when this returns. The
    /// same act again changes nothing. Touches no network; a drain that is waiting takes it up at once.
    ///
    /// # Errors
    /// [`StoreError`]: then nothing of it was saved and the draft is still there.
    pub fn commit(&self, act: &Act, draft: Option<Uuid>, photos: &[PendingPhoto]) -> Result<(), StoreError> {
        self.inner.store.commit(act, draft, photos)?;
        self.inner.stirred.notify_one();
        Ok(())
    }

    /// A page of reports: those that the city has not seen yet first, then the last changed first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn reports(&self, which: Shelf, offset: u32, limit: u32) -> Result<Page<Tracked>, StoreError> {
        let mut page = self.inner.store.reports(which, offset, limit)?;
        page.items.iter_mut().for_each(|tracked| self.mark_sending(&mut tracked.pending));
        Ok(page)
    }

    /// One report, if this phone has it. `fetch_report` asks the server.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn report(&self, id: ReportId) -> Result<Option<Tracked>, StoreError> {
        let mut found = self.inner.store.report(id)?;
        found.iter_mut().for_each(|tracked| self.mark_sending(&mut tracked.pending));
        Ok(found)
    }

    /// The jobs of a day, in the order in which they are driven to.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn jobs(&self, on: Date) -> Result<Vec<TrackedJob>, StoreError> {
        let mut jobs = self.inner.store.jobs(on)?;
        jobs.iter_mut().for_each(|tracked| self.mark_sending(&mut tracked.pending));
        Ok(jobs)
    }

    /// One job.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn job(&self, id: JobId) -> Result<Option<TrackedJob>, StoreError> {
        let mut found = self.inner.store.job(id)?;
        found.iter_mut().for_each(|tracked| self.mark_sending(&mut tracked.pending));
        Ok(found)
    }

    /// Every act that is not delivered yet, in the order in which they were done.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn outbox(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        let on_its_way = self.inner.on_its_way();
        let entries = self.inner.store.outbox()?.into_iter();
        Ok(entries
            .map(|entry| OutboxEntry { state: standing(entry.act.id, entry.state, on_its_way), ..entry })
            .collect())
    }

    /// Makes an act due now: a wedged one goes back into the queue, a waiting one waits no longer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn retry(&self, act: ActId) -> Result<(), StoreError> {
        self.inner.store.retry(act)?;
        self.inner.stirred.notify_one();
        Ok(())
    }

    /// Makes an act due now without those of its photos that are no longer on this phone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn send_without_lost_photos(&self, act: ActId) -> Result<(), StoreError> {
        self.inner.store.send_without_lost_photos(act)?;
        self.inner.stirred.notify_one();
        Ok(())
    }

    /// Takes an act back that was not delivered, with the acts that only made sense after it. `None` if it is not here any
    /// more. An act whose earlier attempt reached the city although its answer was lost comes back with the next pull.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn discard(&self, act: ActId) -> Result<Option<Discarded>, StoreError> {
        let discarded = self.inner.store.discard(act)?;
        self.inner.stirred.notify_one();
        Ok(discarded)
    }

    /// Takes a report back that was not delivered and keeps a draft of it instead, in one transaction. The draft is made
    /// of the photos that come back. `None` if the act is not here any more: then nothing is kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn take_back(
        &self,
        act: ActId,
        draft: Uuid,
        json: impl FnOnce(&[PendingPhoto]) -> serde_json::Result<String>,
    ) -> Result<Option<Discarded>, StoreError> {
        let taken = self.inner.store.take_back(act, draft, json, self.inner.clock.now())?;
        self.inner.stirred.notify_one();
        Ok(taken)
    }

    /// The person looked at a report.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn mark_seen(&self, report: ReportId) -> Result<(), StoreError> {
        self.inner.store.mark_seen(report)
    }

    /// The crew whose phone this is.
    #[must_use]
    pub fn crew(&self) -> Option<CrewCode> {
        self.inner.identity.crew()
    }

    /// Registers if needed, uploads photos, delivers acts, pulls changes, fetches the city when it changed: until
    /// everything is done or the time is used up. At most one at a time on a device, also across processes. May be dropped
    /// at any moment.
    pub async fn drain(&self, deadline: Duration) -> DrainReport {
        sync::drain(&self.inner, deadline).await
    }

    /// Public reports around a position, nearest first.
    ///
    /// # Errors
    /// [`NetError`].
    pub async fn nearby(
        &self,
        around: Position,
        radius_m: f64,
        service: Option<ServiceCode>,
        open_only: bool,
    ) -> Result<Vec<ReportSummary>, NetError> {
        let query = ReportsQuery {
            near_lat: Some(around.lat()),
            near_lon: Some(around.lon()),
            radius_m: Some(radius_m),
            service,
            face: open_only.then(|| "open".to_owned()),
            limit: None,
        };
        let found: RawReports = self.inner.known(async |net| net.get("/reports", &query).await).await?;
        Ok(found.reports.into_iter().filter_map(readable).collect())
    }

    /// A report as the server has it now. Kept, so that it can be read without a connection.
    ///
    /// # Errors
    /// [`NetError`].
    pub async fn fetch_report(&self, id: ReportId) -> Result<Report, NetError> {
        let path = format!("/reports/{id}");
        let found: RawReport = self.inner.known(async |net| net.get(&path, &()).await).await?;
        let report: Report = readable(found.report).ok_or(NetError::Unreadable)?;
        let (kept, now) = (report.clone(), self.inner.clock.now());
        self.inner.blocking(move |inner| inner.store.keep_report(&kept, now)).await?;
        Ok(report)
    }

    /// Makes this phone a crew's, by the one-time code that the dispatcher read out. The next drain brings the jobs.
    ///
    /// # Errors
    /// [`NetError::Refused`] if the code is not good; the others as everywhere.
    pub async fn enrol(&self, code: &str) -> Result<CrewCode, NetError> {
        let given = self.inner.known(async |net| net.enrol(code).await).await?;
        let crew = given.crew.clone().ok_or(NetError::Unreadable)?;
        // The crew's jobs may be older than this phone's cursor. Forgotten first: a page that is on its way does not know
        // the crew yet, and must not be believed after it.
        self.inner.blocking(|inner| inner.store.forget_cursor()).await?;
        self.inner.take_token(given);
        Ok(crew)
    }

    /// Fetches the city anew.
    ///
    /// # Errors
    /// [`NetError`].
    pub async fn refresh_city(&self) -> Result<Arc<City>, NetError> {
        let city: City = self.inner.known(async |net| net.get("/city", &()).await).await?;
        Ok(self.inner.blocking(move |inner| inner.city.put(city)).await?)
    }

    /// A photo as a file on this phone: the one that was taken here, one that was fetched before, or else fetched now. A
    /// photo taken here is given in full also where a thumbnail is asked for.
    ///
    /// # Errors
    /// [`NetError`].
    pub async fn photo(&self, id: MediaId, thumb: bool) -> Result<PathBuf, NetError> {
        let path = self.inner.photo_path(&if thumb { format!("{id}-thumb.jpg") } else { format!("{id}.jpg") });
        let kept = path.clone();
        let here = self
            .inner
            .blocking(move |inner| Ok(inner.store.own_photo(id)?.or_else(|| kept.is_file().then_some(kept))))
            .await?;
        if let Some(here) = here {
            return Ok(here);
        }
        let bytes = self.inner.known(async |net| net.photo(id, thumb).await).await?;
        let to = path.clone();
        self.inner
            .blocking(move |_| {
                if let Some(folder) = to.parent() {
                    std::fs::create_dir_all(folder).map_err(|error| crate::store::io_error(&error))?;
                }
                replace(&to, &bytes)
            })
            .await?;
        Ok(path)
    }

    fn mark_sending(&self, pending: &mut [Pending]) {
        let on_its_way = self.inner.on_its_way();
        for one in pending {
            one.state = standing(one.act, one.state.clone(), on_its_way);
        }
    }
}

#[derive(Deserialize)]
struct RawReports {
    reports: Vec<Value>,
}

#[derive(Deserialize)]
struct RawReport {
    report: Value,
}

#[cfg(test)]
mod tests;
