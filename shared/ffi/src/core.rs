//! The core as a shell holds it.

use crate::{
    config::CoreConfig,
    error::CoreError,
    lanes::{Lanes, Router},
    shell::{SecretStore, Shell},
    worker::Worker,
};
use crux_core::{Core, effects::EffectRouter, effects::ParkedEffectId};
use dimos_app::{
    Dimos, Effect, Event, Intent, Model, ViewModel,
    effect::{PhoneFix, PickedPhoto},
};
use dimos_device::{Clock, SystemClock};
use std::sync::Arc;

/// The app's core. One for each app process.
#[derive(uniffi::Object)]
pub struct DimosCore {
    router: Arc<Router>,
    worker: Worker,
}

impl DimosCore {
    /// [`DimosCore::new`] by another clock than the operating system's: for stories that go on tomorrow.
    ///
    /// # Errors
    /// As there.
    pub fn by_clock(
        config: CoreConfig,
        shell: Arc<dyn Shell>,
        secrets: Arc<dyn SecretStore>,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Self>, CoreError> {
        let worker = Worker::start(config, secrets, clock)?;
        let theirs = worker.clone();
        let router = EffectRouter::new(Core::new_with(Dimos, Model::default()), move |lanes: Lanes| {
            move |effect| route(effect, &lanes, &theirs, &shell)
        });
        Ok(Arc::new(Self { router, worker }))
    }
}

#[uniffi::export]
impl DimosCore {
    /// Makes the core. Cheap: the phone's storage is opened on a thread of the core's own after [`Intent::Start`].
    ///
    /// # Errors
    /// The operating system gives no threads.
    #[uniffi::constructor]
    pub fn new(
        config: CoreConfig,
        shell: Arc<dyn Shell>,
        secrets: Arc<dyn SecretStore>,
    ) -> Result<Arc<Self>, CoreError> {
        Self::by_clock(config, shell, secrets, Arc::new(SystemClock))
    }

    /// Tells the core what a person or the operating system did.
    pub fn send(&self, intent: Intent) {
        self.router.update(Event::Intent(self.worker.stamp(), intent));
    }

    /// What to show now.
    #[must_use]
    pub fn view(&self) -> ViewModel {
        self.router.view()
    }

    /// Answers [`Shell::pick_photo`].
    ///
    /// # Errors
    /// The request was answered already.
    pub fn resolve_photo(&self, id: u64, outcome: PickedPhoto) -> Result<(), CoreError> {
        let id = ParkedEffectId::from_raw(id);
        self.router.routes.photo.resolve(id, outcome).map_err(|_| CoreError::Stale)
    }

    /// Answers [`Shell::locate`].
    ///
    /// # Errors
    /// The request was answered already.
    pub fn resolve_location(&self, id: u64, outcome: PhoneFix) -> Result<(), CoreError> {
        let id = ParkedEffectId::from_raw(id);
        self.router.routes.location.resolve(id, outcome).map_err(|_| CoreError::Stale)
    }
}

/// Gives each effect to whoever can do it. Nothing is resolved on this thread: that would recurse.
fn route(effect: Effect, lanes: &Lanes, worker: &Worker, shell: &Arc<dyn Shell>) {
    let sink = lanes.router.clone();
    match effect {
        Effect::Render(_) => shell.render(),
        Effect::PickPhoto(request) => {
            let (id, operation) = lanes.photo.park(request);
            shell.pick_photo(id.into_raw(), operation);
        }
        Effect::Locate(request) => {
            let (id, operation) = lanes.location.park(request);
            shell.locate(id.into_raw(), operation);
        }
        Effect::OpenUrl(request) => shell.open_url(request.operation),
        Effect::Share(request) => shell.share(request.operation),
        Effect::Copy(request) => shell.copy(request.operation),
        Effect::ShowFile(request) => shell.show_file(request.operation),
        Effect::ShareFile(request) => shell.share_file(request.operation),
        Effect::ScheduleDelivery(request) => shell.schedule_delivery(request.operation),
        Effect::DrawCity(request) => worker.drawn(shell.clone(), request.operation),
        Effect::Load(request) => worker.kept(sink, request),
        Effect::SavePreferences(request) => worker.kept(sink, request),
        Effect::SaveDraft(request) => worker.kept(sink, request),
        Effect::RemoveDraft(request) => worker.kept(sink, request),
        Effect::Commit(request) => worker.kept(sink, request),
        Effect::ReadReports(request) => worker.kept(sink, request),
        Effect::ReadReport(request) => worker.kept(sink, request),
        Effect::ReadJobs(request) => worker.kept(sink, request),
        Effect::Retry(request) => worker.kept(sink, request),
        Effect::SendWithout(request) => worker.kept(sink, request),
        Effect::Discard(request) => worker.kept(sink, request),
        Effect::Forget(request) => worker.kept(sink, request),
        Effect::KeepAttempt(request) => worker.kept(sink, request),
        Effect::ForgetAttempt(request) => worker.kept(sink, request),
        Effect::PreparePhoto(request) => worker.fetched(sink, request),
        Effect::Sync(request) => worker.fetched(sink, request),
        Effect::Nearby(request) => worker.fetched(sink, request),
        Effect::FetchReport(request) => worker.fetched(sink, request),
        Effect::FetchPhoto(request) => worker.fetched(sink, request),
        Effect::Enrol(request) => worker.fetched(sink, request),
        Effect::FetchAccount(request) => worker.fetched(sink, request),
        Effect::LookUpBill(request) => worker.fetched(sink, request),
        Effect::LinkBills(request) => worker.fetched(sink, request),
        Effect::MakePlan(request) => worker.fetched(sink, request),
        Effect::UseCredit(request) => worker.fetched(sink, request),
        Effect::BeginAttempt(request) => worker.fetched(sink, request),
        Effect::AskAttempt(request) => worker.fetched(sink, request),
        Effect::GiveUpAttempt(request) => worker.fetched(sink, request),
        Effect::FetchReceipts(request) => worker.fetched(sink, request),
        Effect::FetchReceiptFile(request) => worker.fetched(sink, request),
        Effect::Wait(request) => worker.waited(sink, request),
    }
}
