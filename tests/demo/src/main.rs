//! `make demo`: a day in the city. Starts the real server on its embedded default, then lets phones act through the real
//! core over real HTTP, tells it as a story, and leaves the server running.

mod bank;
mod books;
mod cast;
mod city;
mod common;
mod family;
mod field;
mod log;
mod paying;
mod process;
mod story;
mod tell;
mod treasury;

use city::{CityServer, Stage, Trouble};
use clap::Parser;
use process::Process;
use std::{path::PathBuf, process::ExitCode, time::Instant};
use tell::Teller;

/// A day in the city.
#[derive(Debug, Parser)]
struct Arguments {
    /// End after the story instead of leaving the server running.
    #[arg(long)]
    exit: bool,
    /// Where the demo keeps its data; emptied at the start. Where another demo plays there, `DIR-2` is taken, and so on.
    #[arg(long, default_value = ".demo")]
    dir: PathBuf,
    /// Where the server listens; another free port is taken if this one is not free.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: std::net::SocketAddr,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let began = Instant::now();
    let mut teller = Teller::default();
    let stage = match Stage::take(&arguments.dir) {
        Ok(stage) => stage,
        Err(error) => {
            eprintln!("✗ the demo found no folder to play in: {error}");
            return ExitCode::FAILURE;
        }
    };
    if stage.dir != arguments.dir {
        let (wanted, taken) = (arguments.dir.display(), stage.dir.display());
        teller.fact(&format!("Another demo plays in {wanted}; this one plays in {taken} and leaves it alone."));
    }
    let started = Process::guarded().map_err(Trouble::from);
    let server = match started.and_then(|process| CityServer::start(&stage.dir, arguments.listen, process)) {
        Ok(server) => server,
        Err(error) => {
            eprintln!("✗ the city's server did not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    teller.fact(&format!("The city's server listens on {} ({:.1} s)", server.url(), began.elapsed().as_secs_f32()));
    let told = story::tell(&server, &stage.dir, &mut teller);
    if let Err(error) = &told {
        server.process().go_on();
        teller.broken(error);
    }
    let complete = told.is_ok() && teller.all_as_told();
    teller.end(began.elapsed());
    if arguments.exit {
        let stopped = server.process().stop();
        if let Err(error) = &stopped {
            eprintln!("✗ the server did not stop cleanly: {error}");
        }
        return if complete && stopped.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    teller.addresses(server.url(), server.password(), told.ok().as_ref());
    match server.process().wait() {
        Ok(()) if complete => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("✗ the server ended badly: {error}");
            ExitCode::FAILURE
        }
    }
}
