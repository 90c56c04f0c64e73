//! Thousands of schedules by seed. One line to see one again: `DIMOS_SEED=n cargo test -p dimos-money-tests`; other ones:
//! `DIMOS_FROM=5000 DIMOS_SCHEDULES=100000 cargo test --release -p dimos-money-tests --test simulation -- --nocapture`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use dimos_money_tests::{
    deeds::Town,
    schedule::{Deaths, Run},
};
use std::{
    env,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// No schedule begins after so long, on however slow a machine: what was not played is said.
const LONGEST: Duration = Duration::from_secs(20 * 60);
/// Schedules of one run of the tests.
const SCHEDULES: u64 = 5_000;

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// Plays one; what it says if it fails.
fn play(town: &Town, seed: u64, deaths: Deaths) -> Result<(u32, u32), String> {
    let mut run = Run::new(town, seed, deaths);
    match catch_unwind(AssertUnwindSafe(|| run.play())) {
        Ok(()) => Ok((run.died, run.moments)),
        Err(cause) => {
            let cause = cause.downcast_ref::<String>().cloned().unwrap_or_default();
            // Threads and clocks are real: not every failure comes again with its seed.
            Err(format!(
                "{}\n{cause}\nagain: DIMOS_SEED={seed} cargo test -p dimos-money-tests --test simulation",
                run.story()
            ))
        }
    }
}

#[test]
fn money_is_neither_lost_nor_doubled() {
    let town = Town::build();
    let (first, count) = match number("DIMOS_SEED") {
        Some(seed) => (seed, 1),
        None => (number("DIMOS_FROM").unwrap_or(0), number("DIMOS_SCHEDULES").unwrap_or(SCHEDULES)),
    };
    let (next, deaths, failures) = (AtomicU64::new(first), AtomicU64::new(0), Mutex::new(Vec::new()));
    let began = Instant::now();
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + count || began.elapsed() > LONGEST || failures.lock().unwrap().len() >= 5 {
                return;
            }
            if seed > first && (seed - first).is_multiple_of(1_000) {
                eprintln!("{} of {count} schedules begun", seed - first);
            }
            match play(&town, seed, Deaths::Seeded) {
                Ok((died, _)) => drop(deaths.fetch_add(u64::from(died), Ordering::Relaxed)),
                Err(failure) => {
                    eprintln!("{failure}");
                    failures.lock().unwrap().push(failure);
                }
            }
        }
    };
    let threads = thread::available_parallelism().map_or(2, |many| many.get().min(4));
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    let played = (next.into_inner() - first).min(count);
    if played < count {
        println!("skipped: {} of {count} schedules: there was no time for them", count - played);
    }
    println!("{played} schedules, {} deaths: nothing lost, nothing doubled", deaths.into_inner());
}

/// The same schedules again and again, each time dying at the next moment around a commit.
#[test]
fn the_server_may_die_at_every_commit() {
    let town = Town::build();
    let (mut lives, began) = (0, Instant::now());
    for seed in 1_000_000..1_000_000 + number("DIMOS_EVERY").unwrap_or(2) {
        let (_, moments) = play(&town, seed, Deaths::At(u32::MAX)).unwrap_or_else(|failure| panic!("{failure}"));
        for moment in 1..=moments {
            if began.elapsed() > LONGEST {
                println!("skipped: the rest of the moments: there was no time for them");
                return;
            }
            play(&town, seed, Deaths::At(moment)).unwrap_or_else(|failure| panic!("dying at {moment}: {failure}"));
            lives += 1;
        }
    }
    println!("{lives} lives, each ended at another moment");
}
