//! Every denial: who may not, does not.

use crate::story::{City, TODAY, decision, footprint, id, visit, with};
use dimos_api::problem::Code;
use dimos_server::auth::StaffRole;
use serde_json::json;

#[tokio::test]
async fn without_a_token_nothing_is_done() {
    let city = City::open().await;
    let stranger = city.stranger();
    let report = city.citizen().await.report(&footprint(0.0)).await;
    let path = format!("/reports/{}", id(&report));
    stranger.post("/reports", footprint(0.0)).await.refused(Code::Unauthenticated);
    stranger.post(&format!("{path}/supporters"), json!({})).await.refused(Code::Unauthenticated);
    stranger.post(&format!("{path}/comments"), json!({ "text": "x" })).await.refused(Code::Unauthenticated);
    stranger
        .post(&format!("{path}/decisions"), decision(json!({ "type": "split" })))
        .await
        .refused(Code::Unauthenticated);
    for path in ["/changes", "/jobs", "/queue", "/plans/diggers/2026-11-22"] {
        stranger.get(path).await.refused(Code::Unauthenticated);
    }
}

#[tokio::test]
async fn citizens_decide_nothing_and_drive_nowhere() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let report = citizen.report(&footprint(0.0)).await;
    let reject = decision(json!({ "type": "reject", "reason": "no" }));
    citizen.post(&format!("/reports/{}/decisions", id(&report)), reject).await.refused(Code::Forbidden);
    citizen.post("/plans", json!({ "crew": "diggers", "on": TODAY })).await.refused(Code::Forbidden);
    for path in ["/queue", "/jobs", "/plans/diggers/2026-11-22"] {
        citizen.get(path).await.refused(Code::Forbidden);
    }
    citizen.put("/jobs/order", json!({ "on": TODAY, "jobs": [] })).await.refused(Code::Forbidden);
}

#[tokio::test]
async fn a_crews_account_does_not_dispatch() {
    let city = City::open().await;
    let report = city.citizen().await.report(&footprint(0.0)).await;
    let leader = city.staff("digger", StaffRole::Crew).await;
    let resolve = decision(json!({ "type": "resolve", "note": "" }));
    leader.post(&format!("/reports/{}/decisions", id(&report)), resolve).await.refused(Code::Forbidden);
    leader.get("/queue").await.refused(Code::Forbidden);
}

#[tokio::test]
async fn only_the_reporter_answers_rates_reopens_and_withdraws() {
    let city = City::open().await;
    let (citizen, other, dispatcher) = (city.citizen().await, city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let path = format!("/reports/{}", id(&report));
    let decisions = format!("{path}/decisions");
    other.post(&format!("{path}/supporters"), json!({})).await.ok();

    other.post(&format!("{path}/withdraw"), json!({})).await.refused(Code::Forbidden);
    dispatcher.post(&decisions, decision(json!({ "type": "ask", "question": "?" }))).await.ok();
    other.post(&format!("{path}/answers"), json!({ "text": "me!" })).await.refused(Code::Forbidden);
    citizen.post(&format!("{path}/answers"), json!({ "text": "me" })).await.ok();
    dispatcher.post(&decisions, decision(json!({ "type": "resolve", "note": "" }))).await.ok();
    other.put(&format!("{path}/rating"), json!({ "stars": 1 })).await.refused(Code::Forbidden);
    other.post(&format!("{path}/reopen"), json!({ "text": "no" })).await.refused(Code::Forbidden);
    citizen.put(&format!("{path}/rating"), json!({ "stars": 5 })).await.ok();
    other.put(&format!("{path}/rating"), json!({ "stars": 1 })).await.refused(Code::Forbidden);
}

#[tokio::test]
async fn one_crew_does_not_touch_anothers_jobs() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let (diggers, ropes) = (city.crew(&dispatcher, "diggers").await, city.crew(&dispatcher, "rope-makers").await);
    citizen.report(&footprint(0.0)).await;
    let plan = dispatcher.post("/plans", json!({ "crew": "diggers", "on": TODAY })).await.ok();
    let job = id(&plan["jobs"][0]);
    let update = json!({ "at": city.now() });
    for act in ["start", "close", "notes"] {
        ropes.post(&format!("/jobs/{job}/{act}"), update.clone()).await.refused(Code::Forbidden);
        citizen.post(&format!("/jobs/{job}/{act}"), update.clone()).await.refused(Code::Forbidden);
    }
    let cannot = json!({ "reason": "other", "update": update });
    ropes.post(&format!("/jobs/{job}/cannot-do"), cannot).await.refused(Code::Forbidden);
    ropes.put("/jobs/order", json!({ "on": TODAY, "jobs": [job] })).await.refused(Code::Forbidden);
    assert_eq!(ropes.get("/jobs").await.ok()["jobs"], json!([]));
    assert!(ropes.changes(None).await.0.is_empty());
    assert_eq!(diggers.get("/jobs").await.ok()["jobs"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_not_public_is_found_by_nobody_else() {
    let city = City::open().await;
    let (citizen, other, dispatcher) = (city.citizen().await, city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&visit()).await;
    let path = format!("/reports/{}", id(&report));
    for reader in [&other, &city.stranger()] {
        reader.get(&path).await.refused(Code::NotFound);
        reader.get(&format!("/reports/{}", report["number"].as_str().unwrap())).await.refused(Code::NotFound);
        let around = "/reports?near_lat=-30.01&near_lon=110.005&radius_m=5000";
        assert_eq!(reader.get(around).await.ok()["reports"], json!([]));
        assert_eq!(reader.get("/reports?service=giant-visit").await.ok()["reports"], json!([]));
    }
    other.post(&format!("{path}/supporters"), json!({})).await.refused(Code::NotFound);
    other.put(&format!("{path}/follow"), json!({ "follow": true })).await.refused(Code::NotFound);
    other.post(&format!("{path}/comments"), json!({ "text": "hm" })).await.refused(Code::NotFound);
    other.post(&format!("{path}/withdraw"), json!({})).await.refused(Code::NotFound);
    assert!(other.changes(None).await.0.is_empty());

    assert_eq!(citizen.get(&path).await.ok()["report"]["answers"][0]["question"], "day");
    assert_eq!(dispatcher.get(&path).await.ok()["report"]["answers"][0]["question"], "day");
}

#[tokio::test]
async fn the_public_reads_no_answers() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let giant = json!({
        "service": "giant-asleep",
        "answers": [{ "question": "awake", "value": { "type": "choice", "value": "no" } }],
    });
    let report = citizen.report(&with(footprint(0.0), giant)).await;
    let path = format!("/reports/{}", id(&report));
    assert_eq!(city.stranger().get(&path).await.ok()["report"]["answers"], json!([]));
    assert_eq!(citizen.get(&path).await.ok()["report"]["answers"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_photo_is_used_by_who_uploaded_it_and_once() {
    let city = City::open().await;
    let (citizen, other) = (city.citizen().await, city.citizen().await);
    let photo = city.photo(&citizen).await;
    let stolen = with(footprint(0.0), json!({ "photos": [photo] }));
    other.post("/reports", stolen).await.refused(Code::MissingPhoto);
    citizen.report(&with(footprint(0.0), json!({ "photos": [photo] }))).await;
    citizen.post("/reports", with(footprint(90.0), json!({ "photos": [photo] }))).await.refused(Code::MissingPhoto);
}

#[tokio::test]
async fn a_crew_sees_the_whole_of_its_own_reports_only() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let (diggers, ropes) = (city.crew(&dispatcher, "diggers").await, city.crew(&dispatcher, "rope-makers").await);
    let report = citizen.report(&visit()).await;
    let path = format!("/reports/{}", id(&report));
    let schedule = decision(json!({ "type": "schedule", "crew": "rope-makers", "on": "2026-11-24" }));
    dispatcher.post(&format!("{path}/decisions"), schedule).await.ok();
    assert_eq!(ropes.get(&path).await.ok()["report"]["answers"][0]["question"], "day");
    diggers.get(&path).await.refused(Code::NotFound);
}
