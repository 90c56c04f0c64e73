//! Which service: suggested, found, browsed.

use super::phone::*;
use crate::intent::{ReportIntent, ReportStep};

fn found(phone: &mut Phone, text: &str) -> Vec<String> {
    phone.does(ReportIntent::SearchServices { text: text.into() });
    let groups = phone.sees().groups;
    groups.into_iter().flat_map(|group| group.services).map(|service| service.code).collect()
}

#[test]
fn the_words_suggest_while_they_are_typed_in_any_writing() {
    for (text, code) in [
        ("Υπάρχει μια λακκούβα", "pothole"),
        ("lakouva mprosta sto sxoleio", "pothole"),
        ("the street light is broken", "lamp"),
        ("ΚΑΜΕΝΗ ΛΑΜΠΑ", "lamp"),
    ] {
        let mut phone = Phone::new();
        phone.begins().writes(text);
        let suggestions = phone.sees().suggestions;
        assert_eq!(suggestions[0].code, code, "{text}");
        assert!(suggestions.len() <= 3 && suggestions[0].spoken.starts_with("Suggested because"));
        assert!(!suggestions[0].selected, "the person chooses");
    }
    let mut phone = Phone::new();
    phone.begins().writes("zzz qqq");
    assert!(phone.sees().suggestions.is_empty());
    phone.writes("   ");
    assert!(phone.sees().suggestions.is_empty());
}

#[test]
fn a_service_is_found_while_its_name_is_typed() {
    let mut phone = Phone::new();
    phone.begins().goes_to(ReportStep::Service);
    assert_eq!(found(&mut phone, "λακ")[0], "pothole");
    assert_eq!(found(&mut phone, "lak")[0], "pothole");
    assert_eq!(found(&mut phone, "sofa")[0], "bulky");
    assert_eq!(found(&mut phone, "πεζοδ")[0], "pavement");
    assert!(found(&mut phone, "xyzzy").is_empty());
    assert!(phone.sees().service_search.error.is_some());
    assert!(found(&mut phone, "!!! …").is_empty());
    assert_eq!(found(&mut phone, "").len(), 5, "all of them in their groups");
}

#[test]
fn groups_are_listed_in_their_step_only() {
    let mut phone = Phone::new();
    phone.begins();
    assert!(phone.sees().groups.is_empty());
    phone.goes_to(ReportStep::Service);
    let titles: Vec<_> = phone.sees().groups.into_iter().map(|group| group.title).collect();
    assert_eq!(titles, ["Roads", "Lights", "Cleaning"]);
    phone.chooses("lamp");
    let chosen: Vec<_> =
        phone.sees().groups.into_iter().flat_map(|group| group.services).filter(|service| service.selected).collect();
    assert_eq!(chosen.len(), 1);
    assert_eq!((chosen[0].code.as_str(), chosen[0].symbol.as_str()), ("lamp", "lamp"));
}

#[test]
fn a_service_that_does_not_exist_is_refused() {
    let mut phone = Phone::composed();
    for code in ["ufo", "", "Not A Code", "ΛΑΚΚΟΥΒΑ"] {
        phone.forgets_message().chooses(code);
        assert_eq!(phone.reads(), "The city does not offer this choice any more. Choose another.");
        assert_eq!(phone.sees().service, "Pothole");
    }
}
