//! What is not delivered yet, and the ways out.

use super::{phone::Phone, town::*};
use crate::{
    Intent,
    effect::{Delivery, OutboxRow, StorageTrouble},
    intent::{MyReportsIntent, ShelfChoice, Tab},
    view::{Screen, Tone},
};
use dimos_domain::{
    act::{Act, Comment, Deed, Follow, JobUpdate},
    ids::*,
    job::CannotReason,
    workflow::State,
};

fn comment(n: u128) -> Deed {
    Deed::Comment { report: report_id(n), body: Comment { text: "Ακόμη εκεί".into(), photos: vec![] } }
}

#[test]
fn a_queued_report_waits_for_the_network_and_stands_first_in_the_list() {
    let mut phone = Phone::new();
    phone.stored.push(tracked(report(1, State::Assigned)));
    let act = Act { id: ActId(uuid::Uuid::from_u128(5)), at: hours_ago(1), what: Deed::Report(new_report(7)) };
    phone.outbox.push(OutboxRow { act, number: String::new(), delivery: Delivery::Queued { next_at: None } });
    let mut phone = phone.started().offline();
    let list = phone.list();
    assert_eq!(list.unsent[0].title, "Report: Pothole");
    assert_eq!(list.unsent[0].status, "Waits for the network");
    assert!(list.unsent[0].retry.is_none() && list.unsent[0].edit.is_none());
    assert_eq!(list.unsent[0].discard.as_ref().unwrap().label, "Make it a draft again");
    assert_eq!((list.rows[0].status.as_str(), list.rows[0].number.as_str()), ("Not sent yet", "No number yet"));
    let ticket = phone.opens(7);
    assert!(ticket.timeline[0].pending);
    assert_eq!(ticket.timeline[0].when, "22 November, 11:00 · not sent yet");
    assert_eq!(ticket.unsent.len(), 1);
    assert!(ticket.withdraw.is_none() && ticket.comment.is_none() && ticket.share.is_none());
    assert!(!phone.asked.contains(&"fetch".to_owned()), "the server does not know it");
}

#[test]
fn each_way_of_standing_has_its_words() {
    let mut phone = Phone::holding(vec![tracked(report(1, State::Assigned))]);
    let at = noon() + jiff::SignedDuration::from_mins(5);
    for (n, delivery) in [
        Delivery::Queued { next_at: None },
        Delivery::Queued { next_at: Some(at) },
        Delivery::Sending,
        Delivery::Wedged { code: "of_a_newer_server".into(), detail: "Say it with fewer words.".into() },
        Delivery::Wedged {
            code: "bad_photo".into(), detail: "Η φωτογραφία είναι φθαρμένη.".into()
        },
        Delivery::Rescued,
        Delivery::PhotoGone,
    ]
    .into_iter()
    .enumerate()
    {
        let act = Act { id: ActId(uuid::Uuid::from_u128(n as u128)), at: noon(), what: comment(1) };
        phone.outbox.push(OutboxRow { act, number: String::new(), delivery });
    }
    phone.sync();
    let said: Vec<(String, Tone)> = phone.list().unsent.into_iter().map(|row| (row.status, row.tone)).collect();
    assert_eq!(said[0], ("Waits for its turn".into(), Tone::Info));
    assert_eq!(said[1].0, "Tried again at 12:05");
    assert_eq!(said[2].0, "Being sent");
    assert_eq!(said[3], ("The city did not take this: Say it with fewer words.".into(), Tone::Danger));
    assert_eq!(said[4].0, "The city did not take this: a photo could not be taken. Remove it or choose another.");
    assert_eq!(said[5], ("Saved from damaged data; perhaps it was sent already. Send it again?".into(), Tone::Warning));
    let gone = "A photo is no longer on this phone. Send this without it, or take another.";
    assert_eq!(said[6], (gone.into(), Tone::Danger), "not the city's refusal");
    let list = phone.list();
    assert!(list.unsent[6].without.is_some() && list.unsent[6].retry.is_none(), "what is gone is not sent again");
    assert!(list.unsent[..6].iter().all(|row| row.without.is_none()));
    assert!(list.unsent[5].retry.is_some() && list.unsent[5].discard.is_some());
    assert_eq!(list.unsent[0].title, "Comment · TEST-2026-000001");
    assert!(list.unsent[2].discard.is_none(), "what is on its way is left alone");
    assert_eq!(
        list.unsent[3].spoken,
        "Comment · TEST-2026-000001. Ακόμη εκεί. The city did not take this: Say it with fewer words."
    );
    assert!(list.unsent[3].retry.is_some() && list.unsent[3].edit.is_none());
    assert_eq!(list.rows[0].status, "Needs your attention");
}

#[test]
fn every_deed_has_a_title() {
    let mut phone = Phone::holding(vec![tracked(report(1, State::Assigned))]);
    let report = report_id(1);
    let job = JobId(uuid::Uuid::from_u128(3));
    let body = Comment::default();
    let update = JobUpdate { at: noon(), note: String::new(), photos: vec![] };
    let deeds = [
        Deed::Report(new_report(7)),
        Deed::Support { report, body: dimos_domain::act::Support::default() },
        Deed::Follow { report, body: Follow { follow: true } },
        Deed::Follow { report, body: Follow { follow: false } },
        comment(1),
        Deed::Answer { report, body: body.clone() },
        Deed::Rate { report, body: dimos_domain::report::Rating { stars: 3, comment: None } },
        Deed::Reopen { report, body: body.clone() },
        Deed::Withdraw { report, body },
        Deed::StartJob { job, body: update.clone() },
        Deed::CloseJob { job, body: update.clone() },
        Deed::CannotDoJob { job, reason: CannotReason::Other, body: update.clone() },
        Deed::NoteJob { job, body: update },
        Deed::OrderJobs { body: dimos_domain::act::DayOrder { on: jiff::civil::date(2026, 11, 22), jobs: vec![] } },
    ];
    for deed in deeds {
        phone.wedge(deed, "invalid", "No.");
    }
    let titles: Vec<String> = phone.list().unsent.into_iter().map(|row| row.title).collect();
    let mut different = titles.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), titles.len(), "{titles:#?}");
    assert!(titles.iter().all(|title| !title.contains("unsent-")), "{titles:#?}");
    assert_eq!(titles[13], "Order of the jobs · Sunday 22 November");
}

#[test]
fn retry_sends_what_is_wedged_once_more() {
    let mut phone = Phone::holding(vec![tracked(report(1, State::Assigned))]);
    let act = phone.wedge(comment(1), "bad_text", "Too long.");
    phone.asked.clear();
    phone.does(MyReportsIntent::Retry { act: act.to_string() });
    assert_eq!(phone.asked[..2], ["retry", "sync"]);
    assert_eq!(phone.list().unsent[0].status, "Waits for its turn");
}

#[test]
fn a_wedged_report_is_edited_as_a_draft_with_its_photos() {
    let mut phone = Phone::holding(Vec::new());
    let act = phone.wedge(Deed::Report(new_report(7)), "outside_city", "It lies in Kalamaria.");
    assert_eq!(phone.list().unsent[0].edit.as_ref().unwrap().spoken, "Edit: Report: Pothole");
    phone.asked.clear();
    phone.does(MyReportsIntent::Edit { act: act.to_string() });
    assert_eq!(phone.saved_drafts.len(), 1, "kept in the transaction in which the act leaves the outbox");
    assert_eq!(phone.saved_drafts[0].photos.len(), 1);
    assert!(matches!(phone.screen(), Screen::Report { .. }));
    let draft = phone.model.report.draft().unwrap();
    assert_eq!(draft.id, report_id(7).0, "the same report, however often it is tried");
    assert_eq!((draft.text.as_str(), draft.photos.len(), draft.anonymous), ("Νέα λακκούβα", 1, true));
    assert_eq!(draft.answers.get("depth").map(String::as_str), Some("deep"));
    assert_eq!(draft.place_hint, "Τσιμισκή");
    assert!(phone.outbox.is_empty() && phone.model.unsent.is_empty());
}

#[test]
fn a_report_that_is_given_up_waits_among_the_drafts() {
    let mut phone = Phone::holding(Vec::new());
    let act = phone.wedge(Deed::Report(new_report(7)), "outside_city", "It lies in Kalamaria.");
    phone.opens(7);
    phone.does(MyReportsIntent::Discard { act: act.to_string() });
    assert_eq!(phone.toast(), "The report is a draft again: you find it under “Report”.");
    assert!(phone.list().unsent.is_empty(), "its page is left too");
    assert_eq!(phone.model.report.drafts.len(), 1);
    assert_eq!((phone.model.tab, phone.model.report.open), (Tab::MyReports, None));
}

#[test]
fn a_second_tap_before_the_answer_asks_for_nothing() {
    let mut phone = Phone::holding(Vec::new());
    let report = phone.wedge(Deed::Report(new_report(7)), "outside_city", "It lies in Kalamaria.").to_string();
    let comment = phone.wedge(comment(1), "bad_text", "Too long.").to_string();
    let edit = MyReportsIntent::Edit { act: report.clone() };
    let give_up = |act: &str| MyReportsIntent::Discard { act: act.to_owned() };
    let taps = [give_up(&report), give_up(&report), edit, give_up(&comment), give_up(&comment), give_up(&comment)];
    let mut asked = 0;
    // Answers are slow: nothing is answered between the taps.
    for intent in taps {
        let event = crate::Event::Intent(phone.stamp(), Intent::MyReports { intent });
        let mut command = crux_core::App::update(&crate::Dimos, event, &mut phone.model);
        asked += command.effects().filter(|effect| matches!(effect, crate::Effect::Discard(_))).count();
    }
    assert_eq!(asked, 2, "once for each act");
}

#[test]
fn anything_else_is_discarded_at_the_second_tap() {
    let mut phone = Phone::holding(vec![tracked(report(1, State::Assigned))]);
    let act = phone.wedge(comment(1), "bad_text", "Too long.").to_string();
    phone.does(MyReportsIntent::Discard { act: act.clone() });
    assert_eq!(phone.list().unsent[0].discard.as_ref().unwrap().label, "Really discard?");
    phone.does(MyReportsIntent::Filter { shelf: ShelfChoice::Mine });
    assert_eq!(phone.list().unsent[0].discard.as_ref().unwrap().label, "Discard", "forgotten by another tap");
    phone.does(MyReportsIntent::Discard { act: act.clone() }).does(MyReportsIntent::Discard { act });
    assert!(phone.list().unsent.is_empty());
    assert_eq!(phone.toast(), "Discarded.");
}

#[test]
fn what_was_sent_meanwhile_is_not_turned_into_a_second_report() {
    let mut phone = Phone::holding(Vec::new());
    let act = phone.wedge(Deed::Report(new_report(7)), "internal", "");
    phone.outbox.clear();
    phone.does(MyReportsIntent::Edit { act: act.to_string() });
    assert_eq!(phone.toast(), "This has already been sent.");
    assert!(phone.saved_drafts.is_empty() && phone.model.report.drafts.is_empty());
}

#[test]
fn a_full_phone_loses_nothing() {
    let mut phone = Phone::holding(Vec::new());
    let act = phone.wedge(Deed::Report(new_report(7)), "bad_photo", "");
    phone.trouble = Some(StorageTrouble::Full);
    phone.does(MyReportsIntent::Edit { act: act.to_string() });
    assert!(phone.toast().starts_with("The phone's storage is full:"));
    assert!(phone.outbox.len() == 1 && phone.saved_drafts.is_empty(), "it stays where it was");
    phone.trouble = None;
    phone.does(MyReportsIntent::Edit { act: act.to_string() });
    assert_eq!((phone.outbox.len(), phone.saved_drafts.len()), (0, 1), "and is asked for again once there is room");
}

#[test]
fn a_thousand_queued_acts_are_counted_not_listed() {
    let mut phone = Phone::holding(vec![tracked(report(1, State::Assigned))]);
    for n in 0..1_000 {
        let act = Act { id: ActId(uuid::Uuid::from_u128(n)), at: noon(), what: comment(1) };
        let delivery = if n == 999 {
            Delivery::Wedged { code: "invalid".into(), detail: "No.".into() }
        } else {
            Delivery::Queued { next_at: None }
        };
        phone.outbox.push(OutboxRow { act, number: String::new(), delivery });
    }
    phone.sync();
    let unsent = phone.list().unsent;
    assert_eq!(unsent.len(), 51);
    assert_eq!(unsent[0].tone, Tone::Danger, "what needs the person comes first");
    assert_eq!(unsent[50].title, "and 950 more");
}

#[test]
fn acts_that_are_gone_are_not_mourned() {
    let mut phone = Phone::holding(Vec::new());
    for act in ["", "nonsense", "00000000-0000-0000-0000-000000000001"] {
        phone.does(MyReportsIntent::Retry { act: act.into() });
        phone.does(MyReportsIntent::Edit { act: act.into() });
        phone.does(MyReportsIntent::Discard { act: act.into() });
    }
    phone.send(Intent::Back);
    assert_eq!(phone.toast(), "");
}

#[test]
fn what_lost_its_photo_goes_without_it_where_something_is_left_to_say() {
    let mut phone = Phone::holding(vec![tracked(report(1, State::Assigned))]);
    let photos = vec![MediaId(uuid::Uuid::from_u128(77))];
    for text in ["Ακόμη εκεί", ""] {
        let deed = Deed::Comment { report: report_id(1), body: Comment { text: text.into(), photos: photos.clone() } };
        phone.wedge(deed, "", "");
        phone.outbox.last_mut().unwrap().delivery = Delivery::PhotoGone;
    }
    phone.sync();
    let list = phone.list().unsent;
    assert_eq!((list[0].detail.as_str(), list[1].detail.as_str()), ("Ακόμη εκεί · one photo", "one photo"));
    assert!(list[0].without.is_some() && list[1].without.is_none());
    assert_eq!(list[1].status, "The photo is no longer on this phone. Discard this and take another.");
    phone.does(MyReportsIntent::SendWithout { act: list[1].act.clone() });
    assert!(!phone.asked.contains(&"send without".to_owned()), "there would be nothing in it");
    phone.does(MyReportsIntent::SendWithout { act: list[0].act.clone() });
    assert!(phone.asked.contains(&"send without".to_owned()));
    assert_eq!(phone.list().unsent[0].status, "Waits for its turn");
    assert_eq!(phone.outbox[0].act.what.photos(), []);
}
