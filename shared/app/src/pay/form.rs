//! The form for a bill on paper, on the screen: what is wrong with what was typed is said at once, on the phone.

use super::{
    basket::amount_text,
    model::{Form, Tried},
    view::AddBillView,
};
use crate::{
    model::Model,
    texts::{t, tv},
    view::{Button, Field},
};
use dimos_domain::{
    l10n::Language,
    money::{AmountError, Cents, RfError, RfReference, TaxNumber, TaxNumberError, find_references},
};

/// Characters of a Greek payment code; shorter ones of other creditors exist, a person types on until here.
const WHOLE_CODE: usize = 25;

/// The reference that was typed, or the only one among the words that were pasted. What was meant as a reference and is none
/// is not searched for another one.
pub(super) fn reference(form: &Form) -> Result<RfReference, RfError> {
    form.reference.parse().or_else(|error| {
        let among_words = matches!(error, RfError::NotAReference | RfError::Character(_));
        match find_references(&form.reference).as_slice() {
            [only] if among_words && only.organisation().is_some() => Ok(only.clone()),
            _ => Err(error),
        }
    })
}

/// The amount that was typed.
pub(super) fn amount(form: &Form) -> Result<Cents, AmountError> {
    Cents::typed(&form.amount)
}

/// The tax number that was typed.
pub(super) fn tax_number(form: &Form) -> Result<TaxNumber, TaxNumberError> {
    form.tax_number.reveal().parse()
}

/// What is wrong with the reference. While it is being typed only what more typing cannot mend.
pub(super) fn reference_error(language: Language, form: &Form) -> Option<String> {
    let error = reference(form).err()?;
    let typed = form.reference.chars().filter(|c| c.is_alphanumeric()).count();
    let is_final = form.tried != Tried::Nothing || typed >= WHOLE_CODE;
    match error {
        RfError::Character(c) => Some(tv(language, "pay-rf-character", &[("character", c.to_string().into())])),
        RfError::NotAReference if typed >= 2 || is_final => Some(t(language, "pay-rf-not")),
        RfError::Empty if is_final => Some(t(language, "pay-rf-empty")),
        RfError::Length(n) if is_final => Some(tv(language, "pay-rf-length", &[("n", n.into())])),
        RfError::CheckDigits if is_final && typed < WHOLE_CODE => {
            Some(tv(language, "pay-rf-length", &[("n", typed.into())]))
        }
        RfError::CheckDigits if is_final => Some(t(language, "pay-rf-check")),
        _ => None,
    }
}

/// What is wrong with the amount, by itself or beside the reference.
pub(super) fn amount_error(language: Language, form: &Form) -> Option<String> {
    match amount(form) {
        Ok(amount) => {
            let agrees = reference(form).map_or(true, |reference| reference.agrees_with(amount));
            (!agrees && form.tried != Tried::Nothing).then(|| t(language, "pay-amount-other"))
        }
        Err(error @ (AmountError::FinerThanACent | AmountError::TooLarge)) => Some(amount_text(language, error)),
        Err(error) => (form.tried != Tried::Nothing).then(|| amount_text(language, error)),
    }
}

/// What is wrong with the tax number.
pub(super) fn tax_number_error(language: Language, form: &Form) -> Option<String> {
    let digits = form.tax_number.reveal().chars().filter(char::is_ascii_digit).count();
    if form.tried != Tried::Link && digits < 9 {
        return None;
    }
    let key = match tax_number(form).err()? {
        TaxNumberError::Empty => "pay-tax-empty",
        TaxNumberError::NotNineDigits => "pay-tax-length",
        TaxNumberError::CheckDigit => "pay-tax-check",
    };
    // Before it is asked for, an empty one is nobody's mistake.
    (form.tried == Tried::Link || digits > 0).then(|| t(language, key))
}

/// A tax number as it is shown after it was used: its last two digits.
fn masked(typed: &str) -> String {
    let digits: Vec<char> = typed.chars().filter(char::is_ascii_digit).collect();
    let shown = digits.len().saturating_sub(2);
    digits.iter().enumerate().map(|(index, digit)| if index < shown { '•' } else { *digit }).collect()
}

/// Builds it.
#[must_use]
pub fn view(model: &Model) -> AddBillView {
    let language = model.language();
    let form = &model.pay.form;
    let busy = form.busy.then(|| t(language, "pay-form-busy"));
    let typed = form.tax_number.reveal();
    let field = |label: &str, value: String, hint: &str, error: Option<String>| Field {
        label: t(language, label),
        value,
        hint: t(language, hint),
        error,
        remaining: None,
    };
    AddBillView {
        title: t(language, "pay-add"),
        intro: t(language, "pay-add-intro"),
        reference: field(
            "pay-reference",
            form.reference.clone(),
            "pay-reference-hint",
            reference_error(language, form),
        ),
        amount: field("pay-printed-amount", form.amount.clone(), "pay-amount-hint", amount_error(language, form)),
        find: Button::new(t(language, "pay-find")).blocked(busy.clone()),
        link_intro: t(language, "pay-link-intro"),
        tax_number: field(
            "pay-tax",
            if form.masked { masked(typed) } else { typed.to_owned() },
            "pay-tax-hint",
            tax_number_error(language, form),
        ),
        link: Button::new(t(language, "pay-link")).blocked(busy),
        refusal: form.refusal.clone(),
        busy: form.busy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_used_tax_number_two_digits_are_shown() {
        assert_eq!(masked("EL 094 259 216"), "•••••••16");
        assert_eq!(masked("1"), "1");
    }
}
