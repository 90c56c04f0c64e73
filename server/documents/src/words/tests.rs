//! Examples by hand, and a reader of the words that was written apart from their writer.

#![allow(clippy::inconsistent_digit_grouping, reason = "amounts are written as euro_cents")]

use super::*;
use proptest::prelude::*;

fn el(cents: i64) -> String {
    in_words(Cents::new(cents), Language::El).unwrap()
}

fn en(cents: i64) -> String {
    in_words(Cents::new(cents), Language::En).unwrap()
}

#[test]
fn greek_amounts_agree_in_gender_with_what_they_count() {
    assert_eq!(el(45_12), "σαράντα πέντε ευρώ και δώδεκα λεπτά");
    assert_eq!(el(0), "μηδέν ευρώ");
    assert_eq!(el(1), "ένα λεπτό");
    assert_eq!(el(1_00), "ένα ευρώ");
    assert_eq!(el(21_01), "είκοσι ένα ευρώ και ένα λεπτό");
    assert_eq!(el(100_00), "εκατό ευρώ");
    assert_eq!(el(101_03), "εκατόν ένα ευρώ και τρία λεπτά");
    assert_eq!(el(1_000_00), "χίλια ευρώ");
    assert_eq!(el(1_234_56), "χίλια διακόσια τριάντα τέσσερα ευρώ και πενήντα έξι λεπτά");
    assert_eq!(el(3_003_00), "τρεις χιλιάδες τρία ευρώ");
    assert_eq!(el(14_014_14), "δεκατέσσερις χιλιάδες δεκατέσσερα ευρώ και δεκατέσσερα λεπτά");
    assert_eq!(el(21_000_00), "είκοσι μία χιλιάδες ευρώ");
    assert_eq!(el(100_000_00), "εκατό χιλιάδες ευρώ");
    assert_eq!(el(201_000_00), "διακόσιες μία χιλιάδες ευρώ");
    assert_eq!(el(113_000_00), "εκατόν δεκατρείς χιλιάδες ευρώ");
    assert_eq!(el(1_000_000_00), "ένα εκατομμύριο ευρώ");
    assert_eq!(
        el(99_999_999_99),
        "ενενήντα εννέα εκατομμύρια εννιακόσιες ενενήντα εννέα χιλιάδες εννιακόσια ενενήντα εννέα ευρώ και ενενήντα εννέα λεπτά"
    );
}

#[test]
fn english_amounts_read_as_people_say_them() {
    assert_eq!(en(45_12), "forty-five euros and twelve cents");
    assert_eq!(en(0), "zero euros");
    assert_eq!(en(1_01), "one euro and one cent");
    assert_eq!(en(7), "seven cents");
    assert_eq!(en(1_005_00), "one thousand and five euros");
    assert_eq!(en(123_456_00), "one hundred and twenty-three thousand four hundred and fifty-six euros");
    assert_eq!(en(1_000_000_00), "one million euros");
}

#[test]
fn what_a_receipt_cannot_hold_has_no_words() {
    for amount in [-1, 100_000_000_00, i64::MAX, i64::MIN] {
        assert_eq!(in_words(Cents::new(amount), Language::El), None);
        assert_eq!(in_words(Cents::new(amount), Language::En), None);
    }
}

/// Adds up Greek words; none for a word that is not Greek for a number, or of the wrong gender.
fn read_greek(words: &str, feminine_before_thousands: bool) -> Option<u64> {
    let (mut total, mut group) = (0, 0);
    let words: Vec<&str> = words.split(' ').collect();
    for (index, word) in words.iter().enumerate() {
        let counts_thousands = words.iter().skip(index).any(|later| *later == "χιλιάδες")
            && !words.iter().skip(index).any(|later| later.starts_with("εκατομμ"));
        let feminine = feminine_before_thousands && counts_thousands;
        let value = match *word {
            "μηδέν" => 0,
            "ένα" if !feminine => 1,
            "μία" if feminine => 1,
            "τρία" if !feminine => 3,
            "τρεις" if feminine => 3,
            "τέσσερα" if !feminine => 4,
            "τέσσερις" if feminine => 4,
            "δεκατρία" if !feminine => 13,
            "δεκατρείς" if feminine => 13,
            "δεκατέσσερα" if !feminine => 14,
            "δεκατέσσερις" if feminine => 14,
            "δύο" => 2,
            "πέντε" => 5,
            "έξι" => 6,
            "επτά" => 7,
            "οκτώ" => 8,
            "εννέα" => 9,
            "δέκα" => 10,
            "έντεκα" => 11,
            "δώδεκα" => 12,
            "δεκαπέντε" => 15,
            "δεκαέξι" => 16,
            "δεκαεπτά" => 17,
            "δεκαοκτώ" => 18,
            "δεκαεννέα" => 19,
            "είκοσι" => 20,
            "τριάντα" => 30,
            "σαράντα" => 40,
            "πενήντα" => 50,
            "εξήντα" => 60,
            "εβδομήντα" => 70,
            "ογδόντα" => 80,
            "ενενήντα" => 90,
            "εκατό" | "εκατόν" => 100,
            "χίλια" => 1_000,
            "χιλιάδες" | "εκατομμύριο" | "εκατομμύρια" => {
                total += group * if word.starts_with("χ") { 1_000 } else { 1_000_000 };
                group = 0;
                continue;
            }
            hundreds => {
                let stem = hundreds.strip_suffix(if feminine { "ες" } else { "α" })?;
                match stem {
                    "διακόσι" => 200,
                    "τριακόσι" => 300,
                    "τετρακόσι" => 400,
                    "πεντακόσι" => 500,
                    "εξακόσι" => 600,
                    "επτακόσι" => 700,
                    "οκτακόσι" => 800,
                    "εννιακόσι" => 900,
                    _ => return None,
                }
            }
        };
        group += value;
    }
    Some(total + group)
}

/// Adds up English words.
fn read_english(words: &str) -> Option<u64> {
    let (mut total, mut group) = (0, 0);
    for word in words.split([' ', '-']).filter(|word| *word != "and") {
        group += match word {
            "zero" => 0,
            "one" => 1,
            "two" => 2,
            "three" => 3,
            "four" => 4,
            "five" => 5,
            "six" => 6,
            "seven" => 7,
            "eight" => 8,
            "nine" => 9,
            "ten" => 10,
            "eleven" => 11,
            "twelve" => 12,
            "thirteen" => 13,
            "fourteen" => 14,
            "fifteen" => 15,
            "sixteen" => 16,
            "seventeen" => 17,
            "eighteen" => 18,
            "nineteen" => 19,
            "twenty" => 20,
            "thirty" => 30,
            "forty" => 40,
            "fifty" => 50,
            "sixty" => 60,
            "seventy" => 70,
            "eighty" => 80,
            "ninety" => 90,
            "hundred" => group * 99,
            "thousand" | "million" => {
                total += group * if word == "thousand" { 1_000 } else { 1_000_000 };
                group = 0;
                continue;
            }
            _ => return None,
        };
    }
    Some(total + group)
}

/// Splits an amount in words into its euro and its cents.
fn parts<'a>(text: &'a str, euro: &[&str], and: &str, cents: &[&str]) -> (&'a str, &'a str) {
    let strip = |text: &'a str, names: &[&str]| names.iter().find_map(|name| text.strip_suffix(&format!(" {name}")));
    if let Some(whole) = strip(text, euro) {
        return (whole, "");
    }
    let text = strip(text, cents).unwrap();
    for name in euro {
        if let Some((whole, part)) = text.split_once(&format!(" {name} {and} ")) {
            return (whole, part);
        }
    }
    ("", text)
}

fn any_amount() -> impl Strategy<Value = i64> {
    prop_oneof![
        0_i64..=9_999_999_999,
        0_i64..1_000_000,
        (0_i64..100, 0_u32..3).prop_map(|(n, power)| n * 1000_i64.pow(power) * 100)
    ]
}

proptest! {
    #[test]
    fn greek_words_say_exactly_the_amount(cents in any_amount()) {
        let text = el(cents);
        let (whole, part) = parts(&text, &["ευρώ"], "και", &["λεπτά", "λεπτό"]);
        let read = |words: &str| if words.is_empty() { Some(0) } else { read_greek(words, true) };
        prop_assert_eq!(read(whole).unwrap() * 100 + read(part).unwrap(), cents.unsigned_abs(), "{}", text);
        prop_assert!(!text.contains("  "));
        prop_assert_eq!(text.contains("λεπτό"), cents % 100 == 1);
        prop_assert_eq!(text.contains("εκατομμύριο "), (cents / 100_000_000) == 1);
    }

    #[test]
    fn english_words_say_exactly_the_amount(cents in any_amount()) {
        let text = en(cents);
        let (whole, part) = parts(&text, &["euros", "euro"], "and", &["cents", "cent"]);
        let read = |words: &str| if words.is_empty() { Some(0) } else { read_english(words) };
        prop_assert_eq!(read(whole).unwrap() * 100 + read(part).unwrap(), cents.unsigned_abs(), "{}", text);
        prop_assert!(!text.contains("  "));
    }
}
