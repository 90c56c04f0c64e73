//! What it costs the server to take a report: over HTTP, acknowledged after the sync to disk, 32 clients, 100,000 reports
//! already there. The server is a process of its own; its peer is the bare engine on the same disk in the same run.

use crate::{Figure, load::Connection};
use dimos_domain::{
    city::{Ground, Service, Whereabouts},
    place::Position,
};
use dimos_server::city;
use serde_json::json;
use std::{
    error::Error,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Reports that are there before anything is measured.
pub const PRESENT: usize = 100_000;
/// Reports that are measured.
const MEASURED: usize = 20_000;
/// Places in the municipality where something is reported.
const PLACES: usize = 20_000;
/// Clients at a time.
const CLIENTS: usize = 32;
/// How long the bare engine is measured.
const ENGINE_FOR: Duration = Duration::from_secs(4);

type Failed = Box<dyn Error + Send + Sync>;

/// The server's own process.
pub struct ServerProcess {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl ServerProcess {
    /// Starts the server that was built beside this program.
    pub fn start(data: &Path) -> Result<Self, Failed> {
        let program = std::env::current_exe()?.with_file_name("dimos-server");
        let mut child = Command::new(program)
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--devices-per-hour",
                "1000000",
                "--acts-per-hour",
                "100000000",
                "--data",
            ])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let stdout = child.stdout.take().ok_or("the server has no output")?;
        let line = BufReader::new(stdout).lines().next().ok_or("the server said nothing")??;
        let address = line.split("http://").nth(1).ok_or("the server did not say where it listens")?.trim().parse()?;
        Ok(Self { child, address })
    }

    /// Processor time so far, in seconds, user and system.
    fn cpu_s(&self) -> Result<f64, Failed> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        let ticks: f64 = after_name.split(' ').skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
        Ok(ticks / 100.0)
    }

    async fn statements(&self) -> Result<f64, Failed> {
        let answer = Connection::open(self.address).await?.get("/metrics").await?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let line = text.lines().find(|line| line.starts_with("dimos_db_statements_total") && line.contains("write"));
        Ok(line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).ok_or("no statements are counted")?)
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // Nothing was promised that outlives the measurement.
        let _already_dead = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Registers a phone; gives back its token.
pub async fn register(address: SocketAddr, id: Uuid) -> Result<String, Failed> {
    let body = json!({"id": id, "platform": "terminal", "app_version": "0.1.0", "language": "el"}).to_string();
    let answer = Connection::open(address).await?.post("/api/v1/devices", "", body.as_bytes()).await?;
    let answer: serde_json::Value = serde_json::from_slice(&answer.body)?;
    Ok(answer.get("token").and_then(|token| token.as_str()).ok_or("no token")?.to_owned())
}

/// What citizens report in this measurement: what can be told without questions, a contact or a photo, anywhere in the
/// municipality.
struct Town {
    services: Vec<String>,
    places: Vec<Position>,
}

impl Town {
    fn new() -> Result<Self, Failed> {
        let city = city::load_or_embedded(None).map_err(|_| "the city built in is wrong")?;
        let is_plain = |service: &&Service| {
            !service.needs_contact
                && !service.needs_photo
                && !service.questions.iter().any(|question| question.required)
        };
        let services = city.services.iter().filter(is_plain).map(|service| service.code.to_string()).collect();
        let ground = Ground::new(&city.geography);
        let (mut random, mut places) = (fastrand::Rng::with_seed(7), Vec::with_capacity(PLACES));
        while places.len() < PLACES {
            let place = Position::new(40.55 + random.f64() * 0.15, 22.88 + random.f64() * 0.15)?;
            if matches!(ground.whereabouts(place), Whereabouts::Inside { .. }) {
                places.push(place);
            }
        }
        Ok(Self { services, places })
    }

    fn report(&self, random: &mut fastrand::Rng) -> String {
        json!({
            "id": Uuid::now_v7(),
            "service": random.choice(&self.services),
            "description": format!("Βουλωμένο φρεάτιο μπροστά στον αριθμό {}, γεμάτο φύλλα από την τελευταία βροχή", random.u32(1..400)),
            "located": { "position": random.choice(&self.places), "accuracy_m": 8.0, "source": "phone" },
            "reported_at": jiff::Timestamp::now().to_string(),
        })
        .to_string()
    }
}

/// Posts so many reports from so many clients; gives back each one's milliseconds.
///
/// # Errors
/// One was refused: then nothing was measured.
pub async fn post_reports(address: SocketAddr, token: &str, count: usize) -> Result<Vec<f64>, Failed> {
    let town = Arc::new(Town::new()?);
    let left = Arc::new(AtomicUsize::new(count));
    let mut clients = Vec::new();
    for seed in 0..CLIENTS {
        let (left, token, town) = (left.clone(), token.to_owned(), town.clone());
        clients.push(tokio::spawn(async move {
            let mut random = fastrand::Rng::with_seed(u64::try_from(seed).unwrap_or(0));
            let mut connection = Connection::open(address).await?;
            let mut took = Vec::new();
            while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_ok() {
                let body = town.report(&mut random);
                let headers = format!("authorization: Bearer {token}\r\nidempotency-key: {}\r\n", Uuid::now_v7());
                let began = Instant::now();
                let answer = connection.post("/api/v1/reports", &headers, body.as_bytes()).await?;
                took.push(began.elapsed().as_secs_f64() * 1e3);
                if answer.status != 201 {
                    return Err(format!("refused: {}", String::from_utf8_lossy(&answer.body)).into());
                }
            }
            Ok::<_, Failed>(took)
        }));
    }
    let mut all = Vec::with_capacity(count);
    for client in clients {
        all.extend(client.await??);
    }
    Ok(all)
}

/// The bare engine: one row of about a kilobyte, three indexes, one synced commit each.
fn engine_commits_per_s(dir: &Path) -> Result<f64, Failed> {
    let db = rusqlite::Connection::open(dir.join("engine.sqlite"))?;
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "full")?;
    db.execute_batch(
        "CREATE TABLE r (id TEXT PRIMARY KEY, service TEXT, cell INTEGER, version INTEGER, body TEXT);
         CREATE INDEX a ON r (service, cell); CREATE INDEX b ON r (version);",
    )?;
    let body = "x".repeat(900);
    let mut random = fastrand::Rng::with_seed(1);
    let began = Instant::now();
    let mut rows = 0_u32;
    while began.elapsed() < ENGINE_FOR {
        db.prepare_cached("INSERT INTO r VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(rusqlite::params![
            Uuid::now_v7().to_string(),
            "blocked-gully",
            random.i64(0..100_000),
            rows,
            body
        ])?;
        rows += 1;
    }
    Ok(f64::from(rows) / began.elapsed().as_secs_f64())
}

/// Measures.
pub fn run() -> Result<Vec<Figure>, Failed> {
    let dir = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let server = ServerProcess::start(&dir.path().join("data"))?;
    runtime.block_on(async {
        let token = register(server.address, Uuid::now_v7()).await?;
        post_reports(server.address, &token, PRESENT).await?;
        let (cpu, statements, began) = (server.cpu_s()?, server.statements().await?, Instant::now());
        let mut took = post_reports(server.address, &token, MEASURED).await?;
        let wall = began.elapsed().as_secs_f64();
        let count = f64::from(u32::try_from(took.len())?);
        let cpu = (server.cpu_s()? - cpu) / count * 1e3;
        let statements = (server.statements().await? - statements) / count;
        let engine = engine_commits_per_s(dir.path())?;
        took.sort_by(f64::total_cmp);
        let p99 = took.get(took.len() * 99 / 100).copied().unwrap_or(f64::NAN);
        let rate = count / wall;
        let note = format!("{CLIENTS} clients on the same two cores, {PRESENT} reports present, all over the municipality and all of them open");
        let figure = |name: &str, value, unit, limit| Figure {
            name: name.to_owned(),
            value,
            unit,
            limit: Some(limit),
            note: note.clone(),
            ..Figure::default()
        };
        Ok(vec![
            Figure {
                peer: Some(format!("bare engine, one-row synced commits: {engine:.0} /s")),
                ratio: Some(rate / engine),
                least: Some(engine),
                limit: None,
                ..figure("create a report: rate", rate, "/s", engine)
            },
            figure("create a report: p99", p99, "ms", 40.0),
            figure("create a report: server CPU", cpu, "ms", 0.5),
            figure("create a report: SQL statements", statements, "", 12.0),
        ])
    })
}
