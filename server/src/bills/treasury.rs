//! The treasury's routes of bills: issuing, importing, finding, amending, cancelling.

use super::{
    Order, amend, cancel, import, issue,
    queries::{self, Sought},
    read_csv, view,
};
use crate::{
    auth::{Permission, Staff},
    db::Tx,
    error::Error,
    extract::{ActBody, CsvBody, Json, JsonText, Path, Query},
    ledger::{Acting, Hand},
    listing::{Page, Wanted},
    state::App,
};
use axum::extract::State;
use dimos_api::{
    pay::{AmendRequest, BillListResponse, BillResponse, BillsQuery, ImportResponse, NewBillRequest, ReasonRequest},
    problem::Problem,
};
use dimos_domain::ids::BillId;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Bills of a file issued in one transaction: others are not held up for long.
pub(super) const AT_ONCE: usize = 100;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_treasury_bills, post_bill))
        .routes(routes!(post_bills_import))
        .routes(routes!(post_amendment))
        .routes(routes!(post_cancellation))
}

/// Find bills.
#[utoipa::path(get, path = "/treasury/bills", tag = "treasury", security(("staff" = [])),
    params(("kind" = Option<String>, Query), ("q" = Option<String>, Query, description = "A number, a key, a reference, a name"),
        ("limit" = Option<u32>, Query, description = "At most 200 (50)"),
        ("after" = Option<String>, Query, description = "What follows this one: an answer's `next`")),
    responses((status = 200, body = BillListResponse), (status = 403, body = Problem)))]
async fn get_treasury_bills(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<BillsQuery>,
) -> Result<Json<BillListResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::SeeBills)?;
    let found = hand.read(move |tx, by| {
        let text = query.q.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let wanted = Wanted::of(tx, query.limit, query.after.as_deref(), "SELECT 1 FROM bills WHERE id = ?1")?;
        let sought = Sought { kind: query.kind.as_ref(), text, debtor: None };
        let Page { rows: bills, total, next } =
            queries::list(tx, &sought, &wanted)?.each(|bill| view::show(tx, by, &bill))?;
        Ok(BillListResponse { bills, total, next })
    });
    found.await.map(Json)
}

/// Issue a bill.
#[utoipa::path(post, path = "/treasury/bills", tag = "treasury", request_body = NewBillRequest, security(("staff" = [])),
    params(("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = BillResponse), (status = 403, body = Problem),
        (status = 409, description = "`key_reused`", body = Problem), (status = 422, body = Problem)))]
async fn post_bill(State(app): State<App>, staff: Staff, act: ActBody<NewBillRequest>) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::IssueBills)?;
    let work = |tx: &Tx<'_>, by: &Acting<'_>, new: &NewBillRequest| {
        let issued = issue(tx, by, &Order::try_from(new.clone())?)?;
        Ok(BillResponse { bill: view::shown(tx, by, issued.bill())? })
    };
    hand.once("POST /treasury/bills", act, work).await
}

/// Issue bills from a table. Good rows are imported once, however often the file comes; bad ones are told by line.
#[utoipa::path(post, path = "/treasury/bills/import", tag = "treasury", security(("staff" = [])),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportResponse), (status = 400, body = Problem), (status = 403, body = Problem)))]
async fn post_bills_import(
    State(app): State<App>,
    staff: Staff,
    CsvBody(table): CsvBody,
) -> Result<Json<ImportResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::IssueBills)?;
    import_all(&hand, &table).await.map(Json)
}

/// Imports a whole table, some bills at a time.
///
/// # Errors
/// As [`read_csv`]; the database's. What was issued until then stays issued, and is known when the file comes again.
pub(crate) async fn import_all(hand: &Hand, table: &[u8]) -> Result<ImportResponse, Error> {
    let read = read_csv(table, hand.language())?;
    let mut answer = ImportResponse { rows: read.rows, refused: read.refused, ..ImportResponse::default() };
    for some in read.orders.chunks(AT_ONCE) {
        let some = some.to_vec();
        let done = hand.clone().write(move |tx, by| import(tx, by, &some)).await?;
        answer.issued += done.issued;
        answer.known += done.known;
        answer.refused.extend(done.refused);
    }
    answer.refused.sort_by_key(|row| row.line);
    Ok(answer)
}

/// Put another bill in a bill's place.
#[utoipa::path(post, path = "/treasury/bills/{id}/amend", tag = "treasury", request_body = AmendRequest,
    security(("staff" = [])), params(("id" = BillId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, description = "The new bill", body = BillResponse), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn post_amendment(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<BillId>,
    act: ActBody<AmendRequest>,
) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::IssueBills)?;
    let work = move |tx: &Tx<'_>, by: &Acting<'_>, request: &AmendRequest| {
        let new = amend(tx, by, id, request)?;
        Ok(BillResponse { bill: view::shown(tx, by, new)? })
    };
    hand.once(format!("POST /treasury/bills/{id}/amend"), act, work).await
}

/// Ask for a bill no more; only while nothing was paid.
#[utoipa::path(post, path = "/treasury/bills/{id}/cancel", tag = "treasury", request_body = ReasonRequest,
    security(("staff" = [])), params(("id" = BillId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = BillResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn post_cancellation(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<BillId>,
    act: ActBody<ReasonRequest>,
) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::IssueBills)?;
    let work = move |tx: &Tx<'_>, by: &Acting<'_>, request: &ReasonRequest| {
        cancel(tx, by, id, request)?;
        Ok(BillResponse { bill: view::shown(tx, by, id)? })
    };
    hand.once(format!("POST /treasury/bills/{id}/cancel"), act, work).await
}
