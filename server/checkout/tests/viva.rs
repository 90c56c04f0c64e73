//! Viva, by a recorded double: the JSON was written by us after the field names of Viva's public documents
//! (developer.viva.com: Smart Checkout, payment API, webhooks). Nothing here came from Viva's servers.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;
mod double;

use common::{SHORT, SOON, asked, order, refund, transaction};
use dimos_checkout::{
    Currency, Fact, Method, NewOrder, OrderRef, OrderStatus, Paid, PaymentProvider as _, ProviderError, RefundSeen,
    RefundStatus, Secret, Webhooks,
    viva::{Addresses, BankWay, Config, VivaProvider},
};
use dimos_domain::{ids::RefundId, money::Cents};
use double::{Double, Says};
use jiff::Timestamp;
use serde_json::{Value, json};

const ORDER: u64 = 6_962_462_482_972_601;
const PAYMENT: &str = "c90d4902-6245-449f-b2b0-51d99cd09cfe";

fn viva(double: &Double) -> VivaProvider {
    let address = || double.address.clone();
    VivaProvider::new(Config {
        addresses: Addresses { accounts: address(), api: address(), web: address() },
        client_id: "client.apps.vivapayments.com".to_owned(),
        client_secret: Secret::new("viva-client-secret"),
        merchant_id: "d7cd8f0d-b4b7-42a7-b43d-3f834f0479e6".to_owned(),
        api_key: Secret::new("viva-api-key"),
        source_code: "8362".to_owned(),
        bank: BankWay::Iris,
    })
    .unwrap()
}

fn token() -> Says {
    Says::json(
        200,
        json!({ "access_token": "eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "expires_in": 3600, "token_type": "Bearer",
        "scope": "urn:viva:payments:core:api:redirectcheckout" }),
    )
}

fn opened() -> Says {
    Says::json(200, json!({ "orderCode": ORDER }))
}

fn state(id: u8) -> Says {
    Says::json(
        200,
        json!({ "OrderCode": ORDER, "SourceCode": "8362", "Tags": [], "RequestLang": "el-GR",
        "RequestAmount": 45.12, "ExpirationDate": "2026-11-25T14:32:10.32", "StateId": id }),
    )
}

fn payments(list: Vec<Value>) -> Says {
    Says::json(200, json!({ "Transactions": list, "ErrorCode": 0, "ErrorText": null, "Success": true }))
}

fn payment(status: &str, more: &Value) -> Value {
    let mut payment = json!({ "TransactionId": PAYMENT, "ParentId": null, "StatusId": status, "Amount": 45.12,
        "CurrencyCode": "978", "InsDate": "2026-11-25T14:32:10.32+02:00", "MerchantTrns": "our attempt",
        "CreditCard": { "Number": "523929XXXXXX0168" } });
    payment.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    payment
}

fn paid() -> Paid {
    Paid {
        transaction: transaction(PAYMENT),
        amount: Cents::new(4_512),
        currency: Currency::EUR,
        at: "2026-11-25T12:32:10.32Z".parse().unwrap(),
        fee: None,
    }
}

fn named() -> OrderRef {
    OrderRef { attempt: order().attempt, code: ORDER.to_string().parse().ok(), transaction: None }
}

#[tokio::test]
async fn one_token_serves_many_orders() {
    let double = Double::new([token(), opened(), opened()]).await;
    let viva = viva(&double);
    let by_card = viva.open(&order(), SOON).await.unwrap();
    let by_bank = viva.open(&NewOrder { method: Method::Bank, ..order() }, SOON).await.unwrap();
    assert_eq!(by_card.checkout_url, format!("{}/web/checkout?ref={ORDER}&paymentMethod=0", double.address));
    assert_eq!(by_bank.checkout_url, format!("{}/web/checkout?ref={ORDER}&paymentMethod=29", double.address));
    let heard = double.heard();
    let lines: Vec<&str> = heard.iter().map(|one| one.line.as_str()).collect();
    assert_eq!(lines, ["POST /connect/token", "POST /checkout/v2/orders", "POST /checkout/v2/orders"]);
    assert_eq!(heard[0].body, "grant_type=client_credentials");
    assert!(heard[0].header("authorization").starts_with("Basic "));
    assert_eq!(heard[1].header("authorization"), "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln");
    let sent: Value = serde_json::from_str(&heard[1].body).unwrap();
    assert_eq!((&sent["amount"], &sent["sourceCode"]), (&json!(4_512), &json!("8362")));
}

#[tokio::test]
async fn a_token_that_is_no_longer_good_is_renewed_once() {
    let refused = || Says::text(401, "text/plain", "");
    let double = Double::new([token(), refused(), token(), opened()]).await;
    assert!(viva(&double).open(&order(), SOON).await.is_ok());
    let double = Double::new([token(), refused(), token(), refused()]).await;
    let refused = viva(&double).open(&order(), SOON).await;
    assert_eq!(refused, Err(ProviderError::Refused { code: "http_401".to_owned() }));
}

#[tokio::test]
async fn without_a_token_surely_nothing_happened() {
    for says in [Says::Nothing, Says::HangsUp, Says::text(500, "text/html", "<html>"), Says::json(200, json!({}))] {
        let double = Double::new([says]).await;
        let error = viva(&double).open(&order(), SHORT).await.unwrap_err();
        assert!(matches!(error, ProviderError::Unreachable { .. }), "{error:?}");
    }
    let double = Double::new([Says::json(400, json!({ "error": "invalid_client" }))]).await;
    let refused = viva(&double).open(&order(), SOON).await;
    assert_eq!(refused, Err(ProviderError::Refused { code: "invalid_client".to_owned() }));
}

#[tokio::test]
async fn an_order_is_what_its_state_and_its_payments_say_together() {
    let failed = || payment("E", &json!({ "TransactionId": "a-1" }));
    let failure = OrderStatus::Failed { reason: "error".to_owned() };
    let cases = [
        ("nothing yet", 0, vec![], OrderStatus::Pending),
        ("a try failed, the page is open", 0, vec![failed()], failure),
        ("failed, failed, paid", 3, vec![failed(), failed(), payment("F", &json!({}))], OrderStatus::Paid(paid())),
        ("paid, and the order does not say so yet", 0, vec![payment("F", &json!({}))], OrderStatus::Paid(paid())),
        ("refunded later: it was paid", 3, vec![payment("R", &json!({}))], OrderStatus::Paid(paid())),
        ("taken and cancelled on the day", 3, vec![payment("X", &json!({}))], OrderStatus::Reversed(paid())),
        ("paid, and the payment has vanished", 3, vec![], OrderStatus::Pending),
        ("in progress when the page closed", 1, vec![payment("A", &json!({}))], OrderStatus::Pending),
        ("expired", 1, vec![failed()], OrderStatus::Expired),
        ("cancelled", 2, vec![], OrderStatus::Cancelled),
    ];
    for (story, id, list, expected) in cases {
        let double = Double::new([state(id), payments(list)]).await;
        assert_eq!(viva(&double).ask(&named(), SOON).await, Ok(expected), "{story}");
    }
    let double = Double::new([Says::text(404, "text/plain", "")]).await;
    assert_eq!(viva(&double).ask(&named(), SOON).await, Ok(OrderStatus::NotKnown));
}

#[tokio::test]
async fn a_hint_is_believed_only_about_its_own_order() {
    let said = |order: u64| {
        Says::json(
            200,
            json!({ "email": "someone@example.com", "amount": 45.12, "orderCode": order,
        "statusId": "F", "insDate": "2026-11-25T14:32:10.32+02:00", "currencyCode": 978, "cardTypeId": 1 }),
        )
    };
    let hinted = OrderRef { transaction: Some(transaction(PAYMENT)), ..named() };
    let double = Double::new([token(), said(ORDER)]).await;
    assert_eq!(viva(&double).ask(&hinted, SOON).await, Ok(OrderStatus::Paid(paid())));
    // somebody posts us another order's payment
    let double = Double::new([token(), said(1), state(0), payments(vec![])]).await;
    assert_eq!(viva(&double).ask(&hinted, SOON).await, Ok(OrderStatus::Pending));
    // or one that is not there
    let double = Double::new([token(), Says::text(404, "text/plain", ""), state(0), payments(vec![])]).await;
    assert_eq!(viva(&double).ask(&hinted, SOON).await, Ok(OrderStatus::Pending));
}

#[tokio::test]
async fn an_order_is_cancelled_or_tells_what_it_is() {
    let answer = |code| Says::json(200, json!({ "OrderCode": ORDER, "ErrorCode": code, "ErrorText": null }));
    let double = Double::new([answer(0)]).await;
    assert_eq!(viva(&double).cancel(&named(), SOON).await, Ok(OrderStatus::Cancelled));
    assert_eq!(double.heard()[0].line, format!("DELETE /api/orders/{ORDER}"));
    let double = Double::new([answer(400), state(3), payments(vec![payment("F", &json!({}))])]).await;
    assert_eq!(viva(&double).cancel(&named(), SOON).await, Ok(OrderStatus::Paid(paid())));
}

#[tokio::test]
async fn a_refund_is_sent_with_our_id_and_found_by_it() {
    let back = refund(&named(), &paid(), 1_000);
    let done = json!({ "TransactionId": "101f4704-8464-42cc-ba9a-5399d142b9b8", "StatusId": "F", "ErrorCode": 0 });
    let double = Double::new([Says::json(200, done)]).await;
    let code = "101f4704-8464-42cc-ba9a-5399d142b9b8".parse::<dimos_checkout::RefundCode>().unwrap();
    let succeeded = RefundStatus::Succeeded { code, amount: Cents::new(1_000) };
    assert_eq!(viva(&double).refund(&back, SOON).await, Ok(succeeded.clone()));
    let line = double.heard()[0].line.clone();
    assert!(line.starts_with(&format!("DELETE /api/transactions/{PAYMENT}?amount=1000&sourceCode=8362")), "{line}");
    assert!(line.contains(&format!("idempotencyKey={}", back.refund)));
    // the answer was lost: the children of the payment tell
    let child = |trns: Value| {
        payment(
            "F",
            &json!({ "TransactionId": "101f4704-8464-42cc-ba9a-5399d142b9b8",
        "ParentId": PAYMENT, "Amount": -10.00, "MerchantTrns": trns }),
        )
    };
    let whole = payment("R", &json!({}));
    let cases = [
        (vec![whole.clone(), child(json!(back.refund))], succeeded),
        (vec![whole.clone()], RefundStatus::NotKnown),
        // another refund of ours, surely not this one
        (vec![whole.clone(), child(json!(uuid::Uuid::now_v7()))], RefundStatus::NotKnown),
        // somebody's: it may be this one
        (vec![whole, child(Value::Null)], RefundStatus::Pending { code: None }),
    ];
    for (list, expected) in cases {
        let double = Double::new([payments(list)]).await;
        assert_eq!(viva(&double).ask_refund(&asked(&back), SOON).await, Ok(expected));
    }
    let double = Double::new([Says::json(200, json!({ "ErrorCode": 403, "ErrorText": "Refunds not allowed" }))]).await;
    let refused = viva(&double).refund(&back, SOON).await;
    assert_eq!(refused, Err(ProviderError::Refused { code: "viva_403".to_owned() }));
    let double = Double::new([Says::Nothing]).await;
    assert!(viva(&double).refund(&back, SHORT).await.unwrap_err().may_have_happened());
}

#[tokio::test]
async fn everything_that_went_back_is_listed_also_what_was_given_back_at_viva_s_own_desk() {
    let ours = uuid::Uuid::now_v7();
    let child = |id: &str, status: &str, trns: Value| {
        let more = json!({ "TransactionId": id, "ParentId": PAYMENT, "Amount": -10.00, "MerchantTrns": trns });
        payment(status, &more)
    };
    let list = vec![
        payment("R", &json!({})),
        child("b-1", "F", json!(ours)),
        child("b-2", "F", Value::Null),
        child("b-3", "E", json!("by hand")),
        payment("F", &json!({ "TransactionId": "b-4", "ParentId": "another-payment" })),
    ];
    let double = Double::new([payments(list)]).await;
    let seen = viva(&double).refunds(&named(), &transaction(PAYMENT), SOON).await.unwrap();
    let code = |text: &str| text.parse().unwrap();
    let gone = |text: &str| RefundStatus::Succeeded { code: code(text), amount: Cents::new(1_000) };
    let failed = RefundStatus::Failed { code: Some(code("b-3")), reason: "error".to_owned() };
    let expected = [(Some(RefundId(ours)), gone("b-1")), (None, gone("b-2")), (None, failed)];
    assert_eq!(seen, expected.map(|(refund, status)| RefundSeen { refund, status }));
}

#[tokio::test]
async fn the_webhook_s_address_shows_the_key_that_viva_gave() {
    let double = Double::new([Says::json(200, json!({ "Key": "CB0567F3B4FCFC5141F72F7A5352004529941706" }))]).await;
    let viva = viva(&double);
    for _ in 0..2 {
        let shown = viva.handshake(SOON).await.unwrap().unwrap();
        assert_eq!(shown.content_type, "application/json");
        assert_eq!(shown.body, r#"{"Key":"CB0567F3B4FCFC5141F72F7A5352004529941706"}"#);
    }
    assert_eq!(double.heard().len(), 1, "the key does not change: it is fetched once");
    assert_eq!(viva.abilities().webhooks, Webhooks::Hints);
}

#[tokio::test]
async fn a_webhook_is_a_hint_and_no_more() {
    let double = Double::new([]).await;
    let viva = viva(&double);
    let read = |body: Value| {
        let headers = axum::http::HeaderMap::new();
        viva.read_webhook(&headers, body.to_string().as_bytes(), Timestamp::now())
    };
    let created = json!({ "Url": "https://city.example.gr", "EventTypeId": 1796, "MessageId":
        "82606171-a5a3-4330-8a86-548b4344f451", "Created": "2026-11-25T00:01:42.4752623Z", "EventData":
        { "OrderCode": ORDER, "TransactionId": PAYMENT, "StatusId": "F", "Amount": 99_999.99, "ParentId": null } });
    let webhook = read(created.clone()).unwrap();
    let hint = |order: u64| Fact::AskAgain {
        order: order.to_string().parse().unwrap(),
        transaction: Some(transaction(PAYMENT)),
    };
    assert_eq!(webhook.fact, hint(ORDER));
    assert_eq!(webhook.event.as_str(), "82606171-a5a3-4330-8a86-548b4344f451");
    let reversed = json!({ "EventTypeId": 1797, "EventData": { "OrderCode": ORDER, "TransactionId": "a-refund", "ParentId": PAYMENT } });
    let first = read(reversed.clone()).unwrap();
    assert_eq!(first.fact, hint(ORDER));
    assert_eq!(first.event, read(reversed).unwrap().event, "what has no name is named by its content");
    let balance = json!({ "EventTypeId": 2054, "EventData": { "Amount": -100.4, "WalletId": 2 } });
    assert_eq!(read(balance).unwrap().fact, Fact::Nothing { kind: "viva_2054".to_owned() });
    for bad in [json!([]), json!({}), json!({ "EventTypeId": 1796 }), json!("x")] {
        assert!(read(bad).is_err());
    }
}
