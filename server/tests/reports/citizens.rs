//! What citizens do to reports: their own and others'.

use crate::story::{City, decision, footprint, id, told, visit, with};
use dimos_api::problem::Code;
use dimos_domain::ids::ActId;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn me_too_counts_once_for_each_phone() {
    let city = City::open().await;
    let (reporter, other, third) = (city.citizen().await, city.citizen().await, city.citizen().await);
    let report = reporter.report(&footprint(0.0)).await;
    let supporters = format!("/reports/{}/supporters", id(&report));

    other.post(&supporters, json!({ "text": "I fell in" })).await.ok();
    let again = other.post(&supporters, json!({})).await.ok()["report"].clone();
    assert_eq!(again["supporters"], 1);
    assert_eq!(again["relation"], "supporter");
    assert_eq!(third.post(&supporters, json!({})).await.ok()["report"]["supporters"], 2);

    // Who no longer follows it and says "me too" again is still one.
    other.put(&format!("/reports/{}/follow", id(&report)), json!({ "follow": false })).await.ok();
    assert_eq!(other.post(&supporters, json!({})).await.ok()["report"]["supporters"], 2);

    reporter.post(&supporters, json!({})).await.refused(Code::Invalid);
}

#[tokio::test]
async fn many_supporters_make_it_more_urgent() {
    let city = City::open().await;
    let reporter = city.citizen().await;
    let report = reporter.report(&footprint(0.0)).await;
    let supporters = format!("/reports/{}/supporters", id(&report));
    for _ in 0..5 {
        city.citizen().await.post(&supporters, json!({})).await.ok();
    }
    let report = reporter.get(&format!("/reports/{}", id(&report))).await.ok()["report"].clone();
    assert_eq!(report["priority"], 2);
    assert!(told(&report).ends_with("supported corrected"), "{}", told(&report));
}

#[tokio::test]
async fn an_act_sent_twice_is_done_once() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let (act, new) = (ActId(Uuid::now_v7()), footprint(0.0));
    let first = citizen.post_as(act, "/reports", &new).await.ok();
    city.pass_days(3);
    let second = citizen.post_as(act, "/reports", &new).await.ok();
    assert_eq!(first, second);
    assert_eq!(city.count("SELECT count(*) FROM reports").await, 1);

    let other = with(new.clone(), json!({ "description": "Something else" }));
    citizen.post_as(act, "/reports", &other).await.refused(Code::KeyReused);
    // The same report under another key is another act for a report that is there.
    citizen.post("/reports", new).await.refused(Code::KeyReused);
    assert_eq!(city.count("SELECT count(*) FROM reports").await, 1);
}

#[tokio::test]
async fn an_accepted_act_stays_accepted_when_the_same_would_be_refused_later() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let (act, new) = (ActId(Uuid::now_v7()), visit());
    let first = citizen.post_as(act, "/reports", &new).await.ok();
    city.pass_days(30);
    assert_eq!(citizen.post_as(act, "/reports", &new).await.ok(), first, "the day asked for has passed meanwhile");
}

#[tokio::test]
async fn ticket_numbers_have_no_gaps() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    for number in 1..=3 {
        let with_missing_photo = with(footprint(f64::from(number) * 50.0), json!({ "photos": [Uuid::now_v7()] }));
        citizen.post("/reports", with_missing_photo).await.refused(Code::MissingPhoto);
        let report = citizen.report(&footprint(f64::from(number) * 50.0)).await;
        assert_eq!(report["number"], format!("LILL-2026-{number:06}"));
    }
}

#[tokio::test]
async fn the_city_asks_and_the_citizen_answers() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let path = format!("/reports/{}", id(&report));
    let ask = decision(json!({ "type": "ask", "question": "Left or right foot?" }));
    dispatcher.post(&format!("{path}/decisions"), ask).await.ok();
    let asked = citizen.get(&path).await.ok()["report"].clone();
    assert_eq!((&asked["state"], &asked["question"]), (&json!("needs_info"), &json!("Left or right foot?")));
    let public = city.stranger().get(&path).await.ok()["report"].clone();
    assert!(public["question"].is_null() && !public.to_string().contains("Left or right"));

    let answered = citizen.post(&format!("{path}/answers"), json!({ "text": "Both" })).await.ok()["report"].clone();
    assert_eq!(answered["state"], "triaged");
    assert!(answered["question"].is_null());
    let again = citizen.post(&format!("{path}/answers"), json!({ "text": "Both!" })).await;
    assert_eq!(again.refused(Code::WrongState)["report"]["state"], "triaged");
}

#[tokio::test]
async fn what_is_taken_back_leaves_the_public_view() {
    let city = City::open().await;
    let (citizen, follower) = (city.citizen().await, city.citizen().await);
    let photo = city.photo(&citizen).await;
    let report = citizen.report(&with(footprint(0.0), json!({ "photos": [photo] }))).await;
    let path = format!("/reports/{}", id(&report));
    follower.put(&format!("{path}/follow"), json!({ "follow": true })).await.ok();
    let (_, cursor) = follower.changes(None).await;
    assert_eq!(city.count("SELECT count(*) FROM media WHERE public = 1").await, 1);

    let withdrawn = citizen.post(&format!("{path}/withdraw"), json!({ "text": "It was my own foot" })).await.ok();
    assert_eq!(withdrawn["report"]["state"], "withdrawn");
    city.stranger().get(&path).await.refused(Code::NotFound);
    let (changes, _) = follower.changes(Some(&cursor)).await;
    assert_eq!(changes, [json!({ "type": "report_gone", "id": report["id"] })]);
    assert_eq!(city.count("SELECT count(*) FROM media WHERE public = 1").await, 0);
    citizen.post(&format!("{path}/comments"), json!({ "text": "Sorry" })).await.refused(Code::WrongState);
}

#[tokio::test]
async fn a_rating_can_be_changed_and_is_one() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let path = format!("/reports/{}", id(&report));
    citizen.put(&format!("{path}/rating"), json!({ "stars": 4 })).await.refused(Code::WrongState);
    let resolve = decision(json!({ "type": "resolve", "note": "" }));
    dispatcher.post(&format!("{path}/decisions"), resolve).await.ok();
    citizen.put(&format!("{path}/rating"), json!({ "stars": 6 })).await.refused(Code::Invalid);
    citizen.put(&format!("{path}/rating"), json!({ "stars": 4 })).await.ok();
    let changed = citizen.put(&format!("{path}/rating"), json!({ "stars": 2 })).await.ok()["report"].clone();
    assert_eq!((&changed["state"], &changed["rating"]["stars"]), (&json!("confirmed"), &json!(2)));
}

#[tokio::test]
async fn lists_are_nearest_first_and_filtered() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let far = citizen.report(&footprint(300.0)).await;
    let near = citizen.report(&footprint(40.0)).await;
    let lamp = with(footprint(20.0), json!({ "service": "street-lamp" }));
    let lamp = citizen.report(&lamp).await;
    citizen.report(&visit()).await;

    let ids =
        |answer: serde_json::Value| -> Vec<String> { answer["reports"].as_array().unwrap().iter().map(id).collect() };
    let around = "/reports?near_lat=-30.015&near_lon=110.008";
    assert_eq!(ids(city.stranger().get(around).await.ok()), [id(&lamp), id(&near), id(&far)]);
    assert_eq!(ids(city.stranger().get(&format!("{around}&radius_m=100")).await.ok()), [id(&lamp), id(&near)]);
    assert_eq!(ids(city.stranger().get(&format!("{around}&service=footprint&limit=1")).await.ok()), [id(&near)]);
    assert_eq!(ids(city.stranger().get("/reports?face=fixed").await.ok()), Vec::<String>::new());
    assert_eq!(ids(city.stranger().get("/reports?limit=200").await.ok()).len(), 3, "what is not public is in no list");
}
