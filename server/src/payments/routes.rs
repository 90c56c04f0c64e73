//! Citizens' routes of payments, and the webhooks; the treasury's are beside them.

use super::{asking, begin, receipts, treasury, webhooks};
use crate::{
    auth::DeviceAuth,
    error::Error,
    extract::{ActBody, Json, Path},
    ledger::Hand,
    state::App,
};
use axum::{extract::State, routing};
use dimos_api::{
    pay::{AttemptResponse, NewAttemptRequest, ReceiptsResponse},
    problem::{Code, Problem},
};
use dimos_domain::ids::AttemptId;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_attempt))
        .routes(routes!(get_attempt))
        .routes(routes!(post_giving_up))
        .routes(routes!(get_receipts))
        // Not part of the wire: each provider writes its own letters.
        .route("/pay/webhooks/{provider}", routing::post(webhooks::post).get(webhooks::get))
        .merge(treasury::routes())
}

/// Begin to pay on a provider's page. The same attempt again goes on where it was.
#[utoipa::path(post, path = "/pay/attempts", tag = "pay", request_body = NewAttemptRequest, security(("device" = [])),
    params(("Idempotency-Key" = String, Header, description = "The attempt's id")),
    responses((status = 200, body = AttemptResponse), (status = 404, body = Problem),
        (status = 409, description = "`wrong_amount`, `not_payable` (with the bill), `key_reused`", body = Problem),
        (status = 422, body = Problem), (status = 503, description = "`provider_unavailable`", body = Problem)))]
async fn post_attempt(
    State(app): State<App>,
    device: DeviceAuth,
    act: ActBody<NewAttemptRequest>,
) -> Result<Json<AttemptResponse>, Error> {
    if act.key.0 != act.body.id.0 {
        return Err(Error::new(Code::BadRequest).because("key-other"));
    }
    let id = device.device;
    // Once begun it goes on, even if the phone hangs up: what the provider answers must be written down.
    let hand = Hand::of_phone(&app, &device);
    let begun = tokio::spawn(async move { begin::begin(&app, hand, Some(id), act.body).await });
    begun.await.map_err(Error::internal)?.map(Json)
}

/// How an attempt stands. While it is open the provider is asked, but not often.
#[utoipa::path(get, path = "/pay/attempts/{id}", tag = "pay", security(("device" = [])), params(("id" = AttemptId, Path)),
    responses((status = 200, body = AttemptResponse), (status = 404, body = Problem)))]
async fn get_attempt(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<AttemptId>,
) -> Result<Json<AttemptResponse>, Error> {
    let mine = Some(device.device);
    let row = app.db.read(move |tx| begin::own(tx, mine, id)).await?;
    asking::ask_for_someone(&app, &row).await?;
    Hand::of_phone(&app, &device).read(move |tx, by| begin::show(tx, by, mine, id)).await.map(Json)
}

/// Give an attempt up. It may turn out to have been paid.
#[utoipa::path(post, path = "/pay/attempts/{id}/cancel", tag = "pay", security(("device" = [])),
    params(("id" = AttemptId, Path)), responses((status = 200, body = AttemptResponse), (status = 404, body = Problem)))]
async fn post_giving_up(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<AttemptId>,
) -> Result<Json<AttemptResponse>, Error> {
    let mine = Some(device.device);
    let row = app.db.read(move |tx| begin::own(tx, mine, id)).await?;
    asking::cancel(&app, &row).await?;
    Hand::of_phone(&app, &device).read(move |tx, by| begin::show(tx, by, mine, id)).await.map(Json)
}

/// The receipts of this phone.
#[utoipa::path(get, path = "/pay/receipts", tag = "pay", security(("device" = [])),
    responses((status = 200, body = ReceiptsResponse)))]
async fn get_receipts(State(app): State<App>, device: DeviceAuth) -> Result<Json<ReceiptsResponse>, Error> {
    let (hand, id) = (Hand::of_phone(&app, &device), device.device);
    let found = hand.read(move |tx, by| receipts::receipts_seen_by(tx, by, id));
    found.await.map(|receipts| Json(ReceiptsResponse { receipts }))
}
