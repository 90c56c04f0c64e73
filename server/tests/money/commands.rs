//! The treasury at the command line, while the server runs.

use crate::town::Town;
use std::process::{Command, Output};

fn run(town: &Town, args: &[&str]) -> Output {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/cities/lilliput");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dimos-server"));
    command.args(args).arg("--data").arg(town.city.running.app.db.dir()).args(["--city", pack]).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn bills_are_imported_the_day_is_closed_and_the_books_are_shown() {
    let town = Town::open().await;
    let file = town.city.running.app.db.dir().join("bills.csv");
    let table =
        "key,kind,tax_number,name,tax_head,amount\nA,visit-ticket,,Flimnap,harbour,45.12\nB,moon,,Flimnap,harbour,1\n";
    std::fs::write(&file, table).unwrap();
    let file = file.to_str().unwrap();
    let first = run(&town, &["bills", "import", file]);
    assert!(!first.status.success(), "a row was refused");
    assert_eq!(
        told(&first),
        "line 3: There is no such kind of bill.\n2 rows read: 1 bills issued, 0 known before, 1 rows refused\n"
    );
    assert!(
        told(&run(&town, &["bills", "import", file]))
            .ends_with("2 rows read: 0 bills issued, 1 known before, 1 rows refused\n")
    );

    let balance = run(&town, &["trial-balance"]);
    assert!(balance.status.success());
    let shown = told(&balance);
    assert!(shown.lines().any(|line| line.starts_with("receivable") && line.ends_with("45.12")), "{shown}");
    assert!(shown.lines().last().unwrap().ends_with(" 0.00"), "{shown}");
    assert!(told(&run(&town, &["journal", "verify"])).starts_with("1 entries, as they were written"));
    let journal = told(&run(&town, &["journal", "export", "--from", "2020-01-01", "--until", "2040-01-01"]));
    assert_eq!(journal.lines().count(), 3, "{journal}");

    let closed = run(&town, &["day", "close", "2026-11-20"]);
    assert!(
        told(&closed).starts_with("2026-11-20 is closed: 0 entries, 0 receipts, 0.00 received\nhash "),
        "{closed:?}"
    );
    let never = run(&town, &["day", "close", "2199-01-01"]);
    assert!(!never.status.success() && String::from_utf8_lossy(&never.stderr).contains("once it has begun"));
    town.is_sound().await;
}

#[test]
fn a_directory_without_a_city_is_not_made_into_one() {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dimos-server"));
    let output = command.args(["trial-balance", "--data"]).arg(home.path().join("typo")).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no database in"));
    assert!(!home.path().join("typo").exists());
}
