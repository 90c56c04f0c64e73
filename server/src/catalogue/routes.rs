//! `GET /city`, `GET /services`.

use crate::{
    context,
    extract::Json,
    state::{App, CityIndex},
};
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use dimos_domain::{
    city::Service,
    ids::{GroupCode, ServiceCode},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_city)).routes(routes!(get_services))
}

/// The services of the city, in the caller's language.
#[derive(Debug, Serialize, ToSchema)]
struct ServicesResponse {
    /// In the order in which they are offered.
    services: Vec<ServiceView>,
}

/// A service to read.
#[derive(Debug, Serialize, ToSchema)]
struct ServiceView {
    /// Its code.
    code: ServiceCode,
    /// Its name.
    name: String,
    /// What belongs here, and what happens then.
    description: String,
    /// Its group's code.
    group: GroupCode,
    /// Its group's name.
    group_name: String,
    /// Working hours until it should be fixed.
    deadline_hours: u32,
    /// Whether a way to reach the citizen is needed.
    needs_contact: bool,
    /// Whether a photo is needed.
    needs_photo: bool,
}

/// The city as phones keep it: boundary, streets, services, questions, texts.
#[utoipa::path(get, path = "/city", tag = "city", responses(
    (status = 200, description = "The city; large, so ask with If-None-Match and take it compressed", body = serde_json::Value),
    (status = 304, description = "As before")
))]
async fn get_city(State(app): State<App>, headers: HeaderMap) -> Response {
    let city = &app.city;
    let is = |name: HeaderName, wanted: &str| {
        headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).any(|value| lists(value, wanted))
    };
    let known = is(header::IF_NONE_MATCH, &city.etag) || is(header::IF_NONE_MATCH, "*");
    let packed = is(header::ACCEPT_ENCODING, "gzip");
    let mut response = Response::new(match (known, packed) {
        (true, _) => Body::empty(),
        (false, true) => Body::from(Bytes::clone(&city.json_gzip)),
        (false, false) => Body::from(Bytes::clone(&city.json)),
    });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else if packed {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    describe(response.headers_mut(), city);
    response
}

fn describe(headers: &mut HeaderMap, city: &CityIndex) {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&city.etag) {
        headers.insert(header::ETAG, etag);
    }
}

/// Whether a header's list names something; weak tags count as their strong ones, `q=0` as a refusal.
fn lists(list: &str, wanted: &str) -> bool {
    list.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        name.strip_prefix("W/").unwrap_or(name) == wanted && !parts.any(|part| matches!(part, "q=0" | "q=0.0"))
    })
}

/// What can be reported, in the caller's language.
#[utoipa::path(get, path = "/services", tag = "city", responses((status = 200, body = ServicesResponse)))]
async fn get_services(State(app): State<App>) -> Json<ServicesResponse> {
    let view = |service: &Service| {
        let language = context::language();
        ServiceView {
            code: service.code.clone(),
            name: service.name.get(language).to_owned(),
            description: service.description.get(language).to_owned(),
            group: service.group.clone(),
            group_name: app.city.city.group(&service.group).map_or("", |group| group.name.get(language)).to_owned(),
            deadline_hours: service.deadline_hours,
            needs_contact: service.needs_contact,
            needs_photo: service.needs_photo,
        }
    };
    Json(ServicesResponse { services: app.city.city.services.iter().map(view).collect() })
}
