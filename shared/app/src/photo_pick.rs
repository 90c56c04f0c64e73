//! Photos, the same in every feature: what each is for, and what a person reads when one could not be taken or made ready.

use crate::{
    app::Cmd,
    crew,
    effect::{PhotoTrouble, PickedPhoto},
    event::Stamp,
    intent::{ReportIntent, WorkPhoto},
    model::Model,
    my_reports, report,
    texts::t,
};
use crux_core::Command;
use dimos_domain::{
    ids::{JobId, ReportId},
    l10n::Language,
};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// What a photo is for. A shell keeps it as one word while a camera is in front, since the app may be ended meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoFor {
    /// A draft that is kept.
    Draft(Uuid),
    /// A draft in which there is nothing yet.
    NewDraft(Uuid),
    /// What is being written under a report.
    Ticket(ReportId),
    /// A crew's work.
    Job(JobId, WorkPhoto),
}

impl fmt::Display for PhotoFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft(id) => write!(f, "draft/{id}"),
            Self::NewDraft(id) => write!(f, "new/{id}"),
            Self::Ticket(id) => write!(f, "ticket/{id}"),
            Self::Job(id, WorkPhoto::Before) => write!(f, "before/{id}"),
            Self::Job(id, WorkPhoto::After) => write!(f, "after/{id}"),
        }
    }
}

/// Not a word that this app gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown;

impl FromStr for PhotoFor {
    type Err = Unknown;

    fn from_str(word: &str) -> Result<Self, Unknown> {
        let (kind, id) = word.split_once('/').ok_or(Unknown)?;
        let id = Uuid::parse_str(id).map_err(|_| Unknown)?;
        match kind {
            "draft" => Ok(Self::Draft(id)),
            "new" => Ok(Self::NewDraft(id)),
            "ticket" => Ok(Self::Ticket(ReportId(id))),
            "before" => Ok(Self::Job(JobId(id), WorkPhoto::Before)),
            "after" => Ok(Self::Job(JobId(id), WorkPhoto::After)),
            _ => Err(Unknown),
        }
    }
}

/// A photo came that was asked for before the operating system ended the app: it goes where it belongs, or it is said that
/// it came too late. What belongs nowhere begins a report, as a shared photo does.
pub fn arrived(stamp: Stamp, belongs_to: &str, outcome: PickedPhoto, model: &mut Model) -> Cmd {
    match (belongs_to.parse::<PhotoFor>(), outcome) {
        (Ok(PhotoFor::Draft(draft)), outcome) => report::photo_arrived(stamp, draft, false, outcome, model),
        (Ok(PhotoFor::NewDraft(draft)), outcome) => report::photo_arrived(stamp, draft, true, outcome, model),
        (Ok(PhotoFor::Ticket(report)), outcome) => my_reports::photo_arrived(stamp, report, &outcome, model),
        (Ok(PhotoFor::Job(job, kind)), outcome) => crew::photo_arrived(stamp, job, kind, outcome, model),
        (Err(Unknown), PickedPhoto::Picked { path }) => {
            report::on_intent(stamp, ReportIntent::PhotoShared { path }, model)
        }
        (Err(Unknown), _) => Command::done(),
    }
}

/// What to say of a photo that was not picked; nothing where the person just thought better of it.
#[must_use]
pub fn pick_text(language: Language, outcome: &PickedPhoto) -> Option<String> {
    match outcome {
        PickedPhoto::Picked { .. } | PickedPhoto::Cancelled => None,
        PickedPhoto::Denied => Some(t(language, "photo-denied")),
        PickedPhoto::Unavailable => Some(t(language, "photo-unavailable")),
        PickedPhoto::StorageFull => Some(t(language, "storage-full")),
    }
}

/// What to say of a photo that could not be made ready.
#[must_use]
pub fn trouble_text(language: Language, trouble: PhotoTrouble) -> String {
    let key = match trouble {
        PhotoTrouble::NotAnImage => "photo-not-an-image",
        PhotoTrouble::Heic => "photo-heic",
        PhotoTrouble::Damaged => "photo-damaged",
        PhotoTrouble::TooLarge => "photo-too-large",
        PhotoTrouble::Unsupported => "photo-unsupported",
        PhotoTrouble::StorageFull => "storage-full",
        PhotoTrouble::Unreadable => "photo-unreadable",
    };
    t(language, key)
}
