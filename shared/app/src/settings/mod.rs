//! Settings: language, text size, privacy, and becoming a crew's phone.

mod event;
mod model;
mod update;
mod view;

#[cfg(test)]
mod tests;

pub use event::Event;
pub use model::{Model, Preferences};
pub use update::{keep_note, note, on_intent, remember_contact, save, update};
pub use view::{SettingsHeadings, SettingsView, view};
