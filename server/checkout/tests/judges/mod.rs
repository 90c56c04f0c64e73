//! Others who judge: fetched with the ordinary package tools into the target folder, skipped with a line where they cannot
//! be had.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// Where they live.
fn tools() -> PathBuf {
    // The test's own program is in target/…/deps.
    let program = std::env::current_exe().unwrap();
    let target = program.ancestors().nth(3).unwrap();
    let tools = target.join("tools");
    fs::create_dir_all(&tools).unwrap();
    tools
}

fn runs(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// A Python that has Stripe's own library.
pub fn stripe_python() -> Option<PathBuf> {
    let home = tools().join("stripe-venv");
    let python = home.join("bin/python");
    let ready = |python: &Path| runs(Command::new(python).args(["-c", "import stripe"]));
    let fetched = ready(&python)
        || runs(Command::new("python3").args(["-m", "venv"]).arg(&home))
            && runs(Command::new(&python).args(["-m", "pip", "install", "--quiet", "stripe==16.1.0"]))
            && ready(&python);
    if !fetched {
        dimos_told::skipped("Stripe's Python library cannot be fetched (python3 -m venv, pip install stripe)");
    }
    fetched.then_some(python)
}

/// What Stripe's library says of each header about a body.
pub fn verdicts(python: &Path, body: &str, secret: &str, headers: &[String]) -> Vec<bool> {
    let program = "
import json, sys, stripe
body, secret, headers = json.loads(sys.argv[1])
def verdict(header):
    try:
        stripe.WebhookSignature.verify_header(body, header, secret, tolerance=300)
        return True
    except (stripe.SignatureVerificationError, ValueError, IndexError):
        return False
print(json.dumps([verdict(header) for header in headers]))
";
    let asked = serde_json::json!([body, secret, headers]).to_string();
    let answer = Command::new(python).args(["-c", program, &asked]).output().unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    serde_json::from_slice(&answer.stdout).unwrap()
}

/// stripe-mock on a free port of this machine.
pub struct StripeMock {
    pub address: String,
    process: Child,
}

impl StripeMock {
    pub async fn start() -> Option<Self> {
        let tools = tools();
        let program = tools.join("stripe-mock");
        if !program.exists() {
            let module = "github.com/stripe/stripe-mock@v0.203.0";
            runs(Command::new("go").args(["install", module]).env("GOBIN", &tools));
        }
        if !program.exists() {
            dimos_told::skipped(
                "stripe-mock cannot be built (Go 1.22 or newer: go install github.com/stripe/stripe-mock@v0.203.0)",
            );
            return None;
        }
        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let mut command = Command::new(&program);
        command.args(["-http-addr", &format!("127.0.0.1:{port}")]).stdout(Stdio::null()).stderr(Stdio::null());
        let mock = Self { address: format!("http://127.0.0.1:{port}"), process: command.spawn().unwrap() };
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return Some(mock);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        dimos_told::skipped("stripe-mock does not start");
        None
    }
}

impl Drop for StripeMock {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
