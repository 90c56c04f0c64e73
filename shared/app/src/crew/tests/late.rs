//! The city takes a job back while the crew is at work, or the crew's other phone was faster; and rows say where a job is.

use super::*;
use dimos_domain::job::Late;

fn status(phone: &Phone, n: u128) -> Option<String> {
    day(phone).jobs.into_iter().find(|row| row.id == job_id(n).to_string()).map(|row| row.status)
}

#[test]
fn a_job_that_was_taken_back_leaves_unless_the_crew_did_something_on_it() {
    let mut phone = crew_phone().offline();
    does(&mut phone, CrewIntent::StartJob { job: job_id(2).to_string() });
    open(&mut phone, 3);
    does(&mut phone, CrewIntent::WriteNote { text: "Λείπει το καπάκι".to_owned() });
    phone.send(Intent::Back);
    for tracked in &mut phone.jobs {
        tracked.job.state = JobState::Cancelled;
    }
    phone.send(Intent::DismissToast);
    does(&mut phone, CrewIntent::Refresh);
    assert_eq!(
        phone.toast(),
        "The city took a job back that you worked on. What you did is kept and goes to the dispatcher."
    );
    assert_eq!(status(&phone, 1), None, "nothing was done there");
    let kept = "Taken back by the city; what you did is kept and goes to the dispatcher";
    assert_eq!(status(&phone, 2).as_deref(), Some(kept));
    assert_eq!(status(&phone, 3).as_deref(), Some("Taken back by the city"), "something was written there");
    assert!(day(&phone).summary.contains("0 of 0 done"), "{}", day(&phone).summary);

    // What was written is still there to be sent, and photos are taken, but nothing is begun or closed.
    let view = open(&mut phone, 3);
    assert_eq!(view.note.value, "Λείπει το καπάκι");
    assert!(view.start.is_none() && view.close.is_none() && view.cannot_reasons.is_empty());
    assert!(view.send_note.unwrap().enabled && view.add_after.is_some());
    photograph(&mut phone, WorkPhoto::After);
    does(&mut phone, CrewIntent::SendNote);
    assert!(matches!(phone.last_deed(), Deed::NoteJob { body, .. } if body.note == "Λείπει το καπάκι"));
    let acts = phone.outbox.len();
    does(&mut phone, CrewIntent::CloseJob);
    does(&mut phone, CrewIntent::CannotDo { reason: "no_access".to_owned() });
    assert_eq!(phone.outbox.len(), acts);
}

#[test]
fn what_came_late_is_said_once_and_stays_marked() {
    let mut phone = crew_phone();
    let said = "Already closed by your crew; your note and photo were added.";
    phone.jobs[0].job.state = JobState::Done { at: noon() };
    phone.jobs[0].late = Some(Late::Over);
    does(&mut phone, CrewIntent::Refresh);
    assert_eq!(phone.toast(), said);
    let marked = "Done at 12:00 · already closed by your crew; what you sent was added";
    assert_eq!(status(&phone, 1).as_deref(), Some(marked));
    phone.send(Intent::DismissToast);
    phone.jobs[1].job.state = JobState::Cancelled;
    phone.jobs[1].late = Some(Late::TakenBack);
    does(&mut phone, CrewIntent::Refresh);
    assert_eq!(
        phone.toast(),
        "The city had taken this job back. What you did was added for the dispatcher to decide on."
    );
    assert_eq!(status(&phone, 2).as_deref(), Some("Taken back by the city; what you did is with the dispatcher"));
    phone.send(Intent::DismissToast);
    does(&mut phone, CrewIntent::Refresh);
    assert_eq!(phone.toast(), "", "once");
    phone.reborn();
    phone.send(Intent::OpenTab { tab: Tab::Crew });
    assert_eq!(status(&phone, 1).as_deref(), Some(marked), "after the app was closed, too");
}

#[test]
fn each_row_of_the_outbox_names_its_ticket_and_what_was_done() {
    let mut phone = crew_phone().offline();
    open(&mut phone, 2);
    does(&mut phone, CrewIntent::StartJob { job: job_id(2).to_string() });
    photograph(&mut phone, WorkPhoto::After);
    does(&mut phone, CrewIntent::WriteNote { text: "Γέμισε".to_owned() });
    does(&mut phone, CrewIntent::CloseJob);
    phone.send(Intent::OpenTab { tab: Tab::MyReports });
    let told: Vec<(String, String)> = phone.list().unsent.into_iter().map(|row| (row.title, row.detail)).collect();
    let expected = [
        ("Start of a job · TEST-2026-000002", ""),
        ("Photo on a job · TEST-2026-000002", "one photo"),
        ("End of a job · TEST-2026-000002", "Γέμισε"),
    ];
    assert_eq!(told, expected.map(|(title, detail)| (title.to_owned(), detail.to_owned())));
}

#[test]
fn a_photo_that_is_gone_from_the_phone_is_told_as_that() {
    let mut phone = crew_phone();
    open(&mut phone, 1);
    photograph(&mut phone, WorkPhoto::After);
    phone.outbox[0].delivery = Delivery::PhotoGone;
    does(&mut phone, CrewIntent::Refresh);
    let said = job_on_screen(&phone).refused.unwrap();
    assert_eq!(said, "A photo is no longer on this phone. Take it away here and take another.");
}

#[test]
fn a_job_without_a_street_says_where_it_is_and_shows_no_empty_part() {
    let mut phone = crew_phone();
    for tracked in &mut phone.jobs {
        tracked.job.place_hint = None;
    }
    phone.jobs[1].job.place_hint = Some("  ".to_owned());
    phone.jobs[2].job.state = JobState::Done { at: noon() };
    does(&mut phone, CrewIntent::Refresh);
    for row in day(&phone).jobs {
        assert!(!row.place.starts_with('·') && !row.place.contains("· ·") && !row.place.trim().is_empty(), "{row:?}");
        assert!(!row.spoken.contains(", ,") && !row.spoken.contains("· ·"), "{}", row.spoken);
    }
    // Far from every street: in degrees.
    let (lat, lon) = (phone.jobs[0].job.located.position.lat(), phone.jobs[0].job.located.position.lon());
    assert_eq!(day(&phone).jobs[0].place, format!("{lat:.5}, {lon:.5} · 300 m away"));
}

#[test]
fn another_reason_is_not_taken_without_words() {
    for (tag, said) in [
        ("en", "Write in the note why it could not be done."),
        ("el", "Γράψτε στη σημείωση γιατί δεν μπόρεσε να γίνει."),
    ] {
        let mut phone = crew_phone();
        phone.send(Intent::Settings { intent: SettingsIntent::Language { tag: tag.to_owned() } });
        phone.send(Intent::OpenTab { tab: Tab::Crew });
        open(&mut phone, 3);
        // What the city would clean away is no reason.
        for nothing in ["", "  \n ", "\u{200B}\u{202E}"] {
            does(&mut phone, CrewIntent::WriteNote { text: nothing.to_owned() });
            phone.send(Intent::DismissToast);
            does(&mut phone, CrewIntent::CannotDo { reason: "other".to_owned() });
            assert_eq!((phone.toast().as_str(), phone.outbox.len()), (said, 0), "{nothing:?}");
        }
        does(&mut phone, CrewIntent::WriteNote { text: "Γίνεται γάμος".to_owned() });
        does(&mut phone, CrewIntent::CannotDo { reason: "other".to_owned() });
        assert!(matches!(phone.last_deed(), Deed::CannotDoJob { reason: CannotReason::Other, .. }));
    }
}
