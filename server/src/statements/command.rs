//! Bank statements and the queue at the command line, safe to use while the server runs. Files are imported as by command;
//! what a person decides is decided by an account that is named, with the same rules as on the wire.

use super::{import, payouts, queue, watch};
use crate::{
    accounts,
    db::Tx,
    error::Error,
    ledger::{Acting, Hand, MoneyError, open_hand},
};
use dimos_api::{
    pay::{AllocateRequest, EntriesQuery, Entry, Part, PayoutRequest, StatementResponse},
    problem::Code,
};
use dimos_domain::{
    ids::{EntryId, PayableId},
    money::Cents,
};
use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::{Path, PathBuf},
    str::FromStr,
};

/// What can be done with statements.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum StatementCommand {
    /// Imports a bank file (camt.053, camt.054). The same file again changes nothing.
    Import {
        /// The file, of any size.
        file: PathBuf,
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

/// What can be done with the queue.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum QueueCommand {
    /// Prints what waits for a person.
    List {
        /// Words of the payer, the text, a reference or an amount.
        search: Option<String>,
    },
    /// Says what an entry is for. What is left over becomes credit.
    Allocate {
        /// The entry.
        entry: EntryId,
        /// The version that was looked at, as `list` prints it.
        version: i64,
        /// What for: payable and amount, like `01900000-…=45.12`; several for a split.
        #[arg(required = true)]
        parts: Vec<AllocatedPart>,
        /// Who decides: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
    },
    /// Says that an entry is a provider's payout, as the provider's report shows it.
    Payout {
        /// The entry.
        entry: EntryId,
        /// The version that was looked at.
        version: i64,
        /// Whose: stripe, viva.
        provider: String,
        /// What the provider calls it.
        reference: String,
        /// What was taken for the city, less what went back, like 1234.56; what did not come is the fee.
        gross: String,
        /// Who decides: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
    },
    /// Undoes what was decided on an entry.
    Undo {
        /// The entry.
        entry: EntryId,
        /// The version that was looked at.
        version: i64,
        /// Who decides: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
    },
}

/// `payable=amount`.
#[derive(Debug, Clone, Copy)]
pub struct AllocatedPart(Part);

impl FromStr for AllocatedPart {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (payable, amount) = text.split_once('=').ok_or("a part is written like PAYABLE=45.12")?;
        let payable: PayableId = payable.parse().map_err(|_| format!("{payable:?} is no payable"))?;
        let amount = Cents::typed(amount).map_err(|cause| format!("{amount:?}: {cause}"))?;
        Ok(Self(Part { payable, amount }))
    }
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
        StatementCommand::Watch { dir, once } => watch::watch(data, pack, &dir, once).await,
    }
}

/// Imports a file where it stands.
pub(super) async fn import_file(hand: &Hand, file: &Path) -> Result<StatementResponse, MoneyError> {
    // Before anything else: a file that is not there is not the bank's mistake.
    File::open(file)?;
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

/// Runs a command on a data directory.
///
/// # Errors
/// [`MoneyError`].
pub async fn run_queue(command: QueueCommand, data: &Path, pack: Option<&Path>) -> Result<(), MoneyError> {
    let (db, hand) = open_hand(data, pack)?;
    let done = match command {
        QueueCommand::List { search } => list(hand, search).await,
        QueueCommand::Allocate { entry, version, parts, account } => {
            let request = AllocateRequest { version, parts: parts.iter().map(|part| part.0).collect() };
            decide(hand, &account, move |tx, by| queue::allocate(tx, by, entry, &request)).await
        }
        QueueCommand::Payout { entry, version, provider, reference, gross, account } => {
            let unclear = |_| Error::new(Code::Invalid).because("amount-unclear");
            match Cents::typed(&gross).map_err(unclear) {
                Ok(gross) => {
                    let request = PayoutRequest { version, provider, reference, gross };
                    decide(hand, &account, move |tx, by| payouts::say(tx, by, entry, &request)).await
                }
                Err(cause) => Err(cause.into()),
            }
        }
        QueueCommand::Undo { entry, version, account } => {
            decide(hand, &account, move |tx, by| queue::undo(tx, by, entry, version)).await
        }
    };
    db.close();
    done
}

async fn list(hand: Hand, search: Option<String>) -> Result<(), MoneyError> {
    let query = EntriesQuery { q: search, ..EntriesQuery::default() };
    let entries = hand.read(move |tx, by| queue::list(tx, by, &query)).await?;
    let mut out = io::stdout();
    for entry in &entries {
        print_entry(&mut out, entry)?;
    }
    writeln!(out, "{} entries", entries.len())?;
    Ok(())
}

fn print_entry(out: &mut impl Write, entry: &Entry) -> io::Result<()> {
    let Entry { id, version, booked_on, amount, state, payer, text, .. } = entry;
    let text = text.replace('\n', " ");
    writeln!(out, "{id} {version} {booked_on} {:>14} {state} {payer:?} {text:?}", amount.to_string())?;
    for suggestion in &entry.suggestions {
        let (payable, rf, expected) = (suggestion.payable, &suggestion.rf, suggestion.expected);
        writeln!(out, "    may be {payable}={expected} {rf} ({})", suggestion.reasons.join(", "))?;
    }
    for part in &entry.proposed {
        writeln!(out, "    proposed {}={}", part.payable, part.amount)?;
    }
    Ok(())
}

async fn decide<W>(hand: Hand, account: &str, work: W) -> Result<(), MoneyError>
where
    W: Fn(&Tx<'_>, &Acting<'_>) -> Result<Entry, Error> + Send + 'static,
{
    let author = accounts::treasurer(&hand, account).await?;
    let entry = hand.write(move |tx, by| work(tx, &Acting { author: &author, ..*by })).await?;
    print_entry(&mut io::stdout(), &entry)?;
    Ok(())
}
