//! Paying without an account: a bill by its reference and amount, the ways to pay it, what became of an attempt, and
//! whether a receipt is the city's. No names anywhere; who has only the reference learns nothing.

mod amounts;
mod attempt;
mod begin;
mod bill;
mod form;
mod guard;
mod ticket;
mod typed;
mod verify;

use super::{frame, visit::Visit};
use crate::{error::Error, state::App};
use askama::Template;
use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/pay", get(form::empty).post(form::look_up))
        .route("/pay/{rf}", get(form::prefilled))
        .route("/pay/bills/{ticket}", get(bill::bill))
        .route("/pay/bills/{ticket}/slip.pdf", get(bill::slip))
        .route("/pay/attempts", post(begin::begin))
        .route("/pay/attempts/{id}", get(attempt::attempt))
        .route("/pay/attempts/{id}/cancel", post(attempt::cancel))
        .route("/pay/attempts/{id}/receipt.pdf", get(attempt::receipt))
        .route("/receipts/verify", get(verify::form))
        .route("/receipts/verify/{code}", get(verify::receipt))
}

/// A page for one person: nobody keeps it.
fn private(visit: &Visit, page: &impl Template, status: StatusCode) -> Result<Response, Error> {
    frame::refusal(visit, page, status)
}

/// The same with buttons that lead, through this server, to a provider's page: the browser must be told that forms may end
/// elsewhere, which it otherwise forbids even for a redirect.
fn leading_out(visit: &Visit, page: &impl Template, status: StatusCode) -> Result<Response, Error> {
    let mut response = private(visit, page, status)?;
    let policy = visit.pages.policy.to_str().map_err(Error::internal)?;
    let policy = policy.replace("form-action 'self'", "form-action 'self' https:");
    let policy = HeaderValue::from_str(&policy).map_err(Error::internal)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Elsewhere, by GET.
fn to(address: &str) -> Response {
    Redirect::to(address).into_response()
}
