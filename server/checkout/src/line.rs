//! The line to a provider: one HTTP client, one base address, a deadline, bounded answers, and what a bad one means.

use crate::{ProviderError, SetUpError, tls};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, Url, redirect};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;

const CONNECT: Duration = Duration::from_secs(10);
const IDLE: Duration = Duration::from_secs(30);
/// More than any answer that we ask for has, in bytes.
const LONGEST_ANSWER: usize = 1 << 20;

/// Where a provider answers. Carries no keys.
#[derive(Debug, Clone)]
pub struct Line {
    http: Client,
    base: Url,
}

/// An answer that came whole.
pub struct Answered {
    pub status: StatusCode,
    body: Vec<u8>,
}

impl Line {
    /// A line to an address; nothing is sent yet.
    pub fn new(base: &str) -> Result<Self, SetUpError> {
        let base = address(base).ok_or_else(|| SetUpError::Address(base.to_owned()))?;
        let http = Client::builder()
            .tls_backend_preconfigured(tls::config().map_err(SetUpError::Tls)?)
            .user_agent(concat!("dimos/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE)
            .build()
            .map_err(|error| SetUpError::Tls(error.without_url().to_string()))?;
        Ok(Self { http, base })
    }

    /// A request to a path under the base, each step of it kept one step.
    pub fn request(&self, method: Method, path: &[&str], query: &[(&str, &str)]) -> RequestBuilder {
        self.http.request(method, self.url(path, query))
    }

    fn url(&self, path: &[&str], query: &[(&str, &str)]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut steps) = url.path_segments_mut() {
            steps.pop_if_empty().extend(path);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }
}

/// A form's body, with its type.
pub fn form(request: RequestBuilder, fields: &[(&str, &str)]) -> RequestBuilder {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    request.header(reqwest::header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body)
}

/// Sends a request and waits for the whole answer, at most `within`.
pub async fn send(request: RequestBuilder, within: Duration) -> Result<Answered, ProviderError> {
    match tokio::time::timeout(within, exchange(request)).await {
        Ok(answered) => answered,
        Err(_) => Err(ProviderError::NoAnswer { why: "no whole answer in time" }),
    }
}

async fn exchange(request: RequestBuilder) -> Result<Answered, ProviderError> {
    let response = request.send().await.map_err(|error| {
        let unreachable = error.is_connect() || error.is_builder();
        // Without the address: it may hold what is nobody's business.
        tracing::debug!(error = %error.without_url(), "no answer from a provider");
        if unreachable {
            ProviderError::Unreachable { why: "no connection" }
        } else {
            ProviderError::NoAnswer { why: "the connection broke" }
        }
    })?;
    let status = response.status();
    Ok(Answered { status, body: body(response).await? })
}

async fn body(mut response: Response) -> Result<Vec<u8>, ProviderError> {
    let cut = |_| ProviderError::NoAnswer { why: "the answer was cut off" };
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(cut)? {
        if body.len() + piece.len() > LONGEST_ANSWER {
            return Err(ProviderError::malformed("longer than any answer"));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

impl Answered {
    /// What it says. `code_of` finds the provider's own code in a refusal.
    pub fn read<T: DeserializeOwned>(&self, code_of: fn(&Value) -> Option<&str>) -> Result<T, ProviderError> {
        match self.status.as_u16() {
            200..=299 => serde_json::from_slice(&self.body).map_err(|error| {
                ProviderError::malformed(format!("not the JSON that was expected, at column {}", error.column()))
            }),
            429 => Err(ProviderError::Unreachable { why: "too many requests" }),
            // 409: the same request is under way.
            408 | 409 | 425 => Err(ProviderError::NoAnswer { why: "not done yet, or not known" }),
            400..=499 => Err(self.refusal(code_of)),
            500..=599 => Err(ProviderError::NoAnswer { why: "the provider failed" }),
            status => Err(ProviderError::malformed(format!("status {status}"))),
        }
    }

    /// Whether the provider itself says that there is no such thing. A proxy's page is not its word.
    pub fn is_missing(&self) -> bool {
        self.status == StatusCode::NOT_FOUND && matches!(self.refusal(|_| None), ProviderError::Refused { .. })
    }

    fn refusal(&self, code_of: fn(&Value) -> Option<&str>) -> ProviderError {
        let status = self.status.as_u16();
        if self.body.iter().all(u8::is_ascii_whitespace) {
            return ProviderError::refused(&format!("http_{status}"));
        }
        match serde_json::from_slice::<Value>(&self.body) {
            Ok(said) => match code_of(&said) {
                Some(code) => ProviderError::refused(code),
                None => ProviderError::refused(&format!("http_{status}")),
            },
            Err(_) => ProviderError::malformed(format!("status {status}, and not the provider's words")),
        }
    }
}

/// `https`, or plain `http` to this very machine.
pub fn address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let host = url.host_str()?;
    let here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    (url.scheme() == "https" || url.scheme() == "http" && here).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> Result<Value, ProviderError> {
        let answered = Answered { status: StatusCode::from_u16(status).unwrap(), body: body.into() };
        answered.read(|said| said.get("code")?.as_str())
    }

    #[test]
    fn an_answer_says_whether_anything_may_have_happened() {
        let happened = |status, body| read(status, body).unwrap_err().may_have_happened();
        assert!(read(200, "{}").is_ok());
        assert!(happened(200, "<html>Welcome</html>") && happened(200, ""));
        assert!(happened(500, "{}") && happened(503, "") && happened(502, "<html>Bad gateway</html>"));
        assert!(happened(302, "") && happened(409, "{}") && happened(408, ""));
        assert!(happened(403, "<html>Blocked by the hotel</html>"));
        assert!(!happened(400, "{}") && !happened(401, "") && !happened(429, ""));
        assert_eq!(
            read(402, r#"{"code":"card_declined"}"#),
            Err(ProviderError::Refused { code: "card_declined".into() })
        );
        assert_eq!(read(400, r#"{"code":"a b<script>"}"#), Err(ProviderError::Refused { code: "abscript".into() }));
    }

    #[test]
    fn a_path_stays_under_its_base() {
        let line = Line::new("https://pay.example.gr/bank/").unwrap();
        let url = line.url(&["api", "orders", "../x?y"], &[("a", "b&c")]);
        assert_eq!(url.as_str(), "https://pay.example.gr/bank/api/orders/..%2Fx%3Fy?a=b%26c");
    }

    #[test]
    fn plain_http_goes_to_this_machine_only() {
        assert!(Line::new("http://127.0.0.1:8080/bank").is_ok());
        for bad in ["http://api.stripe.com", "ftp://localhost", "stripe", ""] {
            assert!(matches!(Line::new(bad), Err(SetUpError::Address(_))), "{bad}");
        }
    }
}
