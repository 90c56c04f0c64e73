//! Who reported: told to staff who see everything and to the crew that has the job while it is open, and to nobody else.

use crate::story::{City, Someone, decision, id, visit};
use dimos_api::problem::Code;
use dimos_domain::ids::ActId;
use dimos_server::auth::StaffRole;
use serde_json::{Value, json};
use uuid::Uuid;

/// The day that Flimnap chose.
const DAY: &str = "2026-11-24";

fn flimnap() -> Value {
    json!({ "name": "Flimnap", "email": "flimnap@lilliput.example", "phone": "+61 8 5550 1234" })
}

/// A visit that Flimnap asked for, on the rope makers' plan: the report and the job.
async fn planned(city: &City, citizen: &Someone, dispatcher: &Someone) -> (Value, String) {
    let mut new = visit();
    new["contact"] = flimnap();
    let report = citizen.report(&new).await;
    let schedule = decision(json!({ "type": "schedule", "crew": "rope-makers", "on": DAY }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&report)), schedule).await.ok();
    let plan = dispatcher.get(&format!("/plans/rope-makers/{DAY}")).await.ok();
    assert_eq!(city.count("SELECT count(*) FROM report_contacts").await, 1);
    (report, id(&plan["jobs"][0]))
}

/// Nothing that anybody could know Flimnap by.
#[track_caller]
fn says_nothing_of_flimnap(body: &Value) {
    let text = body.to_string();
    for part in ["Flimnap", "flimnap", "5550 1234", "\"contact\""] {
        assert!(!text.contains(part), "{part} in {body:#}");
    }
}

#[tokio::test]
async fn staff_who_see_everything_read_who_reported() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let (report, _) = planned(&city, &citizen, &dispatcher).await;
    for path in [format!("/reports/{}", id(&report)), format!("/reports/{}", report["number"].as_str().unwrap())] {
        assert_eq!(dispatcher.get(&path).await.ok()["report"]["contact"], flimnap());
    }
    let nameless = citizen.report(&crate::story::footprint(0.0)).await;
    let queue = dispatcher.get("/queue").await.ok();
    let of = |wanted: &Value| {
        let reports = queue["reports"].as_array().unwrap();
        reports.iter().find(|one| one["id"] == wanted["id"]).unwrap().get("contact").cloned()
    };
    assert_eq!((of(&report), of(&nameless)), (Some(flimnap()), None));
}

#[tokio::test]
async fn nobody_else_reads_it_on_the_report() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let ropes = city.crew(&dispatcher, "rope-makers").await;
    let diggers = city.crew(&dispatcher, "diggers").await;
    let leader = city.staff("rope-leader", StaffRole::Crew).await;
    let (report, _) = planned(&city, &citizen, &dispatcher).await;
    let path = format!("/reports/{}", id(&report));
    says_nothing_of_flimnap(&report);
    says_nothing_of_flimnap(&citizen.get(&path).await.ok());
    says_nothing_of_flimnap(&ropes.get(&path).await.ok());
    leader.get("/queue").await.refused(Code::Forbidden);
    for reader in [&diggers, &leader, &city.stranger(), &city.citizen().await] {
        says_nothing_of_flimnap(&reader.get(&path).await.refused(Code::NotFound));
    }
    for phone in [&citizen, &diggers] {
        says_nothing_of_flimnap(&json!(phone.changes(None).await.0));
    }
    // Public ones, too: the contact of a report that everybody may read.
    let mut public = crate::story::footprint(0.0);
    public["contact"] = flimnap();
    let public = citizen.report(&public).await;
    let path = format!("/reports/{}", id(&public));
    for reader in [&citizen, &diggers, &ropes, &leader, &city.stranger()] {
        says_nothing_of_flimnap(&reader.get(&path).await.ok());
    }
    says_nothing_of_flimnap(&city.stranger().get("/reports").await.ok());
    let page = format!("{}/reports/{}", city.running.url(), public["number"].as_str().unwrap());
    says_nothing_of_flimnap(&json!(reqwest::get(page).await.unwrap().text().await.unwrap()));
}

#[tokio::test]
async fn the_crew_that_has_the_job_knows_whom_to_call_until_it_is_over() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let ropes = city.crew(&dispatcher, "rope-makers").await;
    let (_, cursor) = ropes.changes(None).await;
    let (_, job) = planned(&city, &citizen, &dispatcher).await;
    let (changes, cursor) = ropes.changes(Some(&cursor)).await;
    assert_eq!(changes[0]["job"]["contact"], flimnap());
    let day = format!("/jobs?on={DAY}");
    assert_eq!(ropes.get(&day).await.ok()["jobs"][0]["contact"], flimnap());

    let (start, begun) = (ActId(Uuid::now_v7()), json!({ "at": city.now() }));
    let path = format!("/jobs/{job}/start");
    assert_eq!(ropes.post_as(start, &path, &begun).await.ok()["jobs"][0]["contact"], flimnap());
    assert_eq!(ropes.post_as(start, &path, &begun).await.ok()["jobs"][0]["contact"], flimnap(), "asked again");
    let order = ropes.put("/jobs/order", json!({ "on": DAY, "jobs": [job] })).await.ok();
    assert_eq!(order["jobs"][0]["contact"], flimnap());

    let after = json!({ "at": city.now(), "photos": [{ "id": city.photo(&ropes).await, "kind": "after" }] });
    says_nothing_of_flimnap(&ropes.post(&format!("/jobs/{job}/close"), after.clone()).await.ok());
    says_nothing_of_flimnap(&ropes.get(&day).await.ok());
    says_nothing_of_flimnap(&json!(ropes.changes(Some(&cursor)).await.0));
    says_nothing_of_flimnap(&ropes.post_as(start, &path, &begun).await.ok());
    let again = json!({ "at": city.now(), "photos": [{ "id": city.photo(&ropes).await, "kind": "after" }] });
    says_nothing_of_flimnap(&ropes.post(&format!("/jobs/{job}/close"), again).await.ok());
    says_nothing_of_flimnap(
        &ropes.post(&format!("/jobs/{job}/notes"), json!({ "at": city.now(), "note": "?" })).await.ok(),
    );
}

#[tokio::test]
async fn a_job_that_is_given_back_or_taken_away_takes_the_contact_along() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let ropes = city.crew(&dispatcher, "rope-makers").await;
    let (report, job) = planned(&city, &citizen, &dispatcher).await;
    let cannot = json!({ "reason": "no_access", "update": { "at": city.now() } });
    says_nothing_of_flimnap(&ropes.post(&format!("/jobs/{job}/cannot-do"), cannot).await.ok());

    let decide = format!("/reports/{}/decisions", id(&report));
    let assign = decision(json!({ "type": "assign", "department": "harbour" }));
    dispatcher.post(&decide, assign.clone()).await.ok();
    dispatcher.post(&decide, decision(json!({ "type": "schedule", "crew": "rope-makers", "on": DAY }))).await.ok();
    let (_, cursor) = ropes.changes(None).await;
    let answer = dispatcher.post(&decide, assign).await.ok();
    says_nothing_of_flimnap(&answer);
    let (changes, _) = ropes.changes(Some(&cursor)).await;
    assert_eq!(changes[0]["job"]["state"]["type"], "cancelled");
    says_nothing_of_flimnap(&json!(changes));
}

/// A phone that was given to another crew asks again what it asked as the first one's.
#[tokio::test]
async fn another_crew_learns_nothing_by_asking_again_with_an_old_key() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let phone = city.crew(&dispatcher, "rope-makers").await;
    let (_, job) = planned(&city, &citizen, &dispatcher).await;
    let (start, begun) = (ActId(Uuid::now_v7()), json!({ "at": city.now() }));
    let path = format!("/jobs/{job}/start");
    assert_eq!(phone.post_as(start, &path, &begun).await.ok()["jobs"][0]["contact"], flimnap());
    city.enrol(&dispatcher, &phone, "diggers").await;
    says_nothing_of_flimnap(&phone.post_as(start, &path, &begun).await.ok());
    says_nothing_of_flimnap(&phone.get(&format!("/jobs?on={DAY}")).await.ok());
    phone.post(&format!("/jobs/{job}/notes"), json!({ "at": city.now(), "note": "?" })).await.refused(Code::Forbidden);
}

#[tokio::test]
async fn it_stands_in_its_own_table_and_nowhere_else() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let ropes = city.crew(&dispatcher, "rope-makers").await;
    let (_, job) = planned(&city, &citizen, &dispatcher).await;
    ropes.post(&format!("/jobs/{job}/start"), json!({ "at": city.now() })).await.ok();
    assert!(city.count("SELECT count(*) FROM idempotency WHERE answer LIKE '%\"jobs\"%'").await > 0);
    for (column, table) in [("answer", "idempotency"), ("data", "events"), ("after", "events"), ("detail", "audit")] {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%limnap%' OR {column} LIKE '%5550%'");
        let found = city.running.app.db.read(move |tx| tx.one(&sql, [], |row| row.get::<_, i64>(0))).await.unwrap();
        assert_eq!(found, Some(0), "{table}.{column}");
    }
}

#[tokio::test]
async fn of_what_a_crew_gave_back_it_keeps_only_its_own_work() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let ropes = city.crew(&dispatcher, "rope-makers").await;
    let mut new = visit();
    let theirs = city.photo(&citizen).await;
    (new["contact"], new["photos"]) = (flimnap(), json!([theirs]));
    let report = citizen.report(&new).await;
    assert_eq!(report["public"], false);
    let schedule = decision(json!({ "type": "schedule", "crew": "rope-makers", "on": DAY }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&report)), schedule).await.ok();
    let day = format!("/jobs?on={DAY}");
    let job = ropes.get(&day).await.ok()["jobs"][0].clone();
    assert_eq!((&job["description"], &job["photos"][0]["id"]), (&report["description"], &json!(theirs)));
    let media = |id: &Value| format!("/media/{}", id.as_str().unwrap());
    assert_eq!(ropes.get(&media(&json!(theirs))).await.status, 200);

    let own = city.photo(&ropes).await;
    let update = json!({ "at": city.now(), "photos": [{ "id": own, "kind": "before" }] });
    let path = format!("/jobs/{}/cannot-do", id(&job));
    ropes.post(&path, json!({ "reason": "no_access", "update": update })).await.ok();
    let later = city.photo(&citizen).await;
    let comment = json!({ "text": "Στο υπόγειο", "photos": [later] });
    citizen.post(&format!("/reports/{}/comments", id(&report)), comment).await.ok();
    let job = ropes.get(&day).await.ok()["jobs"][0].clone();
    assert_eq!((&job["description"], &job["answers"]), (&json!(""), &json!([])));
    assert_eq!(job["photos"], json!([{ "id": own, "kind": "before" }]));
    assert!(!json!(ropes.changes(None).await.0).to_string().contains(&later.to_string()));
    for (photo, status) in [(theirs, 404), (later, 404), (own, 200)] {
        assert_eq!(ropes.get(&media(&json!(photo))).await.status, status, "{photo}");
        assert_eq!(dispatcher.get(&media(&json!(photo))).await.status, 200);
    }
}
