//! Crews' routes of jobs, dispatchers' routes of plans.

use super::{acts, late, plan};
use crate::{
    auth::{DeviceAuth, StaffAuth},
    error::Error,
    extract::{ActBody, Json, JsonText, Path, Query},
    reports::{Doing, contacts, now},
    state::App,
};
use axum::extract::State;
use dimos_api::{
    CannotDoRequest, JobsResponse, LateWorkResponse, PlanDayRequest, PlanResponse,
    problem::{Code, Problem},
};
use dimos_domain::{
    act::{DayOrder, JobUpdate},
    ids::*,
};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_jobs))
        .routes(routes!(put_order))
        .routes(routes!(post_start))
        .routes(routes!(post_close))
        .routes(routes!(post_cannot_do))
        .routes(routes!(post_note))
        .routes(routes!(post_plan))
        .routes(routes!(get_plan))
        .routes(routes!(get_late_work))
}

/// `GET /jobs?on=`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DayQuery {
    on: Option<Date>,
}

/// The crew's jobs of a day, in the order in which they are driven to.
#[utoipa::path(get, path = "/jobs", tag = "jobs", security(("device" = [])),
    params(("on" = Option<String>, Query, description = "The day; else today in the city")),
    responses((status = 200, body = JobsResponse), (status = 403, body = Problem)))]
async fn get_jobs(
    State(app): State<App>,
    device: DeviceAuth,
    Query(query): Query<DayQuery>,
) -> Result<Json<JobsResponse>, Error> {
    let crew = device.crew()?.clone();
    let on = query.on.unwrap_or_else(|| now(&app).to_zoned(app.city.tz.clone()).date());
    let read = app.db.read(move |tx| {
        let mut day = acts::day(tx, &crew, on)?;
        contacts::tell_crew(tx, &crew, &mut day.jobs)?;
        Ok(day)
    });
    read.await.map(Json)
}

/// Drive the day's jobs in another order.
#[utoipa::path(put, path = "/jobs/order", tag = "jobs", request_body = DayOrder, security(("device" = [])),
    params(("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = JobsResponse), (status = 403, body = Problem)))]
async fn put_order(State(app): State<App>, device: DeviceAuth, act: ActBody<DayOrder>) -> Result<JsonText, Error> {
    device.crew()?;
    Doing::by_phone(app, device, "PUT /jobs/order").once_then(act, acts::order, acts::with_contacts).await
}

/// Begin a job.
#[utoipa::path(post, path = "/jobs/{id}/start", tag = "jobs", request_body = JobUpdate, security(("device" = [])),
    params(("id" = JobId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = JobsResponse), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn post_start(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<JobId>,
    act: ActBody<JobUpdate>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("POST /jobs/{id}/start"));
    doing.once_then(act, move |tx, by, update| acts::start(tx, by, id, update), acts::with_contacts).await
}

/// Close a job as done; a photo of the finished work is needed.
#[utoipa::path(post, path = "/jobs/{id}/close", tag = "jobs", request_body = JobUpdate, security(("device" = [])),
    params(("id" = JobId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = JobsResponse), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn post_close(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<JobId>,
    act: ActBody<JobUpdate>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("POST /jobs/{id}/close"));
    doing.once_then(act, move |tx, by, update| acts::close(tx, by, id, update), acts::with_contacts).await
}

/// Give a job back.
#[utoipa::path(post, path = "/jobs/{id}/cannot-do", tag = "jobs", request_body = CannotDoRequest, security(("device" = [])),
    params(("id" = JobId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = JobsResponse), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn post_cannot_do(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<JobId>,
    act: ActBody<CannotDoRequest>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("POST /jobs/{id}/cannot-do"));
    doing.once_then(act, move |tx, by, request| acts::cannot_do(tx, by, id, request), acts::with_contacts).await
}

/// Write or photograph something on a job.
#[utoipa::path(post, path = "/jobs/{id}/notes", tag = "jobs", request_body = JobUpdate, security(("device" = [])),
    params(("id" = JobId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = JobsResponse), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn post_note(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<JobId>,
    act: ActBody<JobUpdate>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_phone(app, device, format!("POST /jobs/{id}/notes"));
    doing.once_then(act, move |tx, by, update| acts::note(tx, by, id, update), acts::with_contacts).await
}

/// Plan a crew's day.
#[utoipa::path(post, path = "/plans", tag = "staff", request_body = PlanDayRequest, security(("staff" = [])),
    params(("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = PlanResponse), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn post_plan(State(app): State<App>, staff: StaffAuth, act: ActBody<PlanDayRequest>) -> Result<JsonText, Error> {
    Doing::by_staff(app, &staff, "POST /plans").once(act, plan::plan_day).await
}

/// A crew's day as it is planned.
#[utoipa::path(get, path = "/plans/{crew}/{date}", tag = "staff", security(("staff" = [])),
    params(("crew" = String, Path), ("date" = String, Path, description = "For example 2026-11-23")),
    responses((status = 200, body = PlanResponse), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn get_plan(
    State(app): State<App>,
    _staff: StaffAuth,
    Path((crew, date)): Path<(CrewCode, Date)>,
) -> Result<Json<PlanResponse>, Error> {
    let db = app.db.clone();
    let read = db.read(move |tx| {
        let crew = app.city.city.crew(&crew).ok_or_else(|| Error::new(Code::NotFound))?;
        plan::day_as_planned(tx, crew, date)
    });
    read.await.map(Json)
}

/// `GET /late-work?limit=`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LateWorkQuery {
    limit: Option<u32>,
}

/// What crews did on jobs that were no longer open when word of it came, newest first: kept as evidence, to be decided on.
#[utoipa::path(get, path = "/late-work", tag = "staff", security(("staff" = [])),
    params(("limit" = Option<u32>, Query, description = "At most 200 (50)")),
    responses((status = 200, body = LateWorkResponse), (status = 400, body = Problem), (status = 403, body = Problem)))]
async fn get_late_work(
    State(app): State<App>,
    _staff: StaffAuth,
    Query(query): Query<LateWorkQuery>,
) -> Result<Json<LateWorkResponse>, Error> {
    app.db.read(move |tx| late::latest(tx, query.limit)).await.map(Json)
}
