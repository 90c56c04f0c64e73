//! The app's brain (crux). A shell sends an [`Intent`] for everything a person does, renders the [`ViewModel`] and answers
//! the few [`Effect`]s that only an operating system can. Pure: no threads, no clock, no files, no network. Time and
//! randomness come in with each event.
//!
//! One folder a feature, each with the same files: `mod.rs` (what it is for), `model.rs`, `event.rs`, `update.rs`,
//! `view.rs`.

pub mod answers;
pub mod app;
pub mod base_map;
mod city_kit;
pub mod controls;
pub mod crew;
pub mod effect;
pub mod event;
pub mod intent;
pub mod model;
pub mod my_city;
pub mod my_reports;
pub mod pay;
pub mod photo_pick;
pub mod report;
pub mod rows;
mod screen;
pub mod settings;
pub mod texts;
pub mod view;

pub use app::Dimos;
pub use city_kit::CityKit;
pub use effect::Effect;
pub use event::{Event, Stamp};
pub use intent::Intent;
pub use model::Model;
pub use view::ViewModel;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();
