//! What dispatchers decide.

use crate::story::{City, TODAY, decision, footprint, id, told, visit};
use dimos_api::problem::Code;
use serde_json::{Value, json};

#[tokio::test]
async fn a_merge_keeps_everybody_subscribed_and_a_split_undoes_it() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let (first, second, both) = (city.citizen().await, city.citizen().await, city.citizen().await);
    let primary = first.report(&footprint(0.0)).await;
    let duplicate = second.report(&footprint(3.0)).await;
    let follower = city.citizen().await;
    follower.put(&format!("/reports/{}/follow", id(&duplicate)), json!({ "follow": true })).await.ok();
    for report in [&primary, &duplicate] {
        both.post(&format!("/reports/{}/supporters", id(report)), json!({})).await.ok();
    }
    let (_, cursor) = second.changes(None).await;

    let merge = decision(json!({ "type": "merge", "into": primary["id"] }));
    let merged = dispatcher.post(&format!("/reports/{}/decisions", id(&duplicate)), merge).await.ok()["report"].clone();
    assert_eq!((&merged["state"], &merged["duplicate_of"]["number"]), (&json!("duplicate"), &primary["number"]));
    let path = format!("/reports/{}", id(&primary));
    let carried = second.get(&path).await.ok()["report"].clone();
    assert_eq!((&carried["relation"], &carried["supporters"]), (&json!("supporter"), &json!(2)));
    assert_eq!(follower.get(&path).await.ok()["report"]["relation"], "follower");
    assert!(told(&carried).ends_with("absorbed"));

    // Who reported the duplicate hears of the one that carries on, from now on.
    let (changes, cursor) = second.changes(Some(&cursor)).await;
    let heard: Vec<&Value> = changes.iter().map(|change| &change["report"]["id"]).collect();
    assert_eq!(heard, [&duplicate["id"], &primary["id"]]);
    let again = second.post(&format!("{path}/supporters"), json!({ "text": "me too" })).await.ok();
    assert_eq!(again["report"]["supporters"], 2, "counted already, through the merge");

    let split = decision(json!({ "type": "split" }));
    let alone = dispatcher.post(&format!("/reports/{}/decisions", id(&duplicate)), split).await.ok()["report"].clone();
    assert_eq!(alone["state"], "triaged");
    assert!(alone["duplicate_of"].is_null());
    let after = first.get(&path).await.ok()["report"].clone();
    assert_eq!(after["supporters"], 2, "both of them said so themselves");
    let (changes, _) = follower.changes(None).await;
    assert!(changes.iter().any(|change| *change == json!({ "type": "report_gone", "id": primary["id"] })));
    let (changes, _) = second.changes(Some(&cursor)).await;
    assert!(changes.iter().any(|change| change["report"]["id"] == duplicate["id"]));
}

#[tokio::test]
async fn a_merge_into_what_is_not_public_shows_how_far_it_is_and_nothing_else() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let (first, second) = (city.citizen().await, city.citizen().await);
    let (primary, duplicate) = (first.report(&visit()).await, second.report(&visit()).await);
    let merge = decision(json!({ "type": "merge", "into": primary["id"] }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&duplicate)), merge).await.ok();

    let seen = second.get(&format!("/reports/{}", id(&primary))).await.ok()["report"].clone();
    assert_eq!((&seen["description"], &seen["answers"]), (&json!(""), &json!([])));
    assert_eq!(seen["state"], primary["state"]);
    let comment = second.post(&format!("/reports/{}/comments", id(&primary)), json!({ "text": "?" })).await;
    comment.refused(Code::NotFound);
}

#[tokio::test]
async fn merges_that_make_no_sense_are_refused() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let (a, b) = (citizen.report(&footprint(0.0)).await, citizen.report(&footprint(3.0)).await);
    let decide = |report: &Value, into: &Value| {
        let (path, dispatcher) = (format!("/reports/{}/decisions", id(report)), dispatcher.clone());
        let merge = decision(json!({ "type": "merge", "into": into["id"] }));
        async move { dispatcher.post(&path, merge).await }
    };
    decide(&a, &a).await.refused(Code::Invalid);
    decide(&a, &json!({ "id": uuid::Uuid::now_v7() })).await.refused(Code::Invalid);
    decide(&a, &b).await.ok();
    decide(&b, &a).await.refused(Code::Invalid);
    decide(&a, &b).await.refused(Code::WrongState);
}

#[tokio::test]
async fn somebody_was_faster() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let path = format!("/reports/{}", id(&report));
    citizen.post(&format!("{path}/comments"), json!({ "text": "Hurry" })).await.ok();
    let late = json!({ "expected_version": report["version"], "decision": { "type": "reject", "reason": "No" } });
    let refused = dispatcher.post(&format!("{path}/decisions"), late).await.refused(Code::VersionConflict);
    assert!(refused["report"]["version"].as_i64() > report["version"].as_i64());
    let now =
        json!({ "expected_version": refused["report"]["version"], "decision": { "type": "reject", "reason": "No" } });
    let rejected = dispatcher.post(&format!("{path}/decisions"), now).await.ok()["report"].clone();
    assert_eq!((&rejected["state"], &rejected["reason"]), (&json!("rejected"), &json!("No")));
}

#[tokio::test]
async fn decisions_that_make_no_sense_are_refused() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let path = format!("/reports/{}/decisions", id(&report));
    for (what, code) in [
        (json!({ "type": "assign", "department": "moon" }), Code::Invalid),
        (json!({ "type": "assign", "department": "harbour", "crew": "diggers" }), Code::Invalid),
        (json!({ "type": "schedule", "crew": "nobody", "on": TODAY }), Code::Invalid),
        (json!({ "type": "schedule", "crew": "diggers", "on": "2026-11-21" }), Code::Invalid),
        (json!({ "type": "schedule", "crew": "diggers", "on": "2036-01-01" }), Code::Invalid),
        (json!({ "type": "ask", "question": " " }), Code::BadText),
        (json!({ "type": "reject", "reason": "" }), Code::BadText),
        (json!({ "type": "forward", "to": "" }), Code::BadText),
        (json!({ "type": "correct_priority", "priority": 4 }), Code::Invalid),
        (json!({ "type": "correct_service", "service": "volcano" }), Code::UnknownService),
        (json!({ "type": "split" }), Code::WrongState),
        (json!({ "type": "take_back", "note": "" }), Code::WrongState),
        (json!({ "type": "promote" }), Code::Malformed),
        (json!({ "type": "split", "twice": true }), Code::Malformed),
    ] {
        dispatcher.post(&path, decision(what)).await.refused(code);
    }
    let missing = format!("/reports/{}/decisions", uuid::Uuid::now_v7());
    dispatcher.post(&missing, decision(json!({ "type": "split" }))).await.refused(Code::NotFound);
}

#[tokio::test]
async fn forwarded_and_taken_back() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let path = format!("/reports/{}/decisions", id(&report));
    let forward = decision(json!({ "type": "forward", "to": "The Emperor's waterworks" }));
    let forwarded = dispatcher.post(&path, forward).await.ok()["report"].clone();
    assert_eq!(forwarded["reason"], "The Emperor's waterworks");
    let back = decision(json!({ "type": "take_back", "note": "They say it is ours" }));
    let back = dispatcher.post(&path, back).await.ok()["report"].clone();
    assert_eq!(back["state"], "triaged");
    assert!(back["reason"].is_null());
}

#[tokio::test]
async fn the_queue_shows_the_most_urgent_first() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let calm = citizen.report(&footprint(0.0)).await;
    let urgent = citizen.report(&footprint(50.0)).await;
    let raise = decision(json!({ "type": "correct_priority", "priority": 3 }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&urgent)), raise).await.ok();
    let queue = dispatcher.get("/queue?department=roads&state=assigned").await.ok();
    let order: Vec<String> = queue["reports"].as_array().unwrap().iter().map(id).collect();
    assert_eq!(order, [id(&urgent), id(&calm)]);
    assert_eq!(dispatcher.get("/queue?department=harbour").await.ok()["reports"], json!([]));
    dispatcher.get("/queue?state=bored").await.refused(Code::BadRequest);
}

#[tokio::test]
async fn the_log_says_who_did_what_and_what_was_before_and_after() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let reject = decision(json!({ "type": "reject", "reason": "It is a pond" }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&report)), reject).await.ok();
    let line = city.running.app.db.read(|tx| {
        tx.one(
            "SELECT kind, role, actor IN (SELECT id FROM accounts), before, after FROM events ORDER BY seq DESC LIMIT 1",
            [],
            |row| {
                let text = |column| row.get::<_, String>(column);
                Ok((text(0)?, text(1)?, row.get::<_, bool>(2)?, text(3)?, text(4)?))
            },
        )
    });
    let (kind, role, by_account, before, after) = line.await.unwrap().unwrap();
    assert_eq!((kind.as_str(), role.as_str(), by_account), ("moved", "dispatcher", true));
    assert_eq!((before.as_str(), after.as_str()), (r#"{"state":"assigned"}"#, r#"{"state":"rejected"}"#));
    assert!(city.running.app.db.write(|tx| tx.execute("UPDATE events SET role = 'system'", [])).await.is_err());
}
