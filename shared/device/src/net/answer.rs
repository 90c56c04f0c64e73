//! What an answer means. A server may be newer than this app: what it adds is passed over, what cannot be read is left out.

use crate::{error::NetError, model::WedgeReason, store::Answer, sync::Failure};
use dimos_api::problem::Code;
use dimos_domain::{
    city,
    job::Late,
    money::{Account, Bill, Method, PaymentLine},
    report::{Photo, TimelineEntry},
};
use jiff::Timestamp;
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;

/// Why a call came to nothing.
#[derive(Debug)]
pub enum Problematic {
    /// No connection, a cut, a time-out.
    Network,
    /// An answer that is not our server's: a hotel's log-in page, a proxy's error.
    NotOurs,
    /// 408, 425 or 5xx.
    Server { retry_after: Option<Duration> },
    /// 429 or 503.
    Busy { retry_after: Option<Duration> },
    /// 401.
    Unauthenticated,
    /// 426.
    Upgrade,
    /// Any other 4xx.
    Refused(Box<Said>),
}

/// What the server said when it refused.
#[derive(Debug)]
pub struct Said {
    pub status: StatusCode,
    pub reason: WedgeReason,
    /// The problem's whole document: may carry the report or the job as it is now.
    pub document: Value,
}

impl From<Problematic> for NetError {
    fn from(problem: Problematic) -> Self {
        match problem {
            Problematic::Network => Self::Offline,
            Problematic::NotOurs => Self::Unreadable,
            Problematic::Server { retry_after } | Problematic::Busy { retry_after } => Self::Busy { retry_after },
            Problematic::Unauthenticated => Self::Unauthenticated,
            Problematic::Upgrade => Self::Upgrade,
            Problematic::Refused(said) => Self::Refused(said.reason),
        }
    }
}

impl From<Problematic> for Failure {
    fn from(problem: Problematic) -> Self {
        match problem {
            Problematic::Network | Problematic::NotOurs => Self::Network,
            Problematic::Server { retry_after } => Self::Server { retry_after },
            Problematic::Busy { retry_after } => Self::Busy { retry_after },
            Problematic::Unauthenticated => Self::Unauthenticated,
            Problematic::Upgrade => Self::Upgrade,
            Problematic::Refused(said) => Self::Refused(said.reason),
        }
    }
}

impl Problematic {
    /// Reads an answer that is no success. `body` is empty for HEAD.
    pub fn read(status: StatusCode, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Self {
        let retry_after = || retry_after(headers, now);
        match status.as_u16() {
            401 => Self::Unauthenticated,
            426 => Self::Upgrade,
            429 | 503 => Self::Busy { retry_after: retry_after() },
            408 | 425 | 500..=599 => Self::Server { retry_after: retry_after() },
            400..=499 => match said(status, body) {
                Some(said) => Self::Refused(Box::new(said)),
                None => Self::NotOurs,
            },
            // We follow no redirects: our server sends none.
            _ => Self::NotOurs,
        }
    }
}

fn said(status: StatusCode, body: &[u8]) -> Option<Said> {
    let document: Value = match serde_json::from_slice(body) {
        Ok(document) => document,
        // A proxy before the server has its own limit, and its own words for it.
        Err(_) if status == StatusCode::PAYLOAD_TOO_LARGE => Value::Null,
        Err(_) => return None,
    };
    let text = |name: &str| document.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let code = match document.get("code") {
        Some(code) => serde_json::from_value(code.clone()).unwrap_or(Code::Unknown),
        None if status == StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
        None => return None,
    };
    let field = document.get("field").and_then(Value::as_str).map(str::to_owned);
    Some(Said { status, reason: WedgeReason { code, title: text("title"), detail: text("detail"), field }, document })
}

/// Seconds or a date (RFC 9110, 10.2.3).
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    Some(Duration::try_from(at.duration_since(now)).unwrap_or_default())
}

/// The reports and jobs that an answer to an act carries, problem or not. `None` if it carries none: not our server's.
pub fn extras(document: &Value) -> Option<Answer> {
    let report = document.get("report").filter(|report| report.is_object());
    let jobs = document.get("jobs").and_then(Value::as_array);
    let job = document.get("job").filter(|job| job.is_object());
    if report.is_none() && jobs.is_none() && job.is_none() {
        return None;
    }
    Some(Answer {
        reports: report.and_then(|report| readable(report.clone())).into_iter().collect(),
        jobs: jobs.into_iter().flatten().chain(job).filter_map(|job| readable(job.clone())).collect(),
        late: document.get("late").and_then(Value::as_str).and_then(Late::parse),
    })
}

/// What is owed, without those bills and payments that only a newer app can read.
pub fn readable_account(mut document: Value) -> Option<Account> {
    for bill in document.get_mut("bills").and_then(Value::as_array_mut).into_iter().flatten() {
        keep_readable::<PaymentLine>(bill, "payments");
    }
    keep_readable::<Bill>(&mut document, "bills");
    keep_readable::<Method>(&mut document, "methods");
    serde_json::from_value(document).map_err(|error| tracing::warn!(%error, "something is too new to read")).ok()
}

/// A document, without those entries of its lists that only a newer app can read.
pub fn readable<T: DeserializeOwned>(mut document: Value) -> Option<T> {
    if let Ok(whole) = T::deserialize(&document) {
        return Some(whole);
    }
    keep_readable::<TimelineEntry>(&mut document, "timeline");
    keep_readable::<Photo>(&mut document, "photos");
    keep_readable::<city::Answer>(&mut document, "answers");
    serde_json::from_value(document).map_err(|error| tracing::warn!(%error, "something is too new to read")).ok()
}

fn keep_readable<T: DeserializeOwned>(document: &mut Value, list: &str) {
    if let Some(entries) = document.get_mut(list).and_then(Value::as_array_mut) {
        entries.retain(|entry| T::deserialize(entry).is_ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(status: u16, body: &[u8]) -> Problematic {
        let status = StatusCode::from_u16(status).unwrap();
        Problematic::read(status, &HeaderMap::new(), body, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_refusal_counts_only_if_it_is_our_servers() {
        let problem = json!({"code": "wrong_state", "title": "t", "detail": "d", "field": "/x"}).to_string();
        assert!(
            matches!(read(409, problem.as_bytes()), Problematic::Refused(said) if said.reason.code == Code::WrongState)
        );
        assert!(matches!(read(403, b"<html>Please log in to the hotel</html>"), Problematic::NotOurs));
        assert!(matches!(read(302, b""), Problematic::NotOurs));
        assert!(
            matches!(read(413, b"<html>nginx</html>"), Problematic::Refused(said) if said.reason.code == Code::TooLarge)
        );
    }

    #[test]
    fn a_code_of_a_newer_server_is_still_a_refusal() {
        let problem = json!({"code": "moon_is_full", "title": "t"}).to_string();
        assert!(
            matches!(read(422, problem.as_bytes()), Problematic::Refused(said) if said.reason.code == Code::Unknown)
        );
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", "17".parse().unwrap());
        assert_eq!(retry_after(&headers, Timestamp::UNIX_EPOCH), Some(Duration::from_secs(17)));
        headers.insert("retry-after", "Thu, 01 Jan 1970 00:01:00 GMT".parse().unwrap());
        assert_eq!(retry_after(&headers, Timestamp::UNIX_EPOCH), Some(Duration::from_secs(60)));
        headers.insert("retry-after", "soon".parse().unwrap());
        assert_eq!(retry_after(&headers, Timestamp::UNIX_EPOCH), None);
    }
}
