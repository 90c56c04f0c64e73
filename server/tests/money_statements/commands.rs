//! Statements, the queue and refunds at the command line, while the server runs.

use crate::{
    hall::*,
    provider::letter,
    town::{Town, begin},
};
use dimos_server::auth::StaffRole;
use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

const PASSWORD: &str = "a long enough password";

pub fn run(town: &Town, args: &[&str]) -> Output {
    command(town, args).stdin(Stdio::null()).output().unwrap()
}

fn command(town: &Town, args: &[&str]) -> Command {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/cities/lilliput");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dimos-server"));
    command.args(args).arg("--data").arg(town.city.running.app.db.dir()).args(["--city", pack]);
    command
}

/// The same, with a line on standard input.
fn run_with(town: &Town, args: &[&str], line: &str) -> Output {
    let mut command = command(town, args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{line}").unwrap();
    child.wait_with_output().unwrap()
}

#[track_caller]
pub fn told(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn write(dir: &Path, name: &str, text: &str) -> String {
    let file = dir.join(name);
    fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_is_imported_its_rest_allocated_and_refunded_by_two() {
    let town = Town::open().await;
    let home = tempfile::tempdir().unwrap();
    let (bill, other) = (town.bill("visit-ticket", 1_000).await, town.bill("visit-ticket", 500).await);
    let unknown = from(credit("A2", 500).saying("a ticket"), "Flimnap", &other_account());
    let file = write(home.path(), "day.xml", &xml(1, 0, vec![credit("A1", 1_000).referring_to(&rf(&bill)), unknown]));
    let first = told(&run(&town, &["statement", "import", &file]));
    assert_eq!(first, "1 statements: 2 new entries, 0 seen before; 1 matched, 1 in the queue\n");
    assert!(told(&run(&town, &["statement", "import", &file])).contains("nothing was done"));
    assert!(refused(&run(&town, &["statement", "import", "nowhere.xml"])).contains("No such file"));
    let broken = write(home.path(), "broken.xml", "<Document>");
    assert!(refused(&run(&town, &["statement", "import", &broken])).contains("refused"));

    let list = told(&run(&town, &["queue", "list"]));
    assert!(list.contains("5.00 unmatched \"Flimnap\" \"a ticket\"") && list.ends_with("1 entries\n"), "{list}");
    let entry = list.split(' ').next().unwrap().to_owned();
    let version = list.split(' ').nth(1).unwrap().to_owned();
    let part = format!("{}=5.00", other["payables"][0]["id"].as_str().unwrap());
    let allocate = ["queue", "allocate", &entry, &version, &part, "--account"];
    for nobody in ["nobody", "clerk"] {
        refused(&run(&town, &[&allocate[..], &[nobody]].concat()));
    }
    assert!(told(&run(&town, &[&allocate[..], &["treasurer"]].concat())).contains(" matched "));
    assert!(refused(&run(&town, &[&allocate[..], &["treasurer"]].concat())).contains("changed in the meantime"));
    sound(&town).await;

    let payment = newest_payment(&town).await;
    town.city.staff("second", StaffRole::Treasurer).await;
    let ask = ["refund", "request", &payment, "5,00", "--reason", "did not come", "--account", "treasurer"];
    let asked = told(&run(&town, &ask));
    assert!(asked.ends_with("5.00 requested by transfer\n"), "{asked}");
    let refund = asked.split(' ').next().unwrap();
    let iban = other_account();
    let shown = told(&run(&town, &["refund", "show", refund, "--account", "second"]));
    for line in
        ["amount: 5.00", &format!("to: {} of \"Flimnap\"", iban.as_str()), "asked for by \"treasurer\"", "5.00 on"]
    {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    let listed = told(&run(&town, &["refund", "list", "--account", "second"]));
    assert!(listed.contains(iban.as_str()) && listed.ends_with("1 refunds\n"), "{listed}");
    assert!(refused(&run(&town, &["refund", "show", refund, "--account", "clerk"])).contains("not allowed"));
    let approve = |amount: &str, to: &str, who: &str, password: &str| {
        let args = ["refund", "approve", refund, "--amount", amount, "--to", to, "--account", who];
        run_with(&town, &args, password)
    };
    let to = iban.as_str();
    assert!(refused(&approve("5.00", to, "treasurer", PASSWORD)).contains("Another person"));
    assert!(refused(&approve("5.00", to, "second", "a guess")).contains("password"), "one shell, two names");
    assert!(refused(&approve("4.00", to, "second", PASSWORD)).contains("changed in the meantime"));
    let elsewhere = "GR1601101250000000012300695";
    assert!(refused(&approve("5.00", elsewhere, "second", PASSWORD)).contains("changed in the meantime"));
    assert!(told(&approve("5.00", to, "second", PASSWORD)).contains("approved"));
    let order = home.path().join("order.xml");
    let order = order.to_str().unwrap();
    assert!(told(&run(&town, &["refund", "file", order])).contains("1 transfers, 5.00 in all"));
    assert!(refused(&run(&town, &["refund", "file", order])).contains("exists"), "never over another");
    let message =
        fs::read_to_string(order).unwrap().split("<MsgId>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let answer = format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>X</MsgId>\
         </GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts>\
         </CstmrPmtStsRpt></Document>"
    );
    let answer = write(home.path(), "answer.xml", &answer);
    assert_eq!(told(&run(&town, &["refund", "answers", &answer])), "1 failed, 0 under way, 0 unchanged\n");
    sound(&town).await;

    let entry = found(&town, "?state=matched").await.remove(0);
    let (id, version) = (entry["id"].as_str().unwrap(), entry["version"].to_string());
    assert!(told(&run(&town, &["queue", "undo", id, &version, "--account", "second"])).contains("unmatched"));
    sound(&town).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_taken_by_two_with_the_second_one_s_password() {
    let town = Town::open().await;
    town.city.staff("second", StaffRole::Treasurer).await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 1_000).await;
    town.letter(&letter("e1", &id, "paid", 9_200_000)).await;
    let take = |who| ["payments", "decide", "1", "--take", "--note", "x", "--account", who];
    let proposed = told(&run(&town, &take("treasurer")));
    assert!(proposed.contains("proposed by treasurer") && proposed.ends_with("1 facts wait\n"), "{proposed}");
    assert!(refused(&run(&town, &take("second"))).contains("password"), "one shell, two names");
    assert!(refused(&run_with(&town, &take("second"), "a guess")).contains("password"), "one shell, two names");
    assert!(refused(&run_with(&town, &take("treasurer"), PASSWORD)).contains("second person"));
    assert_eq!(town.holds("clearing:sandbox").await, 0);
    assert!(told(&run_with(&town, &take("second"), PASSWORD)).ends_with("0 facts wait\n"));
    assert_eq!(town.holds("clearing:sandbox").await, 9_200_000);
    sound(&town).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_can_be_said_of_an_entry_is_said_by_command_and_much_is_signed_with_a_password() {
    let town = Town::open().await;
    town.city.staff("second", StaffRole::Treasurer).await;
    let home = tempfile::tempdir().unwrap();
    let bill = town.bill("visit-ticket", 700).await;
    town.cash(&bill, 700).await.ok();
    let entries = vec![credit("C1", 700), debit("F1", 30), credit("G1", 25_000)];
    told(&run(&town, &["statement", "import", &write(home.path(), "day.xml", &xml(2, 0, entries))]));
    let listed = told(&run(&town, &["statement", "list"]));
    assert!(listed.contains("camt.053 \"day.xml\" 3 entries") && listed.ends_with("1 files\n"), "{listed}");

    assert!(told(&run(&town, &["payments", "desks"])).contains("7.00 cashier"));
    let found = told(&run(&town, &["payments", "find", "Flimnap", "--amount", "7,00"]));
    assert!(
        found.contains(" 7.00 cash received receipt 2026-000001 for 2026-000001 ") && found.ends_with("1 payments\n"),
        "{found}"
    );
    assert_eq!(told(&run(&town, &["payments", "find", "--until", "2020-01-01"])), "0 payments\n");
    assert_eq!(told(&run(&town, &["payments", "disputes"])), "0 disputes\n");
    assert_eq!(told(&run(&town, &["payments", "parked"])), "0 facts wait\n");
    assert!(
        refused(&run(&town, &["payments", "decide", "1", "--note", "x", "--account", "treasurer"]))
            .contains("nothing here")
    );

    let of = |state: &str, text: &str| {
        let list = told(&run(&town, &["queue", "list", text, "--state", state]));
        let mut words = list.split(' ').map(str::to_owned);
        (words.next().unwrap(), words.next().unwrap())
    };
    let (id, version) = of("unmatched", "C1");
    let deposit = ["queue", "deposit", &id, &version, "cashier=7.00", "--account", "treasurer"];
    assert!(told(&run(&town, &deposit)).contains(" matched "));
    assert_eq!(told(&run(&town, &["payments", "desks"])), "");
    let (id, version) = of("ignored", "F1");
    assert!(told(&run(&town, &["queue", "undo", &id, &version, "--account", "treasurer"])).contains(" unmatched "));
    let (id, version) = of("unmatched", "F1");
    assert!(told(&run(&town, &["queue", "charge", &id, &version, "--account", "treasurer"])).contains(" matched "));
    sound(&town).await;

    let (id, version) = of("unmatched", "G1");
    let ignore = |version: &str, who: &str, password: &str| {
        run_with(&town, &["queue", "ignore", &id, version, "--reason", "a grant", "--account", who], password)
    };
    assert!(told(&ignore(&version, "treasurer", "")).contains("proposed ignore \"a grant\""));
    let (_, version) = of("unmatched", "G1");
    assert!(refused(&ignore(&version, "second", "a guess")).contains("password"), "one shell, two names");
    assert!(refused(&ignore(&version, "treasurer", PASSWORD)).contains("second person"));
    assert!(told(&ignore(&version, "second", PASSWORD)).contains(" ignored "));
    sound(&town).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_watched_and_each_file_ends_where_it_belongs() {
    let town = Town::open().await;
    let home = tempfile::tempdir().unwrap();
    let dir = home.path();
    let bill = town.bill("visit-ticket", 1_000).await;
    write(dir, "1.xml", &xml(1, 0, vec![credit("A1", 1_000).referring_to(&rf(&bill))]));
    write(dir, "2.xml", &xml(3, 1_000, vec![]));
    write(dir, "bad.XML", "<Document");
    write(dir, "note.txt", "not the bank's");
    let out = told(&run(&town, &["statement", "watch", "--once", dir.to_str().unwrap()]));
    assert!(out.contains("1.xml: 1 statements: 1 new entries"), "{out}");
    assert!(dir.join("done/1.xml").exists() && dir.join("done/2.xml").exists() && dir.join("note.txt").exists());
    assert!(fs::read_to_string(dir.join("done/2.xml.txt")).unwrap().contains("numbers 2 to 2 are missing"));
    assert!(dir.join("refused/bad.XML").exists() && !dir.join("done/1.xml.txt").exists());
    assert!(fs::read_to_string(dir.join("refused/bad.XML.txt")).unwrap().starts_with("The file was refused: "));
    // The bank gives a name twice.
    write(dir, "1.xml", &xml(4, 1_000, vec![]));
    told(&run(&town, &["statement", "watch", "--once", dir.to_str().unwrap()]));
    assert!(dir.join("done/1.xml").exists() && dir.join("done/1-1.xml").exists());
    sound(&town).await;
}
