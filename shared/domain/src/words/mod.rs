//! Words as people type them on a phone: cleaned for keeping, folded for comparing, recognised as a service of the city
//! whether they come in Greek, in capitals without accents, in Greeklish or in English. Never changes what is stored.

mod clean;
mod fillers;
mod greeklish;
mod similar;
mod suggest;

pub use clean::{MAX_DESCRIPTION, clean};
pub use greeklish::{key, stem};
pub use similar::{Grams, similarity};
pub use suggest::{Suggester, Suggestion};

use fillers::is_filler;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// GREEK NUMERAL SIGN (U+0374) in its composed form; to Unicode a letter.
const NUMERAL_SIGN: char = '\u{2B9}';

/// Lower case without accents or dialytika, final sigma as sigma, everything that is neither letter nor digit as one
/// space: `ΛΑΚΚΟΎΒΑ, στον δρόμο!` becomes `λακκουβα στον δρομο`. The numeral sign of `Εʹ` counts as neither: people type an
/// accent, an apostrophe or nothing in its place.
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() && letter != NUMERAL_SIGN {
            folded.push(if letter == 'ς' { 'σ' } else { letter });
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// The words of a text, normalised.
#[must_use]
pub fn tokens(text: &str) -> Vec<String> {
    normalise(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The first of the words of danger that a text holds, in any writing (Greek, Greeklish, another case or ending), as
/// the text has it. A phrase is found if all its words follow each other.
#[must_use]
pub fn danger(text: &str, danger_words: &[String]) -> Option<String> {
    let said: Vec<(&str, String)> = text
        .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
        .map(|word| (word, word_stem(word)))
        .collect();
    danger_words.iter().find_map(|phrase| {
        let wanted: Vec<String> = tokens(phrase).iter().map(|word| word_stem(word)).collect();
        if wanted.is_empty() {
            return None;
        }
        let run = said.windows(wanted.len()).find(|run| run.iter().map(|(_, stem)| stem).eq(&wanted))?;
        Some(run.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" "))
    })
}

fn word_stem(word: &str) -> String {
    stem(&key(&normalise(word))).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_marks_fall_away() {
        assert_eq!(normalise("  ΛΑΚΚΟΎΒΑ, στον (ίδιο) δρόμο!! "), "λακκουβα στον ιδιο δρομο");
        assert_eq!(normalise("Λαϊκή—αγορά ΔΙΑΫΛΟΣ"), "λαικη αγορα διαυλοσ");
        assert_eq!(normalise("!!! …"), "");
        for sign in ["\u{2B9}", "\u{374}", "\u{384}", "'", ""] {
            assert_eq!(normalise(&format!("Διονυσίου Ε{sign}, 4")), "διονυσιου ε 4", "{sign:?}");
        }
        assert_eq!(tokens("Café №5 ½"), ["cafe", "no5", "1", "2"]);
    }

    #[test]
    fn danger_is_heard_in_any_writing() {
        let words = ["κινδυνοσ".to_owned(), "γυμνα καλωδια".to_owned()];
        for (text, heard) in [
            ("Κίνδυνος!", "Κίνδυνος"),
            ("μεγάλος ΚΙΝΔΥΝΟΣ", "ΚΙΝΔΥΝΟΣ"),
            ("kindinos", "kindinos"),
            ("kindynos gia paidia", "kindynos"),
            ("υπάρχουν κίνδυνοι", "κίνδυνοι"),
            ("kremontai gymna, kalwdia", "gymna kalwdia"),
        ] {
            assert_eq!(danger(text, &words).as_deref(), Some(heard), "{text}");
        }
        assert_eq!(danger("καλώδια τηλεφώνου", &words), None);
        assert_eq!(danger("", &words), None);
    }
}
