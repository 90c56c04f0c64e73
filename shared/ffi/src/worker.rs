//! Who does what Rust does: one thread for the phone's storage, in order, and one small runtime for the network.

use crate::{
    config::CoreConfig,
    error::CoreError,
    lanes::Router,
    perform::{Fetch, Keep},
    shell::{SecretStore, Shell, ShellSecrets},
};
use crux_core::{Request, effects::ResolveSink};
use dimos_app::{
    CityKit, Stamp,
    base_map::{DrawCity, base_map},
    effect::Wait,
};
use dimos_device::{Clock, Device, OpenError};
use dimos_domain::l10n::Language;
use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError, Weak, mpsc},
    thread,
    time::Duration,
};
use tokio::runtime::{Builder, Handle, Runtime};

/// The process's one runtime for the network.
pub(crate) fn runtime() -> Result<Handle, CoreError> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    RUNTIME
        .get_or_init(|| {
            let built = Builder::new_multi_thread().worker_threads(2).thread_name("dimos-net").enable_all().build();
            built.map_err(|error| error.to_string())
        })
        .as_ref()
        .map(|runtime| runtime.handle().clone())
        .map_err(|reason| CoreError::NoThreads { reason: reason.clone() })
}

type Job = Box<dyn FnOnce() + Send>;

/// Does what Rust does. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Worker {
    jobs: mpsc::Sender<Job>,
    runtime: Handle,
    phone: Arc<Phone>,
}

/// The phone's storage, opened when it is first needed, and the city made ready from it.
pub(crate) struct Phone {
    config: CoreConfig,
    secrets: Arc<dyn SecretStore>,
    clock: Arc<dyn Clock>,
    device: Mutex<Option<Device>>,
    kit: Mutex<Option<Arc<CityKit>>>,
}

impl Phone {
    /// Now, and randomness for ids.
    pub fn stamp(&self) -> Stamp {
        Stamp { now: self.clock.now(), entropy: uuid::Uuid::new_v4().as_u128() }
    }

    /// The storage; opened on the first call, and tried again on each call after a failure.
    pub fn device(&self) -> Result<Device, OpenError> {
        let mut slot = self.device.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(device) = slot.as_ref() {
            return Ok(device.clone());
        }
        let secrets = Arc::new(ShellSecrets(self.secrets.clone()));
        let device = Device::open(self.config.device(), secrets, self.clock.clone())?;
        device.set_language(self.phone_language());
        *slot = Some(device.clone());
        Ok(device)
    }

    /// The phone's own language.
    pub fn phone_language(&self) -> Language {
        Language::negotiate(&self.config.locale)
    }

    /// The server's address, without a slash at its end.
    pub fn server_url(&self) -> &str {
        self.config.server_url.trim_end_matches('/')
    }

    /// Where photos that are ready lie.
    pub fn photo_dir(&self) -> std::path::PathBuf {
        std::path::Path::new(&self.config.data_dir).join("photos")
    }

    /// The city made ready; made anew when its version changed. The second part says whether it was.
    pub fn kit(&self, device: &Device) -> (Option<Arc<CityKit>>, bool) {
        let Some(city) = device.city() else { return (None, false) };
        let mut slot = self.kit.lock().unwrap_or_else(PoisonError::into_inner);
        match slot.as_ref() {
            Some(kit) if kit.city.version == city.version => (Some(kit.clone()), false),
            _ => {
                let kit = Arc::new(CityKit::new(city));
                *slot = Some(kit.clone());
                let warm = kit.clone();
                // Without the thread the parts are made when they are first needed.
                let _warming = thread::Builder::new().name("dimos-city".to_owned()).spawn(move || warm.warm_up());
                (Some(kit), true)
            }
        }
    }
}

impl Worker {
    pub fn start(config: CoreConfig, secrets: Arc<dyn SecretStore>, clock: Arc<dyn Clock>) -> Result<Self, CoreError> {
        let (jobs, queue) = mpsc::channel::<Job>();
        thread::Builder::new()
            .name("dimos-store".to_owned())
            .spawn(move || queue.into_iter().for_each(|job| job()))
            .map_err(|error| CoreError::NoThreads { reason: error.to_string() })?;
        let phone = Arc::new(Phone { config, secrets, clock, device: Mutex::new(None), kit: Mutex::new(None) });
        Ok(Self { jobs, runtime: runtime()?, phone })
    }

    /// Now, and randomness for ids.
    pub fn stamp(&self) -> Stamp {
        self.phone.stamp()
    }

    /// Does something with the phone's storage, after everything that was asked before.
    pub fn kept<Op: Keep>(&self, sink: Weak<Router>, mut request: Request<Op>) {
        let phone = self.phone.clone();
        let job = Box::new(move || {
            let output = request.operation.keep(&phone);
            answer(&sink, &mut request, output);
        });
        // The thread ends only with the process; a failure here means there is nobody left to answer.
        let _ended = self.jobs.send(job);
    }

    /// Draws the city, off the thread that decides: it is a large thing to hand over. In order, so that the last one stays.
    pub fn drawn(&self, shell: Arc<dyn Shell>, wanted: DrawCity) {
        // As above: the thread ends only with the process.
        let _ended = self.jobs.send(Box::new(move || shell.draw_city(base_map(&wanted))));
    }

    /// Does something that takes time: the network, pixels.
    pub fn fetched<Op: Fetch>(&self, sink: Weak<Router>, mut request: Request<Op>) {
        let (phone, runtime) = (self.phone.clone(), self.runtime.clone());
        self.runtime.spawn_blocking(move || {
            let output = request.operation.fetch(&phone, &runtime);
            answer(&sink, &mut request, output);
        });
    }

    /// Comes back later.
    pub fn waited(&self, sink: Weak<Router>, mut request: Request<Wait>) {
        let phone = self.phone.clone();
        self.runtime.spawn(async move {
            tokio::time::sleep(Duration::from_millis(request.operation.millis)).await;
            answer(&sink, &mut request, phone.stamp());
        });
    }
}

fn answer<Op: crux_core::capability::Operation>(sink: &Weak<Router>, request: &mut Request<Op>, output: Op::Output) {
    if let Some(sink) = sink.upgrade()
        && let Err(error) = sink.resolve_request(request, output)
    {
        tracing::error!(%error, "an effect was answered twice");
    }
}
