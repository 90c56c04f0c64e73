//! The one error of the server: a stable code with what the caller may know, and a cause that only the log may know.
//! Becomes problem+json (RFC 9457) in the caller's language. Nothing internal leaves through it.

use crate::{context, texts};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use dimos_api::problem::{Code, PROBLEM_JSON, Problem};
use dimos_domain::{
    l10n::{Language, Text},
    wording,
};
use std::fmt::{self, Display};

/// Title and detail of a refusal in every language: a page may speak another one than the request asked for.
#[derive(Debug, Clone)]
pub struct InWords {
    /// What it is.
    pub title: Text,
    /// What is the matter here.
    pub detail: Text,
}

/// Why something was not done. One pointer wide.
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    code: Code,
    field: Option<String>,
    reason: Option<&'static str>,
    args: Vec<(&'static str, String)>,
    numbers: Vec<(&'static str, u64)>,
    texts: Vec<(&'static str, Text)>,
    extra: Option<serde_json::Value>,
    retry_after_s: Option<u64>,
    status: Option<StatusCode>,
    cause: Option<String>,
}

impl Error {
    /// A refusal; its words come from `problem-<code>` in `locales/*/problems.ftl`.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self(Box::new(Inner {
            code,
            field: None,
            reason: None,
            args: Vec::new(),
            numbers: Vec::new(),
            texts: Vec::new(),
            extra: None,
            retry_after_s: None,
            status: None,
            cause: None,
        }))
    }

    /// Our fault. The cause goes to the log; the caller reads only that it was our fault.
    #[must_use]
    pub fn internal(cause: impl Display) -> Self {
        Self::new(Code::Internal).caused_by(cause)
    }

    /// The disk takes nothing, or the server is stopping; worth trying again in a moment.
    #[must_use]
    pub fn unavailable(cause: impl Display) -> Self {
        Self::new(Code::Unavailable).caused_by(cause).retry_after(5)
    }

    /// Which field is to blame, as a JSON pointer.
    #[must_use]
    pub fn field(mut self, pointer: &str) -> Self {
        self.0.field = Some(pointer.to_owned());
        self
    }

    /// More precise words: `problem-<code>-<reason>` instead of `problem-<code>`.
    #[must_use]
    pub fn because(mut self, reason: &'static str) -> Self {
        self.0.reason = Some(reason);
        self
    }

    /// A value that the words speak of. Never an internal one.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.args.push((name, value.to_string()));
        self
    }

    /// A number that the words speak of; written as people write it in the caller's language.
    #[must_use]
    pub fn number(mut self, name: &'static str, value: u64) -> Self {
        self.0.numbers.push((name, value));
        self
    }

    /// A part of the words that differs by language.
    #[must_use]
    pub fn text(mut self, name: &'static str, text: Text) -> Self {
        self.0.texts.push((name, text));
        self
    }

    /// Further members of the problem (an object), for example the report as it is now.
    #[must_use]
    pub fn with_extra(mut self, json: serde_json::Value) -> Self {
        self.0.extra = Some(json);
        self
    }

    /// When it is worth trying again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.0.retry_after_s = Some(seconds);
        self
    }

    /// Another HTTP status than the code's own, where a protocol (tus) asks for one.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self
    }

    /// For the log only.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Display) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// When it is worth trying again, in seconds.
    #[must_use]
    pub fn wait_s(&self) -> Option<u64> {
        self.0.retry_after_s
    }

    /// As it goes over the wire, in a language.
    #[must_use]
    pub fn problem(&self, language: Language) -> Problem {
        let (title, detail) = self.words(language);
        Problem {
            kind: format!("urn:dimos:problem:{}", self.0.code.as_str()),
            title,
            status: self.status_code().as_u16(),
            detail,
            code: self.0.code,
            field: self.0.field.clone(),
            request_id: context::request_id(),
        }
    }

    /// Title and detail.
    fn words(&self, language: Language) -> (String, String) {
        let mut args = self.0.args.clone();
        args.extend(self.0.numbers.iter().map(|(name, value)| (*name, wording::number(language, *value))));
        args.extend(self.0.texts.iter().map(|(name, text)| (*name, text.get(language).to_owned())));
        texts::problem(language, self.0.code, self.0.reason, &args)
    }

    fn in_words(&self) -> InWords {
        let ((title, detail), (title_en, detail_en)) = (self.words(Language::El), self.words(Language::En));
        InWords { title: Text { el: title, en: title_en }, detail: Text { el: detail, en: detail_en } }
    }

    fn status_code(&self) -> StatusCode {
        self.0.status.or_else(|| StatusCode::from_u16(self.0.code.status()).ok()).unwrap_or_default()
    }

    fn body(&self, problem: &Problem) -> Vec<u8> {
        let mut json = serde_json::to_value(problem).unwrap_or_default();
        if let (Some(json), Some(serde_json::Value::Object(extra))) = (json.as_object_mut(), &self.0.extra) {
            for (name, value) in extra {
                json.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        serde_json::to_vec(&json).unwrap_or_default()
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Some(cause) = &self.0.cause {
            let (code, id) = (self.0.code.as_str(), context::request_id());
            tracing::error!(code, cause, request_id = id.as_deref(), "request failed");
        }
        let problem = self.problem(context::language());
        let mut response = Response::new(Body::from(self.body(&problem)));
        *response.status_mut() = self.status_code();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(context::language().tag()));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.0.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.0.code == Code::Unauthenticated {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self.in_words());
        response.extensions_mut().insert(problem);
        response
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code.as_str())?;
        match &self.0.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as E;
        match cause.sqlite_error_code() {
            Some(
                E::DiskFull | E::ReadOnly | E::CannotOpen | E::SystemIoFailure | E::DatabaseBusy | E::DatabaseLocked,
            ) => Self::unavailable(cause),
            _ => Self::internal(cause),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        match cause.kind() {
            K::StorageFull | K::QuotaExceeded | K::ReadOnlyFilesystem | K::FileTooLarge => Self::unavailable(cause),
            _ => Self::internal(cause),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::internal(cause)
    }
}
