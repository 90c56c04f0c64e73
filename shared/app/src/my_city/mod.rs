//! My city: what is reported around a position, as a list and as a map.

mod event;
mod model;
mod update;
mod view;

#[cfg(test)]
mod tests;

pub use event::Event;
pub use model::{Centre, ChosenBy, Found, Model};
pub use update::{appear, middle, on_intent, retell, update};
pub use view::{MyCityView, view};
