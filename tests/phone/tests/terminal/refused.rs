//! What cannot be done now is said at once and in a sentence; what was refused before is not held against what is done now.

use crate::terminal::{Terminal, photo, text};
use dimos_api::Decision;
use dimos_domain::ids::ReportId;
use dimos_journeys::{
    City, Trouble,
    proxy::{Fate, Faults},
};
use dimos_phone::Desk;
use serde_json::Value;
use std::{
    net::TcpListener,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

const LAMP: [&str; 8] =
    ["report", "--words", "Η λάμπα δεν ανάβει", "--service", "street-light-out", "--new", "--at", "40.6350,22.9391"];
/// Far below the time for which a phone waits for a message that never comes.
const AT_ONCE: Duration = Duration::from_secs(15);

/// A lamp reported: its id and its number.
fn lamp(phone: &Terminal) -> (ReportId, String) {
    let filed = phone.json(&[&LAMP[..], &["--answer", "extent=one"]].concat());
    assert_eq!(filed["delivered"], true, "{filed:#}");
    (filed["id"].as_str().unwrap().parse().unwrap(), filed["number"].as_str().unwrap().to_owned())
}

fn resolve(desk: &Desk, id: ReportId) -> Result<(), Trouble> {
    let department = desk.report(id)?.department.unwrap();
    desk.decide(id, Decision::Assign { department, crew: None })?;
    Ok(desk.decide(id, Decision::Resolve { note: "Έγινε".to_owned() }).map(drop)?)
}

#[track_caller]
fn refused_at_once(phone: &Terminal, arguments: &[&str]) -> String {
    let began = Instant::now();
    let said = phone.refused(arguments);
    assert!(began.elapsed() < AT_ONCE, "{arguments:?} took {:?}: {said}", began.elapsed());
    assert!(said.lines().count() == 1 && !said.contains('{'), "one sentence: {said}");
    said
}

#[test]
fn a_report_is_taken_back_with_the_words_for_it() -> Result<(), Trouble> {
    let city = City::start()?;
    let eleni = Terminal::new(&city, "Eleni");
    let (id, number) = lamp(&eleni);
    let taken = eleni.json(&["withdraw", &number, "Άναψε μόνη της"]);
    assert_eq!((&taken["delivered"], &taken["said"]), (&true.into(), &"Η αναφορά ανακαλείται.".into()), "{taken:#}");
    let desk = city.desk()?;
    assert_eq!(desk.report(id)?.state.as_str(), "withdrawn");
    let told = serde_json::to_string(&taken["ticket"]["timeline"]).unwrap();
    assert!(told.contains("Άναψε μόνη της"), "{told}");
    let again = refused_at_once(&eleni, &["withdraw", &number]);
    assert!(again.contains(&number), "{again}");

    let (_, other) = lamp(&eleni);
    eleni.json(&["withdraw", &other]);
    assert_eq!(city.count("SELECT count(*) FROM reports WHERE state = 'withdrawn'")?, 2, "without a word, too");
    Ok(())
}

#[test]
fn what_a_button_lacks_is_said_at_once() -> Result<(), Trouble> {
    let city = City::start()?;
    let eleni = Terminal::new(&city, "Eleni");
    let (id, number) = lamp(&eleni);
    let nothing = refused_at_once(&eleni, &["comment", &number, ""]);
    assert!(nothing.contains("Γράψτε πρώτα κάτι"), "{nothing}");
    let too_much = refused_at_once(&eleni, &["comment", &number, &"α".repeat(6_000)]);
    assert!(too_much.contains("Συντομεύστε"), "{too_much}");
    resolve(&city.desk()?, id)?;
    let reopened = refused_at_once(&eleni, &["reopen", &number]);
    assert!(reopened.contains("Γράψτε τι δεν πάει καλά"), "{reopened}");

    let maria = Terminal::new(&city, "Maria");
    let id = id.to_string();
    maria.json(&["follow", &id]);
    let twice = refused_at_once(&maria, &["follow", &id]);
    assert!(twice.contains(&number) && twice.contains("ακολουθείτε ήδη"), "{twice}");
    maria.json(&["unfollow", &number]);
    let english = refused_at_once(&maria, &["--locale", "en-GB", "unfollow", &id]);
    assert!(english.contains("you do not follow"), "{english}");
    Ok(())
}

/// The first start of a phone to which no city came with the app.
fn first_start(dir: &Path, server: &str) -> Result<String, Trouble> {
    let mut bare = Command::new(env!("CARGO_BIN_EXE_dimos-phone"));
    bare.args(["--server", server, "--wait", "2", "--data"]).arg(dir).arg("list");
    let began = Instant::now();
    let output = bare.output()?;
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(began.elapsed() < AT_ONCE, "{:?}: {said}", began.elapsed());
    assert!(said.lines().count() == 1 && !said.contains('{'), "one sentence: {said}");
    Ok(said)
}

#[test]
fn a_first_start_at_a_server_that_is_busy_or_silent_says_so() -> Result<(), Trouble> {
    let city = City::behind(0, Faults::none().with(Fate::Busy, 1_000))?;
    let options = city.options("Nobody");
    let busy = first_start(&options.dir, &options.server)?;
    assert!(city.network().counts().of(Fate::Busy) > 0, "it was met: {busy}");

    // The line is taken, and nothing is ever said on it.
    let silent = TcpListener::bind("127.0.0.1:0")?;
    let said = first_start(&city.options("Somebody").dir, &format!("http://{}", silent.local_addr()?))?;
    assert!(said.contains("στοιχεία του δήμου") && said.contains("αργότερα"), "{said}");
    Ok(())
}

#[test]
fn what_the_city_refused_once_fails_no_later_command() -> Result<(), Trouble> {
    let city = City::start()?;
    let eleni = Terminal::new(&city, "Eleni");
    let (id, number) = lamp(&eleni);
    let desk = city.desk()?;
    desk.decide(id, Decision::Ask { question: "Ποια λάμπα;".to_owned() })?;
    eleni.json(&["show", &number]);
    eleni.json(&["--offline", "answer", &number, "Η πρώτη"]);
    desk.decide(id, Decision::Reject { reason: "Διπλή".to_owned() })?;
    let wedged = eleni.json(&["sync"])["unsent"].as_array().unwrap().clone();
    assert!(matches!(&wedged[..], [one] if one["retry"] != Value::Null), "the city refuses the answer: {wedged:#?}");

    let picture = photo("street-6.jpg");
    let other = eleni.json(&["report", "--photo", &picture, "--words", "Βουλωμένο", "--service", "blocked-gully"]);
    assert_eq!(other["delivered"], true, "{other:#}");
    let number = other["number"].as_str().unwrap();
    assert_eq!(eleni.json(&["comment", number, "Και δεύτερο δίπλα"])["delivered"], true);

    let act = wedged[0]["act"].as_str().unwrap();
    let still = eleni.refused(&["outbox", "retry", act]);
    assert!(still.contains(act), "its own retry answers for it: {still}");
    Ok(())
}

#[test]
fn a_report_of_others_is_named_by_the_id_that_nearby_shows() -> Result<(), Trouble> {
    let city = City::start()?;
    let (id, number) = lamp(&Terminal::new(&city, "Eleni"));
    let maria = Terminal::new(&city, "Maria");
    let near = maria.says(&["nearby", "40.6350,22.9391"]);
    assert!(near.lines().any(|line| line.contains(&number) && line.contains(&id.to_string())), "{near}");
    let unknown = refused_at_once(&maria, &["support", &number]);
    assert!(unknown.contains("id") && unknown.contains("nearby"), "{unknown}");
    maria.json(&["support", &id.to_string()]);
    assert_eq!(maria.json(&["comment", &number, "Τώρα τη λέω με τον αριθμό της"])["delivered"], true);
    Ok(())
}

#[test]
fn what_is_mistyped_is_not_passed_over() -> Result<(), Trouble> {
    let city = City::start()?;
    let phone = Terminal::new(&city, "Sofia");
    let question = refused_at_once(&phone, &[&LAMP[..], &["--answer", "extnet=one"]].concat());
    assert!(question.contains("extnet") && question.contains("extent=one|"), "{question}");
    let choice = refused_at_once(&phone, &[&LAMP[..], &["--answer", "extent=onne"]].concat());
    assert!(choice.contains("extent=onne") && choice.contains("one, "), "{choice}");
    let service = refused_at_once(&phone, &["report", "--at", "40.6350,22.9391", "--service", "street-lmap"]);
    assert!(service.contains("--service street-lmap: δεν υπάρχει τέτοια υπηρεσία"), "{service}");
    let lacking = refused_at_once(&phone, &LAMP);
    assert!(lacking.contains("Δώστε: --answer extent=one|"), "{lacking}");
    assert_eq!(phone.json(&["--offline", "drafts"])["drafts"].as_array().unwrap().len(), 0, "it is in the script");
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 0);
    let services = phone.says(&["services", "λάμπα"]);
    assert!(services.contains("street-light-out") && !services.contains("pothole"), "{services}");
    for wrong in [
        &["settings", "--language", "zz"][..],
        &["nearby", "NaN,5"],
        &["nearby", "91,5"],
        &["nearby", "inf,22.9"],
        &["report", "--at", "NaN,NaN"],
    ] {
        let output = phone.command(wrong).output()?;
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", text(&output.stderr));
    }
    Ok(())
}
