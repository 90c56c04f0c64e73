//! What a bank's statement costs: reading it as a stream and looking every transaction's reference up, on one thread, and
//! the memory that reading takes however long the file is.

use crate::Figure;
use dimos_bank::{
    camt::{self, Record},
    testing::statement,
};
use dimos_domain::money::{Cents, OrganisationCode, RfReference};
use std::{
    collections::HashMap,
    error::Error,
    fs::{self, File},
    hint::black_box,
    io::BufReader,
    path::Path,
    time::Duration,
};

/// Entries of the two files.
const FEW: u32 = 50_000;
const MANY: u32 = 400_000;
/// References that are open while entries are matched.
const OPEN: u32 = 50_000;
/// Whose account it is.
const IBAN: &str = "GR1601101250000000012300695";

type Failed = Box<dyn Error + Send + Sync>;

/// Measures.
pub fn run() -> Result<Vec<Figure>, Failed> {
    let dir = tempfile::tempdir()?;
    let open = references()?;
    let (few, many) = (dir.path().join("few.xml"), dir.path().join("many.xml"));
    for (path, entries) in [(&few, FEW), (&many, MANY)] {
        std::io::copy(&mut statement(entries.into(), 1, &IBAN.parse()?, &open), &mut File::create(path)?)?;
    }
    let (memory_of_few, memory_of_many) = (memory_to_read(&few)?, memory_to_read(&many)?);
    let rate = f64::from(MANY) / time_to_match(&many, &open)?.as_secs_f64();
    let megabytes = many.metadata()?.len() / 1_000_000;
    let note = format!("{MANY} entries, {megabytes} MB, {OPEN} references open");
    Ok(vec![
        Figure {
            name: "statement: read and matched on one core".to_owned(),
            value: rate,
            unit: "/s",
            least: Some(100_000.0),
            note: format!("{note}; by processor time"),
            ..Figure::default()
        },
        Figure {
            name: "statement: memory to read it".to_owned(),
            value: memory_of_many,
            unit: "MB",
            limit: Some(memory_of_few + 1.0),
            peer: Some(format!("a file an eighth as long: {memory_of_few:.1} MB")),
            note,
            ..Figure::default()
        },
    ])
}

fn references() -> Result<Vec<(RfReference, Cents)>, Failed> {
    let organisation: OrganisationCode = "90999".parse()?;
    (0..OPEN)
        .map(|number| {
            let amount = Cents::new(100 + i64::from(number * 37 % 90_000));
            let reference = RfReference::dias(&organisation, Some(amount), number.into()).ok_or("no reference")?;
            Ok((reference, amount))
        })
        .collect()
}

/// In megabytes: the peak while it is read less what the process held before (Linux).
fn memory_to_read(path: &Path) -> Result<f64, Failed> {
    // From here on the peak is counted anew.
    fs::write("/proc/self/clear_refs", "5")?;
    let before = peak_kb()?;
    camt::read(BufReader::new(File::open(path)?), &mut |record| {
        black_box(record);
        Ok(())
    })?;
    Ok(f64::from(peak_kb()?.saturating_sub(before)) / 1e3)
}

fn time_to_match(path: &Path, open: &[(RfReference, Cents)]) -> Result<Duration, Failed> {
    let table: HashMap<&str, Cents> = open.iter().map(|(reference, amount)| (reference.as_str(), *amount)).collect();
    let began = worked()?;
    let mut matched = 0_u32;
    camt::read(BufReader::new(File::open(path)?), &mut |record| {
        if let Record::Entry(entry) = record {
            let fits = |reference: &RfReference, amount| table.get(reference.as_str()) == Some(amount);
            for detail in &entry.details {
                matched += u32::from(detail.references.iter().any(|reference| fits(reference, &detail.amount)));
            }
        }
        Ok(())
    })?;
    if matched < MANY / 2 {
        return Err(format!("only {matched} of {MANY} entries were matched").into());
    }
    Ok(worked()? - began)
}

/// Processor time of this thread.
fn worked() -> Result<Duration, Failed> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = text.split_whitespace().next().ok_or("no processor time")?;
    Ok(Duration::from_nanos(nanoseconds.parse()?))
}

/// The most memory that this process held.
fn peak_kb() -> Result<u32, Failed> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).ok_or("no peak")?;
    Ok(line.split_whitespace().nth(1).ok_or("no peak")?.parse()?)
}
