//! `GET /changes`.

use super::{
    cursor::Cursor,
    service::{self, MOST, USUAL},
};
use crate::{
    auth::DeviceAuth,
    error::Error,
    extract::{Json, Query},
    reports::now,
    state::App,
};
use axum::extract::State;
use dimos_api::{ChangesQuery, ChangesResponse, problem::Problem};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_changes))
}

/// What changed for this phone since the cursor: the reports it filed, supports or follows, and its crew's jobs.
#[utoipa::path(get, path = "/changes", tag = "sync", security(("device" = [])),
    params(
        ("cursor" = Option<String>, Query, description = "As the last answer gave it; else from the beginning"),
        ("limit" = Option<u32>, Query, description = "At most 200 (100)"),
    ),
    responses((status = 200, body = ChangesResponse), (status = 400, body = Problem), (status = 401, body = Problem)))]
async fn get_changes(
    State(app): State<App>,
    device: DeviceAuth,
    Query(query): Query<ChangesQuery>,
) -> Result<Json<ChangesResponse>, Error> {
    let cursor = Cursor::read(query.cursor.as_deref())?;
    let limit = query.limit.unwrap_or(USUAL).clamp(1, MOST);
    let today = now(&app).to_zoned(app.city.tz.clone()).date();
    let db = app.db.clone();
    let read = db.read(move |tx| service::changes(tx, &device, cursor, limit, today, &app.city.city.version));
    read.await.map(Json)
}
