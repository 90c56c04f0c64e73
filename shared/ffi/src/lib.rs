//! The only crate that phones link. [`DimosCore`] drives the app: a shell sends intents, is told when to render, and
//! answers the few effects that only an operating system can. [`SyncEngine`] delivers what waits with no screen at all.
//! Bindings only: nothing is decided here.

mod config;
mod core;
mod error;
mod lanes;
mod perform;
mod shell;
mod sync_engine;
mod translate;
mod worker;

pub use crate::core::DimosCore;
pub use config::CoreConfig;
pub use dimos_device::{Clock, SystemClock};
pub use error::CoreError;
pub use shell::{SecretStore, Shell};
pub use sync_engine::{DeliveryReport, SyncEngine};

dimos_app::uniffi_reexport_scaffolding!();
uniffi::setup_scaffolding!();
