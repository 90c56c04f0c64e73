//! Everything that can be said has words, in both languages.

use super::{
    super::{steps::step_text, timeline},
    town::*,
};
use crate::{
    Model,
    rows::{Look, state_text},
    texts::texts,
};
use dimos_domain::{
    job::{CannotReason, Late, Work},
    l10n::Language,
    report::*,
    triage::*,
    workflow::{Action, Role, State},
};

const ROLES: [Role; 5] = [Role::Reporter, Role::Citizen, Role::Crew, Role::Dispatcher, Role::System];

fn model(language: Language) -> Model {
    let mut model = Model { city: Some(town()), now: noon(), ..Model::default() };
    model.settings.phone_language = language;
    model
}

fn is_said(text: &str) {
    let is_key = texts().keys(Language::El).iter().any(|key| key == text);
    assert!(!text.is_empty() && !is_key && !text.contains('{'), "{text:?} is not said");
    assert!(!texts().keys(Language::El).iter().any(|key| key.contains('-') && text.contains(key.as_str())), "{text:?}");
}

pub fn every_step() -> Vec<TriageStep> {
    let other = TicketRef { id: report_id(2), number: "TEST-2026-000002".into() };
    let mut steps = vec![
        TriageStep::Duplicates { candidates: vec![] },
        TriageStep::Duplicates { candidates: vec![DuplicateCandidate { report: other, metres: 40, score: 0.9 }] },
        TriageStep::Priority { priority: 1, reasons: vec![] },
        TriageStep::Priority {
            priority: 3,
            reasons: vec![
                PriorityReason::Service { base: 1 },
                PriorityReason::DangerWord { word: "τραυματισμός".into() },
                PriorityReason::Answer { question: code("depth"), adds: 1 },
                PriorityReason::Supporters { count: 21 },
            ],
        },
        TriageStep::Routed { department: code("roads"), crew: None, rule: None },
        TriageStep::Routed {
            department: code("roads"),
            crew: Some(code("roads-1")),
            rule: Some(text("Κέντρο στο Συνεργείο Α", "Centre goes to Crew A")),
        },
        TriageStep::Due { working_hours: 40, due_at: noon() },
        TriageStep::Due { working_hours: 1, due_at: noon() },
    ];
    for area in [None, Some("centre".to_owned())] {
        for (street, metres) in
            [(None, None), (Some("Τσιμισκή".to_owned()), None), (Some("Τσιμισκή".to_owned()), Some(56))]
        {
            steps.push(TriageStep::Place { area: area.clone(), street, metres });
        }
    }
    for (suggested, because) in
        [(None, None), (Some("lamp"), None), (Some("lamp"), Some("λάμπα")), (Some("pothole"), None)]
    {
        steps.push(TriageStep::Service {
            chosen: code("pothole"),
            suggested: suggested.map(code),
            because: because.map(str::to_owned),
        });
    }
    steps
}

fn every_happening() -> Vec<Happening> {
    let other = TicketRef { id: report_id(2), number: "TEST-2026-000002".into() };
    let mut all = vec![
        Happening::Reported,
        Happening::Triaged { steps: every_step() },
        Happening::Assigned { department: code("roads"), crew: Some(code("roads-1")) },
        Happening::Assigned { department: code("gone"), crew: None },
        Happening::Scheduled { crew: code("roads-1"), on: jiff::civil::date(2026, 11, 24) },
        Happening::Commented { text: "Καλημέρα".into() },
        Happening::Supported { supporters: 1 },
        Happening::Supported { supporters: 1_200 },
        Happening::Absorbed { other: other.clone() },
        Happening::Merged { into: other },
        Happening::Rated { stars: 1 },
        Happening::Rated { stars: 5 },
    ];
    for kind in [PhotoKind::Report, PhotoKind::Before, PhotoKind::After, PhotoKind::FollowUp] {
        all.push(Happening::PhotoAdded { photo: photo(1, kind) });
    }
    for (field, before, after) in [
        (CorrectedField::Service, "pothole", "lamp"),
        (CorrectedField::Priority, "1", "3"),
        (CorrectedField::Position, "40.6,22.9", "40.61,22.9"),
        (CorrectedField::DueAt, "2026-11-24T13:00:00Z", ""),
        (CorrectedField::DueAt, "?", "soon"),
    ] {
        all.push(Happening::Corrected { field, before: before.into(), after: after.into() });
    }
    all.extend(CannotReason::ALL.map(|reason| Happening::CouldNot { reason }));
    for (late, work) in [
        (Late::TakenBack, Work::Started),
        (Late::TakenBack, Work::Noted),
        (Late::Over, Work::Done),
        (Late::TakenBack, Work::NotDone { reason: CannotReason::NoAccess }),
    ] {
        let job = dimos_domain::ids::JobId(uuid::Uuid::from_u128(3));
        let (note, photos) = (Some("Το κλείσαμε".into()), vec![photo(1, PhotoKind::After)]);
        all.push(Happening::WorkedLate { crew: code("roads-1"), job, late, work, at: noon(), note, photos });
    }
    for action in Action::ALL {
        all.push(Happening::Moved {
            action,
            from: State::Triaged,
            to: State::Assigned,
            note: Some("γιατί έτσι".into()),
        });
    }
    all
}

#[test]
fn every_happening_by_everyone_has_words_in_both_languages() {
    for language in Language::ALL {
        let model = model(language);
        let look = Look::of(&model);
        for relation in [Relation::Reporter, Relation::None] {
            let report = Report { relation, ..report(1, State::Assigned) };
            for (what, who) in every_happening().into_iter().flat_map(|what| ROLES.map(|who| (what.clone(), who))) {
                for seq in [0, 7] {
                    let row = timeline::row(&look, &report, &entry(seq, 5, who, what.clone()));
                    is_said(&row.text);
                    is_said(&row.spoken);
                    assert_eq!(row.pending, seq == 0);
                }
            }
        }
    }
}

#[test]
fn every_triage_step_is_a_sentence_in_both_languages() {
    for language in Language::ALL {
        let model = model(language);
        let look = Look::of(&model);
        for step in every_step() {
            let said = step_text(&look, &report(1, State::Assigned), &step);
            is_said(&said);
            assert!(said.ends_with('.'), "{said}");
        }
    }
}

#[test]
fn the_triage_reads_as_plain_sentences() {
    for language in Language::ALL {
        let model = model(language);
        let look = Look::of(&model);
        let report = report(1, State::Assigned);
        let said: Vec<String> = every_step().iter().map(|step| step_text(&look, &report, step)).collect();
        insta::assert_snapshot!(format!("triage_{}", language.tag()), said.join("\n"));
    }
}

#[test]
fn every_state_has_a_name_of_its_own_in_both_languages() {
    for language in Language::ALL {
        let mut names: Vec<String> =
            State::ALL.iter().map(|state| state_text(language, *state, Relation::None)).collect();
        names.push(state_text(language, State::NeedsInfo, Relation::Reporter));
        names.iter().for_each(|name| is_said(name));
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 14);
    }
}

/// The keys that the code of the two rooms names stand in the files, and the other way round.
#[test]
fn every_key_that_is_used_exists_and_every_key_is_used() {
    let sources = [
        include_str!("../../answers.rs"),
        include_str!("../../rows.rs"),
        include_str!("../outbox.rs"),
        include_str!("../page.rs"),
        include_str!("../steps.rs"),
        include_str!("../ticket.rs"),
        include_str!("../timeline.rs"),
        include_str!("../update.rs"),
        include_str!("../view.rs"),
        include_str!("../../my_city/update.rs"),
        include_str!("../../my_city/view.rs"),
    ];
    let mut used: Vec<String> = sources
        .iter()
        .flat_map(|source| source.split('"').skip(1).step_by(2))
        .filter(|literal| {
            literal.contains('-') && literal.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '_')
        })
        .map(str::to_owned)
        .chain(State::ALL.iter().map(|state| format!("state-{}", state.as_str())))
        .chain(CannotReason::ALL.iter().map(|reason| format!("could-not-{}", reason.as_str())))
        .collect();
    used.sort();
    used.dedup();
    let known = texts().keys(Language::En);
    for key in used.iter().filter(|key| !key.starts_with("state-") || known.contains(key)) {
        assert!(known.contains(key), "{key} is used but stands in no file");
    }
    let ours = [include_str!("../../../locales/en/my_reports.ftl"), include_str!("../../../locales/en/my_city.ftl")];
    for line in
        ours.iter().flat_map(|file| file.lines()).filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
    {
        let key = line.split(" =").next().unwrap();
        assert!(used.iter().any(|used| used == key), "{key} stands in the file but is not used");
    }
}
