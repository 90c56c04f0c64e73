//! The letters that every bank in the euro area passes along unchanged.

use unicode_normalization::UnicodeNormalization;

/// The text in the letters of SEPA: Latin without marks, digits, and `/ - ? : ( ) . , ' +`. Greek is written letter by
/// letter as EPC217-08 recommends (Θ TH, Χ CH, Ψ PS); what has no place becomes a full stop. Runs of spaces become one.
#[must_use]
pub fn latin(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.nfd() {
        if letter.is_whitespace() {
            if !written.is_empty() && !written.ends_with(' ') {
                written.push(' ');
            }
        } else if !unicode_normalization::char::is_combining_mark(letter) && !letter.is_control() {
            push(&mut written, letter);
        }
    }
    written.truncate(written.trim_end().len());
    written
}

fn push(written: &mut String, letter: char) {
    if letter.is_ascii_alphanumeric() || "/-?:().,'+".contains(letter) {
        written.push(letter);
        return;
    }
    let Some(capital) = letter.to_uppercase().next() else { return };
    let latin = of_greek(capital).or_else(|| of_others(letter));
    match latin {
        Some(latin) if letter.is_lowercase() => written.push_str(&latin.to_ascii_lowercase()),
        Some(latin) => written.push_str(latin),
        None => written.push('.'),
    }
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
    fn greek_is_written_letter_by_letter() {
        assert_eq!(latin("Δήμος  Παραδείγματος"), "Dimos Paradeigmatos");
        assert_eq!(latin("ΧΑΡΑ ΨΑΛΤΗ & ΥΙΟΙ Ο.Ε."), "CHARA PSALTI + YIOI O.E.");
        assert_eq!(latin("θεία Ξανθή"), "theia Xanthi");
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
