//! Conversations with a crew's phone: a day of jobs, most of it without a network.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod late;
mod taps;

use crate::{
    Intent,
    crew::{CrewView, JobView},
    effect::{Delivery, NetTrouble, Owner, PhotoTrouble, PickedPhoto, StorageTrouble, SyncOutcome, TrackedJob},
    intent::{CrewIntent, PhotoSource, SettingsIntent, Tab, WorkPhoto},
    my_reports::tests::{
        phone::Phone,
        town::{code, located, noon, report_id, spot},
    },
    view::Screen,
};
use dimos_domain::{
    act::{Contact, Deed},
    city::{Answer, AnswerValue},
    ids::JobId,
    job::{CannotReason, Job, JobState},
    report::PhotoKind,
};
use uuid::Uuid;

fn job_id(n: u128) -> JobId {
    JobId(Uuid::from_u128(n))
}

/// A job so many metres north of the depot.
fn job(n: u128, metres_north: f64) -> TrackedJob {
    let job = Job {
        id: job_id(n),
        version: 1,
        report: report_id(n),
        number: format!("TEST-2026-00000{n}"),
        crew: code("roads-1"),
        on: jiff::civil::date(2026, 11, 22),
        sequence: u16::try_from(n).unwrap(),
        state: JobState::Planned,
        service: code("pothole"),
        description: "Μεγάλη λακκούβα".to_owned(),
        answers: Vec::new(),
        contact: None,
        located: located(metres_north),
        place_hint: Some("κοντά στην Τσιμισκή".to_owned()),
        priority: 1,
        due_at: None,
        photos: Vec::new(),
        notes: Vec::new(),
    };
    TrackedJob { job, pending: Vec::new(), late: None }
}

/// A crew's phone with three jobs, in an order that goes to and fro.
fn crew_phone() -> Phone {
    let mut phone = Phone::new();
    phone.crew = Some(code("roads-1"));
    phone.jobs = vec![job(1, 900.0), job(2, 300.0), job(3, 600.0)];
    let mut phone = phone.started();
    phone.send(Intent::OpenTab { tab: Tab::Crew });
    phone
}

fn does(phone: &mut Phone, intent: CrewIntent) {
    phone.send(Intent::Crew { intent });
}

fn day(phone: &Phone) -> CrewView {
    match phone.screen() {
        Screen::Crew { crew } => crew,
        other => panic!("not the day: {other:?}"),
    }
}

fn open(phone: &mut Phone, n: u128) -> JobView {
    does(phone, CrewIntent::Open { job: job_id(n).to_string() });
    job_on_screen(phone)
}

fn job_on_screen(phone: &Phone) -> JobView {
    match phone.screen() {
        Screen::Job { job } => job,
        other => panic!("not a job: {other:?}"),
    }
}

fn photograph(phone: &mut Phone, kind: WorkPhoto) {
    does(phone, CrewIntent::AddPhoto { source: PhotoSource::Camera, kind });
}

#[test]
fn the_day_shows_its_stops_in_order_with_the_way_between() {
    let phone = crew_phone();
    let day = day(&phone);
    assert_eq!(day.jobs.iter().map(|row| row.stop).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(day.jobs[0].place, "κοντά στην Τσιμισκή · 900 m away");
    assert_eq!(day.jobs[1].place, "κοντά στην Τσιμισκή · 600 m from the stop before");
    assert!(day.summary.contains("0 of 3 done"), "{}", day.summary);
    assert_eq!(day.map.pins.iter().map(|pin| pin.number).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(day.jobs[0].spoken.starts_with("Stop 1: Pothole"));
    assert!(!day.jobs[0].can_move_up && day.jobs[0].can_move_down && !day.jobs[2].can_move_down);
}

#[test]
fn a_whole_job_is_done_without_a_network() {
    let mut phone = crew_phone().offline();
    let view = open(&mut phone, 2);
    assert!(view.start.is_some());
    assert_eq!(view.close.unwrap().why_not.as_deref(), Some("Take a photo after the work first."));

    does(&mut phone, CrewIntent::StartJob { job: job_id(2).to_string() });
    assert!(job_on_screen(&phone).start.is_none());
    photograph(&mut phone, WorkPhoto::Before);
    photograph(&mut phone, WorkPhoto::After);
    let view = job_on_screen(&phone);
    assert_eq!((view.before.len(), view.after.len()), (1, 1));
    assert!(view.close.unwrap().enabled);
    does(&mut phone, CrewIntent::WriteNote { text: "Γέμισε με ψυχρή άσφαλτο".to_owned() });
    does(&mut phone, CrewIntent::CloseJob);

    let day = day(&phone);
    let closed = day.jobs.last().unwrap();
    assert_eq!((closed.id.as_str(), closed.stop), (job_id(2).to_string().as_str(), 0));
    assert!(closed.pending);
    assert!(closed.status.starts_with("Done at"), "{}", closed.status);
    assert!(matches!(phone.last_deed(), Deed::CloseJob { body, .. } if body.note == "Γέμισε με ψυχρή άσφαλτο"));
}

#[test]
fn the_job_says_what_was_answered_and_whom_to_call_until_it_is_over() {
    let mut phone = crew_phone();
    let job = &mut phone.jobs[0].job;
    job.answers = vec![
        Answer { question: code("depth"), value: AnswerValue::Choice(code("deep")) },
        Answer { question: code("since"), value: AnswerValue::Date(jiff::civil::date(2026, 11, 1)) },
    ];
    let maria = |phone: &str| Contact { name: "Maria".into(), email: "m@example.gr".into(), phone: phone.into() };
    job.contact = Some(maria("+30 (2310) 123456"));
    phone.jobs[1].job.contact = Some(maria(""));
    does(&mut phone, CrewIntent::Refresh);
    let view = open(&mut phone, 1);
    assert_eq!(view.answers, ["How deep is it? More than a hand", "Since when? 1 November 2026"]);
    assert_eq!(view.contact, "Maria · +30 (2310) 123456 · m@example.gr");
    assert_eq!(view.call.unwrap().spoken, "Call Maria");
    does(&mut phone, CrewIntent::Call { job: job_id(1).to_string() });
    assert_eq!(phone.opened, ["tel:+302310123456"]);
    // Who left no number is not called, nor who left nothing.
    for (n, contact) in [(2, "Maria · m@example.gr"), (3, "")] {
        let view = open(&mut phone, n);
        assert_eq!((view.contact.as_str(), view.call), (contact, None));
        does(&mut phone, CrewIntent::Call { job: job_id(n).to_string() });
    }
    open(&mut phone, 1);
    does(&mut phone, CrewIntent::CannotDo { reason: "no_access".to_owned() });
    let over = open(&mut phone, 1);
    assert_eq!((over.contact.as_str(), over.call, over.answers.len()), ("", None, 2));
    does(&mut phone, CrewIntent::Call { job: job_id(1).to_string() });
    assert_eq!(phone.opened.len(), 1);
}

#[test]
fn the_summary_tells_done_from_given_back_and_ends_with_the_way() {
    let mut phone = crew_phone();
    let give_back = |phone: &mut Phone, n| {
        open(phone, n);
        does(phone, CrewIntent::CannotDo { reason: "no_access".to_owned() });
    };
    let finish = |phone: &mut Phone, n| {
        open(phone, n);
        photograph(phone, WorkPhoto::After);
        does(phone, CrewIntent::CloseJob);
    };
    finish(&mut phone, 1);
    give_back(&mut phone, 2);
    let summary = day(&phone).summary;
    assert!(summary.contains(" · 1 of 3 done · 1 given back · ") && summary.ends_with("to go"), "{summary}");
    finish(&mut phone, 3);
    assert_eq!(day(&phone).summary, "Sunday 22 November · 2 of 3 done · 1 given back");
    phone.send(Intent::Settings { intent: SettingsIntent::Language { tag: "el".to_owned() } });
    assert_eq!(day(&phone).summary, "Κυριακή 22 Νοεμβρίου · έγιναν 2 από 3 · επιστράφηκε 1");
}

#[test]
fn a_note_that_is_too_long_holds_everything_back_and_nothing_of_it_is_cut() {
    let mut phone = crew_phone();
    open(&mut phone, 1);
    photograph(&mut phone, WorkPhoto::After);
    let acts = phone.outbox.len();
    let long = "Φ".repeat(4_001);
    does(&mut phone, CrewIntent::WriteNote { text: long.clone() });
    let view = job_on_screen(&phone);
    let why = "The note is 1 character over the limit of 4,000. Please shorten it a little.";
    assert_eq!(view.note.error.as_deref(), Some(why));
    for button in [view.close.unwrap(), view.send_note.unwrap()] {
        assert_eq!((button.enabled, button.why_not.as_deref()), (false, Some(why)));
    }
    does(&mut phone, CrewIntent::CloseJob);
    does(&mut phone, CrewIntent::SendNote);
    does(&mut phone, CrewIntent::CannotDo { reason: "no_access".to_owned() });
    assert_eq!(phone.toast(), why);
    assert_eq!(phone.outbox.len(), acts, "nothing went");
    assert_eq!(job_on_screen(&phone).note.value, long, "nothing is lost");
    // What will not be sent does not count: the limit is on what the city keeps.
    does(&mut phone, CrewIntent::WriteNote { text: format!("{}\u{200B}  ", "Φ".repeat(4_000)) });
    does(&mut phone, CrewIntent::CloseJob);
    assert!(matches!(phone.last_deed(), Deed::CloseJob { body, .. } if body.note.chars().count() == 4_000));
}

#[test]
fn each_photo_is_an_act_of_its_own_and_can_be_taken_back_until_it_is_sent() {
    let mut phone = crew_phone().offline();
    open(&mut phone, 1);
    photograph(&mut phone, WorkPhoto::After);
    assert!(matches!(phone.last_deed(), Deed::NoteJob { body, .. } if body.photos[0].kind == PhotoKind::After));
    let photo = job_on_screen(&phone).after[0].id.clone();
    does(&mut phone, CrewIntent::RemovePhoto { photo });
    assert!(job_on_screen(&phone).after.is_empty());
    assert!(phone.outbox.is_empty());
}

#[test]
fn a_job_that_cannot_be_done_goes_back_with_a_reason() {
    let mut phone = crew_phone();
    let view = open(&mut phone, 3);
    assert_eq!(view.cannot_reasons.len(), CannotReason::ALL.len());
    does(&mut phone, CrewIntent::CannotDo { reason: "other".to_owned() });
    assert_eq!(phone.toast(), "Write in the note why it could not be done.");
    assert!(phone.outbox.is_empty());
    does(&mut phone, CrewIntent::CannotDo { reason: "no-such-reason".to_owned() });
    assert!(phone.outbox.is_empty());
    does(&mut phone, CrewIntent::CannotDo { reason: "no_access".to_owned() });
    assert!(matches!(phone.last_deed(), Deed::CannotDoJob { reason: CannotReason::NoAccess, .. }));
    assert!(day(&phone).jobs.last().unwrap().status.contains("No access"));
}

#[test]
fn the_order_is_changed_by_hand_and_shortened_from_where_the_phone_is() {
    let mut phone = crew_phone();
    let order = |phone: &Phone| match phone.last_deed() {
        Deed::OrderJobs { body } => body.jobs.clone(),
        other => panic!("not an order: {other:?}"),
    };
    does(&mut phone, CrewIntent::MoveJob { job: job_id(1).to_string(), to: 99 });
    assert_eq!(order(&phone), [job_id(2), job_id(3), job_id(1)]);
    does(&mut phone, CrewIntent::MoveJob { job: job_id(1).to_string(), to: 0 });
    assert_eq!(order(&phone), [job_id(1), job_id(2), job_id(3)]);
    // The phone is in the middle of town, at the depot: the nearest first.
    does(&mut phone, CrewIntent::ShortenWay);
    let stop = |id: &JobId| phone.jobs.iter().find(|one| one.job.id == *id).unwrap().job.located.position;
    let way: Vec<_> = order(&phone).iter().map(stop).collect();
    let metres = dimos_domain::route::length_m(spot(0.0), &way, &[0, 1, 2]);
    assert!((metres - 1_800.0).abs() < 5.0, "out to the last stop and back, {metres} m");
}

#[test]
fn the_way_is_shown_by_the_phones_map() {
    let mut phone = crew_phone();
    does(&mut phone, CrewIntent::Navigate { job: job_id(1).to_string() });
    assert!(phone.opened[0].starts_with("geo:40.63"), "{:?}", phone.opened);
}

#[test]
fn what_goes_wrong_is_said_and_nothing_is_lost() {
    let mut phone = crew_phone();
    open(&mut phone, 1);
    phone.pick = PickedPhoto::Denied;
    photograph(&mut phone, WorkPhoto::After);
    assert!(phone.toast().contains("may not use the camera"), "{}", phone.toast());
    phone.pick = PickedPhoto::Picked { path: "/camera/1.heic".to_owned() };
    phone.prepare = Some(PhotoTrouble::Heic);
    photograph(&mut phone, WorkPhoto::After);
    assert!(phone.toast().contains("HEIC"));
    phone.prepare = None;
    does(&mut phone, CrewIntent::WriteNote { text: "σημείωση".to_owned() });
    phone.trouble = Some(StorageTrouble::Full);
    does(&mut phone, CrewIntent::SendNote);
    assert!(phone.toast().contains("storage is full"));
    assert_eq!(job_on_screen(&phone).note.value, "σημείωση");
}

#[test]
fn what_the_city_refused_is_shown_on_the_job() {
    let mut phone = crew_phone();
    open(&mut phone, 1);
    photograph(&mut phone, WorkPhoto::After);
    phone.outbox[0].delivery =
        Delivery::Wedged { code: "wrong_state".to_owned(), detail: "The job was taken off the plan.".to_owned() };
    does(&mut phone, CrewIntent::Refresh);
    let refused = job_on_screen(&phone).refused.unwrap();
    assert!(refused.contains("no longer on the plan"), "{refused}");
}

#[test]
fn a_job_taken_off_the_plan_closes_its_page_and_says_so() {
    let mut phone = crew_phone();
    open(&mut phone, 1);
    phone.jobs.remove(0);
    does(&mut phone, CrewIntent::Refresh);
    assert_eq!(day(&phone).jobs.len(), 2);
    assert_eq!(phone.toast(), "This job was taken off your plan.");
}

#[test]
fn only_a_crews_phone_has_the_tab_and_a_code_makes_it_one() {
    let mut phone = Phone::new().started();
    phone.send(Intent::OpenTab { tab: Tab::Crew });
    assert!(!matches!(phone.screen(), Screen::Crew { .. }));
    let settings = |phone: &mut Phone, intent| {
        phone.send(Intent::Settings { intent });
    };
    phone.send(Intent::OpenTab { tab: Tab::Settings });
    settings(&mut phone, SettingsIntent::TypeCode { code: "7KQ4".to_owned() });
    settings(&mut phone, SettingsIntent::Enrol);
    assert_eq!(phone.model.crew_code, None, "half a code is not sent");
    phone.enrol = Err(NetTrouble::Refused { code: "forbidden".to_owned(), detail: "The code was used.".to_owned() });
    settings(&mut phone, SettingsIntent::TypeCode { code: "7KQ4-M2XD".to_owned() });
    settings(&mut phone, SettingsIntent::Enrol);
    match phone.screen() {
        Screen::Settings { settings } => {
            assert_eq!(settings.code.unwrap().error.as_deref(), Some("The code was used."));
        }
        other => panic!("not the settings: {other:?}"),
    }
    phone.enrol = Ok(code("roads-1"));
    settings(&mut phone, SettingsIntent::Enrol);
    assert!(matches!(phone.screen(), Screen::Crew { .. }));
    assert_eq!(phone.now, noon());
}

#[test]
fn an_empty_day_says_what_to_do() {
    let mut phone = crew_phone();
    phone.jobs.clear();
    does(&mut phone, CrewIntent::Refresh);
    assert_eq!(day(&phone).empty.as_deref(), Some("Nothing is planned for today. Pull down to look again."));
}

fn has_crew_tab(phone: &Phone) -> bool {
    phone.tabs().contains(&Tab::Crew)
}

#[test]
fn a_revoked_phone_is_a_citizens_again_and_nothing_unsent_is_lost() {
    let mut phone = crew_phone().offline();
    open(&mut phone, 1);
    does(&mut phone, CrewIntent::StartJob { job: job_id(1).to_string() });
    does(&mut phone, CrewIntent::WriteNote { text: "Λείπει το καπάκι".to_owned() });
    phone.crew = None;
    does(&mut phone, CrewIntent::Refresh);
    assert!(has_crew_tab(&phone), "who cannot ask the city works on");
    phone.online = true;
    phone.jobs.clear();
    phone.send(Intent::Connectivity { online: true });

    assert!(!has_crew_tab(&phone));
    assert!(matches!(phone.screen(), Screen::Report { .. }));
    assert_eq!(
        phone.toast(),
        "The dispatcher ended this phone’s work as a crew’s. One thing was not sent yet: it is kept under “My reports”."
    );
    phone.send(Intent::OpenTab { tab: Tab::Crew });
    assert!(matches!(phone.screen(), Screen::Report { .. }), "there is no way back in");
    phone.send(Intent::OpenTab { tab: Tab::MyReports });
    let unsent: Vec<String> = phone.list().unsent.into_iter().map(|row| row.title).collect();
    assert_eq!(unsent, ["Start of a job · TEST-2026-000001"]);
    phone.send(Intent::DismissToast);
    phone.sync();
    assert_eq!(phone.toast(), "", "it is said once");

    // Another code makes it a crew's again, and what was being written is still there.
    (phone.enrol, phone.jobs) = (Ok(code("roads-1")), vec![job(1, 900.0)]);
    phone.send(Intent::Settings { intent: SettingsIntent::TypeCode { code: "7KQ4-M2XD".to_owned() } });
    phone.send(Intent::Settings { intent: SettingsIntent::Enrol });
    assert_eq!(open(&mut phone, 1).note.value, "Λείπει το καπάκι");
}

#[test]
fn who_opens_the_app_after_the_phone_was_revoked_is_told_once() {
    let mut phone = crew_phone();
    phone.crew = None;
    for said in ["The dispatcher ended this phone’s work as a crew’s. You can go on reporting as a citizen.", ""] {
        phone.reborn();
        assert_eq!((has_crew_tab(&phone), phone.toast().as_str()), (false, said));
    }
}

#[test]
fn a_round_that_began_before_the_phone_became_a_crews_takes_nothing_away() {
    let mut phone = Phone::new().started();
    phone.model.syncing = true;
    (phone.enrol, phone.jobs) = (Ok(code("roads-1")), vec![job(1, 900.0)]);
    phone.send(Intent::Settings { intent: SettingsIntent::TypeCode { code: "7KQ4-M2XD".to_owned() } });
    phone.send(Intent::Settings { intent: SettingsIntent::Enrol });
    let before = SyncOutcome { owner: Some(Owner::Citizen), ..SyncOutcome::default() };
    phone.hear(before);
    assert!(has_crew_tab(&phone));
    assert_eq!(phone.toast(), "This is now a crew’s phone.");
}

#[test]
fn photos_that_are_not_sent_yet_are_seen_also_after_the_app_was_ended() {
    let mut phone = crew_phone().offline();
    open(&mut phone, 2);
    photograph(&mut phone, WorkPhoto::Before);
    let shown = job_on_screen(&phone).before;
    assert!(shown[0].thumb_path.as_ref().is_some_and(|path| path.ends_with(".thumb.jpg")), "{shown:?}");
    phone.model.photos.clear();
    let again = open(&mut phone, 2).before;
    assert_eq!(again, shown, "without a network, from the phone itself");
}

#[test]
fn a_photo_that_arrives_after_the_app_was_ended_goes_to_its_job() {
    let mut phone = crew_phone();
    open(&mut phone, 2);
    phone.pick = PickedPhoto::Cancelled;
    photograph(&mut phone, WorkPhoto::After);
    let belongs_to = phone.belongs_to.pop().unwrap();
    phone.send(Intent::OpenTab { tab: Tab::Report });
    let outcome = PickedPhoto::Picked { path: "/camera/1.jpg".to_owned() };
    phone.send(Intent::PhotoArrived { belongs_to: belongs_to.clone(), outcome: outcome.clone() });
    let job = job_on_screen(&phone);
    assert_eq!((job.row.id, job.after.len(), job.before.len()), (job_id(2).to_string(), 1, 0));
    phone.model.crew_code = None;
    phone.send(Intent::PhotoArrived { belongs_to, outcome });
    assert!(phone.toast().contains("no longer a crew"), "{}", phone.toast());
}
