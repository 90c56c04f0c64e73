//! The first reading of a bank file: is it whole, does it add up, is it ours? Nothing is touched.

use crate::{
    bank_words::{self, in_every},
    error::Error,
};
use dimos_api::problem::Code;
use dimos_bank::camt::{self, Account, Balance, CamtError, Record, RefusedEntry, Stop, Summary};
use dimos_domain::money::Iban;
use sha2::{Digest, Sha256};
use std::io::{self, BufRead, Read};

/// Entries that could not be read and are named where a file does not add up.
const MOST_NAMED: usize = 5;
/// Statements of a file whose balances are known before its entries are taken over.
const MOST_BALANCES: usize = 100_000;

/// A file that can be imported.
#[derive(Debug)]
pub(super) struct Checked {
    /// By which the same file is known again.
    pub(super) sha256: [u8; 32],
    /// What it holds.
    pub(super) summary: Summary,
    /// What its statements begin and end with, one after the other.
    pub(super) balances: Vec<(Option<Balance>, Option<Balance>)>,
}

/// Reads a file to its end.
pub(super) fn check(input: impl BufRead, ours: &Iban) -> Result<Checked, Error> {
    let mut hashing = Hashing { input, digest: Sha256::new() };
    let (mut stranger, mut unread, mut balances) = (None, Vec::new(), Vec::new());
    let mut sink = |record: Record| match record {
        Record::Statement(head) if head.account.iban() != Some(ours) => {
            stranger = Some(head.account);
            Err(Stop)
        }
        Record::Refused(entry) => {
            if unread.len() < MOST_NAMED {
                unread.push(entry);
            }
            Ok(())
        }
        Record::End(tail) => {
            if balances.len() < MOST_BALANCES {
                balances.push((tail.opening, tail.closing));
            }
            Ok(())
        }
        Record::Statement(_) | Record::Entry(_) => Ok(()),
    };
    let read = camt::read(&mut hashing, &mut sink);
    if let Some(account) = stranger {
        return Err(of_another(&account, ours));
    }
    let summary = read.map_err(|cause| refused(&cause, &unread))?;
    // What follows the document is part of the file, too.
    io::copy(&mut hashing, &mut io::sink())?;
    Ok(Checked { sha256: hashing.digest.finalize().into(), summary, balances })
}

fn of_another(account: &Account, ours: &Iban) -> Error {
    let said = account.as_str().chars().take(34).collect::<String>();
    Error::new(Code::Invalid).because("statement-account").arg("account", said).arg("ours", ours.grouped())
}

/// Why a file is refused; where it does not add up, with the entries that could not be read.
fn refused(cause: &CamtError, unread: &[RefusedEntry]) -> Error {
    let unread = if matches!(cause, CamtError::DoesNotAddUp { .. }) { unread } else { &[] };
    let words = |language| {
        let entries = unread.iter().map(|entry| bank_words::unread(language, entry));
        [bank_words::statement(language, cause)].into_iter().chain(entries).collect::<Vec<_>>().join(" · ")
    };
    Error::new(Code::Invalid).because("statement-file").text("why", in_every(words))
}

/// Hashes what is read.
struct Hashing<R> {
    input: R,
    digest: Sha256,
}

impl<R: BufRead> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let many = self.input.read(buffer)?;
        self.digest.update(buffer.get(..many).unwrap_or_default());
        Ok(many)
    }
}

impl<R: BufRead> BufRead for Hashing<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, many: usize) {
        // What is consumed stands in the buffer: filling it again reads nothing more.
        if let Ok(buffer) = self.input.fill_buf() {
            self.digest.update(buffer.get(..many).unwrap_or_default());
        }
        self.input.consume(many);
    }
}
