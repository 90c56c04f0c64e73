//! What the bank writes, and what the treasury sees of it.

use crate::{
    story::{Answer, Someone, TODAY},
    town::Town,
};
use dimos_bank::testing::{Sample, SampleEntry, SampleStatement};
use dimos_domain::{ids::ActId, money::Iban};
use dimos_server::soundness::{balances, books_are_sound};
use serde_json::{Value, json};
use uuid::Uuid;

/// The account of the town of Lilliput.
pub fn account() -> Iban {
    "GR1601101250000000012300695".parse().unwrap()
}

/// Somebody else's.
pub fn other_account() -> Iban {
    "GR9608100010000001234567890".parse().unwrap()
}

/// A statement with a number in the bank's sequence.
pub fn statement(number: u64, opening: i64, entries: Vec<SampleEntry>) -> SampleStatement {
    let id = format!("2026/{number}");
    let empty = SampleStatement { id, sequence: number, ..SampleStatement::of(&account()) }.opening_with(opening);
    entries.into_iter().fold(empty, SampleStatement::with)
}

pub fn xml(number: u64, opening: i64, entries: Vec<SampleEntry>) -> String {
    Sample::of(statement(number, opening, entries)).xml()
}

/// Money that came today, by the bank's reference.
pub fn credit(reference: &str, cents: i64) -> SampleEntry {
    SampleEntry { day: TODAY.parse().unwrap(), ..SampleEntry::credit(cents) }.known_as(reference)
}

/// Money that went today.
pub fn debit(reference: &str, cents: i64) -> SampleEntry {
    SampleEntry { day: TODAY.parse().unwrap(), ..SampleEntry::debit(cents) }.known_as(reference)
}

/// With a payer on its last transaction.
pub fn from(mut entry: SampleEntry, name: &str, iban: &Iban) -> SampleEntry {
    let detail = entry.details.last_mut().unwrap();
    detail.payer_name = Some(name.to_owned());
    detail.payer_iban = Some(iban.clone());
    entry
}

/// With the payer's identifier on its last transaction.
pub fn named(mut entry: SampleEntry, end_to_end: &str) -> SampleEntry {
    entry.details.last_mut().unwrap().end_to_end = Some(end_to_end.to_owned());
    entry
}

/// The reference printed on a bill.
pub fn rf(bill: &Value) -> String {
    bill["payables"][0]["rf"].as_str().unwrap().to_owned()
}

/// Posts a file of the bank's; what the server answers.
pub async fn post(town: &Town, who: &Someone, path: &str, body: &str) -> (u16, Value) {
    let url = format!("{}/api/v1{path}", town.city.running.url());
    let call = reqwest::Client::new().post(url).bearer_auth(who.token()).header("content-type", "application/xml");
    let answer = call.header("accept-language", "en").body(body.to_owned()).send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or_default())
}

/// Imports a file that is good.
#[track_caller]
pub fn take(town: &Town, xml: &str) -> impl Future<Output = Value> + use<> {
    let place = std::panic::Location::caller();
    let (url, token) = (town.city.running.url(), town.treasurer.token().to_owned());
    let body = xml.to_owned();
    async move {
        let call = reqwest::Client::new().post(format!("{url}/api/v1/treasury/statements")).bearer_auth(token);
        let call = call.header("content-type", "application/xml").header("accept-language", "en");
        let answer = call.body(body).send().await.unwrap();
        let status = answer.status().as_u16();
        let body: Value = answer.json().await.unwrap();
        assert_eq!(status, 200, "{place}: {body:#}");
        body
    }
}

/// Imports a file that is not; the reason in words.
pub async fn refuse(town: &Town, xml: &str) -> String {
    let (status, body) = post(town, &town.treasurer, "/treasury/statements", xml).await;
    assert_eq!((status, &body["code"]), (422, &json!("invalid")), "{body:#}");
    body["detail"].as_str().unwrap().to_owned()
}

/// What waits for a person.
pub async fn queue(town: &Town) -> Vec<Value> {
    found(town, "").await
}

pub async fn found(town: &Town, query: &str) -> Vec<Value> {
    let list = town.treasurer.get(&format!("/treasury/queue{query}")).await.ok();
    list["entries"].as_array().unwrap().clone()
}

/// What is suggested for an entry: reference and reasons.
pub fn suggested(entry: &Value) -> Vec<(String, Value)> {
    let all = entry["suggestions"].as_array().unwrap();
    all.iter().map(|one| (one["rf"].as_str().unwrap().to_owned(), one["reasons"].clone())).collect()
}

/// The request to allocate an entry as it was seen.
pub fn allocation(entry: &Value, parts: &[(&Value, i64)]) -> Value {
    let parts: Vec<Value> =
        parts.iter().map(|(bill, cents)| json!({ "payable": bill["payables"][0]["id"], "amount": cents })).collect();
    json!({ "version": entry["version"], "parts": parts })
}

pub fn path(entry: &Value, act: &str) -> String {
    format!("/treasury/queue/{}/{act}", entry["id"].as_str().unwrap())
}

/// The only payment's id, or the newest.
pub async fn newest_payment(town: &Town) -> String {
    let sql = "SELECT id FROM payments ORDER BY received_at DESC, receipt_number DESC LIMIT 1";
    town.city.running.app.db.read(move |tx| tx.one(sql, [], |row| row.get(0))).await.unwrap().unwrap()
}

pub async fn text(town: &Town, sql: &'static str) -> String {
    let found = town.city.running.app.db.read(move |tx| tx.one(sql, [], |row| row.get::<_, Option<String>>(0)));
    found.await.unwrap().flatten().unwrap_or_default()
}

/// Everything that must hold of money.
#[track_caller]
pub fn sound(town: &Town) -> impl Future<Output = ()> + use<> {
    let place = std::panic::Location::caller();
    let db = town.city.running.app.db.clone();
    async move {
        let unsound = db.read(books_are_sound).await.unwrap();
        assert!(unsound.is_empty(), "{place}: {unsound:#?}");
    }
}

pub async fn held(town: &Town) -> Vec<(String, i64)> {
    let all = town.city.running.app.db.read(balances).await.unwrap();
    all.into_iter().map(|(account, cents)| (account, cents.get())).collect()
}

/// A refund of a payment, asked for by somebody who looked.
pub async fn ask_back(who: &Someone, payment: &str, cents: i64, iban: Option<&Iban>) -> Answer {
    let seen = who.get(&format!("/treasury/payments/{payment}/refundable")).await;
    let refundable = seen.body["refundable"].clone();
    let id = Uuid::now_v7();
    let mut body =
        json!({ "id": id, "payment": payment, "amount": cents, "refundable": refundable, "reason": "paid twice" });
    if let Some(iban) = iban {
        body["iban"] = json!(iban.as_str());
    }
    who.post_as(ActId(id), "/treasury/refunds", &body).await
}

/// Approves a refund of which one has seen what is shown.
pub async fn approve(who: &Someone, id: &str) -> Answer {
    let all = who.get("/treasury/refunds").await.ok();
    let one = all["refunds"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    let seen = json!({ "amount": one["amount"], "to": one["details"]["to"] });
    who.post(&format!("/treasury/refunds/{id}/approve"), seen).await
}

/// A refund that was asked for and approved by two persons; its id.
pub async fn approved(town: &Town, second: &Someone, payment: &str, cents: i64, iban: Option<&Iban>) -> String {
    let refund = ask_back(&town.treasurer, payment, cents, iban).await.ok()["refund"].clone();
    let id = refund["id"].as_str().unwrap().to_owned();
    let done = approve(second, &id).await.ok();
    assert_eq!(done["refund"]["state"], "approved");
    id
}

pub async fn refund_state(town: &Town, id: &str) -> String {
    let all = town.treasurer.get("/treasury/refunds").await.ok();
    let one = all["refunds"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    one["state"].as_str().unwrap().to_owned()
}
