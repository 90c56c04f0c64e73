//! The map.

use crate::{
    reader::Reader,
    story::{City, footprint},
};
use dimos_server::{config::Config, start};
use std::path::PathBuf;

#[tokio::test]
async fn a_report_is_a_point_with_a_name_that_leads_to_its_page() {
    let city = City::open().await;
    let report = city.citizen().await.report(&footprint(0.0)).await;
    let number = report["number"].as_str().unwrap();
    let page = Reader::of(&city).open("/map").await.ok();
    page.holds(&format!("<a class=\"pin open\" href=\"/reports/{number}\" aria-label=\"Giant&#39;s footprint, "));
    page.shows("1 report in this part of the map.").holds("aria-label=\"Map with 1 report\"");
    page.holds("Blefuscu").shows("Landmarks");
}

#[tokio::test]
async fn reports_near_each_other_are_one_point_until_one_looks_closer() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    for step in 0..6 {
        citizen.report(&footprint(f64::from(step) * 15.0)).await;
    }
    let reader = Reader::of(&city);
    let page = reader.open("/map?face=open").await.ok();
    page.holds("6 reports together: 6 open. Look closer").hides("pin open\" href");
    let closer = page.links("/map?face=open").into_iter().find(|link| link.contains("&r=")).unwrap();
    let page = reader.open(&closer).await.ok();
    assert!(page.html.matches("class=\"pin open\" href").count() >= 2, "they come apart");
    page.shows("6 reports in this part");
}

#[tokio::test]
async fn reports_of_one_place_stand_around_it_where_one_cannot_look_closer() {
    let city = City::open().await;
    let citizen = city.citizen().await;
    for _ in 0..4 {
        citizen.report(&footprint(0.0)).await;
    }
    let page = Reader::of(&city).open("/map?lat=-30.015&lon=110.008&r=100").await.ok();
    assert_eq!(page.html.matches("class=\"pin open\" href").count(), 4);
    for _ in 0..6 {
        citizen.report(&footprint(0.0)).await;
    }
    let page = Reader::of(&city).open("/map?lat=-30.015&lon=110.008&r=100").await.ok();
    page.holds("class=\"pin many\" href=\"#here\"").holds("id=\"here\"");
}

#[tokio::test]
async fn one_moves_by_links_and_sees_only_what_is_there() {
    let city = City::open().await;
    city.citizen().await.report(&footprint(0.0)).await;
    let reader = Reader::of(&city);
    let here = reader.open("/map?lat=-30.015&lon=110.008&r=200").await.ok();
    here.shows("1 report").shows("North").shows("Closer").shows("Further away");
    let north = here.links("/map?lat=").into_iter().find(|link| link.starts_with("/map?lat=-30.01")).unwrap();
    reader.open(&north).await.ok();
    let elsewhere = reader.open("/map?lat=-30.002&lon=110.018&r=200").await.ok();
    elsewhere.shows("No report in this part of the map.").shows("look at the whole city");
    for nonsense in [
        "/map?lat=NaN&lon=1",
        "/map?lat=91&lon=1&r=5",
        "/map?lat=1",
        "/map?area=nowhere",
        "/map?lat=-30.01&lon=110.01&r=1e300",
        "/map?lat=0&lon=0&r=-5",
    ] {
        reader.open(nonsense).await.ok().shows("1 report in this part");
    }
    reader.open("/map?lat=51.4&lon=-2.4&r=300").await.ok();
}

#[tokio::test]
async fn a_street_is_found_by_typing() {
    let city = City::open().await;
    let reader = Reader::of(&city);
    let page = reader.open("/map?street=qqqqqq").await.ok();
    page.shows("There is no street called “qqqqqq”");
}

#[tokio::test]
async fn tiles_are_laid_below_where_a_server_of_tiles_is_set() {
    let _ = City::open().await;
    let home = tempfile::tempdir().unwrap();
    let lilliput = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/data/cities/lilliput");
    let tiles = Some("https://tiles.example/{z}/{x}/{y}.png © Tile makers".to_owned());
    let running = start(Config { city: Some(lilliput), tiles, ..Config::in_dir(home.path()) }).await.unwrap();
    let page = Reader::at(running.url()).open("/map").await.ok();
    page.holds("<image href=\"https://tiles.example/").holds("© Tile makers").hides("id=\"streets\"");
    assert!(page.header("content-security-policy").contains("img-src 'self' https://tiles.example;"));
    Reader::at(running.url()).open("/privacy").await.ok().shows("https://tiles.example");
}

#[tokio::test]
async fn pages_of_a_large_city_are_light() {
    let _ = City::open().await;
    let home = tempfile::tempdir().unwrap();
    let running = start(Config::in_dir(home.path())).await.unwrap();
    let reader = Reader::at(running.url());
    let area = reader.open("/map").await.ok().links("/map?area=").into_iter().next();
    for path in ["/", "/map", "/reports"].map(str::to_owned).into_iter().chain(area) {
        let page = reader.open(&path).await.ok();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut gzip, page.html.as_bytes()).unwrap();
        let packed = gzip.finish().unwrap().len();
        println!("{path}: {} bytes, {packed} compressed", page.html.len());
        assert!(packed <= 150_000, "{path}: {packed}");
    }
}
