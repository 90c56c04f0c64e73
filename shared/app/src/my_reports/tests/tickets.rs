//! One report's page.

use super::{phone::Phone, town::*, words::every_step};
use crate::{
    Intent,
    intent::{MyReportsIntent, SettingsIntent},
    my_reports::TicketView,
    view::{Button, PhotoView},
};
use dimos_domain::{
    city::{Answer, AnswerValue},
    report::*,
    workflow::{Action, Role, State},
};
use std::fmt::Write as _;

/// A page as a person would read it.
fn read_aloud(ticket: &TicketView) -> String {
    let mut out = String::new();
    let row = &ticket.row;
    writeln!(out, "{} | {} | {} | {:?} | {}", row.title, row.number, row.status, row.tone, row.when).unwrap();
    writeln!(out, "{} | {} | {}", row.place, row.supporters, ticket.map.spoken).unwrap();
    writeln!(out, "{}\n{}\n{}", ticket.description, ticket.due, ticket.responsible).unwrap();
    let photo = |photo: &PhotoView| format!("[{}: {}]", photo.caption, photo.spoken);
    writeln!(out, "{}", ticket.photos.iter().map(photo).collect::<String>()).unwrap();
    ticket.answers.iter().for_each(|answer| writeln!(out, "- {answer}").unwrap());
    for row in &ticket.timeline {
        writeln!(out, "* {} {:?} {}", row.when, row.tone, row.text).unwrap();
        row.detail.lines().for_each(|line| writeln!(out, "    {line}").unwrap());
        row.photos.iter().for_each(|one| writeln!(out, "    {}", photo(one)).unwrap());
    }
    if let Some(question) = &ticket.question {
        writeln!(out, "? {question}").unwrap();
    }
    if let Some(other) = &ticket.duplicate_of {
        writeln!(out, "= {} ({})", other.label, other.detail).unwrap();
    }
    writeln!(out, "({})", ticket.writing.hint).unwrap();
    let buttons: [&Option<Button>; 9] = [
        &ticket.add_photo,
        &ticket.answer,
        &ticket.comment,
        &ticket.rate,
        &ticket.reopen,
        &ticket.withdraw,
        &ticket.support,
        &ticket.follow,
        &ticket.share,
    ];
    for button in buttons.into_iter().flatten() {
        writeln!(out, "<{}> {}", button.label, button.why_not.as_deref().unwrap_or_default()).unwrap();
    }
    out
}

fn moved(action: Action, from: State, to: State, note: Option<&str>) -> Happening {
    Happening::Moved { action, from, to, note: note.map(str::to_owned) }
}

/// A pothole's whole way until the city says it is fixed.
fn fixed() -> Report {
    use {Action as A, State as S};
    let after = photo(5, PhotoKind::After);
    let mut report = report(1, S::Resolved);
    report.photos.push(photo(4, PhotoKind::Before));
    report.photos.push(after);
    report.supporters = 6;
    report.answers = vec![
        Answer { question: code("depth"), value: AnswerValue::Choice(code("deep")) },
        Answer { question: code("since"), value: AnswerValue::Date(jiff::civil::date(2026, 11, 1)) },
    ];
    let roads = Happening::Assigned { department: code("roads"), crew: Some(code("roads-1")) };
    let planned = Happening::Scheduled { crew: code("roads-1"), on: jiff::civil::date(2026, 11, 22) };
    report.timeline = vec![
        entry(1, 72, Role::Reporter, Happening::Reported),
        entry(2, 72, Role::System, Happening::Triaged { steps: every_step().split_off(3) }),
        entry(3, 72, Role::System, moved(A::Triage, S::Submitted, S::Triaged, None)),
        entry(4, 72, Role::System, moved(A::Assign, S::Triaged, S::Assigned, None)),
        entry(5, 72, Role::System, roads),
        entry(6, 50, Role::Citizen, Happening::Supported { supporters: 6 }),
        entry(7, 50, Role::Citizen, Happening::Commented { text: "Έπεσε και μηχανάκι".into() }),
        entry(8, 48, Role::Dispatcher, moved(A::Schedule, S::Assigned, S::Scheduled, None)),
        entry(9, 48, Role::Dispatcher, planned),
        entry(10, 5, Role::Crew, moved(A::Start, S::Scheduled, S::InProgress, None)),
        entry(11, 3, Role::Crew, moved(A::Resolve, S::InProgress, S::Resolved, Some("Μπήκε ζεστή άσφαλτος"))),
        entry(12, 3, Role::Crew, Happening::PhotoAdded { photo: after }),
    ];
    report
}

fn in_greek(phone: &mut Phone) {
    phone.send(Intent::Settings { intent: SettingsIntent::Language { tag: "el".into() } });
}

#[test]
fn a_fixed_pothole_tells_its_whole_way() {
    let mut phone = Phone::holding(vec![tracked(fixed())]);
    insta::assert_snapshot!("fixed_en", read_aloud(&phone.opens(1)));
    in_greek(&mut phone);
    insta::assert_snapshot!("fixed_el", read_aloud(&phone.ticket()));
}

#[test]
fn a_question_of_the_city_stands_on_the_page() {
    let mut asked = report(1, State::NeedsInfo);
    let ask = moved(Action::Ask, State::Triaged, State::NeedsInfo, Some("Ποιο πεζοδρόμιο;"));
    asked.timeline.push(entry(2, 4, Role::Dispatcher, ask));
    let mut phone = Phone::holding(vec![tracked(asked)]);
    insta::assert_snapshot!("asked_en", read_aloud(&phone.opens(1)));
    in_greek(&mut phone);
    insta::assert_snapshot!("asked_el", read_aloud(&phone.ticket()));
}

#[test]
fn an_answer_written_without_a_network_is_marked_as_not_sent() {
    let mut phone = Phone::holding(vec![tracked(report(1, State::NeedsInfo))]).offline();
    phone.opens(1);
    phone.writes("Το αριστερό").does(MyReportsIntent::Answer);
    insta::assert_snapshot!("pending_en", read_aloud(&phone.ticket()));
    in_greek(&mut phone);
    insta::assert_snapshot!("pending_el", read_aloud(&phone.ticket()));
}

#[test]
fn every_state_has_a_page_in_both_languages() {
    for state in State::ALL {
        let mut phone = Phone::holding(vec![tracked(report(1, state))]);
        let english = read_aloud(&phone.opens(1));
        in_greek(&mut phone);
        let greek = read_aloud(&phone.ticket());
        assert_ne!(english, greek, "{state}");
        for page in [&english, &greek] {
            for key in ["state-", "ticket-", "due-", "said-", "moved-", "photo-"] {
                assert!(!page.contains(key), "{state}: {key} in\n{page}");
            }
        }
    }
}

#[test]
fn the_end_of_a_report_says_why() {
    let due = |state, change: fn(&mut Report)| {
        let mut report = report(1, state);
        change(&mut report);
        Phone::holding(vec![tracked(report)]).opens(1).due
    };
    assert_eq!(due(State::Assigned, |_| {}), "Should be fixed by Tuesday 24 November");
    assert_eq!(
        due(State::Assigned, |report| report.due_at = Some(hours_ago(30))),
        "Should have been fixed by Saturday 21 November: it is late"
    );
    assert_eq!(
        due(State::Scheduled, |report| report.scheduled_for = Some(jiff::civil::date(2026, 11, 23))),
        "A crew comes on Monday 23 November · Should be fixed by Tuesday 24 November"
    );
    assert_eq!(
        due(State::Rejected, |report| report.reason = Some("ιδιωτικός χώρος".into())),
        "Closed without action: ιδιωτικός χώρος"
    );
    assert_eq!(due(State::Forwarded, |report| report.reason = Some("ΔΕΗ".into())), "Passed on: ΔΕΗ");
    assert_eq!(due(State::Withdrawn, |_| {}), "");
    assert_eq!(due(State::Resolved, |_| {}), "", "nobody knows when");
    assert_eq!(Phone::holding(vec![tracked(fixed())]).opens(1).due, "Fixed within 2 days");
}

#[test]
fn a_duplicate_leads_to_the_report_that_carries_on() {
    let mut one = report(1, State::Duplicate);
    one.duplicate_of = Some(TicketRef { id: report_id(2), number: "TEST-2026-000002".into() });
    let mut phone = Phone::holding(vec![tracked(one), tracked(report(2, State::InProgress))]);
    let other = phone.opens(1).duplicate_of.unwrap();
    assert_eq!(other.label, "The same as TEST-2026-000002");
    phone.does(MyReportsIntent::Open { report: other.code });
    assert_eq!(phone.ticket().row.number, "TEST-2026-000002");
}

#[test]
fn photos_come_with_what_they_show() {
    let mut phone = Phone::holding(vec![tracked(fixed())]);
    let photos = phone.opens(1).photos;
    assert_eq!(
        photos.iter().map(|photo| photo.caption.as_str()).collect::<Vec<_>>(),
        ["", "before the work", "after the work"]
    );
    assert_eq!(photos[2].spoken, "Photo 3 of 3, after the work");
    assert!(photos.iter().all(|photo| photo.thumb_path.is_some() && !photo.busy));
    assert_eq!(photos[1].path, Some(format!("/photos/{}.jpg", photos[1].id)), "in full size too");
    let phone = &mut Phone::holding(vec![tracked(fixed())]);
    phone.online = false;
    assert!(phone.opens(1).photos.iter().all(|photo| photo.path.is_none()));
    phone.online = true;
    phone.does(MyReportsIntent::Refresh);
    assert!(phone.ticket().photos.iter().all(|photo| photo.path.is_some() && photo.thumb_path.is_some()));
}

#[test]
fn last_years_dates_bear_their_year() {
    let mut old = report(1, State::Assigned);
    old.timeline = vec![entry(1, 24 * 400, Role::Reporter, Happening::Reported)];
    let ticket = Phone::holding(vec![tracked(old)]).opens(1);
    assert_eq!(ticket.timeline[0].when, "18 October 2025, 13:00");
}
