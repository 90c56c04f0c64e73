//! Photos: many, bad, shared, late.

use super::phone::*;
use crate::{
    effect::{PhotoTrouble, PickedPhoto},
    intent::{Intent, PhotoSource, ReportIntent, ReportStep},
};
use dimos_domain::report::MAX_PHOTOS;

#[test]
fn twenty_photos_are_ten_and_a_kind_sentence() {
    let mut phone = Phone::new();
    phone.begins();
    for _ in 0..20 {
        phone.photographs();
    }
    assert_eq!(phone.draft().photos.len(), MAX_PHOTOS);
    assert_eq!(phone.camera_sources.len(), MAX_PHOTOS, "the camera is not even opened");
    assert_eq!(phone.reads(), "A report takes up to 10 photos. Remove one to add another.");
    let screen = phone.sees();
    assert!(!screen.take_photo.enabled && screen.choose_photo.why_not.is_some());
    assert_eq!(screen.photos[9].spoken, "Photo 10 of 10");
    let first = screen.photos[0].id.clone();
    phone.does(ReportIntent::RemovePhoto { photo: first }).photographs();
    assert_eq!(phone.kept.values().next().unwrap().photos.len(), MAX_PHOTOS);
}

#[test]
fn twenty_photos_shared_at_once_are_one_report() {
    let mut phone = Phone::new();
    for n in 0..20 {
        phone.does(ReportIntent::PhotoShared { path: format!("/shared/{n}.jpg") });
    }
    assert_eq!(phone.model.report.drafts.len(), 1);
    assert_eq!(phone.draft().photos.len(), MAX_PHOTOS);
    phone.writes("words").does(ReportIntent::PhotoShared { path: "/shared/later.jpg".into() });
    assert_eq!(phone.model.report.drafts.len(), 2, "a report with words is not touched");
    assert_eq!(phone.sees().photos.len(), 1);
}

#[test]
fn a_photo_that_is_no_use_says_why() {
    for (trouble, said) in [
        (PhotoTrouble::NotAnImage, "not a photo"),
        (PhotoTrouble::Heic, "HEIC"),
        (PhotoTrouble::Damaged, "damaged"),
        (PhotoTrouble::TooLarge, "more pixels"),
        (PhotoTrouble::Unsupported, "JPEG or PNG"),
        (PhotoTrouble::StorageFull, "storage is full"),
        (PhotoTrouble::Unreadable, "could not be read"),
    ] {
        let mut phone = Phone::new();
        phone.begins().camera_gives("/camera/bad", Err(trouble)).photographs();
        assert!(phone.reads().contains(said), "{trouble:?}: {}", phone.reads());
        assert!(phone.sees().photos.is_empty() && phone.sees().take_photo.enabled);
    }
    for (outcome, said) in [
        (PickedPhoto::Denied, "may not use the camera"),
        (PickedPhoto::Unavailable, "cannot be used"),
        (PickedPhoto::StorageFull, "storage is full"),
        (PickedPhoto::Cancelled, ""),
    ] {
        let mut phone = Phone::new();
        phone.camera = outcome;
        phone.begins().photographs();
        assert!(phone.reads().contains(said) && phone.reads().is_empty() == said.is_empty());
    }
}

#[test]
fn a_photo_being_made_ready_holds_its_place() {
    let mut phone = Phone::composed();
    phone.photographs();
    phone.holds = true;
    phone.does(ReportIntent::PhotoShared { path: "/a".into() });
    let second = phone.draft().id;
    assert!(phone.sees().photos[0].busy);
    phone.writes("x").points_at(HERE).chooses("dirt").goes_to(ReportStep::Review).sends();
    assert_eq!(phone.reads(), "A photo is still being made ready. Wait a second.");
    phone.send(Intent::Back).begins();
    assert!(phone.sees().photos.is_empty(), "it belongs to the other draft");
    phone.answers_come();
    assert!(phone.sees().photos.is_empty());
    assert_eq!(phone.kept[&second].photos.len(), 1);
}

#[test]
fn a_photo_removed_while_it_is_made_ready_does_not_come_back() {
    let mut phone = Phone::new();
    phone.begins();
    phone.holds = true;
    phone.does(ReportIntent::PhotoShared { path: "/a".into() });
    let photo = phone.sees().photos[0].id.clone();
    phone.does(ReportIntent::RemovePhoto { photo }).does(ReportIntent::RemovePhoto { photo: "nonsense".into() });
    phone.answers_come();
    assert!(phone.sees().photos.is_empty());
}

#[test]
fn the_same_photo_twice_is_one() {
    let mut phone = Phone::new();
    phone.begins().camera_gives("/camera/same.jpg", Ok(photo("same"))).photographs().photographs();
    assert_eq!(phone.sees().photos.len(), 1);
    assert_eq!(phone.reads(), "You have already added this photo.");
}

#[test]
fn a_photo_for_a_draft_thrown_away_returns_with_it() {
    let mut phone = Phone::new();
    phone.begins().writes("words");
    let id = phone.draft().id.to_string();
    phone.holds = true;
    phone.does(ReportIntent::AddPhoto { source: PhotoSource::Camera });
    phone.does(ReportIntent::DiscardDraft { draft: id });
    phone.answers_come();
    phone.send(Intent::ToastAction);
    assert_eq!(phone.sees().photos.len(), 1);
}
