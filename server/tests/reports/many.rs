//! Many at once, and any sequence at all: what must hold whatever happens.

use crate::story::{City, Someone, TODAY, decision, footprint, id};
use dimos_domain::{
    report::{Happening, Report},
    workflow::{State, TABLE},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use std::collections::HashSet;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_at_once_are_fifty() {
    let city = City::open().await;
    let report = city.citizen().await.report(&footprint(0.0)).await;
    let path = format!("/reports/{}/supporters", id(&report));
    let mut people = Vec::new();
    for _ in 0..50 {
        people.push(city.citizen().await);
    }
    let mut tasks = tokio::task::JoinSet::new();
    for phone in people {
        let path = path.clone();
        tasks.spawn(async move { phone.post(&path, json!({})).await.ok()["report"]["supporters"].as_u64().unwrap() });
    }
    let counts: HashSet<u64> = tasks.join_all().await.into_iter().collect();
    assert_eq!(counts, (1..=50).collect());
    let gaps = "SELECT max(seq) - count(*) FROM events";
    assert_eq!(city.count(gaps).await, 0, "the log has no gaps");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_given_out_at_once_are_all_different_and_without_gaps() {
    let city = City::open().await;
    let mut tasks = tokio::task::JoinSet::new();
    for place in 0..30 {
        let phone = city.citizen().await;
        tasks.spawn(async move { phone.report(&footprint(f64::from(place) * 30.0)).await["number"].clone() });
    }
    let mut numbers: Vec<String> =
        tasks.join_all().await.into_iter().map(|number| number.as_str().unwrap().to_owned()).collect();
    numbers.sort();
    let wanted: Vec<String> = (1..=30).map(|number| format!("LILL-2026-{number:06}")).collect();
    assert_eq!(numbers, wanted);
}

/// Who does what in a random story.
#[derive(Debug, Clone, Copy)]
struct Deed {
    what: usize,
    report: usize,
}

const DEEDS: usize = 22;

struct Cast {
    city: City,
    reporter: Someone,
    other: Someone,
    dispatcher: Someone,
    crew: Someone,
}

impl Cast {
    async fn new() -> Self {
        let city = City::open().await;
        let dispatcher = city.dispatcher().await;
        let crew = city.crew(&dispatcher, "diggers").await;
        Self { reporter: city.citizen().await, other: city.citizen().await, dispatcher, crew, city }
    }

    /// Does it; whether it fits is the server's business.
    async fn act(&self, deed: Deed, reports: &[Value]) -> u16 {
        let report = id(&reports[deed.report % reports.len()]);
        let into = &reports[(deed.report + 1) % reports.len()]["id"];
        let path = format!("/reports/{report}");
        let decisions = format!("{path}/decisions");
        let decide = |what: Value| self.dispatcher.post(&decisions, decision(what));
        let words = json!({ "text": "words" });
        let answer = match deed.what {
            0 => decide(json!({ "type": "triage" })).await,
            1 => decide(json!({ "type": "assign", "department": "roads" })).await,
            2 | 3 => decide(json!({ "type": "schedule", "crew": "diggers", "on": TODAY })).await,
            4 => decide(json!({ "type": "resolve", "note": "done" })).await,
            5 => decide(json!({ "type": "ask", "question": "what?" })).await,
            6 => decide(json!({ "type": "forward", "to": "them" })).await,
            7 => decide(json!({ "type": "take_back", "note": "" })).await,
            8 => decide(json!({ "type": "merge", "into": into })).await,
            9 => decide(json!({ "type": "split" })).await,
            10 => decide(json!({ "type": "reject", "reason": "no" })).await,
            11 => decide(json!({ "type": "reopen", "note": "" })).await,
            12 => decide(json!({ "type": "correct_service", "service": "street-lamp" })).await,
            13 => decide(json!({ "type": "correct_priority", "priority": 2 })).await,
            14 => self.reporter.post(&format!("{path}/answers"), words).await,
            15 => self.reporter.put(&format!("{path}/rating"), json!({ "stars": 3 })).await,
            16 => self.reporter.post(&format!("{path}/reopen"), words).await,
            17 => self.reporter.post(&format!("{path}/withdraw"), words).await,
            18 => self.other.post(&format!("{path}/supporters"), words).await,
            _ => return self.drive(deed, &report).await,
        };
        answer.status
    }

    async fn drive(&self, deed: Deed, report: &str) -> u16 {
        let jobs = self.crew.get("/jobs").await.ok();
        let Some(job) = jobs["jobs"].as_array().unwrap().iter().rev().find(|job| job["report"] == report) else {
            return 404;
        };
        let (job, at) = (id(job), self.city.now());
        match deed.what {
            19 => self.crew.post(&format!("/jobs/{job}/start"), json!({ "at": at })).await.status,
            20 => {
                let photo = self.city.photo(&self.crew).await;
                let done = json!({ "at": at, "photos": [{ "id": photo, "kind": "after" }] });
                self.crew.post(&format!("/jobs/{job}/close"), done).await.status
            }
            _ => {
                let cannot = json!({ "reason": "unsafe", "update": { "at": at } });
                self.crew.post(&format!("/jobs/{job}/cannot-do"), cannot).await.status
            }
        }
    }

    /// The log replays to the state, every step of it stands in the table, and the plan fits the state.
    async fn check(&self, reports: &[Value]) {
        for report in reports {
            let answer = self.dispatcher.get(&format!("/reports/{}", id(report))).await.ok();
            let report: Report = serde_json::from_value(answer["report"].clone()).unwrap();
            let mut state = State::Submitted;
            for entry in &report.timeline {
                if let Happening::Moved { action, from, to, .. } = &entry.what {
                    assert_eq!(*from, state, "{report:#?}");
                    let step = TABLE.iter().find(|step| step.from == *from && step.action == *action);
                    let step = step.unwrap_or_else(|| panic!("{from} does not take {action:?}"));
                    assert!(step.to == *to && step.who.contains(&entry.who), "{entry:?}");
                    state = *to;
                }
            }
            assert_eq!(report.state, state);
            let planned = matches!(state, State::Scheduled | State::InProgress);
            assert_eq!(report.scheduled_for.is_some(), planned || report.scheduled_for.is_some() && fixed(state));
            assert_eq!(report.duplicate_of.is_some(), state == State::Duplicate);
            assert_eq!(report.question.is_some(), state == State::NeedsInfo);
        }
        let orphans = "SELECT count(*) FROM jobs j JOIN reports r ON r.id = j.report \
            WHERE j.is_open = 1 AND r.state NOT IN ('scheduled', 'in_progress')";
        assert_eq!(self.city.count(orphans).await, 0, "open jobs of reports that are on no plan");
        let idle = "SELECT count(*) FROM reports r WHERE r.state IN ('scheduled', 'in_progress') \
            AND (SELECT count(*) FROM jobs j WHERE j.report = r.id AND j.is_open = 1) <> 1";
        assert_eq!(self.city.count(idle).await, 0, "reports on a plan without exactly one open job");
        let miscounted = "SELECT count(*) FROM reports r WHERE r.supporters <> (SELECT count(*) FROM subscriptions s \
            WHERE s.report = r.id AND (s.counted = 1 OR (s.relation = 'supporter' AND s.via IS NOT NULL)))";
        assert_eq!(self.city.count(miscounted).await, 0, "supporters that do not add up");
        assert_eq!(self.city.count("SELECT coalesce(max(seq), 0) - count(*) FROM events").await, 0, "gaps in the log");
    }
}

fn fixed(state: State) -> bool {
    matches!(state, State::Resolved | State::Confirmed)
}

#[test]
fn no_sequence_of_acts_leaves_the_table_and_the_log_replays() {
    let deed = (0..DEEDS, 0..3_usize).prop_map(|(what, report)| Deed { what, report });
    let stories = prop::collection::vec(deed, 1..60);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 12, max_shrink_iters: 40, ..Config::default() });
    runner
        .run(&stories, |deeds| {
            runtime.block_on(async {
                let cast = Cast::new().await;
                let mut reports = Vec::new();
                for place in 0..3 {
                    reports.push(cast.reporter.report(&footprint(f64::from(place) * 5.0)).await);
                }
                for deed in &deeds {
                    let status = cast.act(*deed, &reports).await;
                    prop_assert!(status < 500, "{deed:?} → {status}");
                }
                cast.check(&reports).await;
                cast.city.running.stop().await;
                Ok(())
            })
        })
        .unwrap();
}
