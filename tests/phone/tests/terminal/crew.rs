//! A crew at the terminal.

use crate::terminal::{Terminal, photo};
use dimos_api::Decision;
use dimos_domain::ids::CrewCode;
use dimos_journeys::{City, Trouble, today};

const CREW: &str = "gullies";

#[test]
fn a_day_from_the_code_to_the_last_stop() -> Result<(), Trouble> {
    let city = City::start()?;
    let (desk, eleni) = (city.desk()?, Terminal::new(&city, "Eleni"));
    for at in ["40.6350,22.9391", "40.6405,22.9436", "40.6268,22.9524"] {
        let words = ["--words", "Βουλωμένη σχάρα", "--service", "blocked-gully"];
        let filed = eleni.json(&[&["report", "--at", at][..], &words].concat());
        let id = filed["id"].as_str().unwrap().parse().unwrap();
        let report = desk.report(id)?;
        let crew: CrewCode = CREW.parse()?;
        if report.crew.is_none() {
            let department = report.department.unwrap();
            desk.decide(id, Decision::Assign { department, crew: Some(crew.clone()) })?;
        }
        desk.decide(id, Decision::Schedule { crew, on: today() })?;
    }
    assert_eq!(city.plan(&desk, CREW)?.jobs.len(), 3);
    let crew = Terminal::new(&city, CREW);
    let day = crew.json(&["enrol", &desk.enrolment_code(&CREW.parse()?)?]);
    assert_eq!(day["jobs"].as_array().unwrap().len(), 3, "{day:#}");
    let third = day["jobs"][2]["number"].as_str().unwrap().to_owned();
    let ordered = crew.json(&["crew", "order", "3", "1"]);
    assert_eq!((&ordered["day"]["jobs"][0]["number"], &ordered["delivered"]), (&third.as_str().into(), &true.into()));

    crew.json(&["--offline", "crew", "start", "1"]);
    crew.json(&["--offline", "crew", "photo", "1", "before", &photo("street-4.jpg")]);
    let early = crew.refused(&["--offline", "crew", "close", "1"]);
    assert!(early.contains("φωτογραφία"), "{early}");
    crew.json(&["--offline", "crew", "photo", &third, "after", &photo("street-1.jpg")]);
    crew.json(&["--offline", "crew", "note", &third, "Ήθελε δύο άτομα."]);
    let closed = crew.json(&["--offline", "crew", "close", &third, "Έγινε."]);
    assert_eq!(closed["delivered"], false);
    let unknown = crew.refused(&["--offline", "crew", "cannot", "1", "no_reason"]);
    assert!(unknown.contains("no_access"), "{unknown}");
    crew.json(&["--offline", "crew", "cannot", "1", "no_access", "Αυτοκίνητο από πάνω"]);
    crew.json(&["sync"]);
    let states = "SELECT group_concat(state, ' ') FROM (SELECT state FROM jobs ORDER BY state)";
    assert_eq!(city.ask::<String>(states)?, "done not_done planned");
    let text = crew.says(&["crew", "jobs"]);
    assert!(text.contains(" 1. ") && text.contains("–"), "{text}");
    crew.says(&["crew", "show", "1"]);
    Ok(())
}
