//! Refunds at the command line, safe to use while the server runs. Asking and approving are done by accounts that are
//! named: two of them, as on the wire, and whoever approves shows that the account is theirs. What goes by a provider is sent by the server that runs.

use super::{
    RefundRow, answers, approve, file, queries, refundable, request,
    seen::{destination, details},
};
use crate::{
    accounts,
    db::Tx,
    error::Error,
    ledger::{Acting, Hand, MoneyError, open_hand},
    listing,
};
use dimos_api::{
    pay::{ApproveRefundRequest, NewRefundRequest, PageQuery, RefundDetails, RefundTo},
    problem::Code,
};
use dimos_domain::{
    ids::{PaymentId, RefundId},
    money::{Cents, Iban},
};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// What can be done with refunds.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum RefundCommand {
    /// Asks for a refund; another person approves it.
    Request {
        /// Of which payment.
        payment: PaymentId,
        /// How much, like 45.12.
        amount: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// To which account; without it the way it came.
        #[arg(long)]
        iban: Option<String>,
        /// Who asks: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
    },
    /// Lists refunds, open ones first: how much, where to, who asked.
    List {
        /// Who looks: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
        /// How many.
        #[command(flatten)]
        part: listing::Part,
    },
    /// Shows all that whoever approves a refund must have seen.
    Show {
        /// The refund.
        refund: RefundId,
        /// Who looks: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
    },
    /// Approves another person's refund. The approver's password is read from the first line of standard input.
    Approve {
        /// The refund.
        refund: RefundId,
        /// How much, as `show` says.
        #[arg(long)]
        amount: String,
        /// Where to, as `show` says: an IBAN, or a provider's name.
        #[arg(long)]
        to: String,
        /// Who approves: the name of a treasurer's account.
        #[arg(long, value_name = "NAME")]
        account: String,
    },
    /// Writes an order to the bank (pain.001) of every approved refund that goes by transfer.
    File {
        /// Where to; never over a file that is there.
        file: PathBuf,
    },
    /// Takes the bank's answer to an order (pain.002).
    Answers {
        /// The file.
        file: PathBuf,
    },
}

/// Runs a command on a data directory.
///
/// # Errors
/// [`MoneyError`].
pub async fn run(command: RefundCommand, data: &Path, pack: Option<&Path>) -> Result<(), MoneyError> {
    let (db, hand) = open_hand(data, pack)?;
    let done = match command {
        RefundCommand::Request { payment, amount, reason, iban, account } => {
            ask(hand, &account, payment, &amount, reason, iban).await
        }
        RefundCommand::List { account, part } => list(hand, &account, part).await,
        RefundCommand::Show { refund, account } => show(hand, &account, refund).await,
        RefundCommand::Approve { refund, amount, to, account } => {
            let author = accounts::treasurer_by_password(&hand, &account, accounts::typed_password(&account)?).await?;
            let amount = Cents::typed(&amount).map_err(|_| Error::new(Code::Invalid).because("amount-unclear"))?;
            let work = move |tx: &Tx<'_>, by: &Acting<'_>| {
                let by = Acting { author: &author, ..*by };
                let row = queries::refund(tx, refund)?.ok_or_else(|| Error::new(Code::NotFound))?;
                let there = destination(tx, &row)?;
                // Only what was named is approved: the rest of it is taken from there.
                if !is_named(&there, &to) {
                    return Err(Error::new(Code::VersionConflict));
                }
                approve(tx, &by, refund, &ApproveRefundRequest { amount, to: there })
            };
            print(&hand.write(work).await?)
        }
        RefundCommand::File { file } => write_order(hand, &file).await,
        RefundCommand::Answers { file } => take_answers(hand, &file).await,
    };
    db.close();
    done
}

fn print(row: &RefundRow) -> Result<(), MoneyError> {
    let way = if row.by_provider { "by the provider" } else { "by transfer" };
    writeln!(io::stdout(), "{} {} {} {way}", row.id, row.amount, row.state)?;
    Ok(())
}

async fn list(hand: Hand, account: &str, part: listing::Part) -> Result<(), MoneyError> {
    accounts::treasurer(&hand, account).await?;
    let read = |query: PageQuery| {
        let work = move |tx: &Tx<'_>, _: &Acting<'_>| {
            queries::list(tx, &query)?.each(|row| details(tx, &row).map(|seen| (row, seen)))
        };
        hand.clone().read(work)
    };
    let line = |out: &mut io::Stdout, (row, seen): &(RefundRow, RefundDetails)| {
        let (to, who) = (in_words(&seen.to), clean(&seen.requested_by));
        writeln!(out, "{} {} {} to {to}, asked for by {who}", row.id, row.amount, row.state)
    };
    listing::print(part, "refunds", read, line).await
}

async fn show(hand: Hand, account: &str, id: RefundId) -> Result<(), MoneyError> {
    accounts::treasurer(&hand, account).await?;
    let found = hand.read(move |tx, _| {
        let row = queries::refund(tx, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
        details(tx, &row).map(|seen| (row, seen))
    });
    let (row, seen) = found.await?;
    let mut out = io::stdout();
    writeln!(out, "refund {}: {}", row.id, row.state)?;
    writeln!(out, "amount: {}", row.amount)?;
    writeln!(out, "to: {}", in_words(&seen.to))?;
    writeln!(out, "why: {}", clean(&row.reason))?;
    writeln!(out, "asked for by {} at {}", clean(&seen.requested_by), seen.requested_at)?;
    if let (Some(who), Some(at)) = (&seen.decided_by, seen.decided_at) {
        writeln!(out, "decided on by {} at {at}", clean(who))?;
    }
    let (paid, on, receipt, bills) = (seen.paid, seen.paid_on, &seen.receipt, seen.bills.join(", "));
    writeln!(out, "payment {}: {paid} on {on}, receipt {receipt}, for {bills}", row.payment)?;
    writeln!(out, "more could go back: {}", seen.refundable)?;
    Ok(())
}

fn in_words(to: &RefundTo) -> String {
    match to {
        RefundTo::Provider { provider, transaction } => {
            format!("{provider}, back to what it was paid with ({})", clean(transaction))
        }
        RefundTo::Account { iban, name } => format!("{iban} of {}", clean(name)),
    }
}

/// What people wrote must not move the cursor of whoever reads it.
fn clean(text: &str) -> String {
    format!("{text:?}")
}

/// Whether a word is what a destination is named by.
fn is_named(to: &RefundTo, word: &str) -> bool {
    match to {
        RefundTo::Provider { provider, .. } => provider == word,
        RefundTo::Account { iban, .. } => word.parse::<Iban>().is_ok_and(|named| named.as_str() == iban),
    }
}

async fn ask(
    hand: Hand,
    account: &str,
    payment: PaymentId,
    amount: &str,
    reason: String,
    iban: Option<String>,
) -> Result<(), MoneyError> {
    let author = accounts::treasurer(&hand, account).await?;
    let unclear = |_| Error::new(Code::Invalid).because("amount-unclear");
    let (amount, id) = (Cents::typed(amount).map_err(unclear)?, RefundId(Uuid::now_v7()));
    let asked = hand.write(move |tx, by| {
        let by = Acting { author: &author, ..*by };
        let (reason, iban) = (reason.clone(), iban.clone());
        // Whoever types this looks at nothing older than what is there now.
        let refundable = refundable(tx, payment)?;
        request(tx, &by, &NewRefundRequest { id, payment, amount, refundable, reason, iban }, None)
    });
    print(&asked.await?)
}

async fn write_order(hand: Hand, path: &Path) -> Result<(), MoneyError> {
    // The file first: an order that was made and not written would have to be looked for.
    let mut out = fs::File::create_new(path)?;
    let made = hand.write(file).await?;
    let Some(made) = made else {
        fs::remove_file(path)?;
        writeln!(io::stdout(), "nothing to be ordered")?;
        return Ok(());
    };
    out.write_all(made.xml.as_bytes())?;
    out.sync_all()?;
    writeln!(io::stdout(), "{}: {} transfers, {} in all", made.id, made.transfers, made.total)?;
    Ok(())
}

async fn take_answers(hand: Hand, path: &Path) -> Result<(), MoneyError> {
    let report = fs::read(path).map_err(|cause| MoneyError::File(path.to_owned(), cause))?;
    let done = hand.write(move |tx, by| answers(tx, by, report.as_slice())).await?;
    let (failed, under_way, unchanged) = (done.failed, done.under_way, done.unchanged);
    let mut out = io::stdout();
    writeln!(out, "{failed} failed, {under_way} under way, {unchanged} unchanged")?;
    if done.contradicted > 0 {
        writeln!(out, "{} failed here and are made after all: look at the next statement", done.contradicted)?;
    }
    if done.unknown > 0 {
        writeln!(out, "{} answers are to no transfer of this order", done.unknown)?;
    }
    Ok(())
}
