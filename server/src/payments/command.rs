//! Payments at the command line, safe to use while the server runs: found, and what of them waits for a person.

use super::{credit, desks, finding, parked};
use crate::{
    accounts,
    db::Tx,
    error::Error,
    ledger::{Acting, Author, Hand, MoneyError, open_hand},
    listing,
};
use dimos_api::{
    pay::{CreditOf, Dispute, FoundPayment, PageQuery, ParkedDecision, ParkedFact, PaymentsQuery},
    problem::Code,
};
use dimos_domain::money::Cents;
use jiff::civil::Date;
use std::{
    io::{self, Write},
    path::Path,
};

/// What can be done with payments.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum PaymentsCommand {
    /// Finds payments, the newest first.
    Find {
        /// A reference, a bill's or a receipt's number, the provider's or the bank's name for it, a part of the payer's name.
        search: Option<String>,
        /// Exactly so much, like 45.12.
        #[arg(long)]
        amount: Option<String>,
        /// Paid on this day or later.
        #[arg(long, value_name = "DAY")]
        from: Option<Date>,
        /// Paid on this day or before.
        #[arg(long, value_name = "DAY")]
        until: Option<Date>,
        /// How many.
        #[command(flatten)]
        part: listing::Part,
    },
    /// Lists disputes, open ones first.
    Disputes {
        /// How many.
        #[command(flatten)]
        part: listing::Part,
    },
    /// Lists what was paid too much and is there for other bills, by whom it is of.
    Credits {
        /// How many.
        #[command(flatten)]
        part: listing::Part,
    },
    /// Lists what providers said that does not fit, and waits for a person.
    Parked {
        /// How many.
        #[command(flatten)]
        part: listing::Part,
    },
    /// Decides on what does not fit.
    Decide {
        /// Its number, as `parked` prints it.
        id: i64,
        /// Books it; without it only the note is kept.
        #[arg(long)]
        take: bool,
        /// For `mute`: what the provider's pages call the payment.
        #[arg(long)]
        transaction: Option<String>,
        /// What was found out.
        #[arg(long)]
        note: String,
        /// Who decides: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
    },
    /// Prints what is in the cash desks.
    Desks,
}

/// Runs a command on a data directory.
///
/// # Errors
/// [`MoneyError`].
pub async fn run(command: PaymentsCommand, data: &Path, pack: Option<&Path>) -> Result<(), MoneyError> {
    let (db, hand) = open_hand(data, pack)?;
    let done = match command {
        PaymentsCommand::Find { search, amount, from, until, part } => {
            match amount.as_deref().map(Cents::typed).transpose() {
                Ok(amount) => {
                    find(hand, PaymentsQuery { q: search, amount, from, until, ..PaymentsQuery::default() }, part).await
                }
                Err(_) => Err(Error::new(Code::Invalid).because("amount-unclear").into()),
            }
        }
        PaymentsCommand::Disputes { part } => disputes(hand, part).await,
        PaymentsCommand::Credits { part } => credits(hand, part).await,
        PaymentsCommand::Parked { part } => waiting(hand, part).await,
        PaymentsCommand::Decide { id, take, transaction, note, account } => {
            decide(hand, &account, id, ParkedDecision { take, transaction, note }).await
        }
        PaymentsCommand::Desks => list_desks(hand).await,
    };
    db.close();
    done
}

async fn find(hand: Hand, query: PaymentsQuery, part: listing::Part) -> Result<(), MoneyError> {
    let read = |PageQuery { limit, after }| {
        let query = PaymentsQuery { limit, after, ..query.clone() };
        hand.clone().read(move |tx, _| finding::find(tx, &query))
    };
    let line = |out: &mut io::Stdout, one: &FoundPayment| {
        let (id, on, amount, state, receipt) = (one.id, one.on, one.amount.to_string(), one.state, &one.receipt);
        let came = one.provider.as_deref().unwrap_or(if one.entry.is_some() { "bank" } else { "cash" });
        let bills = one.bills.join(", ");
        writeln!(out, "{id} {on} {amount:>14} {came} {state} receipt {receipt} for {bills} {:?}", one.payer)
    };
    listing::print(part, "payments", read, line).await
}

async fn disputes(hand: Hand, part: listing::Part) -> Result<(), MoneyError> {
    let read = |query: PageQuery| hand.clone().read(move |tx, _| finding::disputes(tx, &query));
    let line = |out: &mut io::Stdout, one: &Dispute| {
        let (amount, state, provider, reference) = (one.amount, one.state, &one.provider, &one.reference);
        writeln!(out, "{amount} {state} {provider} {reference} of payment {} since {}", one.payment, one.opened_at)
    };
    listing::print(part, "disputes", read, line).await
}

async fn credits(hand: Hand, part: listing::Part) -> Result<(), MoneyError> {
    let read = |query: PageQuery| hand.clone().read(move |tx, _| credit::all(tx, &query));
    let line = |out: &mut io::Stdout, one: &CreditOf| {
        writeln!(out, "{} {:>14} {:?}", one.debtor, one.credit.to_string(), one.name)
    };
    listing::print(part, "debtors with credit", read, line).await
}

async fn waiting(hand: Hand, part: listing::Part) -> Result<(), MoneyError> {
    let read = |query: PageQuery| hand.clone().read(move |tx, _| parked::waiting(tx, &query));
    let line = |out: &mut io::Stdout, fact: &ParkedFact| {
        let ParkedFact { id, provider, reason, reference, amount, currency, at, .. } = fact;
        write!(out, "{id} {at} {amount} {currency} {provider} {reason} {reference:?}")?;
        match &fact.proposed_by {
            Some(name) => writeln!(out, " proposed by {name}: another treasurer must say the same"),
            None => writeln!(out),
        }
    };
    listing::print(part, "facts wait", read, line).await
}

async fn decide(hand: Hand, account: &str, id: i64, decision: ParkedDecision) -> Result<(), MoneyError> {
    let author = signer(&hand, account, id).await?;
    let work =
        move |tx: &Tx<'_>, by: &Acting<'_>| parked::decide(tx, &Acting { author: &author, ..*by }, id, &decision);
    hand.clone().write(work).await?;
    waiting(hand, listing::Part::default()).await
}

/// Who decides. On one shell one person could name two accounts: what somebody has proposed already is signed by password.
async fn signer(hand: &Hand, account: &str, id: i64) -> Result<Author, Error> {
    if hand.clone().read(move |tx, _| parked::is_proposed(tx, id)).await? {
        let password = accounts::typed_password(account).map_err(Error::internal)?;
        return accounts::treasurer_by_password(hand, account, password).await;
    }
    accounts::treasurer(hand, account).await
}

async fn list_desks(hand: Hand) -> Result<(), MoneyError> {
    let mut out = io::stdout();
    for desk in hand.read(|tx, _| desks(tx)).await? {
        writeln!(out, "{} {:>14} {}", desk.desk, desk.held.to_string(), desk.name)?;
    }
    Ok(())
}
