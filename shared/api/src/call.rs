//! Which call an act becomes: the one place that knows the paths of acts.

use crate::{CannotDoRequest, PREFIX};
use dimos_domain::act::{Act, Deed};
use serde::Serialize;

/// How photos go up (tus 1.0: core, creation): `POST /media`, `HEAD` and `PATCH /media/uploads/{id}`. `Upload-Metadata` names
/// `id` (the [`dimos_domain::ids::MediaId`], base64) and may name `sha256` (hex, base64).
pub const MEDIA_PATH: &str = "/media";

/// One HTTP call, ready to send. The method is always POST or PUT with a JSON body.
#[derive(Debug, Clone, PartialEq)]
pub struct ActCall {
    /// `POST` or `PUT`.
    pub method: &'static str,
    /// With the prefix.
    pub path: String,
    /// The body, as JSON text. It is kept and sent as it was first written: the server knows an act again by its bytes, and
    /// another version of the app would write the same act in other bytes.
    pub body: String,
}

fn call(method: &'static str, path: String, body: impl Serialize) -> Result<ActCall, serde_json::Error> {
    Ok(ActCall { method, path: format!("{PREFIX}{path}"), body: serde_json::to_value(body)?.to_string() })
}

/// The call that delivers an act; its id goes into the `Idempotency-Key` header. Reports answer with
/// [`crate::ReportResponse`], jobs with [`crate::JobsResponse`].
///
/// # Errors
/// Only if a value cannot be written as JSON, which none of ours is.
pub fn for_act(act: &Act) -> Result<ActCall, serde_json::Error> {
    match &act.what {
        Deed::Report(new) => call("POST", "/reports".to_owned(), new),
        Deed::Support { report, body } => call("POST", format!("/reports/{report}/supporters"), body),
        Deed::Follow { report, body } => call("PUT", format!("/reports/{report}/follow"), body),
        Deed::Comment { report, body } => call("POST", format!("/reports/{report}/comments"), body),
        Deed::Answer { report, body } => call("POST", format!("/reports/{report}/answers"), body),
        Deed::Rate { report, body } => call("PUT", format!("/reports/{report}/rating"), body),
        Deed::Reopen { report, body } => call("POST", format!("/reports/{report}/reopen"), body),
        Deed::Withdraw { report, body } => call("POST", format!("/reports/{report}/withdraw"), body),
        Deed::StartJob { job, body } => call("POST", format!("/jobs/{job}/start"), body),
        Deed::CloseJob { job, body } => call("POST", format!("/jobs/{job}/close"), body),
        Deed::CannotDoJob { job, reason, body } => {
            call("POST", format!("/jobs/{job}/cannot-do"), CannotDoRequest { reason: *reason, update: body.clone() })
        }
        Deed::NoteJob { job, body } => call("POST", format!("/jobs/{job}/notes"), body),
        Deed::OrderJobs { body } => call("PUT", "/jobs/order".to_owned(), body),
    }
}
