//! Drafts: nothing that was typed is ever lost.

use super::phone::*;
use crate::{
    effect::StorageTrouble,
    event::Event,
    intent::{Intent, ReportIntent, ReportStep, Tab},
    report::{Draft, open_draft},
};
use crux_core::App;
use dimos_domain::act::Deed;
use std::sync::Arc;

#[test]
fn every_keystroke_is_kept_as_it_was_typed() {
    let mut phone = Phone::new();
    phone.begins();
    assert!(phone.kept.is_empty(), "an empty draft is not worth keeping");
    for text in ["Λ", "Λα", "Λα  \u{202E}"] {
        phone.writes(text);
        assert_eq!(phone.kept.values().next().unwrap().text, text);
    }
    phone.points_at(HERE).chooses("pothole").answers("depth", "not a number");
    let kept = phone.kept.values().next().unwrap();
    assert_eq!(kept.answers["depth"], "not a number");
    assert_eq!(kept, phone.draft());
}

#[test]
fn a_draft_survives_the_end_of_the_app() {
    let mut phone = Phone::composed();
    phone.photographs();
    let json = serde_json::to_string(phone.kept.values().next().unwrap()).unwrap();
    let draft: Draft = serde_json::from_str(&json).unwrap();
    let id = draft.id;

    let mut after = Phone::new();
    after.model.report.drafts = vec![draft];
    let row = after.sees().drafts.remove(0);
    assert_eq!((row.title.as_str(), row.detail.as_str()), ("Big pothole", "1 photo · just now"));
    after.does(ReportIntent::Resume { draft: id.to_string() });
    assert_eq!(after.sees().service, "Pothole");
    after.goes_to(ReportStep::Review).sends();
    assert_eq!(after.committed[0].draft, Some(id));
}

#[test]
fn several_drafts_live_side_by_side() {
    let mut phone = Phone::new();
    phone.begins().writes("first");
    let first = phone.draft().id;
    phone.begins().writes("second").goes_to(ReportStep::Where);
    phone.does(ReportIntent::Resume { draft: first.to_string() });
    assert_eq!(phone.sees().description.value, "first");
    assert_eq!(phone.step(), ReportStep::What);
    phone.send(Intent::Back);
    assert_eq!(phone.sees().drafts.len(), 2);
    assert_eq!(phone.kept.len(), 2);
    for nonsense in ["", "not an id", "00000000-0000-0000-0000-000000000000"] {
        phone.does(ReportIntent::Resume { draft: nonsense.into() });
        phone.does(ReportIntent::DiscardDraft { draft: nonsense.into() });
    }
    assert_eq!(phone.sees().drafts.len(), 2);
}

#[test]
fn a_draft_thrown_away_can_be_taken_back() {
    let mut phone = Phone::composed();
    phone.goes_to(ReportStep::Contact);
    let before = phone.draft().clone();
    phone.does(ReportIntent::DiscardDraft { draft: before.id.to_string() });
    assert!(phone.kept.is_empty() && !phone.sees().composing);
    assert_eq!(phone.reads(), "The draft was deleted.");
    phone.send(Intent::ToastAction);
    assert_eq!(phone.draft(), &before);
    assert_eq!(phone.kept.values().next(), Some(&before));

    phone.send(Intent::OpenTab { tab: Tab::Report }).send(Intent::Back);
    phone.begins().writes("another").does(ReportIntent::DiscardDraft { draft: before.id.to_string() });
    phone.send(Intent::ToastAction);
    assert_eq!(phone.sees().description.value, "another", "what is open stays open");
    assert_eq!(phone.model.report.drafts.len(), 2);
}

#[test]
fn a_blank_draft_leaves_no_trace() {
    let mut phone = Phone::new();
    phone.begins().writes("a").writes("").send(Intent::Back);
    assert!(phone.kept.is_empty() && phone.sees().drafts.is_empty());
}

#[test]
fn what_cannot_be_saved_stays_in_memory_and_the_person_is_told() {
    let mut phone = Phone::new();
    phone.begins();
    for (trouble, said) in [
        (StorageTrouble::Full, "storage is full"),
        (StorageTrouble::ReadOnly, "does not let the app save"),
        (StorageTrouble::Broken, "could not save"),
    ] {
        phone.storage = Err(trouble);
        phone.writes("everything I know");
        assert!(phone.reads().contains(said), "{}", phone.reads());
        assert_eq!(phone.sees().description.value, "everything I know");
    }
    phone.storage = Ok(());
    phone.writes("everything I know!");
    assert_eq!(phone.kept.len(), 1);
}

#[test]
fn a_refused_report_becomes_a_draft_again() {
    let mut phone = Phone::composed();
    phone.photographs().answers("size", "big").answers("depth", "12");
    phone.does(ReportIntent::SetPlaceHint { text: "behind the kiosk".into() }).sends();
    let committed = phone.committed.remove(0);
    let Deed::Report(report) = committed.act.what else { panic!("a report") };
    let draft = Draft::from_report(report.clone(), committed.photos, phone.now);
    let _ = open_draft(draft, &mut phone.model);
    assert_eq!(phone.step(), ReportStep::Review);
    phone.sends();
    assert_eq!(phone.committed[0].act.what, Deed::Report(report), "the same report");
    assert_eq!(phone.committed[0].photos.len(), 1);
}

#[test]
fn a_new_version_of_the_city_is_followed() {
    let mut phone = Phone::composed();
    let mut city = town("2");
    city.services.retain(|service| service.code.as_str() != "pothole");
    let outcome = crate::effect::SyncOutcome { city: Some(Arc::new(crate::CityKit::new(city))), ..Default::default() };
    let stamp = phone.stamp();
    let _ = crate::Dimos.update(Event::Synced(stamp, outcome), &mut phone.model);
    phone.sends();
    assert!(phone.committed.is_empty());
    assert_eq!(phone.reads(), "The city does not offer this choice any more. Choose another.");
    assert_eq!(phone.draft().service.as_ref().unwrap().as_str(), "pothole", "kept until another is chosen");
}
