//! A small city, and reports in it.

use crate::{
    CityKit,
    effect::{PreparedPhoto, TrackedReport},
};
use dimos_domain::{
    act::NewReport,
    calendar::Calendar,
    city::*,
    ids::*,
    l10n::Text,
    place::{Located, Position, PositionSource},
    report::*,
    workflow::{Role, State},
};
use jiff::{SignedDuration, Timestamp};
use std::{str::FromStr, sync::Arc};
use uuid::Uuid;

/// Sunday 22 November 2026, 12:00 in Athens.
pub fn noon() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

pub fn hours_ago(hours: i64) -> Timestamp {
    noon() - SignedDuration::from_hours(hours)
}

pub fn code<T: FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

pub fn text(el: &str, en: &str) -> Text {
    Text { el: el.into(), en: en.into() }
}

pub fn report_id(n: u128) -> ReportId {
    ReportId(Uuid::from_u128(n))
}

pub fn photo(n: u128, kind: PhotoKind) -> Photo {
    Photo { id: MediaId(Uuid::from_u128(0xf00 + n)), kind }
}

pub fn prepared(id: MediaId) -> PreparedPhoto {
    PreparedPhoto {
        id,
        path: format!("/photos/{id}.jpg"),
        thumb_path: format!("/photos/{id}.thumb.jpg"),
        sha256: "00".repeat(32),
        bytes: 1000,
        position: None,
        accuracy_m: None,
    }
}

/// A spot so many metres north of the middle of town.
pub fn spot(metres_north: f64) -> Position {
    Position::new(40.63 + metres_north / 111_195.0, 22.95).unwrap()
}

pub fn located(metres_north: f64) -> Located {
    Located { position: spot(metres_north), accuracy_m: Some(8.0), source: PositionSource::Phone }
}

fn service(name: &str, group: &str, el: &str, en: &str) -> Service {
    Service {
        code: code(name),
        group: code(group),
        name: text(el, en),
        description: Text::default(),
        synonyms: vec![en.to_lowercase()],
        questions: Vec::new(),
        deadline_hours: 40,
        department: code("roads"),
        base_priority: 1,
        public: true,
        needs_contact: false,
        needs_photo: false,
        duplicate_radius_m: 50,
    }
}

pub fn town() -> Arc<CityKit> {
    let mut pothole = service("pothole", "roads", "Λακκούβα", "Pothole");
    pothole.questions = vec![
        Question {
            code: code("depth"),
            text: text("Πόσο βαθιά είναι;", "How deep is it?"),
            kind: QuestionKind::Choice {
                choices: vec![Choice {
                    code: code("deep"),
                    text: text("Πάνω από μια παλάμη", "More than a hand"),
                    stops_with_emergency: false,
                    priority: 1,
                }],
            },
            required: true,
            when: None,
        },
        Question {
            code: code("since"),
            text: text("Από πότε;", "Since when?"),
            kind: QuestionKind::Date { moment: Moment::Past },
            required: false,
            when: None,
        },
    ];
    let square = |west: f64, south: f64, side: f64| {
        vec![[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    };
    Arc::new(CityKit::new(City {
        version: "1".into(),
        name: text("Δοκιμόπολη", "Testville"),
        ticket_prefix: "TEST".into(),
        time_zone: "Europe/Athens".into(),
        contact: Contact { phone: "2310 000000".into(), email: "city@example.org".into() },
        emergency_number: "112".into(),
        geography: Geography {
            boundary: vec![square(22.9, 40.58, 0.1)],
            areas: vec![Area {
                code: "centre".into(),
                name: text("Κέντρο", "Centre"),
                outline: vec![square(22.94, 40.62, 0.02)],
            }],
            streets: vec![Street { name: "Τσιμισκή".into(), line: vec![[22.94, 40.6305], [22.96, 40.6305]] }],
            street_names: vec![
                Landmark { name: "Τσιμισκή".into(), area: Some("Κέντρο".into()), position: spot(55.0) },
                Landmark { name: "Εγνατία".into(), area: None, position: spot(600.0) },
            ],
            ..Geography::default()
        },
        calendar: Calendar {
            opens: jiff::civil::time(7, 0, 0, 0),
            closes: jiff::civil::time(15, 0, 0, 0),
            weekdays: vec![1, 2, 3, 4, 5],
            holidays: Vec::new(),
        },
        groups: vec![
            Group { code: code("roads"), name: text("Δρόμοι", "Roads"), symbol: "road".into() },
            Group { code: code("light"), name: text("Φωτισμός", "Lighting"), symbol: "lamp".into() },
        ],
        services: vec![pothole, service("lamp", "light", "Σβηστό φως", "Lamp out")],
        departments: vec![Department {
            code: code("roads"), name: text("Διεύθυνση Οδοποιίας", "Roads Department")
        }],
        crews: vec![Crew {
            code: code("roads-1"),
            name: text("Συνεργείο Α", "Crew A"),
            department: code("roads"),
            depot: spot(0.0),
            services: Vec::new(),
            jobs_per_day: 10,
        }],
        routing: Vec::new(),
        reopen_days: 30,
        danger_words: Vec::new(),
        payments: None,
    }))
}

/// A report of mine as the server has it, three days old.
pub fn report(n: u128, state: State) -> Report {
    Report {
        id: report_id(n),
        number: format!("TEST-2026-{n:06}"),
        version: 10,
        service: code("pothole"),
        state,
        description: "Μεγάλη λακκούβα\nμπροστά στο σχολείο".into(),
        located: located(0.0),
        place_hint: Some("Τσιμισκή".into()),
        area: Some("centre".into()),
        answers: Vec::new(),
        contact: None,
        photos: vec![photo(n, PhotoKind::Report)],
        priority: 1,
        department: Some(code("roads")),
        crew: Some(code("roads-1")),
        scheduled_for: None,
        due_at: Some(noon() + SignedDuration::from_hours(48)),
        created_at: hours_ago(72),
        updated_at: hours_ago(2),
        supporters: 0,
        duplicate_of: None,
        question: (state == State::NeedsInfo).then(|| "Ποιο πεζοδρόμιο;".into()),
        rating: None,
        reason: None,
        public: true,
        relation: Relation::Reporter,
        timeline: vec![entry(1, 72, Role::Reporter, Happening::Reported)],
    }
}

pub fn entry(seq: i64, hours: i64, who: Role, what: Happening) -> TimelineEntry {
    TimelineEntry { seq, at: hours_ago(hours), who, what }
}

pub fn tracked(report: Report) -> TrackedReport {
    TrackedReport { report, pending: Vec::new(), unseen: false }
}

pub fn summary(n: u128, state: State, metres_north: f64) -> ReportSummary {
    ReportSummary {
        id: report_id(n),
        number: format!("TEST-2026-{n:06}"),
        service: code("pothole"),
        state,
        excerpt: "Λακκούβα".into(),
        position: spot(metres_north),
        place_hint: Some("Τσιμισκή".into()),
        photo: Some(photo(n, PhotoKind::Report).id),
        supporters: 3,
        created_at: hours_ago(72),
        updated_at: hours_ago(2),
    }
}

pub fn new_report(n: u128) -> NewReport {
    NewReport {
        id: report_id(n),
        service: code("pothole"),
        description: "Νέα λακκούβα".into(),
        located: located(0.0),
        place_hint: Some("Τσιμισκή".into()),
        answers: vec![Answer { question: code("depth"), value: AnswerValue::Choice(code("deep")) }],
        photos: vec![photo(n, PhotoKind::Report).id],
        contact: None,
        reported_at: hours_ago(1),
        not_duplicates_of: Vec::new(),
    }
}
