//! What a browser sees when something was not done. API clients get the problem itself.

use super::{
    Pages,
    frame::{About, Frame, Nav, refusal, words},
    visit::Visit,
};
use crate::error::InWords;
use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use dimos_api::{
    PREFIX,
    problem::{Code, Problem},
};

/// The page.
#[derive(Template)]
#[template(path = "pages/error.html")]
struct ErrorPage {
    frame: Frame,
    status: u16,
    title: String,
    detail: String,
    missing: bool,
    request_id: Option<String>,
}

/// Around every route: what was refused to a browser becomes a page.
pub async fn errors(State(pages): State<Pages>, request: Request, next: Next) -> Response {
    let is_browser = reads_html(request.headers()) && !request.uri().path().starts_with(PREFIX);
    let visit = is_browser.then(|| Visit::new(&pages, request.uri(), request.headers()));
    let response = next.run(request).await;
    let problem = response.extensions().get::<Problem>().cloned().zip(response.extensions().get::<InWords>().cloned());
    match (visit, problem) {
        (Some(visit), Some((problem, said))) => paged(&visit, &problem, &said, response),
        _ => response,
    }
}

fn reads_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

fn paged(visit: &Visit, problem: &Problem, said: &InWords, response: Response) -> Response {
    let words = words(visit);
    let missing = problem.code == Code::NotFound;
    let (title, detail) = if missing {
        (words.t("page-missing-title"), words.t("page-missing-detail"))
    } else {
        (said.title.get(visit.language).to_owned(), said.detail.get(visit.language).to_owned())
    };
    let mut about = About::new(title.clone(), detail.clone(), Nav::Other);
    about.listed = false;
    let request_id = problem.request_id.clone().filter(|_| !missing);
    let page =
        ErrorPage { frame: Frame::new(visit, about), status: problem.status, title, detail, missing, request_id };
    match refusal(visit, &page, response.status()) {
        Ok(mut html) => {
            let waited = response.headers().get(header::RETRY_AFTER).cloned();
            html.headers_mut().extend(waited.map(|seconds| (header::RETRY_AFTER, seconds)));
            html
        }
        Err(_) => response,
    }
}
