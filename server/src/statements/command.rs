//! Bank statements at the command line, safe to use while the server runs.

use super::{files, import, watch};
use crate::{
    ledger::{Hand, MoneyError, open_hand},
    listing,
};
use dimos_api::pay::{PageQuery, StatementFile, StatementResponse};
use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::{Path, PathBuf},
};

/// What can be done with statements.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum StatementCommand {
    /// Imports a bank file (camt.053, camt.054). The same file again changes nothing.
    Import {
        /// The file, of any size.
        file: PathBuf,
    },
    /// Lists the files that were imported, the newest first, each with what was odd about it.
    List {
        /// How many.
        #[command(flatten)]
        part: listing::Part,
    },
    /// Imports every `.xml` that appears in a folder and moves it to `done/`, or to `refused/` with the reason beside it.
    Watch {
        /// The folder.
        dir: PathBuf,
        /// Looks once and ends, instead of every five seconds.
        #[arg(long)]
        once: bool,
    },
}

/// Runs a command on a data directory.
///
/// # Errors
/// [`MoneyError`].
pub async fn run_statement(command: StatementCommand, data: &Path, pack: Option<&Path>) -> Result<(), MoneyError> {
    match command {
        StatementCommand::Import { file } => {
            let (db, hand) = open_hand(data, pack)?;
            let done = import_file(&hand, &file).await;
            db.close();
            Ok(print(&done?)?)
        }
        StatementCommand::List { part } => {
            let (db, hand) = open_hand(data, pack)?;
            let done = list(hand, part).await;
            db.close();
            done
        }
        StatementCommand::Watch { dir, once } => watch::watch(data, pack, &dir, once).await,
    }
}

async fn list(hand: Hand, part: listing::Part) -> Result<(), MoneyError> {
    let read = |query: PageQuery| hand.clone().read(move |tx, _| files::imported(tx, &query));
    let line = |out: &mut io::Stdout, file: &StatementFile| {
        let (at, kind, name, entries) = (file.imported_at, &file.kind, &file.name, file.entries);
        let end = if file.done { "" } else { ", broken off: import it again" };
        writeln!(out, "{} {at} {kind} {name:?} {entries} entries{end}", file.id)?;
        file.remarks.iter().try_for_each(|remark| writeln!(out, "    note: {remark}"))
    };
    listing::print(part, "files", read, line).await
}

/// Imports a file where it stands.
pub(super) async fn import_file(hand: &Hand, file: &Path) -> Result<StatementResponse, MoneyError> {
    // Before anything else: a file that is not there is not the bank's mistake.
    File::open(file).map_err(|cause| MoneyError::File(file.to_owned(), cause))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let path = file.to_owned();
    Ok(import(hand, &name, move || File::open(&path).map(BufReader::new)).await?)
}

pub(super) fn in_words(answer: &StatementResponse) -> String {
    let StatementResponse { known, statements, entries, seen_before, matched, waiting, .. } = answer;
    if *known {
        return "the very same file was imported before: nothing was done".to_owned();
    }
    format!(
        "{statements} statements: {entries} new entries, {seen_before} seen before; {matched} matched, {waiting} in the queue"
    )
}

fn print(answer: &StatementResponse) -> io::Result<()> {
    let mut out = io::stdout();
    answer.remarks.iter().try_for_each(|remark| writeln!(out, "note: {remark}"))?;
    writeln!(out, "{}", in_words(answer))
}
