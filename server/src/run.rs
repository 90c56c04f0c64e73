//! Starting and stopping. The same for the binary, the tests and the load: [`start`] gives a running server and its
//! address. Stopping lets what runs finish, for a bounded time, and loses nothing that was acknowledged.

use crate::{
    auth::TokenCache,
    blobs::Blobs,
    city,
    config::Config,
    db::{Db, OpenError},
    keys::Keys,
    mail::{MailSetUpError, Postman},
    media::{self, Uploads},
    metrics,
    payments::{self, Providers},
    refunds,
    router::router,
    state::{App, CityIndex, CityIndexError, Clock, Parts},
    throttle::Throttles,
};
use axum::{Router, body::Body, extract::ConnectInfo};
use dimos_checkout::{PaymentProvider, ProviderName};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{
    fs::{File, TryLockError},
    io,
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinHandle,
    time::MissedTickBehavior,
};
use tokio_io_timeout::TimeoutStream;
use tower::Service;

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The city pack is wrong.
    #[error("the city pack has {}:\n{}", city::counted(.0.len(), "mistake"), .0.iter().map(|error| format!("  {error}")).collect::<Vec<_>>().join("\n"))]
    Pack(Vec<city::PackError>),
    /// The city cannot be prepared.
    #[error(transparent)]
    City(#[from] CityIndexError),
    /// The database cannot be opened.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// A payment provider cannot be used.
    #[error("failed to set up payments: {0}")]
    Payments(#[from] payments::SetUpError),
    /// Letters cannot be sent as configured.
    #[error("failed to set up mail: {0}")]
    Mail(#[from] MailSetUpError),
    /// Another server uses the directory.
    #[error("another server is using the data directory {}", .0.display())]
    InUse(PathBuf),
    /// A directory cannot be used.
    #[error("failed to use the data directory {}: {cause}", dir.display())]
    Data {
        /// Which.
        dir: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// The address cannot be listened on.
    #[error("failed to listen on {address}: {cause}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why.
        cause: io::Error,
    },
}

/// A running server.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    /// What it works with; for tests and measurements in the same process.
    pub app: App,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Running {
    /// `http://…`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Takes no more connections, lets what runs finish for the configured time, closes the database.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(cause) = self.task.await {
            tracing::error!(%cause, "the server ended badly");
        }
    }
}

/// Starts a server.
///
/// # Errors
/// [`StartError`].
pub async fn start(config: Config) -> Result<Running, StartError> {
    start_with(config, Clock::system()).await
}

/// Starts a server whose clock is another one.
///
/// # Errors
/// [`StartError`].
pub async fn start_with(config: Config, clock: Clock) -> Result<Running, StartError> {
    let providers = Providers::configured(&config.paying)?;
    start_paid(config, clock, providers).await
}

/// Starts a server that takes money through these providers, and through the sandbox if the configuration asks for it.
///
/// # Errors
/// [`StartError`].
pub async fn start_paid(
    config: Config,
    clock: Clock,
    mut providers: Vec<Arc<dyn PaymentProvider>>,
) -> Result<Running, StartError> {
    metrics::init();
    let city = CityIndex::new(city::load_or_embedded(config.city.as_deref()).map_err(StartError::Pack)?)?;
    let failed = |cause| StartError::Data { dir: config.data.clone(), cause };
    // Before the database: a newer server must not change the schema under one that runs.
    let lock = lock(&config)?;
    let db = Db::open(&config.data)?;
    let keys = Keys::open(&config.data).map_err(failed)?;
    let blobs = Blobs::open(&config.data.join("photos")).map_err(failed)?;
    let uploads = Uploads::open(&config.data.join("uploads")).map_err(failed)?;
    let listener = TcpListener::bind(config.listen).await;
    let listener = listener.map_err(|cause| StartError::Listen { address: config.listen, cause })?;
    let addr = listener.local_addr().map_err(|cause| StartError::Listen { address: config.listen, cause })?;
    let public_url = public_url(&config, addr);
    let payee = city.city.payments.as_ref().map(|payments| payments.creditor.name.as_str()).unwrap_or_default();
    let mut sandbox = None;
    if config.paying.providers.contains(&ProviderName::Sandbox) {
        let (bank, provider) = payments::open_sandbox(&config.data, &keys, &public_url, payee, clock.clone())?;
        sandbox = Some(bank);
        providers.push(provider);
    }
    let providers = Providers::new(providers, &public_url);
    let postman = Postman::of(&config.mail)?;
    let throttles = Throttles::new(config.devices_per_hour, config.acts_per_hour);
    let (city, config, tokens) = (Arc::new(city), Arc::new(config), TokenCache::default());
    let app = App::new(Parts { db, city, blobs, keys, clock, config, tokens, throttles, providers, sandbox, uploads });
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(serve(app.clone(), listener, stopped, lock, postman));
    Ok(Running { addr, app, stop, task })
}

/// Where the world sees this server; by default only this machine does.
fn public_url(config: &Config, addr: SocketAddr) -> String {
    let given = config.paying.public_url.as_ref().map(|url| url.trim_end_matches('/').to_owned());
    given.unwrap_or_else(|| match addr.ip().is_unspecified() {
        true => format!("http://127.0.0.1:{}", addr.port()),
        false => format!("http://{addr}"),
    })
}

/// One server per data directory: what it remembers of devices must not grow stale. Commands are welcome.
fn lock(config: &Config) -> Result<File, StartError> {
    let failed = |cause| StartError::Data { dir: config.data.clone(), cause };
    std::fs::create_dir_all(&config.data).map_err(failed)?;
    let file = File::create(config.data.join("server.lock")).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::InUse(config.data.clone())),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}

async fn serve(
    app: App,
    listener: TcpListener,
    mut stopped: watch::Receiver<bool>,
    lock: File,
    postman: Option<Postman>,
) {
    let (cut, cutting) = watch::channel(false);
    let housekeeping = tokio::spawn(housekeeping(app.clone()));
    let asking = tokio::spawn(keep_asking(app.clone()));
    let sandbox = app.sandbox.clone().map(|bank| tokio::spawn(bank.run()));
    let postman = postman.map(|postman| tokio::spawn(postman.run(app.clone())));
    let connections = GracefulShutdown::new();
    let slots = Arc::new(Semaphore::new(app.config.max_connections));
    let router = router(app.clone());
    tokio::select! {
        () = accept(&app, &listener, &router, &connections, &slots, &cutting) => {}
        _ = stopped.wait_for(|stop| *stop) => {}
    }
    drop(listener);
    if tokio::time::timeout(app.config.grace(), connections.shutdown()).await.is_err() {
        tracing::warn!("requests were still running when the time was up");
    }
    cut.send_replace(true);
    housekeeping.abort();
    asking.abort();
    sandbox.inspect(JoinHandle::abort);
    postman.inspect(JoinHandle::abort);
    let db = app.db.clone();
    if tokio::task::spawn_blocking(move || db.close()).await.is_err() {
        tracing::error!("the database was not closed");
    }
    drop(lock);
}

async fn accept(
    app: &App,
    listener: &TcpListener,
    router: &Router,
    connections: &GracefulShutdown,
    slots: &Arc<Semaphore>,
    cutting: &watch::Receiver<bool>,
) {
    loop {
        let Ok(slot) = Arc::clone(slots).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, peer)) => {
                let served = connection(app, router.clone(), stream, peer, connections);
                tokio::spawn(until_cut(served, cutting.clone(), slot));
            }
            Err(cause) => {
                // Too many open files, mostly: others must close first.
                tracing::warn!(%cause, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn until_cut(served: impl Future<Output = ()>, mut cutting: watch::Receiver<bool>, _slot: OwnedSemaphorePermit) {
    tokio::select! {
        () = served => {}
        _ = cutting.wait_for(|cut| *cut) => {}
    }
}

fn connection(
    app: &App,
    router: Router,
    stream: TcpStream,
    peer: SocketAddr,
    connections: &GracefulShutdown,
) -> impl Future<Output = ()> + use<> {
    // Answers are small: they must not wait for more to come.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    // Whoever asks and does not read what comes holds its place no longer than whoever does not finish asking.
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(app.config.patience()));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(app.config.patience())
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let watched = connections.watch(served);
    async move {
        if let Err(cause) = watched.await {
            tracing::debug!(%cause, "a connection ended early");
        }
    }
}

/// What nobody asks for but must be done: once a minute figures, once an hour sweeping.
async fn housekeeping(app: App) {
    let mut minutes = tokio::time::interval(Duration::from_secs(60));
    for minute in 0_u64.. {
        minutes.tick().await;
        metrics::upkeep();
        if minute % 60 == 0 {
            if let Err(cause) = media::sweep(&app).await {
                tracing::warn!(%cause, "sweeping photos failed");
            }
            if let Err(cause) = crate::reports::sweep(&app).await {
                tracing::warn!(%cause, "confirming reports failed");
            }
            if let Err(cause) = crate::bills::remind_all(&app).await {
                tracing::warn!(%cause, "reminding of bills failed");
            }
            if let Err(cause) = crate::accounts::sweep(&app).await {
                tracing::warn!(%cause, "sweeping sessions failed");
            }
            if let Err(cause) = crate::idempotency::sweep(&app).await {
                tracing::warn!(%cause, "sweeping answers to acts failed");
            }
        }
    }
}

/// Seconds between two looks at what payments wait for.
const ASKING_S: u64 = 5;

/// What became of payments: asked and worked through by the clock, as long as the server runs.
async fn keep_asking(app: App) {
    let mut ticks = tokio::time::interval(Duration::from_secs(ASKING_S));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(cause) = payments::work_inbox(&app).await {
            tracing::warn!(%cause, "working through the inbox failed");
        }
        if let Err(cause) = payments::ask_due(&app).await {
            tracing::warn!(%cause, "asking providers failed");
        }
        if let Err(cause) = refunds::send_due(&app).await {
            tracing::warn!(%cause, "sending refunds failed");
        }
    }
}
