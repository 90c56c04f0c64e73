//! The open report's page: reading it, writing under it, acting on it. Whatever is done is kept on the phone first and
//! shown as not sent yet; nothing that was written is lost.

use super::{
    Event,
    model::{Open, Writing},
    offer::{Offer, Reopen, offer},
    outbox::{storage_failed, tell},
    page,
    update::{fetch_shown, reload as reload_all, tell_page},
};
use crate::{
    app::{self, Cmd, commit, fade, net_text},
    effect::{
        Delivery, FetchPhoto, FetchReport, NetTrouble, OutboxRow, PhotoTrouble, PickPhoto, PickedPhoto, PreparePhoto,
        PreparedPhoto, ReadReport, ShareText, StorageTrouble, TrackedReport,
    },
    event::{Event as Root, Stamp},
    intent::{MyReportsIntent, PhotoSource, ShelfChoice},
    model::{Model, PhotoFile},
    photo_pick::{self, PhotoFor},
    rows::{Look, join, tracked_row},
    view::Tone,
};
use crux_core::Command;
use dimos_domain::{
    act::{Act, Comment, Deed, Follow, Support},
    expected,
    ids::{ActId, MediaId, ReportId},
    report::{MAX_PHOTOS, Rating, Relation, Report, ReportSummary},
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Opens a report's page, over whichever tab is in front. A list may show what it knows until the rest is here.
pub fn open(report: &str, preview: Option<ReportSummary>, model: &mut Model) -> Cmd {
    let Ok(id) = report.parse::<ReportId>() else { return tell(model, Tone::Warning, "ticket-unknown") };
    let tracked = model.my_reports.known(id).cloned();
    model.my_reports.close();
    model.my_reports.open = Some(Open {
        id,
        preview,
        tracked,
        page: page::blank(),
        full: BTreeMap::new(),
        busy: true,
        trouble: None,
        sending: false,
        withdraw_asked: false,
    });
    tell_page(model);
    read_from_phone(id, true).and(fetch_shown(model))
}

/// Reads the open report again from the phone.
pub fn reload(model: &Model) -> Cmd {
    model.my_reports.open.as_ref().map_or_else(Command::done, |open| read_from_phone(open.id, false))
}

/// Asks the server again for a report that this phone does not keep up to date.
pub fn ask_again(model: &mut Model) -> Cmd {
    let Some(open) = &mut model.my_reports.open else { return Command::done() };
    let is_kept = open.tracked.as_ref().is_some_and(|tracked| tracked.report.relation != Relation::None);
    if is_kept {
        return Command::done();
    }
    open.busy = true;
    fetch(open.id)
}

fn read_from_phone(id: ReportId, then_ask: bool) -> Cmd {
    Command::request_from_shell(ReadReport { id, seen: true }).then_send(move |tracked| {
        Root::MyReports(Event::Read { id, then_ask, tracked: tracked.map(|found| found.map(Box::new)) })
    })
}

fn fetch(id: ReportId) -> Cmd {
    Command::request_from_shell(FetchReport(id))
        .then_send(move |report| Root::MyReports(Event::Fetched { id, report: report.map(Box::new) }))
}

fn open_mut(id: ReportId, model: &mut Model) -> Option<&mut Open> {
    model.my_reports.open.as_mut().filter(|open| open.id == id)
}

/// The phone said what it has of the open report.
pub fn read(
    id: ReportId,
    then_ask: bool,
    tracked: Result<Option<Box<TrackedReport>>, StorageTrouble>,
    model: &mut Model,
) -> Cmd {
    see(id, model);
    let Some(open) = open_mut(id, model) else { return Command::done() };
    let found = match tracked {
        Ok(found) => found,
        Err(trouble) => {
            open.busy = false;
            return storage_failed(trouble, model);
        }
    };
    if let Some(tracked) = found {
        open.tracked = Some(*tracked);
    }
    let is_kept = open
        .tracked
        .as_ref()
        .is_some_and(|tracked| tracked.report.relation != Relation::None || tracked.report.number.is_empty());
    let ask = then_ask && !is_kept;
    // Without a question to the server nothing more comes; with one under way its answer ends the waiting.
    if is_kept || (!ask && open.tracked.is_some()) {
        open.busy = false;
    }
    tell_page(model);
    let asked = if ask { fetch(id) } else { Command::done() };
    asked.and(fetch_shown(model))
}

/// A person looks at it: it is no longer new.
fn see(id: ReportId, model: &mut Model) {
    for choice in [ShelfChoice::Mine, ShelfChoice::Following] {
        let shelf = model.my_reports.shelf_mut(choice);
        let new = |tracked: &TrackedReport| tracked.report.id == id && tracked.unseen;
        let Some(index) = shelf.reports.iter().position(new) else { continue };
        let Some(tracked) = shelf.reports.get_mut(index) else { continue };
        tracked.unseen = false;
        let tracked = tracked.clone();
        let seen = tracked_row(&Look::of(model), &tracked);
        if let Some(row) = model.my_reports.shelf_mut(choice).rows.get_mut(index) {
            *row = seen;
        }
    }
}

/// Brings the open report's photos in full size, each once; on the phone they stay for the next time.
pub fn fetch_full(model: &mut Model) -> Cmd {
    let Some(open) = &mut model.my_reports.open else { return Command::done() };
    let photos = open.tracked.iter().flat_map(|tracked| &tracked.report.photos);
    let wanted: Vec<MediaId> = photos.map(|photo| photo.id).filter(|id| !open.full.contains_key(id)).collect();
    open.full.extend(wanted.iter().map(|id| (*id, None)));
    Command::all(wanted.into_iter().map(|id| {
        Command::request_from_shell(FetchPhoto { id, thumb: false })
            .then_send(move |file| Root::MyReports(Event::Photo(id, file)))
    }))
}

/// A photo came in full size, or did not: then it is asked for again when the page is read anew.
pub fn full_photo(id: MediaId, file: Result<String, NetTrouble>, model: &mut Model) -> Cmd {
    let Some(open) = &mut model.my_reports.open else { return Command::done() };
    match file {
        Ok(path) if open.full.contains_key(&id) => {
            open.full.insert(id, Some(path));
            tell_page(model);
        }
        Ok(_) => {}
        Err(_) => {
            open.full.remove(&id);
        }
    }
    Command::done()
}

/// The server said how the report stands; what is still unsent goes on top.
pub fn fetched(id: ReportId, report: Result<Box<Report>, NetTrouble>, model: &mut Model) -> Cmd {
    let said = report.as_ref().err().map(|trouble| net_text(model, trouble));
    let Some(open) = open_mut(id, model) else { return Command::done() };
    open.busy = false;
    open.trouble.clone_from(&said);
    let has_something = open.tracked.is_some() || open.preview.is_some();
    match (report, said) {
        (Ok(report), _) => {
            let pending = open.tracked.take().map(|tracked| tracked.pending).unwrap_or_default();
            let report =
                pending.iter().fold(*report, |report, row| expected::report(report, &row.act.what, row.act.at));
            open.tracked = Some(TrackedReport { report, pending, unseen: false });
        }
        (Err(_), Some(said)) if has_something => {
            model.say(Tone::Warning, said);
            tell_page(model);
            return fade(model);
        }
        (Err(_), _) => {}
    }
    tell_page(model);
    fetch_shown(model)
}

/// A person did something on the page.
pub fn on_intent(stamp: Stamp, intent: MyReportsIntent, model: &mut Model) -> Cmd {
    let Some(open) = &model.my_reports.open else { return Command::done() };
    let id = open.id;
    match intent {
        MyReportsIntent::Write { text } => {
            model.my_reports.written.entry(id).or_default().write(&text);
            Command::done()
        }
        MyReportsIntent::AddPhoto { source } => add_photo(stamp, id, source, model),
        MyReportsIntent::RemovePhoto { photo } => {
            if let (Some(writing), Ok(photo)) = (model.my_reports.written.get_mut(&id), photo.parse::<MediaId>()) {
                writing.photos.retain(|ready| ready.id != photo);
                writing.preparing.retain(|preparing| *preparing != photo);
            }
            Command::done()
        }
        MyReportsIntent::Share => share(model),
        deed => act(stamp, &deed, model),
    }
}

fn add_photo(stamp: Stamp, report: ReportId, source: PhotoSource, model: &mut Model) -> Cmd {
    let writing = model.my_reports.written.entry(report).or_default();
    if writing.photos.len() + writing.preparing.len() >= MAX_PHOTOS {
        return tell(model, Tone::Warning, "ticket-photos-enough");
    }
    let photo = MediaId(stamp.id(1));
    let belongs_to = PhotoFor::Ticket(report).to_string();
    Command::request_from_shell(PickPhoto { source, belongs_to })
        .then_send(move |picked| Root::MyReports(Event::Picked { report, photo, picked }))
}

/// A photo that was asked for before the operating system ended the app. What was written then is gone with it.
pub fn photo_arrived(stamp: Stamp, report: ReportId, outcome: &PickedPhoto, model: &mut Model) -> Cmd {
    let opened = match outcome {
        PickedPhoto::Picked { .. } => open(&report.to_string(), None, model),
        PickedPhoto::Cancelled | PickedPhoto::Denied | PickedPhoto::Unavailable | PickedPhoto::StorageFull => {
            Command::done()
        }
    };
    opened.and(picked(report, MediaId(stamp.id(1)), outcome, model))
}

/// A photo was picked, or not.
pub fn picked(report: ReportId, photo: MediaId, picked: &PickedPhoto, model: &mut Model) -> Cmd {
    if let PickedPhoto::Picked { path } = picked {
        model.my_reports.written.entry(report).or_default().preparing.push(photo);
        return Command::request_from_shell(PreparePhoto { id: photo, path: path.clone() })
            .then_send(move |outcome| Root::MyReports(Event::Prepared { report, photo, outcome }));
    }
    match photo_pick::pick_text(model.language(), picked) {
        Some(text) => {
            model.say(Tone::Warning, text);
            fade(model)
        }
        None => Command::done(),
    }
}

/// A photo is ready, or not. One that was removed meanwhile is not taken.
pub fn prepared(
    report: ReportId,
    photo: MediaId,
    outcome: Result<PreparedPhoto, PhotoTrouble>,
    model: &mut Model,
) -> Cmd {
    let Some(writing) = model.my_reports.written.get_mut(&report) else { return Command::done() };
    let before = writing.preparing.len();
    writing.preparing.retain(|preparing| *preparing != photo);
    if writing.preparing.len() == before {
        return Command::done();
    }
    match outcome {
        Ok(ready) => {
            model.photos.insert(photo, PhotoFile::Here { thumb_path: ready.thumb_path.clone() });
            writing.photos.push(ready);
            Command::done()
        }
        Err(trouble) => {
            let text = photo_pick::trouble_text(model.language(), trouble);
            model.say(Tone::Warning, text);
            fade(model)
        }
    }
}

fn share(model: &mut Model) -> Cmd {
    let Some((text, true)) = shared_text(model) else { return Command::done() };
    Command::notify_shell(ShareText { text }).into()
}

/// What is shared, and whether it may be.
fn shared_text(model: &Model) -> Option<(String, bool)> {
    let report = &model.my_reports.open.as_ref()?.tracked.as_ref()?.report;
    let base = model.public_url.as_deref()?.trim_end_matches('/');
    let look = Look::of(model);
    let what = join(&[&look.service(&report.service), &look.place(report.place_hint.as_deref())], ", ");
    Some((format!("{what}\n{base}/reports/{}", report.number), now_offered(model)?.share))
}

fn now_offered(model: &Model) -> Option<Offer> {
    let tracked = model.my_reports.open.as_ref()?.tracked.as_ref()?;
    let days = model.city.as_ref().map_or(0, |kit| kit.city.reopen_days);
    Some(offer(&tracked.report, days, model.now))
}

/// Does what was tapped, if it is offered and there is what it needs. A shell may be a moment behind: then nothing happens.
fn act(stamp: Stamp, intent: &MyReportsIntent, model: &mut Model) -> Cmd {
    let Some(offer) = now_offered(model) else { return Command::done() };
    let Some(open) = &mut model.my_reports.open else { return Command::done() };
    if open.sending {
        return Command::done();
    }
    let report = open.id;
    let writing = model.my_reports.written.get(&report).cloned().unwrap_or_default();
    let is_ready = writing.preparing.is_empty() && !writing.is_too_long();
    let has_body = is_ready && writing.says_something();
    let photos: Vec<MediaId> = writing.photos.iter().map(|photo| photo.id).collect();
    let body = Comment { text: writing.text.clone(), photos: photos.clone() };
    let deed = match intent {
        MyReportsIntent::Comment if offer.comment && has_body => Deed::Comment { report, body },
        MyReportsIntent::Answer if offer.answer && has_body => Deed::Answer { report, body },
        MyReportsIntent::Rate { stars: stars @ 1..=5 } if offer.rate && is_ready => {
            let comment = writing.has_words.then_some(writing.text.clone());
            Deed::Rate { report, body: Rating { stars: *stars, comment } }
        }
        MyReportsIntent::Reopen if offer.reopen == Reopen::Yes && has_body => Deed::Reopen { report, body },
        MyReportsIntent::Withdraw if offer.withdraw && is_ready => {
            if !std::mem::replace(&mut open.withdraw_asked, true) {
                return tell(model, Tone::Warning, "ticket-withdraw-warning");
            }
            open.withdraw_asked = false;
            Deed::Withdraw { report, body }
        }
        MyReportsIntent::Support if offer.support && is_ready => {
            Deed::Support { report, body: Support { text: writing.text.clone(), photos } }
        }
        MyReportsIntent::Follow { follow: true } if offer.follow => {
            Deed::Follow { report, body: Follow { follow: true } }
        }
        MyReportsIntent::Follow { follow: false } if offer.unfollow => {
            Deed::Follow { report, body: Follow { follow: false } }
        }
        _ => return Command::done(),
    };
    open.sending = true;
    let named = deed.photos();
    let files = writing.photos.into_iter().filter(|photo| named.contains(&photo.id)).collect();
    let kept = deed.clone();
    commit(stamp, deed, None, files, move |done| {
        Root::MyReports(Event::Kept { report, deed: Box::new(kept), at: stamp.now, done })
    })
}

/// It is on the phone: shown as if it had happened, marked as not sent yet. Or it is not: then everything stays as typed.
pub fn kept(
    report: ReportId,
    deed: Deed,
    at: Timestamp,
    done: Result<ActId, StorageTrouble>,
    model: &mut Model,
) -> Cmd {
    if let Some(open) = open_mut(report, model) {
        open.sending = false;
    }
    let id = match done {
        Ok(id) => id,
        Err(trouble) => return storage_failed(trouble, model),
    };
    let text = crate::texts::t(model.language(), if model.offline { "kept-offline" } else { kept_key(&deed) });
    model.say(Tone::Good, text);
    if let Some(writing) = model.my_reports.written.get_mut(&report) {
        clear(writing, &deed);
    }
    let row = OutboxRow {
        act: Act { id, at, what: deed },
        number: String::new(),
        delivery: Delivery::Queued { next_at: None },
    };
    if let Some(mut tracked) = open_mut(report, model).and_then(|open| open.tracked.take()) {
        tracked.report = expected::report(tracked.report, &row.act.what, at);
        tracked.pending.push(row);
        if let Some(open) = open_mut(report, model) {
            open.tracked = Some(tracked);
        }
    }
    app::sync(model).and(reload_all(model)).and(fade(model))
}

/// What the act took along is no longer being written; what it could not take stays.
fn clear(writing: &mut Writing, deed: &Deed) {
    if matches!(deed, Deed::Follow { .. }) {
        return;
    }
    let taken = deed.photos();
    writing.photos.retain(|photo| !taken.contains(&photo.id));
    writing.write("");
}

const fn kept_key(deed: &Deed) -> &'static str {
    match deed {
        Deed::Answer { .. } => "kept-answer",
        Deed::Rate { .. } => "kept-rate",
        Deed::Reopen { .. } => "kept-reopen",
        Deed::Withdraw { .. } => "kept-withdraw",
        Deed::Support { .. } => "kept-support",
        Deed::Follow { body, .. } if body.follow => "kept-follow",
        Deed::Follow { .. } => "kept-unfollow",
        _ => "kept-comment",
    }
}
