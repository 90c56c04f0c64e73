//! Writing and acting on the ticket page.

use super::{phone::Phone, town::*};
use crate::{
    Intent,
    effect::{PhotoTrouble, PickedPhoto, StorageTrouble},
    intent::{MyReportsIntent, PhotoSource, Tab},
    my_reports::TicketView,
    view::Tone,
};
use dimos_domain::{
    act::{Comment, Deed, Follow},
    report::{Happening, Rating, Relation, Report},
    workflow::{Action, Role, State},
};

fn resolved() -> Report {
    let mut report = report(1, State::Resolved);
    let what = Happening::Moved { action: Action::Resolve, from: State::InProgress, to: State::Resolved, note: None };
    report.timeline.push(entry(2, 24, Role::Crew, what));
    report
}

fn stands(report: Report) -> Phone {
    let mut phone = Phone::holding(vec![tracked(report)]);
    phone.opens(1);
    phone.asked.clear();
    phone
}

fn somebody_elses(state: State) -> Report {
    Report { relation: Relation::None, ..report(8, state) }
}

fn last(ticket: &TicketView) -> (&str, &str, bool) {
    let row = ticket.timeline.last().unwrap();
    (&row.text, &row.detail, row.pending)
}

#[test]
fn five_stars_confirm_the_fix() {
    let mut phone = stands(resolved());
    assert!(phone.ticket().rate.unwrap().enabled, "words are not needed");
    phone.writes("Μπράβο!").does(MyReportsIntent::Rate { stars: 5 });
    let body = Rating { stars: 5, comment: Some("Μπράβο!".into()) };
    assert_eq!(phone.last_deed(), &Deed::Rate { report: report_id(1), body });
    let ticket = phone.ticket();
    assert_eq!((ticket.stars, ticket.row.status.as_str()), (5, "Fixed and confirmed"));
    assert_eq!(last(&ticket), ("You confirmed that it is fixed", "", true));
    assert_eq!(ticket.writing.value, "", "what was sent is no longer being written");
    assert_eq!(phone.toast(), "Thank you for your rating.");
    assert!(phone.asked.contains(&"sync".to_owned()));
    for stars in [0, 6, 255] {
        phone.does(MyReportsIntent::Rate { stars });
    }
    assert_eq!(phone.outbox.len(), 1, "there are one to five stars");
}

#[test]
fn not_fixed_needs_words_or_a_photo() {
    let mut phone = stands(resolved());
    let blocked = phone.ticket().reopen.unwrap();
    assert_eq!(blocked.why_not.as_deref(), Some("Say what is still wrong, or show it with a photo."));
    phone.does(MyReportsIntent::Reopen);
    phone.writes(" \u{200b} ").does(MyReportsIntent::Reopen);
    assert!(phone.outbox.is_empty(), "what nobody can see says nothing");
    phone.writes("").does(MyReportsIntent::AddPhoto { source: PhotoSource::Camera });
    let ticket = phone.ticket();
    assert!(ticket.reopen.unwrap().enabled);
    assert_eq!(ticket.writing_photos[0].spoken, "Photo 1 of 1");
    phone.writes("Άνοιξε ξανά").does(MyReportsIntent::Reopen);
    let Deed::Reopen { body, .. } = phone.last_deed() else { panic!() };
    assert_eq!((body.text.as_str(), body.photos.len()), ("Άνοιξε ξανά", 1));
    let ticket = phone.ticket();
    assert_eq!(last(&ticket), ("You said it is not fixed", "Άνοιξε ξανά", true));
    let photos = &ticket.timeline.last().unwrap().photos;
    assert_eq!(photos.len(), 1, "the photo stands with the words");
    assert_eq!(photos[0].caption, "added later");
    assert!(photos[0].thumb_path.as_deref().unwrap().starts_with("/photos/"), "it is on this phone already");
    assert!(ticket.writing_photos.is_empty());
    assert_eq!(ticket.row.status, "Open again");
}

#[test]
fn the_citys_question_is_answered() {
    let mut phone = stands(report(1, State::NeedsInfo));
    let ticket = phone.ticket();
    assert_eq!(ticket.question.as_deref(), Some("Ποιο πεζοδρόμιο;"));
    assert_eq!(ticket.writing.hint, "Your answer to the city");
    assert!(ticket.comment.is_none(), "a comment would leave the question open");
    assert!(!ticket.answer.unwrap().enabled);
    phone.writes("Το αριστερό").does(MyReportsIntent::Comment).does(MyReportsIntent::Answer);
    let body = Comment { text: "Το αριστερό".into(), photos: vec![] };
    assert_eq!(phone.last_deed(), &Deed::Answer { report: report_id(1), body });
    assert_eq!(phone.outbox.len(), 1);
    let ticket = phone.ticket();
    assert_eq!(ticket.question, None);
    assert_eq!(last(&ticket), ("You answered", "Το αριστερό", true));
}

#[test]
fn taking_a_report_back_asks_once_more() {
    let mut phone = stands(report(1, State::Assigned));
    phone.does(MyReportsIntent::Withdraw);
    assert_eq!(phone.ticket().withdraw.unwrap().label, "Yes, take it back");
    assert!(phone.toast().contains("Tap once more"));
    phone.writes("x");
    assert_eq!(phone.ticket().withdraw.unwrap().label, "Take the report back", "typing is not a second tap");
    phone.does(MyReportsIntent::Withdraw).does(MyReportsIntent::Withdraw);
    assert!(matches!(phone.last_deed(), Deed::Withdraw { .. }));
    assert_eq!(phone.ticket().row.status, "Taken back");
    assert!(phone.ticket().withdraw.is_none());
}

#[test]
fn offline_everything_is_kept_and_said_so() {
    let mut phone = stands(report(1, State::Assigned)).offline();
    phone.writes("Είναι και δεύτερη").does(MyReportsIntent::Comment);
    assert_eq!(phone.toast(), "Kept on your phone. It goes to the city by itself once there is a connection.");
    let ticket = phone.ticket();
    assert_eq!(last(&ticket), ("You wrote", "Είναι και δεύτερη", true));
    assert_eq!(ticket.unsent[0].status, "Waits for the network");
    assert!(ticket.timeline.last().unwrap().spoken.ends_with("not sent yet"));
    phone.send(Intent::Back);
    let unsent = phone.list().unsent;
    assert_eq!((unsent.len(), unsent[0].title.as_str()), (1, "Comment · TEST-2026-000001"));
    assert_eq!(phone.model.unsent.len(), 1, "counted without asking the outbox");
}

#[test]
fn a_full_phone_keeps_what_was_written_on_the_screen() {
    let mut phone = stands(report(1, State::Assigned));
    phone.trouble = Some(StorageTrouble::Full);
    phone.writes("Πολύτιμα λόγια").does(MyReportsIntent::Comment);
    assert!(phone.toast().starts_with("The phone's storage is full:"));
    assert_eq!(phone.model.toast.as_ref().unwrap().tone, Tone::Danger);
    assert_eq!(phone.ticket().writing.value, "Πολύτιμα λόγια");
    phone.trouble = None;
    phone.does(MyReportsIntent::Comment);
    assert_eq!(phone.outbox.len(), 1);
}

#[test]
fn what_was_written_is_there_when_the_page_is_opened_again() {
    let mut phone = stands(report(1, State::Assigned));
    phone.writes("Μισή φρά").send(Intent::Back);
    assert_eq!(phone.opens(1).writing.value, "Μισή φρά");
    phone.writes("").send(Intent::Back);
    assert!(phone.model.my_reports.written.is_empty());
}

#[test]
fn a_long_text_is_counted_and_never_sent_too_long() {
    let mut phone = stands(report(1, State::Assigned));
    phone.writes(&"α".repeat(3_600));
    assert_eq!(phone.ticket().writing.remaining.as_deref(), Some("400 characters left"));
    phone.writes(&"α".repeat(4_001)).does(MyReportsIntent::Comment);
    let ticket = phone.ticket();
    assert_eq!(ticket.writing.error.as_deref(), Some("One character too many"));
    assert_eq!(ticket.comment.unwrap().why_not.as_deref(), Some("Shorten your words first."));
    phone.writes(&"α".repeat(4_000_000));
    assert_eq!(phone.ticket().writing.value.chars().count(), 16_000);
    assert!(phone.outbox.is_empty());
}

#[test]
fn a_photo_that_arrives_after_the_app_was_ended_is_on_the_page_it_was_taken_for() {
    let mut phone = stands(report(1, State::Assigned));
    phone.pick = PickedPhoto::Cancelled;
    phone.does(MyReportsIntent::AddPhoto { source: PhotoSource::Camera });
    let belongs_to = phone.belongs_to.pop().unwrap();
    phone.model.my_reports = crate::my_reports::Model::default();
    phone.send(Intent::OpenTab { tab: Tab::Report });
    let outcome = PickedPhoto::Picked { path: "/camera/1.jpg".into() };
    phone.send(Intent::PhotoArrived { belongs_to, outcome });
    let ticket = phone.ticket();
    assert_eq!((ticket.row.id, ticket.writing_photos.len()), (report_id(1).to_string(), 1));
}

#[test]
fn troubles_with_photos_are_told_and_nothing_is_lost() {
    let mut phone = stands(report(1, State::Assigned));
    let add = MyReportsIntent::AddPhoto { source: PhotoSource::Library };
    for (pick, words) in [
        (PickedPhoto::Denied, "The app may not use the camera"),
        (PickedPhoto::Unavailable, "The camera cannot be used"),
        (PickedPhoto::StorageFull, "The phone's storage is full"),
        (PickedPhoto::Cancelled, ""),
    ] {
        phone.model.toast = None;
        phone.pick = pick;
        phone.does(add.clone());
        assert!(phone.toast().starts_with(words), "{}", phone.toast());
    }
    phone.pick = PickedPhoto::Picked { path: "/x.heic".into() };
    phone.prepare = Some(PhotoTrouble::Heic);
    phone.does(add.clone());
    assert!(phone.toast().contains("HEIC"));
    assert!(phone.ticket().writing_photos.is_empty());
    phone.prepare = None;
    for _ in 0..12 {
        phone.does(add.clone());
    }
    let ticket = phone.ticket();
    assert_eq!(ticket.writing_photos.len(), 10);
    assert_eq!(ticket.add_photo.unwrap().why_not.as_deref(), Some("No more than 10 photos."));
    phone.does(MyReportsIntent::RemovePhoto { photo: ticket.writing_photos[0].id.clone() });
    assert_eq!(phone.ticket().writing_photos.len(), 9);
}

#[test]
fn somebody_elses_report_is_fetched_supported_and_followed() {
    let mut phone = Phone::holding(Vec::new());
    phone.server.push(somebody_elses(State::Assigned));
    let ticket = phone.opens(8);
    assert!(phone.asked.contains(&"fetch".to_owned()));
    assert_eq!((ticket.row.number.as_str(), ticket.busy), ("TEST-2026-000008", false));
    assert!(ticket.withdraw.is_none() && ticket.rate.is_none() && ticket.reopen.is_none());
    assert!(!ticket.following);
    phone.does(MyReportsIntent::Follow { follow: true });
    assert_eq!(phone.last_deed(), &Deed::Follow { report: report_id(8), body: Follow { follow: true } });
    assert_eq!(phone.ticket().follow.unwrap().label, "Stop following");
    phone.does(MyReportsIntent::Support);
    let ticket = phone.ticket();
    assert_eq!((ticket.row.supporters.as_str(), ticket.following), ("1 more person", true));
    assert_eq!(last(&ticket), ("You said “me too”", "", true));
    assert!(ticket.support.is_none());
    phone.does(MyReportsIntent::Support).does(MyReportsIntent::Withdraw).does(MyReportsIntent::Rate { stars: 1 });
    assert_eq!(phone.outbox.len(), 2, "what is not offered does nothing");
}

#[test]
fn a_report_that_cannot_be_fetched_says_why_and_can_be_asked_for_again() {
    let mut phone = Phone::holding(Vec::new()).offline();
    let ticket = phone.opens(8);
    assert_eq!(ticket.row.status, "There is no connection to the city right now.");
    assert!(!ticket.busy);
    phone.online = true;
    phone.does(MyReportsIntent::Refresh);
    assert_eq!(phone.ticket().row.status, "There is no such report.");
    phone.server.push(somebody_elses(State::InProgress));
    phone.does(MyReportsIntent::Refresh);
    assert_eq!(phone.ticket().row.status, "Being fixed");
    phone.does(MyReportsIntent::Open { report: "not an id".into() });
    assert_eq!(phone.toast(), "That report cannot be found.");
}

#[test]
fn a_public_report_is_shared_by_its_page() {
    let mut phone = stands(report(1, State::Assigned));
    assert_eq!(phone.ticket().share.unwrap().label, "Share");
    phone.does(MyReportsIntent::Share);
    assert_eq!(phone.shared, ["Pothole, near Τσιμισκή\nhttps://city.example/reports/TEST-2026-000001"]);
    let mut secret = report(1, State::Assigned);
    secret.public = false;
    let mut phone = stands(secret);
    phone.does(MyReportsIntent::Share);
    assert!(phone.shared.is_empty() && phone.ticket().share.is_none());
}

#[test]
fn a_second_tap_while_it_is_being_kept_does_nothing() {
    let mut phone = stands(report(1, State::Assigned));
    phone.writes("Μία φορά");
    phone.model.my_reports.open.as_mut().unwrap().sending = true;
    assert_eq!(phone.ticket().comment.unwrap().why_not.as_deref(), Some("Being kept…"));
    phone.does(MyReportsIntent::Comment);
    assert!(phone.outbox.is_empty());
}

#[test]
fn the_page_lies_over_the_tab_it_was_opened_from() {
    let mut phone = stands(report(1, State::Assigned));
    phone.send(Intent::OpenTab { tab: Tab::Settings });
    assert!(!phone.model.my_reports.is_open());
    phone.opens(1);
    phone.send(Intent::Back);
    assert_eq!(phone.model.tab, Tab::Settings);
}
