//! Where figures are kept: `docs/figures.json`, each with its date, the machine's size and the command that made it.

use crate::Figure;
use serde_json::{Value, json};
use std::{fs, io, path::Path};

/// One figure as it is kept.
#[must_use]
pub fn entry(figure: &Figure, command: &str) -> Value {
    json!({
        "name": figure.name,
        "value": if figure.value.is_finite() { json!(rounded(figure.value)) } else { Value::Null },
        "unit": figure.unit,
        "limit": figure.limit.map(rounded),
        "least": figure.least.map(rounded),
        "peer": figure.peer,
        "ratio": figure.ratio.filter(|ratio| ratio.is_finite()).map(|ratio| (ratio * 1000.0).round() / 1000.0),
        "note": figure.note,
        "date": jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string(),
        "machine": machine(),
        "command": command,
    })
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Puts figures into the file: each replaces the one of its name, the others stay.
///
/// # Errors
/// The file cannot be read or written, or is not JSON.
pub fn keep(path: &Path, figures: &[Value]) -> io::Result<()> {
    let mut all: Vec<Value> = match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    for figure in figures {
        all.retain(|kept| kept.get("name") != figure.get("name"));
        all.push(figure.clone());
    }
    all.sort_by_key(|figure| figure.get("name").and_then(Value::as_str).map(str::to_owned));
    fs::write(path, serde_json::to_string_pretty(&all)? + "\n")
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("MemTotal"))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok()
    });
    match memory {
        Some(kib) => format!("{cores} cores, {:.0} GiB, {}", kib / 1_048_576.0, std::env::consts::ARCH),
        None => format!("{cores} cores, {}", std::env::consts::ARCH),
    }
}
