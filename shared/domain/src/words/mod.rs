//! Words as people type them on a phone: cleaned for keeping, folded for comparing, recognised as a service of the city
//! whether they come in Greek, in capitals without accents, in Greeklish or in English. Never changes what is stored.

mod clean;
mod fillers;
mod greeklish;
mod similar;
mod suggest;

pub use clean::{MAX_DESCRIPTION, clean, is_hidden};
pub use greeklish::{key, stem};
pub use similar::{Grams, Wording, similarity};
pub use suggest::{Suggester, Suggestion};

use fillers::is_filler;
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// GREEK NUMERAL SIGN (U+0374) in its composed form; to Unicode a letter.
const NUMERAL_SIGN: char = '\u{2B9}';

/// Characters below this one are folded by a table: Greek and Latin, so nearly all that people type.
const TABLED: usize = 0x400;

/// What each of them folds to, where that is one character; a blank where it is neither letter nor digit.
static FOLDED: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let fold = |number: usize| {
        let letter = u32::try_from(number).ok().and_then(char::from_u32)?;
        let mut folded = fold_slowly(letter);
        folded.next().filter(|_| folded.next().is_none())
    };
    (0..TABLED).map(fold).collect()
});

/// Lower case without accents or dialytika, final sigma as sigma, everything that is neither letter nor digit as one
/// space: `ΛΑΚΚΟΎΒΑ, στον δρόμο!` becomes `λακκουβα στον δρομο`. The numeral sign of `Εʹ` counts as neither: people type an
/// accent, an apostrophe or nothing in its place.
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut push = |letter: char| {
        if letter != ' ' {
            folded.push(letter);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    };
    for letter in text.chars() {
        match usize::try_from(u32::from(letter)).ok().and_then(|number| FOLDED.get(number)).copied().flatten() {
            Some(letter) => push(letter),
            None => fold_slowly(letter).for_each(&mut push),
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// What one character folds to: nothing, or characters that are letters, digits or blanks.
fn fold_slowly(letter: char) -> impl Iterator<Item = char> {
    std::iter::once(letter).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(|letter| {
        match letter {
            'ς' => 'σ',
            letter if letter.is_alphanumeric() && letter != NUMERAL_SIGN => letter,
            _ => ' ',
        }
    })
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
    fn the_table_says_what_unicode_says() {
        let by_the_book = |text: &str| {
            let letters = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
            let kept = |c: char| if c == 'ς' { 'σ' } else { c };
            let blanked = letters.map(|c| if c.is_alphanumeric() && c != NUMERAL_SIGN { kept(c) } else { ' ' });
            blanked.collect::<String>().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        };
        for letter in (0..0x3000).filter_map(char::from_u32) {
            for text in [format!("{letter}"), format!("α{letter}b"), format!("{letter}\u{301} x")] {
                assert_eq!(normalise(&text), by_the_book(&text), "{letter:?}");
            }
        }
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
