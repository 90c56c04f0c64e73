//! A crew's phone is lost: it becomes a citizen's again, at once.

use crate::story::{City, TODAY, footprint, id};
use dimos_api::problem::Code;
use dimos_server::auth::StaffRole;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_revoked_phone_forgets_its_jobs_and_sees_no_more_of_the_crews() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let (lost, kept) = (city.crew(&dispatcher, "diggers").await, city.crew(&dispatcher, "diggers").await);
    let report = citizen.report(&footprint(0.0)).await;
    let plan = dispatcher.post("/plans", json!({ "crew": "diggers", "on": TODAY })).await.ok();
    let job = id(&plan["jobs"][0]);
    let (changes, cursor) = lost.changes(None).await;
    assert_eq!(changes.len(), 1, "{changes:?}");
    let listed = dispatcher.get("/crew-phones").await.ok();
    let listed: Vec<&str> =
        listed["phones"].as_array().unwrap().iter().map(|it| it["device"].as_str().unwrap()).collect();
    assert!(listed.len() == 2 && listed.contains(&lost.device.to_string().as_str()), "{listed:?}");

    assert_eq!(lost.get("/changes").await.ok()["crew"], "diggers");

    let path = format!("/crew-phones/{}", lost.device);
    dispatcher.send(Method::DELETE, &path, None, None).await.ok();
    lost.get("/jobs").await.refused(Code::Forbidden);
    lost.post(&format!("/jobs/{job}/start"), json!({ "at": city.now() })).await.refused(Code::Forbidden);
    let (changes, _) = lost.changes(Some(&cursor)).await;
    assert_eq!(changes, [json!({ "type": "job_gone", "id": job })]);
    assert_eq!(lost.get("/changes").await.ok().get("crew"), Some(&Value::Null), "so the phone knows, too");
    assert_eq!(kept.get("/jobs").await.ok()["jobs"].as_array().unwrap().len(), 1);
    let seen = lost.get(&format!("/reports/{}", id(&report))).await;
    assert_eq!(seen.body["report"]["answers"].as_array().map_or(0, Vec::len), 0, "as every citizen sees it");
    dispatcher.send(Method::DELETE, &path, None, None).await.refused(Code::NotFound);
    let noted =
        "SELECT count(*) FROM audit WHERE kind = 'crew_phone_revoked' AND actor IS NOT NULL AND detail = 'diggers'";
    assert_eq!(city.count(noted).await, 1);
}

#[tokio::test]
async fn the_code_that_a_revoked_phone_used_makes_it_no_crews_again() {
    let city = City::open().await;
    let (phone, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let code = dispatcher.post("/crew-phones/codes", json!({ "crew": "diggers" })).await.ok();
    let typed = json!({ "code": code["code"] });
    phone.post("/crew-phones/enrol", typed.clone()).await.ok();
    dispatcher.send(Method::DELETE, &format!("/crew-phones/{}", phone.device), None, None).await.ok();
    phone.post("/crew-phones/enrol", typed).await.refused(Code::Invalid);
    city.enrol(&dispatcher, &phone, "diggers").await;
    phone.get("/jobs").await.ok();
}

#[tokio::test]
async fn who_may_see_and_revoke_crews_phones() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let (own, other) = (city.crew(&dispatcher, "diggers").await, city.crew(&dispatcher, "rope-makers").await);
    // The story's crew accounts lead the diggers.
    let leader = city.staff("digger", StaffRole::Crew).await;
    let phones = |seen: &Value| -> Vec<String> {
        seen["phones"].as_array().unwrap().iter().map(|it| it["crew"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(phones(&dispatcher.get("/crew-phones").await.ok()), ["diggers", "rope-makers"]);
    assert_eq!(phones(&leader.get("/crew-phones").await.ok()), ["diggers"]);
    for nobody in [&citizen, &own] {
        nobody.get("/crew-phones").await.refused(Code::Forbidden);
    }
    city.stranger().get("/crew-phones").await.refused(Code::Unauthenticated);

    let path = format!("/crew-phones/{}", other.device);
    for (who, code) in [
        (&leader, Code::Forbidden),
        (&citizen, Code::Forbidden),
        (&other, Code::Forbidden),
        (&city.stranger(), Code::Unauthenticated),
    ] {
        who.send(Method::DELETE, &path, None, None).await.refused(code);
    }
    other.get("/jobs").await.ok();
    leader.send(Method::DELETE, &format!("/crew-phones/{}", own.device), None, None).await.ok();
    let citizens = format!("/crew-phones/{}", citizen.device);
    dispatcher.send(Method::DELETE, &citizens, None, None).await.refused(Code::NotFound);
}
