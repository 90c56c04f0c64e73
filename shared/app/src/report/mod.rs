//! Composing a report: photos and words, place, service, questions, "is it one of these?", a name or none, review, send.
//! A draft is kept with every keystroke; nothing that was typed is ever lost.
//!
//! Beside the usual files there is one for each step: what happens there, what it still needs, what it shows.

mod contact;
mod drafts;
mod event;
mod model;
mod nearby;
mod photos;
mod place;
mod questions;
mod review;
mod service;
mod steps;
mod update;
mod view;
mod what;

#[cfg(test)]
mod tests;

pub use drafts::{open_draft, undo_discard};
pub use event::Event;
pub use model::{Desk, Discarded, Draft, FoundStreet, Model, Nearby, NearbyQuestion, Outside, Preparing, Wanted};
pub use service::{Index, Listed};
pub use steps::back;
pub use update::{on_intent, photo_arrived, update};
pub use view::{
    DraftRow, Keyboard, NearbyRow, PlaceView, QuestionView, ReportView, ReviewLine, ServiceGroupView, StepView, view,
};
