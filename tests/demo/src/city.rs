//! The city's server as a process of its own, on its embedded default.

use std::{
    fs,
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

/// The dispatcher's account.
pub const ACCOUNT: &str = "dispatch";
const READY_WITHIN: Duration = Duration::from_secs(20);
const STOPPED_WITHIN: Duration = Duration::from_secs(15);

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
    #[error("`dimos-server {0}` failed")]
    Command(&'static str),
    /// It did not end at all.
    #[error("it did not end within {STOPPED_WITHIN:?} and was killed")]
    Killed,
}

/// The running server.
pub struct CityServer {
    child: Child,
    url: String,
    password: String,
}

impl CityServer {
    /// Empties the demo's folder, makes the dispatcher's account, starts the server and waits until it is ready.
    pub fn start(dir: &Path, listen: SocketAddr) -> Result<Self, Trouble> {
        if dir.join("this-is-a-demo").exists() {
            fs::remove_dir_all(dir)?;
        }
        let data = dir.join("server");
        fs::create_dir_all(&data)?;
        fs::write(dir.join("this-is-a-demo"), "Everything here is made anew by `make demo`.\n")?;
        let program = std::env::current_exe()?.with_file_name("dimos-server");
        let password = format!("demo-{}", uuid::Uuid::new_v4().simple());
        add_account(&program, &data, &password)?;
        let listen = if TcpListener::bind(listen).is_ok() { listen } else { SocketAddr::new(listen.ip(), 0) };
        let log_path = dir.join("server.log");
        let log = fs::File::create(&log_path)?;
        let mut child = Command::new(&program)
            .arg("serve")
            .arg("--data")
            .arg(&data)
            .arg("--listen")
            .arg(listen.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()?;
        let Some(stdout) = child.stdout.take() else { return Err(Trouble::NotReady(log_path)) };
        match first_address(stdout) {
            Some(url) => Ok(Self { child, url, password }),
            None => {
                // Nothing was promised to anybody yet.
                let _already_dead = child.kill();
                Err(Trouble::NotReady(log_path))
            }
        }
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The dispatcher's password.
    pub fn password(&self) -> &str {
        &self.password
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) -> Result<(), Trouble> {
        interrupt(&self.child)?;
        self.ended()
    }

    /// Waits until somebody presses Ctrl-C; the server gets it too and stops by itself.
    pub fn wait(mut self) -> Result<(), Trouble> {
        static PRESSED: AtomicBool = AtomicBool::new(false);
        thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                PRESSED.store(runtime.block_on(tokio::signal::ctrl_c()).is_ok(), Ordering::SeqCst);
            }
        });
        loop {
            if let Some(status) = self.child.try_wait()? {
                return if status.success() { Ok(()) } else { Err(Trouble::Ended(status)) };
            }
            if PRESSED.load(Ordering::SeqCst) {
                println!("\nStopping …");
                interrupt(&self.child)?;
                return self.ended();
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    fn ended(&mut self) -> Result<(), Trouble> {
        let deadline = Instant::now() + STOPPED_WITHIN;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait()? {
                return if status.success() { Ok(()) } else { Err(Trouble::Ended(status)) };
            }
            thread::sleep(Duration::from_millis(50));
        }
        self.child.kill()?;
        Err(Trouble::Killed)
    }
}

impl Drop for CityServer {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            // A story that broke off must not leave a server behind.
            let _already_dead = self.child.kill();
        }
    }
}

fn add_account(program: &Path, data: &Path, password: &str) -> Result<(), Trouble> {
    let mut child = Command::new(program)
        .args(["account", "add", ACCOUNT, "--role", "dispatcher", "--password-stdin", "--data"])
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        writeln!(stdin, "{password}")?;
    }
    if child.wait()?.success() { Ok(()) } else { Err(Trouble::Command("account add")) }
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

fn interrupt(child: &Child) -> io::Result<()> {
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().map(drop)
}
