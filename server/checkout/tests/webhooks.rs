//! What is posted to the webhooks' addresses: facts, and everything that is none. And that no key is ever printed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use axum::http::HeaderMap;
use common::order;
use dimos_checkout::{
    Currency, DisputeNews, Fact, LONGEST_WEBHOOK, OrderStatus, Paid, PaymentProvider, Secret, Webhook, WebhookError,
    sandbox::{self, SIGNATURE, SandboxProvider},
    sign,
    stripe::{Config, StripeProvider},
    viva::{self, Addresses, BankWay, VivaProvider},
};
use dimos_domain::money::Cents;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const SECRET: &str = "whsec_very_secret";

fn stripe() -> StripeProvider {
    let (api, key) = ("https://api.stripe.com".to_owned(), Secret::new("sk_live_very_secret"));
    StripeProvider::new(Config { api, key, webhook_secrets: vec![Secret::new(SECRET)] }).unwrap()
}

fn sandbox() -> SandboxProvider {
    let (bank, key) = ("http://127.0.0.1:9/bank".to_owned(), Secret::new("sk_sandbox_very_secret"));
    SandboxProvider::new(sandbox::Config { bank, key, webhook_secret: Secret::new(SECRET) }).unwrap()
}

fn viva() -> VivaProvider {
    VivaProvider::new(viva::Config {
        addresses: Addresses::demo(),
        client_id: "client".to_owned(),
        client_secret: Secret::new("client_very_secret"),
        merchant_id: "merchant".to_owned(),
        api_key: Secret::new("key_very_secret"),
        source_code: "Default".to_owned(),
        bank: BankWay::Dias,
    })
    .unwrap()
}

/// Signed for now, whatever it is.
fn post(provider: &dyn PaymentProvider, body: &[u8]) -> Result<Webhook, WebhookError> {
    let now = Timestamp::now();
    let mut headers = HeaderMap::new();
    let signature = sign(&Secret::new(SECRET), now.as_second(), body);
    headers.insert("stripe-signature", signature.parse().unwrap());
    headers.insert(SIGNATURE, signature.parse().unwrap());
    provider.read_webhook(&headers, body, now)
}

fn event(kind: &str, object: &Value) -> Vec<u8> {
    json!({ "id": "evt_1", "object": "event", "api_version": "2099-01-01", "type": kind, "created": 1_700_000_000,
        "livemode": false, "data": { "object": object, "previous_attributes": {} }, "new_field": [] })
    .to_string()
    .into_bytes()
}

fn fact(kind: &str, object: &Value) -> Fact {
    post(&stripe(), &event(kind, object)).unwrap().fact
}

#[test]
fn stripes_news_of_a_session_is_read() {
    let attempt = order().attempt;
    let session = |status: &str, payment_status: &str| {
        json!({ "id": "cs_1", "status": status, "payment_status": payment_status, "created": 1_699_999_000,
            "expires_at": 1_700_009_000, "amount_total": 4_512, "currency": "eur", "payment_intent": "pi_1",
            "client_reference_id": attempt, "metadata": {}, "url": null })
    };
    let of_order = |status| Fact::Order { attempt: Some(attempt), order: "cs_1".parse().unwrap(), status };
    let paid = OrderStatus::Paid(Paid {
        transaction: "pi_1".parse().unwrap(),
        amount: Cents::new(4_512),
        currency: Currency::EUR,
        at: Timestamp::from_second(1_700_000_000).unwrap(),
        fee: None,
    });
    let failed = OrderStatus::Failed { reason: "async_payment_failed".to_owned() };
    let cases = [
        ("completed", "complete", "paid", paid.clone()),
        ("completed", "complete", "unpaid", OrderStatus::Pending),
        ("async_payment_succeeded", "complete", "paid", paid),
        ("async_payment_failed", "complete", "unpaid", failed),
        ("expired", "expired", "unpaid", OrderStatus::Expired),
    ];
    for (kind, status, payment_status, expected) in cases {
        let told = fact(&format!("checkout.session.{kind}"), &session(status, payment_status));
        assert_eq!(told, of_order(expected), "{kind} {payment_status}");
    }
    // another amount, another currency, an order that nobody knows: told as they are, for the caller to compare
    let mut odd = session("complete", "paid");
    odd["amount_total"] = json!(1);
    odd["currency"] = json!("usd");
    odd["client_reference_id"] = json!("somebody else's");
    let Fact::Order { attempt: None, status: OrderStatus::Paid(paid), .. } = fact("checkout.session.completed", &odd)
    else {
        panic!()
    };
    assert_eq!((paid.amount, paid.currency.as_str()), (Cents::new(1), "USD"));
}

#[test]
fn stripes_news_of_money_that_goes_back_is_read() {
    let back = json!({ "id": "ch_1", "payment_intent": "pi_1", "amount": 4_512, "amount_refunded": 1_000 });
    let transaction = || "pi_1".parse().unwrap();
    assert_eq!(fact("charge.refunded", &back), Fact::GoneBack { transaction: transaction(), total: Cents::new(1_000) });
    let dispute = |status: &str| {
        json!({ "id": "dp_1", "payment_intent": "pi_1", "charge": "ch_1", "amount": 4_512, "currency": "eur",
            "status": status, "reason": "fraudulent" })
    };
    let news = |kind: &str, status: &str| match fact(&format!("charge.dispute.{kind}"), &dispute(status)) {
        Fact::Dispute { news, transaction: of, amount, .. } if of == transaction() && amount == Cents::new(4_512) => {
            Some(news)
        }
        Fact::Nothing { .. } => None,
        other => panic!("{other:?}"),
    };
    // Money that was not taken by a page of ours, in the same account of Stripe's.
    for (kind, mut object) in [("charge.refunded", back.clone()), ("charge.dispute.created", dispute("needs_response"))]
    {
        object["payment_intent"] = Value::Null;
        assert_eq!(fact(kind, &object), Fact::Nothing { kind: kind.to_owned() });
    }
    assert_eq!(news("created", "needs_response"), Some(DisputeNews::Opened));
    assert_eq!(news("closed", "won"), Some(DisputeNews::Won));
    assert_eq!(news("closed", "lost"), Some(DisputeNews::Lost));
    // a question of the payer's bank holds nothing back
    assert_eq!(news("created", "warning_needs_response"), None);
    assert_eq!(news("closed", "warning_closed"), None);
    assert_eq!(fact("customer.created", &json!({})), Fact::Nothing { kind: "customer.created".to_owned() });
}

#[test]
fn a_body_that_is_none_is_refused_by_every_provider() {
    let (stripe, sandbox, viva) = (stripe(), sandbox(), viva());
    let providers: [&dyn PaymentProvider; 3] = [&stripe, &sandbox, &viva];
    let bodies: [&[u8]; 9] = [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"<html>",
        b"\xff\xfe\x00",
        b"{\"id\":\"../x\",\"type\":\"order.paid\",\"created\":1,\"data\":{\"object\":{}}}",
        b"{\"id\":\"e\",\"type\":\"checkout.session.completed\",\"created\":9223372036854775807,\"data\":{\"object\":{}}}",
        b"{\"id\":\"e\",\"type\":\"order.paid\",\"created\":1,\"data\":{\"code\":1}}",
    ];
    for provider in providers {
        for body in bodies {
            // another provider's event may be a kind of event that is new: it tells nothing
            let read = post(provider, body).map(|webhook| webhook.fact);
            let nothing = matches!(read, Err(WebhookError::NotReadable(_)) | Ok(Fact::Nothing { .. }));
            assert!(nothing, "{:?} {body:?} {read:?}", provider.name());
        }
        // deeper than anything is nested
        let deep = ["[".repeat(50_000), "]".repeat(50_000)].concat();
        assert!(post(provider, deep.as_bytes()).is_err());
    }
}

#[test]
fn ten_megabytes_are_refused_before_they_are_looked_at() {
    let (stripe, sandbox, viva) = (stripe(), sandbox(), viva());
    let body = vec![b'x'; 10 << 20];
    for provider in [&stripe as &dyn PaymentProvider, &sandbox, &viva] {
        let headers = HeaderMap::new();
        assert_eq!(provider.read_webhook(&headers, &body, Timestamp::now()), Err(WebhookError::TooLarge));
        assert_eq!(
            provider.read_webhook(&headers, &body[..=LONGEST_WEBHOOK], Timestamp::now()),
            Err(WebhookError::TooLarge)
        );
    }
}

#[test]
fn a_body_that_is_not_signed_is_not_even_parsed() {
    let unsigned = event("checkout.session.completed", &json!({}));
    let (stripe, sandbox) = (stripe(), sandbox());
    for provider in [&stripe as &dyn PaymentProvider, &sandbox] {
        let read = provider.read_webhook(&HeaderMap::new(), &unsigned, Timestamp::now());
        assert_eq!(read, Err(WebhookError::NoSignature));
        let mut headers = HeaderMap::new();
        headers.insert("stripe-signature", axum::http::HeaderValue::from_bytes(b"t=\xff").unwrap());
        headers.insert(SIGNATURE, axum::http::HeaderValue::from_bytes(b"t=\xff").unwrap());
        assert_eq!(provider.read_webhook(&headers, &unsigned, Timestamp::now()), Err(WebhookError::BadHeader));
    }
}

/// Where the log goes.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_key_is_printed_or_logged() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let nowhere = || "http://127.0.0.1:9".to_owned();
    let stripe = StripeProvider::new(Config {
        api: nowhere(),
        key: Secret::new("sk_live_very_secret"),
        webhook_secrets: vec![Secret::new(SECRET)],
    })
    .unwrap();
    let sandbox = sandbox();
    let viva = VivaProvider::new(viva::Config {
        addresses: Addresses { accounts: nowhere(), api: nowhere(), web: nowhere() },
        client_id: "client".to_owned(),
        client_secret: Secret::new("client_very_secret"),
        merchant_id: "merchant".to_owned(),
        api_key: Secret::new("key_very_secret"),
        source_code: "Default".to_owned(),
        bank: BankWay::Dias,
    })
    .unwrap();
    let mut printed = String::new();
    for provider in [&stripe as &dyn PaymentProvider, &sandbox, &viva] {
        let error = provider.open(&order(), common::SOON).await.unwrap_err();
        let webhook = post(provider, b"{}");
        printed += &format!("{provider:?} {error} {error:?} {webhook:?}");
    }
    printed += &String::from_utf8_lossy(&log.0.lock().unwrap());
    assert!(printed.contains("StripeProvider"));
    assert!(!printed.contains("very_secret"), "{printed}");
    // base64 of `merchant:key_very_secret` and of `client:client_very_secret`
    assert!(!printed.contains("bWVyY2hhbnQ6a2V5") && !printed.contains("Y2xpZW50OmNsaWVudA"), "{printed}");
}

#[test]
fn a_provider_that_cannot_work_is_not_made() {
    let key = || Secret::new("key");
    let made =
        |api: &str, key| StripeProvider::new(Config { api: api.to_owned(), key, webhook_secrets: vec![] }).is_ok();
    assert!(made("https://api.stripe.com", key()));
    assert!(!made("http://api.stripe.com", key()), "keys do not travel in the open");
    assert!(!made("https://api.stripe.com", Secret::new("")));
    assert!(!made("https://api.stripe.com", Secret::new("key\nwith a line")));
}
