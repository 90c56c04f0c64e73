//! Conversations with the engine: what it says to do, what it hears, what it wants kept.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::*;
use crate::testing::{act_id, at, job_id, media_id, report_id};
use std::time::Duration;

fn waiting(n: u128, subject: Subject) -> QueuedAct {
    QueuedAct {
        id: act_id(n),
        subject,
        attempt: 0,
        next_at: None,
        cause: None,
        renewed: false,
        wedged: false,
        photos: vec![],
    }
}

fn on_report(n: u128, report: u128) -> QueuedAct {
    waiting(n, Subject::Report(report_id(report)))
}

fn with_photo(mut act: QueuedAct, bytes: u64) -> QueuedAct {
    act.photos.push(QueuedPhoto { id: media_id(1), bytes, url: None, offset: None, done: false });
    act
}

fn engine(acts: Vec<QueuedAct>) -> Engine {
    Engine::new(acts, true, at(3600), fastrand::Rng::with_seed(1))
}

fn refused(code: Code) -> Outcome {
    Outcome::Failed(Failure::Refused(WedgeReason::of(code)))
}

/// Says "delivered" to everything that is sent and gives the order in which that was.
fn deliver_all(engine: &mut Engine) -> Vec<ActId> {
    let mut sent = Vec::new();
    while let Action::Send { act } = engine.next(at(0)) {
        sent.push(act);
        engine.done(at(0), Outcome::Delivered);
    }
    sent
}

#[test]
fn acts_on_one_subject_go_in_the_order_in_which_they_were_done() {
    let mut engine = engine(vec![on_report(1, 1), on_report(2, 1), on_report(3, 1)]);
    assert_eq!(deliver_all(&mut engine), [act_id(1), act_id(2), act_id(3)]);
    assert_eq!(engine.next(at(0)), Action::Pull);
    engine.done(at(0), Outcome::Pulled { more: true, city_is_stale: true });
    assert_eq!(engine.next(at(0)), Action::Pull);
    engine.done(at(0), Outcome::Pulled { more: false, city_is_stale: false });
    assert_eq!(engine.next(at(0)), Action::FetchCity);
    engine.done(at(0), Outcome::CityFetched);
    assert_eq!(engine.next(at(0)), Action::Finish(None));
}

#[test]
fn a_refused_act_waits_for_the_person_and_holds_back_its_own_subject_only() {
    let mut engine = engine(vec![on_report(1, 1), on_report(2, 1), on_report(3, 2)]);
    assert_eq!(engine.next(at(0)), Action::Send { act: act_id(1) });
    let writes = engine.done(at(0), refused(Code::WrongState));
    assert_eq!(writes, [Write::Wedged { act: act_id(1), reason: WedgeReason::of(Code::WrongState) }]);
    assert_eq!(deliver_all(&mut engine), [act_id(3)]);
    assert_eq!(engine.left(), 1, "the act behind it waits");
}

#[test]
fn an_act_waits_for_its_photos_and_others_do_not_wait_for_it() {
    let mut engine = engine(vec![with_photo(on_report(1, 1), 400_000), on_report(2, 2)]);
    assert_eq!(deliver_all(&mut engine), [act_id(2)], "small things first");
    let (act, photo) = (act_id(1), media_id(1));
    assert_eq!(engine.next(at(0)), Action::CreateUpload { act, photo });
    let url = "/media/uploads/1".to_owned();
    let made = engine.done(at(0), Outcome::Created { url: url.clone() });
    assert_eq!(made, [Write::UploadMade { photo, url: url.clone() }]);
    assert_eq!(engine.next(at(0)), Action::SendPiece { act, photo, url: url.clone(), offset: 0, length: 262_144 });
    assert_eq!(engine.done(at(1), Outcome::Arrived { bytes: 262_144 }), []);
    assert_eq!(engine.next(at(1)), Action::SendPiece { act, photo, url, offset: 262_144, length: 137_856 });
    assert_eq!(engine.done(at(2), Outcome::Arrived { bytes: 400_000 }), [Write::UploadDone { photo }]);
    assert_eq!(engine.next(at(2)), Action::Send { act });
}

#[test]
fn after_a_cut_the_server_is_asked_where_it_stands_and_pieces_get_smaller() {
    let mut act = with_photo(on_report(1, 1), 1_000_000);
    act.photos[0].url = Some("/u".into());
    let mut engine = engine(vec![act]);
    let (act, photo, url) = (act_id(1), media_id(1), "/u".to_owned());
    assert_eq!(engine.next(at(0)), Action::ProbeUpload { act, photo, url: url.clone() });
    engine.done(at(0), Outcome::Arrived { bytes: 100 });
    assert!(matches!(engine.next(at(0)), Action::SendPiece { offset: 100, length: 262_144, .. }));
    let writes = engine.done(at(5), Outcome::Failed(Failure::Network));
    let [Write::Later { attempt: 1, next_at, cause: Cause::Network, .. }] = writes[..] else { panic!("{writes:?}") };
    let Action::Wait { until } = engine.next(at(5)) else { panic!("the line has just been cut") };
    let later = until.max(next_at);
    assert_eq!(engine.next(later), Action::ProbeUpload { act, photo, url });
    engine.done(later, Outcome::Arrived { bytes: 200 });
    assert!(matches!(engine.next(later), Action::SendPiece { offset: 200, length: 131_072, .. }));
}

#[test]
fn an_upload_that_the_server_forgot_begins_anew() {
    let mut act = with_photo(on_report(1, 1), 10);
    act.photos[0].url = Some("/u".into());
    let mut engine = engine(vec![act]);
    engine.next(at(0));
    let writes = engine.done(at(0), Outcome::Failed(Failure::UploadGone));
    assert_eq!(writes[0], Write::UploadAnew { photo: media_id(1) });
    while !matches!(engine.next(at(60)), Action::CreateUpload { .. }) {
        engine.done(at(60), Outcome::Pulled { more: false, city_is_stale: false });
    }
}

#[test]
fn photos_that_the_server_lost_go_up_once_more_and_only_once() {
    let mut act = with_photo(on_report(1, 1), 10);
    act.photos[0].done = true;
    let mut engine = engine(vec![act]);
    assert_eq!(engine.next(at(0)), Action::Send { act: act_id(1) });
    assert_eq!(engine.done(at(0), refused(Code::MissingPhoto)), [Write::PhotosAnew { act: act_id(1) }]);
    assert!(matches!(engine.next(at(0)), Action::CreateUpload { .. }));
    engine.done(at(0), Outcome::Created { url: "/u".into() });
    engine.next(at(0));
    engine.done(at(0), Outcome::Arrived { bytes: 10 });
    assert_eq!(engine.next(at(0)), Action::Send { act: act_id(1) });
    assert!(matches!(engine.done(at(0), refused(Code::MissingPhoto))[..], [Write::Wedged { .. }]));
}

#[test]
fn a_day_s_order_waits_for_the_jobs_done_before_it() {
    let day = Subject::Day("2026-11-22".parse().unwrap());
    let mut job = waiting(1, Subject::Job(job_id(1)));
    (job.next_at, job.cause) = (Some(at(30)), Some(Cause::Server));
    let order = waiting(2, day);
    let mut waits = engine(vec![job.clone(), order.clone()]);
    assert_eq!(waits.next(at(0)), Action::Pull);
    job.wedged = true;
    let mut goes = engine(vec![job, order]);
    assert_eq!(goes.next(at(0)), Action::Send { act: act_id(2) });
}

#[test]
fn a_busy_server_is_left_alone_for_as_long_as_it_asked() {
    let mut engine = engine(vec![on_report(1, 1), on_report(2, 2)]);
    engine.next(at(0));
    let retry_after = Some(Duration::from_secs(100));
    engine.done(at(0), Outcome::Failed(Failure::Busy { retry_after }));
    let Action::Wait { until } = engine.next(at(0)) else { panic!("it was asked to wait") };
    assert!(until >= at(100) && until <= at(103));
}

#[test]
fn a_server_that_fails_on_one_act_gets_the_others() {
    let mut engine = engine(vec![on_report(1, 1), on_report(2, 2)]);
    engine.next(at(0));
    engine.done(at(0), Outcome::Failed(Failure::Server { retry_after: None }));
    assert_eq!(engine.next(at(0)), Action::Send { act: act_id(2) });
}

#[test]
fn a_network_that_stays_away_ends_the_drain_and_is_forgiven_in_the_next_one() {
    let mut engine = engine(vec![on_report(1, 1)]);
    let mut now = at(0);
    let (mut stop, mut last) = (None, Vec::new());
    for _ in 0..100 {
        match engine.next(now) {
            Action::Wait { until } => now = until,
            Action::Finish(why) => {
                stop = why;
                break;
            }
            _ => last = engine.done(now, Outcome::Failed(Failure::Network)).into_iter().chain(last).collect(),
        }
    }
    assert_eq!(stop, Some(Stop::Offline));
    let Some(Write::Later { next_at, cause, .. }) = last.first() else { panic!("{last:?}") };
    let mut kept = on_report(1, 1);
    (kept.next_at, kept.cause) = (Some(*next_at), Some(*cause));
    assert_eq!(super::tests::engine(vec![kept]).next(now), Action::Send { act: act_id(1) });
}

#[test]
fn a_token_that_is_not_taken_is_replaced_once() {
    let mut engine = engine(vec![on_report(1, 1)]);
    engine.next(at(0));
    assert_eq!(engine.done(at(0), Outcome::Failed(Failure::Unauthenticated)), []);
    assert_eq!(engine.next(at(0)), Action::Register);
    engine.done(at(0), Outcome::Registered);
    assert_eq!(engine.next(at(0)), Action::Send { act: act_id(1) });
    engine.done(at(0), Outcome::Failed(Failure::Unauthenticated));
    assert_eq!(engine.next(at(0)), Action::Finish(Some(Stop::Unauthenticated)));
    assert_eq!(engine.left(), 1);
}

#[test]
fn an_app_that_is_too_old_stops_and_keeps_everything() {
    let mut engine = engine(vec![on_report(1, 1)]);
    engine.next(at(0));
    assert_eq!(engine.done(at(0), Outcome::Failed(Failure::Upgrade)), []);
    assert_eq!(engine.next(at(0)), Action::Finish(Some(Stop::Upgrade)));
    assert_eq!(engine.left(), 1);
}

#[test]
fn a_phone_that_is_not_known_registers_first() {
    let mut engine = Engine::new(vec![on_report(1, 1)], false, at(60), fastrand::Rng::with_seed(1));
    assert_eq!(engine.next(at(0)), Action::Register);
    engine.done(at(0), refused(Code::Invalid));
    assert_eq!(engine.next(at(0)), Action::Finish(Some(Stop::Unauthenticated)));
}

#[test]
fn the_deadline_is_kept_also_while_waiting() {
    let mut act = on_report(1, 1);
    (act.next_at, act.cause) = (Some(at(4000)), Some(Cause::Server));
    let mut engine = engine(vec![act]);
    engine.next(at(0));
    engine.done(at(0), Outcome::Pulled { more: false, city_is_stale: false });
    assert_eq!(engine.next(at(0)), Action::Finish(Some(Stop::Waiting)));
    assert_eq!(engine.next_at(), Some(at(4000)));
    assert_eq!(engine.next(at(3600)), Action::Finish(Some(Stop::Deadline)));
}

#[test]
fn a_cursor_that_is_not_taken_is_forgotten_once() {
    let mut engine = engine(vec![]);
    assert_eq!(engine.next(at(0)), Action::Pull);
    assert_eq!(engine.done(at(0), refused(Code::BadRequest)), [Write::ForgetCursor]);
    assert_eq!(engine.next(at(0)), Action::Pull);
    assert_eq!(engine.done(at(0), refused(Code::BadRequest)), []);
    assert_eq!(engine.next(at(0)), Action::Finish(None));
}
