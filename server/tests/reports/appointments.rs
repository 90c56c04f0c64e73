//! A day that a citizen chose is kept: the report is planned for that day, first, and for no other.

use crate::story::{City, Someone, TODAY, decision, footprint, id, visit, with};
use dimos_api::problem::Code;
use dimos_server::auth::StaffRole;
use serde_json::{Value, json};

/// Tuesday, which the visit asks for.
const CHOSEN: &str = "2026-11-24";

async fn assigned_visit(citizen: &Someone, dispatcher: &Someone) -> Value {
    let report = citizen.report(&visit()).await;
    if report["state"] != "assigned" {
        let assign = decision(json!({ "type": "assign", "department": "harbour", "crew": "rope-makers" }));
        dispatcher.post(&format!("/reports/{}/decisions", id(&report)), assign).await.ok();
    }
    report
}

/// A giant who sleeps so many metres up the town: urgent.
fn giant(north_m: f64) -> Value {
    let answers = json!([{ "question": "awake", "value": { "type": "choice", "value": "no" } }]);
    with(footprint(north_m), json!({ "service": "giant-asleep", "description": "A giant asleep", "answers": answers }))
}

async fn plan(dispatcher: &Someone, on: &str) -> Vec<Value> {
    let plan = dispatcher.post("/plans", json!({ "crew": "rope-makers", "on": on })).await.ok();
    plan["jobs"].as_array().unwrap().iter().map(|job| job["report"].clone()).collect()
}

#[tokio::test]
async fn it_is_planned_for_its_day_first_and_for_no_other() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let visit = assigned_visit(&citizen, &dispatcher).await;
    assert!(plan(&dispatcher, TODAY).await.is_empty(), "nothing else to do, and still not today");
    // More giants, all more urgent, than the rope makers can do on two days.
    for place in 0..5 {
        let giant = citizen.report(&giant(f64::from(place) * 300.0)).await;
        if giant["state"] != "assigned" {
            let assign = decision(json!({ "type": "assign", "department": "harbour", "crew": "rope-makers" }));
            dispatcher.post(&format!("/reports/{}/decisions", id(&giant)), assign).await.ok();
        }
    }
    let monday = plan(&dispatcher, "2026-11-23").await;
    assert_eq!((monday.len(), monday.contains(&visit["id"])), (2, false));
    let tuesday = plan(&dispatcher, CHOSEN).await;
    assert_eq!((tuesday.len(), tuesday.contains(&visit["id"])), (2, true));
}

#[tokio::test]
async fn by_name_it_is_not_put_on_another_day_either_and_the_day_is_named() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let visit = assigned_visit(&citizen, &dispatcher).await;
    let path = format!("/reports/{}/decisions", id(&visit));
    let on = |day: &str| decision(json!({ "type": "schedule", "crew": "rope-makers", "on": day }));
    let refused = dispatcher.post(&path, on(TODAY)).await.refused(Code::Invalid);
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("appointment on Tuesday 24 November"), "{detail}");
    assert_eq!(refused["field"], "/decision/on");
    let greek = dispatcher.in_greek().post(&path, on("2026-11-25")).await.refused(Code::Invalid);
    assert!(greek["detail"].as_str().unwrap().contains("ραντεβού για Τρίτη 24 Νοεμβρίου"), "{greek:#}");
    assert_eq!(dispatcher.post(&path, on(CHOSEN)).await.ok()["report"]["scheduled_for"], CHOSEN);
    dispatcher.post(&path, on("2026-11-25")).await.refused(Code::Invalid);
}

#[tokio::test]
async fn once_the_day_is_over_any_day_will_do() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let visit = assigned_visit(&citizen, &dispatcher).await;
    city.pass_days(3);
    let dispatcher = city.staff("next-shift", StaffRole::Dispatcher).await;
    assert_eq!(plan(&dispatcher, "2026-11-25").await, [visit["id"].clone()]);
    let again = decision(json!({ "type": "schedule", "crew": "rope-makers", "on": "2026-11-26" }));
    let moved = dispatcher.post(&format!("/reports/{}/decisions", id(&visit)), again).await.ok();
    assert_eq!(moved["report"]["scheduled_for"], "2026-11-26");
}

#[tokio::test]
async fn on_a_day_off_only_what_is_asked_for_by_name_is_planned() {
    const FRIDAY: &str = "2026-11-27";
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let urgent = citizen.report(&footprint(0.0)).await;
    let body = json!({ "crew": "diggers", "on": FRIDAY });
    let refused = dispatcher.post("/plans", body.clone()).await.refused(Code::Invalid);
    assert!(refused["detail"].as_str().unwrap().contains("Friday 27 November is not a working day"), "{refused:#}");
    let greek = dispatcher.in_greek().post("/plans", body).await.refused(Code::Invalid);
    assert!(greek["detail"].as_str().unwrap().contains("Παρασκευή 27 Νοεμβρίου"), "{greek:#}");
    let by_name = decision(json!({ "type": "schedule", "crew": "diggers", "on": FRIDAY }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&urgent)), by_name).await.ok();
    let day = dispatcher.get(&format!("/plans/diggers/{FRIDAY}")).await.ok();
    assert_eq!(day["jobs"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_crew_reads_what_the_citizen_answered() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let ropes = city.crew(&dispatcher, "rope-makers").await;
    let gift = json!({ "question": "gift", "value": { "type": "text", "value": "Two mattresses" } });
    let mut new = visit();
    new["answers"].as_array_mut().unwrap().push(gift.clone());
    let report = citizen.report(&new).await;
    let schedule = decision(json!({ "type": "schedule", "crew": "rope-makers", "on": CHOSEN }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&report)), schedule).await.ok();
    let day = ropes.get(&format!("/jobs?on={CHOSEN}")).await.ok();
    assert_eq!(day["jobs"][0]["answers"], new["answers"]);
    let (changes, _) = ropes.changes(None).await;
    assert_eq!(changes[0]["job"]["answers"][1], gift);
}
