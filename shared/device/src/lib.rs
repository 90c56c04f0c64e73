//! What Rust does for a phone beyond deciding: keep (store), send and fetch (net), deliver exactly once (sync), and make
//! photos fit to send (media). Usable with no screen. Never decides what a report means: the domain does.
//!
//! The store holds the server's copies and the outbox of acts that wait. What a person sees is the server's copy with the
//! waiting acts folded on top ([`dimos_domain::expected`]), so nothing optimistic ever has to be taken back.

mod city;
mod config;
mod device;
mod error;
mod identity;
mod inner;
mod model;
mod net;
mod pay;
mod store;
mod sync;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::cast_possible_truncation)]
mod testing;

pub use dimos_media as media;

pub use config::{Clock, DeviceConfig, Secrets, SystemClock};
pub use device::Device;
pub use error::{NetError, OpenError, StoreError};
pub use model::{
    Delivery, Discarded, DrainReport, News, Opened, OutboxEntry, Page, Pending, PendingPhoto, Recovery, Shelf, Stop,
    Tracked, TrackedJob, WedgeReason,
};
