//! Payments at the command line, safe to use while the server runs: found, and what of them waits for a person.

use super::{desks, finding, parked};
use crate::{
    accounts,
    error::Error,
    ledger::{Acting, Hand, MoneyError, open_hand},
};
use dimos_api::{
    pay::{ParkedDecision, ParkedFact, PaymentsQuery},
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
    },
    /// Lists disputes, open ones first.
    Disputes,
    /// Lists what providers said that does not fit, and waits for a person.
    Parked,
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
        PaymentsCommand::Find { search, amount, from, until } => {
            match amount.as_deref().map(Cents::typed).transpose() {
                Ok(amount) => find(hand, PaymentsQuery { q: search, amount, from, until, limit: None }).await,
                Err(_) => Err(Error::new(Code::Invalid).because("amount-unclear").into()),
            }
        }
        PaymentsCommand::Disputes => disputes(hand).await,
        PaymentsCommand::Parked => waiting(hand).await,
        PaymentsCommand::Decide { id, take, transaction, note, account } => {
            decide(hand, &account, id, ParkedDecision { take, transaction, note }).await
        }
        PaymentsCommand::Desks => list_desks(hand).await,
    };
    db.close();
    done
}

async fn find(hand: Hand, query: PaymentsQuery) -> Result<(), MoneyError> {
    let found = hand.read(move |tx, _| finding::find(tx, &query)).await?;
    let mut out = io::stdout();
    for one in &found {
        let (id, on, amount, state, receipt) = (one.id, one.on, one.amount.to_string(), one.state, &one.receipt);
        let came = one.provider.as_deref().unwrap_or(if one.entry.is_some() { "bank" } else { "cash" });
        let bills = one.bills.join(", ");
        writeln!(out, "{id} {on} {amount:>14} {came} {state} receipt {receipt} for {bills} {:?}", one.payer)?;
    }
    writeln!(out, "{} payments", found.len())?;
    Ok(())
}

async fn disputes(hand: Hand) -> Result<(), MoneyError> {
    let all = hand.read(|tx, _| finding::disputes(tx)).await?;
    let mut out = io::stdout();
    for one in &all {
        let (amount, state, provider, reference) = (one.amount, one.state, &one.provider, &one.reference);
        writeln!(out, "{amount} {state} {provider} {reference} of payment {} since {}", one.payment, one.opened_at)?;
    }
    writeln!(out, "{} disputes", all.len())?;
    Ok(())
}

async fn waiting(hand: Hand) -> Result<(), MoneyError> {
    print_facts(&hand.read(|tx, _| parked::waiting(tx)).await?)
}

async fn decide(hand: Hand, account: &str, id: i64, decision: ParkedDecision) -> Result<(), MoneyError> {
    let author = accounts::treasurer(&hand, account).await?;
    let left = hand.write(move |tx, by| {
        parked::decide(tx, &Acting { author: &author, ..*by }, id, &decision)?;
        parked::waiting(tx)
    });
    print_facts(&left.await?)
}

fn print_facts(facts: &[ParkedFact]) -> Result<(), MoneyError> {
    let mut out = io::stdout();
    for fact in facts {
        let ParkedFact { id, provider, reason, reference, amount, currency, at, .. } = fact;
        writeln!(out, "{id} {at} {amount} {currency} {provider} {reason} {reference:?}")?;
    }
    writeln!(out, "{} facts wait", facts.len())?;
    Ok(())
}

async fn list_desks(hand: Hand) -> Result<(), MoneyError> {
    let mut out = io::stdout();
    for desk in hand.read(|tx, _| desks(tx)).await? {
        writeln!(out, "{} {:>14} {}", desk.desk, desk.held.to_string(), desk.name)?;
    }
    Ok(())
}
