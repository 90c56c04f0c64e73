//! What happens when.

use super::Event;
use crate::{app::Cmd, event::Stamp, intent::ReportIntent, model::Model};
use crux_core::Command;

/// A person did something.
pub fn on_intent(_stamp: Stamp, _intent: ReportIntent, _model: &mut Model) -> Cmd {
    Command::done()
}

/// An effect was answered.
pub fn update(event: Event, _model: &mut Model) -> Cmd {
    match event {}
}

/// Takes a thrown-away draft back.
pub fn undo_discard(_model: &mut Model) -> Cmd {
    Command::done()
}

/// One step back, or out of the draft.
pub fn back(_stamp: Stamp, _model: &mut Model) -> Cmd {
    Command::done()
}
