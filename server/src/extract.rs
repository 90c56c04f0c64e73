//! How requests are taken apart. Axum's own extractors answer with plain texts that name types; these answer with
//! problems in the caller's language, and give up on clients that are too slow.

use crate::{error::Error, state::App};
use axum::{
    body::{Body, Bytes, HttpBody as _},
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use dimos_api::{IDEMPOTENCY_KEY, problem::Code};
use dimos_domain::{
    ids::{self, ActId},
    money::AmountError,
    place::InvalidPosition,
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Largest JSON or form body.
pub const MAX_JSON_BYTES: usize = 1 << 20;

/// Largest table.
pub const MAX_CSV_BYTES: usize = 32 << 20;

/// Largest file of a bank's.
pub const MAX_XML_BYTES: usize = 32 << 20;

/// A JSON body, or a JSON answer.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

/// The body of an act: with its idempotency key and the hash of its bytes, for [`crate::idempotency::once_json`].
#[derive(Debug, Clone)]
pub struct ActBody<T> {
    /// From `Idempotency-Key`.
    pub key: ActId,
    /// SHA-256 of the body as it came.
    pub hash: [u8; 32],
    /// The body.
    pub body: T,
}

/// An answer that is JSON text already.
#[derive(Debug, Clone)]
pub struct JsonText(pub String);

/// A form body.
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

/// A table (`text/csv`).
#[derive(Debug, Clone)]
pub struct CsvBody(pub Bytes);

/// A bank's file (`application/xml`).
#[derive(Debug, Clone)]
pub struct XmlBody(pub Bytes);

/// Parameters of the query.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

/// Parameters of the path; what does not parse is not found.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        require_type(request.headers(), "application/json")?;
        parse(&whole(request.into_body(), app).await?).map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<App> for ActBody<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        require_type(request.headers(), "application/json")?;
        let key = act_id(request.headers())?;
        let bytes = whole(request.into_body(), app).await?;
        Ok(Self { key, hash: Sha256::digest(&bytes).into(), body: parse(&bytes)? })
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        require_type(request.headers(), "application/x-www-form-urlencoded")?;
        let (mut parts, body) = request.into_parts();
        let bytes = whole(body, app).await?;
        parts.method = axum::http::Method::POST;
        axum::extract::Form::<T>::from_request(Request::from_parts(parts, Body::from(bytes)), app)
            .await
            .map(|form| Self(form.0))
            .map_err(|_| Error::new(Code::Malformed).because("form"))
    }
}

impl FromRequest<App> for CsvBody {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        require_type(request.headers(), "text/csv")?;
        up_to(MAX_CSV_BYTES, request.into_body(), app).await.map(Self)
    }
}

impl FromRequest<App> for XmlBody {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        require_type(request.headers(), "application/xml")?;
        up_to(MAX_XML_BYTES, request.into_body(), app).await.map(Self)
    }
}

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let parsed = axum::extract::Query::<T>::from_request_parts(parts, app).await;
        parsed.map(|query| Self(query.0)).map_err(|_| Error::new(Code::BadRequest).because("query"))
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let parsed = axum::extract::Path::<T>::from_request_parts(parts, app).await;
        parsed.map(|path| Self(path.0)).map_err(|_| Error::new(Code::NotFound))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(text) => json(Body::from(text)),
            Err(cause) => Error::internal(cause).into_response(),
        }
    }
}

impl IntoResponse for JsonText {
    fn into_response(self) -> Response {
        json(Body::from(self.0))
    }
}

fn json(body: Body) -> Response {
    let mut response = Response::new(body);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// The idempotency key that an act must carry.
///
/// # Errors
/// `bad_request` if it is missing or no UUID, `invalid` if it is one of another version than 7.
pub fn act_id(headers: &HeaderMap) -> Result<ActId, Error> {
    let key = headers.get(IDEMPOTENCY_KEY).and_then(|key| key.to_str().ok()).and_then(|key| key.parse().ok());
    let key: ActId = key.ok_or_else(|| Error::new(Code::BadRequest).because("key"))?;
    if ids::is_v7(key.0) { Ok(key) } else { Err(not_v7("Idempotency-Key")) }
}

/// That an id which the client made is one of version 7; `field` is its JSON pointer.
///
/// # Errors
/// `invalid`.
pub fn client_made(id: Uuid, field: &str) -> Result<(), Error> {
    if ids::is_v7(id) { Ok(()) } else { Err(not_v7(field).field(field)) }
}

/// The refusal of an id that a client made in another way than the wire says.
pub fn not_v7(what: &str) -> Error {
    Error::new(Code::Invalid).because("uuid-v7").arg("what", what)
}

fn require_type(headers: &HeaderMap, wanted: &'static str) -> Result<(), Error> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    let fits = essence.eq_ignore_ascii_case(wanted);
    if fits { Ok(()) } else { Err(Error::new(Code::UnsupportedMedia).because("wanted").arg("wanted", wanted)) }
}

async fn whole(body: Body, app: &App) -> Result<Bytes, Error> {
    up_to(MAX_JSON_BYTES, body, app).await
}

/// The whole body, if it is small enough and comes soon enough.
///
/// # Errors
/// `too_large`, `request_timeout`, `malformed` if it was cut.
pub async fn up_to(limit: usize, body: Body, app: &App) -> Result<Bytes, Error> {
    let too_large = || Error::new(Code::TooLarge).because("body").number("limit", limit as u64 / 1024);
    // What is announced as too large is not waited for.
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    let limited = Limited::new(body, limit);
    match tokio::time::timeout(app.config.patience(), limited.collect()).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(cause)) if cause.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Error::new(Code::Malformed).because("cut")),
        Err(_) => Err(Error::new(Code::RequestTimeout)),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize(&mut json).map_err(|error| malformed(&error))?;
    json.end().map_err(|_| Error::new(Code::Malformed).because("json"))?;
    Ok(parsed)
}

fn malformed(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    use serde_json::error::Category;
    if matches!(error.inner().classify(), Category::Data) {
        let pointer = pointer(error.path());
        if is_position(error.inner()) {
            return Error::new(Code::BadPosition).field(&pointer);
        }
        let said = error.inner().to_string();
        if said.starts_with(&AmountError::TooLarge.to_string()) {
            return Error::new(Code::Invalid).because("amount-too-large").field(&pointer);
        }
        let (reason, pointer) = match (named(&said, "unknown field"), named(&said, "missing field")) {
            (Some(unknown), _) => ("unknown-field", below(&pointer, unknown)),
            (None, Some(missing)) => ("missing-field", below(&pointer, missing)),
            (None, None) if pointer.is_empty() => return Error::new(Code::Malformed).because("shape"),
            (None, None) => ("field", pointer),
        };
        Error::new(Code::Malformed).because(reason).field(&pointer).arg("field", &pointer)
    } else {
        Error::new(Code::Malformed).because("json")
    }
}

/// The field that serde complains of in these words, in backticks after them.
fn named<'a>(said: &'a str, complaint: &str) -> Option<&'a str> {
    said.strip_prefix(complaint)?.strip_prefix(" `")?.split('`').next()
}

/// The pointer to a field of what a pointer points at.
fn below(pointer: &str, field: &str) -> String {
    let field = format!("/{}", escaped(field));
    if pointer.ends_with(&field) { pointer.to_owned() } else { format!("{pointer}{field}") }
}

/// Whether numbers were refused because they are no position: serde hands a type's own refusal on as its words.
fn is_position(error: &serde_json::Error) -> bool {
    let said = error.to_string();
    InvalidPosition::ALL.iter().any(|refusal| said.starts_with(&refusal.to_string()))
}

/// A JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => format!("{pointer}/{}", escaped(key)),
        Segment::Enum { .. } | Segment::Unknown => pointer,
    })
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
