//! What waits for a person: found, split, undone, put aside, by one or by two.

use crate::{
    hall::*,
    town::{Town, seen},
};
use dimos_api::problem::Code;
use dimos_server::auth::StaffRole;
use serde_json::json;

#[tokio::test]
async fn an_entry_is_found_split_and_undone_and_its_receipt_stays() {
    let town = Town::open().await;
    let (one, two) = (town.bill("visit-ticket", 1_000).await, town.bill("visit-ticket", 2_000).await);
    let (phone, other) = (town.payer(&one).await, town.payer(&two).await);
    let entry = from(credit("Q1", 3_500).saying("two tickets for us"), "Skyresh Bolgolam", &other_account());
    take(&town, &xml(1, 0, vec![entry, credit("Q2", 77)])).await;
    for query in ["?q=bolgolam", "?q=35.00", "?q=35,00", "?q=Q1", "?q=two%20tickets"] {
        let hits = found(&town, query).await;
        assert_eq!((hits.len(), &hits[0]["bank_reference"]), (1, &json!("Q1")), "{query}");
    }
    assert_eq!(found(&town, "?q=%25").await.len() + found(&town, "?q=nobody").await.len(), 2, "no wildcards");
    assert_eq!(found(&town, "?limit=1").await.len(), 1);

    let entry = found(&town, "?q=Q1").await.remove(0);
    let whole = allocation(&entry, &[(&one, 1_000), (&two, 2_000)]);
    let done = town.treasurer.post(&path(&entry, "allocations"), whole).await.ok()["entry"].clone();
    assert_eq!((&done["state"], done["allocations"].as_array().unwrap().len()), (&json!("matched"), 2));
    assert_eq!(seen(&phone, &one).await["state"], "paid");
    assert_eq!(seen(&other, &two).await["state"], "paid");
    assert_eq!(town.holds("credit").await, -500);
    assert_eq!(text(&town, "SELECT role FROM journal_entries WHERE kind = 'match'").await, "treasurer");
    sound(&town).await;

    let undone =
        town.treasurer.post(&path(&done, "undo"), json!({ "version": done["version"] })).await.ok()["entry"].clone();
    assert_eq!((&undone["state"], &undone["allocations"]), (&json!("unmatched"), &json!([])));
    assert_eq!(seen(&phone, &one).await["state"], "open");
    assert_eq!(town.holds("credit").await, 0);
    assert_eq!(text(&town, "SELECT state FROM payments").await, "reversed");
    assert_eq!(town.city.count("SELECT count(*) FROM receipts").await, 1, "it stays, of a payment that was reversed");
    sound(&town).await;

    let again = town.treasurer.post(&path(&undone, "allocations"), allocation(&undone, &[(&two, 3_500)])).await.ok();
    assert_eq!(again["entry"]["state"], "matched");
    assert_eq!(town.city.count("SELECT count(*) FROM receipts").await, 2);
    assert_eq!(town.city.count("SELECT count(*) FROM audit WHERE kind LIKE 'entry_%'").await, 3);
    sound(&town).await;
}

#[tokio::test]
async fn what_a_person_undid_no_rule_does_again() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    take(&town, &xml(1, 0, vec![credit("A1", 1_000).referring_to(&rf(&bill))])).await;
    let entry = found(&town, "?state=auto_matched").await.remove(0);
    town.treasurer.post(&path(&entry, "undo"), json!({ "version": entry["version"] })).await.ok();
    take(&town, &xml(2, 1_000, vec![])).await;
    assert_eq!(queue(&town).await.len(), 1);
    sound(&town).await;
}

#[tokio::test]
async fn two_clerks_or_a_clerk_and_a_rule_at_one_entry_decide_it_once() {
    let town = Town::open().await;
    let (bill, other) = (town.bill("visit-ticket", 1_000).await, town.bill("visit-ticket", 1_000).await);
    take(&town, &xml(1, 0, vec![credit("A1", 1_000)])).await;
    let second = town.city.staff("second", StaffRole::Treasurer).await;
    let entry = queue(&town).await.remove(0);
    let (mine, theirs) = (allocation(&entry, &[(&bill, 1_000)]), allocation(&entry, &[(&other, 1_000)]));
    let to = path(&entry, "allocations");
    let (one, two) = tokio::join!(town.treasurer.post(&to, mine), second.post(&to, theirs));
    let (won, lost) = if one.status == 200 { (one, two) } else { (two, one) };
    won.ok();
    let told = lost.refused(Code::VersionConflict);
    assert_eq!(told["entry"]["state"], "matched", "as it is now");
    assert_eq!(town.city.count("SELECT count(*) FROM payments").await, 1);
    sound(&town).await;

    // The clerk looks; meanwhile a bill's old reference becomes payable, and the rules match it.
    let paid = town.bill("harbour-dues", 1_000).await;
    let paying = credit("A2", 1_000).referring_to(&rf(&paid));
    take(&town, &xml(2, 1_000, vec![paying, credit("A3", 500).referring_to(&rf(&paid))])).await;
    let looked = found(&town, "?q=A3").await.remove(0);
    let first = found(&town, "?q=A2&state=auto_matched").await.remove(0);
    town.treasurer.post(&path(&first, "undo"), json!({ "version": first["version"] })).await.ok();
    assert_eq!(take(&town, &xml(3, 2_500, vec![])).await["matched"], 1);
    let late = town.treasurer.post(&path(&looked, "allocations"), allocation(&looked, &[(&other, 500)])).await;
    late.refused(Code::VersionConflict);
    sound(&town).await;
}

#[tokio::test]
async fn the_same_act_again_is_the_same_act() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    take(&town, &xml(1, 0, vec![credit("A1", 1_000)])).await;
    let entry = queue(&town).await.remove(0);
    let (act, body) = (dimos_domain::ids::ActId(uuid::Uuid::now_v7()), allocation(&entry, &[(&bill, 1_000)]));
    for _ in 0..2 {
        let done = town.treasurer.post_as(act, &path(&entry, "allocations"), &body).await.ok();
        assert_eq!(done["entry"]["state"], "matched");
    }
    sound(&town).await;
}

#[tokio::test]
async fn nonsense_is_refused_and_changes_nothing() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    take(&town, &xml(1, 1_000, vec![credit("A1", 900), debit("D1", 5)])).await;
    let entry = queue(&town).await.remove(0);
    let to = path(&entry, "allocations");
    for (parts, code) in [
        (vec![(&bill, 901)], Code::WrongAmount),
        (vec![(&bill, 0)], Code::Invalid),
        (vec![(&bill, -1)], Code::Invalid),
        (vec![], Code::Invalid),
        (vec![(&bill, 1), (&bill, 1)], Code::Invalid),
        (vec![(&bill, 10_000_000_000_000)], Code::WrongAmount),
        (vec![(&bill, i64::MAX)], Code::Invalid),
    ] {
        town.treasurer.post(&to, allocation(&entry, &parts)).await.refused(code);
    }
    let unknown = json!({ "version": entry["version"], "parts": [{ "payable": uuid::Uuid::now_v7(), "amount": 1 }] });
    town.treasurer.post(&to, unknown).await.refused(Code::NotFound);
    town.treasurer.post(&path(&entry, "undo"), json!({ "version": entry["version"] })).await.refused(Code::WrongState);
    let nobody = json!({ "id": uuid::Uuid::now_v7() });
    town.treasurer.post(&path(&nobody, "undo"), json!({ "version": 1 })).await.refused(Code::NotFound);
    let fee = found(&town, "?state=ignored").await.remove(0);
    town.treasurer.post(&path(&fee, "allocations"), allocation(&fee, &[(&bill, 5)])).await.refused(Code::WrongState);

    let silent = json!({ "version": entry["version"], "reason": " " });
    town.treasurer.post(&path(&entry, "ignore"), silent).await.refused(Code::BadText);
    let aside = json!({ "version": entry["version"], "reason": "a grant of the state" });
    let aside = town.treasurer.post(&path(&entry, "ignore"), aside).await.ok()["entry"].clone();
    assert_eq!((&aside["state"], &aside["reason"]), (&json!("ignored"), &json!("a grant of the state")));
    assert_eq!(queue(&town).await.len(), 0);
    let back = town.treasurer.post(&path(&aside, "undo"), json!({ "version": aside["version"] })).await.ok();
    assert_eq!(back["entry"]["state"], "unmatched");
    sound(&town).await;
}

#[tokio::test]
async fn from_the_citys_limit_on_two_persons_say_the_same() {
    let town = Town::open().await;
    let (bill, other) = (town.bill("harbour-dues", 20_000).await, town.bill("harbour-dues", 20_000).await);
    let second = town.city.staff("second", StaffRole::Treasurer).await;
    take(&town, &xml(1, 0, vec![credit("A1", 10_000)])).await;
    let entry = queue(&town).await.remove(0);
    let to = path(&entry, "allocations");
    let first = town.treasurer.post(&to, allocation(&entry, &[(&bill, 10_000)])).await.ok()["entry"].clone();
    assert_eq!((&first["state"], &first["proposed"]["parts"][0]["amount"]), (&json!("unmatched"), &json!(10_000)));
    town.treasurer.post(&to, allocation(&first, &[(&bill, 10_000)])).await.refused(Code::Forbidden);
    assert_eq!(take(&town, &xml(2, 10_000, vec![])).await["matched"], 0);
    let changed = second.post(&to, allocation(&first, &[(&other, 10_000)])).await.ok()["entry"].clone();
    assert_eq!(changed["state"], "unmatched", "something else is a proposal of its own");
    let done = town.treasurer.post(&to, allocation(&changed, &[(&other, 10_000)])).await.ok();
    assert_eq!(done["entry"]["state"], "matched");
    assert_eq!(town.city.count("SELECT count(*) FROM statement_entries WHERE decided_by <> proposed_by").await, 1);
    sound(&town).await;
}
