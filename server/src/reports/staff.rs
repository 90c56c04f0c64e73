//! Dispatchers' routes of reports: what waits, and what is decided.

use super::{
    contacts, decisions,
    doing::{Doing, staff_reader},
    queries,
    view::{self, Reader, Sight},
};
use crate::{
    auth::StaffAuth,
    db::Tx,
    error::Error,
    extract::{ActBody, Json, JsonText, Path, Query},
    state::App,
    sync,
};
use axum::extract::State;
use dimos_api::{DecisionRequest, QueueQuery, QueueResponse, ReportResponse, problem::Problem};
use dimos_domain::{ids::*, report::Relation};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Reports at once where the caller says nothing else.
const USUAL: u32 = 50;
/// Most reports at once.
const MOST: u32 = 200;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_queue)).routes(routes!(post_decision))
}

/// Reports that wait for somebody, most urgent and soonest due first.
#[utoipa::path(get, path = "/queue", tag = "staff", security(("staff" = [])),
    params(
        ("state" = Option<dimos_domain::workflow::State>, Query, description = "Only this state; else every open one"),
        ("department" = Option<String>, Query, description = "Only this department's"),
        ("limit" = Option<u32>, Query, description = "At most 200 (50)"),
    ),
    responses((status = 200, body = QueueResponse), (status = 403, body = Problem)))]
async fn get_queue(
    State(app): State<App>,
    staff: StaffAuth,
    Query(query): Query<QueueQuery>,
) -> Result<Json<QueueResponse>, Error> {
    app.db.read(move |tx| queue(tx, &staff_reader(staff.role), &query)).await.map(Json)
}

fn queue(tx: &Tx<'_>, reader: &Reader, query: &QueueQuery) -> Result<QueueResponse, Error> {
    let limit = query.limit.unwrap_or(USUAL).clamp(1, MOST);
    let tickets = queries::queue(tx, query.state, query.department.as_ref(), limit)?;
    let ids: Vec<ReportId> = tickets.iter().map(|ticket| ticket.id).collect();
    let mut timelines = sync::timelines(tx, &ids)?;
    let mut photos = queries::photos_of(tx, &ids)?;
    let reports = tickets.into_iter().filter_map(|ticket| {
        let timeline = timelines.remove(&ticket.id).unwrap_or_default();
        let photos = photos.remove(&ticket.id).unwrap_or_default();
        view::show(ticket, timeline, photos, Relation::None, Sight::Work)
    });
    let mut reports: Vec<_> = reports.collect();
    contacts::tell_staff(tx, reader, &mut reports)?;
    Ok(QueueResponse { reports })
}

/// One decision on a report.
#[utoipa::path(post, path = "/reports/{id}/decisions", tag = "staff", request_body = DecisionRequest,
    security(("staff" = [])),
    params(("id" = ReportId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = ReportResponse), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn post_decision(
    State(app): State<App>,
    staff: StaffAuth,
    Path(id): Path<ReportId>,
    act: ActBody<DecisionRequest>,
) -> Result<JsonText, Error> {
    let doing = Doing::by_staff(app, &staff, format!("POST /reports/{id}/decisions"));
    doing.once(act, move |tx, by, request| decisions::decide(tx, by, id, request)).await
}
