//! How much a page costs the database: counted, not timed. Alone in its binary because the counter is the process's.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "reports/story.rs"]
mod story;

use story::{City, footprint};

async fn statements(city: &City) -> u64 {
    let page = reqwest::get(format!("{}/metrics", city.running.url())).await.unwrap().text().await.unwrap();
    let line = page.lines().find(|line| line.starts_with("dimos_db_statements_total") && line.contains("read"));
    line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

#[tokio::test]
async fn a_page_takes_at_most_five_statements() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    for step in 0..30 {
        citizen.report(&footprint(f64::from(step) * 12.0)).await;
    }
    for (path, most) in [
        ("/", 5),
        ("/reports", 3),
        ("/reports?face=open&what=roads.all", 3),
        ("/reports?number=7", 1),
        ("/reports/LILL-2026-000007", 4),
        ("/map", 1),
        ("/map?lat=-30.015&lon=110.008&r=300", 1),
        ("/privacy", 0),
    ] {
        let before = statements(&city).await;
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let status = http.get(format!("{}{path}", city.running.url())).send().await.unwrap().status();
        assert!(status.as_u16() < 400, "{path}: {status}");
        let spent = statements(&city).await - before;
        println!("{path}: {spent} statements");
        assert!(spent <= most, "{path}: {spent} statements");
    }
}
