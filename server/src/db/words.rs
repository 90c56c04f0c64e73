//! Words in SQL: `says(text, sought)` finds what people look for however they write it, in capitals, without accents or in
//! Greeklish. SQLite's own LIKE knows the case of Latin letters only.

use dimos_domain::words::{key, normalise};
use rusqlite::{
    Connection,
    functions::{Context, FunctionFlags},
    types::ValueRef,
};
use std::convert::Infallible;

/// Makes the words known to a connection.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("says", 2, flags, |context| {
        let sought = context.get_or_create_aux(1, |value| Ok::<_, Infallible>(Sought::of(&text(value))))?;
        Ok(sought.is_in(&argument(context, 0)))
    })
}

fn argument(context: &Context<'_>, at: usize) -> String {
    text(context.get_raw(at))
}

/// What is no text says nothing.
fn text(value: ValueRef<'_>) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Words that are looked for: each as it is spelled and as it sounds.
struct Sought(Vec<(String, String)>);

impl Sought {
    fn of(text: &str) -> Self {
        let words = normalise(text);
        Self(words.split(' ').filter(|word| !word.is_empty()).map(|word| (word.to_owned(), key(word))).collect())
    }

    /// Whether a text has them all, in any order; a beginning or an ending of a word is enough.
    fn is_in(&self, text: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let spelled = normalise(text);
        let mut sound = None;
        self.0.iter().all(|(word, key)| {
            spelled.contains(word) || sound.get_or_insert_with(|| sounds(&spelled)).contains(key.as_str())
        })
    }
}

fn sounds(normalised: &str) -> String {
    normalised.split(' ').map(key).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let connection = Connection::open_in_memory().unwrap();
        register(&connection).unwrap();
        let says = |text: Option<&str>, sought: &str| {
            connection.query_row("SELECT says(?1, ?2)", (text, sought), |row| row.get::<_, bool>(0)).unwrap()
        };
        let names = ["ΠΑΠΑΔΟΠΟΥΛΟΥ ΕΛΕΝΗ", "Παπαδοπούλου Ελένη", "PAPADOPOULOU ELENI"];
        for name in names {
            for sought in [names[0], names[1], names[2], "παπαδοπούλου", "Ελένη  Παπαδοπούλου", "παπαδοπο", "πουλου"]
            {
                // What is cut off within a sound is found as it is spelled only.
                let is_cut = name == names[2] && sought == "παπαδοπο";
                assert_eq!(says(Some(name), sought), !is_cut, "{sought} in {name}");
            }
            for other in ["Παπαδοπούλου Μαρία", "nobody", "", " !% ", "'"] {
                assert!(!says(Some(name), other), "{other:?} in {name}");
            }
        }
        assert!(says(Some("Γιώργος Μουνόδης"), "ΜΟΥΝΟΔΗΣ") && says(Some("ΓΕΩΡΓΙΟΣ"), "γεωργιος"));
        assert!(!says(None, "x"));
    }
}
