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
use dimos_domain::{
    city::City,
    ids::{MediaId, ReportId},
    l10n::Language,
    place::Position,
    report::ReportSummary,
    workflow::State,
};
use jiff::Timestamp;
use serde_json::json;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use uuid::Uuid;

/// In the city, beside its only street.
pub const HERE: (f64, f64) = (40.6501, 22.95);
/// In the municipality next door, which takes reports.
pub const NEXT_DOOR: (f64, f64) = (40.65, 23.05);
/// In the municipality next door on the other side, which does not.
pub const OTHER_SIDE: (f64, f64) = (40.65, 22.85);
/// In the sea off England.
pub const FAR: (f64, f64) = (51.0, -2.0);

pub fn at((lat, lon): (f64, f64)) -> Position {
    Position::new(lat, lon).expect("on the globe")
}

fn square(west: f64) -> serde_json::Value {
    let east = west + 0.1;
    json!([[[west, 40.6], [east, 40.6], [east, 40.7], [west, 40.7], [west, 40.6]]])
}

fn text(el: &str, en: &str) -> serde_json::Value {
    json!({ "el": el, "en": en })
}

/// A square town with one street, two neighbours and four services.
pub fn town(version: &str) -> City {
    let service = |code: &str, group: &str, el: &str, en: &str, synonyms: &[&str], questions: serde_json::Value| {
        json!({
            "code": code, "group": group, "name": text(el, en), "description": text("Περιγραφή", "Description"),
            "synonyms": synonyms, "questions": questions, "deadline_hours": 16, "department": "works",
            "base_priority": 1, "public": true, "needs_contact": code == "bulky", "needs_photo": code == "lamp",
            "duplicate_radius_m": if code == "bulky" { 0 } else { 50 },
        })
    };
    let choice = |code: &str, el: &str, en: &str, stops: bool| {
        json!({ "code": code, "text": text(el, en), "stops_with_emergency": stops })
    };
    let size = json!({
        "code": "size", "text": text("Πόσο μεγάλη είναι;", "How big is it?"), "required": true,
        "kind": { "type": "choice", "choices": [choice("small", "Μικρή", "Small", false), choice("big", "Μεγάλη", "Big", false)] },
    });
    let depth = json!({
        "code": "depth", "text": text("Πόσα εκατοστά βάθος;", "How many centimetres deep?"), "required": true,
        "kind": { "type": "number", "min": 1, "max": 2000 }, "when": { "question": "size", "is": ["big"] },
    });
    let wires = json!({
        "code": "wires", "text": text("Κρέμονται καλώδια;", "Do wires hang down?"), "required": true,
        "kind": { "type": "choice", "choices": [choice("no", "Όχι", "No", false), choice("yes", "Ναι", "Yes", true)] },
    });
    let what = json!({
        "code": "what", "text": text("Τι θέλετε να πάρουμε;", "What should we take?"), "required": true,
        "kind": { "type": "text", "max_chars": 20 },
    });
    let day = json!({
        "code": "day", "text": text("Ποια ημέρα;", "Which day?"), "required": false,
        "kind": { "type": "date", "moment": "future_working_day" },
    });
    let since = json!({
        "code": "since", "text": text("Από πότε;", "Since when?"), "required": false,
        "kind": { "type": "date", "moment": "past" },
    });
    let city = json!({
        "version": version, "name": text("Δήμος Δοκιμής", "Testtown"), "ticket_prefix": "TEST",
        "time_zone": "Europe/Athens", "contact": { "phone": "2310000000", "email": "city@example.gr" },
        "emergency_number": "112",
        "geography": {
            "boundary": square(22.9),
            "neighbours": [
                { "name": text("Δήμος Ανατολής", "Easttown"), "boundary": square(23.0), "report_at": "https://east.example.gr" },
                { "name": text("Δήμος Δύσης", "Westtown"), "boundary": square(22.8) },
            ],
            "streets": [{ "name": "Ελευθερίας", "line": [[22.91, 40.65], [22.99, 40.65]] }],
            "street_names": [
                { "name": "Ελευθερίας", "area": "Κέντρο", "position": { "lat": 40.65, "lon": 22.951 } },
                { "name": "Ειρήνης", "position": { "lat": 40.66, "lon": 22.96 } },
            ],
            "landmarks": [], "areas": [], "credits": [],
        },
        "calendar": { "opens": "07:00:00", "closes": "15:00:00", "weekdays": [1, 2, 3, 4, 5], "holidays": [] },
        "groups": [
            { "code": "roads", "name": text("Δρόμοι", "Roads"), "symbol": "road" },
            { "code": "lights", "name": text("Φωτισμός", "Lights"), "symbol": "lamp" },
            { "code": "waste", "name": text("Καθαριότητα", "Cleaning"), "symbol": "bin" },
        ],
        "services": [
            service("pothole", "roads", "Λακκούβα", "Pothole", &["λακκούβες στον δρόμο", "τρύπα στην άσφαλτο", "lakouva"], json!([size, depth])),
            service("pavement", "roads", "Σπασμένο πεζοδρόμιο", "Broken pavement", &["πλάκες πεζοδρομίου", "pezodromio"], json!([size])),
            service("lamp", "lights", "Καμένη λάμπα", "Lamp out", &["σβηστό φως", "δεν ανάβει η λάμπα", "street light"], json!([wires, since])),
            service("bulky", "waste", "Ογκώδη αντικείμενα", "Bulky items", &["παλιός καναπές", "στρώμα", "old sofa"], json!([what, day])),
            service("dirt", "waste", "Βρώμικος δρόμος", "Dirty street", &["σκουπίδια στον δρόμο", "rubbish"], json!([])),
        ],
        "departments": [{ "code": "works", "name": text("Τεχνική", "Works") }],
        "crews": [], "routing": [], "reopen_days": 15, "danger_words": [],
    });
    serde_json::from_value(city).expect("a city")
}

/// Sunday 22 November 2026, 12:00 in the city.
pub fn sunday() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().expect("a moment")
}

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

/// A photo made ready, told apart from others by its content.
pub fn photo(content: &str) -> PreparedPhoto {
    PreparedPhoto {
        id: MediaId(Uuid::nil()),
        path: String::new(),
        thumb_path: String::new(),
        sha256: content.into(),
        bytes: 200_000,
        position: None,
        accuracy_m: None,
    }
}

/// One that knows where it was taken.
pub fn photo_from(place: (f64, f64)) -> PreparedPhoto {
    PreparedPhoto { position: Some(at(place)), accuracy_m: Some(7.6), ..photo(&format!("{place:?}")) }
}

/// An open report of somebody else, so many metres north of [`HERE`].
pub fn reported(number: u64, metres_north: f64) -> ReportSummary {
    ReportSummary {
        id: ReportId(Uuid::from_u128(u128::from(number))),
        number: format!("TEST-2026-{number:06}"),
        service: "pothole".parse().expect("a code"),
        state: State::Assigned,
        excerpt: "A hole".into(),
        position: at((HERE.0 + metres_north / 111_195.0, HERE.1)),
        place_hint: Some("near the school".into()),
        photo: Some(MediaId(Uuid::from_u128(u128::from(number) + 1_000))),
        supporters: 3,
        created_at: sunday() - jiff::SignedDuration::from_hours(30),
        updated_at: sunday(),
    }
}

fn own_report(id: ReportId) -> TrackedReport {
    let report = json!({
        "id": id, "number": "TEST-2026-000001", "version": 1, "service": "pothole", "state": "assigned",
        "description": "A hole", "located": { "position": { "lat": HERE.0, "lon": HERE.1 }, "source": "map" },
        "priority": 1, "created_at": sunday(), "updated_at": sunday(), "supporters": 0, "public": true,
        "relation": "reporter",
    });
    TrackedReport { report: serde_json::from_value(report).expect("a report"), pending: Vec::new(), unseen: false }
}
