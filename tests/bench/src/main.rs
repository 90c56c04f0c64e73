//! `make bench`: measures everything, prints each figure beside its limit, and keeps them.

use clap::Parser;
use dimos_bench::{Figure, core, drain, kotlin, money, photo, record, server, size, statements, swift};
use std::{error::Error, path::PathBuf, process::ExitCode};

/// Measures everything.
#[derive(Debug, Parser)]
struct Arguments {
    /// Where the figures are kept.
    #[arg(long)]
    write: Option<PathBuf>,
    /// Only these: server, money, statements, core, kotlin, swift, photo, drain, size.
    #[arg(long)]
    only: Vec<String>,
    /// Keep one figure that was measured by other means: NAME VALUE UNIT LIMIT COMMAND.
    #[arg(long, num_args = 5, value_names = ["NAME", "VALUE", "UNIT", "LIMIT", "COMMAND"])]
    keep: Vec<String>,
}

type Measured = Result<Vec<Figure>, Box<dyn Error + Send + Sync>>;

/// A subject: its name, and what measures it.
type Subject = (&'static str, fn() -> Measured);

fn main() -> ExitCode {
    if let Some(code) = photo::play_child() {
        return code;
    }
    let arguments = Arguments::parse();
    if let [name, value, unit, limit, command] = arguments.keep.as_slice() {
        return keep_one(&arguments, name, value, unit, limit, command);
    }
    let subjects: [Subject; 9] = [
        ("size", || Ok(size::run())),
        ("photo", || Ok(photo::run())),
        ("core", core::run),
        ("kotlin", kotlin::run),
        ("swift", swift::run),
        ("server", server::run),
        ("money", money::run),
        ("statements", statements::run),
        ("drain", drain::run),
    ];
    let (mut kept, mut missed, mut complete) = (Vec::new(), Vec::new(), true);
    for (name, run) in subjects {
        if !arguments.only.is_empty() && !arguments.only.iter().any(|only| only == name) {
            continue;
        }
        println!("▸ {name}");
        match run() {
            Ok(figures) => {
                for figure in &figures {
                    println!("  {}", line(figure));
                    missed.extend(figure.misses().then(|| line(figure)));
                    kept.push(record::entry(figure, &format!("make bench (--only {name})")));
                }
            }
            Err(error) => {
                complete = false;
                eprintln!("  failed: {error}");
            }
        }
    }
    let written = write(&arguments, &kept, complete);
    if missed.is_empty() {
        return written;
    }
    eprintln!("not where they should be:\n  {}", missed.join("\n  "));
    ExitCode::FAILURE
}

fn keep_one(arguments: &Arguments, name: &str, value: &str, unit: &str, limit: &str, command: &str) -> ExitCode {
    let unit: &'static str = match unit {
        "s" => "s",
        "min" => "min",
        _ => "",
    };
    let figure = Figure {
        name: name.to_owned(),
        value: value.parse().unwrap_or(f64::NAN),
        unit,
        limit: limit.parse().ok(),
        ..Figure::default()
    };
    write(arguments, &[record::entry(&figure, command)], figure.value.is_finite())
}

fn write(arguments: &Arguments, kept: &[serde_json::Value], complete: bool) -> ExitCode {
    if let Some(path) = &arguments.write
        && let Err(error) = record::keep(path, kept)
    {
        eprintln!("could not keep the figures: {error}");
        return ExitCode::FAILURE;
    }
    if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn line(figure: &Figure) -> String {
    let most = figure.limit.map_or_else(String::new, |limit| format!(", at most {limit:.1}"));
    let least = figure.least.map_or_else(String::new, |least| format!(", at least {least:.1}"));
    let peer = figure.peer.as_ref().map_or_else(String::new, |peer| format!(" · {peer}"));
    let ratio = figure.ratio.map_or_else(String::new, |ratio| format!(" · ×{ratio:.2}"));
    let note = if figure.note.is_empty() { String::new() } else { format!(" ({})", figure.note) };
    format!("{}: {:.2} {}{most}{least}{peer}{ratio}{note}", figure.name, figure.value, figure.unit)
}
