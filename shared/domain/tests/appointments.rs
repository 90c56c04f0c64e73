//! The day that a citizen chose.
#![allow(clippy::unwrap_used)]

use dimos_domain::city::{Answer, AnswerValue, Service};
use jiff::civil::{Date, date};
use serde_json::json;

/// Asks since when (a day that is no appointment) and, perhaps, on which day to come.
fn service(by_appointment: bool) -> Service {
    let text = json!({ "el": "ογκώδη", "en": "bulky items" });
    let asks = |code: &str, moment: &str| json!({ "code": code, "text": text, "kind": { "type": "date", "moment": moment }, "required": true });
    let mut questions = vec![asks("since", "past")];
    if by_appointment {
        questions.push(asks("day", "future_working_day"));
    }
    let service = json!({
        "code": "bulky-items", "group": "bulky", "name": text, "description": text, "synonyms": [],
        "questions": questions, "deadline_hours": 40, "department": "cleaning", "base_priority": 1, "public": false,
        "needs_contact": true, "needs_photo": false, "duplicate_radius_m": 0,
    });
    serde_json::from_value(service).unwrap()
}

fn on(question: &str, day: Date) -> Answer {
    Answer { question: question.parse().unwrap(), value: AnswerValue::Date(day) }
}

#[test]
fn the_day_that_was_chosen_is_the_appointment_and_no_other_day_is() {
    let (since, chosen) = (date(2026, 11, 20), date(2026, 11, 27));
    let bulky = service(true);
    assert!(bulky.takes_appointments() && !service(false).takes_appointments());
    assert_eq!(bulky.appointment(&[on("since", since), on("day", chosen)]), Some(chosen));
    assert_eq!(bulky.appointment(&[on("since", since)]), None);
    assert_eq!(service(false).appointment(&[on("since", since), on("day", chosen)]), None, "nobody asked");
}
