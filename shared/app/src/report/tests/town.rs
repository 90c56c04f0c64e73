//! A small square town, and the photos and reports that the conversations are about.

use crate::effect::{PreparedPhoto, TrackedReport};
use dimos_domain::{
    city::City,
    ids::{MediaId, ReportId},
    place::Position,
    report::ReportSummary,
    workflow::State,
};
use jiff::Timestamp;
use serde_json::json;
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
    let choice = |code: &str, el: &str, en: &str, stops: bool| json!({ "code": code, "text": text(el, en), "stops_with_emergency": stops });
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

/// One of this phone's own, with the city.
pub fn own_report(id: ReportId) -> TrackedReport {
    let report = json!({
        "id": id, "number": "TEST-2026-000001", "version": 1, "service": "pothole", "state": "assigned",
        "description": "A hole", "located": { "position": { "lat": HERE.0, "lon": HERE.1 }, "source": "map" },
        "priority": 1, "created_at": sunday(), "updated_at": sunday(), "supporters": 0, "public": true,
        "relation": "reporter",
    });
    TrackedReport { report: serde_json::from_value(report).expect("a report"), pending: Vec::new(), unseen: false }
}
