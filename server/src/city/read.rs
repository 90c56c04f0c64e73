//! From the text of a TOML file to raw values that know where they stand. A list is read item by item, so that one
//! broken service does not hide what is wrong with the next.

use super::{
    files::PackFiles,
    findings::{Findings, Spot, did_you_mean},
};
use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::{
    Spanned,
    de::{DeTable, DeValue, Error},
};

/// One entry of a list, with the place where it starts.
pub(super) struct Item<'p, T> {
    /// Its start.
    pub spot: Spot<'p>,
    /// What stands there.
    pub value: T,
}

/// A list as far as it could be read.
pub(super) struct List<'p, T> {
    /// The entries that could be read.
    pub items: Vec<Item<'p, T>>,
    /// Codes of those that could not: others may still name them.
    pub broken_codes: Vec<String>,
    /// Whether anything is missing that cannot even be named.
    pub has_gaps: bool,
}

impl<T> Default for List<'_, T> {
    fn default() -> Self {
        Self { items: Vec::new(), broken_codes: Vec::new(), has_gaps: false }
    }
}

impl<T> List<'_, T> {
    fn unreadable() -> Self {
        Self { has_gaps: true, ..Self::default() }
    }

    /// Adds what another file holds.
    pub(super) fn append(&mut self, mut other: Self) {
        self.items.append(&mut other.items);
        self.broken_codes.append(&mut other.broken_codes);
        self.has_gaps |= other.has_gaps;
    }
}

/// The text of a file; its absence is an error.
pub(super) fn required<'p>(pack: &'p PackFiles, findings: &mut Findings<'_>, file: &str) -> Option<&'p str> {
    let text = pack.text(file);
    if text.is_none() && !pack.is_unreadable(file) {
        findings.in_file(file, "is missing");
    }
    text
}

/// A whole file as one value.
pub(super) fn document<T: DeserializeOwned>(
    pack: &PackFiles,
    findings: &mut Findings<'_>,
    file: &'static str,
) -> Option<T> {
    let table = table(required(pack, findings, file)?, findings, file)?;
    T::deserialize(table.into_deserializer()).map_err(|error| refused(findings, Spot { file, offset: 0 }, &error)).ok()
}

/// A file that holds nothing but one list, `[[key]]`.
pub(super) fn list<'p, T: DeserializeOwned>(
    pack: &'p PackFiles,
    findings: &mut Findings<'_>,
    file: &'p str,
    key: &str,
) -> List<'p, T> {
    let Some(table) = required(pack, findings, file).and_then(|text| table(text, findings, file)) else {
        return List::unreadable();
    };
    let mut list = List::default();
    for (name, value) in table.into_inner() {
        let spot = Spot { file, offset: name.span().start };
        if name.get_ref() == key {
            read_entries(value, findings, spot, key, &mut list);
        } else {
            let hint = did_you_mean(name.get_ref(), [key]);
            findings.at(spot, format!("unknown field `{}`; this file holds `[[{key}]]`{hint}", name.get_ref()));
            list.has_gaps = true;
        }
    }
    list
}

/// A file of single values and lists: the lists are taken out first, to be read item by item.
pub(super) struct Mixed<'p> {
    file: &'p str,
    table: DeTable<'p>,
}

/// Opens such a file. None if it is not TOML, or not there.
pub(super) fn mixed<'p>(pack: &'p PackFiles, findings: &mut Findings<'_>, file: &'p str) -> Option<Mixed<'p>> {
    let table = table(required(pack, findings, file)?, findings, file)?.into_inner();
    Some(Mixed { file, table })
}

impl<'p> Mixed<'p> {
    /// Takes out one list, `[[key]]`; it is empty if the file has none.
    pub(super) fn list<T: DeserializeOwned>(&mut self, findings: &mut Findings<'_>, key: &str) -> List<'p, T> {
        let mut list = List::default();
        if let Some((name, value)) = self.table.remove_entry(key) {
            let spot = Spot { file: self.file, offset: name.span().start };
            read_entries(value, findings, spot, key, &mut list);
        }
        list
    }

    /// What is left, as one value.
    pub(super) fn rest<T: DeserializeOwned>(self, findings: &mut Findings<'_>) -> Option<T> {
        let spot = Spot { file: self.file, offset: 0 };
        T::deserialize(Spanned::new(0..0, self.table).into_deserializer())
            .map_err(|error| refused(findings, spot, &error))
            .ok()
    }
}

fn read_entries<'p, T: DeserializeOwned>(
    value: Spanned<DeValue<'_>>,
    findings: &mut Findings<'_>,
    spot: Spot<'p>,
    key: &str,
    list: &mut List<'p, T>,
) {
    if let DeValue::Array(entries) = value.into_inner() {
        for entry in entries {
            read_entry(entry, findings, spot, list);
        }
    } else {
        findings.at(spot, format!("`{key}` is a list: write `[[{key}]]` before each entry"));
        list.has_gaps = true;
    }
}

fn read_entry<'p, T: DeserializeOwned>(
    entry: Spanned<DeValue<'_>>,
    findings: &mut Findings<'_>,
    spot: Spot<'p>,
    list: &mut List<'p, T>,
) {
    let spot = spot.at(entry.span().start);
    let code = entry.get_ref().get("code").and_then(|code| code.get_ref().as_str()).map(str::to_owned);
    match T::deserialize(entry.into_deserializer()) {
        Ok(value) => list.items.push(Item { spot, value }),
        Err(error) => {
            refused(findings, spot, &error);
            list.has_gaps |= code.is_none();
            list.broken_codes.extend(code);
        }
    }
}

fn table<'t>(text: &'t str, findings: &mut Findings<'_>, file: &str) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    // What follows the first slip in the grammar is most often only its consequence, and misleads.
    if let Some(first) = errors.first() {
        refused(findings, Spot { file, offset: 0 }, first);
    }
    errors.is_empty().then_some(table)
}

/// Reports what the TOML library refused; where it names no place, the entry's start stands in.
fn refused(findings: &mut Findings<'_>, entry: Spot<'_>, error: &Error) {
    let offset = error.span().map_or(entry.offset, |span| span.start);
    findings.at(entry.at(offset), shortened(error.message()));
}

/// ``unknown field `a`, expected one of `b`, `c` `` names what was meant, where that can be guessed.
fn shortened(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    match quoted.next() {
        Some(written) if message.starts_with("unknown field") => {
            let hint = did_you_mean(written, quoted);
            if hint.is_empty() { message.to_owned() } else { format!("unknown field `{written}`{hint}") }
        }
        // The library names the type that we read with; people write numbers.
        _ => message
            .replace('\n', " ")
            .replace("expected i64", "expected a whole number")
            .replace("expected f64", "expected a number"),
    }
}
