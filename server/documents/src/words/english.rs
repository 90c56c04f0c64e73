//! English number words, British: `one hundred and twenty-three thousand and five`.

use super::{at, groups};

const TO_NINETEEN: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a thousand million.
pub(super) fn number(number: u64) -> String {
    let (millions, thousands, rest) = groups(number);
    let mut words = Vec::new();
    if millions > 0 {
        words.push(format!("{} million", below_thousand(millions)));
    }
    if thousands > 0 {
        words.push(format!("{} thousand", below_thousand(thousands)));
    }
    match rest {
        0 => {}
        1..100 if !words.is_empty() => words.push(format!("and {}", below_thousand(rest))),
        _ => words.push(below_thousand(rest)),
    }
    if words.is_empty() { "zero".to_owned() } else { words.join(" ") }
}

fn below_thousand(number: u64) -> String {
    match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", at(&TO_NINETEEN, hundreds)),
        (hundreds, rest) => format!("{} hundred and {}", at(&TO_NINETEEN, hundreds), below_hundred(rest)),
    }
}

fn below_hundred(number: u64) -> String {
    match (number / 10, number % 10) {
        (0..2, _) => at(&TO_NINETEEN, number).to_owned(),
        (tens, 0) => at(&TENS, tens).to_owned(),
        (tens, ones) => format!("{}-{}", at(&TENS, tens), at(&TO_NINETEEN, ones)),
    }
}
