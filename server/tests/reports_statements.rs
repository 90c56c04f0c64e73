//! How much a report costs the database: counted, not timed. Alone in its binary because the counter is the process's.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "reports/story.rs"]
mod story;

use serde_json::json;
use story::{City, footprint, visit, with};

/// Statements of all units of work that wrote.
async fn statements(city: &City) -> u64 {
    let page = reqwest::get(format!("{}/metrics", city.running.url())).await.unwrap().text().await.unwrap();
    let line = page.lines().find(|line| line.starts_with("dimos_db_statements_total") && line.contains("write"));
    line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

#[tokio::test]
async fn a_report_takes_at_most_twelve_statements() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    citizen.report(&footprint(0.0)).await;
    let photos = [city.photo(&citizen).await, city.photo(&citizen).await];
    let contact = json!({ "name": "Flimnap", "email": "flimnap@lilliput.example" });
    let costly = with(footprint(2.0), json!({ "photos": photos, "contact": contact }));
    for (name, new, most) in
        [("with photos and contact", costly, 12), ("not public", visit(), 12), ("plain", footprint(99.0), 9)]
    {
        let before = statements(&city).await;
        citizen.report(&new).await;
        let spent = statements(&city).await - before;
        println!("{name}: {spent} statements");
        assert!((1..=most).contains(&spent), "{name}: {spent} statements");
    }
}
