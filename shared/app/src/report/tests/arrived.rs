//! Photos that arrive in another life of the app: it was ended while the camera was in front.

use super::phone::*;
use crate::{
    effect::PickedPhoto,
    intent::{Intent, ReportIntent, Tab},
    photo_pick::{PhotoFor, Unknown},
};
use uuid::Uuid;

impl Phone {
    fn arrives(&mut self, belongs_to: &str) -> &mut Self {
        let outcome = PickedPhoto::Picked { path: "/camera/1.jpg".into() };
        self.send(Intent::PhotoArrived { belongs_to: belongs_to.into(), outcome })
    }

    /// What the camera was asked for last, without an answer.
    fn at_the_camera(&mut self) -> String {
        self.camera = PickedPhoto::Cancelled;
        self.photographs();
        self.belongs_to.pop().unwrap()
    }

    /// The operating system ends the app and starts it again: only what was kept is there.
    fn is_killed(&mut self) -> &mut Self {
        self.model.report = crate::report::Model::default();
        self.model.report.drafts = self.kept.values().cloned().collect();
        self.model.tab = Tab::Settings;
        self.model.toast = None;
        self
    }
}

#[test]
fn it_goes_to_its_draft_whichever_else_there_is() {
    let mut phone = Phone::new();
    phone.begins().writes("the lamp");
    let lamp = phone.draft().id;
    let belongs_to = phone.at_the_camera();
    phone.begins().writes("the bench").is_killed().arrives(&belongs_to);
    assert_eq!(phone.draft().id, lamp);
    assert_eq!((phone.sees().description.value.as_str(), phone.sees().photos.len()), ("the lamp", 1));
    assert_eq!(phone.kept[&lamp].photos.len(), 1, "and is kept with it");
    assert_eq!(phone.sees().draft, lamp.to_string());
}

#[test]
fn a_report_that_begins_with_its_photo_is_begun_all_the_same() {
    let mut phone = Phone::new();
    phone.begins();
    let draft = phone.draft().id;
    let belongs_to = phone.at_the_camera();
    phone.is_killed().arrives(&belongs_to);
    assert_eq!((phone.draft().id, phone.sees().photos.len()), (draft, 1));
    phone.arrives(&belongs_to);
    assert_eq!(phone.model.report.drafts.len(), 1, "the same draft twice is one");
}

#[test]
fn it_is_said_that_it_came_too_late_for_a_draft_that_is_gone() {
    let mut phone = Phone::composed();
    let belongs_to = phone.at_the_camera();
    let draft = phone.draft().id.to_string();
    phone.does(ReportIntent::DiscardDraft { draft }).is_killed().arrives(&belongs_to);
    assert!(phone.reads().starts_with("That photo came too late"), "{}", phone.reads());
    assert!(phone.model.report.drafts.is_empty());
}

#[test]
fn who_thought_better_of_it_meanwhile_sees_nothing_new() {
    let mut phone = Phone::composed();
    let belongs_to = phone.at_the_camera();
    phone.is_killed();
    phone.send(Intent::PhotoArrived { belongs_to: belongs_to.clone(), outcome: PickedPhoto::Cancelled });
    assert!(phone.model.toast.is_none() && phone.model.tab == Tab::Settings);
    phone.send(Intent::PhotoArrived { belongs_to, outcome: PickedPhoto::Unavailable });
    assert!(phone.reads().contains("cannot be used"));
}

#[test]
fn what_belongs_nowhere_begins_a_report() {
    for strange in ["", "draft", "draft/7", "moon/00000000-0000-7000-8000-000000000000"] {
        let mut phone = Phone::new();
        phone.arrives(strange);
        assert_eq!(phone.sees().photos.len(), 1, "{strange}");
        phone.send(Intent::PhotoArrived { belongs_to: strange.into(), outcome: PickedPhoto::Cancelled });
        assert_eq!(phone.model.report.drafts.len(), 1);
    }
}

#[test]
fn what_a_photo_is_for_is_one_word_and_comes_back() {
    use crate::intent::WorkPhoto;
    use dimos_domain::ids::{JobId, ReportId};
    let id = Uuid::from_u128(7);
    for what in [
        PhotoFor::Draft(id),
        PhotoFor::NewDraft(id),
        PhotoFor::Ticket(ReportId(id)),
        PhotoFor::Job(JobId(id), WorkPhoto::Before),
        PhotoFor::Job(JobId(id), WorkPhoto::After),
    ] {
        assert_eq!(what.to_string().parse(), Ok(what));
    }
    assert_eq!("before/".parse::<PhotoFor>(), Err(Unknown));
}
