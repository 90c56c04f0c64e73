//! A service's extra questions: the right fields for each kind, and conditions that look back at an earlier choice.

use crate::city::{
    findings::{Findings, Spot, did_you_mean},
    raw::{RawChoice, RawQuestion, RawWhen},
};
use dimos_domain::{
    city::{Choice, Moment, Question, QuestionKind, When},
    l10n::Text,
};
use toml::Spanned;

const KINDS: [&str; 4] = ["choice", "text", "number", "date"];
const MOMENTS: [&str; 2] = ["past", "future_working_day"];

/// The longest answer that a question may allow; a longer story belongs in the report's own description.
const LONGEST_ANSWER: u16 = 2000;

pub(super) fn questions(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    service: &str,
    written: &[RawQuestion],
) -> Vec<Question> {
    let mut checked = Vec::new();
    for (index, raw) in written.iter().enumerate() {
        let (earlier, later) = written.split_at_checked(index).unwrap_or((written, &[]));
        let code = raw.code.get_ref();
        let owner = format!("question \"{code}\" of {service}");
        if earlier.iter().any(|other| other.code.get_ref() == code) {
            findings.at(spot.at(raw.code.span().start), format!("{owner} is defined twice"));
        }
        let code = findings.code(spot, "question", &raw.code);
        let text = findings.text(spot, &owner, "text", &raw.text);
        let kind = kind(findings, spot, &owner, raw);
        let when = raw.when.as_ref().map(|when| condition(findings, spot, &owner, when, earlier, later));
        if let (Some(code), Some(text), Some(kind)) = (code, text, kind) {
            let when = when.flatten();
            checked.push(Question { code, text, kind, required: raw.required, when });
        }
    }
    checked
}

fn kind(findings: &mut Findings<'_>, spot: Spot<'_>, owner: &str, raw: &RawQuestion) -> Option<QuestionKind> {
    let kind = raw.kind.get_ref().as_str();
    if !KINDS.contains(&kind) {
        let hint = did_you_mean(kind, KINDS);
        let reason = format!("{owner}: \"{kind}\" is no kind of question; there are {}{hint}", KINDS.join(", "));
        findings.at(spot.at(raw.kind.span().start), reason);
        return None;
    }
    let given = [
        ("choices", "choice", raw.choices.as_ref().map(Spanned::span)),
        ("max_chars", "text", raw.max_chars.as_ref().map(Spanned::span)),
        ("min", "number", raw.min.as_ref().map(Spanned::span)),
        ("max", "number", raw.max.as_ref().map(Spanned::span)),
        ("moment", "date", raw.moment.as_ref().map(Spanned::span)),
    ];
    for (field, belongs_to, span) in given {
        match span {
            Some(span) if belongs_to != kind => {
                findings.at(spot.at(span.start), format!("{owner}: `{field}` does not belong to kind \"{kind}\""));
            }
            None if belongs_to == kind => {
                findings.at(spot.at(raw.kind.span().start), format!("{owner}: kind \"{kind}\" needs `{field}`"));
            }
            _ => {}
        }
    }
    match kind {
        "choice" => choices(findings, spot, owner, raw.choices.as_ref()?),
        "text" => max_chars(findings, spot, owner, raw.max_chars.as_ref()?),
        "number" => range(findings, spot, owner, raw.min.as_ref()?, raw.max.as_ref()?),
        _ => moment(findings, spot, owner, raw.moment.as_ref()?),
    }
}

fn choices(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    owner: &str,
    written: &Spanned<Vec<RawChoice>>,
) -> Option<QuestionKind> {
    if written.get_ref().len() < 2 {
        findings.at(spot.at(written.span().start), format!("{owner} offers fewer than two choices"));
    }
    let mut choices: Vec<Choice> = Vec::new();
    for raw in written.get_ref() {
        let choice = format!("choice \"{}\" of {owner}", raw.code.get_ref());
        let code = findings.code(spot, "choice", &raw.code);
        let el = findings.words(spot, &choice, "text in Greek", &raw.el);
        let en = findings.words(spot, &choice, "text in English", &raw.en);
        let priority = raw.priority.as_ref().map_or(0, |written| findings.priority(spot, &choice, "priority", written));
        let (Some(code), Some(el), Some(en)) = (code, el, en) else { continue };
        if choices.iter().any(|earlier| earlier.code == code) {
            findings.at(spot.at(raw.code.span().start), format!("{choice} is defined twice"));
        }
        choices.push(Choice { code, text: Text { el, en }, stops_with_emergency: raw.stops_with_emergency, priority });
    }
    Some(QuestionKind::Choice { choices })
}

fn max_chars(findings: &mut Findings<'_>, spot: Spot<'_>, owner: &str, written: &Spanned<i64>) -> Option<QuestionKind> {
    let max_chars = findings.whole(spot, owner, "max_chars", written, 1..=LONGEST_ANSWER);
    Some(QuestionKind::Text { max_chars })
}

fn range(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    owner: &str,
    min: &Spanned<i64>,
    max: &Spanned<i64>,
) -> Option<QuestionKind> {
    let (least, most) = (*min.get_ref(), *max.get_ref());
    if most < least {
        findings.at(spot.at(max.span().start), format!("{owner}: max {most} is less than min {least}"));
    }
    Some(QuestionKind::Number { min: least, max: most })
}

fn moment(findings: &mut Findings<'_>, spot: Spot<'_>, owner: &str, written: &Spanned<String>) -> Option<QuestionKind> {
    let moment = match written.get_ref().as_str() {
        "past" => Moment::Past,
        "future_working_day" => Moment::FutureWorkingDay,
        other => {
            let hint = did_you_mean(other, MOMENTS);
            let reason = format!("{owner}: moment \"{other}\" is neither {}{hint}", MOMENTS.join(" nor "));
            findings.at(spot.at(written.span().start), reason);
            return None;
        }
    };
    Some(QuestionKind::Date { moment })
}

fn condition(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    owner: &str,
    when: &RawWhen,
    earlier: &[RawQuestion],
    later: &[RawQuestion],
) -> Option<When> {
    let named = when.question.get_ref();
    let here = spot.at(when.question.span().start);
    let Some(asked) = earlier.iter().find(|question| question.code.get_ref() == named) else {
        let reason = if later.iter().any(|question| question.code.get_ref() == named) {
            format!("{owner} depends on question \"{named}\", which is not asked before it")
        } else {
            let hint = did_you_mean(named, earlier.iter().map(|question| question.code.get_ref().as_str()));
            format!("{owner} depends on question \"{named}\", which does not exist{hint}")
        };
        findings.at(here, reason);
        return None;
    };
    let Some(choices) = asked.choices.as_ref() else {
        findings.at(
            here,
            format!(
                "{owner} depends on question \"{named}\", which is of kind \"{}\", not \"choice\"",
                asked.kind.get_ref()
            ),
        );
        return None;
    };
    if when.is.get_ref().is_empty() {
        findings.at(spot.at(when.is.span().start), format!("{owner} depends on none of the answers to \"{named}\""));
    }
    let codes = || choices.get_ref().iter().map(|choice| choice.code.get_ref().as_str());
    for choice in when.is.get_ref() {
        if !codes().any(|code| code == choice.get_ref()) {
            let hint = did_you_mean(choice.get_ref(), codes());
            findings.at(
                spot.at(choice.span().start),
                format!(
                    "{owner} depends on choice \"{}\" of \"{named}\", which does not exist{hint}",
                    choice.get_ref()
                ),
            );
        }
    }
    let is = when.is.get_ref().iter().filter_map(|choice| choice.get_ref().parse().ok()).collect();
    Some(When { question: named.parse().ok()?, is })
}
