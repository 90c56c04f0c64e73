//! References with one slip of the finger: a wrong, missing, doubled or swapped character. Of the hundreds of texts that lie
//! one slip away from another, the check digits leave a few; whether one of them is ours is for the caller to look up.

use dimos_domain::money::RfReference;

/// Texts looked at in one entry: a longer list is no reference but a letter.
const MOST_WORDS: usize = 4;
const SHORTEST: usize = 14;
const LONGEST: usize = 26;

/// Valid references one slip away from what looks like one in a text.
#[must_use]
pub fn candidates(text: &str) -> Vec<RfReference> {
    let mut found: Vec<RfReference> = looks_like(text).iter().flat_map(|word| near(word)).collect();
    found.sort();
    found.dedup();
    found
}

/// What looks like a reference: `RF` and then many characters, with or without spaces between them.
fn looks_like(text: &str) -> Vec<Vec<char>> {
    let letters: Vec<char> = text.chars().flat_map(char::to_uppercase).collect();
    let starts = letters.windows(2).enumerate().filter(|(_, pair)| matches!(pair, ['R' | 'Ρ', 'F' | 'Φ']));
    let words = starts.map(|(at, _)| {
        let rest = letters.iter().skip(at + 2).copied();
        let digits = rest.take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '\n' | 'O' | 'I' | 'L'));
        ['R', 'F'].into_iter().chain(digits.filter_map(digit)).collect::<Vec<char>>()
    });
    words.filter(|word| (SHORTEST..=LONGEST).contains(&word.len())).take(MOST_WORDS).collect()
}

/// A digit as it is meant: letters that look like one are read as one.
const fn digit(c: char) -> Option<char> {
    match c {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        '0'..='9' => Some(c),
        _ => None,
    }
}

fn near(word: &[char]) -> Vec<RfReference> {
    let mut found = Vec::new();
    let mut look = |letters: &[char]| {
        let text: String = letters.iter().collect();
        found.extend(text.parse::<RfReference>().ok());
    };
    look(word);
    // `RF` itself is given.
    for at in 2..=word.len() {
        let Some((before, after)) = word.split_at_checked(at) else { continue };
        for digit in '0'..='9' {
            look(&[before, &[digit], after].concat());
            if let [_, rest @ ..] = after {
                look(&[before, &[digit], rest].concat());
            }
        }
        match after {
            [one, other, rest @ ..] => {
                look(&[before, &[*other, *one], rest].concat());
                look(&[before, &[*other], rest].concat());
            }
            [_] => look(before),
            [] => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const RIGHT: &str = "RF34909994000000000012345";

    fn finds(text: &str) -> bool {
        candidates(text).contains(&RIGHT.parse().unwrap())
    }

    #[test]
    fn one_slip_is_found_and_two_are_not() {
        for slip in [
            "RF34909994000000000012346",
            "RF34909994000000000012354",
            "rf34 9099 9400 0000 0000 1234",
            "RF34 9099 9400 0000 0000 1234 55",
            "paid RF349099940000OO000012345 thanks",
            "RF43909994000000000012345",
        ] {
            assert!(finds(slip), "{slip}");
        }
        for other in ["RF34909994000000000012364", "", "RF", "RFRFRFRF", "no reference at all 34909994000000000012345"]
        {
            assert!(!finds(other), "{other}");
        }
    }

    #[test]
    fn few_texts_are_left_by_the_check_digits() {
        assert!(candidates("RF34909994000000000012346").len() < 40);
    }
}
