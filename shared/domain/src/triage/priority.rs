//! How urgent a report is: the service's own priority, raised by answers, by words of danger and by supporters.

use crate::{
    city::{Answer, AnswerValue, City, QuestionKind, Service},
    ids::QuestionCode,
    triage::PriorityReason,
    words,
};

/// The highest priority.
pub const URGENT: u8 = 3;
/// Supporters at which the priority rises by one, and by one more.
const MANY_SUPPORTERS: [u32; 2] = [5, 20];

/// The priority, 0 low to 3 urgent, and what it is made of in the order in which it was reckoned. Never above
/// [`URGENT`], whatever the reasons add up to.
#[must_use]
pub fn priority(
    service: &Service,
    answers: &[Answer],
    description: &str,
    supporters: u32,
    city: &City,
) -> (u8, Vec<PriorityReason>) {
    let base = service.base_priority.min(URGENT);
    let mut sum = base;
    let mut reasons = vec![PriorityReason::Service { base }];
    for (question, adds) in answers.iter().filter_map(|answer| raise(service, answer)) {
        sum = sum.saturating_add(adds);
        reasons.push(PriorityReason::Answer { question: question.clone(), adds });
    }
    if let Some(word) = words::danger(description, &city.danger_words) {
        sum = sum.saturating_add(1);
        reasons.push(PriorityReason::DangerWord { word });
    }
    let adds = MANY_SUPPORTERS.iter().map(|many| u8::from(supporters >= *many)).sum();
    if adds > 0 {
        sum = sum.saturating_add(adds);
        reasons.push(PriorityReason::Supporters { count: supporters });
    }
    (sum.min(URGENT), reasons)
}

fn raise<'a>(service: &Service, answer: &'a Answer) -> Option<(&'a QuestionCode, u8)> {
    let AnswerValue::Choice(code) = &answer.value else { return None };
    let question = service.questions.iter().find(|question| question.code == answer.question)?;
    let QuestionKind::Choice { choices } = &question.kind else { return None };
    let choice = choices.iter().find(|choice| &choice.code == code)?;
    (choice.priority > 0).then_some((&answer.question, choice.priority))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::answers::tests::{answer, city, lamp};

    #[test]
    fn a_plain_report_has_its_services_priority() {
        let (priority, because) = priority(&lamp(), &[], "δεν ανάβει η λάμπα", 0, &city());
        assert_eq!((priority, because), (1, vec![PriorityReason::Service { base: 1 }]));
    }

    #[test]
    fn danger_answers_and_supporters_raise_it_and_say_so() {
        let (priority, because) =
            priority(&lamp(), &[answer("what", "wires")], "Κρέμονται ΚΑΛΩΔΙΑ, κινδυνος!", 7, &city());
        assert_eq!(priority, URGENT);
        assert!(matches!(
            because.as_slice(),
            [
                PriorityReason::Service { base: 1 },
                PriorityReason::Answer { adds: 2, .. },
                PriorityReason::DangerWord { .. },
                PriorityReason::Supporters { count: 7 },
            ]
        ));
    }

    #[test]
    fn twenty_supporters_raise_it_twice() {
        assert_eq!(priority(&lamp(), &[], "", 4, &city()).0, 1);
        assert_eq!(priority(&lamp(), &[], "", 20, &city()).0, 3);
    }
}
