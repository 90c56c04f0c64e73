//! What happens when: the lists, and who gets the rest.

use super::{
    Event, model,
    model::{MOST_ROWS, PAGE},
    outbox, page, ticket,
};
use crate::{
    app::{self, Cmd, fetch_photos, keep_photo},
    effect::{NetTrouble, ReadReports, ReportsPage, StorageTrouble, TrackedReport},
    event::{Event as Root, Stamp},
    intent::{MyReportsIntent, ShelfChoice, Tab},
    model::Model,
    rows::{Look, tracked_row},
};
use crux_core::Command;
use dimos_domain::ids::MediaId;

/// A person did something.
pub fn on_intent(stamp: Stamp, intent: MyReportsIntent, model: &mut Model) -> Cmd {
    forget_questions(&intent, model);
    let command = match intent {
        MyReportsIntent::Filter { shelf } => {
            model.my_reports.shelf = shelf;
            if model.my_reports.shelf(shelf).is_read { fetch_shown(model) } else { read(shelf, 0, PAGE) }
        }
        MyReportsIntent::More => more(model),
        MyReportsIntent::Refresh => app::sync(model).and(reload(model)).and(ticket::ask_again(model)),
        MyReportsIntent::Open { report } => ticket::open(&report, None, model),
        MyReportsIntent::Retry { act } => outbox::retry(&act, model),
        MyReportsIntent::SendWithout { act } => outbox::send_without(&act, model),
        MyReportsIntent::Discard { act } => outbox::discard(stamp, &act, model),
        MyReportsIntent::Edit { act } => outbox::edit(stamp, &act, model),
        on_the_page => return ticket::on_intent(stamp, on_the_page, model),
    };
    tell_unsent(model);
    command
}

/// An effect was answered.
pub fn update(event: Event, model: &mut Model) -> Cmd {
    let command = match event {
        Event::Page { shelf, offset, page } => return paged(shelf, offset, page, model),
        Event::Read { id, then_ask, tracked } => return ticket::read(id, then_ask, tracked, model),
        Event::Fetched { id, report } => return ticket::fetched(id, report, model),
        Event::Thumb(id, file) => return thumb(id, file, model),
        Event::Photo(id, file) => return ticket::full_photo(id, file, model),
        Event::Picked { report, photo, picked } => return ticket::picked(report, photo, &picked, model),
        Event::Prepared { report, photo, outcome } => return ticket::prepared(report, photo, outcome, model),
        Event::Kept { report, deed, at, done } => ticket::kept(report, *deed, at, done, model),
        Event::Retried(act, done) => outbox::retried(act, done, model),
        Event::TakenBack { act, draft, then, done } => outbox::taken_back(act, *draft, then, done, model),
        Event::GivenUp(act, done) => outbox::given_up(act, done, model),
    };
    tell_unsent(model);
    command
}

/// Reads again what is on the screen, and the beginning of what is not: the tab's number speaks of both lists.
pub fn reload(model: &mut Model) -> Cmd {
    if !model.started || model.trouble.is_some() {
        return Command::done();
    }
    let window = |choice| {
        let held = u32::try_from(model.my_reports.shelf(choice).rows.len()).unwrap_or(PAGE);
        if choice == model.my_reports.shelf { held.clamp(PAGE, MOST_ROWS) } else { PAGE }
    };
    let mine = read(ShelfChoice::Mine, 0, window(ShelfChoice::Mine));
    let following = read(ShelfChoice::Following, 0, window(ShelfChoice::Following));
    mine.and(following).and(ticket::reload(model))
}

/// Tells what is known again: after a change of language, of the city, of the network or of what is unsent.
pub fn retell(model: &mut Model) {
    let mut lists = std::mem::take(&mut model.my_reports);
    let look = Look::of(model);
    for shelf in [&mut lists.mine, &mut lists.following] {
        shelf.rows = shelf.reports.iter().map(|tracked| tracked_row(&look, tracked)).collect();
    }
    lists.unsent = outbox::rows(&look, &lists, &model.unsent);
    model.my_reports = lists;
    tell_page(model);
}

/// Tells the open report's page again.
pub(super) fn tell_page(model: &mut Model) {
    let Some(mut open) = model.my_reports.open.take() else { return };
    open.page = page::page(&Look::of(model), &model.my_reports, &open);
    model.my_reports.open = Some(open);
}

/// Tells what is unsent again, in the list and on the page.
pub(super) fn tell_unsent(model: &mut Model) {
    model.my_reports.unsent = outbox::rows(&Look::of(model), &model.my_reports, &model.unsent);
    tell_page(model);
}

/// "Really?" is forgotten as soon as a person does something else.
fn forget_questions(intent: &MyReportsIntent, model: &mut Model) {
    if let Some(open) = &mut model.my_reports.open
        && *intent != MyReportsIntent::Withdraw
    {
        open.withdraw_asked = false;
    }
    if !matches!(intent, MyReportsIntent::Discard { .. }) && model.my_reports.discard_asked.take().is_some() {
        tell_unsent(model);
    }
}

fn read(shelf: ShelfChoice, offset: u32, limit: u32) -> Cmd {
    Command::request_from_shell(ReadReports { shelf, offset, limit })
        .then_send(move |page| Root::MyReports(Event::Page { shelf, offset, page }))
}

fn more(model: &mut Model) -> Cmd {
    let choice = model.my_reports.shelf;
    let shelf = model.my_reports.shelf_mut(choice);
    let held = u32::try_from(shelf.rows.len()).unwrap_or(u32::MAX);
    if shelf.reading_more || held >= shelf.total.min(MOST_ROWS) {
        return Command::done();
    }
    shelf.reading_more = true;
    read(choice, held, PAGE.min(MOST_ROWS - held))
}

fn paged(choice: ShelfChoice, offset: u32, page: Result<ReportsPage, StorageTrouble>, model: &mut Model) -> Cmd {
    model.my_reports.shelf_mut(choice).reading_more = false;
    let page = match page {
        Ok(page) => page,
        Err(trouble) => return outbox::storage_failed(trouble, model),
    };
    let look = Look::of(model);
    let rows: Vec<_> = page.rows.iter().map(|tracked| tracked_row(&look, tracked)).collect();
    let shelf = model.my_reports.shelf_mut(choice);
    if offset == 0 {
        shelf.reports = page.rows;
        shelf.rows = rows;
    } else if usize::try_from(offset) == Ok(shelf.reports.len()) {
        append(shelf, page.rows, rows);
    } else {
        // The list was read anew meanwhile: this page begins where it no longer ends.
        return Command::done();
    }
    shelf.total = page.total;
    shelf.is_read = true;
    fetch_shown(model)
}

/// What changed while a person scrolled may come a second time: it stands where it stood.
fn append(shelf: &mut model::Shelf, reports: Vec<TrackedReport>, rows: Vec<crate::view::ReportRow>) {
    for (tracked, row) in reports.into_iter().zip(rows) {
        if shelf.reports.iter().all(|known| known.report.id != tracked.report.id) {
            shelf.reports.push(tracked);
            shelf.rows.push(row);
        }
    }
}

/// Brings the thumbnails of what is on the screen.
pub(super) fn fetch_shown(model: &mut Model) -> Cmd {
    let lists = &model.my_reports;
    let ids: Vec<MediaId> = match &lists.open {
        Some(open) => {
            let of_preview = open.preview.as_ref().and_then(|summary| summary.photo);
            let of_report = open.tracked.iter().flat_map(|tracked| tracked.report.photos.iter().map(|photo| photo.id));
            of_preview.into_iter().chain(of_report).collect()
        }
        None if model.tab == Tab::MyReports => {
            let shown = &lists.shelf(lists.shelf).reports;
            shown.iter().filter_map(|tracked| Some(tracked.report.photos.first()?.id)).collect()
        }
        None => Vec::new(),
    };
    let thumbs = fetch_photos(model, ids, |id, file| Root::MyReports(Event::Thumb(id, file)));
    thumbs.and(ticket::fetch_full(model))
}

fn thumb(id: MediaId, file: Result<String, NetTrouble>, model: &mut Model) -> Cmd {
    keep_photo(model, id, file);
    let path = Look::of(model).thumb(id);
    for shelf in [&mut model.my_reports.mine, &mut model.my_reports.following] {
        for (tracked, row) in shelf.reports.iter().zip(&mut shelf.rows) {
            if tracked.report.photos.first().is_some_and(|photo| photo.id == id) {
                row.thumb_path.clone_from(&path);
            }
        }
    }
    tell_page(model);
    Command::done()
}
