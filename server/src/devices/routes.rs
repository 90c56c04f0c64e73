//! `POST /devices`, `GET /crew-phones`, `DELETE /crew-phones/{device}`, `POST /crew-phones/codes`, `POST /crew-phones/enrol`.

use super::service;
use crate::{
    auth::{DeviceAuth, Staff, bearer},
    error::Error,
    extract::{Json, Path},
    state::App,
    throttle::Peer,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
};
use dimos_api::{
    CrewPhonesResponse, EnrolRequest, EnrolmentCodeResponse, NewEnrolmentCodeRequest, RegisterDeviceRequest,
    TokenResponse, problem::Problem,
};
use dimos_domain::ids::DeviceId;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(register))
        .routes(routes!(crew_phones))
        .routes(routes!(revoke))
        .routes(routes!(new_code))
        .routes(routes!(enrol))
}

/// A phone registers itself.
///
/// The same id again: with the phone's token it updates what it said of itself; before any token of it was used it gets a
/// new one; otherwise 409.
#[utoipa::path(post, path = "/devices", tag = "devices", request_body = RegisterDeviceRequest, responses(
    (status = 201, description = "Registered; the token is shown this once", body = TokenResponse),
    (status = 409, description = "`key_reused`: take another id", body = Problem),
    (status = 422, description = "`invalid`", body = Problem),
    (status = 429, description = "`too_many_requests`", body = Problem)
))]
async fn register(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    Json(request): Json<RegisterDeviceRequest>,
) -> Result<(StatusCode, Json<TokenResponse>), Error> {
    let proof = bearer(&headers)?.map(str::to_owned);
    service::register(&app, &peer, request, proof).await.map(|token| (StatusCode::CREATED, Json(token)))
}

/// Phones that are crews': a dispatcher sees every crew's, a crew's leader the own crew's.
#[utoipa::path(get, path = "/crew-phones", tag = "devices", security(("staff" = [])), responses(
    (status = 200, description = "By crew, the latest first", body = CrewPhonesResponse),
    (status = 401, description = "`unauthenticated`", body = Problem),
    (status = 403, description = "`forbidden`", body = Problem)
))]
async fn crew_phones(State(app): State<App>, staff: Staff) -> Result<Json<CrewPhonesResponse>, Error> {
    service::crew_phones(&app, staff).await.map(|phones| Json(CrewPhonesResponse { phones }))
}

/// A crew's phone becomes a citizen's again, at once: a lost one sees nothing of the crew's any more, and forgets the
/// crew's jobs when it asks for changes next. The code that it used cannot make it a crew's again.
#[utoipa::path(delete, path = "/crew-phones/{device}", tag = "devices", security(("staff" = [])),
    params(("device" = DeviceId, Path, description = "Which phone")), responses(
    (status = 204, description = "It is a citizen's phone again"),
    (status = 401, description = "`unauthenticated`", body = Problem),
    (status = 403, description = "`forbidden`: another crew's", body = Problem),
    (status = 404, description = "`not_found`: no crew's phone", body = Problem)
))]
async fn revoke(State(app): State<App>, staff: Staff, Path(device): Path<DeviceId>) -> Result<StatusCode, Error> {
    service::revoke(&app.db, app.clock.now(), device, Some(staff)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A code that makes one phone a crew's: a dispatcher's for any crew, a crew's leader's for the own.
#[utoipa::path(post, path = "/crew-phones/codes", tag = "devices", request_body = NewEnrolmentCodeRequest,
    security(("staff" = [])), responses(
    (status = 201, description = "The code, shown this once", body = EnrolmentCodeResponse),
    (status = 401, description = "`unauthenticated`", body = Problem),
    (status = 403, description = "`forbidden`", body = Problem),
    (status = 422, description = "`invalid`: no such crew", body = Problem)
))]
async fn new_code(
    State(app): State<App>,
    staff: Staff,
    Json(request): Json<NewEnrolmentCodeRequest>,
) -> Result<(StatusCode, Json<EnrolmentCodeResponse>), Error> {
    service::may_enrol(&staff, &request.crew)?;
    let code = service::new_code(&app, request.crew, Some(staff.account)).await?;
    Ok((StatusCode::CREATED, Json(code)))
}

/// The phone becomes a crew's. The same phone may send the same code again.
#[utoipa::path(post, path = "/crew-phones/enrol", tag = "devices", request_body = EnrolRequest,
    security(("device" = [])), responses(
    (status = 200, description = "Enrolled; the phone keeps its token, given back here", body = TokenResponse),
    (status = 401, description = "`unauthenticated`", body = Problem),
    (status = 422, description = "`invalid`: no such code, used or expired", body = Problem),
    (status = 429, description = "`too_many_requests`", body = Problem)
))]
async fn enrol(
    State(app): State<App>,
    peer: Peer,
    device: DeviceAuth,
    headers: HeaderMap,
    Json(request): Json<EnrolRequest>,
) -> Result<Json<TokenResponse>, Error> {
    let token = bearer(&headers)?.unwrap_or_default().to_owned();
    let crew = service::enrol(&app, &peer, device.device, &request.code).await?;
    Ok(Json(TokenResponse { token, crew: Some(crew) }))
}
