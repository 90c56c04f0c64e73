//! The service's own questions. What was typed is kept as typed; what it means, and whether it will do, is read anew from
//! it each time. An answer that tells of danger to life stops the report: the emergency number comes first.

use super::{
    drafts::change,
    model::Draft,
    service::chosen,
    view::{Keyboard, QuestionView},
    what::remaining,
};
use crate::{
    app::Cmd,
    effect::OpenUrl,
    intent::ReportStep,
    model::Model,
    texts::{t, tv},
    view::{Button, Field, OptionView},
};
use crux_core::Command;
use dimos_domain::{
    city::{Answer, AnswerValue, Moment, Question, QuestionKind, Service},
    l10n::Language,
    triage::{AnswerRefusal, validate_answers, visible_questions},
    wording,
    words::clean,
};
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Characters of an answer that are kept.
const MOST_KEPT: usize = 5_000;

pub(super) fn answer(draft: Uuid, question: String, value: &str, model: &mut Model) -> Cmd {
    let kit = model.city.clone();
    let service = model.report.draft().and_then(|draft| chosen(draft, kit.as_deref()));
    let asks = service.is_some_and(|service| service.questions.iter().any(|one| one.code.as_str() == question));
    if !asks {
        return Command::done();
    }
    let value: String = value.chars().take(MOST_KEPT).collect();
    change(draft, model, |of| {
        if value.is_empty() {
            of.answers.remove(&question);
        } else {
            of.answers.insert(question, value);
        }
    })
}

/// Of the answers to another service's questions, keeps those that this one asks in the same way.
pub(super) fn keep_what_fits(service: &Service, answers: &mut BTreeMap<String, String>) {
    answers.retain(|code, raw| {
        let question = service.questions.iter().find(|question| question.code.as_str() == code);
        question.is_some_and(|question| match (&question.kind, read(question, raw)) {
            (QuestionKind::Choice { choices }, Ok(Some(AnswerValue::Choice(code)))) => {
                choices.iter().any(|choice| choice.code == code)
            }
            (QuestionKind::Choice { .. }, _) | (_, Err(_)) => false,
            _ => true,
        })
    });
}

/// What was typed, as the question's kind has it; nothing where it is blank.
fn read(question: &Question, raw: &str) -> Result<Option<AnswerValue>, AnswerRefusal> {
    let typed = raw.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let value = match &question.kind {
        QuestionKind::Choice { .. } => AnswerValue::Choice(typed.parse().map_err(|_| AnswerRefusal::NoSuchChoice)?),
        QuestionKind::Text { .. } => AnswerValue::Text(clean(typed)),
        QuestionKind::Number { .. } => AnswerValue::Number(typed.parse().map_err(|_| AnswerRefusal::WrongKind)?),
        QuestionKind::Date { .. } => AnswerValue::Date(typed.parse().map_err(|_| AnswerRefusal::WrongKind)?),
    };
    Ok((value != AnswerValue::Text(String::new())).then_some(value))
}

/// The questions that are asked now, what is wrong with each answer, and the answers that can be sent.
pub(super) struct Asked<'a> {
    pub(super) questions: Vec<(&'a Question, Option<AnswerRefusal>)>,
    pub(super) answers: Vec<Answer>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(service: &'a Service, draft: &Draft, model: &Model) -> Self {
        let mut unread = Vec::new();
        let mut answers = Vec::new();
        for question in &service.questions {
            match draft.answers.get(question.code.as_str()).map(|raw| read(question, raw)) {
                None | Some(Ok(None)) => {}
                Some(Ok(Some(value))) => answers.push(Answer { question: question.code.clone(), value }),
                Some(Err(refusal)) => unread.push((&question.code, refusal)),
            }
        }
        let visible = visible_questions(service, &answers);
        answers.retain(|answer| visible.iter().any(|question| question.code == answer.question));
        let problems = model
            .city
            .as_ref()
            .and_then(|kit| validate_answers(service, &answers, model.today(), &kit.city.calendar).err())
            .unwrap_or_default();
        let questions = visible
            .into_iter()
            .map(|question| {
                let unread = unread.iter().find(|(code, _)| **code == question.code).map(|(_, refusal)| refusal);
                let refused =
                    problems.iter().find(|problem| problem.question == question.code).map(|problem| &problem.refusal);
                (question, unread.or(refused).cloned())
            })
            .collect();
        Self { questions, answers }
    }

    /// Whether an answer tells of danger to life.
    pub(super) fn is_emergency(&self) -> bool {
        self.questions.iter().any(|(_, refusal)| matches!(refusal, Some(AnswerRefusal::Emergency { .. })))
    }
}

/// "Call 112", where an answer tells of danger to life.
pub(super) fn emergency(asked: Option<&Asked<'_>>, model: &Model) -> Option<String> {
    let kit = model.city.as_ref()?;
    asked.filter(|asked| asked.is_emergency())?;
    let values = [("number", kit.city.emergency_number.as_str().into())];
    Some(tv(model.language(), "report-emergency", &values))
}

/// Calls that number, where an answer tells of danger to life.
pub(super) fn call_button(asked: Option<&Asked<'_>>, model: &Model) -> Option<Button> {
    let kit = model.city.as_ref()?;
    asked.filter(|asked| asked.is_emergency())?;
    let values = [("number", kit.city.emergency_number.as_str().into())];
    Some(Button::new(tv(model.language(), "report-emergency-call", &values)))
}

/// Calls the emergency number.
pub(super) fn call_emergency(model: &Model) -> Cmd {
    let Some(kit) = &model.city else { return Command::done() };
    // RFC 3966
    Command::notify_shell(OpenUrl { url: format!("tel:{}", kit.city.emergency_number) }).into()
}

/// What this step still needs.
pub(super) fn missing(asked: Option<&Asked<'_>>, model: &Model) -> Option<String> {
    let language = model.language();
    if let Some(emergency) = emergency(asked, model) {
        return Some(emergency);
    }
    let (question, refusal) =
        asked?.questions.iter().find_map(|(question, refusal)| Some((question, refusal.as_ref()?)))?;
    let wrong = refusal_text(language, question, refusal);
    let values = [("question", question.text.get(language).into()), ("wrong", wrong.into())];
    Some(tv(language, "report-question-missing", &values))
}

fn refusal_text(language: Language, question: &Question, refusal: &AnswerRefusal) -> String {
    match refusal {
        AnswerRefusal::Missing => t(language, "report-answer-missing"),
        AnswerRefusal::NoSuchChoice => t(language, "report-answer-no-such-choice"),
        AnswerRefusal::TooLong { max_chars } => {
            let max = wording::number(language, u64::from(*max_chars));
            tv(language, "report-answer-too-long", &[("max", max.into())])
        }
        AnswerRefusal::OutOfRange { min, max } => tv(
            language,
            "report-answer-out-of-range",
            &[("min", signed(language, *min).into()), ("max", signed(language, *max).into())],
        ),
        AnswerRefusal::NotPast => t(language, "report-answer-not-past"),
        AnswerRefusal::NotFuture => t(language, "report-answer-not-future"),
        AnswerRefusal::TooFarAhead => t(language, "report-answer-too-far-ahead"),
        AnswerRefusal::NotWorkingDay => t(language, "report-answer-not-working-day"),
        AnswerRefusal::Emergency { .. } => t(language, "report-answer-emergency"),
        AnswerRefusal::WrongKind | AnswerRefusal::Unknown | AnswerRefusal::NotAsked | AnswerRefusal::Twice => {
            match question.kind {
                QuestionKind::Number { .. } => t(language, "report-answer-not-a-number"),
                QuestionKind::Date { .. } => t(language, "report-answer-not-a-date"),
                QuestionKind::Choice { .. } | QuestionKind::Text { .. } => t(language, "report-answer-no-such-choice"),
            }
        }
    }
}

fn signed(language: Language, number: i64) -> String {
    let digits = wording::number(language, number.unsigned_abs());
    if number < 0 { format!("−{digits}") } else { digits }
}

pub(super) fn questions_view(asked: &Asked<'_>, draft: &Draft, model: &Model) -> Vec<QuestionView> {
    let language = model.language();
    let checked = model.report.desk.checked.contains(&ReportStep::Questions);
    let shown = |refusal: &AnswerRefusal| checked || *refusal != AnswerRefusal::Missing;
    asked
        .questions
        .iter()
        .map(|(question, refusal)| {
            let raw = draft.answers.get(question.code.as_str()).map_or("", String::as_str);
            let error =
                refusal.as_ref().filter(|refusal| shown(refusal)).map(|it| refusal_text(language, question, it));
            question_view(language, question, raw, error)
        })
        .collect()
}

fn question_view(language: Language, question: &Question, raw: &str, error: Option<String>) -> QuestionView {
    let code = question.code.to_string();
    let asked = question.text.get(language);
    let label =
        if question.required { asked.to_owned() } else { tv(language, "report-optional", &[("label", asked.into())]) };
    let typed = |keyboard, hint: String, remaining| QuestionView::Typed {
        code: code.clone(),
        keyboard,
        field: Field { label: label.clone(), value: raw.to_owned(), hint, error: error.clone(), remaining },
    };
    match &question.kind {
        QuestionKind::Choice { choices } => {
            let options = choices.iter().map(|choice| {
                let label = choice.text.get(language).to_owned();
                OptionView {
                    code: choice.code.to_string(),
                    detail: String::new(),
                    symbol: String::new(),
                    selected: raw.trim() == choice.code.as_str(),
                    spoken: label.clone(),
                    label,
                }
            });
            QuestionView::Choice { code: code.clone(), options: options.collect(), label, error }
        }
        QuestionKind::Text { max_chars } => {
            let left = remaining(language, raw.chars().count(), usize::from(*max_chars));
            typed(Keyboard::Text, String::new(), left)
        }
        QuestionKind::Number { min, max } => {
            let values = [("min", signed(language, *min).into()), ("max", signed(language, *max).into())];
            typed(Keyboard::Number, tv(language, "report-number-hint", &values), None)
        }
        QuestionKind::Date { moment: Moment::Past } => {
            typed(Keyboard::PastDate, t(language, "report-past-date-hint"), None)
        }
        QuestionKind::Date { moment: Moment::FutureWorkingDay } => {
            typed(Keyboard::FutureDate, t(language, "report-future-date-hint"), None)
        }
    }
}

/// The lines of the review: question, answer.
pub(super) fn summary(asked: &Asked<'_>, language: Language) -> Vec<(String, String)> {
    let answer_to = |question: &Question| {
        let answer = asked.answers.iter().find(|answer| answer.question == question.code)?;
        Some(match (&answer.value, &question.kind) {
            (AnswerValue::Choice(code), QuestionKind::Choice { choices }) => {
                choices.iter().find(|choice| &choice.code == code)?.text.get(language).to_owned()
            }
            (AnswerValue::Choice(_), _) => return None,
            (AnswerValue::Text(text), _) => text.clone(),
            (AnswerValue::Number(number), _) => number.to_string(),
            (AnswerValue::Date(day), _) => date_text(language, *day),
        })
    };
    let lines = asked
        .questions
        .iter()
        .filter_map(|(question, _)| Some((question.text.get(language).to_owned(), answer_to(question)?)));
    lines.collect()
}

fn date_text(language: Language, day: Date) -> String {
    format!("{}, {}", wording::weekday(language, day.weekday()), wording::date(language, day))
}
