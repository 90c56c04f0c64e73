//! The pack that is built in: whole, findable, small enough for a phone.

use dimos_domain::{
    city::{City, Ground, QuestionKind, Whereabouts},
    l10n::Language,
    money::{RfReference, epc_text, expected},
    place::Position,
    words,
};
use dimos_server::city::{bundle, embedded, load, load_or_embedded};
use jiff::civil::date;
use std::{fs, path::Path, sync::LazyLock};

/// What a phone should have to download at most, before compression.
const LARGEST_BUNDLE: usize = 900_000;

fn city() -> &'static City {
    static CITY: LazyLock<City> = LazyLock::new(|| {
        embedded().unwrap_or_else(|errors| panic!("{}", errors.iter().map(|e| format!("{e}\n")).collect::<String>()))
    });
    &CITY
}

#[test]
fn the_binary_carries_the_pack_of_the_repository() {
    let cities = Path::new(env!("CARGO_MANIFEST_DIR")).join("cities");
    let name = fs::read_to_string(cities.join("DEFAULT")).unwrap();
    let on_disk = load(&cities.join(name.trim())).unwrap();

    assert_eq!(city(), &on_disk);
    assert_eq!(load_or_embedded(None).unwrap(), on_disk);
}

#[test]
fn it_offers_what_citizens_report() {
    let city = city();
    assert!(city.services.len() >= 34, "{} services", city.services.len());
    assert!(city.groups.len() >= 12, "{} groups", city.groups.len());
    assert!(city.crews.len() >= 8 && city.routing.len() >= 10 && city.geography.areas.len() >= 4);
    assert_eq!(city.services[0].code.as_str(), "bulky-items", "the most frequent request comes first");
}

#[test]
fn every_service_speaks_both_languages_and_knows_how_people_type() {
    for service in &city().services {
        for language in Language::ALL {
            assert!(!service.name.get(language).is_empty() && !service.description.get(language).is_empty());
        }
        let code = &service.code;
        assert!(service.synonyms.len() >= 12, "{code} has {} synonyms", service.synonyms.len());
        let greek = |text: &String| text.chars().any(|letter| matches!(letter, 'α'..='ω' | 'ά'..='ώ'));
        assert!(service.synonyms.iter().any(greek), "{code} has no Greek synonym");
        assert!(service.synonyms.iter().any(|text| text.is_ascii()), "{code} has no Latin synonym");
        assert!(service.description.el.ends_with(['.', ';']), "{code}: {}", service.description.el);
        assert!(service.description.en.ends_with('.'), "{code}: {}", service.description.en);
    }
}

#[test]
fn every_service_is_found_by_its_own_name() {
    let city = city();
    let suggester = words::Suggester::new(&city.services);
    for service in &city.services {
        for language in Language::ALL {
            let name = service.name.get(language);
            let found = suggester.suggest(name, 3);
            assert!(found.iter().any(|found| found.service == service.code), "{name}: {found:?}");
        }
    }
}

#[test]
fn a_bulky_item_is_fetched_by_appointment() {
    let city = city();
    let bulky = city.service(&"bulky-items".parse().unwrap()).unwrap();
    let kinds: Vec<&str> = bulky
        .questions
        .iter()
        .filter(|question| question.required && question.when.is_none())
        .map(|question| match question.kind {
            QuestionKind::Choice { .. } => "choice",
            QuestionKind::Number { .. } => "number",
            QuestionKind::Date { .. } => "date",
            QuestionKind::Text { .. } => "text",
        })
        .collect();
    assert_eq!(kinds, ["choice", "number", "date"]);
    assert!(bulky.needs_contact && !bulky.public);
}

#[test]
fn where_life_is_in_danger_the_citizen_is_told_to_call() {
    let city = city();
    for code in ["dangerous-tree", "dangerous-building", "street-light-damaged", "flooding", "open-manhole"] {
        let service = city.service(&code.parse().unwrap()).unwrap();
        let stops = service.questions.iter().any(|question| {
            question.required
                && matches!(&question.kind, QuestionKind::Choice { choices } if choices.iter().any(|c| c.stops_with_emergency))
        });
        assert!(stops, "{code}");
    }
    assert_eq!(city.emergency_number, "112");
}

#[test]
fn what_leads_to_a_person_is_not_public() {
    let city = city();
    for code in ["abandoned-vehicle", "illegal-parking", "noise", "bulky-items"] {
        assert!(!city.service(&code.parse().unwrap()).unwrap().public, "{code}");
    }
}

#[test]
fn known_places_lie_where_everyone_knows_them() {
    let city = city();
    let ground = Ground::new(&city.geography);
    let area = |lat, lon| match ground.whereabouts(Position::new(lat, lon).unwrap()) {
        Whereabouts::Inside { area } => area.unwrap_or("no area").to_owned(),
        Whereabouts::Neighbour(next) => next.name.en.clone(),
        Whereabouts::FarAway => "far away".to_owned(),
    };
    assert_eq!(area(40.6325, 22.9410), "centre", "Aristotelous Square");
    assert_eq!(area(40.6264, 22.9484), "centre", "the White Tower");
    assert_eq!(area(40.6444, 22.9295), "west", "the railway station");
    assert_eq!(area(40.6320, 22.9640), "ano-poli", "Saranta Ekklisies");
    assert_eq!(area(40.6138, 22.9725), "toumba", "the stadium of Toumba");
    assert_eq!(area(40.6003, 22.9707), "east", "the stadium of Charilaou");
    assert_eq!(area(40.6215, 22.9740), "triandria", "Triandria");
    assert_eq!(area(40.5820, 22.9510), "Municipality of Kalamaria", "Kalamaria");
    assert_eq!(area(40.6700, 22.9080), "Municipality of Kordelio - Evosmos", "Evosmos");
    assert_eq!(area(37.9755, 23.7348), "far away", "Athens");
}

#[test]
fn every_street_name_and_depot_lies_in_an_area() {
    let city = city();
    let ground = Ground::new(&city.geography);
    for street in &city.geography.street_names {
        assert!(ground.area_of(street.position).is_some(), "{} {:?}", street.name, street.position);
    }
    for crew in &city.crews {
        assert!(matches!(ground.whereabouts(crew.depot), Whereabouts::Inside { area: Some(_) }), "{}", crew.code);
    }
}

#[test]
fn the_city_rests_on_its_holidays() {
    let calendar = &city().calendar;
    for (day, name) in [
        (date(2026, 2, 23), "Clean Monday"),
        (date(2026, 4, 10), "Good Friday"),
        (date(2026, 4, 13), "Easter Monday"),
        (date(2026, 6, 1), "Holy Spirit Monday"),
        (date(2026, 10, 26), "St Demetrius, patron of the city, and its liberation"),
        (date(2026, 10, 28), "Ohi Day"),
    ] {
        assert_eq!(calendar.holiday_on(day).map(|holiday| holiday.name.en.as_str()), Some(name));
    }
    assert_eq!(calendar.holidays.len(), 13);
    assert!(calendar.is_working_day(date(2026, 11, 23)) && !calendar.is_working_day(date(2026, 11, 22)));
}

#[test]
fn everyday_reports_hold_no_word_of_danger() {
    let city = city();
    let calm = [
        "δεν ανάβουν τα φώτα στην Εγνατία",
        "σβηστός φωτισμός",
        "γεμάτος κάδος",
        "λακκούβα στην Τσιμισκή",
        "παλιός καναπές για πέταμα",
        "σπασμένο παγκάκι",
        "κλάδεμα δέντρου",
        "kameni lampa sto dromo",
        "gematos kados",
        "ένα κλαδί έπεσε στο πεζοδρόμιο",
        "broken bench in the park",
        "street light out",
        "bin not emptied",
    ];
    for text in calm {
        assert_eq!(words::danger(text, &city.danger_words), None, "{text}");
    }
    let alarming = [
        "ΠΡΟΣΟΧΗ ΚΙΝΔΥΝΟΣ",
        "γυμνα καλωδια στην κολωνα",
        "gimna kalodia",
        "βγαίνει καπνός",
        "μυρίζει γκάζι έντονα",
        "πεφτουν σοβαδες απο το μπαλκονι",
        "tree about to fall",
    ];
    for text in alarming {
        assert!(words::danger(text, &city.danger_words).is_some(), "{text}");
    }
}

#[test]
fn it_takes_money_for_what_a_city_takes_money_for() {
    let city = city();
    let payments = city.payments.as_ref().unwrap();
    assert!(payments.kinds.len() >= 10, "{} kinds", payments.kinds.len());
    assert!(payments.kinds.iter().filter(|kind| kind.early.is_some()).count() >= 2, "fines cost half at first");
    assert!(payments.kinds.iter().any(|kind| kind.instalments.is_some()));
    for kind in &payments.kinds {
        let code = &kind.code;
        assert!(city.department(&kind.department).is_some() && payments.tax_head(&kind.tax_head).is_some(), "{code}");
        assert!(kind.description.el.ends_with('.') && kind.description.en.ends_with('.'), "{code}");
        let terms = kind.terms(payments.most_bill, date(2026, 11, 25), &city.calendar).unwrap();
        assert!(city.calendar.is_working_day(terms.due_on), "{code} is due on {}", terms.due_on);
        assert!(expected(&terms, &[], date(2036, 11, 25)).is_some(), "{code}");
    }
    for head in &payments.tax_heads {
        assert!(payments.kinds.iter().any(|kind| kind.tax_head == head.code), "{} is never used", head.code);
    }
}

#[test]
fn its_creditor_fits_into_a_bank_apps_qr_code() {
    let payments = city().payments.as_ref().unwrap();
    let organisation = &payments.creditor.organisation;
    assert!(organisation.is_test(), "a real code belongs to the city's own copy of the pack");
    let reference = RfReference::dias(organisation, Some(payments.most_bill), 999_999_999_999_999).unwrap();
    assert!(epc_text(&(&payments.creditor).into(), Some(payments.most_bill), &reference).is_ok());
}

#[test]
fn a_phone_downloads_it_in_a_moment() {
    let json = bundle(city()).unwrap();
    assert!(json.len() <= LARGEST_BUNDLE, "{} bytes", json.len());
    let ground = serde_json::to_string(&city().geography).unwrap();
    assert!(!ground.contains("000000"), "coordinates are rounded");
}

#[test]
fn the_licences_of_its_maps_are_credited() {
    let credits = city().geography.credits.join(" ");
    assert!(credits.contains("© OpenStreetMap contributors") && credits.contains("CC BY 3.0"), "{credits}");
}
