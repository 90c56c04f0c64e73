//! My city: what is reported around a position, as a list and as a map.

mod event;
mod model;
mod update;
mod view;

pub use event::Event;
pub use model::Model;
pub use update::{appear, on_intent, update};
pub use view::{MyCityView, view};
