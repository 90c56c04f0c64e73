//! The treasury's routes of bank statements and of what waits for a person.

use super::{import, payouts, queue};
use crate::{
    auth::{Permission, Staff},
    db::Tx,
    error::Error,
    extract::{ActBody, Json, JsonText, Path, Query, XmlBody},
    ledger::{Acting, Hand},
    state::App,
};
use axum::extract::State;
use dimos_api::{
    pay::{
        AllocateRequest, EntriesQuery, EntriesResponse, Entry, EntryResponse, IgnoreRequest, PayoutRequest,
        StatementResponse, UndoRequest,
    },
    problem::Problem,
};
use dimos_domain::ids::EntryId;
use std::io::Cursor;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_statement))
        .routes(routes!(get_statement_entries))
        .routes(routes!(post_entry_allocation))
        .routes(routes!(post_entry_undo))
        .routes(routes!(post_entry_ignore))
        .routes(routes!(post_entry_payout))
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
        ("limit" = Option<u32>, Query, description = "At most 200 (50)")),
    responses((status = 200, body = EntriesResponse), (status = 403, body = Problem)))]
async fn get_statement_entries(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<EntriesQuery>,
) -> Result<Json<EntriesResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    hand.read(move |tx, by| queue::list(tx, by, &query)).await.map(|entries| Json(EntriesResponse { entries }))
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
    decide(&app, &staff, id, "allocations", act, queue::allocate).await
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
    decide(&app, &staff, id, "undo", act, |tx, by, id, request| queue::undo(tx, by, id, request.version)).await
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
    decide(&app, &staff, id, "ignore", act, |tx, by, id, request| {
        queue::ignore(tx, by, id, request.version, &request.reason)
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
    decide(&app, &staff, id, "payout", act, payouts::say).await
}

/// What a treasurer decides on an entry, once however often it is sent.
async fn decide<B: Send + 'static>(
    app: &App,
    staff: &Staff,
    id: EntryId,
    what: &str,
    act: ActBody<B>,
    decide: impl Fn(&Tx<'_>, &Acting<'_>, EntryId, &B) -> Result<Entry, Error> + Send + 'static,
) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(app, staff, Permission::RunTreasury)?;
    let work = move |tx: &Tx<'_>, by: &Acting<'_>, request: &B| {
        decide(tx, by, id, request).map(|entry| EntryResponse { entry })
    };
    hand.once(format!("POST /treasury/queue/{id}/{what}"), act, work).await
}
