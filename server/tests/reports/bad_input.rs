//! Bad input: a clear answer with a code and a field, nothing written, never a panic.

use crate::story::{City, footprint, visit, with};
use dimos_api::problem::Code;
use serde_json::{Value, json};
use uuid::Uuid;

fn at(lat: f64, lon: f64) -> Value {
    json!({ "position": { "lat": lat, "lon": lon }, "source": "map" })
}

fn giant(answers: Value) -> Value {
    with(footprint(0.0), json!({ "service": "giant-asleep", "answers": answers }))
}

fn choice(code: &str) -> Value {
    json!({ "question": "awake", "value": { "type": "choice", "value": code } })
}

#[tokio::test]
async fn a_report_that_will_not_do_is_refused_by_code_and_field() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let eleven: Vec<Uuid> = (0..11).map(|_| Uuid::now_v7()).collect();
    let cases = [
        (json!({ "description": "" }), Code::BadText, "/description"),
        (json!({ "description": " \u{200B}\u{202E}\n" }), Code::BadText, "/description"),
        (json!({ "description": "α".repeat(4_001) }), Code::BadText, "/description"),
        (json!({ "service": "volcano" }), Code::UnknownService, "/service"),
        (json!({ "service": "Not A Code" }), Code::Malformed, "/service"),
        (json!({ "service": "pothole" }), Code::MissingPhoto, "/photos"),
        (json!({ "photos": [Uuid::now_v7()] }), Code::MissingPhoto, "/photos"),
        (json!({ "photos": eleven }), Code::TooManyPhotos, "/photos"),
        (json!({ "located": at(-30.01, 110.03) }), Code::OutsideCity, "/located/position"),
        (json!({ "located": at(110.005, -30.01) }), Code::BadPosition, "/located/position"),
        (json!({ "located": at(0.0, 0.0) }), Code::BadPosition, "/located/position"),
        (
            json!({ "located": { "position": { "lat": "north" }, "source": "map" } }),
            Code::Malformed,
            "/located/position/lat",
        ),
        (json!({ "located": at(40.6, 22.9) }), Code::OutsideCity, "/located/position"),
        (json!({ "contact": { "email": "nobody" } }), Code::BadContact, "/contact/email"),
        (json!({ "contact": { "phone": "call me" } }), Code::BadContact, "/contact/phone"),
        (json!({ "contact": { "name": "x".repeat(300) } }), Code::BadContact, "/contact/name"),
        (json!({ "reported_at": "yesterday" }), Code::Malformed, "/reported_at"),
        (json!({ "id": "1" }), Code::Malformed, "/id"),
        (json!({ "id": Uuid::nil() }), Code::Invalid, "/id"),
        (json!({ "id": "6ba7b810-9dad-41d1-80b4-00c04fd430c8" }), Code::Invalid, "/id"),
        (json!({ "surprise": 1 }), Code::Malformed, "/surprise"),
    ];
    for (members, code, field) in cases {
        let refused = citizen.post("/reports", with(footprint(0.0), members.clone())).await.refused(code);
        assert_eq!(refused["field"], field, "{members}");
    }
    assert_eq!(city.count("SELECT count(*) FROM reports").await, 0);
    assert_eq!(city.count("SELECT count(*) FROM events").await, 0);
}

#[tokio::test]
async fn answers_must_fit_their_questions() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let number = |number: Value| json!({ "question": "length", "value": { "type": "number", "value": number } });
    for answers in [
        json!([]),
        json!([choice("perhaps")]),
        json!([choice("no"), choice("no")]),
        json!([choice("no"), number(json!(91))]),
        json!([choice("no"), { "question": "length", "value": { "type": "text", "value": "long" } }]),
        json!([choice("no"), { "question": "shoe-size", "value": { "type": "number", "value": 99 } }]),
    ] {
        citizen.post("/reports", giant(answers.clone())).await.refused(Code::BadAnswer);
    }
    citizen.post("/reports", giant(json!([choice("no"), number(json!("many"))]))).await.refused(Code::Malformed);
    citizen.post("/reports", giant(json!([choice("no"), number(json!(60))]))).await.ok();
}

#[tokio::test]
async fn danger_of_life_is_not_filed_but_told_to_call() {
    let city = City::open().await;
    let refused = city.citizen().await.post("/reports", giant(json!([choice("angry")]))).await.refused(Code::BadAnswer);
    assert!(refused["detail"].as_str().unwrap().contains("000"), "Lilliput's number: {refused}");
    // Whatever else is wrong with it.
    let wrong = json!({ "description": "", "located": at(40.6, 22.9), "contact": { "email": "nobody" } });
    let both = with(giant(json!([choice("no"), choice("angry"), choice("angry")])), wrong.clone());
    let alone = with(giant(json!([choice("angry")])), wrong);
    for new in [both, alone] {
        let refused = city.citizen().await.post("/reports", new).await.refused(Code::BadAnswer);
        assert!(refused["detail"].as_str().unwrap().contains("000"), "{refused}");
    }
}

#[tokio::test]
async fn a_phone_that_does_more_than_any_person_waits() {
    let city = City::open_with_config(|config| config.acts_per_hour = 3).await;
    let citizen = city.citizen().await;
    for metres in [0.0, 100.0, 200.0] {
        citizen.report(&footprint(metres)).await;
    }
    let later = citizen.post("/reports", footprint(300.0)).await.refused(Code::TooManyRequests);
    assert!(later["detail"].as_str().unwrap().contains("1,200"), "{later}");
    city.citizen().await.report(&footprint(300.0)).await;
    city.pass_minutes(20);
    citizen.report(&footprint(400.0)).await;
}

#[tokio::test]
async fn outside_the_city_the_neighbour_is_named() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let new = with(footprint(0.0), json!({ "located": at(-30.01, 110.03) }));
    let english = citizen.post("/reports", new.clone()).await.refused(Code::OutsideCity);
    assert!(english["detail"].as_str().unwrap().contains("Blefuscu"), "{english}");
    let greek = citizen.in_greek().post("/reports", new).await.refused(Code::OutsideCity);
    assert!(greek["detail"].as_str().unwrap().contains("Μπλεφούσκου"), "{greek}");
}

#[tokio::test]
async fn who_wants_an_appointment_must_be_reachable() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let without = with(visit(), json!({ "contact": null }));
    citizen.post("/reports", without).await.refused(Code::BadContact);
    let unreachable = with(visit(), json!({ "contact": { "name": "Flimnap" } }));
    citizen.post("/reports", unreachable).await.refused(Code::BadContact);
    let report = citizen.report(&visit()).await;
    assert!(!report.to_string().contains("flimnap"), "contact data is in no view");
    assert_eq!(city.count("SELECT count(*) FROM report_contacts").await, 1);
    assert_eq!(city.count("SELECT count(*) FROM events WHERE data LIKE '%limnap%' OR after LIKE '%limnap%'").await, 0);
}

#[tokio::test]
async fn text_is_kept_as_it_was_meant() {
    let city = City::open().await;
    let written = "Νερά 💧 <script>alert(1)</script>\u{202E}\u{200B} & more\u{0}";
    let report = city.citizen().await.report(&with(footprint(0.0), json!({ "description": written }))).await;
    assert_eq!(report["description"], "Νερά 💧 <script>alert(1)</script> & more");
    let longest = with(footprint(100.0), json!({ "description": "α".repeat(4_000) }));
    assert_eq!(city.citizen().await.report(&longest).await["description"].as_str().unwrap().chars().count(), 4_000);
}

#[tokio::test]
async fn a_phone_clock_that_is_wrong_by_years_harms_nothing() {
    let city = City::open().await;
    for clock in ["1970-01-01T00:00:00Z", "2038-01-19T03:14:07Z"] {
        let report = city.citizen().await.report(&with(footprint(0.0), json!({ "reported_at": clock }))).await;
        assert_eq!(report["created_at"], json!(city.now()));
    }
    assert_eq!(city.count("SELECT count(*) FROM reports WHERE reported_at IS NULL").await, 2);
}

#[tokio::test]
async fn an_act_needs_a_key_and_queries_must_make_sense() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let new = footprint(0.0);
    citizen.send(reqwest::Method::POST, "/reports", Some(&new), None).await.refused(Code::BadRequest);
    for key in ["00000000-0000-0000-0000-000000000000", "6ba7b810-9dad-41d1-80b4-00c04fd430c8"] {
        let refused = citizen.post_as(key.parse().unwrap(), "/reports", &new).await.refused(Code::Invalid);
        assert!(refused["detail"].as_str().unwrap().contains("Idempotency-Key"), "{refused}");
    }
    for path in [
        "/reports?near_lat=40",
        "/reports?face=sad",
        "/reports?limit=many",
        "/reports?near_lat=NaN&near_lon=22",
        "/changes?cursor=xyz",
        "/changes?limit=-1",
    ] {
        let status = citizen.get(path).await.status;
        assert!((400..=422).contains(&status), "{path} → {status}");
    }
    for path in ["/reports/1", "/reports/LILL-2026-999999", &format!("/reports/{}", Uuid::now_v7())] {
        citizen.get(path).await.refused(Code::NotFound);
    }
}
