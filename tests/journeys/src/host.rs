//! Where the server runs: in this process, or as the real binary in a process of its own that can be killed.

use crate::city::Trouble;
use dimos_checkout::ProviderName;
use dimos_server::{Running, config::Config, payments::ProviderOptions, start_with, state::Clock};
use jiff::{SignedDuration, Timestamp};
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use tokio::runtime::Handle;

/// A running server.
pub enum Host {
    /// In this process; its clock can be put forward.
    Here(Box<Running>),
    /// In a process of its own.
    Apart(Child),
}

/// How to start it.
#[derive(Clone)]
pub struct Plan {
    pub data: PathBuf,
    /// The binary; absent: in this process.
    pub program: Option<PathBuf>,
    /// Seconds by which its clock is ahead, in this process.
    pub later_s: Arc<AtomicI64>,
    /// Who takes money for the city.
    pub providers: Vec<ProviderName>,
}

impl Plan {
    /// Starts it, on any free port or on the one that it had.
    pub fn start(&self, runtime: &Handle, port: Option<SocketAddr>) -> Result<(Host, SocketAddr), Trouble> {
        let listen = port.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)));
        match &self.program {
            None => {
                let paying = ProviderOptions { providers: self.providers.clone(), public_url: None };
                let config = Config { listen, paying, ..Config::in_dir(&self.data) };
                let later_s = Arc::clone(&self.later_s);
                let clock = Clock::of(move || {
                    Timestamp::now()
                        .saturating_add(SignedDuration::from_secs(later_s.load(Ordering::Relaxed)))
                        .unwrap_or(Timestamp::MAX)
                });
                let running = runtime.block_on(start_with(config, clock))?;
                let addr = running.addr;
                Ok((Host::Here(Box::new(running)), addr))
            }
            Some(program) => self.spawn(program, listen),
        }
    }

    fn spawn(&self, program: &Path, listen: SocketAddr) -> Result<(Host, SocketAddr), Trouble> {
        let providers = self.providers.iter().map(|name| format!("--provider={name}"));
        let mut child = Command::new(program)
            .args(["serve", "--log", "off", "--devices-per-hour", "1000000", "--listen"])
            .arg(listen.to_string())
            .args(providers)
            .arg("--data")
            .arg(&self.data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        let addr = line.trim().rsplit("http://").next().and_then(|addr| addr.parse().ok());
        match addr {
            Some(addr) => Ok((Host::Apart(child), addr)),
            None => {
                let _already_gone = child.kill();
                Err(Trouble::Missing(format!("address in “{line}”")))
            }
        }
    }
}

impl Host {
    /// Asks it to stop, and waits until it has.
    pub fn stop(self, runtime: &Handle) -> Result<(), Trouble> {
        match self {
            Self::Here(running) => runtime.block_on(running.stop()),
            Self::Apart(mut child) => {
                Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
                child.wait()?;
            }
        }
        Ok(())
    }

    /// Kills it as a power cut would: `kill -9`, or in this process without a word.
    pub fn kill(self) -> Result<(), Trouble> {
        match self {
            Self::Here(_) => Err(Trouble::Missing("server in a process of its own".to_owned())),
            Self::Apart(mut child) => {
                child.kill()?;
                child.wait()?;
                Ok(())
            }
        }
    }
}
