//! The wire described (OpenAPI): made from the routes themselves, served to everyone, kept as a snapshot by a test so that
//! a change of the wire is seen in the diff.

mod answers;
mod bounds;

use crate::{router::API, state::App};
use axum::{Router, body::Bytes, http::header, routing::get};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::router::OpenApiRouter;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Dimos",
        description = "The city's wire: citizens' and crews' phones, the dispatcher and the treasury.",
        version = "1",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
        contact()
    ),
    components(schemas(dimos_api::problem::Problem)),
    modifiers(&Tokens)
)]
struct Document;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = |about: &str| {
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(about)).build())
        };
        components.add_security_scheme("device", bearer("A phone's token, from POST /devices."));
        components.add_security_scheme("staff", bearer("A session's token, from POST /sessions."));
    }
}

/// The routes under their prefix, with the document's head.
pub(crate) fn described(api: OpenApiRouter<App>) -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi()).nest(API, api)
}

/// Serves the document, with what holds for every operation said with each.
pub(crate) fn route(mut document: utoipa::openapi::OpenApi) -> Router<App> {
    answers::complete(&mut document);
    bounds::complete(document.components.get_or_insert_default());
    let text = Bytes::from(document.to_json().unwrap_or_default());
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=300")];
    Router::new().route(&format!("{API}/openapi.json"), get(move || async move { (headers, text) }))
}
