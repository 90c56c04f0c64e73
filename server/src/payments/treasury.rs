//! The treasury's routes of payments: the cash desk, and facts that wait for a person.

use super::{credit, finding, parked, receipts, take_cash};
use crate::{
    auth::{Permission, Staff},
    db::Tx,
    error::Error,
    extract::{ActBody, Json, JsonText, Path, Query},
    ledger::{Acting, Hand},
    listing::Page,
    state::App,
};
use axum::extract::State;
use dimos_api::{
    pay::{
        CashRequest, CashResponse, CreditsResponse, DisputesResponse, PageQuery, ParkedDecision, ParkedResponse,
        PaymentsQuery, PaymentsResponse,
    },
    problem::{Code, Problem},
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_payments))
        .routes(routes!(get_disputes))
        .routes(routes!(get_credits))
        .routes(routes!(post_cash))
        .routes(routes!(get_parked))
        .routes(routes!(post_parked_decision))
}

/// Find payments.
#[utoipa::path(get, path = "/treasury/payments", tag = "treasury", security(("staff" = [])),
    params(("q" = Option<String>, Query, description = "A reference, a bill's or a receipt's number, the provider's or the \
        bank's name for it, a part of the payer's name"),
        ("amount" = Option<i64>, Query, description = "Exactly so many cents"),
        ("from" = Option<String>, Query, description = "Paid on this day or later"),
        ("until" = Option<String>, Query, description = "Paid on this day or before"),
        ("limit" = Option<u32>, Query, description = "At most 200 (50)"),
        ("after" = Option<String>, Query, description = "What follows this one: an answer's `next`")),
    responses((status = 200, body = PaymentsResponse), (status = 400, body = Problem), (status = 403, body = Problem)))]
async fn get_payments(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<PaymentsQuery>,
) -> Result<Json<PaymentsResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    let Page { rows: payments, total, next } = hand.read(move |tx, _| finding::find(tx, &query)).await?;
    Ok(Json(PaymentsResponse { payments, total, next }))
}

/// What payers say is not theirs.
#[utoipa::path(get, path = "/treasury/disputes", tag = "treasury", security(("staff" = [])),
    params(("limit" = Option<u32>, Query, description = "At most 200 (50)"),
        ("after" = Option<String>, Query, description = "What follows this one: an answer's `next`")),
    responses((status = 200, body = DisputesResponse), (status = 403, body = Problem)))]
async fn get_disputes(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<PageQuery>,
) -> Result<Json<DisputesResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    let Page { rows: disputes, total, next } = hand.read(move |tx, _| finding::disputes(tx, &query)).await?;
    Ok(Json(DisputesResponse { disputes, total, next }))
}

/// What was paid too much and is there for other bills, by whom it is of.
#[utoipa::path(get, path = "/treasury/credits", tag = "treasury", security(("staff" = [])),
    params(("limit" = Option<u32>, Query, description = "At most 200 (50)"),
        ("after" = Option<String>, Query, description = "What follows this one: an answer's `next`")),
    responses((status = 200, body = CreditsResponse), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn get_credits(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<PageQuery>,
) -> Result<Json<CreditsResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    let Page { rows: credits, total, next } = hand.read(move |tx, _| credit::all(tx, &query)).await?;
    Ok(Json(CreditsResponse { credits, total, next }))
}

/// Take cash.
#[utoipa::path(post, path = "/treasury/cash", tag = "treasury", request_body = CashRequest, security(("staff" = [])),
    params(("Idempotency-Key" = String, Header, description = "The payment's id")),
    responses((status = 200, body = CashResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "`wrong_amount`, `not_payable` (with the bill)", body = Problem)))]
async fn post_cash(State(app): State<App>, staff: Staff, act: ActBody<CashRequest>) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::TakeCash)?;
    if act.key.0 != act.body.id.0 {
        return Err(Error::new(Code::BadRequest).because("key-other"));
    }
    let work = |tx: &Tx<'_>, by: &Acting<'_>, request: &CashRequest| {
        let booked = take_cash(tx, by, request)?;
        Ok(CashResponse { receipt: receipts::shown(tx, by, &booked.payment)? })
    };
    hand.once("POST /treasury/cash", act, work).await
}

/// What providers said that does not fit, and waits for a person.
#[utoipa::path(get, path = "/treasury/parked", tag = "treasury", security(("staff" = [])),
    params(("limit" = Option<u32>, Query, description = "At most 200 (50)"),
        ("after" = Option<String>, Query, description = "What follows this one: an answer's `next`")),
    responses((status = 200, body = ParkedResponse), (status = 403, body = Problem)))]
async fn get_parked(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<PageQuery>,
) -> Result<Json<ParkedResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    hand.read(move |tx, _| parked::answer(tx, &query)).await.map(Json)
}

/// Decide on a fact that does not fit.
#[utoipa::path(post, path = "/treasury/parked/{id}/decide", tag = "treasury", request_body = ParkedDecision,
    security(("staff" = [])), params(("id" = i64, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, description = "What still waits", body = ParkedResponse), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn post_parked_decision(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<i64>,
    act: ActBody<ParkedDecision>,
) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::RunTreasury)?;
    let work = move |tx: &Tx<'_>, by: &Acting<'_>, decision: &ParkedDecision| {
        parked::decide(tx, by, id, decision)?;
        parked::answer(tx, &PageQuery::default())
    };
    hand.once(format!("POST /treasury/parked/{id}/decide"), act, work).await
}
