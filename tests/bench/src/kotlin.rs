//! What the crossing from Kotlin costs: the phone library as it would ship, through JNA on a JVM. Kotlin measures itself
//! (`Bench.kt` in `android/core`); this has Maven run it and reads what it wrote.

use std::error::Error;
use std::fs;
use std::process::Command;

use crate::Figure;
use crate::crossing::{Built, read};

/// Measures with the library and the server that `make bench` built.
///
/// # Errors
/// There is no library or no Maven, Kotlin does not compile, or nothing was written.
pub fn run() -> Result<Vec<Figure>, Box<dyn Error + Send + Sync>> {
    let Built { root, target, library, server } = Built::find()?;
    let written = root.join("android/core/target/figures.json");
    if written.exists() {
        fs::remove_file(&written)?;
    }
    let ended = Command::new("mvn")
        .args(["-q", "-B", "-Dstyle.color=never", "-f"])
        .arg(root.join("android/pom.xml"))
        .args(["test", "-pl", "core", "-Dtest=Bench"])
        .arg(format!("-Ddimos.root={}", root.display()))
        .arg(format!("-Ddimos.target={}", target.display()))
        .arg(format!("-Ddimos.server={}", server.display()))
        .arg(format!("-Ddimos.bench.library={}", library.display()))
        .status()
        .map_err(|error| format!("Maven could not be started: {error}"))?;
    if !ended.success() {
        return Err(format!("Maven ended with {ended}").into());
    }
    read(&fs::read_to_string(written)?)
}
