//! A phone whose disk is full, and one that cannot be written.

use crate::terminal::{Terminal, photo, text};
use dimos_journeys::{City, Trouble};
use std::process::{Command, Output};

/// Runs a script with a small disk of its own at `$DISK` and the phone as `$PHONE`; `None` where the system does not let us.
fn on_a_small_disk(phone: &Terminal, script: &str) -> Option<Output> {
    let mounted = "mkdir -p \"$DISK\" && mount -t tmpfs -o size=3m none \"$DISK\" || exit 77\n";
    let command = phone.command(&[]);
    let mut line = vec![command.get_program().to_string_lossy().into_owned()];
    line.extend(command.get_args().map(|argument| argument.to_string_lossy().into_owned()));
    let mut shell = Command::new("unshare");
    shell.args(["--user", "--map-root-user", "--mount", "sh", "-c", &format!("{mounted}{script}")]);
    shell.env("DISK", &phone.dir).env("PHONE", line.join(" "));
    let output = shell.output().ok()?;
    let impossible = output.status.code() == Some(77) || text(&output.stderr).contains("unshare");
    if impossible {
        eprintln!("no small disk can be made here: {}", text(&output.stderr));
        return None;
    }
    Some(output)
}

#[test]
fn a_full_disk_is_said_kindly_and_the_words_that_were_not_kept_are_handed_back() -> Result<(), Trouble> {
    let city = City::start()?;
    let phone = Terminal::new(&city, "Eleni");
    let picture = photo("street-6.jpg");
    let script = format!(
        "set -e
        $PHONE --offline report --at 40.6350,22.9391 --service street-light-daytime --words First > /dev/null
        head -c 20000000 /dev/zero > \"$DISK/filler\" 2> /dev/null || true
        if $PHONE --offline report --photo {picture} --service blocked-gully --words Second > \"$DISK/../out\" 2> \"$DISK/../err\"; then
            echo it went in > \"$DISK/../err\"
        else
            echo \"status $?\" >> \"$DISK/../err\"
        fi
        if $PHONE --offline report --at 40.6405,22.9436 --service street-light-daytime --words 'Third, and more' > \"$DISK/../out\" 2>> \"$DISK/../err\"; then
            echo it went in >> \"$DISK/../err\"
        else
            echo \"status $?\" >> \"$DISK/../err\"
        fi
        $PHONE --offline --json outbox > \"$DISK/../outbox\" 2>> \"$DISK/../err\" || true
        rm \"$DISK/filler\"
        $PHONE report --photo {picture} --service blocked-gully --words Fourth > /dev/null
        $PHONE --json list"
    );
    let Some(output) = on_a_small_disk(&phone, &script) else { return Ok(()) };
    let said = std::fs::read_to_string(phone.dir.parent().unwrap().join("err"))?;
    assert!(output.status.success(), "{}\n{said}", text(&output.stderr));
    assert!(said.contains("χώρο") && !said.contains("it went in"), "{said}");
    // Nobody holds what was typed once the program has ended: it is printed again, and nothing else is promised.
    assert!(said.contains("\nSecond\n") && said.contains("\nThird, and more\n"), "{said}");
    assert_eq!(said.matches("status 4").count(), 2, "{said}");
    assert!(!said.contains("δεν χάθηκε τίποτα"), "{said}");
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let words: Vec<&str> =
        list["rows"].as_array().unwrap().iter().map(|row| row["excerpt"].as_str().unwrap()).collect();
    assert!(words.contains(&"First") && words.contains(&"Fourth"), "{words:?}");
    assert_eq!(city.count("SELECT count(*) FROM reports WHERE description IN ('First', 'Fourth')")?, 2);
    Ok(())
}

#[test]
fn a_disk_that_became_read_only_is_said_kindly_and_the_words_are_handed_back() -> Result<(), Trouble> {
    let city = City::start()?;
    let phone = Terminal::new(&city, "Nikos");
    let script = "set -e
        $PHONE --offline report --at 40.6350,22.9391 --service street-light-daytime --words First > /dev/null
        mount -o remount,ro \"$DISK\"
        if $PHONE --offline report --at 40.6405,22.9436 --service street-light-daytime --words Second > \"$DISK/../out\" 2> \"$DISK/../err\"; then
            echo it went in > \"$DISK/../err\"
        fi
        mount -o remount,rw \"$DISK\"
        $PHONE sync > /dev/null
        $PHONE --json list";
    let Some(output) = on_a_small_disk(&phone, script) else { return Ok(()) };
    let said = std::fs::read_to_string(phone.dir.parent().unwrap().join("err"))?;
    assert!(output.status.success(), "{}\n{said}", text(&output.stderr));
    assert!(said.contains("τηλέφωνο") && !said.contains("it went in"), "{said}");
    assert!(said.contains("\nSecond\n"), "{said}");
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list["rows"][0]["excerpt"], "First");
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 1);
    Ok(())
}
