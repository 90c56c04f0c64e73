//! The app's process is killed (`kill -9`) at any moment, over and over.

use crate::terminal::{Terminal, photo, text};
use dimos_journeys::{City, Trouble, seeds};
use std::{
    process::{Child, Stdio},
    time::Duration,
};

fn begin(phone: &Terminal, arguments: &[&str]) -> Child {
    phone.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn kill(mut child: Child) {
    let _ended_before = child.kill();
    child.wait().unwrap();
}

/// However often delivery is killed, what was kept arrives once.
#[test]
fn killed_while_delivering_everything_arrives_once() -> Result<(), Trouble> {
    for seed in seeds(0) {
        let mut chance = fastrand::Rng::with_seed(seed);
        let city = City::start()?;
        let phone = Terminal::new(&city, "Eleni");
        let (first, second) = (photo("street-6.jpg"), photo("street-3.jpg"));
        phone.json(&["--offline", "report", "--photo", &first, "--photo", &second, "--service", "blocked-gully"]);
        phone.json(&[
            "--offline",
            "report",
            "--at",
            "40.6350,22.9391",
            "--service",
            "street-light-daytime",
            "--words",
            "Φώτα",
        ]);
        // The line is slow enough for a kill to meet every step.
        city.network().set(dimos_journeys::proxy::Faults::none().with(dimos_journeys::proxy::Fate::Delay, 1_000));
        for _ in 0..8 {
            let child = begin(&phone, if chance.bool() { &["sync"] } else { &["drain"] });
            std::thread::sleep(Duration::from_millis(chance.u64(50..700)));
            kill(child);
        }
        city.network().set(dimos_journeys::proxy::Faults::none());
        let left = phone.json(&["sync"]);
        assert_eq!(left["unsent"].as_array().unwrap().len(), 0, "seed {seed}: {left:#}");
        let counts = [
            "SELECT count(*) FROM reports",
            "SELECT count(*) FROM events WHERE kind = 'reported'",
            "SELECT count(*) FROM report_photos",
            "SELECT count(*) FROM devices",
        ];
        let counts = counts.map(|sql| city.count(sql).unwrap());
        assert_eq!(counts, [2, 2, 2, 1], "seed {seed}");
    }
    Ok(())
}

/// Killed at any moment of composing and sending: afterwards there is a draft or a report, and never both.
#[test]
fn killed_while_composing_there_is_a_draft_or_a_report() -> Result<(), Trouble> {
    for seed in seeds(0) {
        let mut chance = fastrand::Rng::with_seed(seed);
        let city = City::start()?;
        let (mut drafts, mut reports, mut neither) = (0, 0, 0);
        for round in 0..10 {
            let phone = Terminal::new(&city, &format!("phone-{round}"));
            let picture = photo("street-6.jpg");
            let report =
                ["--offline", "report", "--photo", &picture, "--words", "Φρεάτιο", "--service", "blocked-gully"];
            let child = begin(&phone, &report);
            std::thread::sleep(Duration::from_millis(chance.u64(100..1_500)));
            kill(child);
            let kept = phone.json(&["--offline", "list"])["rows"].as_array().unwrap().len();
            let begun = phone.json(&["--offline", "drafts"])["drafts"].as_array().unwrap().len();
            match (kept, begun) {
                (1, 0) => reports += 1,
                (0, 1) => drafts += 1,
                // Killed before the first word was kept.
                (0, 0) => neither += 1,
                other => panic!("seed {seed}: {other:?}"),
            }
        }
        println!("seed {seed}: {reports} reports, {drafts} drafts, {neither} killed before anything was done");
    }
    Ok(())
}

#[test]
fn several_first_commands_at_once_are_one_phone() -> Result<(), Trouble> {
    let city = City::start()?;
    let phone = Terminal::new(&city, "Maria");
    let at_once: Vec<Child> = (0..4)
        .map(|n| {
            let words = format!("Βουλωμένο φρεάτιο {n}");
            let place = format!("40.635{n},22.9391");
            let line = ["report", "--new", "--at", &place, "--service", "blocked-gully", "--words", &words];
            phone.command(&line).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()
        })
        .collect::<Result<_, _>>()?;
    for child in at_once {
        let output = child.wait_with_output()?;
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 4);
    assert_eq!(city.count("SELECT count(*) FROM devices")?, 1);
    Ok(())
}
