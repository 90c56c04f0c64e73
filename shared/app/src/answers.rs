//! Answers to a service's questions in words, "question: answer": the same for citizens and for crews.

use crate::rows::Look;
use dimos_domain::{
    city::{Answer, AnswerValue, Question, QuestionKind},
    ids::{QuestionCode, ServiceCode},
    wording,
};

/// One answer; codes where the city does not know the question (any more).
#[must_use]
pub fn answered(look: &Look<'_>, service: &ServiceCode, answer: &Answer) -> String {
    let asked = question_text(look, service, &answer.question);
    let value = match &answer.value {
        AnswerValue::Choice(code) => question(look, service, &answer.question)
            .and_then(|question| match &question.kind {
                QuestionKind::Choice { choices } => choices.iter().find(|choice| &choice.code == code),
                _ => None,
            })
            .map_or_else(|| code.to_string(), |choice| choice.text.get(look.language).to_owned()),
        AnswerValue::Text(text) => text.clone(),
        AnswerValue::Number(number) => number.to_string(),
        AnswerValue::Date(day) => wording::date(look.language, *day),
    };
    let asked = asked.trim_end_matches([':', ' ']);
    // A question mark (in Greek `;`) needs no colon after it.
    let key = if asked.ends_with(['?', ';', '\u{37e}']) { "ticket-answer-asked" } else { "ticket-answer" };
    look.tv(key, &[("question", asked.into()), ("answer", value.into())])
}

/// What a service's question asks; its code where the city does not know it (any more).
#[must_use]
pub fn question_text(look: &Look<'_>, service: &ServiceCode, code: &QuestionCode) -> String {
    question(look, service, code)
        .map_or_else(|| code.to_string(), |question| question.text.get(look.language).to_owned())
}

fn question<'a>(look: &Look<'a>, service: &ServiceCode, code: &QuestionCode) -> Option<&'a Question> {
    let service = look.kit?.city.service(service)?;
    service.questions.iter().find(|question| &question.code == code)
}
