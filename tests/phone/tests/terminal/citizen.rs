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
    phone.json(&[&["--offline", "report", "--at", "40.6350,22.9391"][..], &GULLY].concat());
    let act = phone.json(&["--offline", "outbox"])["unsent"][0]["act"].as_str().unwrap().to_owned();
    assert_eq!(phone.json(&["--offline", "outbox", "discard", &act])["unsent"].as_array().unwrap().len(), 0);
    let drafts = phone.json(&["--offline", "drafts"]);
    assert!(
        drafts["drafts"][0]["title"].as_str().unwrap().contains("φρεάτιο"),
        "a report becomes a draft again: {drafts}"
    );
    assert!(phone.refused(&["--offline", "outbox", "retry", &act]).contains(&act));
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
