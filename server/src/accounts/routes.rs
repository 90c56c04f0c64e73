//! `POST /sessions`, `DELETE /sessions`.

use super::service;
use crate::{
    auth::{Staff, bearer},
    error::Error,
    extract::Json,
    state::App,
    throttle::Peer,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
};
use dimos_api::{LoginRequest, SessionResponse, problem::Problem};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(log_in, log_out))
}

/// Staff log in.
#[utoipa::path(post, path = "/sessions", tag = "sessions", request_body = LoginRequest, responses(
    (status = 201, description = "The session's token", body = SessionResponse),
    (status = 401, description = "`unauthenticated`: wrong name or password", body = Problem),
    (status = 429, description = "`too_many_requests`", body = Problem)
))]
async fn log_in(
    State(app): State<App>,
    peer: Peer,
    Json(request): Json<LoginRequest>,
) -> Result<(StatusCode, Json<SessionResponse>), Error> {
    service::log_in(&app, &peer, request).await.map(|session| (StatusCode::CREATED, Json(session)))
}

/// Staff log out: the token is worth nothing from now on.
#[utoipa::path(delete, path = "/sessions", tag = "sessions", security(("staff" = [])), responses(
    (status = 204, description = "Logged out"),
    (status = 401, description = "`unauthenticated`", body = Problem)
))]
async fn log_out(State(app): State<App>, _staff: Staff, headers: HeaderMap) -> Result<StatusCode, Error> {
    service::log_out(&app, bearer(&headers)?.unwrap_or_default()).await?;
    Ok(StatusCode::NO_CONTENT)
}
