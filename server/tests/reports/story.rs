//! Stories told to a real server over HTTP, in a made-up city (Lilliput) with a clock that the story sets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, dead_code)]

use dimos_api::{PREFIX, problem::Code};
use dimos_checkout::PaymentProvider;
use dimos_domain::ids::{ActId, DeviceId, MediaId};
use dimos_server::{
    Running, accounts, auth::StaffRole, blobs::Rendition, config::Config, db::ms, start_paid, state::Clock,
};
use jiff::Timestamp;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    sync::{
        Arc, Once,
        atomic::{AtomicI64, Ordering},
    },
};
use tempfile::TempDir;
use uuid::Uuid;

/// Sunday, a working day in Lilliput, half past ten there.
pub const MORNING: &str = "2026-11-22T02:30:00Z";
/// That day there.
pub const TODAY: &str = "2026-11-22";

/// A running city.
pub struct City {
    pub running: Running,
    clock: Arc<AtomicI64>,
    http: Client,
    _home: TempDir,
}

/// Somebody with a token.
#[derive(Clone)]
pub struct Someone {
    pub device: DeviceId,
    http: Client,
    url: String,
    token: Option<String>,
    language: &'static str,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    what: String,
}

impl City {
    /// Lilliput on a Sunday morning.
    pub async fn open() -> Self {
        Self::open_paid(Vec::new()).await
    }

    /// The same, taking money through these providers.
    pub async fn open_paid(providers: Vec<Arc<dyn PaymentProvider>>) -> Self {
        Self::open_in(lilliput(), providers).await
    }

    /// Another pack's city that morning.
    pub async fn open_in(pack: PathBuf, providers: Vec<Arc<dyn PaymentProvider>>) -> Self {
        Self::begin(|config| config.city = Some(pack), providers).await
    }

    /// Lilliput with other settings.
    pub async fn open_with_config(change: impl FnOnce(&mut Config)) -> Self {
        Self::begin(change, Vec::new()).await
    }

    async fn begin(change: impl FnOnce(&mut Config), providers: Vec<Arc<dyn PaymentProvider>>) -> Self {
        static TLS: Once = Once::new();
        TLS.call_once(|| {
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let home = tempfile::tempdir().unwrap();
        let morning: Timestamp = MORNING.parse().unwrap();
        let clock = Arc::new(AtomicI64::new(ms(morning)));
        let hand = Arc::clone(&clock);
        let mut config = Config { city: Some(lilliput()), ..Config::in_dir(home.path()) };
        change(&mut config);
        let clock_of = Clock::of(move || Timestamp::from_millisecond(hand.load(Ordering::Relaxed)).unwrap());
        let running = start_paid(config, clock_of, providers).await.expect("the city starts");
        Self { running, clock, http: Client::new(), _home: home }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    pub fn pass_seconds(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000, Ordering::Relaxed);
    }

    pub fn pass_minutes(&self, minutes: i64) {
        self.pass_seconds(minutes * 60);
    }

    pub fn pass_days(&self, days: i64) {
        self.pass_minutes(days * 24 * 60);
    }

    /// Somebody without a token.
    pub fn stranger(&self) -> Someone {
        let device = DeviceId(Uuid::now_v7());
        Someone { device, http: self.http.clone(), url: self.running.url(), token: None, language: "en" }
    }

    /// A phone that registered.
    pub async fn citizen(&self) -> Someone {
        let mut phone = self.stranger();
        let body = json!({ "id": phone.device, "platform": "terminal", "app_version": "0.1.0", "language": "en" });
        let answer = phone.send(Method::POST, "/devices", Some(&body), None).await.ok();
        phone.token = Some(answer["token"].as_str().unwrap().to_owned());
        phone
    }

    /// A dispatcher who is logged in.
    pub async fn dispatcher(&self) -> Someone {
        self.staff("gulliver", StaffRole::Dispatcher).await
    }

    pub async fn staff(&self, name: &str, role: StaffRole) -> Someone {
        let password = "a long enough password";
        let crew = Some("diggers".parse().unwrap());
        accounts::add(&self.running.app.db, name, role, crew, password).await.unwrap();
        let mut staff = self.stranger();
        let body = json!({ "account": name, "password": password });
        let answer = staff.send(Method::POST, "/sessions", Some(&body), None).await.ok();
        staff.token = Some(answer["token"].as_str().unwrap().to_owned());
        staff
    }

    /// A crew's phone.
    pub async fn crew(&self, dispatcher: &Someone, crew: &str) -> Someone {
        let phone = self.citizen().await;
        self.enrol(dispatcher, &phone, crew).await;
        phone
    }

    pub async fn enrol(&self, dispatcher: &Someone, phone: &Someone, crew: &str) {
        let code = dispatcher.send(Method::POST, "/crew-phones/codes", Some(&json!({ "crew": crew })), None).await.ok();
        let body = json!({ "code": code["code"] });
        phone.send(Method::POST, "/crew-phones/enrol", Some(&body), None).await.ok();
    }

    /// A photo that this phone has uploaded, as far as reports can tell.
    pub async fn photo(&self, phone: &Someone) -> MediaId {
        let id = MediaId(Uuid::now_v7());
        let (device, now) = (phone.device.to_string(), ms(self.now()));
        let work = move |tx: &dimos_server::db::Tx<'_>| {
            tx.execute(
                "INSERT INTO media (id, device, length, sha256, width, height, created_at) \
                 VALUES (?1, ?2, 1, x'00', 1, 1, ?3)",
                (id.to_string(), &device, now),
            )
        };
        self.running.app.db.write(work).await.unwrap();
        self.running.app.blobs.put(id, Rendition::Full, b"a photo").unwrap();
        id
    }

    /// What stands in the database.
    pub async fn count(&self, sql: &'static str) -> i64 {
        self.running.app.db.read(move |tx| tx.one(sql, [], |row| row.get(0))).await.unwrap().unwrap()
    }
}

impl Someone {
    /// The same phone, read in Greek.
    pub fn in_greek(&self) -> Self {
        Self { language: "el", ..self.clone() }
    }

    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, None).await
    }

    /// An act with a key of its own.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(&body), Some(ActId(Uuid::now_v7()))).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(&body), Some(ActId(Uuid::now_v7()))).await
    }

    /// An act with a certain key.
    pub async fn post_as(&self, act: ActId, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(body), Some(act)).await
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>, act: Option<ActId>) -> Answer {
        let what = format!("{method} {path} {}", body.unwrap_or(&Value::Null));
        let mut request = self.http.request(method, format!("{}{PREFIX}{path}", self.url));
        request = request.header("accept-language", self.language);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(act) = act {
            request = request.header(dimos_api::IDEMPOTENCY_KEY, act.to_string());
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.expect("the server answers");
        let status = response.status().as_u16();
        Answer { status, body: response.json().await.unwrap_or_default(), what }
    }

    /// Files a report; its id and what the server made of it.
    pub async fn report(&self, new: &Value) -> Value {
        self.post("/reports", new.clone()).await.ok()["report"].clone()
    }

    /// Everything that changed for this phone since the cursor; with the next one.
    pub async fn changes(&self, cursor: Option<&str>) -> (Vec<Value>, String) {
        let mut cursor = cursor.map(str::to_owned);
        let mut changes = Vec::new();
        loop {
            let query = cursor.as_ref().map(|cursor| format!("?cursor={cursor}")).unwrap_or_default();
            let page = self.get(&format!("/changes{query}")).await.ok();
            changes.extend(page["changes"].as_array().unwrap().iter().cloned());
            cursor = Some(page["cursor"].as_str().unwrap().to_owned());
            if page["more"] == json!(false) {
                return (changes, cursor.unwrap());
            }
        }
    }
}

impl Answer {
    /// The body of a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} → {} {:#}", self.what, self.status, self.body);
        self.body
    }

    /// The problem of a refusal.
    #[track_caller]
    pub fn refused(self, code: Code) -> Value {
        assert_eq!(self.body["code"], json!(code.as_str()), "{} → {} {:#}", self.what, self.status, self.body);
        assert_eq!(self.status, code.status());
        self.body
    }
}

fn lilliput() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/data/cities/lilliput")
}

/// A footprint so many metres north of the town's middle, in a story that needs no photo.
pub fn footprint(north_m: f64) -> Value {
    json!({
        "id": Uuid::now_v7(),
        "service": "footprint",
        "description": "A footprint full of water",
        "located": { "position": { "lat": -30.015 + north_m / 111_195.0, "lon": 110.008 }, "source": "map" },
        "reported_at": MORNING,
    })
}

/// A visit to the giant, which only the city and who asked for it may see.
pub fn visit() -> Value {
    json!({
        "id": Uuid::now_v7(),
        "service": "giant-visit",
        "description": "With my whole class",
        "located": { "position": { "lat": -30.01, "lon": 110.005 }, "source": "map" },
        "answers": [{ "question": "day", "value": { "type": "date", "value": "2026-11-24" } }],
        "contact": { "name": "Flimnap", "email": "flimnap@lilliput.example" },
        "reported_at": MORNING,
    })
}

/// With other members.
pub fn with(mut value: Value, members: Value) -> Value {
    for (name, member) in members.as_object().unwrap() {
        value[name] = member.clone();
    }
    value
}

pub fn id(report: &Value) -> String {
    report["id"].as_str().unwrap().to_owned()
}

/// What happened to a report, shortly: `reported triaged moved:assigned`.
pub fn told(report: &Value) -> String {
    let entries = report["timeline"].as_array().unwrap();
    let words: Vec<String> = entries
        .iter()
        .map(|entry| match &entry["what"] {
            what if what["type"] == "moved" => format!("→{}", what["to"].as_str().unwrap()),
            what => what["type"].as_str().unwrap().to_owned(),
        })
        .collect();
    words.join(" ")
}

pub fn decision(decision: Value) -> Value {
    json!({ "decision": decision })
}
