//! What is left of a text before it is kept: no control or hidden characters, no towers of accents, no walls of blank
//! lines. Everything a person meant to write stays, emoji included.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest description that is accepted, in characters.
pub const MAX_DESCRIPTION: usize = crate::report::MAX_TEXT_CHARS;
/// Marks on one letter: no living script needs more.
const MOST_MARKS: u8 = 3;
/// Joins emoji into one (U+200D).
const JOINER: char = '\u{200D}';
/// Asks for the coloured form of a symbol (U+FE0F).
const AS_EMOJI: char = '\u{FE0F}';
/// Draws a key around the digit before it (U+20E3).
const KEYCAP: char = '\u{20E3}';

/// A text fit for keeping: composed (NFC), without control characters other than line ends, without characters that are
/// invisible or turn the direction of writing, at most one blank line in a row, trimmed. Cleaning twice changes nothing.
#[must_use]
pub fn clean(text: &str) -> String {
    // Composed first, because what follows looks at neighbours; and again, because what hid between them is gone.
    let composed: String = visible(&text.nfc().collect::<String>()).nfc().collect();
    let mut kept = String::with_capacity(composed.len());
    let mut blank_lines = 0;
    for line in composed.lines().map(str::trim) {
        blank_lines = if line.is_empty() { blank_lines + 1 } else { 0 };
        if blank_lines <= 1 {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept.trim().to_owned()
}

/// Whether a text is one line and nothing in it is invisible: it is as long and as it reads wherever it is shown.
#[must_use]
pub fn is_one_visible_line(text: &str) -> bool {
    let composed: String = text.nfc().collect();
    !composed.contains('\n') && visible(&composed) == composed
}

fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\t' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push(if letter == '\t' { ' ' } else { '\n' });
                marks = 0;
            }
            JOINER => {
                let joins = out.chars().next_back().is_some_and(joins_emoji)
                    && letters.peek().copied().is_some_and(is_pictograph);
                if joins {
                    out.push(letter);
                }
            }
            AS_EMOJI => {
                let turns = out.chars().next_back().is_some_and(|before| {
                    let is_keycap = !before.is_ascii() || letters.peek() == Some(&KEYCAP);
                    is_pictograph(before) || is_key(before) && is_keycap
                });
                if turns {
                    out.push(letter);
                }
            }
            _ if letter.is_control() || is_hidden(letter) => {}
            _ if is_combining_mark(letter) => {
                if marks < MOST_MARKS {
                    out.push(letter);
                }
                marks = (marks + 1).min(MOST_MARKS);
            }
            _ => {
                out.push(letter);
                marks = 0;
            }
        }
    }
    out
}

/// Whether nobody sees a character: direction controls (Unicode TR 9), zero-width and format characters, blank
/// braille, tags.
const fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D159}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Symbols that emoji are joined of.
fn is_pictograph(letter: char) -> bool {
    matches!(letter, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Characters that turn into a coloured symbol when asked to (Unicode TR 51, `emoji-variation-sequences.txt`).
fn is_key(letter: char) -> bool {
    matches!(letter, '0'..='9' | '#' | '*' | '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '〰' | '〽' | '㊗' | '㊙')
}

fn joins_emoji(letter: char) -> bool {
    letter == AS_EMOJI || is_pictograph(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_person_wrote_stays() {
        for text in ["Λακκούβα στην Τσιμισκή 45 — «μεγάλη»!", "first\n\nsecond", "👨‍👩‍👧 ❤️ 👍🏽 🏳️‍🌈", "café"]
        {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn a_line_that_reads_as_it_is_has_nothing_hidden_in_it() {
        for text in ["Τέλη: «Α΄ τρίμηνο» – 2026", "❤️ 👨‍👩‍👧 5️⃣", "cafe\u{301}", ""]
        {
            assert!(is_one_visible_line(text), "{text:?}");
        }
        for hidden in
            ['\u{FE0F}', '\u{2800}', '\u{1D173}', '\u{1BCA0}', '\u{200B}', '\u{202E}', '\u{2028}', '\n', '\t', '\r']
        {
            assert!(!is_one_visible_line(&format!("a{hidden}b")), "{hidden:?}");
        }
        assert!(!is_one_visible_line("1\u{FE0F}0\u{FE0F}"), "no keys");
    }

    #[test]
    fn hidden_characters_go() {
        assert_eq!(clean("a\u{200B}b\u{202E}c\u{FEFF}d\u{0}e\u{AD}f"), "abcdef");
        assert_eq!(clean("a\u{200D}b"), "ab", "a joiner between letters joins nothing");
        assert_eq!(clean("Αθη\u{301}να"), "Αθήνα", "composed");
        assert_eq!(clean(&format!("a{}", "\u{335}".repeat(50))), format!("a{}", "\u{335}".repeat(3)));
    }

    #[test]
    fn lines_are_tidied() {
        assert_eq!(clean("  one\r\n\r\n\n\n\n two \t\n"), "one\n\ntwo");
        assert_eq!(clean("\n\u{200B}\n"), "");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn cleaning_twice_changes_nothing(text in "[a-zα-ωά \\n\\r\\t\u{200B}\u{200D}\u{202E}\u{301}\u{308}\u{FE0F}👨👧❤]{0,60}|\\PC{0,40}|(?s:.{0,40})") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert!(!once.contains("\n\n\n"));
            prop_assert!(!once.chars().any(|c| (c.is_control() && c != '\n') || is_hidden(c) && c != JOINER));
        }
    }
}
