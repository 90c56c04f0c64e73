//! What it costs the phone's core: from an intent to the view model with 50 rows on the screen, with few and with 10,000
//! reports on the phone, and from nothing to the first screen.

use crate::{
    Figure,
    server::{ServerProcess, post_reports, register},
};
use dimos_app::{Intent, intent::Tab, view::Screen};
use dimos_phone::{Phone, PhoneOptions};
use std::{
    error::Error,
    path::Path,
    time::{Duration, Instant},
};
use uuid::Uuid;

const FEW: usize = 60;
const MANY: usize = 10_000;
const ROUNDS: usize = 5_000;
const OPENINGS: usize = 9;

type Failed = Box<dyn Error + Send + Sync>;

/// Measures.
pub fn run() -> Result<Vec<Figure>, Failed> {
    let dir = tempfile::tempdir()?;
    let server = ServerProcess::start(&dir.path().join("server"))?;
    let (few, many) = (dir.path().join("few"), dir.path().join("many"));
    let few_p99 = intent_to_view(&filled_phone(&server, &few, FEW)?)?;
    let phone = filled_phone(&server, &many, MANY)?;
    let many_p99 = intent_to_view(&phone)?;
    drop(phone);
    let open = cold_open(&many, &server)?;
    Ok(vec![
        Figure {
            name: "core: intent to view, p99, 50 rows".to_owned(),
            value: few_p99,
            unit: "µs",
            limit: Some(50.0),
            note: format!("{FEW} reports on the phone, {ROUNDS} rounds"),
            ..Figure::default()
        },
        Figure {
            name: "core: intent to view, p99, 50 rows of 10,000".to_owned(),
            value: many_p99,
            unit: "µs",
            limit: Some(50.0),
            peer: Some(format!("the same with {FEW} reports: {few_p99:.1} µs")),
            ratio: Some(many_p99 / few_p99),
            ..Figure::default()
        },
        Figure {
            name: "core: cold open to the first screen, 10,000 reports".to_owned(),
            value: open,
            unit: "ms",
            limit: Some(50.0),
            note: format!("median of {OPENINGS}, from making the core to the list of reports, in a warm process"),
            ..Figure::default()
        },
    ])
}

fn options(dir: &Path, server: &ServerProcess) -> PhoneOptions {
    PhoneOptions {
        dir: dir.to_owned(),
        server: format!("http://{}", server.address),
        locale: "el-GR".to_owned(),
        offline: false,
        bundled_city: None,
    }
}

/// A phone that holds so many reports of its own, fetched from the server.
fn filled_phone(server: &ServerProcess, dir: &Path, count: usize) -> Result<Phone, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let id = Uuid::now_v7();
    let token = runtime.block_on(async {
        let token = register(server.address, id).await?;
        post_reports(server.address, &token, count).await?;
        Ok::<_, Failed>(token)
    })?;
    std::fs::create_dir_all(dir)?;
    let secrets = serde_json::json!({"dimos.device": id.to_string(), "dimos.token": token});
    std::fs::write(dir.join("secrets.json"), secrets.to_string())?;
    let phone = Phone::open(options(dir, server))?;
    phone.ready()?;
    phone.send(Intent::OpenTab { tab: Tab::MyReports });
    let expected = u32::try_from(count)?;
    phone.until("every report on the phone", Duration::from_secs(180), |view| {
        matches!(&view.screen, Screen::MyReports { my_reports } if my_reports.total >= expected && !my_reports.refreshing)
    })?;
    Ok(phone)
}

/// p99 of sending an intent and reading the view model that follows, in microseconds.
fn intent_to_view(phone: &Phone) -> Result<f64, Failed> {
    phone.send(Intent::OpenTab { tab: Tab::MyReports });
    phone.until(
        "fifty rows",
        Duration::from_secs(10),
        |view| matches!(&view.screen, Screen::MyReports { my_reports } if my_reports.rows.len() >= 50),
    )?;
    // What is still being fetched for these rows would be measured too.
    std::thread::sleep(Duration::from_secs(2));
    let mut took: Vec<f64> = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let began = Instant::now();
        phone.send(Intent::DismissToast);
        let view = phone.view();
        took.push(began.elapsed().as_secs_f64() * 1e6);
        drop(view);
    }
    took.sort_by(f64::total_cmp);
    Ok(took.get(took.len() * 99 / 100).copied().unwrap_or(f64::NAN))
}

/// Median of opening the app on a phone that is full, in milliseconds.
fn cold_open(dir: &Path, server: &ServerProcess) -> Result<f64, Failed> {
    let mut took = Vec::with_capacity(OPENINGS);
    for _ in 0..OPENINGS {
        let began = Instant::now();
        let phone = Phone::open(PhoneOptions { offline: true, ..options(dir, server) })?;
        phone.send(Intent::OpenTab { tab: Tab::MyReports });
        phone.until(
            "the list",
            Duration::from_secs(10),
            |view| matches!(&view.screen, Screen::MyReports { my_reports } if !my_reports.rows.is_empty()),
        )?;
        took.push(began.elapsed().as_secs_f64() * 1e3);
    }
    took.sort_by(f64::total_cmp);
    Ok(took.get(took.len() / 2).copied().unwrap_or(f64::NAN))
}
