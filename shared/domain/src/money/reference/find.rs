//! References in what payers type into a transfer's text, as statements bring it.

use super::{LENGTH, RfReference, agrees, is_f, is_r, latin, remainder};

/// The length of a reference that DIAS built.
const WHOLE: usize = 25;

/// Every valid reference in a free text, in the order in which they begin, each once: typed with spaces or signs, in
/// any case, glued to other words, or broken over lines (join them first, with or without anything in between).
///
/// Where the full 25 digits agree, they are meant. A shorter reference must end where a word ends, and of several ends
/// that agree by chance all are given, the longest first: look them up, what is no reference of yours means nothing.
#[must_use]
pub fn find_references(text: &str) -> Vec<RfReference> {
    let marks = marks(text);
    let mut found: Vec<RfReference> = Vec::new();
    for start in 0..marks.len() {
        for reference in beginning_at(marks.get(start..).unwrap_or_default()) {
            if !found.contains(&reference) {
                found.push(reference);
            }
        }
    }
    found
}

/// One letter or digit of the text.
struct Mark {
    /// As typed.
    typed: char,
    /// As it would stand in a reference; none for letters that no reference holds.
    meant: Option<char>,
    /// Whether a word or a number ends with it.
    ends: bool,
}

fn marks(text: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut apart = true;
    for typed in text.chars() {
        if !typed.is_alphanumeric() {
            apart = true;
            continue;
        }
        let meant = latin(typed);
        if let Some(last) = marks.last_mut() {
            last.ends = apart || (last.typed.is_ascii_digit() && !typed.is_ascii_digit());
        }
        marks.push(Mark { typed, meant, ends: true });
        apart = false;
    }
    marks
}

/// The valid references that begin exactly here, the longest first.
fn beginning_at(marks: &[Mark]) -> Vec<RfReference> {
    let [r, f, tens, units, body @ ..] = marks else { return Vec::new() };
    let check = match (tens.typed.to_digit(10), units.typed.to_digit(10)) {
        (Some(tens), Some(units)) if is_r(r.typed) && is_f(f.typed) => u64::from(tens * 10 + units),
        _ => return Vec::new(),
    };
    let mut reference = format!("RF{check:02}");
    let mut rest = 0;
    let mut found = Vec::new();
    for mark in body.iter().take(LENGTH.end() - reference.len()) {
        let Some((c, next)) = mark.meant.and_then(|c| Some((c, remainder(rest, c)?))) else { break };
        reference.push(c);
        rest = next;
        let whole = reference.len() == WHOLE;
        if (mark.ends || whole) && agrees(rest, check) {
            let this = RfReference(reference.clone());
            if whole && this.number().is_some() {
                return vec![this];
            }
            found.insert(0, this);
        }
    }
    found
}
