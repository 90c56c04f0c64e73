//! `dimos-script generate` writes the journeys as Kotlin and Swift; `dimos-script record` plays them on the headless phone
//! and writes down what it shows, to be looked at before it is committed.

use clap::{Parser, Subcommand};
use dimos_script::{Mode, generated, journeys, play, root};
use std::{fs, process::ExitCode};

/// One script of journeys for every phone.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Writes the journeys as Kotlin and Swift, into the tree.
    Generate,
    /// Writes down what the headless phone shows.
    Record {
        /// Only of this journey.
        journey: Option<String>,
    },
}

fn main() -> ExitCode {
    match run(&Arguments::parse().what) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("dimos-script: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn run(what: &What) -> Result<(), Box<dyn std::error::Error>> {
    match what {
        What::Generate => {
            for file in generated()? {
                let path = root().join(file.path);
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::write(path, file.text)?;
            }
        }
        What::Record { journey } => {
            for one in journeys().iter().filter(|one| journey.as_deref().is_none_or(|name| name == one.name)) {
                play(one, Mode::Record)?;
                println!("recorded: {}", one.name);
            }
        }
    }
    Ok(())
}
