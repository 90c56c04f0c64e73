//! The addresses of the pages.

use super::{
    Pages, assets,
    filter::Filter,
    frame::{About, Frame, Nav, answer, words},
    home::{self, HomePage},
    list::ListPage,
    map::{MapPage, Window},
    number, pay,
    queries::Cursor,
    report::ReportPage,
    rows::href,
    service,
    timeline::Others,
    visit::Visit,
};
use crate::{error::Error, extract::Path, state::App};
use askama::Template;
use axum::{
    Extension, Router,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

pub(super) fn routes(pages: Pages) -> Router<App> {
    Router::new()
        .route("/", get(home))
        .route("/reports", get(list))
        .route("/reports/{number}", get(report))
        .route("/map", get(map))
        .route("/privacy", get(privacy))
        .route("/accessibility", get(accessibility))
        .merge(assets::routes())
        .merge(pay::routes())
        .layer(Extension(pages))
}

async fn home(visit: Visit) -> Result<Response, Error> {
    let everything = Filter::default();
    let part = service::list(&visit.pages, &everything, None, home::ROWS).await?;
    let points = service::points(&visit.pages, &everything, &Window::city(visit.pages.base())).await?;
    answer(&visit, &HomePage::new(&visit, &part, &points))
}

/// The list; a number that is looked for leads to its report.
async fn list(visit: Visit) -> Result<Response, Error> {
    let looked_for = visit.get("number").map(str::to_owned);
    if let Some(found) = find(&visit, looked_for.as_deref()).await? {
        return Ok(Redirect::to(&href(&found)).into_response());
    }
    let filter = Filter::of(&visit);
    let after = visit.get("after").and_then(Cursor::read);
    let part = service::list(&visit.pages, &filter, after, service::PAGE).await?;
    answer(&visit, &ListPage::new(&visit, &filter, &part, after, looked_for))
}

async fn find(visit: &Visit, typed: Option<&str>) -> Result<Option<String>, Error> {
    let words = words(visit);
    let this_year = words.now.to_zoned(words.index.tz.clone()).year();
    let read = typed.and_then(|typed| number::read(typed, &words.index.city.ticket_prefix, this_year));
    let Some(number) = read else { return Ok(None) };
    let exists = service::exists(&visit.pages, number.clone()).await?;
    Ok(exists.then_some(number))
}

async fn report(visit: Visit, Path(number): Path<String>) -> Result<Response, Error> {
    let (report, others) = service::report(&visit.pages, number.to_uppercase()).await?;
    answer(&visit, &ReportPage::new(&visit, &report, Others(others)))
}

async fn map(visit: Visit) -> Result<Response, Error> {
    let filter = Filter::of(&visit);
    let window = Window::wanted(visit.pages.base(), &visit);
    let points = service::points(&visit.pages, &filter, &window).await?;
    answer(&visit, &MapPage::new(&visit, &filter, &window, &points))
}

/// How personal data are treated.
#[derive(Template)]
#[template(path = "pages/privacy.html")]
struct PrivacyPage {
    frame: Frame,
    /// The server that the map's tiles come from, if there is one.
    tiles: Option<String>,
}

async fn privacy(visit: Visit) -> Result<Response, Error> {
    let words = words(&visit);
    let about = About::new(words.t("page-privacy-heading"), words.t("page-privacy-about"), Nav::Other);
    let tiles = visit.pages.tiles.as_ref().map(|tiles| tiles.origin.clone());
    answer(&visit, &PrivacyPage { frame: Frame::new(&visit, about), tiles })
}

/// How far everyone can use the pages.
#[derive(Template)]
#[template(path = "pages/accessibility.html")]
struct AccessibilityPage {
    frame: Frame,
}

async fn accessibility(visit: Visit) -> Result<Response, Error> {
    let words = words(&visit);
    let about = About::new(words.t("page-access-heading"), words.t("page-access-about"), Nav::Other);
    answer(&visit, &AccessibilityPage { frame: Frame::new(&visit, about) })
}
