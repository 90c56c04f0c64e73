//! `dimos-server`: the command line.

use clap::{Parser, Subcommand};
use dimos_server::{
    accounts::{self, AccountCommand},
    city,
    config::Config,
    devices::{self, CrewPhoneCommand},
    logging, start,
};
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
        Command::CrewPhone { data, command } => finish(devices::run(command, &data).await),
        Command::City(CityCommand::Check { path }) => city::check_command(&path),
        Command::City(CityCommand::Bundle { path }) => city::bundle_command(&path),
    }
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
