//! Amounts in words, as a receipt must say them so that no digit can be altered.

mod english;
mod greek;

use dimos_domain::{l10n::Language, money::Cents};

/// `σαράντα πέντε ευρώ και δώδεκα λεπτά`, `forty-five euros and twelve cents`.
///
/// From nothing to [`Cents::MAX_TYPED`], 99,999,999.99 euro; none for anything else.
#[must_use]
pub fn in_words(amount: Cents, language: Language) -> Option<String> {
    if amount.is_negative() || amount > Cents::MAX_TYPED {
        return None;
    }
    let all = amount.get().unsigned_abs();
    let (euro, cents) = (all / 100, all % 100);
    let number = |value| match language {
        Language::El => greek::neuter(value),
        Language::En => english::number(value),
    };
    let euro_name = match (language, euro) {
        (Language::El, _) => "ευρώ",
        (Language::En, 1) => "euro",
        (Language::En, _) => "euros",
    };
    let cents_name = match (language, cents) {
        (Language::El, 1) => "λεπτό",
        (Language::El, _) => "λεπτά",
        (Language::En, 1) => "cent",
        (Language::En, _) => "cents",
    };
    let and = match language {
        Language::El => "και",
        Language::En => "and",
    };
    Some(match (euro, cents) {
        (_, 0) => format!("{} {euro_name}", number(euro)),
        (0, _) => format!("{} {cents_name}", number(cents)),
        _ => format!("{} {euro_name} {and} {} {cents_name}", number(euro), number(cents)),
    })
}

/// A number below a thousand million, cut into what stands for millions, for thousands and for the rest.
const fn groups(number: u64) -> (u64, u64, u64) {
    (number / 1_000_000, number / 1_000 % 1_000, number % 1_000)
}

/// The word at a place; empty beyond the list.
fn at(words: &[&'static str], index: u64) -> &'static str {
    usize::try_from(index).ok().and_then(|index| words.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
