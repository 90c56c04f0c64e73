//! What a crew did on a job that was no longer open when word of it came: kept as evidence, and it moves nothing.

use crate::story::{City, Someone, TODAY, decision, footprint, id, told};
use dimos_api::problem::Code;
use dimos_domain::ids::{ActId, MediaId};
use serde_json::{Value, json};
use uuid::Uuid;

/// A footprint on the diggers' plan of today: the report, and the job.
async fn planned(citizen: &Someone, dispatcher: &Someone) -> (String, String) {
    planned_at(citizen, dispatcher, 0.0).await
}

async fn planned_at(citizen: &Someone, dispatcher: &Someone, north_m: f64) -> (String, String) {
    let report = id(&citizen.report(&footprint(north_m)).await);
    let schedule = decision(json!({ "type": "schedule", "crew": "diggers", "on": TODAY }));
    dispatcher.post(&format!("/reports/{report}/decisions"), schedule).await.ok();
    let plan = dispatcher.get(&format!("/plans/diggers/{TODAY}")).await.ok();
    let job = plan["jobs"].as_array().unwrap().iter().find(|job| job["report"] == json!(report)).map(id);
    (report, job.unwrap())
}

async fn decide(dispatcher: &Someone, report: &str, what: Value) {
    dispatcher.post(&format!("/reports/{report}/decisions"), decision(what)).await.ok();
}

async fn seen(by: &Someone, report: &str) -> Value {
    by.get(&format!("/reports/{report}")).await.ok()["report"].clone()
}

fn after(photo: MediaId) -> Value {
    json!([{ "id": photo, "kind": "after" }])
}

fn late_lines(report: &Value) -> Vec<Value> {
    let lines = report["timeline"].as_array().unwrap().iter();
    lines.map(|entry| entry["what"].clone()).filter(|what| what["type"] == "worked_late").collect()
}

#[tokio::test]
async fn work_on_a_job_that_was_taken_back_is_kept_for_the_dispatcher_and_nobody_else() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let crew = city.crew(&dispatcher, "diggers").await;
    let (report, job) = planned(&citizen, &dispatcher).await;
    let at = city.now();
    city.pass_minutes(30);
    decide(&dispatcher, &report, json!({ "type": "assign", "department": "roads" })).await;
    let before = seen(&dispatcher, &report).await;

    let photo = city.photo(&crew).await;
    let noted = crew.post(&format!("/jobs/{job}/notes"), json!({ "at": at, "photos": after(photo) })).await.ok();
    assert_eq!((&noted["late"], &noted["jobs"][0]["state"]["type"]), (&json!("taken_back"), &json!("cancelled")));
    let (key, path, close) =
        (ActId(Uuid::now_v7()), format!("/jobs/{job}/close"), json!({ "at": at, "note": "Filled" }));
    let closed = crew.post_as(key, &path, &close).await.ok();
    assert_eq!((&closed["late"], &closed["jobs"][0]["notes"]), (&json!("taken_back"), &json!(["Filled"])));
    assert_eq!(closed["jobs"][0]["photos"], after(photo), "the crew sees what it brought");
    assert_eq!(crew.post_as(key, &path, &close).await.ok(), closed, "said twice is said once");

    let report_now = seen(&dispatcher, &report).await;
    assert_eq!(report_now["state"], before["state"], "the dispatcher's word stands");
    let lines = late_lines(&report_now);
    let shown: Vec<(&Value, &Value, &Value)> =
        lines.iter().map(|line| (&line["work"]["type"], &line["note"], &line["photos"])).collect();
    let nothing = json!([]);
    assert_eq!(shown, [(&json!("noted"), &Value::Null, &after(photo)), (&json!("done"), &json!("Filled"), &nothing)]);
    assert!(lines.iter().all(|line| line["at"] == json!(at) && line["crew"] == "diggers"), "{lines:?}");
    let list = dispatcher.get("/late-work").await.ok()["work"].clone();
    let of_list: Vec<&Value> =
        list.as_array().unwrap().iter().map(|one| &one["entry"]["what"]["work"]["type"]).collect();
    assert_eq!(of_list, ["done", "noted"], "newest first");
    assert_eq!((&list[0]["report"]["id"], &list[0]["state"]), (&json!(report), &before["state"]));

    let media = format!("/media/{photo}");
    for (who, status) in [(&dispatcher, 200), (&crew, 200), (&citizen, 404), (&city.stranger(), 404)] {
        assert_eq!(who.get(&media).await.status, status);
    }
    for who in [&citizen, &city.stranger(), &city.citizen().await] {
        let view = seen(who, &report).await;
        assert_eq!((late_lines(&view).len(), &view["photos"]), (0, &json!([])), "{view:#}");
    }
    // Nor does it stand for the report in lists.
    let first = citizen.get("/reports").await.ok();
    assert_eq!(first["reports"][0]["photo"], Value::Null, "{first:#}");
}

#[tokio::test]
async fn whatever_became_of_the_report_the_work_arrives_and_moves_nothing() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let crew = city.crew(&dispatcher, "diggers").await;
    let other = id(&citizen.report(&footprint(900.0)).await);
    let became = [
        json!({ "type": "merge", "into": other }),
        json!({ "type": "ask", "question": "Where?" }),
        json!({ "type": "schedule", "crew": "diggers", "on": "2026-11-23" }),
        json!({ "type": "resolve", "note": "Seen to" }),
        json!({ "type": "withdraw" }),
    ];
    for (step, what) in (0_u8..).zip(became) {
        let (report, job) = planned_at(&citizen, &dispatcher, f64::from(step) * 150.0).await;
        if what["type"] == "withdraw" {
            citizen.post(&format!("/reports/{report}/withdraw"), json!({})).await.ok();
        } else {
            decide(&dispatcher, &report, what.clone()).await;
        }
        let before = seen(&dispatcher, &report).await;
        let is_on_a_plan = what["type"] == "schedule";
        assert_eq!(before["crew"] == "diggers", is_on_a_plan, "{what}: whose work it is");
        for (act, body) in [
            ("start", json!({ "at": city.now() })),
            ("notes", json!({ "at": city.now(), "photos": after(city.photo(&crew).await) })),
            ("close", json!({ "at": city.now(), "note": "Done" })),
            ("cannot-do", json!({ "reason": "no_access", "update": { "at": city.now(), "note": "A coach" } })),
        ] {
            let taken = crew.post(&format!("/jobs/{job}/{act}"), body).await.ok();
            assert_eq!(taken["late"], "taken_back", "{what} {act}");
        }
        let now = seen(&dispatcher, &report).await;
        assert_eq!((&now["state"], &now["crew"]), (&before["state"], &before["crew"]), "{what}");
        assert_eq!(late_lines(&now).len(), 4, "{what}");
    }
    let refused = crew.post(&format!("/jobs/{}/notes", Uuid::now_v7()), json!({ "at": city.now(), "note": "x" })).await;
    refused.refused(Code::NotFound);
}

#[tokio::test]
async fn a_second_closing_by_the_same_crew_adds_its_note_and_photo_and_closes_nothing_again() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let (first, second) = (city.crew(&dispatcher, "diggers").await, city.crew(&dispatcher, "diggers").await);
    let (report, job) = planned(&citizen, &dispatcher).await;
    let at = city.now();
    let (one, two) = (city.photo(&first).await, city.photo(&second).await);
    let closed = first
        .post(&format!("/jobs/{job}/close"), json!({ "at": at, "note": "I did", "photos": after(one) }))
        .await
        .ok();
    assert_eq!(closed["late"], Value::Null);
    city.pass_minutes(10);
    let resolved = seen(&dispatcher, &report).await;

    let started = second.post(&format!("/jobs/{job}/start"), json!({ "at": at })).await.ok();
    assert_eq!(started["late"], Value::Null, "no news");
    let body = json!({ "at": city.now(), "note": "So did I", "photos": after(two) });
    let again = second.post(&format!("/jobs/{job}/close"), body).await.ok();
    assert_eq!((&again["late"], &again["jobs"][0]["state"]), (&json!("over"), &closed["jobs"][0]["state"]));
    assert_eq!(again["jobs"][0]["notes"], json!(["I did", "So did I"]));
    let now = seen(&dispatcher, &report).await;
    assert_eq!(now["state"], "resolved");
    let moves = |report: &Value| told(report).matches("→resolved").count();
    assert_eq!((moves(&now), moves(&resolved)), (1, 1));
    assert_eq!(late_lines(&now)[0]["note"], "So did I");
    // Both photos show this very work: they are as public as it.
    let photos: Vec<&Value> = now["photos"].as_array().unwrap().iter().map(|photo| &photo["id"]).collect();
    assert_eq!(photos, [&json!(one), &json!(two)]);
    assert_eq!(city.stranger().get(&format!("/media/{two}")).await.status, 200);
    // A job that was given back takes a second word likewise.
    let (report, job) = planned(&citizen, &dispatcher).await;
    let cannot = json!({ "reason": "no_access", "update": { "at": at, "note": "A coach" } });
    first.post(&format!("/jobs/{job}/cannot-do"), cannot).await.ok();
    let close = json!({ "at": at, "note": "It drove off", "photos": after(city.photo(&second).await) });
    let late = second.post(&format!("/jobs/{job}/close"), close).await.ok();
    assert_eq!((&late["late"], &late["jobs"][0]["state"]["type"]), (&json!("over"), &json!("not_done")));
    assert_eq!(seen(&dispatcher, &report).await["state"], "triaged");
}

#[tokio::test]
async fn late_work_is_still_only_the_own_crews_and_only_staff_list_it() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let ropes = city.crew(&dispatcher, "rope-makers").await;
    let (report, job) = planned(&citizen, &dispatcher).await;
    decide(&dispatcher, &report, json!({ "type": "assign", "department": "roads" })).await;
    let body = json!({ "at": city.now(), "note": "x" });
    ropes.post(&format!("/jobs/{job}/close"), body.clone()).await.refused(Code::Forbidden);
    citizen.post(&format!("/jobs/{job}/close"), body).await.refused(Code::Forbidden);
    citizen.get("/late-work").await.refused(Code::Forbidden);
    ropes.get("/late-work").await.refused(Code::Forbidden);
    city.stranger().get("/late-work").await.refused(Code::Unauthenticated);
    // What is wrong with words and photos is refused as anywhere.
    let diggers = city.crew(&dispatcher, "diggers").await;
    let notes = format!("/jobs/{job}/notes");
    diggers.post(&notes, json!({ "at": city.now() })).await.refused(Code::BadText);
    let strange = json!({ "at": city.now(), "photos": after(MediaId(Uuid::now_v7())) });
    diggers.post(&notes, strange).await.refused(Code::MissingPhoto);
    let wrong = json!({ "at": city.now(), "photos": [{ "id": city.photo(&diggers).await, "kind": "report" }] });
    diggers.post(&notes, wrong).await.refused(Code::Invalid);
}
