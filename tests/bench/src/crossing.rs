//! What Kotlin's and Swift's figures have in common: each measures itself, over the phone library as it ships and the server
//! beside this program, and writes figures as JSON.

use std::error::Error;
use std::path::{Path, PathBuf};

use crate::Figure;

/// What `make bench` built before, and where the repository is.
pub(crate) struct Built {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    /// The folder of the library of `cargo build --profile phone -p dimos-ffi`.
    pub(crate) library: PathBuf,
    pub(crate) server: PathBuf,
}

impl Built {
    /// Looks beside this program.
    ///
    /// # Errors
    /// The library or the server is not there.
    pub(crate) fn find() -> Result<Self, Box<dyn Error + Send + Sync>> {
        let this = std::env::current_exe()?;
        let release = this.parent().ok_or("this program is nowhere")?;
        let target = release.parent().ok_or("this program is nowhere")?.to_owned();
        let (library, server) = (target.join("phone"), release.join("dimos-server"));
        for built in [&library.join("libdimos_ffi.so"), &server] {
            if !built.exists() {
                return Err(format!("{} is not there: make bench builds it", built.display()).into());
            }
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        Ok(Self { root, target, library, server })
    }
}

/// One figure as it was written, in milliseconds.
#[derive(Debug, serde::Deserialize)]
struct Written {
    name: String,
    value: f64,
    limit: Option<f64>,
    note: String,
}

/// Reads a list of figures.
///
/// # Errors
/// It is no such list, or an empty one.
pub(crate) fn read(json: &str) -> Result<Vec<Figure>, Box<dyn Error + Send + Sync>> {
    let written: Vec<Written> = serde_json::from_str(json)?;
    if written.is_empty() {
        return Err("no figure was written".into());
    }
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
    fn what_kotlin_and_swift_write_is_read() {
        let json = r#"[{"name":"android: core open","value":12.5,"unit":"ms","limit":150.0,"least":null,"note":"warm"},
            {"name":"ios: intent to the store's state","value":0.5,"note":""}]"#;
        let figures = read(json).unwrap();
        assert_eq!((figures[0].value, figures[0].limit, figures[0].unit), (12.5, Some(150.0), "ms"));
        assert!(!figures[0].misses());
        assert_eq!((figures[1].value, figures[1].limit), (0.5, None));
    }

    #[test]
    fn no_figures_are_a_failure() {
        assert!(read("[]").is_err());
        assert!(read("").is_err());
    }
}
