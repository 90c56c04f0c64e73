//! Refunds at the command line, safe to use while the server runs. Asking and approving are done by accounts that are
//! named: two of them, as on the wire. What goes by a provider is sent by the server that runs.

use super::{RefundRow, answers, approve, file, refundable, request};
use crate::{
    accounts,
    error::Error,
    ledger::{Acting, Hand, MoneyError, open_hand},
};
use dimos_api::{pay::NewRefundRequest, problem::Code};
use dimos_domain::{
    ids::{PaymentId, RefundId},
    money::Cents,
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
    /// Approves another person's refund.
    Approve {
        /// The refund.
        refund: RefundId,
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
        RefundCommand::Approve { refund, account } => {
            let author = accounts::treasurer(&hand, &account).await?;
            let row = hand.write(move |tx, by| approve(tx, &Acting { author: &author, ..*by }, refund)).await?;
            print(&row)
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
    let report = fs::read(path)?;
    let done = hand.write(move |tx, by| answers(tx, by, report.as_slice())).await?;
    let (failed, under_way, unchanged) = (done.failed, done.under_way, done.unchanged);
    writeln!(io::stdout(), "{failed} failed, {under_way} under way, {unchanged} unchanged")?;
    Ok(())
}
