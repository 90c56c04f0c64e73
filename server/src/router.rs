//! Every route of the server. A capability offers `routes()` with paths below `/api/v1`; here they are put together.

use crate::{
    accounts, app_links, bills, catalogue, devices,
    error::Error,
    health, jobs, ledger, media,
    observe::{Compressible, observe},
    openapi,
    pages::{self, Pages},
    payments, receipts, refunds, reports,
    state::App,
    statements, sync, triage,
};
use axum::{
    Router,
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use dimos_api::{PREFIX, problem::Code};
use std::any::Any;
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer};
use utoipa_axum::router::OpenApiRouter;

/// The wire's version 1: one line per capability.
pub(crate) fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(devices::routes())
        .merge(accounts::routes())
        .merge(catalogue::routes())
        .merge(media::routes())
        .merge(reports::routes())
        .merge(triage::routes())
        .merge(jobs::routes())
        .merge(sync::routes())
        .merge(bills::routes())
        .merge(payments::routes())
        .merge(receipts::routes())
        .merge(ledger::routes())
        .merge(statements::routes())
        .merge(refunds::routes())
}

/// The whole server.
pub fn router(app: App) -> Router {
    let pages = Pages::new(app.clone());
    let (api, document) = openapi::described(api()).split_for_parts();
    let sandbox = app.sandbox.as_ref().map(|bank| Router::new().nest(payments::SANDBOX_PATH, bank.router()));
    api.merge(sandbox.unwrap_or_default())
        .merge(openapi::route(document))
        .merge(health::routes())
        .merge(app_links::routes())
        .merge(pages.routes())
        .fallback(|| async { Error::new(Code::NotFound) })
        .method_not_allowed_fallback(|| async { Error::new(Code::MethodNotAllowed) })
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(pages, pages::errors))
        .layer(from_fn(observe))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worth_compressing))
        .with_state(app)
}

/// The wire alone, of no city yet: put together once, it serves many lives of a server that is killed again and again.
pub fn wire() -> Router<App> {
    Router::new().nest(API, api().split_for_parts().0).layer(CatchPanicLayer::custom(panicked)).layer(from_fn(observe))
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    Error::internal("a handler panicked").into_response()
}

/// Texts that are read; photos are compressed already.
fn worth_compressing(_: StatusCode, _: Version, headers: &HeaderMap, extensions: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let text =
        ["application/json", "application/geo+json", "text/", "image/svg"].iter().any(|text| kind.starts_with(text));
    extensions.get::<Compressible>().is_some() && text && length.is_none_or(|length| length >= 1_024)
}

/// The path of the wire's version 1.
pub(crate) const API: &str = PREFIX;
