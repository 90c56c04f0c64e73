//! Words that say nothing about what is the matter: articles, prepositions, greetings, places and times in general.

use super::key;
use std::{collections::HashSet, sync::LazyLock};

/// Normalised, Greek and English; Greeklish follows through their keys.
const FILLERS: &str = "ο η το οι τα του τησ των τον την τη τουσ τισ ενα μια ενασ μιασ ενοσ στο στη στην στον στα στουσ \
    στισ σε με απο για ωσ προσ κατα μετα και κι η να θα δεν μην μη δε οτι που πωσ ποτε τι γιατι αν οταν αλλα ομωσ \
    ειναι ειμαι ειμαστε ηταν εχει εχουν εχω εχουμε ειχε υπαρχει υπαρχουν υπηρχε εγινε γινεται κανει κανετε κανουν \
    εδω εκει μπροστα πισω διπλα απεναντι κοντα πανω κατω μεσα εξω αναμεσα υψοσ αριθμοσ νουμερο οδοσ οδου οδο \
    γωνια συμβολη μερα μερεσ ημερα ημερεσ εβδομαδα εβδομαδεσ μηνα μηνεσ χρονια καιρο τωρα παλι ξανα ακομα ηδη χθεσ \
    σημερα αυριο πολυ πολυσ πολλα πολλοι πολλεσ λιγο μεγαλη μεγαλο μεγαλοσ μεγαλα μικρη μικρο ολη ολο ολα ολοι ολουσ \
    αυτο αυτη αυτοσ αυτα μου σου μασ σασ εμεισ εσεισ καθε καποιοσ καποιοι κανεισ κανενασ τιποτα μονο ετσι \
    αλλοσ αλλη αλλο αλλα αλλου βαλει βαλτε βαζει βαζουν θελει θελω θελουμε μπορειτε πρεπει χρειαζεται \
    παρακαλω ευχαριστω καλημερα καλησπερα γεια δημοσ δημου δημο περιοχη σπιτι σημειο \
    the a an of on in at to for and or is are was were be been has have had it its this that these those there \
    here by with from near next front behind outside inside please thanks hello hi i we you my our your they some \
    very big large small not saw see get got since days day week weeks month months ago now again still yet all any st number";

static KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| FILLERS.split(' ').map(key).collect());

/// Whether a normalised word is one of them.
pub(super) fn is_filler(word: &str) -> bool {
    KEYS.contains(&key(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_are_known_in_any_writing() {
        for word in ["στην", "sthn", "stin", "υπαρχει", "yparxei", "uparxei", "please"] {
            assert_eq!(is_filler(word), word != "uparxei", "{word}");
        }
        assert!(!is_filler("λακκουβα"));
    }
}
