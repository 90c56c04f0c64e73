//! Files that pages need: the style, the icon, the word to robots. Built into the binary.

use axum::{
    Router,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use dimos_api::problem::Code;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

use crate::{error::Error, extract::Path, state::App};

/// The address of the icon.
pub(super) const ICON: &str = "/favicon.svg";
const ICON_SVG: &str = include_str!("../../web/favicon.svg");
const STYLE: &str = concat!(include_str!("../../web/pages.css"), include_str!("../../web/pay.css"));
const ROBOTS: &str = "User-agent: *\nDisallow: /api/\nAllow: /api/v1/media/\n";

/// The style and its address, which changes with it: browsers keep it for good.
pub(super) struct Style {
    name: String,
    pub(super) path: String,
}

static STYLE_AT: LazyLock<Style> = LazyLock::new(|| {
    let hash = Sha256::digest(STYLE);
    let hash = hash.iter().take(6).fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    let name = format!("pages-{hash}.css");
    Style { path: format!("/assets/{name}"), name }
});

/// The style.
pub(super) fn style() -> &'static Style {
    &STYLE_AT
}

/// Their routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/assets/{name}", get(asset))
        .route(ICON, get(|| async { file("image/svg+xml", "public, max-age=86400", ICON_SVG) }))
        .route("/robots.txt", get(|| async { file("text/plain; charset=utf-8", "public, max-age=86400", ROBOTS) }))
}

async fn asset(Path(name): Path<String>) -> Result<Response, Error> {
    if name == style().name {
        Ok(file("text/css; charset=utf-8", "public, max-age=31536000, immutable", STYLE))
    } else {
        Err(Error::new(Code::NotFound))
    }
}

fn file(kind: &'static str, cache: &'static str, content: &'static str) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], content).into_response()
}
