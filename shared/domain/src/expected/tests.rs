use super::*;
use crate::{
    act::{Contact, DayOrder, Follow, JobPhoto},
    job::CannotReason,
    place::{Located, Position, PositionSource},
};
use proptest::prelude::*;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_770_000_000 + second).expect("in range")
}

fn here() -> Located {
    let position = Position::new(40.63, 22.94).expect("on the globe");
    Located { position, accuracy_m: None, source: PositionSource::Map }
}

fn written() -> NewReport {
    NewReport {
        id: ReportId(Uuid::from_u128(1)),
        service: "pothole".parse().expect("a code"),
        description: "λακκούβα".into(),
        located: here(),
        place_hint: None,
        answers: vec![],
        photos: vec![MediaId(Uuid::from_u128(2))],
        contact: None,
        reported_at: at(0),
        not_duplicates_of: vec![],
    }
}

fn on_the_server(state: State, relation: Relation) -> Report {
    Report { number: "T-1".into(), version: 7, state, relation, ..first(&written(), at(0)) }
}

fn comment(text: &str) -> Comment {
    Comment { text: text.into(), photos: vec![MediaId(Uuid::from_u128(9))] }
}

fn job_of_the_day() -> Job {
    Job {
        id: JobId(Uuid::from_u128(5)),
        version: 3,
        report: written().id,
        number: "T-1".into(),
        crew: "roads-1".parse().expect("a code"),
        on: "2026-03-02".parse().expect("a day"),
        sequence: 4,
        state: JobState::Planned,
        service: written().service,
        description: String::new(),
        answers: vec![],
        contact: None,
        located: here(),
        place_hint: None,
        priority: 1,
        due_at: None,
        photos: vec![],
        notes: vec![],
    }
}

fn update(note: &str) -> JobUpdate {
    let photos = vec![JobPhoto { id: MediaId(Uuid::from_u128(8)), kind: PhotoKind::After }];
    JobUpdate { at: at(60), note: note.into(), photos }
}

#[test]
fn a_report_nobody_has_seen_has_no_number_yet() {
    let report = first(&written(), at(0));
    assert_eq!((report.number.as_str(), report.version, report.state), ("", 0, State::Submitted));
    assert_eq!(report.relation, Relation::Reporter);
    assert_eq!(report.timeline[0].seq, 0);
    assert_eq!(report.photos[0].kind, PhotoKind::Report);
}

#[test]
fn an_answer_moves_the_report_on_and_takes_the_question_away() {
    let mut base = on_the_server(State::NeedsInfo, Relation::Reporter);
    base.question = Some("Which lamp?".into());
    let deed = Deed::Answer { report: base.id, body: comment("the left one") };
    let expected = report(base, &deed, at(10));
    assert_eq!((expected.state, expected.question), (State::Triaged, None));
    assert_eq!(expected.photos.len(), 2);
}

#[test]
fn a_rating_confirms_and_a_reopening_opens_again() {
    let base = on_the_server(State::Resolved, Relation::Reporter);
    let id = base.id;
    let rated = report(base, &Deed::Rate { report: id, body: Rating { stars: 4, comment: None } }, at(10));
    assert_eq!((rated.state, rated.rating.as_ref().map(|r| r.stars)), (State::Confirmed, Some(4)));
    let reopened = report(rated, &Deed::Reopen { report: id, body: comment("still there") }, at(20));
    assert_eq!(reopened.state, State::Reopened);
}

#[test]
fn what_the_workflow_does_not_allow_is_not_expected() {
    let base = on_the_server(State::InProgress, Relation::Reporter);
    let deed = Deed::Withdraw { report: base.id, body: Comment::default() };
    assert_eq!(report(base.clone(), &deed, at(10)), base);
    let somebody_elses = on_the_server(State::Submitted, Relation::None);
    assert_eq!(report(somebody_elses.clone(), &deed, at(10)), somebody_elses);
}

#[test]
fn a_me_too_counts_once() {
    let base = on_the_server(State::Assigned, Relation::None);
    let deed = Deed::Support { report: base.id, body: Support { text: "here too".into(), photos: vec![] } };
    let once = report(base, &deed, at(10));
    assert_eq!((once.relation, once.supporters), (Relation::Supporter, 1));
    assert_eq!(report(once.clone(), &deed, at(10)), once);
}

#[test]
fn following_can_be_taken_back() {
    let base = on_the_server(State::Assigned, Relation::None);
    let follow = |follow| Deed::Follow { report: base.id, body: Follow { follow } };
    let followed = report(base.clone(), &follow(true), at(1));
    assert_eq!(followed.relation, Relation::Follower);
    assert_eq!(report(followed, &follow(false), at(2)).relation, Relation::None);
}

#[test]
fn an_act_on_another_report_changes_nothing() {
    let base = on_the_server(State::Resolved, Relation::Reporter);
    let deed = Deed::Comment { report: ReportId(Uuid::from_u128(77)), body: comment("hello") };
    assert_eq!(report(base.clone(), &deed, at(1)), base);
}

#[test]
fn a_job_is_started_noted_and_closed() {
    let base = job_of_the_day();
    let id = base.id;
    let started = job(base, &Deed::StartJob { job: id, body: update("") });
    assert_eq!(started.state, JobState::Started { at: at(60) });
    let closed = job(started, &Deed::CloseJob { job: id, body: update("filled") });
    assert_eq!(closed.state, JobState::Done { at: at(60) });
    assert_eq!((closed.notes.len(), closed.photos.len()), (1, 1));
    let too_late = Deed::CannotDoJob { job: id, reason: CannotReason::NoAccess, body: update("filled") };
    assert_eq!(job(closed.clone(), &too_late), closed);
}

#[test]
fn whom_to_call_is_gone_with_the_job() {
    let with_contact =
        || Job { contact: Some(Contact { phone: "2310 123456".into(), ..Contact::default() }), ..job_of_the_day() };
    let id = with_contact().id;
    let started = job(with_contact(), &Deed::StartJob { job: id, body: update("") });
    assert!(started.contact.is_some(), "the crew stands at the door");
    let given_back = Deed::CannotDoJob { job: id, reason: CannotReason::NoAccess, body: update("") };
    for last in [Deed::CloseJob { job: id, body: update("") }, given_back] {
        assert_eq!(job(started.clone(), &last).contact, None);
    }
}

#[test]
fn a_day_takes_the_order_that_the_crew_gave_it() {
    let base = job_of_the_day();
    let other = JobId(Uuid::from_u128(6));
    let order = |on| Deed::OrderJobs { body: DayOrder { on, jobs: vec![other, base.id] } };
    assert_eq!(job(base.clone(), &order(base.on)).sequence, 1);
    assert_eq!(job(base.clone(), &order("2026-03-03".parse().expect("a day"))).sequence, 4);
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let report = written().id;
    let text = prop::sample::select(vec!["", "a", "b"]);
    (0..7_u8, text, 1..=5_u8, any::<bool>()).prop_map(move |(kind, text, stars, follow)| match kind {
        0 => Deed::Comment { report, body: comment(text) },
        1 => Deed::Answer { report, body: comment(text) },
        2 => Deed::Reopen { report, body: comment(text) },
        3 => Deed::Withdraw { report, body: comment(text) },
        4 => Deed::Rate { report, body: Rating { stars, comment: None } },
        5 => Deed::Follow { report, body: Follow { follow } },
        _ => Deed::Support { report, body: Support { text: text.into(), photos: vec![] } },
    })
}

proptest! {
    #[test]
    fn folding_an_act_that_the_copy_already_shows_changes_nothing(
        state in prop::sample::select(State::ALL.to_vec()), deed in any_deed(),
        relation in prop::sample::select(vec![Relation::Reporter, Relation::Supporter, Relation::Follower, Relation::None]),
    ) {
        let once = report(on_the_server(state, relation), &deed, at(5));
        prop_assert_eq!(report(once.clone(), &deed, at(5)), once);
    }

    #[test]
    fn whatever_is_folded_the_report_keeps_its_name_and_its_past(deeds in prop::collection::vec(any_deed(), 0..12)) {
        let base = on_the_server(State::Resolved, Relation::Reporter);
        let folded = deeds.iter().fold(base.clone(), |r, deed| report(r, deed, at(5)));
        prop_assert_eq!((folded.id, &folded.number, folded.version), (base.id, &base.number, base.version));
        prop_assert!(folded.timeline.starts_with(&base.timeline));
        prop_assert!(folded.timeline[base.timeline.len()..].iter().all(|entry| entry.seq == 0));
    }
}
