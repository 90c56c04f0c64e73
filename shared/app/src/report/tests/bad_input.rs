//! Texts that nobody should send, and intents that come out of nowhere: a clear answer, nothing lost, never a panic.

use super::phone::*;
use crate::{
    intent::{Intent, PhotoSource, ReportIntent, ReportStep, Tab},
    report::Draft,
};
use dimos_domain::{act::Deed, triage::validate_answers};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn description(phone: &Phone) -> String {
    let Deed::Report(report) = &phone.committed.last().expect("sent").act.what else { panic!("a report") };
    report.description.clone()
}

#[test]
fn the_limit_is_told_before_it_is_reached() {
    let mut phone = Phone::composed();
    phone.writes(&"α".repeat(3_000));
    assert_eq!(phone.sees().description.remaining, None);
    phone.writes(&"α".repeat(3_999));
    assert_eq!(phone.sees().description.remaining.as_deref(), Some("1 character left"));
    phone.writes(&"α".repeat(4_000));
    assert_eq!(phone.sees().description.remaining.as_deref(), Some("0 characters left"));
    assert!(phone.sees().send.enabled);
    phone.writes(&"α".repeat(5_001));
    let error = phone.sees().description.error.unwrap();
    assert!(error.contains("1,001 characters over the limit of 4,000"), "{error}");
    assert!(!phone.sees().send.enabled);
    phone.writes(&format!("{}{}", "α".repeat(4_000), "\u{200B} \n".repeat(1_000)));
    assert!(phone.sees().send.enabled, "only what is left after cleaning counts");
    phone.sends();
    assert_eq!(description(&phone).chars().count(), 4_000);
}

#[test]
fn four_million_characters_do_not_stop_the_phone() {
    let mut phone = Phone::composed();
    let began = Instant::now();
    phone.writes(&"Λακκούβα! ".repeat(400_000));
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert_eq!(phone.draft().text.chars().count(), 20_000);
    let error = phone.sees().description.error.unwrap();
    assert!(error.contains("first 20,000 characters were kept"), "{error}");
    phone.sends();
    assert!(phone.committed.is_empty());
    phone.writes("Λακκούβα").sends();
    assert_eq!(description(&phone), "Λακκούβα");
}

#[test]
fn an_empty_text_needs_a_photo() {
    for text in ["", "   \n", "\u{200B}\u{202E}\u{FEFF}"] {
        let mut phone = Phone::composed();
        phone.writes(text);
        assert_eq!(phone.sees().send.why_not.as_deref(), Some("Write a few words or add a photo."), "{text:?}");
        phone.photographs().sends();
        assert_eq!(description(&phone), "");
    }
}

#[test]
fn odd_characters_are_kept_as_typed_and_sent_clean() {
    for (typed, sent) in [
        ("a\u{0}b\u{7}c", "abc"),
        ("\u{202E}evil\u{2066}", "evil"),
        ("👨‍👩‍👧 ❤️ λακκούβα", "👨‍👩‍👧 ❤️ λακκούβα"),
        ("zero\u{200B}width", "zerowidth"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Αθη\u{301}να", "Αθήνα"),
    ] {
        let mut phone = Phone::composed();
        phone.writes(typed);
        assert_eq!(phone.draft().text, typed);
        phone.sends();
        assert_eq!(description(&phone), sent);
    }
}

#[test]
fn without_a_city_nothing_breaks() {
    let mut phone = Phone::new();
    phone.model.city = None;
    phone.begins().writes("x").photographs().points_at(HERE).chooses("pothole").answers("size", "big");
    phone.does(ReportIntent::SearchServices { text: "x".into() }).does(ReportIntent::SearchStreet { text: "x".into() });
    phone.goes_to(ReportStep::Review).sends();
    assert!(phone.committed.is_empty());
    assert!(crate::report::view(&phone.model).composing);
    assert_eq!(phone.kept.len(), 1, "what was typed is kept until the city comes");
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zα-ω0-9 ]{0,20}",
        "\\PC{0,10}",
        Just("size".to_owned()),
        Just("big".to_owned()),
        Just("12".to_owned())
    ]
}

fn any_intent() -> impl Strategy<Value = ReportIntent> {
    use ReportIntent as I;
    let services = prop::sample::select(vec!["pothole", "pavement", "lamp", "bulky", "dirt", "ufo", ""]);
    let questions = prop::sample::select(vec!["size", "depth", "wires", "since", "what", "day", "ufo"]);
    let values = prop::sample::select(vec!["", "big", "small", "yes", "no", "12", "-1", "2026-11-23", "x"]);
    let steps = prop::sample::select(vec![
        ReportStep::What,
        ReportStep::Where,
        ReportStep::Service,
        ReportStep::Questions,
        ReportStep::Nearby,
        ReportStep::Contact,
        ReportStep::Review,
    ]);
    let places = prop::sample::select(vec![HERE, NEXT_DOOR, FAR, (HERE.1, HERE.0), (f64::NAN, 0.0)]);
    prop_oneof![
        Just(I::New),
        Just(I::AddPhoto { source: PhotoSource::Library }),
        Just(I::PhotoShared { path: "/s".into() }),
        any_text().prop_map(|text| I::Describe { text }),
        Just(I::UsePhonePosition),
        places.prop_map(|(lat, lon)| I::MovePin { lat, lon }),
        any_text().prop_map(|text| I::SearchStreet { text }),
        (0_u32..3).prop_map(|index| I::ChooseStreet { index }),
        any_text().prop_map(|text| I::SetPlaceHint { text }),
        services.prop_map(|code| I::ChooseService { code: code.into() }),
        any_text().prop_map(|text| I::SearchServices { text }),
        (questions, values).prop_map(|(question, value)| I::Answer { question: question.into(), value: value.into() }),
        Just(I::ItIsThis { report: reported(1, 0.0).id.to_string() }),
        Just(I::NoneOfThese),
        any::<bool>().prop_map(|anonymous| I::SetAnonymous { anonymous }),
        any_text().prop_map(|name| I::SetContact { phone: name.clone(), email: String::new(), name }),
        Just(I::Next),
        steps.prop_map(|step| I::GoTo { step }),
        Just(I::Send),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever a person does, in whatever order: no panic, what is in memory is what is kept, and what is sent is whole.
    #[test]
    fn any_order_of_intents_keeps_every_promise(intents in prop::collection::vec(any_intent(), 1..40), back in 0_usize..40) {
        let mut phone = Phone::new();
        phone.nearby = Ok(vec![reported(1, 3.0)]);
        for (turn, intent) in intents.into_iter().enumerate() {
            phone.does(intent);
            if turn == back {
                phone.send(Intent::Back);
            }
            let _ = phone.model.toast.take();
            phone.model.tab = Tab::Report;
            let screen = phone.sees();
            for draft in &phone.model.report.drafts {
                let kept = phone.kept.get(&draft.id);
                let same = kept.is_some_and(|kept| Draft { step: draft.step, ..kept.clone() } == *draft);
                prop_assert!(same || draft.is_blank(), "kept otherwise than shown: {}", draft.id);
            }
            prop_assert_eq!(screen.composing, phone.model.report.open.is_some());
        }
        for committed in &phone.committed {
            if let Deed::Report(report) = &committed.act.what {
                let kit = phone.model.city.clone().unwrap();
                let service = kit.city.service(&report.service).expect("a service of the city");
                let right = validate_answers(service, &report.answers, phone.model.today(), &kit.city.calendar);
                prop_assert_eq!(right, Ok(()));
                prop_assert!(!report.description.is_empty() || !report.photos.is_empty());
                prop_assert!(report.contact.is_some() || !service.needs_contact);
            }
        }
    }
}
