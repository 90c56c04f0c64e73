//! How far an import has come, and the next records of its file taken over.

use super::{
    checking::Checked,
    import::MOST_REMARKS,
    links::{self, First, Link},
    other_money::other_money,
    repeats::Place,
    sequence::{self, Gap},
    taking::{Taken, take, take_anew},
};
use crate::{bank_words, db::Tx, error::Error, ledger::Acting, texts};
use dimos_api::pay::StatementResponse;
use dimos_bank::camt::{Balance, MessageKind, Record, StatementEntry, StatementHead, StatementTail};
use dimos_domain::{l10n::Language, money::Iban};
use std::sync::Arc;

/// How far an import has come.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) file: i64,
    pub(super) answer: StatementResponse,
    /// Indexes of the remarks that are kept however many there are.
    above_all: Vec<usize>,
    kind: MessageKind,
    current: Option<Arc<Current>>,
    /// Whether the current statement tells of anything that was told of before.
    repeats: bool,
    /// How many entries of the current statement, a copy, are others than the first's.
    otherwise: u32,
    /// How many statements of the file have begun.
    parts: i64,
    /// What they begin and end with.
    balances: Arc<[(Option<Balance>, Option<Balance>)]>,
}

/// The statement that is being read.
#[derive(Debug)]
struct Current {
    iban: Iban,
    /// None for a notification.
    row: Option<i64>,
    id: String,
    sequence: Option<i64>,
    copy_of: Option<First>,
}

impl Run {
    pub(super) fn of(file: i64, checked: &Checked, language: Language) -> Self {
        let mut answer = StatementResponse {
            statements: u32::try_from(checked.summary.counts.statements).unwrap_or(u32::MAX),
            ..StatementResponse::default()
        };
        answer
            .remarks
            .extend(checked.summary.remarks.iter().take(MOST_REMARKS).map(|odd| bank_words::remark(language, odd)));
        Self {
            file,
            answer,
            above_all: Vec::new(),
            kind: checked.summary.kind,
            current: None,
            repeats: false,
            otherwise: 0,
            parts: 0,
            balances: checked.balances.as_slice().into(),
        }
    }

    fn remark(&mut self, remark: String) {
        if self.answer.remarks.len() < MOST_REMARKS {
            self.answer.remarks.push(remark);
        }
    }

    /// A remark that is kept however much there was to remark.
    fn remark_above_all(&mut self, remark: String) {
        if self.answer.remarks.len() >= MOST_REMARKS {
            let Some(least) = (0..self.answer.remarks.len()).rev().find(|at| !self.above_all.contains(at)) else {
                return;
            };
            self.answer.remarks.remove(least);
            self.above_all.iter_mut().filter(|at| **at > least).for_each(|at| *at -= 1);
        }
        self.above_all.push(self.answer.remarks.len());
        self.answer.remarks.push(remark);
    }
}

/// Takes the next records over. Called again with the same ones it does the same: nothing twice.
pub(super) fn apply(tx: &Tx<'_>, by: &Acting<'_>, mut run: Run, records: &[Record]) -> Result<Run, Error> {
    for record in records {
        match record {
            Record::Statement(head) => begin(tx, &mut run, head)?,
            Record::Entry(entry) => entry_of(tx, by, &mut run, entry)?,
            Record::Refused(entry) => {
                let (number, why) = (entry.index + 1, bank_words::refusal(by.language, &entry.why));
                let line = entry.at.line.to_string();
                let args = [("number", number.into()), ("line", line.into()), ("why", why.into())];
                run.remark(texts::text(by.language, "statement-entry-refused", &args));
            }
            Record::End(tail) => end(tx, by, &mut run, tail)?,
        }
    }
    Ok(run)
}

fn begin(tx: &Tx<'_>, run: &mut Run, head: &StatementHead) -> Result<(), Error> {
    let iban = head.account.iban().ok_or_else(|| Error::internal("a statement of no account was let through"))?;
    let sequence = head.sequence.or(head.legal_sequence).and_then(|number| i64::try_from(number).ok());
    run.parts += 1;
    let (row, id) = match run.kind {
        MessageKind::Statement => {
            let (row, id) = links::open(tx, (run.file, run.parts), iban, &head.id, sequence)?;
            (Some(row), id)
        }
        MessageKind::Notification => (None, head.id.clone()),
    };
    (run.repeats, run.otherwise) = (false, 0);
    let mut current = Current { iban: iban.clone(), row, id, sequence, copy_of: None };
    let balances = usize::try_from(run.parts - 1).ok().and_then(|part| run.balances.get(part).copied());
    if let Some(link) = balances.and_then(|(opening, closing)| link(run, &current, opening, closing)) {
        current.copy_of = links::first(tx, &link)?;
    }
    run.current = Some(Arc::new(current));
    Ok(())
}

/// A statement of a file, if it says what it begins and ends with; not for a notification.
fn link<'a>(run: &Run, current: &'a Current, opening: Option<Balance>, closing: Option<Balance>) -> Option<Link<'a>> {
    let (opening, closing) = opening.zip(closing)?;
    Some(Link {
        row: current.row?,
        file: run.file,
        part: run.parts,
        iban: &current.iban,
        name: current.id.clone(),
        sequence: current.sequence,
        opening: opening.amount,
        closing: closing.amount,
        repeats: run.repeats,
        days: (opening.on, closing.on),
    })
}

fn entry_of(tx: &Tx<'_>, by: &Acting<'_>, run: &mut Run, entry: &StatementEntry) -> Result<(), Error> {
    let current = run.current.clone().ok_or_else(|| Error::internal("an entry of no statement"))?;
    let reference = || entry.bank_reference.clone().unwrap_or_else(|| (entry.index + 1).to_string());
    let remark = |key: &str| texts::text(by.language, key, &[("reference", reference().into())]);
    let index = i64::try_from(entry.index).map_err(Error::internal)?;
    let place = Place { file: run.file, part: run.parts, index, statement: current.row };
    match take(tx, by, &current.iban, (&place, current.copy_of), entry)? {
        Taken::New { matched, waiting } => {
            run.answer.entries += 1;
            run.answer.matched += matched;
            run.answer.waiting += waiting;
        }
        Taken::Known => {
            run.answer.seen_before += 1;
            run.repeats = true;
        }
        Taken::Contradicts { waiting } => {
            run.answer.entries += 1;
            run.answer.waiting += waiting;
            run.repeats = true;
            run.remark(remark("statement-entry-contradicts"));
        }
        Taken::PartsDiffer => {
            run.answer.entries += 1;
            run.answer.waiting += 1;
            run.remark(apart(by, entry, "statement-entry-parts", &reference())?);
        }
        Taken::NotifiedApart => run.remark(apart(by, entry, "statement-entry-notified-parts", &reference())?),
        Taken::NotifiedOtherwise => run.remark(remark("statement-entry-notified-otherwise")),
        Taken::WaitsForStatement => run.remark(remark("statement-entry-without-reference")),
        Taken::CopyDiffers => run.otherwise += 1,
        Taken::Zero => run.remark(remark("statement-entry-zero")),
        Taken::NoMoney => {}
    }
    for odd in &entry.remarks {
        let args = [("reference", reference().into()), ("remark", bank_words::remark(by.language, odd).into())];
        run.remark(texts::text(by.language, "statement-entry-odd", &args));
    }
    Ok(())
}

/// That an entry's parts do not come to it.
fn apart(by: &Acting<'_>, entry: &StatementEntry, key: &str, reference: &str) -> Result<String, Error> {
    let parts = entry.amount.checked_sub(entry.difference).ok_or_else(|| Error::internal("beyond counting"))?;
    let (amount, parts) = (entry.amount.text(by.language), parts.text(by.language));
    Ok(texts::text(
        by.language,
        key,
        &[("reference", reference.into()), ("amount", amount.into()), ("parts", parts.into())],
    ))
}

fn end(tx: &Tx<'_>, by: &Acting<'_>, run: &mut Run, tail: &StatementTail) -> Result<(), Error> {
    for odd in &tail.remarks {
        run.remark(bank_words::remark(by.language, odd));
    }
    let Some(current) = run.current.take() else { return Ok(()) };
    let Some(link) = link(run, &current, tail.opening, tail.closing) else { return Ok(()) };
    if run.otherwise > 0 {
        let args = [("statement", current.id.clone().into()), ("count", run.otherwise.into())];
        run.remark_above_all(texts::text(by.language, "statement-copy-differs", &args));
    }
    if !links::note(tx, &link)? {
        return Ok(());
    }
    let (entries, waiting) = take_other_money(tx, by, run, &link)?;
    run.answer.entries += entries;
    run.answer.waiting += waiting;
    run.answer.seen_before = run.answer.seen_before.saturating_sub(entries);
    for neighbour in links::neighbours(tx, &link)? {
        if take_other_money(tx, by, run, &neighbour)?.0 > 0 {
            sequence::compare(tx, &neighbour)?;
        }
    }
    for gap in sequence::close(tx, &link)? {
        let words = gap.in_words(by.language, &current.id);
        if matches!(gap, Gap::Books { .. }) {
            run.remark_above_all(words);
        } else {
            run.remark(words);
        }
    }
    if let Some((next, gap)) = sequence::compare_later(tx, &link)? {
        run.remark_above_all(gap.in_words(by.language, &next));
    }
    Ok(())
}

/// Takes what a statement tells of again, and is other money by its balances, once more. How many of its entries that are,
/// and how many rows wait.
fn take_other_money(tx: &Tx<'_>, by: &Acting<'_>, run: &mut Run, link: &Link<'_>) -> Result<(u32, u32), Error> {
    let (mut entries, mut waiting) = (0, 0);
    for (index, told) in other_money(tx, link)? {
        let place = Place { file: link.file, part: link.part, index, statement: Some(link.row) };
        waiting += take_anew(tx, by, place, told)?;
        entries += 1;
    }
    if entries > 0 {
        let args = [("statement", link.name.clone().into())];
        run.remark_above_all(texts::text(by.language, "statement-repeats", &args));
    }
    Ok((entries, waiting))
}
