//! A report's whole way, from the citizen's phone to the confirmed fix.

use crate::story::{City, TODAY, decision, footprint, id, told, with};
use serde_json::json;

#[tokio::test]
async fn from_the_phone_to_fixed() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let crew = city.crew(&dispatcher, "diggers").await;

    // The citizen reports; the rules leave nothing in doubt.
    let photo = city.photo(&citizen).await;
    let report = citizen.report(&with(footprint(0.0), json!({ "photos": [photo] }))).await;
    assert_eq!(report["number"], "LILL-2026-000001");
    assert_eq!(report["state"], "assigned");
    assert_eq!(report["department"], "roads");
    assert_eq!(report["relation"], "reporter");
    assert_eq!(told(&report), "reported triaged →triaged →assigned assigned");

    // The dispatcher sends a crew.
    let path = format!("/reports/{}", id(&report));
    let plan = json!({ "type": "schedule", "crew": "diggers", "on": TODAY });
    let scheduled = dispatcher.post(&format!("{path}/decisions"), decision(plan)).await.ok()["report"].clone();
    assert_eq!(scheduled["state"], "scheduled");
    assert_eq!(scheduled["scheduled_for"], TODAY);

    // The crew drives out, photographs, closes.
    let jobs = crew.get("/jobs").await.ok();
    let job = &jobs["jobs"][0];
    assert_eq!(job["report"], report["id"]);
    assert_eq!(job["photos"], json!([{ "id": photo, "kind": "report" }]));
    let before = city.photo(&crew).await;
    city.pass_minutes(30);
    let update = json!({ "at": city.now(), "photos": [{ "id": before, "kind": "before" }] });
    crew.post(&format!("/jobs/{}/start", id(job)), update).await.ok();
    assert_eq!(citizen.get(&path).await.ok()["report"]["state"], "in_progress");
    city.pass_minutes(30);
    let after = city.photo(&crew).await;
    let update =
        json!({ "at": city.now(), "note": "Drained and filled", "photos": [{ "id": after, "kind": "after" }] });
    let closed = crew.post(&format!("/jobs/{}/close", id(job)), update).await.ok();
    assert_eq!(closed["jobs"][0]["state"]["type"], "done");
    assert_eq!(closed["jobs"][0]["notes"], json!(["Drained and filled"]));

    // The citizen is content.
    let fixed = citizen.get(&path).await.ok()["report"].clone();
    assert_eq!(fixed["state"], "resolved");
    assert_eq!(fixed["photos"].as_array().unwrap().len(), 3);
    let rated = citizen.put(&format!("{path}/rating"), json!({ "stars": 5, "comment": "Dry feet!" })).await.ok();
    let rated = &rated["report"];
    assert_eq!(rated["state"], "confirmed");
    assert_eq!(rated["rating"], json!({ "stars": 5, "comment": "Dry feet!" }));
    assert_eq!(
        told(rated),
        "reported triaged →triaged →assigned assigned →scheduled scheduled →in_progress photo_added →resolved \
         photo_added →confirmed rated"
    );

    // The public sees how it went, by the number that people say aloud; not what was written to the city.
    let public = city.stranger().get("/reports/lill-2026-000001").await.ok()["report"].clone();
    assert_eq!(public["state"], "confirmed");
    assert_eq!(public["rating"], json!({ "stars": 5 }));
    assert_eq!(public["relation"], "none");
    city.running.stop().await;
}

#[tokio::test]
async fn what_is_not_fixed_is_reopened_and_more_urgent() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let path = format!("/reports/{}", id(&report));
    let resolve = decision(json!({ "type": "resolve", "note": "Filled yesterday" }));
    dispatcher.post(&format!("{path}/decisions"), resolve).await.ok();

    let photo = city.photo(&citizen).await;
    let again = json!({ "text": "Still full of water", "photos": [photo] });
    let reopened = citizen.post(&format!("{path}/reopen"), again).await.ok()["report"].clone();
    assert_eq!(reopened["state"], "reopened");
    assert_eq!(reopened["priority"].as_u64(), report["priority"].as_u64().map(|priority| priority + 1));
    assert_eq!(reopened["photos"][0]["kind"], "follow_up");

    let queue = dispatcher.get("/queue?state=reopened").await.ok();
    assert_eq!(queue["reports"][0]["id"], report["id"]);
    let assign = decision(json!({ "type": "assign", "department": "roads", "crew": "diggers" }));
    let assigned = dispatcher.post(&format!("{path}/decisions"), assign).await.ok();
    assert_eq!(assigned["report"]["crew"], "diggers");
}

#[tokio::test]
async fn what_nobody_contests_in_time_is_confirmed_by_rule() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let path = format!("/reports/{}", id(&report));
    let resolve = decision(json!({ "type": "resolve", "note": "" }));
    dispatcher.post(&format!("{path}/decisions"), resolve).await.ok();

    city.pass_days(6);
    assert_eq!(dimos_server::reports::sweep(&city.running.app).await.unwrap(), 0);
    city.pass_days(2);
    assert_eq!(dimos_server::reports::sweep(&city.running.app).await.unwrap(), 1);
    let confirmed = citizen.get(&path).await.ok()["report"].clone();
    assert_eq!(confirmed["state"], "confirmed");
    assert_eq!(confirmed["timeline"].as_array().unwrap().last().unwrap()["who"], "system");

    // Too late to reopen, and the answer says so with the report as it is.
    let refused = citizen.post(&format!("{path}/reopen"), json!({ "text": "No!" })).await;
    let refused = refused.refused(dimos_api::problem::Code::WrongState);
    assert_eq!(refused["report"]["state"], "confirmed");
}
