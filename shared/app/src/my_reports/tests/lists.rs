//! The two lists: windows on what the phone holds, ready to be shown.

use super::{phone::Phone, town::*};
use crate::{
    Dimos, Event, Intent, Model,
    effect::{EffectTestExt as _, ReportsPage, TrackedReport},
    intent::{MyReportsIntent, SettingsIntent, ShelfChoice, Tab},
    my_reports,
    view::Tone,
};
use crux_core::App as _;
use dimos_domain::{report::Relation, workflow::State};

fn many(n: u128) -> Vec<TrackedReport> {
    (1..=n).map(|n| tracked(report(n, State::Assigned))).collect()
}

#[test]
fn a_row_says_everything_in_both_languages() {
    let mut new = tracked(report(1, State::InProgress));
    new.unseen = true;
    new.report.supporters = 12;
    let mut phone = Phone::holding(vec![new]);
    let row = phone.list().rows.remove(0);
    assert_eq!((row.title.as_str(), row.status.as_str(), row.tone), ("Pothole", "Being fixed", Tone::Info));
    assert_eq!((row.when.as_str(), row.supporters.as_str()), ("2 hours ago", "12 more people"));
    assert_eq!(row.excerpt, "Μεγάλη λακκούβα μπροστά στο σχολείο");
    assert_eq!((row.symbol.as_str(), row.place.as_str()), ("road", "near Τσιμισκή"));
    assert_eq!(row.thumb_path.as_deref(), Some("/thumbs/00000000-0000-0000-0000-000000000f01.jpg"));
    assert!(row.unseen);
    assert_eq!(
        row.spoken,
        "New. Pothole. Being fixed. Μεγάλη λακκούβα μπροστά στο σχολείο. near Τσιμισκή. 2 hours ago. \
         12 more people. TEST-2026-000001"
    );
    phone.send(Intent::Settings { intent: SettingsIntent::Language { tag: "el".into() } });
    let row = phone.list().rows.remove(0);
    assert_eq!((row.title.as_str(), row.status.as_str()), ("Λακκούβα", "Αποκαθίσταται"));
    assert_eq!((row.when.as_str(), row.supporters.as_str()), ("πριν από 2 ώρες", "ακόμη 12 άτομα"));
}

#[test]
fn ten_thousand_reports_are_read_fifty_at_a_time() {
    let mut phone = Phone::holding(many(10_000));
    let list = phone.list();
    assert_eq!((list.rows.len(), list.total, list.has_more), (50, 10_000, true));
    phone.does(MyReportsIntent::More);
    assert_eq!(phone.asked, ["Mine 50+50"]);
    assert_eq!(phone.list().rows.len(), 100);
    assert_eq!(phone.list().rows[99].number, "TEST-2026-000100");
    phone.asked.clear();
    phone.does(MyReportsIntent::Refresh);
    assert_eq!(phone.asked.iter().filter(|ask| ask.starts_with("Mine")).collect::<Vec<_>>(), ["Mine 0+100"]);
    for _ in 0..20 {
        phone.does(MyReportsIntent::More);
    }
    let list = phone.list();
    assert_eq!((list.rows.len(), list.has_more), (500, false), "a person who scrolls for ever stops here");
}

#[test]
fn two_taps_at_the_end_of_the_list_read_one_page() {
    let mut model = Phone::holding(many(120)).model;
    let more = |model: &mut Model| {
        let stamp = crate::Stamp { now: noon(), entropy: 7 };
        Dimos.update(Event::Intent(stamp, Intent::MyReports { intent: MyReportsIntent::More }), model)
    };
    let mut first = more(&mut model);
    let mut second = more(&mut model);
    second.expect_only_render();
    let page = ReportsPage { rows: many(100).split_off(50), total: 120 };
    first.resolve_read_reports(|ask| {
        assert_eq!((ask.shelf, ask.offset, ask.limit), (ShelfChoice::Mine, 50, 50));
        Ok(page)
    });
    let answer = first.events().next().unwrap();
    let _ = Dimos.update(answer, &mut model);
    assert_eq!(my_reports::list_view(&model).rows.len(), 100);
}

#[test]
fn only_the_thumbnails_of_the_list_in_front_are_fetched_and_missing_ones_asked_for_again() {
    let mut stored = many(60);
    stored.push(TrackedReport {
        report: dimos_domain::report::Report { relation: Relation::Follower, ..report(99, State::Assigned) },
        ..stored[0].clone()
    });
    let mut phone = Phone::holding(stored);
    assert_eq!(phone.thumbs.len(), 50);
    phone.thumbs.clear();
    phone.does(MyReportsIntent::Filter { shelf: ShelfChoice::Following });
    assert_eq!(phone.thumbs.len(), 1);
    phone.online = false;
    phone.does(MyReportsIntent::Filter { shelf: ShelfChoice::Mine }).does(MyReportsIntent::More);
    assert_eq!(phone.thumbs.len(), 11);
    assert!(phone.list().rows[55].thumb_path.is_none());
    phone.online = true;
    phone.does(MyReportsIntent::Refresh);
    assert_eq!(phone.thumbs.len(), 21, "what could not be fetched is asked for again, nothing else");
    assert!(phone.list().rows[55].thumb_path.is_some());
}

#[test]
fn nothing_is_fetched_while_another_tab_is_in_front() {
    let mut phone = Phone::new();
    phone.stored = many(3);
    phone.send(Intent::Start);
    assert!(phone.thumbs.is_empty());
    phone.send(Intent::OpenTab { tab: Tab::MyReports });
    assert_eq!(phone.thumbs.len(), 3);
}

#[test]
fn the_tab_counts_what_changed_until_it_is_opened() {
    let mut stored = many(2);
    stored[0].unseen = true;
    stored[1].unseen = true;
    stored[1].report.relation = Relation::Supporter;
    let mut phone = Phone::holding(stored);
    assert_eq!(my_reports::unseen(&phone.model), 2, "both lists count");
    phone.opens(1);
    assert_eq!(my_reports::unseen(&phone.model), 1);
    phone.send(Intent::Back);
    assert!(!phone.list().rows[0].unseen && phone.list().rows[0].spoken.starts_with("Pothole"));
    assert!(phone.asked.iter().any(|ask| ask == "report seen=true"));
}

#[test]
fn empty_lists_say_what_to_do() {
    let mut phone = Phone::holding(Vec::new());
    assert!(phone.list().empty.unwrap().contains("a photo and a few words"));
    phone.does(MyReportsIntent::Filter { shelf: ShelfChoice::Following });
    let list = phone.list();
    assert!(list.empty.unwrap().contains("My city"));
    assert_eq!(list.shelves.iter().map(|shelf| shelf.selected).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn before_the_phone_answered_nothing_is_said_to_be_empty() {
    let model = Model { started: true, ..Model::default() };
    assert_eq!(my_reports::list_view(&model).empty, None);
}

/// Run by hand: `cargo test --release -p dimos-app view_is_quick -- --ignored --nocapture`. The limit is 50 µs.
#[test]
#[ignore = "measures; meaningful in release only"]
fn view_is_quick_with_fifty_rows() {
    let mut stored = many(10_000);
    for tracked in &mut stored {
        tracked.report.supporters = 3;
    }
    let mut phone = Phone::holding(stored);
    let mut micros: Vec<u128> = (0..20_000)
        .map(|_| {
            let start = std::time::Instant::now();
            let view = std::hint::black_box(Dimos.view(&phone.model));
            let taken = start.elapsed().as_nanos();
            drop(view);
            taken
        })
        .collect();
    micros.sort_unstable();
    println!("list: p50 {} ns, p99 {} ns", micros[10_000], micros[19_800]);
    phone.opens(5);
    let mut micros: Vec<u128> = (0..20_000)
        .map(|n| {
            let stamp = phone.stamp();
            let intent = MyReportsIntent::Write { text: format!("typing {n}") };
            let start = std::time::Instant::now();
            drop(Dimos.update(Event::Intent(stamp, Intent::MyReports { intent }), &mut phone.model));
            let view = std::hint::black_box(Dimos.view(&phone.model));
            let taken = start.elapsed().as_nanos();
            drop(view);
            taken
        })
        .collect();
    micros.sort_unstable();
    println!("ticket, typing: p50 {} ns, p99 {} ns", micros[10_000], micros[19_800]);
}
