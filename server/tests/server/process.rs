//! The real binary: killed in the middle of an upload, stopped politely, started twice, with no room on the disk. What a
//! kill does to everything else is told in [`crate::killed`].

use crate::support::{Actor, Answer, client, jpeg};
use dimos_api::problem::Code;
use dimos_domain::ids::{DeviceId, MediaId};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// The real binary in a process of its own.
pub struct Server {
    child: Child,
    url: String,
}

impl Server {
    pub fn start(data: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dimos-server"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "off", "--devices-per-hour", "1000000", "--data"]);
        Self::run(command.arg(data))
    }

    fn run(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("dimos-server listening on ").expect(&line).to_owned();
        Self { child, url }
    }

    pub fn stranger(&self) -> Actor {
        Actor { http: client(), url: self.url.clone(), token: None, language: "en", device: None }
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sixteen phones register over and over, until the server is gone; what was acknowledged.
fn hammer(server: &Server) -> (Vec<tokio::task::JoinHandle<()>>, Arc<Mutex<Vec<String>>>) {
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let tasks = (0..16).map(|_| {
        let (stranger, acknowledged) = (server.stranger(), Arc::clone(&acknowledged));
        tokio::spawn(async move {
            loop {
                let body = serde_json::json!({
                    "id": Uuid::now_v7(), "platform": "terminal", "app_version": "0.1.0", "language": "el"
                });
                let call = stranger.call(reqwest::Method::POST, "/devices").json(&body);
                match Answer::maybe(call).await {
                    Ok(answer) if answer.status == 201 => {
                        acknowledged.lock().unwrap().push(answer.json()["token"].as_str().unwrap().to_owned());
                    }
                    _ => return,
                }
            }
        })
    });
    (tasks.collect(), acknowledged)
}

async fn all_known(server: &Server, tokens: &[String]) {
    let stranger = server.stranger();
    for token in tokens {
        assert_eq!(stranger.with_token(token).get("/changes").await.status, 200, "an acknowledged phone is lost");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transfer_goes_on_where_a_killed_server_was() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(dir.path());
    let (mut phone, photo) = (server.stranger().registered().await, jpeg(800, 600));
    let id = MediaId(Uuid::now_v7());
    phone.announce(id, &photo, None).await;
    let half = photo.len() / 2;
    assert_eq!(phone.part(id, 0, &photo[..half]).await.status, 204);
    server.kill();
    let again = Server::start(dir.path());
    phone.url.clone_from(&again.url);
    assert_eq!(phone.arrived(id).await, half);
    assert_eq!(phone.part(id, half, &photo[half..]).await.status, 204);
    // Killed between the last byte and the photo: simulated by taking the photo's row away.
    drop(again);
    let file = rusqlite::Connection::open(dir.path().join("dimos.sqlite")).unwrap();
    file.execute("DELETE FROM media", []).unwrap();
    file.execute("UPDATE uploads SET state = 'open'", []).unwrap();
    std::fs::write(dir.path().join(format!("uploads/{}.part", id.0.simple())), &photo).unwrap();
    let third = Server::start(dir.path());
    phone.url.clone_from(&third.url);
    assert_eq!(phone.arrived(id).await, photo.len());
    assert_eq!(phone.get(&format!("/media/{id}")).await.status, 200, "asking for the offset made it a photo");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopped_politely_it_finishes_what_runs_and_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    for signal in ["-TERM", "-INT"] {
        let mut server = Server::start(dir.path());
        let (tasks, acknowledged) = hammer(&server);
        tokio::time::sleep(Duration::from_millis(300)).await;
        server.signal(signal);
        let asked = Instant::now();
        assert!(server.child.wait().unwrap().success());
        assert!(asked.elapsed() < Duration::from_secs(12));
        for task in tasks {
            task.await.unwrap();
        }
        let tokens = acknowledged.lock().unwrap().clone();
        assert!(!tokens.is_empty());
        all_known(&Server::start(dir.path()), &tokens).await;
    }
}

#[tokio::test]
async fn a_second_server_on_the_same_data_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let _first = Server::start(dir.path());
    let mut second = Command::new(env!("CARGO_BIN_EXE_dimos-server"));
    let second = second.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(dir.path()).output().unwrap();
    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains("another server is using"));
}

/// The kernel refuses to let any file grow beyond a size, as a full disk would; then room is made again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_room_it_says_so_and_recovers_when_there_is_room() {
    let dir = tempfile::tempdir().unwrap();
    let script = "trap '' XFSZ; ulimit -S -f 4000; exec \"$0\" serve --listen 127.0.0.1:0 --log off --data \"$1\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_dimos-server")]).arg(dir.path());
    let server = Server::run(&mut shell);
    let stranger = server.stranger();
    let mut acknowledged = Vec::new();
    let refused = loop {
        let answer = stranger.register(DeviceId(Uuid::now_v7())).await;
        if answer.status != 201 {
            break answer;
        }
        acknowledged.push(answer.json()["token"].as_str().unwrap().to_owned());
        assert!(acknowledged.len() < 1_000, "the limit was never felt");
    };
    refused.problem(Code::Unavailable);
    assert!(refused.headers.contains_key("retry-after"));
    let pid = server.child.id().to_string();
    let room = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited"]).status().unwrap();
    assert!(room.success());
    let phone = server.stranger().registered().await;
    assert_eq!(phone.get("/changes").await.status, 200);
    all_known(&server, &acknowledged).await;
}
