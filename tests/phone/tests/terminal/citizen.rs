//! A citizen at the terminal.

use crate::terminal::{Terminal, photo, text};
use dimos_api::Decision;
use dimos_journeys::{City, Trouble};

const GULLY: [&str; 4] = ["--words", "Βουλωμένο φρεάτιο, γεμάτο φύλλα", "--service", "blocked-gully"];

#[test]
fn a_report_is_filed_shown_and_acted_on() -> Result<(), Trouble> {
    let city = City::start()?;
    let eleni = Terminal::new(&city, "Eleni");
    let picture = photo("street-6.jpg");
    let filed = eleni.json(&[&["report", "--photo", picture.as_str()][..], &GULLY].concat());
    assert_eq!(filed["delivered"], true);
    let (id, number) = (filed["id"].as_str().unwrap(), filed["number"].as_str().unwrap());
    assert!(number.starts_with("THES-"), "{filed:#}");
    assert_eq!(filed["ticket"]["photos"].as_array().unwrap().len(), 1);
    assert_eq!(filed["ticket"]["row"]["tone"], "info");

    let list = eleni.json(&["list"]);
    assert_eq!((&list["shelf"], &list["rows"][0]["id"]), (&"mine".into(), &id.into()));
    let page = eleni.says(&["show", number]);
    assert!(page.contains(number) && page.contains("Βουλωμένο φρεάτιο") && page.contains("κοντά"), "{page}");
    let english = eleni.says(&["--locale", "en-GB", "show", number]);
    assert!(english.contains("Blocked") && english.contains("near"), "{english}");

    let commented = eleni.json(&["comment", number, "Και δεύτερο δίπλα", "--photo", &photo("street-4.jpg")]);
    assert!(commented["said"].as_str().unwrap().chars().count() > 10);
    assert_eq!(commented["ticket"]["photos"].as_array().unwrap().len(), 2, "{commented:#}");

    let maria = Terminal::new(&city, "Maria");
    let around = maria.json(&["nearby", "40.610046,22.957482"]);
    assert_eq!(around["rows"][0]["number"], number);
    assert_eq!(maria.json(&["support", id, "Κι εγώ το είδα"])["ticket"]["following"], true);
    assert_eq!(maria.json(&["list", "--following"])["rows"][0]["id"], id);
    maria.json(&["unfollow", number]);
    assert_eq!(maria.json(&["list", "--following"])["rows"].as_array().unwrap().len(), 0);
    assert_eq!(maria.json(&["follow", id])["ticket"]["following"], true);

    let desk = city.desk()?;
    desk.decide(id.parse().unwrap(), Decision::Ask { question: "Πού ακριβώς;".to_owned() })?;
    assert_eq!(eleni.json(&["show", number])["question"], "Πού ακριβώς;");
    assert!(eleni.json(&["answer", number, "Στη γωνία"])["ticket"]["question"].is_null());
    desk.decide(id.parse().unwrap(), Decision::Resolve { note: "Έγινε".to_owned() }).or_else(|_| {
        let department = desk.report(id.parse().unwrap())?.department.unwrap();
        desk.decide(id.parse().unwrap(), Decision::Assign { department, crew: None })?;
        desk.decide(id.parse().unwrap(), Decision::Resolve { note: "Έγινε".to_owned() })
    })?;
    eleni.json(&["reopen", number, "Δεν έφτιαξε", "--photo", &photo("street-5.jpg")]);
    assert_eq!(desk.report(id.parse().unwrap())?.state.as_str(), "reopened");
    desk.decide(id.parse().unwrap(), Decision::Resolve { note: "Τώρα ναι".to_owned() })?;
    assert_eq!(eleni.json(&["rate", number, "5", "Μπράβο"])["ticket"]["stars"], 5);
    assert_eq!(desk.report(id.parse().unwrap())?.state.as_str(), "confirmed");
    Ok(())
}

#[test]
fn offline_it_is_kept_listed_and_delivered_by_sync_or_in_the_background() -> Result<(), Trouble> {
    let city = City::start()?;
    for (name, how) in [("Nikos", &["sync"][..]), ("Kostas", &["drain", "--deadline", "20"])] {
        let phone = Terminal::new(&city, name);
        let filed = phone.json(&[&["--offline", "report", "--street", "Egnatia"][..], &GULLY].concat());
        assert_eq!((&filed["delivered"], &filed["number"]), (&false.into(), &serde_json::Value::Null));
        assert!(filed["ticket"]["row"]["place"].as_str().unwrap().contains("Εγνατία"));
        let outbox = phone.json(&["--offline", "outbox"]);
        assert_eq!(outbox["unsent"].as_array().unwrap().len(), 1);
        phone.json(how);
        assert_eq!(phone.json(&["outbox"])["unsent"].as_array().unwrap().len(), 0);
        assert!(phone.json(&["list"])["rows"][0]["number"].as_str().unwrap().starts_with("THES-"));
    }
    assert_eq!(city.count("SELECT count(*) FROM events WHERE kind = 'reported'")?, 2);
    Ok(())
}

#[test]
fn what_is_unsent_can_be_taken_back() -> Result<(), Trouble> {
    let city = City::start()?;
    let phone = Terminal::new(&city, "Eleni");
    let picture = photo("street-6.jpg");
    let place = ["--offline", "report", "--at", "40.6350,22.9391", "--photo", picture.as_str()];
    phone.json(&[&place[..], &GULLY].concat());
    let act = phone.json(&["--offline", "outbox"])["unsent"][0]["act"].as_str().unwrap().to_owned();
    assert_eq!(phone.json(&["--offline", "outbox", "discard", &act])["unsent"].as_array().unwrap().len(), 0);
    let drafts = phone.json(&["--offline", "drafts"]);
    assert!(
        drafts["drafts"][0]["title"].as_str().unwrap().contains("φρεάτιο"),
        "a report becomes a draft again: {drafts}"
    );
    assert!(drafts["drafts"][0]["detail"].as_str().unwrap().starts_with("1 "), "with its photo: {drafts}");
    assert!(phone.refused(&["--offline", "outbox", "retry", &act]).contains(&act));
    Ok(())
}

#[test]
fn where_the_same_is_reported_near_it_is_asked_before_anything_is_sent() -> Result<(), Trouble> {
    let city = City::start()?;
    let report = |more: &[&'static str]| [&["report", "--at", "40.6350,22.9391"][..], &GULLY, more].concat();
    let filed = Terminal::new(&city, "Eleni").json(&report(&[]));
    let (id, number) = (filed["id"].as_str().unwrap(), filed["number"].as_str().unwrap());

    let kostas = Terminal::new(&city, "Kostas");
    let (offer, said) = kostas.undecided(&report(&[]));
    assert!(said.contains("--me-too") && said.contains("--new"), "{said}");
    assert_eq!((&offer["sent"], &offer["nearby"][0]["row"]["number"]), (&false.into(), &number.into()));
    assert_eq!(
        kostas.json(&["--offline", "drafts"])["drafts"].as_array().unwrap().len(),
        0,
        "the words are in the script"
    );
    let wrong = kostas.refused(&report(&["--me-too", "THES-2026-999999"]));
    assert!(wrong.contains("THES-2026-999999"), "{wrong}");
    let joined = [report(&["--me-too"]), vec![number]].concat();
    let joined = kostas.json(&joined);
    assert_eq!((&joined["id"], &joined["delivered"]), (&id.into(), &true.into()));
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 1);

    let other = kostas.json(&report(&["--new"]));
    assert_ne!(other["id"], id);
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 2);
    let alone = Terminal::new(&city, "Nikos").json(&[&["--offline"][..], &report(&[])].concat());
    assert_eq!(alone["delivered"], false, "without a network nobody can be asked");
    Ok(())
}

#[test]
fn what_the_terminal_itself_says_is_a_sentence_in_the_phones_language() -> Result<(), Trouble> {
    let city = City::start()?;
    let phone = Terminal::new(&city, "Eleni");
    let unknown = phone.refused(&["show", "THES-2026-999999"]);
    assert!(unknown.contains("THES-2026-999999: ") && unknown.contains("δεν έχει αναφορά"), "{unknown}");
    let english = phone.refused(&["--locale", "en-GB", "show", "THES-2026-999999"]);
    assert!(english.contains("no report of that number"), "{english}");
    let crew = phone.refused(&["crew", "jobs"]);
    assert!(crew.contains("δεν είναι τηλέφωνο συνεργείου") && crew.contains("enrol"), "{crew}");
    for server in ["notaurl", "ftp://example.org", "http://"] {
        let output = phone.command(&["--server", server, "list"]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{server}: {}", text(&output.stderr));
    }
    phone.json(&[&["--offline", "report", "--at", "40.6350,22.9391"][..], &GULLY].concat());
    assert_eq!(phone.says(&["sync"]).lines().next(), Some("Στάλθηκαν: 1 · περιμένουν: 0"));
    assert_eq!(phone.says(&["sync"]).lines().next(), Some("Στάλθηκαν: 0 · περιμένουν: 0"));
    Ok(())
}

#[test]
fn what_is_saved_from_a_damaged_database_says_so_and_is_sent_once() -> Result<(), Trouble> {
    let city = City::start()?;
    let phone = Terminal::new(&city, "Maria");
    let picture = photo("street-6.jpg");
    phone.json(&[&["--offline", "report", "--photo", picture.as_str()][..], &GULLY].concat());
    let damage = || -> Result<(), Trouble> {
        city.ask_phone::<i64>("Maria", "PRAGMA wal_checkpoint(TRUNCATE)")?;
        let mut file = std::fs::File::options().write(true).open(phone.dir.join("dimos.db")).unwrap();
        Ok(std::io::Write::write_all(&mut file, &[0xA5; 100])?)
    };
    damage()?;
    // Whatever comes first tells it, beside its output.
    let shown = phone.command(&["--offline", "--json", "settings"]).output()?;
    assert!(text(&shown.stderr).contains("Σώθηκ"), "{}", text(&shown.stderr));
    serde_json::from_slice::<serde_json::Value>(&shown.stdout).unwrap();
    let listed = phone.says(&["--offline", "list"]);
    assert!(listed.contains("Να σταλεί ξανά;"), "{listed}");
    assert!(!listed.contains("δεν το δέχτηκε"), "{listed}");
    let act = phone.json(&["--offline", "outbox"])["unsent"][0]["act"].as_str().unwrap().to_owned();
    assert_eq!(phone.json(&["outbox", "retry", &act])["unsent"].as_array().unwrap().len(), 0);
    assert_eq!(city.count("SELECT count(*) FROM report_photos")?, 1, "with its photo");

    // What was delivered lies on in the free pages, and is picked out again.
    damage()?;
    let again = phone.json(&["--offline", "outbox"])["unsent"].as_array().unwrap().clone();
    for row in &again {
        phone.json(&["outbox", "retry", row["act"].as_str().unwrap()]);
    }
    println!("picked out again: {}", again.len());
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 1, "the server knows it by its id");
    Ok(())
}

#[test]
fn refusals_are_sentences_and_misunderstandings_are_usage() -> Result<(), Trouble> {
    let city = City::start()?;
    let phone = Terminal::new(&city, "Sofia");
    let outside = phone.refused(&["report", "--photo", &photo("outside-kalamaria.jpg"), "--words", "Χάλασε"]);
    assert!(outside.contains("Καλαμαρι"), "{outside}");
    let missing = phone.refused(&["report", "--at", "40.6350,22.9391", "--service", "pothole", "--words", "Λακκούβα"]);
    assert!(missing.contains("φωτογραφία"), "{missing}");
    let danger = phone.refused(&[
        "report",
        "--at",
        "40.6350,22.9391",
        "--service",
        "open-manhole",
        "--words",
        "Τρύπα",
        "--answer",
        "danger=someone-fell",
    ]);
    assert!(danger.contains("112"), "{danger}");
    assert!(!phone.refused(&["rate", "THES-2026-999999", "3"]).is_empty());
    assert!(!phone.refused(&["enrol", "ZZZZ-ZZZZ"]).is_empty());
    assert!(!phone.refused(&["crew", "jobs"]).is_empty());
    for wrong in [&["report", "--at", "north"][..], &["rate", "x", "9"], &["fly"], &["nearby"], &[]] {
        let output = phone.command(wrong).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", text(&output.stderr));
    }
    let help = phone.says(&["--help"]);
    assert!(help.contains("Exit status") && help.contains("Examples"), "{help}");
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 0);
    Ok(())
}

#[test]
fn a_chosen_language_stays_whatever_the_terminal_speaks() -> Result<(), Trouble> {
    let city = City::start()?;
    let phone = Terminal::new(&city, "James");
    phone.json(&["--offline", "settings", "--language", "en"]);
    let settings = phone.json(&["--offline", "settings"]);
    let chosen =
        settings["languages"].as_array().unwrap().iter().find(|language| language["selected"] == true).unwrap();
    assert_eq!((&chosen["code"], &settings["title"]), (&"en".into(), &"Settings".into()));
    Ok(())
}

#[test]
fn without_city_and_network_it_says_so() -> Result<(), Trouble> {
    let city = City::start()?;
    let phone = Terminal::new(&city, "Nobody");
    let mut bare = std::process::Command::new(env!("CARGO_BIN_EXE_dimos-phone"));
    let output = bare.args(["--offline", "--data"]).arg(&phone.dir).arg("list").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("διαδίκτυο"), "{}", text(&output.stderr));
    Ok(())
}
