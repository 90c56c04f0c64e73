//! The letters that every bank in the euro area passes along unchanged.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in the letters of SEPA: Latin without marks, digits, and `/ - ? : ( ) . , ' +`. Greek is written by ELOT 743
/// (ISO 843, type 2), as on identity cards and so in the banks' books. What has no place becomes a full stop, runs of
/// spaces become one.
#[must_use]
pub fn latin(text: &str) -> String {
    let letters: Vec<char> = text.nfd().collect();
    let mut written = String::with_capacity(text.len());
    let (mut rest, mut before) = (letters.as_slice(), ' ');
    while let [letter, after @ ..] = rest {
        let used = pair(&mut written, before, rest).unwrap_or_else(|| {
            single(&mut written, *letter, after);
            1
        });
        // A letter's accent stands behind it and is none itself.
        before = if is_combining_mark(*letter) { before } else { *letter };
        rest = rest.get(used..).unwrap_or_default();
    }
    written.truncate(written.trim_end().len());
    written
}

/// Two Greek letters that are written together, and how many were used.
fn pair(written: &mut String, before: char, letters: &[char]) -> Option<usize> {
    let [first, second, after @ ..] = letters else { return None };
    let next = after.iter().copied().find(|letter| !is_combining_mark(*letter));
    let capital = |letter: char| letter.to_uppercase().next().unwrap_or(letter);
    let is_apart = after.first() == Some(&'\u{308}');
    let together = match (capital(*first), capital(*second)) {
        ('Ο', 'Υ') if !is_apart => "OU",
        (vowel @ ('Α' | 'Ε' | 'Η'), 'Υ') if !is_apart => {
            let is_hard = next.is_none_or(|next| !next.is_alphabetic() || "ΘΚΞΠΣΤΦΧΨ".contains(capital(next)));
            match (vowel, is_hard) {
                ('Α', true) => "AF",
                ('Α', false) => "AV",
                ('Ε', true) => "EF",
                ('Ε', false) => "EV",
                (_, true) => "IF",
                (_, false) => "IV",
            }
        }
        ('Γ', 'Γ') => "NG",
        ('Γ', 'Ξ') => "NX",
        ('Γ', 'Χ') => "NCH",
        ('Μ', 'Π') if !before.is_alphabetic() || next.is_none_or(|next| !next.is_alphabetic()) => "B",
        _ => return None,
    };
    put(written, together, *first, Some(*second));
    Some(2)
}

fn single(written: &mut String, letter: char, after: &[char]) {
    if letter.is_ascii_alphanumeric() || "/-?:().,'+".contains(letter) {
        written.push(letter);
    } else if letter.is_whitespace() {
        if !written.is_empty() && !written.ends_with(' ') {
            written.push(' ');
        }
    } else if !is_combining_mark(letter) && !letter.is_control() {
        let capital = letter.to_uppercase().next().unwrap_or(letter);
        let latin = of_greek(capital).or_else(|| of_others(letter)).unwrap_or(".");
        put(written, latin, letter, after.iter().copied().find(|letter| !is_combining_mark(*letter)));
    }
}

/// In small letters if the Greek is small, and with one capital in front of small letters.
fn put(written: &mut String, latin: &str, letter: char, next: Option<char>) {
    let mut latin = latin.to_owned();
    if letter.is_lowercase() {
        latin.make_ascii_lowercase();
    } else if let Some(rest) = latin.get_mut(1..).filter(|_| next.is_some_and(char::is_lowercase)) {
        rest.make_ascii_lowercase();
    }
    written.push_str(&latin);
}

const fn of_greek(capital: char) -> Option<&'static str> {
    Some(match capital {
        'Α' => "A",
        'Β' => "V",
        'Γ' => "G",
        'Δ' => "D",
        'Ε' => "E",
        'Ζ' => "Z",
        'Η' | 'Ι' => "I",
        'Θ' => "TH",
        'Κ' => "K",
        'Λ' => "L",
        'Μ' => "M",
        'Ν' => "N",
        'Ξ' => "X",
        'Ο' | 'Ω' => "O",
        'Π' => "P",
        'Ρ' => "R",
        'Σ' => "S",
        'Τ' => "T",
        'Υ' => "Y",
        'Φ' => "F",
        'Χ' => "CH",
        'Ψ' => "PS",
        _ => return None,
    })
}

const fn of_others(letter: char) -> Option<&'static str> {
    Some(match letter {
        '&' => "+",
        '_' | '–' | '—' | '‐' | '‑' => "-",
        '’' | '‘' | '´' | '`' | '"' | '“' | '”' | '«' | '»' => "'",
        '[' | '{' | '<' => "(",
        ']' | '}' | '>' => ")",
        ';' => ",",
        '|' | '\\' => "/",
        'ß' => "ss",
        'Æ' | 'æ' => "AE",
        'Ø' | 'ø' => "O",
        'Œ' | 'œ' => "OE",
        'Ł' | 'ł' => "L",
        'Đ' | 'đ' => "D",
        'ı' => "I",
        '€' => "EUR",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn greek_is_written_as_on_identity_cards() {
        for (greek, expected) in [
            ("Δήμος  Παραδείγματος", "Dimos Paradeigmatos"),
            ("ΧΑΡΑ ΨΑΛΤΗ & ΥΙΟΙ Ο.Ε.", "CHARA PSALTI + YIOI O.E."),
            ("Θεία Ξανθή", "Theia Xanthi"),
            ("Παπαδοπούλου", "Papadopoulou"),
            ("ΕΥΑΓΓΕΛΟΣ ΜΠΑΚΑΛΗΣ", "EVANGELOS BAKALIS"),
            ("Ευτυχία Αυγέρη", "Eftychia Avgeri"),
            ("Λαμπρινή Μπουμπουλίνα, Έμπορος", "Lamprini Boumpoulina, Emporos"),
            ("Μαΐου, Ταΰγετος, ευ", "Maiou, Taygetos, ef"),
        ] {
            assert_eq!(latin(greek), expected);
        }
    }

    #[test]
    fn marks_fall_and_strangers_become_full_stops() {
        assert_eq!(latin(" Zoë Müller-Łuka \u{202e}<x>\n"), "Zoe Muller-Luka .(x)");
        assert_eq!(latin("日本"), "..");
        assert_eq!(latin("a\u{0}b"), "ab");
    }

    proptest! {
        #[test]
        fn every_bank_passes_it_along(text in ".{0,80}") {
            let written = latin(&text);
            prop_assert!(written.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" /-?:().,'+".contains(&byte)));
            prop_assert_eq!(latin(&written), written);
        }
    }
}
