//! How alike two writings are, by the pieces of three to five letters that they share: forgiving of endings and slips.

use super::{key, stem, tokens};

/// Words beyond this many say nothing new about a short message.
const MOST_WORDS: usize = 120;

/// The pieces of one key, sorted: three to five letters, with the word's edges as letters of their own. Pieces are kept
/// as numbers (64-bit FNV-1a of their letters).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grams(Vec<u64>);

impl Grams {
    /// The pieces of a key.
    #[must_use]
    pub fn of(key: &str) -> Self {
        let edged: Vec<char> = std::iter::once('^').chain(key.chars()).chain(std::iter::once('$')).collect();
        let mut pieces: Vec<u64> = (3..=5).flat_map(|size| edged.windows(size).map(hash)).collect();
        pieces.sort_unstable();
        pieces.dedup();
        Self(pieces)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Each piece as a number, rising.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().copied()
    }

    /// Dice's coefficient: twice what is shared by what there is, 0 to 1.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        let shared = self.0.iter().filter(|piece| other.0.binary_search(piece).is_ok()).count();
        dice(shared, self.count(), other.count())
    }
}

/// Twice the shared by the sum; 0 where there is nothing.
pub(super) fn dice(shared: usize, left: usize, right: usize) -> f32 {
    if left + right == 0 { 0.0 } else { (2.0 * count(shared)) / count(left + right) }
}

/// A count as a number to reckon with; more than 65 535 counts as that many.
pub(super) fn count(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

fn hash(piece: &[char]) -> u64 {
    piece.iter().fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(u32::from(*letter))).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The wording of a text, ready to be compared with many others.
#[derive(Debug, Clone)]
pub struct Wording(Vec<(String, Grams)>);

impl Wording {
    /// What a text says, without fillers, in any writing.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut keys: Vec<String> = tokens(text)
            .iter()
            .filter(|word| !super::is_filler(word))
            .map(|word| key(word))
            .filter(|key| key.chars().count() > 2)
            .take(MOST_WORDS)
            .collect();
        keys.sort();
        keys.dedup();
        Self(keys.into_iter().map(|key| (Grams::of(&key), key)).map(|(pieces, key)| (key, pieces)).collect())
    }

    /// How alike it is to another, 0 to 1: each word of the shorter text is looked for in the other. 0 if either has no
    /// words.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f32 {
        let (a, b) = (&self.0, &other.0);
        let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        if few.is_empty() {
            return 0.0;
        }
        let found: f32 = few
            .iter()
            .map(|(word, pieces)| {
                many.iter()
                    .map(|(other, others)| if stem(word) == stem(other) { 1.0 } else { pieces.likeness(others) })
                    .fold(0.0_f32, f32::max)
            })
            .map(|best| if best < 0.4 { 0.0 } else { best })
            .sum();
        // Between "all of the shorter is there" and "they are the same size": a one-word text is no strong witness.
        let overlap = found / count(few.len());
        let balance = 2.0 * found / count(few.len() + many.len());
        (0.5 * overlap + 0.5 * balance).clamp(0.0, 1.0)
    }
}

/// How alike the wording of two texts is, 0 to 1, in any writing: see [`Wording::similarity`].
#[must_use]
pub fn similarity(a: &str, b: &str) -> f32 {
    Wording::of(a).similarity(&Wording::of(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_thing_in_other_words_is_alike() {
        let known = "Μεγάλη λακκούβα μπροστά στο φαρμακείο, γωνία με Εγνατία";
        let again = similarity("lakkouva mprosta sto farmakeio", known);
        let other = similarity("Ξεχειλισμένος κάδος στην πλατεία", known);
        assert!(again > 0.6, "{again}");
        assert!(other < 0.2, "{other}");
        assert!(similarity("", known) < f32::EPSILON);
    }

    #[test]
    fn endings_and_slips_are_forgiven() {
        let near = Grams::of("lakuva").likeness(&Grams::of("lakuves"));
        let far = Grams::of("lakuva").likeness(&Grams::of("fanari"));
        assert!(near > 0.5 && far < 0.1, "{near} {far}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn likeness_lies_between_0_and_1_and_has_no_sides(a in "[α-ωa-z ]{0,40}", b in "[α-ωa-z ]{0,40}") {
            let (there, back) = (similarity(&a, &b), similarity(&b, &a));
            prop_assert!((0.0..=1.0).contains(&there));
            prop_assert!((there - back).abs() < 1e-5);
        }
    }
}
