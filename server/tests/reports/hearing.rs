//! What phones hear: their own reports and jobs, each once, in its newest form, by a cursor.

use crate::story::{City, TODAY, decision, footprint, id};
use dimos_api::problem::Code;
use serde_json::json;

#[tokio::test]
async fn a_phone_hears_of_its_own_and_of_nothing_else() {
    let city = City::open().await;
    let (citizen, follower, other) = (city.citizen().await, city.citizen().await, city.citizen().await);
    let report = citizen.report(&footprint(0.0)).await;
    let path = format!("/reports/{}", id(&report));
    let (changes, cursor) = citizen.changes(None).await;
    assert_eq!(changes, [json!({ "type": "report", "report": report })]);
    assert!(citizen.changes(Some(&cursor)).await.0.is_empty());
    assert!(other.changes(None).await.0.is_empty());

    // Following brings it at once, however far the cursor was.
    let (_, before) = follower.changes(None).await;
    follower.put(&format!("{path}/follow"), json!({ "follow": true })).await.ok();
    let (changes, cursor_f) = follower.changes(Some(&before)).await;
    assert_eq!(changes[0]["report"]["relation"], "follower");
    assert!(citizen.changes(Some(&cursor)).await.0.is_empty(), "who follows is nobody's business");

    // Two comments, one change.
    for text in ["a", "b"] {
        other.post(&format!("{path}/comments"), json!({ "text": text })).await.ok();
    }
    let (changes, _) = citizen.changes(Some(&cursor)).await;
    assert_eq!(changes.len(), 1);
    assert_eq!(follower.changes(Some(&cursor_f)).await.0.len(), 1);

    follower.put(&format!("{path}/follow"), json!({ "follow": false })).await.ok();
    let (changes, cursor_f) = follower.changes(Some(&cursor_f)).await;
    assert_eq!(changes, [json!({ "type": "report_gone", "id": report["id"] })]);
    other.post(&format!("{path}/comments"), json!({ "text": "c" })).await.ok();
    assert!(follower.changes(Some(&cursor_f)).await.0.is_empty());
}

#[tokio::test]
async fn many_changes_come_in_pages_and_none_is_lost() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    for place in 0..7 {
        citizen.report(&footprint(f64::from(place) * 60.0)).await;
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    for _ in 0..10 {
        let page = citizen.get(&format!("/changes?limit=3{cursor}")).await.ok();
        let changes = page["changes"].as_array().unwrap();
        assert!(changes.len() <= 3);
        seen.extend(changes.iter().map(|change| change["report"]["version"].as_i64().unwrap()));
        cursor = format!("&cursor={}", page["cursor"].as_str().unwrap());
        if page["more"] == json!(false) {
            break;
        }
    }
    assert_eq!(seen.len(), 7);
    assert!(seen.windows(2).all(|two| two[0] < two[1]), "in the log's order: {seen:?}");
    citizen.get("/changes?cursor=nonsense").await.refused(Code::BadRequest);
}

#[tokio::test]
async fn a_phone_that_changes_its_crew_forgets_the_old_ones_jobs() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let phone = city.crew(&dispatcher, "diggers").await;
    let giant = json!({
        "service": "giant-asleep",
        "answers": [{ "question": "awake", "value": { "type": "choice", "value": "no" } }],
    });
    citizen.report(&footprint(0.0)).await;
    citizen.report(&crate::story::with(footprint(0.0), giant)).await;
    for crew in ["rope-makers", "diggers"] {
        dispatcher.post("/plans", json!({ "crew": crew, "on": TODAY })).await.ok();
    }
    let (changes, cursor) = phone.changes(None).await;
    let dug = changes[0]["job"]["id"].clone();
    city.enrol(&dispatcher, &phone, "rope-makers").await;
    let (changes, _) = phone.changes(Some(&cursor)).await;
    assert_eq!(changes[0], json!({ "type": "job_gone", "id": dug }));
    assert_eq!(changes[1]["job"]["crew"], "rope-makers");
}

#[tokio::test]
async fn the_answer_to_an_act_and_what_is_heard_of_it_are_the_same() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let path = format!("/reports/{}", id(&report));
    let ask = decision(json!({ "type": "ask", "question": "Which foot?" }));
    dispatcher.post(&format!("{path}/decisions"), ask).await.ok();
    let answered = citizen.post(&format!("{path}/answers"), json!({ "text": "Left" })).await.ok()["report"].clone();
    assert_eq!(citizen.get(&path).await.ok()["report"], answered);
    assert_eq!(citizen.changes(None).await.0, [json!({ "type": "report", "report": answered })]);
}
