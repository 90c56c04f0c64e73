//! Who may not touch statements, the queue and refunds, does not.

use crate::town::Town;
use dimos_api::problem::Code;
use dimos_domain::ids::ActId;
use dimos_server::auth::StaffRole;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// Each route with a body, and who may.
fn routes() -> Vec<(Method, String, Option<Value>, &'static [StaffRole])> {
    use StaffRole as R;
    let (acts, reads): (&[R], &[R]) = (&[R::Treasurer], &[R::Treasurer, R::Auditor]);
    let any = Uuid::now_v7();
    let entry = |act: &str| format!("/treasury/queue/{any}/{act}");
    let refund = |act: &str| format!("/treasury/refunds/{any}/{act}");
    let (why, version) = (json!({ "reason": "x" }), json!({ "version": 1 }));
    let new = json!({ "id": any, "payment": any, "amount": 1, "refundable": 1, "reason": "x" });
    let seen = json!({ "amount": 1, "to": { "by": "account", "iban": "x", "name": "x" } });
    vec![
        (Method::GET, "/treasury/queue".to_owned(), None, reads),
        (Method::POST, entry("allocations"), Some(json!({ "version": 1, "parts": [] })), acts),
        (Method::POST, entry("undo"), Some(version), acts),
        (Method::POST, entry("ignore"), Some(json!({ "version": 1, "reason": "x" })), acts),
        (
            Method::POST,
            entry("payout"),
            Some(json!({ "version": 1, "provider": "viva", "reference": "x", "gross": 1 })),
            acts,
        ),
        (Method::POST, entry("returned-refund"), Some(json!({ "version": 1, "refund": any })), acts),
        (Method::POST, entry("deposit"), Some(json!({ "version": 1, "desks": [{ "desk": "x", "amount": 1 }] })), acts),
        (Method::POST, entry("charge"), Some(json!({ "version": 1 })), acts),
        (Method::GET, "/treasury/statements".to_owned(), None, reads),
        (Method::GET, "/treasury/payouts".to_owned(), None, reads),
        (Method::GET, "/treasury/desks".to_owned(), None, reads),
        (Method::GET, "/treasury/payments".to_owned(), None, reads),
        (Method::GET, "/treasury/disputes".to_owned(), None, reads),
        (Method::GET, "/treasury/parked".to_owned(), None, reads),
        (Method::GET, "/treasury/refunds".to_owned(), None, reads),
        (Method::GET, format!("/treasury/payments/{any}/refundable"), None, reads),
        (Method::POST, "/treasury/refunds".to_owned(), Some(new), acts),
        (Method::POST, refund("approve"), Some(seen), acts),
        (Method::POST, refund("reject"), Some(why), acts),
        (Method::POST, refund("withdraw"), Some(json!({})), acts),
        (Method::POST, "/treasury/refunds/file".to_owned(), None, acts),
        (Method::GET, "/treasury/refunds/files/x".to_owned(), None, reads),
    ]
}

#[tokio::test]
async fn every_role_does_its_own_and_nothing_else() {
    let town = Town::open().await;
    let phone = town.city.citizen().await;
    let key = || Some(ActId(Uuid::now_v7()));
    for role in StaffRole::ALL {
        let who = town.city.staff(&format!("another-{role}"), role).await;
        for (method, path, body, allowed) in routes() {
            let answer = who.send(method, &path, body.as_ref(), key()).await;
            if allowed.contains(&role) {
                assert_ne!(answer.status, 403, "{role} {path}");
            } else {
                answer.refused(Code::Forbidden);
            }
        }
        for path in ["/treasury/statements", "/treasury/refunds/answers"] {
            let (status, body) = crate::hall::post(&town, &who, path, "<Document/>").await;
            let expected = if role == StaffRole::Treasurer { 422 } else { 403 };
            assert_eq!(status, expected, "{role} {path} {body:#}");
        }
    }
    for (method, path, body, _) in routes() {
        phone.send(method.clone(), &path, body.as_ref(), key()).await.refused(Code::Forbidden);
        town.city.stranger().send(method, &path, body.as_ref(), key()).await.refused(Code::Unauthenticated);
    }
    assert_eq!(town.city.count("SELECT count(*) FROM statement_files").await, 0);
    assert_eq!(town.city.count("SELECT count(*) FROM refunds").await, 0);
}

#[tokio::test]
async fn a_bank_file_is_sent_as_what_it_is_and_not_without_end() {
    let town = Town::open().await;
    town.treasurer.post("/treasury/statements", json!({})).await.refused(Code::UnsupportedMedia);
    let endless = "x".repeat((32 << 20) + 1);
    assert_eq!(crate::hall::post(&town, &town.treasurer, "/treasury/statements", &endless).await.0, 413);
}
