//! The city's server as a process of its own, on its embedded default.

use crate::process::Process;
use std::{
    fs::{self, TryLockError},
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    thread,
    time::Duration,
};

/// The dispatcher's account.
pub const DISPATCHER: &str = "dispatch";
/// Who sits at the cash desk.
pub const CASHIER: &str = "cash-desk";
/// Two who answer for the city's money: one asks for a refund, the other approves it.
pub const TREASURERS: [&str; 2] = ["treasurer", "second-treasurer"];
const READY_WITHIN: Duration = Duration::from_secs(20);

/// What went wrong with it.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A file or a process.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It never said where it listens.
    #[error("it did not say where it listens within {READY_WITHIN:?}; its log is {0}")]
    NotReady(PathBuf),
    /// It did not end well.
    #[error("it ended with {0}")]
    Ended(ExitStatus),
    /// A command beside it failed.
    #[error("`dimos-server {0}` failed: {1}")]
    Command(String, String),
    /// Somebody's folder.
    #[error("{} holds something else than a demo; name an empty folder with --dir", .0.display())]
    Foreign(PathBuf),
    /// It did not end at all.
    #[error("it did not end within {0:?} and was killed")]
    Killed(Duration),
}

/// What says that a folder is a demo's; whoever holds its lock plays there.
const MARKER: &str = "this-is-a-demo";
/// As the server names its lock.
const SERVER_LOCK: &str = "server/server.lock";

/// A folder in which one demo plays, for as long as this lives.
pub struct Stage {
    /// Where.
    pub dir: PathBuf,
    _marker: fs::File,
}

impl Stage {
    /// Takes `wanted`, or the next free folder beside it (`.demo-2`, …) where another demo plays, and empties it.
    pub fn take(wanted: &Path) -> Result<Self, Trouble> {
        let mut number = 1_u32;
        loop {
            let mut name = wanted.as_os_str().to_owned();
            if number > 1 {
                name.push(format!("-{number}"));
            }
            if let Some(stage) = Self::take_this(Path::new(&name))? {
                return Ok(stage);
            }
            number += 1;
        }
    }

    /// None if somebody plays there: another demo, or a server that a demo left behind.
    fn take_this(dir: &Path) -> Result<Option<Self>, Trouble> {
        fs::create_dir_all(dir)?;
        let marker = dir.join(MARKER);
        if !marker.exists() && fs::read_dir(dir)?.next().is_some() {
            return Err(Trouble::Foreign(dir.to_owned()));
        }
        let mut file = fs::File::options().create(true).append(true).open(&marker)?;
        if is_taken(&file)? {
            return Ok(None);
        }
        if let Ok(lock) = fs::File::open(dir.join(SERVER_LOCK))
            && is_taken(&lock)?
        {
            return Ok(None);
        }
        if file.metadata()?.len() == 0 {
            writeln!(file, "Everything here is made anew by `make demo`.")?;
        }
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            if path.is_dir() {
                fs::remove_dir_all(path)?;
            } else if path != marker {
                fs::remove_file(path)?;
            }
        }
        Ok(Some(Self { dir: dir.to_owned(), _marker: file }))
    }
}

/// Whether somebody else holds the lock of a file; if not, it is held from now on.
fn is_taken(file: &fs::File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(cause)) => Err(cause),
    }
}

/// The running server.
pub struct CityServer {
    process: Process,
    url: String,
    password: String,
    program: PathBuf,
    data: PathBuf,
}

/// What a command beside it said.
#[derive(Debug)]
pub struct Said {
    /// As it was typed.
    pub command: String,
    /// Whether it did what it was told.
    pub done: bool,
    /// Everything that it printed.
    pub lines: Vec<String>,
}

impl CityServer {
    /// Makes the staff's accounts, starts the server and waits until it is ready.
    pub fn start(dir: &Path, listen: SocketAddr, process: Process) -> Result<Self, Trouble> {
        let data = dir.join("server");
        fs::create_dir_all(&data)?;
        let program = std::env::current_exe()?.with_file_name("dimos-server");
        let password = format!("demo-{}", uuid::Uuid::new_v4().simple());
        let [first, second] = TREASURERS;
        for (account, role) in
            [(DISPATCHER, "dispatcher"), (CASHIER, "cashier"), (first, "treasurer"), (second, "treasurer")]
        {
            add_account(&program, &data, account, role, &password)?;
        }
        let listen = if TcpListener::bind(listen).is_ok() { listen } else { SocketAddr::new(listen.ip(), 0) };
        let log_path = dir.join("server.log");
        let log = fs::File::create(&log_path)?;
        let mut command = Command::new(&program);
        command
            .arg("serve")
            .arg("--data")
            .arg(&data)
            .arg("--listen")
            .arg(listen.to_string())
            .args(["--provider", "sandbox"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        match process.start(&mut command)?.and_then(first_address) {
            Some(url) => Ok(Self { process, url, password, program, data }),
            None => {
                // Nothing was promised to anybody yet.
                process.kill();
                Err(Trouble::NotReady(log_path))
            }
        }
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its process.
    pub fn process(&self) -> &Process {
        &self.process
    }

    /// The password of the staff's accounts.
    pub fn password(&self) -> &str {
        &self.password
    }

    /// Runs `dimos-server` on its data beside it, as whoever looks after the server does.
    pub fn command(&self, words: &[&str]) -> Result<Said, Trouble> {
        self.typing(words, "")
    }

    /// The same, with a line typed into it.
    pub fn typing(&self, words: &[&str], line: &str) -> Result<Said, Trouble> {
        let mut child = Command::new(&self.program)
            .args(words)
            .arg("--data")
            .arg(&self.data)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // Most commands read nothing, and may be done before this is written.
            let _not_read = writeln!(stdin, "{line}");
        }
        let output = child.wait_with_output()?;
        let printed = [output.stdout, output.stderr].concat();
        Ok(Said {
            command: words.iter().fold("dimos-server".to_owned(), |line, word| line + " " + &as_typed(word)),
            done: output.status.success(),
            lines: String::from_utf8_lossy(&printed).lines().map(str::to_owned).collect(),
        })
    }
}

impl Drop for CityServer {
    fn drop(&mut self) {
        // A story that broke off must not leave a server behind.
        self.process.kill();
    }
}

fn add_account(program: &Path, data: &Path, account: &str, role: &str, password: &str) -> Result<(), Trouble> {
    let words = ["account", "add", account, "--role", role, "--password-stdin", "--data"];
    let mut child = Command::new(program)
        .args(words)
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        writeln!(stdin, "{password}")?;
    }
    let output = child.wait_with_output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(Trouble::Command("account add".to_owned(), String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// A word of a command as it is typed.
fn as_typed(word: &str) -> String {
    if word.contains(' ') { format!("\"{word}\"") } else { word.to_owned() }
}

/// The address in the server's first line.
fn first_address(stdout: std::process::ChildStdout) -> Option<String> {
    let (send, receive) = std::sync::mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Some(at) = line.find("http://") {
                let address: String =
                    line.chars().skip(line.get(..at).map_or(0, |head| head.chars().count())).collect();
                // The story may be over already.
                let _nobody_waits = send.send(address.trim().to_owned());
            }
        }
    });
    receive.recv_timeout(READY_WITHIN).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_second_demo_leaves_the_first_ones_data_alone() {
        let home = tempfile::tempdir().unwrap();
        let wanted = home.path().join("demo");
        let first = Stage::take(&wanted).unwrap();
        fs::write(first.dir.join("a-photo"), "").unwrap();
        let second = Stage::take(&wanted).unwrap();
        assert_eq!((&first.dir, &second.dir), (&wanted, &home.path().join("demo-2")));
        assert!(first.dir.join("a-photo").exists());
        drop(first);
        let again = Stage::take(&wanted).unwrap();
        assert_eq!(again.dir, wanted);
        assert!(!again.dir.join("a-photo").exists(), "emptied");
    }

    #[test]
    fn a_server_that_was_left_behind_keeps_its_folder() {
        let home = tempfile::tempdir().unwrap();
        let wanted = home.path().join("demo");
        drop(Stage::take(&wanted).unwrap());
        fs::create_dir(wanted.join("server")).unwrap();
        let lock = fs::File::create(wanted.join(SERVER_LOCK)).unwrap();
        lock.lock().unwrap();
        assert_eq!(Stage::take(&wanted).unwrap().dir, home.path().join("demo-2"));
        drop(lock);
        assert_eq!(Stage::take(&wanted).unwrap().dir, wanted);
    }

    #[test]
    fn a_folder_with_something_else_in_it_is_not_touched() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("my-thesis"), "").unwrap();
        assert!(matches!(Stage::take(home.path()), Err(Trouble::Foreign(_))));
        assert!(home.path().join("my-thesis").exists());
    }
}
