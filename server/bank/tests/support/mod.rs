//! What the stories share.

#![allow(dead_code, reason = "each story uses its part")]

use dimos_bank::{
    camt::{self, CamtError, Record, RefusedEntry, StatementEntry, StatementHead, StatementTail, Summary},
    testing::{Sample, SampleStatement},
};
use dimos_domain::money::{Cents, Iban, RfReference};
use std::{path::PathBuf, process::Command};

pub const OURS: &str = "GR1601101250000000012300695";
pub const RF: &str = "RF34909994000000000012345";
pub const OTHER_RF: &str = "RF90909991000000000012345";

pub fn ours() -> Iban {
    OURS.parse().unwrap()
}

pub fn rf(text: &str) -> RfReference {
    text.parse().unwrap()
}

pub fn cents(cents: i64) -> Cents {
    Cents::new(cents)
}

/// A file as it was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Read {
    pub records: Vec<Record>,
    pub summary: Summary,
}

pub fn read(bytes: impl AsRef<[u8]>) -> Result<Read, CamtError> {
    let mut records = Vec::new();
    let summary = camt::read(bytes.as_ref(), &mut |record| {
        records.push(record);
        Ok(())
    })?;
    Ok(Read { records, summary })
}

/// A statement of ours with these entries, written and read again.
pub fn read_statement(statement: SampleStatement) -> Read {
    read(Sample::of(statement).xml()).unwrap()
}

pub fn refusal(bytes: impl AsRef<[u8]>) -> String {
    read(bytes).unwrap_err().to_string()
}

impl Read {
    pub fn heads(&self) -> Vec<&StatementHead> {
        self.records
            .iter()
            .filter_map(|one| if let Record::Statement(head) = one { Some(head) } else { None })
            .collect()
    }

    pub fn tails(&self) -> Vec<&StatementTail> {
        self.records.iter().filter_map(|one| if let Record::End(tail) = one { Some(tail) } else { None }).collect()
    }

    pub fn entries(&self) -> Vec<&StatementEntry> {
        self.records.iter().filter_map(|one| if let Record::Entry(entry) = one { Some(entry) } else { None }).collect()
    }

    pub fn refused(&self) -> Vec<&RefusedEntry> {
        self.records
            .iter()
            .filter_map(|one| if let Record::Refused(entry) = one { Some(entry) } else { None })
            .collect()
    }

    pub fn only_entry(&self) -> &StatementEntry {
        let entries = self.entries();
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries[0]
    }
}

pub fn data(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path)
}

/// Whether the file is valid by the schema, as libxml2 sees it. None, and a word about it, where there is no xmllint.
pub fn is_valid(xml: &str, schema: &str) -> Option<Result<(), String>> {
    let file = tempfile::NamedTempFile::with_suffix(".xml").unwrap();
    std::fs::write(file.path(), xml).unwrap();
    let schema = data(schema);
    match Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(&schema).arg(file.path()).output() {
        Err(_) => {
            dimos_told::skipped("xmllint is not installed (Debian: libxml2-utils)");
            None
        }
        Ok(output) if output.status.success() => Some(Ok(())),
        Ok(output) => Some(Err(String::from_utf8_lossy(&output.stderr).into_owned())),
    }
}

pub fn assert_valid(xml: &str, schema: &str) {
    if let Some(judgement) = is_valid(xml, schema) {
        judgement.unwrap_or_else(|why| panic!("not valid by {schema}: {why}\n{xml}"));
    }
}
