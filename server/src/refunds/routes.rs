//! The treasury's routes of refunds.

use super::{approve, file_once, order, queries, refundable, reject, request, seen::shown, transfers, withdraw};
use crate::{
    auth::{Permission, Staff},
    db::Tx,
    error::Error,
    extract::{ActBody, Json, JsonText, Path, Query, XmlBody, act_id},
    ledger::{Acting, Hand},
    listing::Page,
    payments,
    state::App,
};
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use dimos_api::{
    IDEMPOTENCY_KEY,
    pay::{
        AnswersResponse, ApproveRefundRequest, NewRefundRequest, PageQuery, ReasonRequest, RefundResponse,
        RefundableResponse, RefundsResponse,
    },
    problem::{Code, Problem},
};
use dimos_domain::ids::{PaymentId, RefundId};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_refunds, post_refund))
        .routes(routes!(get_refundable))
        .routes(routes!(post_refund_approval))
        .routes(routes!(post_refund_rejection))
        .routes(routes!(post_refund_withdrawal))
        .routes(routes!(post_refunds_order))
        .routes(routes!(get_refunds_order))
        .routes(routes!(post_refunds_answers))
}

/// Refunds: open ones first. Where they go is seen by those who ask and approve.
#[utoipa::path(get, path = "/treasury/refunds", tag = "treasury", security(("staff" = [])),
    params(("limit" = Option<u32>, Query, description = "At most 200 (50)"),
        ("after" = Option<String>, Query, description = "What follows this one: an answer's `next`")),
    responses((status = 200, body = RefundsResponse), (status = 403, body = Problem)))]
async fn get_refunds(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<PageQuery>,
) -> Result<Json<RefundsResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    let found = hand.read(move |tx, by| {
        let Page { rows: refunds, total, next } = queries::list(tx, &query)?.each(|row| shown(tx, by, &row))?;
        Ok(RefundsResponse { refunds, total, next })
    });
    found.await.map(Json)
}

/// What of a payment can be asked back.
#[utoipa::path(get, path = "/treasury/payments/{id}/refundable", tag = "treasury", security(("staff" = [])),
    params(("id" = PaymentId, Path)),
    responses((status = 200, body = RefundableResponse), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn get_refundable(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<PaymentId>,
) -> Result<Json<RefundableResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    let found = hand.read(move |tx, _| {
        payments::payment(tx, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
        refundable(tx, id)
    });
    found.await.map(|refundable| Json(RefundableResponse { refundable }))
}

/// Ask for a refund; another person approves it.
#[utoipa::path(post, path = "/treasury/refunds", tag = "treasury", request_body = NewRefundRequest,
    security(("staff" = [])), params(("Idempotency-Key" = String, Header, description = "The refund's id")),
    responses((status = 200, body = RefundResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "`wrong_amount` (with `refundable`), `wrong_state`", body = Problem),
        (status = 422, body = Problem)))]
async fn post_refund(State(app): State<App>, staff: Staff, act: ActBody<NewRefundRequest>) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::RunTreasury)?;
    if act.key.0 != act.body.id.0 {
        return Err(Error::new(Code::BadRequest).because("key-other"));
    }
    let providers = app.providers.clone();
    let work = move |tx: &Tx<'_>, by: &Acting<'_>, new: &NewRefundRequest| {
        let provider = payments::payment(tx, new.payment)?.and_then(|payment| payment.provider);
        let can = provider.and_then(|name| providers.get(name)).map(|provider| provider.abilities().refunds);
        Ok(RefundResponse { refund: shown(tx, by, &request(tx, by, new, can)?)? })
    };
    hand.once("POST /treasury/refunds", act, work).await
}

/// Approve another person's refund, naming what was seen: its amount and where it goes.
#[utoipa::path(post, path = "/treasury/refunds/{id}/approve", tag = "treasury", request_body = ApproveRefundRequest,
    security(("staff" = [])), params(("id" = RefundId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = RefundResponse), (status = 403, description = "Also for one's own", body = Problem),
        (status = 404, body = Problem),
        (status = 409, description = "`version_conflict` (with the `refund`), `wrong_state`, `wrong_amount`", body = Problem)))]
async fn post_refund_approval(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<RefundId>,
    act: ActBody<ApproveRefundRequest>,
) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::RunTreasury)?;
    let work = move |tx: &Tx<'_>, by: &Acting<'_>, seen: &ApproveRefundRequest| {
        Ok(RefundResponse { refund: shown(tx, by, &approve(tx, by, id, seen)?)? })
    };
    // The clock tells the provider, in a few seconds: whoever approved does not wait for it.
    hand.once(format!("POST /treasury/refunds/{id}/approve"), act, work).await
}

/// Turn another person's refund down.
#[utoipa::path(post, path = "/treasury/refunds/{id}/reject", tag = "treasury", request_body = ReasonRequest,
    security(("staff" = [])), params(("id" = RefundId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = RefundResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn post_refund_rejection(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<RefundId>,
    act: ActBody<ReasonRequest>,
) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::RunTreasury)?;
    let work = move |tx: &Tx<'_>, by: &Acting<'_>, asked: &ReasonRequest| {
        Ok(RefundResponse { refund: shown(tx, by, &reject(tx, by, id, &asked.reason)?)? })
    };
    hand.once(format!("POST /treasury/refunds/{id}/reject"), act, work).await
}

/// Take one's own request back, as long as nothing left the house.
#[utoipa::path(post, path = "/treasury/refunds/{id}/withdraw", tag = "treasury", request_body = serde_json::Value,
    security(("staff" = [])), params(("id" = RefundId, Path), ("Idempotency-Key" = String, Header, description = "The act's id")),
    responses((status = 200, body = RefundResponse), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn post_refund_withdrawal(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<RefundId>,
    act: ActBody<serde_json::Value>,
) -> Result<JsonText, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::RunTreasury)?;
    let work = move |tx: &Tx<'_>, by: &Acting<'_>, _: &serde_json::Value| {
        Ok(RefundResponse { refund: shown(tx, by, &withdraw(tx, by, id)?)? })
    };
    hand.once(format!("POST /treasury/refunds/{id}/withdraw"), act, work).await
}

fn xml(made: transfers::OrderFile) -> Response {
    let name = format!("attachment; filename=\"refunds-{}.xml\"", made.id);
    ([(header::CONTENT_TYPE, "application/xml".to_owned()), (header::CONTENT_DISPOSITION, name)], made.xml)
        .into_response()
}

/// Make an order to the bank (pain.001) of every approved refund that goes by transfer. Whoever gets no answer asks again
/// under the same key, and gets the same order.
#[utoipa::path(post, path = "/treasury/refunds/file", tag = "treasury", security(("staff" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The order's id; without it each call makes one of its own")),
    responses((status = 200, body = String, content_type = "application/xml"), (status = 403, body = Problem),
        (status = 404, description = "There is nothing to be ordered", body = Problem), (status = 422, body = Problem)))]
async fn post_refunds_order(State(app): State<App>, staff: Staff, headers: HeaderMap) -> Result<Response, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::RunTreasury)?;
    let key = headers.contains_key(IDEMPOTENCY_KEY).then(|| act_id(&headers)).transpose()?;
    let name = key.map_or_else(Uuid::now_v7, |key| key.0);
    let made = hand.write(move |tx, by| file_once(tx, by, name)).await?;
    made.map(xml).ok_or_else(|| Error::new(Code::NotFound).because("refund-order"))
}

/// An order that was made before.
#[utoipa::path(get, path = "/treasury/refunds/files/{message}", tag = "treasury", security(("staff" = [])),
    params(("message" = String, Path)),
    responses((status = 200, body = String, content_type = "application/xml"), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn get_refunds_order(
    State(app): State<App>,
    staff: Staff,
    Path(message): Path<String>,
) -> Result<Response, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    let made = hand.read(move |tx, _| order(tx, &message)).await?;
    made.map(xml).ok_or_else(|| Error::new(Code::NotFound))
}

/// Take the bank's answer (pain.002) to an order.
#[utoipa::path(post, path = "/treasury/refunds/answers", tag = "treasury", security(("staff" = [])),
    request_body(content = String, content_type = "application/xml"),
    responses((status = 200, body = AnswersResponse), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn post_refunds_answers(
    State(app): State<App>,
    staff: Staff,
    XmlBody(answer): XmlBody,
) -> Result<Json<AnswersResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::RunTreasury)?;
    hand.write(move |tx, by| transfers::answers(tx, by, &*answer)).await.map(Json)
}
