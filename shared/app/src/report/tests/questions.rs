//! The services' own questions.

use super::phone::*;
use crate::{
    intent::{ReportIntent, ReportStep},
    report::{Keyboard, QuestionView},
    view::Tone,
};

fn error(phone: &Phone, code: &str) -> Option<String> {
    let asked = phone.sees().questions.into_iter();
    asked
        .map(|question| match question {
            QuestionView::Choice { code, error, .. } => (code, error),
            QuestionView::Typed { code, field, .. } => (code, field.error),
        })
        .find_map(|(asked, error)| (asked == code).then_some(error))
        .unwrap_or_else(|| panic!("{code} is not asked"))
}

#[test]
fn danger_to_life_stops_the_report_and_names_the_number() {
    let mut phone = Phone::new();
    phone.begins().photographs().writes("lamp").points_at(HERE).chooses("lamp").answers("wires", "yes");
    phone.goes_to(ReportStep::Questions).goes_on();
    assert_eq!(phone.step(), ReportStep::Questions);
    let screen = phone.sees();
    assert!(screen.emergency.as_ref().unwrap().contains("call 112 now"));
    assert!(!screen.send.enabled && !screen.next.enabled);
    assert_eq!(screen.next.why_not, screen.emergency);
    assert_eq!(screen.call_emergency.unwrap().label, "Call 112");
    phone.does(ReportIntent::CallEmergency);
    assert_eq!(phone.opened, ["tel:112"]);
    phone.sends();
    assert!(phone.committed.is_empty());
    assert_eq!(phone.model.toast.as_ref().unwrap().tone, Tone::Danger);
    phone.nearby = Ok(vec![reported(1, 1.0)]);
    phone.points_at((40.6502, 22.95)).goes_to(ReportStep::Nearby);
    phone.does(ReportIntent::ItIsThis { report: reported(1, 0.0).id.to_string() });
    assert!(phone.committed.is_empty(), "not as a me-too either");
    phone.answers("wires", "no");
    assert_eq!((phone.sees().emergency, phone.sees().call_emergency), (None, None));
    phone.sends();
    assert_eq!(phone.committed.len(), 1);
}

#[test]
fn each_kind_of_answer_is_checked_in_its_own_words() {
    let mut phone = Phone::composed();
    phone.goes_to(ReportStep::Questions).answers("size", "huge");
    assert_eq!(error(&phone, "size").unwrap(), "Choose one of these.");
    phone.answers("size", "Not A Code!");
    assert_eq!(error(&phone, "size").unwrap(), "Choose one of these.");
    phone.answers("size", "big");
    assert_eq!(error(&phone, "depth"), None, "not answered yet, not scolded yet");
    for (typed, wrong) in [
        ("deep", "whole number"),
        ("1.5", "whole number"),
        ("99999999999999999999", "whole number"),
        ("0", "from 1 to 2,000"),
        ("-5", "from 1 to 2,000"),
    ] {
        phone.answers("depth", typed);
        assert!(error(&phone, "depth").unwrap().contains(wrong), "{typed}");
        assert_eq!(phone.draft().answers["depth"], typed, "as typed");
    }
    phone.answers("depth", "").goes_on();
    assert_eq!(error(&phone, "depth").unwrap(), "Please answer.");
    assert!(phone.reads().contains("How many centimetres deep?"));
    phone.answers("depth", "2000").goes_on();
    assert_eq!(phone.step(), ReportStep::Contact);
}

#[test]
fn days_and_words_are_checked_too() {
    let mut phone = Phone::new();
    phone.begins().writes("sofa").points_at(HERE).chooses("bulky").goes_to(ReportStep::Questions);
    phone.answers("what", "a sofa, a bed, a table and more");
    assert!(error(&phone, "what").unwrap().contains("up to 20 characters"));
    phone.answers("what", "1234567890123456789");
    assert!(matches!(&phone.sees().questions[0], QuestionView::Typed { field, keyboard: Keyboard::Text, .. }
        if field.remaining.as_deref() == Some("1 character left")));
    for (day, wrong) in [
        ("2026-11-22", "from tomorrow on"),
        ("2026-11-28", "does not work on that day"),
        ("22/11/2026", "Choose a date"),
        ("2026-02-30", "Choose a date"),
    ] {
        phone.answers("day", day);
        assert!(error(&phone, "day").unwrap().contains(wrong), "{day}");
    }
    phone.answers("day", "2026-11-23");
    assert_eq!(error(&phone, "day"), None);
    phone.goes_to(ReportStep::Review);
    let line = phone.sees().review.into_iter().find(|line| line.label == "Which day?").unwrap();
    assert_eq!(line.value, "Monday, 23 November 2026");
}

#[test]
fn a_question_that_is_no_longer_asked_is_not_sent() {
    let mut phone = Phone::composed();
    phone.answers("size", "big").answers("depth", "12").answers("size", "small").answers("nonsense", "x");
    assert_eq!(phone.sees().questions.len(), 1);
    assert_eq!(phone.draft().answers["depth"], "12", "kept, should the person change their mind");
    assert!(!phone.draft().answers.contains_key("nonsense"));
    phone.sends();
    let dimos_domain::act::Deed::Report(report) = &phone.committed[0].act.what else { panic!("a report") };
    assert_eq!(report.answers.len(), 1);
}

#[test]
fn another_service_keeps_the_answers_that_it_asks_for_too() {
    let mut phone = Phone::composed();
    phone.answers("size", "big").answers("depth", "12").chooses("pavement");
    assert_eq!(phone.draft().answers.keys().collect::<Vec<_>>(), ["size"]);
    phone.chooses("lamp");
    assert!(phone.draft().answers.is_empty());
    assert!(!phone.sees().send.enabled, "a photo is needed now");
    phone.goes_to(ReportStep::What);
    assert_eq!(
        phone.step_view(ReportStep::What).missing.as_deref(),
        Some("This kind of problem needs at least one photo.")
    );
}
