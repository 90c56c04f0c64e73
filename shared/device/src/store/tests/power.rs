//! A phone that dies in the middle of writing: a child process commits acts as fast as it can and says so after each one;
//! it is killed with SIGKILL at a random moment, and whatever it had said must be there.

use super::*;
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

const DIR: &str = "DIMOS_POWER_TEST_DIR";

/// The child's part: nothing unless it is asked for.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Ok(dir) = std::env::var(DIR) else { return };
    let store = Store::open(std::path::Path::new(&dir), at(0)).unwrap().0;
    let first = store.outbox().unwrap().len() as u128 + 1;
    for n in first.. {
        let mut act = filing(n, 0);
        if let Deed::Report(new) = &mut act.what {
            new.description = "α".repeat(usize::try_from(n % 3).unwrap() * 3_000);
        }
        store.commit(&act, None, &[]).unwrap();
        println!("committed {n}");
    }
}

fn child(dir: &TempDir) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::tests::power::child_that_writes_until_it_is_killed", "--nocapture"])
        .env(DIR, dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn what_was_committed_survives_a_sudden_death() {
    let dir = tempfile::tempdir().unwrap();
    let mut random = fastrand::Rng::with_seed(11);
    let mut said = 0;
    for _ in 0..12 {
        let mut child = child(&dir);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (begun, begins) = std::sync::mpsc::channel();
        let reader = std::thread::spawn(move || {
            // The test harness may have begun the line.
            let numbers = lines.map_while(Result::ok).filter_map(|line| line.rsplit_once("committed ")?.1.parse().ok());
            numbers.inspect(|_| begun.send(()).unwrap_or_default()).last()
        });
        begins.recv_timeout(Duration::from_secs(60)).expect("the child never came to write");
        std::thread::sleep(Duration::from_millis(random.u64(0..120)));
        child.kill().unwrap();
        child.wait().unwrap();
        said = reader.join().unwrap().unwrap_or(said);
        let (store, recovered) = Store::open(dir.path(), at(0)).unwrap();
        assert_eq!(recovered, None, "a sudden death damages nothing");
        let there = store.outbox().unwrap();
        assert!(there.len() >= said, "{} of {said} acts are left", there.len());
        assert!(there.iter().zip(1_u128..).all(|(entry, n)| entry.act.id == act_id(n)), "in order, without a gap");
        assert_eq!(store.reports(Shelf::Mine, 0, 1).unwrap().total as usize, there.len(), "half an act");
    }
}

/// The app and its background work may both be the first to open the phone's folder.
#[test]
fn a_folder_that_two_open_at_once_for_the_first_time_opens_for_both() {
    for _ in 0..20 {
        let dir = tempfile::tempdir().unwrap();
        let together = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            let opening = || {
                together.wait();
                Store::open(dir.path(), at(0)).map(|(_, recovered)| recovered)
            };
            let opened: Vec<_> = (0..4).map(|_| scope.spawn(opening)).collect();
            for one in opened {
                assert_eq!(one.join().unwrap().unwrap(), None);
            }
        });
    }
}
