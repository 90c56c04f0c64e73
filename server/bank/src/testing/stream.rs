//! A statement of any length that is written while it is read: a million entries need no more memory than ten.

use super::{SampleDetail, SampleEntry, Version, write};
use crate::camt::{Direction, MessageKind};
use dimos_domain::money::{Cents, Iban, RfReference};
use jiff::civil::Date;
use std::io::{self, Read};

/// A statement of `entries` entries on the account, the same for the same seed. The n-th entry pays the n-th reference
/// (the first again after the last) with its amount: mostly as a structured reference, some in free text, some of these
/// broken over two lines, some in a collective booking. One in 64 is a fee of the bank instead, and one in 64 a payment
/// without a reference, so that an unmatched queue is not empty. Wrap it in a `BufReader` to read it.
#[must_use]
pub fn statement(entries: u64, seed: u64, iban: &Iban, references: &[(RfReference, Cents)]) -> Statement {
    let style = write::Style { kind: MessageKind::Statement, version: Version::V08, decimals: 2 };
    let id = format!("S{seed}-{entries}");
    Statement {
        entries,
        seed,
        id,
        iban: iban.clone(),
        references: references.to_vec(),
        style,
        next: Part::Begin,
        chunk: Chunk::default(),
    }
}

/// Such a statement, as a stream of bytes.
#[derive(Debug, Clone)]
pub struct Statement {
    entries: u64,
    seed: u64,
    id: String,
    iban: Iban,
    references: Vec<(RfReference, Cents)>,
    style: write::Style,
    next: Part,
    chunk: Chunk,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Begin,
    Entry(u64),
    Done,
}

#[derive(Debug, Clone, Default)]
struct Chunk {
    text: String,
    used: usize,
}

/// What an entry is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Structured,
    FreeText,
    TwoLines,
    Batch,
    Fee,
    Unknown,
}

/// What the other transaction of a collective booking comes to.
const OTHER: Cents = Cents::new(100);

impl Statement {
    /// The same as another message or version.
    #[must_use]
    pub fn written_as(mut self, kind: MessageKind, version: Version) -> Self {
        self.style = write::Style { kind, version, ..self.style };
        self
    }

    /// The entry at this place, from 0.
    #[must_use]
    pub fn entry(&self, index: u64) -> SampleEntry {
        let (shape, amount) = self.plan(index);
        let reference = self.reference(index).map(|(reference, _)| reference.to_string()).unwrap_or_default();
        let bank_reference = format!("B{:06X}{index:012}", self.seed & 0xFF_FFFF);
        let detail = SampleDetail {
            amount,
            end_to_end: Some(format!("E2E-{index}")),
            payer_name: NAMES.get(usize::from(index.to_le_bytes()[0] % 4)).map(|name| (*name).to_owned()),
            payer_iban: Some(self.iban.clone()),
            ..SampleDetail::default()
        };
        let entry = SampleEntry { day: Date::constant(2026, 11, 25), ..SampleEntry::credit(amount.get()) };
        let entry = entry.known_as(&bank_reference);
        match shape {
            Shape::Structured => entry.made_of(vec![detail.referring_to(&reference)]),
            Shape::FreeText => entry.made_of(vec![detail]).saying(&format!("ΠΛΗΡΩΜΗ {reference} ΔΗΜΟΣ")),
            Shape::TwoLines => {
                let (first, rest) = reference.split_at_checked(12).unwrap_or((&reference, ""));
                entry.made_of(vec![detail]).saying(&format!("Payment of bill {first}")).saying(rest)
            }
            Shape::Batch => {
                let of_reference = amount.checked_sub(OTHER).unwrap_or_default();
                let other =
                    SampleDetail { amount: OTHER, lines: vec!["counter 3".to_owned()], ..SampleDetail::default() };
                let detail = SampleDetail { amount: of_reference, ..detail };
                entry.made_of(vec![detail.referring_to(&reference), other])
            }
            Shape::Fee => {
                let fee =
                    SampleEntry { direction: Direction::Debit, text: Some("ΠΡΟΜΗΘΕΙΑ".to_owned()), ..entry };
                fee.made_of(Vec::new())
            }
            Shape::Unknown => entry.made_of(vec![detail]).saying("ΤΕΛΗ ΚΑΘΑΡΙΟΤΗΤΑΣ Β ΔΟΣΗ"),
        }
    }

    fn reference(&self, index: u64) -> Option<&(RfReference, Cents)> {
        let count = u64::try_from(self.references.len()).ok()?;
        self.references.get(usize::try_from(index.checked_rem(count)?).ok()?)
    }

    fn plan(&self, index: u64) -> (Shape, Cents) {
        let draw = random(self.seed, index);
        let Some((_, amount)) = self.reference(index) else {
            return (Shape::Unknown, Cents::new(1 + draw_cents(draw)));
        };
        match draw % 64 {
            0 => (Shape::Fee, Cents::new(50)),
            1 => (Shape::Unknown, Cents::new(1 + draw_cents(draw))),
            2 => (Shape::Batch, amount.checked_add(OTHER).unwrap_or(*amount)),
            3..=8 => (Shape::TwoLines, *amount),
            9..=18 => (Shape::FreeText, *amount),
            _ => (Shape::Structured, *amount),
        }
    }

    fn closing(&self) -> Cents {
        let signed = (0..self.entries).filter_map(|index| match self.plan(index) {
            (Shape::Fee, amount) => amount.checked_neg(),
            (_, amount) => Some(amount),
        });
        Cents::total(signed).unwrap_or_default()
    }

    fn write_next(&mut self) {
        self.chunk.text.clear();
        self.chunk.used = 0;
        let text = &mut self.chunk.text;
        match self.next {
            Part::Begin => {
                text.push_str(&write::begin(self.style));
                let balances = (Cents::ZERO, self.closing());
                write::begin_statement(&mut self.chunk.text, self.style, (&self.id, 1), &self.iban, balances);
                self.next = Part::Entry(0);
            }
            Part::Entry(index) if index < self.entries => {
                let entry = self.entry(index);
                write::entry(&mut self.chunk.text, self.style, &entry);
                self.next = Part::Entry(index + 1);
            }
            Part::Entry(_) => {
                write::end_statement(text, self.style);
                write::end(text, self.style);
                self.next = Part::Done;
            }
            Part::Done => {}
        }
    }
}

impl Read for Statement {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.chunk.used >= self.chunk.text.len() {
            self.write_next();
        }
        let read = self.chunk.text.as_bytes().get(self.chunk.used..).unwrap_or_default().read(into)?;
        self.chunk.used += read;
        Ok(read)
    }
}

const NAMES: [&str; 4] = ["ΠΑΠΑΔΟΠΟΥΛΟΥ ΜΑΡΙΑ", "GEORGIOU & YIOI O.E.", "Ελένη Νικολάου", "SMITH JOHN"];

/// SplitMix64 (Steele, Lea, Flood 2014): the same everywhere, without a dependency.
const fn random(seed: u64, index: u64) -> u64 {
    let mut z = seed.wrapping_add(index.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn draw_cents(draw: u64) -> i64 {
    i64::try_from((draw >> 8) % 50_000).unwrap_or(0)
}
