//! Refunds by transfer: the order to the bank, its answers, and the statement that has the last word.

use crate::{
    hall::*,
    story::Someone,
    town::{Town, seen},
};
use dimos_api::problem::Code;
use dimos_bank::testing::SampleEntry;
use dimos_server::auth::StaffRole;
use serde_json::{Value, json};
use uuid::Uuid;

pub struct Hall {
    pub town: Town,
    pub second: Someone,
    pub bill: Value,
    pub payment: String,
}

/// A town where somebody paid 10 euro from their bank account.
pub async fn open() -> Hall {
    let town = Town::open().await;
    let second = town.city.staff("second", StaffRole::Treasurer).await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let paying = from(credit("A1", 1_000).referring_to(&rf(&bill)), "Μουνόδης Φλιμνάπ", &other_account());
    take(&town, &xml(1, 0, vec![paying])).await;
    let payment = newest_payment(&town).await;
    Hall { town, second, bill, payment }
}

impl Hall {
    /// The order of all that is approved, and the name of its message.
    pub async fn order(&self) -> (String, String) {
        self.order_as(Uuid::now_v7()).await
    }

    async fn order_as(&self, key: Uuid) -> (String, String) {
        let url = format!("{}/api/v1/treasury/refunds/file", self.town.city.running.url());
        let call = reqwest::Client::new().post(url).bearer_auth(self.town.treasurer.token());
        let answer = call.header("idempotency-key", key.to_string()).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"]),
            (200, &"application/xml".parse().unwrap())
        );
        let order = answer.text().await.unwrap();
        let message = order.split("<MsgId>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        (order, message)
    }

    async fn answer(&self, message: &str, of: &str, status: &str) -> (u16, Value) {
        let reason = if status == "RJCT" { "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>" } else { "" };
        let xml = format!(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>X</MsgId>\
             <CreDtTm>2026-11-23T10:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId>\
             <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId>\
             <TxInfAndSts><OrgnlEndToEndId>{of}</OrgnlEndToEndId><TxSts>{status}</TxSts>{reason}</TxInfAndSts>\
             </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
        );
        post(&self.town, &self.town.treasurer, "/treasury/refunds/answers", &xml).await
    }
}

pub fn bank_name(id: &str) -> String {
    id.replace('-', "")
}

#[tokio::test]
async fn a_refund_stands_in_one_order_and_the_statement_shows_it_leaving() {
    let hall = open().await;
    let town = &hall.town;
    let id = approved(town, &hall.second, &hall.payment, 1_000, None).await;
    let (order, message) = hall.order().await;
    for part in [bank_name(&id).as_str(), other_account().as_str(), "10.00", "Flimnap", &rf(&hall.bill)] {
        assert!(order.contains(part), "{part} in {order}");
    }
    assert_eq!(refund_state(town, &id).await, "submitted");
    town.treasurer.post("/treasury/refunds/file", json!({})).await.refused(Code::NotFound);
    let again = format!("{}/api/v1/treasury/refunds/files/{message}", town.city.running.url());
    let again = reqwest::Client::new().get(again).bearer_auth(town.treasurer.token()).send().await.unwrap();
    assert_eq!(again.text().await.unwrap(), order, "the very same, for a bank that lost it");

    let (_, done) = hall.answer(&message, &bank_name(&id), "ACSC").await;
    let counts = json!({ "failed": 0, "under_way": 1, "unchanged": 0, "contradicted": 0, "unknown": 0 });
    assert_eq!(done, counts);
    assert_eq!(refund_state(town, &id).await, "submitted", "only the statement shows money");
    sound(town).await;

    let left = named(debit("D1", 1_000), &bank_name(&id));
    assert_eq!(take(town, &xml(2, 1_000, vec![left.clone()])).await["matched"], 1);
    assert_eq!(refund_state(town, &id).await, "succeeded");
    assert_eq!((town.holds("refund_payable").await, town.holds(&format!("bank:{}", account())).await), (0, 0));
    assert_eq!(take(town, &xml(3, 1_000, vec![left])).await["seen_before"], 1);
    let phone = town.payer(&hall.bill).await;
    assert_eq!(seen(&phone, &hall.bill).await["state"], "open");
    sound(town).await;
}

#[tokio::test]
async fn an_order_whose_answer_was_lost_is_the_same_order_when_it_is_asked_for_again() {
    let hall = open().await;
    let id = approved(&hall.town, &hall.second, &hall.payment, 400, None).await;
    let key = Uuid::now_v7();
    let (order, message) = hall.order_as(key).await;
    // Another one is approved meanwhile: it stands in an order of its own.
    let other = approved(&hall.town, &hall.second, &hall.payment, 300, None).await;
    assert_eq!(
        hall.order_as(key).await,
        (order.clone(), message),
        "whoever got no answer would have nothing for the bank"
    );
    assert!(order.contains(&bank_name(&id)) && !order.contains(&bank_name(&other)));
    assert!(hall.order().await.0.contains(&bank_name(&other)));
    sound(&hall.town).await;
}

#[tokio::test]
async fn what_the_bank_turns_down_is_back_where_it_was_and_asked_for_anew() {
    let hall = open().await;
    let town = &hall.town;
    let id = approved(town, &hall.second, &hall.payment, 1_000, None).await;
    let (_, message) = hall.order().await;
    assert_eq!(hall.answer("SOMEBODY-ELSES", &bank_name(&id), "RJCT").await.0, 422);
    let stranger = hall.answer(&message, "unknown", "RJCT").await.1;
    assert_eq!((&stranger["unchanged"], &stranger["unknown"]), (&json!(1), &json!(1)));
    let (_, done) = hall.answer(&message, &bank_name(&id), "RJCT").await;
    assert_eq!(done["failed"], 1);
    let (_, again) = hall.answer(&message, &bank_name(&id), "RJCT").await;
    assert_eq!((&again["failed"], &again["unchanged"]), (&json!(0), &json!(1)));
    let after_all = hall.answer(&message, &bank_name(&id), "ACSC").await.1;
    assert_eq!((&after_all["contradicted"], &after_all["under_way"]), (&json!(1), &json!(0)));
    let all = town.treasurer.get("/treasury/refunds").await.ok();
    assert_eq!((&all["refunds"][0]["state"], &all["refunds"][0]["failure"]), (&json!("failed"), &json!("AC04")));
    sound(town).await;
    // It left all the same: that contradicts the answer, and a person must look.
    take(town, &xml(2, 1_000, vec![named(debit("D1", 1_000), &bank_name(&id))])).await;
    assert_eq!(refund_state(town, &id).await, "failed");
    let waits = queue(town).await;
    assert_eq!((waits.len(), &waits[0]["reason"]), (1, &json!("refund_left_though_refused")));
    approved(town, &hall.second, &hall.payment, 1_000, None).await;
    assert_ne!(hall.order().await.1, message);
    sound(town).await;
}

#[tokio::test]
async fn a_refund_that_leaves_twice_or_unordered_waits_for_a_person() {
    let hall = open().await;
    let town = &hall.town;
    let id = approved(town, &hall.second, &hall.payment, 400, None).await;
    take(town, &xml(2, 1_000, vec![named(debit("D0", 400), &bank_name(&id))])).await;
    assert_eq!(refund_state(town, &id).await, "approved");
    hall.order().await;
    // Ordered meanwhile: this is the one that the books know.
    assert_eq!(take(town, &xml(3, 600, vec![])).await["matched"], 1);
    assert_eq!(refund_state(town, &id).await, "succeeded");
    take(town, &xml(4, 600, vec![named(debit("D2", 400), &bank_name(&id))])).await;
    let waits = queue(town).await;
    assert_eq!((waits.len(), &waits[0]["reason"], &waits[0]["amount"]), (1, &json!("refund_left_again"), &json!(-400)));
    let aside = json!({ "version": waits[0]["version"], "reason": "the bank gives it back" });
    assert_eq!(town.treasurer.post(&path(&waits[0], "ignore"), aside).await.ok()["entry"]["state"], "ignored");
    sound(town).await;
}

#[tokio::test]
async fn a_debit_of_another_amount_and_a_refund_that_comes_back_wait_for_a_person() {
    let hall = open().await;
    let town = &hall.town;
    let id = approved(town, &hall.second, &hall.payment, 1_000, None).await;
    hall.order().await;
    take(town, &xml(2, 1_000, vec![named(debit("D1", 999), &bank_name(&id))])).await;
    assert_eq!(queue(town).await[0]["reason"], "refund_amount");
    take(town, &xml(3, 1, vec![named(debit("D2", 1_000), &bank_name(&id))])).await;
    assert_eq!(refund_state(town, &id).await, "succeeded");
    let mut back: SampleEntry = named(credit("B1", 1_000), &bank_name(&id));
    back.details[0].return_reason = Some("AC04".to_owned());
    take(town, &xml(4, -999, vec![back])).await;
    let waiting: Vec<Value> = queue(town).await.into_iter().map(|entry| entry["reason"].clone()).collect();
    assert_eq!(waiting, [json!("refund_amount"), json!("returned_to_us")]);
    sound(town).await;
}

#[tokio::test]
async fn cash_goes_back_to_an_account_that_is_named() {
    let hall = open().await;
    let town = &hall.town;
    let bill = town.bill("visit-ticket", 500).await;
    town.cash(&bill, 500).await.ok();
    let payment = text(town, "SELECT id FROM payments WHERE source = 'cash'").await;
    ask_back(&town.treasurer, &payment, 500, None).await.refused(Code::Invalid);
    let wrong = json!({ "id": uuid::Uuid::now_v7(), "payment": payment, "amount": 500, "refundable": 500, "reason": "x",
        "iban": "GR1601101250000000012300694" });
    let act = dimos_domain::ids::ActId(wrong["id"].as_str().unwrap().parse().unwrap());
    town.treasurer.post_as(act, "/treasury/refunds", &wrong).await.refused(Code::Invalid);
    let own = ask_back(&town.treasurer, &payment, 500, Some(&account())).await.refused(Code::Invalid);
    assert!(own["detail"].as_str().unwrap().contains("city’s own account"), "{own:#}");
    approved(town, &hall.second, &payment, 500, Some(&other_account())).await;
    let (order, _) = hall.order().await;
    assert!(order.contains("Flimnap"), "who owed, as nobody knows who stood at the desk");
    sound(town).await;
}
