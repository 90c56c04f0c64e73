//! Statements made up by rule, for tests and measurements: small ones piece by piece ([`Sample`]), and of any length as a
//! stream ([`statement`]). Valid by the schemas of their version. Not a part of what ships.

mod stream;
mod write;

pub use stream::{Statement, statement};

use crate::camt::{Direction, EntryStatus, MessageKind};
use dimos_domain::money::{Cents, Iban};
use jiff::civil::Date;

/// Which version of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Version {
    /// camt.05x.001.02
    V02,
    /// camt.05x.001.04
    V04,
    /// camt.05x.001.08
    V08,
}

impl Version {
    /// All that are read without a remark.
    pub const ALL: [Self; 3] = [Self::V02, Self::V04, Self::V08];

    /// As a namespace has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V02 => "02",
            Self::V04 => "04",
            Self::V08 => "08",
        }
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Statements or notifications.
    pub kind: MessageKind,
    /// Of which version.
    pub version: Version,
    /// Decimals of its amounts: 2 to 5.
    pub decimals: usize,
    /// What it holds.
    pub statements: Vec<SampleStatement>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleStatement {
    /// Up to 35 characters.
    pub id: String,
    /// Number in the bank's sequence.
    pub sequence: u64,
    /// Of which account.
    pub account: Iban,
    /// Signed.
    pub opening: Cents,
    /// Its movements.
    pub entries: Vec<SampleEntry>,
    /// What the bank adds to the closing balance by mistake.
    pub mistake: Cents,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleEntry {
    /// How much, without a sign.
    pub amount: Cents,
    /// Which way.
    pub direction: Direction,
    /// Whether it takes back another.
    pub is_reversal: bool,
    /// How far it has come.
    pub status: EntryStatus,
    /// When it was booked.
    pub day: Date,
    /// Up to 35 characters.
    pub bank_reference: Option<String>,
    /// Its transactions.
    pub details: Vec<SampleDetail>,
    /// The bank's words.
    pub text: Option<String>,
    /// Domain, family and sub-family of ISO 20022's codes.
    pub code: [&'static str; 3],
}

/// A transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SampleDetail {
    /// Its part of the entry.
    pub amount: Cents,
    /// A cost, if it is more than zero.
    pub charges: Cents,
    /// Up to 35 characters.
    pub end_to_end: Option<String>,
    /// Up to 35 characters.
    pub bank_reference: Option<String>,
    /// Structured references of up to 35 characters.
    pub structured: Vec<String>,
    /// Lines of free text of up to 140 characters.
    pub lines: Vec<String>,
    /// Who paid.
    pub payer_name: Option<String>,
    /// From where.
    pub payer_iban: Option<Iban>,
    /// A code of four letters.
    pub return_reason: Option<String>,
}

impl Sample {
    /// One statement of version 08.
    #[must_use]
    pub fn of(statement: SampleStatement) -> Self {
        Self { kind: MessageKind::Statement, version: Version::V08, decimals: 2, statements: vec![statement] }
    }

    /// The same as another message.
    #[must_use]
    pub fn written_as(self, kind: MessageKind, version: Version) -> Self {
        Self { kind, version, ..self }
    }

    /// As a file.
    #[must_use]
    pub fn xml(&self) -> String {
        write::sample(self)
    }
}

impl SampleStatement {
    /// An empty one that opens with nothing.
    #[must_use]
    pub fn of(account: &Iban) -> Self {
        let id = "2026-11-25/1".to_owned();
        let account = account.clone();
        Self { id, sequence: 1, account, opening: Cents::ZERO, entries: Vec::new(), mistake: Cents::ZERO }
    }

    /// With one more entry.
    #[must_use]
    pub fn with(mut self, entry: SampleEntry) -> Self {
        self.entries.push(entry);
        self
    }

    /// The balance before.
    #[must_use]
    pub fn opening_with(self, cents: i64) -> Self {
        Self { opening: Cents::new(cents), ..self }
    }

    /// The balance after, as the bank says.
    #[must_use]
    pub fn closing(&self) -> Cents {
        let booked = self.entries.iter().filter(|entry| entry.status == EntryStatus::Booked).map(SampleEntry::signed);
        Cents::total(booked.chain([self.opening, self.mistake])).unwrap_or_default()
    }
}

impl SampleEntry {
    /// Money that came in, booked, with one transaction over all of it.
    #[must_use]
    pub fn credit(cents: i64) -> Self {
        Self {
            amount: Cents::new(cents),
            direction: Direction::Credit,
            is_reversal: false,
            status: EntryStatus::Booked,
            day: Date::constant(2026, 11, 25),
            bank_reference: None,
            details: vec![SampleDetail { amount: Cents::new(cents), ..SampleDetail::default() }],
            text: None,
            code: ["PMNT", "RCDT", "ESCT"],
        }
    }

    /// Money that went out.
    #[must_use]
    pub fn debit(cents: i64) -> Self {
        Self { direction: Direction::Debit, ..Self::credit(cents) }
    }

    /// With a reference of the bank.
    #[must_use]
    pub fn known_as(self, reference: &str) -> Self {
        Self { bank_reference: Some(reference.to_owned()), ..self }
    }

    /// With a structured reference on its last transaction.
    #[must_use]
    pub fn referring_to(mut self, reference: &str) -> Self {
        self.details.last_mut().into_iter().for_each(|detail| detail.structured.push(reference.to_owned()));
        self
    }

    /// With a line of free text on its last transaction.
    #[must_use]
    pub fn saying(mut self, line: &str) -> Self {
        self.details.last_mut().into_iter().for_each(|detail| detail.lines.push(line.to_owned()));
        self
    }

    /// With other transactions.
    #[must_use]
    pub fn made_of(self, details: Vec<SampleDetail>) -> Self {
        Self { details, ..self }
    }

    /// What changes on the account.
    #[must_use]
    pub fn signed(&self) -> Cents {
        match self.direction {
            Direction::Credit => self.amount,
            Direction::Debit => self.amount.checked_neg().unwrap_or_default(),
        }
    }
}

impl SampleDetail {
    /// A transaction over so many cents.
    #[must_use]
    pub fn over(cents: i64) -> Self {
        Self { amount: Cents::new(cents), ..Self::default() }
    }

    /// With a structured reference.
    #[must_use]
    pub fn referring_to(mut self, reference: &str) -> Self {
        self.structured.push(reference.to_owned());
        self
    }
}
