//! One life of the server: from its start until it is killed. What it leaves behind is what was on the disk at that
//! moment, copied before anything can be tidied up; the next life begins with that.

use crate::provider::Outside;
use axum::{
    Router,
    body::Body,
    http::{Method, Request, header},
};
use dimos_server::{
    auth::TokenCache,
    blobs::Blobs,
    config::Config,
    db::{Db, Fate, Moment, Tx, Watcher},
    error::Error,
    keys::Keys,
    media::Uploads,
    payments::{self, Providers},
    refunds,
    router::wire,
    state::{App, CityIndex, Clock, Parts},
    throttle::Throttles,
};
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, OnceLock,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};
use tokio::sync::Notify;
use tower::ServiceExt;

/// When to die: after so many moments around commits (two for each).
#[derive(Debug, Default)]
pub struct Doom {
    left: Mutex<Option<u32>>,
    passed: Mutex<u32>,
    dead: AtomicBool,
    died: Notify,
    buried: (Mutex<bool>, Condvar),
}

impl Doom {
    /// Dies at the moment with this number, from now on; 1 is the next one.
    pub fn in_moments(&self, moments: Option<u32>) {
        *self.left.lock().unwrap() = moments;
    }

    /// How many moments there were.
    pub fn passed(&self) -> u32 {
        *self.passed.lock().unwrap()
    }

    fn at(&self, from: &Path, to: &Path) -> Fate {
        *self.passed.lock().unwrap() += 1;
        let mut left = self.left.lock().unwrap();
        *left = left.map(|left| left.saturating_sub(1));
        let lives = *left != Some(0);
        // Held no longer: who sets the next death must not wait for this one.
        drop(left);
        if lives {
            return Fate::GoOn;
        }
        keep(from, to);
        self.dead.store(true, Ordering::SeqCst);
        self.died.notify_one();
        // Nobody may hear of it before everything that could go on is gone.
        let (buried, news) = &self.buried;
        drop(news.wait_while(buried.lock().unwrap(), |buried| !*buried).unwrap());
        Fate::Die
    }
}

/// What is on the disk now. The log first: whatever is moved out of it meanwhile is in it still.
fn keep(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in ["dimos.sqlite-wal", "dimos.sqlite", "server.key"] {
        if from.join(name).exists() {
            fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}

/// The time, set by the schedule.
pub type Hand = Arc<AtomicI64>;

/// The city, worked out once.
pub fn lilliput() -> Arc<CityIndex> {
    static CITY: OnceLock<Arc<CityIndex>> = OnceLock::new();
    let load = || {
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/cities/lilliput");
        let city = dimos_server::city::load_or_embedded(Some(&pack)).expect("the pack is sound");
        Arc::new(CityIndex::new(city).unwrap())
    };
    Arc::clone(CITY.get_or_init(load))
}

fn routes() -> Router<App> {
    static ROUTES: OnceLock<Router<App>> = OnceLock::new();
    ROUTES.get_or_init(wire).clone()
}

/// A running server, without a network.
pub struct Life {
    runtime: tokio::runtime::Runtime,
    /// What it works with.
    pub app: App,
    router: Router,
    /// When it dies.
    pub doom: Arc<Doom>,
    dir: PathBuf,
}

impl Life {
    /// Starts on what a directory holds.
    pub fn begin(dir: &Path, clock: &Hand, outside: &Arc<Outside>) -> Self {
        let doom = Arc::new(Doom::default());
        let (theirs, from, to) = (Arc::clone(&doom), dir.to_owned(), after(dir));
        let watcher = Watcher::of(move |_: Moment| theirs.at(&from, &to));
        let db = Db::open_watched(dir, watcher).unwrap();
        let config = Config::in_dir(dir);
        let hand = Arc::clone(clock);
        let app = App::new(Parts {
            db,
            city: lilliput(),
            blobs: Blobs::open(&dir.join("photos")).unwrap(),
            keys: Keys::open(dir).unwrap(),
            clock: Clock::of(move || Timestamp::from_millisecond(hand.load(Ordering::Relaxed)).unwrap()),
            throttles: Throttles::new(config.devices_per_hour, config.acts_per_hour),
            config: Arc::new(config),
            tokens: TokenCache::default(),
            providers: Providers::new(vec![outside.clone()], "https://pay.lilliput.example"),
            uploads: Uploads::open(&dir.join("uploads")).unwrap(),
            sandbox: None,
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, router: routes().with_state(app.clone()), app, doom, dir: dir.to_owned() }
    }

    /// Lets the server work; nothing if it was killed meanwhile: then nobody hears anything, and nothing more is done.
    pub fn run<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let died = async {
            while !self.doom.dead.load(Ordering::SeqCst) {
                self.doom.died.notified().await;
            }
        };
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                () = died => None,
                done = work => Some(done),
            }
        })
    }

    /// One request, as somebody.
    pub async fn call(&self, call: &Call) -> (u16, Value) {
        let mut request = Request::builder().method(call.method.clone()).uri(format!("/api/v1{}", call.path));
        if let Some(token) = &call.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let body = match &call.body {
            Some(body) => {
                let content = if body.starts_with('<') { "application/xml" } else { "application/json" };
                request = request.header(header::CONTENT_TYPE, content);
                Body::from(body.clone())
            }
            None => Body::empty(),
        };
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let text = || Value::String(String::from_utf8_lossy(&bytes).into_owned());
        (status, serde_json::from_slice(&bytes).unwrap_or_else(|_| text()))
    }

    /// What the clock would do.
    pub async fn tick(&self) {
        let mut rounds = 0;
        while payments::work_inbox(&self.app).await.unwrap() > 0 {
            rounds += 1;
            assert!(rounds < 1_000, "the inbox is worked through for ever");
        }
        payments::ask_due(&self.app).await.unwrap();
        refunds::send_due(&self.app).await.unwrap();
    }

    /// Looks into the database, however the server fares.
    pub fn look<T: Send + 'static>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, Error> + Send + 'static) -> T {
        self.runtime.block_on(self.app.db.read(work)).unwrap()
    }

    /// Gone; where what is left is.
    pub fn end(self) -> PathBuf {
        let next = after(&self.dir);
        if !self.doom.dead.load(Ordering::SeqCst) {
            keep(&self.dir, &next);
        }
        self.runtime.shutdown_background();
        *self.doom.buried.0.lock().unwrap() = true;
        self.doom.buried.1.notify_all();
        let _ = fs::remove_dir_all(&self.dir);
        next
    }
}

fn after(dir: &Path) -> PathBuf {
    let mut name = dir.as_os_str().to_owned();
    name.push("+");
    name.into()
}

/// A request.
#[derive(Debug, Clone)]
pub struct Call {
    /// GET, POST.
    pub method: Method,
    /// Below `/api/v1`.
    pub path: String,
    /// Whose.
    pub token: Option<String>,
    /// More.
    pub headers: Vec<(&'static str, String)>,
    /// JSON, a bank's file, or a letter.
    pub body: Option<String>,
}

impl Call {
    /// A look.
    pub fn get(token: &str, path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), token: Some(token.to_owned()), headers: Vec::new(), body: None }
    }

    /// An act with its key.
    pub fn post(token: &str, path: impl Into<String>, body: &Value, key: &str) -> Self {
        let headers = vec![("idempotency-key", key.to_owned())];
        let (path, body) = (path.into(), Some(body.to_string()));
        Self { method: Method::POST, path, token: Some(token.to_owned()), headers, body }
    }

    /// A bank's file, brought by somebody.
    pub fn file(token: &str, path: &str, xml: &str) -> Self {
        let (token, body) = (Some(token.to_owned()), Some(xml.to_owned()));
        Self { method: Method::POST, path: path.to_owned(), token, headers: Vec::new(), body }
    }
}
