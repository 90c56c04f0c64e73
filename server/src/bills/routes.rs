//! Citizens' routes of bills; the treasury's are beside them.

use super::{lookup, plan::make_plan, queries, treasury, view};
use crate::{
    auth::DeviceAuth,
    db::Tx,
    error::Error,
    extract::{ActBody, Json, JsonText, Path},
    ledger::{Acting, Author, Hand},
    payments,
    state::App,
    throttle::Peer,
};
use axum::extract::State;
use dimos_api::{
    pay::{BillResponse, BillsResponse, LinkRequest, LookupRequest, PlanRequest},
    problem::{Code, Problem},
};
use dimos_domain::{
    ids::{BillId, DeviceId},
    money::Cents,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_bills))
        .routes(routes!(post_lookup))
        .routes(routes!(post_link))
        .routes(routes!(post_instalments))
        .routes(routes!(post_credit))
        .merge(treasury::routes())
}

/// Everything this phone may see.
#[utoipa::path(get, path = "/pay/bills", tag = "pay", security(("device" = [])), responses(
    (status = 200, body = BillsResponse), (status = 404, description = "The city takes no money here", body = Problem)))]
async fn get_bills(State(app): State<App>, device: DeviceAuth) -> Result<Json<BillsResponse>, Error> {
    seen(&app, &device).await.map(Json)
}

async fn seen(app: &App, device: &DeviceAuth) -> Result<BillsResponse, Error> {
    let (hand, id, methods) = (Hand::of_phone(app, device), device.device, app.providers.methods());
    hand.read(move |tx, by| view::account(tx, by, id, methods)).await
}

/// A bill by its reference and amount; the phone sees it from then on.
#[utoipa::path(post, path = "/pay/lookups", tag = "pay", request_body = LookupRequest, security(("device" = [])), responses(
    (status = 200, body = BillResponse),
    (status = 404, description = "`not_found`: unknown, ended, another amount: one and the same answer", body = Problem),
    (status = 429, description = "`too_many_requests`", body = Problem)))]
async fn post_lookup(
    State(app): State<App>,
    device: DeviceAuth,
    peer: Peer,
    Json(request): Json<LookupRequest>,
) -> Result<Json<BillResponse>, Error> {
    let id = device.device;
    lookup::take_try(&app, &peer, lookup::Shown::ToPhone(id), &request.rf, app.clock.now())?;
    let found = Hand::of_phone(&app, &device).write(move |tx, by| {
        let payable = lookup::look_up(tx, by, id, &request)?;
        Ok(BillResponse { bill: view::show(tx, by, &payable.bill)? })
    });
    found.await.map(Json)
}

/// All bills of a person, for who knows the tax number and one open bill.
#[utoipa::path(post, path = "/pay/links", tag = "pay", request_body = LinkRequest, security(("device" = [])), responses(
    (status = 200, body = BillsResponse),
    (status = 404, description = "`not_found`: one and the same answer", body = Problem),
    (status = 429, description = "`too_many_requests`", body = Problem)))]
async fn post_link(
    State(app): State<App>,
    device: DeviceAuth,
    peer: Peer,
    Json(request): Json<LinkRequest>,
) -> Result<Json<BillsResponse>, Error> {
    let id = device.device;
    lookup::take_try(&app, &peer, lookup::Shown::ToPhone(id), &request.rf, app.clock.now())?;
    Hand::of_phone(&app, &device).write(move |tx, by| lookup::link(tx, by, id, &request)).await?;
    seen(&app, &device).await.map(Json)
}

/// Pay a bill by instalments.
#[utoipa::path(post, path = "/pay/bills/{id}/plan", tag = "pay", request_body = PlanRequest, security(("device" = [])),
    params(("id" = BillId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = BillResponse),
        (status = 403, description = "A person's bill, and not linked to the person", body = Problem),
        (status = 404, body = Problem),
        (status = 409, description = "`not_payable`", body = Problem), (status = 422, body = Problem)))]
async fn post_instalments(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<BillId>,
    act: ActBody<PlanRequest>,
) -> Result<JsonText, Error> {
    let hand = Hand::of_phone(&app, &device);
    let work = move |tx: &Tx<'_>, by: &Acting<'_>, request: &PlanRequest| {
        let bill = own(tx, device.device, id)?;
        // Whoever merely has a person's slip may pay it, but when it is paid is the person's to say.
        if queries::tax_hash(tx, bill.debtor)?.is_some()
            && !queries::debtors_of(tx, device.device)?.contains(&bill.debtor)
        {
            return Err(Error::new(Code::Forbidden).because("linked"));
        }
        make_plan(tx, by, id, request.instalments)?;
        Ok(BillResponse { bill: view::shown(tx, by, id)? })
    };
    hand.once(format!("POST /pay/bills/{id}/plan"), act, work).await
}

/// Pay a bill, as far as it goes, from what was paid too much before.
#[utoipa::path(post, path = "/pay/bills/{id}/credit", tag = "pay", request_body = Object, security(("device" = [])),
    params(("id" = BillId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = BillResponse), (status = 403, description = "Not linked to the person", body = Problem),
        (status = 409, description = "`not_payable`: nothing is owed, or there is no credit", body = Problem)))]
async fn post_credit(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<BillId>,
    act: ActBody<serde_json::Value>,
) -> Result<JsonText, Error> {
    let (hand, key) = (Hand::of_phone(&app, &device), act.key);
    let work = move |tx: &Tx<'_>, by: &Acting<'_>, _: &serde_json::Value| {
        let bill = own(tx, device.device, id)?;
        // Whoever merely has the slip may see the bill, but the credit is the person's.
        if !queries::debtors_of(tx, device.device)?.contains(&bill.debtor) {
            return Err(Error::new(Code::Forbidden).because("linked"));
        }
        let used = payments::use_credit(tx, by, &key.to_string(), id)?;
        if used == Cents::ZERO {
            return Err(Error::new(Code::NotPayable).because("no-credit"));
        }
        Ok(BillResponse { bill: view::shown(tx, by, id)? })
    };
    hand.once(format!("POST /pay/bills/{id}/credit"), act, work).await
}

/// A bill that this phone may see.
fn own(tx: &Tx<'_>, device: DeviceId, id: BillId) -> Result<queries::BillRow, Error> {
    let bill = queries::bill(tx, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
    if queries::may_see(tx, device, &bill)? { Ok(bill) } else { Err(Error::new(Code::NotFound)) }
}

/// What was reminded of by rule; called hourly.
///
/// # Errors
/// Only the database's.
pub async fn remind_all(app: &App) -> Result<(), Error> {
    if app.city.city.payments.is_none() {
        return Ok(());
    }
    loop {
        let looked_at = Hand::of(app, Author::Rule).write(super::reminders::remind).await?;
        if looked_at == 0 {
            return Ok(());
        }
    }
}
