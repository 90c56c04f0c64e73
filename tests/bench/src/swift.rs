//! What the crossing from Swift costs: the phone library as it would ship, under the release build of `Bench` in
//! `ios/DimosKit/Tests`, which measures itself; and how long the Swift toolchain took to set itself up, which it wrote down.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::Figure;
use crate::crossing::{Built, read};

/// Measures with the library and the server that `make bench` built.
///
/// # Errors
/// There is no library or no Swift, `Bench` does not compile, or nothing was written.
pub fn run() -> Result<Vec<Figure>, Box<dyn Error + Send + Sync>> {
    let built = Built::find()?;
    let tool = |name: &str| built.root.join("tests/tools").join(name);
    let found = said(Command::new(tool("swift-toolchain")).output()?)?;
    let toolchain = found.trim_end();

    let bench = Command::new(tool("swift-bench"))
        .arg(toolchain)
        .arg(&built.target)
        .env("DIMOS_SERVER", &built.server)
        .env("DIMOS_LIBRARY", &built.library)
        .stderr(Stdio::inherit())
        .output()?;
    let mut figures = read(&said(bench)?)?;
    // A compiler that was there already was not set up.
    if toolchain != "path" {
        figures.push(set_up(Path::new(toolchain)));
    }
    Ok(figures)
}

/// What a program printed, if it ended well; else what it ended with.
fn said(output: Output) -> Result<String, Box<dyn Error + Send + Sync>> {
    let said = String::from_utf8(output.stdout)?;
    if output.status.success() { Ok(said) } else { Err(format!("Swift ended with {}: {said}", output.status).into()) }
}

fn set_up(toolchain: &Path) -> Figure {
    let took = fs::read_to_string(toolchain.join("set-up-seconds")).ok().and_then(|text| text.trim().parse().ok());
    let note = match took {
        Some(_) => "when it was set up here, from nothing",
        None => "not kept when it was set up: remove it and let it be set up anew",
    };
    Figure {
        name: "swift: toolchain from nothing".to_owned(),
        value: took.unwrap_or(f64::NAN),
        unit: "s",
        limit: Some(300.0),
        note: note.to_owned(),
        ..Figure::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_toolchain_took_is_what_it_wrote_down() {
        let toolchain = tempfile::tempdir().unwrap();
        assert!(set_up(toolchain.path()).misses(), "nothing was written");
        fs::write(toolchain.path().join("set-up-seconds"), "81\n").unwrap();
        assert_eq!(set_up(toolchain.path()).value, 81.0);
        fs::write(toolchain.path().join("set-up-seconds"), "301\n").unwrap();
        assert!(set_up(toolchain.path()).misses());
    }
}
