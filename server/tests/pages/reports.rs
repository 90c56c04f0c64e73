//! The page of one report.

use crate::{
    reader::Reader,
    story::{City, Someone, TODAY, decision, footprint, id, with},
};
use dimos_domain::ids::MediaId;
use serde_json::{Value, json};

async fn plan(dispatcher: &Someone, crew: &Someone) -> Value {
    dispatcher.post("/plans", json!({ "crew": "diggers", "on": TODAY })).await.ok();
    crew.get("/jobs").await.ok()["jobs"][0].clone()
}

/// A footprint that was planned, filled, rated, and is fixed.
async fn whole_way(city: &City) -> Value {
    let citizen = city.citizen().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let new = with(
        footprint(0.0),
        json!({ "photos": [city.photo(&citizen).await], "description": "Mind the footprint,\nit is deep" }),
    );
    let report = citizen.report(&new).await;
    city.pass_minutes(10);
    let friend = city.citizen().await;
    friend.post(&format!("/reports/{}/supporters", id(&report)), json!({ "text": "I fell into it" })).await.ok();
    city.pass_minutes(10);
    let job = plan(&dispatcher, &crew).await;
    let update = |note: &str, photos: Value| json!({ "at": city.now(), "note": note, "photos": photos });
    let before = json!([{ "id": city.photo(&crew).await, "kind": "before" }]);
    crew.post(&format!("/jobs/{}/start", id(&job)), update("", before)).await.ok();
    city.pass_minutes(30);
    let after = json!([{ "id": city.photo(&crew).await, "kind": "after" }]);
    crew.post(&format!("/jobs/{}/close", id(&job)), update("Filled with sand", after)).await.ok();
    city.pass_minutes(60);
    let rating = json!({ "stars": 4, "comment": "Well done, says Flimnap" });
    citizen.put(&format!("/reports/{}/rating", id(&report)), rating).await.ok();
    report
}

#[tokio::test]
async fn a_report_is_told_from_beginning_to_end_in_both_languages() {
    let city = City::open().await;
    let report = whole_way(&city).await;
    let own = format!("/reports/{}", report["number"].as_str().unwrap());
    let english = Reader::of(&city).open(&own).await.ok();
    english.hides("says Flimnap").holds("4 stars of 5").holds("<div class=\"pair\"");
    insta::assert_snapshot!("a_report_in_english", english.text());
    let greek = Reader::of(&city).reading("el").open(&own).await.ok();
    insta::assert_snapshot!("a_report_in_greek", greek.text());
}

#[tokio::test]
async fn photos_stand_before_and_after_with_words_for_those_who_do_not_see_them() {
    let city = City::open().await;
    let report = whole_way(&city).await;
    let page = Reader::of(&city).open(&format!("/reports/{}", report["number"].as_str().unwrap())).await.ok();
    page.holds("alt=\"Giant&#39;s footprint: before the work (2 of 3)\"");
    page.holds("alt=\"Giant&#39;s footprint: after the work (3 of 3)\"");
    let pictures = page.html.matches("<img ").count();
    assert_eq!(pictures, 2 + 1 + 2, "a pair, the citizen's own, and two in the timeline");
    assert_eq!(page.html.matches("alt=\"\"").count(), 0);
    page.holds("property=\"og:image\" content=\"http://127.0.0.1:");
}

#[tokio::test]
async fn photos_stand_in_the_order_of_what_they_show_each_with_its_words() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let seen = [city.photo(&citizen).await, city.photo(&citizen).await];
    let report = citizen.report(&with(footprint(0.0), json!({ "photos": seen }))).await;
    let job = plan(&dispatcher, &crew).await;
    // The crew's first photo is of the finished work; two of the footprint as it was come late.
    let (after, before) = (city.photo(&crew).await, [city.photo(&crew).await, city.photo(&crew).await]);
    let note = |id: Value, kind: &str| json!({ "at": city.now(), "photos": [{ "id": id, "kind": kind }] });
    for (photo, kind) in [(after, "after"), (before[0], "before"), (before[1], "before")] {
        city.pass_minutes(1);
        crew.post(&format!("/jobs/{}/notes", id(&job)), note(json!(photo), kind)).await.ok();
    }
    crew.post(&format!("/jobs/{}/close", id(&job)), json!({ "at": city.now() })).await.ok();
    let page = Reader::of(&city).open(&format!("/reports/{}", report["number"].as_str().unwrap())).await.ok();
    let gallery = page.html.split("id=\"photos\"").nth(1).unwrap().split("</section>").next().unwrap();
    let shown: Vec<(String, &str)> = gallery
        .split("<figure>")
        .skip(1)
        .map(|figure| {
            let photo = figure.split("/media/").nth(1).unwrap().split(['"', '/', ' ']).next().unwrap();
            let caption = figure.split("<figcaption>").nth(1).unwrap().split('<').next().unwrap();
            (photo.to_owned(), caption)
        })
        .collect();
    let told = |photo: MediaId, caption| (photo.to_string(), caption);
    assert_eq!(
        shown,
        [
            told(seen[0], "the photo of the report"),
            told(seen[1], "the photo of the report"),
            told(before[0], "before the work"),
            told(before[1], "before the work"),
            told(after, "after the work"),
        ]
    );
    assert_eq!(gallery.matches("class=\"pair\"").count(), 1);
}

#[tokio::test]
async fn without_the_crews_photo_from_before_what_the_citizen_saw_stands_beside_what_was_done() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let report = citizen.report(&with(footprint(0.0), json!({ "photos": [city.photo(&citizen).await] }))).await;
    let job = plan(&dispatcher, &crew).await;
    let photos = json!([{ "id": city.photo(&crew).await, "kind": "after" }]);
    crew.post(&format!("/jobs/{}/close", id(&job)), json!({ "at": city.now(), "photos": photos })).await.ok();
    let page = Reader::of(&city).open(&format!("/reports/{}", report["number"].as_str().unwrap())).await.ok();
    let pair = page.html.split("class=\"pair\"").nth(1).unwrap();
    let (first, then) = (pair.find("the photo of the report</figcaption>"), pair.find("after the work</figcaption>"));
    assert!(first.is_some() && first < then, "{first:?} {then:?}");
}

#[tokio::test]
async fn what_the_crew_could_not_do_is_told_in_its_own_words_and_never_as_an_instruction() {
    let city = City::open().await;
    let report = city.citizen().await.report(&footprint(0.0)).await;
    let dispatcher = city.dispatcher().await;
    let crew = city.crew(&dispatcher, "diggers").await;
    let job = plan(&dispatcher, &crew).await;
    let update = json!({ "at": city.now(), "note": "A wedding party stands around it" });
    crew.post(&format!("/jobs/{}/cannot-do", id(&job)), json!({ "reason": "other", "update": update })).await.ok();
    let own = format!("/reports/{}", report["number"].as_str().unwrap());
    let english = Reader::of(&city).open(&own).await.ok();
    english.shows("A wedding party stands around it").shows("The crew gave it back");
    english.hides("write a note").hides("Another reason");
    Reader::of(&city).reading("el").open(&own).await.ok().hides("γράψτε σημείωση").hides("Άλλος λόγος");
}

#[tokio::test]
async fn reports_about_the_same_lead_to_each_other() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let first = citizen.report(&footprint(0.0)).await;
    let second = city.citizen().await.report(&with(footprint(2.0), json!({}))).await;
    let dispatcher = city.dispatcher().await;
    let act = decision(json!({ "type": "merge", "into": id(&first) }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&second)), act).await.ok();
    let numbers = [&first, &second].map(|report| report["number"].as_str().unwrap().to_owned());
    let reader = Reader::of(&city);
    let page = reader.open(&format!("/reports/{}", numbers[1])).await.ok();
    page.shows("The same as").shows("Already reported");
    assert!(page.links("/reports/").contains(&format!("/reports/{}", numbers[0])));
    let page = reader.open(&format!("/reports/{}", numbers[0])).await.ok();
    assert!(page.links("/reports/").contains(&format!("/reports/{}", numbers[1])));
}

#[tokio::test]
async fn what_is_between_the_city_and_the_reporter_stays_there() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let contact = json!({ "name": "Skyresh Bolgolam", "email": "bolgolam@lilliput.example", "phone": "" });
    let report = citizen.report(&with(footprint(0.0), json!({ "contact": contact }))).await;
    let dispatcher = city.dispatcher().await;
    let ask = decision(json!({ "type": "ask", "question": "Which of the two feet?" }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&report)), ask).await.ok();
    let page = Reader::of(&city).open(&format!("/reports/{}", report["number"].as_str().unwrap())).await.ok();
    page.shows("Waits for an answer").hides("Which of the two").hides("Bolgolam").hides("bolgolam").hides("gulliver");
    page.hides(&citizen.device.to_string());
}

#[tokio::test]
async fn a_report_that_is_late_says_so_and_a_closed_one_why() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let report = citizen.report(&footprint(0.0)).await;
    let own = format!("/reports/{}", report["number"].as_str().unwrap());
    Reader::of(&city).open(&own).await.ok().shows("Should be fixed by");
    city.pass_days(30);
    Reader::of(&city).open(&own).await.ok().shows("it is late");
    let dispatcher = city.dispatcher().await;
    let act = decision(json!({ "type": "reject", "reason": "The giant has left" }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&report)), act).await.ok();
    let page = Reader::of(&city).open(&own).await.ok();
    page.shows("Closed without action: The giant has left").hides("it is late");
}
