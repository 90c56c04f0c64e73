//! What the crossing from Kotlin costs: the phone library as it would ship, through JNA on a JVM. Kotlin measures itself
//! (`Bench.kt` in `android/core`); this has Maven run it and reads what it wrote.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Figure;

/// One figure as `Bench.kt` writes it.
#[derive(Debug, serde::Deserialize)]
struct Written {
    name: String,
    value: f64,
    limit: Option<f64>,
    note: String,
}

/// Measures with the library of `cargo build --profile phone -p dimos-ffi` and the server beside this program.
///
/// # Errors
/// There is no library or no Maven, Kotlin does not compile, or nothing was written.
pub fn run() -> Result<Vec<Figure>, Box<dyn Error + Send + Sync>> {
    let this = std::env::current_exe()?;
    let release = this.parent().ok_or("this program is nowhere")?;
    let target = release.parent().ok_or("this program is nowhere")?;
    let (library, server) = (target.join("phone"), release.join("dimos-server"));
    for built in [&library.join("libdimos_ffi.so"), &server] {
        if !built.exists() {
            return Err(format!("{} is not there: make bench builds it", built.display()).into());
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
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

fn read(json: &str) -> Result<Vec<Figure>, Box<dyn Error + Send + Sync>> {
    let written: Vec<Written> = serde_json::from_str(json)?;
    Ok(written
        .into_iter()
        .map(|Written { name, value, limit, note }| Figure {
            name,
            value,
            unit: "ms",
            limit,
            note,
            ..Figure::default()
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_kotlin_writes_is_read() {
        let json =
            r#"[{"name":"android: core open","value":12.5,"unit":"ms","limit":150.0,"least":null,"note":"warm"}]"#;
        let figures = read(json).unwrap();
        assert_eq!((figures[0].value, figures[0].limit, figures[0].unit), (12.5, Some(150.0), "ms"));
        assert!(!figures[0].misses());
    }
}
