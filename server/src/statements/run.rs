//! How far an import has come, and the next records of its file taken over.

use super::{
    checking::Checked,
    import::MOST_REMARKS,
    sequence::{self, Link},
    taking::{Taken, take},
};
use crate::{db::Tx, error::Error, ledger::Acting, texts};
use dimos_api::pay::StatementResponse;
use dimos_bank::camt::{MessageKind, Record, StatementEntry, StatementHead, StatementTail};
use dimos_domain::money::{Cents, Iban};
use std::sync::Arc;

/// How far an import has come.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) file: i64,
    pub(super) answer: StatementResponse,
    kind: MessageKind,
    current: Option<Arc<Current>>,
    /// Of the current statement: what earlier statements told of already.
    overlap: Cents,
    /// Whether something in the current statement was said otherwise before.
    contradicts: bool,
}

/// The statement that is being read.
#[derive(Debug)]
struct Current {
    iban: Iban,
    /// None for a notification.
    row: Option<i64>,
    id: String,
    sequence: Option<i64>,
}

impl Run {
    pub(super) fn of(file: i64, checked: &Checked) -> Self {
        let mut answer = StatementResponse {
            statements: u32::try_from(checked.summary.counts.statements).unwrap_or(u32::MAX),
            ..StatementResponse::default()
        };
        answer.remarks.extend(checked.summary.remarks.iter().take(MOST_REMARKS).map(ToString::to_string));
        Self { file, answer, kind: checked.summary.kind, current: None, overlap: Cents::ZERO, contradicts: false }
    }

    fn remark(&mut self, remark: String) {
        if self.answer.remarks.len() < MOST_REMARKS {
            self.answer.remarks.push(remark);
        }
    }
}

/// Takes the next records over. Called again with the same ones it does the same: nothing twice.
pub(super) fn apply(tx: &Tx<'_>, by: &Acting<'_>, mut run: Run, records: &[Record]) -> Result<Run, Error> {
    for record in records {
        match record {
            Record::Statement(head) => begin(tx, &mut run, head)?,
            Record::Entry(entry) => entry_of(tx, by, &mut run, entry)?,
            Record::Refused(entry) => {
                let (number, why) = (entry.index + 1, entry.why.to_string());
                let args = [("number", number.into()), ("why", why.into())];
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
    let row = match run.kind {
        MessageKind::Statement => Some(sequence::open(tx, run.file, iban, &head.id, sequence)?),
        MessageKind::Notification => None,
    };
    (run.overlap, run.contradicts) = (Cents::ZERO, false);
    run.current = Some(Arc::new(Current { iban: iban.clone(), row, id: head.id.clone(), sequence }));
    Ok(())
}

fn entry_of(tx: &Tx<'_>, by: &Acting<'_>, run: &mut Run, entry: &StatementEntry) -> Result<(), Error> {
    let current = run.current.clone().ok_or_else(|| Error::internal("an entry of no statement"))?;
    let reference = || entry.bank_reference.clone().unwrap_or_else(|| (entry.index + 1).to_string());
    let remark = |key: &str| texts::text(by.language, key, &[("reference", reference().into())]);
    match take(tx, by, &current.iban, current.row, entry)? {
        Taken::New { matched, waiting } => {
            run.answer.entries += 1;
            run.answer.matched += matched;
            run.answer.waiting += waiting;
        }
        Taken::Known { by_statement } => {
            run.answer.seen_before += 1;
            if by_statement {
                let signed = entry.signed().unwrap_or_default();
                run.overlap = run.overlap.checked_add(signed).ok_or_else(|| Error::internal("beyond counting"))?;
            }
        }
        Taken::Contradicts => {
            run.contradicts = true;
            run.remark(remark("statement-entry-contradicts"));
        }
        Taken::WaitsForStatement => run.remark(remark("statement-entry-without-reference")),
        Taken::NoMoney => {}
    }
    for odd in &entry.remarks {
        let args = [("reference", reference().into()), ("remark", odd.to_string().into())];
        run.remark(texts::text(by.language, "statement-entry-odd", &args));
    }
    Ok(())
}

fn end(tx: &Tx<'_>, by: &Acting<'_>, run: &mut Run, tail: &StatementTail) -> Result<(), Error> {
    for odd in &tail.remarks {
        run.remark(odd.to_string());
    }
    let Some(current) = run.current.take() else { return Ok(()) };
    let (Some(row), Some(opening), Some(closing)) = (current.row, tail.opening, tail.closing) else { return Ok(()) };
    let link = Link {
        row,
        iban: &current.iban,
        sequence: current.sequence,
        opening: opening.amount,
        closing: closing.amount,
        overlap: run.overlap,
        contradicts: run.contradicts,
        days: (opening.on, closing.on),
    };
    for gap in sequence::close(tx, &link)? {
        run.remark(gap.in_words(by.language, &current.id));
    }
    Ok(())
}
