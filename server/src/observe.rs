//! Around every request: its id, the reader's language, the wire's version, the time it took. The only place that logs
//! and counts requests.

use crate::{context::Context, error::Error};
use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use dimos_api::{API_VERSION, API_VERSION_HEADER, PREFIX, problem::Code, problem::PROBLEM_JSON};
use dimos_domain::l10n::Language;
use std::{sync::Arc, time::Instant};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Marks an answer that may be compressed.
#[derive(Clone, Copy)]
pub(crate) struct Compressible;

pub(crate) async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let asked = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let context = Context::new(Arc::clone(&id), asked.map(Language::negotiate));
    let mut response = context.scope(answer(request, next)).await;
    finish(&mut response, &id, &method);
    note(&id, &method, route.as_ref().map_or("(none)", MatchedPath::as_str), response.status(), started);
    response
}

async fn answer(request: Request, next: Next) -> Response {
    let refused = speaks_our_version(request.headers()).err();
    if let Some(refused) = refused.filter(|_| request.uri().path().starts_with(PREFIX)) {
        return refused.into_response();
    }
    let response = next.run(request).await;
    match bare_refusal(&response) {
        Some(code) => Error::new(code).status(response.status()).into_response(),
        None => response,
    }
}

/// A phone of another generation is told so instead of being misunderstood.
fn speaks_our_version(headers: &HeaderMap) -> Result<(), Error> {
    let Some(stated) = headers.get(API_VERSION_HEADER) else { return Ok(()) };
    let version = stated.to_str().ok().and_then(|text| text.trim().parse::<u32>().ok());
    match version {
        None => Err(Error::new(Code::BadRequest).because("api-version")),
        Some(version) if version == API_VERSION => Ok(()),
        Some(version) if version > API_VERSION => Err(Error::new(Code::UpgradeRequired).because("newer")),
        Some(_) => Err(Error::new(Code::UpgradeRequired)),
    }
}

/// The code for a refusal that a library worded in plain text.
fn bare_refusal(response: &Response) -> Option<Code> {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let status = response.status();
    if status.as_u16() < 400 || kind == PROBLEM_JSON || !(kind.is_empty() || kind.starts_with("text/plain")) {
        return None;
    }
    Some(match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        StatusCode::REQUEST_TIMEOUT => Code::RequestTimeout,
        StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMedia,
        StatusCode::SERVICE_UNAVAILABLE => Code::Unavailable,
        status if status.is_client_error() => Code::BadRequest,
        _ => Code::Internal,
    })
}

fn finish(response: &mut Response, id: &str, method: &Method) {
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // What changes something answers at once; what is read is worth the processor's time.
    if method == Method::GET {
        response.extensions_mut().insert(Compressible);
    }
}

fn note(id: &str, method: &Method, route: &str, status: StatusCode, started: Instant) {
    let took = started.elapsed();
    let ms =
        u64::try_from(took.as_micros()).map_or(f64::MAX, |us| f64::from(u32::try_from(us).unwrap_or(u32::MAX)) / 1e3);
    let code = status.as_u16();
    tracing::info!(request_id = id, method = method.as_str(), route, status = code, ms, "request");
    // A method may be any word: only known ones become labels, or strangers could fill the memory.
    let known = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::HEAD, Method::OPTIONS];
    let method = if known.contains(method) { method.as_str() } else { "other" };
    let labels = [("route", route.to_owned()), ("method", method.to_owned()), ("status", code.to_string())];
    metrics::counter!("dimos_http_requests_total", &labels).increment(1);
    metrics::histogram!("dimos_http_request_seconds", "route" => route.to_owned()).record(took.as_secs_f64());
}

/// The caller's own id if it is one, so that a request is followed through proxies; else a new one.
fn request_id(headers: &HeaderMap) -> Arc<str> {
    let sane = |id: &&str| {
        (8..=64).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(sane);
    given.map_or_else(|| uuid::Uuid::now_v7().simple().to_string().into(), Arc::from)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_request_id_is_taken_over_only_if_it_is_one() {
        let given = |id: &'static str| HeaderMap::from_iter([(REQUEST_ID, HeaderValue::from_static(id))]);
        assert_eq!(&*request_id(&given("abc-123_XYZ")), "abc-123_XYZ");
        assert_ne!(&*request_id(&given("short")), "short");
        assert_ne!(&*request_id(&given("two words {}")), "two words {}");
    }

    #[test]
    fn another_generation_is_told_so() {
        let stated = |version: &'static str| {
            let headers = HeaderMap::from_iter([(
                HeaderName::from_static(API_VERSION_HEADER),
                HeaderValue::from_static(version),
            )]);
            speaks_our_version(&headers).map_err(|refused| refused.code())
        };
        assert_eq!(stated("1"), Ok(()));
        assert_eq!(stated("0"), Err(Code::UpgradeRequired));
        assert_eq!(stated("2"), Err(Code::UpgradeRequired));
        assert_eq!(stated("new"), Err(Code::BadRequest));
    }
}
