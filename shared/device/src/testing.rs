//! Builders for this crate's tests.

use crate::{Clock, Secrets, model::PendingPhoto};
use dimos_domain::{
    act::{Act, Comment, Deed, JobUpdate, NewReport},
    expected,
    ids::*,
    job::{Job, JobState},
    place::{Located, Position, PositionSource},
    report::Report,
    workflow::State,
};
use jiff::Timestamp;
use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicI64, Ordering},
    },
};
use uuid::Uuid;

pub const NOON: i64 = 1_790_000_000;

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(NOON + second).unwrap()
}

pub fn act_id(n: u128) -> ActId {
    ActId(Uuid::from_u128((1 << 100) + n))
}

pub fn report_id(n: u128) -> ReportId {
    ReportId(Uuid::from_u128((2 << 100) + n))
}

pub fn media_id(n: u128) -> MediaId {
    MediaId(Uuid::from_u128((3 << 100) + n))
}

pub fn job_id(n: u128) -> JobId {
    JobId(Uuid::from_u128((4 << 100) + n))
}

pub fn here() -> Located {
    Located { position: Position::new(40.63, 22.94).unwrap(), accuracy_m: None, source: PositionSource::Map }
}

/// A new report, number `n`, with that many photos.
pub fn new_report(n: u128, photos: u128) -> NewReport {
    NewReport {
        id: report_id(n),
        service: "pothole".parse().unwrap(),
        description: format!("λακκούβα {n}"),
        located: here(),
        place_hint: None,
        answers: vec![],
        photos: (0..photos).map(|photo| media_id(n * 100 + photo)).collect(),
        contact: None,
        reported_at: at(0),
        not_duplicates_of: vec![],
    }
}

/// The act that files report `n`.
pub fn filing(n: u128, photos: u128) -> Act {
    Act { id: act_id(n), at: at(0), what: Deed::Report(new_report(n, photos)) }
}

/// Act number `n`: a comment under report `report`.
pub fn comment(n: u128, report: u128, text: &str) -> Act {
    let body = Comment { text: text.into(), photos: vec![] };
    Act { id: act_id(n), at: at(1), what: Deed::Comment { report: report_id(report), body } }
}

/// Act number `n`: job `job` begins.
pub fn start(n: u128, job: u128) -> Act {
    let body = JobUpdate { at: at(1), note: String::new(), photos: vec![] };
    Act { id: act_id(n), at: at(1), what: Deed::StartJob { job: job_id(job), body } }
}

/// Report `n` as the server has it.
pub fn served(n: u128, version: i64, state: State) -> Report {
    Report {
        number: format!("T-{n}"),
        version,
        state,
        updated_at: at(version),
        ..expected::first(&new_report(n, 0), at(0))
    }
}

/// Job `n` of a day as the server has it.
pub fn planned(n: u128, sequence: u16) -> Job {
    Job {
        id: job_id(n),
        version: 1,
        report: report_id(n),
        number: format!("T-{n}"),
        crew: "roads-1".parse().unwrap(),
        on: "2026-11-22".parse().unwrap(),
        sequence,
        state: JobState::Planned,
        service: "pothole".parse().unwrap(),
        description: String::new(),
        answers: vec![],
        contact: None,
        located: here(),
        place_hint: None,
        priority: 1,
        due_at: None,
        photos: vec![],
        notes: vec![],
    }
}

/// A photo with that many bytes on the disk.
pub fn photo(dir: &Path, id: MediaId, bytes: usize) -> PendingPhoto {
    let path = dir.join(format!("{id}.jpg"));
    let content: Vec<u8> = (0..bytes).map(|n| u8::try_from(n % 251).unwrap()).collect();
    std::fs::write(&path, &content).unwrap();
    PendingPhoto { id, path, sha256: "ab".repeat(32), bytes: bytes as u64 }
}

#[derive(Default)]
pub struct Pocket(Mutex<HashMap<String, String>>);

impl Secrets for Pocket {
    fn get(&self, name: &str) -> Option<String> {
        self.0.lock().unwrap().get(name).cloned()
    }

    fn put(&self, name: &str, value: &str) {
        self.0.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    fn remove(&self, name: &str) {
        self.0.lock().unwrap().remove(name);
    }
}

/// A clock that is set by hand, in seconds after noon.
#[derive(Default)]
pub struct Watch(pub AtomicI64);

impl Clock for Watch {
    fn now(&self) -> Timestamp {
        at(self.0.load(Ordering::SeqCst))
    }
}
