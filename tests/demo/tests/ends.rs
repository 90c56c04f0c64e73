//! Whoever ends the demo, and whenever, finds no server left behind.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{
    fs::{File, TryLockError},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(60);

/// The demo looks for the server beside itself: it is there once the workspace was built, and built here otherwise.
fn demo() -> PathBuf {
    let demo = PathBuf::from(env!("CARGO_BIN_EXE_dimos-demo"));
    if !demo.with_file_name("dimos-server").exists() {
        let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--locked", "-p", "dimos-server"]).status();
        assert!(built.unwrap().success(), "the server was not built");
    }
    demo
}

fn begin(dir: &Path) -> (Child, impl Iterator<Item = String> + use<>) {
    let mut demo = Command::new(demo());
    let mut child = demo.args(["--listen", "127.0.0.1:0", "--dir"]).arg(dir).stdout(Stdio::piped()).spawn().unwrap();
    let stdout: ChildStdout = child.stdout.take().unwrap();
    (child, BufReader::new(stdout).lines().map_while(Result::ok))
}

/// Ends the demo and nobody else, as `kill` does; its exit status.
fn ended_by(signal: &str, mut demo: Child) -> Option<i32> {
    assert!(Command::new("kill").args([signal, &demo.id().to_string()]).status().unwrap().success());
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if let Some(status) = demo.try_wait().unwrap() {
            return status.code();
        }
        thread::sleep(Duration::from_millis(50));
    }
    demo.kill().unwrap();
    panic!("{signal} did not end the demo");
}

/// A server holds that lock for as long as it lives.
fn server_lives(dir: &Path) -> bool {
    File::open(dir.join("server/server.lock"))
        .is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

#[test]
fn in_the_middle_of_the_story() {
    for (signal, status) in [("-TERM", 143), ("-INT", 130), ("-HUP", 129)] {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("demo");
        let (demo, mut lines) = begin(&dir);
        assert!(lines.any(|line| line.contains("✓")), "the story began");
        assert!(server_lives(&dir));
        assert_eq!(ended_by(signal, demo), Some(status), "{signal}");
        let told_since: Vec<String> = lines.collect();
        assert!(!told_since.iter().any(|line| line.contains("goes on") || line.contains('✗')), "{told_since:?}");
        assert!(!server_lives(&dir), "{signal} left the server behind");
        let log = std::fs::read_to_string(dir.join("server.log")).unwrap();
        assert!(log.contains("stopping"), "it was asked, not killed: {log}");
    }
}

#[test]
fn before_the_server_has_said_where_it_listens() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("demo");
    let (demo, _lines) = begin(&dir);
    let deadline = Instant::now() + PATIENCE;
    while !dir.join("server.log").exists() {
        assert!(Instant::now() < deadline, "no server was started");
        thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(ended_by("-TERM", demo), Some(143));
    assert!(!server_lives(&dir), "the server was left behind");
}
