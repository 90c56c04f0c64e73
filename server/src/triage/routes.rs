//! `POST /triage`.

use super::service::{self, Intake};
use crate::{
    auth::Somebody,
    context,
    error::Error,
    extract::Json,
    reports::{self, now, reader, view::Reader, words},
    state::App,
};
use axum::extract::State;
use dimos_api::{TriagePreviewRequest, TriagePreviewResponse, problem::Problem};
use dimos_domain::triage::TriageStep;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_triage))
}

/// What the city would make of a report, without filing it.
#[utoipa::path(post, path = "/triage", tag = "reports", request_body = TriagePreviewRequest,
    security(("device" = []), ("staff" = [])),
    responses((status = 200, body = TriagePreviewResponse), (status = 401, body = Problem), (status = 422, body = Problem)))]
async fn post_triage(
    State(app): State<App>,
    Somebody(caller): Somebody,
    Json(request): Json<TriagePreviewRequest>,
) -> Result<Json<TriagePreviewResponse>, Error> {
    let description = words::text(&request.description, "/description")?;
    reports::inside(&app.city, request.located.position, context::language(), "/located/position")?;
    let hide_others =
        !reports::service(&app.city, &request.service, "/service")?.public && reader(caller) != Reader::Staff;
    let (db, now) = (app.db.clone(), now(&app));
    let assessment = db.read(move |tx| {
        let intake = Intake {
            id: None,
            service: reports::service(&app.city, &request.service, "/service")?,
            description: &description,
            located: &request.located,
            answers: &request.answers,
            supporters: 0,
            received_at: now,
            not_duplicates_of: &[],
        };
        service::assess(tx, &app.city, &intake)
    });
    let mut steps = assessment.await?.steps;
    steps.retain(|step| !(hide_others && matches!(step, TriageStep::Duplicates { .. })));
    Ok(Json(TriagePreviewResponse { steps }))
}
