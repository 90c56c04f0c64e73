//! Every denial: who may not touch money, does not.

use crate::{
    story::Someone,
    town::{Town, order},
};
use dimos_api::problem::Code;
use dimos_server::auth::StaffRole;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// Each route of the treasury with a body that would do, and who may.
fn routes(bill: &str) -> Vec<(Method, String, Option<Value>, &'static [StaffRole])> {
    use StaffRole as R;
    let lines = json!([{ "tax_head": "harbour", "amount": 100 }]);
    let everybody: &[R] = &[R::Clerk, R::Cashier, R::Treasurer, R::Auditor];
    let books: &[R] = &[R::Treasurer, R::Auditor];
    vec![
        (Method::GET, "/treasury/bills".to_owned(), None, everybody),
        (Method::POST, "/treasury/bills".to_owned(), Some(order("visit-ticket", 100)), &[R::Clerk]),
        (
            Method::POST,
            format!("/treasury/bills/{bill}/amend"),
            Some(json!({ "id": Uuid::now_v7(), "lines": lines, "reason": "x" })),
            &[R::Clerk],
        ),
        (Method::POST, format!("/treasury/bills/{bill}/cancel"), Some(json!({ "reason": "x" })), &[R::Clerk]),
        (Method::GET, "/treasury/parked".to_owned(), None, books),
        (
            Method::POST,
            "/treasury/parked/1/decide".to_owned(),
            Some(json!({ "take": false, "note": "" })),
            &[R::Treasurer],
        ),
        (Method::POST, "/treasury/days/2026-11-21/close".to_owned(), None, &[R::Treasurer]),
        (Method::GET, "/treasury/trial-balance".to_owned(), None, books),
        (Method::GET, "/treasury/journal?from=2026-11-01&until=2026-11-30".to_owned(), None, books),
    ]
}

async fn ask(who: &Someone, method: &Method, path: &str, body: Option<&Value>) -> crate::story::Answer {
    who.send(method.clone(), path, body, Some(dimos_domain::ids::ActId(Uuid::now_v7()))).await
}

#[tokio::test]
async fn every_role_does_its_own_and_nothing_else() {
    let town = Town::open().await;
    let phone = town.city.citizen().await;
    for role in StaffRole::ALL {
        let who = town.city.staff(&format!("another-{role}"), role).await;
        let bill = town.bill("visit-ticket", 100).await;
        for (method, path, body, allowed) in routes(bill["id"].as_str().unwrap()) {
            let answer = ask(&who, &method, &path, body.as_ref()).await;
            if allowed.contains(&role) {
                assert_ne!(answer.status, 403, "{role} {path}");
            } else {
                answer.refused(Code::Forbidden);
            }
        }
        let id = Uuid::now_v7();
        let fresh = town.bill("visit-ticket", 100).await;
        let cash = json!({ "id": id, "parts": [{ "payable": fresh["payables"][0]["id"], "amount": 100 }] });
        let taken = who.post_as(dimos_domain::ids::ActId(id), "/treasury/cash", &cash).await;
        if role == StaffRole::Cashier {
            drop(taken.ok())
        } else {
            drop(taken.refused(Code::Forbidden))
        }
        for path in ["/pay/bills", "/pay/receipts"] {
            who.get(path).await.refused(Code::Forbidden);
        }
    }
    for (method, path, body, _) in routes(&Uuid::now_v7().to_string()) {
        ask(&phone, &method, &path, body.as_ref()).await.refused(Code::Forbidden);
        ask(&town.city.stranger(), &method, &path, body.as_ref()).await.refused(Code::Unauthenticated);
    }
}

#[tokio::test]
async fn without_a_token_nothing_is_seen_or_paid() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 100).await;
    let stranger = town.city.stranger();
    for path in ["/pay/bills", "/pay/receipts"] {
        stranger.get(path).await.refused(Code::Unauthenticated);
    }
    let look = json!({ "rf": bill["payables"][0]["rf"], "amount": 100 });
    stranger.post("/pay/lookups", look).await.refused(Code::Unauthenticated);
    let attempt = crate::town::attempt(&bill, 100);
    crate::town::try_to_pay(&stranger, &attempt).await.refused(Code::Unauthenticated);
}

#[tokio::test]
async fn a_bill_of_others_is_neither_planned_nor_paid() {
    let town = Town::open().await;
    let bill = town.bill("harbour-dues", 10_000).await;
    let other = town.city.citizen().await;
    let path = format!("/pay/bills/{}", bill["id"].as_str().unwrap());
    other.post(&format!("{path}/plan"), json!({ "instalments": 2 })).await.refused(Code::NotFound);
    other.post(&format!("{path}/credit"), json!({})).await.refused(Code::NotFound);
}

#[tokio::test]
async fn a_city_that_takes_no_money_says_so() {
    let home = tempfile::tempdir().unwrap();
    let pack = home.path().join("pack");
    let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/cities/lilliput");
    copy(&from, &pack);
    std::fs::remove_file(pack.join("payments.toml")).unwrap();
    let city = crate::story::City::open_in(pack, Vec::new()).await;
    let phone = city.citizen().await;
    let refused = phone.get("/pay/bills").await.refused(Code::NotFound);
    assert_eq!(refused["detail"], "This city takes no payments here.");
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() { copy(&entry, &target) } else { std::fs::copy(&entry, &target).map(|_| ()).unwrap() }
    }
}
