//! A terminal in front of a phone of that name.

use dimos_journeys::City;
use serde_json::Value;
use std::{
    path::PathBuf,
    process::{Command, Output, Stdio},
};

pub struct Terminal {
    pub dir: PathBuf,
    server: String,
    bundled: PathBuf,
}

impl Terminal {
    pub fn new(city: &City, name: &str) -> Self {
        let options = city.options(name);
        Self { dir: options.dir, server: options.server, bundled: options.bundled_city.unwrap() }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dimos-phone"));
        command.args(["--server", &self.server, "--bundled-city"]).arg(&self.bundled).arg("--data").arg(&self.dir);
        command.args(arguments).stdin(Stdio::null());
        command
    }

    /// Does it and gives what was printed.
    #[track_caller]
    pub fn says(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Does it and gives the JSON.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        let all: Vec<&str> = ["--json"].iter().chain(arguments).copied().collect();
        let said = self.says(&all);
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {said}"))
    }

    /// Does it and is asked something first; gives what can be decided, and what is said of it.
    #[track_caller]
    pub fn undecided(&self, arguments: &[&str]) -> (Value, String) {
        let all: Vec<&str> = ["--json"].iter().chain(arguments).copied().collect();
        let Output { status, stdout, stderr } = self.command(&all).output().unwrap();
        assert_eq!(status.code(), Some(3), "{arguments:?}: {}{}", text(&stdout), text(&stderr));
        (serde_json::from_slice(&stdout).unwrap(), text(&stderr))
    }

    /// Does it in vain; gives why.
    #[track_caller]
    pub fn refused(&self, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        assert_eq!(status.code(), Some(1), "{arguments:?}: {}{}", text(&stdout), text(&stderr));
        assert!(stdout.is_empty(), "{}", text(&stdout));
        text(&stderr).trim().to_owned()
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub fn photo(name: &str) -> String {
    dimos_journeys::photo(name).to_string_lossy().into_owned()
}
