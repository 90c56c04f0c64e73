//! What happens when.

use super::Event;
use crate::{app::Cmd, event::Stamp, intent::SettingsIntent, model::Model};
use crux_core::Command;

/// A person did something.
pub fn on_intent(_stamp: Stamp, _intent: SettingsIntent, _model: &mut Model) -> Cmd {
    Command::done()
}

/// An effect was answered.
pub fn update(event: Event, _model: &mut Model) -> Cmd {
    match event {}
}
