//! From the first word to the report on its way.

use super::phone::*;
use crate::{
    app::Dimos,
    effect::{EffectTestExt as _, NetTrouble, PickedPhoto, StorageTrouble},
    event::{Event, Stamp},
    intent::{Intent, PhotoSource, ReportIntent, ReportStep, SettingsIntent, Tab},
    model::Model,
    view::Tone,
};
use crux_core::App;
use dimos_domain::{
    act::{Contact, Deed},
    city::AnswerValue,
    l10n::Language,
    place::PositionSource,
};
use std::sync::Arc;

fn report(phone: &Phone) -> dimos_domain::act::NewReport {
    match &phone.committed.last().expect("something was sent").act.what {
        Deed::Report(report) => report.clone(),
        other => panic!("not a report: {other:?}"),
    }
}

#[test]
fn a_report_from_the_photo_to_its_way() {
    let mut phone = Phone::new();
    phone.camera_gives("/camera/hole.jpg", Ok(photo_from(HERE)));

    phone.begins().photographs().writes("  Μεγάλη λακκούβα\u{200B} στον δρόμο  ");
    let screen = phone.sees();
    assert!(screen.composing && screen.photos.len() == 1 && !screen.photos[0].busy);
    assert_eq!(screen.place.source, "From the photo, within 8 m");
    assert_eq!(screen.place.hint.value, "near Ελευθερίας");
    assert_eq!(screen.suggestions[0].code, "pothole");
    assert!(screen.next.enabled && !screen.send.enabled);
    assert_eq!(screen.send.why_not.as_deref(), Some("Choose what kind of problem it is."));

    phone.goes_on();
    assert_eq!((phone.step(), phone.times_located), (ReportStep::Where, 0), "the photo knew the place");
    phone.goes_on();
    assert_eq!(phone.step(), ReportStep::Service);
    phone.chooses("pothole").goes_on();
    assert_eq!(phone.step(), ReportStep::Questions);
    assert_eq!(phone.asked_nearby.len(), 1, "asked while the questions are answered");
    phone.answers("size", "big").answers("depth", " 12 ").goes_on();
    assert_eq!(phone.step(), ReportStep::Contact, "nothing is near");
    phone.goes_on();
    assert_eq!(phone.step(), ReportStep::Review);
    let screen = phone.sees();
    assert!(screen.send.enabled && screen.steps.iter().all(|step| step.complete), "{screen:#?}");
    assert!(screen.review.iter().all(|line| line.tone == Tone::Info));

    let id = phone.draft().id;
    phone.sends();
    let sent = report(&phone);
    assert_eq!(sent.id.0, id);
    assert_eq!(sent.description, "Μεγάλη λακκούβα στον δρόμο", "cleaned when it is sent");
    assert_eq!(sent.located.source, PositionSource::Photo);
    assert_eq!(sent.place_hint.as_deref(), Some("Ελευθερίας"));
    let answers: Vec<_> =
        sent.answers.iter().map(|answer| (answer.question.to_string(), answer.value.clone())).collect();
    let big = AnswerValue::Choice("big".parse().unwrap());
    assert_eq!(answers, [("size".to_owned(), big), ("depth".to_owned(), AnswerValue::Number(12))]);
    assert_eq!((sent.contact, sent.reported_at), (None, sunday()));
    let committed = &phone.committed[0];
    assert_eq!(committed.draft, Some(id));
    assert_eq!(committed.photos.iter().map(|photo| photo.id).collect::<Vec<_>>(), sent.photos);
    assert_eq!(committed.act.at, sunday());
    assert_eq!(phone.reads(), "Thank you! Your report is on its way to the city.");
    assert!(phone.kept.is_empty() && phone.model.report.drafts.is_empty() && !phone.sees().composing);
    assert_eq!((phone.syncs, phone.scheduled.clone()), (1, vec![1]));
}

#[test]
fn the_same_as_one_conversation_with_the_effects() {
    let mut model = Model { started: true, city: Some(Arc::new(crate::CityKit::new(town("1")))), ..Model::default() };
    let stamp = Stamp { now: sunday(), entropy: 7 };
    let says = |model: &mut Model, intent| Dimos.update(Event::Intent(stamp, Intent::Report { intent }), model);

    says(&mut model, ReportIntent::New).expect_only_render();
    let mut command = says(&mut model, ReportIntent::AddPhoto { source: PhotoSource::Library });
    command
        .resolve_pick_photo(|asked| {
            assert_eq!(asked.source, PhotoSource::Library);
            PickedPhoto::Picked { path: "/shared/1.jpg".into() }
        })
        .expect_render();
    let picked = command.events().next().unwrap();
    let mut command = Dimos.update(picked, &mut model);
    command.resolve_prepare_photo(|asked| Ok(crate::effect::PreparedPhoto { id: asked.id, ..photo_from(HERE) }));
    let prepared = command.events().next().unwrap();
    let mut command = Dimos.update(prepared, &mut model);
    command
        .expect_save_draft_with(|saved| assert_eq!(saved.0.photos.len(), 1))
        .expect_save_draft_with(|saved| assert_eq!(saved.0.located.unwrap().position, at(HERE)))
        .expect_only_render();
    says(&mut model, ReportIntent::ChooseService { code: "dirt".into() })
        .expect_save_draft_with(|saved| assert_eq!(saved.0.service.as_ref().unwrap().as_str(), "dirt"))
        .expect_only_render();
    let mut command = says(&mut model, ReportIntent::GoTo { step: ReportStep::Review });
    command
        .resolve_nearby(|asked| {
            assert!(asked.only_open && asked.radius_m == 50.0);
            Err(NetTrouble::Offline)
        })
        .expect_render();
    let unanswered = command.events().next().unwrap();
    Dimos.update(unanswered, &mut model).expect_only_render();
    let mut command = says(&mut model, ReportIntent::Send);
    command.resolve_commit(|asked| {
        assert!(matches!(asked.act.what, Deed::Report(_)) && asked.photos.len() == 1);
        Ok(())
    });
    let sent = command.events().next().unwrap();
    let mut command = Dimos.update(sent, &mut model);
    command.expect_sync().expect_schedule_delivery_with(|asked| assert_eq!(asked.waiting, 1));
    assert_eq!(model.toast.unwrap().text, "Ευχαριστούμε! Η αναφορά σας φεύγει τώρα για τον δήμο.");
}

#[test]
fn offline_everything_works_and_the_words_say_so() {
    let mut phone = Phone::new();
    phone.nearby = Err(NetTrouble::Offline);
    phone.send(Intent::Connectivity { online: false });
    phone.begins().writes("Lamp out").points_at(HERE).chooses("dirt").goes_to(ReportStep::Service).goes_on();
    assert_eq!(phone.step(), ReportStep::Nearby);
    let message = phone.sees().nearby_message;
    assert!(message.starts_with("We could not look") && message.ends_with("Just go on."), "{message}");
    phone.goes_on().goes_on();
    assert_eq!(phone.step(), ReportStep::Review);
    phone.sends();
    assert_eq!(phone.committed.len(), 1);
    assert_eq!(phone.reads(), "Your report is kept and goes out by itself as soon as there is a connection.");
    assert_eq!(phone.scheduled, [1], "the operating system wakes the app when there is a network");
}

#[test]
fn what_is_missing_is_named_where_it_is_missing() {
    let mut phone = Phone::new();
    phone.begins();
    assert_eq!(phone.sees().description.error, None, "an empty form is not scolded");
    phone.goes_on();
    assert_eq!(phone.step(), ReportStep::What);
    assert_eq!(phone.sees().description.error.as_deref(), Some("Write a few words or add a photo."));
    phone.writes("x").goes_on();
    phone.fix = crate::effect::PhoneFix::Off;
    phone.sends();
    assert_eq!(phone.step(), ReportStep::Review);
    assert!(phone.committed.is_empty());
    let missing: Vec<_> =
        phone.sees().review.into_iter().filter(|line| line.tone == Tone::Warning).map(|line| line.step).collect();
    assert_eq!(missing, [ReportStep::Service]);
    assert_eq!(phone.reads(), "Choose what kind of problem it is.");
    assert!(!phone.step_view(ReportStep::Review).complete);
}

#[test]
fn the_way_back_leaves_out_steps_that_have_nothing_to_say() {
    let mut phone = Phone::new();
    phone.begins().writes("dirt").points_at(HERE).chooses("dirt").goes_to(ReportStep::Contact);
    assert!(phone.sees().steps.iter().all(|step| step.step != ReportStep::Questions));
    phone.send(Intent::Back);
    assert_eq!(phone.step(), ReportStep::Service);
    phone.send(Intent::Back).send(Intent::Back).send(Intent::Back);
    assert!(!phone.sees().composing);
    assert_eq!(phone.sees().drafts[0].title, "dirt");
    phone.goes_on();
    assert!(!phone.sees().composing, "without a draft there is no step");
}

#[test]
fn a_name_where_the_service_needs_one() {
    let mut phone = Phone::new();
    phone.begins().writes("old sofa").points_at(HERE).chooses("bulky").answers("what", "sofa");
    phone.goes_to(ReportStep::Contact);
    let screen = phone.sees();
    assert!(!screen.anonymous && screen.anonymous_label.contains("must be able to reach you"));
    let contact = |name: &str, email: &str, phone: &str| ReportIntent::SetContact {
        name: name.into(),
        email: email.into(),
        phone: phone.into(),
    };
    phone.does(ReportIntent::SetAnonymous { anonymous: true });
    assert!(!phone.sees().anonymous);
    phone.goes_on();
    let screen = phone.sees();
    assert!(screen.contact_name.error.is_some() && screen.contact_email.error.is_some());
    for (email, number, wrong) in [("maria@", "", "e-mail"), ("", "12", "telephone"), ("a b@c.gr", "", "e-mail")] {
        phone.does(contact("Maria", email, number)).goes_on();
        assert!(phone.reads().contains(wrong), "{email} {number}: {}", phone.reads());
    }
    phone.does(contact(" Maria ", "", "+30 2310 000 000")).goes_on().sends();
    let sent = report(&phone).contact.unwrap();
    assert_eq!(sent, Contact { name: "Maria".into(), email: String::new(), phone: "+30 2310 000 000".into() });
    assert_eq!(phone.preferences, None, "nothing is remembered unasked");
}

#[test]
fn the_contact_is_remembered_only_if_allowed_and_offered_next_time() {
    let mut phone = Phone::composed();
    phone.send(Intent::Settings { intent: SettingsIntent::RememberContact { remember: true } });
    phone.does(ReportIntent::SetAnonymous { anonymous: false });
    phone.does(ReportIntent::SetContact { name: "Maria".into(), email: "m@example.gr".into(), phone: String::new() });
    phone.sends();
    let kept = phone.preferences.clone().unwrap().contact.unwrap();
    assert_eq!(kept.email, "m@example.gr");
    phone.begins();
    assert!(!phone.sees().anonymous);
    assert_eq!(phone.sees().contact_name.value, "Maria");
}

#[test]
fn a_full_phone_keeps_the_draft_and_says_so() {
    let mut phone = Phone::composed();
    phone.storage = Err(StorageTrouble::Full);
    phone.sends();
    assert!(phone.reads().contains("storage is full"), "{}", phone.reads());
    assert!(phone.committed.is_empty() && phone.sees().composing);
    phone.storage = Ok(());
    phone.sends();
    assert_eq!(phone.committed.len(), 1);
}

#[test]
fn a_second_tap_on_send_sends_nothing_more() {
    let mut phone = Phone::composed();
    phone.holds = true;
    phone.sends();
    assert_eq!(phone.sees().send.why_not.as_deref(), Some("Being saved…"));
    phone.sends().writes("too late").send(Intent::Back);
    phone.answers_come();
    assert_eq!(phone.committed.len(), 1);
    assert_eq!(report(&phone).description, "Big pothole");
}

#[test]
fn a_phone_clock_wrong_by_years_is_no_obstacle() {
    for now in ["1970-01-01T00:00:00Z", "1969-07-20T20:17:00Z", "2001-01-01T00:00:00Z", "9999-12-30T22:00:00Z"] {
        let mut phone = Phone::new();
        phone.now = now.parse().unwrap();
        phone.begins().photographs().writes("x").points_at(HERE).chooses("lamp");
        phone.answers("wires", "no").answers("since", "2026-11-20").goes_to(ReportStep::Review);
        phone.answers("since", "").sends();
        assert_eq!(phone.committed.len(), 1, "{now}");
        assert_eq!(report(&phone).reported_at.to_string(), now);
    }
    let mut phone = Phone::new();
    phone.begins().writes("begun in the future");
    phone.now = "2020-01-01T00:00:00Z".parse().unwrap();
    phone.send(Intent::Back);
    assert_eq!(phone.sees().drafts[0].detail, "just now");
}

#[test]
fn the_languages_can_change_in_the_middle() {
    let mut phone = Phone::speaking(Language::El);
    phone.begins().writes("καναπές").goes_to(ReportStep::Service);
    assert_eq!(phone.sees().suggestions[0].label, "Ογκώδη αντικείμενα");
    phone.send(Intent::Settings { intent: SettingsIntent::Language { tag: "en".into() } });
    assert_eq!(phone.sees().suggestions[0].label, "Bulky items");
    assert_eq!(phone.model.tab, Tab::Report);
}
