//! A provider's double: answers what it was told to, one answer a request, and remembers what it heard.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests; each test file uses its own part"
)]

use serde_json::Value;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// An answer.
#[derive(Debug, Clone)]
pub enum Says {
    /// A status, a type and a body.
    Answer(u16, String, String),
    /// Nothing, for longer than anyone waits.
    Nothing,
    /// It closes the connection when it has heard.
    HangsUp,
    /// It promises more than it sends, and then sends nothing.
    HalfAnAnswer,
}

impl Says {
    pub fn json(status: u16, body: Value) -> Self {
        Self::Answer(status, "application/json".to_owned(), body.to_string())
    }

    pub fn text(status: u16, kind: &str, body: &str) -> Self {
        Self::Answer(status, kind.to_owned(), body.to_owned())
    }
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Heard {
    /// `POST /path?query`
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Heard {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value)
    }
}

/// The double.
pub struct Double {
    pub address: String,
    heard: Arc<Mutex<Vec<Heard>>>,
}

impl Double {
    pub async fn new(says: impl IntoIterator<Item = Says>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let says = Arc::new(Mutex::new(says.into_iter().collect::<VecDeque<_>>()));
        let ears = heard.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(answer(stream, says.clone(), ears.clone()));
            }
        });
        Self { address, heard }
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

/// One request a connection.
async fn answer(mut stream: TcpStream, says: Arc<Mutex<VecDeque<Says>>>, ears: Arc<Mutex<Vec<Heard>>>) {
    let Some(heard) = hear(&mut stream).await else { return };
    ears.lock().unwrap().push(heard);
    let says = says.lock().unwrap().pop_front().unwrap_or_else(|| Says::text(500, "text/plain", "not expected"));
    match says {
        Says::Answer(status, kind, body) => {
            let location = if status == 302 { "location: https://example.invalid/\r\n" } else { "" };
            let head = format!(
                "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\n{location}connection: close\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(body.as_bytes()).await;
        }
        Says::Nothing => tokio::time::sleep(Duration::from_secs(60)).await,
        Says::HangsUp => {}
        Says::HalfAnAnswer => {
            let half = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"id\":";
            let _ = stream.write_all(half.as_bytes()).await;
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
    }
}

async fn hear(stream: &mut TcpStream) -> Option<Heard> {
    let mut bytes = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let read = stream.read(&mut piece).await.ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let mut lines = head.lines();
        let line = lines.next()?.rsplit_once(' ')?.0.to_owned();
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let length = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, n)| n.parse().unwrap());
        if body.len() >= length {
            return Some(Heard { line, headers, body: body.to_owned() });
        }
    }
}
