//! One mistake at a time in services, groups, the city and its calendar: each is named by file, line and reason.

use crate::draft::Draft;

const SERVICES: &str = "services.toml";

#[test]
fn a_group_that_does_not_exist() {
    Draft::with(SERVICES, "code = \"pothole\"\ngroup = \"roads\"", "code = \"pothole\"\ngroup = \"raods\"").is_refused(
        SERVICES,
        "raods",
        "service \"pothole\" names group \"raods\", which does not exist; did you mean \"roads\"?",
    );
}

#[test]
fn a_department_that_does_not_exist() {
    Draft::with(SERVICES, "department = \"roads\"", "department = \"circus\"").is_refused(
        SERVICES,
        "circus",
        "service \"pothole\" names department \"circus\", which does not exist",
    );
}

#[test]
fn a_field_that_nobody_knows() {
    Draft::with(SERVICES, "needs_photo = true", "needs_photo = true\nneeds_foto = true").is_refused(
        SERVICES,
        "needs_foto",
        "unknown field `needs_foto`; did you mean \"needs_photo\"?",
    );
}

#[test]
fn a_field_that_is_missing() {
    let draft = Draft::with(SERVICES, "needs_photo = true\n", "");
    let line = draft.line(SERVICES, "code = \"pothole\"") - 1;
    assert_eq!(draft.complaints(), [format!("lilliput/services.toml:{line}: missing field `needs_photo`")]);
}

#[test]
fn a_list_under_another_name() {
    let draft = Draft::with("groups.toml", "[[groups]]\ncode = \"giants\"", "[[group]]\ncode = \"giants\"");
    draft.is_refused(
        "groups.toml",
        "[[group]]",
        "unknown field `group`; this file holds `[[groups]]`; did you mean \"groups\"?",
    );
}

#[test]
fn a_code_given_twice() {
    Draft::with(SERVICES, "code = \"street-lamp\"", "code = \"pothole\"").is_refused_at_last(
        SERVICES,
        "code = \"pothole\"",
        "service \"pothole\" is defined twice, first in lilliput/services.toml:67",
    );
}

#[test]
fn a_code_with_capitals() {
    Draft::with(SERVICES, "code = \"street-lamp\"", "code = \"Street lamp\"").is_refused(
        SERVICES,
        "Street lamp",
        "\"Street lamp\" is no code for a service: use 1 to 40 of a-z, 0-9, - and _",
    );
}

#[test]
fn a_text_that_is_empty_in_one_language() {
    Draft::with(SERVICES, "en = \"Pothole\"", "en = \" \"").is_refused(
        SERVICES,
        "el = \"Λακκούβα\"",
        "service \"pothole\": the name in English is empty",
    );
}

#[test]
fn a_service_nobody_would_find() {
    Draft::with(SERVICES, "synonyms = [\"λυχνάρι\", \"lamp\"]", "synonyms = []").is_refused(
        SERVICES,
        "synonyms = []",
        "service \"street-lamp\" has no synonyms: nobody would find it by typing",
    );
}

#[test]
fn a_deadline_of_nothing() {
    Draft::with(SERVICES, "deadline_hours = 24", "deadline_hours = 0").is_refused(
        SERVICES,
        "deadline_hours = 0",
        "service \"footprint\": deadline_hours is 0; it goes from 1 to 10000",
    );
}

#[test]
fn a_deadline_beyond_all_reason() {
    Draft::with(SERVICES, "deadline_hours = 24", "deadline_hours = 10001").is_refused(
        SERVICES,
        "deadline_hours = 10001",
        "service \"footprint\": deadline_hours is 10001; it goes from 1 to 10000",
    );
    let longest = Draft::with(SERVICES, "deadline_hours = 24", "deadline_hours = 10000");
    assert!(longest.load().is_ok());
}

#[test]
fn a_character_that_turns_the_direction_of_writing() {
    let reason = "U+202E turns the direction of writing unseen: take it out, or write the words anew";
    // As it is, as TOML escapes it in two ways, in a comment: whoever reads the file is fooled there, too.
    for hidden in ["\u{202E}", "\\u202E", "\\U0000202e"] {
        let draft = Draft::with(SERVICES, "en = \"Pothole\"", &format!("en = \"Pot{hidden}hole\""));
        draft.is_refused(SERVICES, "el = \"Λακκούβα\"", reason);
    }
    let remark = "needs_photo = true # \u{202E}false";
    Draft::with(SERVICES, "needs_photo = true", remark).is_refused(SERVICES, remark, reason);
    let in_json = Draft::with("areas.geojson", "\"name_en\": \"Palace\"", "\"name_en\": \"Pal\\u2067ace\"");
    let reason_in_json = reason.replace("202E", "2067");
    in_json.is_refused("areas.geojson", "u2067", &reason_in_json);
    let written_about = Draft::with(SERVICES, "en = \"Pothole\"", "en = \"Pot\\\\u202Ehole\"");
    assert!(written_about.load().is_ok(), "a backslash and letters are no such character");
}

#[test]
fn a_priority_beyond_urgent() {
    Draft::with(SERVICES, "base_priority = 2", "base_priority = 9").is_refused(
        SERVICES,
        "base_priority = 9",
        "service \"giant-asleep\": base_priority is 9; it goes from 0 (low) to 3 (urgent)",
    );
}

#[test]
fn a_condition_on_a_question_that_comes_later() {
    let early = "required = true\n  when = { question = \"length\", is = [\"no\"] }\n  choices";
    Draft::with(SERVICES, "required = true\n  choices", early).is_refused(
        SERVICES,
        "question = \"length\"",
        "question \"awake\" of service \"giant-asleep\" depends on question \"length\", which is not asked before it",
    );
}

#[test]
fn a_condition_on_a_question_that_does_not_exist() {
    Draft::with(SERVICES, "question = \"awake\"", "question = \"awoke\"").is_refused(
        SERVICES,
        "awoke",
        "question \"length\" of service \"giant-asleep\" depends on question \"awoke\", which does not exist; did you \
         mean \"awake\"?",
    );
}

#[test]
fn a_condition_on_a_question_without_choices() {
    let text = "max_chars = 60\n  when = { question = \"day\", is = [\"monday\"] }";
    Draft::with(SERVICES, "max_chars = 60", text).is_refused(
        SERVICES,
        "question = \"day\"",
        "question \"gift\" of service \"giant-visit\" depends on question \"day\", which is of kind \"date\", not \
         \"choice\"",
    );
}

#[test]
fn a_condition_on_a_choice_that_does_not_exist() {
    Draft::with(SERVICES, "is = [\"no\"]", "is = [\"nope\"]").is_refused(
        SERVICES,
        "nope",
        "question \"length\" of service \"giant-asleep\" depends on choice \"nope\" of \"awake\", which does not exist",
    );
}

#[test]
fn a_question_with_the_fields_of_another_kind() {
    let draft = Draft::with(SERVICES, "moment = \"future_working_day\"", "max_chars = 9");
    assert_eq!(
        draft.complaints(),
        [
            "lilliput/services.toml:55: question \"day\" of service \"giant-visit\": kind \"date\" needs `moment`",
            "lilliput/services.toml:56: question \"day\" of service \"giant-visit\": `max_chars` does not belong to kind \
             \"date\"",
        ]
    );
}

#[test]
fn a_range_that_ends_before_it_begins() {
    Draft::with(SERVICES, "max = 90", "max = -90").is_refused(
        SERVICES,
        "max = -90",
        "question \"length\" of service \"giant-asleep\": max -90 is less than min 1",
    );
}

#[test]
fn a_group_without_services() {
    let gods = "\n[[groups]]\ncode = \"gods\"\nname = { el = \"Θεοί\", en = \"Gods\" }\nsymbol = \"god\"\n";
    let draft = Draft::new();
    let text = draft.text("groups.toml") + gods;
    assert_eq!(
        draft.write("groups.toml", text).complaints(),
        ["lilliput/groups.toml:11: group \"gods\" has no service"]
    );
}

#[test]
fn a_time_zone_that_no_clock_keeps() {
    Draft::with("city.toml", "Australia/Perth", "Lilliput/Mildendo").is_refused(
        "city.toml",
        "Mildendo",
        "time zone \"Lilliput/Mildendo\" is unknown; IANA names are meant, such as \"Europe/Athens\"",
    );
}

#[test]
fn no_words_of_danger() {
    Draft::with("city.toml", "[\"κίνδυνος\", \"giant\", \"Blefuscu!\"]", "[]").is_refused(
        "city.toml",
        "danger_words",
        "danger_words is empty: nothing would ever be urgent by its words",
    );
}

#[test]
fn a_ticket_prefix_in_small_letters() {
    let reason = "ticket_prefix \"lill\" must be 2 to 6 of the letters A to Z";
    Draft::with("city.toml", "\"LILL\"", "\"lill\"").is_refused("city.toml", "ticket_prefix", reason);
}

#[test]
fn a_day_that_ends_before_it_begins() {
    let reason = "closes 08:00 is not later than opens 09:00";
    Draft::with("calendar.toml", "17:30", "08:00").is_refused("calendar.toml", "closes", reason);
}

#[test]
fn a_week_without_work() {
    let draft =
        Draft::with("calendar.toml", "[\"sunday\", \"monday\", \"tuesday\", \"wednesday\", \"thursday\"]", "[]");
    draft.is_refused("calendar.toml", "weekdays", "weekdays is empty: no deadline would ever end");
}

#[test]
fn a_weekday_with_a_slip_of_the_pen() {
    let reason = "\"wensday\" is no weekday; did you mean \"wednesday\"?";
    Draft::with("calendar.toml", "wednesday", "wensday").is_refused("calendar.toml", "wensday", reason);
}

#[test]
fn a_holiday_on_the_thirty_first_of_february() {
    let draft = Draft::with("calendar.toml", "month = 11\nday = 5", "month = 2\nday = 31");
    let reason = "holiday \"Gulliver's arrival\": there is no day 31 in month 2";
    assert_eq!(draft.complaints(), [format!("lilliput/calendar.toml:7: {reason}")]);
}

#[test]
fn a_holiday_on_two_days_at_once() {
    let draft = Draft::with("calendar.toml", "easter = 1", "easter = 1\nmonth = 5\nday = 1");
    let reason = "holiday \"Easter Monday\": give `month` and `day`, or `easter`, or `date`, and only one of them";
    assert_eq!(draft.complaints(), [format!("lilliput/calendar.toml:12: {reason}")]);
}

#[test]
fn a_quotation_mark_that_never_ends() {
    let draft = Draft::with("calendar.toml", "opens = \"09:00\"", "opens = \"09:00");
    let complaints = draft.complaints();
    assert!(complaints[0].starts_with("lilliput/calendar.toml:3: "), "{complaints:?}");
}

#[test]
fn several_mistakes_are_all_named_at_once() {
    let draft = Draft::with(SERVICES, "deadline_hours = 8", "deadline_hours = 0")
        .and(SERVICES, "needs_photo = true", "needs_photo = \"yes\"")
        .and("crews.toml", "department = \"harbour\"", "department = \"harbor\"")
        .and("city.toml", "hello@lilliput.example", "hello");
    assert_eq!(
        draft.complaints(),
        [
            "lilliput/city.toml:12: \"hello\" is no e-mail address",
            "lilliput/crews.toml:12: crew \"rope-makers\" names department \"harbor\", which does not exist; did you mean \
             \"harbour\"?",
            "lilliput/services.toml:10: service \"giant-asleep\": deadline_hours is 0; it goes from 1 to 10000",
            "lilliput/services.toml:77: invalid type: string \"yes\", expected a boolean",
        ]
    );
}
