//! Thousands of schedules by seed. One line to see one again: `DIMOS_SEED=n cargo test -p dimos-money-tests`; many more, for
//! hours: `make money SCHEDULES=100000 FROM=5000`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use dimos_money_tests::{
    deeds::Town,
    schedule::{Deaths, Run},
    tally::{ALL, Tally},
};
use dimos_told::{say, skipped};
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

/// No schedule begins after so long, on however slow a machine: what was not played is said, and too little is a failure.
fn longest() -> Duration {
    Duration::from_mins(number("DIMOS_LONGEST_MIN").unwrap_or(30))
}

/// Schedules of one run of the tests; fewer, where nobody asked for another number, are a failure.
const SCHEDULES: u64 = 5_000;

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// A schedule that was played.
struct Played {
    died: u32,
    moments: u32,
    tally: Tally,
}

/// Kinds of events that a thousand schedules may pass by.
const RARE: &[&str] = &["refunds back from the bank"];

/// Plays one; what it says if it fails.
fn play(town: &Town, seed: u64, deaths: Deaths) -> Result<Played, String> {
    let mut run = Run::new(town, seed, deaths);
    match catch_unwind(AssertUnwindSafe(|| run.play())) {
        Ok(()) => Ok(Played { died: run.died, moments: run.moments, tally: std::mem::take(&mut run.played) }),
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
    let (next, played) = (AtomicU64::new(first), AtomicU64::new(0));
    let (deaths, failures) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    let tally = Mutex::new(Tally::new());
    let began = Instant::now();
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + count || began.elapsed() > longest() || failures.lock().unwrap().len() >= 5 {
                return;
            }
            if seed > first && (seed - first).is_multiple_of(1_000) {
                eprintln!("{} of {count} schedules begun", seed - first);
            }
            match play(&town, seed, Deaths::Seeded) {
                Ok(of) => {
                    played.fetch_add(1, Ordering::Relaxed);
                    deaths.fetch_add(u64::from(of.died), Ordering::Relaxed);
                    let mut tally = tally.lock().unwrap();
                    of.tally.into_iter().for_each(|(what, many)| *tally.entry(what).or_default() += many);
                }
                Err(failure) => {
                    eprintln!("{failure}");
                    failures.lock().unwrap().push(failure);
                }
            }
        }
    };
    // A schedule waits as long as it works, for threads of its own and for pages that two open at once.
    let threads = thread::available_parallelism().map_or(4, |many| 2 * many.get());
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    let played = played.into_inner();
    let asked_for = number("DIMOS_SEED").or(number("DIMOS_SCHEDULES")).is_some();
    let least = if asked_for { 1 } else { count };
    assert!(played >= least, "{played} of {count} schedules were played: that proves nothing, {least} would");
    if played < count {
        skipped(&format!("{} of {count} schedules: there was no time for them", count - played));
    }
    let tally = tally.into_inner().unwrap();
    for (what, many) in &tally {
        println!("{many:>9} {what}");
    }
    let missing = ALL.iter().filter(|what| played >= 1_000 && tally.get(**what).is_none_or(|many| *many == 0));
    // What happens once in thousands of schedules is told, not asked for.
    let (rare, missing): (Vec<&str>, Vec<&str>) = missing.partition(|what| RARE.contains(what));
    rare.iter().for_each(|what| skipped(&format!("never played this time: {what}")));
    assert_eq!(missing, Vec::<&str>::new(), "never played");
    say(&format!("{played} schedules, {} deaths: nothing lost, nothing doubled", deaths.into_inner()));
}

/// The same schedules again and again, each time dying at the next moment around a commit.
#[test]
fn the_server_may_die_at_every_commit() {
    let town = Town::build();
    let (mut lives, mut whole, began) = (0, 0, Instant::now());
    for seed in 1_000_000..1_000_000 + number("DIMOS_EVERY").unwrap_or(2) {
        let Played { moments, .. } =
            play(&town, seed, Deaths::At(u32::MAX)).unwrap_or_else(|failure| panic!("{failure}"));
        for moment in 1..=moments {
            if began.elapsed() > longest() {
                assert!(whole > 0, "not one life was ended at each of its {moments} moments, {lives} times only");
                skipped(&format!("the moments of a life after {whole} whole ones: there was no time for them"));
                return;
            }
            play(&town, seed, Deaths::At(moment)).unwrap_or_else(|failure| panic!("dying at {moment}: {failure}"));
            lives += 1;
        }
        whole += 1;
    }
    assert!(whole > 0, "no life was played");
    say(&format!("{lives} lives, each ended at another moment"));
}
