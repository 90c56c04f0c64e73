//! Crews' days: planned, driven, offline, out of order.

use crate::story::{City, Someone, TODAY, decision, footprint, id};
use dimos_api::problem::Code;
use serde_json::{Value, json};

/// Four footprints up the town, in no order, and the diggers' day over them.
async fn planned(city: &City, dispatcher: &Someone) -> Vec<Value> {
    let citizen = city.citizen().await;
    for north in [400.0, 0.0, 600.0, 200.0] {
        citizen.report(&footprint(north)).await;
    }
    let plan = dispatcher.post("/plans", json!({ "crew": "diggers", "on": TODAY })).await.ok();
    assert!(plan["route_m"].as_u64().unwrap() > 0);
    plan["jobs"].as_array().unwrap().clone()
}

fn lats(jobs: &[Value]) -> Vec<f64> {
    jobs.iter().map(|job| job["located"]["position"]["lat"].as_f64().unwrap()).collect()
}

fn ids(jobs: &Value) -> Vec<String> {
    jobs["jobs"].as_array().unwrap().iter().map(id).collect()
}

#[tokio::test]
async fn a_day_is_planned_along_the_way_and_planning_again_changes_nothing() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let jobs = planned(&city, &dispatcher).await;
    let (mut up, mut down) = (lats(&jobs), lats(&jobs));
    up.sort_by(f64::total_cmp);
    down.sort_by(|a, b| b.total_cmp(a));
    assert!(lats(&jobs) == up || lats(&jobs) == down, "straight up or down the town: {:?}", lats(&jobs));
    let sequences: Vec<i64> = jobs.iter().map(|job| job["sequence"].as_i64().unwrap()).collect();
    assert_eq!(sequences, [0, 1, 2, 3]);

    let again = dispatcher.post("/plans", json!({ "crew": "diggers", "on": TODAY })).await.ok();
    assert_eq!(again["jobs"], json!(jobs));
    assert_eq!(crew.get("/jobs").await.ok()["jobs"], json!(jobs));
    assert_eq!(dispatcher.get(&format!("/plans/diggers/{TODAY}")).await.ok()["jobs"], json!(jobs));
}

#[tokio::test]
async fn a_day_holds_no_more_than_a_crew_can_do_and_the_most_urgent_come_first() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let mut reports = Vec::new();
    for place in 0..8 {
        reports.push(citizen.report(&footprint(f64::from(place) * 60.0)).await);
    }
    let raise = decision(json!({ "type": "correct_priority", "priority": 3 }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&reports[7])), raise).await.ok();
    let plan = dispatcher.post("/plans", json!({ "crew": "diggers", "on": TODAY })).await.ok();
    let visited: Vec<String> =
        plan["jobs"].as_array().unwrap().iter().map(|job| job["report"].as_str().unwrap().to_owned()).collect();
    assert_eq!(visited.len(), 6);
    assert!(visited.contains(&id(&reports[7])));
}

#[tokio::test]
async fn what_is_done_stays_where_it_is_when_the_day_is_planned_again() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let jobs = planned(&city, &dispatcher).await;
    let photo = city.photo(&crew).await;
    let update = json!({ "at": city.now(), "photos": [{ "id": photo, "kind": "after" }] });
    crew.post(&format!("/jobs/{}/close", id(&jobs[0])), update).await.ok();
    city.citizen().await.report(&footprint(500.0)).await;
    let plan = dispatcher.post("/plans", json!({ "crew": "diggers", "on": TODAY })).await.ok();
    assert_eq!(plan["jobs"].as_array().unwrap().len(), 5);
    assert_eq!((id(&plan["jobs"][0]), &plan["jobs"][0]["state"]["type"]), (id(&jobs[0]), &json!("done")));
}

#[tokio::test]
async fn the_crew_drives_in_its_own_order() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let jobs = planned(&city, &dispatcher).await;
    let wanted: Vec<String> = [3, 1, 0, 2].map(|place: usize| id(&jobs[place])).to_vec();
    let ordered = crew.put("/jobs/order", json!({ "on": TODAY, "jobs": wanted })).await.ok();
    assert_eq!(ids(&ordered), wanted);
    // What the crew does not name, because it was added meanwhile, goes last.
    let short = crew.put("/jobs/order", json!({ "on": TODAY, "jobs": [wanted[2]] })).await.ok();
    assert_eq!(ids(&short)[0], wanted[2]);
    assert_eq!(ids(&short).len(), 4);
    let unknown = crew.put("/jobs/order", json!({ "on": TODAY, "jobs": [uuid::Uuid::now_v7()] })).await;
    unknown.refused(Code::NotFound);
}

#[tokio::test]
async fn closing_needs_a_photo_of_the_finished_work_and_implies_the_start() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let job = id(&planned(&city, &dispatcher).await[0]);
    let close = format!("/jobs/{job}/close");
    crew.post(&close, json!({ "at": city.now(), "note": "done" })).await.refused(Code::MissingPhoto);
    let before = json!([{ "id": city.photo(&crew).await, "kind": "before" }]);
    crew.post(&close, json!({ "at": city.now(), "photos": before })).await.refused(Code::MissingPhoto);
    // The photo may have come with a note.
    let after = json!([{ "id": city.photo(&crew).await, "kind": "after" }]);
    crew.post(&format!("/jobs/{job}/notes"), json!({ "at": city.now(), "photos": after })).await.ok();
    let closed = crew.post(&close, json!({ "at": city.now() })).await.ok();
    assert_eq!(closed["jobs"][0]["state"]["type"], "done");
}

#[tokio::test]
async fn what_the_crew_cannot_do_returns_to_the_dispatcher() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let job = planned(&city, &dispatcher).await[0].clone();
    let cannot = json!({ "reason": "no_access", "update": { "at": city.now(), "note": "A coach stands on it" } });
    let given_back = crew.post(&format!("/jobs/{}/cannot-do", id(&job)), cannot).await.ok();
    assert_eq!(given_back["jobs"][0]["state"]["reason"], "no_access");
    let report = dispatcher.get(&format!("/reports/{}", job["report"].as_str().unwrap())).await.ok()["report"].clone();
    assert_eq!((&report["state"], &report["crew"]), (&json!("triaged"), &Value::Null));
    let last = report["timeline"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["what"]["action"], &last["what"]["note"]), (&json!("give_back"), &json!("A coach stands on it")));
}

#[tokio::test]
async fn another_reason_is_none_until_the_crew_says_which() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let job = id(&planned(&city, &dispatcher).await[0]);
    let path = format!("/jobs/{job}/cannot-do");
    let other = |note: &str| json!({ "reason": "other", "update": { "at": city.now(), "note": note } });
    for note in ["", " \u{200B}\n"] {
        let refused = crew.post(&path, other(note)).await.refused(Code::BadText);
        assert_eq!(refused["field"], "/update/note");
        assert!(refused["detail"].as_str().unwrap().contains("note"), "{refused}");
    }
    let longest = crew.post(&path, other(&"α".repeat(4_001))).await.refused(Code::BadText);
    assert_eq!(longest["field"], "/update/note");
    assert_eq!(crew.get("/jobs").await.ok()["jobs"][0]["state"]["type"], "planned", "nothing was written");
    let given_back = crew.post(&path, other("A wedding party stands around it")).await.ok();
    assert_eq!(given_back["jobs"][0]["state"]["reason"], "other");
    // Every reason that is offered says enough by itself.
    let silent = id(&crew.get("/jobs").await.ok()["jobs"][1]);
    let unsafe_now = json!({ "reason": "unsafe", "update": { "at": city.now() } });
    crew.post(&format!("/jobs/{silent}/cannot-do"), unsafe_now).await.ok();
}

#[tokio::test]
async fn a_job_taken_off_meanwhile_is_told_and_what_was_done_on_it_is_taken_as_evidence() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let (_, cursor) = crew.changes(None).await;
    let job = planned(&city, &dispatcher).await[0].clone();
    let (changes, cursor) = crew.changes(Some(&cursor)).await;
    assert_eq!(changes.len(), 4);
    let assign = decision(json!({ "type": "assign", "department": "roads" }));
    dispatcher.post(&format!("/reports/{}/decisions", job["report"].as_str().unwrap()), assign).await.ok();
    let (changes, _) = crew.changes(Some(&cursor)).await;
    assert_eq!(changes[0]["job"]["state"]["type"], "cancelled");

    let photo = city.photo(&crew).await;
    let update = json!({ "at": city.now(), "photos": [{ "id": photo, "kind": "after" }] });
    let taken = crew.post(&format!("/jobs/{}/close", id(&job)), update).await.ok();
    assert_eq!((&taken["jobs"][0]["state"]["type"], &taken["late"]), (&json!("cancelled"), &json!("taken_back")));
    assert_eq!(ids(&crew.get("/jobs").await.ok()).len(), 3);
}

#[tokio::test]
async fn another_day_takes_it_off_the_first() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let job = planned(&city, &dispatcher).await[0].clone();
    let tomorrow = decision(json!({ "type": "schedule", "crew": "diggers", "on": "2026-11-23" }));
    let path = format!("/reports/{}/decisions", job["report"].as_str().unwrap());
    let moved = dispatcher.post(&path, tomorrow.clone()).await.ok()["report"].clone();
    assert_eq!(moved["scheduled_for"], "2026-11-23");
    assert_eq!(dispatcher.post(&path, tomorrow).await.ok()["report"], moved, "said twice is said once");
    assert_eq!(ids(&crew.get("/jobs").await.ok()).len(), 3);
    let moved = crew.get("/jobs?on=2026-11-23").await.ok();
    assert_eq!(moved["jobs"][0]["report"], job["report"]);
    assert_ne!(id(&moved["jobs"][0]), id(&job));
}

#[tokio::test]
async fn a_crews_wrong_clock_is_kept_within_what_can_be_true() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let jobs = planned(&city, &dispatcher).await;
    let planned_at = city.now();
    city.pass_minutes(60);
    for (job, at, kept) in
        [(&jobs[0], json!("1970-01-01T00:00:00Z"), planned_at), (&jobs[1], json!("2038-01-01T00:00:00Z"), city.now())]
    {
        let started = crew.post(&format!("/jobs/{}/start", id(job)), json!({ "at": at })).await.ok();
        assert_eq!(started["jobs"][0]["state"]["at"], json!(kept));
    }
}

#[tokio::test]
async fn what_changes_on_a_report_reaches_the_crew() {
    let city = City::open().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let job = planned(&city, &dispatcher).await[0].clone();
    let (_, cursor) = crew.changes(None).await;
    let raise = decision(json!({ "type": "correct_priority", "priority": 3 }));
    dispatcher.post(&format!("/reports/{}/decisions", job["report"].as_str().unwrap()), raise).await.ok();
    let (changes, _) = crew.changes(Some(&cursor)).await;
    assert_eq!((changes.len(), &changes[0]["job"]["priority"]), (1, &json!(3)));
}
