//! HTTP: one client, one base address, the headers that every call carries, bounded answers.

use super::{answer::Problematic, tls};
use crate::{config::DeviceConfig, error::OpenError};
use dimos_api::{
    API_VERSION, API_VERSION_HEADER, EnrolRequest, IDEMPOTENCY_KEY, PREFIX, RegisterDeviceRequest, TokenResponse,
    call::{ActCall, MEDIA_PATH},
};
use dimos_domain::{ids::*, l10n::Language};
use jiff::Timestamp;
use reqwest::{
    Client, Method, RequestBuilder, Response, Url,
    header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap},
    redirect,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{
    sync::atomic::{AtomicBool, Ordering},
    sync::{PoisonError, RwLock},
    time::Duration,
};
use uuid::Uuid;

const CONNECT: Duration = Duration::from_secs(10);
/// Between two pieces of an answer.
const SILENCE: Duration = Duration::from_secs(20);
/// A whole call that says something …
const WHOLE: Duration = Duration::from_secs(60);
/// … or that fetches something, which may be large on a slow line.
const WHOLE_FETCH: Duration = Duration::from_secs(300);
/// Phones suspend sockets: an old one is more likely dead than alive.
const IDLE: Duration = Duration::from_secs(20);
/// More than any answer of ours has.
const LONGEST_ANSWER: usize = 32 << 20;

/// The line.
pub struct Net {
    http: Client,
    base: Url,
    token: RwLock<Option<String>>,
    greek: AtomicBool,
}

impl Net {
    /// A line to the configured server; nothing is sent yet.
    pub fn new(config: &DeviceConfig) -> Result<Self, OpenError> {
        let base = base(&config.server).ok_or_else(|| OpenError::Server(config.server.clone()))?;
        let http = Client::builder()
            .tls_backend_preconfigured(tls::config().map_err(OpenError::Tls)?)
            .user_agent(format!("dimos/{} ({})", config.app_version, config.platform))
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .timeout(WHOLE)
            .pool_idle_timeout(IDLE)
            .build()
            .map_err(|error| OpenError::Tls(error.to_string()))?;
        Ok(Self { http, base, token: RwLock::new(None), greek: AtomicBool::new(true) })
    }

    pub fn speak(&self, language: Language) {
        self.greek.store(language == Language::El, Ordering::Relaxed);
    }

    pub fn language(&self) -> Language {
        if self.greek.load(Ordering::Relaxed) { Language::El } else { Language::En }
    }

    pub fn use_token(&self, token: Option<String>) {
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = token;
    }

    pub fn has_token(&self) -> bool {
        self.token().is_some()
    }

    /// What calls carry now.
    pub fn token(&self) -> Option<String> {
        self.token.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub async fn register(&self, request: &RegisterDeviceRequest) -> Result<TokenResponse, Problematic> {
        self.json(self.request(Method::POST, self.path("/devices")).json(request)).await
    }

    pub async fn enrol(&self, code: &str) -> Result<TokenResponse, Problematic> {
        let request = EnrolRequest { code: code.to_owned() };
        self.json(self.authorised(Method::POST, self.path("/crew-phones/enrol")).json(&request)).await
    }

    /// Delivers an act; answers with the document as it came.
    pub async fn act(&self, call: &ActCall, key: ActId) -> Result<Value, Problematic> {
        let method = if call.method == "PUT" { Method::PUT } else { Method::POST };
        let request = self.authorised(method, self.absolute(&call.path)).header(IDEMPOTENCY_KEY, key.to_string());
        self.json(request.header(CONTENT_TYPE, "application/json").body(call.body.clone())).await
    }

    /// Says something and reads the answer; with a key, saying it again changes nothing. `path` without the prefix.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        key: Option<Uuid>,
    ) -> Result<T, Problematic> {
        let request = self.authorised(Method::POST, self.path(path)).json(body);
        let request = match key {
            Some(key) => request.header(IDEMPOTENCY_KEY, key.to_string()),
            None => request,
        };
        self.json(request).await
    }

    /// Fetches a document to be read by people; `path` without the prefix.
    pub async fn pdf(&self, path: &str) -> Result<Vec<u8>, Problematic> {
        let (_, body) = self.call(self.authorised(Method::GET, self.path(path)).timeout(WHOLE_FETCH)).await?;
        // As with photos: a hotel's log-in page is no receipt.
        if body.starts_with(b"%PDF-") { Ok(body) } else { Err(Problematic::NotOurs) }
    }

    /// Fetches a document; `path` without the prefix.
    pub async fn get<T: DeserializeOwned>(&self, path: &str, query: &impl Serialize) -> Result<T, Problematic> {
        let mut url = self.path(path);
        if let Ok(Value::Object(fields)) = serde_json::to_value(query) {
            let mut pairs = url.query_pairs_mut();
            for (name, value) in fields {
                match value {
                    Value::Null => {}
                    Value::String(text) => drop(pairs.append_pair(&name, &text)),
                    other => drop(pairs.append_pair(&name, &other.to_string())),
                }
            }
        }
        self.json(self.authorised(Method::GET, url).timeout(WHOLE_FETCH)).await
    }

    /// Fetches a photo.
    pub async fn photo(&self, id: MediaId, thumb: bool) -> Result<Vec<u8>, Problematic> {
        let path = if thumb { format!("{MEDIA_PATH}/{id}/thumb") } else { format!("{MEDIA_PATH}/{id}") };
        let (_, body) = self.call(self.authorised(Method::GET, self.path(&path)).timeout(WHOLE_FETCH)).await?;
        // Our server gives JPEG only; a hotel's log-in page would otherwise be kept as the photo.
        if body.starts_with(&[0xFF, 0xD8]) { Ok(body) } else { Err(Problematic::NotOurs) }
    }

    /// Sends a request; any answer but 2xx is a problem.
    pub(super) async fn call(&self, request: RequestBuilder) -> Result<(HeaderMap, Vec<u8>), Problematic> {
        let response = request.send().await.map_err(|error| {
            tracing::debug!(%error, "no answer");
            Problematic::Network
        })?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = body(response).await?;
        if status.is_success() {
            Ok((headers, body))
        } else {
            Err(Problematic::read(status, &headers, &body, Timestamp::now()))
        }
    }

    async fn json<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Problematic> {
        let (_, body) = self.call(request).await?;
        serde_json::from_slice(&body).map_err(|error| {
            tracing::warn!(%error, "an answer could not be read");
            Problematic::NotOurs
        })
    }

    pub(super) fn authorised(&self, method: Method, url: Url) -> RequestBuilder {
        let request = self.request(method, url);
        match self.token() {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.http
            .request(method, url)
            .header(API_VERSION_HEADER, API_VERSION)
            .header(ACCEPT_LANGUAGE, self.language().tag())
    }

    /// A path of ours, without the prefix.
    pub(super) fn path(&self, path: &str) -> Url {
        self.absolute(&format!("{PREFIX}{path}"))
    }

    fn absolute(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        url
    }

    /// Where an upload lives, from what the server said: only ever on the server itself, since the token goes there.
    pub(super) fn on_server(&self, location: &str) -> Option<Url> {
        self.base.join(location).ok().filter(|url| url.origin() == self.base.origin())
    }
}

async fn body(mut response: Response) -> Result<Vec<u8>, Problematic> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|_| Problematic::Network)? {
        if body.len() + piece.len() > LONGEST_ANSWER {
            return Err(Problematic::NotOurs);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

/// `https`, or plain `http` to this very machine (10.0.2.2 is how Android's emulator calls it).
fn base(server: &str) -> Option<Url> {
    let url = Url::parse(server).ok()?;
    let host = url.host_str()?;
    let here = matches!(host, "localhost" | "127.0.0.1" | "[::1]" | "10.0.2.2");
    (url.scheme() == "https" || url.scheme() == "http" && here).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_goes_to_this_machine_only() {
        assert!(base("https://dimos.example.gr").is_some());
        assert!(base("http://127.0.0.1:8080/").is_some());
        assert!(base("http://[::1]:8080/").is_some());
        assert!(base("http://dimos.example.gr").is_none());
        assert!(base("ftp://localhost").is_none());
        assert!(base("dimos").is_none());
    }

    #[test]
    fn secure_connections_need_no_set_up() {
        assert!(tls::config().is_ok());
    }
}
