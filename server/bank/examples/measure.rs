//! How fast statements are read and matched, on one thread, and in how much memory:
//! `cargo run --release -p dimos-bank --features testing --example measure -- 1000000`.

#![allow(clippy::unwrap_used, reason = "a measurement")]

use dimos_bank::{
    camt::{self, Record},
    testing::statement,
};
use dimos_domain::money::{Cents, OrganisationCode, RfReference};
use std::{
    collections::HashMap,
    fs::File,
    hint::black_box,
    io::BufReader,
    time::{Duration, Instant},
};

fn main() {
    let entries: u64 = std::env::args().nth(1).map_or(100_000, |text| text.parse().unwrap());
    let organisation: OrganisationCode = "90999".parse().unwrap();
    let open: u64 = 50_000;
    let references: Vec<(RfReference, Cents)> = (0..open)
        .map(|number| {
            let amount = Cents::new(100 + i64::try_from(number * 37 % 90_000).unwrap());
            (RfReference::dias(&organisation, Some(amount), number).unwrap(), amount)
        })
        .collect();
    let path = std::env::temp_dir().join(format!("dimos-measure-{}.xml", std::process::id()));
    let iban = "GR1601101250000000012300695".parse().unwrap();
    let size =
        std::io::copy(&mut statement(entries, 1, &iban, &references), &mut File::create(&path).unwrap()).unwrap();

    // From here on the peak is counted anew (Linux).
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = peak_kb();
    let time = Cpu::now();
    let mut details = 0_usize;
    camt::read(BufReader::new(File::open(&path).unwrap()), &mut |record| {
        if let Record::Entry(entry) = black_box(record) {
            details += entry.details.len();
        }
        Ok(())
    })
    .unwrap();
    let reading = time.elapsed();
    let (memory, in_all) = (peak_kb() - before, peak_kb());

    let table: HashMap<&str, Cents> =
        references.iter().map(|(reference, amount)| (reference.as_str(), *amount)).collect();
    let time = Cpu::now();
    let mut matched = 0_u64;
    camt::read(BufReader::new(File::open(&path).unwrap()), &mut |record| {
        if let Record::Entry(entry) = record {
            matched += entry
                .details
                .iter()
                .filter(|detail| detail.references.iter().any(|one| table.get(one.as_str()) == Some(&detail.amount)))
                .count() as u64;
        }
        Ok(())
    })
    .unwrap();
    let matching = time.elapsed();
    std::fs::remove_file(&path).unwrap();

    #[allow(clippy::cast_precision_loss, reason = "figures for people")]
    let rate = |took: Duration| entries as f64 / took.as_secs_f64();
    println!(
        "{entries} entries, {details} transactions, {} MB: read {:.0}/s; read and matched {:.0}/s ({matched} matched); \
         peak memory while reading {in_all} kB, {memory} of them for it",
        size / 1_000_000,
        rate(reading),
        rate(matching),
    );
}

/// Time that this thread had a core: others may be at work on the same machine. Elsewhere than on Linux, time passed.
struct Cpu {
    passed: Instant,
    worked: Option<Duration>,
}

impl Cpu {
    fn now() -> Self {
        Self { passed: Instant::now(), worked: worked() }
    }

    fn elapsed(&self) -> Duration {
        worked().zip(self.worked).map_or_else(|| self.passed.elapsed(), |(now, then)| now - then)
    }
}

fn worked() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}

/// The most memory that this process ever held (Linux; 0 elsewhere).
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)).and_then(|number| number.parse().ok()).unwrap_or(0)
}
