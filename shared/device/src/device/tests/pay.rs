//! Stories of a phone that pays.

use super::{
    city::{Fault, problem},
    *,
};
use dimos_domain::money::{Attempt, AttemptState, Cents, Part, RfReference};
use serde_json::Value;
use uuid::Uuid;

const CODE: &str = "RF34909994000000000012345";
const TAX_NUMBER: &str = "094259216";

fn attempt_id() -> AttemptId {
    AttemptId(Uuid::from_u128(0x7a))
}

fn attempt() -> Attempt {
    Attempt {
        id: attempt_id(),
        provider: "sandbox".into(),
        state: AttemptState::Created,
        amount: Cents::new(4512),
        parts: vec![Part { payable: PayableId(Uuid::from_u128(0xa1)), amount: Cents::new(4512) }],
        checkout_url: None,
        expires_at: None,
        receipt: None,
        reason: None,
        kept: Cents::ZERO,
        taken_back: false,
    }
}

fn code() -> RfReference {
    CODE.parse().unwrap()
}

#[tokio::test]
async fn what_is_owed_is_kept_for_a_time_without_a_network() {
    let (hall, mut phone) = town().await;
    let account = phone.device.fetch_account().await.unwrap();
    assert_eq!((account.bills.len(), account.credit), (1, Cents::new(500)));
    phone.reborn("http://127.0.0.1:9");
    assert_eq!(phone.device.kept_account().unwrap(), Some(account.clone()));
    assert_eq!(phone.device.fetch_account().await, Err(NetError::Offline));
    assert_eq!(phone.device.kept_account().unwrap(), Some(account));
    hall.books(|books| assert!(books.calls.contains(&"GET /pay/bills".to_owned())));
}

#[tokio::test]
async fn what_only_a_newer_app_can_read_is_left_out() {
    let (hall, phone) = town().await;
    hall.books(|books| {
        let mut strange = books.bills[0].clone();
        strange["state"] = "pawned".into();
        books.bills.push(strange);
        let payment = json!({ "on": "2026-11-01", "amount": 1, "by": "shells" });
        books.bills[0]["payments"].as_array_mut().unwrap().push(payment);
        books.bills[0]["colour"] = "red".into();
    });
    let account = phone.device.fetch_account().await.unwrap();
    assert_eq!((account.bills.len(), account.bills[0].payments.len()), (1, 0));
}

#[tokio::test]
async fn a_bill_that_was_found_stays_among_what_is_owed() {
    let (_hall, phone) = town().await;
    phone.device.fetch_account().await.unwrap();
    let bill = phone.device.look_up_bill(&code(), Cents::new(4512)).await.unwrap();
    let kept = phone.device.kept_account().unwrap().unwrap();
    assert_eq!(kept.bills.iter().filter(|known| known.id == bill.id).count(), 1);
    let refused = phone.device.look_up_bill(&code(), Cents::new(4513)).await.unwrap_err();
    assert!(matches!(refused, NetError::Refused(reason) if reason.code == Code::NotFound));
}

#[tokio::test]
async fn a_tax_number_goes_to_the_city_and_stays_nowhere() {
    let (hall, phone) = town().await;
    let account = phone.device.link_bills(&TAX_NUMBER.parse().unwrap(), &code(), Cents::new(4512)).await.unwrap();
    assert!(account.linked);
    hall.books(|books| assert_eq!(books.linked, [TAX_NUMBER]));
    for file in std::fs::read_dir(phone.dir.path()).unwrap().flatten().filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        let found = bytes.windows(TAX_NUMBER.len()).any(|window| window == TAX_NUMBER.as_bytes());
        assert!(!found, "{}", file.path().display());
    }
}

#[tokio::test]
async fn an_attempt_that_is_begun_twice_is_one() {
    let (hall, phone) = town().await;
    let first = phone.device.begin_attempt(&attempt()).await.unwrap();
    assert_eq!((first.state, first.checkout_url.as_deref()), (AttemptState::Pending, Some("https://bank.example/1")));
    assert_eq!(phone.device.begin_attempt(&attempt()).await.unwrap(), first);
    assert_eq!(phone.device.ask_attempt(attempt_id()).await.unwrap(), first);
    let key = attempt_id().to_string();
    hall.books(|books| {
        assert_eq!(books.attempts.len(), 1);
        assert_eq!(books.answered.keys().collect::<Vec<_>>(), [&key], "the attempt's id is the key");
        assert_eq!(books.attempts[0]["return_to"], "app");
    });
    assert_eq!(phone.device.give_up_attempt(attempt_id()).await.unwrap().state, AttemptState::Cancelled);
    let unknown = phone.device.ask_attempt(AttemptId(Uuid::from_u128(1))).await.unwrap_err();
    assert!(matches!(unknown, NetError::Refused(reason) if reason.code == Code::NotFound));
}

#[tokio::test]
async fn attempts_survive_everything_but_being_forgotten() {
    let (_hall, mut phone) = town().await;
    phone.device.keep_attempt(attempt_id(), "{\"n\":1}").unwrap();
    phone.device.keep_attempt(attempt_id(), "{\"n\":2}").unwrap();
    phone.reborn("http://127.0.0.1:9");
    assert_eq!(phone.device.attempts().unwrap(), ["{\"n\":2}"]);
    phone.device.forget_attempt(attempt_id()).unwrap();
    assert!(phone.device.attempts().unwrap().is_empty());
    phone.device.keep_attempt(attempt_id(), "{}").unwrap();
    phone.device.forget().unwrap();
    assert!(phone.device.attempts().unwrap().is_empty());
}

#[tokio::test]
async fn a_receipt_is_fetched_once_and_a_log_in_page_is_none() {
    let (hall, phone) = town().await;
    let receipts = phone.device.fetch_receipts().await.unwrap();
    assert_eq!((receipts.len(), phone.device.kept_receipts().unwrap().len()), (1, 1));
    let number = receipts[0].number.parse().unwrap();
    hall.fault("/pay/receipts", Fault::Page(200, "<html>Please log in to the hotel</html>"));
    assert_eq!(phone.device.receipt_file(number).await, Err(NetError::Unreadable));
    let file = phone.device.receipt_file(number).await.unwrap();
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));
    phone.device.receipt_file(number).await.unwrap();
    let fetched = |books: &mut super::city::Books| books.calls.iter().filter(|call| call.ends_with("/pdf")).count();
    assert_eq!(hall.books(fetched), 2, "once in vain, once for good");
    phone.device.forget().unwrap();
    assert!(!file.exists() && phone.device.kept_receipts().unwrap().is_empty());
    assert_eq!(phone.device.kept_account().unwrap(), None);
}

#[tokio::test]
async fn too_many_questions_are_not_an_answer() {
    let (hall, phone) = town().await;
    hall.fault("/pay/lookups", Fault::RetryAfter(429, 60));
    let busy = phone.device.look_up_bill(&code(), Cents::new(4512)).await.unwrap_err();
    assert_eq!(busy, NetError::Busy { retry_after: Some(Duration::from_secs(60)) });
    hall.fault("/pay/attempts", Fault::Problem(409, problem("wrong_state")));
    let refused = phone.device.begin_attempt(&attempt()).await.unwrap_err();
    assert!(matches!(refused, NetError::Refused(_)));
}

/// What the city hall does about money.
pub fn serve(books: &mut super::city::Books, method: &str, parts: &[&str], document: &Value) -> (u16, Value) {
    let unknown = (404, problem("not_found"));
    match (method, parts) {
        ("GET", ["bills"]) => (200, account(books, false)),
        ("POST", ["lookups"]) if document["rf"] == CODE && document["amount"] == 4512 => {
            (200, json!({ "bill": books.bills[0] }))
        }
        ("POST", ["links"]) => {
            books.linked.push(document["tax_number"].as_str().unwrap().to_owned());
            (200, account(books, true))
        }
        ("POST", ["attempts"]) => {
            let mut attempt = document.clone();
            attempt["state"] = "pending".into();
            attempt["amount"] = 4512.into();
            attempt["checkout_url"] = "https://bank.example/1".into();
            books.attempts.push(attempt.clone());
            (201, json!({ "attempt": attempt }))
        }
        ("GET", ["attempts", id]) => match books.attempts.iter().find(|attempt| attempt["id"] == **id) {
            Some(attempt) => (200, json!({ "attempt": attempt })),
            None => unknown,
        },
        ("POST", ["attempts", _, "cancel"]) => {
            books.attempts[0]["state"] = "cancelled".into();
            (200, json!({ "attempt": books.attempts[0] }))
        }
        ("GET", ["receipts"]) => {
            let receipt = json!({
                "number": "2026-000123", "on": "2026-11-20", "amount": 4512, "by": "card", "code": "7K3QX",
                "titles": [{ "el": "Λαϊκή αγορά", "en": "Market stall" }],
            });
            (200, json!({ "receipts": [receipt, { "number": 7 }] }))
        }
        _ => unknown,
    }
}

fn account(books: &super::city::Books, linked: bool) -> Value {
    json!({
        "bills": books.bills, "credit": 500, "linked": linked, "methods": [],
        "payee": { "name": "ΔΗΜΟΣ", "iban": "GR16 0110" }, "as_of": "2026-11-22T10:00:00Z",
    })
}

/// A bill as the city hall has it.
pub fn bill() -> Value {
    let expected = json!({ "principal": 4512, "discount": 0, "surcharge": 0, "total": 4512, "holds_until": null });
    json!({
        "id": Uuid::from_u128(0xb1), "number": "2026-000001", "kind": "stall", "description": "", "period": "2026",
        "title": { "el": "Λαϊκή αγορά", "en": "Market stall" }, "issued_on": "2026-11-01", "due_on": "2026-12-01",
        "amount": 4512, "paid": 0, "expected": expected, "state": "open", "payments": [], "part_payment": false,
        "payables": [{
            "id": Uuid::from_u128(0xa1), "rf": CODE, "instalment": 0, "amount": 4512, "paid": 0,
            "expected": expected, "due_on": "2026-12-01", "state": "open",
        }],
    })
}
