//! Drives the engine: does what it says, tells it how that went, commits what it decides. Needs no screen. Dropped at any
//! moment, it leaves nothing half-done.

use super::{
    engine::Engine,
    lease::{self, Lease},
    queue::QueuedAct,
    step::{Action, Failure, Outcome, Write},
};
use crate::{
    error::{NetError, StoreError},
    inner::Inner,
    model::{DrainReport, Stop},
    net::{Problematic, extras, readable},
    store::{Answer, PulledPage},
};
use dimos_api::ChangesQuery;
use dimos_domain::{city::City, ids::*};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::Value;
use std::{
    io::{Read, Seek, SeekFrom},
    sync::Arc,
    time::Duration,
};
use tokio::time::{Instant, sleep, timeout};

/// Most changes in one page.
const PAGE: u32 = 200;
/// Photos of delivered acts are shown from the phone for so long.
const OWN_PHOTOS: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Delivers and fetches until everything is done or the time is used up.
pub async fn drain(inner: &Arc<Inner>, allowed: Duration) -> DrainReport {
    let mut run = Run::new(inner, allowed);
    // Whoever did something while the lease was still held was sent away with "elsewhere": look again after giving it back.
    loop {
        run.report.stopped = run.hold_lease_and_work().await.unwrap_or_else(|error| Some(Stop::Store(error)));
        let again =
            matches!(run.report.stopped, None | Some(Stop::Waiting)) && run.seen != inner.store.outbox_changes();
        if !again {
            run.count_what_is_left_elsewhere().await;
            return run.report;
        }
    }
}

struct Run<'a> {
    inner: &'a Arc<Inner>,
    started: Instant,
    began: Timestamp,
    allowed: Duration,
    report: DrainReport,
    /// The outbox changes that the engine knows of.
    seen: u64,
    /// The city is asked from the beginning: what was there before is told, too, and is no news.
    catching_up: bool,
}

impl<'a> Run<'a> {
    fn new(inner: &'a Arc<Inner>, allowed: Duration) -> Self {
        let (started, began) = (Instant::now(), inner.clock.now());
        Self { inner, started, began, allowed, report: DrainReport::default(), seen: 0, catching_up: false }
    }

    /// Time that no one can set back while we work.
    fn now(&self) -> Timestamp {
        let elapsed = SignedDuration::try_from(self.started.elapsed()).unwrap_or(SignedDuration::MAX);
        self.began.checked_add(elapsed).unwrap_or(Timestamp::MAX)
    }

    fn remaining(&self) -> Duration {
        self.allowed.saturating_sub(self.started.elapsed())
    }

    async fn hold_lease_and_work(&mut self) -> Result<Option<Stop>, StoreError> {
        let now = self.now();
        let Some(lease) = self.inner.blocking(move |inner| Lease::take(&inner.store, now)).await? else {
            return Ok(Some(Stop::Elsewhere));
        };
        let mut renewal = tokio::time::interval(lease::RENEWAL);
        let clock = (self.started, self.began);
        let work = self.work();
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                _ = renewal.tick() => {
                    let elapsed = SignedDuration::try_from(clock.0.elapsed()).unwrap_or(SignedDuration::MAX);
                    if !lease.renew(clock.1.checked_add(elapsed).unwrap_or(Timestamp::MAX)) {
                        return Ok(Some(Stop::Elsewhere));
                    }
                }
            }
        }
    }

    /// Another drain is at it, and may be killed before it is done: whoever asked us must know what waits.
    async fn count_what_is_left_elsewhere(&mut self) {
        if self.report.stopped != Some(Stop::Elsewhere) {
            return;
        }
        match self.inner.blocking(|inner| inner.store.queue()).await {
            Ok(queue) => self.report.left = number(queue.iter().filter(|act| !act.wedged).count()),
            Err(error) => tracing::warn!(%error, "what is left could not be counted"),
        }
    }

    async fn work(&mut self) -> Result<Option<Stop>, StoreError> {
        let version = self.inner.config.app_version.clone();
        let forget = self.began.checked_sub(OWN_PHOTOS).unwrap_or(Timestamp::MIN);
        let queue = self.load(move |inner| {
            inner.forget_fetched_photos();
            inner.store.read_again(&version)?;
            inner.store.forget_own_photos(forget)
        });
        let queue = queue.await?;
        let allowed = SignedDuration::try_from(self.allowed).unwrap_or(SignedDuration::MAX);
        let deadline = self.began.checked_add(allowed).unwrap_or(Timestamp::MAX);
        let mut known = names(&queue);
        let mut engine = Engine::new(queue, self.inner.net.has_token(), deadline, fastrand::Rng::new());
        let stop = loop {
            if self.inner.store.outbox_changes() != self.seen {
                let queue = self.load(|_| Ok(())).await?;
                known = names(&queue);
                engine.reload(queue);
            }
            match engine.next(self.now()) {
                Action::Wait { until } => self.wait(until).await,
                Action::Finish(stop) => {
                    // Another process may have saved an act meanwhile.
                    let queue = self.load(|_| Ok(())).await?;
                    let news = names(&queue).iter().any(|act| !known.contains(act));
                    known = names(&queue);
                    if news && matches!(stop, None | Some(Stop::Waiting)) {
                        engine.reload(queue);
                    } else {
                        break stop;
                    }
                }
                action => self.step(&mut engine, &action).await?,
            }
        };
        self.report.left = number(engine.left());
        self.report.next_at = engine.next_at();
        Ok(stop)
    }

    async fn load(
        &mut self,
        first: impl FnOnce(&Inner) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<Vec<QueuedAct>, StoreError> {
        // The count first: what is done between the two is seen once more, never missed.
        self.seen = self.inner.store.outbox_changes();
        self.inner
            .blocking(move |inner| {
                first(inner)?;
                inner.store.queue()
            })
            .await
    }

    async fn wait(&self, until: Timestamp) {
        let pause = Duration::try_from(until.duration_since(self.now())).unwrap_or_default();
        tokio::select! {
            () = sleep(pause.min(self.remaining())) => {}
            () = self.inner.stirred.notified() => {}
        }
    }

    async fn step(&mut self, engine: &mut Engine, action: &Action) -> Result<(), StoreError> {
        let on_its_way = OnItsWay::say(self.inner, action);
        let used = self.inner.net.token();
        let done = timeout(self.remaining(), self.perform(action)).await;
        let (outcome, answer) = done.unwrap_or(Ok((Outcome::OutOfTime, Answer::default())))?;
        if let Outcome::Failed(failure) = &outcome {
            tracing::info!(?action, ?failure, "did not work");
            if *failure == Failure::Unauthenticated {
                self.inner.refused(used.as_deref());
            }
        }
        let now = self.now();
        let writes = engine.done(now, outcome);
        let count = |wanted: fn(&Write) -> bool| number(writes.iter().filter(|w| wanted(w)).count());
        let (delivered, wedged) = (
            count(|w| matches!(w, Write::Delivered { .. })),
            count(|w| matches!(w, Write::Wedged { .. } | Write::PhotoGone { .. })),
        );
        self.inner.blocking(move |inner| inner.store.settle(&writes, &answer, now)).await?;
        drop(on_its_way);
        self.report.delivered += delivered;
        self.report.wedged += wedged;
        Ok(())
    }

    async fn perform(&mut self, action: &Action) -> Result<(Outcome, Answer), StoreError> {
        let plain = |outcome| Ok((outcome, Answer::default()));
        match action {
            Action::Register => plain(match self.inner.register().await {
                Ok(()) => Outcome::Registered,
                Err(NetError::Store(error)) => return Err(error),
                Err(error) => Outcome::Failed(error.into()),
            }),
            Action::CreateUpload { photo, .. } => plain(match self.upload(*photo).await? {
                Some(photo) => match self.inner.net.create_upload(&photo).await {
                    Ok(url) => Outcome::Created { url },
                    Err(failure) => Outcome::Failed(failure),
                },
                None => Outcome::Failed(Failure::FileGone),
            }),
            Action::ProbeUpload { url, .. } => plain(match self.inner.net.probe_upload(url).await {
                Ok(bytes) => Outcome::Arrived { bytes },
                Err(failure) => Outcome::Failed(failure),
            }),
            Action::SendPiece { photo, url, offset, length, .. } => {
                plain(match self.piece(*photo, *offset, *length).await? {
                    Some(piece) => match self.inner.net.send_piece(url, *offset, piece).await {
                        Ok(bytes) => Outcome::Arrived { bytes },
                        Err(failure) => Outcome::Failed(failure),
                    },
                    None => Outcome::Failed(Failure::FileGone),
                })
            }
            Action::Send { act } => self.send(*act).await,
            Action::Pull => plain(self.pull().await?),
            Action::FetchCity => plain(self.fetch_city().await?),
            Action::Wait { .. } | Action::Finish(_) => plain(Outcome::OutOfTime),
        }
    }

    async fn send(&self, id: ActId) -> Result<(Outcome, Answer), StoreError> {
        // Taken back a moment ago: then it is out of the outbox, which is all that "delivered" changes there.
        let Some(call) = self.inner.blocking(move |inner| inner.store.call(id)).await? else {
            return Ok((Outcome::Delivered, Answer::default()));
        };
        Ok(match self.inner.net.act(&call, id).await {
            Ok(document) => match extras(&document) {
                Some(answer) => (Outcome::Delivered, answer),
                None => (Outcome::Failed(Failure::Network), Answer::default()),
            },
            Err(Problematic::Refused(said)) => {
                let newest = extras(&said.document).unwrap_or_default();
                (Outcome::Failed(Failure::Refused(said.reason)), newest)
            }
            Err(other) => (Outcome::Failed(other.into()), Answer::default()),
        })
    }

    async fn upload(&self, id: MediaId) -> Result<Option<crate::model::PendingPhoto>, StoreError> {
        self.inner.blocking(move |inner| inner.store.upload(id)).await
    }

    async fn piece(&self, id: MediaId, offset: u64, length: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner
            .blocking(move |inner| {
                let Some(photo) = inner.store.upload(id)? else { return Ok(None) };
                let read = || {
                    let mut file = std::fs::File::open(&photo.path)?;
                    file.seek(SeekFrom::Start(offset))?;
                    let mut piece = Vec::new();
                    file.take(length).read_to_end(&mut piece)?;
                    std::io::Result::Ok(piece)
                };
                // Shorter than it was: no longer the photo that was promised.
                Ok(read().ok().filter(|piece| u64::try_from(piece.len()) == Ok(length)))
            })
            .await
    }

    async fn pull(&mut self) -> Result<Outcome, StoreError> {
        let (era, cursor) = self.inner.blocking(|inner| Ok((inner.store.era()?, inner.store.cursor()?))).await?;
        self.catching_up |= cursor.is_none();
        let query = ChangesQuery { cursor, limit: Some(PAGE) };
        let page: RawChanges = match self.inner.net.get("/changes", &query).await {
            Ok(page) => page,
            Err(problem) => return Ok(Outcome::Failed(problem.into())),
        };
        let all = page.changes.len();
        let changes: Vec<_> = page.changes.into_iter().filter_map(change).collect();
        let unread_by = (changes.len() < all).then(|| self.inner.config.app_version.clone());
        let came = u32::try_from(changes.len()).unwrap_or(u32::MAX);
        // A server that says "more" but gives nothing would be asked for ever.
        let more = page.more && all > 0;
        let (now, version, crew) = (self.now(), page.city_version, page.crew);
        let page = PulledPage { changes, cursor: page.cursor, unread_by, era };
        let (kept, city_is_stale) = self
            .inner
            .blocking(move |inner| {
                let kept = inner.store.keep_page(&page, now)?;
                if let Some(crew) = crew.filter(|_| kept.is_some()) {
                    inner.identity.belong_to(crew.as_ref());
                }
                Ok((kept, inner.city.get().is_none_or(|city| city.version != version)))
            })
            .await?;
        let Some(news) = kept else {
            // The phone became a crew's, say, while this was on its way: from the beginning.
            return Ok(Outcome::Pulled { more: true, city_is_stale });
        };
        if !self.catching_up {
            self.report.news.reports += news.reports;
            self.report.news.jobs += news.jobs;
        }
        self.report.pulled = self.report.pulled.saturating_add(came);
        Ok(Outcome::Pulled { more, city_is_stale })
    }

    async fn fetch_city(&self) -> Result<Outcome, StoreError> {
        let city: City = match self.inner.net.get("/city", &()).await {
            Ok(city) => city,
            Err(problem) => return Ok(Outcome::Failed(problem.into())),
        };
        self.inner.blocking(move |inner| inner.city.put(city)).await?;
        Ok(Outcome::CityFetched)
    }
}

/// A page of changes of which some may be too new to read.
#[derive(Deserialize)]
struct RawChanges {
    changes: Vec<Value>,
    cursor: String,
    #[serde(default)]
    more: bool,
    city_version: String,
    /// Whose phone this is; a server that is too old to know says nothing, which is not "nobody's".
    #[serde(default, deserialize_with = "said")]
    crew: Option<Option<CrewCode>>,
}

/// What was said, be it null.
fn said<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<CrewCode>>, D::Error> {
    Option::deserialize(from).map(Some)
}

fn change(mut document: Value) -> Option<dimos_api::Change> {
    if let Ok(change) = dimos_api::Change::deserialize(&document) {
        return Some(change);
    }
    match document.get("type")?.as_str()? {
        "report" => Some(dimos_api::Change::Report { report: Box::new(readable(document.get_mut("report")?.take())?) }),
        "job" => Some(dimos_api::Change::Job { job: Box::new(readable(document.get_mut("job")?.take())?) }),
        _ => None,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn names(queue: &[QueuedAct]) -> Vec<ActId> {
    queue.iter().map(|act| act.id).collect()
}

impl From<NetError> for Failure {
    fn from(error: NetError) -> Self {
        match error {
            NetError::Busy { retry_after } => Self::Busy { retry_after },
            NetError::Refused(reason) => Self::Refused(reason),
            NetError::Upgrade => Self::Upgrade,
            NetError::Unauthenticated => Self::Unauthenticated,
            NetError::Offline | NetError::Unreadable | NetError::Store(_) => Self::Network,
        }
    }
}

/// Says that an act is on its way for as long as it lives.
struct OnItsWay<'a>(&'a Inner);

impl<'a> OnItsWay<'a> {
    fn say(inner: &'a Inner, action: &Action) -> Self {
        inner.sending(match action {
            Action::CreateUpload { act, .. }
            | Action::ProbeUpload { act, .. }
            | Action::SendPiece { act, .. }
            | Action::Send { act } => Some(*act),
            _ => None,
        });
        Self(inner)
    }
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.0.sending(None);
    }
}
