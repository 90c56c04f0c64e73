//! My reports: what I filed, support or follow, each with its timeline, what is still unsent, and what I can do about it:
//! answer, comment, rate, reopen, take back.
//!
//! Beside the usual files: `page`, `timeline` and `steps` put one report into words, `offer` says what may be done with it,
//! `ticket` does it, `outbox` holds what is not delivered yet and the ways out.

mod event;
mod model;
mod offer;
mod outbox;
mod page;
mod steps;
mod ticket;
mod timeline;
mod update;
mod view;

#[cfg(test)]
pub(crate) mod tests;

pub use event::{Event, Wish};
pub use model::{Model, Open, Shelf, Writing};
pub(crate) use outbox::why_wedged;
pub use ticket::{open, photo_arrived};
pub use update::{on_intent, reload, retell, update};
pub use view::{MyReportsView, TicketView, TimelineRow, UnsentRow, list_view, ticket_view, unseen};
