//! What the city makes of a report on arrival.

use crate::story::{City, decision, footprint, id, visit, with};
use dimos_api::problem::Code;
use serde_json::{Value, json};

fn steps(report: &Value) -> Vec<Value> {
    let entries = report["timeline"].as_array().unwrap();
    let triaged = entries.iter().rfind(|entry| entry["what"]["type"] == "triaged").unwrap();
    triaged["what"]["steps"].as_array().unwrap().clone()
}

fn step<'a>(steps: &'a [Value], name: &str) -> &'a Value {
    steps.iter().find(|step| step["step"] == name).unwrap()
}

#[tokio::test]
async fn every_step_is_explained_on_the_ticket() {
    let city = City::open().await;
    let report =
        city.citizen().await.report(&with(footprint(0.0), json!({ "description": "a lamp, Blefuscu!" }))).await;
    let steps = steps(&report);
    let names: Vec<&str> = steps.iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(names, ["place", "service", "duplicates", "priority", "routed", "due"]);
    assert_eq!(step(&steps, "place")["area"], "harbour");
    assert_eq!(step(&steps, "service")["suggested"], "street-lamp", "the words say something else, and it is said");
    assert_eq!(report["service"], "footprint", "but the citizen's choice stands");
    assert_eq!(step(&steps, "priority")["priority"], 2);
    assert_eq!(step(&steps, "priority")["reasons"][1]["word"], "Blefuscu");
    assert_eq!(step(&steps, "routed")["department"], "roads");
    // 24 working hours of 8½ a day from Sunday 10:30, Lilliput's time: 7 + 8½ + 8½ is Tuesday's closing time.
    assert_eq!(report["due_at"], "2026-11-24T09:30:00Z");
}

#[tokio::test]
async fn a_rule_may_name_the_crew() {
    let city = City::open().await;
    let giant = json!({
        "service": "giant-asleep",
        "description": "Snoring",
        "answers": [{ "question": "awake", "value": { "type": "choice", "value": "no" } }],
    });
    let report = city.citizen().await.report(&with(footprint(0.0), giant)).await;
    assert_eq!((&report["department"], &report["crew"]), (&json!("harbour"), &json!("rope-makers")));
    assert_eq!(step(&steps(&report), "routed")["rule"]["en"], "Every giant");
}

#[tokio::test]
async fn what_may_be_the_same_waits_for_a_person() {
    let city = City::open().await;
    let (citizen, other) = (city.citizen().await, city.citizen().await);
    let first = citizen.report(&footprint(0.0)).await;
    let second = other.report(&footprint(4.0)).await;
    assert_eq!(second["state"], "triaged");
    let steps_of_second = steps(&second);
    let candidates = &step(&steps_of_second, "duplicates")["candidates"];
    assert_eq!(candidates[0]["report"]["number"], first["number"]);
    assert_eq!(candidates[0]["metres"], 4);

    let declined = with(footprint(5.0), json!({ "not_duplicates_of": [first["id"], second["id"]] }));
    let third = other.report(&declined).await;
    assert_eq!(third["state"], "assigned", "the citizen saw both and said that it is another");
    let fourth = other.report(&footprint(60.0)).await;
    assert_eq!(fourth["state"], "assigned", "too far away");
}

#[tokio::test]
async fn a_place_known_badly_waits_for_a_person() {
    let city = City::open().await;
    let mut vague = footprint(0.0);
    vague["located"]["accuracy_m"] = json!(400.0);
    vague["located"]["source"] = json!("phone");
    assert_eq!(city.citizen().await.report(&vague).await["state"], "triaged");
}

#[tokio::test]
async fn a_preview_says_what_the_city_would_make_of_it_and_files_nothing() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let first = citizen.report(&footprint(0.0)).await;
    let preview = json!({
        "description": "footprint",
        "located": footprint(3.0)["located"],
        "service": "footprint",
    });
    let answer = citizen.send(reqwest::Method::POST, "/triage", Some(&preview), None).await.ok();
    let steps = answer["steps"].as_array().unwrap().clone();
    assert_eq!(step(&steps, "duplicates")["candidates"][0]["report"]["id"], first["id"]);
    assert_eq!(city.count("SELECT count(*) FROM reports").await, 1);
    city.stranger().send(reqwest::Method::POST, "/triage", Some(&preview), None).await.refused(Code::Unauthenticated);
}

#[tokio::test]
async fn a_corrected_service_runs_the_triage_again() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let decisions = format!("/reports/{}/decisions", id(&report));
    let giant = decision(json!({ "type": "correct_service", "service": "giant-asleep" }));
    let corrected = dispatcher.post(&decisions, giant).await.ok()["report"].clone();
    assert_eq!((&corrected["service"], &corrected["priority"]), (&json!("giant-asleep"), &json!(2)));
    assert_eq!((&corrected["department"], &corrected["crew"]), (&json!("harbour"), &json!("rope-makers")));
    assert_ne!(corrected["due_at"], report["due_at"]);
    let lines = "SELECT count(*) FROM events WHERE kind = 'corrected' AND data LIKE '%\"field\":\"service\"%'";
    assert_eq!(city.count(lines).await, 1);

    // A service that is not public takes the report from the public view.
    let secret = decision(json!({ "type": "correct_service", "service": "giant-visit" }));
    dispatcher.post(&decisions, secret).await.ok();
    city.stranger().get(&format!("/reports/{}", id(&report))).await.refused(Code::NotFound);
}

#[tokio::test]
async fn a_corrected_position_is_another_place() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    let report = citizen.report(&footprint(0.0)).await;
    let decisions = format!("/reports/{}/decisions", id(&report));
    let raise = decision(json!({ "type": "correct_priority", "priority": 3 }));
    dispatcher.post(&decisions, raise).await.ok();
    let palace = json!({ "type": "correct_position", "position": { "lat": -30.0055, "lon": 110.0125 } });
    let corrected = dispatcher.post(&decisions, decision(palace)).await.ok()["report"].clone();
    assert_eq!(corrected["area"], "palace");
    assert_eq!(corrected["priority"], 3, "what a person decided is not undone by a rule");
    assert_eq!(corrected["place_hint"], "Οδός Μικρού Άκρου");
    let outside = json!({ "type": "correct_position", "position": { "lat": -30.01, "lon": 110.03 } });
    dispatcher.post(&decisions, decision(outside)).await.refused(Code::OutsideCity);
}

#[tokio::test]
async fn what_is_not_public_suggests_nothing_of_others() {
    let city = City::open().await;
    let (citizen, dispatcher) = (city.citizen().await, city.dispatcher().await);
    // Two footprints that staff know to be giants' visits: private from then on.
    let (a, b) = (citizen.report(&footprint(0.0)).await, city.citizen().await.report(&footprint(2.0)).await);
    for report in [&a, &b] {
        let secret = decision(json!({ "type": "correct_service", "service": "giant-visit" }));
        dispatcher.post(&format!("/reports/{}/decisions", id(report)), secret).await.ok();
    }
    let mine = citizen.get(&format!("/reports/{}", id(&a))).await.ok();
    assert!(!mine.to_string().contains(&id(&b)));
    assert_eq!(citizen.report(&visit()).await["public"], false);
}
