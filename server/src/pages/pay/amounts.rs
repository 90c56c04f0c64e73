//! What is to be paid, said in words: the amount of today and why it is that, how it stands, until when.

use super::super::words::Words;
use dimos_api::pay::Payable;
use dimos_domain::{
    money::{Cents, PayableState},
    wording,
};
use jiff::civil::Date;

/// How something stands, as a badge shows it.
pub(super) struct Badge {
    pub(super) tone: &'static str,
    pub(super) text: String,
}

pub(super) fn badge(words: &Words, payable: &Payable, today: Date) -> Badge {
    use PayableState as S;
    let (tone, key) = match payable.state {
        S::Open if payable.due_on < today => ("open", "pay-state-late"),
        S::Open => ("open", "pay-state-open"),
        S::PartlyPaid => ("open", "pay-state-partly"),
        S::Paid => ("fixed", "pay-state-paid"),
        S::InPlan => ("closed", "pay-state-plan"),
        S::Superseded | S::Cancelled => ("closed", "pay-state-ended"),
    };
    Badge { tone, text: words.t(key) }
}

/// Until when, in a sentence.
pub(super) fn due(words: &Words, due_on: Date, today: Date) -> String {
    words.of(if due_on < today { "pay-was-due" } else { "pay-due" }, &wording::date(words.language, due_on))
}

/// Until when it is to be paid and why the amount of today is what it is: a sentence each, the most important one first.
pub(super) fn reasons(words: &Words, payable: &Payable, today: Date) -> Vec<String> {
    let expected = &payable.expected;
    let text = |cents: Cents| cents.text(words.language);
    let until = expected.holds_until.map(|day| wording::date(words.language, day)).unwrap_or_default();
    let mut reasons = Vec::new();
    if !expected.discount.is_positive() {
        reasons.push(due(words, payable.due_on, today));
    }
    if payable.paid.is_positive() {
        let values = [("paid", text(payable.paid).into()), ("amount", text(payable.amount).into())];
        reasons.push(words.with("pay-already", &values));
    }
    if expected.discount.is_positive() {
        let whole = text(expected.principal);
        let values = [("off", text(expected.discount).into()), ("whole", whole.into()), ("until", until.into())];
        reasons.insert(0, words.with("pay-discount", &values));
        let due = wording::date(words.language, payable.due_on);
        reasons.push(words.with("pay-due-whole", &[("whole", text(expected.principal).into()), ("date", due.into())]));
    } else if expected.surcharge.is_positive() {
        reasons.push(words.of("pay-surcharge", &text(expected.surcharge)));
        if expected.holds_until.is_some() {
            reasons.push(words.of("pay-grows", &until));
        }
    } else if expected.holds_until.is_some() {
        reasons.push(words.of("pay-holds", &until));
    }
    reasons
}
