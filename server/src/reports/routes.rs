//! Citizens' routes of reports.

use super::{
    acting::relation,
    acts, contacts,
    create::{self, check},
    doing::{Doing, reader},
    list::{self, Wanted},
    queries, subscriptions,
    view::{self, Reader},
};
use crate::{
    auth::{Caller, DeviceAuth},
    context,
    db::Tx,
    error::Error,
    extract::{ActBody, Json, JsonText, Path, Query},
    state::App,
    sync,
};
use axum::{extract::State, http::StatusCode};
use dimos_api::{
    ReportResponse, ReportsQuery, ReportsResponse,
    problem::{Code, Problem},
};
use dimos_domain::{
    act::{Comment, Follow, NewReport, Support},
    ids::*,
    report::Rating,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes, the dispatchers' included.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_reports, post_report))
        .routes(routes!(get_report))
        .routes(routes!(post_supporter))
        .routes(routes!(put_follow))
        .routes(routes!(post_comment))
        .routes(routes!(post_answer))
        .routes(routes!(put_rating))
        .routes(routes!(post_reopen))
        .routes(routes!(post_withdraw))
        .merge(super::staff::routes())
}

/// Public reports, nearest (with `near_lat` and `near_lon`) or newest first.
#[utoipa::path(get, path = "/reports", tag = "reports",
    params(
        ("near_lat" = Option<f64>, Query, description = "Around this latitude …"),
        ("near_lon" = Option<f64>, Query, description = "… and longitude,"),
        ("radius_m" = Option<f64>, Query, description = "within this many metres (500; at most 5,000)"),
        ("service" = Option<String>, Query, description = "Only this service"),
        ("face" = Option<String>, Query, description = "`open`, `fixed` or `closed`"),
        ("limit" = Option<u32>, Query, description = "At most 200 (50)"),
    ),
    responses((status = 200, body = ReportsResponse), (status = 400, body = Problem), (status = 422, body = Problem)))]
async fn get_reports(
    State(app): State<App>,
    Query(query): Query<ReportsQuery>,
) -> Result<Json<ReportsResponse>, Error> {
    let wanted = Wanted::of(query)?;
    let reports = app.db.read(move |tx| list::public(tx, &wanted)).await?;
    Ok(Json(ReportsResponse { reports }))
}

/// Files a report; the triage is done when it answers.
#[utoipa::path(post, path = "/reports", tag = "reports", request_body = NewReport, security(("device" = [])),
    params(("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 201, description = "Filed", body = ReportResponse)))]
async fn post_report(
    State(app): State<App>,
    device: DeviceAuth,
    act: ActBody<NewReport>,
) -> Result<(StatusCode, JsonText), Error> {
    let doing = Doing::by_phone(app.clone(), device, "POST /reports");
    // Worked out before the transaction. A refusal counts only if the act was not accepted before: what is asked in there.
    let checked = check(&app.city, act.body.clone(), doing.now(), context::language()).ok();
    let answer = doing.once(act, move |tx, by, new| match &checked {
        Some(checked) => create::create(tx, by, checked),
        None => create::create(tx, by, &check(by.city, new.clone(), by.now, by.language)?),
    });
    Ok((StatusCode::CREATED, answer.await?))
}

/// One report by its id or its ticket number; the reporter, the crew that has it and staff see more than the public, and
/// staff alone who reported it.
#[utoipa::path(get, path = "/reports/{id}", tag = "reports", security((), ("device" = []), ("staff" = [])),
    params(("id" = String, Path, description = "Id or ticket number")),
    responses((status = 200, body = ReportResponse), (status = 404, body = Problem)))]
async fn get_report(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ReportResponse>, Error> {
    let reader = reader(caller);
    app.db.read(move |tx| read(tx, &reader, &id)).await.map(Json)
}

fn read(tx: &Tx<'_>, reader: &Reader, id: &str) -> Result<ReportResponse, Error> {
    let missing = || Error::new(Code::NotFound);
    let ticket = match id.parse::<ReportId>() {
        Ok(id) => queries::find(tx, id)?,
        Err(_) => queries::find_by_number(tx, &id.to_uppercase())?,
    };
    let ticket = ticket.ok_or_else(missing)?;
    let id = ticket.id;
    let standing = match reader {
        Reader::Phone { device, .. } => subscriptions::find(tx, *device, id)?,
        Reader::Anyone | Reader::Staff => None,
    };
    let relation = relation(standing.as_ref());
    let sight = view::sight(&ticket, reader, relation);
    let timeline = sync::timelines(tx, &[id])?.remove(&id).unwrap_or_default();
    let photos = queries::photos_of(tx, &[id])?.remove(&id).unwrap_or_default();
    let mut report = view::show(ticket, timeline, photos, relation, sight).ok_or_else(missing)?;
    contacts::tell_staff(tx, reader, std::slice::from_mut(&mut report))?;
    Ok(ReportResponse { report })
}

/// "Me too": counts once for each phone, and follows the report.
#[utoipa::path(post, path = "/reports/{id}/supporters", tag = "reports", request_body = Support, security(("device" = [])),
    params(("id" = ReportId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = ReportResponse), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn post_supporter(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<ReportId>,
    act: ActBody<Support>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("POST /reports/{id}/supporters"));
    doing.once(act, move |tx, by, body| acts::support(tx, by, id, body)).await
}

/// Follow, or follow no longer.
#[utoipa::path(put, path = "/reports/{id}/follow", tag = "reports", request_body = Follow, security(("device" = [])),
    params(("id" = ReportId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = ReportResponse), (status = 404, body = Problem)))]
async fn put_follow(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<ReportId>,
    act: ActBody<Follow>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("PUT /reports/{id}/follow"));
    doing.once(act, move |tx, by, body| acts::follow(tx, by, id, *body)).await
}

/// Write something under a report.
#[utoipa::path(post, path = "/reports/{id}/comments", tag = "reports", request_body = Comment, security(("device" = [])),
    params(("id" = ReportId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = ReportResponse), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn post_comment(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<ReportId>,
    act: ActBody<Comment>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("POST /reports/{id}/comments"));
    doing.once(act, move |tx, by, body| acts::comment(tx, by, id, body)).await
}

/// Answer the city's question (reporter).
#[utoipa::path(post, path = "/reports/{id}/answers", tag = "reports", request_body = Comment, security(("device" = [])),
    params(("id" = ReportId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = ReportResponse), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn post_answer(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<ReportId>,
    act: ActBody<Comment>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("POST /reports/{id}/answers"));
    doing.once(act, move |tx, by, body| acts::answer(tx, by, id, body)).await
}

/// Rate the fix, and thereby confirm it (reporter).
#[utoipa::path(put, path = "/reports/{id}/rating", tag = "reports", request_body = Rating, security(("device" = [])),
    params(("id" = ReportId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = ReportResponse), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn put_rating(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<ReportId>,
    act: ActBody<Rating>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("PUT /reports/{id}/rating"));
    doing.once(act, move |tx, by, body| acts::rate(tx, by, id, body)).await
}

/// Say that it is not fixed (reporter, within the city's days).
#[utoipa::path(post, path = "/reports/{id}/reopen", tag = "reports", request_body = Comment, security(("device" = [])),
    params(("id" = ReportId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = ReportResponse), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn post_reopen(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<ReportId>,
    act: ActBody<Comment>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("POST /reports/{id}/reopen"));
    doing.once(act, move |tx, by, body| acts::reopen(tx, by, id, body)).await
}

/// Take one's own report back (reporter).
#[utoipa::path(post, path = "/reports/{id}/withdraw", tag = "reports", request_body = Comment, security(("device" = [])),
    params(("id" = ReportId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = ReportResponse), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn post_withdraw(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<ReportId>,
    act: ActBody<Comment>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("POST /reports/{id}/withdraw"));
    doing.once(act, move |tx, by, body| acts::withdraw(tx, by, id, body)).await
}
