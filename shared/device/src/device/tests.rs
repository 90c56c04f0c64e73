//! Stories of a phone and its city over real HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::await_holding_lock)]

mod city;
mod pay;

use super::*;
use crate::{
    model::{Delivery, News, Stop},
    testing::*,
};
use city::{City as Hall, Fault, cutting_line, problem};
use dimos_api::problem::Code;
use dimos_domain::workflow::State;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use tempfile::TempDir;

const PLENTY: Duration = Duration::from_secs(60);

struct Phone {
    dir: TempDir,
    secrets: Arc<Pocket>,
    watch: Arc<Watch>,
    device: Device,
}

impl Phone {
    fn new(server: &str) -> Self {
        let (dir, secrets, watch) = (tempfile::tempdir().unwrap(), Arc::<Pocket>::default(), Arc::<Watch>::default());
        let device = open(&dir, &secrets, &watch, server);
        Self { dir, secrets, watch, device }
    }

    /// The app dies and is started again.
    fn reborn(&mut self, server: &str) {
        self.device = open(&self.dir, &self.secrets, &self.watch, server);
    }

    fn photo(&self, n: u128, bytes: usize) -> PendingPhoto {
        photo(self.dir.path(), media_id(n), bytes)
    }

    fn file(&self, n: u128) {
        self.device.commit(&filing(n, 0), None, &[]).unwrap();
    }

    async fn drain(&self) -> DrainReport {
        self.device.drain(PLENTY).await
    }
}

fn open(dir: &TempDir, secrets: &Arc<Pocket>, watch: &Arc<Watch>, server: &str) -> Device {
    let config = DeviceConfig {
        dir: dir.path().to_owned(),
        server: server.to_owned(),
        platform: "terminal".into(),
        app_version: "0.1.0".into(),
        bundled_city: None,
    };
    Device::open(config, Arc::clone(secrets) as Arc<dyn Secrets>, Arc::clone(watch) as Arc<dyn Clock>).unwrap()
}

async fn town() -> (Hall, Phone) {
    let hall = Hall::default();
    hall.books(|books| books.bills.push(pay::bill()));
    let phone = Phone::new(&hall.open().await);
    (hall, phone)
}

#[tokio::test]
async fn a_report_with_a_photo_reaches_the_city_and_comes_back_with_a_number() {
    let (hall, phone) = town().await;
    let photo = phone.photo(100, 600_000);
    phone.device.commit(&filing(1, 1), None, std::slice::from_ref(&photo)).unwrap();
    let report = phone.drain().await;
    assert_eq!((report.delivered, report.left, report.wedged, report.stopped), (1, 0, 0, None));
    let tracked = phone.device.report(report_id(1)).unwrap().unwrap();
    assert_eq!((tracked.report.number.as_str(), tracked.pending.len(), tracked.unseen), ("T-1", 0, false));
    assert_eq!(phone.device.city().unwrap().version, "v1");
    hall.books(|books| {
        assert_eq!(books.uploads[&media_id(100).to_string()].0, std::fs::read(&photo.path).unwrap());
        assert_eq!(books.pieces[0], (0, 262_144));
        assert!(books.languages.iter().all(|language| language == "el"));
        books.calls.clear();
    });
    assert_eq!(phone.drain().await, DrainReport::default());
    assert_eq!(hall.books(|books| books.calls.clone()), ["GET /changes"], "nothing is done twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn through_a_line_that_cuts_at_random_nothing_is_lost_or_doubled() {
    let hall = Hall::default();
    let line = cutting_line(&hall.open().await, 4).await;
    let mut phone = Phone::new(&line);
    for n in 1..=60 {
        let photos: Vec<_> = (n % 5 == 0).then(|| phone.photo(n * 100, 30_000)).into_iter().collect();
        phone.device.commit(&filing(n, photos.len() as u128), None, &photos).unwrap();
        phone.device.commit(&comment(1_000 + n, n, &format!("σχόλιο {n}")), None, &[]).unwrap();
    }
    for _ in 0..200 {
        // Now and then the phone dies on top of it.
        phone.device.drain(Duration::from_millis(1_500)).await;
        phone.reborn(&line);
        phone.watch.0.fetch_add(600, Ordering::SeqCst);
        if phone.device.outbox().unwrap().is_empty() {
            break;
        }
    }
    assert_eq!(phone.device.outbox().unwrap(), []);
    hall.books(|books| {
        assert_eq!((books.reports.len(), books.comments.len()), (60, 60));
        let said: std::collections::HashSet<_> = books.comments.iter().collect();
        assert_eq!(said.len(), 60, "each once");
    });
}

#[tokio::test]
async fn an_act_that_no_longer_fits_waits_for_the_person_beside_the_newest_copy() {
    let (hall, phone) = town().await;
    phone.file(1);
    phone.drain().await;
    phone.device.commit(&comment(2, 1, "ακόμα"), None, &[]).unwrap();
    let mut refusal = problem("wrong_state");
    refusal["report"] = serde_json::to_value(served(1, 50, State::Withdrawn)).unwrap();
    hall.fault("/reports/", Fault::Problem(409, refusal));
    let report = phone.drain().await;
    assert_eq!((report.delivered, report.wedged, report.left), (0, 1, 0));
    let tracked = phone.device.report(report_id(1)).unwrap().unwrap();
    assert_eq!(tracked.report.state, State::Withdrawn);
    let Delivery::Wedged(reason) = &tracked.pending[0].state else { panic!("{tracked:?}") };
    assert_eq!((reason.code, reason.title.as_str()), (Code::WrongState, "Όχι"));
    phone.device.retry(act_id(2)).unwrap();
    assert_eq!(phone.drain().await.delivered, 1);
}

#[tokio::test]
async fn a_lost_token_is_replaced_and_a_phone_that_stays_unknown_keeps_everything() {
    let (hall, phone) = town().await;
    phone.drain().await;
    hall.books(|books| books.tokens.clear());
    phone.file(1);
    assert_eq!(phone.drain().await.delivered, 1);
    phone.file(2);
    for _ in 0..2 {
        hall.fault("/reports", Fault::Problem(401, problem("unauthenticated")));
    }
    let report = phone.drain().await;
    assert_eq!((report.stopped, report.left), (Some(Stop::Unauthenticated), 1));
    assert_eq!(phone.drain().await.delivered, 1);
}

#[tokio::test]
async fn an_id_that_the_city_gives_no_token_to_again_is_replaced() {
    let (hall, phone) = town().await;
    phone.drain().await;
    let first = phone.secrets.get("dimos.device").unwrap();
    hall.books(|books| {
        books.tokens.clear();
        books.taken.push(first.clone());
    });
    phone.file(1);
    assert_eq!(phone.drain().await.delivered, 1);
    assert_ne!(phone.secrets.get("dimos.device").unwrap(), first);
}

#[tokio::test]
async fn an_app_that_is_too_old_says_so_and_keeps_everything() {
    let (hall, phone) = town().await;
    phone.file(1);
    hall.fault("/reports", Fault::Problem(426, problem("upgrade_required")));
    let report = phone.drain().await;
    assert_eq!((report.stopped, report.left), (Some(Stop::Upgrade), 1));
    assert!(matches!(phone.device.outbox().unwrap()[0].state, Delivery::Queued { .. }));
}

#[tokio::test]
async fn a_hotels_log_in_page_delivers_nothing() {
    let (hall, phone) = town().await;
    phone.file(1);
    for (status, page) in [(200, "<html>Welcome</html>"), (302, ""), (403, "<html>Room number?</html>")] {
        hall.fault("/reports", Fault::Page(status, page));
    }
    let report = phone.drain().await;
    assert_eq!((report.delivered, report.wedged), (1, 0), "later, on the real line");
    assert_eq!(hall.books(|books| books.reports.len()), 1);
}

#[tokio::test]
async fn a_busy_city_is_left_alone_until_it_said() {
    let (hall, phone) = town().await;
    phone.file(1);
    hall.fault("/reports", Fault::RetryAfter(429, 300));
    let report = phone.drain().await;
    assert_eq!((report.stopped, report.left), (Some(Stop::Waiting), 1));
    assert!(report.next_at >= Some(at(300)));
    assert_eq!(phone.drain().await.left, 1, "still too early");
    phone.watch.0.store(400, Ordering::SeqCst);
    assert_eq!(phone.drain().await.delivered, 1);
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_cut() {
    let (hall, mut phone) = town().await;
    let photo = phone.photo(100, 400_000);
    phone.device.commit(&filing(1, 1), None, std::slice::from_ref(&photo)).unwrap();
    hall.fault("/media/uploads", Fault::Silence);
    let report = phone.device.drain(Duration::from_millis(400)).await;
    assert_eq!((report.stopped, report.left), (Some(Stop::Deadline), 1));
    // More had arrived than the phone heard of.
    let bytes = std::fs::read(&photo.path).unwrap();
    hall.books(|books| books.uploads.get_mut(&photo.id.to_string()).unwrap().0 = bytes[..150_000].to_vec());
    let server = phone.device.inner.config.server.clone();
    phone.reborn(&server);
    assert_eq!(phone.drain().await.delivered, 1);
    hall.books(|books| {
        assert_eq!(books.pieces[0], (150_000, 250_000));
        assert_eq!(books.uploads[&photo.id.to_string()].0, bytes);
    });
}

#[tokio::test]
async fn a_photo_that_vanished_from_the_phone_is_named() {
    let (_hall, phone) = town().await;
    let photo = phone.photo(100, 10);
    phone.device.commit(&filing(1, 1), None, std::slice::from_ref(&photo)).unwrap();
    std::fs::remove_file(&photo.path).unwrap();
    assert_eq!(phone.drain().await.wedged, 1);
    let waits = phone.device.outbox().unwrap().remove(0);
    assert_eq!(waits.state, Delivery::PhotoGone, "the city was not asked");
    phone.device.send_without_lost_photos(waits.act.id).unwrap();
    assert_eq!(phone.device.outbox().unwrap()[0].act.what.photos(), []);
    assert_eq!(phone.drain().await.delivered, 1);
}

#[tokio::test]
async fn only_the_photos_that_are_gone_are_left_out() {
    let (hall, phone) = town().await;
    let (lost, kept) = (phone.photo(100, 10), phone.photo(101, 20));
    phone.device.commit(&filing(1, 2), None, &[lost.clone(), kept.clone()]).unwrap();
    std::fs::remove_file(&lost.path).unwrap();
    assert_eq!(phone.drain().await.wedged, 1);
    phone.device.send_without_lost_photos(act_id(1)).unwrap();
    assert_eq!(phone.drain().await.delivered, 1);
    hall.books(|books| assert!(books.uploads.contains_key(&kept.id.to_string())));
}

#[tokio::test]
async fn what_a_newer_city_says_is_read_as_far_as_it_can_be() {
    let (hall, phone) = town().await;
    let mut newer = serde_json::to_value(served(7, 3, State::Triaged)).unwrap();
    newer["mood"] = json!("sunny");
    newer["timeline"].as_array_mut().unwrap().push(json!({ "seq": 9, "at": "?", "who": "robot", "what": {} }));
    let mut unreadable = serde_json::to_value(served(8, 3, State::Triaged)).unwrap();
    unreadable["state"] = json!("on_the_moon");
    hall.books(|books| {
        books.strange = vec![
            json!({ "type": "report", "report": newer }),
            json!({ "type": "report", "report": unreadable }),
            json!({ "type": "weather", "rain": true }),
        ];
    });
    let report = phone.drain().await;
    assert_eq!((report.pulled, report.stopped), (1, None));
    assert_eq!(phone.device.report(report_id(7)).unwrap().unwrap().report.timeline.len(), 1);
    assert!(phone.device.report(report_id(8)).unwrap().is_none());
}

#[tokio::test]
async fn a_cursor_of_another_life_of_the_city_begins_anew() {
    let (hall, phone) = town().await;
    phone.device.inner.store.keep_note("cursor", Some("nonsense")).unwrap();
    assert_eq!(phone.drain().await.stopped, None);
    assert_eq!(hall.books(|books| books.calls.iter().filter(|call| *call == "GET /changes").count()), 2);
}

#[tokio::test]
async fn only_one_drain_at_a_time_and_it_takes_up_what_comes_meanwhile() {
    let (hall, phone) = town().await;
    phone.file(1);
    hall.fault("/reports", Fault::Page(500, ""));
    let device = phone.device.clone();
    let first = tokio::spawn(async move { device.drain(PLENTY).await });
    while hall.books(|books| books.reports.is_empty()) && !first.is_finished() {
        tokio::time::sleep(Duration::from_millis(5)).await;
        if hall.books(|books| books.calls.iter().any(|call| call == "POST /reports")) {
            break;
        }
    }
    phone.file(2);
    let second = phone.device.drain(PLENTY).await;
    let first = first.await.unwrap();
    assert_eq!(first.delivered + second.delivered, 2);
    assert!(second.stopped == Some(Stop::Elsewhere) || second.delivered > 0);
    assert_eq!(phone.device.outbox().unwrap(), []);
}

#[tokio::test]
async fn who_is_sent_away_from_a_drain_that_goes_on_elsewhere_hears_what_waits() {
    let (hall, phone) = town().await;
    phone.file(1);
    phone.file(2);
    hall.fault("/reports", Fault::Silence);
    let device = phone.device.clone();
    let first = tokio::spawn(async move { device.drain(PLENTY).await });
    while !hall.books(|books| books.calls.iter().any(|call| call == "POST /reports")) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let second = phone.device.drain(PLENTY).await;
    assert_eq!((second.stopped, second.left), (Some(Stop::Elsewhere), 2));
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    let third = phone.device.drain(PLENTY).await;
    assert_eq!((third.stopped, third.left, third.delivered), (None, 0, 2), "a round that was ended holds nobody up");
}

#[tokio::test]
async fn without_a_city_the_drain_gives_up_in_time() {
    let phone = Phone::new("http://127.0.0.1:9");
    phone.file(1);
    let report = phone.device.drain(Duration::from_secs(30)).await;
    assert_eq!((report.stopped, report.left, report.delivered), (Some(Stop::Offline), 1, 0));
    assert_eq!(phone.device.nearby(here().position, 500.0, None, true).await, Err(NetError::Offline));
}

#[tokio::test]
async fn a_silent_city_does_not_hold_the_drain_beyond_its_time() {
    let (hall, phone) = town().await;
    phone.file(1);
    hall.fault("/reports", Fault::Silence);
    let started = std::time::Instant::now();
    let report = phone.device.drain(Duration::from_millis(300)).await;
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!((report.stopped, report.left), (Some(Stop::Deadline), 1));
    assert_eq!(phone.device.outbox().unwrap()[0].state, Delivery::Queued { attempt: 0, next_at: None });
}

#[tokio::test]
async fn a_phone_becomes_a_crews_and_gets_the_jobs_that_were_there_before() {
    let (hall, phone) = town().await;
    phone.file(1);
    phone.drain().await;
    hall.books(|books| books.jobs = vec![serde_json::to_value(planned(1, 0)).unwrap()]);
    assert_eq!(phone.drain().await.pulled, 0, "nothing new for a citizen's phone");
    assert_eq!(phone.device.enrol("7KQ4-M2XD").await.unwrap().as_str(), "roads-1");
    assert_eq!(phone.device.crew().unwrap().as_str(), "roads-1");
    let first = phone.drain().await;
    assert_eq!((first.pulled, first.news), (2, News::default()), "what was there before is no news");
    assert_eq!(phone.device.jobs(planned(1, 0).on).unwrap().len(), 1);
    let newer = dimos_domain::job::Job { version: 9, ..planned(2, 1) };
    hall.books(|books| books.jobs.push(serde_json::to_value(newer).unwrap()));
    assert_eq!(phone.drain().await.news, News { reports: 0, jobs: 1 });
}

#[tokio::test]
async fn a_revoked_phone_learns_it_with_the_next_changes_and_keeps_what_is_unsent() {
    let (hall, phone) = town().await;
    phone.device.enrol("7KQ4-M2XD").await.unwrap();
    phone.drain().await;
    assert!(phone.device.crew().is_some(), "a server that says nothing changes nothing");
    hall.books(|books| books.crew = Some(json!("roads-1")));
    phone.drain().await;
    assert_eq!(phone.device.crew().unwrap().as_str(), "roads-1");
    hall.books(|books| books.crew = Some(Value::Null));
    hall.fault("/jobs", Fault::Problem(403, problem("forbidden")));
    phone.device.commit(&start(1, 1), None, &[]).unwrap();
    let report = phone.drain().await;
    assert_eq!(phone.device.crew(), None);
    assert_eq!((report.wedged, report.delivered), (1, 0));
    assert_eq!(phone.device.outbox().unwrap().len(), 1, "it was refused, not lost");
}

#[tokio::test]
async fn photos_are_fetched_once_and_own_ones_never() {
    let (hall, phone) = town().await;
    let theirs = media_id(9);
    hall.books(|books| books.uploads.insert(theirs.to_string(), (b"\xFF\xD8picture".to_vec(), 9)));
    let file = phone.device.photo(theirs, true).await.unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), b"\xFF\xD8picture");
    let log_in_page = media_id(10);
    hall.books(|books| books.uploads.insert(log_in_page.to_string(), (b"<html>Hotel</html>".to_vec(), 18)));
    assert!(matches!(phone.device.photo(log_in_page, true).await, Err(NetError::Unreadable)), "not kept as a photo");
    hall.books(|books| books.calls.clear());
    assert_eq!(phone.device.photo(theirs, true).await.unwrap(), file);
    let own = phone.photo(100, 10);
    phone.device.commit(&filing(1, 1), None, std::slice::from_ref(&own)).unwrap();
    assert_eq!(phone.device.photo(own.id, false).await.unwrap(), own.path);
    assert!(hall.books(|books| books.calls.is_empty()));
    let gone = phone.device.photo(media_id(77), false).await;
    assert!(matches!(gone, Err(NetError::Refused(reason)) if reason.code == Code::NotFound));
}

#[tokio::test]
async fn what_is_asked_for_directly_comes_in_the_persons_language() {
    let (hall, phone) = town().await;
    phone.device.set_language(Language::En);
    assert_eq!(phone.device.nearby(here().position, 500.0, None, true).await, Ok(vec![]), "unreadable ones left out");
    assert!(hall.books(|books| books.languages.iter().all(|language| language == "en")));
    hall.books(|books| {
        let theirs = Report { relation: dimos_domain::report::Relation::None, ..served(5, 2, State::Assigned) };
        books.reports.insert(report_id(5).to_string(), serde_json::to_value(theirs).unwrap())
    });
    let fetched = phone.device.fetch_report(report_id(5)).await.unwrap();
    assert_eq!(phone.device.report(report_id(5)).unwrap().unwrap().report, fetched);
    assert_eq!(phone.device.refresh_city().await.unwrap().version, "v1");
}

#[test]
fn an_address_that_is_not_safe_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let config = DeviceConfig {
        dir: dir.path().to_owned(),
        server: "http://dimos.example.gr".into(),
        platform: "terminal".into(),
        app_version: "0.1.0".into(),
        bundled_city: None,
    };
    let opened = Device::open(config, Arc::<Pocket>::default(), Arc::<Watch>::default());
    assert!(matches!(opened.err(), Some(OpenError::Server(_))));
}
