//! What somebody typed, or in words what is wrong with it: said at once, before anything is looked up.

use super::super::words::Words;
use dimos_domain::money::{AmountError, Cents, OrganisationCode, RfError, RfReference};
use fluent_bundle::FluentValue;

/// Every code of the city has so many characters (DIAS).
const LENGTH: usize = 25;
const FOUR: usize = 4;

/// What somebody typed into the form.
pub(super) struct Typed {
    pub(super) rf: String,
    pub(super) amount: String,
    pub(super) rf_wrong: Option<String>,
    pub(super) amount_wrong: Option<String>,
}

impl Typed {
    /// An empty form, or one that knows a reference already.
    pub(super) fn new(rf: &str) -> Self {
        Self { rf: rf.to_owned(), amount: String::new(), rf_wrong: None, amount_wrong: None }
    }
}

/// Reads both, or says what is wrong with each.
pub(super) fn read(
    words: &Words,
    ours: &OrganisationCode,
    rf: &str,
    amount: &str,
) -> Result<(RfReference, Cents), Typed> {
    let reference = reference(words, ours, rf);
    let cents = Cents::typed(amount).map_err(|error| amount_wrong(words, error));
    match (reference, cents) {
        (Ok(reference), Ok(cents)) => Ok((reference, cents)),
        (reference, cents) => Err(Typed {
            rf: rf.chars().take(80).collect(),
            amount: amount.chars().take(40).collect(),
            rf_wrong: reference.err(),
            amount_wrong: cents.err(),
        }),
    }
}

/// Reads a reference, or says what is wrong with it.
pub(super) fn reference(words: &Words, ours: &OrganisationCode, typed: &str) -> Result<RfReference, String> {
    let reference: RfReference = typed.parse().map_err(|error| rf_wrong(words, error, typed))?;
    match reference.organisation() {
        Some(organisation) if organisation == *ours => Ok(reference),
        _ => Err(words.t("pay-rf-other")),
    }
}

fn rf_wrong(words: &Words, error: RfError, typed: &str) -> String {
    let n = |n: usize| FluentValue::from(u64::try_from(n).unwrap_or_default());
    let kept: Vec<char> = typed.chars().filter(|c| c.is_alphanumeric()).collect();
    match error {
        RfError::Empty => words.t("pay-rf-empty"),
        RfError::NotAReference => words.t("pay-rf-start"),
        RfError::Character(c) => words.of("pay-rf-character", &c.to_string()),
        RfError::Length(length) if length < LENGTH => {
            words.with("pay-rf-short", &[("n", n(length)), ("missing", n(LENGTH.saturating_sub(length)))])
        }
        RfError::Length(length) => {
            words.with("pay-rf-long", &[("n", n(length)), ("more", n(length.saturating_sub(LENGTH)))])
        }
        // A code that is too short or too long has check digits that cannot agree: say what is easier to see.
        RfError::CheckDigits if kept.len() != LENGTH => rf_wrong(words, RfError::Length(kept.len()), typed),
        RfError::CheckDigits => {
            let check: String = kept.iter().skip(2).take(2).collect();
            let groups: Vec<String> = kept.chunks(FOUR).map(|four| four.iter().collect()).collect();
            let groups = groups.join(" ").to_uppercase();
            words.with("pay-rf-check", &[("check", check.into()), ("groups", groups.into())])
        }
    }
}

fn amount_wrong(words: &Words, error: AmountError) -> String {
    words.t(match error {
        AmountError::Empty => "pay-amount-empty",
        AmountError::NotANumber => "pay-amount-number",
        AmountError::FinerThanACent => "pay-amount-fine",
        AmountError::NotPositive => "pay-amount-zero",
        AmountError::TooLarge => "pay-amount-large",
    })
}
