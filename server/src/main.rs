//! `dimos-server`: the command line.

use clap::{Args, Parser, Subcommand};
use dimos_server::{
    accounts::{self, AccountCommand},
    city,
    config::Config,
    devices::{self, CrewPhoneCommand},
    ledger::{self, MoneyCommand},
    logging,
    payments::{self, PaymentsCommand},
    refunds::{self, RefundCommand},
    start,
    statements::{self, QueueCommand, StatementCommand},
};
use jiff::civil::Date;
use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};
use tokio::signal::unix::{SignalKind, signal};

/// The city's server.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the city: everything has a default, nothing needs configuration.
    Serve(Config),
    /// Accounts of the staff.
    Account {
        /// Where the database is kept.
        #[arg(long, env = "DIMOS_DATA", default_value = "./data", value_name = "DIR", global = true)]
        data: PathBuf,
        /// City pack; without it the one built in.
        #[arg(long, env = "DIMOS_CITY", value_name = "PATH", global = true)]
        city: Option<PathBuf>,
        #[command(subcommand)]
        command: AccountCommand,
    },
    /// Bills.
    #[command(subcommand)]
    Bills(BillsCommand),
    /// Bank statements.
    Statement {
        #[command(flatten)]
        place: PlaceAnywhere,
        #[command(subcommand)]
        command: StatementCommand,
    },
    /// Statement entries that wait for a person.
    Queue {
        #[command(flatten)]
        place: PlaceAnywhere,
        #[command(subcommand)]
        command: QueueCommand,
    },
    /// Payments: found, disputed, and what of them waits for a person.
    Payments {
        #[command(flatten)]
        place: PlaceAnywhere,
        #[command(subcommand)]
        command: PaymentsCommand,
    },
    /// Refunds.
    Refund {
        #[command(flatten)]
        place: PlaceAnywhere,
        #[command(subcommand)]
        command: RefundCommand,
    },
    /// Business days.
    #[command(subcommand)]
    Day(DayCommand),
    /// What the books add up to.
    TrialBalance {
        #[command(flatten)]
        place: Place,
        /// Up to this day, that day included; else now.
        #[arg(long, value_name = "DAY")]
        until: Option<Date>,
    },
    /// The journal.
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Crews' phones.
    CrewPhone {
        /// Where the database is kept.
        #[arg(long, env = "DIMOS_DATA", default_value = "./data", value_name = "DIR", global = true)]
        data: PathBuf,
        #[command(subcommand)]
        command: CrewPhoneCommand,
    },
    /// City packs.
    #[command(subcommand)]
    City(CityCommand),
}

/// Where a command works.
#[derive(Args)]
struct Place {
    /// Where the database is kept.
    #[arg(long, env = "DIMOS_DATA", default_value = "./data", value_name = "DIR")]
    data: PathBuf,
    /// City pack; without it the one built in.
    #[arg(long, env = "DIMOS_CITY", value_name = "PATH")]
    city: Option<PathBuf>,
}

/// The same, said before or after the subcommand.
#[derive(Args)]
struct PlaceAnywhere {
    /// Where the database is kept.
    #[arg(long, env = "DIMOS_DATA", default_value = "./data", value_name = "DIR", global = true)]
    data: PathBuf,
    /// City pack; without it the one built in.
    #[arg(long, env = "DIMOS_CITY", value_name = "PATH", global = true)]
    city: Option<PathBuf>,
}

#[derive(Subcommand)]
enum BillsCommand {
    /// Issues bills from a table. Good rows once, however often the file comes; bad ones are told by line.
    Import {
        #[command(flatten)]
        place: Place,
        /// CSV with the columns key, kind, tax_number, name, email, description, period, issued_on, due_on, tax_head, amount.
        file: PathBuf,
    },
}

#[derive(Subcommand)]
enum DayCommand {
    /// Closes a day and every one before it: what comes later belongs to the next.
    Close {
        #[command(flatten)]
        place: Place,
        /// Which, like 2026-11-22.
        day: Date,
    },
}

#[derive(Subcommand)]
enum JournalCommand {
    /// Prints the entries of some days as CSV.
    Export {
        #[command(flatten)]
        place: Place,
        /// The first day.
        #[arg(long, value_name = "DAY")]
        from: Date,
        /// The last day.
        #[arg(long, value_name = "DAY")]
        until: Date,
    },
    /// Hashes every entry again and says whether the journal is as it was written.
    Verify {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Subcommand)]
enum CityCommand {
    /// Says what a pack holds, or everything that is wrong with it.
    Check {
        /// The pack's folder.
        path: PathBuf,
    },
    /// Prints the JSON document that phones download.
    Bundle {
        /// The pack's folder.
        path: PathBuf,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Serve(config) => finish(serve(config).await),
        Command::Account { data, city, command } => finish(accounts::run(command, &data, city.as_deref()).await),
        Command::Bills(BillsCommand::Import { place, file }) => money(place, MoneyCommand::ImportBills { file }).await,
        Command::Statement { place: PlaceAnywhere { data, city }, command } => {
            finish(statements::run_statement(command, &data, city.as_deref()).await)
        }
        Command::Queue { place: PlaceAnywhere { data, city }, command } => {
            finish(statements::run_queue(command, &data, city.as_deref()).await)
        }
        Command::Payments { place: PlaceAnywhere { data, city }, command } => {
            finish(payments::run(command, &data, city.as_deref()).await)
        }
        Command::Refund { place: PlaceAnywhere { data, city }, command } => {
            finish(refunds::run(command, &data, city.as_deref()).await)
        }
        Command::Day(DayCommand::Close { place, day }) => money(place, MoneyCommand::CloseDay { day }).await,
        Command::TrialBalance { place, until } => money(place, MoneyCommand::TrialBalance { until }).await,
        Command::Journal(JournalCommand::Export { place, from, until }) => {
            money(place, MoneyCommand::ExportJournal { from, until }).await
        }
        Command::Journal(JournalCommand::Verify { place }) => money(place, MoneyCommand::VerifyJournal).await,
        Command::CrewPhone { data, command } => finish(devices::run(command, &data).await),
        Command::City(CityCommand::Check { path }) => city::check_command(&path),
        Command::City(CityCommand::Bundle { path }) => city::bundle_command(&path),
    }
}

async fn money(place: Place, command: MoneyCommand) -> ExitCode {
    finish(ledger::run(command, &place.data, place.city.as_deref()).await)
}

fn finish<E: std::fmt::Display>(done: Result<(), E>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            // Nobody is left to tell if even this cannot be written.
            let _ = writeln!(io::stderr(), "dimos-server: {cause}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: Config) -> Result<(), Box<dyn std::error::Error>> {
    logging::init(config.log);
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let running = start(config).await?;
    writeln!(io::stdout(), "dimos-server listening on {}", running.url())?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping: requests that run are finished first");
    running.stop().await;
    Ok(())
}
