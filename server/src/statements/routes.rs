//! The treasury's routes of bank statements and of what waits for a person.

use super::{decide, files, import, queue};
use crate::{
    auth::{Permission, Staff},
    db::Tx,
    error::Error,
    extract::{ActBody, Json, JsonText, Path, Query, XmlBody},
    ledger::{Acting, Hand},
    listing::Page,
    payments,
    state::App,
};
use axum::extract::State;
use dimos_api::{
    pay::{
        AllocateRequest, ChargeRequest, DepositRequest, DesksResponse, EntriesQuery, EntriesResponse, Entry, EntryAct,
        EntryResponse, IgnoreRequest, PageQuery, PayoutRequest, PayoutsResponse, ReturnedRefundRequest,
        StatementFilesResponse, StatementResponse, UndoRequest,
    },
    problem::Problem,
};
use dimos_domain::ids::EntryId;
use std::io::Cursor;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_statements, post_statement))
        .routes(routes!(get_statement_entries))
        .routes(routes!(post_entry_allocation))
        .routes(routes!(post_entry_undo))
        .routes(routes!(post_entry_ignore))
        .routes(routes!(post_entry_payout))
        .routes(routes!(post_entry_returned_refund))
        .routes(routes!(post_entry_deposit))
        .routes(routes!(post_entry_charge))
        .routes(routes!(get_desks))
        .routes(routes!(get_payouts))
}

/// Bank files that were imported, and what was odd about each.
#[utoipa::path(get, path = "/treasury/statements", tag = "treasury", security(("staff" = [])),
    params(("limit" = Option<u32>, Query, description = "At most 200 (50)"),
        ("after" = Option<String>, Query, description = "What follows this one: an answer's `next`")),
    responses((status = 200, body = StatementFilesResponse), (status = 403, body = Problem)))]
async fn get_statements(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<PageQuery>,
) -> Result<Json<StatementFilesResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    let Page { rows: files, total, next } = hand.read(move |tx, _| files::imported(tx, &query)).await?;
    Ok(Json(StatementFilesResponse { files, total, next }))
}

/// What providers paid out.
#[utoipa::path(get, path = "/treasury/payouts", tag = "treasury", security(("staff" = [])),
    params(("limit" = Option<u32>, Query, description = "At most 200 (50)"),
        ("after" = Option<String>, Query, description = "What follows this one: an answer's `next`")),
    responses((status = 200, body = PayoutsResponse), (status = 403, body = Problem)))]
async fn get_payouts(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<PageQuery>,
) -> Result<Json<PayoutsResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    let Page { rows: payouts, total, next } = hand.read(move |tx, _| files::payouts(tx, &query)).await?;
    Ok(Json(PayoutsResponse { payouts, total, next }))
}

/// What is in the cash desks.
#[utoipa::path(get, path = "/treasury/desks", tag = "treasury", security(("staff" = [])),
    responses((status = 200, body = DesksResponse), (status = 403, body = Problem)))]
async fn get_desks(State(app): State<App>, staff: Staff) -> Result<Json<DesksResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    hand.read(|tx, _| payments::desks(tx)).await.map(|desks| Json(DesksResponse { desks }))
}

/// Import a bank file: camt.053 or camt.054. The same file again changes nothing. Larger files go by the command line.
#[utoipa::path(post, path = "/treasury/statements", tag = "treasury", security(("staff" = [])),
    request_body(content = String, content_type = "application/xml"),
    responses((status = 200, body = StatementResponse), (status = 403, body = Problem), (status = 413, body = Problem),
        (status = 422, description = "`invalid`: the file is refused as a whole", body = Problem)))]
async fn post_statement(
    State(app): State<App>,
    staff: Staff,
    XmlBody(file): XmlBody,
) -> Result<Json<StatementResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::RunTreasury)?;
    // Once begun it goes on, even if the browser hangs up.
    let source = move || Ok(Cursor::new(file.clone()));
    let imported = tokio::spawn(async move { import(&hand, "upload", source).await });
    imported.await.map_err(Error::internal)?.map(Json)
}

/// Find statement entries; those that wait if nothing else is said.
#[utoipa::path(get, path = "/treasury/queue", tag = "treasury", security(("staff" = [])),
    params(("state" = Option<String>, Query), ("q" = Option<String>, Query, description = "A name, words, a reference, an amount"),
        ("limit" = Option<u32>, Query, description = "At most 200 (50)"),
        ("after" = Option<String>, Query, description = "What follows this one: an answer's `next`")),
    responses((status = 200, body = EntriesResponse), (status = 403, body = Problem)))]
async fn get_statement_entries(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<EntriesQuery>,
) -> Result<Json<EntriesResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    let Page { rows: entries, total, next } = hand.read(move |tx, by| queue::list(tx, by, &query)).await?;
    Ok(Json(EntriesResponse { entries, total, next }))
}

/// Say what an entry is for.
#[utoipa::path(post, path = "/treasury/queue/{entry}/allocations", tag = "treasury", request_body = AllocateRequest,
    security(("staff" = [])),
    params(("entry" = EntryId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = EntryResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "`version_conflict` (with the entry), `wrong_state`, `wrong_amount`", body = Problem),
        (status = 422, body = Problem)))]
async fn post_entry_allocation(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<EntryId>,
    act: ActBody<AllocateRequest>,
) -> Result<JsonText, Error> {
    says(&app, &staff, id, "allocations", act, |request| {
        (request.version, EntryAct::Allocate { parts: request.parts.clone() })
    })
    .await
}

/// Undo what was decided on an entry.
#[utoipa::path(post, path = "/treasury/queue/{entry}/undo", tag = "treasury", request_body = UndoRequest,
    security(("staff" = [])),
    params(("entry" = EntryId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = EntryResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "`version_conflict` (with the entry), `wrong_state`", body = Problem)))]
async fn post_entry_undo(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<EntryId>,
    act: ActBody<UndoRequest>,
) -> Result<JsonText, Error> {
    acts(&app, &staff, id, "undo", act, |tx, by, id, request| queue::undo(tx, by, id, request.version)).await
}

/// Put an entry aside: it is none of the citizens' money.
#[utoipa::path(post, path = "/treasury/queue/{entry}/ignore", tag = "treasury", request_body = IgnoreRequest,
    security(("staff" = [])),
    params(("entry" = EntryId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = EntryResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "`version_conflict` (with the entry), `wrong_state`", body = Problem),
        (status = 422, body = Problem)))]
async fn post_entry_ignore(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<EntryId>,
    act: ActBody<IgnoreRequest>,
) -> Result<JsonText, Error> {
    says(&app, &staff, id, "ignore", act, |request| {
        (request.version, EntryAct::Ignore { reason: request.reason.clone() })
    })
    .await
}

/// Say that an entry is a provider's payout, as the provider's report shows it.
#[utoipa::path(post, path = "/treasury/queue/{entry}/payout", tag = "treasury", request_body = PayoutRequest,
    security(("staff" = [])),
    params(("entry" = EntryId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = EntryResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "`version_conflict` (with the entry), `wrong_state`, `wrong_amount`", body = Problem),
        (status = 422, body = Problem)))]
async fn post_entry_payout(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<EntryId>,
    act: ActBody<PayoutRequest>,
) -> Result<JsonText, Error> {
    says(&app, &staff, id, "payout", act, |request| {
        let (provider, reference) = (request.provider.clone(), request.reference.clone());
        (request.version, EntryAct::Payout { provider, reference, gross: request.gross })
    })
    .await
}

/// Say that an entry is the money of a refund, sent back by the payee's bank.
#[utoipa::path(post, path = "/treasury/queue/{entry}/returned-refund", tag = "treasury", security(("staff" = [])),
    request_body = ReturnedRefundRequest,
    params(("entry" = EntryId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = EntryResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "`version_conflict` (with the entry), `wrong_state`, `wrong_amount`", body = Problem)))]
async fn post_entry_returned_refund(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<EntryId>,
    act: ActBody<ReturnedRefundRequest>,
) -> Result<JsonText, Error> {
    says(&app, &staff, id, "returned-refund", act, |request| {
        (request.version, EntryAct::ReturnedRefund { refund: request.refund })
    })
    .await
}

/// Say that an entry is cash, taken from desks to the bank.
#[utoipa::path(post, path = "/treasury/queue/{entry}/deposit", tag = "treasury", request_body = DepositRequest,
    security(("staff" = [])),
    params(("entry" = EntryId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = EntryResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "`version_conflict` (with the entry), `wrong_state`, `wrong_amount`", body = Problem),
        (status = 422, body = Problem)))]
async fn post_entry_deposit(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<EntryId>,
    act: ActBody<DepositRequest>,
) -> Result<JsonText, Error> {
    says(&app, &staff, id, "deposit", act, |request| {
        (request.version, EntryAct::Deposit { desks: request.desks.clone() })
    })
    .await
}

/// Say that an entry is a charge of the bank's, or one given back.
#[utoipa::path(post, path = "/treasury/queue/{entry}/charge", tag = "treasury", request_body = ChargeRequest,
    security(("staff" = [])),
    params(("entry" = EntryId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = EntryResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "`version_conflict` (with the entry), `wrong_state`", body = Problem)))]
async fn post_entry_charge(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<EntryId>,
    act: ActBody<ChargeRequest>,
) -> Result<JsonText, Error> {
    says(&app, &staff, id, "charge", act, |request| (request.version, EntryAct::Charge {})).await
}

/// What a treasurer says that an entry is, once however often it is sent.
async fn says<B: Send + 'static>(
    app: &App,
    staff: &Staff,
    id: EntryId,
    what: &str,
    act: ActBody<B>,
    said: impl Fn(&B) -> (i64, EntryAct) + Send + 'static,
) -> Result<JsonText, Error> {
    acts(app, staff, id, what, act, move |tx, by, id, request| {
        let (version, act) = said(request);
        decide(tx, by, id, version, &act)
    })
    .await
}

/// What a treasurer does with an entry, once however often it is sent.
async fn acts<B: Send + 'static>(
    app: &App,
    staff: &Staff,
    id: EntryId,
    what: &str,
    act: ActBody<B>,
    work: impl Fn(&Tx<'_>, &Acting<'_>, EntryId, &B) -> Result<Entry, Error> + Send + 'static,
) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(app, staff, Permission::RunTreasury)?;
    let work =
        move |tx: &Tx<'_>, by: &Acting<'_>, request: &B| work(tx, by, id, request).map(|entry| EntryResponse { entry });
    hand.once(format!("POST /treasury/queue/{id}/{what}"), act, work).await
}
