//! A test that passes is heard although the harness captures what tests write.

use dimos_told::{SKIPPED, skipped};
use std::{env, fs, process::Command};

#[test]
#[ignore = "the other test runs it"]
fn says_something() {
    println!("nobody hears this");
    skipped("a judge that is not here");
}

#[test]
fn what_was_skipped_is_heard_and_collected() {
    let file = env::temp_dir().join(format!("dimos-told-{}", std::process::id()));
    let mut tests = Command::new(env::current_exe().expect("this program"));
    let run = tests.args(["--ignored", "--exact", "says_something"]).env(SKIPPED, &file).output().expect("it runs");
    let (out, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success() && out.contains("1 passed"), "{out}{errors}");
    assert!(!out.contains("nobody hears this"), "{out}");
    assert_eq!(errors, "skipped: a judge that is not here\n");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "a judge that is not here\n");
    fs::remove_file(file).expect("it goes");
}
