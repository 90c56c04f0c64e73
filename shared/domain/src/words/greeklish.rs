//! One key for a word however it is spelled: Greek, Greeklish by sound or by looks, with the usual mistakes. Letters and
//! pairs that sound alike, or that people type for each other, become one letter. The key is for comparing, not reading:
//! English words get one too, the same every time.

/// Pairs that make one sound; tried before single letters. `T` stands for θ, `v` for every β, φ and μπ, `x` for χ and ξ.
const PAIRS: &[(char, char, &str)] = &[
    ('ο', 'υ', "u"),
    ('ε', 'ι', "i"),
    ('ο', 'ι', "i"),
    ('υ', 'ι', "i"),
    ('α', 'ι', "e"),
    ('α', 'υ', "av"),
    ('ε', 'υ', "ev"),
    ('η', 'υ', "iv"),
    ('γ', 'γ', "g"),
    ('γ', 'κ', "g"),
    ('μ', 'π', "v"),
    ('μ', 'β', "v"),
    ('μ', 'φ', "v"),
    ('ν', 'τ', "d"),
    ('ν', 'δ', "d"),
    ('κ', 'σ', "x"),
    ('o', 'u', "u"),
    ('o', 'y', "u"),
    ('e', 'i', "i"),
    ('o', 'i', "i"),
    ('u', 'i', "i"),
    ('y', 'i', "i"),
    ('a', 'i', "e"),
    ('a', 'u', "av"),
    ('a', 'y', "av"),
    ('e', 'u', "ev"),
    ('e', 'y', "ev"),
    ('g', 'g', "g"),
    ('g', 'k', "g"),
    ('n', 'g', "g"),
    ('m', 'p', "v"),
    ('m', 'b', "v"),
    ('m', 'v', "v"),
    ('m', 'f', "v"),
    ('n', 't', "d"),
    ('n', 'd', "d"),
    ('k', 's', "x"),
    ('c', 'k', "k"),
    ('p', 'h', "v"),
];

/// The key of one normalised word (see [`super::normalise`]). `lakkouva`, `lakkoyba`, `λακκουβα` and `lakouva` share one.
#[must_use]
pub fn key(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    let has_letters = word.chars().any(char::is_alphabetic);
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        if let Some(sound) = next.and_then(|next| pair(letter, next)) {
            letters.next();
            push(&mut key, sound);
        } else if letter == 'h' {
            let sound = aitch(&mut key, next);
            push(&mut key, sound);
        } else if has_letters {
            push(&mut key, single(letter).unwrap_or(letter.encode_utf8(&mut [0; 4])));
        } else {
            key.push(letter);
        }
    }
    key
}

/// The key without its ending: `lakuva`, `lakuves` and `lakuvon` share `lakuv`. Never shorter than three letters, so
/// short words keep theirs; and `votia` (fire) never becomes `vot` (light).
#[must_use]
pub fn stem(key: &str) -> &str {
    let mut stem = key;
    for (endings, least) in [(&['s', 'n'][..], 3), (&['a', 'e', 'i', 'o', 'u'], 3), (&['i'], 5)] {
        if let Some(shorter) = stem.strip_suffix(endings)
            && shorter.chars().count() >= least
        {
            stem = shorter;
        }
    }
    stem
}

fn pair(first: char, second: char) -> Option<&'static str> {
    PAIRS.iter().find(|(a, b, _)| (*a, *b) == (first, second)).map(|(_, _, sound)| *sound)
}

/// The Latin h: with t or d, g, k, c, s before it part of their sound, before a vowel χ, elsewhere how η looks.
fn aitch(key: &mut String, next: Option<char>) -> &'static str {
    let before_vowel = next.is_some_and(|next| matches!(next, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w'));
    match key.chars().next_back() {
        Some('t') if before_vowel || matches!(next, Some('r' | 'l' | 'm')) => {
            key.pop();
            "T"
        }
        Some('d' | 'g' | 's' | 'x') if before_vowel => "",
        Some('k') if before_vowel || matches!(next, Some('r' | 'l' | 't' | 'n')) => {
            key.pop();
            "x"
        }
        _ if before_vowel => "x",
        _ => "i",
    }
}

fn single(letter: char) -> Option<&'static str> {
    Some(match letter {
        'α' => "a",
        'β' | 'φ' | 'b' | 'f' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' | 'υ' | 'y' => "i",
        'θ' | '8' | '9' => "T",
        'κ' | 'c' | 'q' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' | 'χ' | '3' | 'j' => "x",
        'ο' | 'ω' | 'w' | '0' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' => "s",
        'τ' => "t",
        'ψ' | '4' => "ps",
        _ => return None,
    })
}

/// Appends, but never the same letter twice in a row.
fn push(key: &mut String, sound: &str) {
    for letter in sound.chars() {
        if !key.ends_with(letter) {
            key.push(letter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::normalise;

    fn key_of(word: &str) -> String {
        key(&normalise(word))
    }

    #[test]
    fn every_spelling_of_a_word_meets_in_one_key() {
        for spellings in [
            &["λακκούβα", "ΛΑΚΚΟΥΒΑ", "λακούβα", "lakkouva", "lakkoyva", "lakouba", "LAKKOYBA"][..],
            &["σκουπίδια", "skoupidia", "skoypidia", "σκουπιδια"],
            &["κάδος", "kados", "ΚΑΔΟΣ", "cados"],
            &["μπάζα", "mpaza", "baza", "bazza"],
            &["δέντρο", "dentro", "dendro", "δεντρο", "δένδρο"],
            &["πεζοδρόμιο", "pezodromio", "pezodromeio", "πεζοδρομειο"],
            &["φωτισμός", "fwtismos", "photismos", "fotismos"],
            &["χόρτα", "xorta", "horta", "chorta"],
            &["θόρυβος", "thoryvos", "8orybos", "thorivos"],
            &["ξύλο", "xylo", "ksilo", "3ylo"],
            &["αυτοκίνητο", "aytokinhto", "autokinito", "aftokinito"],
            &["την", "thn", "tin"],
            &["εγκαταλελειμμένο", "egkataleleimmeno", "egataleleimeno", "εγκαταλελημένο"],
            &["δήμος", "dimos", "dhmos", "dhimos"],
            &["ψόφιο", "psofio", "4ofio"],
        ] {
            let keys: Vec<String> = spellings.iter().map(|word| key_of(word)).collect();
            assert!(keys.windows(2).all(|two| two[0] == two[1]), "{spellings:?}: {keys:?}");
        }
    }

    #[test]
    fn different_words_keep_different_keys() {
        let words = ["λακκούβα", "λάμπα", "κάδος", "κλαδί", "δέντρο", "δρόμος", "φανάρι", "φρεάτιο", "νερό", "καρότσι"];
        let mut keys: Vec<String> = words.iter().map(|word| key_of(word)).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), words.len());
    }

    #[test]
    fn house_numbers_stay_numbers() {
        assert_eq!(key_of("38"), "38");
        assert_eq!(key_of("100"), "100");
    }

    #[test]
    fn endings_fall_away() {
        for (words, stem_expected) in
            [(&["λακκούβα", "λακκούβες", "λακκουβών"][..], "lakuv"), (&["κάδος", "κάδοι", "κάδων", "κάδους"], "kad")]
        {
            for word in words {
                assert_eq!(stem(&key_of(word)), stem_expected, "{word}");
            }
        }
        assert_eq!(stem("ne"), "ne");
        assert_ne!(stem(&key_of("φωτιά")), stem(&key_of("φώτα")));
    }
}
