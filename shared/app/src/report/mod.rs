//! Composing a report: photos and words, place, service, questions, "is it one of these?", a name or none, review, send.
//! A draft is kept with every keystroke; nothing that was typed is ever lost.

mod event;
mod model;
mod update;
mod view;

pub use event::Event;
pub use model::{Draft, Model};
pub use update::{back, on_intent, undo_discard, update};
pub use view::{
    DraftRow, Keyboard, NearbyRow, PlaceView, QuestionView, ReportView, ReviewLine, ServiceGroupView, StepView, view,
};
