//! The extra questions of a service: which are asked, and whether the answers will do.

use crate::{
    calendar::Calendar,
    city::{Answer, AnswerValue, Moment, Question, QuestionKind, Service},
    ids::{ChoiceCode, QuestionCode},
};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// So many days ahead an appointment may lie.
pub const MOST_DAYS_AHEAD: i64 = 180;

/// What is wrong with one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerProblem {
    /// The question it belongs to.
    pub question: QuestionCode,
    /// What is wrong.
    pub refusal: AnswerRefusal,
}

/// Why an answer will not do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AnswerRefusal {
    /// The service asks no such question.
    #[error("the service asks no such question")]
    Unknown,
    /// The question is not asked after the answers before it.
    #[error("the question is not asked after these answers")]
    NotAsked,
    /// The question was answered before.
    #[error("the question is answered twice")]
    Twice,
    /// The question must be answered.
    #[error("the question must be answered")]
    Missing,
    /// A choice for a text, a text for a date, …
    #[error("the answer is of the wrong kind")]
    WrongKind,
    /// Not one of the choices.
    #[error("not one of the choices")]
    NoSuchChoice,
    /// The text is too long.
    #[error("longer than {max_chars} characters")]
    TooLong {
        /// Most characters.
        max_chars: u16,
    },
    /// The number is too small or too large.
    #[error("not between {min} and {max}")]
    OutOfRange {
        /// Least.
        min: i64,
        /// Most.
        max: i64,
    },
    /// The day lies ahead.
    #[error("the day must not lie in the future")]
    NotPast,
    /// The day is today or lies behind.
    #[error("the day must lie in the future")]
    NotFuture,
    /// The day lies further ahead than anybody plans.
    #[error("the day lies more than {MOST_DAYS_AHEAD} days ahead")]
    TooFarAhead,
    /// The day is not worked.
    #[error("the city does not work on that day")]
    NotWorkingDay,
    /// Life may be in danger: call the emergency number; the report is not sent.
    #[error("life may be in danger: call the emergency number")]
    Emergency {
        /// The choice that says so.
        choice: ChoiceCode,
    },
}

/// The questions that are asked, given the answers so far, in the service's order. A question that hangs on another is
/// asked only if that one is itself asked and was answered so.
#[must_use]
pub fn visible_questions<'a>(service: &'a Service, answers: &[Answer]) -> Vec<&'a Question> {
    let mut asked: Vec<&Question> = Vec::new();
    for question in &service.questions {
        let is_asked = question.when.as_ref().is_none_or(|when| {
            asked.iter().any(|earlier| earlier.code == when.question)
                && answers.iter().find(|answer| answer.question == when.question).is_some_and(
                    |answer| matches!(&answer.value, AnswerValue::Choice(choice) if when.is.contains(choice)),
                )
        });
        if is_asked {
            asked.push(question);
        }
    }
    asked
}

/// The first question that is asked and answered with a choice that stops with the emergency number.
#[must_use]
pub fn dangerous<'a>(service: &'a Service, answers: &[Answer]) -> Option<&'a QuestionCode> {
    let stops = |question: &Question, chosen: &ChoiceCode| match &question.kind {
        QuestionKind::Choice { choices } => {
            choices.iter().any(|choice| &choice.code == chosen && choice.stops_with_emergency)
        }
        _ => false,
    };
    let answered = |question: &Question| {
        answers.iter().any(|answer| {
            answer.question == question.code
                && matches!(&answer.value, AnswerValue::Choice(chosen) if stops(question, chosen))
        })
    };
    visible_questions(service, answers).into_iter().find(|question| answered(question)).map(|question| &question.code)
}

/// Checks the answers to a service's questions.
///
/// # Errors
/// Everything that is wrong: in the order of the answers, then of the questions that miss one.
pub fn validate_answers(
    service: &Service,
    answers: &[Answer],
    today: Date,
    calendar: &Calendar,
) -> Result<(), Vec<AnswerProblem>> {
    let asked = visible_questions(service, answers);
    let mut problems = Vec::new();
    for (place, answer) in answers.iter().enumerate() {
        let found = if answers.iter().take(place).any(|earlier| earlier.question == answer.question) {
            Err(AnswerRefusal::Twice)
        } else if let Some(question) = asked.iter().find(|question| question.code == answer.question) {
            fits(question, &answer.value, today, calendar)
        } else if service.questions.iter().any(|question| question.code == answer.question) {
            Err(AnswerRefusal::NotAsked)
        } else {
            Err(AnswerRefusal::Unknown)
        };
        if let Err(refusal) = found {
            problems.push(AnswerProblem { question: answer.question.clone(), refusal });
        }
    }
    let answered = |question: &Question| {
        answers.iter().any(|answer| {
            answer.question == question.code
                && !matches!(&answer.value, AnswerValue::Text(text) if text.trim().is_empty())
        })
    };
    for question in asked.iter().filter(|question| question.required && !answered(question)) {
        problems.push(AnswerProblem { question: question.code.clone(), refusal: AnswerRefusal::Missing });
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn fits(question: &Question, value: &AnswerValue, today: Date, calendar: &Calendar) -> Result<(), AnswerRefusal> {
    match (&question.kind, value) {
        (QuestionKind::Choice { choices }, AnswerValue::Choice(code)) => {
            match choices.iter().find(|choice| &choice.code == code) {
                None => Err(AnswerRefusal::NoSuchChoice),
                Some(choice) if choice.stops_with_emergency => Err(AnswerRefusal::Emergency { choice: code.clone() }),
                Some(_) => Ok(()),
            }
        }
        (QuestionKind::Text { max_chars }, AnswerValue::Text(text)) => {
            let fits = text.chars().count() <= usize::from(*max_chars);
            if fits { Ok(()) } else { Err(AnswerRefusal::TooLong { max_chars: *max_chars }) }
        }
        (&QuestionKind::Number { min, max }, AnswerValue::Number(number)) => {
            if (min..=max).contains(number) {
                Ok(())
            } else {
                Err(AnswerRefusal::OutOfRange { min, max })
            }
        }
        (QuestionKind::Date { moment: Moment::Past }, AnswerValue::Date(day)) => {
            if *day <= today {
                Ok(())
            } else {
                Err(AnswerRefusal::NotPast)
            }
        }
        (QuestionKind::Date { moment: Moment::FutureWorkingDay }, AnswerValue::Date(day)) => {
            if *day <= today {
                Err(AnswerRefusal::NotFuture)
            } else if *day > today.saturating_add(MOST_DAYS_AHEAD.days()) {
                Err(AnswerRefusal::TooFarAhead)
            } else if calendar.is_working_day(*day) {
                Ok(())
            } else {
                Err(AnswerRefusal::NotWorkingDay)
            }
        }
        _ => Err(AnswerRefusal::WrongKind),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        city::{Choice, City, Contact, Geography, When},
        l10n::Text,
    };
    use jiff::civil::{date, time};

    pub fn text(words: &str) -> Text {
        Text { el: words.into(), en: words.into() }
    }

    fn choice(code: &str) -> Choice {
        Choice { code: code.parse().expect("a code"), text: text(code), stops_with_emergency: false, priority: 0 }
    }

    fn question(code: &str, kind: QuestionKind) -> Question {
        Question { code: code.parse().expect("a code"), text: text(code), kind, required: false, when: None }
    }

    /// A service that asks one question of every kind.
    pub fn lamp() -> Service {
        let wires = Choice { priority: 2, ..choice("wires") };
        let fire = Choice { stops_with_emergency: true, ..choice("fire") };
        let what = Question {
            required: true,
            ..question("what", QuestionKind::Choice { choices: vec![choice("dark"), wires, fire] })
        };
        let when = When { question: what.code.clone(), is: vec!["dark".parse().expect("a code")] };
        Service {
            code: "street-light".parse().expect("a code"),
            group: "lights".parse().expect("a code"),
            name: text("lamp"),
            description: text("lamp"),
            synonyms: vec![],
            questions: vec![
                what,
                Question { when: Some(when), ..question("pole", QuestionKind::Number { min: 1, max: 9999 }) },
                question("note", QuestionKind::Text { max_chars: 5 }),
                question("since", QuestionKind::Date { moment: Moment::Past }),
                question("visit", QuestionKind::Date { moment: Moment::FutureWorkingDay }),
            ],
            deadline_hours: 16,
            department: "lighting".parse().expect("a code"),
            base_priority: 1,
            public: true,
            needs_contact: false,
            needs_photo: false,
            duplicate_radius_m: 50,
        }
    }

    fn calendar() -> Calendar {
        Calendar { opens: time(7, 0, 0, 0), closes: time(15, 0, 0, 0), weekdays: vec![1, 2, 3, 4, 5], holidays: vec![] }
    }

    /// A city of nothing but danger words.
    pub fn city() -> City {
        City {
            version: "1".into(),
            name: text("city"),
            ticket_prefix: "CITY".into(),
            time_zone: "Europe/Athens".into(),
            contact: Contact { phone: String::new(), email: String::new() },
            emergency_number: "112".into(),
            geography: Geography::default(),
            calendar: calendar(),
            groups: vec![],
            services: vec![lamp()],
            departments: vec![],
            crews: vec![],
            routing: vec![],
            reopen_days: 14,
            danger_words: vec!["κινδυνοσ".into(), "γυμνα καλωδια".into()],
            payments: None,
        }
    }

    pub fn answer(question: &str, choice: &str) -> Answer {
        value(question, AnswerValue::Choice(choice.parse().expect("a code")))
    }

    fn value(question: &str, value: AnswerValue) -> Answer {
        Answer { question: question.parse().expect("a code"), value }
    }

    /// Sunday 22 November 2026.
    fn refusals(answers: &[Answer]) -> Vec<(String, AnswerRefusal)> {
        validate_answers(&lamp(), answers, date(2026, 11, 22), &calendar())
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|problem| (problem.question.to_string(), problem.refusal))
            .collect()
    }

    fn one(question: &str, refusal: AnswerRefusal) -> Vec<(String, AnswerRefusal)> {
        vec![(question.to_owned(), refusal)]
    }

    #[test]
    fn a_question_is_asked_only_after_the_answer_it_hangs_on() {
        let codes = |answers: &[Answer]| -> Vec<String> {
            visible_questions(&lamp(), answers).iter().map(|question| question.code.to_string()).collect()
        };
        assert_eq!(codes(&[]), ["what", "note", "since", "visit"]);
        assert_eq!(codes(&[answer("what", "dark")]), ["what", "pole", "note", "since", "visit"]);
        assert_eq!(codes(&[answer("what", "wires")]), ["what", "note", "since", "visit"]);
    }

    #[test]
    fn good_answers_pass() {
        let answers = [
            answer("what", "dark"),
            value("pole", AnswerValue::Number(12)),
            value("note", AnswerValue::Text("ωραία".into())),
            value("since", AnswerValue::Date(date(2026, 11, 22))),
            value("visit", AnswerValue::Date(date(2026, 11, 23))),
        ];
        assert_eq!(refusals(&answers), []);
    }

    #[test]
    fn a_required_question_must_be_answered() {
        assert_eq!(refusals(&[]), one("what", AnswerRefusal::Missing));
    }

    #[test]
    fn danger_to_life_stops_the_report() {
        let choice = "fire".parse().expect("a code");
        assert_eq!(refusals(&[answer("what", "fire")]), one("what", AnswerRefusal::Emergency { choice }));
    }

    #[test]
    fn each_wrong_answer_is_named() {
        let with = |answer_given: Answer| refusals(&[answer("what", "dark"), answer_given]);
        assert_eq!(with(answer("colour", "red")), one("colour", AnswerRefusal::Unknown));
        assert_eq!(with(answer("what", "dark")), one("what", AnswerRefusal::Twice));
        assert_eq!(with(answer("pole", "dark")), one("pole", AnswerRefusal::WrongKind));
        let range = AnswerRefusal::OutOfRange { min: 1, max: 9999 };
        assert_eq!(with(value("pole", AnswerValue::Number(0))), one("pole", range));
        let long = AnswerValue::Text("κολόνα".into());
        assert_eq!(with(value("note", long)), one("note", AnswerRefusal::TooLong { max_chars: 5 }));
        let on = |day| AnswerValue::Date(date(2026, 11, day));
        assert_eq!(with(value("since", on(23))), one("since", AnswerRefusal::NotPast));
        assert_eq!(with(value("visit", on(22))), one("visit", AnswerRefusal::NotFuture));
        assert_eq!(with(value("visit", on(28))), one("visit", AnswerRefusal::NotWorkingDay));
        assert_eq!(refusals(&[answer("what", "purple")]), one("what", AnswerRefusal::NoSuchChoice));
        let unasked = [answer("what", "wires"), value("pole", AnswerValue::Number(1))];
        assert_eq!(refusals(&unasked), one("pole", AnswerRefusal::NotAsked));
    }
}
