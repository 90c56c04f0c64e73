//! The list of my reports, and one report's page.

use super::{
    model::{MOST_ROWS, Writing},
    offer::{Offer, Reopen, offer},
};
use crate::{
    intent::ShelfChoice,
    model::Model,
    texts::{t, tv},
    view::{Button, Field, MapView, OptionView, PhotoView, ReportRow, Tone},
};
use dimos_domain::{
    l10n::Language,
    report::{MAX_PHOTOS, MAX_TEXT_CHARS},
};

/// The list.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct MyReportsView {
    /// The screen's title.
    pub title: String,
    /// Which reports.
    pub shelf: ShelfChoice,
    /// Mine, following; codes `mine` and `following`.
    pub shelves: Vec<OptionView>,
    /// What waits or is wedged, oldest first.
    pub unsent: Vec<UnsentRow>,
    /// The visible window, newest change first.
    pub rows: Vec<ReportRow>,
    /// How many there are in all.
    pub total: u32,
    /// Whether there are more than the window holds.
    pub has_more: bool,
    /// What to show where there is nothing.
    pub empty: Option<String>,
    /// A round of delivery is going on.
    pub refreshing: bool,
}

/// Something unsent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct UnsentRow {
    /// The act's id.
    pub act: String,
    /// "Report: pothole", "Comment · THES-2026-000123", "End of a job · THES-2026-000123".
    pub title: String,
    /// What it says: its words, how many photos; may be empty.
    pub detail: String,
    /// "Waits for the network", "Refused: …".
    pub status: String,
    /// Which colour.
    pub tone: Tone,
    /// Send once more; wedged only.
    pub retry: Option<Button>,
    /// Send without the photo that is no longer on this phone; only where that still says something.
    pub without: Option<Button>,
    /// Edit; wedged reports only.
    pub edit: Option<Button>,
    /// Give up.
    pub discard: Option<Button>,
    /// What a screen reader says.
    pub spoken: String,
}

/// One report's page.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct TicketView {
    /// The report as a row.
    pub row: ReportRow,
    /// All words.
    pub description: String,
    /// Photos.
    pub photos: Vec<PhotoView>,
    /// Where it is.
    pub map: MapView,
    /// "Should be fixed by Tuesday 24 November", "Fixed within 2 days"; empty if not known.
    pub due: String,
    /// Who is responsible; empty if not known.
    pub responsible: String,
    /// Answers to the service's questions, "question: answer".
    pub answers: Vec<String>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineRow>,
    /// What is still unsent for this report.
    pub unsent: Vec<UnsentRow>,
    /// The city's question that waits for an answer.
    pub question: Option<String>,
    /// What is being written.
    pub writing: Field,
    /// Photos of what is being written.
    pub writing_photos: Vec<PhotoView>,
    /// Add a photo.
    pub add_photo: Option<Button>,
    /// Send it as a comment.
    pub comment: Option<Button>,
    /// Send it as the answer.
    pub answer: Option<Button>,
    /// Rate; five stars.
    pub rate: Option<Button>,
    /// The stars given so far; 0 if none.
    pub stars: u8,
    /// "Not fixed".
    pub reopen: Option<Button>,
    /// Take it back.
    pub withdraw: Option<Button>,
    /// "Me too".
    pub support: Option<Button>,
    /// Follow or stop following.
    pub follow: Option<Button>,
    /// Whether it is followed.
    pub following: bool,
    /// Share the public page.
    pub share: Option<Button>,
    /// The report that carries on instead of this one.
    pub duplicate_of: Option<OptionView>,
    /// Being fetched.
    pub busy: bool,
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct TimelineRow {
    /// "22 November, 14:05".
    pub when: String,
    /// What happened, in words.
    pub text: String,
    /// More of it: the comment, the reason, the triage's steps; may be empty.
    pub detail: String,
    /// Which colour.
    pub tone: Tone,
    /// Photos that came with it.
    pub photos: Vec<PhotoView>,
    /// Still unsent.
    pub pending: bool,
    /// What a screen reader says.
    pub spoken: String,
}

/// Builds the list: what was made when the data came, with the headings.
#[must_use]
pub fn list_view(model: &Model) -> MyReportsView {
    let language = model.language();
    let lists = &model.my_reports;
    let shelf = lists.shelf(lists.shelf);
    let held = u32::try_from(shelf.rows.len()).unwrap_or(u32::MAX);
    let option = |choice: ShelfChoice, code: &str, key: &str| {
        let label = t(language, key);
        OptionView {
            code: code.to_owned(),
            spoken: label.clone(),
            label,
            detail: String::new(),
            symbol: String::new(),
            selected: lists.shelf == choice,
        }
    };
    let empty = (shelf.is_read && shelf.rows.is_empty()).then(|| {
        t(
            language,
            match lists.shelf {
                ShelfChoice::Mine => "mine-empty",
                ShelfChoice::Following => "following-empty",
            },
        )
    });
    MyReportsView {
        title: t(language, "my-reports-title"),
        shelf: lists.shelf,
        shelves: vec![
            option(ShelfChoice::Mine, "mine", "shelf-mine"),
            option(ShelfChoice::Following, "following", "shelf-following"),
        ],
        unsent: lists.unsent.clone(),
        rows: shelf.rows.clone(),
        total: shelf.total,
        has_more: held < shelf.total.min(MOST_ROWS),
        empty,
        refreshing: model.syncing,
    }
}

/// Builds the open report's page, if one is open: what was made when the data came, with what is being written.
#[must_use]
pub fn ticket_view(model: &Model) -> Option<TicketView> {
    let open = model.my_reports.open.as_ref()?;
    let mut page = open.page.clone();
    page.busy = open.busy || open.sending;
    let Some(tracked) = &open.tracked else { return Some(page) };
    let days = model.city.as_ref().map_or(0, |kit| kit.city.reopen_days);
    let offer = offer(&tracked.report, days, model.now);
    let none = Writing::default();
    let writing = model.my_reports.written.get(&open.id).unwrap_or(&none);
    let desk = Desk { language: model.language(), offer, writing, sending: open.sending };
    desk.fill(&mut page, open.withdraw_asked, days);
    page.share = (offer.share && model.public_url.is_some()).then(|| Button::new(t(desk.language, "ticket-share")));
    Some(page)
}

/// What is being written, and what may be done with it.
struct Desk<'a> {
    language: Language,
    offer: Offer,
    writing: &'a Writing,
    sending: bool,
}

impl Desk<'_> {
    fn fill(&self, page: &mut TicketView, withdraw_asked: bool, days: u16) {
        let offer = self.offer;
        let writes = offer.answer || offer.comment;
        page.writing = self.field(writes);
        page.writing_photos = self.photos();
        page.add_photo = writes.then(|| self.add_photo());
        page.answer = offer.answer.then(|| self.button("ticket-answer-send").blocked(self.nothing_to_send()));
        page.comment = offer.comment.then(|| self.button("ticket-comment-send").blocked(self.nothing_to_send()));
        page.rate = offer.rate.then(|| self.button("ticket-rate").blocked(self.cannot_send()));
        page.reopen = match offer.reopen {
            Reopen::No => None,
            Reopen::Yes => Some(self.button("ticket-reopen").blocked(self.reopen_needs())),
            Reopen::TooLate => {
                let why = tv(self.language, "ticket-reopen-too-late", &[("n", u32::from(days).into())]);
                Some(self.button("ticket-reopen").blocked(Some(why)))
            }
        };
        let withdraw = if withdraw_asked { "ticket-withdraw-sure" } else { "ticket-withdraw" };
        page.withdraw = offer.withdraw.then(|| self.button(withdraw).blocked(self.cannot_send()));
        page.support = offer.support.then(|| self.button("ticket-support").blocked(self.cannot_send()));
        page.follow = if offer.follow {
            Some(self.button("ticket-follow").blocked(self.busy()))
        } else {
            offer.unfollow.then(|| self.button("ticket-unfollow").blocked(self.busy()))
        };
    }

    fn button(&self, key: &str) -> Button {
        Button::new(t(self.language, key))
    }

    fn field(&self, writes: bool) -> Field {
        let key = if self.offer.answer {
            "ticket-write-answer"
        } else if self.offer.reopen == Reopen::Yes {
            "ticket-write-fixed"
        } else if writes {
            "ticket-write-comment"
        } else {
            "ticket-write-nothing"
        };
        let left = MAX_TEXT_CHARS.checked_sub(self.writing.chars);
        Field {
            label: t(self.language, "ticket-write"),
            value: self.writing.text.clone(),
            hint: t(self.language, key),
            error: left.is_none().then(|| {
                let over = self.writing.chars.saturating_sub(MAX_TEXT_CHARS);
                tv(self.language, "ticket-too-long", &[("n", over.into())])
            }),
            remaining: left
                .filter(|left| *left <= 400)
                .map(|left| tv(self.language, "ticket-left", &[("n", left.into())])),
        }
    }

    fn photos(&self) -> Vec<PhotoView> {
        let total = self.writing.photos.len() + self.writing.preparing.len();
        let spoken =
            |index: usize| tv(self.language, "photo-alt", &[("n", (index + 1).into()), ("total", total.into())]);
        let ready = self.writing.photos.iter().enumerate().map(|(index, photo)| PhotoView {
            id: photo.id.to_string(),
            thumb_path: Some(photo.thumb_path.clone()),
            path: Some(photo.path.clone()),
            caption: String::new(),
            spoken: spoken(index),
            busy: false,
        });
        let first = self.writing.photos.len();
        let preparing = self.writing.preparing.iter().enumerate().map(|(index, id)| PhotoView {
            id: id.to_string(),
            thumb_path: None,
            path: None,
            caption: t(self.language, "ticket-photo-preparing"),
            spoken: spoken(first + index),
            busy: true,
        });
        ready.chain(preparing).collect()
    }

    fn add_photo(&self) -> Button {
        let full = self.writing.photos.len() + self.writing.preparing.len() >= MAX_PHOTOS;
        let why = full.then(|| tv(self.language, "ticket-photos-full", &[("n", MAX_PHOTOS.into())]));
        self.button("ticket-add-photo").blocked(why)
    }

    fn busy(&self) -> Option<String> {
        self.sending.then(|| t(self.language, "ticket-keeping"))
    }

    fn cannot_send(&self) -> Option<String> {
        let key = if self.sending {
            "ticket-keeping"
        } else if !self.writing.preparing.is_empty() {
            "ticket-photo-preparing"
        } else if self.writing.is_too_long() {
            "ticket-shorten"
        } else {
            return None;
        };
        Some(t(self.language, key))
    }

    fn nothing_to_send(&self) -> Option<String> {
        let nothing = || (!self.writing.says_something()).then(|| t(self.language, "ticket-write-first"));
        self.cannot_send().or_else(nothing)
    }

    fn reopen_needs(&self) -> Option<String> {
        let nothing = || (!self.writing.says_something()).then(|| t(self.language, "ticket-reopen-needs"));
        self.cannot_send().or_else(nothing)
    }
}

/// How many of my reports changed since they were last opened.
#[must_use]
pub fn unseen(model: &Model) -> usize {
    let lists = &model.my_reports;
    lists.mine.reports.iter().chain(&lists.following.reports).filter(|tracked| tracked.unseen).count()
}
