//! Which day a payment belongs to: the city's, to the second, also where the clock goes forward or back on that day.

use crate::{
    provider::{Fake, letter},
    story::City,
    town::{Town, attempt, look_up, order, seen, try_to_pay},
};
use dimos_server::auth::StaffRole;
use jiff::Timestamp;
use serde_json::json;
use std::{fs, path::Path, sync::Arc};

/// Lilliput, moved to Athens.
async fn athens() -> (Town, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let pack = home.path().join("pack");
    fs::create_dir(&pack).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/cities/lilliput")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), pack.join(entry.file_name())).unwrap();
    }
    let text = fs::read_to_string(pack.join("city.toml")).unwrap();
    assert!(text.contains("Australia/Perth"));
    fs::write(pack.join("city.toml"), text.replace("Australia/Perth", "Europe/Athens")).unwrap();
    let bank = Arc::new(Fake::default());
    let city = City::open_in(pack, vec![bank.clone()]).await;
    let clerk = city.staff("clerk", StaffRole::Clerk).await;
    let cashier = city.staff("cashier", StaffRole::Cashier).await;
    let treasurer = city.staff("treasurer", StaffRole::Treasurer).await;
    (Town { city, bank, clerk, cashier, treasurer }, home)
}

/// A fine of 80 euro is halved until the end of the tenth day. Issued on one day, paid at these two moments.
async fn last_second_and_first(issued_on: &str, in_time: &str, too_late: &str) {
    let (mut town, _home) = athens().await;
    let late: Timestamp = too_late.parse().unwrap();
    // Nobody pays in the future: both letters come an hour after the later moment.
    town.city.pass_minutes((late.as_second() - town.city.now().as_second()) / 60 + 60);
    town.clerk = town.city.staff("another", StaffRole::Clerk).await;
    for (moment, left) in [(in_time, 0), (too_late, 4_000)] {
        let mut fine = order("footprint-fine", 8_000);
        fine["issued_on"] = json!(issued_on);
        let bill = town.issue(&fine).await;
        let phone = town.city.citizen().await;
        look_up(&phone, &bill).await;
        // Begun while half of it was asked for.
        town.city.pass_minutes(-24 * 60);
        let body = attempt(&bill, 4_000);
        try_to_pay(&phone, &body).await.ok();
        town.city.pass_minutes(24 * 60);
        let id = body["id"].as_str().unwrap();
        let mut paid = letter(&format!("e-{id}"), id, "paid", 4_000);
        paid["at"] = json!(moment);
        assert_eq!(town.letter(&paid).await, 200);
        assert_eq!(seen(&phone, &bill).await["expected"]["total"], left, "{moment}");
        town.is_sound().await;
    }
}

#[tokio::test]
async fn a_discount_ends_at_midnight_in_the_city() {
    // Ten days after the 14th of December, winter time: two hours ahead of UTC.
    last_second_and_first("2026-12-14", "2026-12-24T21:59:59Z", "2026-12-24T22:00:00Z").await;
}

#[tokio::test]
async fn a_discount_that_ends_on_the_day_that_has_23_hours_ends_at_its_midnight() {
    // The 28th of March 2027: the clock goes forward at three.
    last_second_and_first("2027-03-18", "2027-03-28T20:59:59Z", "2027-03-28T21:00:00Z").await;
}

#[tokio::test]
async fn a_discount_that_ends_on_the_day_that_has_25_hours_ends_at_its_midnight() {
    // The 31st of October 2027: the clock goes back at four.
    last_second_and_first("2027-10-21", "2027-10-31T21:59:59Z", "2027-10-31T22:00:00Z").await;
}
