//! One mistake at a time in crews and routing rules, and in the files as such.

use crate::draft::Draft;
use dimos_server::city::load;
use std::path::Path;

#[test]
fn a_crew_of_a_department_that_does_not_exist() {
    Draft::with("crews.toml", "department = \"harbour\"", "department = \"palace\"")
        .and("routing.toml", "crew = \"rope-makers\"\n", "")
        .is_refused("crews.toml", "palace", "crew \"rope-makers\" names department \"palace\", which does not exist");
}

#[test]
fn a_crew_for_a_service_that_does_not_exist() {
    Draft::with("crews.toml", "\"footprint\"", "\"footprints\"").is_refused(
        "crews.toml",
        "footprints",
        "crew \"diggers\" names service \"footprints\", which does not exist; did you mean \"footprint\"?",
    );
}

#[test]
fn a_depot_in_the_sea() {
    Draft::with("crews.toml", "lon = 110.005", "lon = 115.005").is_refused(
        "crews.toml",
        "lon = 115.005",
        "crew \"rope-makers\": the depot -30.015° N 115.005° E lies outside the boundary",
    );
}

#[test]
fn a_depot_off_the_globe() {
    Draft::with("crews.toml", "lat = -30.015, lon = 110.005", "lat = 110.005, lon = -30.015").is_refused(
        "crews.toml",
        "lat = 110.005",
        "crew \"rope-makers\": the depot is nowhere: latitude must lie within ±90° and longitude within ±180°",
    );
}

#[test]
fn a_rule_for_an_area_that_does_not_exist() {
    Draft::with("routing.toml", "\"harbour\"]", "\"harbor\"]").is_refused(
        "routing.toml",
        "harbor\"]",
        "rule 1 \"Potholes at the harbour\" names area \"harbor\", which does not exist; did you mean \"harbour\"?",
    );
}

#[test]
fn a_rule_for_a_crew_that_does_not_exist() {
    Draft::with("routing.toml", "crew = \"diggers\"", "crew = \"digger\"").is_refused(
        "routing.toml",
        "crew = \"digger\"",
        "rule 1 \"Potholes at the harbour\" names crew \"digger\", which does not exist; did you mean \"diggers\"?",
    );
}

#[test]
fn a_rule_that_gives_one_departments_work_to_anothers_crew() {
    Draft::with("routing.toml", "crew = \"rope-makers\"", "crew = \"diggers\"").is_refused_at_last(
        "routing.toml",
        "crew = \"diggers\"",
        "rule 2 \"Every giant\" names crew \"diggers\" of department \"roads\", but department \"harbour\"",
    );
}

#[test]
fn a_rule_for_a_crew_that_does_not_do_this() {
    Draft::with("routing.toml", "[\"pothole\"]", "[\"street-lamp\"]").is_refused(
        "routing.toml",
        "crew = \"diggers\"",
        "rule 1 \"Potholes at the harbour\" names crew \"diggers\", which does not do \"street-lamp\"",
    );
}

#[test]
fn a_rule_that_hides_all_that_follow() {
    let all = "{ services = [\"pothole\"], areas = [\"harbour\"], min_priority = 1 }";
    Draft::with("routing.toml", all, "{}").is_refused(
        "routing.toml",
        "when = {}",
        "rule 1 \"Potholes at the harbour\" has no condition, so no rule after it is ever reached",
    );
}

#[test]
fn a_rule_below_one_that_is_more_general() {
    let special = "\n[[rules]]\nname = { el = \"Κοιμάται\", en = \"Asleep\" }\nwhen = { services = [\"giant-asleep\"], min_priority = 2 }\ndepartment = \"roads\"\n";
    let draft = Draft::new();
    let rules = draft.text("routing.toml") + special;
    let draft = draft.write("routing.toml", rules);
    let line = draft.line("routing.toml", "Asleep") - 1;
    assert_eq!(
        draft.complaints(),
        [format!(
            "lilliput/routing.toml:{line}: rule 3 \"Asleep\" is never reached: rule 2 \"Every giant\" before it takes all \
             that it would"
        )]
    );
}

#[test]
fn a_rule_below_several_that_leave_it_nothing() {
    let three = |when: &str, name: &str| {
        format!("[[rules]]\nname = {{ el = \"{name}\", en = \"{name}\" }}\nwhen = {when}\ndepartment = \"roads\"\n")
    };
    let rules = [
        three("{ groups = [\"giants\"], min_priority = 2 }", "Urgent"),
        three("{ services = [\"giant-asleep\", \"giant-visit\"] }", "Named"),
        three("{ groups = [\"giants\"] }", "The rest"),
    ];
    let draft = Draft::new().write("routing.toml", rules.concat());
    let said = draft.complaints();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("rule 3 \"The rest\" is never reached: rule 1 \"Urgent\" and rule 2 \"Named\""),
        "{said:?}"
    );
    // One service less, and it has something to decide.
    let reached = rules.concat().replace(", \"giant-visit\"", "");
    assert!(Draft::new().write("routing.toml", reached).load().is_ok());
}

#[test]
fn a_rule_that_no_report_fits() {
    Draft::with("routing.toml", "areas = [\"harbour\"]", "groups = [\"giants\"]").is_refused(
        "routing.toml",
        "[[rules]]",
        "rule 1 \"Potholes at the harbour\" fits no report: none of its services is in one of its groups",
    );
}

#[test]
fn a_number_that_goes_too_far_is_told_how_far_it_goes() {
    for (number, said) in [("-1", "-1"), ("0", "0"), ("70000", "70000")] {
        Draft::with("crews.toml", "jobs_per_day = 6", &format!("jobs_per_day = {number}")).is_refused(
            "crews.toml",
            "jobs_per_day",
            &format!("crew \"diggers\": jobs_per_day is {said}; it goes from 1 to 65535"),
        );
    }
    Draft::with("crews.toml", "jobs_per_day = 6", "jobs_per_day = \"six\"").is_refused(
        "crews.toml",
        "jobs_per_day",
        "invalid type: string \"six\", expected a whole number",
    );
}

#[test]
fn an_empty_list_that_would_mean_everything() {
    let empty = |named: &str| format!("{named} is an empty list; leave the line out where all are meant");
    Draft::with("routing.toml", "[\"harbour\"]", "[]").is_refused(
        "routing.toml",
        "areas = []",
        &empty("rule 1 \"Potholes at the harbour\": areas"),
    );
    Draft::with("routing.toml", "{ groups = [\"giants\"] }", "{ groups = [] }").is_refused(
        "routing.toml",
        "groups = []",
        &empty("rule 2 \"Every giant\": groups"),
    );
    Draft::with("crews.toml", "[\"pothole\", \"footprint\"]", "[]").is_refused(
        "crews.toml",
        "services = []",
        &empty("crew \"diggers\": services"),
    );
}

#[test]
fn a_bracket_that_was_not_closed() {
    let draft = Draft::with("crews.toml", "[[crews]]", "[[crews");
    let said = draft.complaints();
    assert_eq!(said.len(), 1, "what follows from the first slip is not told: {said:?}");
    assert!(said[0].starts_with("lilliput/crews.toml:1: "), "{said:?}");
}

#[test]
fn a_file_that_is_missing() {
    Draft::new().without("groups.toml").is_refused_whole("groups.toml", "is missing");
    Draft::new().without("services.toml").is_refused_whole("services.toml", "is missing");
}

#[test]
fn a_file_with_a_slip_of_the_pen_in_its_name() {
    let draft = Draft::new();
    let rules = draft.text("routing.toml");
    draft
        .write("rooting.toml", rules)
        .is_refused_whole("rooting.toml", "is no file of a city pack; did you mean \"routing.toml\"?");
}

#[test]
fn a_file_from_an_old_windows_editor() {
    let greek_in_windows_1253 = [b"# ok\nname = \"", &[0xCB, 0xDD, 0xEE, 0xE7][..], b"\"\n"].concat();
    let complaints = Draft::new().write("groups.toml", greek_in_windows_1253).complaints();
    assert_eq!(complaints, ["lilliput/groups.toml:2: is not UTF-8; save the file as UTF-8"]);
}

#[test]
fn a_file_that_nobody_can_have_typed() {
    let complaints = Draft::new().write("landmarks.csv", vec![b' '; 17 * 1024 * 1024]).complaints();
    assert_eq!(complaints, ["lilliput/landmarks.csv: has 17825792 bytes; at most 16777216 are read"]);
}

#[test]
fn a_folder_that_is_not_there() {
    let errors = load(Path::new("/nowhere/at/all")).expect_err("nothing is there");
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].file, "/nowhere/at/all");
}
