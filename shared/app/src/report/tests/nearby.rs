//! "Is it one of these?"

use super::phone::*;
use crate::{
    effect::{Delivery, NetTrouble, OutboxRow, StorageTrouble},
    intent::{ReportIntent, ReportStep, Tab},
};
use dimos_domain::{
    act::{Act, Comment, Deed, Support},
    ids::ReportId,
    workflow::State,
};

/// At the questions of a pothole, with so many open reports near.
fn at_questions(near: u64) -> Phone {
    let mut phone = Phone::composed();
    phone.nearby = Ok((1..=near).map(|n| reported(n, 10.0 * f64::from(u8::try_from(n).unwrap()))).collect());
    phone.photographs().goes_to(ReportStep::Questions);
    phone
}

#[test]
fn me_too_instead_of_another_report() {
    let mut phone = at_questions(2);
    phone.goes_on();
    assert_eq!(phone.step(), ReportStep::Nearby);
    let screen = phone.sees();
    assert_eq!(screen.nearby.len(), 2);
    assert_eq!(screen.nearby[0].row.place, "near the school · 10 m");
    assert!(screen.nearby[0].row.thumb_path.is_some());
    assert!(screen.nearby[0].it_is_this.spoken.contains("Pothole"), "{}", screen.nearby[0].it_is_this.spoken);
    assert!(screen.nearby_message.starts_with("There are 2 open reports near."));

    let draft = phone.draft().clone();
    phone.does(ReportIntent::ItIsThis { report: "nonsense".into() });
    phone.does(ReportIntent::ItIsThis { report: reported(1, 0.0).id.to_string() });
    let committed = &phone.committed[0];
    let photos = draft.photos.iter().map(|photo| photo.id).collect();
    let body = Support { text: "Big pothole".into(), photos };
    assert_eq!(committed.act.what, Deed::Support { report: reported(1, 0.0).id, body });
    assert_eq!((committed.draft, committed.photos.len()), (Some(draft.id), 1));
    assert_eq!(phone.model.tab, Tab::MyReports);
    assert_eq!(phone.reads(), "Thank you: you added your voice to this report.");
    assert!(phone.kept.is_empty() && phone.model.report.drafts.is_empty());
    assert_eq!((phone.syncs, phone.scheduled.clone()), (1, vec![1]));
}

#[test]
fn none_of_these_is_told_to_the_city() {
    let mut phone = at_questions(2);
    phone.goes_on();
    assert!(!phone.step_view(ReportStep::Nearby).complete);
    phone.does(ReportIntent::NoneOfThese).does(ReportIntent::NoneOfThese);
    assert_eq!(phone.step(), ReportStep::Contact);
    assert!(phone.step_view(ReportStep::Nearby).complete);
    phone.sends();
    let Deed::Report(report) = &phone.committed[0].act.what else { panic!("a report") };
    assert_eq!(report.not_duplicates_of, [reported(1, 0.0).id, reported(2, 0.0).id]);
}

#[test]
fn who_does_not_look_may_still_send() {
    let mut phone = at_questions(1);
    phone.goes_to(ReportStep::Review);
    let warned = phone.sees().review.into_iter().any(|line| line.step == ReportStep::Nearby);
    assert!(warned && phone.sees().send.enabled);
    phone.sends();
    assert_eq!(phone.committed.len(), 1);
}

#[test]
fn closed_ones_and_ones_own_are_not_offered() {
    let mut phone = Phone::composed();
    let own = ReportId(phone.draft().id);
    let mut unsent = Phone::composed();
    unsent.sends();
    let act: Act = unsent.committed.remove(0).act;
    let Deed::Report(report) = &act.what else { panic!("a report") };
    let queued = report.id;
    phone.model.unsent.push(OutboxRow { act: act.clone(), number: String::new(), delivery: Delivery::Sending });
    let fixed = dimos_domain::report::ReportSummary { state: State::Resolved, ..reported(3, 5.0) };
    let with_id = |id| dimos_domain::report::ReportSummary { id, ..reported(4, 5.0) };
    phone.nearby = Ok(vec![with_id(own), with_id(queued), fixed]);
    phone.goes_to(ReportStep::Questions).goes_on();
    assert_eq!(phone.step(), ReportStep::Contact, "nothing is left to ask about");
}

#[test]
fn words_go_to_ones_own_report_as_a_comment() {
    let mut phone = Phone::composed();
    let own = reported(1, 5.0).id;
    phone.own = vec![own];
    phone.nearby = Ok(vec![reported(1, 5.0), reported(2, 8.0)]);
    phone.goes_to(ReportStep::Nearby);
    let labels: Vec<_> = phone.sees().nearby.into_iter().map(|row| row.it_is_this.label).collect();
    assert_eq!(labels, ["It is my own from before", "It is this one"]);
    phone.does(ReportIntent::ItIsThis { report: own.to_string() });
    let body = Comment { text: "Big pothole".into(), photos: vec![] };
    assert_eq!(phone.committed[0].act.what, Deed::Comment { report: own, body });
    assert_eq!(phone.reads(), "It was added to the report that you had already made.");
}

#[test]
fn a_late_empty_answer_leads_on_and_nobody_has_to_wait() {
    let mut phone = Phone::new();
    phone.holds = true;
    phone.begins().writes("dirt").points_at(HERE).chooses("dirt").goes_to(ReportStep::Service).goes_on();
    assert_eq!(phone.step(), ReportStep::Nearby);
    assert!(phone.sees().nearby_message.contains("Looking"));
    phone.answers_come();
    assert_eq!(phone.step(), ReportStep::Contact);

    let mut phone = Phone::new();
    phone.holds = true;
    phone.begins().writes("dirt").points_at(HERE).chooses("dirt").goes_to(ReportStep::Service).goes_on().goes_on();
    assert_eq!(phone.step(), ReportStep::Contact);
    phone.nearby = Ok(vec![reported(1, 1.0)]);
    phone.answers_come();
    assert_eq!(phone.step(), ReportStep::Contact, "nobody is pulled back");
    assert_eq!(phone.sees().nearby.len(), 1);
}

#[test]
fn another_place_or_service_is_another_question() {
    let mut phone = at_questions(1);
    assert_eq!(phone.asked_nearby.len(), 1);
    phone.goes_on().goes_to(ReportStep::Questions);
    assert_eq!(phone.asked_nearby.len(), 1, "not asked twice");
    phone.does(ReportIntent::NoneOfThese).points_at((40.66, 22.93));
    assert!(phone.sees().nearby.is_empty(), "the old answer is gone");
    phone.goes_to(ReportStep::Questions).chooses("pavement");
    assert!(phone.draft().not_duplicates_of.is_empty(), "declined as another kind of thing");
    phone.goes_to(ReportStep::Nearby);
    assert_eq!(phone.asked_nearby.last().unwrap().service.as_ref().unwrap().as_str(), "pavement");
}

#[test]
fn a_failed_question_is_asked_again_when_it_matters() {
    let mut phone = at_questions(0);
    phone.points_at((40.66, 22.93));
    phone.nearby = Err(NetTrouble::Failed);
    phone.goes_to(ReportStep::Questions);
    phone.nearby = Ok(vec![reported(1, 0.0)]);
    phone.goes_on();
    assert_eq!((phone.step(), phone.sees().nearby.len()), (ReportStep::Nearby, 1));
}

#[test]
fn a_service_that_does_not_ask_has_no_such_step() {
    let mut phone = Phone::new();
    phone.begins().writes("sofa").points_at(HERE).chooses("bulky").answers("what", "sofa");
    phone.goes_to(ReportStep::Questions).goes_on();
    assert_eq!(phone.step(), ReportStep::Contact);
    assert!(phone.asked_nearby.is_empty());
}

#[test]
fn a_me_too_that_cannot_be_kept_loses_nothing() {
    let mut phone = at_questions(1);
    phone.goes_on();
    phone.storage = Err(StorageTrouble::Full);
    phone.does(ReportIntent::ItIsThis { report: reported(1, 0.0).id.to_string() });
    assert!(phone.sees().composing && phone.reads().contains("full"));
}
