//! Stripe, by a double that answers as Stripe's public API does, and by others' judgement: Stripe's own Python library about
//! signatures, stripe-mock about requests. A judge that cannot be had is skipped with a line that says so.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;
mod double;
mod judges;

use common::{SHORT, SOON, asked, order, refund, transaction};
use dimos_checkout::{
    Currency, NewOrder, OrderRef, OrderStatus, Paid, PaymentProvider as _, ProviderError, RefundSeen, RefundStatus,
    Secret,
    stripe::{Config, StripeProvider},
};
use dimos_domain::{ids::RefundId, money::Cents};
use double::{Double, Says};
use jiff::Timestamp;
use serde_json::{Value, json};

fn stripe(api: &str) -> StripeProvider {
    let webhook_secrets = vec![Secret::new("whsec_test_secret")];
    StripeProvider::new(Config { api: api.to_owned(), key: Secret::new("sk_test_123"), webhook_secrets }).unwrap()
}

fn session(order: &NewOrder, more: &Value) -> Value {
    let mut session = json!({
        "id": "cs_test_a1", "object": "checkout.session", "url": "https://checkout.stripe.com/c/pay/cs_test_a1",
        "status": "open", "payment_status": "unpaid", "created": 1_700_000_000, "expires_at": order.expires_at.as_second(),
        "amount_total": order.amount.get(), "currency": "eur", "payment_intent": null,
        "client_reference_id": order.attempt, "metadata": { "attempt": order.attempt }, "something_new": [1, { "a": null }]
    });
    session.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    session
}

fn named(order: &NewOrder) -> OrderRef {
    OrderRef { attempt: order.attempt, code: Some("cs_test_a1".parse().unwrap()), transaction: None }
}

#[tokio::test]
async fn an_order_is_opened_with_our_attempt_as_the_key() {
    let order = order();
    let double = Double::new([Says::json(200, session(&order, &json!({})))]).await;
    let opened = stripe(&double.address).open(&order, SOON).await.unwrap();
    assert_eq!(opened.code.as_str(), "cs_test_a1");
    assert_eq!(opened.checkout_url, "https://checkout.stripe.com/c/pay/cs_test_a1");
    let heard = double.heard().remove(0);
    assert_eq!(heard.line, "POST /v1/checkout/sessions");
    assert_eq!(heard.header("idempotency-key"), order.attempt.to_string());
    assert_eq!(heard.header("authorization"), "Bearer sk_test_123");
    let sent: Vec<(String, String)> = form_urlencoded::parse(heard.body.as_bytes()).into_owned().collect();
    let field = |name: &str| sent.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str());
    assert_eq!(field("line_items[0][price_data][unit_amount]"), Some("4512"));
    assert_eq!(field("line_items[0][price_data][currency]"), Some("eur"));
    assert_eq!(field("client_reference_id"), Some(order.attempt.to_string().as_str()));
    assert_eq!(field("locale"), Some("el"));
}

#[tokio::test]
async fn a_session_is_read_in_every_state() {
    let order = order();
    let failed = json!({ "status": "complete", "payment_intent": { "id": "pi_1", "status": "requires_payment_method",
        "latest_charge": null, "last_payment_error": { "code": "card_declined", "decline_code": "insufficient_funds" } } });
    let cases = [
        (json!({}), OrderStatus::Pending),
        (json!({ "status": "complete" }), OrderStatus::Pending),
        (json!({ "status": "expired" }), OrderStatus::Expired),
        (failed, OrderStatus::Failed { reason: "insufficient_funds".to_owned() }),
    ];
    for (more, expected) in cases {
        let double = Double::new([Says::json(200, session(&order, &more))]).await;
        assert_eq!(stripe(&double.address).ask(&named(&order), SOON).await, Ok(expected), "{more}");
    }
}

#[tokio::test]
async fn a_paid_session_tells_the_fee_once_stripe_has_booked_it() {
    let order = order();
    let charge = |balance: Value| {
        let charge = json!({ "id": "ch_1", "created": 1_700_000_100, "balance_transaction": balance });
        json!({ "status": "complete", "payment_status": "paid", "payment_intent":
            { "id": "pi_1", "status": "succeeded", "last_payment_error": null, "latest_charge": charge } })
    };
    for (balance, fee) in [(json!({ "id": "txn_1", "fee": 93 }), Some(93)), (Value::Null, None), (json!("txn_1"), None)]
    {
        let double = Double::new([Says::json(200, session(&order, &charge(balance)))]).await;
        let paid = Paid {
            transaction: transaction("pi_1"),
            amount: Cents::new(4_512),
            currency: Currency::EUR,
            at: Timestamp::from_second(1_700_000_100).unwrap(),
            fee: fee.map(Cents::new),
        };
        assert_eq!(stripe(&double.address).ask(&named(&order), SOON).await, Ok(OrderStatus::Paid(paid)));
    }
}

#[tokio::test]
async fn cancelling_what_was_paid_meanwhile_tells_that_it_was_paid() {
    let order = order();
    let complete = json!({ "status": "complete", "payment_status": "paid", "payment_intent": "pi_1" });
    let double = Double::new([
        Says::json(400, json!({ "error": { "type": "invalid_request_error", "message": "not open" } })),
        Says::json(200, session(&order, &complete)),
    ])
    .await;
    let status = stripe(&double.address).cancel(&named(&order), SOON).await.unwrap();
    assert!(matches!(status, OrderStatus::Paid(_)));
    let double = Double::new([Says::json(200, session(&order, &json!({ "status": "expired" })))]).await;
    assert_eq!(stripe(&double.address).cancel(&named(&order), SOON).await, Ok(OrderStatus::Cancelled));
}

#[tokio::test]
async fn a_refund_is_found_by_what_we_wrote_on_it() {
    let order = named(&order());
    let paid = Paid {
        transaction: transaction("pi_1"),
        amount: Cents::new(4_512),
        currency: Currency::EUR,
        at: Timestamp::UNIX_EPOCH,
        fee: None,
    };
    let back = refund(&order, &paid, 1_000);
    let said = |id: &str, status: &str| {
        json!({ "id": id, "amount": 1_000, "status": status, "payment_intent": "pi_1",
        "metadata": { "refund": back.refund } })
    };
    let foreign = json!({ "id": "re_0", "amount": 5, "status": "succeeded", "metadata": null });
    let list = |data: Vec<Value>, more| json!({ "object": "list", "data": data, "has_more": more });
    let double = Double::new([
        Says::json(200, said("re_1", "pending")),
        Says::json(200, list(vec![foreign.clone(), said("re_1", "succeeded")], false)),
        Says::json(200, list(vec![foreign.clone()], false)),
        Says::json(200, list(vec![foreign], true)),
    ])
    .await;
    let stripe = stripe(&double.address);
    let code = "re_1".parse().ok();
    assert_eq!(stripe.refund(&back, SOON).await, Ok(RefundStatus::Pending { code: code.clone() }));
    assert_eq!(double.heard()[0].header("idempotency-key"), back.refund.to_string());
    let found = stripe.ask_refund(&asked(&back), SOON).await.unwrap();
    assert_eq!(found, RefundStatus::Succeeded { code: code.unwrap(), amount: Cents::new(1_000) });
    assert_eq!(stripe.ask_refund(&asked(&back), SOON).await, Ok(RefundStatus::NotKnown));
    // more refunds than were listed: not certain
    assert_eq!(stripe.ask_refund(&asked(&back), SOON).await, Ok(RefundStatus::Pending { code: None }));
}

#[tokio::test]
async fn every_refund_of_a_payment_is_listed_page_by_page_also_those_of_stripe_s_own_desk() {
    let order = named(&order());
    let ours = uuid::Uuid::now_v7();
    let one = |id: &str, status: &str, metadata: Value| json!({ "id": id, "amount": 5, "status": status, "metadata": metadata });
    let page = |data: Vec<Value>, more: bool| Says::json(200, json!({ "data": data, "has_more": more }));
    let double = Double::new([
        page(vec![one("re_3", "succeeded", Value::Null), one("re_2", "pending", json!({ "refund": ours }))], true),
        page(vec![one("re_1", "failed", json!({}))], false),
    ])
    .await;
    let seen = stripe(&double.address).refunds(&order, &transaction("pi_1"), SOON).await.unwrap();
    let code = |text: &str| text.parse().unwrap();
    let expected = [
        (None, RefundStatus::Succeeded { code: code("re_3"), amount: Cents::new(5) }),
        (Some(RefundId(ours)), RefundStatus::Pending { code: Some(code("re_2")) }),
        (None, RefundStatus::Failed { code: Some(code("re_1")), reason: "failed".to_owned() }),
    ];
    assert_eq!(seen, expected.map(|(refund, status)| RefundSeen { refund, status }));
    let lines: Vec<String> = double.heard().into_iter().map(|one| one.line).collect();
    let first = "GET /v1/refunds?payment_intent=pi_1&limit=100";
    assert_eq!(lines, [first.to_owned(), format!("{first}&starting_after=re_2")]);
    // Half of a list is none.
    let double = Double::new([page(vec![one("re_3", "succeeded", Value::Null)], true), Says::HangsUp]).await;
    assert!(stripe(&double.address).refunds(&order, &transaction("pi_1"), SOON).await.is_err());
}

#[tokio::test]
async fn every_bad_answer_says_whether_anything_may_have_happened() {
    let order = order();
    let declined =
        json!({ "error": { "type": "card_error", "code": "card_declined", "decline_code": "do_not_honor" } });
    let cases = [
        (Says::json(402, declined), "refused do_not_honor"),
        (Says::json(401, json!({ "error": { "type": "invalid_request_error" } })), "refused invalid_request_error"),
        (Says::json(429, json!({ "error": { "code": "rate_limit" } })), "unreachable"),
        (Says::json(409, json!({ "error": { "type": "idempotency_error" } })), "no answer"),
        (Says::json(400, json!({ "error": { "type": "idempotency_error" } })), "no answer"),
        (Says::json(500, json!({ "error": {} })), "no answer"),
        (Says::text(200, "text/html", "<html>Please log in"), "malformed"),
        (Says::text(403, "text/html", "<html>Blocked"), "malformed"),
        (Says::text(302, "text/plain", ""), "malformed"),
        (Says::json(200, json!({ "id": "../../v1/refunds" })), "malformed"),
        (Says::json(200, json!({ "id": "cs_1" })), "malformed"),
        (Says::text(200, "application/json", &"[".repeat(2 << 20)), "malformed"),
        (Says::Nothing, "no answer"),
        (Says::HangsUp, "no answer"),
        (Says::HalfAnAnswer, "no answer"),
    ];
    for (says, expected) in cases {
        let told = format!("{says:?}").chars().take(80).collect::<String>();
        let double = Double::new([says]).await;
        let error = stripe(&double.address).open(&order, SHORT).await.unwrap_err();
        let got = match &error {
            ProviderError::Refused { code } => format!("refused {code}"),
            ProviderError::Unreachable { .. } => "unreachable".to_owned(),
            ProviderError::NoAnswer { .. } => "no answer".to_owned(),
            ProviderError::Malformed { .. } => "malformed".to_owned(),
        };
        assert_eq!(got, expected, "{told}");
        assert!(!format!("{error} {error:?}").contains("sk_test"), "{error:?}");
    }
}

#[tokio::test]
async fn an_order_that_stripe_does_not_know_is_not_known() {
    let missing = json!({ "error": { "type": "invalid_request_error", "code": "resource_missing" } });
    let double = Double::new([Says::json(404, missing)]).await;
    let stripe = stripe(&double.address);
    assert_eq!(stripe.ask(&named(&order()), SOON).await, Ok(OrderStatus::NotKnown));
    // a proxy's 404 is nobody's word about an order
    let double = Double::new([Says::text(404, "text/html", "<html>nginx")]).await;
    let asked = self::stripe(&double.address).ask(&named(&order()), SOON).await;
    assert!(matches!(asked, Err(ProviderError::Malformed { .. })));
}

/// Header, age of `t`, and what is said of it, by us and by Stripe's own library.
#[tokio::test]
async fn stripes_own_library_agrees_about_signatures() {
    let Some(python) = judges::stripe_python() else { return };
    let secret = Secret::new("whsec_test_secret");
    let body = r#"{"id":"evt_1","object":"event","type":"some.thing","created":1700000000,"data":{"object":{}}}"#;
    let now = Timestamp::now().as_second();
    let good = |t: i64| dimos_checkout::sign(&secret, t, body.as_bytes());
    let v1 = good(now).split_once("v1=").unwrap().1.to_owned();
    let stranger = dimos_checkout::sign(&Secret::new("whsec_other"), now, body.as_bytes());
    let mut headers: Vec<String> = [0, -1, -200, -290, -310, -4_000].map(|age| good(now + age)).to_vec();
    headers.extend([
        format!("t={now},v1=00,v1={v1}"),
        format!("t={now},v1={v1},v1=00"),
        format!("v1={v1},t={now}"),
        format!("t={now},v0={v1}"),
        format!("v1={v1}"),
        format!("t={now}"),
        format!("t={},v1={v1}", now - 1),
        format!("t={now},v1={}", v1.to_uppercase()),
        format!("t={now},v1={}", &v1[1..]),
        format!("t={now}, v1={v1}"),
        format!("t={now};v1={v1}"),
        format!("t={now},v1="),
        format!("t=abc,v1={v1}"),
        stranger,
        String::new(),
        "nonsense".to_owned(),
    ]);
    let theirs = judges::verdicts(&python, body, "whsec_test_secret", &headers);
    let stripe = stripe("http://127.0.0.1:9");
    for (header, theirs) in headers.iter().zip(theirs) {
        let mut map = axum::http::HeaderMap::new();
        map.insert("stripe-signature", header.parse().unwrap());
        let ours = stripe.read_webhook(&map, body.as_bytes(), Timestamp::now());
        assert_eq!(ours.is_ok(), theirs, "{header}: {ours:?}");
    }
    // where we are stricter, on purpose: they accept the future
    assert_eq!(judges::verdicts(&python, body, "whsec_test_secret", &[good(now + 400)]), [true]);
    println!("stripe (Python) agreed about {} headers", headers.len());
}

#[tokio::test]
async fn stripe_mock_takes_our_requests() {
    let Some(mock) = judges::StripeMock::start().await else { return };
    let stripe = stripe(&mock.address);
    let order = order();
    // the mock's answers are fixed: what counts is that it takes what we send
    let opened = stripe.open(&order, SOON).await;
    assert!(!matches!(opened, Err(ProviderError::Refused { .. })), "{opened:?}");
    let asked_for = stripe.ask(&named(&order), SOON).await;
    assert!(asked_for.is_ok(), "{asked_for:?}");
    let cancelled = stripe.cancel(&named(&order), SOON).await;
    assert!(cancelled.is_ok(), "{cancelled:?}");
    let paid = Paid {
        transaction: transaction("pi_1"),
        amount: Cents::new(4_512),
        currency: Currency::EUR,
        at: Timestamp::UNIX_EPOCH,
        fee: None,
    };
    let back = refund(&named(&order), &paid, 100);
    assert!(stripe.refund(&back, SOON).await.is_ok());
    assert!(stripe.ask_refund(&asked(&back), SOON).await.is_ok());
    let mut by_name = asked(&back);
    by_name.code = "re_1".parse().ok();
    assert!(stripe.ask_refund(&by_name, SOON).await.is_ok());
    println!("stripe-mock took our requests");
}
