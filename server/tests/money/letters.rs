//! Letters by e-mail: handed to a real mail server (aiosmtpd) where Python can bring one, and to one that refuses.

use crate::town::Town;
use dimos_server::{
    bills,
    mail::{MailOptions, Postman},
};
use serde_json::json;
use std::{
    fs,
    net::TcpStream as Probe,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

fn postman(port: u16) -> Postman {
    let options = MailOptions {
        smtp: Some(format!("127.0.0.1:{port}")),
        mail_from: Some("Town of Lilliput <no-reply@lilliput.example>".to_owned()),
    };
    Postman::of(&options).unwrap().unwrap()
}

/// A mail server of somebody else's making, with a folder for what it took.
struct Server {
    child: Child,
    folder: PathBuf,
    port: u16,
    _home: tempfile::TempDir,
}

impl Server {
    fn start() -> Option<Self> {
        let python = python()?;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("mail");
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(python)
            .args(["-m", "aiosmtpd", "-n", "-l", &format!("127.0.0.1:{port}"), "-c", "aiosmtpd.handlers.Mailbox"])
            .arg(&folder)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        for _ in 0..100 {
            if Probe::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(Self { child, folder, port, _home: home })
    }

    /// What it took, oldest first.
    fn took(&self) -> Vec<String> {
        let Ok(new) = fs::read_dir(self.folder.join("new")) else { return Vec::new() };
        let mut files: Vec<PathBuf> = new.map(|file| file.unwrap().path()).collect();
        files.sort_by_key(|file| fs::metadata(file).unwrap().modified().unwrap());
        files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mail-python");
    let python = folder.join("bin/python");
    let ready = || Command::new(&python).args(["-c", "import aiosmtpd"]).output().is_ok_and(|o| o.status.success());
    if !ready() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).output();
        let brought = Command::new(&python).args(["-m", "pip", "install", "-q", "aiosmtpd==1.4.6"]).output();
        if made.is_err() || brought.is_err() || !ready() {
            dimos_told::skipped("aiosmtpd could not be installed (python3-venv and the network are needed)");
            return None;
        }
    }
    Some(python)
}

fn line<'a>(letter: &'a str, start: &str) -> &'a str {
    letter.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("no {start} in:\n{letter}"))
}

#[tokio::test]
async fn a_receipt_and_a_reminder_arrive_at_a_real_mail_server() {
    let Some(server) = Server::start() else { return };
    let mut town = Town::open().await;
    let (app, postman) = (town.city.running.app.clone(), postman(server.port));
    let (paid, open) = (town.bill("visit-ticket", 4_512).await, town.bill("harbour-dues", 10_000).await);
    assert_eq!(postman.send_due(&app).await.unwrap(), 0);
    town.cash(&paid, 4_512).await.ok();
    assert_eq!(postman.send_due(&app).await.unwrap(), 1);
    assert_eq!(postman.send_due(&app).await.unwrap(), 0, "once");
    let letter = server.took().remove(0);
    assert_eq!(line(&letter, "To:"), "To: flimnap@lilliput.example");
    assert_eq!(line(&letter, "Auto-Submitted:"), "Auto-Submitted: auto-generated");
    assert!(line(&letter, "Message-ID:").ends_with("@lilliput.example>"));
    assert!(letter.contains("receipt-2026-000001.pdf") && letter.contains("JVBERi0"), "{letter}");
    assert_eq!(town.city.count("SELECT count(*) FROM mail_outbox WHERE recipient <> '' AND state = 'sent'").await, 0);

    // The server dies after the mail server's answer and before our note: sent again, known by its name.
    let again = "UPDATE mail_outbox SET state = 'waiting', recipient = 'flimnap@lilliput.example'";
    app.db.write(move |tx| tx.execute(again, [])).await.unwrap();
    assert_eq!(postman.send_due(&app).await.unwrap(), 1);
    let letters = server.took();
    assert_eq!(line(&letters[0], "Message-ID:"), line(&letters[1], "Message-ID:"));

    town.city.pass_days(23);
    bills::remind_all(&app).await.unwrap();
    assert_eq!(postman.send_due(&app).await.unwrap(), 1);
    assert_eq!(server.took().len(), 3);
    town.city.pass_days(8);
    bills::remind_all(&app).await.unwrap();
    town.next_shift().await;
    town.cash(&open, 10_000).await.ok();
    assert_eq!(postman.send_due(&app).await.unwrap(), 1, "the receipt, and no reminder of what is paid");
    assert_eq!(town.city.count("SELECT count(*) FROM mail_outbox WHERE state = 'given_up'").await, 1);
}

/// A mail server that answers every recipient like this.
async fn refusing(answer: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, answer));
        }
    });
    port
}

async fn talk(stream: TcpStream, answer: &'static str) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let _ = write.write_all(b"220 ready\r\n").await;
    while let Ok(Some(line)) = lines.next_line().await {
        let said = if line.starts_with("RCPT") { answer } else { "250 well" };
        if write.write_all(format!("{said}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn a_letter_that_is_not_taken_waits_longer_each_time_and_one_that_never_will_be_is_given_up() {
    let town = Town::open().await;
    let app = town.city.running.app.clone();
    let bill = town.bill("visit-ticket", 4_512).await;
    town.cash(&bill, 4_512).await.ok();
    let busy = postman(refusing("451 busy").await);
    let tries = "SELECT tries FROM mail_outbox";
    for (minutes, tried) in [(0, 1), (0, 1), (1, 2), (1, 2), (1, 3)] {
        town.city.pass_minutes(minutes);
        assert_eq!(busy.send_due(&app).await.unwrap(), 0);
        assert_eq!(town.city.count(tries).await, tried, "after {minutes} more minutes");
    }
    let nobody = postman(refusing("550 no such user").await);
    town.city.pass_minutes(4);
    assert_eq!(nobody.send_due(&app).await.unwrap(), 0);
    let given_up = "SELECT count(*) FROM mail_outbox WHERE state = 'given_up' AND recipient = ''";
    assert_eq!(town.city.count(given_up).await, 1, "and its address is forgotten");
}

#[tokio::test]
async fn letters_wait_for_days_and_are_then_given_up() {
    let town = Town::open().await;
    let app = town.city.running.app.clone();
    let mut order = crate::town::order("visit-ticket", 1_000);
    order["email"] = json!("lost@lilliput.example");
    let bill = town.issue(&order).await;
    town.cash(&bill, 1_000).await.ok();
    // Nobody listens there.
    let postman = postman(1);
    for _ in 0..20 {
        postman.send_due(&app).await.unwrap();
        town.city.pass_minutes(6 * 60);
    }
    assert_eq!(town.city.count("SELECT tries FROM mail_outbox WHERE state = 'given_up'").await, 16);
}
