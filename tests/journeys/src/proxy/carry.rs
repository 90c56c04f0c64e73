//! Carries one request to the server and its answer back, or does not. Every request has a connection of its own.

use super::{Fate, Line};
use std::{io, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

/// Longest head of a request.
const LONGEST_HEAD: usize = 64 << 10;
/// Longest body: more than any request of ours has.
const LONGEST_BODY: usize = 64 << 20;
/// Nobody waits longer for anything.
const PATIENCE: Duration = Duration::from_secs(60);
/// Whoever is held back waits for somebody to overtake, but not for ever.
const HELD_BACK: Duration = Duration::from_millis(250);
/// Into so many pieces a dripping answer falls.
const DRIPS: usize = 12;

/// A request as it came.
struct Heard {
    head: Vec<u8>,
    body: Vec<u8>,
    method: String,
    path: String,
}

impl Heard {
    fn bytes(&self) -> Vec<u8> {
        [self.head.as_slice(), self.body.as_slice()].concat()
    }

    /// Method and path, with everything that is an id as `*`.
    fn name(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        let is_id = |part: &str| part.len() >= 32 && part.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        let parts: Vec<&str> = path.split('/').map(|part| if is_id(part) { "*" } else { part }).collect();
        format!("{} {}", self.method, parts.join("/"))
    }
}

/// Chance for one request: drawn together, so that requests at the same time do not mix their draws.
struct Chance {
    fate: Fate,
    millis: u64,
    part: f64,
    coin: bool,
}

pub(super) async fn carry(line: &Line, mut phone: TcpStream) -> io::Result<()> {
    phone.set_nodelay(true)?;
    let Some(heard) = timeout(PATIENCE, hear(line, &mut phone)).await?? else { return Ok(()) };
    let chance = draw(line, &heard);
    match chance.fate {
        Fate::CutBefore => Ok(()),
        Fate::CutRequest => {
            let mut server = connect(line).await?;
            server.write_all(part_of(&heard.bytes(), chance.part)).await?;
            // Long enough for the server to have it, then silence.
            sleep(Duration::from_millis(5)).await;
            Ok(())
        }
        Fate::CutAfter => ask(line, &heard).await.map(drop),
        Fate::CutAnswer => {
            let answer = ask(line, &heard).await?;
            phone.write_all(part_of(&answer, chance.part)).await?;
            phone.flush().await
        }
        Fate::Arrive => give(&mut phone, &ask(line, &heard).await?).await,
        Fate::Delay => {
            sleep(Duration::from_millis(chance.millis)).await;
            give(&mut phone, &ask(line, &heard).await?).await
        }
        Fate::Duplicate => {
            let (one, other) = if chance.coin {
                tokio::join!(ask(line, &heard), ask(line, &heard))
            } else {
                (ask(line, &heard).await, ask(line, &heard).await)
            };
            give(&mut phone, &(if chance.millis.is_multiple_of(2) { one } else { other }?)).await
        }
        Fate::Overtaken => {
            let _nobody_came = timeout(HELD_BACK, line.passed.notified()).await;
            give(&mut phone, &ask(line, &heard).await?).await
        }
        Fate::Drip => {
            let answer = ask(line, &heard).await?;
            for piece in answer.chunks(answer.len().div_ceil(DRIPS).max(1)) {
                phone.write_all(piece).await?;
                sleep(Duration::from_millis(chance.millis / 10)).await;
            }
            phone.shutdown().await
        }
        Fate::Busy => {
            let status = if chance.coin { "429 Too Many Requests" } else { "503 Service Unavailable" };
            let answer =
                format!("HTTP/1.1 {status}\r\nretry-after: 0\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbusy");
            give(&mut phone, answer.as_bytes()).await
        }
        Fate::Portal => {
            let page = "<html><body>Welcome to Hotel Aegean! Please log in.</body></html>";
            let answer = if chance.coin {
                format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
                    page.len()
                )
            } else {
                "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                    .to_owned()
            };
            give(&mut phone, answer.as_bytes()).await
        }
        Fate::Stall => {
            stalled(line).await;
            Ok(())
        }
        Fate::StallAfter => {
            ask(line, &heard).await?;
            stalled(line).await;
            Ok(())
        }
    }
}

/// Until somebody lets go, or long enough.
async fn stalled(line: &Line) {
    let mut released = line.released.subscribe();
    let _long_enough = timeout(PATIENCE, released.changed()).await;
}

fn draw(line: &Line, heard: &Heard) -> Chance {
    let mut state = line.state();
    let planned =
        state.planned.front().is_some_and(|next| next.method == heard.method && heard.path.contains(&next.path));
    let next = if planned { state.planned.pop_front() } else { None };
    let faults = state.faults.clone();
    let random = &mut state.random;
    let chance =
        Chance { fate: faults.deal(random), millis: random.u64(1..=120), part: random.f64(), coin: random.bool() };
    let chance = Chance { fate: next.map_or(chance.fate, |next| next.fate), ..chance };
    state.counts.requests += 1;
    *state.counts.fates.entry(chance.fate).or_default() += 1;
    chance
}

/// At least one byte, never all of them.
fn part_of(bytes: &[u8], part: f64) -> &[u8] {
    let most = bytes.len().saturating_sub(1);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a length is a length")]
    let length = (part * bytes.len() as f64) as usize;
    bytes.get(..length.clamp(1.min(most), most)).unwrap_or_default()
}

async fn give(phone: &mut TcpStream, answer: &[u8]) -> io::Result<()> {
    phone.write_all(answer).await?;
    phone.shutdown().await
}

async fn connect(line: &Line) -> io::Result<TcpStream> {
    let upstream = line.state().upstream;
    let server = TcpStream::connect(upstream).await?;
    server.set_nodelay(true)?;
    Ok(server)
}

/// Asks the server; the head says that the connection ends with the answer, so the answer is all there is.
async fn ask(line: &Line, heard: &Heard) -> io::Result<Vec<u8>> {
    let mut server = connect(line).await?;
    *line.state().counts.heard.entry(heard.name()).or_default() += 1;
    server.write_all(&heard.bytes()).await?;
    let mut answer = Vec::new();
    let read = timeout(PATIENCE, server.read_to_end(&mut answer)).await?;
    line.passed.notify_waiters();
    // A server that was killed in the middle has not answered.
    match read {
        Ok(_) if !answer.is_empty() => Ok(answer),
        Ok(_) => Err(io::ErrorKind::UnexpectedEof.into()),
        Err(cause) => Err(cause),
    }
}

/// Hears a request; `None` if the phone hung up.
async fn hear(line: &Line, phone: &mut TcpStream) -> io::Result<Option<Heard>> {
    let mut bytes = Vec::new();
    let head_ends = loop {
        if let Some(at) = bytes.windows(4).position(|end| end == b"\r\n\r\n") {
            break at + 4;
        }
        if bytes.len() > LONGEST_HEAD || phone.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let mut body = bytes.split_off(head_ends);
    let text = String::from_utf8_lossy(&bytes);
    let mut first = text.lines().next().unwrap_or_default().split(' ').map(str::to_owned);
    let (method, path) = (first.next().unwrap_or_default(), first.next().unwrap_or_default());
    let length = text.lines().find_map(|one| header(one, "content-length")?.parse::<usize>().ok()).unwrap_or(0);
    let head = rewritten(&text, line.state().wire);
    if length > LONGEST_BODY {
        return Ok(None);
    }
    while body.len() < length {
        if phone.read_buf(&mut body).await? == 0 {
            return Ok(None);
        }
    }
    Ok(Some(Heard { head, body, method, path }))
}

fn header<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (found, value) = line.split_once(':')?;
    found.eq_ignore_ascii_case(name).then(|| value.trim())
}

/// The head with `connection: close`, and with another version of the wire if one is pretended.
fn rewritten(head: &str, wire: Option<u32>) -> Vec<u8> {
    let mut lines: Vec<String> = Vec::new();
    for one in head.trim_end().lines() {
        if header(one, "connection").is_some() {
            continue;
        }
        match (header(one, dimos_api::API_VERSION_HEADER), wire) {
            (Some(_), Some(version)) => lines.push(format!("{}: {version}", dimos_api::API_VERSION_HEADER)),
            _ => lines.push(one.to_owned()),
        }
    }
    lines.push("connection: close".to_owned());
    format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
}
