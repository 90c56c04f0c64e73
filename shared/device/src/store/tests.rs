//! What the store promises, told one promise at a time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod damage;
mod figures;
mod news;
mod power;

use super::*;
use crate::{
    model::{Delivery, Shelf, WedgeReason},
    sync::{Cause, Write},
    testing::*,
};
use dimos_api::{Change, problem::Code};
use dimos_domain::{
    act::{Act, Comment, Contact, DayOrder, Deed},
    job::{Job, JobState, Late},
    report::Relation,
    workflow::State,
};
use tempfile::TempDir;
use uuid::Uuid;

fn phone() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = open(&dir);
    (dir, store)
}

fn open(dir: &TempDir) -> Store {
    Store::open(dir.path(), at(0)).unwrap().0
}

fn pulled(changes: Vec<Change>) -> PulledPage {
    PulledPage { changes, cursor: "c1".into(), unread_by: None, era: None }
}

fn news(report: dimos_domain::report::Report) -> Change {
    Change::Report { report: Box::new(report) }
}

fn wedge(store: &Store, act: u128) {
    let reason = WedgeReason::of(Code::BadText);
    store.settle(&[Write::Wedged { act: act_id(act), reason }], &Answer::default(), at(9)).unwrap();
}

fn deliver(store: &Store, act: u128, report: dimos_domain::report::Report) {
    let answer = Answer { reports: vec![report], ..Answer::default() };
    store.settle(&[Write::Delivered { act: act_id(act) }], &answer, at(9)).unwrap();
}

#[test]
fn a_report_is_there_at_once_without_a_number() {
    let (_dir, store) = phone();
    store.commit(&filing(1, 0), None, &[]).unwrap();
    let mine = store.reports(Shelf::Mine, 0, 10).unwrap();
    assert_eq!((mine.total, mine.items.len()), (1, 1));
    assert_eq!((mine.items[0].report.number.as_str(), mine.items[0].unseen), ("", false));
    assert_eq!(mine.items[0].pending[0].state, Delivery::Queued { attempt: 0, next_at: None });
    assert_eq!(store.report(report_id(1)).unwrap().unwrap(), mine.items[0]);
}

#[test]
fn everything_is_still_there_after_the_app_was_closed() {
    let (dir, store) = phone();
    let photo = photo(dir.path(), media_id(100), 10);
    store.commit(&filing(1, 1), None, std::slice::from_ref(&photo)).unwrap();
    store.save_draft(Uuid::from_u128(5), "{}", at(0)).unwrap();
    drop(store);
    let store = open(&dir);
    assert_eq!(store.outbox().unwrap()[0].act, filing(1, 1));
    assert_eq!(store.upload(media_id(100)).unwrap(), Some(photo));
    assert_eq!(store.drafts().unwrap().len(), 1);
}

#[test]
fn a_folder_that_moves_takes_its_photos_along() {
    let (dir, store) = phone();
    let photo = photo(dir.path(), media_id(100), 10);
    store.commit(&filing(1, 1), None, &[photo]).unwrap();
    drop(store);
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = elsewhere.path().join("app");
    std::fs::rename(dir.path(), &moved).unwrap();
    let (store, _) = Store::open(&moved, at(0)).unwrap();
    assert!(store.upload(media_id(100)).unwrap().unwrap().path.is_file());
}

#[test]
fn committing_removes_the_draft_and_twice_is_once() {
    let (_dir, store) = phone();
    let draft = Uuid::from_u128(5);
    store.save_draft(draft, "{\"a\":1}", at(0)).unwrap();
    store.save_draft(draft, "{\"a\":2}", at(1)).unwrap();
    assert_eq!(store.drafts().unwrap(), [(draft, "{\"a\":2}".to_owned())]);
    store.commit(&filing(1, 0), Some(draft), &[]).unwrap();
    store.commit(&filing(1, 0), None, &[]).unwrap();
    assert_eq!((store.drafts().unwrap().len(), store.outbox().unwrap().len()), (0, 1));
}

#[test]
fn a_photo_that_the_act_does_not_name_is_refused_and_nothing_is_kept() {
    let (dir, store) = phone();
    let stranger = photo(dir.path(), media_id(999), 10);
    assert!(matches!(store.commit(&filing(1, 1), None, &[stranger]), Err(StoreError::Unfit(_))));
    assert_eq!(store.outbox().unwrap(), []);
}

#[test]
fn delivery_replaces_what_was_expected_by_what_is() {
    let (_dir, store) = phone();
    store.commit(&filing(1, 0), None, &[]).unwrap();
    store.commit(&comment(2, 1, "ακόμα εκεί"), None, &[]).unwrap();
    assert_eq!(store.report(report_id(1)).unwrap().unwrap().pending.len(), 2);
    deliver(&store, 1, served(1, 5, State::Triaged));
    let there = store.report(report_id(1)).unwrap().unwrap();
    assert_eq!((there.report.number.as_str(), there.report.state), ("T-1", State::Triaged));
    assert_eq!(there.pending.len(), 1, "the comment still waits, and shows");
    assert_eq!(there.report.timeline.last().unwrap().seq, 0);
    assert!(!there.unseen, "what follows from one's own act is no news");
}

#[test]
fn an_older_copy_never_replaces_a_newer_one() {
    let (_dir, store) = phone();
    store.keep_page(&pulled(vec![news(served(1, 9, State::Resolved))]), at(0)).unwrap();
    deliver(&store, 1, served(1, 5, State::Triaged));
    assert_eq!(store.report(report_id(1)).unwrap().unwrap().report.state, State::Resolved);
}

#[test]
fn news_is_unseen_until_it_is_looked_at() {
    let (_dir, store) = phone();
    let unseen = || store.report(report_id(1)).unwrap().unwrap().unseen;
    store.keep_page(&pulled(vec![news(served(1, 1, State::Submitted))]), at(0)).unwrap();
    assert!(!unseen(), "a first copy (a new phone) is no news");
    store.keep_page(&pulled(vec![news(served(1, 2, State::Triaged))]), at(0)).unwrap();
    assert!(unseen());
    deliver(&store, 1, served(1, 3, State::Triaged));
    assert!(unseen(), "one's own act does not hide what was not seen");
    store.mark_seen(report_id(1)).unwrap();
    assert!(!unseen());
}

#[test]
fn what_the_city_has_not_seen_comes_first_then_the_last_changed() {
    let (_dir, store) = phone();
    let pages = (1..=5).map(|n| news(served(n, i64::try_from(n).unwrap() * 10, State::Triaged))).collect();
    store.keep_page(&pulled(pages), at(0)).unwrap();
    let mut long_ago = filing(9, 0);
    long_ago.at = Timestamp::UNIX_EPOCH;
    store.commit(&long_ago, None, &[]).unwrap();
    let names = |offset, limit| -> Vec<_> {
        let page = store.reports(Shelf::Mine, offset, limit).unwrap();
        assert_eq!(page.total, 6);
        page.items.into_iter().map(|tracked| tracked.report.id).collect()
    };
    assert_eq!(names(0, 3), [report_id(9), report_id(5), report_id(4)]);
    assert_eq!(names(3, 3), [report_id(3), report_id(2), report_id(1)]);
    assert_eq!(names(6, 3), []);
}

#[test]
fn following_shows_on_its_shelf_before_the_city_knows() {
    let (_dir, store) = phone();
    let theirs = dimos_domain::report::Report { relation: Relation::None, ..served(1, 4, State::Assigned) };
    store.keep_report(&theirs, at(0)).unwrap();
    let following = || store.reports(Shelf::Following, 0, 10).unwrap().total;
    assert_eq!(following(), 0);
    let body = dimos_domain::act::Follow { follow: true };
    store
        .commit(&Act { id: act_id(1), at: at(1), what: Deed::Follow { report: report_id(1), body } }, None, &[])
        .unwrap();
    assert_eq!(following(), 1);
    store.discard(act_id(1)).unwrap().unwrap();
    assert_eq!(following(), 0);
}

#[test]
fn reports_only_looked_at_do_not_pile_up() {
    let (_dir, store) = phone();
    for n in 0..230 {
        let theirs = dimos_domain::report::Report { relation: Relation::None, ..served(n, 4, State::Assigned) };
        store.keep_report(&theirs, at(i64::try_from(n).unwrap())).unwrap();
    }
    assert!(store.report(report_id(0)).unwrap().is_none());
    assert!(store.report(report_id(229)).unwrap().is_some());
    let kept: i64 = store.with_writer(|c| c.query_row("SELECT count(*) FROM reports", [], |row| row.get(0)).unwrap());
    assert_eq!(kept, 200);
}

#[test]
fn whom_to_call_leaves_the_phone_with_the_job() {
    let (_dir, store) = phone();
    let contact = Some(Contact { name: "Μαρία".into(), phone: "2310 123456".into(), ..Contact::default() });
    let open = Job { contact: contact.clone(), ..planned(1, 0) };
    let keep = |job: &Job| store.keep_page(&pulled(vec![Change::Job { job: Box::new(job.clone()) }]), at(0)).unwrap();
    keep(&open);
    assert_eq!(store.job(job_id(1)).unwrap().unwrap().job.contact, contact);
    // Even if a server should still send it along.
    keep(&Job { version: 2, state: JobState::Done { at: at(5) }, ..open });
    assert_eq!(store.job(job_id(1)).unwrap().unwrap().job.contact, None);
    let document: String = store.with_writer(|c| c.query_row("SELECT json FROM jobs", [], |row| row.get(0)).unwrap());
    assert!(!document.contains("2310"), "{document}");
}

#[test]
fn a_job_that_an_older_app_kept_is_still_read() {
    let (_dir, store) = phone();
    store.keep_page(&pulled(vec![Change::Job { job: Box::new(planned(1, 0)) }]), at(0)).unwrap();
    let older = "UPDATE jobs SET json = json_remove(json, '$.answers', '$.contact')";
    store.with_writer(|c| c.execute(older, []).unwrap());
    let job = store.job(job_id(1)).unwrap().unwrap().job;
    assert!(job.answers.is_empty() && job.contact.is_none());
}

#[test]
fn a_page_of_changes_and_its_cursor_are_kept_together() {
    let (_dir, store) = phone();
    let job = Change::Job { job: Box::new(planned(1, 0)) };
    store.keep_page(&pulled(vec![news(served(1, 1, State::Submitted)), job]), at(0)).unwrap();
    assert_eq!(store.cursor().unwrap().as_deref(), Some("c1"));
    let gone = vec![Change::ReportGone { id: report_id(1) }, Change::JobGone { id: job_id(1) }];
    store.keep_page(&PulledPage { cursor: "c2".into(), ..pulled(gone) }, at(0)).unwrap();
    assert_eq!(store.cursor().unwrap().as_deref(), Some("c2"));
    assert!(store.report(report_id(1)).unwrap().is_none() && store.job(job_id(1)).unwrap().is_none());
    assert_eq!(store.reports(Shelf::Mine, 0, 10).unwrap().total, 0);
}

#[test]
fn a_page_that_was_asked_for_as_somebody_else_is_not_kept() {
    let (_dir, store) = phone();
    let page = pulled(vec![news(served(1, 1, State::Submitted))]);
    store.forget_cursor().unwrap();
    assert_eq!(store.keep_page(&page, at(0)).unwrap(), None);
    let page = PulledPage { era: store.era().unwrap(), ..page };
    assert!(store.keep_page(&page, at(0)).unwrap().is_some());
    store.forget_everything().unwrap();
    assert_eq!(store.keep_page(&page, at(0)).unwrap(), None, "what was forgotten does not come back");
    assert!(store.cursor().unwrap().is_none() && store.report(report_id(1)).unwrap().is_none());
}

#[test]
fn what_was_too_new_is_asked_for_again_by_a_newer_app() {
    let (_dir, store) = phone();
    store.keep_page(&pulled(vec![]), at(0)).unwrap();
    let page = PulledPage { cursor: "c2".into(), unread_by: Some("0.1.0".into()), ..pulled(vec![]) };
    store.keep_page(&page, at(0)).unwrap();
    store.keep_page(&PulledPage { cursor: "c3".into(), ..page }, at(0)).unwrap();
    store.read_again("0.1.0").unwrap();
    assert_eq!(store.cursor().unwrap().as_deref(), Some("c3"));
    store.read_again("0.2.0").unwrap();
    assert_eq!(store.cursor().unwrap().as_deref(), Some("c1"), "where the first unreadable page began");
}

#[test]
fn a_crews_day_is_in_the_order_that_it_gave() {
    let (_dir, store) = phone();
    let jobs = (1..=3).map(|n| Change::Job { job: Box::new(planned(n, u16::try_from(n).unwrap())) }).collect();
    store.keep_page(&pulled(jobs), at(0)).unwrap();
    let day = planned(1, 0).on;
    let body = DayOrder { on: day, jobs: vec![job_id(3), job_id(1), job_id(2)] };
    store.commit(&Act { id: act_id(1), at: at(1), what: Deed::OrderJobs { body } }, None, &[]).unwrap();
    store.commit(&start(2, 3), None, &[]).unwrap();
    let today = store.jobs(day).unwrap();
    let order: Vec<_> = today.iter().map(|tracked| tracked.job.id).collect();
    assert_eq!(order, [job_id(3), job_id(1), job_id(2)]);
    assert_eq!((today[0].job.state.as_str(), today[0].pending.len()), ("started", 1));
    assert_eq!(store.job(job_id(3)).unwrap().unwrap(), today[0]);
    assert_eq!(store.jobs("2026-11-23".parse().unwrap()).unwrap(), []);
}

#[test]
fn a_wedged_act_says_why_and_can_be_tried_again() {
    let (_dir, store) = phone();
    store.commit(&filing(1, 0), None, &[]).unwrap();
    let later = Write::Later { act: act_id(1), attempt: 3, next_at: at(77), cause: Cause::Server };
    store.settle(&[later], &Answer::default(), at(9)).unwrap();
    assert_eq!(store.outbox().unwrap()[0].state, Delivery::Queued { attempt: 3, next_at: Some(at(77)) });
    wedge(&store, 1);
    assert_eq!(store.outbox().unwrap()[0].state, Delivery::Wedged(WedgeReason::of(Code::BadText)));
    assert!(store.queue().unwrap()[0].wedged);
    store.retry(act_id(1)).unwrap();
    assert_eq!(store.outbox().unwrap()[0].state, Delivery::Queued { attempt: 0, next_at: None });
}

#[test]
fn discarding_a_report_gives_everything_back_that_hangs_on_it() {
    let (dir, store) = phone();
    let photo = photo(dir.path(), media_id(100), 10);
    store.commit(&filing(1, 1), None, std::slice::from_ref(&photo)).unwrap();
    store.commit(&comment(2, 1, "και κάτι ακόμα"), None, &[]).unwrap();
    store.commit(&filing(3, 0), None, &[]).unwrap();
    let back = store.discard(act_id(1)).unwrap().unwrap();
    assert_eq!((back.act, back.with.len(), &back.photos[..]), (filing(1, 1), 1, &[photo][..]));
    assert_eq!(store.outbox().unwrap().len(), 1);
    assert!(store.report(report_id(1)).unwrap().is_none());
    assert_eq!(store.reports(Shelf::Mine, 0, 10).unwrap().total, 1);
    assert_eq!(store.discard(act_id(1)).unwrap(), None);
}

#[test]
fn discarding_a_comment_leaves_the_rest() {
    let (_dir, store) = phone();
    store.commit(&filing(1, 0), None, &[]).unwrap();
    store.commit(&comment(2, 1, "α"), None, &[]).unwrap();
    store.commit(&comment(3, 1, "β"), None, &[]).unwrap();
    assert_eq!(store.discard(act_id(2)).unwrap().unwrap().with, []);
    assert_eq!(store.outbox().unwrap().len(), 2);
}

#[test]
fn uploads_are_remembered_and_a_delivered_photo_stays_on_the_phone() {
    let (dir, store) = phone();
    let (one, id) = (photo(dir.path(), media_id(100), 10), media_id(100));
    store.commit(&filing(1, 1), None, std::slice::from_ref(&one)).unwrap();
    let settle = |write| store.settle(&[write], &Answer::default(), at(9)).unwrap();
    settle(Write::UploadMade { photo: id, url: "/u".into() });
    settle(Write::UploadDone { photo: id });
    let queued = store.queue().unwrap()[0].photos[0].clone();
    assert_eq!((queued.url.as_deref(), queued.done, queued.offset), (Some("/u"), true, None));
    settle(Write::PhotosAnew { act: act_id(1) });
    let queued = store.queue().unwrap()[0].clone();
    assert!(queued.renewed && !queued.photos[0].done && queued.photos[0].url.is_none());
    assert_eq!(store.own_photo(id).unwrap().as_ref(), Some(&one.path));
    deliver(&store, 1, served(1, 5, State::Triaged));
    assert_eq!(store.own_photo(id).unwrap().as_ref(), Some(&one.path));
    store.forget_own_photos(at(9)).unwrap();
    assert!(one.path.is_file());
    store.forget_own_photos(at(10)).unwrap();
    assert!(!one.path.exists() && store.own_photo(id).unwrap().is_none());
}

#[test]
fn a_refusal_brings_the_newest_copy_along() {
    let (_dir, store) = phone();
    store.keep_page(&pulled(vec![news(served(1, 2, State::Resolved))]), at(0)).unwrap();
    let body = Comment { text: "not fixed".into(), photos: vec![] };
    store
        .commit(&Act { id: act_id(1), at: at(1), what: Deed::Reopen { report: report_id(1), body } }, None, &[])
        .unwrap();
    assert_eq!(store.report(report_id(1)).unwrap().unwrap().report.state, State::Reopened);
    let write = Write::Wedged { act: act_id(1), reason: WedgeReason::of(Code::WrongState) };
    let answer = Answer { reports: vec![served(1, 7, State::InProgress)], ..Answer::default() };
    store.settle(&[write], &answer, at(9)).unwrap();
    let now = store.report(report_id(1)).unwrap().unwrap();
    assert_eq!(now.report.state, State::InProgress, "what no longer fits is not expected any more");
    assert!(matches!(now.pending[0].state, Delivery::Wedged(_)));
}

#[test]
fn a_copy_or_an_act_of_another_version_harms_nothing() {
    let (_dir, store) = phone();
    store.commit(&filing(1, 0), None, &[]).unwrap();
    store.keep_page(&pulled(vec![news(served(2, 2, State::Resolved))]), at(0)).unwrap();
    store.with_writer(|c| {
        c.execute("UPDATE outbox SET act = '{\"id\":\"x\"}'", []).unwrap();
        c.execute("UPDATE reports SET json = '{}'", []).unwrap();
    });
    assert_eq!(store.outbox().unwrap(), []);
    assert_eq!(store.queue().unwrap(), []);
    assert!(store.report(report_id(2)).unwrap().is_none());
    let kept: i64 = store.with_writer(|c| c.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0)).unwrap());
    assert_eq!(kept, 1, "for the version that can read it");
}

#[test]
fn the_outbox_tells_when_a_person_changed_it() {
    let (_dir, store) = phone();
    let before = store.outbox_changes();
    store.commit(&filing(1, 0), None, &[]).unwrap();
    let after = store.outbox_changes();
    assert_ne!(before, after);
    wedge(&store, 1);
    assert_eq!(store.outbox_changes(), after, "a drain's own steps do not disturb it");
}

#[test]
fn an_act_is_sent_in_the_bytes_in_which_it_was_first_written() {
    let (_dir, store) = phone();
    store.commit(&filing(1, 0), None, &[]).unwrap();
    let written = store.call(act_id(1)).unwrap().unwrap();
    // Another version of the app wrote the same act otherwise: other order, and what is empty left out.
    let older = format!("{{\"id\":\"{}\",\"service\":\"pothole\"}}", report_id(1));
    store.with_writer(|c| c.execute("UPDATE outbox SET body = ?1", [&older]).unwrap());
    let call = store.call(act_id(1)).unwrap().unwrap();
    assert_eq!((call.body, call.method, call.path), (older, written.method, written.path));
    // One that is older than this rule is written once, and not again by the version after this one.
    store.with_writer(|c| c.execute("UPDATE outbox SET body = NULL", []).unwrap());
    assert_eq!(store.call(act_id(1)).unwrap().unwrap().body, written.body);
    let kept: String = store.with_writer(|c| c.query_row("SELECT body FROM outbox", [], |row| row.get(0)).unwrap());
    assert_eq!(kept, written.body);
}

#[test]
fn a_job_that_is_no_longer_this_phones_stays_known_while_acts_on_it_wait() {
    let (_dir, store) = phone();
    let mut mine = planned(1, 0);
    mine.contact = Some(Contact { name: "Μαρία".into(), email: String::new(), phone: "2310123456".into() });
    let other = planned(2, 1);
    let (day, number) = (mine.on, mine.number.clone());
    let came = [mine, other].map(|job| Change::Job { job: Box::new(job) });
    store.keep_page(&pulled(came.into()), at(0)).unwrap();
    store.commit(&start(1, 1), None, &[]).unwrap();
    assert_eq!(store.outbox().unwrap()[0].number, number);
    let gone = [1, 2].map(|n| Change::JobGone { id: job_id(n) });
    store.keep_page(&pulled(gone.into()), at(0)).unwrap();
    let left = store.jobs(day).unwrap();
    assert_eq!((left.len(), left[0].job.state, left[0].pending.len()), (1, JobState::Cancelled, 1));
    assert_eq!((left[0].job.contact.as_ref(), left[0].job.description.as_str()), (None, ""));
    assert_eq!(store.outbox().unwrap()[0].number, number);
}

#[test]
fn what_came_late_is_remembered_with_the_job() {
    let (_dir, store) = phone();
    let mine = planned(1, 0);
    let day = mine.on;
    store.keep_page(&pulled(vec![Change::Job { job: Box::new(mine) }]), at(0)).unwrap();
    store.commit(&start(1, 1), None, &[]).unwrap();
    let gone = |version| Job { version, state: JobState::Cancelled, ..planned(1, 0) };
    let answer = Answer { jobs: vec![gone(4)], late: Some(Late::TakenBack), ..Answer::default() };
    store.settle(&[Write::Delivered { act: act_id(1) }], &answer, at(9)).unwrap();
    store.keep_page(&pulled(vec![Change::Job { job: Box::new(gone(5)) }]), at(0)).unwrap();
    let kept = store.jobs(day).unwrap().remove(0);
    assert_eq!((kept.late, kept.pending.len()), (Some(Late::TakenBack), 0));
}
