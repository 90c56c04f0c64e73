//! `dimos-phone`: a phone in the terminal. It drives the real core as a shell does, so that scripts can do whatever a
//! citizen or a crew can.

mod cli;

use clap::Parser;
use std::{io::Write, process::ExitCode};

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    match cli::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            // Nobody is left to tell if even this cannot be written.
            let _nobody_reads = writeln!(std::io::stderr(), "{cause}");
            ExitCode::from(cause.status())
        }
    }
}
