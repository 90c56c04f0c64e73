//! The list: filters, pages, numbers, and what it never shows.

use crate::{
    reader::Reader,
    story::{City, decision, footprint, id, visit, with},
};
use serde_json::{Value, json};

fn lamp(north_m: f64) -> Value {
    with(footprint(north_m), json!({ "service": "street-lamp", "description": "It does not burn" }))
}

fn number(report: &Value) -> String {
    report["number"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_empty_city_says_what_comes_next() {
    let city = City::open().await;
    let page = Reader::of(&city).open("/reports").await.ok();
    page.shows("There are no reports yet").shows("with the city’s app");
    Reader::of(&city).open("/").await.ok().shows("There are no reports yet");
    Reader::of(&city).open("/map").await.ok().shows("No report in this part of the map.");
    Reader::of(&city).open("/reports?face=fixed").await.ok().shows("No report fits these filters");
}

#[tokio::test]
async fn a_row_says_what_where_how_far_and_since_when() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let new =
        with(footprint(0.0), json!({ "place_hint": "by the harbour gate", "photos": [city.photo(&citizen).await] }));
    let report = citizen.report(&new).await;
    let friend = city.citizen().await;
    friend.post(&format!("/reports/{}/supporters", id(&report)), json!({})).await.ok();
    city.pass_minutes(5);
    let page = Reader::of(&city).open("/reports").await.ok();
    page.shows("Giant's footprint").shows("by the harbour gate").shows("A footprint full of water");
    page.shows("5 minutes ago").shows("1 more person").shows("With the department").shows(&number(&report));
    page.holds(&format!("/api/v1/media/{}/thumb", new["photos"][0].as_str().unwrap()));
}

#[tokio::test]
async fn filters_narrow_the_list_and_count() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let dispatcher = city.dispatcher().await;
    for step in 0..3 {
        citizen.report(&lamp(f64::from(step) * 20.0)).await;
    }
    let fixed = citizen.report(&footprint(300.0)).await;
    let act = decision(json!({ "type": "reject", "reason": "The giant has left" }));
    dispatcher.post(&format!("/reports/{}/decisions", id(&fixed)), act).await.ok();
    let rows = async |path: &str| Reader::of(&city).open(path).await.ok().text().matches("LILL-2026-0000").count();
    assert_eq!(rows("/reports").await, 4);
    assert_eq!(rows("/reports?face=open").await, 3);
    assert_eq!(rows("/reports?face=closed").await, 1);
    assert_eq!(rows("/reports?what=street-lamp").await, 3);
    assert_eq!(rows("/reports?what=roads.all&face=open").await, 3);
    assert_eq!(rows("/reports?what=roads.all").await, 4);
    assert_eq!(rows("/reports?what=giants.all").await, 0);
    assert_eq!(
        rows("/reports?face=nonsense&what=nonsense&after=nonsense").await,
        4,
        "what makes no sense filters nothing"
    );
    let page = Reader::of(&city).open("/reports?what=street-lamp").await.ok();
    page.shows("Lamp out").shows("Open\n3").shows("Closed\n0").shows("All\n3");
    page.holds("value=\"street-lamp\" selected").holds("noindex").hides("Visit to the giant");
}

#[tokio::test]
async fn every_report_stands_on_one_page_of_the_list_newest_first() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let mut filed = Vec::new();
    for step in 0..45 {
        filed.push(number(&citizen.report(&footprint(f64::from(step) * 12.0)).await));
        // Several arrive within one millisecond of the city's clock: order must not depend on it.
        if step % 4 == 0 {
            city.pass_minutes(1);
        }
    }
    let reader = Reader::of(&city);
    let (mut path, mut pages, mut listed) = ("/reports?face=open".to_owned(), Vec::new(), Vec::new());
    loop {
        let page = reader.open(&path).await.ok();
        let rows: Vec<String> = page.links("/reports/LILL").iter().map(|link| link.replace("/reports/", "")).collect();
        pages.push(rows.len());
        listed.extend(rows);
        citizen.report(&footprint(700.0 + 20.0 * f64::from(u32::try_from(pages.len()).unwrap()))).await;
        match page.links("/reports?").into_iter().find(|link| link.contains("after=") && !link.contains("lang=")) {
            Some(older) => path = older,
            None => break,
        }
        assert!(path.contains("face=open"), "the filter stays");
    }
    assert_eq!(pages, [20, 20, 5], "what comes in meanwhile moves nothing");
    let mut sorted = listed.clone();
    sorted.sort();
    sorted.dedup();
    filed.sort();
    assert_eq!(sorted, filed);
    assert_eq!(listed.len(), 45);
}

#[tokio::test]
async fn a_number_leads_to_its_report_however_it_is_typed() {
    let city = City::open().await;
    let own = number(&city.citizen().await.report(&footprint(0.0)).await);
    for typed in ["LILL-2026-000001", "lill+2026+1", "1", "%CE%9B%CE%99%CE%9B-2026/1"] {
        let answer = Reader::of(&city).open(&format!("/reports?number={typed}")).await;
        assert_eq!((answer.status, answer.header("location")), (303, format!("/reports/{own}").as_str()), "{typed}");
    }
    for typed in ["2", "2025-1", "nonsense", "1-2-3-4"] {
        let page = Reader::of(&city).open(&format!("/reports?number={typed}")).await.ok();
        page.shows("There is no public report with the number").holds(&format!("value=\"{typed}\""));
    }
    Reader::of(&city).open(&format!("/reports/{}", own.to_lowercase())).await.ok();
}

#[tokio::test]
async fn what_is_not_public_is_nowhere() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    let hidden = citizen.report(&visit()).await;
    let gone = citizen.report(&with(footprint(50.0), json!({ "description": "Taken back later" }))).await;
    citizen.post(&format!("/reports/{}/withdraw", id(&gone)), json!({ "text": "My mistake" })).await.ok();
    let reader = Reader::of(&city);
    for path in ["/", "/reports", "/map", "/map?lat=-30.01&lon=110.005&r=200", "/reports?what=giant-visit"] {
        let page = reader.open(path).await.ok();
        page.hides("With my whole class").hides("Flimnap").hides("flimnap@").hides("Visit to the giant");
        page.hides(&number(&hidden)).hides(&number(&gone)).hides("Taken back later").hides("My mistake");
    }
    let unknown = reader.open("/reports/LILL-2026-999999").await;
    for report in [&hidden, &gone] {
        let page = reader.open(&format!("/reports/{}", number(report))).await;
        assert_eq!(page.status, 404);
        assert_eq!(page.text(), unknown.text(), "as if it did not exist");
        let found = reader.open(&format!("/reports?number={}", number(report))).await;
        assert_eq!(found.status, 200, "no redirect gives it away");
    }
}
