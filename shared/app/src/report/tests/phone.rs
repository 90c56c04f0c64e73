//! A phone without a screen: answers every effect as the test has it, and remembers what was asked.

use crate::{
    app::{Cmd, Dimos},
    city_kit::CityKit,
    effect::*,
    event::{Event, Stamp},
    intent::{Intent, PhotoSource, ReportIntent, ReportStep},
    model::Model,
    report::{Draft, ReportView, StepView},
    settings::Preferences,
    view::Screen,
};
use crux_core::App;
use dimos_domain::{ids::ReportId, l10n::Language, report::ReportSummary};
use jiff::Timestamp;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use uuid::Uuid;

pub use super::town::*;

/// The phone, and the world around it.
pub struct Phone {
    pub model: Model,
    pub now: Timestamp,
    entropy: u128,
    /// Drafts on the phone's storage.
    pub kept: BTreeMap<Uuid, Draft>,
    pub committed: Vec<CommitAct>,
    pub preferences: Option<Preferences>,
    pub scheduled: Vec<u32>,
    pub asked_nearby: Vec<FindNearby>,
    pub times_located: usize,
    pub syncs: usize,
    /// How the storage does.
    pub storage: Result<(), StorageTrouble>,
    pub fix: PhoneFix,
    pub camera: PickedPhoto,
    /// What becomes of a file; one that is not named becomes a good photo without a position.
    pub files: HashMap<String, Result<PreparedPhoto, PhotoTrouble>>,
    pub nearby: Result<Vec<ReportSummary>, NetTrouble>,
    /// Photos, nearby questions, positions and commits are left unanswered and kept here.
    pub holds: bool,
    held: Vec<Effect>,
    open: Vec<Cmd>,
    pub camera_sources: Vec<PhotoSource>,
    pub belongs_to: Vec<String>,
    /// Addresses that were opened.
    pub opened: Vec<String>,
    /// Reports that were made on this phone.
    pub own: Vec<ReportId>,
}

impl Phone {
    /// Knows the town, speaks English, stands somewhere in town, has a camera and no network trouble.
    pub fn new() -> Self {
        let mut model = Model { started: true, city: Some(Arc::new(CityKit::new(town("1")))), ..Model::default() };
        model.settings.phone_language = Language::En;
        Self {
            model,
            now: sunday(),
            entropy: 1,
            kept: BTreeMap::new(),
            committed: Vec::new(),
            preferences: None,
            scheduled: Vec::new(),
            asked_nearby: Vec::new(),
            times_located: 0,
            syncs: 0,
            storage: Ok(()),
            fix: PhoneFix::Found { lat: HERE.0, lon: HERE.1, accuracy_m: 8.0 },
            camera: PickedPhoto::Picked { path: "/camera/1.jpg".into() },
            files: HashMap::new(),
            nearby: Ok(Vec::new()),
            holds: false,
            held: Vec::new(),
            open: Vec::new(),
            camera_sources: Vec::new(),
            belongs_to: Vec::new(),
            opened: Vec::new(),
            own: Vec::new(),
        }
    }

    pub fn speaking(language: Language) -> Self {
        let mut phone = Self::new();
        phone.model.settings.phone_language = language;
        phone
    }

    pub fn stamp(&mut self) -> Stamp {
        self.entropy += 1;
        Stamp { now: self.now, entropy: self.entropy << 80 }
    }

    pub fn send(&mut self, intent: Intent) -> &mut Self {
        let stamp = self.stamp();
        let command = Dimos.update(Event::Intent(stamp, intent), &mut self.model);
        self.run(command);
        self
    }

    /// A person does something on the composing screen.
    pub fn does(&mut self, intent: ReportIntent) -> &mut Self {
        self.send(Intent::Report { intent })
    }

    pub fn begins(&mut self) -> &mut Self {
        self.does(ReportIntent::New)
    }

    pub fn writes(&mut self, text: &str) -> &mut Self {
        self.does(ReportIntent::Describe { text: text.into() })
    }

    pub fn photographs(&mut self) -> &mut Self {
        self.does(ReportIntent::AddPhoto { source: PhotoSource::Camera })
    }

    pub fn points_at(&mut self, (lat, lon): (f64, f64)) -> &mut Self {
        self.does(ReportIntent::MovePin { lat, lon })
    }

    pub fn chooses(&mut self, code: &str) -> &mut Self {
        self.does(ReportIntent::ChooseService { code: code.into() })
    }

    pub fn answers(&mut self, question: &str, value: &str) -> &mut Self {
        self.does(ReportIntent::Answer { question: question.into(), value: value.into() })
    }

    pub fn goes_to(&mut self, step: ReportStep) -> &mut Self {
        self.does(ReportIntent::GoTo { step })
    }

    pub fn goes_on(&mut self) -> &mut Self {
        self.does(ReportIntent::Next)
    }

    pub fn sends(&mut self) -> &mut Self {
        self.does(ReportIntent::Send)
    }

    /// A report that lacks nothing, unsent.
    pub fn composed() -> Self {
        let mut phone = Self::new();
        phone.begins().writes("Big pothole").points_at(HERE).chooses("pothole").answers("size", "small");
        phone
    }

    /// What was held is answered now.
    pub fn answers_come(&mut self) -> &mut Self {
        self.holds = false;
        for effect in std::mem::take(&mut self.held) {
            self.answer(effect);
        }
        for command in std::mem::take(&mut self.open) {
            self.run(command);
        }
        self
    }

    fn run(&mut self, mut command: Cmd) {
        loop {
            let effects: Vec<Effect> = command.effects().collect();
            let asked = !effects.is_empty();
            for effect in effects {
                self.answer(effect);
            }
            let events: Vec<Event> = command.events().collect();
            if !asked && events.is_empty() {
                break;
            }
            for event in events {
                let next = Dimos.update(event, &mut self.model);
                self.run(next);
            }
        }
        if !command.is_done() {
            self.open.push(command);
        }
    }

    fn answer(&mut self, effect: Effect) {
        let waits = matches!(
            effect,
            Effect::PreparePhoto(_) | Effect::Nearby(_) | Effect::Locate(_) | Effect::Commit(_) | Effect::PickPhoto(_)
        );
        if self.holds && waits {
            self.held.push(effect);
            return;
        }
        let done = match effect {
            Effect::SaveDraft(mut request) => {
                if self.storage.is_ok() {
                    self.kept.insert(request.operation.0.id, request.operation.0.clone());
                }
                request.resolve(self.storage)
            }
            Effect::RemoveDraft(mut request) => {
                if self.storage.is_ok() {
                    self.kept.remove(&request.operation.0);
                }
                request.resolve(self.storage)
            }
            Effect::SavePreferences(mut request) => {
                self.preferences = Some(request.operation.0.clone());
                request.resolve(self.storage)
            }
            Effect::Commit(mut request) => {
                if self.storage.is_ok() {
                    if let Some(draft) = request.operation.draft {
                        self.kept.remove(&draft);
                    }
                    self.committed.push(request.operation.clone());
                }
                request.resolve(self.storage)
            }
            Effect::PickPhoto(mut request) => {
                self.camera_sources.push(request.operation.source);
                self.belongs_to.push(request.operation.belongs_to.clone());
                request.resolve(self.camera.clone())
            }
            Effect::PreparePhoto(mut request) => {
                let ready = self.develop(&request.operation);
                request.resolve(ready)
            }
            Effect::Locate(mut request) => {
                self.times_located += 1;
                request.resolve(self.fix.clone())
            }
            Effect::Nearby(mut request) => {
                self.asked_nearby.push(request.operation.clone());
                request.resolve(self.nearby.clone())
            }
            Effect::ReadReport(mut request) => {
                let id = request.operation.id;
                let known = self.own.contains(&id).then(|| own_report(id));
                request.resolve(Ok(known))
            }
            Effect::FetchPhoto(mut request) => {
                let file = format!("/thumbs/{}.jpg", request.operation.id);
                request.resolve(Ok(file))
            }
            Effect::ScheduleDelivery(request) => {
                self.scheduled.push(request.operation.waiting);
                Ok(())
            }
            Effect::OpenUrl(request) => {
                self.opened.push(request.operation.url.clone());
                Ok(())
            }
            Effect::Sync(_) => {
                self.syncs += 1;
                Ok(())
            }
            _ => Ok(()),
        };
        done.expect("asked once, answered once");
    }

    fn develop(&mut self, asked: &PreparePhoto) -> Result<PreparedPhoto, PhotoTrouble> {
        let made = self.files.get(&asked.path).cloned().unwrap_or_else(|| Ok(photo(&format!("{}", asked.id))));
        made.map(|made| PreparedPhoto {
            id: asked.id,
            path: format!("/photos/{}.jpg", asked.id),
            thumb_path: format!("/photos/{}.thumb.jpg", asked.id),
            ..made
        })
    }

    /// The next photo that is taken.
    pub fn camera_gives(&mut self, path: &str, becomes: Result<PreparedPhoto, PhotoTrouble>) -> &mut Self {
        self.camera = PickedPhoto::Picked { path: path.into() };
        self.files.insert(path.into(), becomes);
        self
    }

    pub fn sees(&self) -> ReportView {
        match Dimos.view(&self.model).screen {
            Screen::Report { report } => report,
            other => panic!("not the composing screen: {other:?}"),
        }
    }

    pub fn reads(&self) -> String {
        self.model.toast.as_ref().map(|toast| toast.text.clone()).unwrap_or_default()
    }

    pub fn forgets_message(&mut self) -> &mut Self {
        self.send(Intent::DismissToast)
    }

    pub fn draft(&self) -> &Draft {
        self.model.report.draft().expect("an open draft")
    }

    pub fn step(&self) -> ReportStep {
        self.draft().step
    }

    pub fn step_view(&self, step: ReportStep) -> StepView {
        self.sees().steps.into_iter().find(|view| view.step == step).expect("such a step")
    }
}
