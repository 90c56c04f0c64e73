//! What a test has to say although it passed: the harness keeps what `println!` and `eprintln!` write from whoever runs it,
//! so this goes past them.

use std::{
    env,
    fs::OpenOptions,
    io::{self, Write},
};

/// Names the file that collects what was skipped; `make test` prints it at its end.
pub const SKIPPED: &str = "DIMOS_SKIPPED";

/// Says a line, captured or not.
pub fn say(line: &str) {
    // There is nobody to tell where even this fails.
    let _ = io::stderr().lock().write_all(format!("{line}\n").as_bytes());
}

/// Says that something was not asked or played, and why.
pub fn skipped(what: &str) {
    say(&format!("skipped: {what}"));
    if let Some(file) = env::var_os(SKIPPED)
        && let Ok(mut file) = OpenOptions::new().append(true).create(true).open(file)
    {
        let _ = file.write_all(format!("{what}\n").as_bytes());
    }
}
