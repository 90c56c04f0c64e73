//! The queue at the command line, safe to use while the server runs. What a person decides is decided by an account that is
//! named, with the same rules as on the wire; whoever signs second shows that the account is theirs.

use super::{decide, queries, queue};
use crate::{
    accounts,
    db::Tx,
    error::Error,
    ledger::{Acting, Author, Hand, MoneyError, open_hand},
    listing,
};
use dimos_api::{
    pay::{DeskPart, EntriesQuery, Entry, EntryAct, PageQuery, Part},
    problem::Code,
};
use dimos_domain::{
    ids::{EntryId, PayableId, RefundId},
    money::{Cents, EntryState},
};
use std::{
    io::{self, Write},
    path::Path,
    str::FromStr,
};

/// What can be done with the queue.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum QueueCommand {
    /// Prints what waits for a person.
    List {
        /// Words of the payer, the text, a reference or an amount.
        search: Option<String>,
        /// Entries in this state instead: auto_matched, matched, ignored, …
        #[arg(long, value_parser = state)]
        state: Option<EntryState>,
        /// How many.
        #[command(flatten)]
        part: listing::Part,
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
    /// Says that an entry is the money of a refund, sent back by the payee's bank.
    ReturnedRefund {
        /// The entry.
        entry: EntryId,
        /// The version that was looked at.
        version: i64,
        /// The refund, as `list` proposes it or `refund list` shows it.
        refund: RefundId,
        /// Who decides: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
    },
    /// Says that an entry is cash, taken from desks to the bank.
    Deposit {
        /// The entry.
        entry: EntryId,
        /// The version that was looked at.
        version: i64,
        /// Whose cash: the cashier's account and the amount, like `kostas=120.00`; several if several were brought at once.
        #[arg(required = true)]
        desks: Vec<DepositedPart>,
        /// Who decides: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
    },
    /// Says that an entry is a charge of the bank's, or one given back.
    Charge {
        /// The entry.
        entry: EntryId,
        /// The version that was looked at.
        version: i64,
        /// Who decides: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
    },
    /// Puts an entry aside: it is none of the citizens' money.
    Ignore {
        /// The entry.
        entry: EntryId,
        /// The version that was looked at.
        version: i64,
        /// Why.
        #[arg(long)]
        reason: String,
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

/// `cashier=amount`.
#[derive(Debug, Clone)]
pub struct DepositedPart(DeskPart);

impl FromStr for DepositedPart {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (desk, amount) = text.split_once('=').ok_or("a part is written like CASHIER=45.12")?;
        let amount = Cents::typed(amount).map_err(|cause| format!("{amount:?}: {cause}"))?;
        Ok(Self(DeskPart { desk: desk.to_owned(), amount }))
    }
}

fn state(name: &str) -> Result<EntryState, String> {
    EntryState::parse(name).ok_or_else(|| format!("{name:?} is no state of an entry"))
}

/// Runs a command on a data directory.
///
/// # Errors
/// [`MoneyError`].
pub async fn run_queue(command: QueueCommand, data: &Path, pack: Option<&Path>) -> Result<(), MoneyError> {
    let (db, hand) = open_hand(data, pack)?;
    let done = run(command, hand).await;
    db.close();
    done
}

async fn run(command: QueueCommand, hand: Hand) -> Result<(), MoneyError> {
    let (entry, version, account, act) = match command {
        QueueCommand::List { search, state, part } => return list(hand, search, state, part).await,
        QueueCommand::Undo { entry, version, account } => {
            let author = accounts::treasurer(&hand, &account).await?;
            return act_on(hand, author, move |tx, by| queue::undo(tx, by, entry, version)).await;
        }
        QueueCommand::Allocate { entry, version, parts, account } => {
            (entry, version, account, EntryAct::Allocate { parts: parts.iter().map(|part| part.0).collect() })
        }
        QueueCommand::Payout { entry, version, provider, reference, gross, account } => {
            let unclear = |_| Error::new(Code::Invalid).because("amount-unclear");
            let gross = Cents::typed(&gross).map_err(unclear)?;
            (entry, version, account, EntryAct::Payout { provider, reference, gross })
        }
        QueueCommand::ReturnedRefund { entry, version, refund, account } => {
            (entry, version, account, EntryAct::ReturnedRefund { refund })
        }
        QueueCommand::Deposit { entry, version, desks, account } => {
            let desks = desks_by_id(&hand, desks).await?;
            (entry, version, account, EntryAct::Deposit { desks })
        }
        QueueCommand::Charge { entry, version, account } => (entry, version, account, EntryAct::Charge {}),
        QueueCommand::Ignore { entry, version, reason, account } => {
            (entry, version, account, EntryAct::Ignore { reason })
        }
    };
    let author = signer(&hand, &account, entry).await?;
    act_on(hand, author, move |tx, by| decide(tx, by, entry, version, &act)).await
}

/// Who decides. On one shell one person could name two accounts: what somebody has proposed already is signed by password.
async fn signer(hand: &Hand, account: &str, entry: EntryId) -> Result<Author, Error> {
    let proposed =
        hand.clone().read(move |tx, _| Ok(queries::entry(tx, entry)?.is_some_and(|row| row.proposed.is_some())));
    if proposed.await? {
        let password = accounts::typed_password(account).map_err(Error::internal)?;
        return accounts::treasurer_by_password(hand, account, password).await;
    }
    accounts::treasurer(hand, account).await
}

/// Desks as the books call them.
async fn desks_by_id(hand: &Hand, parts: Vec<DepositedPart>) -> Result<Vec<DeskPart>, Error> {
    let mut desks = Vec::with_capacity(parts.len());
    for DepositedPart(part) in parts {
        let id = accounts::id_of(hand, &part.desk).await?;
        desks.push(DeskPart { desk: id.map_or(part.desk, |id| id.to_string()), ..part });
    }
    Ok(desks)
}

async fn list(hand: Hand, q: Option<String>, state: Option<EntryState>, part: listing::Part) -> Result<(), MoneyError> {
    let read = |PageQuery { limit, after }| {
        let query = EntriesQuery { q: q.clone(), state, limit, after };
        hand.clone().read(move |tx, by| queue::list(tx, by, &query))
    };
    listing::print(part, "entries", read, print_entry).await
}

fn print_entry(out: &mut impl Write, entry: &Entry) -> io::Result<()> {
    let Entry { id, version, booked_on, amount, state, payer, text, .. } = entry;
    let text = text.replace('\n', " ");
    let why = entry.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    writeln!(out, "{id} {version} {booked_on} {:>14} {state} {payer:?} {text:?}{why}", amount.to_string())?;
    for suggestion in &entry.suggestions {
        let (payable, rf, expected) = (suggestion.payable, &suggestion.rf, suggestion.expected);
        writeln!(out, "    may be {payable}={expected} {rf} ({})", suggestion.reasons.join(", "))?;
    }
    entry.returned.iter().try_for_each(|refund| writeln!(out, "    may be refund {refund}, come back"))?;
    match &entry.proposed {
        None => Ok(()),
        Some(EntryAct::Allocate { parts }) => {
            parts.iter().try_for_each(|part| writeln!(out, "    proposed {}={}", part.payable, part.amount))
        }
        Some(EntryAct::Payout { provider, reference, gross }) => {
            writeln!(out, "    proposed payout {provider} {reference:?} {gross}")
        }
        Some(EntryAct::ReturnedRefund { refund }) => writeln!(out, "    proposed returned-refund {refund}"),
        Some(EntryAct::Deposit { desks }) => {
            desks.iter().try_for_each(|part| writeln!(out, "    proposed deposit {:?}={}", part.desk, part.amount))
        }
        Some(EntryAct::Charge {}) => writeln!(out, "    proposed charge"),
        Some(EntryAct::Ignore { reason }) => writeln!(out, "    proposed ignore {reason:?}"),
    }
}

async fn act_on<W>(hand: Hand, author: Author, work: W) -> Result<(), MoneyError>
where
    W: Fn(&Tx<'_>, &Acting<'_>) -> Result<Entry, Error> + Send + 'static,
{
    let entry = hand.write(move |tx, by| work(tx, &Acting { author: &author, ..*by })).await?;
    print_entry(&mut io::stdout(), &entry)?;
    Ok(())
}
