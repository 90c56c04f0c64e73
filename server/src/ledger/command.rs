//! The treasury at the command line, safe to use while the server runs. Whoever may read the data directory may do this:
//! what is done is written down as done by command.

use super::{Author, Chain, Hand, close_day, export_csv, trial_balance, verify_chain};
use crate::{
    audit, bills, city,
    db::{Db, OpenError},
    error::Error,
    keys::Keys,
    state::{CityIndex, CityIndexError},
};
use dimos_api::pay::{ImportResponse, TrialBalanceResponse};
use dimos_domain::l10n::Language;
use jiff::{Timestamp, civil::Date};
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

/// What can be done.
#[derive(Debug, Clone)]
pub enum MoneyCommand {
    /// Issues bills from a table.
    ImportBills {
        /// The table.
        file: PathBuf,
    },
    /// Closes a day.
    CloseDay {
        /// Which.
        day: Date,
    },
    /// Prints what the books add up to.
    TrialBalance {
        /// Up to which day.
        until: Option<Date>,
    },
    /// Prints the journal.
    ExportJournal {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// Walks along the journal's chain.
    VerifyJournal,
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum MoneyError {
    /// There is no database.
    #[error("there is no database in {}", .0.display())]
    NoDatabase(PathBuf),
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The city pack is wrong.
    #[error("the city pack has mistakes: see `dimos-server city check`")]
    Pack,
    /// The city cannot be prepared.
    #[error(transparent)]
    City(#[from] CityIndexError),
    /// It was refused.
    #[error("{}", .0.problem(Language::En).detail)]
    Refused(#[from] Error),
    /// A file that was named cannot be read.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
    /// A file, the key, or standard output failed.
    #[error("failed to read or print: {0}")]
    Io(#[from] io::Error),
    /// Some rows were refused.
    #[error("{0} rows were refused")]
    Rows(usize),
    /// The books do not add up.
    #[error("the books do not add up: the balance is {0}")]
    Unbalanced(dimos_domain::money::Cents),
    /// The journal is not as it was written.
    #[error("the journal is not as it was written: entry {0} does not fit the one before it")]
    Broken(i64),
}

/// A hand that works on a data directory, as the command line's.
///
/// # Errors
/// [`MoneyError`] if there is no database, or the city pack is wrong.
pub fn open_hand(data: &Path, pack: Option<&Path>) -> Result<(Db, Hand), MoneyError> {
    if !Db::is_in(data) {
        return Err(MoneyError::NoDatabase(data.to_owned()));
    }
    let city = city::load_or_embedded(pack).map_err(|_| MoneyError::Pack)?;
    let (db, keys, city) = (Db::open(data)?, Keys::open(data)?, Arc::new(CityIndex::new(city)?));
    Ok((db.clone(), Hand::with(db, city, keys, Author::Command, Timestamp::now())))
}

/// Runs a command on a data directory.
///
/// # Errors
/// [`MoneyError`].
pub async fn run(command: MoneyCommand, data: &Path, pack: Option<&Path>) -> Result<(), MoneyError> {
    let (db, hand) = open_hand(data, pack)?;
    let done = match command {
        MoneyCommand::ImportBills { file } => import(&hand, &file).await,
        MoneyCommand::CloseDay { day } => close(hand, day).await,
        MoneyCommand::TrialBalance { until } => balance(hand, until).await,
        MoneyCommand::ExportJournal { from, until } => export(hand, from, until).await,
        MoneyCommand::VerifyJournal => verify(hand).await,
    };
    db.close();
    done
}

async fn import(hand: &Hand, file: &Path) -> Result<(), MoneyError> {
    let table = std::fs::read(file).map_err(|cause| MoneyError::File(file.to_owned(), cause))?;
    let ImportResponse { rows, issued, known, refused } = bills::import_all(hand, &table).await?;
    let mut out = io::stdout();
    for row in &refused {
        writeln!(out, "line {}: {}", row.line, row.reason)?;
    }
    writeln!(out, "{rows} rows read: {issued} bills issued, {known} known before, {} rows refused", refused.len())?;
    if refused.is_empty() { Ok(()) } else { Err(MoneyError::Rows(refused.len())) }
}

async fn close(hand: Hand, day: Date) -> Result<(), MoneyError> {
    let closed = hand.write(move |tx, by| {
        let closed = close_day(tx, by.now, by.author, day, by.today())?;
        let entry = audit::Entry { kind: "day_closed", actor: None, subject: &day.to_string(), detail: None };
        audit::note(tx, by.now, &entry).map(|()| closed)
    });
    let closed = closed.await?;
    let mut out = io::stdout();
    writeln!(
        out,
        "{day} is closed: {} entries, {} receipts, {} received",
        closed.entries, closed.receipts, closed.received
    )?;
    writeln!(out, "hash {}", closed.hash)?;
    Ok(())
}

async fn balance(hand: Hand, until: Option<Date>) -> Result<(), MoneyError> {
    let TrialBalanceResponse { accounts, total, entries } = hand.read(move |tx, _| trial_balance(tx, until)).await?;
    let mut out = io::stdout();
    writeln!(out, "{:<44} {:>16} {:>16} {:>16}", "account", "debit", "credit", "balance")?;
    for line in &accounts {
        let (debit, credit, balance) = (line.debit.to_string(), line.credit.to_string(), line.balance.to_string());
        writeln!(out, "{:<44} {debit:>16} {credit:>16} {balance:>16}", line.account)?;
    }
    writeln!(out, "{:<44} {:>50}", format!("total of {entries} entries"), total.to_string())?;
    if total.is_zero() { Ok(()) } else { Err(MoneyError::Unbalanced(total)) }
}

async fn export(hand: Hand, from: Date, until: Date) -> Result<(), MoneyError> {
    let written = hand.read(move |tx, _| export_csv(tx, from, until, io::BufWriter::new(io::stdout().lock())));
    Ok(written.await?)
}

async fn verify(hand: Hand) -> Result<(), MoneyError> {
    match hand.read(|tx, _| verify_chain(tx)).await? {
        Chain::Whole { entries, hash } => {
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            writeln!(io::stdout(), "{entries} entries, as they were written; hash {hash}")?;
            Ok(())
        }
        Chain::Broken { at } => Err(MoneyError::Broken(at)),
    }
}
