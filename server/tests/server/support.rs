//! A server for one test, and people who call it: `TestServer::start().await.device().await.get("/changes")`.

use base64::{Engine, engine::general_purpose::STANDARD};
use dimos_api::problem::{Code, Problem};
use dimos_domain::ids::{CrewCode, DeviceId, MediaId};
use dimos_server::{Running, accounts, auth::StaffRole, config::Config, start_with, state::Clock};
use jiff::Timestamp;
use reqwest::{Client, Method, RequestBuilder, header::HeaderMap};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use tempfile::TempDir;
use uuid::Uuid;

pub const PASSWORD: &str = "a long enough password";

/// A server with a data directory and a clock of its own.
pub struct TestServer {
    pub running: Running,
    later_s: Arc<AtomicI64>,
    _dir: TempDir,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut config = Config::in_dir(dir.path());
        change(&mut config);
        let later_s = Arc::new(AtomicI64::new(0));
        let theirs = Arc::clone(&later_s);
        let clock =
            Clock::of(move || Timestamp::now() + jiff::SignedDuration::from_secs(theirs.load(Ordering::Relaxed)));
        Self { running: start_with(config, clock).await.unwrap(), later_s, _dir: dir }
    }

    /// Lets time pass for the server.
    pub fn later(&self, seconds: i64) {
        self.later_s.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Somebody without a token.
    pub fn stranger(&self) -> Actor {
        Actor { http: client(), url: self.running.url(), token: None, language: "en", device: None }
    }

    /// A citizen's phone.
    pub async fn device(&self) -> Actor {
        self.stranger().registered().await
    }

    /// A dispatcher who is logged in.
    pub async fn dispatcher(&self) -> Actor {
        self.staff("dispatcher", StaffRole::Dispatcher, None).await
    }

    /// Somebody of the staff who is logged in.
    pub async fn staff(&self, name: &str, role: StaffRole, crew: Option<CrewCode>) -> Actor {
        accounts::add(&self.running.app.db, name, role, crew, PASSWORD).await.unwrap();
        let mut actor = self.stranger();
        let answer = actor.log_in(name, PASSWORD).await;
        actor.token = Some(answer.ok(201)["token"].as_str().unwrap().to_owned());
        actor
    }

    /// A crew of the city, by its place in the pack.
    pub fn crew(&self, place: usize) -> CrewCode {
        self.running.app.city.city.crews[place].code.clone()
    }
}

pub fn client() -> Client {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let roots = rustls::RootCertStore::empty();
    let tls = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let tls = tls.with_root_certificates(roots).with_no_client_auth();
    Client::builder().tls_backend_preconfigured(tls).no_gzip().build().unwrap()
}

/// Somebody who calls the server.
#[derive(Clone)]
pub struct Actor {
    pub http: Client,
    pub url: String,
    pub token: Option<String>,
    pub language: &'static str,
    pub device: Option<DeviceId>,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Actor {
    pub async fn registered(mut self) -> Self {
        let id = DeviceId(Uuid::now_v7());
        let answer = self.register(id).await;
        self.token = Some(answer.ok(201)["token"].as_str().unwrap().to_owned());
        self.device = Some(id);
        self
    }

    pub async fn register(&self, id: DeviceId) -> Answer {
        let body = json!({"id": id, "platform": "terminal", "app_version": "0.1.0", "language": "en"});
        self.post("/devices", &body).await
    }

    pub async fn log_in(&self, account: &str, password: &str) -> Answer {
        self.post("/sessions", &json!({"account": account, "password": password})).await
    }

    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        let call =
            self.http.request(method, format!("{}/api/v1{path}", self.url)).header("accept-language", self.language);
        match &self.token {
            Some(token) => call.bearer_auth(token),
            None => call,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.call(Method::GET, path)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Answer::of(self.call(Method::DELETE, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.call(Method::POST, path).json(body)).await
    }

    /// A tus request.
    pub fn tus(&self, method: Method, path: &str) -> RequestBuilder {
        self.call(method, path).header("tus-resumable", "1.0.0")
    }

    pub async fn announce(&self, id: MediaId, bytes: &[u8], sha256: Option<&str>) -> Answer {
        let mut metadata = format!("id {}", STANDARD.encode(id.to_string()));
        if let Some(sha256) = sha256 {
            metadata += &format!(",sha256 {}", STANDARD.encode(sha256));
        }
        let call = self.tus(Method::POST, "/media").header("upload-length", bytes.len());
        Answer::of(call.header("upload-metadata", metadata)).await
    }

    pub async fn part(&self, id: MediaId, offset: usize, bytes: &[u8]) -> Answer {
        Answer::of(self.part_call(id, offset).body(bytes.to_vec())).await
    }

    pub fn part_call(&self, id: MediaId, offset: usize) -> RequestBuilder {
        let call = self.tus(Method::PATCH, &format!("/media/uploads/{id}")).header("upload-offset", offset);
        call.header("content-type", "application/offset+octet-stream")
    }

    pub async fn arrived(&self, id: MediaId) -> usize {
        let answer = Answer::of(self.tus(Method::HEAD, &format!("/media/uploads/{id}"))).await;
        assert_eq!(answer.status, 200);
        answer.headers["upload-offset"].to_str().unwrap().parse().unwrap()
    }

    /// Uploads a photo in one go.
    pub async fn upload(&self, bytes: &[u8]) -> (MediaId, Answer) {
        let id = MediaId(Uuid::now_v7());
        assert_eq!(self.announce(id, bytes, None).await.status, 201);
        (id, self.part(id, 0, bytes).await)
    }
}

impl Answer {
    pub async fn of(call: RequestBuilder) -> Self {
        Self::maybe(call).await.unwrap()
    }

    pub async fn maybe(call: RequestBuilder) -> reqwest::Result<Self> {
        let response = call.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Self { status, headers, bytes: response.bytes().await?.to_vec() })
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    #[track_caller]
    pub fn ok(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.bytes));
        self.json()
    }

    /// The problem, which must be a whole one.
    #[track_caller]
    pub fn problem(&self, code: Code) -> Problem {
        let problem: Problem = serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|_| panic!("no problem: {}", String::from_utf8_lossy(&self.bytes)));
        assert_eq!(problem.code, code, "{problem:?}");
        assert_eq!(problem.status, self.status);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(problem.kind, format!("urn:dimos:problem:{}", code.as_str()));
        assert_eq!(problem.request_id.as_deref(), self.headers["x-request-id"].to_str().ok());
        assert!(!problem.title.is_empty() && !problem.detail.is_empty());
        problem
    }
}

/// A photo.
pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut noise = fastrand::Rng::with_seed(7);
    let pixels: Vec<u8> = (0..usize::from(width) * usize::from(height) * 3).map(|_| noise.u8(90..160)).collect();
    jpeg_encoder::Encoder::new(&mut bytes, 80).encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

pub fn size_of(jpeg: &[u8]) -> (u16, u16) {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    (info.width, info.height)
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
