//! A small city hall for these tests: speaks the wire, is idempotent, and misbehaves when told to. And a line to it that
//! cuts.

use super::pay;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State as Held,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use dimos_domain::{act::NewReport, expected, report::Report};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What goes wrong at the next call whose path begins so.
pub enum Fault {
    Problem(u16, Value),
    Page(u16, &'static str),
    RetryAfter(u16, u64),
    Silence,
}

#[derive(Default)]
pub struct Books {
    pub faults: VecDeque<(&'static str, Fault)>,
    pub tokens: Vec<String>,
    pub taken: Vec<String>,
    pub calls: Vec<String>,
    pub languages: Vec<String>,
    pub answered: HashMap<String, Value>,
    pub reports: BTreeMap<String, Value>,
    pub comments: Vec<(String, String)>,
    pub uploads: HashMap<String, (Vec<u8>, usize)>,
    pub jobs: Vec<Value>,
    pub bills: Vec<Value>,
    pub attempts: Vec<Value>,
    pub linked: Vec<String>,
    pub strange: Vec<Value>,
    pub version: i64,
    /// Whose phone `/changes` says it is; nothing is said while there is none.
    pub crew: Option<Value>,
    pub pieces: Vec<(usize, usize)>,
}

#[derive(Clone, Default)]
pub struct City(pub Arc<Mutex<Books>>);

impl City {
    /// Opens the city hall; its address.
    pub async fn open(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(serve).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    pub fn books<T>(&self, look: impl FnOnce(&mut Books) -> T) -> T {
        look(&mut self.0.lock().unwrap())
    }

    pub fn fault(&self, path: &'static str, fault: Fault) {
        self.books(|books| books.faults.push_back((path, fault)));
    }
}

fn answer(status: u16, body: &Value) -> Response {
    let kind = if status < 400 { "application/json" } else { "application/problem+json" };
    let response = Response::builder().status(status).header("content-type", kind);
    response.body(Body::from(body.to_string())).unwrap()
}

pub fn problem(code: &str) -> Value {
    json!({ "type": format!("urn:dimos:problem:{code}"), "title": "Όχι", "detail": "γιατί", "code": code, "status": 0 })
}

async fn serve(Held(city): Held<City>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let path = uri.path().strip_prefix("/api/v1").unwrap_or_default().to_owned();
    let fault = city.books(|books| {
        books.calls.push(format!("{method} {path}"));
        let language = headers.get("accept-language").map(|value| value.to_str().unwrap().to_owned());
        books.languages.extend(language);
        let at = books.faults.iter().position(|(wanted, _)| path.starts_with(wanted));
        at.and_then(|at| books.faults.remove(at))
    });
    match fault {
        Some((_, Fault::Problem(status, body))) => return answer(status, &body),
        Some((_, Fault::Page(status, page))) => {
            return Response::builder().status(status).body(Body::from(page)).unwrap();
        }
        Some((_, Fault::RetryAfter(status, seconds))) => {
            return Response::builder().status(status).header("retry-after", seconds).body(Body::empty()).unwrap();
        }
        Some((_, Fault::Silence)) => tokio::time::sleep(Duration::from_secs(600)).await,
        None => {}
    }
    city.books(|books| books.serve(&method, &path, uri.query().unwrap_or_default(), &headers, &body))
}

impl Books {
    fn serve(&mut self, method: &Method, path: &str, query: &str, headers: &HeaderMap, body: &Bytes) -> Response {
        let parts: Vec<_> = path.trim_matches('/').split('/').collect();
        let document = || serde_json::from_slice::<Value>(body).unwrap_or_default();
        if let (&Method::POST, ["devices"]) = (method, &parts[..]) {
            let id = document()["id"].as_str().unwrap().to_owned();
            if self.taken.contains(&id) {
                return answer(409, &problem("invalid"));
            }
            self.tokens = vec![format!("token-of-{id}")];
            return answer(201, &json!({ "token": self.tokens[0] }));
        }
        let token = headers.get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        if !token.is_some_and(|token| self.tokens.iter().any(|known| known == token)) {
            return answer(401, &problem("unauthenticated"));
        }
        if let Some(key) = headers.get("idempotency-key").filter(|_| !path.starts_with("/media")) {
            let key = key.to_str().unwrap().to_owned();
            if let Some(first) = self.answered.get(&key) {
                return answer(200, first);
            }
            let done = match &parts[..] {
                ["pay", about @ ..] => pay::serve(self, method.as_str(), about, &document()).1,
                _ => self.act(&parts, document()),
            };
            self.answered.insert(key, done.clone());
            return answer(200, &done);
        }
        match (method.as_str(), &parts[..]) {
            ("POST", ["media"]) => self.create(headers),
            ("HEAD", ["media", "uploads", id]) => self.offset(id, 200),
            ("PATCH", ["media", "uploads", id]) => self.patch(id, headers, body),
            ("GET", ["media", id, ..]) => match self.uploads.get(*id) {
                Some((bytes, _)) => Response::new(Body::from(bytes.clone())),
                None => answer(404, &problem("not_found")),
            },
            ("POST", ["crew-phones", "enrol"]) => answer(200, &json!({ "token": self.tokens[0], "crew": "roads-1" })),
            ("GET", ["pay", "receipts", _, "pdf"]) => Response::new(Body::from("%PDF-1.7 …")),
            (method, ["pay", about @ ..]) => {
                let (status, said) = pay::serve(self, method, about, &document());
                answer(status, &said)
            }
            ("GET", ["changes"]) => self.changes(query),
            ("GET", ["city"]) => answer(200, &pack()),
            ("GET", ["reports"]) => answer(200, &json!({ "reports": [{ "id": "?" }], "query": query })),
            ("GET", ["reports", id]) => match self.reports.get(*id) {
                Some(report) => answer(200, &json!({ "report": report })),
                None => answer(404, &problem("not_found")),
            },
            _ => answer(404, &problem("not_found")),
        }
    }

    fn act(&mut self, parts: &[&str], document: Value) -> Value {
        self.version += 1;
        if let ["reports"] = parts {
            let new: NewReport = serde_json::from_value(document).unwrap();
            let report = Report {
                number: format!("T-{}", self.reports.len() + 1),
                version: self.version,
                ..expected::first(&new, new.reported_at)
            };
            for photo in &new.photos {
                let (bytes, length) = &self.uploads[&photo.to_string()];
                assert_eq!(bytes.len(), *length, "the report came before its photo");
            }
            let report = serde_json::to_value(report).unwrap();
            let doubled = self.reports.insert(new.id.to_string(), report.clone());
            assert!(doubled.is_none(), "filed twice");
            return json!({ "report": report });
        }
        let id = parts[1].to_owned();
        self.comments.push((id.clone(), document["text"].as_str().unwrap_or_default().to_owned()));
        let report = self.reports.get_mut(&id).expect("the act came before its report");
        report["version"] = self.version.into();
        json!({ "report": report })
    }

    fn create(&mut self, headers: &HeaderMap) -> Response {
        let metadata = headers["upload-metadata"].to_str().unwrap();
        let id = metadata.split(',').find_map(|pair| pair.strip_prefix("id ")).unwrap();
        let id = String::from_utf8(STANDARD.decode(id).unwrap()).unwrap();
        let length = headers["upload-length"].to_str().unwrap().parse().unwrap();
        self.uploads.entry(id.clone()).or_insert((Vec::new(), length));
        let location = format!("/api/v1/media/uploads/{id}");
        Response::builder().status(201).header("location", location).body(Body::empty()).unwrap()
    }

    fn offset(&self, id: &str, status: u16) -> Response {
        let Some((bytes, _)) = self.uploads.get(id) else { return answer(404, &problem("not_found")) };
        Response::builder().status(status).header("upload-offset", bytes.len()).body(Body::empty()).unwrap()
    }

    fn patch(&mut self, id: &str, headers: &HeaderMap, body: &Bytes) -> Response {
        assert_eq!(headers["tus-resumable"], "1.0.0");
        let from: usize = headers["upload-offset"].to_str().unwrap().parse().unwrap();
        let Some((bytes, _)) = self.uploads.get_mut(id) else { return answer(404, &problem("not_found")) };
        if bytes.len() != from {
            return answer(409, &problem("wrong_offset"));
        }
        bytes.extend_from_slice(body);
        self.pieces.push((from, body.len()));
        self.offset(id, StatusCode::NO_CONTENT.as_u16())
    }

    fn changes(&self, query: &str) -> Response {
        let cursor = query.split('&').find_map(|pair| pair.strip_prefix("cursor="));
        let since: i64 = cursor.map_or(Some(0), |cursor| cursor.parse().ok()).unwrap_or(-1);
        if since < 0 {
            return answer(400, &problem("bad_request"));
        }
        let newer = |document: &&Value| document["version"].as_i64() > Some(since);
        let reports = self.reports.values().filter(newer).map(|report| json!({ "type": "report", "report": report }));
        let jobs = self.jobs.iter().filter(newer).map(|job| json!({ "type": "job", "job": job }));
        let changes: Vec<_> = reports.chain(jobs).chain(self.strange.clone()).collect();
        let cursor = self.version.to_string();
        let mut page = json!({ "changes": changes, "cursor": cursor, "more": false, "city_version": "v1" });
        if let Some(crew) = &self.crew {
            page["crew"] = crew.clone();
        }
        answer(200, &page)
    }
}

/// The smallest city.
pub fn pack() -> Value {
    json!({
        "version": "v1", "name": { "el": "Πόλη", "en": "Town" }, "ticket_prefix": "T", "time_zone": "Europe/Athens",
        "contact": { "phone": "", "email": "" }, "emergency_number": "112",
        "geography": { "boundary": [], "neighbours": [], "streets": [], "street_names": [], "landmarks": [], "credits": [] },
        "calendar": { "opens": "08:00:00", "closes": "16:00:00", "weekdays": [1], "holidays": [] },
        "groups": [], "services": [], "departments": [], "crews": [], "routing": [], "reopen_days": 30, "danger_words": [],
    })
}

/// A line that lets through a random number of bytes, then cuts: before the request is whole, after its effect, or in the
/// middle of the answer.
pub async fn cutting_line(to: &str, seed: u64) -> String {
    let to = to.trim_start_matches("http://").to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let mut random = fastrand::Rng::with_seed(seed);
    tokio::spawn(async move {
        while let Ok((phone, _)) = listener.accept().await {
            let (up, down) = (random.usize(200..40_000), random.usize(0..6_000));
            let to = to.clone();
            tokio::spawn(async move {
                let Ok(city) = TcpStream::connect(to).await else { return };
                let ((from_phone, to_phone), (from_city, to_city)) = (phone.into_split(), city.into_split());
                tokio::select! {
                    () = carry(from_phone, to_city, up) => {}
                    () = carry(from_city, to_phone, down) => {}
                }
            });
        }
    });
    address
}

async fn carry(mut from: impl AsyncReadExt + Unpin, mut to: impl AsyncWriteExt + Unpin, mut left: usize) {
    let mut piece = [0; 4096];
    while left > 0 {
        let most = left.min(piece.len());
        let Ok(read @ 1..) = from.read(&mut piece[..most]).await else { return };
        if to.write_all(&piece[..read]).await.is_err() {
            return;
        }
        left -= read;
    }
}
