//! The commands, as an operator types them.

use crate::support::{Actor, TestServer, client};
use dimos_api::problem::Code;
use serde_json::json;
use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

fn run(args: &[&str], data: &Path, typed: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dimos-server"));
    command.args(args).env("DIMOS_DATA", data).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[tokio::test]
async fn an_account_is_added_while_the_server_runs() {
    let dir = tempfile::tempdir().unwrap();
    let running = dimos_server::start(dimos_server::config::Config::in_dir(dir.path())).await.unwrap();
    let added = run(&["account", "add", "maria", "--role", "dispatcher"], dir.path(), "");
    let password = said(&added);
    let password = password.lines().find_map(|line| line.strip_prefix("password: ")).expect(&password);
    let stranger = Actor { http: client(), url: running.url(), token: None, language: "en", device: None };
    assert_eq!(stranger.log_in("maria", password).await.status, 201);
    assert_eq!(stranger.log_in("maria", "another password").await.status, 401);
    assert!(run(&["account", "disable", "maria"], dir.path(), "").status.success());
    assert_eq!(stranger.log_in("maria", password).await.status, 401);
    running.stop().await;
}

#[tokio::test]
async fn a_crews_phone_is_listed_and_revoked_while_the_server_runs() {
    let dir = tempfile::tempdir().unwrap();
    let refused = run(&["crew-phone", "list"], dir.path(), "");
    assert!(!refused.status.success() && said(&refused).contains("no database"), "{}", said(&refused));
    let server = TestServer::with(|config| config.data = dir.path().to_owned()).await;
    let (dispatcher, phone) = (server.dispatcher().await, server.device().await);
    let code = dispatcher.post("/crew-phones/codes", &json!({ "crew": server.crew(0) })).await.ok(201);
    phone.post("/crew-phones/enrol", &json!({ "code": code["code"] })).await.ok(200);
    assert_eq!(phone.get("/jobs").await.status, 200, "the server knows its token by now");
    let id = phone.device.unwrap().to_string();
    let listed = said(&run(&["crew-phone", "list"], dir.path(), ""));
    assert!(
        listed.contains(&id) && listed.contains(server.crew(0).as_str()) && listed.contains(", since 20"),
        "{listed}"
    );
    let revoked = run(&["crew-phone", "revoke", &id], dir.path(), "");
    assert!(revoked.status.success(), "{}", said(&revoked));
    phone.get("/jobs").await.problem(Code::Forbidden);
    assert_eq!(said(&run(&["crew-phone", "list"], dir.path(), "")), "");
    let again = run(&["crew-phone", "revoke", &id], dir.path(), "");
    assert!(!again.status.success() && said(&again).contains("no crew's phone"), "{}", said(&again));
}

#[test]
fn accounts_are_listed_and_mistakes_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let typed = "a typed password\n";
    let added =
        run(&["account", "add", "nikos", "--role", "crew", "--crew", "gullies", "--password-stdin"], dir.path(), typed);
    assert!(added.status.success(), "{}", said(&added));
    assert!(!said(&added).contains("a typed password"));
    assert!(said(&run(&["account", "list"], dir.path(), "")).contains("nikos: crew of gullies"));
    for (args, typed, says) in [
        (&["account", "add", "nikos", "--role", "dispatcher"][..], "", "already"),
        (&["account", "add", "eleni", "--role", "dispatcher", "--password-stdin"], "short\n", "at least"),
        (&["account", "add", "eleni", "--role", "crew"], "", "--crew"),
        (&["account", "add", "eleni", "--role", "crew", "--crew", "nope"], "", "its crews are"),
        (&["account", "add", "eleni <b>", "--role", "dispatcher"], "", "letters, digits"),
        (&["account", "add", "eleni", "--role", "mayor"], "", "mayor"),
        (&["account", "disable", "nobody"], "", "no account"),
    ] {
        let refused = run(args, dir.path(), typed);
        assert!(!refused.status.success() && said(&refused).contains(says), "{args:?}: {}", said(&refused));
    }
    let mistyped = dir.path().join("mistyped");
    let refused = run(&["account", "list"], &mistyped, "");
    assert!(!refused.status.success() && !mistyped.exists(), "{}", said(&refused));
}

#[test]
fn a_city_pack_is_checked_by_a_command() {
    let dir = tempfile::tempdir().unwrap();
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/cities/thessaloniki");
    let good = run(&["city", "check", pack], dir.path(), "");
    assert!(good.status.success(), "{}", said(&good));
    let bad = run(&["city", "check", &dir.path().to_string_lossy()], dir.path(), "");
    assert!(!bad.status.success());
    let start = run(&["serve", "--city", &dir.path().to_string_lossy(), "--listen", "127.0.0.1:0"], dir.path(), "");
    assert!(!start.status.success() && said(&start).contains("city pack"), "{}", said(&start));
}

#[test]
fn a_server_that_will_not_start_over_its_pack_counts_the_mistakes() {
    let dir = tempfile::tempdir().unwrap();
    let tiny = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/cities/lilliput");
    for entry in std::fs::read_dir(tiny).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap();
    }
    let services = dir.path().join("services.toml");
    for (from, to, counted) in [
        ("deadline_hours = 24", "deadline_hours = 0", "the city pack has 1 mistake:"),
        ("deadline_hours = 16", "deadline_hours = 10001", "the city pack has 2 mistakes:"),
    ] {
        std::fs::write(&services, std::fs::read_to_string(&services).unwrap().replacen(from, to, 1)).unwrap();
        let start = run(&["serve", "--city", &dir.path().to_string_lossy(), "--listen", "127.0.0.1:0"], dir.path(), "");
        assert!(!start.status.success() && said(&start).contains(counted), "{}", said(&start));
    }
}
